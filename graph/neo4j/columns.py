"""Make the property graph of a generation out of the ledger's columns, by DuckDB: as texts, without an object for each statement.

Owns the SQL that is made of the tables of graph/neo4j/fields.py, over what graph/neo4j/column_tables.py lays out.  What depends on one
statement alone is columns; a function of those tables is called once for each combination of values that occurs.  The rest goes the way
of single items: parties that several statements describe or that are one with others, attributes that are numbers, judgements.
"""

# What is put together here are names of our own tables and columns, and texts that are quoted.
# ruff: noqa: S608

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from itertools import groupby
from types import TracebackType
from typing import Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from graph.generation.generation import Generation
from graph.generation.sql import quote
from graph.generation.text_batches import Texts
from graph.neo4j.column_tables import IS_PERSON, NOT_BARE, STATEMENT, ColumnTables
from graph.neo4j.content import ENTITY_COLUMNS, HASH_CELL, HOLDING_COLUMNS, SEPARATOR, hash_each, put_hashes, select_cell, select_extra
from graph.neo4j.fields import HOLDING, PARTY, UNNAMED
from graph.neo4j.manifest import encode_texts, make_entry
from graph.neo4j.model import LABEL_OF_KIND, make_entity_node, make_judgement_relationship, make_source_node, name_attribute
from graph.neo4j.property_graph import FACETS, EntryRow, Item
from graph.neo4j.property_table import Group, Table, list_groups
from ontology.statements import EntityStatement, IdentityStatement

_ENTITY: Final = msgspec.json.Decoder(EntityStatement)
_IDENTITY: Final = msgspec.json.Decoder(IdentityStatement)
_END: Final = f",{HASH_CELL}\n"
"""Behind the cells of a line."""


class Lines(NamedTuple):
    """Some lines of a file, each with its hash and line end.  ``is_plain``: no text of a list has the separator of lists in it."""

    data: npt.NDArray[np.uint8]
    hashes: npt.NDArray[np.uint64]
    is_plain: bool

    def sum_hashes(self) -> int:
        """Add up the hashes."""
        half = np.uint64(32)
        return (int((self.hashes >> half).sum()) << 32) + int((self.hashes & np.uint64(2**32 - 1)).sum())


class Piece(NamedTuple):
    """All items of one kind that come from columns.

    ``stem``: what a file of them is called; ``counts``: how many by anchor label or type; ``types``: the properties behind the first cells
    of a line, with their types.  The rest is SQL.  ``line``: the cells but those of attributes, ``plain_line``: the same with lists whose
    texts have lost the separator; ``tail``: those of attributes, ``extras``: the attributes as they are hashed; ``separators``: how many a
    line is to have; ``entry``: what a manifest keeps beside the hash; ``view``: what they are read of.
    """

    stem: str
    counts: Mapping[str, int]
    types: Mapping[str, str]
    line: str
    plain_line: str
    tail: str
    extras: str
    separators: str
    entry: str
    view: str
    tables: ColumnTables

    @property
    def is_node(self) -> bool:
        return set(self.counts) == {"Entity"}

    def read_lines(self, *, strip: bool = False) -> Iterator[Lines]:
        """Read the cells of all items, a line each.  ``strip``: without the separators that stand in texts of lists."""
        line = self.plain_line if strip else self.line
        if self.tail:
            query = f"""
                SELECT encode(concat(line, tail, {quote(_END)})), separators, strlen(line), encode(extras)
                FROM (
                    SELECT concat({line}) AS line, concat({self.tail}) AS tail, concat({self.extras}) AS extras,
                        {self.separators} AS separators
                    FROM {self.view} {self.tables.in_order}
                )
            """
        else:
            query = f"SELECT encode(concat({line}, {quote(_END)})), {self.separators} FROM {self.view} {self.tables.in_order}"
        for lines, separators, *more in self.tables.stream_texts(query):
            yield _hash_lines(lines, separators, *more)

    def read_entries(self) -> Iterator[EntryRow]:
        """Read what a manifest keeps of each item."""
        kind, extras = "node" if self.is_node else "relationship", self.extras or "''"
        for rows in self.tables.stream(f"SELECT encode(concat({self.line}, {extras})), {self.entry} FROM {self.view}"):
            hashes = hash_each(row[0] for row in rows).tolist()
            for content_hash, (_, group, label, key, start, end, sources) in zip(hashes, rows, strict=True):
                yield kind, group, key, content_hash, _encode_labels(group, label), start, end, _decode_sources(sources)


def _hash_lines(
    lines: Texts, separators: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64] | None = None, extras: Texts | None = None
) -> Lines:
    """Put hashes into lines.  ``separators``: how many each is to have; ``lengths`` and ``extras``: how much of it is hashed, and what
    else; None where it is all but the end."""
    data = np.frombuffer(lines.whole(), np.uint8).copy()
    starts = np.array(lines.starts, np.int64) - lines.starts[0]
    hashed = starts[1:] - len(_END) if lengths is None else starts[:-1] + lengths
    content, places = data.tobytes(), zip(starts.tolist(), hashed.tolist(), strict=False)
    if extras is None:
        hashes = hash_each([content[start:end] for start, end in places])
    else:
        hashes = hash_each([content[start:end] + extra for (start, end), extra in zip(places, extras.split(), strict=True)])
    put_hashes(data, starts[1:] - len(_END) + 1, hashes)
    return Lines(data, hashes, is_plain=np.count_nonzero(data == ord(SEPARATOR)) == separators.sum())


class _Rows(NamedTuple):
    """Of what a piece is made.  ``stem`` and ``counts``: as a piece has them; ``attributes``: those with a cell, and their columns."""

    stem: str
    counts: Mapping[str, int]
    view: str
    attributes: Mapping[str, str] = {}


class ColumnGraph:
    """The facts of a generation, or of one source (its IRI) in it, as pieces of columns and as single items.  A context manager.

    ``lay_out_parties`` comes before ``node_pieces`` and ``nodes``, ``lay_out_holdings`` before ``relationship_pieces``.  Several threads
    may call the two, and read pieces and items, at a time; ``readers``: how many do.  Raises duckdb.OutOfMemoryException, also while a
    piece is read, where statements are so long that a few thousand of them do not fit.
    """

    def __init__(self, generation: Generation, source: str | None = None, *, readers: int = 1) -> None:
        self._generation, self._source = generation, source
        self._tables = ColumnTables(generation, source, readers)
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

    @property
    def attributes(self) -> tuple[str, ...]:
        """The properties of parties that are attributes and have a column of their own."""
        return tuple(map(name_attribute, self._tables.attributes))

    def node_pieces(self) -> Iterator[Piece]:
        """Persons, other parties, unnamed ends."""
        for is_person, (count, names) in sorted(self._tables.parties.items(), reverse=True):
            columns = {name_attribute(name): f"attribute_{n}" for n, name in enumerate(self._tables.attributes) if name in names}
            view = f"plain_party{' WHERE ' if is_person else ' WHERE NOT '}{IS_PERSON}"
            rows = _Rows("persons" if is_person else "parties", {"Entity": count}, view, dict(sorted(columns.items())))
            yield self._make_node_piece(PARTY, rows)
        self._tables.execute(f"""
            CREATE VIEW unnamed_end AS SELECT *, id || '#' || side AS "key" FROM (
                SELECT *, 'holder' AS side, holder_reason AS reason FROM said_interest WHERE holder IS NULL AND {NOT_BARE}
                UNION ALL SELECT *, 'subject', subject_reason FROM said_interest WHERE subject IS NULL AND {NOT_BARE}
            )
        """)
        if count := self._tables.count("unnamed_end"):
            for group in list_groups(UNNAMED):
                self._tables.fill_group(UNNAMED, group, ["unnamed_end"])
            yield self._make_node_piece(UNNAMED, _Rows("unnamed", {"Entity": count}, "unnamed_end"))

    def relationship_pieces(self) -> Iterator[Piece]:
        """Interests."""
        counts = dict(self._tables.execute("SELECT relationship_type, count(*) FROM typed_interest GROUP BY 1").fetchall())
        if counts:
            head = [*_select_texts("start", '"end"'), "relationship_type", *_select_texts("id")]
            entry = ("relationship_type", "''", "id", "start", '"end"')
            yield self._make_piece(HOLDING, HOLDING_COLUMNS, _Rows("holdings", counts, "holding"), (head, "0"), entry)

    def nodes(self) -> Iterator[Item]:
        """Sources, then the parties that are no columns."""
        for iri, source in sorted(self._generation.sources.items()):
            if self._generation.is_within(iri, self._source):
                yield make_source_node(source)
        self._tables.find_undescribed()
        odd = f"SELECT entity, {STATEMENT['entity']}, id, position FROM told_once WHERE hash(entity) IN (SELECT h FROM odd_party)"
        rows = self._tables.stream(f"""
            SELECT canonical, line, others FROM (
                SELECT canonical, {STATEMENT["entity"]} AS line, id, position FROM set_apart SEMI JOIN told_several USING (canonical)
                UNION ALL SELECT canonical, NULL, '', 0 FROM undescribed
                {f"UNION ALL {odd}" if self._tables.count("odd_party") else ""}
            ) LEFT JOIN same USING (canonical) ORDER BY canonical, id, position
        """)
        for iri, of_party in groupby((row for batch in rows for row in batch), key=lambda row: row[0]):
            lines = list(of_party)
            statements = [_ENTITY.decode(line) for _, line, _ in lines if line is not None]
            unnamed = None if any(statement.names for statement in statements) else self._find_shown_name(iri)
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

    def _find_shown_name(self, iri: str) -> str | None:
        """Give what the generation calls a party that has no name."""
        number = self._generation.party_number(iri)
        return None if number is None else self._generation.party_summary(number).name

    def _make_node_piece(self, table: Table, rows: _Rows) -> Piece:
        key, label = table.columns["uri" if "uri" in table.columns else "key"].text, _select_label(table.columns["kind"].text)
        labels, separators = f"""'"Entity{SEPARATOR}' || {label} || '"'""", "1"
        for group in list_groups(table):
            if FACETS in group.types:
                worked = self._tables.name_group(group)
                labels = f"""'"Entity{SEPARATOR}' || {label} || coalesce('{SEPARATOR}' || nullif(substr({worked}.cells, 2), ''), '"')"""
                separators = f"1 + if({worked}.cells = '', 0, 1 + {worked}.separators)"
        entry = ("'Entity'", label, key, "''", "''")
        return self._make_piece(table, ENTITY_COLUMNS, rows, ([*_select_texts(key), labels], separators), entry)

    def _make_piece(
        self, table: Table, columns: Mapping[str, str], rows: _Rows, head: tuple[list[str], str], entry: tuple[str, ...]
    ) -> Piece:
        """Make the queries of a piece.

        ``columns``: the properties that have a cell in each line; ``head``: the first cells, and how many separators they have;
        ``entry``: group, label, key and ends.
        """
        first, separators = list(head[0]), [head[1]]
        cells: dict[str, str] = {}
        plain_cells: dict[str, str] = {}
        joins: list[str] = []
        sources = "''"
        for part in table.entries:
            name = next(iter(part.types)) if isinstance(part, Group) else part.name
            if isinstance(part, Group):
                worked = self._tables.name_group(part)
                listed = ", ".join(table.columns[name].text for name in part.columns)
                joins.append(f"LEFT JOIN {worked} ON {worked}.h = hash({listed})")
                cells |= {**dict.fromkeys(part.types, ""), name: f"{worked}.cells"}
                separators.append(f"{worked}.separators")
            elif part.name in columns:
                column = table.columns[part.column].text
                cells[name] = select_cell(part.type, column)
                plain_cells[name] = select_cell(part.type, column, strip=True)
                separators += [f"greatest(len({column}), 1) - 1"] if part.type == "string[]" else []
            if name == "sources":
                sources = cells[name]
        # A function's properties stand in one text; what this table has not is an empty cell.
        line, plain_line = (
            ", ',', ".join((*first, *(of_name.get(name, "''") for name in columns if of_name.get(name, "''"))))
            for of_name in (cells, cells | plain_cells)
        )
        view, where, condition = rows.view.partition(" WHERE ")
        return Piece(
            stem=rows.stem,
            counts=rows.counts,
            types={**columns, **dict.fromkeys(rows.attributes, "string")},
            line=line,
            plain_line=plain_line,
            tail=", ".join(f"',', {select_cell('string', column)}" for column in rows.attributes.values()),
            extras=", ".join(select_extra(name, select_cell("string", column)) for name, column in rows.attributes.items()),
            separators=f"({' + '.join(separators)})::BIGINT",
            entry=", ".join((*entry, sources)),
            view=f"{view} {' '.join(joins)}{where}{condition}",
            tables=self._tables,
        )


def _select_texts(*columns: str) -> list[str]:
    return [select_cell("string", column) for column in columns]


def _select_label(kind: str) -> str:
    """Write in SQL the label of parties by their kind."""
    labels = " ".join(f"WHEN '{of.value}' THEN '{label}'" for of, label in LABEL_OF_KIND.items())
    return f"CASE {kind} {labels} END"


@functools.lru_cache(maxsize=100)
def _encode_labels(group: str, label: str) -> str:
    return encode_texts(tuple(sorted((group, label)))) if label else ""


@functools.lru_cache(maxsize=1_000)
def _decode_sources(cell: str) -> str:
    """Make of the sources of an item, as its line has them, what a manifest keeps."""
    return encode_texts(tuple(cell[1:-1].replace('""', '"').split(SEPARATOR)))
