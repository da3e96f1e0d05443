"""Find the least that the ledger gives each holder of a company beside claims that an export leaves out or makes smaller.

What an export cannot say may be what makes others less sure: a claim of 60 % that somebody denies leaves whoever is said to have another
60 % with 40 % at least, and votes that are only alleged mean that others' shares are not votes.  Read back without them, the others' shares
would say more than the ledger.  So in such a company no size begins above the least that the ledger gives its holder, on any day on which
the size surely holds.  Owns these least shares; must not know a format.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec
import numpy as np

from graph.generation.interest_table import ALWAYS, NEVER, UNNAMED, InterestTable
from graph.network.as_of import AsOfView
from graph.network.stake import Presence, Stake
from ontology.dates import first_day, last_day
from ontology.shares import WHOLE, Share
from ontology.statements import Directness, Family, Interest, InterestStatement, Status

LARGEST_TABLE: Final = 1_000_000
"""Days times rows of a company that are looked at.  Where that is not enough, every size counts from nothing, which is sound too."""

_BEARING: Final = (Interest.RIGHTS_TO_PROFIT, Interest.PROFIT_FROM_ASSETS, Interest.NOMINEE, Interest.NOMINATOR)
_DAY_COLUMNS: Final = ("from_first", "from_last", "until_first", "until_last", "stated")


class _Least(NamedTuple):
    """What a holder surely has at least on a day, in share units; None where it has none."""

    capital: int | None
    votes: int | None
    has_own_votes: bool
    """Its votes are as its shares or as is stated of it, and no less."""


_Key = tuple[int, bool, int]
"""A holder, whether it holds through others, and of one without a name the most that it may have, by which it is told from others."""


class SureShares:
    """The least shares in the companies that are given to ``add``.

    ``find_number``: the number of a party by its IRI; ``loses_denials``: the export leaves out denials that do not stand any more.
    """

    def __init__(self, interests: InterestTable, find_number: Callable[[str], int | None], *, loses_denials: bool = False) -> None:
        self._interests, self._find_number, self._loses_denials = interests, find_number, loses_denials
        self._companies: dict[int, bool] = {}
        self._list_periods = functools.lru_cache(maxsize=4_096)(self._compute_periods)

    def add(self, statement: InterestStatement, *, is_sure: bool = False) -> None:
        """Remember the company of a claim that is left out or made smaller, where that can make others more sure.

        ``is_sure``: what is left out may surely hold, and then it leaves others less where all add to more than the whole.
        """
        is_size = (is_sure or statement.status is Status.DENIED) and statement.interest.family in (Family.MONEY, Family.VOTES)
        if statement.status is Status.PLANNED or not (is_size or self.bears_on_others(statement)):
            return
        company = self._find_number(statement.subject or "")
        if company is not None:
            hides_votes = statement.interest.family is Family.VOTES and statement.status is not Status.DENIED
            self._companies[company] = self._companies.get(company, False) or hides_votes

    @staticmethod
    def bears_on_others(statement: InterestStatement) -> bool:
        """Whether a claim makes others less sure, even if it only may hold: of votes, of profit, or of holding for others."""
        return statement.interest.family is Family.VOTES or statement.interest in _BEARING

    def lower(self, statement: InterestStatement) -> InterestStatement:
        """Return a statement with a size that is no surer than the ledger: itself, unless its company was added."""
        share = statement.share
        if not self._companies or share is None or share.min == 0 or statement.status not in (Status.IN_EFFECT, Status.FORMER):
            return statement
        company = self._find_number(statement.subject or "")
        if company is None or company not in self._companies or statement.interest.family not in (Family.MONEY, Family.VOTES):
            return statement
        least = self._find_least(statement, company, share.max)
        if least is None or least >= share.min:
            return statement
        return msgspec.structs.replace(statement, share=Share(min=least, max=share.max, max_open=share.max_open))

    def are_no_votes(self, statement: InterestStatement) -> bool:
        """Whether votes that are left out are why shares are not votes, or not as many, on a day on which they surely are held."""
        if statement.interest is not Interest.SHAREHOLDING or statement.status not in (Status.IN_EFFECT, Status.FORMER):
            return False
        company = self._find_number(statement.subject or "") if self._companies else None
        if company is None or not self._companies.get(company):
            return False
        found = self._list_least(statement, company, statement.share.max if statement.share else WHOLE)
        return found is None or any(not one.has_own_votes for one in found)

    def _find_least(self, statement: InterestStatement, company: int, most: int) -> int | None:
        """Find the least that the ledger gives on any day on which the statement surely holds; None where it is sure on none."""
        found = self._list_least(statement, company, most)
        if found is None:
            return 0
        if statement.interest.family is Family.VOTES:
            return min((one.votes for one in found if one.votes is not None), default=None)
        return min((one.capital for one in found if one.capital is not None), default=None)

    def _list_least(self, statement: InterestStatement, company: int, most: int) -> list[_Least] | None:
        """List what the holder of a statement surely has at least on the days on which that surely holds; None: too many to look at."""
        periods = self._list_periods(company)
        if periods is None:
            return None
        start = statement.valid_from or statement.stated_at
        begin = last_day(start).toordinal() if start else ALWAYS
        end = first_day(statement.valid_until).toordinal() if statement.valid_until else NEVER
        number = UNNAMED if statement.holder is None else self._find_number(statement.holder)
        key = (UNNAMED if number is None else number, statement.direct is Directness.INDIRECT, most if number == UNNAMED else 0)
        return [least[key] for first, last, least in periods if first < end and begin < last and key in least]

    def _compute_periods(self, company: int) -> list[tuple[int, int, dict[_Key, _Least]]] | None:
        """Compute what holders have at least, from each day on which anything changes to the next; None: too many to look at."""
        rows = self._interests.rows_by_subject(company)
        columns = [self._interests.columns[name][rows.start : rows.stop] for name in _DAY_COLUMNS]
        days = [ALWAYS + 1, *(day for day in np.unique(np.concatenate(columns)).tolist() if ALWAYS + 1 < day < NEVER)]
        if len(days) * len(rows) > LARGEST_TABLE:
            return None
        return [(first, last, self._compute_least(company, first)) for first, last in pairwise([*days, NEVER])]

    def _compute_least(self, company: int, day: int) -> dict[_Key, _Least]:
        stakes = AsOfView(self._interests, datetime.date.fromordinal(day)).stakes(company)
        certain = [stake for stake in stakes if stake.presence is Presence.CERTAIN]
        own = [stake for stake in certain if not stake.is_indirect]
        too_much = [
            max(0, sum(share.min for share in column if share) - WHOLE) for column in ([s.capital for s in own], [s.votes for s in own])
        ]
        least: dict[_Key, _Least] = {}
        for stake in certain:
            capital, votes = (
                max(0, share.min - (0 if stake.is_indirect else excess)) if share else None
                for share, excess in zip((stake.capital, stake.votes), too_much, strict=True)
            )
            for most in _list_most(stake):
                least[stake.holder, stake.is_indirect, most] = _Least(
                    capital, votes, not stake.votes_left and (votes or 0) >= (capital or 0)
                )
        # What only perhaps holds on the day is no less sure when it is read again, unless it is for a denial that is left out.
        for stake in stakes if self._loses_denials else ():
            nothing = _Least(0 if stake.capital else None, 0 if stake.votes else None, has_own_votes=True)
            for most in _list_most(stake):
                least.setdefault((stake.holder, stake.is_indirect, most), nothing)
        return least


def _list_most(stake: Stake) -> list[int]:
    return [share.max for share in (stake.capital, stake.votes) if share] if stake.holder == UNNAMED else [0]
