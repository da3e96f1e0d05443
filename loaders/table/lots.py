"""What only all rows of a table together show: several lots of one holder, and shares that may be fractions of one.

Owns these two warnings.  Remembers sixteen bytes a row.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from typing import Final

import numpy as np

from ontology.shares import PERCENT, Share

_NAMED: Final = 10
"""Groups of rows that are named."""


class Lots:
    """The rows of one file that state a share."""

    def __init__(self) -> None:
        self._keys, self._lines = array("q"), array("q")
        self._small = self._other = 0

    def add(self, line: int, key: Sequence[str], share: Share) -> None:
        """Remember a row.  ``key``: all that two lots of one holding have in common."""
        digest = hashlib.blake2b(repr(key).encode(), digest_size=8).digest()
        self._keys.append(int.from_bytes(digest, "big", signed=True))
        self._lines.append(line)
        if share.exact and share.min > 0 and share.max <= PERCENT and "/" not in (share.text or ""):
            self._small += 1
        elif share.max:
            self._other += 1

    def count_fractions(self) -> int:
        """Count the shares, where each is a number of at most 1; else 0."""
        return 0 if self._other else self._small

    def find_groups(self) -> list[list[int]]:
        """Find the lines of rows that have one key, group by group in the order of the file."""
        keys, lines = np.frombuffer(self._keys, np.int64), np.frombuffer(self._lines, np.int64)
        order = np.argsort(keys, kind="stable")
        starts = np.flatnonzero(np.append(True, keys[order][1:] != keys[order][:-1])) if len(keys) else np.empty(0, np.int64)
        groups = np.split(lines[order], starts[1:]) if len(starts) < len(keys) else []
        return sorted(group.tolist() for group in groups if len(group) > 1)


def describe_lots(lines: Sequence[int]) -> str:
    """Name the rows of one group.

    >>> describe_lots([2, 3])[:60]
    'rows 2 and 3 give one holder different shares of one subject'
    """
    named = [str(line) for line in lines[:_NAMED]]
    rest = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    rows = f"{', '.join(named[:-1])} and {named[-1]}" if not rest else ", ".join(named) + rest
    return (
        f"rows {rows} give one holder different shares of one subject: they are read as rival figures and not added; "
        "lots are written as one row with their sum"
    )
