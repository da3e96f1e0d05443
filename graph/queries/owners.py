"""Who owns X (directly and through others, whose money), and what X holds directly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from graph import ownership
from graph.answers.owners import Comparison, DeclaredAnswer, Integrated, OwnerAnswer, OwnersAnswer, UltimateAnswer
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval
from graph.ownership.comparison import compare
from graph.queries.caveats import conflicts, inconsistencies
from graph.queries.context import QueryContext
from graph.queries.references import box_range, fraction_percent


def owners(context: QueryContext, subject: int, *, comparison: bool = False) -> OwnersAnswer:
    """Every holder above the company with its integrated share, and where the money ends (adding to 100 when exact).

    ``comparison``: two figures of the literature beside it, by name.
    """
    above, cut = context.ancestors([subject])
    columns = context.columns(above)
    direct = {s.holder: s for s in context.view.stakes(subject) if s.holder != UNNAMED}
    parties = [party for party in dict.fromkeys([*direct, *above[1:]]) if party != subject]
    shares = ownership.all_integrated(subject, columns) if subject in columns else {}
    found: list[tuple[Fraction, OwnerAnswer]] = []
    for party in parties:
        least, most = shares.get(party, (ownership.ZERO, ownership.ZERO))
        stake = direct.get(party)
        if not most and stake is None:
            continue
        found.append(
            (
                -most,
                OwnerAnswer(
                    party=context.party(party),
                    interests=context.interests(stake) if stake else (),
                    direct=box_range(stake.capital) if stake else None,
                    votes=box_range(stake.votes) if stake else None,
                    integrated=_integrated(least, most),
                    derived=stake is None or stake.capital is None,
                    statements=context.statements([stake]) if stake else (),
                ),
            )
        )
    ultimate = [_ultimate(context, share) for share in ownership.ultimate_shares(subject, columns)] if subject in columns else []
    as_of, known_at, include, generation = context.dated
    return OwnersAnswer(
        subject=context.party(subject),
        owners=tuple(answer for _, answer in sorted(found, key=lambda f: (f[0], f[1].party.id))),
        ultimate=tuple(sorted(ultimate, key=lambda u: (-u.max, u.party.id, u.kind))),
        conflicts=conflicts(context, above),
        inconsistencies=inconsistencies(context, above),
        as_of=as_of,
        known_at=known_at,
        include=include,
        generation=generation,
        sources=context.sources(context.statements(s for c in above for s in context.view.stakes(c))),
        truncated=bool(cut),
        declared=tuple(_declared(context, row, holder) for row, holder in _restated(context, subject)),
        comparison=_comparison(context, subject, columns, shares) if comparison else None,
    )


def _restated(context: QueryContext, subject: int) -> list[tuple[int, int]]:
    """Rows of indirect statements that restate a chain, with their named holders."""
    holder = context.generation.interests.columns["holder"]
    return [(row, int(holder[row])) for row in context.view.holders(subject).summaries if holder[row] != UNNAMED]


def _declared(context: QueryContext, row: int, holder: int) -> DeclaredAnswer:
    said = context.record(row)
    share = said.share
    return DeclaredAnswer(
        party=context.party(holder),
        statement=said.id,
        share=None if share is None else box_range(Interval(share.min, share.max, share.min_open, share.max_open)),
    )


def _integrated(least: Fraction, most: Fraction) -> Integrated:
    low, high = fraction_percent(least), fraction_percent(most)
    return Integrated(min=low, max=high, exact=low if least == most else None)


def _comparison(
    context: QueryContext, subject: int, columns: ownership.Capital, shares: Mapping[int, ownership.Bounds]
) -> tuple[Comparison, ...]:
    """The figures of those who have a share, largest first."""

    def figure(value: Fraction | None) -> float | None:
        return None if value is None else fraction_percent(value)

    figures = compare(subject, columns)
    asked = sorted((h for h, (_, most) in shares.items() if most), key=lambda h: (-shares[h][1], context.party(h).id))
    return tuple(
        Comparison(
            party=context.party(h),
            integrated=_integrated(*shares[h]),
            brioschi=figure(figures[h].brioschi),
            simple_paths=figure(figures[h].simple_paths),
        )
        for h in asked
        if h in figures
    )


def _ultimate(context: QueryContext, share: ownership.UltimateShare) -> UltimateAnswer:
    kind = "residual" if share.residual else "ring" if share.ring else "party"
    return UltimateAnswer(
        kind=kind,
        party=context.party(share.party),
        ring=tuple(context.party(p) for p in share.ring),
        min=fraction_percent(share.least),
        max=fraction_percent(share.most),
    )
