"""Kernels run as they stand or compiled, and columns keep what stakes say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from graph.algorithms.kernels import LARGE, available, compiled, fitting
from graph.control.criterion import MAJORITY
from graph.control.decision_kernel import decides, feasible
from graph.generation.interest_table import UNNAMED
from graph.network import stake_table as c
from graph.network.stake import Interval, Presence, Stake
from graph.network.stake_table import DTYPES, gather
from ontology.shares import PERCENT, WHOLE

needs_numba = pytest.mark.skipif(not available(), reason="the extra [fast] is not installed")


def test_small_networks_are_left_to_the_interpreter() -> None:
    assert fitting(decides, LARGE - 1) is decides


@needs_numba
def test_large_networks_get_the_compiled_kernel() -> None:
    fast = fitting(decides, LARGE)
    assert fast is compiled(decides) is not decides
    more = (51 * PERCENT, 0, 51 * PERCENT, 0)
    none = (0, 0, 0, 0)
    assert fast(*more, *none, *none, 0, 1, MAJORITY)
    assert not fast(*none, *none, *more, 0, 1, MAJORITY)


@needs_numba
def test_compiled_products_do_not_overflow() -> None:
    """The largest terms that the decision multiplies."""
    far = 4 * WHOLE
    arguments = (far, 0, far, 0, 0, 0, WHOLE, 1, far, 0, far, 0, 1)
    for side in (-1, 0, 1):
        for num in (1, 500, 999, 1000):
            assert compiled(feasible)(*arguments, side, num, 1000, 1) == feasible(*arguments, side, num, 1000, 1)


@needs_numba
def test_what_was_compiled_follows_a_change_in_the_file_of_an_inner_kernel(tmp_path: Path) -> None:
    inner, outer = tmp_path / "inner_kernel.py", tmp_path / "outer_kernel.py"
    outer.write_text(
        "from graph.algorithms.kernels import compiled, kernel\nfrom inner_kernel import step\n\n\n"
        "@kernel\ndef twice(x):\n    return step(step(x))\n\n\nprint(compiled(twice)(10))\n",
        encoding="utf-8",
    )

    def run() -> str:
        path = {"PYTHONPATH": f"{Path(__file__).resolve().parents[3]}:{tmp_path}"}
        done = subprocess.run([sys.executable, str(outer)], env=path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    text = "from graph.algorithms.kernels import kernel\n\n\n@kernel\ndef step(x):\n    return x + {}\n"
    inner.write_text(text.format(1), encoding="utf-8")
    assert run() == "12"
    inner.write_text(text.format(100), encoding="utf-8")
    assert run() == "210"


def test_columns_number_companies_first_and_keep_stakes_in_place() -> None:
    stakes = {70: [Stake(3, votes=Interval(1, 2, True, False)), Stake(UNNAMED, capital=Interval(5, 5))], 3: [], 8: [Stake(70), Stake(3)]}
    made = gather(stakes, complete={8}, also=[99])
    columns = made.table
    assert made.parties == [70, 3, 8, 99]
    assert [made.parties[i] for i in columns.company] == [70, 70, 8, 8]
    assert [h if h == UNNAMED else made.parties[h] for h in columns.holder] == [3, UNNAMED, 70, 3]
    assert (columns.indptr, columns.complete) == ([0, 2, 2, 4, 4], [0, 0, 1, 0])
    held = {p: columns.holder_positions[columns.holder_indptr[i] : columns.holder_indptr[i + 1]] for i, p in enumerate(made.parties)}
    assert held == {70: [2], 3: [0, 3], 8: [], 99: []}
    assert UNNAMED not in made.number


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
    assert c.flags(stake) == (
        c.HAS_CAPITAL
        | c.CAPITAL_MAX_OPEN
        | c.HAS_VOTES
        | c.VOTES_MIN_OPEN
        | c.CONTROL_POSSIBLE
        | c.CONTROL_CERTAIN
        | c.ROLE_POSSIBLE
        | c.VETO_POSSIBLE
        | c.VETO_CERTAIN
        | c.UNCERTAIN
        | c.VOTES_ASSUMED
    )
    assert c.flags(Stake(1)) == 0


def test_arrays_and_lists_are_the_same_columns() -> None:
    lists = gather({1: [Stake(0, votes=Interval(51 * PERCENT, WHOLE))], 2: [Stake(1, control=Presence.CERTAIN)]}).table
    arrays = lists.arrays()
    assert all(isinstance(a, np.ndarray) and a.dtype == DTYPES[name] for name, a in zip(arrays._fields, arrays, strict=True))
    assert arrays.lists() == lists
