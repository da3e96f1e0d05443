"""Rules against references written plainly from their texts, over random small networks.

With exact shares the references count in fractions.  With intervals they try every world of a grid: certain means in all worlds,
possible means in one.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction

import numpy as np
import pytest

from graph.network.stake import Interval, Presence, Stake
from graph.rules import DEFAULT, RULES, Basis, holders, parse_rule, reach
from graph.rules.multiplied import Multiplied
from ontology.shares import PERCENT, WHOLE
from tests.graph.rules.networks import Network, subgraph

PEOPLE = (0, 1, 2)
COMPANIES = (3, 4, 5, 6, 7)
NETWORKS = 60

Decides = Callable[[int, Collection[int]], bool]


def choose(rng: np.random.Generator, values: Sequence[int]) -> int:
    return values[int(rng.integers(len(values)))]


def exact_network(seed: int) -> Network:
    """Rings, self-holdings, votes apart from capital, control without a number; columns may add to less than all."""
    rng = np.random.default_rng(seed)
    network: dict[int, list[Stake]] = {}
    for company in COMPANIES:
        stakes = []
        left = {"capital": 100, "votes": 100}
        for holder in rng.permutation((*PEOPLE, *COMPANIES))[: rng.integers(1, 5)].tolist():
            boxes: dict[str, Interval] = {}
            for column in left:
                size = min(left[column], choose(rng, (0, 5, 10, 20, 24, 25, 26, 30, 40, 49, 50, 51, 60, 75)))
                left[column] -= size
                if size:
                    boxes[column] = Interval(size * PERCENT, size * PERCENT)
            control = Presence.CERTAIN if rng.random() < 0.06 else Presence.ABSENT
            stakes.append(Stake(holder, boxes.get("capital"), boxes.get("votes"), control))
        network[company] = stakes
    return network


def part(network: Network, company: int, group: Collection[int], column: str) -> Fraction:
    """What a group has of a company; votes that it holds in itself are dropped from both sides."""
    held = {s.holder: Fraction((getattr(s, column) or Interval(0, 0)).min, WHOLE) for s in network[company]}
    own = held.pop(company, Fraction(0)) if column == "votes" else Fraction(0)
    mine = sum((share for holder, share in held.items() if holder in group and holder != company), Fraction(0))
    return mine / (1 - own) if own < 1 else Fraction(0)


def controlled(network: Network, company: int, group: Collection[int]) -> bool:
    return any(s.control and s.holder in group and s.holder != company for s in network[company])


def least_fixpoint(start: Collection[int], companies: Collection[int], decides: Decides) -> set[int]:
    members = set(start)
    while True:
        joined = {c for c in companies if c not in members and decides(c, members)}
        if not joined:
            return members - set(start)
        members |= joined


def ofac(network: Network, listed: Collection[int]) -> set[int]:
    """Blocked: what blocked persons together own half of."""
    return least_fixpoint(listed, network, lambda c, blocked: part(network, c, blocked, "capital") >= Fraction(1, 2))


def psc(network: Network, person: int, company: int) -> bool:
    """More than a quarter of shares or votes, held by the person or by entities below a chain of majority stakes, or control."""

    def majority(entity: int, members: Collection[int]) -> bool:
        return any(part(network, entity, {m}, "votes") > Fraction(1, 2) or controlled(network, entity, {m}) for m in members)

    group = {person} | least_fixpoint({person}, network, majority)
    quarter = Fraction(1, 4)
    held = any(part(network, company, group, column) > quarter for column in ("capital", "votes"))
    return held or controlled(network, company, group)


def test_ofac_blocks_what_the_text_blocks() -> None:
    blocked = 0
    for seed in range(NETWORKS):
        network = exact_network(seed)
        for listed in ({0}, {0, 1}, {2, 3}):
            findings = reach(parse_rule("ofac-50"), subgraph(network, persons=PEOPLE), listed)
            assert {c for c, f in findings.items() if f.certain} == set(findings) == ofac(network, listed), seed
            blocked += len(findings)
    assert blocked > NETWORKS / 2


def test_psc_finds_whom_the_text_finds() -> None:
    persons = 0
    for seed in range(NETWORKS):
        network = exact_network(seed)
        for company in network:
            findings = holders(parse_rule("uk-psc"), subgraph(network, persons=PEOPLE), company)
            expected = {p for p in PEOPLE if psc(network, p, company)}
            assert {f.party for f in findings if f.certain} == {f.party for f in findings} == expected, (seed, company)
            persons += len(findings)
    assert persons > NETWORKS


def layers(seed: int) -> Network:
    """Companies held by persons and by companies of lower number only; capital is votes."""
    rng = np.random.default_rng(seed)
    network: dict[int, list[Stake]] = {}
    for company in COMPANIES:
        left, stakes = 100, []
        for holder in rng.permutation([p for p in (*PEOPLE, *COMPANIES) if p < company])[: rng.integers(1, 4)].tolist():
            size = min(left, choose(rng, (10, 12, 13, 20, 25, 26, 30, 40, 50, 51, 60, 75)))
            left -= size
            if size:
                share = Interval(size * PERCENT, size * PERCENT)
                stakes.append(Stake(holder, share, share, Presence.CERTAIN if rng.random() < 0.05 else Presence.ABSENT))
        network[company] = stakes
    return network


def paths(network: Network, party: int, company: int) -> Fraction:
    """Shares multiplied along each chain and added over all of them."""
    if party == company:
        return Fraction(1)
    return sum(
        (
            Fraction(s.capital.min, WHOLE) * paths(network, party, s.holder)
            for s in network.get(company, ())
            if s.capital and s.holder != company
        ),
        Fraction(0),
    )


def amlr(network: Network, person: int, company: int) -> bool:
    """Article 52, 53, 54(a) or 54(b)."""

    def control_of(start: int) -> set[int]:
        return least_fixpoint(
            {start}, network, lambda c, members: part(network, c, members, "votes") > Fraction(1, 2) or controlled(network, c, members)
        )

    quarter = Fraction(1, 4)
    controllers = [c for c in network if company in control_of(c)]
    return (
        paths(network, person, company) >= quarter
        or company in control_of(person)
        or part(network, company, {person} | control_of(person), "capital") >= quarter
        or any(paths(network, person, c) >= quarter for c in controllers)
    )


def test_amlr_finds_whom_its_articles_find() -> None:
    mixed = 0
    for seed in range(NETWORKS):
        network = layers(seed)
        for company in network:
            findings = holders(parse_rule("eu-amlr-52"), subgraph(network, persons=PEOPLE), company)
            expected = {p for p in PEOPLE if amlr(network, p, company)}
            assert {f.party for f in findings if f.certain} == {f.party for f in findings} == expected, (seed, company)
            mixed += sum(f.basis in (Basis.CONTROL_OF_HOLDERS, Basis.SHARE_OF_CONTROLLER) for f in findings)
    assert mixed > 10


@pytest.mark.parametrize("rule_id", [rule_id for rule_id in RULES if rule_id != DEFAULT])
def test_who_meets_a_rule_and_what_a_party_reaches_agree(rule_id: str) -> None:
    for seed in range(12):
        where, chosen = subgraph(exact_network(seed), persons=PEOPLE), parse_rule(rule_id)
        everyone = (*PEOPLE, *COMPANIES)
        below = {(p, c, f.certain) for p in everyone for c, f in reach(chosen, where, {p}).items()}
        assert {(f.party, c, f.certain) for c in everyone for f in holders(chosen, where, c)} == below


STEP = 25
ENDS = range(0, 101, STEP)


def band(rng: np.random.Generator) -> Interval:
    low, high = sorted((choose(rng, ENDS), choose(rng, ENDS)))
    ends = (bool(rng.random() < 0.5), bool(rng.random() < 0.5)) if low < high else (False, False)
    return Interval(low * PERCENT, high * PERCENT, *ends)


def band_network(seed: int) -> Network:
    """Capital in bands with open and closed ends, on a grid of a quarter; columns that can add to at most all."""
    rng = np.random.default_rng(seed)
    network: dict[int, list[Stake]] = {}
    for company in COMPANIES[:4]:
        while True:
            some = rng.permutation((*PEOPLE, *COMPANIES[:4]))[: rng.integers(1, 4)].tolist()
            stakes = [Stake(holder, capital=band(rng)) for holder in some]
            if next(worlds([s.capital for s in stakes if s.capital]), None) is not None:
                break
        network[company] = stakes
    return network


def worlds(boxes: Sequence[Interval]) -> Iterator[tuple[Fraction, ...]]:
    """Shares inside the boxes that add to at most all: grid points and, since ends may be open, points a little beside them."""
    little = Fraction(1, 100)

    def points(box: Interval) -> list[Fraction]:
        low, high = Fraction(box.min, WHOLE), Fraction(box.max, WHOLE)
        near = {Fraction(end, 100) + little * k for end in ENDS for k in range(-len(boxes), len(boxes) + 1)}
        return sorted(p for p in near if (low < p or (low == p and not box.min_open)) and (p < high or (p == high and not box.max_open)))

    return (world for world in itertools.product(*map(points, boxes)) if sum(world) <= 1)


def in_worlds(network: Network, company: int, group: Collection[int], every: bool) -> bool:
    """Whether the group owns half of the company in every world, or in some."""
    holders_, boxes = zip(*((s.holder, s.capital) for s in network[company] if s.capital), strict=True)
    results = (
        sum((share for h, share in zip(holders_, world, strict=True) if h in group and h != company), Fraction(0)) >= Fraction(1, 2)
        for world in worlds(boxes)
    )
    return all(results) if every else any(results)


@pytest.mark.thorough
def test_certain_is_every_world_and_possible_is_some_world() -> None:
    unsure = 0
    for seed, listed in itertools.product(range(NETWORKS), ({0}, {1, 2})):
        network = band_network(seed)
        findings = reach(parse_rule("ofac-50"), subgraph(network), listed)
        certain = least_fixpoint(listed, network, functools.partial(in_worlds, network, every=True))
        possible = least_fixpoint(listed, network, functools.partial(in_worlds, network, every=False))
        assert {c for c, f in findings.items() if f.certain} == certain, seed
        assert set(findings) == possible, seed
        unsure += len(possible - certain)
    assert unsure > NETWORKS / 2


@pytest.mark.thorough
@pytest.mark.parametrize("strict", [True, False])
def test_a_multiplied_share_is_certain_in_every_world_and_possible_in_some(strict: bool) -> None:
    """One person above two companies, directly and through the first: a quarter, with ends open and closed."""
    person, other, first, second = 0, 1, 3, 4
    verdicts = dict.fromkeys(Presence, 0)
    for seed in range(50):
        rng = np.random.default_rng(seed)
        upper, lower = (band(rng), band(rng)), (band(rng), band(rng))
        if not all(next(worlds(boxes), None) for boxes in (upper, lower)):
            continue
        network = {
            first: [Stake(person, capital=upper[0]), Stake(other, capital=upper[1])],
            second: [Stake(first, capital=lower[0]), Stake(person, capital=lower[1])],
        }
        shares = {x[0] * y[0] + y[1] for x in set(worlds(upper)) for y in set(worlds(lower))}
        passing = {share > Fraction(1, 4) if strict else share >= Fraction(1, 4) for share in shares}
        expected = Presence.CERTAIN if passing == {True} else Presence.POSSIBLE if True in passing else Presence.ABSENT
        present, _ = Multiplied(subgraph(network), ("capital",), 25, strict).measure({person}, second, "capital")
        assert present is expected, seed
        verdicts[present] += 1
    assert all(verdicts.values()), "every verdict must come up"
