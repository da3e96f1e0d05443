"""Two other figures of the literature, by name and for comparison only.  Both are taken at the least shares.

``brioschi``: A (I - A)^-1 (Brioschi, Buzzacchi, Colombo 1989) counts money again each time that it comes round a cycle, and has no
value in a closed ring.  ``simple_paths``: the sum over paths without repeated companies leaves out what comes round.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

from graph.ownership.exact.visits import Visits
from graph.ownership.shares import ONE, ZERO, ShareTable, ancestors, companies_above, slack
from ontology.shares import WHOLE

STEPS: Final = 50_000
"""Steps along paths after which their sum is given up: there may be more paths than anybody can walk."""
COMPANIES: Final = 400
"""Companies above after which neither figure is worked out."""


class Figures(NamedTuple):
    """As fractions of one, None where there is no value or it was given up.  Brioschi's may be above one."""

    brioschi: Fraction | None
    simple_paths: Fraction | None


def compare(company: int, table: ShareTable, steps: int = STEPS) -> dict[int, Figures]:
    """Both figures for everybody above the company.

    >>> from graph.network.stake import Interval
    >>> half = Interval(WHOLE // 2, WHOLE // 2)
    >>> figures = compare(1, {1: {2: half, 8: half}, 2: {1: half}})
    >>> [(party, str(f.brioschi), str(f.simple_paths)) for party, f in figures.items()]
    [(2, '2/3', '1/2'), (8, '2/3', '1/2')]
    """
    companies = companies_above(company, table)
    holders = dict.fromkeys(h for c in companies for h in table[c] if h != company)
    if len(companies) > COMPANIES:
        return dict.fromkeys(holders, Figures(None, None))
    visits = Visits.of(company, table)
    without_value = {member for ring, share in visits.rings.items() if share for member in ring}
    without_value |= ancestors((c for c in companies if slack(table[c]) < 0), table)
    sums = _sum_simple_paths(company, table, steps)
    return {
        h: Figures(None if h in without_value else visits.visits.get(h, ZERO), None if sums is None else sums.get(h, ZERO)) for h in holders
    }


def _sum_simple_paths(company: int, table: ShareTable, steps: int) -> dict[int, Fraction] | None:
    """The sum over simple paths for everybody, walked depth first; None where there are too many."""
    sums: dict[int, Fraction] = {}
    links = {c: [(h, share.min) for h, share in shareholders.items() if share.min] for c, shareholders in table.items()}
    path, on_path = [(company, ONE, 0)], {company}
    while path:
        node, weight, cursor = path[-1]
        holders = links.get(node, [])
        if cursor == len(holders):
            path.pop()
            on_path.discard(node)
            continue
        path[-1] = node, weight, cursor + 1
        holder, units = holders[cursor]
        if holder in on_path:
            continue
        steps -= 1
        if steps < 0:
            return None
        product = weight * Fraction(units, WHOLE)
        sums[holder] = sums.get(holder, ZERO) + product
        path.append((holder, product, 0))
        on_path.add(holder)
    return sums
