"""Records of the golden copy as nested values, which JSON has and XML is read into: a value is a text or ``{"$": text, "@xml:lang": ..}``,
several children are a list and one stands alone.

Owns the golden copy's names of things.  Knows neither bytes nor statements.
"""

from __future__ import annotations

from typing import Final

from loaders.gleif.model import Event, ExceptionRecord, LeiRecord, Located, Named, Period, Record, RelationshipRecord

_WRAPPERS: Final = ("LEIRecord", "RelationshipRecord", "Exception")
_ADDRESS: Final = ("AddressNumber", "AddressNumberWithinBuilding", "MailRouting")
_Object = dict[str, object]


def read(value: _Object) -> Record | None:
    """The record that an object is; None when it is none."""
    if len(value) == 1:
        inner = value.get(next(iter(value)))
        if isinstance(inner, dict) and next(iter(value)) in _WRAPPERS:
            value = inner
    if "Relationship" in value:
        return _relationship(value)
    if "ExceptionCategory" in value or "ExceptionReason" in value:
        return _exception(value)
    if "LEI" in value:
        return _lei(value)
    return None


def text(value: object) -> str:
    """The text of a value; "" for what is none.

    >>> text({"$": " Acme ", "@xml:lang": "en"}), text(None), text(7)
    ('Acme', '', '7')
    """
    if isinstance(value, dict):
        value = value.get("$")
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, dict):
        return text(value)
    if isinstance(value, list):
        return text(value[0]) if value else ""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def inside(value: _Object, name: str) -> _Object:
    """What is nested below a name; nothing where there is none."""
    found = value.get(name)
    if isinstance(found, list):
        found = found[0] if found else None
    return found if isinstance(found, dict) else {}


def several(value: _Object, plural: str, single: str) -> list[object]:
    """Children of which there may be none, one or many, with or without the element around them.

    >>> several({"As": {"A": ["x", "y"]}}, "As", "A"), several({"As": [{"b": 1}]}, "As", "A"), several({"A": "x"}, "As", "A")
    (['x', 'y'], [{'b': 1}], ['x'])
    """
    found = value.get(plural)
    if found is None:
        found = value.get(single)
    elif isinstance(found, dict) and single in found and not found.keys() & {"type", "@type"}:
        found = found[single]
    if found is None or found == "":
        return []
    return list(found) if isinstance(found, list) else [found]


def _lei(value: _Object) -> LeiRecord:
    entity, registration = inside(value, "Entity"), inside(value, "Registration")
    names = [_name(entity.get("LegalName"), "LegalName", "")]
    for plural, single in (("OtherEntityNames", "OtherEntityName"), ("TransliteratedOtherEntityNames", "TransliteratedOtherEntityName")):
        if plural in entity:
            names += [_name(item, single, single) for item in several(entity, plural, single)]
    addresses = [_address(inside(entity, name), name) for name in ("LegalAddress", "HeadquartersAddress") if name in entity]
    authority, form = inside(entity, "RegistrationAuthority"), inside(entity, "LegalForm")
    record = LeiRecord(
        lei=text(value["LEI"]),
        names=names,
        addresses=addresses,
        authority=text(authority.get("RegistrationAuthorityID")),
        other_authority=text(authority.get("OtherRegistrationAuthorityID")),
        number=text(authority.get("RegistrationAuthorityEntityID")),
        jurisdiction=text(entity.get("LegalJurisdiction")),
        category=text(entity.get("EntityCategory")),
        subcategory=text(entity.get("EntitySubCategory")),
        form=text(form.get("EntityLegalFormCode")) if form else text(entity.get("LegalForm")),
        other_form=text(form.get("OtherLegalForm")),
        status=text(entity.get("EntityStatus")),
        created=text(entity.get("EntityCreationDate")),
        expired=text(entity.get("EntityExpirationDate")),
        expiry_reason=text(entity.get("EntityExpirationReason")),
        updated=text(registration.get("LastUpdateDate")),
        registration=text(registration.get("RegistrationStatus")),
        deleted=_deleted(value),
    )
    if "LegalEntityEvents" in entity:
        record.events = [_event(item) for item in several(entity, "LegalEntityEvents", "LegalEntityEvent") if isinstance(item, dict)]
    if "SuccessorEntity" in entity:
        record.successors = [
            (text(item.get("SuccessorLEI")), text(item.get("SuccessorEntityName")))
            for item in several(entity, "SuccessorEntities", "SuccessorEntity")
            if isinstance(item, dict)
        ]
    if "AssociatedEntity" in entity:
        associated = inside(entity, "AssociatedEntity")
        record.associated = text(associated.get("AssociatedLEI")), text(associated.get("AssociatedEntityName"))
    return record


def _name(value: object, single: str, otherwise: str) -> Named:
    if not isinstance(value, dict):
        return Named(text(value), otherwise, "")
    lang = value.get("@xml:lang") or value.get("@lang") or value.get("xml:lang") or value.get("lang")
    kind = value.get("@type") or value.get("type")
    return Named(text(value.get("$") or value.get(single)), text(kind) or otherwise, text(lang))


def _address(value: _Object, kind: str) -> Located:
    lines = value.get("AdditionalAddressLine")
    more = [text(line) for line in lines] if isinstance(lines, list) else [text(lines)]
    parts = (
        text(value.get("FirstAddressLine") or value.get("Line1")),
        *(text(value.get(name)) for name in _ADDRESS if name in value),
        *more,
        text(value.get("City")),
        text(value.get("Region")),
        text(value.get("PostalCode")),
    )
    return Located(kind, parts, text(value.get("Country")))


def _event(value: _Object) -> Event:
    return Event(
        text(value.get("LegalEntityEventType")),
        text(value.get("@event_status") or value.get("event_status")),
        text(value.get("LegalEntityEventEffectiveDate")),
    )


def _relationship(value: _Object) -> RelationshipRecord:
    relation, registration = inside(value, "Relationship"), inside(value, "Registration")
    start, end = inside(relation, "StartNode"), inside(relation, "EndNode")
    record = RelationshipRecord(
        start=text(start.get("NodeID")),
        end=text(end.get("NodeID")),
        type=text(relation.get("RelationshipType")),
        start_type=text(start.get("NodeIDType")),
        end_type=text(end.get("NodeIDType")),
        status=text(relation.get("RelationshipStatus")),
        periods=[
            Period(text(item.get("PeriodType")), text(item.get("StartDate")), text(item.get("EndDate")))
            for item in several(relation, "RelationshipPeriods", "RelationshipPeriod")
            if isinstance(item, dict)
        ],
        updated=text(registration.get("LastUpdateDate")),
        registration=text(registration.get("RegistrationStatus")),
        reference=text(registration.get("ValidationReference")),
        deleted=_deleted(value),
    )
    if "RelationshipQualifiers" in relation:
        found = several(relation, "RelationshipQualifiers", "RelationshipQualifier")
        record.standards = [text(item.get("QualifierCategory")) for item in found if isinstance(item, dict)]
    if "RelationshipQuantifiers" in relation:
        found = several(relation, "RelationshipQuantifiers", "RelationshipQuantifier")
        record.quantifiers = [
            " ".join(filter(None, (text(item.get(name)) for name in ("MeasurementMethod", "QuantifierAmount", "QuantifierUnits"))))
            for item in found
            if isinstance(item, dict)
        ]
    return record


def _exception(value: _Object) -> ExceptionRecord:
    return ExceptionRecord(
        lei=text(value.get("LEI")),
        category=text(value.get("ExceptionCategory")),
        reasons=[text(item) for item in several(value, "ExceptionReasons", "ExceptionReason")],
        references=[text(item) for item in several(value, "ExceptionReferences", "ExceptionReference")],
        updated=text(value.get("ContentDate")),
        deleted=_deleted(value),
    )


def _deleted(value: _Object) -> str | None:
    extension = value.get("Extension")
    if not isinstance(extension, dict):
        return None
    if "Deletion" not in extension and "DeletedAt" not in extension:
        return None
    deletion = extension.get("Deletion", extension)
    return text(deletion.get("DeletedAt")) if isinstance(deletion, dict) else text(deletion)
