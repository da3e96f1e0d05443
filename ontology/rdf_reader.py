"""Reads records from quads, by the table of ``rdf_fields.py``: strict on this vocabulary, silent on any other.

A property of this vocabulary in the wrong place, a missing field or a second value is a RecordError, because a statement that is half
understood is a wrong statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
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
    REPEATED,
    RESTATES,
    SOURCE,
    STATEMENTS,
    Codec,
    FieldMapping,
    RecordMapping,
    code_iri,
)
from ontology.shares import NANOPERCENT, WHOLE, format_exactly
from ontology.terms import OA, OWN, RDF

Node = NamedNode | BlankNode
Properties = dict[str, dict[object, None]]
"""Of one resource: property IRI -> its objects, each once, in reading order."""

_TYPE: Final = NamedNode(f"{RDF}type")
_BY_CLASS: Final = {record.class_iri: record for record in (*STATEMENTS, SOURCE)}


def _is_read(predicate: str) -> bool:
    """Whether the property carries part of a record; what is derived, and foreign properties, do not.

    >>> _is_read(OWN + "holder"), _is_read(OWN + "hasMajorityOf")
    (True, False)
    """
    return predicate.startswith((OWN, OA)) and predicate not in DERIVED


class QuadReader:
    """Reads records from quads; ``roots`` has the resources that are statements or sources, in the order of first mention."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.roots: dict[Node, RecordMapping] = {}
        self._properties: dict[Node, Properties] = {}
        for quad in quads:
            if not isinstance(quad.subject, NamedNode | BlankNode):
                continue
            if quad.predicate == _TYPE:
                if isinstance(quad.object, NamedNode) and (record := _BY_CLASS.get(quad.object.value)) is not None:
                    self.roots.setdefault(quad.subject, record)
            elif _is_read(quad.predicate.value):
                self._properties.setdefault(quad.subject, {}).setdefault(quad.predicate.value, {})[quad.object] = None

    def read_root(self, node: Node, record: RecordMapping) -> msgspec.Struct:
        """Read a statement or a source, whose id is its IRI.  Raises RecordError."""
        if not isinstance(node, NamedNode):
            raise RecordError("NO_IRI", f"a {_local_name(record.class_iri)} is a blank node", "give every statement and source an IRI")
        try:
            return self._read_record(node, record, id=node.value)
        except RecordError as error:
            # No line of the file is known: the statement is told by its IRI.
            if node.value in error.what:
                raise
            raise RecordError(error.code, f"{node.value}: {error.what}", error.hint) from None

    def _read_record(self, node: Node, record: RecordMapping, **values: object) -> msgspec.Struct:
        properties = self._properties.get(node, {})
        mapped = {field.property for field in record.fields}
        for name in properties:
            if name.startswith(OWN) and name not in mapped and name not in REPEATED:
                raise RecordError(
                    "UNKNOWN_PROPERTY",
                    f"{_describe(node)}: {_local_name(name)} does not belong to {_local_name(record.class_iri)}",
                    "see docs/reference/vocabulary.md for the properties of each class",
                )
        for field in record.fields:
            objects = self._find_objects(node, field)
            if field.codec in (Codec.NODES, Codec.LINKS):
                values[field.name] = tuple(self._read_member(node, field, part) for part in self._sort_parts(node, objects))
            elif len(objects) > 1:
                raise RecordError(
                    "SEVERAL_VALUES",
                    f"{_describe(node)}: {_local_name(field.property)} has {len(objects)} values",
                    "a statement says one thing: make two statements of it",
                )
            elif objects:
                value = self._read_value(node, field, objects[0])
                if field.codec is Codec.FRACTION:
                    _compare_with_decimal(node, value, values.get(field.name))
                values[field.name] = value
        missing = [f.name for f in msgspec.structs.fields(record.type) if f.required and values.get(f.name) is None]
        for name in missing:
            if name not in ("holder", "subject"):
                raise RecordError("MISSING_FIELD", f"{_describe(node)}: no {name} is given", f"a {_local_name(record.class_iri)} needs it")
            values[name] = None
        return record.type(**values)

    def _find_objects(self, node: Node, field: FieldMapping) -> list[object]:
        """Find the objects of a field, through its selector where it has one."""
        owners: list[Node] = [node]
        if field.selector is not None:
            owners = [x for x in self._properties.get(node, {}).get(HAS_SELECTOR, ()) if isinstance(x, NamedNode | BlankNode)]
        return [value for owner in owners for value in self._properties.get(owner, {}).get(field.property, ())]

    def _sort_parts(self, node: Node, objects: list[object]) -> list[Node]:
        parts = [x for x in objects if isinstance(x, NamedNode | BlankNode)]
        if len(parts) != len(objects):
            raise RecordError("BAD_VALUE", f"{_describe(node)}: a part is written as text", "write names, quotes and the like as resources")
        return sorted(parts, key=self._order_of)

    def _order_of(self, part: Node) -> int:
        orders = self._properties.get(part, {}).get(ORDER, ())
        return min((_parse_count(part, x) for x in orders), default=0)

    def _read_member(self, node: Node, field: FieldMapping, part: Node) -> object:
        if field.codec is Codec.NODES:
            return self._read_record(part, RECORDS[_value_type(field)])
        restated = list(self._properties.get(part, {}).get(RESTATES, ()))
        if len(restated) != 1 or not isinstance(restated[0], NamedNode):
            raise RecordError("BAD_VALUE", f"{_describe(node)}: a component names no statement", "give it one own:restates")
        return restated[0].value

    def _read_value(self, node: Node, field: FieldMapping, value: object) -> object:
        codec = field.codec
        if codec is Codec.NODE and isinstance(value, NamedNode | BlankNode):
            return self._read_record(value, RECORDS[_value_type(field)])
        if codec is Codec.IRI and isinstance(value, NamedNode):
            return value.value
        if codec is Codec.CODE and isinstance(value, NamedNode):
            return _find_code(node, field, value.value)
        if isinstance(value, Literal):
            if codec in (Codec.TEXT, Codec.DATE):
                return value.value
            if codec is Codec.FLAG and value.value in ("true", "1", "false", "0"):
                return value.value in ("true", "1")
            if codec is Codec.COUNT:
                return _parse_count(node, value)
            if codec is Codec.PERCENT:
                return _parse_percent(node, value.value)
            if codec is Codec.FRACTION and (units := _parse_fraction(value.value)) is not None:
                return units
        raise RecordError(
            "BAD_VALUE", f"{_describe(node)}: {_local_name(field.property)} is not {codec.value}: {str(value)[:80]}", f"write {codec.value}"
        )


def _find_code(node: Node, field: FieldMapping, iri: str) -> StrEnum:
    codes = _list_codes(_value_type(field))
    if iri not in codes:
        names = ", ".join(_local_name(code) for code in codes)
        raise RecordError("UNKNOWN_CODE", f"{_describe(node)}: {_local_name(iri)} is no {_local_name(field.property)}", f"one of: {names}")
    return codes[iri]


@lru_cache(maxsize=32)
def _list_codes(codes: type[StrEnum]) -> dict[str, StrEnum]:
    return {code_iri(code): code for code in codes}


def _value_type(field: FieldMapping) -> type:
    if field.value_type is None:
        raise TypeError(f"{field.name} has no record or code list")
    return field.value_type


def _parse_count(node: Node, value: object) -> int:
    if isinstance(value, Literal) and re.fullmatch(r"-?[0-9]{1,18}", value.value):
        return int(value.value)
    raise RecordError("BAD_VALUE", f"{_describe(node)}: {str(value)[:80]} is not a whole number", "write digits")


def _parse_percent(node: Node, text: str) -> int:
    """Parse percent into share units; more than nine decimals cannot be kept and are refused."""
    try:
        units = Decimal(text).scaleb(9)
        if units.is_finite() and len(text) <= 40 and units == units.to_integral_value():
            return int(units) * NANOPERCENT
    except InvalidOperation:
        pass
    raise RecordError(
        "BAD_SHARE",
        f"{_describe(node)}: {text[:60]!r} is not a percentage of at most nine decimals",
        "write 0 to 100 with at most nine decimals",
    )


def _parse_fraction(text: str) -> int | None:
    """Parse a fraction of the whole into share units; None where it is none, or no whole number of them."""
    match = re.fullmatch(r"([0-9]{1,18})/([1-9][0-9]{0,17})", text)
    units = Fraction(int(match[1]) * WHOLE, int(match[2])) if match else None
    return units.numerator if units is not None and units.denominator == 1 else None


def _compare_with_decimal(node: Node, units: object, decimal: object) -> None:
    """Raise RecordError BAD_SHARE where a fraction is not what the percentage beside it says, as far as nine decimals go."""
    if isinstance(units, int) and isinstance(decimal, int) and abs(units - decimal) >= NANOPERCENT:
        what = f"{_describe(node)}: {format_exactly(units)} is not {format_exactly(decimal)} %"
        raise RecordError("BAD_SHARE", what, "give both, or the percentage alone")


def _describe(node: Node) -> str:
    return node.value[:200] if isinstance(node, NamedNode) else str(node)


def _local_name(iri: str) -> str:
    return iri.removeprefix(OWN)
