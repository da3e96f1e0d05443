"""Records of relationships as statements, one an interest.

Owns the two sides, named or not, the components and the interests.  Knows nothing of where a version keeps its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from loaders.bods import codes, shares, values
from loaders.bods.model import Details, GivenInterest, Reference
from loaders.bods.record import Said
from ontology.dates import ends_before_start
from ontology.errors import RecordError
from ontology.statements import Change, Directness, Interest, InterestStatement, Reason

_NO_INTEREST = GivenInterest()


class _Side(NamedTuple):
    iri: str | None = None
    reason: Reason | None = None


def relationship(said: Said, details: Details, party: Callable[[str], str], series: Callable[[str], str]) -> Iterator[InterestStatement]:
    """The interests.  ``party`` names the party of a record id, ``series`` the series of another relationship's.

    Raises RecordError MISSING_PARTY.
    """
    subject, holder = _side(said, details.subject, party), _side(said, details.interested_party, party)
    if subject is None or holder is None:
        if said.change is not Change.CLOSED:
            raise RecordError(
                "MISSING_PARTY",
                "the relationship names no party and no reason on one of its sides",
                "give subject and interestedParty: a record id, or a reason why it is not named",
            )
        yield closing(said, said.record)
        return
    if details.is_component:
        said.note.append("component")
    listed = [series(one) for one in details.component_records or details.component_statement_ids or () if one]
    given = details.interests or [_NO_INTEREST]
    if not details.interests and subject.iri is not None and holder.iri is not None:
        said.warn("NO_INTERESTS")
    for number, interest in enumerate(given):
        yield _interest(said, interest, str(number), subject, holder, tuple(listed))


def closing(said: Said, record: str) -> InterestStatement:
    """The end of a series whose last statement names no ends."""
    return InterestStatement(
        id=said.id("closing", record),
        source=said.source,
        stated_at=said.stated_at,
        record=record,
        change=Change.CLOSED,
        place=said.place,
        evidence=said.evidence,
        note=values.note(said.note),
        holder=None,
        holder_reason=Reason.UNKNOWN_TO_PUBLISHER,
        subject=None,
        subject_reason=Reason.UNKNOWN_TO_PUBLISHER,
        interest=Interest.UNKNOWN,
    )


def _interest(
    said: Said, given: GivenInterest, number: str, subject: _Side, holder: _Side, components: tuple[str, ...]
) -> InterestStatement:
    note = list(said.note)
    interest, details = _type(said, given)
    share, warning = shares.read(given.share, given.details, old=said.old)
    if warning:
        said.warn(warning)
    if (
        not said.old
        and given.share is not None
        and (isinstance(given.share.exclusive_minimum, bool) or isinstance(given.share.exclusive_maximum, bool))
    ):
        said.warn("MIXED_VERSIONS")
    start, end = said.day(given.start_date), said.day(given.end_date)
    if ends_before_start(start, end):
        said.warn("DATES_BACKWARDS")
        note.append(f"from {start} until {end}")
        start = end = None
    direct, components = _level(said, given, components)
    return InterestStatement(
        id=said.id("relationship", number),
        source=said.source,
        stated_at=said.stated_at,
        record=said.record,
        change=said.change,
        place=said.place,
        evidence=said.evidence,
        note=values.note(note),
        holder=holder.iri,
        holder_reason=holder.reason,
        subject=subject.iri,
        subject_reason=subject.reason,
        interest=interest,
        share=share,
        direct=direct,
        valid_from=start,
        valid_until=end,
        components=components,
        details=details,
        beneficial=given.beneficial_ownership_or_control,
    )


def _type(said: Said, given: GivenInterest) -> tuple[Interest, str | None]:
    """The interest's type, and its words."""
    details = given.details.strip() or None if given.details else None
    if given.type is None or not given.type.strip():
        if given is not _NO_INTEREST:
            said.warn("INTEREST_WITHOUT_TYPE")
        return Interest.UNKNOWN, details
    found = codes.interest(given.type)
    if found is None:
        said.warn("UNKNOWN_INTEREST")
        return Interest.UNKNOWN, f"{given.type}: {details}" if details else given.type
    if not said.old and "-" in given.type:
        said.warn("MIXED_VERSIONS")
    return found, details


def _level(said: Said, given: GivenInterest, components: tuple[str, ...]) -> tuple[Directness, tuple[str, ...]]:
    """Whether the interest is direct; one that lists its components is not, and only that restates them."""
    text = given.direct_or_indirect or given.interest_level
    direct = codes.LEVELS.get(text or "unknown")
    if given.interest_level is not None and not said.old:
        said.warn("MIXED_VERSIONS")
    if direct is None:
        said.warn("UNKNOWN_CODE")
        direct = Directness.UNKNOWN
    if not components:
        return direct, ()
    if direct is Directness.DIRECT:
        said.warn("COMPONENTS_OF_DIRECT")
        return direct, ()
    return Directness.INDIRECT, components


def _side(said: Said, given: Reference | str | None, party: Callable[[str], str]) -> _Side | None:
    """One side; None where the record says neither who nor why not."""
    if isinstance(given, str) or given is None:
        if given and said.old:
            said.warn("MIXED_VERSIONS")
        return _Side(party(given)) if given else None
    named = given.described_by_person_statement or given.described_by_entity_statement
    inner = given.unspecified
    code = given.reason or given.unspecified_reason or (inner.reason or inner.unspecified_reason if inner else None)
    description = given.description or (inner.description if inner else None)
    if not said.old and (named or inner or given.unspecified_reason):
        said.warn("MIXED_VERSIONS")
    if named:
        if code:
            said.warn("PARTY_AND_REASON")
            said.note.append(f"{code}: {description}" if description else code)
        return _Side(party(named))
    if code is None and description is None and inner is None:
        return None
    if description:
        said.note.append(description)
    reason = codes.reason(code) if code else Reason.UNKNOWN
    if reason is None:
        said.warn("UNKNOWN_CODE")
        said.note.append(code or "")
    return _Side(reason=reason or Reason.UNKNOWN)
