"""Quads, sorted by graph and subject, as compact JSON-LD with the vocabulary's context written into the document.

Owns the compaction, which streams one resource at a time.  Knows the context file and nothing of statements.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ontology.terms import OWN, PREFIXES, RDF, XSD

CONTEXT: Final = Path(str(files("ontology") / "context.jsonld"))
"""The context, also as a file to refer to."""

_ENCODE: Final = msgspec.json.Encoder().encode
_TYPE: Final = f"{RDF}type"
_RESERVED: Final = frozenset({"id", "type", *PREFIXES})
"""Names that mean something else in the context."""


def write_jsonld(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write one document.  Quads of one graph, and in it of one subject, have to follow each other."""
    context = msgspec.json.decode(CONTEXT.read_bytes())["@context"]
    compact = Compactor(context)
    out.write(b'{"@context":' + _ENCODE(context) + b',"@graph":[')
    for place, (graph, members) in enumerate(groupby(quads, key=lambda q: q.graph_name)):
        out.write(b",\n" if place else b"\n")
        named = not isinstance(graph, DefaultGraph)
        if named:
            out.write(b'{"id":' + _ENCODE(_id(graph)) + b',"@graph":[\n')
        for order, (_, about) in enumerate(groupby(members, key=lambda q: q.subject)):
            out.write((b",\n" if order else b"") + _ENCODE(compact.node(list(about))))
        if named:
            out.write(b"\n]}")
    out.write(b"\n]}\n")


class Compactor:
    """Resources as JSON objects under a context."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.terms: dict[str, tuple[str, str]] = {}
        for term, meaning in context.items():
            if isinstance(meaning, dict):
                self.terms[meaning["@id"]] = (term, self._expanded(str(meaning["@type"])))
            elif isinstance(meaning, str) and meaning.startswith(OWN) and meaning != OWN:
                self.terms[meaning] = (term, "")

    def node(self, about: list[Quad]) -> dict[str, object]:
        """All quads of one subject as one object."""
        values: dict[str, list[object]] = {}
        for quad in about:
            if quad.predicate.value == _TYPE and isinstance(quad.object, NamedNode):
                values.setdefault("type", []).append(_vocabulary_name(quad.object.value))
                continue
            term, coercion = self.terms.get(quad.predicate.value) or (_prefixed(quad.predicate.value), "")
            values.setdefault(term, []).append(self.value(quad.object, coercion))
        return {"id": _id(about[0].subject), **{key: found[0] if len(found) == 1 else found for key, found in values.items()}}

    def value(self, term: object, coercion: str) -> object:
        """One value, as plainly as the coercion of its property allows."""
        if isinstance(term, Literal):
            if term.language:
                return {"@value": term.value, "@language": term.language}
            datatype = term.datatype.value
            plain = datatype == coercion or (datatype == f"{XSD}string" and not coercion)
            return term.value if plain else {"@value": term.value, "@type": _prefixed(datatype)}
        if coercion == "@vocab" and isinstance(term, NamedNode):
            return _vocabulary_name(term.value)
        return _id(term) if coercion == "@id" else {"id": _id(term)}

    @staticmethod
    def _expanded(name: str) -> str:
        return XSD + name.removeprefix("xsd:") if name.startswith("xsd:") else name


def _id(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


@lru_cache(maxsize=4096)
def _prefixed(iri: str) -> str:
    """A well-known IRI with its prefix; what JSON-LD could read otherwise stays whole."""
    for name, base in PREFIXES.items():
        local = iri.removeprefix(base)
        if local != iri and local and not local.startswith("//"):
            return f"{name}:{local}"
    return iri


def _vocabulary_name(iri: str) -> str:
    """A term of the vocabulary by its plain name, as ``@vocab`` reads it."""
    local = iri.removeprefix(OWN)
    plain = local != iri and local.replace("-", "").isalnum() and local not in _RESERVED
    return local if plain else _prefixed(iri)
