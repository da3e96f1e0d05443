"""The context of one record: source, place and days of its statements, and the IRIs of its parties."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from loaders.common.dates import parse_date
from loaders.common.identifiers import make_party_iri
from loaders.common.statements import make_evidence
from loaders.contract import LoadContext
from loaders.gleif.model import ExceptionRecord, Record
from ontology.errors import RecordError
from ontology.identifiers import is_valid_lei
from ontology.statements import Change, Evidence, Place

_SPACE: Final = re.compile(r"\s")


class RecordContext(msgspec.Struct, frozen=True):
    """One record being mapped."""

    context: LoadContext
    source: str
    place: Place
    date: str | None
    """Day of the file."""

    def make_id(self, key: str, number: int = 0) -> str:
        """Return the id of a statement.  The record's hash is part of it, so another version of the record has other ids."""
        return self.context.base.statement(self.source, key, self.place.sha256 or "", str(number))

    def warn(self, code: str) -> None:
        """Warn of something odd in the record."""
        self.context.warn(code)

    def read_day(self, text: str) -> str | None:
        """Return the day of a date or date-time, as written: no time zone is turned into another.

        None for no text, and with a warning for no day.
        """
        if not text:
            return None
        day = parse_date(text[:10]) if len(text) >= 10 else None
        if day is None:
            self.warn("BAD_DATE")
        return day

    def read_version(self, fields: Record) -> tuple[Change, str | None]:
        """Return what the record does to its series, and the day on which it was stated."""
        if fields.deleted is None:
            return Change.NEW, self.read_day(fields.updated) or self.date
        day = self.read_day(fields.deleted) if fields.deleted else None
        # The day of an exception is that of its own content.
        of_file = None if isinstance(fields, ExceptionRecord) else self.date
        return Change.CLOSED, day or of_file or self.read_day(fields.updated) or self.date

    def read_period(self, start: str, end: str) -> tuple[str | None, str | None, str]:
        """Return two days and a note.

        Where the end lies before the start: neither day, and a note that has both; of an end that is no day the note has its text.
        """
        first, last = self.read_day(start), self.read_day(end)
        if first and last and last < first:
            self.warn("DATES_BACKWARDS")
            return None, None, f"from {first} to {last}, as the source has it"
        return first, last, f"until {end[:40]}, as the source has it" if end and last is None else ""

    def read_lei(self, text: str) -> str:
        """Return an LEI as it is written everywhere.  Raises RecordError MISSING_ID."""
        lei = text.strip().upper()
        if not lei:
            raise RecordError("MISSING_ID", "the record names no LEI", "check the record at its register")
        if not is_valid_lei(lei):
            self.warn("BAD_LEI")
        return lei

    def make_party_iri(self, value: str, scheme: str = "LEI") -> str:
        """Return the IRI of the party that an LEI names, or the value of another scheme."""
        return make_party_iri(self.context.base, scheme, value)

    def find_evidence(self, *references: str) -> tuple[Evidence, ...]:
        """Return the references of the record that are addresses of documents."""
        return make_evidence(self.source, [reference for reference in references if not _SPACE.search(reference)])
