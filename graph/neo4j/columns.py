"""Make the property graph of a generation out of the ledger's columns, by DuckDB: as texts, without an object for each statement.

Owns the SQL that is made of the tables of graph/neo4j/fields.py, over what graph/neo4j/column_tables.py lays out.  What depends on one
statement alone is columns; a function of those tables is called once for each combination of values that occurs.  The rest goes the way
of single items: parties that several statements describe or that are one with others, attributes that are numbers, judgements.
"""

# What is put together here are names of our own tables and columns, and texts that are quoted.
# ruff: noqa: S608

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from types import TracebackType
from typing import Final, NamedTuple

import msgspec

from graph.generation.generation import Generation
from graph.generation.sql import quote
from graph.neo4j.column_tables import NOT_BARE, STATEMENT, Cells, ColumnTables
from graph.neo4j.fields import HOLDING, HOLDING_TYPES, PARTY, UNNAMED
from graph.neo4j.manifest import encode_texts, make_entry
from graph.neo4j.model import LABEL_OF_KIND, make_entity_node, make_judgement_relationship, make_source_node, name_attribute
from graph.neo4j.property_graph import FACETS, KEY_PROPERTIES, EntryRow, Item, hash_bytes, hash_each, parse_content
from graph.neo4j.property_table import Field, Group, Table, list_groups, write_around
from ontology.statements import EntityStatement, IdentityStatement

_ENTITY: Final = msgspec.json.Decoder(EntityStatement)
_IDENTITY: Final = msgspec.json.Decoder(IdentityStatement)
_ESCAPE: Final = b"\\u00"
"""How a control character begins in a canonical text: rare, and not written the same by all that write JSON."""
_RARE: Final = 12
"""How many times a piece fits into all of them that takes less to read when it is laid apart with others first."""


class Piece(NamedTuple):
    """All items of one label or type that come from columns.

    ``group``: the anchor label or the type; ``stem``: the label or type; ``types``: the properties that there can be, with their types.
    ``content``, ``line`` and ``entry``, in SQL: the canonical text, the cells of a file, and what a manifest keeps beside the hash;
    ``view``: what they are read of.
    """

    group: str
    stem: str
    types: dict[str, str]
    content: str
    line: str
    entry: str
    view: str
    tables: ColumnTables

    @property
    def is_node(self) -> bool:
        return self.group == "Entity"

    def read_lines(self, odd: list[Item]) -> Iterator[list[tuple[memoryview, int]]]:
        """Read of each item the cells of a file, with a comma between them, and its hash: the key and labels of a node, or start, end,
        type and key of a relationship, then the properties but the key.  Those with a control character go to ``odd`` instead.

        Cells are there until the next ones are read.
        """
        query = f"SELECT {self.content}, encode(concat({self.line})) FROM {self.view}"
        for contents, lines in self.tables.stream_texts(query):
            texts, rows = contents.split(), lines.split()
            if _has_escape(contents.whole().tobytes()):
                plain = self._sort_out([text.tobytes() for text in texts], odd)
                texts, rows = [texts[place] for place in plain], [rows[place] for place in plain]
            yield list(zip(rows, hash_each(texts), strict=True))

    def read_entries(self) -> Iterator[EntryRow]:
        """Read what a manifest keeps of each item."""
        odd: list[Item] = []
        kind = "node" if self.is_node else "relationship"
        labels = encode_texts(tuple(sorted((self.group, self.stem)))) if self.is_node else ""
        for rows in self.tables.stream(f"SELECT {self.content}, {self.entry} FROM {self.view}"):
            plain = rows
            if any(_has_escape(row[0]) for row in rows):
                plain = [rows[place] for place in self._sort_out([row[0] for row in rows], odd)]
            for content, key, start, end, sources in plain:
                yield kind, self.group, key, hash_bytes(content), labels, start, end, _decode_sources(sources)
        for item in odd:
            yield make_entry(item).row

    def _sort_out(self, contents: list[bytes], odd: list[Item]) -> list[int]:
        """Add the items with a control character to ``odd``; return the places of the others."""
        odd += [parse_content(content.decode(), self.group) for content in contents if _ESCAPE in content]
        return [place for place, content in enumerate(contents) if _ESCAPE not in content]


class ColumnGraph:
    """The facts of a generation, or of one source (its IRI) in it, as pieces of columns and as single items.  A context manager.

    ``lay_out_parties`` comes before ``node_pieces`` and ``nodes``, ``lay_out_holdings`` before ``relationship_pieces``.  Several threads
    may call the two, and read pieces and items, at a time.  ``cells``: how a file writes values; None where none is written.  Raises
    duckdb.OutOfMemoryException, also while a piece is read, where statements are so long that a few thousand of them do not fit.
    """

    def __init__(self, generation: Generation, cells: Cells | None = None, source: str | None = None) -> None:
        self._generation, self._cells, self._source = generation, cells, source
        self._tables = ColumnTables(generation, cells, source)
        self.lay_out_parties, self.lay_out_holdings = self._tables.lay_out_parties, self._tables.lay_out_holdings

    def __enter__(self) -> ColumnGraph:
        self._tables.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._tables.__exit__(kind, error, trace)

    def list_entries(self) -> Iterator[EntryRow]:
        """What a manifest keeps of each item."""
        for lay_out, pieces, items in (
            (self.lay_out_parties, self.node_pieces, self.nodes),
            (self.lay_out_holdings, self.relationship_pieces, self.relationships),
        ):
            lay_out()
            for piece in pieces():
                yield from piece.read_entries()
            for item in items():
                yield make_entry(item).row

    def node_pieces(self) -> Iterator[Piece]:
        """Parties by label, then unnamed ends."""
        plain = self._tables.plain_parties
        rows = Counter({label: sum(plain[kind].parties for kind in kinds if kind in plain) for label, kinds in _group_kinds()})
        kinds_of = dict(_group_kinds())
        rare = self._set_aside("party", "plain_party", {label: _is_among("kind", kinds_of[label]) for label in _list_rare(rows)})
        for label in +rows:
            names = frozenset().union(*(plain[kind].attributes for kind in kinds_of[label] if kind in plain))
            view = f"{rare.get(label, 'plain_party')} WHERE {_is_among('kind', kinds_of[label])}"
            yield self._make_party_piece(label, view, names)
        for side in ("holder", "subject"):
            view = f"unnamed_{side}"
            self._tables.execute(f"""
                CREATE VIEW {view} AS SELECT *, id || '#{side}' AS "key", {side}_reason AS reason FROM said_interest
                WHERE {side} IS NULL AND {NOT_BARE}
            """)
            if self._tables.count(view):
                for group in list_groups(UNNAMED):
                    self._tables.fill_group(UNNAMED, group, [view])
                yield self._make_node_piece(UNNAMED, view, "Unknown", '"key"', {})

    def relationship_pieces(self) -> Iterator[Piece]:
        """Interests by type."""
        present = self._tables.execute("SELECT relationship_type, count(*) FROM typed_interest GROUP BY 1").fetchall()
        rows = Counter(dict(sorted(present, key=lambda row: HOLDING_TYPES.index(row[0]))))
        rare = self._set_aside("holding", "holding", {name: _is_among("relationship_type", [name]) for name in _list_rare(rows)})
        for relationship_type in rows:
            name = quote(f',"{relationship_type}",')
            head = f"to_json(id) || {name} || to_json(start) || ',' || to_json(\"end\")"
            cells = [*self._write_cells("start", '"end"'), f"'{relationship_type}'", *self._write_cells("id")]
            yield self._make_piece(
                HOLDING,
                (relationship_type, relationship_type),
                f"{rare.get(relationship_type, 'holding')} WHERE relationship_type = '{relationship_type}'",
                f"'[[\"relationship\",' || {head} || '],{{'",
                cells,
                {},
                ("id", 'start, "end"'),
            )

    def nodes(self) -> Iterator[Item]:
        """Sources, then the parties that are no columns."""
        for iri, source in sorted(self._generation.sources.items()):
            if self._generation.is_within(iri, self._source):
                yield make_source_node(source)
        rows = self._tables.stream(f"""
            SELECT canonical, line, others FROM (
                SELECT coalesce(j.canonical, e.entity) AS canonical, {STATEMENT["entity"]} AS line, e.id, e.position
                FROM said_entity e LEFT JOIN joined j ON j.iri = e.entity
                WHERE hash(coalesce(j.canonical, e.entity)) IN (SELECT h FROM odd_party)
                UNION ALL SELECT canonical, NULL, '', 0 FROM undescribed
            ) LEFT JOIN same USING (canonical) ORDER BY canonical, id, position
        """)
        for iri, of_party in groupby((row for batch in rows for row in batch), key=lambda row: row[0]):
            lines = list(of_party)
            statements = [_ENTITY.decode(line) for _, line, _ in lines if line is not None]
            number = self._generation.party_number(iri)
            unnamed = None if number is None else self._generation.party_summary(number).name
            yield make_entity_node(iri, statements, lines[0][2] or [], unnamed)
        self._generation.release_pages()

    def relationships(self) -> Iterator[Item]:
        """Judgements that join nothing."""
        rows = self._tables.stream(f"""
            SELECT {STATEMENT["identity"]} FROM said_identity LEFT JOIN joined a ON a.iri = "left" LEFT JOIN joined b ON b.iri = "right"
            WHERE coalesce(a.canonical, "left") <> coalesce(b.canonical, "right") ORDER BY id, position
        """)
        for batch in rows:
            for (line,) in batch:
                relationship = make_judgement_relationship(_IDENTITY.decode(line), self._generation.canonical_iri)
                if relationship is not None:
                    yield relationship

    def _set_aside(self, name: str, view: str, conditions: dict[str, str]) -> dict[str, str]:
        """Put the rows of a few small pieces into a table, so that all are looked through once; give the table of each."""
        if len(conditions) < 2:
            return {}
        self._tables.execute(f"CREATE TABLE rare_{name} AS SELECT * FROM {view} WHERE {' OR '.join(conditions.values())}")
        return dict.fromkeys(conditions, f"rare_{name}")

    def _make_party_piece(self, label: str, view: str, names: frozenset[str]) -> Piece:
        attributes = {
            name_attribute(name): Field(name_attribute(name), "string", f"attribute_{number}")
            for number, name in enumerate(self._tables.attributes)
            if name in names
        }
        return self._make_node_piece(PARTY, view, label, "entity", attributes)

    def _make_node_piece(self, table: Table, view: str, label: str, key: str, attributes: dict[str, Field]) -> Piece:
        labels = ",".join(json.dumps(name) for name in sorted(("Entity", label)))
        head = f"'[[\"node\",' || to_json({key}) || {quote(f',{labels}],{{')}"
        cells = [*self._write_cells(key), *self._write_labels(table, label)]
        return self._make_piece(table, ("Entity", label), view, head, cells, attributes, (key, "'', ''"))

    def _write_cells(self, *columns: str) -> list[str]:
        return [self._cells.write_sql("string", column) for column in columns] if self._cells else []

    def _write_labels(self, table: Table, label: str) -> list[str]:
        facets = [f"{self._tables.name_group(x)}.cells" for x in table.entries if isinstance(x, Group) and FACETS in x.types]
        return [self._cells.write_labels(("Entity", label), *facets)] if self._cells else []

    def _make_piece(
        self,
        table: Table,
        names: tuple[str, str],
        view: str,
        head: str,
        cells: list[str],
        attributes: dict[str, Field],
        ends: tuple[str, str],
    ) -> Piece:
        """Make the query of a piece.

        ``names``: its group and stem; ``head``: its canonical text up to the properties; ``cells``: those before the properties; ``ends``:
        its key, and its start and end.
        """
        texts: dict[str, str] = {}
        types: dict[str, str] = {}
        joins: list[str] = []
        for entry in (*table.entries, *attributes.values()):
            if isinstance(entry, Group):
                worked = self._tables.name_group(entry)
                listed = ", ".join(table.columns[name].text for name in entry.columns)
                joins.append(f"LEFT JOIN {worked} ON {worked}.h = hash({listed})")
                texts |= {name: f'{worked}."text_{name}"' for name in entry.types}
                cells.append(f"{worked}.cells")
                types |= entry.types
            else:
                column = table.columns[entry.column].text if entry.column in table.columns else entry.column
                before, after = map(quote, write_around(table, entry.name))
                texts[entry.name] = f"{before} || {_write_json(entry.type, column)} || {after}"
                if entry.name not in KEY_PROPERTIES:
                    cells += [self._cells.write_sql(entry.type, column)] if self._cells else []
                    types[entry.name] = entry.type
        source, _, where = view.partition(" WHERE ")
        parts = ", ".join(texts[name] for name in sorted(texts))
        content = f"encode(concat({head}, {parts}, '}}]'))"
        whole = f"{source} {' '.join(joins)} WHERE {where or 'true'}"
        in_manifest = f"{', '.join(ends)}, {texts['sources']}"
        return Piece(*names, types, content, ", ',', ".join(cells), in_manifest, whole, self._tables)


def _has_escape(content: bytes) -> bool:
    # One byte is found far sooner than four.
    return b"\\" in content and _ESCAPE in content


@functools.lru_cache(maxsize=1_000)
def _decode_sources(text: str) -> str:
    """Make of the sources of an item, as its canonical text has them, what a manifest keeps."""
    return encode_texts(tuple(json.loads(f"{{{text.strip(',')}}}")["sources"]))


def _group_kinds() -> Iterator[tuple[str, list[str]]]:
    """Give each label with the kinds of parties that have it."""
    for label in dict.fromkeys(LABEL_OF_KIND.values()):
        yield label, [kind.value for kind, of_kind in LABEL_OF_KIND.items() if of_kind == label]


def _list_rare(rows: Counter[str]) -> list[str]:
    """List the pieces that are small beside all of them."""
    return [name for name, count in (+rows).items() if count * _RARE < rows.total()]


def _is_among(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(map(quote, values))})"


def _write_json(type_: str, expression: str) -> str:
    """Write in SQL the canonical text of the values of an expression; NULL where there is none."""
    match type_:
        case "date":
            return f"'{{\"date\":\"' || {expression} || '\"}}'"
        case "string[]":
            return f"CASE WHEN len({expression}) > 0 THEN to_json({expression})::VARCHAR END"
    return f"to_json({expression})::VARCHAR"
