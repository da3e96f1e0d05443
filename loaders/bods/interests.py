"""Records of relationships as statements, one an interest.

Owns the two sides, named or not, the components and the interests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from loaders.bods import codes
from loaders.bods.model import Details, InterestFields, Reference
from loaders.bods.record import RecordContext
from loaders.bods.shares import read_share
from loaders.bods.values import join_notes, strip_text
from loaders.common.dates import check_period
from loaders.common.statements import make_closing
from ontology.errors import RecordError
from ontology.statements import Change, Directness, Interest, InterestStatement, Reason, Status

_NO_INTEREST = InterestFields()


class _Side(NamedTuple):
    """A side of a relationship: a party, or why it is not named."""

    iri: str | None = None
    reason: Reason | None = None


def list_interests(
    record: RecordContext, details: Details, party_of: Callable[[str], str], series_of: Callable[[str], str]
) -> list[InterestStatement]:
    """Return the interests of a relationship.

    ``party_of`` returns the party of a record id, ``series_of`` the series of another relationship.

    Raises RecordError MISSING_PARTY.
    """
    subject, holder = _read_side(record, details.subject, party_of), _read_side(record, details.interested_party, party_of)
    if subject is None or holder is None:
        if record.change is not Change.CLOSED:
            raise RecordError(
                "MISSING_PARTY",
                "the relationship names no party and no reason on one of its sides",
                "give subject and interestedParty: a record id, or a reason why it is not named",
            )
        return [close_series(record, record.record)]
    if record.change is Change.CLOSED and not details.interests:
        # What is over is what the record said before.
        return [close_series(record, record.record)]
    if details.is_component:
        record.notes.append("component")
    components = tuple([series_of(other) for other in details.component_records or details.component_statement_ids or () if other])
    interests = details.interests or [_NO_INTEREST]
    if not details.interests and subject.iri is not None and holder.iri is not None:
        record.warn("NO_INTERESTS")
    return [_map_interest(record, interest, str(number), subject, holder, components) for number, interest in enumerate(interests)]


def close_series(record: RecordContext, series: str) -> InterestStatement:
    """Return the end of a series whose last statement names no sides."""
    return make_closing(
        id=record.make_id("closing", series),
        source=record.source,
        record=series,
        place=record.place,
        stated_at=record.stated_at,
        evidence=record.evidence,
        note=join_notes(record.notes),
        interest=Interest.UNKNOWN,
    )


def _map_interest(
    record: RecordContext, fields: InterestFields, number: str, subject: _Side, holder: _Side, components: tuple[str, ...]
) -> InterestStatement:
    notes = list(record.notes)
    interest, details = _read_type(record, fields)
    share, warning = read_share(fields.share, fields.details, is_old=record.is_old)
    if warning:
        record.warn(warning)
    if (
        not record.is_old
        and fields.share is not None
        and (isinstance(fields.share.exclusive_minimum, bool) or isinstance(fields.share.exclusive_maximum, bool))
    ):
        record.warn("MIXED_VERSIONS")
    start, end = check_period(record.read_day(fields.start_date), record.read_day(fields.end_date, notes), notes, record.warn)
    direct, components = _read_directness(record, fields, components)
    return InterestStatement(
        id=record.make_id("relationship", number),
        source=record.source,
        stated_at=record.stated_at,
        record=record.record,
        change=record.change,
        place=record.place,
        evidence=record.evidence,
        note=join_notes(notes),
        holder=holder.iri,
        holder_reason=holder.reason,
        subject=subject.iri,
        subject_reason=subject.reason,
        interest=interest,
        share=share,
        direct=direct,
        status=Status.FORMER if fields.end_date and end is None else Status.IN_EFFECT,
        valid_from=start,
        valid_until=end,
        components=components,
        details=details,
        beneficial=fields.beneficial_ownership_or_control,
    )


def _read_type(record: RecordContext, fields: InterestFields) -> tuple[Interest, str | None]:
    """Return the interest, and the publisher's own words for it."""
    details = strip_text(fields.details)
    if fields.type is None or not fields.type.strip():
        if fields is not _NO_INTEREST:
            record.warn("INTEREST_WITHOUT_TYPE")
        return Interest.UNKNOWN, details
    interest = codes.find_interest(fields.type)
    if interest is None:
        record.warn("UNKNOWN_INTEREST")
        return Interest.UNKNOWN, f"{fields.type}: {details}" if details else fields.type
    if not record.is_old and "-" in fields.type:
        record.warn("MIXED_VERSIONS")
    return interest, details


def _read_directness(record: RecordContext, fields: InterestFields, components: tuple[str, ...]) -> tuple[Directness, tuple[str, ...]]:
    """Return whether the interest is direct, and its components; one with components is indirect, and only an indirect one has them."""
    text = fields.direct_or_indirect or fields.interest_level
    direct = codes.DIRECTNESS.get(text or "unknown")
    if fields.interest_level is not None and not record.is_old:
        record.warn("MIXED_VERSIONS")
    if direct is None:
        record.warn("UNKNOWN_CODE")
        direct = Directness.UNKNOWN
    if not components:
        return direct, ()
    if direct is Directness.DIRECT:
        record.warn("COMPONENTS_OF_DIRECT")
        return direct, ()
    return Directness.INDIRECT, components


def _read_side(record: RecordContext, fields: Reference | str | None, party_of: Callable[[str], str]) -> _Side | None:
    """Return one side; None where the record states neither who nor why not."""
    if isinstance(fields, str) or fields is None:
        if fields and record.is_old:
            record.warn("MIXED_VERSIONS")
        return _Side(party_of(fields)) if fields else None
    statement = fields.described_by_person_statement or fields.described_by_entity_statement
    inner = fields.unspecified
    code = fields.reason or fields.unspecified_reason or (inner.reason or inner.unspecified_reason if inner else None)
    description = fields.description or (inner.description if inner else None)
    if not record.is_old and (statement or inner or fields.unspecified_reason):
        record.warn("MIXED_VERSIONS")
    if statement:
        if code:
            record.warn("PARTY_AND_REASON")
            record.notes.append(f"{code}: {description}" if description else code)
        return _Side(party_of(statement))
    if code is None and description is None and inner is None:
        return None
    if description:
        record.notes.append(description)
    reason = codes.find_reason(code) if code else Reason.UNKNOWN
    if reason is None:
        record.warn("UNKNOWN_CODE")
        record.notes.append(code or "")
    return _Side(reason=reason or Reason.UNKNOWN)
