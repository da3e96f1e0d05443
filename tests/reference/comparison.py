"""The product beside the references, question by question.  Yields what was asked, what the product said and what the reference says.

Each check takes one small network.  A network whose seed shows a difference can be rebuilt with ``network(seed)``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from graph import control as product_control
from graph import ownership as product_equity
from graph.algorithms.kernels import has_numba
from graph.control.batch import label_all
from graph.control.criterion import MAJORITY, Criterion
from graph.control.prepared import PreparedStakes, prepare
from graph.generation.interest_table import UNNAMED
from graph.network.stake_table import CAPITAL, VOTES, gather
from graph.rules.evaluate import reach
from graph.rules.subgraph import Subgraph
from graph.rules.table import parse_rule
from ontology.statements import Kind
from tests.reference import control, money, worlds
from tests.reference.control import OFAC, Test, Top
from tests.reference.networks import InterestTable

Asked = tuple[str, Any, Any]
Check = Callable[[InterestTable], Iterator[Asked]]

RULES = {name: parse_rule(name) for name in ("ofac-50", "uk-psc")}
CRITERIA = (
    control.MAJORITY,
    OFAC,
    Test(strict=False),
    Test(treasury=False),
    Test(grouped=False),
    Test(columns=("votes", "capital"), num=1, den=4),
    Test(columns=("capital",), num=1, den=4, strict=False, control=False, treasury=False),
    Test(roles=True, num=1, den=5, strict=False),
    Test(columns=("votes", "capital"), grouped=False),
    Test(num=2, den=3),
    Test(undisclosed=True),
    Test(num=3, den=4, strict=False),
)


def criterion(test: Test) -> Criterion:
    """The product's record of a reference's test."""
    bits = {"votes": VOTES, "capital": CAPITAL}
    return Criterion(
        sum(bits[c] for c in test.columns),
        test.num,
        test.den,
        int(test.strict),
        int(test.control),
        int(test.roles),
        int(test.grouped),
        int(test.treasury),
        int(test.undisclosed),
    )


def starts(net: InterestTable, rng: random.Random) -> list[set[int]]:
    """Every party alone, and a few sets."""
    several = [set(rng.sample(range(net.parties), min(net.parties, size))) for size in (2, 2, 3)]
    return [{party} for party in range(net.parties)] + several


def grounds(net: InterestTable) -> list[tuple[str, PreparedStakes]]:
    """The network for the interpreter and, with the extra [fast], for compiled kernels."""
    speeds = [("plain", False), ("compiled", True)] if has_numba() else [("plain", False)]
    return [(name, prepare(net.stakes, net.complete, fast=fast)) for name, fast in speeds]


def closures(net: InterestTable) -> Iterator[Asked]:
    """What each start controls, surely and possibly, under the default and some other criteria; and why."""
    rng = random.Random(net.seed)  # noqa: S311
    begins = starts(net, rng)
    asked = [(control.MAJORITY, start) for start in begins] + [(OFAC, start) for start in begins]
    asked += [(rng.choice(CRITERIA), rng.choice(begins)) for _ in range(6)]
    grounded = grounds(net)
    for test, start in asked:
        for certain in (True, False):
            want = control.closure(start, net.stakes, test, certain=certain, complete=net.complete)
            for speed, ground in grounded:
                found = product_control.closure(start, ground, certain=certain, criterion=criterion(test))
                yield f"{speed} closure {sorted(start)} {certain=} {test}", set(found) - start, want
            for company, decision in found.items():
                voters = {s.holder for s in decision.stakes}
                earlier = start | {c for c, d in found.items() if d.round < decision.round}
                enough = control.passes(company, net.stakes[company], voters, test, certain=certain, complete=company in net.complete)
                yield f"derivation of {company} from {sorted(start)} {certain=} {test}", (voters <= earlier, enough), (True, True)


def tops(net: InterestTable) -> Iterator[Asked]:
    """The ultimate controllers of every company; in some networks also by another criterion, or of a group that acts as one."""
    rng = random.Random(net.seed)  # noqa: S311
    free = [party for party in range(net.parties) if party not in net.stakes]
    asked: list[tuple[Test, tuple[frozenset[int], ...]]] = [(control.MAJORITY, ())]
    if net.seed % 3 == 0:
        asked.append((rng.choice(CRITERIA), ()))
    if net.seed % 3 == 1 and len(free) > 1:
        asked.append((control.MAJORITY, (frozenset(rng.sample(free, 2)),)))
    grounded = grounds(net)
    for test, groups in asked:
        candidates = control.candidates(range(net.parties), groups)
        surely, perhaps = (
            {x: control.closure(x, net.stakes, test, certain=level, complete=net.complete) for x in candidates} for level in (True, False)
        )
        for company in net.stakes:
            want = control.tops(company, surely, perhaps)
            for speed, ground in grounded:
                answer = product_control.ultimate(company, ground, groups=groups, criterion=criterion(test))
                said = {Top(frozenset(c.ring or c.group or (c.party,)), c.certain) for c in answer.controllers}
                yield f"{speed} ultimate controllers of {company} {groups=} {test}", (said, len(answer.controllers)), (want, len(want))


def labels(net: InterestTable) -> Iterator[Asked]:
    """The one pass over the network, where it says that its label is the whole answer."""
    gathered = gather(net.stakes, net.complete, also=range(net.parties))
    surely, perhaps = (
        {x: control.closure(x, net.stakes, certain=level, complete=net.complete) for x in control.candidates(range(net.parties))}
        for level in (True, False)
    )
    for fast in (False, True) if has_numba() else (False,):
        found = label_all(gathered.table.arrays() if fast else gathered.table, fast=fast)
        for company in net.stakes:
            number = gathered.number[company]
            if not found.exact(number):
                continue
            top = int(found.top[number])
            ring = {gathered.parties[p] for p in found.ring(top)} if top >= 0 else set()
            said = {Top(frozenset(ring or {gathered.parties[top]}), True)} if top >= 0 else set()
            yield f"label of {company} {fast=}", said, control.tops(company, surely, perhaps)
            links = found.chain(number)
            ends = (links[0].holder, links[-1].company) if links else (top, -1)
            yield f"ends of the chain to {company} {fast=}", ends, (top, number if top >= 0 else -1)
            broken = [(a, b) for a, b in pairwise(links) if a.company != b.holder]
            named = [(gathered.parties[link.holder], gathered.parties[link.company]) for link in links if not link.joint]
            idle = [link for link in named if not _alone(net, *link)]
            yield f"links of the chain to {company} {fast=}", (broken, idle), ([], [])


def _alone(net: InterestTable, holder: int, company: int) -> bool:
    return control.passes(company, net.stakes[company], {holder}, control.MAJORITY, certain=True, complete=company in net.complete)


def rules(net: InterestTable) -> Iterator[Asked]:
    """OFAC-50 from every start set, UK significant control from every party that nobody holds."""
    scene = Subgraph(net.stakes, net.complete, kinds=dict.fromkeys(range(net.parties), Kind.PERSON))
    for start in starts(net, random.Random(net.seed)):  # noqa: S311
        surely, perhaps = (control.closure(start, net.stakes, OFAC, certain=level, complete=net.complete) for level in (True, False))
        found = reach(RULES["ofac-50"], scene, start)
        yield f"ofac-50 from {sorted(start)}", {c: f.certain for c, f in found.items()}, {c: c in surely for c in perhaps}
    for person in range(net.parties):
        surely, perhaps = (control.psc(person, net.stakes, certain=level, complete=net.complete) for level in (True, False))
        found = reach(RULES["uk-psc"], scene, {person})
        yield f"uk-psc of {person}", {c: f.certain for c, f in found.items()}, {c: c in surely for c in perhaps}


def shares(net: InterestTable) -> Iterator[Asked]:
    """Integrated and ultimate shares with their bounds."""
    if not money.money(net.stakes).over():
        yield from _shares(net)


def shares_over(net: InterestTable) -> Iterator[Asked]:
    """Integrated shares where a column passes 100 %: nothing is scaled.  Only where no solution of the equations passes one."""
    if money.money(net.stakes).over():
        yield from _shares(net)


def _shares(net: InterestTable) -> Iterator[Asked]:
    held = money.money(net.stakes)
    columns = {
        c: {s.holder: s.capital for s in stakes if s.capital is not None and s.holder != UNNAMED} for c, stakes in net.stakes.items()
    }
    columns = {c: column for c, column in columns.items() if column}
    together = {company: product_equity.all_integrated(company, columns) for company in columns}
    for holder in range(net.parties):
        want = _finite(partial(money.integrated, holder, held))
        if not want or any(most > 1 for _, most in want.values()):
            continue
        for company in columns:
            if company != holder:
                yield f"integrated share of {holder} in {company}", product_equity.integrated(holder, company, columns), want[company]
                at_once = together[company].get(holder, (product_equity.ZERO, product_equity.ZERO))
                yield f"share of {holder} among all in {company}", at_once, want[company]
    ends = {} if held.over() else money.ultimate_shares(held)
    for company in columns if ends else ():
        found = {
            money.Goal(frozenset(u.ring)) if u.ring else money.Goal(residual=u.party) if u.residual else money.Goal(frozenset({u.party})): (
                u.least,
                u.most,
            )
            for u in product_equity.ultimate_shares(company, columns)
        }
        said = {goal: bounds for goal, bounds in found.items() if bounds[1]}
        yield f"ultimate shares of {company}", said, {goal: by[company] for goal, by in ends.items() if by[company][1]}


def _finite(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except money.Endless:
        return None


CONTROL_WORLDS, MONEY_WORLDS = 400, 400
"""Networks with more worlds than this are left to reference one."""


def every_world(net: InterestTable) -> Iterator[Asked]:
    """Control and OFAC-50 against all extreme worlds."""
    ground = prepare(net.stakes, net.complete, fast=False)
    for test in (control.MAJORITY, OFAC, random.Random(net.seed).choice(CRITERIA)):  # noqa: S311
        if test.undisclosed or not test.grouped or worlds.count(net.stakes, net.complete, test) > CONTROL_WORLDS:
            continue
        all_worlds = list(worlds.worlds(net.stakes, net.complete, test))
        for start in starts(net, random.Random(net.seed)):  # noqa: S311
            found = [worlds.closure(start, world, test) for world in all_worlds]
            for certain, want in ((True, set.intersection(*found)), (False, set.union(*found))):
                said = product_control.closure(start, ground, certain=certain, criterion=criterion(test))
                yield f"closure {sorted(start)} {certain=} in every world {test}", set(said) - start, want


def every_world_of_money(net: InterestTable) -> Iterator[Asked]:
    """Bounds of integrated shares against all extreme worlds."""
    held = money.money(net.stakes)
    if held.over() or worlds.fill_count(held) > MONEY_WORLDS:
        return
    columns = {c: {s.holder: s.capital for s in net.stakes[c] if s.capital is not None and s.holder != UNNAMED} for c in held.columns}
    for holder in range(net.parties):
        want = _finite(partial(worlds.bounds, held, money.Goal(frozenset({holder}))))
        for company in columns if want else ():
            if company != holder:
                said: tuple[Fraction, Fraction] = product_equity.integrated(holder, company, columns)
                yield f"integrated share of {holder} in {company} in every world", said, want[company]


assert criterion(control.MAJORITY) == MAJORITY
