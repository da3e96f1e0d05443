"""Decodes records as the API answers them (JSON:API): those of the golden copy under other names.

Knows neither bytes nor statements.
"""

from __future__ import annotations

from typing import Final

from loaders.gleif.decode_golden_copy import Object, get_object, get_text
from loaders.gleif.model import AddressFields, Event, ExceptionRecord, LeiRecord, NameFields, Period, Record, RelationshipRecord

_SCHEMES: Final = {"bic": "BIC", "mic": "MIC", "ocid": "OPENCORPORATES", "qcc": "QCC", "spglobal": "SPGLOBAL"}


def decode(value: Object) -> Record | None:
    """Return the record that a resource object is; None where it is none."""
    kind, attributes = value.get("type"), get_object(value, "attributes")
    if kind == "lei-records":
        return _decode_lei(value, attributes)
    if kind == "relationship-records":
        return _decode_relationship(attributes)
    if kind == "reporting-exceptions":
        return _decode_exception(attributes)
    return None


def _get_objects(value: Object, name: str) -> list[Object]:
    """Return the objects of a list below a name."""
    items = value.get(name)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _decode_lei(value: Object, attributes: Object) -> LeiRecord:
    entity, registration = get_object(attributes, "entity"), get_object(attributes, "registration")
    legal = get_object(entity, "legalName")
    names = [NameFields(get_text(legal.get("name")), "", get_text(legal.get("language")))]
    for field, default in (("otherNames", "OtherEntityName"), ("transliteratedOtherNames", "TransliteratedOtherEntityName")):
        names += [
            NameFields(get_text(item.get("name")), get_text(item.get("type")) or default, get_text(item.get("language")))
            for item in _get_objects(entity, field)
        ]
    authority, form, expiration = get_object(entity, "registeredAt"), get_object(entity, "legalForm"), get_object(entity, "expiration")
    successors = _get_objects(entity, "successorEntities") or [get_object(entity, "successorEntity")]
    associated = get_object(entity, "associatedEntity")
    return LeiRecord(
        lei=get_text(attributes.get("lei")) or get_text(value.get("id")),
        names=names,
        addresses=[
            _decode_address(get_object(entity, field), kind)
            for field, kind in (("legalAddress", "LegalAddress"), ("headquartersAddress", "HeadquartersAddress"))
            if field in entity
        ],
        authority=get_text(authority.get("id")),
        other_authority=get_text(authority.get("other")),
        number=get_text(entity.get("registeredAs")),
        jurisdiction=get_text(entity.get("jurisdiction")),
        category=get_text(entity.get("category")),
        subcategory=get_text(entity.get("subCategory")),
        form=get_text(form.get("id")),
        other_form=get_text(form.get("other")),
        status=get_text(entity.get("status")),
        created=get_text(entity.get("creationDate")),
        expired=get_text(expiration.get("date")),
        expiry_reason=get_text(expiration.get("reason")),
        events=[
            Event(get_text(item.get("type")), get_text(item.get("status")), get_text(item.get("effectiveDate")))
            for group in _get_objects(entity, "eventGroups")
            for item in _get_objects(group, "events")
        ],
        successors=[(get_text(item.get("lei")), get_text(item.get("name"))) for item in successors],
        associated=(get_text(associated.get("lei")), get_text(associated.get("name"))),
        updated=get_text(registration.get("lastUpdateDate")),
        registration=get_text(registration.get("status")),
        codes=[(scheme, code) for field, scheme in _SCHEMES.items() for code in _get_texts(attributes.get(field))],
        deleted=_read_deleted(attributes),
    )


def _decode_address(value: Object, kind: str) -> AddressFields:
    parts = (*_get_texts(value.get("addressLines")), *(get_text(value.get(name)) for name in ("city", "region", "postalCode")))
    return AddressFields(kind, parts, get_text(value.get("country")))


def _get_texts(value: object) -> list[str]:
    """Return the texts of a list, or the one text that stands alone."""
    return [get_text(item) for item in value] if isinstance(value, list) else [get_text(value)]


def _decode_relationship(attributes: Object) -> RelationshipRecord:
    relation, registration = get_object(attributes, "relationship"), get_object(attributes, "registration")
    start, end = get_object(relation, "startNode"), get_object(relation, "endNode")
    return RelationshipRecord(
        start=get_text(start.get("id")),
        end=get_text(end.get("id")),
        type=get_text(relation.get("type")),
        start_type=get_text(start.get("type")),
        end_type=get_text(end.get("type")),
        status=get_text(relation.get("status")),
        periods=[
            Period(get_text(item.get("type")), get_text(item.get("startDate")), get_text(item.get("endDate")))
            for item in _get_objects(relation, "periods")
        ],
        standards=[get_text(item.get("category")) for item in _get_objects(relation, "qualifiers")],
        quantifiers=[
            " ".join(filter(None, (get_text(item.get(name)) for name in ("method", "amount", "units"))))
            for item in _get_objects(relation, "quantifiers")
        ],
        updated=get_text(registration.get("lastUpdateDate")),
        registration=get_text(registration.get("status")),
        reference=get_text(registration.get("corroborationReference")),
        deleted=_read_deleted(attributes),
    )


def _decode_exception(attributes: Object) -> ExceptionRecord:
    reference = attributes.get("reference")
    return ExceptionRecord(
        lei=get_text(attributes.get("lei")),
        category=get_text(attributes.get("category")),
        reasons=_get_texts(attributes.get("reason")),
        references=_get_texts(reference),
        updated="",
        deleted=_read_deleted(attributes),
    )


def _read_deleted(attributes: Object) -> str | None:
    """Return when the record was deleted; null is one that was not."""
    return get_text(get_object(attributes, "extension").get("deletedAt")) or None
