"""Rules by which whoever passes joins the set: majority control, OFAC, EU sanctions.  Nothing is multiplied.

Knows stakes by way of criteria only.
"""

from __future__ import annotations

from collections.abc import Collection

from graph.control.criterion import Criterion
from graph.network.stake_table import CAPITAL, VOTES
from graph.rules.closure import derivation, members
from graph.rules.finding import Basis, Finding
from graph.rules.subgraph import Subgraph
from graph.rules.table import RuleSetting


def criteria(chosen: RuleSetting) -> tuple[Criterion, ...]:
    """What a set must pass in a company, one of them being enough."""
    percent, strict = chosen.threshold
    base = Criterion(
        num=percent,
        den=100,
        strict=int(strict),
        grouped=int(chosen.get("grouping", "grouped") == "grouped"),
        treasury=int(chosen.get("treasury", "dropped") == "dropped"),
        undisclosed=int(chosen.get("undisclosed", "others") == "anyone"),
    )
    if chosen.rule.id == "majority-control":
        return (base,)
    both = CAPITAL | VOTES if chosen.get("column", "capital") == "either" else CAPITAL
    owned = base._replace(dimension=both, control=0)
    if not chosen.rule.counts_control or chosen.get("control", "counts") == "ignored":
        return (owned,)
    return owned, base._replace(dimension=VOTES, num=1, den=2, strict=1, control=1)


class Cascade:
    """Everything that joins a set."""

    def __init__(self, chosen: RuleSetting, scene: Subgraph) -> None:
        self._scene = scene
        self._criteria = criteria(chosen)
        self._basis = Basis.CONTROL if chosen.rule.id == "majority-control" else Basis.HOLDING

    def reached(self, group: Collection[int], companies: Collection[int]) -> dict[int, Finding]:
        found: dict[int, Finding] = {}
        for certain in (True, False):
            decided = members(self._scene, group, self._criteria, certain=certain)
            for company in decided.keys() & set(companies) - found.keys():
                last = decided[company]
                plain = any(s.control and s.holder != company for s in last.stakes) and len(last.stakes) == 1
                basis = Basis.CONTROL if plain and len(self._criteria) > 1 else self._basis
                found[company] = Finding(company, certain, basis, tuple(sorted(group)), decisions=derivation(decided, last))
        return found
