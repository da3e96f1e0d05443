"""Where the walk upwards ended and why; sums that are off."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from msgspec.structs import replace

from graph import checksums
from graph.answers.controllers import HeldRange
from graph.generation.data_folder import DataFolder
from graph.queries import batch_all, controllers, find_party, history
from graph.queries.options import Limits
from ontology.statements import REGISTER_STATEMENT, Attribute, Interest, Kind, Reason
from tests.graph.queries.sheets import entity_of, number, who
from tests.scenarios import Sheet, ask, publish_streams


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason.NOT_PROVIDED, "withheld"),
        (Reason.SUBJECT_EXEMPT, "exempt"),
        (Reason.PARTY_EXEMPT, "exempt"),
        (Reason.SUBJECT_UNABLE, "not identified"),
        (Reason.UNKNOWN, "not named"),
        (Reason.UNKNOWN_TO_PUBLISHER, "not named"),
        (Reason.NO_BENEFICIAL_OWNERS, "declared none"),
    ],
)
def test_an_unnamed_holder_is_told_with_its_reason(tmp_path: Path, reason: Reason, words: str) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60")
    stated = sheet.holds("nobody", "x")
    sheet.rows[-1] = replace(stated, holder=None, holder_reason=reason, details="nobody came")
    assert (("x", words, "nobody came")) in [(s.party.name, s.reason, s.text) for s in who(tmp_path, sheet).stopped]


def test_the_votes_of_a_holder_that_is_not_named_are_told(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "y", "60")
    stated = sheet.holds("nobody", "y", "60", Interest.VOTING_RIGHTS)
    sheet.rows[-1] = replace(stated, holder=None, holder_reason=Reason.UNKNOWN)
    answer = who(tmp_path, sheet)
    assert [s.size for s in answer.stopped if s.reason == "not named"] == [HeldRange(min=60, max=60, of="votes")]
    assert "somebody is said to be above y, with 60 % of its votes, and is not named" in answer.sentence


def test_votes_that_others_leave_are_not_told_of_a_holder_that_is_not_named(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "y", "40", Interest.VOTING_RIGHTS)
    stated = sheet.holds("nobody", "y", "70")
    sheet.rows[-1] = replace(stated, holder=None, holder_reason=Reason.UNKNOWN)
    assert [s.size for s in who(tmp_path, sheet).stopped if s.reason == "not named"] == [HeldRange(min=70, max=70)]


@pytest.mark.parametrize("below", ["x", "y"], ids=["of the controller", "of the company"])
@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.NO_BENEFICIAL_OWNERS])
def test_nobody_is_ultimate_where_a_source_leaves_open_who_is_above_on_every_face(tmp_path: Path, reason: Reason, below: str) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60")
    stated = sheet.holds("nobody", below, interest=Interest.UNKNOWN)
    sheet.rows[-1] = replace(stated, holder=None, holder_reason=reason)
    generation = publish_streams(tmp_path, [sheet.release()])
    context, company = ask(generation), find_party(generation, "y")
    answer = controllers(context, company)
    assert [(c.certainty, c.ultimate) for c in answer.controllers] == [("certain", False)]
    assert answer.sentence.startswith("X controls y as of")
    (line,) = (line for line in batch_all(generation, context.options) if line.name == "y")
    assert [c.ultimate for c in line.controllers] == [False]
    assert [c.ultimate for c in history(context, company).periods[-1].controllers] == [False]


@pytest.mark.parametrize(
    ("reason", "note", "text"),
    [
        (Reason.SUBJECT_UNABLE, "nobody answered", "subjectUnableToConfirmOrIdentifyBeneficialOwner: nobody answered"),
        (Reason.NOT_PROVIDED, None, "interestedPartyHasNotProvidedInformation"),
        (Reason.UNKNOWN, "nobody answered", "nobody answered"),
        (Reason.UNKNOWN, None, None),
    ],
)
def test_a_reason_of_the_standard_is_told_by_its_code_and_description(
    tmp_path: Path, reason: Reason, note: str | None, text: str | None
) -> None:
    sheet = Sheet()
    sheet.party("x")
    stated = sheet.holds("nobody", "x", interest=Interest.UNKNOWN)
    sheet.rows[-1] = replace(stated, holder=None, holder_reason=reason, note=note)
    answer = controllers(ask(publish_streams(tmp_path, [sheet.release()])), 0)
    assert [s.text for s in answer.stopped] == [text]


def test_reasons_of_one_kind_are_told_each_in_its_own_words(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("x")
    for words in ("the trust is foreign", "the deed is lost", "the deed is lost"):
        stated = sheet.holds("nobody", "x")
        sheet.rows[-1] = replace(stated, holder=None, holder_reason=Reason.SUBJECT_UNABLE, details=words)
    answer = controllers(ask(publish_streams(tmp_path, [sheet.release()])), 0)
    assert sorted(s.text for s in answer.stopped if s.text) == ["the deed is lost", "the trust is foreign"]


def test_holders_without_control_are_named_where_there_are_no_others(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "y", interest=Interest.UNKNOWN)
    sheet.holds("bob", "y", interest=Interest.BOARD_CHAIR)
    answer = who(tmp_path, sheet)
    assert [(s.party.name, s.reason, s.text) for s in answer.stopped] == [
        ("y", "no control stated", "ann (interest of a kind that is not stated) and bob (chair of the board)")
    ]
    assert "they name no holder" not in answer.sentence


def test_a_top_whose_holders_are_all_small_is_told_as_below_the_threshold(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("p", Kind.PERSON)
    sheet.holds("x", "y", "60")
    sheet.holds("p", "x", "30")
    assert [(s.party.name, s.reason) for s in who(tmp_path, sheet).stopped] == [("x", "below threshold")]


def test_a_report_to_the_register_is_told_where_it_lists_no_holder(tmp_path: Path) -> None:
    sheet = Sheet()
    report = Attribute(name=REGISTER_STATEMENT, value="all are identified", at="2020-06-01")
    sheet.rows.append(replace(entity_of(sheet, "y", Kind.COMPANY), attributes=(report,)))
    answers = {day: who(tmp_path / day, sheet, as_of=day) for day in ("2020-05-31", "2020-06-01")}
    assert [(s.reason, s.text) for s in answers["2020-06-01"].stopped] == [("none listed", "all are identified")]
    assert "the register lists no holder of y (all are identified)" in answers["2020-06-01"].sentence
    assert [(s.reason, s.text) for s in answers["2020-05-31"].stopped] == [("no data", None)]
    sheet.holds("a", "y", "60")
    assert who(tmp_path / "held", sheet).stopped == ()


@pytest.mark.parametrize(("country", "words"), [("GB", "not filed"), ("CY", "foreign register"), (None, "no data")])
def test_a_silent_holder_in_a_register_has_filed_nothing_or_belongs_to_another(tmp_path: Path, country: str | None, words: str) -> None:
    sheet = Sheet()
    sheet.rows.append(replace(entity_of(sheet, "y", Kind.COMPANY), jurisdiction="GB"))
    sheet.rows.append(replace(entity_of(sheet, "m", Kind.COMPANY), jurisdiction=country))
    sheet.party("p", Kind.PERSON)
    sheet.holds("p", "y", "60")
    sheet.holds("m", "y", "30")
    stream = sheet.release()
    stream.source = replace(stream.source, type="register")
    generation = publish_streams(tmp_path, [stream])
    answer = controllers(ask(generation), number(generation, sheet, "y"))
    assert [(s.party.name, s.reason) for s in answer.stopped] == [("m", words)]


def test_a_search_beyond_the_limit_stops_and_says_where(tmp_path: Path) -> None:
    sheet = Sheet()
    for step in range(6):
        sheet.holds(f"n{step + 1}", f"n{step}", "60")
    answer = who(tmp_path, sheet, "n0", limits=Limits(parties=3))
    assert answer.truncated
    assert [(s.party.name, s.reason) for s in answer.stopped] == [("n2", "depth")]
    assert "too large to be walked whole" in answer.sentence


def test_a_complete_register_below_a_hundred_is_told(tmp_path: Path) -> None:
    sheet = Sheet(complete=True)
    sheet.holds("x", "y", "60")
    sheet.holds("z", "y", "30")
    (inconsistency,) = who(tmp_path, sheet).inconsistencies
    assert inconsistency.code == "UNDER_100"
    assert "at most 90 %" in inconsistency.what


@pytest.mark.parametrize(("holder", "share", "is_conflict"), [("ann", "80", True), ("hold", "80", False)])
def test_a_declaration_that_nobody_is_above_contradicts_a_person_who_holds_shares(
    tmp_path: Path, holder: str, share: str, is_conflict: bool
) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    held = sheet.holds(holder, "y", share)
    declared = sheet.holds("nobody", "y", interest=Interest.UNKNOWN)
    sheet.rows[-1] = replace(declared, holder=None, holder_reason=Reason.NO_BENEFICIAL_OWNERS)
    answer = who(tmp_path, sheet)
    assert [set(c.statements) for c in answer.conflicts] == ([{held.id, declared.id}] if is_conflict else [])
    assert "y is declared to have nobody above it" in answer.sentence


@pytest.mark.parametrize("has_list", [True, False], ids=["as it is written", "of an earlier version"])
def test_of_a_company_that_goes_by_its_number_is_told_why_it_is_not_named(tmp_path: Path, has_list: bool) -> None:
    sheet = Sheet()
    withheld = Attribute(name="unspecified-reason", value=Reason.NOT_PROVIDED.value)
    for name, attributes in (("00000001", (withheld,)), ("00000002", ())):
        iri = f"{sheet.base.iri}gb-coh/{name}"
        stated, described = sheet.holds(name, "y", "50"), entity_of(sheet, name, Kind.COMPANY)
        sheet.rows[-1] = replace(stated, holder=iri)
        sheet.rows.append(replace(described, entity=iri, names=(), attributes=attributes))
    generation = publish_streams(tmp_path, [sheet.release()])
    if not has_list:
        # The list of such parties is read to spare a look at each; where it is missing all are looked at.
        (generation.path / "roster" / "untold.npy").unlink()
        (generation.path / checksums.LIST).unlink()
        generation = DataFolder(tmp_path).open()
    stopped = controllers(ask(generation), find_party(generation, "y")).stopped
    assert [(s.party.name, s.reason) for s in stopped if s.whose] == [("gb-coh:00000001", "withheld")]


def test_an_answer_leaves_nothing_that_points_at_itself(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ann", "holding", "75")
    sheet.holds("holding", "y", "60")
    generation = publish_streams(tmp_path, [sheet.release()])
    company = find_party(generation, "y")
    controllers(ask(generation), company)
    gc.collect()
    gc.disable()
    try:
        controllers(ask(generation), company)
        assert gc.collect() == 0
    finally:
        gc.enable()
