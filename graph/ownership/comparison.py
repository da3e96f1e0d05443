"""Two other figures of the literature, by name and for comparison only.  Both are taken at the least shares.

``brioschi``: A (I - A)^-1 (Brioschi, Buzzacchi, Colombo 1989) counts money again each time that it comes round a cycle, and has no
value in a closed ring.  ``simple_paths``: the sum over paths without repeated companies leaves out what comes round.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

from graph.ownership.exact.visits import walk
from graph.ownership.shares import ONE, ZERO, Capital, above, room, upwards
from ontology.shares import WHOLE

STEPS: Final = 50_000
"""Steps along paths after which their sum is given up: there may be more paths than anybody can walk."""
COMPANIES: Final = 400
"""Companies above after which neither figure is worked out."""


class Figures(NamedTuple):
    """As fractions of one, None where there is no value or it was given up.  Brioschi's may be above one."""

    brioschi: Fraction | None
    simple_paths: Fraction | None


def compare(company: int, capital: Capital, steps: int = STEPS) -> dict[int, Figures]:
    """Both figures for everybody above the company.

    >>> from graph.network.stake import Interval
    >>> half = Interval(WHOLE // 2, WHOLE // 2)
    >>> found = compare(1, {1: {2: half, 8: half}, 2: {1: half}})
    >>> [(party, str(f.brioschi), str(f.simple_paths)) for party, f in found.items()]
    [(2, '2/3', '1/2'), (8, '2/3', '1/2')]
    """
    companies = upwards(company, capital)
    holders = dict.fromkeys(h for c in companies for h in capital[c] if h != company)
    if len(companies) > COMPANIES:
        return dict.fromkeys(holders, Figures(None, None))
    pushed = walk(company, capital)
    endless = {member for ring in pushed.rings for member in ring if pushed.rings[ring]}
    endless |= above((c for c in companies if room(capital[c]) < 0), capital)
    paths = _paths(company, capital, steps)
    return {
        h: Figures(None if h in endless else pushed.visits.get(h, ZERO), None if paths is None else paths.get(h, ZERO)) for h in holders
    }


def _paths(company: int, capital: Capital, steps: int) -> dict[int, Fraction] | None:
    """The sum over simple paths for everybody, walked depth first; None where there are too many."""
    found: dict[int, Fraction] = {}
    onward = {c: [(h, box.min) for h, box in column.items() if box.min] for c, column in capital.items()}
    path, on_path = [(company, ONE, 0)], {company}
    while path:
        node, weight, cursor = path[-1]
        holders = onward.get(node, [])
        if cursor == len(holders):
            path.pop()
            on_path.discard(node)
            continue
        path[-1] = node, weight, cursor + 1
        holder, share = holders[cursor]
        if holder in on_path:
            continue
        steps -= 1
        if steps < 0:
            return None
        further = weight * Fraction(share, WHOLE)
        found[holder] = found.get(holder, ZERO) + further
        path.append((holder, further, 0))
        on_path.add(holder)
    return found
