"""Who may be above a party though no chain of control leads to him: parties without a name, and those whose interest or place is not told.

Reads stakes, one company at a time.  Whether it bears on an answer, verdict.py decides; words are elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from graph.control import closure
from graph.control.criterion import Criterion
from graph.generation.interest_table import DIRECTNESS, INTERESTS, UNNAMED
from graph.network.stake import Presence, Stake
from graph.queries.anonymity import is_unknown
from graph.queries.context import QueryContext
from graph.queries.scope import build_subgraph
from ontology.shares import WHOLE
from ontology.statements import Directness, Family, Interest

_DIRECT: Final = DIRECTNESS.index(Directness.DIRECT)
_INDIRECT: Final = DIRECTNESS.index(Directness.INDIRECT)
_UNTOLD: Final = (INTERESTS.index(Interest.UNKNOWN), INTERESTS.index(Interest.UNPUBLISHED))
_SIZED: Final = tuple(INTERESTS.index(i) for i in Interest if i.family in (Family.MONEY, Family.VOTES))
_CONTROLS: Final = tuple(INTERESTS.index(i) for i in Interest if i.family is Family.CONTROL)


class Restated(NamedTuple):
    """A row by which a named holder is said to control a company through others, where other statements give a chain between them."""

    company: int
    holder: int
    row: int


def may_be_below_untold(context: QueryContext, party: int) -> bool:
    """Whether somebody may be above a party who is not told: not named, or named with an interest that is not told, or it is unknown."""
    untold = find_untold_holders(context, party)
    is_below = any(not _controls(context, party, stake.holder) for stake in untold)
    return is_below or may_be_below_unnamed(context, party) or is_unknown(context, party)


def _controls(context: QueryContext, party: int, company: int) -> bool:
    """Whether a party surely controls a company, which then cannot be above it."""
    above, _ = context.ancestors([company])
    prepared = build_subgraph(context, above).prepared
    return company in closure((party,), prepared, certain=True, criterion=context.options.setting.control)


def may_be_below_unnamed(context: QueryContext, party: int) -> bool:
    """Whether a source says that somebody whom it does not name is above a party, or may be by what he holds."""
    stakes = context.view.stakes(party)
    votes = sum(stake.votes.min for stake in stakes if stake.votes and not stake.is_indirect)
    return any(_may_control_unnamed(stake, votes, context.options.setting.control) for stake in stakes if stake.holder == UNNAMED)


def _may_control_unnamed(stake: Stake, votes: int, criterion: Criterion) -> bool:
    """Whether the unnamed holder of a stake may control.  ``votes``: the least of all holders in the company, in share units."""
    if stake.control is not Presence.ABSENT:
        return True
    if stake.votes is not None:
        return _passes(stake.votes.max if stake.is_indirect else min(stake.votes.max, WHOLE - votes + stake.votes.min), criterion)
    return not _is_something_else(stake)


def _passes(most: int, criterion: Criterion, whole: int = WHOLE) -> bool:
    most *= criterion.den
    return most > whole * criterion.num or (not criterion.strict and most == whole * criterion.num)


def _may_pass(context: QueryContext, holder: int, company: int, stakes: Sequence[Stake]) -> bool:
    """Whether a holder passes with the most that he, and who acts with him, may have in a company, and the company in itself."""
    criterion = context.options.setting.control
    members = next((group for group in context.groups if holder in group), frozenset((holder,)))
    own = sum(s.votes.max for s in stakes if s.votes and s.holder == company) if criterion.treasury else 0
    return _passes(sum(s.votes.max for s in stakes if s.votes and s.holder in members), criterion, WHOLE - own)


def _is_something_else(stake: Stake) -> bool:
    """Whether a stake that gives no votes and no control is told to be something: money, an office or a veto."""
    return stake.capital is not None or stake.role is not Presence.ABSENT or stake.veto is not Presence.ABSENT


def find_untold_holders(context: QueryContext, party: int) -> list[Stake]:
    """Find the stakes of named holders of a party of which no source tells what they are, so that they may be anything."""
    untold = [s for s in context.view.stakes(party) if s.capital is None and s.votes is None and _is_untold(context, s)]
    untold = [s for s in untold if s.holder not in (UNNAMED, party)]
    return untold if untold and not context.references.kind(party).is_never_owned else []


def _is_untold(context: QueryContext, stake: Stake) -> bool:
    """Whether it is not told what a stake is, so that it may be anything."""
    if stake.counts or _is_something_else(stake):
        return False
    kinds = context.generation.interests.columns["interest"]
    return any(int(kinds[row]) in _UNTOLD for row in stake.rows)


def list_placed_above(context: QueryContext, companies: Iterable[int]) -> list[tuple[int, int]]:
    """List who may stand above the other holders of companies, because it is not told through whom he controls them: company and holder.

    That is whoever is said to control a company indirectly, and whoever may control it by what is not told, unless he is said to hold
    directly.
    """
    directness = context.generation.interests.columns["direct"]
    placed: list[tuple[int, int]] = []
    for company in companies:
        stakes = context.view.stakes(company)
        for stake in stakes:
            is_named, has_control = stake.holder != UNNAMED, stake.control is not Presence.ABSENT
            # Most stakes are votes of a named holder: one look at their first row tells that it is not indirect.
            if (
                stake.votes
                and not has_control
                and ((stake.rows and directness[stake.rows[0]] != _INDIRECT) or not _may_pass(context, stake.holder, company, stakes))
            ):
                continue
            if stake.holder == company or stake.through:
                continue
            is_untold = not has_control and _is_untold(context, stake)
            if not (has_control or stake.votes or is_untold):
                continue
            direct = {int(directness[row]) for row in stake.rows}
            # Shares that are not said to be indirect stand beside those of the others; so do the rights of a named party.
            is_apart = is_untold or (has_control and not is_named)
            if direct == {_INDIRECT} or (is_apart and direct and _DIRECT not in direct):
                placed.append((company, stake.holder))
    return placed


def list_restated(context: QueryContext, companies: Iterable[int]) -> Iterator[Restated]:
    """List the indirect statements that restate a chain and tell of control."""
    criterion, columns = context.options.setting.control, context.generation.interests.columns
    for company in companies:
        for row in context.view.holders(company).summaries:
            interest, holder = int(columns["interest"][row]), int(columns["holder"][row])
            tells_most = interest in _SIZED and _passes(int(columns["max"][row]), criterion)
            if holder not in (UNNAMED, company) and (interest in _CONTROLS or tells_most):
                yield Restated(company, holder, row)
