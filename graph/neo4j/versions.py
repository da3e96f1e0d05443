"""Find the few statements of interests whose record has several versions, in some twenty-four bytes a statement.

When a statement holds that is the only version of its record follows from itself; only of the others graph/neo4j/validity.py needs all.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.generation.generation import Generation
from ontology.series import number_files
from ontology.statements import Change, InterestStatement, Statement

_CLOSING: Final = -1
"""What Python never gives as a hash."""


class VersionScan:
    """What is told of each record, as it is read: to be added statement by statement, by rising position."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._record, self._told, self._position = array("q"), array("q"), array("q")

    def add(self, position: int, statement: InterestStatement) -> None:
        """Add a statement."""
        if statement.record is None:
            return
        place = (statement.place.file, statement.place.line) if statement.place else None
        release = self._generation.release_at(position)
        told = hash((release, place, statement.stated_at, statement.source, statement.change))
        self._record.append(hash((self._generation.find_feed(statement.source), statement.record)))
        self._told.append(_CLOSING if statement.change is Change.CLOSED else told)
        self._position.append(position)

    def find_positions(self) -> npt.NDArray[np.int64]:
        """Find the positions of all statements of records that were told at several places or times, or closed; in rising order."""
        record, told, position = (np.frombuffer(column, np.int64) for column in (self._record, self._told, self._position))
        return position[mark_several(record, told, told == _CLOSING)]


def mark_several(groups: npt.NDArray[Any], values: npt.NDArray[Any], marked: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.bool_]:
    """Mark the rows of those groups that have several values, or a row that is ``marked``.

    >>> mark_several(np.array([7, 8, 7, 9, 8]), np.array([1, 3, 2, 4, 3])).tolist()
    [True, False, True, False, False]
    """
    order = np.argsort(groups, kind="stable")
    ordered, values = groups[order], values[order]
    is_several = np.zeros(len(groups), np.bool_) if marked is None else marked[order]
    is_several[1:] |= (ordered[1:] == ordered[:-1]) & (values[1:] != values[:-1])
    several = np.unique(ordered[is_several])
    return np.isin(groups, several) if len(several) else np.zeros(len(groups), np.bool_)


def read_at(generation: Generation, positions: Iterable[int]) -> Iterator[tuple[int, Statement]]:
    """Read the statements at positions, each with its position, without remembering them."""
    for position in positions:
        number = generation.release_at(position)
        yield position, generation.releases[number].read_statement(position - generation.first_positions[number])


def read_located(generation: Generation, positions: Iterable[int]) -> Iterator[tuple[int | None, Statement]]:
    """Read the accepted statements at positions in rising order, each with the number of its file (ontology/series.py)."""

    def read(number: int, group: Iterable[int]) -> Iterator[Statement]:
        release, first = generation.releases[number], generation.first_positions[number]
        return (release.read_statement(position - first) for position in group)

    releases = (read(number, group) for number, group in groupby(positions, generation.release_at))
    return ((file, s) for file, s in number_files(releases, generation.is_sequence) if s.is_accepted)
