"""What candidates add to lists: chains, what is controlled, whose money it is, what is held; never anything certain."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.answers.controlled import ControlledAnswer
from graph.answers.owners import OwnersAnswer
from graph.chart.party import build_party_chart
from graph.generation.generation import Generation
from graph.queries import batch, controlled, find_party, holdings, owners, paths
from graph.queries.conditions import list_tried
from graph.queries.identity import Identity
from tests.graph.queries.test_identity import link, make_random, place
from tests.scenarios import Sheet, ask, publish

ASKED = Identity.CANDIDATES


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Halden holds Mole in one register; in the other Rowan holds a Halden, which holds Fjord."""
    one, two = Sheet("one"), Sheet("two")
    place(one, "h1", "Halden Works Ltd")
    place(two, "h2", "HALDEN WORKS LIMITED")
    one.holds("h1", "mole", "80")
    two.holds("Rowan", "h2", "75")
    two.holds("h2", "fjord", "60")
    return link(tmp_path_factory.mktemp("lists"), one, two)


def test_a_chain_through_a_candidate_names_both_records(generation: Generation) -> None:
    context, ends = ask(generation), [find_party(generation, name) for name in ("Rowan", "mole")]
    stated, asked = paths(context, ends[0], ends[1]), paths(context, ends[0], ends[1], identity=ASKED)
    assert (stated.paths, stated.candidates) == ((), 1)
    assert [(k.holder.name, k.subject.name) for k in asked.paths[0].links] == [
        ("Rowan", "HALDEN WORKS LIMITED"),
        ("Halden Works Ltd", "mole"),
    ]
    assert len(asked.paths[0].if_same or ()) == 1
    assert asked.paths[0].product is not None
    assert (asked.paths[0].product.min, asked.paths[0].product.max) == (0, 60)
    assert list_tried(asked) == ["A chain with a condition leads on only if two parties are the same. No source says that they are."]


def test_a_chain_that_needs_no_candidate_is_told_once(generation: Generation) -> None:
    ends = [find_party(generation, name) for name in ("Rowan", "fjord")]
    stated, asked = (paths(ask(generation), ends[0], ends[1], identity=identity) for identity in Identity)
    assert stated.paths == asked.paths
    assert not stated.candidates
    assert list_tried(asked) == ["No candidate changes this answer."]


def test_what_is_controlled_only_through_a_candidate_is_possible(generation: Generation) -> None:
    rowan = find_party(generation, "Rowan")
    stated, asked = (controlled(ask(generation), rowan, identity) for identity in Identity)
    assert [(c.party.name, c.certainty) for c in stated.controlled] == [("HALDEN WORKS LIMITED", "certain"), ("fjord", "certain")]
    assert stated.candidates == 1
    assert asked.controlled[:2] == stated.controlled
    assert [(c.party.name, c.certainty, bool(c.if_same)) for c in asked.controlled[2:]] == [("mole", "possible", True)]
    assert list_tried(asked)[0] == ("If Halden Works Ltd in “Sheet one” is HALDEN WORKS LIMITED in “Sheet two”, Rowan may control mole.")
    chart = build_party_chart(ask(generation), rowan, "down", identity=ASKED)
    assert [line.words for line in chart.links if line.style == "same"] == ["May be the same"]


def test_what_a_candidate_contradicts_is_not_surely_controlled(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    place(one, "m1", "Mole Shipping Ltd")
    place(two, "m2", "MOLE SHIPPING LIMITED")
    one.holds("ann", "m1", "60")
    two.holds("bea", "m2", "70")
    generation = link(tmp_path, one, two)
    asked = controlled(ask(generation), find_party(generation, "ann"), ASKED)
    assert [(c.party.name, c.certainty, bool(c.unless_same)) for c in asked.controlled] == [("Mole Shipping Ltd", "possible", True)]
    assert "the sources leave open whether ann controls Mole Shipping Ltd" in list_tried(asked)[0]


def test_money_is_told_from_the_least_to_the_greatest(generation: Generation) -> None:
    mole = find_party(generation, "mole")
    stated, asked = (owners(ask(generation), mole, identity=identity) for identity in Identity)
    assert [(o.party.name, o.integrated.exact) for o in stated.owners] == [("Halden Works Ltd", 80)]
    assert stated.candidates == 1
    shares = {o.party.name: (o.integrated.min, o.integrated.max, bool(o.if_same)) for o in asked.owners}
    assert shares == {"Halden Works Ltd": (80, 80, False), "Rowan": (0, 60, True)}
    ends = {(e.kind, e.party.name): (e.min, e.max) for e in asked.ultimate}
    assert ends[("party", "Rowan")] == (0, 60)
    assert sum(low for low, _ in ends.values()) <= 100 <= sum(high for _, high in ends.values())


def test_what_another_record_holds_is_possible(generation: Generation) -> None:
    halden = find_party(generation, "ent:h1")
    stated, asked = (holdings(ask(generation), halden, identity) for identity in Identity)
    assert stated.candidates == 1
    assert asked.holdings[0] == stated.holdings[0]
    assert [(h.subject.name, h.certainty, bool(h.if_same)) for h in asked.holdings[1:]] == [("fjord", "possible", True)]


def test_a_batch_is_asked_with_candidates(generation: Generation) -> None:
    options = ask(generation).options
    stated, asked = (next(batch(generation, options, ["mole"], identity)) for identity in Identity)
    assert [len(getattr(answer, "controllers", ())) for answer in (stated, asked)] == [1, 2]


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 30))])
def test_lists_hold_what_a_source_that_says_it_gives(tmp_path: Path, seed: int) -> None:
    """Where a source says of one pair that it is one party, nothing is controlled or owned that the lists with candidates do not allow."""
    one, two = make_random(seed)
    generation = link(tmp_path / "candidates", one, two)
    for n in range(2):
        judged = Sheet("judge")
        judged.same(f"c0{n}", two.id(f"c1{n}"))
        joined = publish(tmp_path / f"joined{n}", one, two, judged)
        for number in range(len(generation)):
            iri = generation.party_iri(number)
            other = joined.party_number(iri)
            assert other is not None
            stated, asked = (controlled(ask(generation), number, identity) for identity in Identity)
            check_controlled(stated, asked, controlled(ask(joined), other), joined)
            check_owners(owners(ask(generation), number, identity=ASKED), owners(ask(joined), other), joined)


def check_controlled(stated: ControlledAnswer, asked: ControlledAnswer, truth: ControlledAnswer, joined: Generation) -> None:
    told = {joined.canonical_iri(c.party.id) for c in asked.controlled}
    # Of a party that is one of the two the other one is no company that it controls.
    assert {c.party.id for c in truth.controlled} <= told | {joined.canonical_iri(asked.party.id)} or asked.truncated
    surely = {c.party.id for c in stated.controlled if c.certainty == "certain"}
    assert {c.party.id for c in asked.controlled if c.certainty == "certain"} <= surely
    sure_in_truth = {c.party.id for c in truth.controlled if c.certainty == "certain"}
    assert {joined.canonical_iri(c.party.id) for c in asked.controlled if c.certainty == "certain"} <= sure_in_truth


def check_owners(asked: OwnersAnswer, truth: OwnersAnswer, joined: Generation) -> None:
    told = {}
    for owner in asked.owners:
        told.setdefault(joined.canonical_iri(owner.party.id), []).append(owner.integrated)
    for owner in truth.owners:
        share = owner.integrated
        assert any(one.min - 1e-9 <= share.min and share.max <= one.max + 1e-9 for one in told[owner.party.id]), owner.party.name
