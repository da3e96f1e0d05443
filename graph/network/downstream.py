"""Mark everyone below some parties, whenever it was that they held something: whom a changed statement can reach."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.generation.interest_table import InterestTable


def mark_below(table: InterestTable, parties: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Mark, by number, the parties and all in which they ever hold something, directly or through others."""
    marks = np.zeros(table.parties, np.bool_)
    subject = table.columns["subject"]
    reached = np.unique(parties)
    while len(reached):
        marks[reached] = True
        first, last = table.holder_start[reached], table.holder_start[reached + 1]
        # The rows of all these holders, one range after the other.
        lengths = last - first
        offsets = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows = table.by_holder[np.repeat(first, lengths) + offsets]
        below = np.unique(subject[rows])
        reached = below[~marks[below]]
    return marks
