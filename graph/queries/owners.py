"""Who owns X, directly and through others: whose money is in it, and where the money ends."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from graph import ownership
from graph.answers.owners import Comparison, DeclaredAnswer, Integrated, OwnerAnswer, OwnersAnswer, UltimateAnswer
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Stake
from graph.ownership.comparison import compare
from graph.queries.caveats import find_conflicts, find_inconsistencies
from graph.queries.context import QueryContext
from graph.queries.references import References, fraction_to_percent, to_range


def owners(context: QueryContext, company: int, *, comparison: bool = False) -> OwnersAnswer:
    """Answer with every holder above the company and its integrated share, and where the money ends (adding to 100 when exact).

    ``comparison``: two figures of the literature beside it, by name.
    """
    ancestors, cut = context.ancestors([company])
    capital = context.capital(ancestors)
    shares = ownership.all_integrated(company, capital) if company in capital else {}
    ends = ownership.ultimate_shares(company, capital) if company in capital else []
    ultimate = [_to_ultimate(context.references, end) for end in ends]
    stakes = [stake for ancestor in ancestors for stake in context.view.stakes(ancestor)]
    return OwnersAnswer(
        subject=context.references.party(company),
        owners=_list_owners(context, company, ancestors, shares),
        ultimate=tuple(sorted(ultimate, key=lambda u: (-u.max, u.party.id, u.kind))),
        conflicts=find_conflicts(context, ancestors),
        inconsistencies=find_inconsistencies(context, ancestors),
        sources=context.references.sources(context.references.statement_ids(stakes)),
        truncated=bool(cut),
        declared=_list_declared(context, company),
        comparison=_compare(context.references, company, capital, shares) if comparison else None,
        **context.header(),
    )


def _list_owners(
    context: QueryContext, company: int, ancestors: list[int], shares: Mapping[int, ownership.Bounds]
) -> tuple[OwnerAnswer, ...]:
    """Return everybody who has a stake in the company or a share of its money, largest share first."""
    direct = {s.holder: s for s in context.view.stakes(company) if s.holder != UNNAMED}
    owners: list[tuple[Fraction, OwnerAnswer]] = []
    for party in dict.fromkeys([*direct, *ancestors[1:]]):
        least, most = shares.get(party, (ownership.ZERO, ownership.ZERO))
        stake = direct.get(party)
        if party != company and (most or stake is not None):
            owners.append((-most, _to_owner(context.references, party, stake, _to_integrated(least, most))))
    return tuple(answer for _, answer in sorted(owners, key=lambda o: (o[0], o[1].party.id)))


def _to_owner(references: References, party: int, stake: Stake | None, integrated: Integrated) -> OwnerAnswer:
    return OwnerAnswer(
        party=references.party(party),
        interests=references.interests(stake) if stake else (),
        direct=to_range(stake.capital) if stake else None,
        votes=to_range(stake.votes) if stake else None,
        integrated=integrated,
        derived=stake is None or stake.capital is None,
        statements=references.statement_ids([stake]) if stake else (),
    )


def _list_declared(context: QueryContext, company: int) -> tuple[DeclaredAnswer, ...]:
    """Return the indirect statements about the company that restate a chain, with their named holders."""
    holders = context.generation.interests.columns["holder"]
    rows = [row for row in context.view.holders(company).summaries if holders[row] != UNNAMED]
    return tuple(_to_declared(context.references, row, int(holders[row])) for row in rows)


def _to_declared(references: References, row: int, holder: int) -> DeclaredAnswer:
    statement = references.statement(row)
    share = statement.share
    return DeclaredAnswer(
        party=references.party(holder),
        statement=statement.id,
        share=None if share is None else to_range(Interval(share.min, share.max, share.min_open, share.max_open)),
    )


def _to_integrated(least: Fraction, most: Fraction) -> Integrated:
    low, high = fraction_to_percent(least), fraction_to_percent(most)
    return Integrated(min=low, max=high, exact=low if least == most else None)


def _compare(
    references: References, company: int, capital: ownership.Capital, shares: Mapping[int, ownership.Bounds]
) -> tuple[Comparison, ...]:
    """Return the figures of those who have a share, largest first."""

    def to_figure(value: Fraction | None) -> float | None:
        return None if value is None else fraction_to_percent(value)

    figures = compare(company, capital)
    holders = sorted((h for h, (_, most) in shares.items() if most), key=lambda h: (-shares[h][1], references.party(h).id))
    return tuple(
        Comparison(
            party=references.party(h),
            integrated=_to_integrated(*shares[h]),
            brioschi=to_figure(figures[h].brioschi),
            simple_paths=to_figure(figures[h].simple_paths),
        )
        for h in holders
        if h in figures
    )


def _to_ultimate(references: References, share: ownership.UltimateShare) -> UltimateAnswer:
    kind = "residual" if share.residual else "ring" if share.ring else "party"
    return UltimateAnswer(
        kind=kind,
        party=references.party(share.party),
        ring=references.parties(share.ring),
        min=fraction_to_percent(share.least),
        max=fraction_to_percent(share.most),
    )
