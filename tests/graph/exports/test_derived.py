"""What is derived in RDF: links of the day, ultimate controllers, stakes over time, each as the engine has it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions

from graph.generation.generation import Generation
from graph.rdf import triple_store
from ontology.rdf_fields import Shortcut, UltimateControl
from ontology.statements import Change, Interest, Status
from ontology.terms import OWN
from tests.scenarios import Sheet, publish


def link_names(generation: Generation, property_: str) -> set[tuple[str, str]]:
    """List the pairs that a property links, by short names."""
    store = triple_store.open_read_only(generation.triples_path)
    pairs = store.quads_for_pattern(None, NamedNode(property_), None, None)
    return {(q.subject.value.rpartition("/")[2], q.object.value.rpartition("/")[2]) for q in pairs}


def list_stakes(generation: Generation, *fields: str) -> list[tuple[str | None, ...]]:
    """List the stakes with these properties, in order; None where one is missing."""
    patterns = " ".join(f"OPTIONAL {{ ?stake own:{field} ?{field} }}" for field in fields)
    text = f"PREFIX own: <{OWN}> SELECT * {{ ?stake a own:Stake ; own:withAgreed false {patterns} }}"
    solutions = triple_store.query(triple_store.open_read_only(generation.triples_path), text)
    assert isinstance(solutions, QuerySolutions)
    rows = [tuple(None if row[f] is None else row[f].value for f in fields) for row in solutions]
    return sorted(rows, key=lambda row: tuple(value or "" for value in row))


def test_votes_that_a_party_holds_through_two_companies_make_an_answer_and_no_single_link(tmp_path: Path) -> None:
    sheet = Sheet()
    for middle in ("one", "two"):
        sheet.holds("anna", middle, "60")
        sheet.holds(middle, "bottom", "30")
    generation = publish(tmp_path / "data", sheet, with_triples=True)
    assert link_names(generation, Shortcut.HAS_MAJORITY_OF) == {("anna", "one"), ("anna", "two")}
    assert link_names(generation, Shortcut.HAS_INTEREST_IN) > {("one", "bottom"), ("two", "bottom")}
    assert link_names(generation, UltimateControl.CERTAIN) == {("anna", "one"), ("anna", "two"), ("anna", "bottom")}


def test_of_a_ring_every_member_controls_what_is_below_and_the_others(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("left", "right", "60")
    sheet.holds("right", "left", "60")
    sheet.holds("left", "bottom", "60")
    generation = publish(tmp_path / "data", sheet, with_triples=True)
    ring = {("left", "right"), ("right", "left")}
    assert link_names(generation, UltimateControl.RING) == ring
    assert link_names(generation, UltimateControl.CERTAIN) == {*ring, ("left", "bottom"), ("right", "bottom")}


def test_an_agreed_deal_has_links_and_an_answer_of_its_own(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("buyer", "target", "51", status=Status.AGREED)
    sheet.holds("founder", "target", "20")
    generation = publish(tmp_path / "data", sheet, with_triples=True)
    assert link_names(generation, Shortcut.HAS_INTEREST_IN) == {("founder", "target")}
    assert link_names(generation, Shortcut.HAS_MAJORITY_OF) == set()
    assert link_names(generation, Shortcut.AGREED_MAJORITY_OF) == link_names(generation, Shortcut.AGREED_INTEREST_IN)
    assert link_names(generation, Shortcut.AGREED_MAJORITY_OF) == {("buyer", "target")}
    assert link_names(generation, UltimateControl.CERTAIN) == set()
    assert link_names(generation, UltimateControl.POSSIBLE) == link_names(generation, UltimateControl.WITH_AGREED) == {("buyer", "target")}


def test_control_without_a_number_is_a_link_and_a_seat_on_the_board_an_interest_only(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("ministry", "plant", interest=Interest.CONTROL_BY_LEGAL_FRAMEWORK)
    sheet.holds("carl", "plant", interest=Interest.BOARD_MEMBER)
    generation = publish(tmp_path / "data", sheet, with_triples=True)
    assert link_names(generation, Shortcut.CONTROLS_BY_OTHER_MEANS) == {("ministry", "plant")}
    assert link_names(generation, Shortcut.HAS_INTEREST_IN) == {("ministry", "plant"), ("carl", "plant")}


@pytest.mark.parametrize("interest", [Interest.SHAREHOLDING, Interest.VOTING_RIGHTS])
def test_a_share_that_changes_is_two_stakes_with_one_day_between_them(tmp_path: Path, interest: Interest) -> None:
    sheet = Sheet()
    sheet.holds("anna", "mill", "60", interest, record="r", change=Change.NEW, stated_at="2018-01-01", valid_from="2017-05-01")
    sheet.holds("anna", "mill", "40", interest, record="r", change=Change.UPDATED, stated_at="2020-04-01", valid_from="2020-03-01")
    generation = publish(tmp_path / "data", sheet, with_triples=True)
    rows = list_stakes(generation, "heldFrom", "heldUntil", "votesMin", "votesMax", "certainty", "decides")
    assert rows == [("2017-05-01", "2020-03-01", "60", "60", "certain", "certain"), ("2020-03-01", None, "40", "40", "certain", None)]


def test_what_is_not_dated_is_possible_before_the_day_on_which_it_was_stated(tmp_path: Path) -> None:
    sheet = Sheet(stated="2019-02-03")
    sheet.holds("anna", "mill", "60", valid_from=None)
    generation = publish(tmp_path / "data", sheet, with_triples=True)
    rows = list_stakes(generation, "heldFrom", "heldUntil", "certainty", "decides")
    assert rows == [(None, "2019-02-03", "possible", "possible"), ("2019-02-03", None, "certain", "certain")]


def test_the_ends_of_a_range_are_rounded_outwards_and_said_exactly_beside(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("anna", "mill", "1/3..2/3")
    generation = publish(tmp_path / "data", sheet, with_triples=True)
    rows = list_stakes(generation, "capitalMin", "capitalMax", "capitalMinFraction", "capitalMaxFraction", "votesAssumed")
    assert rows == [("33.333333333", "66.666666667", "1/3", "2/3", "true")]


def test_two_folders_of_the_same_have_the_same_bytes(tmp_path: Path) -> None:
    def make_sheet() -> Sheet:
        sheet = Sheet()
        sheet.holds("anna", "mill", "60", status=Status.AGREED)
        sheet.holds("mill", "barn", "(25..50]")
        return sheet

    dumps = [io.BytesIO(), io.BytesIO()]
    for name, out in zip(("one", "two"), dumps, strict=True):
        generation = publish(tmp_path / name, make_sheet(), with_triples=True)
        triple_store.dump(triple_store.open_read_only(generation.triples_path), "nquads", out)
    assert dumps[0].getvalue() == dumps[1].getvalue()
