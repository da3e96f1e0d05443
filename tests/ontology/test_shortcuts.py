"""Shortcuts say what the newest statements of a source say, and nothing that nobody vouches for."""

from __future__ import annotations

import pytest

from ontology.rdf_fields import Shortcut
from ontology.shares import Share
from ontology.shortcuts import Shortcuts
from ontology.statements import Assertion, Change, Interest, InterestStatement, Place, Reason, Review, Status

HAS, MAJORITY, CONTROL = Shortcut.HAS_INTEREST_IN, Shortcut.HAS_MAJORITY_OF, Shortcut.CONTROLS_BY_OTHER_MEANS


def holding(share: str | None = None, interest: Interest = Interest.SHAREHOLDING, **more: object) -> InterestStatement:
    values = {"id": "https://e.example/1", "source": "https://e.example/s", "holder": "urn:a", "subject": "urn:b", **more}
    return InterestStatement(interest=interest, share=None if share is None else Share.parse(share), **values)


def links(*statements: InterestStatement) -> set[Shortcut]:
    collected = Shortcuts()
    for statement in statements:
        collected.add(statement, 0)
    return {link for _, link, _ in collected.links()}


@pytest.mark.parametrize(
    ("share", "majority"),
    [("50.000000001", True), (">50", True), ("(50..75]", True), ("50", False), (">=50", False), ("25..100", False), (None, False)],
)
def test_a_majority_is_certainly_more_than_half(share: str | None, majority: bool) -> None:
    assert (MAJORITY in links(holding(share))) is majority


def test_control_without_a_number_needs_no_share_and_a_mandate_alone_controls_nothing() -> None:
    assert links(holding(None, Interest.APPOINTMENT_OF_BOARD)) == {HAS, CONTROL}
    assert links(holding("100", Interest.BOARD_MEMBER)) == {HAS}


def test_money_of_another_kind_brings_no_votes() -> None:
    assert links(holding("100", Interest.RIGHTS_TO_PROFIT)) == {HAS}


def test_shares_count_as_votes_only_where_no_votes_are_stated() -> None:
    assert links(holding("60"), holding("10", Interest.VOTING_RIGHTS)) == {HAS}
    assert links(holding("10"), holding("60", Interest.VOTING_RIGHTS)) == {HAS, MAJORITY}


def test_the_newest_statement_of_a_series_or_claim_decides_whatever_the_order() -> None:
    old, new = holding("60", stated_at="2019"), holding("40", stated_at="2020")
    assert links(old, new) == links(new, old) == {HAS}
    old, new = holding("60", record="r", stated_at="2019"), holding("40", record="r", stated_at="2020", change=Change.UPDATED)
    assert links(old, new) == links(new, old) == {HAS}


def test_of_two_versions_of_one_day_the_later_line_decides_and_what_it_no_longer_names_is_gone() -> None:
    first, second = ({"record": "r", "stated_at": "2020", "place": Place(file="f", line=line)} for line in (1, 2))
    shares, votes, fewer = holding("60", **first), holding("60", Interest.VOTING_RIGHTS, **first), holding("40", **second)
    assert links(shares, votes, fewer) == links(fewer, votes, shares) == {HAS}


def test_a_partial_date_is_its_first_day() -> None:
    year, day = holding("60", record="r", stated_at="2020"), holding("40", record="r", stated_at="2020-01-01")
    assert links(year, day) == links(day, year) == {HAS, MAJORITY}


def test_a_closing_that_names_no_ends_makes_its_record_none_and_an_unreviewed_one_does_not() -> None:
    stated = holding("60", record="r", stated_at="2019")
    closing = {"record": "r", "stated_at": "2020", "change": Change.CLOSED, "holder": None, "subject": None}
    closing |= {"holder_reason": Reason.UNKNOWN, "subject_reason": Reason.UNKNOWN}
    proposed = Assertion(extractor="x", version="1", review=Review.PROPOSED)
    assert links(stated, holding(**closing)) == links(holding("60", record="r", stated_at="2020"), holding(**closing)) == set()
    assert links(stated, holding(assertion=proposed, **closing)) == {HAS, MAJORITY}


@pytest.mark.parametrize(
    "ending", [{"change": Change.CLOSED}, {"status": Status.FORMER}, {"status": Status.DENIED}, {"valid_until": "2020"}]
)
def test_what_ended_makes_no_link(ending: dict[str, object]) -> None:
    assert links(holding("60", record="r", stated_at="2019"), holding("60", record="r", stated_at="2020", **ending)) == set()


def test_an_agreed_deal_stands_beside_what_is_in_effect() -> None:
    shortcuts = links(holding("10", stated_at="2019"), holding("60", stated_at="2020", status=Status.AGREED))
    assert shortcuts == {HAS, Shortcut.AGREED_INTEREST_IN, Shortcut.AGREED_MAJORITY_OF}


@pytest.mark.parametrize("status", [Status.PLANNED, Status.ALLEGED])
def test_what_is_planned_or_alleged_makes_no_link(status: Status) -> None:
    assert links(holding("60", status=status)) == set()


@pytest.mark.parametrize(("review", "taken"), [(x, x not in (Review.PROPOSED, Review.REJECTED)) for x in Review])
def test_an_extracted_claim_makes_a_link_when_somebody_took_it(review: Review, taken: bool) -> None:
    assert bool(links(holding("60", assertion=Assertion(extractor="x", version="1", review=review)))) is taken


def test_a_summary_of_other_statements_and_a_holding_in_oneself_make_no_link() -> None:
    assert links(holding("60", components=("https://e.example/2",))) == set()
    assert links(holding("60", subject="urn:a")) == set()
