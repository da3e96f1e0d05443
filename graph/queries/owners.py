"""Who owns X, directly and through others: whose money is in it, and where the money ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import Final, NamedTuple

import msgspec

from graph import ownership
from graph.answers.common import PartyRef
from graph.answers.owners import Comparison, DeclaredAnswer, Integrated, OwnerAnswer, OwnersAnswer, UltimateAnswer
from graph.generation.interest_table import INTERESTS, UNNAMED
from graph.network.stake import Interval, Stake
from graph.network.upstream import Upstream
from graph.ownership.comparison import compare
from graph.queries.caveats import find_conflicts, find_inconsistencies
from graph.queries.context import QueryContext
from graph.queries.excess import find_least_money, find_least_shares, find_residual, is_part_of_others, raise_by_indirect
from graph.queries.figures import fraction_to_percent, fractions_to_percent, is_rounding, to_range, to_votes
from graph.queries.identity import Identity
from graph.queries.namesakes import mark_namesakes
from graph.queries.open_ends import MoneyEnds, OpenEnds, find_open_ends
from graph.queries.owners_candidates import find_changes
from graph.queries.provenance import describe_rows
from graph.queries.references import References
from graph.queries.untold import find_untold_holders
from ontology.shares import WHOLE, to_percent
from ontology.statements import Family, Kind


class PartyShare(NamedTuple):
    """The integrated share of a party: the greatest before it is rounded, and both in percent."""

    most: ownership.Number
    integrated: Integrated


_NOTHING: Final = PartyShare(ownership.ZERO, Integrated(min=0, max=0, exact=0))
_CLOSED: Final = OpenEnds()
_FEW: Final = 400
"""Parties above a company up to which it is asked what each surely has through a holder of it, where its shares pass the whole."""


def owners(context: QueryContext, company: int, *, comparison: bool = False, identity: Identity = Identity.STATED) -> OwnersAnswer:
    """Answer with every holder above the company and its integrated share, and where the money ends (adding to 100 when exact).

    ``comparison``: two figures of the literature beside it, by name.  ``identity``: whether shares are told as they may be where two
    parties may be one.
    """
    answer = answer_as_stated(context, company, comparison=comparison)
    changes = find_changes(context, company, answer, answer_as_stated)
    if identity is Identity.CANDIDATES:
        answer = changes.apply(answer)
    tried = identity.tell(changes.candidates)
    return mark_namesakes(context, msgspec.structs.replace(answer, **tried) if tried else answer)


def answer_as_stated(context: QueryContext, company: int, *, comparison: bool = False) -> OwnersAnswer:
    """Answer by what the sources state, that two records are one party among it."""
    upstream = Upstream.of(context.view, company, context.options.limits.parties)
    references = context.references
    numbers = upstream.parties.tolist()
    parties = references.all_parties(numbers)
    answers = solve_shares(context, upstream)
    shares = _to_shares(answers.integrated()) if answers else {}
    ancestors, open_ends = numbers[: upstream.count], find_open_ends(upstream)
    least = find_least_shares(context, company, context.capital(ancestors) if len(ancestors) <= _FEW else {})
    return OwnersAnswer(
        subject=parties[company],
        owners=_list_owners(context, ancestors, parties, shares, least, open_ends.parties),
        ultimate=_list_ultimate(parties, _spread_indirect(context, company, _find_ends(context, upstream, answers, least)), open_ends)
        if answers
        else _leave_open(context, company, parties[company]),
        conflicts=find_conflicts(context, upstream.odd),
        inconsistencies=find_inconsistencies(context, upstream.odd),
        sources=references.sources_of_rows(upstream.rows),
        truncated=upstream.truncated,
        provenance=describe_rows(context, upstream.rows, company),
        declared=_list_declared(context, company),
        comparison=_compare(company, context.capital(ancestors), parties, shares) if comparison else None,
        **context.header(),
    )


def solve_shares(context: QueryContext, upstream: Upstream) -> ownership.ExactAnswers | ownership.ApproximateAnswers | None:
    """Return whose money is in the company and where it ends; None where nobody is said to have capital of it."""
    stakes = context.view.stakes(int(upstream.parties[0]))
    if not any(s.holder != UNNAMED and (s.capital or s.votes or s.control) for s in stakes):
        return None
    return ownership.solve_upstream(upstream)


def _list_owners(
    context: QueryContext,
    ancestors: Sequence[int],
    parties: Mapping[int, PartyRef],
    shares: Mapping[int, PartyShare],
    least: Mapping[int, Fraction],
    open_ends: Mapping[int, OpenEnds],
) -> tuple[OwnerAnswer, ...]:
    """Return everybody who has a stake in the company or a share of its money, largest share first."""
    company = ancestors[0]
    holders = context.view.holders(company)
    # What somebody has through others stands by itself where he has nothing directly.
    direct = {s.holder: s for s in sorted(holders.stakes, key=lambda s: not s.is_indirect) if s.holder != UNNAMED}
    is_mixed = any(is_part_of_others(context, stake) for stake in holders.stakes)
    owners: list[tuple[ownership.Number, str, OwnerAnswer]] = []
    untold_holders = {stake.holder for stake in find_untold_holders(context, company)}
    left = WHOLE - sum(s.capital.min for s in holders.stakes if s.capital and not s.is_indirect)
    untold = PartyShare(ownership.ZERO, Integrated(min=0, max=to_percent(max(0, left)), exact=None if left > 0 else 0))
    for number in dict.fromkeys([*direct, *ancestors[1:]]):
        stake, party = direct.get(number), parties[number]
        share = shares.get(number, untold if number in untold_holders else _NOTHING)
        if number in least:
            share = _raise_least(share, least[number])
        if is_mixed:
            share = _add_indirect(context, company, number, share)
        share = _leave_out_ends(share, open_ends.get(number, _CLOSED))
        if number != company and (share.most or stake is not None):
            owners.append((-share.most, party.id, _to_owner(context.references, party, stake, share.integrated)))
    owners.sort(key=itemgetter(0, 1))
    return tuple(answer for _, _, answer in owners)


def _find_ends(
    context: QueryContext, upstream: Upstream, answers: ownership.ExactAnswers | ownership.ApproximateAnswers, least: Mapping[int, Fraction]
) -> ownership.Ends:
    """Return where the money ends; of a company whose shares pass the whole with what follows from its own holders' figures.

    Who owns and is not owned has as much at least (``least``) as among the owners, and no more is left of the company than its holders
    leave, unless its money comes round to it again.  Where it is not told what a named holder has, less may be left.
    """
    company, ends = int(upstream.parties[0]), answers.ends()
    if find_untold_holders(context, company):
        told = Fraction(find_residual(context, company).min, WHOLE)
        residuals = [(p, min(low, told) if p == company else low, most) for p, low, most in ends.residuals.rows()]
        ends = ends._replace(residuals=_to_party_shares(residuals))
    if not context.view.holders(company).passing:
        return ends
    parties = [(p, max(low, least.get(p, ownership.ZERO)), most) for p, low, most in ends.parties.rows()]
    rings = [r._replace(least=max(r.least, find_least_money(context, company, r.ring))) for r in ends.rings]
    left = ownership.ONE if (upstream.holder == 0).any() else Fraction(find_residual(context, company).max, WHOLE)
    residuals = [(p, low, min(most, left) if p == company else most) for p, low, most in ends.residuals.rows()]
    return ownership.Ends(_to_party_shares(parties), _to_party_shares([row for row in residuals if row[2]]), rings)


def _spread_indirect(context: QueryContext, company: int, ends: ownership.Ends) -> ownership.Ends:
    """Leave open where the money ends of which it is told that somebody has it through others beside direct holders.

    It is a part of what those have whom the direct shares lead to, so each of these may have so much less; and it ends with its holder,
    unless he is owned.
    """
    behind = [(s.holder, (s.capital or Interval()).max) for s in context.view.stakes(company) if is_part_of_others(context, s)]
    if not behind:
        return ends

    def lower(least: ownership.Number, holder: int | None = None) -> ownership.Number:
        others = sum(most for other, most in behind if other != holder)
        return max(ownership.ZERO, least - Fraction(others, WHOLE))

    own = {party: (low, most) for party, low, most in ends.parties.rows()}
    for holder in dict.fromkeys(holder for holder, _ in behind):
        if holder != UNNAMED and not context.view.holders_above(holder):
            own.setdefault(holder, (ownership.ZERO, ownership.ZERO))
    parties = [
        (party, *raise_by_indirect(context, company, (party,), Fraction(lower(low, party)), Fraction(most)))
        for party, (low, most) in own.items()
    ]
    residuals = [(party, lower(low), most) for party, low, most in ends.residuals.rows()]
    rings = [ring._replace(least=lower(ring.least)) for ring in ends.rings]
    return ownership.Ends(_to_party_shares(parties), _to_party_shares(residuals), rings)


def _to_party_shares(rows: Sequence[tuple[int, ownership.Number, ownership.Number]]) -> ownership.PartyShares:
    return ownership.PartyShares([p for p, _, _ in rows], [least for _, least, _ in rows], [most for _, _, most in rows])


def _leave_out_ends(share: PartyShare, ends: OpenEnds) -> PartyShare:
    """Return the share of a holder without the ends that are left out."""
    if share.integrated.exact is not None or not (ends.min_open or ends.max_open):
        return share
    return PartyShare(
        share.most,
        msgspec.structs.replace(share.integrated, min_open=ends.min_open or msgspec.UNSET, max_open=ends.max_open or msgspec.UNSET),
    )


def _raise_least(share: PartyShare, least: Fraction) -> PartyShare:
    """Return a share of which a holder has so much at least."""
    low, high = max(share.integrated.min, fraction_to_percent(least)), share.integrated.max
    return (
        share if low == share.integrated.min else PartyShare(share.most, Integrated(min=low, max=high, exact=low if low == high else None))
    )


def _add_indirect(context: QueryContext, company: int, party: int, share: PartyShare) -> PartyShare:
    """Return a share with what its holder is said to have through others beside direct holders."""
    before = Fraction(share.integrated.min) / 100, Fraction(share.most)
    least, most = raise_by_indirect(context, company, (party,), *before)
    if (least, most) == before:
        return share
    low, high = fraction_to_percent(least), fraction_to_percent(most)
    return PartyShare(most, Integrated(min=low, max=high, exact=low if least == most else None))


def _to_owner(references: References, party: PartyRef, stake: Stake | None, integrated: Integrated) -> OwnerAnswer:
    if stake is None:
        return OwnerAnswer(party=party, interests=(), direct=None, votes=None, integrated=integrated, derived=True, statements=())
    is_indirect = references.is_indirect(stake)
    return OwnerAnswer(
        party=party,
        interests=references.interests(stake),
        direct=None if is_indirect else to_range(stake.capital),
        votes=to_votes(stake),
        integrated=integrated,
        derived=is_indirect or stake.capital is None,
        statements=references.statement_ids([stake]),
    )


def _leave_open(context: QueryContext, company: int, party: PartyRef) -> tuple[UltimateAnswer, ...]:
    """Return where the money of a company ends of which nobody is said to have capital: with parties that are not named."""
    if Kind(party.kind).is_never_owned:
        return ()
    return (UltimateAnswer(kind="residual", party=party, ring=(), min=0 if find_untold_holders(context, company) else 100, max=100),)


def _list_declared(context: QueryContext, company: int) -> tuple[DeclaredAnswer, ...]:
    """Return the indirect statements of shares of the company, with their named holders."""
    columns, holders = context.generation.interests.columns, context.view.holders(company)
    rows = [row for row in holders.summaries if columns["holder"][row] != UNNAMED]
    rows += [
        row
        for stake in holders.stakes
        if stake.holder != UNNAMED and stake.capital and context.references.is_indirect(stake)
        for row in stake.rows
        if INTERESTS[int(columns["interest"][row])].family is Family.MONEY
    ]
    return tuple(_to_declared(context.references, row, int(columns["holder"][row])) for row in rows)


def _to_declared(references: References, row: int, holder: int) -> DeclaredAnswer:
    statement = references.statement(row)
    share = statement.share
    return DeclaredAnswer(
        party=references.party(holder),
        statement=statement.id,
        share=None if share is None else to_range(Interval(share.min, share.max, share.min_open, share.max_open)),
    )


def _to_shares(shares: ownership.PartyShares) -> dict[int, PartyShare]:
    """Return the shares by party; exact are those whose bounds are the same before they are rounded."""
    percents = zip(fractions_to_percent(shares.least), fractions_to_percent(shares.most), strict=True)
    return {
        party: PartyShare(most, Integrated(min=low, max=high, exact=low if least == most else None))
        for (party, least, most), (low, high) in zip(shares.rows(), percents, strict=True)
    }


def _compare(
    company: int, capital: ownership.ShareTable, parties: Mapping[int, PartyRef], shares: Mapping[int, PartyShare]
) -> tuple[Comparison, ...]:
    """Return the figures of those who have a share, largest first."""

    def to_figure(value: Fraction | None) -> float | int | None:
        return None if value is None else fraction_to_percent(value)

    figures = compare(company, capital) if company in capital else {}
    holders = sorted((h for h, share in shares.items() if share.most and h in figures), key=lambda h: (-shares[h].most, parties[h].id))
    return tuple(
        Comparison(
            party=parties[h],
            integrated=shares[h].integrated,
            brioschi=to_figure(figures[h].brioschi),
            simple_paths=to_figure(figures[h].simple_paths),
        )
        for h in holders
    )


def _list_ultimate(parties: Mapping[int, PartyRef], ends: ownership.Ends, open_ends: MoneyEnds) -> tuple[UltimateAnswer, ...]:
    """Return where the money ends, largest share first."""
    answers = [
        _to_end(kind, parties[number], low, high, left_out.get(number, _CLOSED))
        for kind, shares, left_out in (("party", ends.parties, open_ends.parties), ("residual", ends.residuals, open_ends.residuals))
        for (number, _, most), low, high in zip(
            shares.rows(), fractions_to_percent(shares.least), fractions_to_percent(shares.most), strict=True
        )
        if kind == "party" or not is_rounding(most)
    ]
    for ring in ends.rings:
        low, high = fractions_to_percent([ring.least, ring.most])
        members = tuple(parties[member] for member in ring.ring)
        answers.append(UltimateAnswer(kind="ring", party=parties[ring.party], ring=members, min=low, max=high))
    return tuple(sorted(answers, key=lambda answer: (-answer.max, answer.party.id, answer.kind)))


def _to_end(kind: str, party: PartyRef, low: float, high: float, ends: OpenEnds) -> UltimateAnswer:
    min_open, max_open = ((low < high and is_open) or msgspec.UNSET for is_open in (ends.min_open, ends.max_open))
    return UltimateAnswer(kind=kind, party=party, ring=(), min=low, max=high, min_open=min_open, max_open=max_open)
