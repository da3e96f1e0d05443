"""The triples: a generation as an Oxigraph store for SPARQL, and its dumps.

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
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, parse, serialize

from graph.rdf.jsonld import write_jsonld
from ontology.errors import StoreError, UsageError
from ontology.terms import DCAT, DCTERMS, ONTOLOGY_GRAPH, OWN, PREFIXES, RDF, VOID, XSD, Base

FORMATS: Final = ("nquads", "trig", "turtle", "jsonld")
"""What :func:`dump` writes.  Turtle has no named graphs: it is the union of them."""

CHUNK: Final = 250_000
"""Quads that are sorted in memory at a time; more are merged from files."""

_VOCABULARY: Final = Path(str(files("ontology") / "ownership.ttl"))
_TITLE, _LICENCE, _URL = (NamedNode(OWN + x) for x in ("title", "licence", "url"))


def build(path: Path, quads: Iterable[Quad], *, generation: int | None = None, base: Base | None = None) -> int:
    """Write a new store at ``path`` and return how many quads it holds.

    Adds the vocabulary and the description of the data set.  Errors of the operating system pass through: the caller names the folder.
    """
    store = Store(str(path))
    described = _Described()
    store.bulk_extend(described.passing(quads))
    store.bulk_extend(_vocabulary())
    store.bulk_extend(described.description(base or Base(), generation))
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
    """Answer one query of our own over the union of all graphs.  Not for queries of strangers: nothing bounds its time or reach."""
    try:
        return store.query(text, use_default_graph_as_union=True)
    except SyntaxError as error:
        what = f"this is no valid SPARQL query: {str(error)[:300]}"
        raise UsageError("BAD_QUERY", what, "see examples/queries for queries that work") from error


def instances(store: Store, class_iri: str) -> Iterator[NamedNode]:
    """The resources of a class, in any graph; one may come more than once."""
    for quad in store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(class_iri)):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def dump(store: Store, format: str, out: BinaryIO, *, graphs: Collection[str] | None = None) -> int:
    """Write the store, or some of its graphs, sorted; returns the number of quads (of triples, for Turtle).

    Sorting more than ``CHUNK`` quads goes through files in the folder for temporary files.
    """
    if format not in FORMATS:
        raise UsageError("UNKNOWN_FORMAT", f"there is no dump in {format!r}", f"one of: {', '.join(FORMATS)}")
    wanted = None if graphs is None else set(graphs)
    chosen = (q for q in store if wanted is None or (isinstance(q.graph_name, NamedNode) and q.graph_name.value in wanted))
    count = Counter[str]()
    with ExitStack() as files:
        lines = _counted(_sorted_lines(chosen, union=format == "turtle", files=files), count)
        if format == "nquads":
            out.writelines(lines)
        elif format == "jsonld":
            write_jsonld((next(iter(parse(line, format=RdfFormat.N_QUADS))) for line in lines), out)
        elif format == "trig":
            serialize(_parsed(lines), out, format=RdfFormat.TRIG, prefixes=PREFIXES)
        else:
            serialize((q.triple for q in _parsed(lines)), out, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return count["lines"]


def _parsed(lines: Iterable[bytes]) -> Iterator[Quad]:
    lines = iter(lines)
    while batch := b"".join(islice(lines, 1_000)):
        yield from parse(batch, format=RdfFormat.N_QUADS)


def _counted(lines: Iterable[bytes], count: Counter[str]) -> Iterator[bytes]:
    for line in lines:
        count["lines"] += 1
        yield line


def _sorted_lines(quads: Iterable[Quad], *, union: bool, files: ExitStack) -> Iterator[bytes]:
    """N-Quads lines, each once, by graph, subject, predicate and object."""
    rows = (_row(quad, union=union) for quad in quads)
    runs: list[BinaryIO] = []
    while True:
        chunk = sorted(islice(rows, CHUNK))
        if not runs and len(chunk) < CHUNK:
            return _without_keys(chunk)
        if not chunk:
            break
        runs.append(_run(chunk, files))
    return _without_keys(heapq.merge(*runs))


def _run(chunk: list[bytes], files: ExitStack) -> BinaryIO:
    """Sorted rows, set aside in a file that vanishes with ``files``."""
    with ExitStack() as opened:
        run = opened.enter_context(tempfile.TemporaryFile())
        run.writelines(chunk)
        run.seek(0)
        files.push(opened.pop_all())
        return run


def _row(quad: Quad, *, union: bool) -> bytes:
    """A line to sort: the graph, a tab, the statement.  Terms are written canonically, so a line holds no line break."""
    if union:
        return f"\t{quad.triple} .\n".encode()
    return f"{quad.graph_name if isinstance(quad.graph_name, NamedNode) else ''}\t{quad} .\n".encode()


def _without_keys(rows: Iterable[bytes]) -> Iterator[bytes]:
    for row, _ in groupby(rows):
        yield row.partition(b"\t")[2]


def _vocabulary() -> Iterator[Quad]:
    graph = NamedNode(ONTOLOGY_GRAPH)
    for quad in parse(path=str(_VOCABULARY), format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


class _Described:
    """Notes, while the quads pass, what the description of the data set says of each graph."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.notes: list[tuple[str, NamedNode, Literal]] = []

    def passing(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        for quad in quads:
            if isinstance(quad.graph_name, NamedNode):
                self.counts[quad.graph_name.value] += 1
                if quad.subject == quad.graph_name and quad.predicate in (_TITLE, _LICENCE, _URL) and isinstance(quad.object, Literal):
                    self.notes.append((quad.graph_name.value, quad.predicate, quad.object))
            yield quad

    def description(self, base: Base, generation: int | None) -> Iterator[Quad]:
        """DCAT and VoID: the data set, and a subset a source with its size, title and licence."""
        graph, whole = NamedNode(f"{base.iri}metadata"), NamedNode(f"{base.iri}dataset")

        def say(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
            return Quad(subject, NamedNode(predicate), value, graph)

        for cls in (f"{DCAT}Dataset", f"{VOID}Dataset"):
            yield say(whole, f"{RDF}type", NamedNode(cls))
        yield say(whole, f"{DCTERMS}title", Literal("Ownership graph"))
        yield say(whole, f"{DCTERMS}conformsTo", NamedNode(ONTOLOGY_GRAPH))
        yield say(whole, f"{VOID}vocabulary", NamedNode(OWN))
        yield say(whole, f"{VOID}triples", Literal(str(self.counts.total()), datatype=NamedNode(f"{XSD}integer")))
        if generation is not None:
            yield say(whole, f"{DCAT}version", Literal(str(generation)))
        for iri, count in sorted(self.counts.items()):
            part = NamedNode(iri)
            yield say(whole, f"{VOID}subset", part)
            yield say(part, f"{RDF}type", NamedNode(f"{VOID}Dataset"))
            yield say(part, f"{VOID}triples", Literal(str(count), datatype=NamedNode(f"{XSD}integer")))
        terms = {_TITLE: f"{DCTERMS}title", _LICENCE: f"{DCTERMS}rights", _URL: f"{DCAT}landingPage"}
        for iri, predicate, value in self.notes:
            yield say(NamedNode(iri), terms[predicate], value)
