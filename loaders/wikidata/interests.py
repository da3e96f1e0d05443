"""The claims of an item as interests: what a claim with its qualifiers, its rank and its missing value means."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from loaders.common.dates import check_period
from loaders.common.statements import make_evidence
from loaders.wikidata import codes
from loaders.wikidata.model import DEPRECATED, NORMAL, NOVALUE, PREFERRED, SOMEVALUE, VALUE, Claim, Item, Value
from loaders.wikidata.record import RecordContext
from ontology.dates import first_day, last_day
from ontology.errors import RecordError
from ontology.shares import Share
from ontology.statements import Family, Interest, InterestStatement, Reason, Status

_CAN_BE_NONE: Final = frozenset(("P127", "P749"))
"""Properties of which it means something that there is no value."""


class _Period(NamedTuple):
    """When a claim holds; ``at``: the day on which it is known to have held; ``is_former``: it ended on an unknown day."""

    start: str | None
    end: str | None
    at: str | None
    is_former: bool


def list_interests(record: RecordContext, item: Item) -> Iterator[InterestStatement]:
    """Yield what the claims of holding give, in their order."""
    for name in codes.HOLDINGS:
        claims = item.claims.get(name, [])
        has_preferred = any(claim.rank == PREFERRED for claim in claims)
        for claim in claims:
            if claim.rank == DEPRECATED:
                record.warn("DEPRECATED")
            elif claim.value.kind == VALUE and claim.value.item is None:
                record.warn("NO_PARTY")
            elif claim.value.kind != NOVALUE or name in _CAN_BE_NONE:
                yield from _map_claim(record, claim, beside_preferred=has_preferred and claim.rank == NORMAL)


def _map_claim(record: RecordContext, claim: Claim, *, beside_preferred: bool) -> Iterator[InterestStatement]:
    notes: list[str] = []
    if beside_preferred:
        record.warn("BESIDE_PREFERRED")
        notes.append("another claim of the item is preferred")
    period = _read_period(record, claim, notes)
    interest, by_holder = codes.HOLDINGS[claim.property]
    share = _read_share(record, claim, notes)
    details = f"{codes.LABELS[claim.property]} ({claim.property})"
    if claim.get_qualifiers(codes.PART):
        # Of a part of the subject only: nothing follows for the whole.
        record.warn("OF_A_PART")
        interest = Interest.UNKNOWN
        details += f" of a part: {', '.join(value.words or SOMEVALUE for value in claim.get_qualifiers(codes.PART))}"
    other, reason = record.make_party_iri(claim.value.item) if claim.value.item else None, None
    if other is None:
        reason = Reason.UNKNOWN
        if claim.value.kind == NOVALUE:
            # Who has no owner is owned by nobody; who has no parent organisation may still have owners.
            reason = Reason.NO_BENEFICIAL_OWNERS if claim.property == "P127" else Reason.UNKNOWN
            interest, details = Interest.UNKNOWN, f"{details}: none"
    interests = [(interest, share if interest.family in (Family.MONEY, Family.NONE) else None)]
    if share is not None and interest.family is Family.CONTROL:
        interests.append((Interest.SHAREHOLDING, share))
    is_unsure = any(value.item in codes.UNSURE for name in codes.CIRCUMSTANCES for value in claim.get_qualifiers(name))
    for number, (kind, size) in enumerate(interests):
        yield InterestStatement(
            id=record.make_id("claim", claim.id, number=number),
            source=record.source,
            stated_at=period.at or record.stated_at,
            record=_name_record(claim) if period.at else claim.id,
            place=record.place,
            holder=record.party if by_holder else other,
            subject=other if by_holder else record.party,
            holder_reason=None if by_holder else reason,
            subject_reason=reason if by_holder else None,
            interest=kind,
            share=size,
            status=Status.FORMER if period.is_former else Status.ALLEGED if is_unsure else Status.IN_EFFECT,
            valid_from=period.start,
            valid_until=period.end,
            details=details,
            note="; ".join(notes) or None,
            evidence=make_evidence(record.source, claim.urls),
        )


def _name_record(claim: Claim) -> str:
    """Name the record of a claim that says when it was so: several of one holding are its versions, not rivals."""
    return f"{claim.id.partition('$')[0]} {claim.property} {claim.value.item}"


def _read_period(record: RecordContext, claim: Claim, notes: list[str]) -> _Period:
    """Return when a claim holds.  An end that is known to be past, on an unknown day, makes it a former one."""
    starts, ends, at = (_read_dates(record, claim, name, notes) for name in (codes.START, codes.END, codes.AT))
    if len(starts) > 1 or len(ends) > 1:
        record.warn("SEVERAL_VALUES")
        notes.append(f"from {', '.join(starts) or '?'} until {', '.join(ends) or '?'}")
    start, end = min(starts, key=first_day, default=None), max(ends, key=last_day, default=None)
    start, end = check_period(start, end, notes, record.warn)
    is_former = end is None and any(value.kind == SOMEVALUE or value.words or value.date for value in claim.get_qualifiers(codes.END))
    return _Period(start, end, max(at, key=first_day, default=None), is_former)


def _read_dates(record: RecordContext, claim: Claim, name: str, notes: list[str]) -> list[str]:
    """Return the dates of a qualifier; what is none goes into the notes."""
    dates = []
    for value in claim.get_qualifiers(name):
        if value.date is not None:
            dates.append(value.date)
        elif value.kind == VALUE:
            record.warn("BAD_DATE")
            notes.append(f"{name} {value.words[:40]}")
    return dates


def _read_share(record: RecordContext, claim: Claim, notes: list[str]) -> Share | None:
    """Return the proportion: exact where one number without a margin is given, else the interval."""
    values = [value for value in claim.get_qualifiers(codes.PROPORTION) if value.kind == VALUE]
    shares = [share for value in values if (share := parse_proportion(value)) is not None]
    if len(shares) < len(values):
        record.warn("BAD_SHARE")
        notes.append(f"proportion {', '.join(value.words[:40] for value in values)}")
    if len(shares) > 1:
        record.warn("SEVERAL_VALUES")
        text = ", ".join(value.words[:40] for value in values)
        return Share(min=min(s.min for s in shares), max=max(s.max for s in shares), text=text)
    return shares[0] if shares else None


def parse_proportion(value: Value) -> Share | None:
    """Return a quantity as a share: a pure number is a part of one, a percentage has that unit.  None for any other quantity.

    >>> parse_proportion(Value(amount=Decimal("0.51"), words="+0.51")).label()
    '51 %'
    >>> parse_proportion(Value(amount=Decimal("51"), words="+51")) is None
    True
    """
    scale = {None: 100, codes.PERCENT: 1}.get(value.unit)
    if value.amount is None or scale is None:
        return None
    text = f"{value.words} %" if scale == 1 else value.words
    low, high = (None if bound is None else bound * scale for bound in (value.low, value.high))
    try:
        exact = Share.point(value.amount * scale, text)
        if low is None or high is None or low == high:
            return exact
        return Share.between(max(low, Decimal(0)), min(high, Decimal(100)), text=f"{text} [{value.low}, {value.high}]")
    except RecordError:
        return None
