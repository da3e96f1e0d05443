"""Describes the triples of a generation: how many there are in which graph, of which class and property (DCAT and VoID).

Takes quads, or counts of quads that are written elsewhere, and knows nothing of statements or the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ontology.terms import DCAT, DCTERMS, ONTOLOGY_GRAPH, OWN, RDF, VOID, XSD, Base, digest

_VOCABULARY: Final = Path(str(files("ontology") / "ownership.ttl"))
_TYPE: Final = NamedNode(f"{RDF}type")
_TITLE, _LICENCE, _URL = (NamedNode(OWN + x) for x in ("title", "licence", "url"))


class Description:
    """The description of the data set: notes, while the quads pass, what it says of each graph."""

    def __init__(self, base: Base | None = None, version: str | None = None) -> None:
        self._base, self._version = base or Base(), version
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

    def add(self, graph: str, predicate: str, class_iri: str | None, count: int) -> None:
        """Count so many quads of a graph and a property that are not passed on.  ``class_iri``: their object, where that is a class."""
        if count:
            self.counts[graph] += count
            self.properties[predicate] += count
            if class_iri is not None:
                self.classes[class_iri] += count

    def list_all(self) -> Iterator[Quad]:
        """List the quads that a store has beside those that were counted: the vocabulary, and the description."""
        yield from _read_vocabulary()
        yield from self._make_quads()

    def _make_quads(self) -> Iterator[Quad]:
        """Describe in DCAT and VoID the data set, and as subsets the sources with their size, title and licence.

        Its partitions count the resources of each class and the triples of each property, graph by graph.
        """
        graph, whole = NamedNode(f"{self._base.iri}metadata"), NamedNode(f"{self._base.iri}dataset")

        def make_quad(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
            return Quad(subject, NamedNode(predicate), value, graph)

        for cls in (f"{DCAT}Dataset", f"{VOID}Dataset"):
            yield make_quad(whole, f"{RDF}type", NamedNode(cls))
        yield make_quad(whole, f"{DCTERMS}title", Literal("Ownership graph"))
        yield make_quad(whole, f"{DCTERMS}conformsTo", NamedNode(ONTOLOGY_GRAPH))
        yield make_quad(whole, f"{VOID}vocabulary", NamedNode(OWN))
        yield make_quad(whole, f"{VOID}triples", Literal(str(self.counts.total()), datatype=NamedNode(f"{XSD}integer")))
        if self._version is not None:
            yield make_quad(whole, f"{DCAT}version", Literal(self._version))
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


def _read_vocabulary() -> Iterator[Quad]:
    graph = NamedNode(ONTOLOGY_GRAPH)
    for quad in parse(path=str(_VOCABULARY), format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
