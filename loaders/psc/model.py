"""The fields of a line and its decoding, as loosely typed as the register writes them.

A value of another type than its field costs the field, never the record.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec

from loaders.common.decoding import DAMAGED, NO_JSON, decode_object
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


class ExemptionPeriod(msgspec.Struct, gc=False):
    exempt_from: str | None = None
    exempt_to: str | None = None


class Exemption(msgspec.Struct, gc=False):
    exemption_type: str | None = None
    items: list[ExemptionPeriod] | None = None


class Data(msgspec.Struct, gc=False):
    """What the line states: a holder, a statement of the company, its exemptions, or the totals of a snapshot."""

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
    """What the stream of changes adds to a record."""

    type: str | None = None
    timepoint: int | None = None
    published_at: str | None = None


class Line(msgspec.Struct, gc=False):
    """One line of a snapshot or one event of the stream."""

    company_number: str | None = None
    resource_uri: str | None = None
    data: Data | None = None
    event: Event | None = None
    content_date: str | None = msgspec.field(default=None, name="ContentDate")
    kind: str | None = None
    """Of a record that stands alone, as the API answers it."""


_S = TypeVar("_S", bound=msgspec.Struct)
_LINE: Final = msgspec.json.Decoder(Line)
_DATA: Final = msgspec.json.Decoder(Data)


def decode(raw: bytes) -> tuple[Line, bool]:
    """Return the line, and whether a field of it was left out because its value is of another type.

    Raises RecordError BAD_JSON, NOT_AN_OBJECT.
    """
    try:
        line = _LINE.decode(raw)
        # What the API answers is a record without anything around it.
        return (line, False) if line.kind is None or line.data is not None else (Line(data=_DATA.decode(raw)), False)
    except msgspec.ValidationError:
        pass
    except NO_JSON:
        raise RecordError("BAD_JSON", "the record is no JSON", DAMAGED) from None
    value = decode_object(raw)
    if isinstance(value.get("kind"), str) and "data" not in value:
        return Line(data=_fit(value, Data)), True
    return _fit(value, Line), True


def _fit(value: dict[str, Any], struct: type[_S]) -> _S:
    """Return a struct of those fields whose values fit their types; objects inside are fitted likewise."""
    fitting: dict[str, Any] = {}
    for field in msgspec.structs.fields(struct):
        if field.encode_name not in value:
            continue
        content = value[field.encode_name]
        inner = next((t for t in getattr(field.type, "__args__", ()) if isinstance(t, type) and issubclass(t, msgspec.Struct)), None)
        try:
            fitting[field.name] = msgspec.convert(content, field.type)
        except msgspec.ValidationError:
            if inner is not None and isinstance(content, dict):
                fitting[field.name] = _fit(content, inner)
            elif isinstance(content, list) and field.name == "natures_of_control":
                fitting[field.name] = tuple([item for item in content if isinstance(item, str)])
            elif isinstance(content, dict) and field.name == "exemptions":
                fitting[field.name] = {key: _fit_exemption(item) for key, item in content.items() if isinstance(item, dict)}
            elif isinstance(content, str) and field.name in ("year", "month", "timepoint") and content.isascii() and content.isdigit():
                fitting[field.name] = int(content[:18])
            elif isinstance(content, int) and not isinstance(content, bool) and field.name in ("company_number", "registration_number"):
                fitting[field.name] = str(content)
    return struct(**fitting)


def _fit_exemption(value: dict[str, Any]) -> Exemption:
    exemption = _fit(value, Exemption)
    items = value.get("items")
    if exemption.items is None and isinstance(items, list):
        exemption.items = [_fit(item, ExemptionPeriod) for item in items if isinstance(item, dict)]
    return exemption
