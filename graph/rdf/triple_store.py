"""Builds the triple store of a generation, an Oxigraph store for SPARQL, and writes dumps of it.

Owns the store's content (one named graph a source release, one for the vocabulary, one for the description of the data set) and the
order of dumps.  Takes quads and knows nothing of statements or the ledger.  A dump is sorted, so two dumps of the same content are the
same bytes.
"""

from __future__ import annotations

import heapq
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, parse, serialize

from graph.rdf.description import Description
from graph.rdf.jsonld import write_jsonld
from ontology.errors import StoreError, UsageError
from ontology.terms import PREFIXES, RDF

FORMATS: Final = ("nquads", "trig", "turtle", "jsonld")
"""What :func:`dump` writes.  Turtle has no named graphs: it is the union of them."""

GraphLines = tuple[str, str]
"""The IRI of a graph, and lines of it, without the end of the last one."""

CHUNK_QUADS: Final = 250_000
"""Quads that are sorted in memory at a time; more are merged from files."""

_PIECE_QUADS: Final = 10_000
"""Quads that are written at a time."""


def build(path: Path, lines: Iterable[bytes], description: Description) -> None:
    """Write a new store at ``path``.

    ``lines``: pieces of N-Quads, which nobody checks again.  Adds what the description has to say when all is read.  Errors of the
    operating system pass through: the caller names the folder.
    """
    store = Store(str(path))
    store.bulk_load(cast(IO[bytes], _Reader(lines)), RdfFormat.N_QUADS, lenient=True)
    store.bulk_extend(description.list_all())
    store.flush()
    store.optimize()


def update(path: Path, removed: Iterable[bytes], added: Iterable[bytes], more: Iterable[Quad], anew: Iterable[str]) -> None:
    """Take quads out of the store at ``path`` and add others, both pieces of N-Quads; empty the graphs ``anew`` and add more quads, which
    are asked for last.

    A store that is being changed is nobody's yet: what it is when an error is raised does not matter.
    """
    store = Store(str(path))
    for piece in removed:
        for quad in parse(piece, format=RdfFormat.N_QUADS, lenient=True):
            store.remove(quad)
    store.bulk_load(cast(IO[bytes], _Reader(added)), RdfFormat.N_QUADS, lenient=True)
    for graph in anew:
        store.remove_graph(NamedNode(graph))
    store.bulk_extend(more)
    store.flush()


class _Reader:
    """Pieces of text as an open file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._piece, self._place = iter(pieces), b"", 0

    def read(self, size: int) -> bytes:
        while self._place == len(self._piece):
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._piece, self._place = piece, 0
        read = self._piece[self._place : self._place + size]
        self._place += len(read)
        return read


def write_lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Write quads as N-Quads, in pieces of whole lines."""
    quads = iter(quads)
    while batch := list(islice(quads, _PIECE_QUADS)):
        yield serialize(batch, format=RdfFormat.N_QUADS) or b""


def write_by_graph(quads: Iterable[Quad]) -> Iterator[GraphLines]:
    """Write quads as N-Quads, some of a graph at a time."""
    for graph, group in groupby(quads, key=_name_graph):
        for piece in write_lines(group):
            yield graph, piece.decode().removesuffix("\n")


def _name_graph(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def open_read_only(path: Path) -> Store:
    """Open a store that nobody writes any more.  Raises StoreError TRIPLES_MISSING or TRIPLES_DAMAGED."""
    if not path.is_dir():
        raise StoreError("TRIPLES_MISSING", f"there are no triples at {path}", "ownership index triples")
    try:
        return Store.read_only(str(path))
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError("TRIPLES_DAMAGED", f"the triples at {path} cannot be opened: {error}", "ownership index triples") from error


def query(store: Store, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Answer one query of our own over the union of all graphs.  Raises UsageError BAD_QUERY.

    Not for queries of strangers: nothing bounds its time or reach.
    """
    try:
        return store.query(text, use_default_graph_as_union=True)
    except SyntaxError as error:
        what = f"this is no valid SPARQL query: {str(error)[:300]}"
        raise UsageError("BAD_QUERY", what, "see examples/queries for queries that work") from error


def find_instances(store: Store, class_iri: str) -> Iterator[NamedNode]:
    """Yield the resources of a class, in any graph; one may come more than once."""
    for quad in store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(class_iri)):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def is_named(store: Store, iri: str) -> bool:
    """Whether any triple is about an IRI, or names it, or is in the graph of this name."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    patterns: tuple[tuple[NamedNode | None, NamedNode | None, NamedNode | None], ...] = (
        (node, None, None),
        (None, node, None),
        (None, None, node),
    )
    return any(next(iter(store.quads_for_pattern(subject, None, value, graph)), None) is not None for subject, value, graph in patterns)


def dump(store: Store, format: str, out: BinaryIO, *, graphs: Collection[str] | None = None) -> int:
    """Write the store, or some of its graphs, sorted; returns the number of quads (of triples, for Turtle).  Raises UsageError.

    Sorting more than ``CHUNK_QUADS`` quads goes through files in the folder for temporary files.
    """
    if format not in FORMATS:
        raise UsageError("UNKNOWN_FORMAT", f"there is no dump in {format!r}", f"one of: {', '.join(FORMATS)}")
    names = None if graphs is None else set(graphs)
    quads = (q for q in store if names is None or (isinstance(q.graph_name, NamedNode) and q.graph_name.value in names))
    with ExitStack() as files:
        return _write(_drop_keys(_sort_rows(map(_make_row, quads), files=files)), format, out)


def dump_lines(pieces: Iterable[bytes], format: str, out: BinaryIO) -> int:
    """Write pieces of N-Quads lines, which are in the order of a dump, as ``dump`` does.  Raises UsageError."""
    if format == "nquads":
        count = 0
        for piece in pieces:
            count += piece.count(b"\n")
            out.write(piece)
        return count
    return _write((line for piece in pieces for line in piece.splitlines(keepends=True)), format, out)


def _write(lines: Iterable[bytes], format: str, out: BinaryIO) -> int:
    count = Counter[str]()
    with ExitStack() as files:
        if format == "nquads":
            out.writelines(_count(lines, count))
        elif format == "jsonld":
            write_jsonld((next(iter(parse(line, format=RdfFormat.N_QUADS))) for line in _count(lines, count)), out)
        elif format == "trig":
            serialize(_parse(_count(lines, count)), out, format=RdfFormat.TRIG, prefixes=PREFIXES)
        else:
            triples = _count(_drop_keys(_sort_rows(map(_drop_graph, lines), files=files)), count)
            serialize((q.triple for q in _parse(triples)), out, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return count["lines"]


def _drop_graph(line: bytes) -> bytes:
    """Make of the line of a quad one to sort, of its triple: what names a graph holds no space."""
    return b"\t" + line.rpartition(b" <")[0] + b" .\n"


def _parse(lines: Iterable[bytes]) -> Iterator[Quad]:
    lines = iter(lines)
    while batch := b"".join(islice(lines, 1_000)):
        yield from parse(batch, format=RdfFormat.N_QUADS)


def _count(lines: Iterable[bytes], count: Counter[str]) -> Iterator[bytes]:
    for line in lines:
        count["lines"] += 1
        yield line


def write_difference(before: Store, after: Store, removed: BinaryIO, added: BinaryIO) -> tuple[int, int]:
    """Write as N-Quads, sorted, what only the earlier store holds and what only the later one; return how many of each.

    Goes through files as ``dump`` does, so that memory does not grow with the stores.
    """
    counts = [0, 0]
    with ExitStack() as files:
        earlier, later = (_sort_rows(map(_make_row, store), files=files) for store in (before, after))
        for row, sides in groupby(heapq.merge(((row, 0) for row in earlier), ((row, 1) for row in later)), key=itemgetter(0)):
            first, *more = (side for _, side in sides)
            if not more:
                counts[first] += 1
                (removed, added)[first].write(_drop_key(row))
    return counts[0], counts[1]


def _sort_rows(rows: Iterable[bytes], *, files: ExitStack) -> Iterator[bytes]:
    """Yield rows, each once, by graph, subject, predicate and object: a key, a tab, an N-Quads line."""
    rows = iter(rows)
    runs: list[BinaryIO] = []
    while True:
        chunk = sorted(islice(rows, CHUNK_QUADS))
        if not runs and len(chunk) < CHUNK_QUADS:
            return _drop_repeats(chunk)
        if not chunk:
            break
        runs.append(_write_run(chunk, files))
    return _drop_repeats(heapq.merge(*runs))


def _write_run(chunk: list[bytes], files: ExitStack) -> BinaryIO:
    """Set sorted rows aside in a file that vanishes with ``files``."""
    with ExitStack() as opened:
        run = opened.enter_context(tempfile.TemporaryFile())
        run.writelines(chunk)
        run.seek(0)
        files.push(opened.pop_all())
        return run


def _make_row(quad: Quad) -> bytes:
    """Make a line to sort: the graph, a tab, the statement.  Terms are written canonically, so a line holds no line break."""
    return f"{quad.graph_name if isinstance(quad.graph_name, NamedNode) else ''}\t{quad} .\n".encode()


def _drop_repeats(rows: Iterable[bytes]) -> Iterator[bytes]:
    return (row for row, _ in groupby(rows))


def _drop_keys(rows: Iterable[bytes]) -> Iterator[bytes]:
    return map(_drop_key, rows)


def _drop_key(row: bytes) -> bytes:
    return row.partition(b"\t")[2]
