"""The references of integrated ownership give answers that were worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from tests.reference import ownership, worlds
from tests.reference.ownership import Goal, ShareColumns
from tests.scenarios import capital

X, Y, A, B, C = range(5)


def make_columns(columns: dict[int, dict[int, int | tuple[int, int]]]) -> ShareColumns:
    return ShareColumns({c: {h: v if isinstance(v, tuple) else (v, v) for h, v in column.items()} for c, column in columns.items()}, 100)


def both(shares: ShareColumns, goal: Goal) -> dict[int, tuple[Fraction, Fraction]]:
    by_equations, by_worlds = ownership.find_bounds(shares, goal), worlds.find_bounds(shares, goal)
    assert by_equations == by_worlds
    return by_equations


def party(number: int) -> Goal:
    return Goal(frozenset({number}))


def test_shares_multiply_along_a_chain_and_add_over_chains() -> None:
    shares = make_columns({A: {X: 70}, B: {A: 60, X: 10}})
    assert both(shares, party(X))[B] == (Fraction(52, 100),) * 2


def test_a_pair_that_holds_half_of_each_other() -> None:
    shares = make_columns({A: {B: 50, X: 50}, B: {A: 50, Y: 50}})
    assert both(shares, party(X))[A] == (Fraction(2, 3),) * 2
    assert both(shares, party(Y))[A] == (Fraction(1, 3),) * 2
    assert both(shares, party(A))[B] == (Fraction(1, 2),) * 2


def test_own_shares_are_walked_round() -> None:
    shares = make_columns({A: {A: 20, X: 40}})
    assert both(shares, party(X))[A] == (Fraction(1, 2),) * 2
    assert both(shares, Goal(residual=A))[A] == (Fraction(1, 2),) * 2


def test_a_closed_ring_owns_itself() -> None:
    shares = make_columns({A: {B: 100}, B: {A: 100}, C: {A: 30, X: 20}})
    ring = Goal(frozenset({A, B}))
    ends = ownership.ultimate_shares(shares)
    assert set(ends) == {party(X), ring, *(Goal(residual=c) for c in (A, B, C))}
    assert {g: b[C] for g, b in ends.items() if b[C][1]} == {
        ring: (Fraction(3, 10),) * 2,
        party(X): (Fraction(1, 5),) * 2,
        Goal(residual=C): (Fraction(1, 2),) * 2,
    }
    assert both(shares, party(X))[A] == (Fraction(0), Fraction(0))


def test_bounds_are_those_of_real_worlds() -> None:
    """Interval arithmetic would say 100 %: 75 is the truth, for what goes to X does not go to B."""
    shares = make_columns({A: {X: (0, 50), B: (50, 100)}, B: {X: 50}})
    assert both(shares, party(X))[A] == (Fraction(1, 4), Fraction(3, 4))


def test_a_walk_may_avoid_a_holder_for_ever() -> None:
    shares = make_columns({A: {B: (0, 100), X: (0, 100)}, B: {A: 100}})
    assert both(shares, party(X))[A] == (Fraction(0), Fraction(1))
    assert both(shares, Goal(residual=A))[A] == (Fraction(0), Fraction(1))


def test_a_ring_of_three_with_bands() -> None:
    shares = make_columns({A: {C: (20, 40), X: 50}, B: {A: 50}, C: {B: (0, 100)}})
    least, most = both(shares, party(X))[A]
    assert least == Fraction(1, 2)
    assert most == Fraction(1, 2) / (1 - Fraction(4, 10) * Fraction(1, 2))


def test_over_one_hundred_a_holder_has_from_what_the_others_leave() -> None:
    """Of 80 and 60 one is wrong: 40 to 80 and 20 to 60 of A, half of that in B.  Nothing is scaled."""
    stakes = {A: [capital(X, 80), capital(Y, 60)], B: [capital(A, 50)]}
    shares = ownership.collect_columns(stakes)
    assert both(shares, party(X)) == {A: (Fraction(4, 10), Fraction(8, 10)), B: (Fraction(2, 10), Fraction(4, 10))}
    assert both(shares, party(Y))[A] == (Fraction(2, 10), Fraction(6, 10))


def test_shares_of_a_state_through_its_ministry() -> None:
    shares = make_columns({A: {X: 100}, B: {A: 76, X: 24}})
    assert both(shares, party(X))[B] == (Fraction(1), Fraction(1))


def test_exact_shares_add_to_the_whole() -> None:
    shares = make_columns({A: {B: 33, X: 21, A: 5}, B: {C: 40, Y: 10}, C: {A: 60, B: 15}})
    assert sum(b[A][0] for b in ownership.ultimate_shares(shares).values()) == 1
