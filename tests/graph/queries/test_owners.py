"""Whose money: figures of the literature only on request, and an answer that was cut short says so."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from cli.text.common import format_range
from cli.text.holdings import format_holdings
from cli.text.owners import format_owners
from graph.answers.owners import OwnersAnswer
from graph.queries import controllers, find_party, holdings, owners
from graph.queries.options import Limits
from ontology.shares import Share, to_percent
from ontology.statements import Change, Directness, Interest, Kind, Reason, Status
from tests.scenarios import Sheet, ask, publish

NO_PARENT = "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT: NATURAL_PERSONS (natural persons control it)"


def circle() -> Sheet:
    """A and B hold half of each other, P the rest of A, Q the rest of B."""
    sheet = Sheet()
    sheet.holds("B", "A", "50")
    sheet.holds("P", "A", "50")
    sheet.holds("A", "B", "50")
    sheet.holds("Q", "B", "50")
    return sheet


def test_raw_figures_stand_beside_the_integrated_share_only_when_asked_for(tmp_path: Path) -> None:
    generation = publish(tmp_path, circle())
    company = find_party(generation, "A")
    assert owners(ask(generation), company).comparison is None
    answer = owners(ask(generation), company, comparison=True)
    assert answer.comparison is not None
    figures = {c.party.name: (c.integrated.exact, c.brioschi, c.simple_paths) for c in answer.comparison}
    assert figures == {"P": (66.666666667, 66.666666667, 50), "B": (50, 66.666666667, 50), "Q": (33.333333333, 33.333333333, 25)}


def test_an_answer_over_fewer_parties_than_stand_above_says_so(tmp_path: Path) -> None:
    generation = publish(tmp_path, circle())
    company = find_party(generation, "A")
    assert not owners(ask(generation), company).truncated
    assert owners(ask(generation, limits=Limits(parties=2)), company).truncated


def test_what_a_source_states_of_a_chain_as_a_whole_is_listed_and_added_to_nothing(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("P", "M", "80", direct=Directness.DIRECT)
    sheet.holds("M", "C", "50", direct=Directness.DIRECT)
    summary = sheet.holds("P", "C", "40", direct=Directness.INDIRECT, components=("urn:one", "urn:two"))
    other = sheet.holds("Q", "C", "30", direct=Directness.INDIRECT)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    assert [(d.party.name, d.share and d.share.min, d.statement) for d in answer.declared] == [("P", 40, summary.id), ("Q", 30, other.id)]
    assert {o.party.name: o.integrated.exact for o in answer.owners} == {"M": 50, "P": 40, "Q": 30}
    assert {o.party.name: o.direct and o.direct.min for o in answer.owners} == {"M": 50, "P": None, "Q": None}
    assert [(end.kind, end.party.name, end.min, end.max) for end in answer.ultimate] == [
        ("residual", "C", 20, 50),
        ("party", "P", 10, 40),
        ("party", "Q", 30, 30),
        ("residual", "M", 0, 10),
    ]
    assert "added to no direct share:" in format_owners(answer)
    assert "through others" in format_owners(answer)
    assert owners(ask(generation), find_party(generation, "M")).declared == ()


def test_votes_alone_leave_the_money_open(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("P", "C", "60", Interest.VOTING_RIGHTS)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    assert [(o.party.name, o.direct, o.integrated.min, o.integrated.max) for o in answer.owners] == [("P", None, 0, 100)]
    assert [(u.kind, u.min, u.max) for u in answer.ultimate] == [("residual", 0, 100), ("party", 0, 100)]


def test_stated_shares_over_100_leave_each_what_the_others_leave(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("P", "C", "60")
    sheet.holds("Q", "C", "50")
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    assert {o.party.name: (o.integrated.min, o.integrated.max) for o in answer.owners} == {"P": (50, 60), "Q": (40, 50)}
    assert [i.code for i in answer.inconsistencies] == ["OVER_100"]


@pytest.mark.parametrize("shares", [("30", "25"), ("25", "30"), ("60", "10", "5"), ("1/3", "50")])
def test_lots_of_one_holder_are_bracketed_and_never_added(tmp_path: Path, shares: tuple[str, ...]) -> None:
    sheet = Sheet()
    for share in shares:
        sheet.holds("P", "C", share)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    sizes = [Share.parse(share) for share in shares]
    least, most = (to_percent(bound) for bound in (min(s.min for s in sizes), max(s.max for s in sizes)))
    assert [(o.direct and (o.direct.min, o.direct.max), o.integrated.min, o.integrated.max) for o in answer.owners] == [
        ((least, most), least, most)
    ]
    assert f"over C: {len(shares)} statements that cannot all be true, bracketed and not added" in format_owners(answer)


def test_versions_of_one_record_are_never_added(tmp_path: Path) -> None:
    sheet = Sheet()
    for year, share in (("2011", "20"), ("2013", "40"), ("2015", "45")):
        sheet.holds("P", "C", share, record="r", stated_at=f"{year}-01-01", change=Change.UPDATED)
    generation = publish(tmp_path, sheet)
    company = find_party(generation, "C")
    sizes = {
        day: [(o.integrated.min, o.integrated.max) for o in owners(ask(generation, day), company).owners]
        for day in ("2010-06-01", "2014-06-01", "2016-06-01")
    }
    assert sizes == {"2010-06-01": [(20, 45)], "2014-06-01": [(40, 45)], "2016-06-01": [(45, 45)]}


@pytest.mark.parametrize(("others", "most"), [((), 100), (("30",), 70), (("100",), 0)])
def test_an_interest_that_is_not_told_may_be_all_that_others_leave(tmp_path: Path, others: tuple[str, ...], most: int) -> None:
    sheet = Sheet()
    sheet.holds("P", "C", interest=Interest.UNKNOWN)
    for share in others:
        sheet.holds("Q", "C", share)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    assert {o.party.name: (o.integrated.min, o.integrated.max) for o in answer.owners}["P"] == (0, most)
    assert sum(u.min for u in answer.ultimate) <= 100 <= sum(u.max for u in answer.ultimate)
    assert {(u.min, u.max) for u in answer.ultimate if u.kind == "residual"} == ({(0, most)} if most else set())


def test_where_nobody_is_said_to_have_capital_it_ends_with_parties_that_are_not_named(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("P", Kind.PERSON)
    sheet.holds("P", "C", interest=Interest.BOARD_CHAIR)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    assert [(u.kind, u.party.name, u.min, u.max) for u in answer.ultimate] == [("residual", "C", 100, 100)]
    assert owners(ask(generation), find_party(generation, "P")).ultimate == ()


def test_an_end_that_the_only_holding_leaves_out_is_left_out_of_the_money(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("P", "C", "(50..60]")
    sheet.holds("Q", "C", "<20")
    sheet.holds("R", "C", "(0..10]")
    sheet.holds("R", "P", "10")
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    ends = {o.party.name: (o.integrated.min, o.integrated.max, o.integrated.min_open, o.integrated.max_open) for o in answer.owners}
    assert (ends["P"], ends["Q"]) == ((50, 60, True, msgspec.UNSET), (0, 20, msgspec.UNSET, True))
    assert ends["R"][2:] == (msgspec.UNSET, msgspec.UNSET), "R has some through P, too"


def name_ends(answer: OwnersAnswer) -> dict[tuple[str, str], tuple[float, float]]:
    return {(u.kind, u.party.name): (u.min, u.max) for u in answer.ultimate}


@pytest.mark.parametrize(
    ("stakes", "ends", "residual"),
    [
        ([("P", "C", "[75..100]"), ("Q", "C", "[75..100]"), ("P", "Q", "100")], {("party", "P"): (75, 100)}, (0, 25)),
        ([("P", "C", "60"), ("Q", "C", "60"), ("P", "Q", "100")], {("party", "P"): (60, 100)}, (0, 40)),
        (
            [("P", "C", "[75..100]"), ("Q", "C", "[75..100]"), ("P", "Q", "100"), ("R", "C", "10")],
            {("party", "P"): (75, 100), ("party", "R"): (10, 10)},
            (0, 15),
        ),
        ([("H", "C", "[75..100]"), ("Q", "C", "[75..100]"), ("H", "Q", "100"), ("P", "H", "100")], {("party", "P"): (75, 100)}, (0, 25)),
        ([("P", "H", "60"), ("H", "C", "[75..100]"), ("R", "C", "(25..50]")], {("party", "P"): (45, 60), ("party", "R"): (25, 50)}, None),
        ([("P", "C", "80"), ("R", "C", "60")], {("party", "P"): (40, 80), ("party", "R"): (20, 60)}, (0, 40)),
        ([("P", "C", "[75..100]"), ("R", "C", "(25..50]")], {("party", "P"): (75, 100), ("party", "R"): (25, 50)}, None),
    ],
    ids=[
        "restated bands",
        "restated numbers",
        "beside another",
        "restated, and held through another",
        "bands, one of them held through another",
        "two that cannot both be",
        "bands that cannot both be",
    ],
)
def test_where_money_ends_beside_too_much_is_what_the_owners_have(
    tmp_path: Path,
    stakes: list[tuple[str, str, str]],
    ends: dict[tuple[str, str], tuple[float, float]],
    residual: tuple[float, float] | None,
) -> None:
    sheet = Sheet()
    for stake in stakes:
        sheet.holds(*stake)
    generation = publish(tmp_path, sheet)
    context, company = ask(generation), find_party(generation, "C")
    answer = owners(context, company)
    told = {end: share for end, share in name_ends(answer).items() if end != ("residual", "H")}
    assert told == ends | ({("residual", "C"): residual} if residual else {})
    assert [(r.min, r.max) for r in controllers(context, company).residual] == ([residual] if residual else [])
    money = {o.party.name: (o.integrated.min, o.integrated.max) for o in answer.owners}
    assert {name: money[name] for _, name in ends} == {name: bounds for (_, name), bounds in ends.items()}
    for controller in controllers(context, company).controllers:
        assert (controller.economic.min, controller.economic.max) == money[controller.party.name]


def test_what_is_left_of_a_company_whose_money_comes_round_is_not_narrowed_by_its_own_holders(tmp_path: Path) -> None:
    """C has 90 % of Q, which has 80 % of C at most: what is left of C is met again each time round."""
    sheet = Sheet()
    for stake in (("P", "C", "80"), ("Q", "C", "80"), ("C", "Q", "90")):
        sheet.holds(*stake)
    generation = publish(tmp_path, sheet)
    ends = name_ends(owners(ask(generation), find_party(generation, "C")))
    assert ends["residual", "C"][1] > 60


def test_two_bands_above_half_of_one_stake_are_more_than_half_of_the_votes(tmp_path: Path) -> None:
    sheet = Sheet()
    for stake in (("P", "C", "(50..75]"), ("Q", "C", "(50..75]"), ("P", "Q", "100")):
        sheet.holds(*stake)
    generation = publish(tmp_path, sheet)
    answer = controllers(ask(generation), find_party(generation, "C"))
    (controller,) = answer.controllers
    assert (controller.votes.min, controller.votes.max, controller.votes.min_open) == (50, 100, True)
    assert [(r.min, r.max, r.max_open) for r in answer.residual] == [(0, 50, True)]


@pytest.mark.parametrize(
    ("stakes", "owned", "ends"),
    [
        (
            [("P", "C", "<50"), ("Q", "C", "(25..50]")],
            {"P": "0 to less than 50 %", "Q": "more than 25 up to 50 %"},
            {"P": "0 to less than 50 %", "Q": "more than 25 up to 50 %", "not C": "more than 0 to less than 75 %"},
        ),
        ([("P", "C", ">50")], {"P": "more than 50 %"}, {"P": "more than 50 %", "not C": "0 to less than 50 %"}),
        (
            [("P", "H", ">50"), ("H", "C", "(25..50]")],
            {"P": "more than 12.5 up to 50 %", "H": "more than 25 up to 50 %"},
            {"P": "more than 12.5 up to 50 %", "not C": "50 to less than 75 %", "not H": "0 to less than 25 %"},
        ),
        (
            [("P", "H", ">50"), ("H", "C", "<50")],
            {"P": "0 to less than 50 %", "H": "0 to less than 50 %"},
            {"P": "0 to less than 50 %", "not C": "more than 50 %", "not H": "0 to less than 25 %"},
        ),
        (
            [("P", "C", "(60..100]"), ("Q", "C", "[0..50]")],
            {"P": "more than 60 %", "Q": "0 to less than 40 %"},
            {"P": "more than 60 %", "Q": "0 to less than 40 %", "not C": "0 to less than 40 %"},
        ),
        (
            [("P", "C", "(25..50]"), ("P", "H", "(25..50]"), ("H", "C", "10")],
            {"P": "27.5 to 55 %", "H": "10 %"},
            {"P": "27.5 to 55 %", "not C": "40 to less than 65 %", "not H": "5 to less than 7.5 %"},
        ),
    ],
    ids=["two bands", "above half", "a chain", "a chain that may be nothing", "bounded by another", "two ways, of which no end is told"],
)
def test_an_end_that_is_left_out_is_told_of_every_part_of_the_money(
    tmp_path: Path, stakes: list[tuple[str, str, str]], owned: dict[str, str], ends: dict[str, str]
) -> None:
    sheet = Sheet()
    for stake in stakes:
        sheet.holds(*stake)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    assert {o.party.name: format_range(o.integrated.range) for o in answer.owners} == owned
    told = {("not " if u.kind == "residual" else "") + u.party.name: format_range(u.range) for u in answer.ultimate}
    assert told == ends
    rows = {" ".join(line.split()) for line in format_owners(answer).splitlines()}
    assert {f"{name.replace('not ', 'not named, in ')} {share}" for name, share in ends.items()} <= rows


@pytest.mark.parametrize("links", [1, 40], ids=["few", "many"])
@pytest.mark.parametrize(
    ("interest", "share", "status", "kind"),
    [
        (Interest.SHAREHOLDING, "100", Status.IN_EFFECT, "residual"),
        (Interest.SHAREHOLDING, "30", Status.ALLEGED, "residual"),
        (Interest.VOTING_RIGHTS, "60", Status.IN_EFFECT, "residual"),
        (Interest.OTHER_INFLUENCE_OR_CONTROL, None, Status.IN_EFFECT, "residual"),
        (Interest.BOARD_CHAIR, None, Status.IN_EFFECT, "party"),
        (Interest.SHAREHOLDING, "60", Status.DENIED, "party"),
    ],
)
def test_a_company_whose_holders_are_not_named_does_not_keep_the_money(
    tmp_path: Path, links: int, interest: Interest, share: str | None, status: Status, kind: str
) -> None:
    sheet = Sheet()
    for link in range(links):
        sheet.holds(f"H{link + 1}", f"H{link}", "100")
    stated = sheet.holds("nobody", f"H{links}", share, interest, status=status)
    sheet.rows[-1] = msgspec.structs.replace(stated, holder=None, holder_reason=Reason.UNKNOWN)
    generation = publish(tmp_path, sheet)
    (end,) = owners(ask(generation), find_party(generation, "H0")).ultimate
    assert (end.kind, end.party.name, end.min, end.max) == (kind, f"H{links}", 100, 100)


def test_an_end_that_is_left_out_is_told_of_what_is_left_where_no_holder_is_named(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("H", "C", ">50")
    name_nobody(sheet, "H", "100")
    generation = publish(tmp_path, sheet)
    ends = {u.party.name: format_range(u.range) for u in owners(ask(generation), find_party(generation, "C")).ultimate}
    assert ends == {"H": "more than 50 %", "C": "0 to less than 50 %"}


def name_nobody(sheet: Sheet, subject: str, share: str) -> None:
    """State that a party without a name has a share."""
    stated = sheet.holds("nobody", subject, share)
    sheet.rows[-1] = msgspec.structs.replace(stated, holder=None, holder_reason=Reason.UNKNOWN)


@pytest.mark.parametrize("links", [0, 1, 40, 450], ids=["none", "one", "many", "as many as are solved in floats"])
def test_what_a_party_without_a_name_has_is_not_left_for_others(tmp_path: Path, links: int) -> None:
    sheet = Sheet()
    for link in range(links):
        sheet.holds(f"H{link + 1}", f"H{link}", "100")
    for holder in ("A", "B"):
        sheet.holds(holder, f"H{links}", "10", Interest.VOTING_RIGHTS)
    sheet.holds("C", f"H{links}", "5")
    name_nobody(sheet, f"H{links}", "20")
    name_nobody(sheet, f"H{links}", "40")
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "H0"))
    ends = {(u.kind, u.party.name): (u.min, u.max) for u in answer.ultimate}
    expected = {("party", "A"): (0, 35), ("party", "B"): (0, 35), ("party", "C"): (5, 5), ("residual", f"H{links}"): (60, 95)}
    assert ends == {end: pytest.approx(bounds, abs=1e-9) for end, bounds in expected.items()}
    money = {o.party.name: (o.integrated.min, o.integrated.max) for o in answer.owners if not o.party.name.startswith("H")}
    assert money == {name: pytest.approx(expected["party", name], abs=1e-9) for name in "ABC"}
    residual = controllers(ask(generation), find_party(generation, f"H{links}")).residual
    assert [(r.min, r.max) for r in residual] == [(60, 95)]


def test_two_who_may_share_what_a_party_without_a_name_leaves_have_no_more_together(tmp_path: Path) -> None:
    sheet = Sheet()
    for holder in ("A", "B"):
        sheet.holds(holder, "C", "20", Interest.VOTING_RIGHTS)
        sheet.holds("P", holder, "100")
    name_nobody(sheet, "C", "60")
    generation = publish(tmp_path, sheet)
    ends = name_ends(owners(ask(generation), find_party(generation, "C")))
    assert ends == {("party", "P"): (0, 40), ("residual", "C"): (60, 100)}


@pytest.mark.parametrize(
    ("unnamed", "owned", "left"),
    [
        (">50", "0 to less than 50 %", "more than 50 %"),
        ("60", "0 to 40 %", "60 to 100 %"),
        ("[40..60]", "0 to less than 50 %", "more than 50 %"),
    ],
)
def test_the_least_of_a_party_without_a_name_leaves_out_its_end_where_it_decides(
    tmp_path: Path, unnamed: str, owned: str, left: str
) -> None:
    sheet = Sheet()
    sheet.holds("A", "C", "<50")
    name_nobody(sheet, "C", unnamed)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "C"))
    ends = {u.kind: format_range(u.range) for u in answer.ultimate}
    assert ends == {"party": owned, "residual": left}


def test_a_declaration_that_nobody_is_above_is_a_conflict_here_too(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    held = sheet.holds("ann", "works", "60")
    declared = sheet.holds("nobody", "works", interest=Interest.UNKNOWN)
    sheet.rows[-1] = msgspec.structs.replace(declared, holder=None, holder_reason=Reason.NO_BENEFICIAL_OWNERS)
    parent = sheet.holds("works", "mill", None, Interest.OTHER_INFLUENCE_OR_CONTROL, details="IS_DIRECTLY_CONSOLIDATED_BY")
    none = sheet.holds("nobody", "mill", None, Interest.OTHER_INFLUENCE_OR_CONTROL, details=NO_PARENT)
    sheet.rows[-1] = msgspec.structs.replace(none, holder=None, holder_reason=Reason.UNKNOWN_TO_PUBLISHER)
    generation = publish(tmp_path, sheet)
    context, company = ask(generation), find_party(generation, "mill")
    answer = owners(context, company)
    assert {frozenset(c.statements) for c in answer.conflicts} == {frozenset({held.id, declared.id}), frozenset({parent.id, none.id})}
    assert set(answer.conflicts) == set(controllers(context, company).conflicts)


@pytest.mark.parametrize(("kind", "is_odd"), [(Kind.PERSON, True), (Kind.COMPANY, False)])
def test_two_people_cannot_each_have_more_than_half_through_others_unless_together(tmp_path: Path, kind: Kind, is_odd: bool) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    sheet.party("bea", kind)
    sheet.holds("hold", "works", "5", direct=Directness.DIRECT)
    for name in ("ann", "bea"):
        sheet.holds(name, "works", "60", direct=Directness.INDIRECT)
    generation = publish(tmp_path, sheet)
    context, company = ask(generation), find_party(generation, "works")
    words = "what ann and bea are said to have of works through others adds to 120 %, and may be of the same shares"
    said = controllers(context, company)
    for answer in (said, owners(context, company)):
        assert [(i.code, i.what) for i in answer.inconsistencies] == ([("INDIRECT_OVER_100", words)] if is_odd else [])
    assert (words in said.sentence) is is_odd


def test_the_money_ends_with_whom_it_is_held_through_others_as_far_as_that_is_told(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("z", "y", "90", direct=Directness.DIRECT)
    sheet.holds("x", "y", "80", direct=Directness.INDIRECT)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "y"))
    ends = {(end.kind, end.party.name): (end.min, end.max) for end in answer.ultimate}
    assert ends == {("party", "z"): (10, 90), ("party", "x"): (80, 80), ("residual", "y"): (0, 10)}


def test_a_holding_says_that_it_is_through_others(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("x", "y", "60", direct=Directness.INDIRECT)
    sheet.holds("x", "z", "40", direct=Directness.DIRECT)
    generation = publish(tmp_path, sheet)
    answer = holdings(ask(generation), find_party(generation, "x"))
    assert {holding.subject.name: holding.indirect for holding in answer.holdings} == {"y": True, "z": False}
    assert "shares, through others" in format_holdings(answer)


def test_control_through_others_does_not_tell_whose_the_money_of_direct_holders_is(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.party("ann", Kind.PERSON)
    sheet.holds("ann", "mill", None, Interest.APPOINTMENT_OF_BOARD, direct=Directness.INDIRECT)
    sheet.holds("ann", "yard", None, Interest.APPOINTMENT_OF_BOARD, direct=Directness.DIRECT)
    for company in ("mill", "yard"):
        sheet.holds("hold", company, "60", direct=Directness.DIRECT)
    generation = publish(tmp_path, sheet)
    for company, most in (("mill", 100), ("yard", 40)):
        (money,) = (o.integrated for o in owners(ask(generation), find_party(generation, company)).owners if o.party.name == "ann")
        economic = next(
            c.economic for c in controllers(ask(generation), find_party(generation, company)).controllers if c.party.name == "ann"
        )
        assert (money.min, money.max, economic.min, economic.max) == (0, most, 0, most)


def test_two_who_are_not_named_and_hold_through_others_both_leave_the_others_less(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("z", "y", "90", direct=Directness.DIRECT)
    for _ in range(2):
        stated = sheet.holds("x", "y", "20", direct=Directness.INDIRECT)
        sheet.rows[-1] = msgspec.structs.replace(stated, holder=None, holder_reason=Reason.UNKNOWN)
    generation = publish(tmp_path, sheet)
    answer = owners(ask(generation), find_party(generation, "y"))
    assert {(end.kind, end.party.name): (end.min, end.max) for end in answer.ultimate} == {
        ("party", "z"): (50, 90),
        ("residual", "y"): (0, 10),
    }
