"""The walk up from a company at the least shares, for all holders at once, in fractions.

u_x = the expected number of visits to x, solved one strongly connected component at a time from the company upwards.
I(x, y) = u_x / v_xx, where v_xx, the visits to x of a walk that starts there, depends on x's component only.  The least of an interval is
always its least share, because what is left may be undisclosed; so this gives the least integrated share of everybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from graph.algorithms.elimination import eliminate
from graph.algorithms.scc import strongly_connected_components
from graph.algorithms.traversal import walk
from graph.ownership.shares import ONE, ZERO, ShareTable, slack
from ontology.shares import WHOLE


@dataclass(slots=True)
class Visits:
    """``visits``: party -> u; ``least``: party -> least I(party, company); ``rings``: closed rings with what flows into them.

    Parties above a company whose shares pass 100 % are in ``least`` with numbers that mean nothing; see bounds.py for them.
    """

    visits: dict[int, Fraction] = field(default_factory=dict)
    least: dict[int, Fraction] = field(default_factory=dict)
    rings: dict[tuple[int, ...], Fraction] = field(default_factory=dict)

    @classmethod
    def of(cls, company: int, table: ShareTable) -> Visits:
        """Push one unit of mass up from the company."""

        def sure_holders(party: int) -> list[int]:
            return [holder for holder, share in table.get(party, {}).items() if share.min]

        links = {party: sure_holders(party) for party in walk([company], sure_holders)[0]}
        visits = cls()
        mass = dict.fromkeys(links, ZERO)
        mass[company] = ONE
        for group in reversed(strongly_connected_components(links)):
            members = set(group)
            if len(group) == 1 and group[0] not in links[group[0]]:
                visits.least[group[0]] = visits.visits[group[0]] = mass[group[0]]
            elif not visits._solve_component(group, mass, links, table):
                continue
            for member in group:
                for holder in links[member]:
                    if holder not in members:
                        mass[holder] += visits.visits[member] * Fraction(table[member][holder].min, WHOLE)
        visits.least[company] = ONE
        return visits

    def _solve_component(
        self, group: Sequence[int], mass: Mapping[int, Fraction], links: Mapping[int, Sequence[int]], table: ShareTable
    ) -> bool:
        """Solve the visits inside one component; False where nothing leaves it, or where its numbers mean nothing."""
        members = set(group)
        entering = sum((mass[member] for member in group), ZERO)
        if any(slack(table[member]) < 0 for member in group):
            self.least.update(dict.fromkeys(group, ZERO))
            return False
        if all(not slack(table[member]) and members.issuperset(links[member]) for member in group):
            # Whoever enters meets every member in the end.
            self.rings[tuple(sorted(group))] = entering
            self.least.update(dict.fromkeys(group, entering))
            return False
        size = len(group)
        matrix = [[(WHOLE if i == j else 0) - _least_share(table, group[i], group[j]) for j in range(size)] for i in range(size)]
        solution = eliminate(matrix, [[int(i == j) for j in range(size)] for i in range(size)])
        assert solution is not None, "a walk leaves the component"
        numerators, determinant = solution
        for j, member in enumerate(group):
            total = sum((mass[other] * numerators[i][j] for i, other in enumerate(group) if mass[other]), ZERO)
            self.visits[member] = total * WHOLE / determinant
            self.least[member] = total / numerators[j][j]
        return True


def _least_share(table: ShareTable, company: int, holder: int) -> int:
    share = table[company].get(holder)
    return share.min if share else 0
