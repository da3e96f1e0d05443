"""Select what an export takes from a generation: the statements that stand today, in the order of the ledger, and the parties they name.

Owns the selection by the order of ontology/series.py, and the count of what does not stand.  Knows no format.  Reads the statements several
times instead of keeping them; what it keeps are a few numbers a statement.
"""

from __future__ import annotations

import functools
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.exports.request import ExportRequest
from graph.generation.party_table import PartySummary
from graph.generation.series import mark_replaced
from graph.ledger.record_store import hash_key
from ontology.dates import first_day, last_day
from ontology.series import name_series, number_files, rank_version
from ontology.statements import Change, EntityStatement, IdentityStatement, InterestStatement, Statement, Status

NOT_ACCEPTED: Final = "claims that nobody accepted"
SUPERSEDED: Final = "statements that a newer one of their record replaces"
CLOSING: Final = "closings of a record that name no company"
NO_SUBJECT: Final = "statements about an unnamed company"


class CurrentStatements:
    """The statements of one source, or of all, that stand.  What does not is counted in the omissions of the request."""

    def __init__(self, request: ExportRequest) -> None:
        self.generation = request.generation
        self._request = request
        self._is_superseded = self._mark_superseded()
        self.find_number = functools.lru_cache(maxsize=200_000)(self.generation.party_number)
        """Number of a party from its IRI; None where no statement describes or names it."""
        self.find_party = functools.lru_cache(maxsize=50_000)(self._find_party)
        """Summary of a party from its IRI; None where it has no number."""

    def accepted(self) -> Iterator[Statement]:
        """Every accepted statement of any age."""
        for statement in self.generation.statements():
            if self._request.includes(statement.source) and statement.is_accepted:
                yield statement

    def interests(self, *, count: bool = True) -> Iterator[InterestStatement]:
        """The interest statements that stand and name their company.  ``count``: whether to count the others as omissions."""
        omissions = self._request.omissions if count else Counter[str]()
        position = -1
        for statement in self._interest_statements():
            if not statement.is_accepted:
                omissions[NOT_ACCEPTED] += 1
                continue
            if statement.record is not None:
                position += 1
                if self._is_superseded[position]:
                    omissions[SUPERSEDED] += 1
                    continue
            if statement.subject is None:
                omissions[CLOSING if statement.change is Change.CLOSED else NO_SUBJECT] += 1
                continue
            yield statement

    def find_sure_start(self, statement: InterestStatement) -> str | None:
        """Return since when a statement that stands is sure: its start, but where its record said otherwise of that time, its own day.

        Nobody knows since when the newer version is right, so that before its day the ledger has both.
        """
        start, stated = statement.valid_from, statement.stated_at
        if stated is None or statement.record is None or not self._is_changed(statement):
            return start
        return stated if start is None or first_day(start) < last_day(stated) else start

    def left_out(self) -> Iterator[InterestStatement]:
        """The accepted statements that do not stand, do not stand for all of their time, or do not name both of their parties."""
        position = -1
        for statement in self._interest_statements():
            if not statement.is_accepted:
                continue
            if statement.record is not None:
                position += 1
                if self._is_superseded[position]:
                    yield statement
                    continue
            if statement.holder is None or statement.subject is None or self.find_sure_start(statement) != statement.valid_from:
                yield statement

    def party_numbers(self) -> Iterator[int]:
        """Numbers of the parties that the statements name; of all parties where no source was chosen."""
        if self._request.source is None:
            yield from range(len(self.generation))
            return
        is_named = np.zeros(len(self.generation), np.bool_)
        for statement in self.accepted():
            for iri in list_party_iris(statement):
                if (number := self.find_number(iri)) is not None:
                    is_named[number] = True
        yield from np.flatnonzero(is_named).tolist()

    def _find_party(self, iri: str) -> PartySummary | None:
        number = self.find_number(iri)
        return None if number is None else self.generation.party_summary(number)

    def _interest_statements(self) -> Iterator[InterestStatement]:
        for statement in self.generation.statements():
            if isinstance(statement, InterestStatement) and self._request.includes(statement.source):
                yield statement

    def _is_changed(self, statement: InterestStatement) -> bool:
        """Whether versions of the record say something else of the same time; one without a start may speak of any."""
        changed, without_start = self._changed
        always = self._hash_period(statement, None)
        return self._hash_period(statement, statement.valid_from or "") in changed or (always in changed and always in without_start)

    def _hash_period(self, statement: InterestStatement, start: str | None) -> int:
        """Hash what a version speaks of: the interest of its record, and since when; ``start`` None: whenever."""
        series = name_series(self.generation.find_feed(statement.source), statement.record or "")
        return hash_key(repr((series, statement.holder, statement.subject, statement.interest, start)))

    @functools.cached_property
    def _changed(self) -> tuple[frozenset[int], frozenset[int]]:
        """Find the periods of which versions of one record do not say the same, and those of which one has no start.

        Four numbers are kept for each statement with a record.
        """
        periods, contents, without_start = array("q"), array("q"), set[int]()
        for statement in self._interest_statements():
            if statement.record is None or not statement.is_accepted or statement.subject is None:
                continue
            always = self._hash_period(statement, None)
            periods.extend((always, self._hash_period(statement, statement.valid_from or "")))
            contents.extend([hash_key(repr((statement.share, statement.status, statement.valid_until)))] * 2)
            if statement.valid_from is None:
                without_start.add(always)
        if not periods:
            return frozenset(), frozenset()
        pairs = np.unique(np.array([periods, contents], np.int64), axis=1)
        period, count = np.unique(pairs[0], return_counts=True)
        changed = frozenset(period[count > 1].tolist())
        return changed, changed & without_start

    def _mark_superseded(self) -> npt.NDArray[np.bool_]:
        """Say of each accepted interest statement with a record, in order, whether a later one of the record replaces it.

        Three numbers a statement are kept.
        """
        keys, ranks, sources = array("q"), array("q"), array("q")
        for file, statement in number_files(self.generation.releases, self.generation.is_sequence):
            if not isinstance(statement, InterestStatement) or not self._request.includes(statement.source):
                continue
            if statement.record is not None and statement.is_accepted:
                keys.append(hash_key(name_series(self.generation.find_feed(statement.source), statement.record)))
                ranks.append(rank_version(statement, file))
                sources.append(hash_key(statement.source))
        rank, key, source = (np.array(column, dtype=np.int64) for column in (ranks, keys, sources))
        return mark_replaced(rank, key, source=source)


def list_party_iris(statement: Statement) -> tuple[str, ...]:
    """Return the IRIs of the parties that a statement names."""
    match statement:
        case EntityStatement():
            return (statement.entity,)
        case InterestStatement():
            return tuple(iri for iri in (statement.holder, statement.subject) if iri is not None)
        case IdentityStatement():
            return statement.left, statement.right


def find_status(statement: InterestStatement) -> Status:
    """Return the status to show: a closed record without an end is over, and nobody says since when, which is what "former" means."""
    return Status.FORMER if statement.change is Change.CLOSED and statement.valid_until is None else statement.status
