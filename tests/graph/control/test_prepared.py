"""Space for closures and searches: the same for the interpreter as for compiled kernels."""

from __future__ import annotations

from typing import Any

import pytest

from graph.control.candidates_kernel import SearchWorkspace, allocate_search
from graph.control.closure_kernel import ClosureWorkspace, allocate_closure
from graph.control.decision_kernel import Totals, allocate_totals


@pytest.mark.parametrize(
    ("lists", "arrays"),
    [
        (Totals.of_lists(7), allocate_totals(7)),
        (ClosureWorkspace.of_lists(5, 10), allocate_closure(5, 10)),
        (SearchWorkspace.of_lists(5, 2, 3, 11), allocate_search(5, 2, 3, 11)),
    ],
)
def test_space_of_lists_is_that_of_arrays(lists: tuple[Any, ...], arrays: tuple[Any, ...]) -> None:
    assert lists == tuple(array.tolist() for array in arrays)


def test_no_two_lists_of_a_space_are_one() -> None:
    for space in (Totals.of_lists(3), ClosureWorkspace.of_lists(3, 3), SearchWorkspace.of_lists(3, 1, 1, 3)):
        assert len({id(numbers) for numbers in space}) == len(space)
