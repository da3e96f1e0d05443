"""A table of stakes keeps what the stakes say, as lists and as arrays."""

from __future__ import annotations

import numpy as np

from graph.generation.interest_table import UNNAMED
from graph.network.stake import Interval, Presence, Stake
from graph.network.stake_table import (
    CAPITAL_MAX_OPEN,
    CONTROL_CERTAIN,
    CONTROL_POSSIBLE,
    DTYPES,
    HAS_CAPITAL,
    HAS_VOTES,
    ROLE_POSSIBLE,
    UNCERTAIN,
    VETO_CERTAIN,
    VETO_POSSIBLE,
    VOTES_ASSUMED,
    VOTES_LEFT,
    VOTES_MIN_OPEN,
    encode_flags,
    gather,
)
from ontology.shares import PERCENT, WHOLE


def test_columns_number_companies_first_and_keep_stakes_in_place() -> None:
    stakes = {70: [Stake(3, votes=Interval(1, 2, True, False)), Stake(UNNAMED, capital=Interval(5, 5))], 3: [], 8: [Stake(70), Stake(3)]}
    gathered = gather(stakes, complete={8}, also=[99])
    columns = gathered.table
    assert gathered.parties == [70, 3, 8, 99]
    assert [gathered.parties[i] for i in columns.company] == [70, 70, 8, 8]
    assert [h if h == UNNAMED else gathered.parties[h] for h in columns.holder] == [3, UNNAMED, 70, 3]
    assert (columns.indptr, columns.complete) == ([0, 2, 2, 4, 4], [0, 0, 1, 0])
    held = {p: columns.holder_positions[columns.holder_indptr[i] : columns.holder_indptr[i + 1]] for i, p in enumerate(gathered.parties)}
    assert held == {70: [2], 3: [0, 3], 8: [], 99: []}
    assert UNNAMED not in gathered.number


def test_flags_say_what_a_stake_has() -> None:
    stake = Stake(
        1,
        capital=Interval(0, 5, max_open=True),
        votes=Interval(0, 5, min_open=True),
        control=Presence.CERTAIN,
        role=Presence.POSSIBLE,
        veto=Presence.CERTAIN,
        presence=Presence.POSSIBLE,
        votes_assumed=True,
    )
    assert encode_flags(stake) == (
        HAS_CAPITAL
        | CAPITAL_MAX_OPEN
        | HAS_VOTES
        | VOTES_MIN_OPEN
        | CONTROL_POSSIBLE
        | CONTROL_CERTAIN
        | ROLE_POSSIBLE
        | VETO_POSSIBLE
        | VETO_CERTAIN
        | UNCERTAIN
        | VOTES_ASSUMED
    )
    assert encode_flags(Stake(1, votes=Interval(), votes_left=True)) == HAS_VOTES | VOTES_LEFT
    assert encode_flags(Stake(1)) == 0


def test_arrays_lists_and_views_are_the_same_columns() -> None:
    lists = gather({1: [Stake(0, votes=Interval(51 * PERCENT, WHOLE))], 2: [Stake(1, control=Presence.CERTAIN)]}).table
    arrays = lists.arrays()
    assert all(isinstance(a, np.ndarray) and a.dtype == DTYPES[name] for name, a in zip(arrays._fields, arrays, strict=True))
    assert [list(view) for view in arrays.views()] == [list(column) for column in lists]
    assert all(np.shares_memory(np.asarray(view), a) for view, a in zip(arrays.views(), arrays, strict=True)), "a view takes no room"
    assert lists.views() == lists
