"""Decodes JSON of Wikibase into items: a line of a dump, an entity by itself, or several below ``entities``.

Owns how forgiving that is: a claim, a label or a date of another type costs itself, never the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from loaders.common.dates import parse_date
from loaders.common.decoding import DAMAGED, NO_JSON
from loaders.common.statements import is_url
from loaders.contract import LoadContext
from loaders.wikidata import codes
from loaders.wikidata.model import DEPRECATED, NORMAL, NOVALUE, SOMEVALUE, VALUE, Claim, Item, Value, parse_number, parse_time, parse_unit
from ontology.errors import RecordError
from ontology.statements import Name

ITEM: Final = re.compile(r"Q[1-9][0-9]{0,11}")

_NULL: Final = msgspec.Raw(b"null")
_MAX_URLS: Final = 3


class _Entity(msgspec.Struct):
    id: object = None
    type: object = "item"
    labels: msgspec.Raw = _NULL
    aliases: msgspec.Raw = _NULL
    claims: msgspec.Raw = _NULL
    statements: msgspec.Raw = _NULL
    modified: object = None
    missing: object = None
    entities: msgspec.Raw = _NULL


class _Term(msgspec.Struct):
    value: str


class _Data(msgspec.Struct):
    id: str | None = None
    numeric: int | None = msgspec.field(default=None, name="numeric-id")
    type: str | None = msgspec.field(default=None, name="entity-type")
    time: str | None = None
    precision: int | None = None
    calendarmodel: str | None = None
    amount: str | None = None
    upper: str | None = msgspec.field(default=None, name="upperBound")
    lower: str | None = msgspec.field(default=None, name="lowerBound")
    unit: str | None = None
    text: str | None = None
    language: str | None = None


class _DataValue(msgspec.Struct):
    value: _Data | str


class _Snak(msgspec.Struct):
    snaktype: str = VALUE
    datavalue: _DataValue | None = None


class _Reference(msgspec.Struct):
    snaks: msgspec.Raw = _NULL


class _Statement(msgspec.Struct):
    mainsnak: _Snak
    id: str | None = None
    rank: str = NORMAL
    qualifiers: msgspec.Raw = _NULL
    references: msgspec.Raw = _NULL


_ENTITY: Final = msgspec.json.Decoder(_Entity)
_BY_NAME: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LIST: Final = msgspec.json.Decoder(list[msgspec.Raw])
_TERM: Final = msgspec.json.Decoder(_Term)
_TERMS: Final = msgspec.json.Decoder(list[_Term])
_STATEMENTS: Final = msgspec.json.Decoder(list[_Statement])
_STATEMENT: Final = msgspec.json.Decoder(_Statement)
_SNAKS: Final = msgspec.json.Decoder(list[_Snak])
_SNAK: Final = msgspec.json.Decoder(_Snak)
_REFERENCES: Final = msgspec.json.Decoder(list[_Reference])


def decode(raw: bytes, context: LoadContext) -> Iterator[Item]:
    """Yield the items of one record.  Raises RecordError BAD_JSON, NOT_AN_OBJECT, MISSING_ID."""
    raw = raw.rstrip(b", \t\r\n")
    if raw in (b"[", b"]"):
        return
    try:
        entity = _ENTITY.decode(raw)
    except msgspec.ValidationError:
        raise RecordError("NOT_AN_OBJECT", "the record is no JSON object", DAMAGED) from None
    except NO_JSON:
        raise RecordError("BAD_JSON", "the record is no JSON", DAMAGED) from None
    members = _decode_members(entity.entities)
    if not members:
        yield from _convert(entity, context)
    for name, inner in members.items():
        try:
            member = _ENTITY.decode(inner)
        except NO_JSON:
            context.warn("BAD_FIELD")
            continue
        yield from _convert(member, context, name)


def _convert(entity: _Entity, context: LoadContext, requested: str = "") -> Iterator[Item]:
    """Yield the item of an entity.  ``requested``: the id by which it was requested, which differs where it was merged into another."""
    identity = entity.id
    if not isinstance(identity, str) or not identity:
        raise RecordError("MISSING_ID", "the entity has no id", "check the record at its source")
    if entity.type != "item" or not ITEM.fullmatch(identity) or entity.missing is not None:
        context.warn("NOT_AN_ITEM")
        return
    claims: dict[str, list[Claim]] = {}
    for name, raw in _decode_members(entity.claims if bytes(entity.claims) != b"null" else entity.statements, context).items():
        if name in codes.READ:
            statements = _decode_each(raw, _STATEMENTS, _STATEMENT, context)
            claims[name] = [_convert_claim(name, identity, number, statement, context) for number, statement in enumerate(statements)]
    stated_at = parse_date(entity.modified[:10]) if isinstance(entity.modified, str) else None
    if ITEM.fullmatch(requested) and requested != identity:
        yield Item(requested, merged_into=identity, stated_at=stated_at, is_described=False)
    yield Item(identity, _list_names(entity, claims, context), claims, stated_at)


def _convert_claim(name: str, identity: str, number: int, statement: _Statement, context: LoadContext) -> Claim:
    qualifiers = {
        key: [_convert_value(snak) for snak in _decode_each(snaks, _SNAKS, _SNAK, context)]
        for key, snaks in _decode_members(statement.qualifiers, context).items()
        if key in codes.QUALIFIERS
    }
    return Claim(
        property=name,
        id=statement.id or f"{identity} {name} {number}",
        value=_convert_value(statement.mainsnak),
        rank=statement.rank,
        qualifiers=qualifiers,
        urls=_list_urls(statement.references) if name in codes.HOLDINGS else (),
    )


def _convert_value(snak: _Snak) -> Value:
    if snak.snaktype != VALUE or snak.datavalue is None:
        return Value(NOVALUE if snak.snaktype == NOVALUE else SOMEVALUE)
    value = snak.datavalue.value
    if isinstance(value, str):
        return Value(text=value, words=value)
    if value.time is not None:
        return Value(date=parse_time(value.time, value.precision, value.calendarmodel or ""), words=value.time)
    if value.amount is not None:
        return Value(
            amount=parse_number(value.amount),
            low=parse_number(value.lower),
            high=parse_number(value.upper),
            unit=parse_unit(value.unit),
            words=value.amount,
        )
    if value.text is not None:
        return Value(text=value.text, lang=value.language, words=value.text)
    item = value.id or (f"Q{value.numeric}" if value.numeric is not None and value.type in (None, "item") else None)
    return Value(item=item if item and ITEM.fullmatch(item) else None, words=item or "")


def _list_urls(raw: msgspec.Raw) -> tuple[str, ...]:
    """Return the first addresses that the references of a claim give."""
    try:
        references = _REFERENCES.decode(raw)
    except NO_JSON:
        return ()
    urls: dict[str, None] = {}
    for reference in references:
        if snaks := _decode_members(reference.snaks).get(codes.REFERENCE_URL):
            try:
                values = [_convert_value(snak) for snak in _SNAKS.decode(snaks)]
            except NO_JSON:
                continue
            urls.update(dict.fromkeys(v.text for v in values if v.text and is_url(v.text)))
    return tuple(urls)[:_MAX_URLS]


def _list_names(entity: _Entity, claims: dict[str, list[Claim]], context: LoadContext) -> tuple[Name, ...]:
    """Return labels, official names and aliases, each text once: the label in English first."""
    labels, aliases = _decode_members(entity.labels, context), _decode_members(entity.aliases, context)
    official = [claim.value for name in codes.OFFICIAL_NAMES for claim in claims.get(name, ()) if claim.rank != DEPRECATED]
    languages = codes.select_languages(labels, {value.lang for value in official if value.lang})
    names: dict[str, Name] = {}
    for language in languages:
        if (raw := labels.get(language)) is not None:
            for text in _list_texts(raw, _TERM, context):
                names.setdefault(text, Name(text=text, lang=language))
    for value in official:
        if value.text:
            names.setdefault(value.text, Name(text=value.text, lang=value.lang))
    for language in languages:
        if (raw := aliases.get(language)) is not None:
            for text in _list_texts(raw, _TERMS, context):
                names.setdefault(text, Name(text=text, type="alias", lang=language))
    return tuple(name for text, name in names.items() if text.strip())[: codes.MAX_NAMES]


def _list_texts(raw: msgspec.Raw, decoder: msgspec.json.Decoder[Any], context: LoadContext) -> list[str]:
    """Return the texts of a label or of a list of aliases."""
    try:
        terms = decoder.decode(raw)
    except NO_JSON:
        context.warn("BAD_FIELD")
        return []
    return [term.value for term in (terms if isinstance(terms, list) else [terms])]


def _decode_members(raw: msgspec.Raw, context: LoadContext | None = None) -> dict[str, msgspec.Raw]:
    """Return the members of an object; none of an empty list, which is how PHP writes an empty object.

    What is no object is warned of as BAD_FIELD where a ``context`` is given.
    """
    text = bytes(raw)
    if text == b"null" or (text[:1] == b"[" and not text[1:-1].strip()):
        return {}
    try:
        return _BY_NAME.decode(raw)
    except NO_JSON:
        if context is not None:
            context.warn("BAD_FIELD")
        return {}


def _decode_each(raw: msgspec.Raw, whole: msgspec.json.Decoder[Any], single: msgspec.json.Decoder[Any], context: LoadContext) -> list[Any]:
    """Return the members of a list that have the type they should have; any other is warned of as BAD_FIELD."""
    try:
        return list(whole.decode(raw))
    except NO_JSON:
        context.warn("BAD_FIELD")
    members = []
    try:
        for member in _LIST.decode(raw):
            try:
                members.append(single.decode(member))
            except NO_JSON:
                continue
    except NO_JSON:
        return members
    return members
