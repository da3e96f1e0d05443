"""What a reader has to know beside an answer: where the search ended and why, which statements disagree, which sums are off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from graph.answers.common import ConflictAnswer, InconsistencyAnswer, PartyRef
from graph.answers.controllers import StoppedAnswer
from graph.network.stake import Holders, Interval, Stake
from graph.queries.context import QueryContext
from ontology.shares import WHOLE, format_percent
from ontology.statements import Kind, Reason

ENDS: Final = tuple(k.value for k in (Kind.PERSON, Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON, Kind.STATE, Kind.STATE_BODY))
"""Kinds above which nobody is looked for."""

_REASONS: Final = {
    Reason.NO_BENEFICIAL_OWNERS: "declared none",
    Reason.NOT_PROVIDED: "withheld",
    Reason.SUBJECT_EXEMPT: "exempt",
    Reason.PARTY_EXEMPT: "exempt",
}
"""Why a holder is not named.  Any other reason is "no data"."""


def conflicts(context: QueryContext, companies: Iterable[int]) -> tuple[ConflictAnswer, ...]:
    """Statements of different sources that cannot all be true."""
    return tuple(
        ConflictAnswer(subject=context.party(c), statements=tuple(context.record(r).id for r in rows))
        for c in companies
        for rows in context.view.holders(c).conflicts
    )


def inconsistencies(context: QueryContext, companies: Iterable[int]) -> tuple[InconsistencyAnswer, ...]:
    """Columns that pass 100 %, and registers that say they are complete and do not reach it."""
    found: list[InconsistencyAnswer] = []
    for company in companies:
        holders = context.view.holders(company)
        if holders.passes_whole:
            party = context.party(company)
            found.append(_inconsistency(party, "OVER_100", f"the stated shares in {party.name} add to more than 100 %"))
        if holders.misses_whole:
            party, most = context.party(company), _most(holders)
            sums = f"at most {format_percent(most)} %" if most < WHOLE else "less than 100 %"
            what = f"the holders of {party.name} are said to be all listed, and their shares add to {sums}"
            found.append(_inconsistency(party, "UNDER_100", what))
    return tuple(found)


def stopped(context: QueryContext, above: Sequence[int], decided: Collection[int], cut: Collection[int]) -> tuple[StoppedAnswer, ...]:
    """Branches that end without a person or a state, and why.

    ``decided``: the parties found by the rule; ``cut``: parties at which the limit of the question stopped the search.
    """
    found: list[StoppedAnswer] = []
    holdings: dict[int, list[tuple[int, Stake]]] = {}
    for company in above:
        for stake in context.view.stakes(company):
            holdings.setdefault(stake.holder, []).append((company, stake))
    for place, party in enumerate(above):
        holders = context.view.holders(party)
        reasons = dict.fromkeys(_REASONS.get(s.reason, "no data") for s in holders.stakes if s.reason is not None)
        if holders.declared_none:
            reasons["declared none"] = None
        if party in cut:
            reasons["depth"] = None
        if any(s.counts and s.holder not in decided for s in holders.stakes) and (party in decided or (place == 0 and not decided)):
            reasons["below threshold"] = None
        leaf = not any(s.counts for s in holders.stakes) and not reasons
        if leaf and party not in decided and context.party(party).kind not in ENDS:
            reasons[_silence(context, party, holdings.get(party, ()))] = None
        found.extend(StoppedAnswer(party=context.party(party), reason=reason) for reason in reasons)
    return tuple(found)


def _inconsistency(party: PartyRef, code: str, what: str) -> InconsistencyAnswer:
    return InconsistencyAnswer(subject=party, code=code, what=what)


def _most(holders: Holders) -> int:
    """What the columns of a register add to at most; the column that falls short."""
    sums: list[int] = []
    for column in ("capital", "votes"):
        boxes: list[Interval] = [box for s in holders.stakes if (box := getattr(s, column)) is not None]
        sums += [sum(box.max for box in boxes)] if boxes else []
    return min(sums, default=0)


def _silence(context: QueryContext, party: int, held: Iterable[tuple[int, Stake]]) -> str:
    """Why nothing is said of who is above a party, as far as the sources that name it tell.

    Where a register names it as holder of a company of the same country, it has a place in that register and has filed nothing;
    of another country, its holders are in the register there.  Else there is no data.  Only companies of this answer are looked at.
    """
    country = context.party(party).jurisdiction
    for company, stake in held if country else ():
        registers = any(context.generation.sources[context.record(row).source].type == "register" for row in stake.rows)
        there = context.party(company).jurisdiction
        if registers and there:
            return "not filed" if there == country else "foreign register"
    return "no data"
