"""Records as the API answers them (JSON:API): the same things as in the golden copy under other names.

Knows neither bytes nor statements.
"""

from __future__ import annotations

from typing import Final

from loaders.gleif.decode_golden_copy import inside, text
from loaders.gleif.model import Event, ExceptionRecord, LeiRecord, Located, Named, Period, Record, RelationshipRecord

_CODES: Final = {"bic": "BIC", "mic": "MIC", "ocid": "OPENCORPORATES", "qcc": "QCC", "spglobal": "SPGLOBAL"}
_Object = dict[str, object]


def read(value: _Object) -> Record | None:
    """The record that a resource object is; None when it is none."""
    kind, attributes = value.get("type"), inside(value, "attributes")
    if kind == "lei-records":
        return _lei(value, attributes)
    if kind == "relationship-records":
        return _relationship(attributes)
    if kind == "reporting-exceptions":
        return _exception(attributes)
    return None


def _listed(value: _Object, name: str) -> list[_Object]:
    found = value.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _lei(value: _Object, attributes: _Object) -> LeiRecord:
    entity, registration = inside(attributes, "entity"), inside(attributes, "registration")
    legal = inside(entity, "legalName")
    names = [Named(text(legal.get("name")), "", text(legal.get("language")))]
    for field, otherwise in (("otherNames", "OtherEntityName"), ("transliteratedOtherNames", "TransliteratedOtherEntityName")):
        names += [
            Named(text(item.get("name")), text(item.get("type")) or otherwise, text(item.get("language")))
            for item in _listed(entity, field)
        ]
    authority, form, expiration = inside(entity, "registeredAt"), inside(entity, "legalForm"), inside(entity, "expiration")
    successors = _listed(entity, "successorEntities") or [inside(entity, "successorEntity")]
    associated = inside(entity, "associatedEntity")
    return LeiRecord(
        lei=text(attributes.get("lei")) or text(value.get("id")),
        names=names,
        addresses=[
            _address(inside(entity, field), kind)
            for field, kind in (("legalAddress", "LegalAddress"), ("headquartersAddress", "HeadquartersAddress"))
            if field in entity
        ],
        authority=text(authority.get("id")),
        other_authority=text(authority.get("other")),
        number=text(entity.get("registeredAs")),
        jurisdiction=text(entity.get("jurisdiction")),
        category=text(entity.get("category")),
        subcategory=text(entity.get("subCategory")),
        form=text(form.get("id")),
        other_form=text(form.get("other")),
        status=text(entity.get("status")),
        created=text(entity.get("creationDate")),
        expired=text(expiration.get("date")),
        expiry_reason=text(expiration.get("reason")),
        events=[
            Event(text(item.get("type")), text(item.get("status")), text(item.get("effectiveDate")))
            for group in _listed(entity, "eventGroups")
            for item in _listed(group, "events")
        ],
        successors=[(text(item.get("lei")), text(item.get("name"))) for item in successors],
        associated=(text(associated.get("lei")), text(associated.get("name"))),
        updated=text(registration.get("lastUpdateDate")),
        registration=text(registration.get("status")),
        codes=[(scheme, code) for field, scheme in _CODES.items() for code in _texts(attributes.get(field))],
        deleted=_deleted(attributes),
    )


def _address(value: _Object, kind: str) -> Located:
    parts = (*_texts(value.get("addressLines")), *(text(value.get(name)) for name in ("city", "region", "postalCode")))
    return Located(kind, parts, text(value.get("country")))


def _texts(value: object) -> list[str]:
    return [text(item) for item in value] if isinstance(value, list) else [text(value)]


def _relationship(attributes: _Object) -> RelationshipRecord:
    relation, registration = inside(attributes, "relationship"), inside(attributes, "registration")
    start, end = inside(relation, "startNode"), inside(relation, "endNode")
    return RelationshipRecord(
        start=text(start.get("id")),
        end=text(end.get("id")),
        type=text(relation.get("type")),
        start_type=text(start.get("type")),
        end_type=text(end.get("type")),
        status=text(relation.get("status")),
        periods=[
            Period(text(item.get("type")), text(item.get("startDate")), text(item.get("endDate"))) for item in _listed(relation, "periods")
        ],
        standards=[text(item.get("category")) for item in _listed(relation, "qualifiers")],
        quantifiers=[
            " ".join(filter(None, (text(item.get(name)) for name in ("method", "amount", "units"))))
            for item in _listed(relation, "quantifiers")
        ],
        updated=text(registration.get("lastUpdateDate")),
        registration=text(registration.get("status")),
        reference=text(registration.get("corroborationReference")),
        deleted=_deleted(attributes),
    )


def _exception(attributes: _Object) -> ExceptionRecord:
    reference = attributes.get("reference")
    return ExceptionRecord(
        lei=text(attributes.get("lei")),
        category=text(attributes.get("category")),
        reasons=_texts(attributes.get("reason")),
        references=_texts(reference),
        updated="",
        deleted=_deleted(attributes),
    )


def _deleted(attributes: _Object) -> str | None:
    """The API tells when; null is a record that stands."""
    return text(inside(attributes, "extension").get("deletedAt")) or None
