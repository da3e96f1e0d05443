"""Lay the ledger's columns of a generation out as tables of DuckDB, of which its property graph is read (graph/neo4j/columns.py).

Owns those tables and views: the parties that are columns, the holdings with what they need other statements for, and for each function of
graph/neo4j/fields.py what it gives for each combination of values that occurs.  Of records with several versions
graph/neo4j/version_table.py tells when each holds, and that is joined.  Memory does not grow with the generation; what is large lies in a
temporary folder.
"""

# What is put together here are names of our own tables and columns, and texts that are quoted.
# ruff: noqa: S608

from __future__ import annotations

import itertools
import re
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Final, NamedTuple

import duckdb
import numpy as np

from graph.files import raise_store_errors
from graph.generation import sql
from graph.generation.build_tables import NumberedRelease, count_rows, create_views, keeps_order
from graph.generation.generation import Generation
from graph.generation.party import MUTE_PLACES
from graph.generation.sql import quote
from graph.generation.text_batches import fetch_batches, read_texts
from graph.ledger.parts import KINDS, find_column_types
from graph.neo4j.content import write_group
from graph.neo4j.fields import HOLDING, LISTING, PARTY, find_type, write_name_without_name
from graph.neo4j.insert_rows import insert_rows
from graph.neo4j.model import LABEL_OF_KIND, name_attribute
from graph.neo4j.property_table import Column, Group, Table, list_groups, write_each
from graph.neo4j.validity import VALIDITY_COLUMNS, find_end, find_start, to_date
from graph.neo4j.version_table import create_version_table
from ontology.errors import InternalError
from ontology.statements import Family, Interest

_MEMORY: Final = "192MB"
_MEMORY_OF_TWO: Final = "352MB"
"""Where several threads read at a time, as files are written."""
_MOST_ATTRIBUTES: Final = 60
"""Attributes that get a column of their own; parties with any other go the way of single items."""
_UNSAFE: Final = re.compile(r"[:(){}\[\]\x00-\x1f]")
_LIST_COLUMNS: Final = ("names", "identifiers", "addresses")
"""Where a value may be given twice; that of attributes has the name of another, too."""
_VOTES: Final = "interest IN ({})".format(", ".join(f"'{interest.value}'" for interest in Interest if interest.family is Family.VOTES))
NOT_BARE: Final = "NOT (change = 'closed' AND holder IS NULL AND subject IS NULL)"
IS_PERSON: Final = "kind IN ({})".format(", ".join(f"'{kind.value}'" for kind, label in LABEL_OF_KIND.items() if label == "Person"))
_OWN_ID: Final = """coalesce(identifiers[1].value, nullif("record", ''))"""
_UNREAD: Final = {"entity": ("change", "place", "evidence", "assertion", "note")}
"""Columns of statements of parties that are no part of what they say of the party."""
STATEMENT: Final = {
    kind: "to_json(struct_pack({}))".format(
        ", ".join(f'"{name}" := "{name}"' for name in find_column_types(record) if name not in _UNREAD.get(kind, ()))
    )
    for kind, record in KINDS.items()
}


class PlainParties(NamedTuple):
    """How many parties are columns, and the names of all their attributes."""

    parties: int
    attributes: frozenset[str]


class ColumnTables:
    """The tables of the facts of a generation, or of one source (its IRI) in it.  A context manager.

    Those of parties and those of holdings are laid out apart, when they are asked for; two threads may do that at a time.
    ``readers``: how many threads read at a time.  ``attributes``: names of those that have a column of their own, ``attribute_0`` and so
    on, in the views of parties.  ``parties``: what is known of those that are columns, persons (True) and others.
    """

    def __init__(self, generation: Generation, source: str | None = None, readers: int = 1) -> None:
        self._generation, self._source, self._readers = generation, source, readers
        self._groups: dict[int, str] = {}
        self._group_numbers = itertools.count()
        self._joining, self._is_joined = threading.Lock(), False
        self.attributes: list[str] = []
        self.parties: dict[bool, PlainParties] = {}
        self.in_order = ""
        """What a query of rows ends with so that they come in the order of the ledger; nothing where they do anyway."""

    def __enter__(self) -> ColumnTables:
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            limits = {"threads": "1", "memory_limit": _MEMORY_OF_TWO if self._readers > 1 else _MEMORY, "temp_directory": folder}
            # Rows come in the order of the ledger, which neither several threads keep nor a join that is turned round.
            order = {"disabled_optimizers": "join_order,build_side_probe_side"}
            self._tables = stack.enter_context(duckdb.connect(config={**limits, **order}))
            with raise_store_errors(self._generation.path):
                self._create_views()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def lay_out_parties(self) -> None:
        """Create what parties are read of.  Raises StoreError."""
        with raise_store_errors(self._generation.path):
            self._sort_out_parties()
        self._generation.release_pages()

    def lay_out_holdings(self) -> None:
        """Create what interests are read of.  Raises StoreError."""
        with raise_store_errors(self._generation.path):
            self._judge_holdings()

    def _create_views(self) -> None:
        generation = self._generation
        feeds = {iri: number for number, iri in enumerate(sorted(generation.sources))}
        create_views(
            self._tables,
            [
                NumberedRelease(feeds[info.source], False, release, {}, generation.is_sequence(info.source))
                for info, release in zip(generation.manifest.releases, generation.releases, strict=True)
            ],
        )
        self.in_order = "" if keeps_order(self._tables) else "ORDER BY position"
        chosen = [iri for iri in generation.sources if generation.is_within(iri, self._source)]
        of_source = "" if self._source is None else f"AND s.source IN ({', '.join(map(quote, chosen)) or 'NULL'})"
        for kind in KINDS:
            columns = f"* EXCLUDE ({', '.join(_UNREAD[kind])})" if kind in _UNREAD else "*"
            self.execute(f"CREATE VIEW said_{kind} AS SELECT {columns} FROM {kind} s WHERE {sql.is_accepted('s')} {of_source}")

    def _join_identities(self) -> None:
        """Create table ``joined``: IRIs of parties that have others, with the canonical one; and ``same``: those that are mentioned.

        Whichever thread needs them first creates them; another waits.
        """
        with self._joining:
            if not self._is_joined:
                self._create_joined()
                self._is_joined = True

    def _create_joined(self) -> None:
        self.execute("CREATE TABLE joined(iri VARCHAR, canonical VARCHAR)")
        generation = self._generation
        numbers = np.unique(generation.joined_party_keys()[2]).tolist()
        pairs = ((alias, generation.party_iri(number)) for number in numbers for alias in generation.aliases(number))
        insert_rows(self._tables, "joined", pairs)
        self.execute("""
            CREATE TABLE same AS SELECT canonical, list(iri ORDER BY iri) AS others FROM (
                SELECT entity AS iri FROM said_entity SEMI JOIN joined ON iri = entity
                UNION SELECT "left" FROM said_identity UNION SELECT "right" FROM said_identity
            ) JOIN joined USING (iri) GROUP BY canonical
        """)

    def _sort_out_parties(self) -> None:
        """Create what parties are made of: view ``plain_party`` of those that are columns; tables ``told_several`` and ``odd_party`` of
        those of which several statements tell and of those that are none for another reason."""
        self._join_identities()
        self.execute("""
            CREATE TABLE apart AS SELECT hash(iri) AS h FROM joined UNION SELECT hash(canonical) FROM joined
            UNION ALL SELECT hash(entity) FROM said_entity GROUP BY 1 HAVING count(*) > 1
        """)
        self.execute("""
            CREATE TABLE set_apart AS SELECT e.*, coalesce(j.canonical, e.entity) AS canonical
            FROM said_entity e SEMI JOIN apart o ON o.h = hash(e.entity) LEFT JOIN joined j ON j.iri = e.entity
        """)
        self.execute("CREATE TABLE told_several AS SELECT canonical FROM set_apart GROUP BY 1 HAVING count(*) > 1")
        self.execute("""
            CREATE VIEW told_once AS SELECT *, NULL::VARCHAR[] AS same FROM said_entity e ANTI JOIN apart o ON o.h = hash(e.entity)
            UNION ALL SELECT a.* EXCLUDE (canonical) REPLACE (a.canonical AS entity), s.others
            FROM set_apart a ANTI JOIN told_several t ON t.canonical = a.canonical LEFT JOIN same s ON s.canonical = a.canonical
        """)
        self._judge_shapes()
        self.execute("CREATE TABLE odd_party(h UBIGINT)")
        if count_rows(self._tables.cursor(), "shape WHERE is_repeating OR is_odd"):
            odd = "is_repeating OR shape IN (SELECT shape FROM shape WHERE is_odd)"
            self.execute(f"INSERT INTO odd_party SELECT hash(entity) FROM shaped_entity WHERE {odd}")
        plain = self.execute("""
            SELECT is_person, sum(parties)::BIGINT, list_distinct(flatten(list(names))) FROM shape
            WHERE NOT (is_repeating OR is_odd) GROUP BY is_person
        """).fetchall()
        self.parties = {is_person: PlainParties(parties, frozenset(names)) for is_person, parties, names in plain}
        unnamed = self._name_nameless()
        values = [f"attributes[list_position(attribute_names, {quote(name)})].value" for name in self.attributes]
        columns = [f"{value} AS attribute_{number}" for number, value in enumerate(values)]
        listing = values[self.attributes.index(LISTING)] if LISTING in self.attributes else "NULL::VARCHAR"
        self.execute(f"""
            CREATE VIEW plain_party AS SELECT {", ".join(("*", f"{listing} AS listing", *columns))} FROM (
                SELECT * REPLACE (CASE WHEN len(names) = 0 THEN {write_name_without_name("kind", "unnamed", _OWN_ID)} END AS unnamed)
                FROM (
                    SELECT e.*, {write_each("attributes", "x.name")} AS attribute_names, {unnamed} AS unnamed
                    FROM told_once e ANTI JOIN odd_party o ON o.h = hash(e.entity)
                    LEFT JOIN name_of_nameless n ON n.h = hash(e.entity)
                )
            )
        """)
        for group in list_groups(PARTY):
            self.fill_group(PARTY, group, ["plain_party"])

    def find_undescribed(self) -> None:
        """Create table ``undescribed``: the parties that statements mention and none describes."""
        self.execute("""
            CREATE TABLE undescribed AS SELECT DISTINCT coalesce(j.canonical, m.iri) AS canonical FROM (
                SELECT holder AS iri FROM said_interest WHERE holder IS NOT NULL
                UNION ALL SELECT subject FROM said_interest WHERE subject IS NOT NULL
                UNION ALL SELECT "left" FROM said_identity UNION ALL SELECT "right" FROM said_identity
            ) m LEFT JOIN joined j USING (iri) WHERE hash(coalesce(j.canonical, m.iri)) NOT IN (
                SELECT hash(coalesce(j.canonical, e.entity)) FROM said_entity e LEFT JOIN joined j ON j.iri = e.entity
            )
        """)

    def _judge_shapes(self) -> None:
        """Create table ``shape``: which attributes parties have, how many do, and whether that keeps them from being columns: each
        attribute has to be another property, with a name that a file can hold, and a text.  Choose those that get a column.
        """
        # CASE, because AND looks for repeats in each list, however short.
        repeats = " OR ".join(
            f"CASE WHEN len({name}) > 1 THEN len(list_distinct({name})) < len({name}) ELSE false END" for name in _LIST_COLUMNS
        )
        self.execute(f"""
            CREATE VIEW shaped_entity AS SELECT *, hash(names, is_value) AS shape FROM (
                SELECT entity, {IS_PERSON} AS is_person, {write_each("attributes", "x.name")} AS names, ({repeats}) AS is_repeating,
                    {write_each("attributes", "coalesce(x.datatype IN ('number', 'boolean'), false)")} AS is_value
                FROM told_once
            )
        """)
        self.execute("""
            CREATE TABLE shape AS SELECT shape, is_person, is_repeating, any_value(names) AS names, any_value(is_value) AS is_value,
                count(*) AS parties, false AS is_odd
            FROM shaped_entity GROUP BY ALL
        """)
        rows = self.execute("""
            SELECT name, is_value, sum(parties) FROM (SELECT unnest(names) AS name, unnest(is_value) AS is_value, parties FROM shape)
            GROUP BY ALL ORDER BY 3 DESC, 1
        """).fetchall()
        properties: dict[str, str] = {}
        for name, is_value, _ in rows:
            if not is_value and not _UNSAFE.search(name):
                properties.setdefault(name_attribute(name), name)
        self.attributes = sorted(list(properties.values())[:_MOST_ATTRIBUTES])
        others = [name for name, is_value, _ in rows if not is_value and name not in self.attributes]
        self.execute(f"""
            UPDATE shape SET is_odd = list_contains(is_value, true) OR len(list_distinct(names)) < len(names)
                OR len(list_intersect(names, [{", ".join(map(quote, others))}]::VARCHAR[])) > 0
        """)

    def _name_nameless(self) -> str:
        """Write in SQL what the generation calls parties that have no name, as far as their own names follow from it.

        Creates table ``name_of_nameless``: what the generation calls those of which neither IRI nor statement tells an identifier, by the
        hashes of their IRIs; of one source all, as another may name them.
        """
        is_mute = sql.starts_with_any("entity", [f"{self._generation.base.iri}{place}/" for place in MUTE_PLACES])
        is_untold = f"{is_mute} AND {_OWN_ID} IS NULL" if self._source is None else "true"
        self.execute("CREATE TABLE name_of_nameless(h UBIGINT, unnamed VARCHAR)")
        keys, numbers = self._generation.party_keys()
        rows = self.stream(f"""
            SELECT hash(entity), (md5_number_lower(entity) >> 1)::BIGINT FROM told_once WHERE len(names) = 0 AND {is_untold}
        """)
        for batch in rows:
            iri_hashes, hashes = zip(*batch, strict=True)
            unnamed = self._generation.party_names(numbers[np.searchsorted(keys, np.array(hashes, np.int64))])
            insert_rows(self._tables, "name_of_nameless", zip(iri_hashes, unnamed, strict=True))
        return f"coalesce(n.unnamed, if({is_mute}, NULL, {sql.compact('entity', self._generation.base.iri)}))"

    def _judge_holdings(self) -> None:
        """Create view ``holding``, with what a statement of an interest needs others for."""
        types = " ".join(f"WHEN '{interest.value}' THEN '{find_type(interest, False)}'" for interest in Interest)
        self.execute(f"""
            CREATE VIEW typed_interest AS SELECT *,
                CASE WHEN len(components) > 0 THEN '{find_type(Interest.SHAREHOLDING, True)}' ELSE CASE interest {types} END END
                AS relationship_type
            FROM said_interest WHERE {NOT_BARE}
        """)
        for name, work, columns in (
            ("start", find_start, "status, valid_from, stated_at"),
            ("end", find_end, "status, change, valid_until, stated_at"),
        ):
            self._work_days(name, work, columns)
        create_version_table(self._tables, self._generation, STATEMENT["interest"])
        seen = sql.first_date("s.stated_at")
        # Almost all statements have one version, and no join is needed to know what they are.
        self.execute(f"""
            CREATE VIEW lone_holding AS
            SELECT *, false AS superseded, NULL::VARCHAR AS possible_until, {seen} AS first_seen, {seen} AS last_seen FROM typed_interest s
        """)
        self.execute("CREATE VIEW either_holding AS SELECT * FROM lone_holding, (VALUES (false), (true)) v(has_stated_votes)")
        for group in list_groups(HOLDING):
            self.fill_group(HOLDING, group, ["either_holding" if "has_stated_votes" in group.columns else "lone_holding"])
        self._join_identities()
        self.execute(f"""
            CREATE TABLE voted AS SELECT DISTINCT hash(coalesce(j.canonical, s.subject)) AS h
            FROM said_interest s LEFT JOIN joined j ON j.iri = s.subject WHERE {_VOTES} AND s.subject IS NOT NULL
        """)
        days = ("certain_from", "certain_until", "possible_from", "possible_until")
        told = ", ".join(f"if(t.position IS NULL, d.{name}, t.{name}) AS {name}" for name in days)
        self.execute(f"""
            CREATE VIEW holding AS SELECT d.* EXCLUDE ({", ".join(days)}), {told}, coalesce(t.superseded, false) AS superseded,
                if(t.position IS NULL, d.seen, t.first_seen) AS first_seen, if(t.position IS NULL, d.seen, t.last_seen) AS last_seen,
                v.h IS NOT NULL AS has_stated_votes
            FROM (
                SELECT s.*, {seen} AS seen, {VALIDITY_COLUMNS},
                    coalesce(a.canonical, s.holder, s.id || '#holder') AS start,
                    coalesce(b.canonical, s.subject, s.id || '#subject') AS "end"
                FROM typed_interest s
                LEFT JOIN joined a ON a.iri = s.holder LEFT JOIN joined b ON b.iri = s.subject
                LEFT JOIN start_day ON start_h = hash(s.status, s.valid_from, s.stated_at)
                LEFT JOIN end_day ON end_h = hash(s.status, s.change, s.valid_until, s.stated_at)
            ) d LEFT JOIN version t ON t.position = d.position LEFT JOIN voted v ON v.h = hash(d."end")
        """)
        if count_rows(self._tables.cursor(), "version"):
            self.execute("CREATE VIEW told_holding AS SELECT h.* FROM holding h SEMI JOIN version USING (position)")
            for group in list_groups(HOLDING):
                self.fill_group(HOLDING, group, ["told_holding"])

    def _work_days(self, name: str, work: Callable[..., tuple[int, int]], columns: str) -> None:
        """Create a table of what a function finds for each combination of columns: two days, as numbers and as text."""
        self.execute(f"""
            CREATE TABLE {name}_day({name}_h UBIGINT, {name}_certain INTEGER, {name}_possible INTEGER,
                {name}_certain_text VARCHAR, {name}_possible_text VARCHAR)
        """)
        rows = self.execute(f"SELECT DISTINCT hash({columns}), {columns} FROM typed_interest").fetchall()
        found = ((row[0], *work(*row[1:])) for row in rows)
        insert_rows(self._tables, f"{name}_day", ((h, *days, *(to_date(day).isoformat() for day in days)) for h, *days in found))

    def fill_group(self, table: Table, group: Group, views: Sequence[str]) -> None:
        """Create for a function of a table what it gives for the columns of views: its cells, and how many separators lists have there."""
        if id(group) not in self._groups:
            self._groups[id(group)] = f"worked_{next(self._group_numbers)}"
            self.execute(f"CREATE TABLE {self._groups[id(group)]}(h UBIGINT, cells VARCHAR, separators INTEGER)")
        name = self._groups[id(group)]
        columns = [table.columns[column] for column in group.columns]
        listed = ", ".join(column.text for column in columns)
        query = " UNION ".join(f"SELECT hash({listed}), {listed} FROM {view}" for view in views)
        given = "".join(f", c{number}" for number in range(len(columns)))
        rows = self.stream(f"SELECT DISTINCT * FROM ({query}) q(h{given}) WHERE h NOT IN (SELECT h FROM {name})")
        read = (row for batch in rows for row in batch)
        written = ((row[0], *write_group(group, group.work(*map(_decode, columns, row[1:])))) for row in read)
        insert_rows(self._tables, name, written)
        if count_rows(self._tables.cursor(), f"(SELECT h FROM {name} GROUP BY h HAVING count(*) > 1)"):
            raise InternalError("HASHES_MEET", "two values have the same 64-bit hash", "report it with the sources that were loaded")

    def execute(self, query: str) -> duckdb.DuckDBPyConnection:
        """Ask something short; several threads may ask at a time."""
        return self._tables.cursor().execute(query)

    def count(self, view: str) -> int:
        """Count the rows of a view."""
        return count_rows(self._tables.cursor(), view)

    def name_group(self, group: Group) -> str:
        """Name the table of what a function gives."""
        return self._groups[id(group)]

    def stream(self, query: str) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a query in pieces, while others are asked."""
        with self._tables.cursor() as cursor:
            cursor.execute(query)
            yield from fetch_batches(cursor)

    def stream_texts(self, query: str) -> Iterator[list[Any]]:
        """Yield the columns of a query, each of texts as BLOBs or of numbers, in pieces, while others are asked."""
        with self._tables.cursor() as cursor:
            yield from read_texts(cursor, query)


def _decode(column: Column, value: Any) -> Any:
    return column.decode(value)
