"""The page of /ontology: every class, property and code of the vocabulary, made from ownership.ttl.

A hash IRI of the vocabulary (``…/ns#holder``) leads to its term on this page.  Owns the order and the words; must not know data.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from fastapi import APIRouter
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.templates import render_page
from api.routes.ontology import CONTEXTS, FORMS
from ontology.terms import CONTEXTS as CONTEXTS_AT
from ontology.terms import DCTERMS, ONTOLOGY_GRAPH, OWN, RDF, RDFS, SKOS

ontology_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SCHEMA: Final = "https://schema.org/"
_KINDS: Final = {f"{_OWL}ObjectProperty": "to a resource", f"{_OWL}DatatypeProperty": "to a value"}
_DETAILS: Final = (
    ("Is a kind of", (f"{RDFS}subClassOf", f"{RDFS}subPropertyOf")),
    ("Of", (f"{RDFS}domain", f"{_SCHEMA}domainIncludes")),
    ("Its values", (f"{RDFS}range", f"{_SCHEMA}rangeIncludes")),
    ("Family", (f"{OWN}family",)),
    ("The same elsewhere", (f"{SKOS}exactMatch",)),
    ("Near to", (f"{SKOS}closeMatch",)),
    ("See also", (f"{RDFS}seeAlso",)),
)


class Link(NamedTuple):
    """A term that another one names: how it is written, and where it leads."""

    text: str
    href: str


class Term(NamedTuple):
    """A class, a property or a code."""

    name: str
    iri: str
    label: str
    kind: str
    definition: str
    details: list[tuple[str, list[Link]]]
    examples: list[str]


class Vocabulary(NamedTuple):
    """What the page shows; ``codes`` are the individuals of each class that has some."""

    facts: list[tuple[str, str]]
    prefixes: list[tuple[str, str]]
    classes: list[Term]
    properties: list[Term]
    codes: list[tuple[Term, list[Term]]]


@ontology_router.get("/ontology.html")
def show_vocabulary() -> Response:
    """Show the vocabulary."""
    return render_page(
        "ontology.html",
        headers={"Vary": "Accept"},
        vocabulary=read_vocabulary(),
        forms=FORMS,
        namespace=OWN,
        contexts=[*CONTEXTS],
        at=CONTEXTS_AT,
    )


@lru_cache(maxsize=1)
def read_vocabulary() -> Vocabulary:
    """Read the vocabulary from its file, terms in the order in which they stand there."""
    text = (files("ontology") / "ownership.ttl").read_text(encoding="utf-8")
    reader = _Reader(text)
    order = {
        f"{OWN}{line.split()[0].removeprefix('own:')}": place for place, line in enumerate(text.splitlines()) if line.startswith("own:")
    }
    classes, properties, codes = list[Term](), list[Term](), dict[str, list[Term]]()
    for iri in sorted(order, key=order.__getitem__):
        types = [node.value for node in reader.find(iri, f"{RDF}type")]
        if f"{_OWL}Class" in types:
            classes.append(reader.read_term(iri, "class"))
        elif types[0] in _KINDS:
            properties.append(reader.read_term(iri, _KINDS[types[0]]))
        else:
            codes.setdefault(types[0], []).append(reader.read_term(iri, "code"))
    facts = [
        ("Namespace", OWN),
        ("Version", " ".join(x.value for x in reader.find(ONTOLOGY_GRAPH, f"{_OWL}versionIRI"))),
        ("Modified", " ".join(x.value for x in reader.find(ONTOLOGY_GRAPH, f"{DCTERMS}modified"))),
        ("Creator", " ".join(x.value for x in reader.find(ONTOLOGY_GRAPH, f"{DCTERMS}creator"))),
        ("Licence", " ".join(x.value for x in reader.find(ONTOLOGY_GRAPH, f"{DCTERMS}license"))),
    ]
    named = {term.iri: term for term in classes}
    return Vocabulary(facts, reader.prefixes, classes, properties, [(named[iri], terms) for iri, terms in codes.items()])


class _Reader:
    """The triples of the file, and its prefixes."""

    def __init__(self, text: str) -> None:
        self._store = Store()
        self._store.load(text.encode(), format=RdfFormat.TURTLE)
        lines = (line.split() for line in text.splitlines() if line.startswith("@prefix "))
        self.prefixes = [(name.removesuffix(":"), base[1:-1]) for _, name, base, _ in lines]

    def find(self, iri: str, predicate: str) -> list[NamedNode | Literal]:
        quads = self._store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None)
        return sorted((q.object for q in quads if isinstance(q.object, NamedNode | Literal)), key=lambda term: term.value)

    def read_term(self, iri: str, kind: str) -> Term:
        def texts(predicate: str) -> list[str]:
            return [value.value for value in self.find(iri, predicate)]

        details = [
            (label, links)
            for label, predicates in _DETAILS
            if (links := [self._make_link(node.value) for predicate in predicates for node in self.find(iri, predicate)])
        ]
        label, definition = " ".join(texts(f"{RDFS}label")), " ".join(texts(f"{SKOS}definition"))
        return Term(iri.removeprefix(OWN), iri, label, kind, definition, details, texts(f"{SKOS}example"))

    def _make_link(self, iri: str) -> Link:
        """Write a term with its prefix; one of this vocabulary leads to its place on the page."""
        if iri.startswith(OWN):
            return Link(iri.removeprefix(OWN), f"#{iri.removeprefix(OWN)}")
        name, base = max(((n, b) for n, b in self.prefixes if iri.startswith(b)), key=lambda pair: len(pair[1]), default=("", ""))
        return Link(f"{name}:{iri.removeprefix(base)}" if base else iri, iri)
