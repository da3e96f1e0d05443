"""Index a whole generation before the BODS export writes it: which records there are, and how they are called.

A recordId must be unique in the file and the same on both sides of a relationship, and a series must be known whole; so one pass goes
before those that write.  Kept are about 60 bytes a record and 32 an interest, never a statement but a denial's
days.  Knows nothing of what a record looks like.
"""

from __future__ import annotations

import functools
from array import array
from collections.abc import Iterable, Iterator
from typing import Final, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from graph.exports.bods_denials import Denials
from graph.exports.bods_relationship import has_partial_dates
from graph.exports.bods_series import NOT_HELD
from graph.exports.request import ExportRequest
from graph.exports.sure_shares import SureShares
from graph.ledger.record_store import hash_key
from ontology.series import name_series, number_files
from ontology.statements import EntityStatement, Interest, InterestStatement, Kind, Statement

_KINDS: Final = tuple(Kind)
_NUMBER_OF_KIND: Final = {kind: number for number, kind in enumerate(_KINDS)}
_T = TypeVar("_T")


class RecordIndex:
    """The records of one source, or of all.

    ``component_keys``: what relationships call their components, IRIs of statements or of series.  ``feed`` is everywhere the source of the
    file, whose records those of the sources are that the file names within itself.
    """

    def __init__(self, request: ExportRequest) -> None:
        self._request = request
        self._generation = request.generation
        feeds = {request.generation.find_feed(source) for source in request.generation.sources if request.includes(source)}
        self._has_several_feeds = len(feeds) > 1
        self.component_keys: set[str] = set()
        self._build()

    def accepted(self) -> Iterator[tuple[int | None, Statement]]:
        """The statements to export, each with the number of its file (ontology/series.py)."""
        for file, statement in number_files(self._request.releases, self._generation.is_sequence):
            if self._request.includes(statement.source) and statement.is_accepted:
                yield file, statement

    def make_record_id(self, feed: str, record: str) -> str:
        """Make the id of a source's record: as the source has it; where several are exported to one file, after the source's name."""
        if not self._has_several_feeds:
            return record
        return f"{self._generation.base.compact(feed).removeprefix('src:')}:{record}"

    def find_party_record(self, feed: str, iri: str) -> str:
        """Return the id of a party's record: the source's own, unless it names something else too; then it is made of the IRI."""
        position = _find(self._parties, hash_key(f"{feed}\n{iri}"))
        text = self._texts[self._text_ends[position] : self._text_ends[position + 1]].decode() if position is not None else ""
        return self.make_record_id(feed, text or self._generation.base.compact(iri))

    def find_kind(self, feed: str, iri: str) -> Kind | None:
        """Return what the source's last word on a party calls it; None where the source does not describe the party."""
        position = _find(self._parties, hash_key(f"{feed}\n{iri}"))
        return None if position is None else _KINDS[self._kinds[position]]

    def is_person(self, feed: str, iri: str) -> bool:
        """Whether the party is a person by this source, or where it is silent by all."""
        kind = self.find_kind(feed, iri)
        if kind is None:
            number = self._generation.party_number(iri)
            kind = Kind.UNKNOWN if number is None else self._generation.party(number).kind
        return kind.is_person

    def group_by_party(self) -> GroupBuffer[EntityStatement]:
        """Return an empty buffer for what one source says of one party, by ``hash_party``."""
        return GroupBuffer(*self._statements_of_party)

    def group_by_record(self) -> GroupBuffer[InterestStatement]:
        """Return an empty buffer for the interests of one record, by ``hash_record``."""
        return GroupBuffer(*self._statements_of_record)

    def _build(self) -> None:
        keys, kinds, records, numbers = array("q"), array("B"), array("q"), array("q")
        named, named_numbers = array("q"), array("q")
        find_number = functools.lru_cache(maxsize=200_000)(self._generation.party_number)
        self.denials = Denials(find_number)
        self.sure_shares = SureShares(self._generation.interests, find_number)
        partly_dated: list[tuple[int, InterestStatement]] = []
        texts, text_ends, interests = bytearray(), array("q", [0]), array("q")
        for _, statement in self.accepted():
            if isinstance(statement, EntityStatement):
                feed = self._generation.find_feed(statement.source)
                keys.append(hash_party(feed, statement))
                kinds.append(_NUMBER_OF_KIND[statement.kind])
                records.append(hash_key(name_series(feed, statement.record)) if statement.record else -1)
                number = find_number(statement.entity)
                numbers.append(-1 if number is None else number)
                texts += (statement.record or "").encode()
                text_ends.append(len(texts))
            elif isinstance(statement, InterestStatement):
                feed = self._generation.find_feed(statement.source)
                interests.append(hash_record(feed, statement))
                self.denials.add(statement, interests[-1])
                if statement.status in NOT_HELD:
                    self.sure_shares.add(statement)
                elif has_partial_dates(statement) and self.sure_shares.bears_on_others(statement):
                    partly_dated.append((interests[-1], statement))
                for iri in (statement.holder, statement.subject):
                    if iri is not None and (number := find_number(iri)) is not None:
                        named.append(hash_key(f"{feed}\n{iri}"))
                        named_numbers.append(number)
                if statement.status not in NOT_HELD and (statement.holder is not None or statement.subject is not None):
                    self.component_keys.update(statement.components)
        key, record, party = _to_array(keys), _to_array(records), _to_array(numbers)
        self._statements_of_record = _count(_to_array(interests))
        for hash_of_record, statement in partly_dated:
            position = _find(self._statements_of_record[0], hash_of_record)
            if position is None or self._statements_of_record[1][position] > 1 or statement.interest is Interest.NOMINATOR:
                # Of what has no size, and of a record with several versions, only the days are written that are sure.
                self.sure_shares.add(statement)
        self._statements_of_party = _count(key)
        is_ambiguous = _has_several(record, key) | np.isin(record, self._statements_of_record[0])
        self._store_parties(key, np.array(kinds, np.uint8), np.where(is_ambiguous, -1, record), texts, text_ends)
        every = np.concatenate([party, _to_array(named_numbers)])
        merged = every[_has_several(every, np.concatenate([key, _to_array(named)])) & (every >= 0)]
        self.merged_parties: frozenset[int] = frozenset(merged.tolist())
        """Numbers of the parties that become several records: of several sources, or of one that does not call them the same."""

    def _store_parties(
        self,
        key: npt.NDArray[np.int64],
        kinds: npt.NDArray[np.uint8],
        record: npt.NDArray[np.int64],
        texts: bytearray,
        text_ends: array[int],
    ) -> None:
        """Store one entry a party: the first record that may name it, the last kind that is one."""
        order = np.argsort(key, kind="stable")
        self._parties = np.unique(key)
        self._kinds = np.full(len(self._parties), _NUMBER_OF_KIND[Kind.UNKNOWN], np.uint8)
        first = np.full(len(self._parties), -1, np.int64)
        positions = np.searchsorted(self._parties, key[order])
        has_kind = kinds[order] != _NUMBER_OF_KIND[Kind.UNKNOWN]
        self._kinds[positions[has_kind]] = kinds[order][has_kind]
        has_record = record[order] >= 0
        # Assigned from the end, so that the first is what stays.
        first[positions[has_record][::-1]] = order[has_record][::-1]
        self._texts = bytearray()
        self._text_ends = array("q", [0])
        for statement in first.tolist():
            if statement >= 0:
                self._texts += texts[text_ends[statement] : text_ends[statement + 1]]
            self._text_ends.append(len(self._texts))


class GroupBuffer(Generic[_T]):
    """Puts together what belongs together, and keeps only what is not complete yet."""

    def __init__(self, keys: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> None:
        self._keys, self._counts = keys, counts
        self._incomplete: dict[int, list[tuple[int | None, _T]]] = {}

    def add(self, key: int, file: int | None, statement: _T) -> list[tuple[int | None, _T]] | None:
        """Add one statement; return the whole group when this was its last, else None."""
        position = _find(self._keys, key)
        if position is None or self._counts[position] == 1:
            return [(file, statement)]
        group = self._incomplete.setdefault(key, [])
        group.append((file, statement))
        return self._incomplete.pop(key) if len(group) == self._counts[position] else None


def hash_party(feed: str, statement: EntityStatement) -> int:
    """Hash the source of a file and the party of a statement."""
    return hash_key(f"{feed}\n{statement.entity}")


def hash_record(feed: str, statement: InterestStatement) -> int:
    """Hash the source of a file and the record of a statement; what is said without a record id is a record of its own."""
    return hash_key(name_series(feed, statement.record or f"\n{statement.id}"))


def _to_array(values: Iterable[int]) -> npt.NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _count(keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return each key once, sorted, and how often it occurs."""
    distinct, counts = np.unique(keys, return_counts=True)
    return distinct, counts.astype(np.int64)


def _find(keys: npt.NDArray[np.int64], key: int) -> int | None:
    """Return the position of a key among sorted ones."""
    position = int(np.searchsorted(keys, key))
    return position if position < len(keys) and keys[position] == key else None


def _has_several(values: npt.NDArray[np.int64], partners: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Say of each value whether it stands beside more than one of ``partners``, which has the same length."""
    pairs = np.unique(np.stack([values, partners], axis=1), axis=0) if len(values) else np.zeros((0, 2), np.int64)
    distinct, counts = np.unique(pairs[:, 0], return_counts=True)
    return np.isin(values, distinct[counts > 1])
