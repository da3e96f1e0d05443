"""Finds holdings that a table may state twice.  Remembers eight bytes a holding."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

import numpy as np


def hash_cells(cells: Mapping[str, str], more: Mapping[str, str]) -> int:
    """Return the hash of all that a holding states, whatever the order of its cells."""
    return hash(frozenset({**cells, **more}.items() if more else cells.items()))


class Repeats:
    """The holdings of one file."""

    def __init__(self) -> None:
        self._hashes = array("q")

    def add(self, cells: Mapping[str, str], more: Mapping[str, str]) -> None:
        """Take note of a holding."""
        self._hashes.append(hash_cells(cells, more))

    def find(self) -> frozenset[int]:
        """Return the hashes that came more than once: those of holdings that are stated twice, and by chance hardly ever of others.

        >>> repeats = Repeats()
        >>> for cells in ({"a": "1"}, {"a": "2"}, {"a": "1"}):
        ...     repeats.add(cells, {})
        >>> repeats.find() == {hash_cells({"a": "1"}, {})}
        True
        """
        hashes = np.sort(np.frombuffer(self._hashes, np.int64)) if self._hashes else np.empty(0, np.int64)
        return frozenset(hashes[1:][hashes[1:] == hashes[:-1]].tolist())
