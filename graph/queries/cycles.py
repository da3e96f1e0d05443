"""Which parties hold each other in circles: components in which each reaches every other by votes or by capital."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from graph.answers.cycles import CycleAnswer, CyclesAnswer, RingHolding
from graph.network.cycles import find_cycles
from graph.network.snapshot import snapshot
from graph.network.stake import Interval, Stake
from graph.network.stake_table import CAPITAL, VOTES, StakeTable, gather
from graph.queries.context import QueryContext
from graph.queries.cycles_candidates import find_closed, find_closed_around
from graph.queries.figures import to_range
from graph.queries.identity import Identity
from graph.queries.merged import Merged, describe_all
from graph.queries.namesakes import mark_namesakes
from graph.queries.provenance import describe_rows
from ontology.errors import UsageError

COLUMNS: Final = ("votes", "capital")
SIDES: Final = ("above", "below")
_BITS: Final = {"votes": VOTES, "capital": CAPITAL}


def cycles(
    context: QueryContext, party: int | None = None, *, side: str = "above", column: str = "votes", identity: Identity = Identity.STATED
) -> CyclesAnswer:
    """Answer with all cycles of the generation, or those above or below a party; those of most members first.

    ``identity``: whether cycles are told that close only if two parties are one.  Raises UsageError BAD_COLUMN, BAD_SIDE.
    """
    if column not in COLUMNS:
        raise UsageError("BAD_COLUMN", f"there is no column {column[:40]!r}", f"use one of: {', '.join(COLUMNS)}")
    if side not in SIDES:
        raise UsageError("BAD_SIDE", f"{side[:40]!r} is no side of a party", f"use one of: {', '.join(SIDES)}")
    stakes, parties, cut = _gather(context, party, side)
    groups = [[parties[member] for member in cycle.members] for cycle in find_cycles(stakes, _BITS[column])]
    most = context.options.limits.cycles
    if party is None:
        closed, more = find_closed(context, stakes, groups, _BITS[column], most)
    else:
        closed, more = find_closed_around(context, party, side, groups, _BITS[column])
    rows = set[int]()
    stated, conditional = tuple(_to_answer(context, group, column, rows) for group in groups[:most]), tuple[CycleAnswer, ...]()
    if identity is Identity.CANDIDATES:
        cut = cut or more
        conditional = tuple(
            replace(_to_answer(c.merged.context, c.members, column, rows, c.merged), if_same=describe_all(context, c.used)) for c in closed
        )
    answer = CyclesAnswer(
        party=None if party is None else context.references.party(party),
        side=None if party is None else side,
        column=column,
        cycles=(*stated, *conditional),
        truncated=cut or len(groups) > most or any(len(g) > most for g in groups),
        provenance=describe_rows(context, rows),
        **context.header(),
        **identity.tell({candidate for cycle in closed for candidate in cycle.used}),
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


def _to_answer(context: QueryContext, members: Sequence[int], column: str, rows: set[int], merged: Merged | None = None) -> CycleAnswer:
    """Tell a cycle, and add the rows of the network that it rests on.

    ``merged``: where it closes only if candidates are right; it is told between the parties that are stated.
    """
    references = context.references
    listed = sorted(members)[: context.options.limits.cycles]
    inside = set(listed)
    holdings = [
        (stake, company)
        for company in listed
        for stake in sorted(context.view.stakes(company), key=lambda s: s.holder)
        if stake.holder in inside and stake.holder != company and (share := _share(stake, column)) is not None and share.max
    ]
    rows.update(row for stake, _ in holdings for row in stake.rows)
    told = [_to_holding(context, stake, company, column, merged) for stake, company in holdings]
    named = {party.id: party for holding in told for party in (holding.holder, holding.subject)}
    return CycleAnswer(
        members=references.parties(listed) if merged is None else tuple(named.values()),
        size=len(members) if merged is None else len(named),
        holdings=tuple(told),
    )


def _to_holding(context: QueryContext, stake: Stake, company: int, column: str, merged: Merged | None) -> RingHolding:
    holder, subject = stake.holder, company
    if merged is not None and stake.rows:
        columns = context.generation.interests.columns
        holder, subject = (int(columns[name][stake.rows[0]]) for name in ("holder", "subject"))
    return RingHolding(
        holder=context.references.party(holder),
        subject=context.references.party(subject),
        share=to_range(_share(stake, column)),
        statements=context.references.statement_ids([stake]),
    )
