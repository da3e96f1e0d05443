"""Writes quads, sorted by graph and subject, as compact JSON-LD with the vocabulary's context in the document.

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
    """Write one document to ``out``.  Quads of one graph, and in it of one subject, have to follow each other."""
    context = msgspec.json.decode(CONTEXT.read_bytes())["@context"]
    compactor = Compactor(context)
    out.write(b'{"@context":' + _ENCODE(context) + b',"@graph":[')
    for number, (graph, members) in enumerate(groupby(quads, key=lambda q: q.graph_name)):
        out.write(b",\n" if number else b"\n")
        is_named = not isinstance(graph, DefaultGraph)
        if is_named:
            out.write(b'{"id":' + _ENCODE(_to_id(graph)) + b',"@graph":[\n')
        for order, (_, subject_quads) in enumerate(groupby(members, key=lambda q: q.subject)):
            out.write((b",\n" if order else b"") + _ENCODE(compactor.make_node(list(subject_quads))))
        if is_named:
            out.write(b"\n]}")
    out.write(b"\n]}\n")


class Compactor:
    """Makes JSON objects of resources under a context."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.terms: dict[str, tuple[str, str]] = {}
        for term, meaning in context.items():
            if isinstance(meaning, dict):
                self.terms[meaning["@id"]] = (term, self._expand(str(meaning["@type"])))
            elif isinstance(meaning, str) and meaning.startswith(OWN) and meaning != OWN:
                self.terms[meaning] = (term, "")

    def make_node(self, quads: list[Quad]) -> dict[str, object]:
        """Make one object of all quads of one subject."""
        values: dict[str, list[object]] = {}
        for quad in quads:
            if quad.predicate.value == _TYPE and isinstance(quad.object, NamedNode):
                values.setdefault("type", []).append(_shorten_vocabulary_iri(quad.object.value))
                continue
            term, coercion = self.terms.get(quad.predicate.value) or (_shorten(quad.predicate.value), "")
            values.setdefault(term, []).append(self.make_value(quad.object, coercion))
        compact = {key: listed[0] if len(listed) == 1 else listed for key, listed in values.items()}
        return {"id": _to_id(quads[0].subject), **compact}

    def make_value(self, term: object, coercion: str) -> object:
        """Make one value, as plainly as the coercion of its property allows."""
        if isinstance(term, Literal):
            if term.language:
                return {"@value": term.value, "@language": term.language}
            datatype = term.datatype.value
            is_plain = datatype == coercion or (datatype == f"{XSD}string" and not coercion)
            return term.value if is_plain else {"@value": term.value, "@type": _shorten(datatype)}
        if coercion == "@vocab" and isinstance(term, NamedNode):
            return _shorten_vocabulary_iri(term.value)
        return _to_id(term) if coercion == "@id" else {"id": _to_id(term)}

    @staticmethod
    def _expand(name: str) -> str:
        return XSD + name.removeprefix("xsd:") if name.startswith("xsd:") else name


def _to_id(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


@lru_cache(maxsize=4096)
def _shorten(iri: str) -> str:
    """Write a well-known IRI with its prefix; what JSON-LD could read otherwise stays whole."""
    for name, base in PREFIXES.items():
        local = iri.removeprefix(base)
        if local != iri and local and not local.startswith("//"):
            return f"{name}:{local}"
    return iri


def _shorten_vocabulary_iri(iri: str) -> str:
    """Write a term of the vocabulary by its plain name, as ``@vocab`` reads it."""
    local = iri.removeprefix(OWN)
    is_plain = local != iri and local.replace("-", "").isalnum() and local not in _RESERVED
    return local if is_plain else _shorten(iri)
