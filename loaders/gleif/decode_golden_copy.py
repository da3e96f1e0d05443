"""Decodes records of the golden copy from nested values, which JSON has and XML is read into.

A value is a text or ``{"$": text, "@xml:lang": ..}``; several children are a list and a single one stands alone.  Owns the golden copy's
names.  Knows neither bytes nor statements.
"""

from __future__ import annotations

from typing import Final

from loaders.gleif.model import AddressFields, Event, ExceptionRecord, LeiRecord, NameFields, Period, Record, RelationshipRecord

_WRAPPERS: Final = ("LEIRecord", "RelationshipRecord", "Exception")
_ADDRESS: Final = ("AddressNumber", "AddressNumberWithinBuilding", "MailRouting")
Object = dict[str, object]
"""Nested values by their names."""


def decode(value: Object) -> Record | None:
    """Return the record that an object is; None where it is none."""
    if len(value) == 1:
        inner = value.get(next(iter(value)))
        if isinstance(inner, dict) and next(iter(value)) in _WRAPPERS:
            value = inner
    if "Relationship" in value:
        return _decode_relationship(value)
    if "ExceptionCategory" in value or "ExceptionReason" in value:
        return _decode_exception(value)
    if "LEI" in value:
        return _decode_lei(value)
    return None


def get_text(value: object) -> str:
    """Return the text of a value; "" for what is none.

    >>> get_text({"$": " Acme ", "@xml:lang": "en"}), get_text(None), get_text(7)
    ('Acme', '', '7')
    """
    if isinstance(value, dict):
        value = value.get("$")
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, dict):
        return get_text(value)
    if isinstance(value, list):
        return get_text(value[0]) if value else ""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def get_object(value: Object, name: str) -> Object:
    """Return the object below a name, of several the first; an empty one where there is none."""
    child = value.get(name)
    if isinstance(child, list):
        child = child[0] if child else None
    return child if isinstance(child, dict) else {}


def get_children(value: Object, plural: str, single: str) -> list[object]:
    """Return children of which there may be none, one or many, with or without the element around them.

    >>> get_children({"As": {"A": ["x", "y"]}}, "As", "A"), get_children({"As": [{"b": 1}]}, "As", "A"), get_children({"A": "x"}, "As", "A")
    (['x', 'y'], [{'b': 1}], ['x'])
    """
    children = value.get(plural)
    if children is None:
        children = value.get(single)
    elif isinstance(children, dict) and single in children and not children.keys() & {"type", "@type"}:
        children = children[single]
    if children is None or children == "":
        return []
    return list(children) if isinstance(children, list) else [children]


def _decode_lei(value: Object) -> LeiRecord:
    entity, registration = get_object(value, "Entity"), get_object(value, "Registration")
    names = [_decode_name(entity.get("LegalName"), "LegalName", "")]
    for plural, single in (("OtherEntityNames", "OtherEntityName"), ("TransliteratedOtherEntityNames", "TransliteratedOtherEntityName")):
        if plural in entity:
            names += [_decode_name(item, single, single) for item in get_children(entity, plural, single)]
    addresses = [_decode_address(get_object(entity, name), name) for name in ("LegalAddress", "HeadquartersAddress") if name in entity]
    authority, form = get_object(entity, "RegistrationAuthority"), get_object(entity, "LegalForm")
    record = LeiRecord(
        lei=get_text(value["LEI"]),
        names=names,
        addresses=addresses,
        authority=get_text(authority.get("RegistrationAuthorityID")),
        other_authority=get_text(authority.get("OtherRegistrationAuthorityID")),
        number=get_text(authority.get("RegistrationAuthorityEntityID")),
        jurisdiction=get_text(entity.get("LegalJurisdiction")),
        category=get_text(entity.get("EntityCategory")),
        subcategory=get_text(entity.get("EntitySubCategory")),
        form=get_text(form.get("EntityLegalFormCode")) if form else get_text(entity.get("LegalForm")),
        other_form=get_text(form.get("OtherLegalForm")),
        status=get_text(entity.get("EntityStatus")),
        created=get_text(entity.get("EntityCreationDate")),
        expired=get_text(entity.get("EntityExpirationDate")),
        expiry_reason=get_text(entity.get("EntityExpirationReason")),
        updated=get_text(registration.get("LastUpdateDate")),
        registration=get_text(registration.get("RegistrationStatus")),
        deleted=_read_deleted(value),
    )
    if "LegalEntityEvents" in entity:
        record.events = [
            _decode_event(item) for item in get_children(entity, "LegalEntityEvents", "LegalEntityEvent") if isinstance(item, dict)
        ]
    if "SuccessorEntity" in entity:
        record.successors = [
            (get_text(item.get("SuccessorLEI")), get_text(item.get("SuccessorEntityName")))
            for item in get_children(entity, "SuccessorEntities", "SuccessorEntity")
            if isinstance(item, dict)
        ]
    if "AssociatedEntity" in entity:
        associated = get_object(entity, "AssociatedEntity")
        record.associated = get_text(associated.get("AssociatedLEI")), get_text(associated.get("AssociatedEntityName"))
    return record


def _decode_name(value: object, single: str, default: str) -> NameFields:
    if not isinstance(value, dict):
        return NameFields(get_text(value), default, "")
    lang = value.get("@xml:lang") or value.get("@lang") or value.get("xml:lang") or value.get("lang")
    kind = value.get("@type") or value.get("type")
    return NameFields(get_text(value.get("$") or value.get(single)), get_text(kind) or default, get_text(lang))


def _decode_address(value: Object, kind: str) -> AddressFields:
    lines = value.get("AdditionalAddressLine")
    more = [get_text(line) for line in lines] if isinstance(lines, list) else [get_text(lines)]
    parts = (
        get_text(value.get("FirstAddressLine") or value.get("Line1")),
        *(get_text(value.get(name)) for name in _ADDRESS if name in value),
        *more,
        get_text(value.get("City")),
        get_text(value.get("Region")),
        get_text(value.get("PostalCode")),
    )
    return AddressFields(kind, parts, get_text(value.get("Country")))


def _decode_event(value: Object) -> Event:
    return Event(
        get_text(value.get("LegalEntityEventType")),
        get_text(value.get("@event_status") or value.get("event_status")),
        get_text(value.get("LegalEntityEventEffectiveDate")),
    )


def _decode_relationship(value: Object) -> RelationshipRecord:
    relation, registration = get_object(value, "Relationship"), get_object(value, "Registration")
    start, end = get_object(relation, "StartNode"), get_object(relation, "EndNode")
    record = RelationshipRecord(
        start=get_text(start.get("NodeID")),
        end=get_text(end.get("NodeID")),
        type=get_text(relation.get("RelationshipType")),
        start_type=get_text(start.get("NodeIDType")),
        end_type=get_text(end.get("NodeIDType")),
        status=get_text(relation.get("RelationshipStatus")),
        periods=[
            Period(get_text(item.get("PeriodType")), get_text(item.get("StartDate")), get_text(item.get("EndDate")))
            for item in get_children(relation, "RelationshipPeriods", "RelationshipPeriod")
            if isinstance(item, dict)
        ],
        updated=get_text(registration.get("LastUpdateDate")),
        registration=get_text(registration.get("RegistrationStatus")),
        reference=get_text(registration.get("ValidationReference")),
        deleted=_read_deleted(value),
    )
    if "RelationshipQualifiers" in relation:
        qualifiers = get_children(relation, "RelationshipQualifiers", "RelationshipQualifier")
        record.standards = [get_text(item.get("QualifierCategory")) for item in qualifiers if isinstance(item, dict)]
    if "RelationshipQuantifiers" in relation:
        quantifiers = get_children(relation, "RelationshipQuantifiers", "RelationshipQuantifier")
        record.quantifiers = [
            " ".join(filter(None, (get_text(item.get(name)) for name in ("MeasurementMethod", "QuantifierAmount", "QuantifierUnits"))))
            for item in quantifiers
            if isinstance(item, dict)
        ]
    return record


def _decode_exception(value: Object) -> ExceptionRecord:
    return ExceptionRecord(
        lei=get_text(value.get("LEI")),
        category=get_text(value.get("ExceptionCategory")),
        reasons=[get_text(item) for item in get_children(value, "ExceptionReasons", "ExceptionReason")],
        references=[get_text(item) for item in get_children(value, "ExceptionReferences", "ExceptionReference")],
        updated=get_text(value.get("ContentDate")),
        deleted=_read_deleted(value),
    )


def _read_deleted(value: Object) -> str | None:
    """Return when the record was deleted, "" where only the fact is known; None where it was not."""
    extension = value.get("Extension")
    if not isinstance(extension, dict):
        return None
    if "Deletion" not in extension and "DeletedAt" not in extension:
        return None
    deletion = extension.get("Deletion", extension)
    return get_text(deletion.get("DeletedAt")) if isinstance(deletion, dict) else get_text(deletion)
