"""Put the engine beside the references, question by question.

Owns the checks (``CHECKS``).  Each takes one small network and yields what was asked, what the engine answers and what the reference
answers.  A network whose seed shows a difference can be made again with ``make_network(seed)``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from graph import control as engine_control
from graph import ownership as engine_ownership
from graph.algorithms.kernels import has_numba
from graph.control import criterion as engine_criterion
from graph.control.batch import label_all
from graph.control.prepared import PreparedStakes, prepare
from graph.control.votes import group_votes
from graph.generation.interest_table import NEVER
from graph.network.as_of import AsOfView
from graph.network.stake import Interval, Stake
from graph.network.stake_table import CAPITAL, VOTES, gather
from graph.ownership.shares import ShareTable, UltimateShare, fit_table
from graph.rules.evaluate import reach
from graph.rules.subgraph import Subgraph
from graph.rules.table import parse_rule
from ontology.statements import Kind
from tests.links import build
from tests.reference import control, ownership, random_statements, statements, worlds
from tests.reference.control import OFAC, Criterion, UltimateController
from tests.reference.networks import RandomNetwork

Comparison = tuple[str, Any, Any]
"""What was asked, what the engine answers, what the reference answers."""
Check = Callable[[RandomNetwork], Iterator[Comparison]]

RULES = {name: parse_rule(name) for name in ("ofac-50", "uk-psc")}
CRITERIA = (
    control.MAJORITY,
    OFAC,
    Criterion(strict=False),
    Criterion(treasury=False),
    Criterion(grouped=False),
    Criterion(dimensions=("votes", "capital"), num=1, den=4),
    Criterion(dimensions=("capital",), num=1, den=4, strict=False, control=False, treasury=False),
    Criterion(roles=True, num=1, den=5, strict=False),
    Criterion(dimensions=("votes", "capital"), grouped=False),
    Criterion(num=2, den=3),
    Criterion(undisclosed=True),
    Criterion(num=3, den=4, strict=False),
)


def to_engine(criterion: Criterion) -> engine_criterion.Criterion:
    """Return the engine's criterion for a reference's."""
    bits = {"votes": VOTES, "capital": CAPITAL}
    return engine_criterion.Criterion(
        sum(bits[dimension] for dimension in criterion.dimensions),
        criterion.num,
        criterion.den,
        int(criterion.strict),
        int(criterion.control),
        int(criterion.roles),
        int(criterion.grouped),
        int(criterion.treasury),
        int(criterion.undisclosed),
    )


def choose_starts(net: RandomNetwork, rng: random.Random) -> list[set[int]]:
    """Choose sets to start from: every party alone, and a few larger ones."""
    several = [set(rng.sample(range(net.parties), min(net.parties, size))) for size in (2, 2, 3)]
    return [{party} for party in range(net.parties)] + several


def prepare_network(net: RandomNetwork) -> list[tuple[str, PreparedStakes]]:
    """Prepare the network for the interpreter and, with the extra [fast], for compiled kernels."""
    speeds = [("plain", False), ("compiled", True)] if has_numba() else [("plain", False)]
    return [(name, prepare(net.stakes, net.complete, fast=fast)) for name, fast in speeds]


def compare_closures(net: RandomNetwork) -> Iterator[Comparison]:
    """Compare what each start controls, certainly and possibly, under the default and some other criteria; and why."""
    rng = random.Random(net.seed)  # noqa: S311
    starts = choose_starts(net, rng)
    questions = [(control.MAJORITY, start) for start in starts] + [(OFAC, start) for start in starts]
    questions += [(rng.choice(CRITERIA), rng.choice(starts)) for _ in range(6)]
    prepared_stakes = prepare_network(net)
    for criterion, start in questions:
        for certain in (True, False):
            want = control.closure(start, net.stakes, criterion, certain=certain, complete=net.complete)
            for speed, prepared in prepared_stakes:
                decisions = engine_control.closure(start, prepared, certain=certain, criterion=to_engine(criterion))
                yield f"{speed} closure {sorted(start)} {certain=} {criterion}", set(decisions) - start, want
            for company, decision in decisions.items():
                voters = {s.holder for s in decision.stakes}
                earlier = start | {c for c, d in decisions.items() if d.round < decision.round}
                enough = control.group_meets(
                    company, net.stakes[company], voters, criterion, certain=certain, complete=company in net.complete
                )
                yield f"derivation of {company} from {sorted(start)} {certain=} {criterion}", (voters <= earlier, enough), (True, True)


def compare_ultimate_controllers(net: RandomNetwork) -> Iterator[Comparison]:
    """Compare the ultimate controllers of every company; in some networks also by another criterion, or of a group that acts as one."""
    rng = random.Random(net.seed)  # noqa: S311
    unheld = [party for party in range(net.parties) if party not in net.stakes]
    questions: list[tuple[Criterion, tuple[frozenset[int], ...]]] = [(control.MAJORITY, ())]
    if net.seed % 3 == 0:
        questions.append((rng.choice(CRITERIA), ()))
    if net.seed % 3 == 1 and len(unheld) > 1:
        questions.append((control.MAJORITY, (frozenset(rng.sample(unheld, 2)),)))
    prepared_stakes = prepare_network(net)
    for criterion, groups in questions:
        candidates = control.list_candidates(range(net.parties), groups)
        certainly, possibly = (
            {x: control.closure(x, net.stakes, criterion, certain=level, complete=net.complete) for x in candidates}
            for level in (True, False)
        )
        for company in net.stakes:
            want = control.select_ultimate(company, certainly, possibly)
            for speed, prepared in prepared_stakes:
                answer = engine_control.ultimate(company, prepared, groups=groups, criterion=to_engine(criterion))
                controllers = {UltimateController(frozenset(c.ring or c.group or (c.party,)), c.certain) for c in answer.controllers}
                what = f"{speed} ultimate controllers of {company} {groups=} {criterion}"
                yield what, (controllers, len(answer.controllers)), (want, len(want))


def compare_labels(net: RandomNetwork) -> Iterator[Comparison]:
    """Compare the one pass over the network, where it says that its label is the whole answer."""
    gathered = gather(net.stakes, net.complete, also=range(net.parties))
    certainly, possibly = (
        {x: control.closure(x, net.stakes, certain=level, complete=net.complete) for x in control.list_candidates(range(net.parties))}
        for level in (True, False)
    )
    for fast in (False, True) if has_numba() else (False,):
        labels = label_all(gathered.table.arrays() if fast else gathered.table, fast=fast)
        for company in net.stakes:
            number = gathered.number[company]
            if not labels.is_exact(number):
                continue
            top = int(labels.top[number])
            ring = {gathered.parties[p] for p in labels.ring(top)} if top >= 0 else set()
            label = {UltimateController(frozenset(ring or {gathered.parties[top]}), True)} if top >= 0 else set()
            yield f"label of {company} {fast=}", label, control.select_ultimate(company, certainly, possibly)
            links = labels.chain(number)
            ends = (links[0].holder, links[-1].company) if links else (top, -1)
            yield f"ends of the chain to {company} {fast=}", ends, (top, number if top >= 0 else -1)
            broken = [(a, b) for a, b in pairwise(links) if a.company != b.holder]
            named = [(gathered.parties[link.holder], gathered.parties[link.company]) for link in links if not link.joint]
            idle = [link for link in named if not _controls_alone(net, *link)]
            yield f"links of the chain to {company} {fast=}", (broken, idle), ([], [])


def _controls_alone(net: RandomNetwork, holder: int, company: int) -> bool:
    return control.group_meets(company, net.stakes[company], {holder}, control.MAJORITY, certain=True, complete=company in net.complete)


def compare_rules(net: RandomNetwork) -> Iterator[Comparison]:
    """Compare OFAC-50 from every start set, UK significant control from every party that nobody holds."""
    subgraph = Subgraph(net.stakes, net.complete, kinds=dict.fromkeys(range(net.parties), Kind.PERSON))
    for start in choose_starts(net, random.Random(net.seed)):  # noqa: S311
        certainly, possibly = (control.closure(start, net.stakes, OFAC, certain=level, complete=net.complete) for level in (True, False))
        findings = reach(RULES["ofac-50"], subgraph, start)
        yield f"ofac-50 from {sorted(start)}", {c: f.certain for c, f in findings.items()}, {c: c in certainly for c in possibly}
    for person in range(net.parties):
        certainly, possibly = (
            control.significantly_controlled(person, net.stakes, certain=level, complete=net.complete) for level in (True, False)
        )
        findings = reach(RULES["uk-psc"], subgraph, {person})
        yield f"uk-psc of {person}", {c: f.certain for c, f in findings.items()}, {c: c in certainly for c in possibly}


def compare_votes(net: RandomNetwork) -> Iterator[Comparison]:
    """Compare the votes of each party, and of some groups, in every company; an open end lies just inside."""
    for members in choose_starts(net, random.Random(net.seed)):  # noqa: S311
        for company, stakes in net.stakes.items():
            votes = group_votes(stakes, company, members)
            least, most = control.count_votes(company, stakes, members)
            low, high = ((ticks + control.TICKS // 2) // control.TICKS for ticks in (least, most))
            ends = (least > low * control.TICKS, most < high * control.TICKS) if low < high else ()
            yield f"votes of {sorted(members)} in {company}", votes, Interval(low, high, *ends)


def compare_shares(net: RandomNetwork) -> Iterator[Comparison]:
    """Compare integrated and ultimate shares with their bounds."""
    shares = ownership.collect_columns(net.stakes)
    columns = _to_share_table(net.stakes)
    all_integrated = {company: engine_ownership.all_integrated(company, columns) for company in columns}
    for holder in range(net.parties):
        want = ownership.integrated_shares(holder, shares)
        for company in columns:
            if company != holder:
                yield f"integrated share of {holder} in {company}", engine_ownership.integrated(holder, company, columns), want[company]
                bounds = all_integrated[company].get(holder, (engine_ownership.ZERO, engine_ownership.ZERO))
                yield f"share of {holder} among all in {company}", bounds, want[company]
    ends = ownership.ultimate_shares(shares)
    for company in columns:
        answer = {_end_of(u): (u.least, u.most) for u in engine_ownership.ultimate_shares(company, columns)}
        answer = {goal: bounds for goal, bounds in answer.items() if bounds[1]}
        yield f"ultimate shares of {company}", answer, {goal: by[company] for goal, by in ends.items() if by[company][1]}


def _to_share_table(stakes: Mapping[int, Sequence[Stake]]) -> ShareTable:
    return fit_table(
        {company: [(s.holder, s.capital) for s in held if s.capital is not None and not s.is_indirect] for company, held in stakes.items()}
    )


def _end_of(share: UltimateShare) -> ownership.Goal:
    if share.ring:
        return ownership.Goal(frozenset(share.ring))
    return ownership.Goal(residual=share.party) if share.residual else ownership.Goal(frozenset({share.party}))


MAX_CONTROL_WORLDS, MAX_OWNERSHIP_WORLDS = 400, 400
"""Networks with more worlds than this are left to reference one."""


def compare_control_in_every_world(net: RandomNetwork) -> Iterator[Comparison]:
    """Compare control and OFAC-50 with all extreme worlds, where every company's shares can all be right."""
    if any(_passes_whole(stakes) or any(s.is_indirect for s in stakes) for stakes in net.stakes.values()):
        return
    prepared = prepare(net.stakes, net.complete, fast=False)
    for criterion in (control.MAJORITY, OFAC, random.Random(net.seed).choice(CRITERIA)):  # noqa: S311
        too_many = worlds.count_worlds(net.stakes, net.complete, criterion) > MAX_CONTROL_WORLDS
        if criterion.undisclosed or not criterion.grouped or too_many:
            continue
        all_worlds = list(worlds.generate_worlds(net.stakes, net.complete, criterion))
        for start in choose_starts(net, random.Random(net.seed)):  # noqa: S311
            closures = [worlds.closure(start, world, criterion) for world in all_worlds]
            for certain, want in ((True, set.intersection(*closures)), (False, set.union(*closures))):
                decisions = engine_control.closure(start, prepared, certain=certain, criterion=to_engine(criterion))
                yield f"closure {sorted(start)} {certain=} in every world {criterion}", set(decisions) - start, want


def _passes_whole(stakes: Sequence[Stake]) -> bool:
    columns = ([s.votes for s in stakes if s.votes], [s.capital for s in stakes if s.capital])
    return any(sum(control.tick_bounds(share)[0] for share in column) > control.ONE for column in columns)


def compare_shares_in_every_world(net: RandomNetwork) -> Iterator[Comparison]:
    """Compare bounds of integrated shares with all extreme worlds."""
    shares = ownership.collect_columns(net.stakes)
    if worlds.count_fills(shares) > MAX_OWNERSHIP_WORLDS:
        return
    columns = _to_share_table(net.stakes)
    for holder in range(net.parties):
        want = worlds.find_bounds(shares, ownership.Goal(frozenset({holder})))
        for company in columns:
            if company != holder:
                bounds: tuple[Fraction, Fraction] = engine_ownership.integrated(holder, company, columns)
                yield f"integrated share of {holder} in {company} in every world", bounds, want[company]


def compare_statements(net: RandomNetwork) -> Iterator[Comparison]:
    """Compare the stakes that random statements make, and which statements disagree, with what statements mean.

    Their order, and what was not known yet, change nothing.
    """
    rng = random_statements.seeded(net.seed)
    links = random_statements.cluster(rng, 0, 0, rng.randrange(1, 16))
    day, known_at, include = random_statements.moment(rng)
    table = build(random_statements.PARTIES, links)
    numbers = table.columns["statement"].tolist()
    view = AsOfView(table, day, known_at, include)
    definition = statements.Plain(links, day.toordinal(), known_at.toordinal() if known_at else NEVER, include)
    shuffled = rng.sample(links, len(links))
    known = [link for link in links if not known_at or statements.stated_day(link.record) <= known_at.toordinal()]
    others = {
        "in another order": AsOfView(build(random_statements.PARTIES, shuffled), day, known_at, include),
        "without what was stated later": AsOfView(build(random_statements.PARTIES, known), day, None, include),
    }
    for company in range(random_statements.PARTIES):
        stakes, conflicts, none, complete = definition.stakes(company)
        want = sorted(map(repr, stakes.values()))
        holders = view.holders(company)
        rows = [tuple(sorted(numbers[row] for row in stake.rows)) for stake in holders.stakes]
        against = [tuple(sorted(numbers[row] for row in stake.against)) for stake in holders.stakes]
        sides = zip(holders.stakes, rows, against, strict=True)
        answer = sorted(repr(replace(stake, rows=own, against=other)) for stake, own, other in sides)
        yield f"stakes in {company} on {day} as known on {known_at}", (answer, holders.complete), (want, complete)
        groups = sorted(sorted(numbers[row] for row in group) for group in holders.conflicts)
        yield f"what cannot be true together in {company} on {day}", groups, sorted(map(sorted, conflicts))
        yield f"who says that nobody holds {company} on {day}", {numbers[row] for row in holders.declared_none}, none
        for how, other in others.items():
            same = sorted(repr(replace(stake, rows=(), against=())) for stake in other.stakes(company))
            yield f"stakes in {company} {how}", same, sorted(repr(replace(stake, rows=(), against=())) for stake in holders.stakes)


CHECKS: dict[str, Check] = {
    "closures": compare_closures,
    "ultimate": compare_ultimate_controllers,
    "labels": compare_labels,
    "votes": compare_votes,
    "rules": compare_rules,
    "shares": compare_shares,
    "statements": compare_statements,
}
"""References one and three: over every network."""

WORLD_CHECKS: dict[str, Check] = {
    "control-in-every-world": compare_control_in_every_world,
    "shares-in-every-world": compare_shares_in_every_world,
}
"""Reference two: over some networks, and only where the worlds are few."""

assert to_engine(control.MAJORITY) == engine_criterion.MAJORITY
