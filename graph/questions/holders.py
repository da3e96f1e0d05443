"""Who owns X (directly and through others, whose money), and what X holds directly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from graph import equity
from graph.answers import Comparison, DeclaredAnswer, HoldingAnswer, HoldingsAnswer, Integrated, OwnerAnswer, OwnersAnswer, UltimateAnswer
from graph.equity.comparison import compare
from graph.network import UNNAMED
from graph.questions.asking import Asking, box_range, certainty, fraction_percent
from graph.questions.oddities import conflicts, inconsistencies
from graph.stakes import Box, Presence


def owners(asking: Asking, subject: int, *, comparison: bool = False) -> OwnersAnswer:
    """Every holder above the company with its integrated share, and where the money ends (adding to 100 when exact).

    ``comparison``: two figures of the literature beside it, by name.
    """
    above, cut = asking.above([subject])
    columns = asking.columns(above)
    direct = {s.holder: s for s in asking.view.stakes(subject) if s.holder != UNNAMED}
    parties = [party for party in dict.fromkeys([*direct, *above[1:]]) if party != subject]
    shares = equity.all_integrated(subject, columns) if subject in columns else {}
    found: list[tuple[Fraction, OwnerAnswer]] = []
    for party in parties:
        least, most = shares.get(party, (equity.ZERO, equity.ZERO))
        stake = direct.get(party)
        if not most and stake is None:
            continue
        found.append((-most, OwnerAnswer(
            party=asking.party(party), interests=asking.interests(stake) if stake else (),
            direct=box_range(stake.capital) if stake else None,
            votes=box_range(stake.votes) if stake else None, integrated=_integrated(least, most),
            derived=stake is None or stake.capital is None, statements=asking.statements([stake]) if stake else (),
        )))
    ultimate = [_ultimate(asking, share) for share in equity.ultimate_shares(subject, columns)] if subject in columns else []
    as_of, known_at, include, generation = asking.dated
    return OwnersAnswer(
        subject=asking.party(subject), owners=tuple(answer for _, answer in sorted(found, key=lambda f: (f[0], f[1].party.id))),
        ultimate=tuple(sorted(ultimate, key=lambda u: (-u.max, u.party.id, u.kind))), conflicts=conflicts(asking, above),
        inconsistencies=inconsistencies(asking, above), as_of=as_of, known_at=known_at, include=include, generation=generation,
        sources=asking.sources(asking.statements(s for c in above for s in asking.view.stakes(c))), truncated=bool(cut),
        declared=tuple(_declared(asking, row, holder) for row, holder in _restated(asking, subject)),
        comparison=_comparison(asking, subject, columns, shares) if comparison else None,
    )


def holdings(asking: Asking, party: int) -> HoldingsAnswer:
    """What the party holds directly, largest first."""
    answers = [
        HoldingAnswer(
            subject=asking.party(subject), interests=asking.interests(stake), direct=box_range(stake.capital), votes=box_range(stake.votes),
            certainty=certainty(stake.presence is Presence.CERTAIN), statements=asking.statements([stake]),
        )
        for subject in asking.view.subjects_of(party) for stake in asking.view.stakes(subject) if stake.holder == party
    ]
    as_of, known_at, include, generation = asking.dated
    answers.sort(key=lambda a: (-(a.direct.max if a.direct else a.votes.max if a.votes else 0), a.subject.id))
    return HoldingsAnswer(
        party=asking.party(party), holdings=tuple(answers), as_of=as_of, known_at=known_at, include=include, generation=generation,
    )


def _restated(asking: Asking, subject: int) -> list[tuple[int, int]]:
    """Rows of indirect statements that restate a chain, with their named holders."""
    holder = asking.generation.network.columns["holder"]
    return [(row, int(holder[row])) for row in asking.view.holders(subject).restated if holder[row] != UNNAMED]


def _declared(asking: Asking, row: int, holder: int) -> DeclaredAnswer:
    said = asking.record(row)
    share = said.share
    return DeclaredAnswer(
        party=asking.party(holder), statement=said.id,
        share=None if share is None else box_range(Box(share.min, share.max, share.min_open, share.max_open)),
    )


def _integrated(least: Fraction, most: Fraction) -> Integrated:
    low, high = fraction_percent(least), fraction_percent(most)
    return Integrated(min=low, max=high, exact=low if least == most else None)


def _comparison(asking: Asking, subject: int, columns: equity.Capital, shares: Mapping[int, equity.Bounds]) -> tuple[Comparison, ...]:
    """The figures of those who have a share, largest first."""
    def figure(value: Fraction | None) -> float | None:
        return None if value is None else fraction_percent(value)

    figures = compare(subject, columns)
    asked = sorted((h for h, (_, most) in shares.items() if most), key=lambda h: (-shares[h][1], asking.party(h).id))
    return tuple(
        Comparison(
            party=asking.party(h), integrated=_integrated(*shares[h]), brioschi=figure(figures[h].brioschi),
            simple_paths=figure(figures[h].simple_paths),
        )
        for h in asked if h in figures
    )


def _ultimate(asking: Asking, share: equity.UltimateShare) -> UltimateAnswer:
    kind = "residual" if share.residual else "ring" if share.ring else "party"
    return UltimateAnswer(
        kind=kind, party=asking.party(share.party), ring=tuple(asking.party(p) for p in share.ring),
        min=fraction_percent(share.least), max=fraction_percent(share.most),
    )
