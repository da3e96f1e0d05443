"""Candidates: pairs of parties of a generation that may be one, each with a score and its reasons.  None of them joins anything.

Owns the files of ``candidates/`` and the look-up by party; build_candidates.py writes them.  Memory-mapped; knows nothing of shares or
control.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import IntFlag
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from graph.algorithms.arrays import open_mapped
from graph.files import raise_store_errors

FOLDER: Final = "candidates"
RANKED_FOLDER: Final = "ranked"
"""Where the pairs lie that rank_likely.py ranks; they are no candidates."""
_INFO: Final = "candidates.json"


class Agreement(IntFlag):
    """What two parties have in common.  Names are the same apart from spelling and legal form, dates as far as both are given."""

    NAME = 1
    FORM = 2
    COUNTRY = 4
    FOUNDED = 8
    BIRTH = 16
    SHARED = 32
    """More than these two parties have that name there."""
    SIMILAR = 64
    """The names resemble, and are not the same: no candidate, only ranked for a person to look at."""


REASONS: Final = {
    Agreement.NAME: "same name",
    Agreement.SIMILAR: "similar name",
    Agreement.FORM: "same legal form",
    Agreement.COUNTRY: "same country",
    Agreement.FOUNDED: "same date of foundation",
    Agreement.BIRTH: "same month of birth",
    Agreement.SHARED: "a name that others have there, too",
}


class CandidatesInfo(msgspec.Struct, frozen=True, kw_only=True):
    """candidates.json.  ``reader``: which library read the names; ``common``: names that too many parties have, which made none;
    ``left_out``: pairs of the lowest scores that are not kept."""

    reader: str
    names: int
    pairs: int
    contradicted: int
    common: int
    common_parties: int
    left_out: int = 0


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """Two parties, by number, the smaller first, that may be one.  ``score`` of 100 ranks candidates and is no probability."""

    left: int
    right: int
    score: int
    agreement: int

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for it and what against, in words."""
        return tuple(words for bit, words in REASONS.items() if self.agreement & bit)

    def other(self, party: int) -> int:
        """The other one of the two."""
        return self.right if party == self.left else self.left


class Candidates:
    """The opened files; immutable, safe to read from several threads."""

    def __init__(self, folder: Path) -> None:
        with raise_store_errors(folder):
            self.info = msgspec.json.decode((folder / _INFO).read_bytes(), type=CandidatesInfo)
            self._pairs: npt.NDArray[np.int32] = open_mapped(folder / "pairs.npy")
            self._grades: npt.NDArray[np.uint8] = open_mapped(folder / "grades.npy")
            self._ends: npt.NDArray[np.int32] = open_mapped(folder / "ends.npy")

    @staticmethod
    def are_in(folder: Path) -> bool:
        """Whether a folder holds them."""
        return (folder / _INFO).exists()

    def __len__(self) -> int:
        return self.info.pairs

    def __getitem__(self, place: int) -> Candidate:
        """The candidate at a place; they are in the order of their parties' numbers."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        return Candidate(int(self._pairs[0, place]), int(self._pairs[1, place]), int(self._grades[0, place]), int(self._grades[1, place]))

    def of(self, party: int) -> list[Candidate]:
        """The candidates that a party is one side of."""
        parties, found = self._ends[0].data, list[Candidate]()
        place = bisect_left(parties, party)
        while place < len(parties) and parties[place] == party:
            found.append(self[int(self._ends[1, place])])
            place += 1
        return found

    def find(self, party: int, other: int) -> Candidate | None:
        """The candidate of two parties; None where they are none."""
        return next((candidate for candidate in self.of(party) if candidate.other(party) == other), None)

    @property
    def parties(self) -> npt.NDArray[np.int32]:
        """The parties of all candidates by place: a row of those with the smaller number, and one of the others."""
        return self._pairs

    @property
    def scores(self) -> npt.NDArray[np.uint8]:
        """The scores of all candidates by place."""
        scores: npt.NDArray[np.uint8] = self._grades[0]
        return scores

    def sort_by_score(self, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Sort places of candidates, the surest first."""
        order: npt.NDArray[np.int64] = places[np.argsort(-self._grades[0][places].astype(np.int16), kind="stable")]
        return order


def write(folder: Path, info: CandidatesInfo, pairs: npt.NDArray[np.int32], grades: npt.NDArray[np.uint8]) -> None:
    """Write candidates, sorted by their parties: ``pairs`` two rows of numbers, ``grades`` a row of scores and one of agreements."""
    ends = np.concatenate([pairs, pairs[::-1]], axis=1)[0]
    places = np.concatenate([np.arange(pairs.shape[1], dtype=np.int32)] * 2)
    order = np.argsort(ends, kind="stable")
    np.save(folder / "ends.npy", np.stack([ends[order], places[order]]))
    np.save(folder / "pairs.npy", pairs)
    np.save(folder / "grades.npy", grades)
    (folder / _INFO).write_bytes(msgspec.json.encode(info))
