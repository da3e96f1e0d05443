"""The network: every interest of a generation as arrays, memory-mapped.  Parties and interests are numbers here.

Row r says that ``holder[r]`` holds an interest of type ``interest[r]`` in ``subject[r]``.  Rows are sorted by subject, holder, interest and
source, so that the claims about one holding lie together; ``by_holder`` orders them by holder.  Nothing is decided here: which rows
count at a date is graph/network/reconcile.py, who controls is graph/control/closure.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.algorithms import arrays
from ontology.errors import StoreError
from ontology.statements import Directness, Interest, Reason, Status

UNNAMED: Final = -1
"""Holder number of a party that its source does not name."""

ALWAYS: Final = datetime.date.min.toordinal() - 1
NEVER: Final = datetime.date.max.toordinal() + 1

_Numbers = npt.NDArray[np.int64]

INTERESTS: Final = tuple(Interest)
STATUSES: Final = tuple(Status)
DIRECTNESS: Final = tuple(Directness)
REASONS: Final = tuple(Reason)

HAS_SHARE, MIN_OPEN, MAX_OPEN, EXACT, ACCEPTED, CLOSED, SUMMARY, COMPLETE, UNREVIEWED = (1 << bit for bit in range(9))

_COLUMNS: Final[dict[str, Any]] = {
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
"""Dates are proleptic day numbers; ``from_*`` is ALWAYS and ``until_*`` NEVER where the source gave none; ``stated`` ALWAYS likewise.
Shares are share units (ontology/shares.py)."""


@dataclass(frozen=True, slots=True)
class InterestTable:
    """Arrays of one generation.  ``subject_start`` and ``holder_start`` have one entry more than there are parties."""

    parties: int
    columns: dict[str, npt.NDArray[Any]]
    subject_start: npt.NDArray[np.int64]
    holder_start: npt.NDArray[np.int64]
    by_holder: npt.NDArray[np.int64]

    @property
    def rows(self) -> int:
        return len(self.columns["holder"])

    def holdings_in(self, subject: int) -> range:
        """Rows whose subject is this party."""
        return range(int(self.subject_start[subject]), int(self.subject_start[subject + 1]))

    def holdings_of(self, holder: int) -> list[int]:
        """Rows whose holder is this party."""
        start, end = int(self.holder_start[holder]), int(self.holder_start[holder + 1])
        return [int(row) for row in self.by_holder[start:end]]

    @classmethod
    def open(cls, folder: Path) -> InterestTable:
        """Memory-map what ``save`` wrote; reader processes share the pages.

        Copy on write: what compiled kernels see is a plain writable array, and nothing that is written there reaches the file.
        """

        def load(name: str) -> npt.NDArray[Any]:
            try:
                return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="c"))
            except ValueError as error:
                raise StoreError("STORE_DAMAGED", f"{name} of the network cannot be read: {error}", "ownership verify") from error

        starts = load("subject_start")
        return cls(len(starts) - 1, {name: load(name) for name in _COLUMNS}, starts, load("holder_start"), load("by_holder"))


def indexed(parties: int, columns: dict[str, npt.NDArray[Any]]) -> InterestTable:
    """A network of unsorted columns; for what is not built from the ledger."""
    order = np.lexsort((_pair(columns["interest"], columns["source"]), _pair(columns["subject"], columns["holder"])))
    columns = {name: columns[name][order].astype(dtype) for name, dtype in _COLUMNS.items()}
    index = dict(_index(columns["subject"], columns["holder"], parties, lambda _, size: np.zeros(size, np.int64)))
    return InterestTable(parties, columns, **index)


def _index(
    subject: npt.NDArray[Any], holder: npt.NDArray[Any], parties: int, new: Callable[[str, int], _Numbers]
) -> Iterator[tuple[str, _Numbers]]:
    """Where the rows of each subject and of each holder lie, as fields of ``InterestTable``; rows come sorted by subject.

    The arrays are made by ``new(name, size)``, and each can be let go before the next is taken.
    """
    subject_start = new("subject_start", parties + 1)
    arrays.build_indptr(subject, subject_start)
    yield "subject_start", subject_start
    del subject_start
    holder_start = new("holder_start", parties + 1)
    arrays.build_indptr(holder, holder_start)
    by_holder = new("by_holder", int(holder_start[-1]))
    arrays.group_rows(holder, holder_start, by_holder)
    yield "holder_start", holder_start
    yield "by_holder", by_holder


def _pair(major: npt.NDArray[Any], minor: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """One key that orders by two numbers of 32 bits; -1 comes first."""
    paired: npt.NDArray[np.int64] = (major.astype(np.int64) << 32) + minor
    return paired
