"""Labels: groups under one top, rings, and the chains down from a top."""

from __future__ import annotations

from ontology.shares import PERCENT
from tests.graph.control.batch.tables import labels_of
from tests.scenarios import votes


def test_groups_take_each_other_over_in_any_order() -> None:
    """A staircase: 0 controls 1; each next company is held 30 % by each of the two before, and 0 holds the rest of the majority."""
    steps = 300
    network = {1: [votes(0, 60)]} | {c: [votes(c - 1, 30), votes(c - 2, 30)] for c in range(2, steps)}
    for names in (range(steps), range(steps - 1, -1, -1), [c * 113 % steps for c in range(steps)]):
        renamed = {names[c]: [votes(names[s.holder], s.votes.min // PERCENT) for s in stakes if s.votes] for c, stakes in network.items()}
        labels = labels_of(renamed, steps)
        assert {labels.top[names[c]] for c in range(1, steps)} == {names[0]}
        assert len(labels.chain(names[steps - 1])) >= steps // 2


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
