"""Find what of the property graph can differ between two generations, and make only that: the cost is that of the change.

Which statements differ is found in graph/neo4j/unequal.py.  What a node or relationship looks like depends on more
than its own statement, and all of that is followed here: who is one party with whom, whether votes in the company are stated, the other
versions of the record.  graph/neo4j/stream.py makes the whole graph; a test holds the two to each other.
"""

# What is put together here are names of our own tables and columns; everything that comes from data is a parameter.
# ruff: noqa: S608

from __future__ import annotations

import functools
import tempfile
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import duckdb
import numpy as np

from graph.generation import sql
from graph.generation.build_tables import NumberedRelease, create_views
from graph.generation.generation import Generation
from graph.neo4j.fields import name_unnamed
from graph.neo4j.model import (
    make_entity_node,
    make_interest_relationships,
    make_judgement_relationship,
    make_source_node,
    make_unnamed_nodes,
)
from graph.neo4j.property_graph import Item
from graph.neo4j.unequal import Hashes, find_unequal, find_unequal_statements, list_moved
from graph.neo4j.validity import SeriesIndex
from graph.neo4j.versions import mark_several, read_located
from graph.network.downstream import mark_below
from ontology.statements import EntityStatement, Family, IdentityStatement, Interest, InterestStatement, Statement

_SHARE: Final = 0.1
_FEWEST: Final = 1_000
_MOST: Final = 300_000
"""A change is followed up to this share of the statements, but always up to the fewest and never above the most, which are in memory at
once; above it the whole graph is made."""

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


class Change(NamedTuple):
    """What can differ.

    ``items``: of the new graph, to be read once.  ``nodes`` and ``relationships``: keys of all that can differ, of the old graph too.
    ``parties``: IRIs of those about whom the engine can find something else, as about all below them.
    """

    items: Iterator[Item]
    nodes: set[str]
    relationships: set[str]
    parties: set[str]


class _Differing(NamedTuple):
    """What statements say that one of the two generations has and the other has not.

    ``ids``: theirs.  ``named``: all IRIs that they name.  ``about``: those about whom they are.  ``voted``: companies in which they state
    votes.  ``records``: of interests, each with the source of its file.
    """

    ids: set[str]
    named: set[str]
    about: set[str]
    voted: set[str]
    records: set[tuple[str, str]]

    def add(self, statement: Statement, feed: str) -> None:
        """Add what a statement of a file names."""
        self.ids.add(statement.id)
        named = {iri for iri in _list_ends(statement) if iri is not None}
        self.named.update(named)
        if not isinstance(statement, InterestStatement):
            self.about.update(named)
            return
        if statement.subject is not None:
            self.about.add(statement.subject)
            if statement.interest.family is Family.VOTES:
                self.voted.add(statement.subject)
        if statement.record is not None:
            self.records.add((feed, statement.record))


def find_change(old: Generation, new: Generation) -> Change | None:
    """Find what can differ between the graphs of two generations; None where that is so much, or of such a kind, that the whole graph is
    to be compared."""
    with tempfile.TemporaryDirectory() as work:
        try:
            return _find_change(old, new, work)
        except duckdb.OutOfMemoryException:
            return None


def _find_change(old: Generation, new: Generation, work: str) -> Change | None:
    if _describe_sources(old, new) != _describe_sources(new, old):
        return None
    own = [{release.name: release.source for release in generation.manifest.releases} for generation in (old, new)]
    both = own[0].keys() & own[1].keys()
    changed = [{name: source for name, source in releases.items() if name not in both} for releases in own]
    replaced = set(changed[0].values()) & set(changed[1].values())
    if replaced & {own[1][name] for name in both}:
        # Of some of its releases the place among the others is another one.
        return None
    most = max(_FEWEST, min(int(_SHARE * new.manifest.statements), _MOST))
    unequal = find_unequal_statements(((old, changed[0]), (new, changed[1])))
    if sum(map(len, unequal)) > most:
        return None
    differing = _Differing(set(), set(), set(), set(), set())
    for generation, positions in zip((old, new), unequal, strict=True):
        for position in positions.tolist():
            feed = generation.manifest.releases[generation.release_at(position)].source
            differing.add(generation.statement_at(position), feed)
    feeds = {iri: number for number, iri in enumerate(sorted(old.sources.keys() | new.sources.keys()))}
    with _Tables(new, feeds, own[1], work) as tables:
        series: set[int] = set()
        if replaced:
            # Where a source only gets more releases, the statements of those before keep their places.
            with _Tables(old, feeds, changed[0], work) as tables_before:
                series.update(_find_unequal_series(tables_before.hash_series(replaced), tables.hash_series(replaced)))
        return _follow(old, tables, differing, series, most)


def find_reached(old: Generation, new: Generation, parties: Iterable[str]) -> tuple[list[int], set[str]]:
    """Find some parties and all below them in either generation: their numbers in the new one, and their canonical IRIs in both."""
    reached: set[str] = set()
    parties = list(parties)
    for generation in (old, new):
        numbers = [number for iri in parties if (number := generation.party_number(iri)) is not None]
        marked = np.flatnonzero(mark_below(generation.interests, np.array(numbers, np.int64)))
        reached.update(summary.id for summary in generation.party_summaries(marked.tolist()))
    return sorted({number for iri in reached if (number := new.party_number(iri)) is not None}), reached


def _describe_sources(generation: Generation, other: Generation) -> list[tuple[object, ...]]:
    """Describe what of the sources that both have bears on all their statements."""
    both = sorted(generation.sources.keys() & other.sources.keys())
    return [(s.id, s.feed, s.delta, s.complete_register) for s in map(generation.sources.__getitem__, both)]


def _find_unequal_series(some: tuple[Hashes, Hashes], others: tuple[Hashes, Hashes]) -> Iterator[int]:
    """Find the series of which not the same is told; each side has them and, by place, a hash of what is told."""
    unequal = find_unequal(some[1], others[1])
    for series, told in (some, others):
        yield from series[np.isin(told, unequal)].tolist()


def _list_iris(generation: Generation, parties: Iterable[str]) -> set[str]:
    """List all IRIs of parties that are named by one of them."""
    iris = set(parties)
    for number in {number for iri in iris if (number := generation.party_number(iri)) is not None}:
        iris.update((generation.party_iri(number), *generation.aliases(number)))
    return iris


def _follow(old: Generation, tables: _Tables, differing: _Differing, series: set[int], most: int) -> Change | None:
    """Follow what differs to all that can look otherwise for it; None where that is too much.

    ``series``: hashes of records of interests of which the order of versions differs.
    """
    new = tables.generation
    moved = list_moved(old, new)
    parties = {generation.canonical_iri(iri) for iri in differing.named | moved for generation in (old, new)}
    present = [iri for iri in sorted(parties) if new.canonical_iri(iri) == iri]
    tables.choose("about", _list_iris(new, present))
    tables.choose("id", differing.ids)
    tables.choose("moved", moved)
    tables.choose("voted", _list_iris(new, differing.voted | moved))
    for generation in (old, new):
        # Of both all parties were looked through.
        generation.release_pages()
    tables.choose_series(differing.records, series)
    positions = tables.select_positions()
    if len(positions) > most:
        return None
    located = list(read_located(new, positions))
    statements = [s for _, s in located]
    interests = [s for s in statements if isinstance(s, InterestStatement)]
    ids = differing.ids.union(s.id for s in statements if not isinstance(s, EntityStatement))
    part = _Part(
        present,
        tables.list_mentioned(),
        statements,
        SeriesIndex(((file, s) for file, s in located if isinstance(s, InterestStatement)), new.find_feed),
        tables.list_voted(_list_iris(new, {s.subject for s in interests if s.subject is not None})),
    )
    return Change(
        items=part.make_items(new),
        nodes={*new.sources, *old.sources, *parties, *(name_unnamed(iri, side) for iri in ids for side in ("holder", "subject"))},
        relationships=ids,
        parties={*differing.about, *moved, *(s.subject for s in interests if s.subject is not None)},
    )


class _Part(NamedTuple):
    """What is needed to make a part of a graph.

    ``parties``: canonical IRIs of those whose nodes are made where anybody names them; ``mentioned``: IRIs of those that interests name.
    ``voted``: IRIs of the companies in which votes are stated.
    """

    parties: list[str]
    mentioned: set[str]
    statements: list[Statement]
    series: SeriesIndex
    voted: set[str]

    def make_items(self, generation: Generation) -> Iterator[Item]:
        """Make nodes, then relationships."""
        canonical = functools.cache(generation.canonical_iri)
        for _, source in sorted(generation.sources.items()):
            yield make_source_node(source)
        entities: defaultdict[str, list[EntityStatement]] = defaultdict(list)
        iris: defaultdict[str, set[str]] = defaultdict(set)
        for iri in self.mentioned:
            iris[canonical(iri)].update(())
        for statement in sorted(self.statements, key=lambda s: s.id):
            if isinstance(statement, EntityStatement):
                entities[canonical(statement.entity)].append(statement)
            for iri in () if isinstance(statement, InterestStatement) else filter(None, _list_ends(statement)):
                iris[canonical(iri)].add(iri)
        for iri in self.parties:
            if iri in iris:
                number = generation.party_number(iri)
                unnamed = None if number is None else generation.party_summary(number).name
                yield make_entity_node(iri, entities[iri], sorted(iris[iri] - {iri}), unnamed)
        interests = sorted((s for s in self.statements if isinstance(s, InterestStatement)), key=lambda s: s.id)
        for interest in interests:
            yield from make_unnamed_nodes(interest)
        yield from make_interest_relationships(interests, canonical, self.series, {canonical(iri) for iri in self.voted})
        for statement in self.statements:
            if isinstance(statement, IdentityStatement):
                relationship = make_judgement_relationship(statement, canonical)
                if relationship is not None:
                    yield relationship


def _list_ends(statement: Statement) -> tuple[str | None, ...]:
    match statement:
        case EntityStatement():
            return (statement.entity,)
        case IdentityStatement():
            return (statement.left, statement.right)
        case InterestStatement():
            return (statement.subject, statement.holder)


def _mix(numbers: Hashes) -> Hashes:
    """Spread what differs in any bit over all of them."""
    return (numbers ^ numbers >> np.uint64(32)) * _SPREAD


class _Tables:
    """Statements of some releases of a generation as tables.  A context manager.

    ``feeds``: numbers of sources, which mean the same for both generations; ``names``: the releases; ``work``: a folder for what is too
    large for memory.
    """

    def __init__(self, generation: Generation, feeds: Mapping[str, int], names: Container[str], work: str) -> None:
        self.generation = generation
        self._feeds = feeds
        self._tables = duckdb.connect(config={"threads": "2", "memory_limit": "300MB", "temp_directory": work})
        releases = zip(generation.manifest.releases, generation.releases, strict=True)
        numbered = [
            NumberedRelease(feeds[info.source], False, release, {}, generation.is_sequence(info.source))
            for info, release in releases
            if info.name in names
        ]
        create_views(self._tables, numbered)
        self._releases = [one.release for one in numbered]

    def __enter__(self) -> _Tables:
        return self

    def __exit__(self, *_: object) -> None:
        self._tables.close()

    def hash_series(self, sources: Iterable[str]) -> tuple[Hashes, Hashes]:
        """Hash the records of interests of which several places of the files of these sources tell; and for each what is told in which
        order.  Of almost all records one place tells, and those are not put in order."""
        feeds = ", ".join(str(self._feeds[iri]) for iri in sources) or "NULL"
        series, place, position = self._fetch(f"""
            SELECT {_SERIES} AS series, hash(release, place.file, place.line) AS place, position::UBIGINT AS position
            FROM interest WHERE feed IN ({feeds}) AND "record" IS NOT NULL
        """)
        several = {"position": position[mark_several(series, place)]}
        del series, place, position
        self._tables.execute("CREATE TEMP TABLE told_at AS SELECT position FROM several")
        del several
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

    def select_positions(self) -> list[int]:
        """Select the statements that bear on what was chosen; their positions in rising order."""
        about = "(SELECT value FROM chosen_about)"
        rows = self._tables.execute(f"""
            SELECT position FROM entity WHERE entity IN {about}
            UNION ALL SELECT position FROM identity WHERE "left" IN {about} OR "right" IN {about}
            UNION ALL SELECT position FROM link WHERE {_BEARS}
            ORDER BY 1
        """)
        return [position for (position,) in rows.fetchall()]

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
