"""The votes of a group in one company, as an interval: what it holds itself, or with all that it controls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from graph.control.closure import closure
from graph.control.criterion import MAJORITY, Criterion
from graph.control.prepared import PreparedStakes
from graph.network.stake import Interval, Stake
from ontology.shares import WHOLE


class GroupVotes(msgspec.Struct, frozen=True, gc=False):
    """The votes of a group.  ``assumed``: some are taken equal to shares; ``left``: some are not stated, but bounded by the stated ones."""

    votes: Interval
    assumed: bool
    left: bool


def group_votes(stakes: Sequence[Stake], company: int, members: Collection[int]) -> Interval:
    """Return the votes that members have in a company, as one interval of the whole; those of the company itself are nobody's.

    Where the least votes of all pass 100 %, from what those of the others leave, and where the members' own pass it, no more than is sure:
    as few of their figures as must restate others so that the rest fit, and all together are as much as the largest at least.  Of a person
    and its holding company that are both entered with 75 to 100 % that is 75.  What they have through others beside direct holders is held
    against nobody.  ``stakes``: all stakes in the company.
    """
    inside = [s for s in stakes if s.holder in members and s.holder != company]
    own = [s.votes for s in inside if s.votes and not s.is_indirect]
    indirect = [s.votes for s in inside if s.votes and s.is_indirect]
    others = [s.votes for s in stakes if s.votes and not s.is_indirect and (s.holder not in members or s.holder == company)]
    least, left = sum(share.min for share in own), WHOLE - sum(share.min for share in others)
    # Control that comes without a number leaves the number of its votes unknown, not zero.
    unlimited = any(s.control and s.votes is None for s in inside)
    stated = sum(share.max for share in own)
    most = WHOLE if unlimited else min(WHOLE, stated)
    own_max_open = not unlimited and stated <= WHOLE and any(share.max_open for share in own)
    # Least votes that are more than what adds to the whole pass it too.
    if least > left or (least == left and any(share.min_open for share in (*own, *others))):
        sure, is_more = _count_own(own)
        share = _make_interval(max(0, min(left, sure)), max(most, left, 0), is_more and sure < left, own_max_open)
        return _join_indirect(share, indirect)
    min_open = any(share.min_open for share in own)
    max_open = own_max_open and most <= left
    if left <= most:
        max_open |= any(share.min_open for share in others)
    return _join_indirect(_make_interval(least, max(least, min(most, left)), min_open, max_open), indirect)


def _join_indirect(share: Interval, indirect: Sequence[Interval]) -> Interval:
    """Return the votes of a group that has some directly and some through others: the greater of the two at least, at most both.

    What one of them has through others may be what another of them has directly.
    """
    if not indirect:
        return share
    low, is_more = max((s.min, s.min_open) for s in (share, *indirect))
    most = share.max + sum(s.max for s in indirect)
    is_less = most <= WHOLE and any(s.max_open for s in (share, *indirect))
    return _make_interval(low, min(most, WHOLE), is_more, is_less)


def _count_own(shares: Sequence[Interval]) -> tuple[int, bool]:
    """Return what shares are together at least if as few as must be restate others; and whether it is more than that.

    >>> _count_own([Interval(WHOLE // 2, WHOLE, min_open=True)] * 2) == (WHOLE // 2, True)
    True
    """
    parts = sorted(((share.min, share.min_open) for share in shares), reverse=True)
    if not parts:
        return 0, False
    restating = 0
    while (rest := sum(least for least, _ in parts[restating:])) > WHOLE or (
        rest == WHOLE and any(is_open for _, is_open in parts[restating:])
    ):
        restating += 1
    is_more = any(is_open for _, is_open in parts[restating:])
    return max((rest, is_more), parts[0]) if restating else (rest, is_more)


def _make_interval(low: int, high: int, min_open: bool, max_open: bool) -> Interval:
    return Interval(low, high, min_open, max_open) if low < high else Interval(low, high)


def votes_with_controlled(prepared: PreparedStakes, company: int, start: Iterable[int], *, criterion: Criterion = MAJORITY) -> GroupVotes:
    """Return the votes that parties have in a company with all that they control by the criterion: surely at least, possibly at most."""
    group = frozenset(start)
    certain = group.union(closure(group, prepared, certain=True, criterion=criterion))
    # Where that is every company that somebody holds, no more can be controlled perhaps.
    parties, held = prepared.local.parties, prepared.local.table.company
    is_all = all(parties[number] in certain for number in held)
    possible = certain if is_all else group.union(closure(group, prepared, certain=False, criterion=criterion))
    stakes = prepared.stakes_in(company)
    least = group_votes(stakes, company, certain)
    most = group_votes(stakes, company, possible) if possible != certain else least
    inside = [s for s in stakes if s.holder in possible and s.holder != company and s.votes]
    votes = _make_interval(least.min, most.max, least.min_open, most.max_open)
    return GroupVotes(votes, any(s.votes_assumed for s in inside), any(s.votes_left for s in inside))
