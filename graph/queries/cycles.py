"""Who holds whom in a circle: components in which each party reaches every other by votes or by capital."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.answers.cycles import CycleAnswer, CyclesAnswer, RingHolding
from graph.network.cycles import find_cycles
from graph.network.snapshot import snapshot
from graph.network.stake import Interval, Stake
from graph.network.stake_table import CAPITAL, VOTES, StakeTable, gather
from graph.queries.context import QueryContext
from graph.queries.references import box_range
from ontology.errors import UsageError

COLUMNS: Final = ("votes", "capital")
SIDES: Final = ("above", "below")
_BITS: Final = {"votes": VOTES, "capital": CAPITAL}


def cycles(context: QueryContext, party: int | None = None, *, side: str = "above", column: str = "votes") -> CyclesAnswer:
    """All cycles of the generation, or those above or below a party; those of most members first.

    Raises UsageError BAD_COLUMN, BAD_SIDE.
    """
    if column not in COLUMNS:
        raise UsageError("BAD_COLUMN", f"there is no column {column[:40]!r}", f"use one of: {', '.join(COLUMNS)}")
    if side not in SIDES:
        raise UsageError("BAD_SIDE", f"{side[:40]!r} is no side of a party", f"use one of: {', '.join(SIDES)}")
    columns, parties, cut = _around(context, party, side)
    groups = [[parties[member] for member in found.members] for found in find_cycles(columns, _BITS[column])]
    most = context.options.limits.cycles
    as_of, known_at, include, generation = context.dated
    return CyclesAnswer(
        party=None if party is None else context.party(party),
        side=None if party is None else side,
        column=column,
        cycles=tuple(_cycle(context, group, column) for group in groups[:most]),
        as_of=as_of,
        known_at=known_at,
        include=include,
        generation=generation,
        truncated=cut or len(groups) > most or any(len(g) > most for g in groups),
    )


def _around(context: QueryContext, party: int | None, side: str) -> tuple[StakeTable, Sequence[int], bool]:
    """The stakes to look at, the network's number of each of their parties, and whether a limit cut the walk short."""
    if party is None:
        options, network = context.options, context.generation.interests
        return snapshot(network, options.as_of, options.known_at, options.include), range(network.parties), False
    if side == "above":
        around, at = context.ancestors([party])
        cut = bool(at)
    else:
        around, cut = context.descendants([party])
    gathered = gather({company: context.view.stakes(company) for company in around})
    return gathered.table, gathered.parties, cut


def _box(stake: Stake, column: str) -> Interval | None:
    return stake.votes if column == "votes" else stake.capital


def _cycle(context: QueryContext, members: Sequence[int], column: str) -> CycleAnswer:
    told = sorted(members)[: context.options.limits.cycles]
    inside = set(told)
    holdings = [
        (stake, company)
        for company in told
        for stake in sorted(context.view.stakes(company), key=lambda s: s.holder)
        if stake.holder in inside and stake.holder != company and (box := _box(stake, column)) is not None and box.max
    ]
    return CycleAnswer(
        members=context.parties(told),
        size=len(members),
        holdings=tuple(
            RingHolding(
                holder=context.party(stake.holder),
                subject=context.party(company),
                share=box_range(_box(stake, column)),
                statements=context.statements([stake]),
            )
            for stake, company in holdings
        ),
    )
