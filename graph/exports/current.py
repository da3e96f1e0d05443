"""What an export takes from a generation: the statements that stand today, in the order of the ledger, and the parties they name.

Owns which statement of a series stands, and the count of what a format cannot hold.  Knows no format.  Reads the statements several times
instead of keeping them; what it keeps are a few numbers a statement.
"""

from __future__ import annotations

import functools
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.generation.generation import Generation
from graph.generation.party_table import PartySummary
from graph.ledger.record_store import hash_key
from ontology.dates import first_day
from ontology.statements import Change, EntityStatement, IdentityStatement, InterestStatement, Statement

NOT_ACCEPTED: Final = "claims that nobody accepted"
SUPERSEDED: Final = "statements that a newer one of their record replaces"
CLOSING: Final = "closings of a record that name no company"
NO_SUBJECT: Final = "statements about an unnamed company"

_LINES: Final = 29
_FILES: Final = 12
_DAY: Final = _LINES + _FILES
"""A rank is the day of a statement, then the file, then the line: 22, 12 and 29 bits."""


class Selection:
    """The statements of one source, or of all.  ``left_out`` counts by reason what was passed over."""

    def __init__(self, generation: Generation, source: str | None, left_out: Counter[str]) -> None:
        self.generation = generation
        self.source = source
        self._left_out = left_out
        self._superseded = self._series()
        self.party = functools.lru_cache(maxsize=50_000)(self._brief)
        self.number = functools.lru_cache(maxsize=200_000)(generation.party_number)

    def statements(self) -> Iterator[Statement]:
        """Every accepted statement of any age."""
        for statement in self.generation.statements():
            if (self.source is None or statement.source == self.source) and statement.is_accepted:
                yield statement

    def interests(self, *, count: bool = True) -> Iterator[InterestStatement]:
        """The interest statements that stand and name their company.  ``count``: whether to count the others."""
        left_out = self._left_out if count else Counter[str]()
        place = -1
        for statement in self.generation.statements():
            if not isinstance(statement, InterestStatement) or (self.source is not None and statement.source != self.source):
                continue
            if not statement.is_accepted:
                left_out[NOT_ACCEPTED] += 1
                continue
            if statement.record is not None:
                place += 1
                if self._superseded[place]:
                    left_out[SUPERSEDED] += 1
                    continue
            if statement.subject is None:
                left_out[CLOSING if statement.change is Change.CLOSED else NO_SUBJECT] += 1
                continue
            yield statement

    def parties(self) -> Iterator[int]:
        """Numbers of the parties that the statements name; of all parties where no source was chosen."""
        if self.source is None:
            yield from range(len(self.generation))
            return
        named = np.zeros(len(self.generation), np.bool_)
        for statement in self.statements():
            for iri in ends(statement):
                if (number := self.number(iri)) is not None:
                    named[number] = True
        yield from np.flatnonzero(named).tolist()

    def _brief(self, iri: str) -> PartySummary | None:
        number = self.number(iri)
        return None if number is None else self.generation.party_summary(number)

    def _series(self) -> npt.NDArray[np.bool_]:
        """Of each accepted interest statement with a record, in order: whether a later one of the record replaces it.

        The newest day decides; on one day the later file, then the later line, where the statements say where they lie.
        """
        keys, ranks = array("q"), array("q")
        files = 0
        last: tuple[str, str | None] | None = None
        for statement in self.generation.statements():
            if not isinstance(statement, InterestStatement) or (self.source is not None and statement.source != self.source):
                continue
            if statement.record is None or not statement.is_accepted:
                continue
            place = statement.place
            if (file := (statement.source, place.file if place else None)) != last:
                last = file
                files += 1
            day = first_day(statement.stated_at).toordinal() if statement.stated_at else 0
            rank = day << _DAY
            if place is not None and place.line is not None:
                rank |= min(files, (1 << _FILES) - 1) << _LINES | min(place.line, (1 << _LINES) - 1)
            keys.append(hash_key(f"{statement.source}\n{statement.record}"))
            ranks.append(rank)
        key, rank_ = np.array(keys, dtype=np.int64), np.array(ranks, dtype=np.int64)
        if not len(key):
            return np.zeros(0, np.bool_)
        order = np.lexsort((rank_, key))
        fresh = np.concatenate([[True], key[order[1:]] != key[order[:-1]]])
        newest = np.maximum.reduceat(rank_[order], np.flatnonzero(fresh))[np.cumsum(fresh) - 1]
        placed = (rank_[order] & ((1 << _DAY) - 1)) > 0
        older = (rank_[order] >> _DAY < newest >> _DAY) | (placed & (rank_[order] < newest))
        superseded = np.zeros(len(key), np.bool_)
        superseded[order] = older
        return superseded


def ends(statement: Statement) -> tuple[str, ...]:
    """IRIs of the parties that a statement names."""
    match statement:
        case EntityStatement():
            return (statement.entity,)
        case InterestStatement():
            return tuple(iri for iri in (statement.holder, statement.subject) if iri is not None)
        case IdentityStatement():
            return statement.left, statement.right
