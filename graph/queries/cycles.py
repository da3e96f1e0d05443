"""Which parties hold each other in circles: components in which each reaches every other by votes or by capital."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.answers.cycles import CycleAnswer, CyclesAnswer, RingHolding
from graph.network.cycles import find_cycles
from graph.network.snapshot import snapshot
from graph.network.stake import Interval, Stake
from graph.network.stake_table import CAPITAL, VOTES, StakeTable, gather
from graph.queries.context import QueryContext
from graph.queries.figures import to_range
from graph.queries.namesakes import mark_namesakes
from ontology.errors import UsageError

COLUMNS: Final = ("votes", "capital")
SIDES: Final = ("above", "below")
_BITS: Final = {"votes": VOTES, "capital": CAPITAL}


def cycles(context: QueryContext, party: int | None = None, *, side: str = "above", column: str = "votes") -> CyclesAnswer:
    """Answer with all cycles of the generation, or those above or below a party; those of most members first.

    Raises UsageError BAD_COLUMN, BAD_SIDE.
    """
    if column not in COLUMNS:
        raise UsageError("BAD_COLUMN", f"there is no column {column[:40]!r}", f"use one of: {', '.join(COLUMNS)}")
    if side not in SIDES:
        raise UsageError("BAD_SIDE", f"{side[:40]!r} is no side of a party", f"use one of: {', '.join(SIDES)}")
    stakes, parties, cut = _gather(context, party, side)
    groups = [[parties[member] for member in cycle.members] for cycle in find_cycles(stakes, _BITS[column])]
    most = context.options.limits.cycles
    answer = CyclesAnswer(
        party=None if party is None else context.references.party(party),
        side=None if party is None else side,
        column=column,
        cycles=tuple(_to_answer(context, group, column) for group in groups[:most]),
        truncated=cut or len(groups) > most or any(len(g) > most for g in groups),
        **context.header(),
    )
    return mark_namesakes(context, answer)


def _gather(context: QueryContext, party: int | None, side: str) -> tuple[StakeTable, Sequence[int], bool]:
    """Return the stakes to look at, the number in the network of each of their parties, and whether a limit cut the walk short."""
    if party is None:
        options, network = context.options, context.generation.interests
        return snapshot(network, options.as_of, options.known_at, options.include), range(network.parties), False
    if side == "above":
        around, stopped = context.ancestors([party])
        cut = bool(stopped)
    else:
        around, cut = context.descendants([party])
    local = gather({company: context.view.stakes(company) for company in around})
    return local.table, local.parties, cut


def _share(stake: Stake, column: str) -> Interval | None:
    return stake.votes if column == "votes" else stake.capital


def _to_answer(context: QueryContext, members: Sequence[int], column: str) -> CycleAnswer:
    references = context.references
    listed = sorted(members)[: context.options.limits.cycles]
    inside = set(listed)
    holdings = [
        (stake, company)
        for company in listed
        for stake in sorted(context.view.stakes(company), key=lambda s: s.holder)
        if stake.holder in inside and stake.holder != company and (share := _share(stake, column)) is not None and share.max
    ]
    return CycleAnswer(
        members=references.parties(listed),
        size=len(members),
        holdings=tuple(
            RingHolding(
                holder=references.party(stake.holder),
                subject=references.party(company),
                share=to_range(_share(stake, column)),
                statements=references.statement_ids([stake]),
            )
            for stake, company in holdings
        ),
    )
