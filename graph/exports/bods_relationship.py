"""Make the interests of one relationship the details of a BODS record.

Owns which field of an interest becomes what.  Knows nothing of series, nor of which claims are left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

import msgspec

from graph.exports.bods_frame import Annotations, Json, split_note
from ontology.dates import first_day, last_day
from ontology.shares import PERCENT, WHOLE, Share, to_percent
from ontology.statements import Family, Interest, InterestStatement, Reason

_WHOLE_DAY: Final = len("2020-12-31")
_VETO: Final = "veto right"


class InterestPart(NamedTuple):
    """An interest, or what of it holds on some days only.  ``why_unsure``: why it says less than its source, where it does."""

    statement: InterestStatement
    why_unsure: str | None = None


def describe_relationship(
    parts: Sequence[InterestPart],
    subject: str | None,
    holder: str | None,
    components: Sequence[str],
    annotations: Annotations,
    *,
    is_component: bool,
    is_held_by_person: bool,
) -> Json:
    """Make the record's details.

    ``subject``, ``holder``: ids of the parties' records, None where unnamed; ``components``: ids of the records that it restates;
    """
    first = parts[0].statement
    annotated_parts: list[str] = []
    words: list[str] = []
    for statement, _ in parts:
        annotated, other = split_note(statement.note)
        annotated_parts += [part for part in annotated if part not in annotated_parts]
        words += [part for part in other if part not in words]
    why_unnamed = None
    if subject is None or holder is None:
        # The ledger keeps in the note why a side is not named.
        why_unnamed, words = " | ".join(words) or None, []
    for part in (*annotated_parts, *words):
        annotations.add_note(part)
    details: Json = {"isComponent": is_component}
    if components:
        details["componentRecords"] = list(components)
    # The words stand on one side, so that they are read once.
    details["subject"] = subject if subject is not None else _describe_unnamed(first.subject_reason, why_unnamed)
    why_holder_unnamed = why_unnamed if subject is not None else None
    details["interestedParty"] = holder if holder is not None else _describe_unnamed(first.holder_reason, why_holder_unnamed)
    interests: list[Json] = []
    for statement, why_unsure in parts:
        target = f"/recordDetails/interests/{len(interests)}"
        if why_unsure is not None:
            annotations.add(target, why_unsure)
        interests.append(_describe_interest(statement, target, annotations, is_held_by_person=is_held_by_person))
    details["interests"] = interests
    return details


def has_partial_dates(statement: InterestStatement) -> bool:
    """Whether it begins or ends in a year or a month, nobody knows on which day."""
    return any(date is not None and len(date) < _WHOLE_DAY for date in (statement.valid_from, statement.valid_until))


def split_unsure_days(part: InterestPart) -> Iterator[InterestPart]:
    """Split an interest with a size by how sure its days are: itself for the days on which it is, and from nothing on for those around.

    Of a start or an end that is a year or a month nobody knows the day.  What has no size is left as it is.
    """
    statement = part.statement
    start, end = statement.valid_from, statement.valid_until
    if not has_partial_dates(statement) or not (
        statement.interest.family in (Family.MONEY, Family.VOTES) or statement.interest is Interest.NOMINEE
    ):
        yield part
        return
    share = statement.share
    wider = Share(min=0, max=share.max if share else WHOLE, max_open=share.max_open if share else False)
    partial_dates = " and ".join(date for date in (start, end) if date is not None and len(date) < _WHOLE_DAY)
    why = f"The source says {partial_dates}; on the days on which it is not sure, the size is from nothing on."

    def make_unsure(first: datetime.date, last: datetime.date) -> Iterator[InterestPart]:
        if first < last:
            dates = {"valid_from": first.isoformat(), "valid_until": last.isoformat()}
            yield InterestPart(msgspec.structs.replace(statement, share=wider, **dates), why)

    if start and end and last_day(start) >= first_day(end):
        yield from make_unsure(first_day(start), last_day(end))
        return
    if start:
        yield from make_unsure(first_day(start), last_day(start))
    yield part
    if end:
        yield from make_unsure(first_day(end), last_day(end))


def describe_share(share: Share) -> Json:
    """Write the size as the standard does: one number, or each bound under the name that says whether it is included.

    >>> describe_share(Share.parse("(25..50]")), describe_share(Share.parse("51")), describe_share(Share.parse("1/3"))
    ({'exclusiveMinimum': 25, 'maximum': 50}, {'exact': 51}, {'exact': 33.333333333})
    """
    if share.min == share.max:
        return {"exact": to_percent(share.min)}
    if share.exact:
        return {"exact": float(_choose_number(share))}
    return {
        "exclusiveMinimum" if share.min_open else "minimum": to_percent(share.min),
        "exclusiveMaximum" if share.max_open else "maximum": to_percent(share.max),
    }


def _choose_number(share: Share) -> Fraction:
    """Choose a number of more than nine decimals, in percent: as it was written where that can be read, else between the bounds."""
    middle = Fraction(share.min + share.max, 2 * PERCENT)
    text = (share.text or "").strip().removesuffix("%").strip()
    try:
        number = Fraction(text) * (100 if "/" in text else 1)
    except (ValueError, ZeroDivisionError):
        return middle
    return number if share.min < number * PERCENT < share.max else middle


def _describe_interest(statement: InterestStatement, target: str, annotations: Annotations, *, is_held_by_person: bool) -> Json:
    interest: Json = {}
    words = statement.details
    if statement.interest is Interest.VETO:
        # No code of the standard blocks without controlling; without a type nobody takes it for control.
        annotations.add(target, "The right to block, which the standard has no code for; it gives no control.")
        words = words or _VETO
    else:
        interest["type"] = statement.interest.value
    interest["directOrIndirect"] = statement.direct.value
    if statement.beneficial is not None:
        if statement.beneficial and statement.holder is not None and not is_held_by_person:
            annotations.add(target, "The source calls the holder a beneficial owner; the standard keeps that word for natural persons.")
        else:
            interest["beneficialOwnershipOrControl"] = statement.beneficial
    if words:
        interest["details"] = words
    if statement.share is not None:
        interest["share"] = describe_share(statement.share)
    if statement.valid_from:
        interest["startDate"] = annotations.round_day(statement.valid_from, f"{target}/startDate", to_last=True)
    if statement.valid_until:
        start = interest.get("startDate")
        interest["endDate"] = annotations.round_day(
            statement.valid_until, f"{target}/endDate", not_before=start if isinstance(start, str) else None
        )
    annotations.add_quotes(target, statement.evidence)
    annotations.add_assertion(target, statement.assertion)
    return interest


def _describe_unnamed(reason: Reason | None, words: str | None) -> Json:
    details: Json = {"reason": (reason or Reason.UNKNOWN).value}
    return details | ({"description": words} if words else {})
