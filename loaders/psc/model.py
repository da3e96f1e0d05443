"""The fields of a line, as loosely typed as the register writes them: what is not of its type costs the field, never the record."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from loaders.contract import RawRecord
from ontology.errors import RecordError


class Address(msgspec.Struct, gc=False):
    care_of: str | None = None
    po_box: str | None = None
    premises: str | None = None
    address_line_1: str | None = None
    address_line_2: str | None = None
    locality: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None


class NameElements(msgspec.Struct, gc=False):
    title: str | None = None
    forename: str | None = None
    middle_name: str | None = None
    surname: str | None = None


class BirthDate(msgspec.Struct, gc=False):
    year: int | None = None
    month: int | None = None


class Identification(msgspec.Struct, gc=False):
    country_registered: str | None = None
    legal_authority: str | None = None
    legal_form: str | None = None
    place_registered: str | None = None
    registration_number: str | None = None


class Links(msgspec.Struct, gc=False):
    self: str | None = None


class Item(msgspec.Struct, gc=False):
    exempt_from: str | None = None
    exempt_to: str | None = None


class Exemption(msgspec.Struct, gc=False):
    exemption_type: str | None = None
    items: list[Item] | None = None


class Data(msgspec.Struct, gc=False):
    kind: str | None = None
    etag: str | None = None
    links: Links | None = None
    name: str | None = None
    name_elements: NameElements | None = None
    nationality: str | None = None
    country_of_residence: str | None = None
    date_of_birth: BirthDate | None = None
    address: Address | None = None
    principal_office_address: Address | None = None
    natures_of_control: tuple[str, ...] | None = None
    notified_on: str | None = None
    ceased_on: str | None = None
    ceased: bool | None = None
    is_sanctioned: bool | None = None
    identification: Identification | None = None
    statement: str | None = None
    linked_psc_name: str | None = None
    restrictions_notice_withdrawal_reason: str | None = None
    exemptions: dict[str, Exemption] | None = None
    company_name: str | None = None


class Event(msgspec.Struct, gc=False):
    type: str | None = None
    timepoint: int | None = None
    published_at: str | None = None


class Line(msgspec.Struct, gc=False):
    company_number: str | None = None
    resource_uri: str | None = None
    data: Data | None = None
    event: Event | None = None
    content_date: str | None = msgspec.field(default=None, name="ContentDate")


_TYPED: Final = msgspec.json.Decoder(Line)
_LOOSE: Final = msgspec.json.Decoder()


def read(raw_record: RawRecord) -> tuple[Line, bool]:
    """The line, and whether a field of it had to be left out because it is of another type.  Raises RecordError BAD_JSON, NOT_AN_OBJECT."""
    try:
        return _TYPED.decode(raw_record.raw), False
    except msgspec.ValidationError:
        pass
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise RecordError("BAD_JSON", "the record is no JSON", "check that the file is not damaged there") from None
    return _fitted(loosely(raw_record), Line), True


def loosely(raw_record: RawRecord) -> dict[str, Any]:
    """The record as plain values.  Raises RecordError BAD_JSON, NOT_AN_OBJECT."""
    try:
        value = _LOOSE.decode(raw_record.raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise RecordError("BAD_JSON", "the record is no JSON", "check that the file is not damaged there") from None
    if not isinstance(value, dict):
        raise RecordError("NOT_AN_OBJECT", "the record is no JSON object", "check that the file is not damaged there")
    return value


def _fitted(value: dict[str, Any], shape: type[Any]) -> Any:
    """The object with each field that fits its type; an object within is fitted likewise, of a list the items that fit are kept."""
    kept: dict[str, Any] = {}
    for field in msgspec.structs.fields(shape):
        if field.encode_name not in value:
            continue
        found = value[field.encode_name]
        within = next((t for t in getattr(field.type, "__args__", ()) if isinstance(t, type) and issubclass(t, msgspec.Struct)), None)
        try:
            kept[field.name] = msgspec.convert(found, field.type)
        except msgspec.ValidationError:
            if within is not None and isinstance(found, dict):
                kept[field.name] = _fitted(found, within)
            elif isinstance(found, list) and field.name == "natures_of_control":
                kept[field.name] = tuple([item for item in found if isinstance(item, str)])
            elif isinstance(found, dict) and field.name == "exemptions":
                kept[field.name] = {key: _exemption(item) for key, item in found.items() if isinstance(item, dict)}
            elif isinstance(found, str) and field.name in ("year", "month", "timepoint") and found.isascii() and found.isdigit():
                kept[field.name] = int(found[:18])
            elif isinstance(found, int) and not isinstance(found, bool) and field.name in ("company_number", "registration_number"):
                kept[field.name] = str(found)
    return shape(**kept)


def _exemption(value: dict[str, Any]) -> Exemption:
    made: Exemption = _fitted(value, Exemption)
    items = value.get("items")
    if made.items is None and isinstance(items, list):
        made.items = [_fitted(item, Item) for item in items if isinstance(item, dict)]
    return made
