"""Finds the rows of a table that look like several lots of one holder.  Remembers sixteen bytes a row."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np

_NAMED: Final = 10
"""Groups of rows that are named."""


class Lots:
    """The rows of one file that state a share."""

    def __init__(self) -> None:
        self._keys, self._lines = array("q"), array("q")

    def add(self, line: int, key: tuple[str, ...]) -> None:
        """Remember a row.  ``key``: all that two lots of one holding have in common."""
        self._keys.append(hash(key))
        self._lines.append(line)

    def find_groups(self) -> list[list[int]]:
        """Find the lines of rows that have one key, group by group in the order of the file."""
        keys, lines = np.frombuffer(self._keys, np.int64), np.frombuffer(self._lines, np.int64)
        order = np.argsort(keys, kind="stable")
        starts = np.flatnonzero(np.append(True, keys[order][1:] != keys[order][:-1])) if len(keys) else np.empty(0, np.int64)
        ends = np.append(starts[1:], len(keys))
        several = np.flatnonzero(ends - starts > 1).tolist()
        return sorted(lines[order[starts[number] : ends[number]]].tolist() for number in several)


def describe_lots(lines: Sequence[int]) -> str:
    """Name the rows of one group.

    >>> describe_lots([2, 3])[:58]
    'rows 2 and 3 give one holder several shares of one subject'
    """
    named = [str(line) for line in lines[:_NAMED]]
    rest = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    rows = f"{', '.join(named[:-1])} and {named[-1]}" if not rest else ", ".join(named) + rest
    return (
        f"rows {rows} give one holder several shares of one subject: they are read as rival figures and not added; "
        "lots are written as one row with their sum"
    )
