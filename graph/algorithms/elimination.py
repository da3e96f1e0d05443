"""Solve linear equations in whole numbers, without fractions (Bareiss 1968).  Knows matrices only."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd


def eliminate(matrix: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> tuple[list[list[int]], int] | None:
    """Solve ``matrix`` X = ``right`` (both by rows): X times the determinant, and the determinant; None where that is zero.

    Every number on the way is a minor of the matrix, so numbers grow in length no faster than the determinant does.

    >>> eliminate([[2, -1], [0, 3]], [[1], [1]])
    ([[4], [2]], 6)
    """
    size, previous_pivot = len(matrix), 1
    rows = [[*row, *extra] for row, extra in zip(matrix, right, strict=True)]
    for k in range(size):
        swap = next((i for i in range(k, size) if rows[i][k]), None)
        if swap is None:
            return None
        if swap != k:
            rows[k], rows[swap] = [-cell for cell in rows[swap]], rows[k]
        lead, pivot = rows[k], rows[k][k]
        for i in range(size):
            if i == k:
                continue
            factor = rows[i][k]
            if factor:
                rows[i] = [(pivot * a - factor * b) // previous_pivot for a, b in zip(rows[i], lead, strict=True)]
            elif pivot != previous_pivot:
                rows[i] = [pivot * a // previous_pivot for a in rows[i]]
        previous_pivot = pivot
    return [row[size:] for row in rows], previous_pivot


def reduce_row(row: list[int]) -> list[int]:
    """Divide the row by the greatest common divisor of its numbers."""
    common = gcd(*row)
    return [cell // common for cell in row] if common > 1 else row
