"""The network: every interest of a generation as arrays, memory-mapped.  Parties and interests are numbers here.

Row r says that ``holder[r]`` holds an interest of type ``interest[r]`` in ``subject[r]``.  Rows are sorted by subject, holder, interest and
source, so that the claims about one holding lie together; ``by_holder`` orders them by holder.  Nothing is decided here: which rows
count at a date is graph/resolve.py, who controls is graph/control.py.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.parties import is_accepted
from ontology.dates import first_day, last_day
from ontology.statements import Change, Directness, Interest, InterestStatement, Reason, Status

UNNAMED: Final = -1
"""Holder number of a party that its source does not name."""

ALWAYS: Final = datetime.date.min.toordinal() - 1
NEVER: Final = datetime.date.max.toordinal() + 1

INTERESTS: Final = tuple(Interest)
STATUSES: Final = tuple(Status)
DIRECTNESS: Final = tuple(Directness)
REASONS: Final = tuple(Reason)

_INTERESTS, _STATUSES, _DIRECTNESS, _REASONS = (
    {code: i for i, code in enumerate(codes)} for codes in (INTERESTS, STATUSES, DIRECTNESS, REASONS)
)

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

    def save(self, folder: Path) -> None:
        folder.mkdir()
        for name, column in self._arrays().items():
            np.save(folder / f"{name}.npy", column)

    @classmethod
    def open(cls, folder: Path) -> Network:
        """Memory-map what ``save`` wrote; reader processes share the pages.

        Copy on write: what compiled kernels see is a plain writable array, and nothing that is written there reaches the file.
        """
        def load(name: str) -> npt.NDArray[Any]:
            return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="c"))
        starts = load("subject_start")
        return cls(len(starts) - 1, {name: load(name) for name in _COLUMNS}, starts, load("holder_start"), load("by_holder"))

    def _arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {**self.columns, "subject_start": self.subject_start, "holder_start": self.holder_start, "by_holder": self.by_holder}


@dataclass(frozen=True, slots=True)
class Link:
    """One interest statement with its ends and source numbered; input of ``build``."""

    holder: int
    subject: int
    statement: int
    source: int
    complete: bool
    record: InterestStatement


def build(parties: int, links: Iterable[Link]) -> Network:
    """Arrays from numbered interest statements."""
    series: dict[tuple[int, str], int] = {}
    rows = [_row(link, series) for link in links]
    table = list(zip(*rows, strict=True)) if rows else [()] * len(_COLUMNS)
    columns: dict[str, npt.NDArray[Any]] = {
        name: np.array(values, dtype=dtype) for (name, dtype), values in zip(_COLUMNS.items(), table, strict=True)
    }
    places = _pair(columns["subject"], columns["holder"])
    order = np.lexsort((_pair(columns["interest"], columns["source"]), places))
    columns = {name: column[order] for name, column in columns.items()}
    by_holder = np.argsort(columns["holder"], kind="stable")
    named = by_holder[columns["holder"][by_holder] != UNNAMED]
    return Network(parties, columns, _starts(columns["subject"], parties), _starts(columns["holder"][named], parties), named)


def _pair(major: npt.NDArray[Any], minor: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """One key that orders by two numbers of 32 bits; -1 comes first."""
    paired: npt.NDArray[np.int64] = (major.astype(np.int64) << 32) + minor
    return paired


def _starts(sorted_numbers: npt.NDArray[Any], parties: int) -> npt.NDArray[np.int64]:
    return np.searchsorted(sorted_numbers, np.arange(parties + 1)).astype(np.int64)


def _row(link: Link, series: dict[tuple[int, str], int]) -> Sequence[int]:
    record, share = link.record, link.record.share
    review = record.assertion.review if record.assertion else None
    flags = (
        (HAS_SHARE if share else 0) | (MIN_OPEN if share and share.min_open else 0) | (MAX_OPEN if share and share.max_open else 0)
        | (EXACT if share and share.exact else 0) | (ACCEPTED if is_accepted(review) else 0)
        | (CLOSED if record.change is Change.CLOSED else 0) | (SUMMARY if record.components else 0)
        | (COMPLETE if link.complete else 0) | (UNREVIEWED if review == "auto" else 0)
    )
    return (
        link.holder, link.subject, _INTERESTS[record.interest], _STATUSES[record.status], _DIRECTNESS[record.direct], flags,
        _REASONS[record.holder_reason] if record.holder_reason else -1,
        share.min if share else 0, share.max if share else 0,
        *(_days(record.valid_from) if record.valid_from else (ALWAYS, ALWAYS)),
        *(_days(record.valid_until) if record.valid_until else (NEVER, NEVER)),
        _days(record.stated_at)[0] if record.stated_at else ALWAYS,
        link.source,
        series.setdefault((link.source, record.record), len(series)) if record.record else -1,
        link.statement,
    )


@functools.lru_cache(maxsize=100_000)
def _days(text: str) -> tuple[int, int]:
    """The first and the last day that a partial date can mean, as numbers."""
    return first_day(text).toordinal(), last_day(text).toordinal()
