"""Writes the quads of what the sources of a generation state as N-Quads, out of the ledger's columns by DuckDB.

Owns the order of a dump and what goes which way: statements out of columns (quad_sql.py), those that SQL would write otherwise and the
sources themselves by ontology/rdf.py.  Memory does not grow with the generation: what is sorted goes through a work file.
"""

# What is put together here are names of our own tables and columns, and expressions of quad_sql.py.
# ruff: noqa: S608

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import accumulate, groupby
from operator import eq
from types import TracebackType
from typing import Final

import duckdb
import numpy as np
from pyoxigraph import NamedNode, Quad

from graph.files import raise_store_errors
from graph.generation.build_tables import NumberedRelease, count_rows, create_views
from graph.generation.generation import Generation
from graph.generation.quad_sql import MACROS, StatementSql
from graph.generation.sql import quote
from graph.generation.text_batches import fetch_batches, read_texts
from graph.ledger.parts import KINDS
from graph.rdf.description import Description
from graph.rdf.triple_store import GraphLines, write_by_graph, write_lines
from graph.read_ahead import read_ahead
from ontology import rdf
from ontology.statements import Source

_MEMORY: Final = "500MB"
FEW: Final = 5_000
"""Statements of which rdf.py has made the quads before DuckDB has read half a second's worth of SQL."""
_PIECE: Final = 1 << 20
"""Bytes that are written at a time."""
_LINES: Final = 20_000
"""Lines that are taken from it at a time."""
_SUBJECT: Final = """
    '<' || id AS s, '<' || id || CASE WHEN contains(id, '#') THEN '-' ELSE '#' END AS p, ' <' || graph || '> .' || chr(10) AS g
"""
"""What quad_sql.py takes of a row beside its columns."""
_GRAPH: Final = "graph || '>'"
"""By what graphs are sorted: as they are written."""
_SQL: Final = {kind: StatementSql(record) for kind, record in KINDS.items()}


_Block = tuple[str, str, bytes]
"""The graph, what stands before all its lines but not before those before it, and lines in order."""


class QuadColumns:
    """The quads of the sources of a generation, or of some of them (IRIs), or of some of its releases (numbers).  A context manager; its
    database lies in the folder for temporary files.

    Up to ``few`` statements are written one by one, which takes less than to have the SQL understood.  Raises RecordError BAD_IRI.
    """

    def __init__(
        self, generation: Generation, graphs: Collection[str] | None = None, *, releases: Sequence[int] | None = None, few: int = FEW
    ) -> None:
        self._generation, self._graphs = generation, None if graphs is None else frozenset(graphs)
        self._chosen = range(len(generation.releases)) if releases is None else releases
        self._releases = [generation.releases[number] for number in self._chosen]
        self._kinds = list(KINDS) if sum(map(len, self._releases)) > few else []

    def __enter__(self) -> QuadColumns:
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            limits = {"threads": "2", "memory_limit": _MEMORY, "temp_directory": folder, "preserve_insertion_order": "false"}
            self._tables = stack.enter_context(duckdb.connect(f"{folder}/tables.duckdb", config={**limits}))
            if self._kinds:
                with raise_store_errors(self._generation.path):
                    self._create_views()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def write(self, description: Description) -> Iterator[bytes]:
        """Write the quads as they come, in pieces of whole lines; the description counts them."""
        for kind in self._kinds:
            text = f"concat({_SQL[kind].text}, {_SQL[kind].party})" if _SQL[kind].party else _SQL[kind].text
            rows = self._tables.cursor().execute(f"SELECT encode({text}) FROM plain_{kind} t")
            for batch in read_ahead(fetch_batches(rows)):
                yield b"".join(text for (text,) in batch)
        yield from write_lines(description.note(self._list_odd_quads()))
        self._count(description)

    def write_sorted(self, lines: Iterable[GraphLines] = (), description: Description | None = None) -> Iterator[bytes]:
        """Write these lines and the quads of the sources by graph and line, each once, in pieces of whole lines.

        A description counts quads, and adds what it has to say.  Statements are sorted as columns, by their ids, and each line of one by
        itself: it stands before those of the next, unless an id begins with another.
        """
        self._tables.execute("CREATE TABLE other(graph VARCHAR, line VARCHAR)")
        with ThreadPoolExecutor(max_workers=1) as beside:
            # DuckDB sorts statements while Python makes lines of the rest.
            sorting = beside.submit(self._sort_statements)
            self._insert(lines)
            if description is None:
                self._insert(write_by_graph(self._list_odd_quads()))
            else:
                self._insert(write_by_graph(description.note(self._list_odd_quads())))
                self._count(description)
                self._insert(write_by_graph(description.list_all()))
            sorting.result()
        yield from _drop_repeats(heapq.merge(self._read_beside(), self._read_apart(), *map(self._read_sorted, self._kinds)))

    def _sort_statements(self) -> None:
        """Create for each kind table ``sorted_KIND``; what cannot be sorted as columns goes to table ``other``."""
        if not self._kinds:
            return
        with self._tables.cursor() as tables:
            self._find_entangled(tables)
            has_entangled = count_rows(tables, "entangled") > 0
            for kind in self._kinds:
                apart = "position IN (FROM entangled)"
                if has_entangled:
                    tables.execute(f"INSERT INTO other SELECT graph, unnest({_split(_SQL[kind].text)}) FROM plain_{kind} t WHERE {apart}")
                if (party := _SQL[kind].party) is not None:
                    tables.execute(f"INSERT INTO other SELECT graph, unnest({_split(party)}) FROM plain_{kind} t")
                tables.execute("SET preserve_insertion_order = true")
                sorted_query = f"SELECT * EXCLUDE (s, p, g) FROM plain_{kind} WHERE NOT {apart} ORDER BY {_GRAPH}, id"
                tables.execute(f"CREATE TABLE sorted_{kind} AS {sorted_query}")

    def _find_entangled(self, tables: duckdb.DuckDBPyConnection) -> None:
        """Create table ``entangled``: positions of statements whose lines others may come between, or that are not in order."""
        statements = " UNION ALL ".join(f"SELECT id AS iri, true AS is_statement FROM {kind}" for kind in self._kinds)
        tables.execute(f"""
            CREATE TEMP TABLE entangled_id AS SELECT iri FROM (
                SELECT iri, is_statement, lead(iri) OVER (ORDER BY iri, is_statement DESC) AS next
                FROM ({statements} UNION ALL SELECT entity, false FROM entity UNION ALL SELECT iri, false FROM graph_of)
            ) WHERE is_statement AND starts_with(next, iri)
        """)
        positions = " UNION ALL ".join(
            f"SELECT position FROM plain_{kind} WHERE {_SQL[kind].is_long} OR id IN (FROM entangled_id)" for kind in self._kinds
        )
        tables.execute(f"CREATE TABLE entangled AS {positions}")

    def _read_beside(self) -> Iterator[_Block]:
        """Read single lines of the graphs that statements are in, in order."""
        if not self._kinds:
            return
        rows = self._tables.cursor().execute(f"""
            SELECT {_GRAPH}, line, encode(line || chr(10)) FROM other WHERE graph IN (SELECT iri FROM graph_of) ORDER BY ALL
        """)
        for batch in read_ahead(fetch_batches(rows, _LINES)):
            yield from batch

    def _read_apart(self) -> Iterator[_Block]:
        """Read the lines of the other graphs, between which no statement comes, in order, many of a graph at a time."""
        beside = "WHERE graph NOT IN (SELECT iri FROM graph_of)" if self._kinds else ""
        with self._tables.cursor() as tables:
            graphs = tables.execute(f"SELECT DISTINCT {_GRAPH}, graph FROM other {beside} ORDER BY 1").fetchall()
            for key, graph in graphs:
                query = f"SELECT encode(line || chr(10)) FROM other WHERE graph = {quote(graph)} ORDER BY line"
                last = b""
                for (texts,) in read_texts(tables, query, _LINES):
                    lines = texts.whole().tobytes().splitlines(keepends=True)
                    if lines[0] == last or any(map(eq, lines, lines[1:])):
                        lines = [line for line, _ in groupby(lines) if line != last]
                    if lines:
                        last = lines[-1]
                        yield key, lines[0].decode(), b"".join(lines)

    def _read_sorted(self, kind: str) -> Iterator[_Block]:
        """Read the lines of statements, in order."""
        with self._tables.cursor() as tables:
            tables.execute("SET threads = 1")
            rows = tables.execute(f"SELECT {_GRAPH}, s, encode({_SQL[kind].text}) FROM (SELECT *, {_SUBJECT} FROM sorted_{kind}) t")
            for batch in read_ahead(fetch_batches(rows)):
                yield from batch

    def count_odd(self) -> int:
        """Count the statements that are not written out of columns."""
        return sum(count_rows(self._tables, f"odd_{kind}") for kind in self._kinds)

    def _create_views(self) -> None:
        """Create for each kind view ``plain_KIND``, what quad_sql.py reads, and table ``odd_KIND``, positions of the others."""
        generation = self._generation
        numbered = [
            NumberedRelease(number, False, release, {}, generation.is_sequence(release.source.id))
            for number, release in enumerate(self._releases)
        ]
        create_views(self._tables, numbered)
        self._tables.execute("CREATE TABLE graph_of(release INTEGER, iri VARCHAR, is_file BOOLEAN)")
        for number, (source, named) in enumerate(self._list_sources()):
            for described in (source, *named):
                self._tables.execute("INSERT INTO graph_of VALUES (?, ?, ?)", [number, described.id, described is source])
        for macro in MACROS:
            self._tables.execute(macro)
        chosen = "" if self._graphs is None else f"WHERE graph IN ({', '.join(map(quote, sorted(self._graphs))) or 'NULL'})"
        for kind in self._kinds:
            self._tables.execute(f"CREATE TABLE odd_{kind} AS SELECT position FROM {kind} t WHERE {_SQL[kind].is_odd}")
            self._tables.execute(f"""
                CREATE VIEW plain_{kind} AS
                SELECT *, {_SUBJECT} FROM (
                    SELECT t.*, coalesce(n.iri, f.iri) AS graph FROM {kind} t ANTI JOIN odd_{kind} o ON o.position = t.position
                JOIN graph_of f ON f.release = t.release AND f.is_file LEFT JOIN graph_of n ON n.release = t.release AND n.iri = t.source
                ) {chosen}
            """)

    def _list_sources(self) -> Iterator[tuple[Source, list[Source]]]:
        """List for each release its source, and those that its file names within itself."""
        return map(self._generation.list_sources, self._chosen)

    def _list_odd_quads(self) -> Iterator[Quad]:
        """List the quads that are not made of columns: those of sources and of odd statements."""
        quads = self._make_odd_quads() if self._kinds else self._make_quads()
        return (quad for quad in quads if self._graphs is None or _name_graph(quad) in self._graphs)

    def _make_odd_quads(self) -> Iterator[Quad]:
        union = " UNION ALL ".join(f"SELECT position FROM odd_{kind}" for kind in self._kinds)
        odd = self._tables.cursor().execute(f"SELECT position FROM ({union}) ORDER BY 1").fetchnumpy()["position"].astype(np.int64)
        ends = np.searchsorted(odd, [0, *accumulate(map(len, self._releases))])
        for number, (source, named) in enumerate(self._list_sources()):
            # Positions count over the chosen releases.
            first = sum(map(len, self._releases[:number]))
            positions = odd[ends[number] : ends[number + 1]] - first
            yield from rdf.make_quads(source, map(self._releases[number].read_statement, positions.tolist()), named)

    def _make_quads(self) -> Iterator[Quad]:
        for (source, named), release in zip(self._list_sources(), self._releases, strict=True):
            yield from rdf.make_quads(source, release, named)

    def _count(self, description: Description) -> None:
        """Tell the description how many quads of columns there are of each property and class."""
        for kind in self._kinds:
            counts = _SQL[kind].counts
            sums = ", ".join(f"sum({line.amount})" for line in counts)
            for graph, *numbers in self._tables.execute(f"SELECT graph, {sums} FROM plain_{kind} t GROUP BY graph").fetchall():
                for line, number in zip(counts, numbers, strict=True):
                    description.add(graph, line.predicate, line.class_iri, int(number))

    def _insert(self, lines: Iterable[GraphLines]) -> None:
        # At once: what is inserted by itself is written to disk by itself.
        self._tables.execute("BEGIN")
        for graph, text in read_ahead(lines):
            self._tables.execute("INSERT INTO other SELECT ?, unnest(string_split(?, chr(10)))", [graph, text])
        self._tables.execute("COMMIT")


def _name_graph(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def _split(text: str) -> str:
    """Split in SQL a text into its lines: what stands before the end of each."""
    return f"list_filter(string_split({text}, chr(10)), lambda line: line <> '')"


def _drop_repeats(blocks: Iterable[_Block]) -> Iterator[bytes]:
    """Join blocks to larger pieces, without those that are equal to the one before."""
    last, waiting, size = b"", [], 0
    for _, _, lines in blocks:
        if lines != last:
            waiting.append(lines)
            size += len(lines)
            last = lines
            if size > _PIECE:
                yield b"".join(waiting)
                waiting, size = [], 0
    yield b"".join(waiting)
