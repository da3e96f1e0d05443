"""What the BODS export remembers of a whole generation before it writes: which records there are, and how they are called.

A recordId must be unique in the file and the same on both sides of a relationship, and a series must be known whole; so one pass goes
before those that write.  Kept are about 60 bytes a record, never a statement.  Knows nothing of what a record looks like.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Final, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from graph.exports.bods_series import NOT_HELD
from graph.generation.generation import Generation
from graph.ledger.record_store import hash_key
from ontology.statements import EntityStatement, InterestStatement, Kind, Statement

_KINDS: Final = tuple(Kind)
_NUMBERS: Final = {kind: number for number, kind in enumerate(_KINDS)}
_T = TypeVar("_T")


class Index:
    """The records of one source, or of all.  ``wanted``: what relationships call their components."""

    def __init__(self, generation: Generation, source: str | None) -> None:
        self.generation = generation
        self.source = source
        self.wanted: set[str] = set()
        self._several = source is None and len(generation.sources) > 1
        self._read()

    def accepted(self) -> Iterator[tuple[int, Statement]]:
        """The statements to export, each with the number of its file in the order of the ledger."""
        files = 0
        last: tuple[str, str | None] | None = None
        for statement in self.generation.statements():
            if (self.source is not None and statement.source != self.source) or not statement.is_accepted:
                continue
            if (file := (statement.source, statement.place.file if statement.place else None)) != last:
                last, files = file, files + 1
            yield files, statement

    def record(self, source: str, record: str) -> str:
        """The id of a source's record: as the source has it; with several sources in one file, after the source's name."""
        if not self._several:
            return record
        return f"{self.generation.base.compact(source).removeprefix('src:')}:{record}"

    def party(self, source: str, iri: str) -> str:
        """The id of a party's record: the source's own, unless it names something else too; then it is made of the IRI."""
        place = _find(self._parties, hash_key(f"{source}\n{iri}"))
        text = self._texts[self._ends[place] : self._ends[place + 1]].decode() if place is not None else ""
        return self.record(source, text or self.generation.base.compact(iri))

    def kind(self, source: str, iri: str) -> Kind | None:
        """What the source's last word on a party calls it; None where the source does not describe the party."""
        place = _find(self._parties, hash_key(f"{source}\n{iri}"))
        return None if place is None else _KINDS[self._kinds[place]]

    def is_person(self, source: str, iri: str) -> bool:
        kind = self.kind(source, iri)
        if kind is None:
            number = self.generation.party_number(iri)
            kind = Kind.UNKNOWN if number is None else self.generation.party(number).kind
        return kind.is_person

    def parties(self) -> Gathering[EntityStatement]:
        """Gathers what one source says of one party."""
        return Gathering(*self._statements_of_party)

    def relationships(self) -> Gathering[InterestStatement]:
        """Gathers the interests of one record."""
        return Gathering(*self._statements_of_record)

    def _read(self) -> None:
        keys, kinds, records, iris, numbers = array("q"), array("B"), array("q"), array("q"), array("q")
        texts, ends, interests = bytearray(), array("q", [0]), array("q")
        for _, statement in self.accepted():
            if isinstance(statement, EntityStatement):
                keys.append(party_key(statement))
                kinds.append(_NUMBERS[statement.kind])
                records.append(hash_key(f"{statement.source}\n{statement.record}") if statement.record else -1)
                number = self.generation.party_number(statement.entity)
                numbers.append(-1 if number is None else number)
                iris.append(hash_key(statement.entity))
                texts += (statement.record or "").encode()
                ends.append(len(texts))
            elif isinstance(statement, InterestStatement):
                interests.append(record_key(statement))
                if statement.status not in NOT_HELD and (statement.holder is not None or statement.subject is not None):
                    self.wanted.update(statement.components)
        key, record = _numbers(keys), _numbers(records)
        self._statements_of_record = _counts(_numbers(interests))
        self._statements_of_party = _counts(key)
        ambiguous = _shared(record, key) | np.isin(record, self._statements_of_record[0])
        self._keep(key, np.array(kinds, np.uint8), np.where(ambiguous, -1, record), texts, ends)
        number_ = _numbers(numbers)
        joined = number_[_shared(number_, _numbers(iris)) & (number_ >= 0)]
        self.joined: frozenset[int] = frozenset(joined.tolist())
        """Numbers of the parties that several records, which do not call them the same, describe."""

    def _keep(
        self, key: npt.NDArray[np.int64], kinds: npt.NDArray[np.uint8], record: npt.NDArray[np.int64], texts: bytearray, ends: array[int]
    ) -> None:
        """One entry a party: the first record that may name it, the last kind that is one."""
        order = np.argsort(key, kind="stable")
        self._parties = np.unique(key)
        self._kinds = np.full(len(self._parties), _NUMBERS[Kind.UNKNOWN], np.uint8)
        first = np.full(len(self._parties), -1, np.int64)
        places = np.searchsorted(self._parties, key[order])
        known = kinds[order] != _NUMBERS[Kind.UNKNOWN]
        self._kinds[places[known]] = kinds[order][known]
        named = record[order] >= 0
        # Assigned from the end, so that the first is what stays.
        first[places[named][::-1]] = order[named][::-1]
        self._texts = bytearray()
        self._ends = array("q", [0])
        for statement in first.tolist():
            if statement >= 0:
                self._texts += texts[ends[statement] : ends[statement + 1]]
            self._ends.append(len(self._texts))


class Gathering(Generic[_T]):
    """Puts together what belongs together, and holds only what is not complete yet."""

    def __init__(self, keys: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> None:
        self._keys, self._counts = keys, counts
        self._held: dict[int, list[tuple[int, _T]]] = {}

    def add(self, key: int, file: int, statement: _T) -> list[tuple[int, _T]] | None:
        """The whole group when this was its last; else None."""
        place = _find(self._keys, key)
        if place is None or self._counts[place] == 1:
            return [(file, statement)]
        held = self._held.setdefault(key, [])
        held.append((file, statement))
        return self._held.pop(key) if len(held) == self._counts[place] else None


def party_key(statement: EntityStatement) -> int:
    return hash_key(f"{statement.source}\n{statement.entity}")


def record_key(statement: InterestStatement) -> int:
    """What is said without a record id is a record of its own."""
    return hash_key(f"{statement.source}\n{statement.record}" if statement.record else f"{statement.source}\n\n{statement.id}")


def _numbers(values: Iterable[int]) -> npt.NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _counts(keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    found, counts = np.unique(keys, return_counts=True)
    return found, counts.astype(np.int64)


def _find(keys: npt.NDArray[np.int64], key: int) -> int | None:
    place = int(np.searchsorted(keys, key))
    return place if place < len(keys) and keys[place] == key else None


def _shared(of: npt.NDArray[np.int64], by: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Of each value, whether it stands beside more than one value of ``by``."""
    pairs = np.unique(np.stack([of, by], axis=1), axis=0) if len(of) else np.zeros((0, 2), np.int64)
    values, counts = np.unique(pairs[:, 0], return_counts=True)
    return np.isin(of, values[counts > 1])


__all__ = ["Gathering", "Index", "party_key", "record_key"]
