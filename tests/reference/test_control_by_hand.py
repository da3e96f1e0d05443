"""The references of control on answers worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from graph import control as product_control
from graph.network.stake import SOMETHING, Interval, Presence, Stake
from ontology.shares import PERCENT
from tests.reference import control, worlds
from tests.reference.control import MAJORITY, OFAC, Test, Top

X, Y, A, B, C, D = range(6)


def box(low: float, high: float | None = None, *, low_open: bool = False, high_open: bool = False) -> Interval:
    return Interval(int(low * PERCENT), int((low if high is None else high) * PERCENT), low_open, high_open)


def held(**by: Interval | float) -> tuple[Stake, ...]:
    """Stakes of the named holders in both columns."""
    boxes = {globals()[name]: value if isinstance(value, Interval) else box(value) for name, value in by.items()}
    return tuple(Stake(holder, b, b) for holder, b in boxes.items())


def both(
    start: set[int], stakes: Mapping[int, tuple[Stake, ...]], test: Test = MAJORITY, complete: frozenset[int] = frozenset()
) -> tuple[set[int], set[int]]:
    """Certain and possible by both references, which have to agree."""
    surely, perhaps = (control.closure(start, stakes, test, certain=level, complete=complete) for level in (True, False))
    assert (surely, perhaps) == worlds.verdicts(start, stakes, complete, test)
    return surely, perhaps


KNOWN = [
    pytest.param({A: held(X=70), B: held(A=60)}, (), {A, B}, {A, B}, id="70 of 60 is control"),
    pytest.param({A: held(A=12, X=45)}, (), {A}, {A}, id="45 of 88 is a majority"),
    pytest.param({A: held(A=10, X=45)}, (), set(), set(), id="45 of 90 is none"),
    pytest.param({A: held(X=51, B=49), B: held(X=51, A=49)}, (), {A, B}, {A, B}, id="cross-held pair and its outside majority"),
    pytest.param({A: held(X=10, B=90), B: held(A=90)}, (), set(), set(), id="a ring is not controlled by an outsider's tenth"),
    pytest.param({A: held(X=box(50, 75, low_open=True))}, (), {A}, {A}, id="over 50 is a certain majority"),
    pytest.param({A: held(X=box(25, 50, low_open=True))}, (), set(), set(), id="25 to 50 is a certain no"),
    pytest.param(
        {A: held(X=box(25, 50, low_open=True), B=box(25, 50, low_open=True)), B: held(X=60)},
        (),
        {A, B},
        {A, B},
        id="two bands of 25 to 50 are a certain majority",
    ),
    pytest.param({A: held(X=SOMETHING, Y=50)}, (), set(), set(), id="unknown beside a half"),
    pytest.param({A: held(X=SOMETHING, Y=49)}, (), set(), {A}, id="unknown beside 49"),
    pytest.param({A: held(X=SOMETHING, Y=49)}, (A,), {A}, {A}, id="unknown beside 49 in a complete register"),
    pytest.param({A: held(X=SOMETHING, Y=box(40, 50))}, (A,), set(), {A}, id="the rest of a complete register may be just half"),
    pytest.param({A: held(X=SOMETHING, Y=box(40, 50, high_open=True))}, (A,), {A}, {A}, id="an open end keeps it above half"),
    pytest.param({A: held(X=60, Y=60)}, (), {A}, {A}, id="a column over 100 keeps its certain majority"),
    pytest.param({A: held(X=box(10, 90), Y=95)}, (), set(), set(), id="a column over 100 gives nothing away"),
    pytest.param({A: held(X=45, A=box(5, 12))}, (), set(), {A}, id="treasury votes as an interval"),
    pytest.param({A: held(X=45, A=box(10, 12, low_open=True))}, (), {A}, {A}, id="treasury votes above the point that decides"),
    pytest.param({A: held(X=box(30, 45), Y=box(0, 40), A=box(10, 20))}, (A,), set(), {A}, id="treasury interval in a complete register"),
    pytest.param({A: (Stake(X, control=Presence.CERTAIN),), B: held(A=51)}, (), {A, B}, {A, B}, id="control without a number"),
    pytest.param({A: (Stake(X, control=Presence.POSSIBLE),), B: held(A=51)}, (), set(), {A, B}, id="possible control without a number"),
    pytest.param({A: (Stake(X, role=Presence.CERTAIN),)}, (), set(), set(), id="a role is no control"),
    pytest.param({A: held(X=0), B: held(A=60)}, (), set(), set(), id="a stake of nothing"),
    pytest.param({A: held(A=100)}, (), set(), set(), id="a company that holds itself"),
    pytest.param(
        {A: held(X=box(40, 60, low_open=True), Y=box(20, 40), A=box(0, 20))}, (A,), {A}, {A}, id="an open end against a full register"
    ),
    pytest.param(
        {A: held(X=box(40, 60), Y=box(20, 40, high_open=True), A=box(0, 20))}, (A,), {A}, {A}, id="the others' open end does the same"
    ),
    pytest.param({A: held(X=box(40, 60), Y=box(20, 40), A=box(0, 20))}, (A,), set(), {A}, id="closed ends leave the tie"),
    pytest.param(
        {A: held(X=box(30, 45, high_open=True), Y=box(0, 35), A=box(0, 20))}, (A,), set(), {A}, id="a register that cannot be full"
    ),
]


@pytest.mark.parametrize(("stakes", "complete", "certain", "possible"), KNOWN)
def test_known_answers(stakes: dict[int, tuple[Stake, ...]], complete: tuple[int, ...], certain: set[int], possible: set[int]) -> None:
    assert both({X}, stakes, complete=frozenset(complete)) == (certain, possible)


@pytest.mark.parametrize(("stakes", "complete", "certain", "possible"), KNOWN)
def test_engine_gives_the_known_answers(
    stakes: dict[int, tuple[Stake, ...]], complete: tuple[int, ...], certain: set[int], possible: set[int]
) -> None:
    assert set(product_control.closure({X}, stakes, certain=True, complete=complete)) == certain
    assert set(product_control.closure({X}, stakes, certain=False, complete=complete)) == possible


@pytest.mark.parametrize(
    ("listed", "stakes", "blocked"),
    [
        pytest.param({X}, {A: held(X=50), B: held(A=50)}, {A, B}, id="50 of 50"),
        pytest.param({X, Y}, {A: held(X=25, Y=25)}, {A}, id="two listed persons are added"),
        pytest.param({X}, {A: held(X=25), B: held(A=25, X=25)}, set(), id="a stake through an entity under 50 counts nothing"),
        pytest.param({X}, {A: held(X=49), B: held(X=25, A=60)}, set(), id="49 is not enough"),
        pytest.param({X}, {A: (Stake(X, control=Presence.CERTAIN),)}, set(), id="control does not count"),
        pytest.param({X}, {A: (Stake(X, box(40), box(60)),)}, set(), id="votes do not count"),
        pytest.param({X}, {A: held(X=45, A=12)}, set(), id="no treasury rule for capital"),
    ],
)
def test_fifty_percent_rule(listed: set[int], stakes: dict[int, tuple[Stake, ...]], blocked: set[int]) -> None:
    assert both(listed, stakes, OFAC) == (blocked, blocked)


def test_bands_leave_blocking_open() -> None:
    stakes = {A: held(X=box(25, 50, low_open=True))}
    assert both({X}, stakes, OFAC) == (set(), {A})
    assert both({X}, {A: held(X=box(25, 50, low_open=True, high_open=True))}, OFAC) == (set(), set())
    assert both({X, Y}, {A: held(X=box(25, 50, low_open=True), Y=25)}, OFAC) == ({A}, {A})


def test_other_criteria() -> None:
    four = {A: held(X=25, Y=25, B=25, C=25)}
    quarter = replace(MAJORITY, num=1, den=4, strict=False)
    assert both({X}, four, quarter) == ({A}, {A})
    assert both({X}, four, replace(quarter, strict=True)) == (set(), set())
    joint = {A: held(X=30, B=30), B: held(X=60)}
    assert both({X}, joint, replace(MAJORITY, grouped=False)) == ({B}, {B})
    treasury = {A: held(X=45, A=12)}
    assert both({X}, treasury, replace(MAJORITY, treasury=False)) == (set(), set())
    role = {A: (Stake(X, role=Presence.POSSIBLE),)}
    assert both({X}, role, replace(MAJORITY, roles=True)) == (set(), {A})
    either = {A: (Stake(X, box(60), box(40)),)}
    assert both({X}, either, replace(MAJORITY, columns=("votes", "capital"))) == ({A}, {A})


def test_undisclosed_rest_may_be_the_groups_where_it_holds_something() -> None:
    stakes = {A: held(X=10, Y=40), B: held(Y=40)}
    test = replace(MAJORITY, undisclosed=True)
    assert control.closure({X}, stakes, test, certain=False) == {A}
    assert control.closure({X}, stakes, certain=False) == set()


def test_tops_rings_and_contests() -> None:
    chain = {A: held(X=60), B: held(A=60)}
    assert control.ultimate(B, range(6), chain) == {Top(frozenset({X}), True)}
    ring = {A: held(B=60), B: held(C=60), C: held(A=60), D: held(A=70)}
    assert control.ultimate(D, range(6), ring) == {Top(frozenset({A, B, C}), True)}
    assert control.ultimate(A, range(6), ring) == {Top(frozenset({A, B, C}), True)}
    joint = {A: held(B=30, C=30), B: held(A=60), C: held(A=60)}
    assert control.ultimate(B, range(6), joint) == {Top(frozenset({A}), True)}
    rivals = control.ultimate(A, range(6), {A: held(X=60, Y=60)})
    assert control.contested(rivals)
    open_ended = control.ultimate(A, range(6), {A: held(X=box(40, 60), Y=box(30, 60))})
    assert open_ended == {Top(frozenset({X}), False), Top(frozenset({Y}), False)}


def test_significant_control_goes_through_majorities_without_multiplying() -> None:
    chain = {A: held(X=60), B: held(A=60), C: held(B=26)}
    assert C in control.psc(X, chain, certain=True)
    assert C not in control.psc(X, chain | {C: held(B=25)}, certain=True)
    assert C not in control.psc(X, chain | {B: held(A=50)}, certain=False)
    added = {A: held(X=60), C: held(A=13, X=13)}
    assert C in control.psc(X, added, certain=True)
    jointly = {A: held(X=60), B: held(A=26, X=26), C: held(B=30)}
    assert C not in control.psc(X, jointly, certain=False)
    assert A in control.psc(X, {A: (Stake(X, control=Presence.CERTAIN),)}, certain=True)
    band = {A: held(X=box(25, 50, low_open=True))}
    assert A in control.psc(X, band, certain=True)
