"""The network: every interest of a generation as arrays, memory-mapped.  Parties and interests are numbers here.

Row r says that ``holder[r]`` holds an interest of type ``interest[r]`` in ``subject[r]``.  Rows are sorted by subject, holder, interest and
source, so that the claims about one holding lie together; ``by_holder`` orders them by holder.  Nothing is decided here: which rows
count at a date is graph/resolve.py, who controls is graph/control/deduce.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph import arrays
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
    "holder": np.int32, "subject": np.int32, "interest": np.uint8, "status": np.uint8, "direct": np.uint8, "flags": np.uint16,
    "reason": np.int8, "min": np.int64, "max": np.int64, "from_first": np.int32, "from_last": np.int32, "until_first": np.int32,
    "until_last": np.int32, "stated": np.int32, "source": np.int32, "series": np.int32, "statement": np.int32,
}
"""Dates are proleptic day numbers; ``from_*`` is ALWAYS and ``until_*`` NEVER where the source gave none; ``stated`` ALWAYS likewise.
Shares are share units (ontology/shares.py)."""


@dataclass(frozen=True, slots=True)
class Network:
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
    def open(cls, folder: Path) -> Network:
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


def indexed(parties: int, columns: dict[str, npt.NDArray[Any]]) -> Network:
    """A network of unsorted columns; for what is not built from the ledger."""
    order = np.lexsort((_pair(columns["interest"], columns["source"]), _pair(columns["subject"], columns["holder"])))
    columns = {name: columns[name][order].astype(dtype) for name, dtype in _COLUMNS.items()}
    index = dict(_index(columns["subject"], columns["holder"], parties, lambda _, size: np.zeros(size, np.int64)))
    return Network(parties, columns, **index)


def save_sorted(folder: Path, blocks: Iterable[dict[str, npt.NDArray[Any]]]) -> int:
    """Write the rows of a network, which come sorted, no company in two blocks; returns how many there are.  ``save_index`` is next.

    ``series`` comes as a hash of the record (0 = none) and is numbered here.  Of several versions of a record that one company's rows
    have for the same day, only the last is kept: ``version`` orders them where ``versioned`` is set.
    """
    folder.mkdir()
    rows = 0
    with ExitStack() as stack:
        columns = {name: stack.enter_context(arrays.Growing(folder / f"{name}.npy", dtype)) for name, dtype in _COLUMNS.items()}
        for block in blocks:
            kept = _newest_of_day(block)
            block = {name: column[kept] for name, column in block.items()}
            block["series"] = _numbered(block["subject"], block["series"], rows)
            for name, column in columns.items():
                column.add(block[name])
            rows += len(kept)
    return rows


def save_index(folder: Path, parties: int) -> None:
    """Write where the rows of each subject and holder lie, for rows that are written."""
    subject, holder = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("subject", "holder"))

    def new(name: str, size: int) -> npt.NDArray[np.int64]:
        return arrays.new(folder / f"{name}.npy", np.int64, (size,))

    for name, array in _index(subject, holder, parties, new):
        arrays.save(folder / f"{name}.npy", array)
        del array


def _newest_of_day(block: dict[str, npt.NDArray[Any]]) -> npt.NDArray[np.int64]:
    """Places of the rows to keep: of the versions of a record on one day, those of the last."""
    subject, series, version = block["subject"], block["series"], block["version"]
    said = np.flatnonzero((series != 0) & block["versioned"].astype(np.bool_))
    if not len(said):
        return np.arange(len(subject))
    order = said[np.lexsort((version[said], block["stated"][said], series[said], subject[said]))]
    same = (
        (subject[order[1:]] == subject[order[:-1]]) & (series[order[1:]] == series[order[:-1]])
        & (block["stated"][order[1:]] == block["stated"][order[:-1]])
    )
    group = np.concatenate([np.zeros(1, np.int64), np.cumsum(~same)])
    last = np.maximum.reduceat(version[order], np.flatnonzero(np.concatenate([[True], ~same])))
    keep = np.ones(len(subject), np.bool_)
    keep[order[version[order] != last[group]]] = False
    return np.flatnonzero(keep)


def _numbered(subject: npt.NDArray[Any], series: npt.NDArray[Any], first: int) -> npt.NDArray[np.int32]:
    """Series as numbers below the number of rows: the first row of the company that has it; -1 where a row is in none."""
    numbers = np.full(len(subject), -1, np.int32)
    places = np.flatnonzero(series != 0)
    if len(places):
        order = places[np.lexsort((places, series[places], subject[places]))]
        fresh = np.concatenate([[True], (subject[order[1:]] != subject[order[:-1]]) | (series[order[1:]] != series[order[:-1]])])
        numbers[order] = first + order[np.flatnonzero(fresh)][np.cumsum(fresh) - 1]
    return numbers


def _index(
    subject: npt.NDArray[Any], holder: npt.NDArray[Any], parties: int, new: Callable[[str, int], _Numbers],
) -> Iterator[tuple[str, _Numbers]]:
    """Where the rows of each subject and of each holder lie, as fields of ``Network``; rows come sorted by subject.

    The arrays are made by ``new(name, size)``, and each can be let go before the next is taken.
    """
    subject_start = new("subject_start", parties + 1)
    arrays.count(subject, subject_start)
    yield "subject_start", subject_start
    del subject_start
    holder_start = new("holder_start", parties + 1)
    arrays.count(holder, holder_start)
    by_holder = new("by_holder", int(holder_start[-1]))
    arrays.group(holder, holder_start, by_holder)
    yield "holder_start", holder_start
    yield "by_holder", by_holder


def _pair(major: npt.NDArray[Any], minor: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """One key that orders by two numbers of 32 bits; -1 comes first."""
    paired: npt.NDArray[np.int64] = (major.astype(np.int64) << 32) + minor
    return paired
