"""Lay the statements of a generation out as tables, and select those that a change between two generations bears on.

Owns the SQL of that.  What is chosen, and what is made of what is selected, is graph/neo4j/change.py.  Memory does not grow with the
statements: what does not fit goes to files.
"""

# What is put together here are names of our own tables and columns; everything that comes from data is a parameter.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from typing import Final

import duckdb
import numpy as np

from graph.generation import sql
from graph.generation.build_tables import NumberedRelease, create_views
from graph.generation.generation import Generation
from graph.neo4j.unequal import Hashes, Positions
from ontology.statements import Family, Interest

_MEMORY: Final = "200MB"
"""What the tables of a generation may take; what does not fit goes to files.  To read two groups of rows at a time takes half of it."""

_ROWS: Final = 10_000
"""Rows that are taken from the tables at a time."""

_VOTES: Final = "interest IN ({})".format(", ".join(f"'{interest.value}'" for interest in Interest if interest.family is Family.VOTES))
_SERIES: Final = 'hash(feed, "record")'
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)

_LINKS: Final = f"""
CREATE TEMP TABLE link AS SELECT
    position, hash(id) AS id, hash(holder) AS holder, hash(subject) AS subject, if("record" IS NULL, NULL, {_SERIES}) AS series,
    {_VOTES} AS has_votes, {sql.is_accepted("i")} AS is_accepted
FROM interest i
"""
"""What of the statements of interests is asked more than once: they are read but once."""

_BEARS: Final = """(
    id IN (SELECT hash FROM chosen_id) OR subject IN (SELECT hash FROM chosen_voted)
    OR holder IN (SELECT hash FROM chosen_moved) OR subject IN (SELECT hash FROM chosen_moved)
    OR series IN (SELECT hash FROM chosen_series)
)"""


class ChangeTables:
    """Statements of some releases of a generation as tables.  A context manager.

    ``feeds``: numbers of sources, which mean the same for both generations; ``names``: the releases; ``work``: a folder for what is too
    large for memory.
    """

    def __init__(self, generation: Generation, feeds: Mapping[str, int], names: Container[str], work: str) -> None:
        self.generation = generation
        self._feeds = feeds
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": "2",
            "memory_limit": _MEMORY,
            "temp_directory": work,
            "preserve_insertion_order": "false",
        }
        self._tables = duckdb.connect(config=config)
        releases = zip(generation.manifest.releases, generation.releases, strict=True)
        numbered = [
            NumberedRelease(feeds[info.source], False, release, {}, generation.is_sequence(info.source))
            for info, release in releases
            if info.name in names
        ]
        create_views(self._tables, numbered)
        self._releases = [one.release for one in numbered]

    def __enter__(self) -> ChangeTables:
        return self

    def __exit__(self, *_: object) -> None:
        self._tables.close()

    def hash_series(self, sources: Iterable[str]) -> tuple[Hashes, Hashes]:
        """Hash the records of interests of which several places of the files of these sources tell; and for each what is told in which
        order.  Of almost all records one place tells, and those are not put in order."""
        feeds = ", ".join(str(self._feeds[iri]) for iri in sources) or "NULL"
        self._tables.execute(f"""
            CREATE TEMP TABLE told AS
            SELECT {_SERIES} AS series, hash(release, place.file, place.line) AS place, position::UBIGINT AS position
            FROM interest WHERE feed IN ({feeds}) AND "record" IS NOT NULL
        """)
        several = "SELECT series FROM told GROUP BY series HAVING min(place) <> max(place)"
        self._tables.execute(f"CREATE TEMP TABLE told_at AS SELECT position FROM told SEMI JOIN ({several}) USING (series)")
        self._tables.execute("DROP TABLE told")
        series, position, rank = self._fetch(f"""
            SELECT {_SERIES} AS series, position::UBIGINT AS position,
                dense_rank() OVER (PARTITION BY feed, "record" ORDER BY release, place.file, place.line)::UBIGINT AS rank
            FROM interest SEMI JOIN told_at USING (position)
        """)
        told = _mix(self._hash_claims(position) ^ rank * _SPREAD)
        order = np.argsort(series, kind="stable")
        series, told = series[order], told[order]
        starts = np.flatnonzero(np.concatenate(([True], series[1:] != series[:-1]))) if len(series) else np.empty(0, np.int64)
        series, told = series[starts], np.add.reduceat(told, starts) if len(starts) else told
        return series, _mix(told ^ series)

    def _hash_claims(self, positions: Hashes) -> Hashes:
        """Hash what the statements at positions say, wherever they stand."""
        claims, first = np.empty(len(positions), np.uint64), 0
        for release in self._releases:
            here = (positions >= first) & (positions < first + len(release))
            if here.any():
                claims[here] = release.hash_claims()[(positions[here] - np.uint64(first)).astype(np.int64)]
            first += len(release)
        return claims

    def choose(self, name: str, texts: Iterable[str]) -> None:
        """Keep ids or IRIs as a table, by which statements are selected: ``id`` has statements, ``about`` parties to be described,
        ``moved`` those that are one with others than before, ``voted`` companies in which other votes are stated than before."""
        given = {"value": np.array(list(texts), np.object_)}
        self._tables.execute(f"CREATE TEMP TABLE chosen_{name}(value VARCHAR, hash UBIGINT)")
        if len(given["value"]):
            self._tables.execute(f"INSERT INTO chosen_{name} SELECT value, hash(value) FROM given")
        del given

    def choose_series(self, records: Collection[tuple[str, str]], series: Iterable[int]) -> None:
        """Choose records of interests, with the sources of their files or by their hashes, and those of which a statement is selected:
        each is read whole."""
        self._tables.execute(_LINKS)
        feeds, names = zip(*records, strict=True) if records else ((), ())
        hashes = {"hash": np.array(list(series), np.uint64)}
        named = {"feed": np.array([self._feeds[iri] for iri in feeds], np.int32), "record": np.array(names, np.object_)}
        self._tables.execute("CREATE TEMP TABLE chosen_series AS SELECT hash FROM hashes")
        if records:
            self._tables.execute(f"INSERT INTO chosen_series SELECT {_SERIES} FROM named")
        del hashes, named
        self._tables.execute(f"INSERT INTO chosen_series SELECT DISTINCT series FROM link WHERE series IS NOT NULL AND {_BEARS}")

    def select(self) -> Positions:
        """Select the statements that bear on what was chosen; their positions in rising order."""
        about = "(SELECT value FROM chosen_about)"
        self._tables.execute(f"""
            CREATE TEMP TABLE selected AS
            SELECT position FROM entity WHERE entity IN {about}
            UNION ALL SELECT position FROM identity WHERE "left" IN {about} OR "right" IN {about}
            UNION ALL SELECT position FROM link WHERE {_BEARS}
        """)
        (positions,) = self._tables.execute("SELECT position FROM selected ORDER BY 1").fetchnumpy().values()
        return np.asarray(positions, np.int64)

    def list_selected(self) -> tuple[set[str], set[str]]:
        """List the ids of the interests and judgements that were selected, and the companies that these interests are in."""
        rows = self._tables.execute("""
            SELECT id, subject FROM interest SEMI JOIN selected USING (position)
            UNION ALL SELECT id, NULL FROM identity SEMI JOIN selected USING (position)
        """)
        ids: set[str] = set()
        subjects: set[str] = set()
        while batch := rows.fetchmany(_ROWS):
            ids.update(iri for iri, _ in batch)
            subjects.update(subject for _, subject in batch if subject is not None)
        return ids, subjects

    def list_mentioned(self) -> set[str]:
        """List the IRIs of chosen parties that an accepted interest names."""
        return self._list_named(("holder", "subject"), "true", "chosen_about")

    def list_voted(self, iris: Iterable[str]) -> set[str]:
        """List those of these companies in which an accepted statement states votes."""
        self.choose("held", iris)
        return self._list_named(("subject",), "has_votes", "chosen_held")

    def _list_named(self, ends: Iterable[str], condition: str, chosen: str) -> set[str]:
        named = " UNION ALL ".join(f"SELECT {end} FROM link WHERE is_accepted AND {condition}" for end in ends)
        return {iri for (iri,) in self._tables.execute(f"SELECT value FROM {chosen} WHERE hash IN ({named})").fetchall()}

    def _fetch(self, query: str) -> list[Hashes]:
        return [np.asarray(column, np.uint64) for column in self._tables.execute(query).fetchnumpy().values()]


def _mix(numbers: Hashes) -> Hashes:
    """Spread what differs in any bit over all of them."""
    return (numbers ^ numbers >> np.uint64(32)) * _SPREAD
