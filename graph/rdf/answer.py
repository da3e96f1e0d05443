"""Writes an answer as JSON-LD, and as Turtle or N-Triples with the same triples.

The JSON-LD is the JSON of the answer with a context (``answer_context.py``).  What the context cannot say is changed: numbers with
decimals are ``xsd:decimal``, because JSON-LD would read them as floating-point numbers, and what is null or has an empty id is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph.rdf.answer_context import ANSWERS, CONTEXT, IDS
from ontology.terms import PREFIXES, XSD

_ENCODE: Final = msgspec.json.Encoder(decimal_format="number").encode
_DECIMAL, _INTEGER = f"{XSD}decimal", f"{XSD}integer"


def write_answer_jsonld(answer: msgspec.Struct) -> bytes:
    """Return an answer as one JSON-LD document with its context."""
    body = _prepare(msgspec.to_builtins(answer), "")
    return msgspec.json.format(_ENCODE({"@context": CONTEXT, "type": type(answer).__name__, **body}), indent=2) + b"\n"


def write_answer_triples(answer: msgspec.Struct, format: RdfFormat) -> bytes:
    """Return the triples of the JSON-LD of an answer, in another syntax; the same bytes each time."""
    quads = parse(write_answer_jsonld(answer), format=RdfFormat.JSON_LD)
    prefixes = {**PREFIXES, "answers": ANSWERS} if format.supports_datasets or format == RdfFormat.TURTLE else None
    content = serialize(_name_blank_nodes(quad.triple for quad in quads), format=format, prefixes=prefixes)
    assert content is not None
    return content


def _prepare(value: Any, name: str) -> Any:
    """Say of a part of an answer what the context cannot.  ``name``: the field that it is the value of."""
    if isinstance(value, dict):
        # An empty id is that of somebody whom no source names.
        return {k: _prepare(v, k) for k, v in value.items() if v is not None and not (k == "id" and v == "")}
    if isinstance(value, (list, tuple)):
        return [_prepare(member, name) for member in value]
    if isinstance(value, float):
        return {"@value": format(Decimal(repr(value)), "f"), "@type": _DECIMAL}
    if isinstance(value, int) and name in IDS:
        # How many there are, where other answers list which.
        return {"@value": value, "@type": _INTEGER}
    return value


def _name_blank_nodes(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Name the nodes without an IRI in the order in which they come, since a parser names them by chance."""
    names: dict[str, BlankNode] = {}

    def rename(term: Any) -> Any:
        return names.setdefault(term.value, BlankNode(f"b{len(names)}")) if isinstance(term, BlankNode) else term

    for triple in triples:
        subject: NamedNode | BlankNode = rename(triple.subject)
        value: NamedNode | BlankNode | Literal = rename(triple.object)
        yield Triple(subject, triple.predicate, value)
