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
from importlib.resources import files
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, parse, serialize

from graph.rdf.jsonld import write_jsonld
from ontology.errors import StoreError, UsageError
from ontology.terms import DCAT, DCTERMS, ONTOLOGY_GRAPH, OWN, PREFIXES, RDF, VOID, XSD, Base, digest

FORMATS: Final = ("nquads", "trig", "turtle", "jsonld")
"""What :func:`dump` writes.  Turtle has no named graphs: it is the union of them."""

CHUNK_QUADS: Final = 250_000
"""Quads that are sorted in memory at a time; more are merged from files."""

_VOCABULARY: Final = Path(str(files("ontology") / "ownership.ttl"))
_TYPE: Final = NamedNode(f"{RDF}type")
_TITLE, _LICENCE, _URL = (NamedNode(OWN + x) for x in ("title", "licence", "url"))


def build(path: Path, quads: Iterable[Quad], *, version: str | None = None, base: Base | None = None) -> int:
    """Write a new store at ``path`` and return how many quads it holds.

    Adds the vocabulary and the description of the data set, whose ``version`` it is.  Errors of the operating system pass through: the
    caller names the folder.
    """
    store = Store(str(path))
    description = _Description()
    store.bulk_extend(description.note(quads))
    store.bulk_extend(_read_vocabulary())
    store.bulk_extend(description.make_quads(base or Base(), version))
    store.flush()
    store.optimize()
    return len(store)


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
    count = Counter[str]()
    with ExitStack() as files:
        lines = _count(_drop_keys(_sort_rows(quads, union=format == "turtle", files=files)), count)
        if format == "nquads":
            out.writelines(lines)
        elif format == "jsonld":
            write_jsonld((next(iter(parse(line, format=RdfFormat.N_QUADS))) for line in lines), out)
        elif format == "trig":
            serialize(_parse(lines), out, format=RdfFormat.TRIG, prefixes=PREFIXES)
        else:
            serialize((q.triple for q in _parse(lines)), out, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return count["lines"]


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
        earlier, later = (_sort_rows(store, union=False, files=files) for store in (before, after))
        for row, sides in groupby(heapq.merge(((row, 0) for row in earlier), ((row, 1) for row in later)), key=itemgetter(0)):
            first, *more = (side for _, side in sides)
            if not more:
                counts[first] += 1
                (removed, added)[first].write(_drop_key(row))
    return counts[0], counts[1]


def _sort_rows(quads: Iterable[Quad], *, union: bool, files: ExitStack) -> Iterator[bytes]:
    """Yield rows, each once, by graph, subject, predicate and object: a key, a tab, an N-Quads line."""
    rows = (_make_row(quad, union=union) for quad in quads)
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


def _make_row(quad: Quad, *, union: bool) -> bytes:
    """Make a line to sort: the graph, a tab, the statement.  Terms are written canonically, so a line holds no line break."""
    if union:
        return f"\t{quad.triple} .\n".encode()
    return f"{quad.graph_name if isinstance(quad.graph_name, NamedNode) else ''}\t{quad} .\n".encode()


def _drop_repeats(rows: Iterable[bytes]) -> Iterator[bytes]:
    return (row for row, _ in groupby(rows))


def _drop_keys(rows: Iterable[bytes]) -> Iterator[bytes]:
    return map(_drop_key, rows)


def _drop_key(row: bytes) -> bytes:
    return row.partition(b"\t")[2]


def _read_vocabulary() -> Iterator[Quad]:
    graph = NamedNode(ONTOLOGY_GRAPH)
    for quad in parse(path=str(_VOCABULARY), format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


class _Description:
    """The description of the data set: notes, while the quads pass, what it says of each graph."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self.properties: Counter[str] = Counter()
        self.notes: list[tuple[str, NamedNode, Literal]] = []

    def note(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Pass the quads on and count them."""
        for quad in quads:
            if isinstance(quad.graph_name, NamedNode):
                self.counts[quad.graph_name.value] += 1
                self.properties[quad.predicate.value] += 1
                if quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
                    self.classes[quad.object.value] += 1
                if quad.subject == quad.graph_name and quad.predicate in (_TITLE, _LICENCE, _URL) and isinstance(quad.object, Literal):
                    self.notes.append((quad.graph_name.value, quad.predicate, quad.object))
            yield quad

    def make_quads(self, base: Base, version: str | None) -> Iterator[Quad]:
        """Describe in DCAT and VoID the data set, and as subsets the sources with their size, title and licence.

        Its partitions count the resources of each class and the triples of each property, graph by graph.
        """
        graph, whole = NamedNode(f"{base.iri}metadata"), NamedNode(f"{base.iri}dataset")

        def make_quad(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
            return Quad(subject, NamedNode(predicate), value, graph)

        for cls in (f"{DCAT}Dataset", f"{VOID}Dataset"):
            yield make_quad(whole, f"{RDF}type", NamedNode(cls))
        yield make_quad(whole, f"{DCTERMS}title", Literal("Ownership graph"))
        yield make_quad(whole, f"{DCTERMS}conformsTo", NamedNode(ONTOLOGY_GRAPH))
        yield make_quad(whole, f"{VOID}vocabulary", NamedNode(OWN))
        yield make_quad(whole, f"{VOID}triples", Literal(str(self.counts.total()), datatype=NamedNode(f"{XSD}integer")))
        if version is not None:
            yield make_quad(whole, f"{DCAT}version", Literal(version))
        for kind, counted, counts in (("class", "entities", self.classes), ("property", "triples", self.properties)):
            for iri, count in sorted(counts.items()):
                part = NamedNode(f"{whole.value}#{kind}-{digest(iri, size=16)}")
                yield make_quad(whole, f"{VOID}{kind}Partition", part)
                yield make_quad(part, f"{VOID}{kind}", NamedNode(iri))
                yield make_quad(part, f"{VOID}{counted}", Literal(str(count), datatype=NamedNode(f"{XSD}integer")))
        for iri, count in sorted(self.counts.items()):
            part = NamedNode(iri)
            yield make_quad(whole, f"{VOID}subset", part)
            yield make_quad(part, f"{RDF}type", NamedNode(f"{VOID}Dataset"))
            yield make_quad(part, f"{VOID}triples", Literal(str(count), datatype=NamedNode(f"{XSD}integer")))
        terms = {_TITLE: f"{DCTERMS}title", _LICENCE: f"{DCTERMS}rights", _URL: f"{DCAT}landingPage"}
        for iri, predicate, value in self.notes:
            yield make_quad(NamedNode(iri), terms[predicate], value)
