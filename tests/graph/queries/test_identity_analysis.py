"""What candidates add to history, circles, exposure, supposed changes and the lines of all companies; never anything certain."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import pytest

from graph.answers.controllers import ControllerAnswer, ControllerRef
from graph.answers.cycles import CyclesAnswer
from graph.generation.generation import Generation
from graph.queries import batch_all, controlled, controllers, cycles, exposure, find_party, history, what_if
from graph.queries.conditions import list_tried
from graph.queries.history import Axis
from graph.queries.identity import Identity
from tests.graph.queries.test_identity import link, make_random, place
from tests.scenarios import Sheet, ask, publish

ASKED = Identity.CANDIDATES
_IF = "If Halden Works Ltd in “Sheet one” is HALDEN WORKS LIMITED in “Sheet two”"


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Halden holds Mole in one register; in the other Rowan, then Tove, holds a Halden, which holds Fjord and which Mole's Kit holds."""
    one, two = Sheet("one"), Sheet("two")
    place(one, "h1", "Halden Works Ltd")
    place(two, "h2", "HALDEN WORKS LIMITED")
    one.holds("h1", "mole", "80", valid_from="2019-01-01")
    two.holds("Rowan", "h2", "75", valid_from="2020-01-01", valid_until="2022-01-01")
    two.holds("Tove", "h2", "75", valid_from="2022-01-01")
    two.holds("h2", "fjord", "60")
    one.holds("mole", "kit", "100")
    two.holds("kit", "h2", "10")
    return link(tmp_path_factory.mktemp("analysis"), one, two)


def test_history_has_the_days_of_the_other_record(generation: Generation) -> None:
    mole = find_party(generation, "mole")
    stated, asked = (history(ask(generation), mole, identity=identity) for identity in Identity)
    assert ([p.from_ for p in stated.periods], stated.candidates, stated.identity) == ([None, "2019-01-01"], 1, msgspec.UNSET)
    assert [p.from_ for p in asked.periods] == [None, "2019-01-01", "2020-01-01", "2022-01-01"]
    told = [[(c.party.name, c.certainty, bool(c.if_same)) for c in p.controllers] for p in asked.periods]
    halden = ("Halden Works Ltd", "certain", False)
    assert told == [[], [halden], [halden, ("Rowan", "possible", True)], [halden, ("Tove", "possible", True)]]
    assert asked.periods[3].sentence == f"Halden Works Ltd controls mole. {_IF}, Tove may ultimately control mole"
    assert len(asked.periods[3].began) == len(asked.periods[3].ended) == 1
    assert list_tried(asked)[0].startswith("A time with a condition")


def test_what_was_known_when_is_asked_with_candidates(generation: Generation) -> None:
    asked = history(ask(generation), find_party(generation, "mole"), Axis.KNOWN_AT, ASKED)
    assert asked.periods[-1].controllers[-1].if_same


def test_a_circle_that_only_a_candidate_closes_is_told_last_with_its_condition(generation: Generation) -> None:
    mole = find_party(generation, "mole")
    for party, side in ((None, "above"), (mole, "above"), (mole, "below")):
        stated, asked = (cycles(ask(generation), party, side=side, identity=identity) for identity in Identity)
        assert (stated.cycles, stated.candidates) == ((), 1)
        assert [(h.holder.name, h.subject.name) for h in asked.cycles[0].holdings] == [
            ("kit", "HALDEN WORKS LIMITED"),
            ("mole", "kit"),
            ("Halden Works Ltd", "mole"),
        ]
        assert (len(asked.cycles), len(asked.cycles[0].if_same or ()), asked.truncated) == (1, 1, False)


def test_a_circle_that_closes_without_candidates_rests_on_none(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    place(one, "h1", "Halden Works Ltd")
    place(two, "h2", "HALDEN WORKS LIMITED")
    one.holds("h1", "mole", "80")
    one.holds("mole", "h1", "30")
    two.holds("Rowan", "h2", "75")
    generation = link(tmp_path, one, two)
    stated, asked = (cycles(ask(generation), identity=identity) for identity in Identity)
    assert (len(stated.cycles), stated.candidates) == (1, msgspec.UNSET)
    assert asked.cycles == stated.cycles


def test_a_listed_party_reaches_through_a_candidate_at_most_possibly(generation: Generation) -> None:
    stated, asked = (exposure(ask(generation, rule="ofac-50"), ["Rowan", "kit"], identity) for identity in Identity)
    assert ({c.party.name for c in stated.companies}, stated.candidates) == ({"HALDEN WORKS LIMITED", "fjord"}, 1)
    assert asked.companies[:2] == stated.companies
    assert [(c.party.name, c.certainty, bool(c.if_same)) for c in asked.companies[2:]] == [("mole", "possible", True)]
    assert list_tried(asked)[0] == f"{_IF}, mole may be among these companies, too."


def test_a_supposed_change_bears_on_whom_the_party_may_be(generation: Generation) -> None:
    rows = [{"holder": "Rowan", "subject": "ent:h2", "share": "10"}, {"holder": "new:Zed", "subject": "ent:h2", "share": "70"}]
    mole = find_party(generation, "mole")
    stated, asked = (what_if(ask(generation), mole, rows, identity) for identity in Identity)
    assert ([c.subject.name for c in stated.control_changes], stated.candidates) == (["HALDEN WORKS LIMITED", "fjord"], 1)
    assert [(c.party.name, c.certainty) for c in asked.after.controllers] == [("Halden Works Ltd", "certain"), ("Zed", "possible")]
    zed = asked.after.controllers[1]
    assert [(k.holder.name, k.subject.name) for k in zed.chain] == [("Zed", "HALDEN WORKS LIMITED"), ("Halden Works Ltd", "mole")]
    assert asked.control_changes[:2] == stated.control_changes
    assert [(c.subject.name, bool(c.if_same), c.after[0].certainty) for c in asked.control_changes[2:]] == [
        ("mole", True, "possible"),
        ("kit", True, "possible"),
    ]
    assert asked.shifts == stated.shifts


def test_a_change_that_a_candidate_contradicts_shifts_nothing_for_certain(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    place(one, "m1", "Mole Shipping Ltd")
    place(two, "m2", "MOLE SHIPPING LIMITED")
    two.holds("bea", "m2", "70")
    generation = link(tmp_path, one, two)
    rows = [{"holder": "new:Ann", "subject": "ent:m1", "share": "60"}]
    stated, asked = (what_if(ask(generation), find_party(generation, "ent:m1"), rows, identity) for identity in Identity)
    assert [shift.party.name for shift in stated.shifts] == ["Ann"]
    assert asked.shifts == ()
    change = asked.control_changes[0]
    assert (change.subject.name, bool(change.unless_same)) == ("Mole Shipping Ltd", True)
    assert {c.certainty for c in asked.after.controllers} == {"possible"}


@pytest.mark.parametrize("rule", ["majority-control", "ofac-50"])
def test_each_line_of_all_companies_is_its_answer(generation: Generation, rule: str) -> None:
    context = ask(generation, rule=rule)
    for line in batch_all(generation, context.options, identity=ASKED):
        answer = controllers(context, find_party(generation, line.subject), ASKED)
        assert (line.verdict, line.candidates) == (answer.verdict, answer.candidates)
        assert [(c.id, c.certainty, c.ultimate, c.if_same, c.unless_same) for c in line.controllers] == [
            (c.party.id, c.certainty, c.ultimate, c.if_same, c.unless_same) for c in answer.controllers
        ]


def summarise(controller: ControllerAnswer | ControllerRef) -> tuple[object, ...]:
    return (controller.party.id, controller.certainty, controller.ultimate, controller.if_same, controller.unless_same)


@pytest.mark.parametrize("seed", range(6))
def test_a_time_of_history_is_the_answer_of_each_of_its_days(tmp_path: Path, seed: int) -> None:
    sheets = make_random(seed)
    for sheet in sheets:
        for place_, row in enumerate(sheet.rows):
            if hasattr(row, "valid_from") and place_ % 3:
                sheet.rows[place_] = msgspec.structs.replace(row, valid_from=f"20{10 + place_ % 7}-01-01")
    generation = link(tmp_path, *sheets)
    for number in range(len(generation)):
        if generation.party_summary(number).kind.is_person:
            continue
        times = history(ask(generation), number, identity=ASKED).periods
        for year in range(2008, 2019):
            day = datetime.date(year, 6, 1).isoformat()
            time = next(t for t in reversed(times) if t.from_ is None or t.from_ <= day)
            answer = controllers(ask(generation, day), number, ASKED)
            assert [summarise(c) for c in time.controllers] == [summarise(c) for c in answer.controllers], (number, day)


@pytest.mark.parametrize("seed", range(8))
def test_analyses_hold_what_a_source_that_says_it_gives(tmp_path: Path, seed: int) -> None:
    """Where a source says of one pair that it is one, no circle and no company is there that the answers with candidates do not have."""
    one, two = make_random(seed)
    generation = link(tmp_path / "candidates", one, two)
    everyone = [generation.party_iri(n) for n in range(len(generation)) if generation.party_summary(n).kind.is_person]
    for n in range(2):
        judged = Sheet("judge")
        judged.same(f"c0{n}", two.id(f"c1{n}"))
        joined = publish(tmp_path / f"joined{n}", one, two, judged)
        told = exposure(ask(generation), everyone, ASKED)
        truth = exposure(ask(joined), everyone)
        assert {c.party.id for c in truth.companies} <= {joined.canonical_iri(c.party.id) for c in told.companies}
        surely = {joined.canonical_iri(c.party.id) for c in told.companies if c.certainty == "certain"}
        assert surely <= {c.party.id for c in truth.companies if c.certainty == "certain"}
        rings = list_rings(cycles(ask(generation), identity=ASKED), joined)
        for ring in list_rings(cycles(ask(joined)), joined):
            assert any(ring <= other for other in rings)


def list_rings(answer: CyclesAnswer, joined: Generation) -> list[set[str]]:
    return [{joined.canonical_iri(party.id) for party in cycle.members} for cycle in answer.cycles]


@pytest.mark.parametrize("seed", range(4))
def test_exposure_of_one_party_is_what_it_controls(tmp_path: Path, seed: int) -> None:
    generation = link(tmp_path, *make_random(seed))
    for number in range(len(generation)):
        of_one = controlled(ask(generation), number, ASKED)
        assert exposure(ask(generation), [generation.party_iri(number)], ASKED).companies == of_one.controlled
