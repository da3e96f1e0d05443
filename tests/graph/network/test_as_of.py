"""Who holds what on a day: valid time, known time, status, series, alternatives, directness."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from graph.answers.controllers import ControllersAnswer
from graph.queries import controllers
from ontology.shares import PERCENT
from ontology.statements import Change, Directness, Interest, Kind, Reason, Status
from tests.scenarios import Sheet, ask, publish


def answer(folder: Path, subject: str, *sheets: Sheet, as_of: str = "2021-01-01", **options: object) -> ControllersAnswer:
    generation = publish(folder, *sheets)
    number = generation.party_number(sheets[0].id(subject))
    assert number is not None
    return controllers(ask(generation, as_of, **options), number)


def verdict(folder: Path, *sheets: Sheet, **options: object) -> str:
    return answer(folder, "y", *sheets, **options).verdict  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("1997-12-31", "not_shown"),
        ("1998-01-01", "possible"),
        ("1998-12-30", "possible"),
        ("1998-12-31", "certain"),
        ("2004-12-31", "certain"),
        ("2005-01-01", "possible"),
        ("2005-12-30", "possible"),
        ("2005-12-31", "not_shown"),
    ],
)
def test_a_year_is_possible_within_and_certain_outside_itself(tmp_path: Path, as_of: str, expected: str) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60", valid_from="1998", valid_until="2005")
    assert verdict(tmp_path, sheet, as_of=as_of) == expected


@pytest.mark.parametrize(("as_of", "expected"), [("2019-12-31", "possible"), ("2020-01-01", "certain")])
def test_without_a_start_it_held_at_least_since_it_was_stated(tmp_path: Path, as_of: str, expected: str) -> None:
    sheet = Sheet(stated="2020-01-01")
    sheet.holds("x", "y", "60", valid_from=None)
    assert verdict(tmp_path, sheet, as_of=as_of) == expected


@pytest.mark.parametrize(
    ("status", "include", "expected"),
    [
        (Status.IN_EFFECT, [], "certain"),
        (Status.AGREED, [], "possible"),
        (Status.AGREED, ["agreed"], "certain"),
        (Status.ALLEGED, [], "possible"),
        (Status.PLANNED, [], "not_shown"),
        (Status.PLANNED, ["planned"], "certain"),
        (Status.DENIED, [], "not_shown"),
        (Status.FORMER, [], "not_shown"),
    ],
)
def test_status_decides_how_much_a_statement_counts(tmp_path: Path, status: Status, include: list[str], expected: str) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60", valid_from=None, status=status)
    assert verdict(tmp_path, sheet, include=include) == expected


def test_an_agreed_deal_does_not_reach_back_before_it_was_stated(tmp_path: Path) -> None:
    sheet = Sheet(stated="2018-12-12")
    sheet.holds("x", "y", "51", valid_from=None, status=Status.AGREED)
    assert verdict(tmp_path, sheet, as_of="2018-12-01", include=["agreed"]) == "not_shown"


def test_what_was_stated_later_was_not_known(tmp_path: Path) -> None:
    """The fermcat case: the later statement says 100 % from 2019, the earlier one said 50 % from the same day: since when, nobody knows."""
    early, late = Sheet("register", stated="2019-02-01"), Sheet("register", stated="2022-02-01")
    early.holds("x", "y", "50", valid_from="2019-01-01", record="r1")
    early.rows.append(replace(late.holds("x", "y", "100", valid_from="2019-01-01", record="r1"), id="urn:late"))
    assert verdict(tmp_path / "a", early, as_of="2020-01-01", known_at="2020-01-01") == "not_shown"
    assert verdict(tmp_path / "b", early, as_of="2020-01-01") == "possible"
    assert verdict(tmp_path / "c", early, as_of="2022-02-01") == "certain"


def test_a_closed_record_without_an_end_ended_between_its_last_open_statement_and_its_closing(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60", record="r1", stated_at="2010-01-01")
    sheet.holds("x", "y", "60", record="r1", stated_at="2015-01-01", change=Change.CLOSED)
    assert verdict(tmp_path / "a", sheet, as_of="2010-01-01") == "certain"
    assert verdict(tmp_path / "b", sheet, as_of="2014-01-01") == "possible"
    assert verdict(tmp_path / "c", sheet, as_of="2014-01-01", known_at="2014-01-01") == "certain"
    assert verdict(tmp_path / "d", sheet, as_of="2015-01-01") == "not_shown"


def test_claims_of_two_sources_about_one_stake_are_bracketed_never_added(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    one.holds("x", "y", "40")
    two.holds("x", "y", "45")
    reply = answer(tmp_path, "y", one, two)
    assert reply.verdict == "not_shown"
    (holder,) = reply.largest_holders
    assert holder.direct is not None
    assert (holder.direct.min, holder.direct.max) == (40, 45)
    assert len(reply.conflicts) == 1


def test_only_versions_of_one_record_replace_each_other(tmp_path: Path) -> None:
    """Statements of one source without a record, or of two, are rival claims however they are dated."""
    for records in ((None, None), ("r1", "r2")):
        sheet = Sheet()
        for share, stated, record in zip(("60", "40"), ("2010-01-01", "2015-01-01"), records, strict=True):
            sheet.holds("x", "y", share, stated_at=stated, record=record)
        reply = answer(tmp_path / str(records[0]), "y", sheet)
        assert (reply.verdict, len(reply.conflicts)) == ("possible", 1)


def test_a_source_that_denies_what_another_says_leaves_it_possible_and_is_reported(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    one.holds("x", "y", "60")
    two.holds("x", "y", status=Status.DENIED)
    reply = answer(tmp_path, "y", one, two)
    assert (reply.verdict, len(reply.conflicts)) == ("possible", 1)


def test_shares_over_a_hundred_percent_are_reported_and_never_scaled(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60")
    sheet.holds("z", "y", "60")
    reply = answer(tmp_path, "y", sheet)
    assert [i.code for i in reply.inconsistencies] == ["OVER_100"]
    assert {c.party.name for c in reply.controllers} == {"x", "z"}
    assert reply.contested


def test_an_indirect_summary_never_adds_to_the_chain_it_restates(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "m", "100")
    sheet.holds("m", "y", "40")
    sheet.holds("x", "y", "40", direct=Directness.INDIRECT)
    reply = answer(tmp_path, "y", sheet)
    assert reply.verdict == "not_shown"
    assert [h.party.name for h in reply.largest_holders] == ["m"]


def test_an_indirect_statement_fills_a_gap_where_no_chain_is_known(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60", direct=Directness.INDIRECT)
    assert verdict(tmp_path, sheet) == "certain"


def list_numbers(reply: ControllersAnswer) -> list[tuple[str, str, tuple[float, float], bool | None]]:
    """Name, certainty, votes and whether nobody may be above, of each controller."""
    return [(c.party.name, c.certainty, (c.votes.min, c.votes.max), c.ultimate) for c in reply.controllers]


@pytest.mark.parametrize(
    ("direct", "indirect", "certainty", "votes"),
    [("60", "10", "certain", (60, 70)), ("30", "60", "certain", (60, 90)), ("45", "10", "possible", (45, 55))],
)
def test_what_one_holds_directly_and_through_others_are_two_holdings(
    tmp_path: Path, direct: str, indirect: str, certainty: str, votes: tuple[int, int]
) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", direct, direct=Directness.DIRECT)
    sheet.holds("x", "y", indirect, direct=Directness.INDIRECT)
    reply = answer(tmp_path, "y", sheet)
    assert list_numbers(reply) == [("x", certainty, votes, True)]
    assert (reply.conflicts, reply.inconsistencies, [link.disagrees for link in reply.controllers[0].chain[:1]]) == ((), (), [()])


@pytest.mark.parametrize("legal", ["51", "90", "[75..100]"])
def test_what_is_held_through_others_takes_nothing_from_direct_holders(tmp_path: Path, legal: str) -> None:
    sheet = Sheet()
    sheet.holds("z", "y", legal, direct=Directness.DIRECT)
    alone = answer(tmp_path / "alone", "y", sheet)
    sheet.holds("x", "y", "80", direct=Directness.INDIRECT)
    reply = answer(tmp_path / "both", "y", sheet)
    assert [(c.party.name, c.certainty, c.ultimate) for c in reply.controllers] == [("x", "certain", True), ("z", "certain", False)]
    assert (reply.controllers[1].votes, reply.controllers[1].economic) == (alone.controllers[0].votes, alone.controllers[0].economic)
    assert (reply.conflicts, reply.inconsistencies, reply.residual) == ((), (), alone.residual)


def test_of_those_who_hold_through_others_not_more_than_the_whole_is_sure(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("z", "y", "100")
    for holder in ("v", "w"):
        sheet.holds(holder, "y", "60", direct=Directness.INDIRECT)
    reply = answer(tmp_path, "y", sheet)
    assert list_numbers(reply) == [
        ("z", "certain", (100, 100), False),
        ("v", "possible", (40, 60), False),
        ("w", "possible", (40, 60), False),
    ]


def test_an_indirect_share_that_was_denied_or_ended_leaves_the_direct_one_sure(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    one.holds("x", "y", "60", direct=Directness.DIRECT)
    two.holds("x", "y", "60", direct=Directness.INDIRECT, status=Status.DENIED)
    reply = answer(tmp_path, "y", one, two)
    assert (list_numbers(reply), reply.conflicts) == ([("x", "certain", (60, 60), True)], ())


def test_votes_through_others_end_the_assumption_and_leave_all_votes_to_others(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("z", "y", "90")
    sheet.holds("x", "y", "80", Interest.VOTING_RIGHTS, direct=Directness.INDIRECT)
    assert [(name, *rest[:2]) for name, *rest in list_numbers(answer(tmp_path, "y", sheet))] == [
        ("x", "certain", (80, 80)),
        ("z", "possible", (0, 100)),
    ]


def test_votes_are_taken_equal_to_shares_only_where_no_votes_are_stated(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60")
    sheet.holds("x", "y", "10", Interest.VOTING_RIGHTS)
    assert verdict(tmp_path, sheet) == "not_shown"


def test_an_unknown_share_is_not_nought_and_not_all(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "y")
    reply = answer(tmp_path, "y", sheet)
    assert reply.verdict == "possible"
    assert (reply.controllers[0].votes.min, reply.controllers[0].votes.max) == (0, 100)


def test_a_chair_controls_nothing_by_itself(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("p", Kind.PERSON)
    sheet.holds("p", "y", interest=Interest.BOARD_CHAIR)
    reply = answer(tmp_path, "y", sheet)
    assert (reply.verdict, reply.explored.entities) == ("not_shown", 1)


def test_a_company_that_declares_no_owner_is_told_as_such(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60")
    none = sheet.holds("x", "x2", "1")
    sheet.rows[-1] = replace(none, holder=None, subject=sheet.id("x"), share=None, holder_reason=Reason.NO_BENEFICIAL_OWNERS)
    reply = answer(tmp_path, "y", sheet)
    assert [(s.party.name, s.reason) for s in reply.stopped] == [("x", "declared none")]


def test_two_unnamed_holders_stay_two_and_their_shares_are_nobodys(tmp_path: Path) -> None:
    sheet = Sheet()
    for share in ("30", "30"):
        stated = sheet.holds("x", "y", share)
        sheet.rows[-1] = replace(stated, holder=None, holder_reason=Reason.UNKNOWN)
    sheet.holds("z", "y", "40")
    generation = publish(tmp_path, sheet)
    number = generation.party_number(sheet.id("y"))
    assert number is not None
    stakes = ask(generation).view.stakes(number)
    assert sorted(s.capital.min for s in stakes if s.capital) == [30 * PERCENT, 30 * PERCENT, 40 * PERCENT]
    assert controllers(ask(generation), number).verdict == "not_shown"


def test_state_supervision_controls_and_leaves_its_money_unknown(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("s", Kind.STATE)
    sheet.holds("s", "g", interest=Interest.CONTROL_BY_LEGAL_FRAMEWORK)
    sheet.holds("g", "c", "100")
    sheet.holds("c", "y", "51")
    reply = answer(tmp_path, "y", sheet)
    (state,) = reply.controllers
    assert (state.party.name, state.votes.min, state.votes.max) == ("s", 51, 51)
    assert (state.economic.min, state.economic.max) == (0, 51)
    assert [link.holder.name for link in state.chain] == ["s", "g", "c"]
    assert (reply.residual[0].min, reply.residual[0].max) == (49, 49)


def test_what_a_nominee_has_through_others_is_none_of_what_it_holds_as_nominee(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "40", direct=Directness.DIRECT)
    through_others = sheet.holds("x", "y", "30", direct=Directness.INDIRECT)
    sheet.holds("x", "y", interest=Interest.NOMINEE, direct=Directness.DIRECT)
    context = ask(publish(tmp_path, sheet))
    number = context.generation.party_number(sheet.id("y"))
    assert number is not None
    rests_on = {
        bool(stake.through): {context.references.statement(row).id for row in stake.rows}
        for stake in context.view.stakes(number)
        if stake.through or stake.is_indirect
    }
    assert through_others.id not in rests_on[True]
    assert rests_on[False] == {through_others.id}


@pytest.mark.parametrize(("way", "own"), [(Directness.DIRECT, None), (Directness.UNKNOWN, None), (Directness.INDIRECT, (40, 40))])
def test_a_nominee_is_one_of_the_holding_that_this_is_stated_of(tmp_path: Path, way: Directness, own: tuple[int, int] | None) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "40", direct=Directness.DIRECT)
    sheet.holds("x", "y", "30", direct=Directness.INDIRECT)
    sheet.holds("x", "y", interest=Interest.NOMINEE, direct=way)
    context = ask(publish(tmp_path, sheet))
    x, y = (context.generation.party_number(sheet.id(name)) for name in ("x", "y"))
    assert y is not None
    shares = {
        stake.is_indirect: (stake.capital.min // PERCENT, stake.capital.max // PERCENT) if stake.capital else None
        for stake in context.view.stakes(y)
        if stake.holder == x
    }
    # What a nominee has through others may be what he holds for somebody.
    assert shares == {False: own, True: None if way is Directness.INDIRECT else (0, 30)}


def test_a_denial_of_votes_is_one_conflict_with_what_is_held_in_both_ways(tmp_path: Path) -> None:
    one, two = Sheet("one"), Sheet("two")
    one.holds("x", "y", "51", Interest.VOTING_RIGHTS, direct=Directness.DIRECT)
    one.holds("x", "y", "30", direct=Directness.INDIRECT)
    two.holds("x", "y", interest=Interest.VOTING_RIGHTS, status=Status.DENIED)
    (conflict,) = answer(tmp_path, "y", one, two).conflicts
    assert len(conflict.statements) == 3


@pytest.mark.parametrize(("share", "certainty"), [("40", None), ("60", "certain")])
def test_versions_that_differ_in_directness_are_one_holding(tmp_path: Path, share: str, certainty: str | None) -> None:
    sheet = Sheet()
    for way, stated in ((Directness.DIRECT, "2019-01-01"), (Directness.INDIRECT, "2022-01-01")):
        sheet.holds("x", "y", share, direct=way, valid_from="2018-01-01", stated_at=stated, record="one", change=Change.UPDATED)
    reply = answer(tmp_path, "y", sheet, as_of="2020-01-01")
    assert [(c.certainty, c.votes.min, c.votes.max) for c in reply.controllers] == ([(certainty, 60, 60)] if certainty else [])
    assert [(holder.votes.min, holder.votes.max) for holder in reply.largest_holders] == ([] if certainty else [(40, 40)])


def test_votes_through_others_say_nothing_of_the_money_of_those_others(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("z", "y", "100", direct=Directness.DIRECT)
    sheet.holds("x", "y", "60", Interest.VOTING_RIGHTS, direct=Directness.INDIRECT)
    money = {c.party.name: (c.economic.min, c.economic.max) for c in answer(tmp_path, "y", sheet).controllers}
    assert money == {"z": (100, 100), "x": (0, 100)}


@pytest.mark.parametrize("begun", ["2018", "2020"])
def test_a_chain_that_is_only_possible_leaves_what_an_indirect_statement_surely_says(tmp_path: Path, begun: str) -> None:
    sheet = Sheet()
    sheet.holds("x", "m", "100", valid_from=begun)
    sheet.holds("m", "y", "60", valid_from="2018-01-01")
    sheet.holds("x", "y", "60", direct=Directness.INDIRECT, valid_from="2018-01-01")
    reply = answer(tmp_path, "y", sheet, as_of="2020-06-01")
    assert {c.party.name: c.certainty for c in reply.controllers}["x"] == "certain"
