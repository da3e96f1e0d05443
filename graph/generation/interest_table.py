"""The interest table: every interest of a generation as arrays, memory-mapped.  Parties and interests are numbers here.

Row r says that ``holder[r]`` holds an interest of type ``interest[r]`` in ``subject[r]``.  Rows are sorted by subject, holder, interest and
source, so that the claims about one holding lie together, then by the day on which they were stated, the place that they quote and a
hash of their ids, never by their line in a file; ``by_holder`` lists them by holder.

Owns the columns, their types and codes, and how they are opened; build_network.py writes them.  Decides nothing: which rows hold on a day
is graph/network/temporal.py, who controls is graph/control/closure.py.
"""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.algorithms.arrays import open_mapped, release_pages
from ontology.errors import StoreError
from ontology.shares import NANOPERCENT
from ontology.statements import Directness, Interest, Reason, Status

UNNAMED: Final = -1
"""Holder number of a party that its source does not name."""

ALWAYS: Final = datetime.date.min.toordinal() - 1
NEVER: Final = datetime.date.max.toordinal() + 1

INTERESTS: Final = tuple(Interest)
STATUSES: Final = tuple(Status)
DIRECTNESS: Final = tuple(Directness)
REASONS: Final = tuple(Reason)
"""Codes are places in these."""

HAS_SHARE: Final = 1 << 0
MIN_OPEN: Final = 1 << 1
MAX_OPEN: Final = 1 << 2
ACCEPTED: Final = 1 << 4
"""The claim takes part in answers: it is no extracted one, or it was taken."""
CLOSED: Final = 1 << 5
SUMMARY: Final = 1 << 6
"""The statement lists the components that it sums up."""
COMPLETE: Final = 1 << 7
"""The source lists every holder of the company.  Bits 3 and 8 are set in folders of earlier versions and mean nothing."""

RIVAL_SHIFT: Final = 9
MAX_RIVALS: Final = (1 << 16 - RIVAL_SHIFT) - 1
"""The bits from this one on number the versions of a record that one source states on one day and that nothing puts in an order, from 0.
More than the greatest number count as of the last."""

COLUMN_TYPES: Final[dict[str, Any]] = {
    "holder": np.int32,
    "subject": np.int32,
    "interest": np.uint8,
    "status": np.uint8,
    "direct": np.uint8,
    "flags": np.uint16,
    "reason": np.int8,
    "min": np.int64,
    "max": np.int64,
    "from_first": np.int32,
    "from_last": np.int32,
    "until_first": np.int32,
    "until_last": np.int32,
    "stated": np.int32,
    "source": np.int32,
    "series": np.int32,
    "statement": np.int32,
}
"""Dates are proleptic day numbers, the first and the last that a partial date can mean; ``from_*`` is ALWAYS and ``until_*`` NEVER where
the source gave none; ``stated`` ALWAYS likewise.  ``min`` and ``max`` are share units (ontology/shares.py).  ``series`` is the first row of
the company that has the same record, -1 without one.  ``statement`` is a position in the generation."""


@dataclass(frozen=True, eq=False)
class InterestTable:
    """Arrays of one generation, named as their files.

    The rows of subject p are ``subject_start[p]`` to ``subject_start[p + 1]``, those of holder p are ``by_holder[holder_start[p]]`` to
    ``by_holder[holder_start[p + 1]]``, so both starts have one entry more than there are parties.  ``columns`` has one array a name of
    ``COLUMN_TYPES``.
    """

    parties: int
    columns: dict[str, npt.NDArray[Any]]
    subject_start: npt.NDArray[np.int64]
    holder_start: npt.NDArray[np.int64]
    by_holder: npt.NDArray[np.int64]

    @functools.cached_property
    def views(self) -> dict[str, memoryview]:
        """The columns as memory views: in the interpreter they give plain numbers, at once and without copies."""
        return {name: column.data for name, column in self.columns.items()}

    @functools.cached_property
    def _starts(self) -> memoryview:
        """Where the rows of each subject begin, likewise."""
        return self.subject_start.data

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.columns["holder"])

    def rows_by_subject(self, subject: int) -> range:
        """Rows whose subject is this party."""
        starts = self._starts
        return range(starts[subject], starts[subject + 1])

    def rows_by_holder(self, holder: int) -> list[int]:
        """Rows whose holder is this party."""
        start, end = int(self.holder_start[holder]), int(self.holder_start[holder + 1])
        return [int(row) for row in self.by_holder[start:end]]

    def release_pages(self) -> None:
        """Take what was read out of the memory of this process; what is read again comes from the file."""
        release_pages(*self.columns.values(), self.subject_start, self.holder_start, self.by_holder)

    @classmethod
    def open(cls, folder: Path, *, has_former_unit: bool = False) -> InterestTable:
        """Memory-map the files of a ``network/`` folder; reader processes share the pages.  Raises OSError, StoreError STORE_DAMAGED.

        Copy on write: what compiled kernels see is a plain writable array, and nothing that is written there reaches the file.
        ``has_former_unit``: the files have shares in units of 10**-9 percent.
        """

        def load(name: str) -> npt.NDArray[Any]:
            try:
                return open_mapped(folder / f"{name}.npy", copy_on_write=True)
            except ValueError as error:
                raise StoreError("STORE_DAMAGED", f"{name} of the network cannot be read: {error}", "ownership verify") from error

        subject_start = load("subject_start")
        columns = {name: load(name) for name in COLUMN_TYPES}
        if has_former_unit:
            columns |= {name: columns[name] * NANOPERCENT for name in ("min", "max")}
        return cls(len(subject_start) - 1, columns, subject_start, load("holder_start"), load("by_holder"))
