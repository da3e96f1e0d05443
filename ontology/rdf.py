"""Writes records as quads and reads them back, without loss in either direction.

Owns the writing, by the table of ``rdf_fields.py``; the reading is in ``rdf_reader.py``.  Knows no file, no store and no syntax.  Every
source is a named graph, also one of several that a file names within itself.  There are no blank nodes: a part of a statement (a name, a
share, a quote) is a resource whose IRI is the statement's and a suffix, and carries ``own:order`` where the record keeps an order.  A field
that is None has no quad, an empty text has an empty literal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

import msgspec
from pyoxigraph import Literal, NamedNode, Quad

from ontology import statements as s
from ontology.dates import first_day, last_day
from ontology.errors import RecordError
from ontology.rdf_fields import (
    COMPONENT,
    FIRST_DAY,
    HAS_SELECTOR,
    LAST_DAY,
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
    FieldMapping,
    RecordMapping,
    code_iri,
)
from ontology.rdf_reader import QuadReader
from ontology.shares import NANOPERCENT, Share, format_exactly, format_percent
from ontology.terms import PROV, RDF, RDFS, SKOS, XSD

_TYPE: Final = NamedNode(f"{RDF}type")
_LABEL: Final = NamedNode(f"{RDFS}label")
_ALT_LABEL: Final = NamedNode(f"{SKOS}altLabel")
_DERIVED_FROM: Final = NamedNode(f"{PROV}wasDerivedFrom")
_GENERATED_BY: Final = NamedNode(f"{PROV}wasGeneratedBy")
_ORDER: Final = NamedNode(ORDER)
_RESTATES: Final = NamedNode(RESTATES)
_SELECTOR: Final = NamedNode(HAS_SELECTOR)
DATE_TYPES: Final = {4: NamedNode(f"{XSD}gYear"), 7: NamedNode(f"{XSD}gYearMonth"), 10: NamedNode(f"{XSD}date")}
_DECIMAL: Final = NamedNode(f"{XSD}decimal")
_BOOLEAN: Final = NamedNode(f"{XSD}boolean")
_INTEGER: Final = NamedNode(f"{XSD}integer")
DATE_FORM: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
NUMBER_FORM: Final = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,12})?")
LANGUAGE_FORM: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
"""What a date, a number and a language look like that are written as such; graph/generation/quad_sql.py asks the same in SQL."""


def make_quads(source: s.Source, statements: Iterable[s.Statement], named: Sequence[s.Source] = ()) -> Iterator[Quad]:
    """Make all quads of one source release, in the named graph of its IRI.  Raises RecordError BAD_IRI.

    ``named``: the sources that its file names within itself; what one of them states is in a graph of its own.

    >>> source = s.Source(id="https://example.org/src/a", title="A", type="table")
    >>> sorted(q.predicate.value.rpartition("#")[2] for q in make_quads(source, []))
    ['completeRegister', 'delta', 'label', 'sourceType', 'title', 'type']
    """
    writers = {described.id: _QuadWriter(_make_iri(described.id, described.id)) for described in (source, *named)}
    for described in (source, *named):
        writer = writers[described.id]
        yield from writer.write_record(SOURCE, writer.graph, described)
        yield writer.make_quad(writer.graph, _LABEL, Literal(described.title))
    for statement in statements:
        writer = writers.get(statement.source, writers[source.id])
        node = _make_iri(statement.id, statement.id)
        yield from writer.write_record(RECORDS[type(statement)], node, statement)
        yield writer.make_quad(node, _DERIVED_FROM, _make_iri(statement.source, statement.id))
        if statement.assertion is not None:
            yield writer.make_quad(node, _GENERATED_BY, writer.part_iri(node, "assertion"))
        if isinstance(statement, s.EntityStatement) and statement.is_accepted:
            yield from writer.write_party(statement)


def read_records(
    quads: Iterable[Quad], reject: Callable[[RecordError], None] | None = None
) -> tuple[list[s.Source], Iterator[s.Statement]]:
    """Read the sources, and the statements in the order of their first mention.

    A record that cannot be read is handed to ``reject``; without it the RecordError is raised.  Quads that are not of this vocabulary
    are passed over.  Keeps the quads in memory.
    """
    reader = QuadReader(quads)

    def read(kinds: tuple[type[msgspec.Struct], ...]) -> Iterator[msgspec.Struct]:
        for node, record in reader.roots.items():
            if issubclass(record.type, kinds):
                try:
                    yield reader.read_root(node, record)
                except RecordError as error:
                    if reject is None:
                        raise
                    reject(error)

    sources = [x for x in read((s.Source,)) if isinstance(x, s.Source)]
    return sources, (x for x in read((s.EntityStatement, s.InterestStatement, s.IdentityStatement)) if isinstance(x, s.Statement))


class _QuadWriter:
    """Makes the quads of one named graph."""

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph

    def make_quad(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(subject, predicate, value, self.graph)

    def part_iri(self, owner: NamedNode, suffix: str) -> NamedNode:
        """Return the IRI of a part: a fragment of the owner's IRI, or of its fragment."""
        return NamedNode(f"{owner.value}{'-' if '#' in owner.value else '#'}{suffix}")

    def write_record(self, record: RecordMapping, node: NamedNode, value: msgspec.Struct) -> Iterator[Quad]:
        yield self.make_quad(node, _TYPE, _cached_node(record.class_iri))
        selectors: set[str] = set()
        for field in record.fields:
            content = getattr(value, field.name)
            if content is None or (field.codec is Codec.FRACTION and content % NANOPERCENT == 0):
                continue
            if isinstance(value, Share) and field.codec is Codec.PERCENT:
                content = _round_outwards(value, content)
            owner = node
            if field.selector is not None:
                owner = self.part_iri(node, field.selector.suffix)
                if field.selector.suffix not in selectors:
                    selectors.add(field.selector.suffix)
                    yield self.make_quad(node, _SELECTOR, owner)
                    yield self.make_quad(owner, _TYPE, _cached_node(field.selector.class_iri))
            yield from self._write_field(field, owner, content)
        if isinstance(value, s.Attribute):
            yield from self._write_typed_value(node, value)

    def _write_field(self, field: FieldMapping, node: NamedNode, content: object) -> Iterator[Quad]:
        predicate = _cached_node(field.property)
        local = field.property.rpartition("#")[2]
        if field.codec is Codec.NODE and isinstance(content, msgspec.Struct):
            part = self.part_iri(node, local)
            yield self.make_quad(node, predicate, part)
            yield from self.write_record(RECORDS[type(content)], part, content)
        elif isinstance(content, tuple):
            for order, member in enumerate(content, 1):
                part = self.part_iri(node, f"{local}-{order}")
                yield self.make_quad(node, predicate, part)
                yield self.make_quad(part, _ORDER, Literal(str(order), datatype=_INTEGER))
                if isinstance(member, msgspec.Struct):
                    yield from self.write_record(RECORDS[type(member)], part, member)
                else:
                    yield self.make_quad(part, _TYPE, _cached_node(COMPONENT))
                    yield self.make_quad(part, _RESTATES, _make_iri(str(member), node.value))
        else:
            yield self.make_quad(node, predicate, _make_term(field.codec, content, node.value))
            if field.codec is Codec.DATE:
                yield from self._write_days(field, node, str(content))

    def _write_days(self, field: FieldMapping, node: NamedNode, date: str) -> Iterator[Quad]:
        """Write the first and the last day that a date can mean, so that a filter by days finds a year, too."""
        for end, day in _find_days(date):
            yield self.make_quad(node, _cached_node(field.property + end), day)

    def _write_typed_value(self, node: NamedNode, attribute: s.Attribute) -> Iterator[Quad]:
        """Write the value once more by its meaning: a number to compare, a party to follow."""
        if attribute.datatype == "number" and NUMBER_FORM.fullmatch(attribute.value):
            decimal = f"{Decimal(attribute.value) + 0:f}"
            number = decimal.rstrip("0").rstrip(".") if "." in decimal else decimal
            yield self.make_quad(node, _cached_node(NUMBER), Literal(number, datatype=_DECIMAL))
        elif attribute.datatype == "party":
            yield self.make_quad(node, _cached_node(VALUE_PARTY), _make_iri(attribute.value, node.value))

    def write_party(self, statement: s.EntityStatement) -> Iterator[Quad]:
        """Write class and labels of the party itself, so that a query finds it."""
        node = _make_iri(statement.entity, statement.id)
        yield self.make_quad(node, _TYPE, _cached_node(PARTY))
        if statement.kind is not s.Kind.UNKNOWN:
            yield self.make_quad(node, _TYPE, _cached_node(PERSON if statement.kind.is_person else ORGANISATION))
        for place, name in enumerate(statement.names):
            has_language = name.lang is not None and LANGUAGE_FORM.fullmatch(name.lang)
            label = Literal(name.text, language=name.lang) if has_language else Literal(name.text)
            yield self.make_quad(node, _ALT_LABEL if place else _LABEL, label)


def _make_term(codec: Codec, content: object, where: str) -> NamedNode | Literal:
    if codec is Codec.IRI:
        return _make_iri(str(content), where)
    if isinstance(content, StrEnum):
        return _cached_node(code_iri(content))
    if codec is Codec.FLAG:
        return Literal("true" if content else "false", datatype=_BOOLEAN)
    if codec is Codec.COUNT:
        return Literal(str(content), datatype=_INTEGER)
    if codec is Codec.PERCENT and isinstance(content, int):
        return Literal(format_percent(content), datatype=_DECIMAL)
    if codec is Codec.FRACTION and isinstance(content, int):
        return Literal(format_exactly(content))
    text = str(content)
    if codec is Codec.DATE and DATE_FORM.fullmatch(text):
        return Literal(text, datatype=DATE_TYPES[len(text)])
    return Literal(text)


@lru_cache(maxsize=10_000)
def _find_days(date: str) -> tuple[tuple[str, Literal], ...]:
    """Find the first and the last day that a date can mean; none of a text that is no date."""
    try:
        days = (FIRST_DAY, first_day(date)), (LAST_DAY, last_day(date))
    except RecordError:
        return ()
    return tuple((end, Literal(day.isoformat(), datatype=DATE_TYPES[10])) for end, day in days)


def _round_outwards(share: Share, bound: int) -> int:
    """Round a bound to nine decimals of a percent: that of a band outwards, so that no query finds it narrower than it is."""
    beyond = 0 if share.min == share.max else bound % NANOPERCENT
    return bound - beyond + (NANOPERCENT if beyond and bound == share.max else 0)


def _make_iri(text: str, where: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError as error:
        what = f"{where[:200]}: {text[:200]!r} is not an IRI ({error})"
        raise RecordError("BAD_IRI", what, "percent-encode what an IRI cannot hold") from error


@lru_cache(maxsize=1024)
def _cached_node(iri: str) -> NamedNode:
    return NamedNode(iri)
