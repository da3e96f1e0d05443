"""Supposed changes: what they do to control, what is still needed, and how a change that cannot be is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.answers.what_if import WhatIfAnswer
from graph.control.criterion import Criterion
from graph.network.stake import Interval, Stake
from graph.queries import controllers, what_if
from graph.queries.what_if import compute_shortfall
from ontology.errors import UsageError
from ontology.shares import PERCENT
from ontology.statements import Interest, Kind
from tests.scenarios import Sheet, ask, publish


def sheet() -> Sheet:
    """hold has 40 of works, carl 30; works has 80 of sub; ann has 60 of hold."""
    example = Sheet()
    for person in ("ann", "carl"):
        example.party(person, Kind.PERSON)
    for holder, subject, share in (("ann", "hold", "60"), ("hold", "works", "40"), ("carl", "works", "30"), ("works", "sub", "80")):
        example.holds(holder, subject, share)
    return example


def suppose(folder: Path, *rows: tuple[str, ...], network: Sheet | None = None, subject: str = "works", **options: object) -> WhatIfAnswer:
    network = network or sheet()
    generation = publish(folder, network)
    number = generation.party_number(network.id(subject))
    assert number is not None
    columns = ("holder", "subject", "share", "interest")
    return what_if(ask(generation, **options), number, [dict(zip(columns, row, strict=False)) for row in rows])


def tops(answer: WhatIfAnswer) -> tuple[list[str], list[str]]:
    before, after = ([c.party.name for c in one.controllers] for one in (answer.before, answer.after))
    return before, after


def test_buying_a_majority_moves_control_of_everything_below(tmp_path: Path) -> None:
    answer = suppose(tmp_path, ("hold", "works", "55"))
    assert tops(answer) == ([], ["ann"])
    assert {s.party.name: ([p.name for p in s.gains], [p.name for p in s.loses]) for s in answer.shifts} == {
        "ann": (["works", "sub"], []),
        "works": ([], ["sub"]),
    }
    assert [c.subject.name for c in answer.control_changes] == ["works", "sub"]
    (change,) = answer.changes
    assert (change.before, change.after) != (None, None)
    assert change.before is not None
    assert change.after is not None
    assert (change.row, change.before.min, change.after.min) == (1, 40, 55)


def test_a_new_buyer_needs_no_record(tmp_path: Path) -> None:
    answer = suppose(tmp_path, ("new:Zed Fund", "hold", "100"), ("ann", "hold", "0"))
    (buyer,) = answer.needed[:1]
    assert (buyer.party.id, buyer.more_than) == ("new:Zed Fund", 10)
    bought = suppose(tmp_path / "b", ("new:Zed Fund", "works", "60"), ("hold", "works", "10"))
    (link,) = bought.after.controllers[0].chain
    assert (link.holder.id, link.statement, link.status, link.share.exact) == ("new:Zed Fund", "supposed:row-1", "supposed", 60)
    assert tops(bought) == ([], ["Zed Fund"])


def test_a_new_company_may_stand_between(tmp_path: Path) -> None:
    answer = suppose(tmp_path, ("new:Shell", "works", "60"), ("hold", "works", "0"), ("carl", "new:Shell", "100"))
    assert tops(answer) == ([], ["carl"])
    assert [link.statement for link in answer.after.controllers[0].chain] == ["supposed:row-3", "supposed:row-1"]


def test_ending_a_holding_ends_control(tmp_path: Path) -> None:
    answer = suppose(tmp_path, ("works", "sub", "0"), subject="sub")
    assert tops(answer) == (["works"], [])
    assert [([p.name for p in s.gains], [p.name for p in s.loses]) for s in answer.shifts] == [([], ["sub"])]
    assert answer.changes[0].after is None


def test_an_unknown_share_makes_control_possible(tmp_path: Path) -> None:
    answer = suppose(tmp_path, ("carl", "works", ""))
    assert (answer.after.verdict, tops(answer)[1]) == ("possible", ["carl"])


def test_control_without_a_number_can_be_supposed_and_ended(tmp_path: Path) -> None:
    answer = suppose(tmp_path, ("carl", "works", "", "appointmentOfBoard"))
    assert tops(answer) == ([], ["carl"])
    example = sheet()
    example.holds("carl", "works", interest=Interest.APPOINTMENT_OF_BOARD)
    assert tops(suppose(tmp_path / "b", ("carl", "works", "0", "appointmentOfBoard"), network=example)) == (["carl"], [])


def test_supposed_votes_leave_the_money_alone(tmp_path: Path) -> None:
    answer = suppose(tmp_path, ("carl", "works", "60", "votingRights"))
    (controller,) = answer.after.controllers
    assert (controller.party.name, controller.votes.min, controller.economic.max) == ("carl", 60, 30)


def test_supposed_votes_of_one_bound_those_of_all_others(tmp_path: Path) -> None:
    """works has 80 of sub, which is control while one share is one vote; as soon as 60 votes of another are supposed, 40 are left to it."""
    example = sheet()
    example.holds("carl", "sub", "5")
    answer = suppose(tmp_path, ("carl", "sub", "60", "votingRights"), network=example, subject="sub")
    assert tops(answer) == (["works"], ["carl"])
    left = suppose(tmp_path / "b", ("carl", "sub", "40", "votingRights"), network=example, subject="sub").after
    assert [(c.party.name, c.certainty, c.votes.max) for c in left.controllers] == [("works", "possible", 60)]


def test_votes_are_equal_to_shares_again_once_the_last_stated_ones_are_supposed_away(tmp_path: Path) -> None:
    example = sheet()
    example.holds("carl", "sub", "60", Interest.VOTING_RIGHTS)
    answer = suppose(tmp_path, ("carl", "sub", "0", "votingRights"), network=example, subject="sub")
    assert tops(answer) == (["carl"], ["works"])


def test_what_is_needed_is_told_from_the_nearest_to_control(tmp_path: Path) -> None:
    answer = suppose(tmp_path, ("carl", "works", "35"))
    assert [(n.party.name, n.votes.min, n.more_than, n.inclusive) for n in answer.needed] == [
        ("ann", 40, 10, False),
        ("carl", 35, 15, False),
    ]


def test_who_controls_already_needs_nothing(tmp_path: Path) -> None:
    answer = suppose(tmp_path, ("hold", "works", "60"))
    assert [(n.party.name, n.more_than) for n in answer.needed] == [("ann", None), ("carl", 20)]


def test_buying_just_what_is_needed_is_not_enough_and_a_little_more_is(tmp_path: Path) -> None:
    for place, (share, expected) in enumerate((("50", []), ("50.000000001", ["carl"]))):
        assert tops(suppose(tmp_path / str(place), ("carl", "works", share), ("hold", "works", "10")))[1] == expected


@pytest.mark.parametrize(
    ("least", "least_open", "treasury", "expected"),
    [
        (30, False, 0, (Fraction(1, 5), False)),
        (30, True, 0, (Fraction(1, 5), True)),
        (30, False, 20, (Fraction(1, 10), False)),
        (60, False, 0, (Fraction(0), False)),
    ],
)
def test_what_is_missing_counts_treasury_and_open_ends(
    least: int, least_open: bool, treasury: int, expected: tuple[Fraction, bool]
) -> None:
    held = [Stake(1, votes=Interval(least * PERCENT, 70 * PERCENT, min_open=least_open))]
    own = [Stake(9, votes=Interval(treasury * PERCENT, treasury * PERCENT))] if treasury else []
    assert compute_shortfall(held, [*held, *own], 9, Criterion()) == expected


BAND = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda b: (min(b), max(b)))


@given(BAND, BAND, BAND, st.booleans())
def test_what_is_missing_is_what_the_worst_world_lacks(
    group: tuple[int, int], own: tuple[int, int], others: tuple[int, int], complete: bool
) -> None:
    """Every world on a grid of tenths: the group's votes, the company's own and the others', adding to the whole, or to less."""
    worlds = [
        (s, t)
        for s in range(group[0], group[1] + 1)
        for t in range(own[0], own[1] + 1)
        for o in range(others[0], others[1] + 1)
        if (s + t + o == 10 if complete else s + t + o <= 10)
    ]
    assume(worlds)
    assume(complete or group[0] + own[0] + others[0] <= 10)
    bands = {1: group, 9: own, 2: others}
    held = [Stake(holder, votes=Interval(low * 10 * PERCENT, high * 10 * PERCENT)) for holder, (low, high) in bands.items()]
    lacks = max(Fraction(10 - t, 2) - s for s, t in worlds)
    assert compute_shortfall(held[:1], held, 9, Criterion(), complete=complete) == (max(lacks / 10, Fraction(0)), False)


def test_nothing_is_written(tmp_path: Path) -> None:
    example = sheet()
    generation = publish(tmp_path, example)
    number = generation.party_number(example.id("works"))
    assert number is not None
    context = ask(generation)
    first = controllers(context, number)
    what_if(context, number, [{"holder": "carl", "subject": "works", "share": "60"}, {"holder": "hold", "subject": "works", "share": "0"}])
    assert controllers(context, number) == first == controllers(ask(generation), number)


@pytest.mark.parametrize(
    ("rows", "row", "says"),
    [
        ([("carl", "works", "20"), ("carl", "works", "21")], 2, "contradicts row 1"),
        ([("carl", "works", "61")], 1, "101 %"),
        ([("carl", "works", "120")], 1, "nobody holds more than 100 %"),
        ([("carl", "works", "lots")], 1, "not a share"),
        ([("nobody", "works", "20")], 1, "holder"),
        ([("carl", "nothing", "20")], 1, "subject"),
        ([("", "works", "20")], 1, "names no holder"),
        ([("new:", "works", "20")], 1, "without a name"),
        ([("works", "carl", "20")], 1, "a person"),
        ([("carl", "works", "20", "shares")], 1, "'shares'"),
        ([("ann", "works", "0")], 1, "does not have"),
        ([("works", "works", "", "appointmentOfBoard")], 1, "one party as holder and subject"),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_its_row(tmp_path: Path, rows: list[tuple[str, ...]], row: int, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        suppose(tmp_path, *rows)
    assert caught.value.code == "BAD_CHANGE"
    assert caught.value.what.startswith(f"row {row} ")
    assert says in caught.value.what
    assert caught.value.hint


def test_the_same_row_twice_is_one_change(tmp_path: Path) -> None:
    assert len(suppose(tmp_path, ("carl", "works", "20"), ("carl", "works", "20")).changes) == 1


def test_a_company_may_be_supposed_to_hold_its_own_shares(tmp_path: Path) -> None:
    answer = suppose(tmp_path, ("works", "works", "25"))
    assert tops(answer) == ([], ["ann"])


def test_a_sale_at_the_top_of_a_long_chain_moves_everything_below(tmp_path: Path) -> None:
    chain = Sheet()
    chain.holds("ann", "n0", "60")
    for step in range(400):
        chain.holds(f"n{step}", f"n{step + 1}", "100")
    answer = suppose(tmp_path, ("ann", "n0", "0"), ("new:Zed", "n0", "60"), network=chain, subject="n3")
    assert {s.party.name: (len(s.gains), len(s.loses)) for s in answer.shifts} == {"ann": (0, 401), "Zed": (401, 0)}
    assert not answer.truncated
