"""Who owns X (directly and through others, whose money), and what X holds directly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from graph import ownership
from graph.answers import Comparison, DeclaredAnswer, Integrated, OwnerAnswer, OwnersAnswer, UltimateAnswer
from graph.generation.interest_table import UNNAMED
from graph.network.stake import Box
from graph.ownership.comparison import compare
from graph.queries.caveats import conflicts, inconsistencies
from graph.queries.context import Asking
from graph.queries.references import box_range, fraction_percent


def owners(asking: Asking, subject: int, *, comparison: bool = False) -> OwnersAnswer:
    """Every holder above the company with its integrated share, and where the money ends (adding to 100 when exact).

    ``comparison``: two figures of the literature beside it, by name.
    """
    above, cut = asking.above([subject])
    columns = asking.columns(above)
    direct = {s.holder: s for s in asking.view.stakes(subject) if s.holder != UNNAMED}
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
                    party=asking.party(party),
                    interests=asking.interests(stake) if stake else (),
                    direct=box_range(stake.capital) if stake else None,
                    votes=box_range(stake.votes) if stake else None,
                    integrated=_integrated(least, most),
                    derived=stake is None or stake.capital is None,
                    statements=asking.statements([stake]) if stake else (),
                ),
            )
        )
    ultimate = [_ultimate(asking, share) for share in ownership.ultimate_shares(subject, columns)] if subject in columns else []
    as_of, known_at, include, generation = asking.dated
    return OwnersAnswer(
        subject=asking.party(subject),
        owners=tuple(answer for _, answer in sorted(found, key=lambda f: (f[0], f[1].party.id))),
        ultimate=tuple(sorted(ultimate, key=lambda u: (-u.max, u.party.id, u.kind))),
        conflicts=conflicts(asking, above),
        inconsistencies=inconsistencies(asking, above),
        as_of=as_of,
        known_at=known_at,
        include=include,
        generation=generation,
        sources=asking.sources(asking.statements(s for c in above for s in asking.view.stakes(c))),
        truncated=bool(cut),
        declared=tuple(_declared(asking, row, holder) for row, holder in _restated(asking, subject)),
        comparison=_comparison(asking, subject, columns, shares) if comparison else None,
    )


def _restated(asking: Asking, subject: int) -> list[tuple[int, int]]:
    """Rows of indirect statements that restate a chain, with their named holders."""
    holder = asking.generation.interests.columns["holder"]
    return [(row, int(holder[row])) for row in asking.view.holders(subject).restated if holder[row] != UNNAMED]


def _declared(asking: Asking, row: int, holder: int) -> DeclaredAnswer:
    said = asking.record(row)
    share = said.share
    return DeclaredAnswer(
        party=asking.party(holder),
        statement=said.id,
        share=None if share is None else box_range(Box(share.min, share.max, share.min_open, share.max_open)),
    )


def _integrated(least: Fraction, most: Fraction) -> Integrated:
    low, high = fraction_percent(least), fraction_percent(most)
    return Integrated(min=low, max=high, exact=low if least == most else None)


def _comparison(asking: Asking, subject: int, columns: ownership.Capital, shares: Mapping[int, ownership.Bounds]) -> tuple[Comparison, ...]:
    """The figures of those who have a share, largest first."""

    def figure(value: Fraction | None) -> float | None:
        return None if value is None else fraction_percent(value)

    figures = compare(subject, columns)
    asked = sorted((h for h, (_, most) in shares.items() if most), key=lambda h: (-shares[h][1], asking.party(h).id))
    return tuple(
        Comparison(
            party=asking.party(h),
            integrated=_integrated(*shares[h]),
            brioschi=figure(figures[h].brioschi),
            simple_paths=figure(figures[h].simple_paths),
        )
        for h in asked
        if h in figures
    )


def _ultimate(asking: Asking, share: ownership.UltimateShare) -> UltimateAnswer:
    kind = "residual" if share.residual else "ring" if share.ring else "party"
    return UltimateAnswer(
        kind=kind,
        party=asking.party(share.party),
        ring=tuple(asking.party(p) for p in share.ring),
        min=fraction_percent(share.least),
        max=fraction_percent(share.most),
    )
