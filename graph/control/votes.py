"""The votes of a group in one company, as an interval."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph.network.stake import Interval, Stake
from ontology.shares import WHOLE


def group_votes(stakes: Sequence[Stake], company: int, members: Collection[int]) -> Interval:
    """The votes that a group has in a company, as one interval of the whole (own votes of the company left out)."""
    inside = [s for s in stakes if s.holder in members and s.holder != company]
    outside = [s for s in stakes if s.holder not in members]
    least = min(sum(s.votes.min for s in inside if s.votes), WHOLE)
    # Control that comes without a number leaves the number of its votes unknown, not nought.
    open_ended = any(s.control and s.votes is None for s in inside)
    most = WHOLE if open_ended else sum(s.votes.max for s in inside if s.votes)
    return Interval(least, max(min(most, WHOLE - sum(s.votes.min for s in outside if s.votes)), least))
