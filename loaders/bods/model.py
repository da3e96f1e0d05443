"""The fields of a record, of all versions at once, and its decoding.

Owns what a record may look like.  Versions 0.1 to 0.3 have the details beside the statement's own fields, 0.4 below ``recordDetails``; so a
record is details with more fields.  Fields that no statement needs are not decoded.  Knows nothing of what the values mean.
"""

from __future__ import annotations

import typing
from decimal import Decimal, InvalidOperation
from types import UnionType
from typing import Any, Final, TypeVar, get_args, get_origin

import msgspec
from msgspec import Struct, field

from ontology.errors import RecordError

_HINT: Final = "check that the file is whole and of the Beneficial Ownership Data Standard"


class Country(Struct, frozen=True, gc=False):
    name: str | None = None
    code: str | None = None


class IdentifierFields(Struct, frozen=True, gc=False, rename="camel"):
    id: str | None = None
    scheme: str | None = None
    scheme_name: str | None = None
    uri: str | None = None


class AddressFields(Struct, frozen=True, gc=False, rename="camel"):
    type: str | None = None
    address: str | None = None
    post_code: str | None = None
    country: Country | str | None = None


class PersonName(Struct, frozen=True, gc=False, rename="camel"):
    full_name: str | None = None
    type: str | None = None
    family_name: str | None = None
    given_name: str | None = None
    patronymic_name: str | None = None


class EntityType(Struct, frozen=True, gc=False):
    type: str | None = None
    subtype: str | None = None
    details: str | None = None


class EntitySubtype(Struct, frozen=True, gc=False, rename="camel"):
    """Of version 0.3."""

    general_category: str | None = None
    local_term: str | None = None


class Unspecified(Struct, frozen=True, gc=False, rename="camel"):
    reason: str | None = None
    unspecified_reason: str | None = None
    description: str | None = None


class Reference(Struct, frozen=True, gc=False, rename="camel"):
    """A side of a relationship: of a version up to 0.3, or one without a name."""

    described_by_entity_statement: str | None = None
    described_by_person_statement: str | None = None
    unspecified: Unspecified | None = None
    reason: str | None = None
    unspecified_reason: str | None = None
    description: str | None = None


class ShareFields(Struct, frozen=True, gc=False, rename="camel"):
    """Numbers may be text; the bounds that are excluded are numbers in 0.4 and flags before."""

    exact: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    exclusive_minimum: bool | Decimal | None = None
    exclusive_maximum: bool | Decimal | None = None


class InterestFields(Struct, frozen=True, gc=False, rename="camel"):
    type: str | None = None
    direct_or_indirect: str | None = None
    interest_level: str | None = None
    beneficial_ownership_or_control: bool | None = None
    details: str | None = None
    share: ShareFields | None = None
    start_date: str | None = None
    end_date: str | None = None


class Security(Struct, frozen=True, gc=False, rename="camel"):
    id: str | None = None
    id_scheme: str | None = None
    ticker: str | None = None
    name: str | None = None


class SecuritiesListing(Struct, frozen=True, gc=False, rename="camel"):
    market_identifier_code: str | None = None
    operating_market_identifier_code: str | None = None
    stock_exchange_name: str | None = None
    stock_exchange_jurisdiction: str | None = None
    security: Security | None = None


class PublicListing(Struct, frozen=True, gc=False, rename="camel"):
    has_public_listing: bool | None = None
    filings: list[str] | None = field(default=None, name="companyFilingsURLs")
    securities_listings: list[SecuritiesListing] | None = None


class ExposureDetails(Struct, frozen=True, gc=False, rename="camel"):
    reason: str | None = None
    missing_info_reason: str | None = None
    jurisdiction: Country | str | None = None
    start_date: str | None = None
    end_date: str | None = None


class Exposure(Struct, frozen=True, gc=False):
    status: str | None = None
    details: list[ExposureDetails] | None = None


class Statute(Struct, frozen=True, gc=False):
    name: str | None = None
    date: str | None = None


class Annotation(Struct, frozen=True, gc=False):
    motivation: str | None = None
    description: str | None = None
    url: str | None = None


class Publisher(Struct, frozen=True, gc=False):
    name: str | None = None
    url: str | None = None


class Publication(Struct, frozen=True, gc=False, rename="camel"):
    publication_date: str | None = None
    bods_version: str | None = None
    license: str | None = None
    publisher: Publisher | None = None


class Origin(Struct, frozen=True, gc=False, rename="camel"):
    type: list[str] | str | None = None
    url: str | None = None
    description: str | None = None
    retrieved_at: str | None = None


class Details(Struct, frozen=True, gc=False, rename="camel"):
    """The description of an entity, a person or a relationship."""

    is_component: bool | None = None
    entity_type: EntityType | str | None = None
    entity_subtype: EntitySubtype | None = None
    name: str | None = None
    alternate_names: list[str] | None = None
    jurisdiction: Country | str | None = None
    incorporated_in_jurisdiction: Country | str | None = None
    identifiers: list[IdentifierFields] | None = None
    founding_date: str | None = None
    dissolution_date: str | None = None
    addresses: list[AddressFields] | None = None
    uri: str | None = None
    public_listing: PublicListing | None = None
    formed_by_statute: Statute | None = None
    unspecified_entity_details: Unspecified | None = None
    person_type: str | None = None
    names: list[PersonName] | None = None
    nationalities: list[Country | str] | None = None
    birth_date: str | None = None
    death_date: str | None = None
    place_of_birth: AddressFields | None = None
    place_of_residence: AddressFields | None = None
    tax_residencies: list[Country | str] | None = None
    political_exposure: Exposure | None = None
    has_pep_status: bool | None = None
    pep_status_details: list[ExposureDetails] | None = None
    unspecified_person_details: Unspecified | None = None
    missing_info_reason: str | None = None
    subject: Reference | str | None = None
    interested_party: Reference | str | None = None
    component_records: list[str] | None = None
    component_statement_ids: list[str] | None = field(default=None, name="componentStatementIDs")
    interests: list[InterestFields] | None = None


class Record(Details, frozen=True, gc=False, rename="camel"):
    """One statement of any version."""

    statement_id: str | None = None
    statement_id_old: str | None = field(default=None, name="statementID")
    statement_date: str | None = None
    statement_type: str | None = None
    record_id: str | None = None
    record_type: str | None = None
    record_status: str | None = None
    record_details: Details | None = None
    replaces_statements: list[str] | None = None
    publication_details: Publication | None = None
    source: Origin | None = None
    annotations: list[Annotation] | None = None


_S = TypeVar("_S", bound=Struct)
_RECORD: Final = msgspec.json.Decoder(Record)


def _parse_number(text: str) -> Decimal | str:
    """Return a number of JSON; its text where no number is that large."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


_ANYTHING: Final = msgspec.json.Decoder(float_hook=_parse_number)


def decode(raw: bytes) -> tuple[Record, bool]:
    """Return the record, and whether values of it had to be converted or left out.  Raises RecordError BAD_JSON, NOT_AN_OBJECT.

    >>> decode(b'{"statementId": 7, "names": {"fullName": "Ann"}}')[0].names
    [PersonName(full_name='Ann', type=None, family_name=None, given_name=None, patronymic_name=None)]
    """
    try:
        return _RECORD.decode(raw), False
    except (msgspec.ValidationError, InvalidOperation):
        pass
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise RecordError("BAD_JSON", "the record is not JSON", _HINT) from None
    try:
        value = _ANYTHING.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise RecordError("BAD_JSON", "the record is not JSON", _HINT) from None
    if not isinstance(value, dict):
        raise RecordError("NOT_AN_OBJECT", "the record is no object of JSON", _HINT)
    return _fit(value, Record), True


def _fit(value: dict[str, Any], struct: type[_S]) -> _S:
    """Return a struct of those fields that can be read."""
    fields = {
        field_.name: fitting
        for field_ in msgspec.structs.fields(struct)
        if field_.encode_name in value and (fitting := _convert(value[field_.encode_name], field_.type)) is not None
    }
    return struct(**fields)


def _convert(value: Any, type_: Any) -> Any:
    """Return a value as its field wants it; None where it cannot be that."""
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError:
        pass
    for option in get_args(type_) if get_origin(type_) in (UnionType, typing.Union) else (type_,):
        if get_origin(option) is list:
            (item_type,) = get_args(option)
            items = value if isinstance(value, list) else [value]
            return [converted for item in items if (converted := _convert(item, item_type)) is not None]
        if option is str and isinstance(value, int | Decimal) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, dict) and isinstance(option, type) and issubclass(option, Struct):
            return _fit(value, option)
    return None
