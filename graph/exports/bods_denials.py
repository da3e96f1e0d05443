"""Find the claims of an export that another record denies, and say of them no more than the ledger does.

BODS cannot say that somebody denies a claim: it stands there alone and reads as certain, where the ledger has it as possible.  So a size
goes down to nothing (60 % becomes 0 to 60 %), and what has no size is left out.  Owns which claims these are; writes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec

from ontology.dates import first_day, last_day
from ontology.shares import WHOLE, Share
from ontology.statements import Change, Family, Interest, InterestStatement, Status

_ALSO_DENIED_BY: Final = {Interest.SHAREHOLDING: (Interest.VOTING_RIGHTS,)}
"""Whoever denies somebody's votes denies what his shares would give."""


class _Denial(NamedTuple):
    """``first`` and ``last``: the days of which it speaks; ``record``: a hash of its record."""

    first: datetime.date
    last: datetime.date
    record: int


class Denials:
    """The denials of an export, by whose interest in whom they deny.  ``find_number``: the number of a party by its IRI."""

    def __init__(self, find_number: Callable[[str], int | None]) -> None:
        self._find_number = find_number
        self._denials: dict[tuple[int | None, int | None, Interest], list[_Denial]] = {}

    def add(self, statement: InterestStatement, record: int) -> None:
        """Remember a statement if it is a denial.  ``record``: a hash of its record."""
        if statement.status is Status.DENIED and statement.holder is not None and statement.subject is not None:
            first = first_day(statement.valid_from) if statement.valid_from else datetime.date.min
            end = statement.valid_until or statement.stated_at
            last = max(last_day(end) if end else datetime.date.max, first)
            self._denials.setdefault(self._name(statement, statement.interest), []).append(_Denial(first, last, record))

    def weaken(self, statement: InterestStatement, record: int) -> InterestStatement | None:
        """Return a statement as it can be written: itself where nobody denies it, from nothing on where somebody does.

        None where it has no size to be less sure of.  Another version of a record replaces it, and does not deny it.
        """
        if not self._denials or statement.status is Status.DENIED or None in (statement.holder, statement.subject):
            return statement
        kinds = (statement.interest, *_ALSO_DENIED_BY.get(statement.interest, ()))
        denials = [denial for kind in kinds for denial in self._denials.get(self._name(statement, kind), ())]
        begin = first_day(statement.valid_from) if statement.valid_from else datetime.date.min
        end = last_day(statement.valid_until) if statement.valid_until else datetime.date.max
        if not any(denial.record != record and begin <= denial.last and denial.first <= end for denial in denials):
            return statement
        if statement.interest.family not in (Family.MONEY, Family.VOTES) and statement.interest is not Interest.NOMINEE:
            return statement if statement.change is Change.CLOSED else None
        share = statement.share
        wider = Share(min=0, max=share.max if share else WHOLE, max_open=share.max_open if share else False)
        return msgspec.structs.replace(statement, share=wider)

    def _name(self, statement: InterestStatement, interest: Interest) -> tuple[int | None, int | None, Interest]:
        return self._find_number(statement.holder or ""), self._find_number(statement.subject or ""), interest
