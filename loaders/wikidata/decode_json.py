"""JSON of Wikibase as items: a line of a dump, an entity by itself, or several below ``entities``.

Owns how forgiving that is: a claim, a label or a date of another type costs itself, never the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from loaders.contract import LoadContext, RawRecord
from loaders.wikidata import codes
from loaders.wikidata.model import DEPRECATED, NORMAL, NOVALUE, SOMEVALUE, VALUE, Claim, Item, Value, day, number, unit
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.statements import Name

ITEM: Final = re.compile(r"Q[1-9][0-9]{0,11}")

_NULL: Final = msgspec.Raw(b"null")
_HINT: Final = "check that the file is not damaged there"
_REFERENCES: Final = 3


class _Entity(msgspec.Struct):
    id: object = None
    type: object = "item"
    labels: msgspec.Raw = _NULL
    aliases: msgspec.Raw = _NULL
    claims: msgspec.Raw = _NULL
    statements: msgspec.Raw = _NULL
    modified: object = None
    missing: object = None
    redirects: object = None
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
_REFERENCED: Final = msgspec.json.Decoder(list[_Reference])
_BROKEN: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def items(raw_record: RawRecord, context: LoadContext) -> Iterator[Item]:
    """The items of one record.  Raises RecordError BAD_JSON, NOT_AN_OBJECT, MISSING_ID."""
    raw = raw_record.raw.rstrip(b", \t\r\n")
    if raw in (b"[", b"]"):
        return
    try:
        entity = _ENTITY.decode(raw)
    except msgspec.ValidationError:
        raise RecordError("NOT_AN_OBJECT", "the record is no JSON object", _HINT) from None
    except _BROKEN:
        raise RecordError("BAD_JSON", "the record is no JSON", _HINT) from None
    held = _members(entity.entities)
    if not held:
        yield from _item(entity, context)
    for name, inner in held.items():
        try:
            one = _ENTITY.decode(inner)
        except _BROKEN:
            context.warn("BAD_FIELD")
            continue
        yield from _item(one, context, name)


def _item(entity: _Entity, context: LoadContext, asked: str = "") -> Iterator[Item]:
    """``asked``: the id under which it was asked for; of one that was merged into another it differs from the id."""
    identity = entity.id
    if not isinstance(identity, str) or not identity:
        raise RecordError("MISSING_ID", "the entity has no id", "check the record at its source")
    if entity.type != "item" or not ITEM.fullmatch(identity) or entity.missing is not None:
        context.warn("NOT_AN_ITEM")
        return
    claims: dict[str, list[Claim]] = {}
    for name, raw in _members(entity.claims if bytes(entity.claims) != b"null" else entity.statements, context).items():
        if name in codes.READ:
            claims[name] = [_claim(name, identity, number, one, context) for number, one in enumerate(_statements(raw, context))]
    if ITEM.fullmatch(asked) and asked != identity:
        yield Item(asked, same_as=identity, stated_at=_stated(entity.modified), told=False)
    yield Item(identity, _names(entity, claims, context), claims, _stated(entity.modified))


def _stated(modified: object) -> str | None:
    try:
        return check_date(modified[:10]) if isinstance(modified, str) else None
    except RecordError:
        return None


def _statements(raw: msgspec.Raw, context: LoadContext) -> list[_Statement]:
    return _each(raw, _STATEMENTS, _STATEMENT, context)


def _claim(name: str, identity: str, number: int, given: _Statement, context: LoadContext) -> Claim:
    qualifiers = {
        key: [_value(snak) for snak in _each(snaks, _SNAKS, _SNAK, context)]
        for key, snaks in _members(given.qualifiers, context).items()
        if key in codes.QUALIFIERS
    }
    return Claim(
        property=name,
        id=given.id or f"{identity} {name} {number}",
        value=_value(given.mainsnak),
        rank=given.rank,
        qualifiers=qualifiers,
        urls=_urls(given.references) if name in codes.HOLDINGS else (),
    )


def _value(snak: _Snak) -> Value:
    if snak.snaktype != VALUE or snak.datavalue is None:
        return Value(NOVALUE if snak.snaktype == NOVALUE else SOMEVALUE)
    given = snak.datavalue.value
    if isinstance(given, str):
        return Value(text=given, words=given)
    if given.time is not None:
        return Value(date=day(given.time, given.precision, given.calendarmodel or ""), words=given.time)
    if given.amount is not None:
        return Value(
            amount=number(given.amount), low=number(given.lower), high=number(given.upper), unit=unit(given.unit), words=given.amount
        )
    if given.text is not None:
        return Value(text=given.text, lang=given.language, words=given.text)
    item = given.id or (f"Q{given.numeric}" if given.numeric is not None and given.type in (None, "item") else None)
    return Value(item=item if item and ITEM.fullmatch(item) else None, words=item or "")


def _urls(raw: msgspec.Raw) -> tuple[str, ...]:
    """The first addresses that the claim is referenced with."""
    try:
        references = _REFERENCED.decode(raw)
    except _BROKEN:
        return ()
    found: dict[str, None] = {}
    for reference in references:
        if snaks := _members(reference.snaks).get(codes.REFERENCE_URL):
            try:
                values = [_value(snak) for snak in _SNAKS.decode(snaks)]
            except _BROKEN:
                continue
            found.update(dict.fromkeys(v.text for v in values if v.text and v.text.startswith(("http://", "https://"))))
    return tuple(found)[:_REFERENCES]


def _names(entity: _Entity, claims: dict[str, list[Claim]], context: LoadContext) -> tuple[Name, ...]:
    """Official names, labels and aliases, each text once: the label in English first."""
    labels, aliases = _members(entity.labels, context), _members(entity.aliases, context)
    official = [claim.value for name in codes.OFFICIAL_NAMES for claim in claims.get(name, ()) if claim.rank != DEPRECATED]
    languages = codes.languages(labels, {value.lang for value in official if value.lang})
    found: dict[str, Name] = {}
    for language in languages:
        if (raw := labels.get(language)) is not None:
            for text in _texts(raw, _TERM, context):
                found.setdefault(text, Name(text=text, lang=language))
    for value in official:
        if value.text:
            found.setdefault(value.text, Name(text=value.text, lang=value.lang))
    for language in languages:
        if (raw := aliases.get(language)) is not None:
            for text in _texts(raw, _TERMS, context):
                found.setdefault(text, Name(text=text, type="alias", lang=language))
    return tuple(name for text, name in found.items() if text.strip())[: codes.MOST_NAMES]


def _texts(raw: msgspec.Raw, decoder: msgspec.json.Decoder[Any], context: LoadContext) -> list[str]:
    try:
        found = decoder.decode(raw)
    except _BROKEN:
        context.warn("BAD_FIELD")
        return []
    return [term.value for term in (found if isinstance(found, list) else [found])]


def _members(raw: msgspec.Raw, context: LoadContext | None = None) -> dict[str, msgspec.Raw]:
    """The members of an object; none of an empty list, which is how PHP writes an empty object."""
    text = bytes(raw)
    if text == b"null" or (text[:1] == b"[" and not text[1:-1].strip()):
        return {}
    try:
        return _BY_NAME.decode(raw)
    except _BROKEN:
        if context is not None:
            context.warn("BAD_FIELD")
        return {}


def _each(raw: msgspec.Raw, all_: msgspec.json.Decoder[Any], one: msgspec.json.Decoder[Any], context: LoadContext) -> list[Any]:
    """The members of a list that are what they should be."""
    try:
        return list(all_.decode(raw))
    except _BROKEN:
        context.warn("BAD_FIELD")
    found = []
    try:
        for member in _LIST.decode(raw):
            try:
                found.append(one.decode(member))
            except _BROKEN:
                continue
    except _BROKEN:
        return found
    return found
