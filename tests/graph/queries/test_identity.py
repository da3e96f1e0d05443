"""What candidates add to an answer: never anything certain, and nothing where nobody asks for them."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from graph.answers import encode
from graph.answers.common import TriedAnswer
from graph.answers.controllers import ControllersAnswer
from graph.chart.party import build_party_chart
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.queries import controlled, controllers, entity, find_party, history, holdings, owners, paths, search, sources, stats
from graph.queries.identity import Identity, find_candidates, try_candidates
from graph.queries.verdict import decide
from ontology.errors import OwnershipError
from ontology.statements import EntityStatement, Kind
from tests.scenarios import Sheet, ask, publish


def place(sheet: Sheet, short: str, name: str, country: str = "GB") -> None:
    """State a company in a country."""
    sheet.party(short, Kind.COMPANY, name)
    statement = sheet.rows[-1]
    assert isinstance(statement, EntityStatement)
    sheet.rows[-1] = msgspec.structs.replace(statement, jurisdiction=country)


def link(folder: Path, *sheets: Sheet) -> Generation:
    publish(folder, *sheets)
    with DataFolder(folder).writer() as writer:
        return writer.find_candidates()


def ask_both(generation: Generation, company: str) -> tuple[ControllersAnswer, ControllersAnswer]:
    number = find_party(generation, company)
    return controllers(ask(generation), number), controllers(ask(generation), number, Identity.CANDIDATES)


def summarise(answer: ControllersAnswer) -> dict[str, tuple[str, bool | None, bool]]:
    return {c.party.name: (c.certainty, c.ultimate, bool(c.if_same)) for c in answer.controllers}


@pytest.fixture
def two_registers() -> tuple[Sheet, Sheet]:
    """Halden holds Mole in one register; in the other somebody holds a Halden."""
    one, two = Sheet("one"), Sheet("two")
    place(one, "h1", "Halden Works Ltd")
    place(two, "h2", "HALDEN WORKS LIMITED")
    one.holds("h1", "mole", "80")
    two.holds("Rowan", "h2", "75")
    return one, two


def test_a_chain_through_a_candidate_is_possible_and_says_if(tmp_path: Path, two_registers: tuple[Sheet, Sheet]) -> None:
    stated, asked = ask_both(link(tmp_path, *two_registers), "mole")
    assert summarise(stated) == {"Halden Works Ltd": ("certain", True, False)}
    assert (stated.verdict, stated.candidates, stated.identity) == ("certain", 1, msgspec.UNSET)
    assert summarise(asked) == {"Halden Works Ltd": ("certain", False, False), "Rowan": ("possible", True, True)}
    assert "If Halden Works Ltd in “Sheet one” is HALDEN WORKS LIMITED in “Sheet two”, Rowan may ultimately control mole." in asked.sentence
    assert "No source says that they are the same." in asked.sentence
    rowan = asked.controllers[1]
    assert [(k.holder.name, k.subject.name) for k in rowan.chain] == [("Rowan", "HALDEN WORKS LIMITED"), ("Halden Works Ltd", "mole")]
    assert (rowan.votes.min, rowan.economic.min, rowan.economic.max) == (0, 0, 60)
    assert {source.title for source in asked.sources} == {"Sheet one", "Sheet two"}


def test_the_line_to_whom_it_may_be_has_a_look_of_its_own(tmp_path: Path, two_registers: tuple[Sheet, Sheet]) -> None:
    generation = link(tmp_path, *two_registers)
    number = find_party(generation, "mole")
    lines = {line.style: line for line in build_party_chart(ask(generation), number, identity=Identity.CANDIDATES).links}
    names = {generation.party_iri(n): generation.party_summary(n).name for n in range(len(generation))}
    assert (names[lines["same"].holder], names[lines["same"].subject]) == ("HALDEN WORKS LIMITED", "Halden Works Ltd")
    assert lines["same"].words == "May be the same"
    assert "same" not in {line.style for line in build_party_chart(ask(generation), number).links}


def test_two_records_of_the_company_asked_about(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    place(one, "m1", "Mole Shipping Ltd")
    place(two, "m2", "MOLE SHIPPING LIMITED")
    one.holds("ann", "m1", "20")
    two.holds("bea", "m2", "80")
    generation = link(tmp_path, one, two)
    answer = controllers(ask(generation), generation.party_number(one.id("m1")) or 0, Identity.CANDIDATES)
    assert summarise(answer) == {"bea": ("possible", True, True)}
    assert answer.verdict == "possible"
    assert answer.controllers[0].chain[0].subject.id == two.id("m2")


def test_two_holders_that_may_be_one_hold_one_share_that_two_sources_state(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    place(one, "h1", "Halden Works Ltd")
    place(two, "h2", "HALDEN WORKS LIMITED")
    one.holds("h1", "mole", "30")
    two.holds("h2", "mole", "30")
    stated, asked = ask_both(link(tmp_path, one, two), "mole")
    assert (stated.verdict, stated.candidates, asked.verdict) == ("not_shown", msgspec.UNSET, "not_shown")


def test_two_holders_that_may_be_one_control_through_both(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    for number, sheet in enumerate((one, two), 1):
        place(sheet, f"h{number}", "Halden Works Ltd")
        sheet.holds(f"h{number}", f"elk{number}", "100")
        sheet.holds(f"elk{number}", "mole", "30")
    stated, asked = ask_both(link(tmp_path, one, two), "mole")
    assert (stated.verdict, stated.candidates) == ("not_shown", 1)
    assert [(c.party.name, c.certainty) for c in asked.controllers] == [("Halden Works Ltd", "possible")]


def test_candidates_that_change_an_answer_only_together_are_named_together(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    for short, name in (("h", "Halden Works"), ("k", "Kestrel Works")):
        place(one, f"{short}1", f"{name} Ltd")
        place(two, f"{short}2", f"{name} LIMITED")
        one.holds(f"{short}1", "mole", "30")
        two.holds("Rowan", f"{short}2", "100")
    stated, asked = ask_both(link(tmp_path, one, two), "mole")
    assert (stated.verdict, stated.candidates) == ("not_shown", 2)
    assert summarise(asked) == {"Rowan": ("possible", True, True)}
    assert len(asked.controllers[0].if_same or ()) == 2


def test_what_the_other_record_contradicts_is_in_doubt(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    place(one, "m1", "Mole Shipping Ltd")
    place(two, "m2", "MOLE SHIPPING LIMITED")
    one.holds("ann", "m1", "60")
    two.holds("bea", "m2", "70")
    generation = link(tmp_path, one, two)
    answer = controllers(ask(generation), generation.party_number(one.id("m1")) or 0, Identity.CANDIDATES)
    assert {c.party.name: c.certainty for c in answer.controllers} == {"ann": "possible", "bea": "possible"}
    assert len(answer.controllers[0].unless_same or ()) == 1
    assert "the sources leave open whether ann does" in answer.sentence


def test_candidates_that_bear_on_nothing_are_not_told(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    place(one, "h1", "Halden Works Ltd")
    place(two, "h2", "HALDEN WORKS LIMITED")
    one.holds("h1", "mole", "80")
    two.holds("h2", "elk", "80")
    stated, asked = ask_both(link(tmp_path, one, two), "mole")
    assert stated.candidates is msgspec.UNSET
    assert asked.sentence == stated.sentence


def make_random(seed: int) -> tuple[Sheet, Sheet]:
    """Two registers of a few companies, some of which have one name."""
    dice = random.Random(seed)  # noqa: S311 - a network to be drawn again
    sheets = Sheet("one"), Sheet("two")
    for side, sheet in enumerate(sheets):
        for n in range(4):
            place(sheet, f"c{side}{n}", f"{'Halden' if n < 2 else 'Works of ' + 'abc'[side]} {'xyzu'[n] * 3} Ltd")
        for _ in range(6):
            holder, subject = dice.sample(range(4), 2)
            if holder < subject or dice.random() < 0.2:
                sheet.holds(f"c{side}{holder}", f"c{side}{subject}", dice.choice(["100", "51", "30", "(25..50]", "(50..75]", "20"]))
        sheet.holds(f"p{dice.randrange(2)}", f"c{side}{dice.randrange(4)}", dice.choice(["60", "100", "30"]))
    return sheets


@pytest.mark.parametrize("seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(6, 40))])
def test_a_candidate_that_is_tried_gives_what_a_source_that_says_it_gives(tmp_path: Path, seed: int) -> None:
    one, two = make_random(seed)
    generation = link(tmp_path / "candidates", one, two)
    context = ask(generation)
    for n in range(2):
        left, right = generation.party_number(one.id(f"c0{n}")), generation.party_number(two.id(f"c1{n}"))
        judged = Sheet("judge")
        judged.same(f"c0{n}", two.id(f"c1{n}"))
        joined = publish(tmp_path / f"joined{n}", one, two, judged)
        for number in range(len(generation)):
            verdict = decide(context, number)
            if not any({c.left, c.right} == {left, right} for c in find_candidates(context, verdict)):
                continue
            after = decide(ask(joined), joined.party_number(generation.party_iri(number)) or 0)
            named = {joined.party_iri(party) for party in after.named}
            known = {joined.canonical_iri(generation.party_iri(party)) for party in verdict.named}
            worlds = [w for w in try_candidates(context, verdict) if [{c.left, c.right} for c in w.candidates] == [{left, right}]]
            added = {joined.canonical_iri(generation.party_iri(p)) for w in worlds for h in w.added for p in h.members} - known
            assert added == named - known, (seed, n, generation.party_iri(number))


@pytest.mark.parametrize("seed", range(4))
def test_no_answer_that_asks_without_candidates_changes_but_by_their_number(tmp_path: Path, seed: int) -> None:
    publish(tmp_path, *make_random(seed))
    before = list_answers(DataFolder(tmp_path).open())
    with DataFolder(tmp_path).writer() as writer:
        generation = writer.find_candidates()
    assert generation.candidates
    assert list_answers(generation) == before


def list_answers(generation: Generation) -> list[bytes]:
    """Every answer about every party, without the number of candidates."""
    context = ask(generation)
    # The size of the files of a generation names candidates apart.
    answers: list[bytes] = [encode(msgspec.structs.replace(stats(generation), bytes={})), *map(encode, sources(generation))]
    for number in range(len(generation)):
        for question in (controllers, controlled, owners, holdings, history):
            try:
                answer = question(context, number)  # type: ignore[operator]
            except OwnershipError as error:
                answers.append(str(error).encode())
                continue
            if isinstance(answer, ControllersAnswer | TriedAnswer):
                answer = msgspec.structs.replace(answer, candidates=msgspec.UNSET)
            answers.append(encode(answer))
        answers += [encode(entity(generation, number)), encode(search(generation, generation.party_summary(number).name))]
        answers.append(encode(msgspec.structs.replace(paths(context, 0, number), candidates=msgspec.UNSET)))
    return answers
