"""The references of control on answers worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from graph import control as engine_control
from graph.network.stake import SOMETHING, Interval, Presence, Stake
from ontology.shares import PERCENT
from tests.reference import control, worlds
from tests.reference.control import MAJORITY, OFAC, Criterion, UltimateController

X, Y, A, B, C, D = range(6)


def interval(low: float, high: float | None = None, *, low_open: bool = False, high_open: bool = False) -> Interval:
    return Interval(int(low * PERCENT), int((low if high is None else high) * PERCENT), low_open, high_open)


def hold(**by: Interval | float) -> tuple[Stake, ...]:
    """Stakes of the named holders in both columns."""
    intervals = {globals()[name]: value if isinstance(value, Interval) else interval(value) for name, value in by.items()}
    return tuple(Stake(holder, b, b) for holder, b in intervals.items())


def both(
    start: set[int], stakes: Mapping[int, tuple[Stake, ...]], criterion: Criterion = MAJORITY, complete: frozenset[int] = frozenset()
) -> tuple[set[int], set[int]]:
    """Certain and possible by both references, which have to agree."""
    certainly, possibly = (control.closure(start, stakes, criterion, certain=level, complete=complete) for level in (True, False))
    assert (certainly, possibly) == worlds.control_in_worlds(start, stakes, complete, criterion)
    return certainly, possibly


KNOWN_ANSWERS = [
    pytest.param({A: hold(X=70), B: hold(A=60)}, (), {A, B}, {A, B}, id="70 of 60 is control"),
    pytest.param({A: hold(A=12, X=45)}, (), {A}, {A}, id="45 of 88 is a majority"),
    pytest.param({A: hold(A=10, X=45)}, (), set(), set(), id="45 of 90 is none"),
    pytest.param({A: hold(X=51, B=49), B: hold(X=51, A=49)}, (), {A, B}, {A, B}, id="cross-held pair and its outside majority"),
    pytest.param({A: hold(X=10, B=90), B: hold(A=90)}, (), set(), set(), id="a ring is not controlled by an outsider's tenth"),
    pytest.param({A: hold(X=interval(50, 75, low_open=True))}, (), {A}, {A}, id="over 50 is a certain majority"),
    pytest.param({A: hold(X=interval(25, 50, low_open=True))}, (), set(), set(), id="25 to 50 is a certain no"),
    pytest.param(
        {A: hold(X=interval(25, 50, low_open=True), B=interval(25, 50, low_open=True)), B: hold(X=60)},
        (),
        {A, B},
        {A, B},
        id="two bands of 25 to 50 are a certain majority",
    ),
    pytest.param({A: hold(X=SOMETHING, Y=50)}, (), set(), set(), id="unknown beside a half"),
    pytest.param({A: hold(X=SOMETHING, Y=49)}, (), set(), {A}, id="unknown beside 49"),
    pytest.param({A: hold(X=SOMETHING, Y=49)}, (A,), {A}, {A}, id="unknown beside 49 in a complete register"),
    pytest.param({A: hold(X=SOMETHING, Y=interval(40, 50))}, (A,), set(), {A}, id="the rest of a complete register may be just half"),
    pytest.param({A: hold(X=SOMETHING, Y=interval(40, 50, high_open=True))}, (A,), {A}, {A}, id="an open end keeps it above half"),
    pytest.param({A: hold(X=45, A=interval(5, 12))}, (), set(), {A}, id="treasury votes as an interval"),
    pytest.param({A: hold(X=45, A=interval(10, 12, low_open=True))}, (), {A}, {A}, id="treasury votes above the point that decides"),
    pytest.param(
        {A: hold(X=interval(30, 45), Y=interval(0, 40), A=interval(10, 20))},
        (A,),
        set(),
        {A},
        id="treasury interval in a complete register",
    ),
    pytest.param({A: (Stake(X, control=Presence.CERTAIN),), B: hold(A=51)}, (), {A, B}, {A, B}, id="control without a number"),
    pytest.param({A: (Stake(X, control=Presence.POSSIBLE),), B: hold(A=51)}, (), set(), {A, B}, id="possible control without a number"),
    pytest.param({A: (Stake(X, role=Presence.CERTAIN),)}, (), set(), set(), id="a role is no control"),
    pytest.param({A: hold(X=0), B: hold(A=60)}, (), set(), set(), id="a stake of nothing"),
    pytest.param({A: hold(A=100)}, (), set(), set(), id="a company that holds itself"),
    pytest.param(
        {A: hold(X=interval(40, 60, low_open=True), Y=interval(20, 40), A=interval(0, 20))},
        (A,),
        {A},
        {A},
        id="an open end against a full register",
    ),
    pytest.param(
        {A: hold(X=interval(40, 60), Y=interval(20, 40, high_open=True), A=interval(0, 20))},
        (A,),
        {A},
        {A},
        id="the others' open end does the same",
    ),
    pytest.param({A: hold(X=interval(40, 60), Y=interval(20, 40), A=interval(0, 20))}, (A,), set(), {A}, id="closed ends leave the tie"),
    pytest.param(
        {A: hold(X=interval(30, 45, high_open=True), Y=interval(0, 35), A=interval(0, 20))},
        (A,),
        set(),
        {A},
        id="a register that cannot be full",
    ),
]


OVER_100 = [
    pytest.param({A: hold(X=60, Y=60)}, (), set(), {A}, id="one of two who hold 60 has 40 at most"),
    pytest.param({A: hold(X=80, Y=25)}, (), {A}, {A}, id="beside 25 a stated 80 is at least 75"),
    pytest.param({A: hold(X=interval(10, 90), Y=95)}, (), set(), {A}, id="the 95 of another may be wrong"),
    pytest.param({A: hold(X=60, B=60), B: hold(X=60)}, (), {A, B}, {A, B}, id="a person and its holding company are one"),
    pytest.param({A: hold(X=60, B=60, Y=45), B: hold(X=60)}, (), {A, B}, {A, B}, id="55 are left beside 45"),
    pytest.param({A: hold(X=60, B=60, Y=50), B: hold(X=60)}, (), {B}, {A, B}, id="50 are left beside 50"),
    pytest.param({A: hold(X=60, A=30, Y=30)}, (), set(), {A}, id="40 are left of 90 that can be cast"),
    pytest.param({A: hold(X=60, A=30, Y=20)}, (), {A}, {A}, id="50 are left of 80 that can be cast"),
]
"""Columns whose least shares pass 100 %.  They have no world, so the equations alone define them."""


@pytest.mark.parametrize(("stakes", "complete", "certain", "possible"), OVER_100)
def test_a_column_over_100_has_its_known_answers(
    stakes: dict[int, tuple[Stake, ...]], complete: tuple[int, ...], certain: set[int], possible: set[int]
) -> None:
    assert [control.closure({X}, stakes, certain=level, complete=complete) for level in (True, False)] == [certain, possible]


@pytest.mark.parametrize(("stakes", "complete", "certain", "possible"), KNOWN_ANSWERS)
def test_known_answers(stakes: dict[int, tuple[Stake, ...]], complete: tuple[int, ...], certain: set[int], possible: set[int]) -> None:
    assert both({X}, stakes, complete=frozenset(complete)) == (certain, possible)


@pytest.mark.parametrize(("stakes", "complete", "certain", "possible"), [*KNOWN_ANSWERS, *OVER_100])
def test_engine_gives_the_known_answers(
    stakes: dict[int, tuple[Stake, ...]], complete: tuple[int, ...], certain: set[int], possible: set[int]
) -> None:
    assert set(engine_control.closure({X}, stakes, certain=True, complete=complete)) == certain
    assert set(engine_control.closure({X}, stakes, certain=False, complete=complete)) == possible


@pytest.mark.parametrize(
    ("listed", "stakes", "blocked"),
    [
        pytest.param({X}, {A: hold(X=50), B: hold(A=50)}, {A, B}, id="50 of 50"),
        pytest.param({X, Y}, {A: hold(X=25, Y=25)}, {A}, id="two listed persons are added"),
        pytest.param({X}, {A: hold(X=25), B: hold(A=25, X=25)}, set(), id="a stake through an entity under 50 counts nothing"),
        pytest.param({X}, {A: hold(X=49), B: hold(X=25, A=60)}, set(), id="49 is not enough"),
        pytest.param({X}, {A: (Stake(X, control=Presence.CERTAIN),)}, set(), id="control does not count"),
        pytest.param({X}, {A: (Stake(X, interval(40), interval(60)),)}, set(), id="votes do not count"),
        pytest.param({X}, {A: hold(X=45, A=12)}, set(), id="no treasury rule for capital"),
    ],
)
def test_fifty_percent_rule(listed: set[int], stakes: dict[int, tuple[Stake, ...]], blocked: set[int]) -> None:
    assert both(listed, stakes, OFAC) == (blocked, blocked)


def test_bands_leave_blocking_open() -> None:
    stakes = {A: hold(X=interval(25, 50, low_open=True))}
    assert both({X}, stakes, OFAC) == (set(), {A})
    assert both({X}, {A: hold(X=interval(25, 50, low_open=True, high_open=True))}, OFAC) == (set(), set())
    assert both({X, Y}, {A: hold(X=interval(25, 50, low_open=True), Y=25)}, OFAC) == ({A}, {A})


def test_other_criteria() -> None:
    four = {A: hold(X=25, Y=25, B=25, C=25)}
    quarter = replace(MAJORITY, num=1, den=4, strict=False)
    assert both({X}, four, quarter) == ({A}, {A})
    assert both({X}, four, replace(quarter, strict=True)) == (set(), set())
    joint = {A: hold(X=30, B=30), B: hold(X=60)}
    assert both({X}, joint, replace(MAJORITY, grouped=False)) == ({B}, {B})
    treasury = {A: hold(X=45, A=12)}
    assert both({X}, treasury, replace(MAJORITY, treasury=False)) == (set(), set())
    role = {A: (Stake(X, role=Presence.POSSIBLE),)}
    assert both({X}, role, replace(MAJORITY, roles=True)) == (set(), {A})
    either = {A: (Stake(X, interval(60), interval(40)),)}
    assert both({X}, either, replace(MAJORITY, dimensions=("votes", "capital"))) == ({A}, {A})


def test_undisclosed_rest_may_be_the_groups_where_it_holds_something() -> None:
    stakes = {A: hold(X=10, Y=40), B: hold(Y=40)}
    criterion = replace(MAJORITY, undisclosed=True)
    assert control.closure({X}, stakes, criterion, certain=False) == {A}
    assert control.closure({X}, stakes, certain=False) == set()


def test_ultimate_controllers_rings_and_contests() -> None:
    chain = {A: hold(X=60), B: hold(A=60)}
    assert control.ultimate_controllers(B, range(6), chain) == {UltimateController(frozenset({X}), True)}
    ring = {A: hold(B=60), B: hold(C=60), C: hold(A=60), D: hold(A=70)}
    assert control.ultimate_controllers(D, range(6), ring) == {UltimateController(frozenset({A, B, C}), True)}
    assert control.ultimate_controllers(A, range(6), ring) == {UltimateController(frozenset({A, B, C}), True)}
    joint = {A: hold(B=30, C=30), B: hold(A=60), C: hold(A=60)}
    assert control.ultimate_controllers(B, range(6), joint) == {UltimateController(frozenset({A}), True)}
    rivals = control.ultimate_controllers(A, range(6), {A: hold(X=60, Y=60)})
    assert control.is_contested(rivals)
    open_ended = control.ultimate_controllers(A, range(6), {A: hold(X=interval(40, 60), Y=interval(30, 60))})
    assert open_ended == {UltimateController(frozenset({X}), False), UltimateController(frozenset({Y}), False)}


def test_significant_control_goes_through_majorities_without_multiplying() -> None:
    chain = {A: hold(X=60), B: hold(A=60), C: hold(B=26)}
    assert C in control.significantly_controlled(X, chain, certain=True)
    assert C not in control.significantly_controlled(X, chain | {C: hold(B=25)}, certain=True)
    assert C not in control.significantly_controlled(X, chain | {B: hold(A=50)}, certain=False)
    added = {A: hold(X=60), C: hold(A=13, X=13)}
    assert C in control.significantly_controlled(X, added, certain=True)
    jointly = {A: hold(X=60), B: hold(A=26, X=26), C: hold(B=30)}
    assert C not in control.significantly_controlled(X, jointly, certain=False)
    assert A in control.significantly_controlled(X, {A: (Stake(X, control=Presence.CERTAIN),)}, certain=True)
    band = {A: hold(X=interval(25, 50, low_open=True))}
    assert A in control.significantly_controlled(X, band, certain=True)
