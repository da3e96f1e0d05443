"""Quads back to records: strict on what is ours, silent on what is not.

Owns the way in, over the table of ``ontology/rdf_fields.py``.  A property of our vocabulary in the wrong place, a missing field or a
second value is a RecordError, because a statement that is half understood is a wrong statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import Final

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ontology.errors import RecordError
from ontology.rdf_fields import (
    DERIVED,
    HAS_SELECTOR,
    ORDER,
    RECORDS,
    RESTATES,
    SOURCE,
    STATEMENTS,
    Codec,
    Field,
    Record,
    Shortcut,
    code_iri,
)
from ontology.terms import OA, OWN, RDF

Node = NamedNode | BlankNode
Properties = dict[str, dict[object, None]]
"""Of one resource: property IRI to its objects, each once, in reading order."""

_TYPE: Final = NamedNode(f"{RDF}type")
_BY_CLASS: Final = {record.cls: record for record in (*STATEMENTS, SOURCE)}
_SHORTCUTS: Final = frozenset(x.value for x in Shortcut)


def is_read(predicate: str) -> bool:
    """Whether the property carries part of a record; shortcuts and foreign properties do not.

    >>> is_read(OWN + "holder"), is_read(Shortcut.HAS_MAJORITY_OF.value)
    (True, False)
    """
    return predicate.startswith((OWN, OA)) and predicate not in _SHORTCUTS


class Reader:
    """Records out of quads; ``wanted`` holds the resources that are statements or sources, in the order of first mention."""

    def __init__(self, given: Iterable[Quad]) -> None:
        self.index: dict[Node, Properties] = {}
        self.wanted: dict[Node, Record] = {}
        for quad in given:
            if not isinstance(quad.subject, NamedNode | BlankNode):
                continue
            if quad.predicate == _TYPE:
                if isinstance(quad.object, NamedNode) and (record := _BY_CLASS.get(quad.object.value)) is not None:
                    self.wanted.setdefault(quad.subject, record)
            elif is_read(quad.predicate.value):
                self.index.setdefault(quad.subject, {}).setdefault(quad.predicate.value, {})[quad.object] = None

    def whole(self, node: Node, record: Record) -> msgspec.Struct:
        """A statement or a source: its IRI is its id."""
        if not isinstance(node, NamedNode):
            raise RecordError("NO_IRI", f"a {_local(record.cls)} is a blank node", "give every statement and source an IRI")
        return self.record(node, record, id=node.value)

    def record(self, node: Node, record: Record, **values: object) -> msgspec.Struct:
        properties = self.index.get(node, {})
        known = {field.property for field in record.fields}
        for name in properties:
            if name.startswith(OWN) and name not in known and name not in DERIVED:
                raise RecordError(
                    "UNKNOWN_PROPERTY",
                    f"{_name(node)}: {_local(name)} does not belong to {_local(record.cls)}",
                    "see docs/reference/vocabulary.md for the properties of each class",
                )
        for field in record.fields:
            found = self.objects(node, field)
            if field.codec in (Codec.NODES, Codec.LINKS):
                values[field.name] = tuple(self.member(node, field, x) for x in self.ordered(node, found))
            elif len(found) > 1:
                raise RecordError(
                    "SEVERAL_VALUES",
                    f"{_name(node)}: {_local(field.property)} has {len(found)} values",
                    "a statement says one thing: make two statements of it",
                )
            elif found:
                values[field.name] = self.one(node, field, found[0])
        missing = [f.name for f in msgspec.structs.fields(record.type) if f.required and values.get(f.name) is None]
        for name in missing:
            if name not in ("holder", "subject"):
                raise RecordError("MISSING_FIELD", f"{_name(node)}: no {name} is given", f"a {_local(record.cls)} needs it")
            values[name] = None
        return record.type(**values)

    def objects(self, node: Node, field: Field) -> list[object]:
        owners: list[Node] = [node]
        if field.selector is not None:
            owners = [x for x in self.index.get(node, {}).get(HAS_SELECTOR, ()) if isinstance(x, NamedNode | BlankNode)]
        return [value for owner in owners for value in self.index.get(owner, {}).get(field.property, ())]

    def ordered(self, node: Node, found: list[object]) -> list[Node]:
        parts = [x for x in found if isinstance(x, NamedNode | BlankNode)]
        if len(parts) != len(found):
            raise RecordError("BAD_VALUE", f"{_name(node)}: a part is written as text", "write names, quotes and the like as resources")
        return sorted(parts, key=self.order)

    def order(self, part: Node) -> int:
        given = self.index.get(part, {}).get(ORDER, ())
        return min((_count(part, x) for x in given), default=0)

    def member(self, node: Node, field: Field, part: Node) -> object:
        if field.codec is Codec.NODES:
            return self.record(part, RECORDS[_of(field)])
        restated = list(self.index.get(part, {}).get(RESTATES, ()))
        if len(restated) != 1 or not isinstance(restated[0], NamedNode):
            raise RecordError("BAD_VALUE", f"{_name(node)}: a component names no statement", "give it one own:restates")
        return restated[0].value

    def one(self, node: Node, field: Field, value: object) -> object:
        codec = field.codec
        if codec is Codec.NODE and isinstance(value, NamedNode | BlankNode):
            return self.record(value, RECORDS[_of(field)])
        if codec is Codec.IRI and isinstance(value, NamedNode):
            return value.value
        if codec is Codec.CODE and isinstance(value, NamedNode):
            return _code(node, field, value.value)
        if isinstance(value, Literal):
            if codec in (Codec.TEXT, Codec.DATE):
                return value.value
            if codec is Codec.FLAG and value.value in ("true", "1", "false", "0"):
                return value.value in ("true", "1")
            if codec is Codec.COUNT:
                return _count(node, value)
            if codec is Codec.PERCENT:
                return _units(node, value.value)
        raise RecordError(
            "BAD_VALUE", f"{_name(node)}: {_local(field.property)} is not {codec.value}: {str(value)[:80]}", f"write {codec.value}"
        )


def _code(node: Node, field: Field, iri: str) -> StrEnum:
    codes = _codes(_of(field))
    if iri not in codes:
        raise RecordError(
            "UNKNOWN_CODE", f"{_name(node)}: {_local(iri)} is no {_local(field.property)}", f"one of: {', '.join(_local(x) for x in codes)}"
        )
    return codes[iri]


@lru_cache(maxsize=32)
def _codes(codes: type[StrEnum]) -> dict[str, StrEnum]:
    return {code_iri(code): code for code in codes}


def _of(field: Field) -> type:
    if field.of is None:
        raise TypeError(f"{field.name} has no record or code list")
    return field.of


def _count(node: Node, value: object) -> int:
    if isinstance(value, Literal) and re.fullmatch(r"-?[0-9]{1,18}", value.value):
        return int(value.value)
    raise RecordError("BAD_VALUE", f"{_name(node)}: {str(value)[:80]} is not a whole number", "write digits")


def _units(node: Node, text: str) -> int:
    """Percent as text in share units; more than nine decimals cannot be kept and are refused."""
    try:
        units = Decimal(text).scaleb(9)
        if units.is_finite() and len(text) <= 40 and units == units.to_integral_value():
            return int(units)
    except InvalidOperation:
        pass
    raise RecordError(
        "BAD_SHARE",
        f"{_name(node)}: {text[:60]!r} is not a percentage of at most nine decimals",
        "write 0 to 100 with at most nine decimals",
    )


def _name(node: Node) -> str:
    return node.value[:200] if isinstance(node, NamedNode) else str(node)


def _local(iri: str) -> str:
    return iri.removeprefix(OWN)
