"""Records as quads and quads as records, without loss in either direction.

Owns the way out, over the table of ``ontology/rdf_fields.py``; the way back is ``ontology/rdf_reader.py``.  Knows no file, no store and
no syntax.  Every source is a named graph.  There are no blank nodes: a part of a statement (a name, a share, a quote) is a resource whose
IRI is the statement's and a suffix, and carries ``own:order`` where the record keeps an order.  A field that is None has no quad, an empty
text has an empty literal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

import msgspec
from pyoxigraph import Literal, NamedNode, Quad

from ontology import statements as s
from ontology.errors import RecordError
from ontology.rdf_fields import (
    COMPONENT,
    HAS_SELECTOR,
    NUMBER,
    ORDER,
    ORGANISATION,
    PARTY,
    PERSON,
    RECORDS,
    RESTATES,
    SOURCE,
    VALUE_PARTY,
    Codec,
    Field,
    Record,
    code_iri,
)
from ontology.rdf_reader import Reader
from ontology.shares import format_percent
from ontology.shortcuts import Shortcuts
from ontology.terms import PROV, RDF, RDFS, SKOS, XSD

_TYPE: Final = NamedNode(f"{RDF}type")
_LABEL: Final = NamedNode(f"{RDFS}label")
_ALT_LABEL: Final = NamedNode(f"{SKOS}altLabel")
_DERIVED_FROM: Final = NamedNode(f"{PROV}wasDerivedFrom")
_GENERATED_BY: Final = NamedNode(f"{PROV}wasGeneratedBy")
_ORDER: Final = NamedNode(ORDER)
_RESTATES: Final = NamedNode(RESTATES)
_SELECTOR: Final = NamedNode(HAS_SELECTOR)
_DATE_TYPES: Final = {4: NamedNode(f"{XSD}gYear"), 7: NamedNode(f"{XSD}gYearMonth"), 10: NamedNode(f"{XSD}date")}
_DECIMAL: Final = NamedNode(f"{XSD}decimal")
_BOOLEAN: Final = NamedNode(f"{XSD}boolean")
_INTEGER: Final = NamedNode(f"{XSD}integer")
_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,12})?")
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def make_quads(source: s.Source, statements: Iterable[s.Statement]) -> Iterator[Quad]:
    """All quads of one source release, in the named graph of its IRI.  Raises RecordError BAD_IRI.

    >>> source = s.Source(id="https://example.org/src/a", title="A", type="table")
    >>> sorted(q.predicate.value.rpartition("#")[2] for q in make_quads(source, []))
    ['completeRegister', 'delta', 'label', 'sourceType', 'title', 'type']
    """
    writer = _Writer(_iri(source.id, source.id))
    shortcuts = Shortcuts()
    yield from writer.record(SOURCE, writer.graph, source)
    yield writer.quad(writer.graph, _LABEL, Literal(source.title))
    for statement in statements:
        node = _iri(statement.id, statement.id)
        yield from writer.record(RECORDS[type(statement)], node, statement)
        yield writer.quad(node, _DERIVED_FROM, _iri(statement.source, statement.id))
        if statement.assertion is not None:
            yield writer.quad(node, _GENERATED_BY, writer.part(node, "assertion"))
        if isinstance(statement, s.EntityStatement) and statement.is_accepted:
            yield from writer.party(statement)
        if isinstance(statement, s.InterestStatement):
            shortcuts.add(statement)
    for holder, shortcut, subject in shortcuts.links():
        yield writer.quad(NamedNode(holder), NamedNode(shortcut), NamedNode(subject))


def read_records(
    given: Iterable[Quad], reject: Callable[[RecordError], None] | None = None
) -> tuple[list[s.Source], Iterator[s.Statement]]:
    """The sources, and the statements in the order of their first mention.

    A record that cannot be read is handed to ``reject``; without it the RecordError is raised.  Quads that are not of this vocabulary
    are passed over.  Holds the quads in memory.
    """
    reader = Reader(given)

    def read(kinds: tuple[type[msgspec.Struct], ...]) -> Iterator[msgspec.Struct]:
        for node, record in reader.wanted.items():
            if issubclass(record.type, kinds):
                try:
                    yield reader.whole(node, record)
                except RecordError as error:
                    if reject is None:
                        raise
                    reject(error)

    sources = [x for x in read((s.Source,)) if isinstance(x, s.Source)]
    return sources, (x for x in read((s.EntityStatement, s.InterestStatement, s.IdentityStatement)) if isinstance(x, s.Statement))


class _Writer:
    """Quads of one named graph."""

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph

    def quad(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(subject, predicate, value, self.graph)

    def part(self, owner: NamedNode, suffix: str) -> NamedNode:
        """The IRI of a part: a fragment of the owner's IRI, or of its fragment."""
        return NamedNode(f"{owner.value}{'-' if '#' in owner.value else '#'}{suffix}")

    def record(self, record: Record, node: NamedNode, value: msgspec.Struct) -> Iterator[Quad]:
        yield self.quad(node, _TYPE, _term(record.cls))
        selectors: set[str] = set()
        for field in record.fields:
            content = getattr(value, field.name)
            if content is None:
                continue
            owner = node
            if field.selector is not None:
                owner = self.part(node, field.selector.suffix)
                if field.selector.suffix not in selectors:
                    selectors.add(field.selector.suffix)
                    yield self.quad(node, _SELECTOR, owner)
                    yield self.quad(owner, _TYPE, _term(field.selector.cls))
            yield from self.field(field, owner, content)
        if isinstance(value, s.Attribute):
            yield from self.typed_value(node, value)

    def field(self, field: Field, node: NamedNode, content: object) -> Iterator[Quad]:
        predicate = _term(field.property)
        local = field.property.rpartition("#")[2]
        if field.codec is Codec.NODE and isinstance(content, msgspec.Struct):
            part = self.part(node, local)
            yield self.quad(node, predicate, part)
            yield from self.record(RECORDS[type(content)], part, content)
        elif isinstance(content, tuple):
            for order, member in enumerate(content, 1):
                part = self.part(node, f"{local}-{order}")
                yield self.quad(node, predicate, part)
                yield self.quad(part, _ORDER, Literal(str(order), datatype=_INTEGER))
                if isinstance(member, msgspec.Struct):
                    yield from self.record(RECORDS[type(member)], part, member)
                else:
                    yield self.quad(part, _TYPE, _term(COMPONENT))
                    yield self.quad(part, _RESTATES, _iri(str(member), node.value))
        else:
            yield self.quad(node, predicate, _value(field.codec, content, node.value))

    def typed_value(self, node: NamedNode, attribute: s.Attribute) -> Iterator[Quad]:
        """The value once more, as what it means: a number to compare, a party to follow."""
        if attribute.datatype == "number" and _NUMBER.fullmatch(attribute.value):
            plain = f"{Decimal(attribute.value) + 0:f}"
            number = plain.rstrip("0").rstrip(".") if "." in plain else plain
            yield self.quad(node, _term(NUMBER), Literal(number, datatype=_DECIMAL))
        elif attribute.datatype == "party":
            yield self.quad(node, _term(VALUE_PARTY), _iri(attribute.value, node.value))

    def party(self, statement: s.EntityStatement) -> Iterator[Quad]:
        """The party itself, so that a query finds it by class and label."""
        node = _iri(statement.entity, statement.id)
        yield self.quad(node, _TYPE, _term(PARTY))
        if statement.kind is not s.Kind.UNKNOWN:
            yield self.quad(node, _TYPE, _term(PERSON if statement.kind.is_person else ORGANISATION))
        for place, name in enumerate(statement.names):
            tagged = name.lang is not None and _LANG.fullmatch(name.lang)
            label = Literal(name.text, language=name.lang) if tagged else Literal(name.text)
            yield self.quad(node, _ALT_LABEL if place else _LABEL, label)


def _value(codec: Codec, content: object, where: str) -> NamedNode | Literal:
    if codec is Codec.IRI:
        return _iri(str(content), where)
    if isinstance(content, StrEnum):
        return _term(code_iri(content))
    if codec is Codec.FLAG:
        return Literal("true" if content else "false", datatype=_BOOLEAN)
    if codec is Codec.COUNT:
        return Literal(str(content), datatype=_INTEGER)
    if codec is Codec.PERCENT and isinstance(content, int):
        return Literal(format_percent(content), datatype=_DECIMAL)
    text = str(content)
    if codec is Codec.DATE and _DATE.fullmatch(text):
        return Literal(text, datatype=_DATE_TYPES[len(text)])
    return Literal(text)


def _iri(text: str, where: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError as error:
        what = f"{where[:200]}: {text[:200]!r} is not an IRI ({error})"
        raise RecordError("BAD_IRI", what, "percent-encode what an IRI cannot hold") from error


@lru_cache(maxsize=1024)
def _term(iri: str) -> NamedNode:
    return NamedNode(iri)
