"""Who can block decisions in one company: whoever has a veto, or half of the votes where nobody controls."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from graph.control.closure import Stakes
from graph.control.criterion import MAJORITY
from graph.control.prepared import PreparedStakes, prepare
from graph.control.ultimate import BUDGET, find_highest
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Presence
from graph.network.stake_table import LocalTable

HALF: Final = MAJORITY._replace(strict=0, control=0)
"""Half of the exercisable votes, which is enough to keep anybody else from a majority."""


class Blocker(msgspec.Struct, frozen=True, gc=False):
    """A party, or group, that can keep anybody else from controlling: by a veto, or by half of the exercisable votes."""

    party: int
    certain: bool
    veto: bool
    group: tuple[int, ...] = ()


def can_block(
    company: int,
    stakes: Stakes | LocalTable | PreparedStakes,
    complete: Collection[int] = (),
    *,
    groups: Sequence[frozenset[int]] = (),
    is_controlled: bool | None = None,
    budget: int = BUDGET,
) -> tuple[Blocker, ...]:
    """Who can block decisions in ``company``: whoever has a veto, and, where nobody certainly controls, whoever certainly has half.

    Half is half of the exercisable votes, of a party or group with all that it certainly controls; of those that have it only the highest
    are listed.  ``is_controlled``: whether somebody certainly controls by majority, where the caller has asked that.
    """
    prepared = prepare(stakes, complete)
    acting = [group - {company} for group in groups]
    certainty: dict[tuple[int, tuple[int, ...], bool], bool] = {}
    for stake in prepared.stakes_in(company):
        if stake.veto and stake.holder not in (UNNAMED, company):
            for group in [tuple(sorted(g)) for g in acting if stake.holder in g] or [()]:
                key = (min(group, default=stake.holder), group, True)
                certainty[key] = certainty.get(key, False) or stake.veto is Presence.CERTAIN
    if is_controlled is None:
        is_controlled = any(c.certain for c in find_highest(company, prepared, groups, MAJORITY, budget=budget)[0])
    if not is_controlled:
        holders, _ = find_highest(company, prepared, groups, HALF, criterion=MAJORITY, budget=budget)
        certainty |= {(c.party, c.group, False): True for c in holders if c.certain}
    blockers = (Blocker(party, certain, veto, group) for (party, group, veto), certain in certainty.items())
    return tuple(sorted(blockers, key=lambda b: (not b.certain, not b.veto, b.party)))
