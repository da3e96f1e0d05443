"""What every statement made of a GLEIF record shares: its source, its place, its dates, the names of its parties.

Knows nothing of the three kinds of record.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

from loaders.contract import LoadContext
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.identifiers import is_valid_lei
from ontology.statements import Evidence, Place
from ontology.terms import Base

WITHDRAWN: Final = frozenset({"ANNULLED", "CANCELLED", "DUPLICATE"})
"""Registrations that never held, or that another one holds for."""

_PLAIN: Final = re.compile(r"[0-9A-Za-z]+").fullmatch


@dataclass(frozen=True, slots=True)
class Saying:
    """One record being told."""

    context: LoadContext
    source: str
    place: Place
    said: str | None
    """Day of the file."""

    def day(self, text: str) -> str | None:
        """The day of a date or date-time, as written: no time zone is turned into another.  None where there is none, or no such day."""
        if not text:
            return None
        day = _day(text[:10])
        if day is None:
            self.context.warn("BAD_DATE")
        return day

    def period(self, start: str, end: str) -> tuple[str | None, str | None, str]:
        """Two days, neither where they are the wrong way round; then a note that says so."""
        begun, ended = self.day(start), self.day(end)
        if begun and ended and ended < begun:
            self.context.warn("DATES_BACKWARDS")
            return None, None, f"from {begun} to {ended}, as the source has it"
        return begun, ended, ""

    def lei(self, text: str) -> str:
        """An LEI as it is written everywhere.  Raises RecordError MISSING_ID."""
        lei = text.strip().upper()
        if not lei:
            raise RecordError("MISSING_ID", "the record names no LEI", "check the record at its register")
        if not is_valid_lei(lei):
            self.context.warn("BAD_LEI")
        return lei

    def party(self, lei: str, scheme: str = "LEI") -> str:
        """The party that an LEI names, or the value of another scheme."""
        if _PLAIN(lei):
            return _stem(self.context.base, scheme) + lei
        return self.context.base.identifier(scheme, lei)

    def statement(self, record: str, number: int = 0) -> str:
        """Id of a statement of this record.  What the record says is part of it, so another version of it has other ids."""
        return self.context.base.statement(self.source, record, self.place.sha256 or "", str(number))

    def evidence(self, *references: str) -> tuple[Evidence, ...]:
        """The documents that a record refers to by address."""
        return tuple(
            [
                Evidence(source=self.source, url=reference)
                for reference in references
                if reference.startswith(("https://", "http://")) and not re.search(r"\s", reference)
            ]
        )


@functools.lru_cache(maxsize=100_000)
def _day(text: str) -> str | None:
    try:
        return check_date(text) if len(text) == 10 else None
    except RecordError:
        return None


@functools.lru_cache(maxsize=10_000)
def _stem(base: Base, scheme: str) -> str:
    """What the IRIs of one scheme begin with."""
    return base.identifier(scheme, "0").removesuffix("0")
