"""Gives the numbers of parties by the hashes of their IRIs, for arrays of them: what a join with table ``party_number`` of build_tables.py
gives, in a fraction of its memory and time where there are millions of parties.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from graph.algorithms.arrays import CHUNK_ROWS
from graph.generation.interest_table import UNNAMED

_Hashes = npt.NDArray[np.uint64]


class PartyNumbers:
    """The numbers of all parties in memory: 16 to 20 bytes for each hash."""

    def __init__(self, tables: duckdb.DuckDBPyConnection) -> None:
        """Read table ``party_number``, whose rows are in the order of their hashes."""
        self._hashes, self._numbers = read_numbers(tables)
        bits = max(1, (len(self._hashes) - 1).bit_length() - 1)
        self._shift = np.uint64(64 - bits)
        self._start = np.searchsorted(self._hashes, np.arange(1 << bits, dtype=np.uint64) << self._shift).astype(np.int32)

    def find(self, hashes: _Hashes) -> npt.NDArray[np.int32]:
        """Find the number of each hash; ``UNNAMED`` where no party has it.

        A hash begins to be looked for among those with the same first bits, of which there are two on average.
        """
        places = self._start[(hashes >> self._shift).astype(np.int64)]
        behind = np.flatnonzero(self._hashes[places] < hashes)
        while len(behind):
            places[behind] += 1
            behind = behind[self._hashes[places[behind]] < hashes[behind]]
        return np.where(self._hashes[places] == hashes, self._numbers[places], np.int32(UNNAMED))


def read_numbers(tables: duckdb.DuckDBPyConnection) -> tuple[_Hashes, npt.NDArray[np.int32]]:
    """Read table ``party_number`` as arrays, with a last row that is behind all hashes and has no number."""
    (count,) = tables.execute("SELECT count(*) FROM party_number").fetchone() or (0,)
    hashes, numbers = np.empty(count + 1, np.uint64), np.empty(count + 1, np.int32)
    for start in range(0, count, CHUNK_ROWS):
        rows: dict[str, Any] = tables.execute(
            f"SELECT hash, number FROM party_number WHERE rowid >= {start} AND rowid < {start + CHUNK_ROWS} ORDER BY rowid"  # noqa: S608
        ).fetchnumpy()
        hashes[start : start + len(rows["hash"])] = rows["hash"]
        numbers[start : start + len(rows["hash"])] = rows["number"]
    hashes[count], numbers[count] = np.iinfo(np.uint64).max, UNNAMED
    return hashes, numbers
