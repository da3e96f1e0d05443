"""The claims of an item as interests.

Owns what a claim with its qualifiers, its rank and its missing value means.  Knows nothing of how it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from loaders.contract import LoadContext
from loaders.wikidata import codes
from loaders.wikidata.model import DEPRECATED, NORMAL, NOVALUE, PREFERRED, SOMEVALUE, VALUE, Claim, Item, Value
from ontology.dates import ends_before_start, first_day, last_day
from ontology.errors import RecordError
from ontology.shares import Share
from ontology.statements import Evidence, Family, Interest, InterestStatement, Place, Reason, Status

_NONE: Final = frozenset(("P127", "P749"))
"""Properties of which it says something that there is no value."""


class _Period(NamedTuple):
    start: str | None
    end: str | None
    at: str | None
    former: bool


def interests(item: Item, source: str, stated_at: str | None, place: Place, context: LoadContext) -> Iterator[InterestStatement]:
    """What the claims of holding say, in their order."""
    for name in codes.HOLDINGS:
        claims = item.claims.get(name, [])
        preferred = any(claim.rank == PREFERRED for claim in claims)
        for claim in claims:
            if claim.rank == DEPRECATED:
                context.warn("DEPRECATED")
            elif claim.value.kind == VALUE and claim.value.item is None:
                context.warn("NO_PARTY")
            elif claim.value.kind != NOVALUE or name in _NONE:
                yield from _stated(item, claim, source, stated_at, place, context, beside=preferred and claim.rank == NORMAL)


def _stated(
    item: Item, claim: Claim, source: str, stated_at: str | None, place: Place, context: LoadContext, *, beside: bool
) -> Iterator[InterestStatement]:
    notes: list[str] = []
    if beside:
        context.warn("BESIDE_PREFERRED")
        notes.append("another claim of the item is preferred")
    period = _period(claim, notes, context)
    interest, by_holder = codes.HOLDINGS[claim.property]
    share = _share(claim, notes, context)
    details = f"{codes.NAMED[claim.property]} ({claim.property})"
    if claim.all(codes.PART):
        # Of a part of the subject only: nothing follows for the whole.
        context.warn("OF_A_PART")
        interest = Interest.UNKNOWN
        details += f" of a part: {', '.join(value.words or SOMEVALUE for value in claim.all(codes.PART))}"
    own, other, reason = context.base.identifier("wikidata", item.id), _other(claim, context), None
    if other is None:
        reason = Reason.UNKNOWN
        if claim.value.kind == NOVALUE:
            # Who has no owner is owned by nobody; who has no parent organisation may still have owners.
            reason = Reason.NO_BENEFICIAL_OWNERS if claim.property == "P127" else Reason.UNKNOWN
            interest, details = Interest.UNKNOWN, f"{details}: none"
    given = [(interest, share if interest.family in (Family.MONEY, Family.NONE) else None)]
    if share is not None and interest.family is Family.CONTROL:
        given.append((Interest.SHAREHOLDING, share))
    unsure = any(value.item in codes.UNSURE for name in codes.CIRCUMSTANCES for value in claim.all(name))
    for number, (one, size) in enumerate(given):
        yield InterestStatement(
            id=context.base.statement(source, "claim", claim.id, place.sha256 or "", str(number)),
            source=source,
            stated_at=period.at or stated_at,
            record=claim.id,
            place=place,
            holder=own if by_holder else other,
            subject=other if by_holder else own,
            holder_reason=None if by_holder else reason,
            subject_reason=reason if by_holder else None,
            interest=one,
            share=size,
            status=Status.FORMER if period.former else Status.ALLEGED if unsure else Status.IN_EFFECT,
            valid_from=period.start,
            valid_until=period.end,
            details=details,
            note="; ".join(notes) or None,
            evidence=tuple([Evidence(source=source, url=url) for url in claim.urls]),
        )


def _other(claim: Claim, context: LoadContext) -> str | None:
    return context.base.identifier("wikidata", claim.value.item) if claim.value.item else None


def _period(claim: Claim, notes: list[str], context: LoadContext) -> _Period:
    """When it holds.  An end that is known to lie in the past and not when makes it a former one."""
    starts, ends, at = (_dates(claim, name, notes, context) for name in (codes.START, codes.END, codes.AT))
    if len(starts) > 1 or len(ends) > 1:
        context.warn("SEVERAL_VALUES")
        notes.append(f"from {', '.join(starts) or '?'} until {', '.join(ends) or '?'}")
    start, end = min(starts, key=first_day, default=None), max(ends, key=last_day, default=None)
    former = end is None and any(value.kind == SOMEVALUE or value.words for value in claim.all(codes.END))
    if ends_before_start(start, end):
        context.warn("DATES_BACKWARDS")
        notes.append(f"from {start} until {end}")
        start, end = None, None
    return _Period(start, end, max(at, key=first_day, default=None), former)


def _dates(claim: Claim, name: str, notes: list[str], context: LoadContext) -> list[str]:
    found = []
    for value in claim.all(name):
        if value.date is not None:
            found.append(value.date)
        elif value.kind == VALUE:
            context.warn("BAD_DATE")
            notes.append(f"{name} {value.words[:40]}")
    return found


def _share(claim: Claim, notes: list[str], context: LoadContext) -> Share | None:
    """The proportion in percent: exact where one number without a margin is given, else the interval."""
    given = [value for value in claim.all(codes.PROPORTION) if value.kind == VALUE]
    found = [share for value in given if (share := _proportion(value)) is not None]
    if len(found) < len(given):
        context.warn("BAD_SHARE")
        notes.append(f"proportion {', '.join(value.words[:40] for value in given)}")
    if len(found) > 1:
        context.warn("SEVERAL_VALUES")
        words_ = ", ".join(value.words[:40] for value in given)
        return Share(min=min(s.min for s in found), max=max(s.max for s in found), text=words_)
    return found[0] if found else None


def _proportion(value: Value) -> Share | None:
    """A pure number is a part of one; a percentage says so by its unit.

    >>> _proportion(Value(amount=Decimal("0.51"), words="+0.51")).label()
    '51 %'
    >>> _proportion(Value(amount=Decimal("51"), words="+51")) is None
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
