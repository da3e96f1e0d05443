"""Writes in SQL what ontology/rdf.py writes of one statement: its quads, as lines of N-Quads, out of a row of the ledger's columns.

The SQL is made of the table of ontology/rdf_fields.py, field by field, so a field that is added there is written here too.  What a codec
makes of a value stands in rdf.py for a value and here for a column; a test holds both equal for whatever a record may hold.  A row that
SQL would not write the same (``is_odd``: an IRI out of the ordinary, a third, a number with decimals) goes the way of single statements.

Columns of a row beside those of the record: ``s``, the subject up to its end, ``p``, the beginning of its parts, and ``g``, the end of a
line: the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from pyoxigraph import Literal

from graph.generation import sql
from ontology import statements as s
from ontology.errors import InternalError
from ontology.rdf import DATE_FORM, DATE_TYPES, LANGUAGE_FORM, NUMBER_FORM
from ontology.rdf_fields import (
    CODES,
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
    VALUE_PARTY,
    Codec,
    FieldMapping,
    RecordMapping,
)
from ontology.shares import NANOPERCENT
from ontology.terms import OWN, PROV, RDF, RDFS, SKOS, XSD

_PLAIN_IRI: Final = (
    r"(https?://[a-z0-9-]+(\.[a-z0-9-]+)*/|urn:[a-z0-9-]+:)([A-Za-z0-9._~:/@!$&()*+,;=-]|%[0-9A-F]{2})*(#[A-Za-z0-9._~:/-]*)?"
)
"""Most IRIs; whether another is one, rdf.py finds out."""
_PLAIN_NUMBER: Final = "0|[1-9][0-9]{0,17}"
"""Numbers that are written as they are."""
_RARE: Final = r"[\x00-\x1f\x7f\x{fffe}\x{ffff}\"\\]"
_ESCAPED: Final = {chr(code): str(Literal(chr(code)))[1:-1] for code in (0x5C, 0x22, *range(0x20), 0x7F, 0xFFFE, 0xFFFF)}
"""What N-Quads writes in another way, the backslash first, as the engine writes it."""


def _write_escapes() -> str:
    """Write in SQL the text x as it stands between quotes."""
    expression = "x"
    for character, escaped in _ESCAPED.items():
        expression = f"replace({expression}, chr({ord(character)}), {sql.quote(escaped)})"
    return expression


MACROS: Final = (
    f"CREATE MACRO escape_rare(x) AS {_write_escapes()}",
    f"CREATE MACRO escape(x) AS CASE WHEN regexp_matches(x, '{_RARE}') THEN escape_rare(x) ELSE x END",
    f"CREATE MACRO is_odd_iri(x) AS NOT regexp_full_match(x, '{_PLAIN_IRI.replace(chr(39), chr(39) * 2)}')",
    f"CREATE MACRO is_odd_date(x) AS x IS NOT NULL AND NOT (regexp_full_match(x, '{DATE_FORM.pattern}') AND x >= '0001' "
    f"AND try_cast({sql.first_date('x')} AS DATE) IS NOT NULL)",
    "CREATE MACRO percent(x) AS rtrim(rtrim(concat(x // {0}, '.', lpad((x % {0} // {1})::VARCHAR, 9, '0')), '0'), '.')".format(
        10**9 * NANOPERCENT, NANOPERCENT
    ),
)
"""Functions of SQL that the expressions call."""


class _Fixed(str):
    """Text that is the same in each row; other pieces are SQL."""

    __slots__ = ()


class _Line(NamedTuple):
    """A quad.  ``class_iri``: its object where that is a class."""

    subject: tuple[str, ...]
    predicate: str
    value: tuple[str, ...]
    class_iri: str | None = None


class _If(NamedTuple):
    """What is written where a condition holds."""

    condition: str
    entries: tuple[_Entry, ...]


class _Each(NamedTuple):
    """What is written of each member of a list, which is ``member``, by its number from 1."""

    column: str
    member: str
    number: str
    entries: tuple[_Entry, ...]


class _Odd(NamedTuple):
    """Writes nothing: where the condition holds SQL would write something else than rdf.py."""

    condition: str


_Entry = _Line | _If | _Each | _Odd


class LineCount(NamedTuple):
    """How many quads of a property there are in a row, in SQL.  ``class_iri``: only those with this object."""

    predicate: str
    class_iri: str | None
    amount: str


class StatementSql:
    """The SQL of a kind of statement.

    ``text``: its quads, a line each, in order unless a list in it ``is_long``; ``party``: those of the party that it is about, in no order,
    None where there is none; ``counts``: how many there are of both; ``is_odd``: whether rdf.py has to write them.
    """

    def __init__(self, record: type[s.Statement]) -> None:
        entries, party = list(_write_statement(record)), list(_write_party()) if record is s.EntityStatement else []
        self.text = _render(sorted(_flatten(entries), key=_place))
        self.party = _render(_flatten(party)) if party else None
        self.counts = _sum_counts(_count([*entries, *party]))
        self.is_odd, self.is_long = (
            " OR ".join(f"coalesce({condition}, false)" for condition in conditions)
            for conditions in (_list_odd(entries), _list_long(entries))
        )


def _write_statement(record: type[s.Statement]) -> Iterator[_Entry]:
    root = ("s",)
    yield _Odd("is_odd_iri(id)")
    yield from _write_record(RECORDS[record], root, ("p",), "", 0)
    yield _Line(root, f"{PROV}wasDerivedFrom", _write_iri("source"))
    yield _If("assertion IS NOT NULL", (_Line(root, f"{PROV}wasGeneratedBy", ("p", _Fixed("assertion>"))),))


def _write_party() -> Iterator[_Entry]:
    """Write class and labels of the party itself."""
    party = (_Fixed("<"), "entity")
    persons = ", ".join(f"'{kind.value}'" for kind in s.Kind if kind.is_person)
    language = f"CASE WHEN regexp_full_match(x.lang, '{LANGUAGE_FORM.pattern}') THEN '@' || lower(x.lang) ELSE '' END"
    label = (_Fixed('"'), "escape(x.text)", _Fixed('"'), language)
    first, other = _Line(party, f"{RDFS}label", label), _Line(party, f"{SKOS}altLabel", label)
    entries = (
        _write_class(party, PARTY),
        _If(f"kind IN ({persons})", (_write_class(party, PERSON),)),
        _If(f"kind NOT IN ({persons}, '{s.Kind.UNKNOWN.value}')", (_write_class(party, ORGANISATION),)),
        _Each("names", "x", "i", (_If("i = 1", (first,)), _If("i > 1", (other,)))),
    )
    yield _If(sql.is_accepted("t"), entries)


def _write_record(record: RecordMapping, node: tuple[str, ...], part: tuple[str, ...], owner: str, depth: int) -> Iterator[_Entry]:
    """Write a record: ``node`` is its subject, ``part`` how its parts begin, ``owner`` what its fields are read from."""
    yield _write_class(node, record.class_iri)
    for selector, fields in groupby(record.fields, key=lambda field: field.selector):
        if selector is None:
            for field in fields:
                yield from _write_field(field, node, part, _name_column(owner, field), depth)
            continue
        group = list(fields)
        selected = (*part, _Fixed(selector.suffix))
        given = " OR ".join(f"{_name_column(owner, field)} IS NOT NULL" for field in group)
        link = _Line(node, HAS_SELECTOR, (*selected, _Fixed(">")))
        yield _If(given, (link, _write_class(selected, selector.class_iri)))
        for field in group:
            yield from _write_field(field, selected, part, _name_column(owner, field), depth)
    if record.type is s.Attribute:
        yield from _write_typed_value(node, owner)


def _name_column(owner: str, field: FieldMapping) -> str:
    return f'{owner}."{field.name}"' if owner else f'"{field.name}"'


def _write_field(field: FieldMapping, node: tuple[str, ...], part: tuple[str, ...], column: str, depth: int) -> Iterator[_Entry]:
    local = field.property.rpartition("#")[2]
    match field.codec:
        case Codec.NODE:
            below = (*part, _Fixed(local))
            assert field.value_type is not None
            link = _Line(node, field.property, (*below, _Fixed(">")))
            yield _If(
                f"{column} IS NOT NULL", (link, *_write_record(RECORDS[field.value_type], below, (*below, _Fixed("-")), column, depth))
            )
        case Codec.NODES | Codec.LINKS:
            member, number = f"x{depth}", f"i{depth}"
            below = (*part, _Fixed(f"{local}-"), number)
            link = _Line(node, field.property, (*below, _Fixed(">")))
            order = _Line(below, ORDER, _write_literal(number, f"{XSD}integer"))
            if field.value_type is None:
                inner: tuple[_Entry, ...] = (
                    _Odd(f"is_odd_iri({member})"),
                    _write_class(below, COMPONENT),
                    _Line(below, RESTATES, _write_iri(member)),
                )
            else:
                inner = tuple(_write_record(RECORDS[field.value_type], below, (*below, _Fixed("-")), member, depth + 1))
            yield _Each(column, member, number, (link, order, *inner))
        case Codec.FRACTION:
            yield _Odd(f"{column} % {NANOPERCENT} <> 0")
        case Codec.DATE:
            yield _Odd(f"is_odd_date({column})")
            types = " ".join(f"WHEN {length} THEN '\"^^<{type_.value}>'" for length, type_ in DATE_TYPES.items())
            lines = [_Line(node, field.property, (_Fixed('"'), column, f"CASE length({column}) {types} END"))]
            for end, day in ((FIRST_DAY, sql.first_date(column)), (LAST_DAY, sql.last_date(column))):
                lines.append(_Line(node, field.property + end, _write_literal(day, DATE_TYPES[10].value)))
            yield _If(f"{column} IS NOT NULL", tuple(lines))
        case _:
            if field.codec is Codec.IRI:
                yield _Odd(f"is_odd_iri({column})")
            yield _If(f"{column} IS NOT NULL", (_Line(node, field.property, _write_value(field, column)),))


def _write_value(field: FieldMapping, column: str) -> tuple[str, ...]:
    match field.codec:
        case Codec.IRI:
            return _write_iri(column)
        case Codec.CODE:
            assert field.value_type is not None
            assert issubclass(field.value_type, StrEnum)
            return _Fixed(f"<{OWN}{CODES[field.value_type][1]}-"), column, _Fixed(">")
        case Codec.FLAG:
            return _write_literal(f"CASE WHEN {column} THEN 'true' ELSE 'false' END", f"{XSD}boolean")
        case Codec.COUNT:
            return _write_literal(column, f"{XSD}integer")
        case Codec.PERCENT:
            return _write_literal(f"percent({column})", f"{XSD}decimal")
        case Codec.TEXT:
            return _Fixed('"'), f"escape({column})", _Fixed('"')
    raise InternalError("NO_CODEC", f"the codec of {field.property} is not written in SQL", "extend graph/generation/quad_sql.py")


def _write_typed_value(node: tuple[str, ...], owner: str) -> Iterator[_Entry]:
    """Write the value of an attribute once more by its meaning."""
    is_number = f"{owner}.datatype = 'number' AND regexp_full_match({owner}.value, '{NUMBER_FORM.pattern}')"
    yield _Odd(f"{is_number} AND NOT regexp_full_match({owner}.value, '{_PLAIN_NUMBER}')")
    yield _If(is_number, (_Line(node, NUMBER, _write_literal(f"{owner}.value", f"{XSD}decimal")),))
    is_party = f"{owner}.datatype = 'party'"
    yield _Odd(f"{is_party} AND is_odd_iri({owner}.value)")
    yield _If(is_party, (_Line(node, VALUE_PARTY, _write_iri(f"{owner}.value")),))


def _write_class(subject: tuple[str, ...], class_iri: str) -> _Line:
    return _Line(subject, f"{RDF}type", (_Fixed(f"<{class_iri}>"),), class_iri)


def _write_iri(column: str) -> tuple[str, ...]:
    return _Fixed("<"), column, _Fixed(">")


def _write_literal(column: str, type_: str) -> tuple[str, ...]:
    return _Fixed('"'), column, _Fixed(f'"^^<{type_}>')


class _Placed(NamedTuple):
    """A line within the conditions and lists that it is written in, from the outermost."""

    within: tuple[_If | _Each, ...]
    line: _Line


def _flatten(entries: Iterable[_Entry], within: tuple[_If | _Each, ...] = ()) -> Iterator[_Placed]:
    for entry in entries:
        match entry:
            case _Line():
                yield _Placed(within, entry)
            case _If() | _Each():
                yield from _flatten(entry.entries, (*within, entry))


def _place(placed: _Placed) -> tuple[str, str, str]:
    """Give the place of a line among those of a statement: subject, the first member of a list standing for all, property and value."""
    line = placed.line
    return f"{_show(line.subject)}>", line.predicate, _show(line.value)


def _show(pieces: tuple[str, ...]) -> str:
    columns = {"s": "", "p": "#"}
    return "".join(piece if _is_fixed(piece) else columns.get(piece, "1") for piece in pieces)


def _render(lines: Iterable[_Placed]) -> str:
    """Write lines in SQL as one text, those that follow each other in one condition or list together."""
    pieces: list[str] = []
    for outer, group in groupby(lines, key=lambda placed: placed.within[0] if placed.within else None):
        match outer:
            case None:
                for _, line in group:
                    pieces += (*line.subject, _Fixed(f"> <{line.predicate}> "), *line.value, "g")
            case _If():
                pieces.append(f"CASE WHEN {outer.condition} THEN {_render(_go_inside(group))} END")
            case _Each():
                each = f"lambda {outer.member}, {outer.number}: {_render(_go_inside(group))}"
                pieces.append(f"array_to_string(list_transform({outer.column}, {each}), '')")
    runs = ((is_fixed, list(run)) for is_fixed, run in groupby(pieces, key=_is_fixed))
    return f"concat({', '.join(piece for is_fixed, run in runs for piece in ([sql.quote(''.join(run))] if is_fixed else run))})"


def _go_inside(lines: Iterable[_Placed]) -> list[_Placed]:
    return [placed._replace(within=placed.within[1:]) for placed in lines]


def _is_fixed(piece: str) -> bool:
    return isinstance(piece, _Fixed)


def _list_odd(entries: Iterable[_Entry]) -> Iterator[str]:
    """List in SQL when a row of entries is odd."""
    for entry in entries:
        match entry:
            case _Odd():
                yield entry.condition
            case _If():
                yield from (f"({entry.condition}) AND ({odd})" for odd in _list_odd(entry.entries))
            case _Each():
                conditions = " OR ".join(f"coalesce({odd}, false)" for odd in _list_odd(entry.entries))
                if conditions:
                    yield f"len(list_filter({entry.column}, lambda {entry.member}: {conditions})) > 0"


def _list_long(entries: Iterable[_Entry]) -> Iterator[str]:
    """List in SQL when a list has a tenth member, whose IRI is sorted after the first."""
    for entry in entries:
        match entry:
            case _If():
                yield from _list_long(entry.entries)
            case _Each():
                yield f"len({entry.column}) > 9"
                for condition in _list_long(entry.entries):
                    yield f"len(list_filter({entry.column}, lambda {entry.member}: {condition})) > 0"


def _count(entries: Iterable[_Entry]) -> Iterator[LineCount]:
    """Count the lines of entries in SQL."""
    for entry in entries:
        match entry:
            case _Line():
                yield LineCount(entry.predicate, entry.class_iri, "1")
            case _If():
                for line in _sum_counts(_count(entry.entries)):
                    yield line._replace(amount=f"if({entry.condition}, {line.amount}, 0)")
            case _Each():
                for line in _sum_counts(_count(entry.entries)):
                    each = f"list_transform({entry.column}, lambda {entry.member}, {entry.number}: {line.amount})"
                    count = f"len({entry.column})" if line.amount == "1" else f"list_sum({each})"
                    yield line._replace(amount=f"coalesce({count}, 0)")


def _sum_counts(counts: Iterable[LineCount]) -> list[LineCount]:
    """Give the counts that are of one property and class as one."""
    summed: dict[tuple[str, str | None], list[str]] = {}
    for line in counts:
        summed.setdefault((line.predicate, line.class_iri), []).append(line.amount)
    return [LineCount(*key, f"({' + '.join(each)})" if len(each) > 1 else each[0]) for key, each in summed.items()]
