"""The ids of the statements behind the rows of the network, by row, without reading the statements."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from graph.algorithms.arrays import ArrayWriter
from graph.generation.generation import Generation
from graph.generation.string_table import StringTable, StringWriter


class Citations:
    """The ids of all interest statements of a generation, put aside in an empty folder and mapped from there."""

    def __init__(self, generation: Generation, folder: Path) -> None:
        with StringWriter(folder / "ids") as ids, ArrayWriter(folder / "positions.npy", np.int64) as positions:
            for first, piece in generation.interest_ids():
                ids.extend(piece)
                positions.add(range(first, first + len(piece)))
        self._ids = StringTable(folder / "ids")
        known = np.load(folder / "positions.npy", mmap_mode="r")
        self._places = np.searchsorted(known, generation.interests.columns["statement"]).data

    def find(self, row: int) -> str:
        """Find the id of the statement behind a row."""
        return self._ids[self._places[row]]
