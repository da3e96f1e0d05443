"""All ultimate controllers in one pass, against the plain definition: least fixpoints of every party on small networks."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

import pytest

from graph.algorithms.kernels import has_numba
from graph.control.batch import Labels, all_companies, label_all
from graph.control.batch.classify import FULL, SHIFT, weigh
from graph.control.batch.merge import add_to_sum, allocate_sums, grow, has_space
from graph.control.criterion import MAJORITY
from graph.control.decision_kernel import meets
from graph.network.stake import Interval, Presence, Stake
from graph.network.stake_table import StakeTable, gather
from ontology.shares import PERCENT, WHOLE

Network = Mapping[int, Sequence[Stake]]
Found = tuple[tuple[int, bool, tuple[int, ...]], ...]
"""Of each ultimate controller: the party, whether certain, its ring."""

SPEEDS = [False, pytest.param(True, marks=pytest.mark.skipif(not has_numba(), reason="numba is not installed"))]


def votes(holder: int, least: float, most: float | None = None, *, min_open: bool = False, max_open: bool = False) -> Stake:
    high = least if most is None else most
    return Stake(holder, votes=Interval(int(least * PERCENT), int(high * PERCENT), min_open, max_open))


def columns_of(network: Network, parties: int, complete: Iterable[int] = ()) -> StakeTable:
    return gather({c: network.get(c, ()) for c in range(parties)}, set(complete), also=range(parties)).table


def labels_of(network: Network, parties: int) -> Labels:
    return label_all(columns_of(network, parties))


# -- the definition, plainly -----------------------------------------------------------------------------------------


def passes(stakes: Sequence[Stake], company: int, group: set[int], *, certain: bool, complete: bool) -> bool:
    needed = Presence.CERTAIN if certain else Presence.POSSIBLE
    if any(s.holder in group and s.holder != company and s.control >= needed for s in stakes):
        return True
    sums = {whose: [0, 0, 0, 0] for whose in ("group", "own", "others")}
    for stake in stakes:
        if stake.votes is not None:
            whose = "own" if stake.holder == company else "group" if stake.holder in group else "others"
            box = stake.votes
            for i, value in enumerate((box.min, int(box.min_open), box.max, int(box.max_open))):
                sums[whose][i] = max(sums[whose][i], value) if i % 2 else sums[whose][i] + value
    group_, own, others = ((s[0], s[1], s[2], s[3]) for s in sums.values())
    return meets(group_, own, others, int(complete), int(certain), MAJORITY)


def closure(party: int, network: Network, complete: set[int], *, certain: bool) -> set[int]:
    found: set[int] = set()
    while True:
        new = {c for c in network if c not in found and passes(network[c], c, found | {party}, certain=certain, complete=c in complete)}
        if not new:
            return found
        found |= new


def definition(network: Network, parties: int, complete: set[int]) -> list[Found]:
    everybody = range(parties)
    surely = [closure(p, network, complete, certain=True) for p in everybody]
    perhaps = [closure(p, network, complete, certain=False) for p in everybody]
    answers: list[Found] = []
    for company in everybody:
        found = set()
        for party in everybody:
            beneath = any(party in surely[z] and z not in surely[party] for z in everybody)
            if party != company and company in perhaps[party] and not beneath:
                ring = {z for z in everybody if z in surely[party] and party in surely[z]} | {party}
                found.add((min(ring - {company}), company in surely[party], tuple(sorted(ring)) if len(ring) > 1 else ()))
        answers.append(tuple(sorted(found, key=lambda f: (not f[1], f[0]))))
    return answers


def told(columns: StakeTable, labels: Labels, companies: Iterable[int]) -> list[Found]:
    return [tuple((c.party, c.certain, c.ring) for c in v.controllers) for v in all_companies(columns, labels=labels, companies=companies)]


def drawn(seed: random.Random, *, regular: bool) -> tuple[dict[int, list[Stake]], int, set[int]]:
    """A small network: joint holdings, cross-holdings, rings, treasury shares, unnamed holders; and, unless regular, much that is odd."""
    parties = seed.randint(3, 14)
    network: dict[int, list[Stake]] = {}
    for company in range(parties):
        if seed.random() < 0.25:
            continue
        among = [p for p in range(parties) if p != company or seed.random() < 0.3]
        left, stakes = 100, []
        for holder in seed.sample(among, min(len(among), seed.choice([1, 1, 2, 2, 3, 4, 5]))):
            if left > 0:
                share = min(left, seed.choice([10, 12, 20, 25, 26, 30, 33, 34, 40, 50, 50, 51, 60, 75, 100, 100]))
                left -= share
                stakes.append(_stake(seed, holder if seed.random() < 0.97 else -1, share, regular=regular))
        free = [p for p in range(parties) if p not in {s.holder for s in stakes}]
        if not regular and stakes and free and seed.random() < 0.05:
            stakes.append(votes(seed.choice(free), 60))
        network[company] = stakes
    complete = {c for c in network if not regular and seed.random() < 0.15}
    return network, parties, complete


def _stake(seed: random.Random, holder: int, share: int, *, regular: bool) -> Stake:
    if regular:
        open_end = share < 100 and seed.random() < 0.1
        return votes(holder, share, share + 1 if open_end else share, min_open=open_end)
    control = seed.choice([Presence.POSSIBLE, Presence.CERTAIN]) if seed.random() < 0.08 else Presence.ABSENT
    low = high = share
    if seed.random() < 0.3:
        low, high = min(share, seed.choice([0, 25, 50, share])), max(share, seed.choice([share, 75, 100]))
    wide = low < high
    box = Interval(low * PERCENT, high * PERCENT, wide and seed.random() < 0.5, wide and seed.random() < 0.3)
    return Stake(holder, votes=None if seed.random() < 0.05 else box, control=control)


@pytest.mark.parametrize("fast", SPEEDS)
@pytest.mark.parametrize("regular", [True, False])
def test_every_controller_is_that_of_the_definition(regular: bool, fast: bool) -> None:
    seed = random.Random(7 if regular else 8)  # noqa: S311 - a fixed seed is the point
    seen = joint = rings = searched = 0
    for _ in range(400):
        network, parties, complete = drawn(seed, regular=regular)
        columns = columns_of(network, parties, complete)
        labels = label_all(columns, fast=fast)
        want = definition(network, parties, complete)
        order = seed.sample(range(parties), parties)
        assert told(columns, labels, order) == [want[company] for company in order]
        for company in range(parties):
            if labels.is_exact(company):
                assert len(want[company]) <= 1
                assert all(certain for _, certain, _ in want[company])
            seen += len(want[company])
            rings += any(ring for _, _, ring in want[company])
            searched += not labels.is_exact(company)
            joint += any(link.joint for link in labels.chain(company))
    assert min(seen, rings, joint) > 20
    assert regular or searched > 500


# -- kinds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stakes, top, exact",
    [
        ([votes(0, 50, 75, min_open=True), votes(1, 25, 50, min_open=True)], 0, True),
        ([votes(0, 50, 75)], None, False),
        ([votes(0, 25, 50, min_open=True)], -1, True),
        ([votes(0, 25, 50, min_open=True), votes(1, 25, 50, min_open=True)], -1, True),
        ([votes(0, 45), votes(2, 12)], 0, True),
        ([votes(0, 44), votes(2, 12)], -1, True),
        ([votes(0, 60), votes(1, 60)], None, False),
        ([Stake(0, control=Presence.CERTAIN)], 0, True),
        ([Stake(0, control=Presence.POSSIBLE)], None, False),
        ([Stake(0, control=Presence.CERTAIN), votes(1, 51)], None, False),
        ([Stake(0, control=Presence.CERTAIN), votes(1, 49)], 0, True),
        ([Stake(0, control=Presence.CERTAIN), Stake(1, control=Presence.CERTAIN)], None, False),
        ([votes(-1, 60), votes(0, 40)], -1, True),
    ],
)
def test_what_decides_one_company(stakes: list[Stake], top: int | None, exact: bool) -> None:
    labels = labels_of({2: stakes}, 3)
    assert labels.is_exact(2) == exact
    if exact:
        assert labels.top[2] == top


def test_doubt_spreads_to_what_depends_on_it_and_no_further() -> None:
    """1 may be controlled by 0; 2 depends on 1; 3 is held by 1 too, but 4 alone decides there."""
    labels = labels_of({1: [votes(0, 0, 100)], 2: [votes(1, 40), votes(4, 30)], 3: [votes(1, 40), votes(4, 60)]}, 5)
    assert [labels.is_exact(c) for c in range(5)] == [True, False, False, True, True]
    assert labels.top[3] == 4


def test_sums_at_the_middle_are_exact() -> None:
    half = WHOLE // 2
    for own, top in ((half, -1), (half + 1, 0)):
        network = {1: [votes(0, 100)], 2: [Stake(0, votes=Interval(own - 7, own - 7)), Stake(1, votes=Interval(7, 7))]}
        assert labels_of(network, 3).top[2] == top


def test_weight_of_an_open_end_is_less_than_any_share() -> None:
    columns = columns_of({0: [Stake(1, votes=Interval(1, WHOLE, True)), Stake(2, votes=Interval(2, 2)), Stake(3)]}, 4)
    assert [weigh(columns, i) for i in range(3)] == [(1 << SHIFT) + 1, 2 << SHIFT, 0]
    assert 4 * FULL < 2**63


# -- groups, rings, chains -------------------------------------------------------------------------------------------


def test_groups_take_each_other_over_in_any_order() -> None:
    """A staircase: 0 controls 1; each next company is held 30 % by each of the two before, and 0 holds the rest of the majority."""
    steps = 300
    network = {1: [votes(0, 60)]} | {c: [votes(c - 1, 30), votes(c - 2, 30)] for c in range(2, steps)}
    for names in (range(steps), range(steps - 1, -1, -1), [c * 113 % steps for c in range(steps)]):
        renamed = {names[c]: [votes(names[s.holder], s.votes.min // PERCENT) for s in stakes if s.votes] for c, stakes in network.items()}
        labels = labels_of(renamed, steps)
        assert {labels.top[names[c]] for c in range(1, steps)} == {names[0]}
        assert len(labels.chain(names[steps - 1])) >= steps // 2


def test_complete_cross_holding_group_is_one_ring() -> None:
    size = 30
    network = {c: [votes(h, 3) for h in range(size) if h != c] for c in range(size)}
    columns = columns_of(network, size)
    assert told(columns, label_all(columns), [5]) == [()], "nobody alone starts the ring"
    network[1] = [votes(0, 60)]
    for c in range(2, size):
        network[c] = [votes(c - 1, 51), votes(0, 3)]
    network[0] = [votes(h, 2) for h in range(1, size)]
    columns = columns_of(network, size)
    assert told(columns, label_all(columns), [0, 7]) == definition(network, size, set())[0:8:7]


def test_ring_of_three_with_an_appendix() -> None:
    labels = labels_of({0: [votes(1, 51)], 1: [votes(2, 51)], 2: [votes(0, 51)], 3: [votes(2, 100)], 4: [votes(3, 30), votes(0, 30)]}, 6)
    top = labels.top[4]
    assert labels.ring(top) == (0, 1, 2)
    assert {labels.top[c] for c in range(5)} == {top}
    assert labels.chain(top)[0].holder == labels.chain(top)[-1].company == top
    assert labels.ring(5) == ()


def test_small_ring_takes_over_a_large_group() -> None:
    """1 and 2 hold each other and together hold 3, which has a tree below it; in 0 each of them has a fifth, counted once."""
    size = 40
    ring = {0: [votes(1, 20), votes(41, 20), votes(42, 20)], 1: [votes(2, 51)], 2: [votes(1, 51)], 3: [votes(1, 26), votes(2, 26)]}
    labels = labels_of(ring | {c: [votes((c - 1) // 3 + 2, 51)] for c in range(4, size)}, size + 3)
    assert labels.top[0] == -1
    assert set(labels.top[1:size]) == {1}
    assert labels.ring(1) == (1, 2)
    assert {labels.chain(c)[0].holder for c in range(1, size)} == {1}


def test_chain_leads_from_the_top_to_the_company() -> None:
    length = 10_000
    labels = labels_of({c: [votes(c - 1, 51)] for c in range(1, length)}, length)
    chain = labels.chain(length - 1)
    assert [link.holder for link in chain] == list(range(length - 1))
    assert [labels.table.company[link.position] for link in chain] == list(range(1, length))


def test_ring_of_ten_thousand_needs_no_recursion() -> None:
    size = 10_000
    labels = labels_of({c: [votes((c + 1) % size, 51)] for c in range(size)}, size)
    assert len(labels.ring(labels.top[0])) == size


def test_long_doubtful_chain_is_searched_once() -> None:
    """Everything below one doubtful company shares its search."""
    length = 5_000
    network = {1: [votes(0, 0, 100)]} | {c: [votes(c - 1, 51)] for c in range(2, length)}
    columns = columns_of(network, length)
    found = told(columns, label_all(columns), range(length))
    assert found[1] == ((0, False, ()),)
    assert all(one == ((1, True, ()), (0, False, ())) for one in found[2:])


def test_spent_budget_is_told() -> None:
    network = {1: [votes(0, 0, 100), votes(2, 30)], 2: [votes(0, 30), votes(1, 0, 70), votes(3, 20)]}
    columns = columns_of(network, 4)
    assert any(found.truncated for found in all_companies(columns, budget=0))
    assert not any(found.truncated for found in all_companies(columns))


def test_table_of_sums_keeps_them_when_it_grows() -> None:
    sums = allocate_sums(1024)
    for i in range(3000):
        sums = sums if has_space(sums, 1) else grow(sums, 1)
        add_to_sum(sums, i % 700, i, i + 1)
        if i % 3 == 0:
            add_to_sum(sums, i % 700, i, -i - 1)
    assert [add_to_sum(sums, i % 700, i, 0) for i in range(3000)] == [0 if i % 3 == 0 else i + 1 for i in range(3000)]
