"""The interests of one relationship as the details of a BODS record.

Owns which field of an interest becomes what.  Knows nothing of series, nor of which claims are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from graph.exports.bods_frame import Json, Notes, parts
from ontology.shares import PERCENT, Share, to_percent
from ontology.statements import Interest, InterestStatement, Reason

_VETO: Final = "veto right"


def details(
    statements: Sequence[InterestStatement],
    subject: str | None,
    holder: str | None,
    components: Sequence[str],
    notes: Notes,
    *,
    is_component: bool,
    natural: bool,
) -> Json:
    """The record's details.  ``natural``: whether the holder is a person; ``components``: ids of the records that it restates."""
    first = statements[0]
    annotated: list[str] = []
    words: list[str] = []
    for one in statements:
        said, other = parts(one.note)
        annotated += [part for part in said if part not in annotated]
        words += [part for part in other if part not in words]
    unnamed = None
    if subject is None or holder is None:
        # The ledger keeps in the note why a side is not named.
        unnamed, words = " | ".join(words) or None, []
    for part in (*annotated, *words):
        notes.note(part)
    made: Json = {"isComponent": is_component}
    if components:
        made["componentRecords"] = list(components)
    # The words stand on one side, so that they are read once.
    made["subject"] = subject if subject is not None else _unspecified(first.subject_reason, unnamed)
    made["interestedParty"] = holder if holder is not None else _unspecified(first.holder_reason, unnamed if subject is not None else None)
    made["interests"] = [
        _interest(one, f"/recordDetails/interests/{number}", notes, natural=natural) for number, one in enumerate(statements)
    ]
    return made


def share(given: Share) -> Json:
    """The size as the standard writes it: one number, or each bound under the name that says whether it is included.

    >>> share(Share.parse("(25..50]")), share(Share.parse("51")), share(Share.parse("1/3"))
    ({'exclusiveMinimum': 25, 'maximum': 50}, {'exact': 51}, {'exact': 33.333333333333336})
    """
    if given.min == given.max:
        return {"exact": to_percent(given.min)}
    if given.exact:
        return {"exact": float(_number(given))}
    return {
        "exclusiveMinimum" if given.min_open else "minimum": to_percent(given.min),
        "exclusiveMaximum" if given.max_open else "maximum": to_percent(given.max),
    }


def _number(given: Share) -> Fraction:
    """A number of more than nine decimals: as it was written where that can be read, else the middle of the two that hold it."""
    text = (given.text or "").strip().removesuffix("%").strip()
    try:
        found = Fraction(text) * (100 if "/" in text else 1)
    except (ValueError, ZeroDivisionError):
        found = Fraction(given.min + given.max, 2 * PERCENT)
    inside = given.min < found * PERCENT < given.max
    return found if inside else Fraction(given.min + given.max, 2 * PERCENT)


def _interest(statement: InterestStatement, target: str, notes: Notes, *, natural: bool) -> Json:
    made: Json = {}
    words = statement.details
    if statement.interest is Interest.VETO:
        # No code of the standard blocks without controlling; without a type nobody takes it for control.
        notes.add(target, "The right to block, which the standard has no code for; it gives no control.")
        words = words or _VETO
    else:
        made["type"] = statement.interest.value
    made["directOrIndirect"] = statement.direct.value
    if statement.beneficial is not None:
        if statement.beneficial and statement.holder is not None and not natural:
            notes.add(target, "The source calls the holder a beneficial owner; the standard keeps that word for natural persons.")
        else:
            made["beneficialOwnershipOrControl"] = statement.beneficial
    if words:
        made["details"] = words
    if statement.share is not None:
        made["share"] = share(statement.share)
    if statement.valid_from:
        made["startDate"] = notes.day(statement.valid_from, f"{target}/startDate")
    if statement.valid_until:
        start = made.get("startDate")
        made["endDate"] = notes.day(statement.valid_until, f"{target}/endDate", not_before=start if isinstance(start, str) else None)
    notes.evidence(target, statement.evidence)
    notes.assertion(target, statement.assertion)
    return made


def _unspecified(reason: Reason | None, words: str | None) -> Json:
    made: Json = {"reason": (reason or Reason.UNKNOWN).value}
    return made | ({"description": words} if words else {})


__all__ = ["details", "share"]
