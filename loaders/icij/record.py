"""The context of one row: source, day and place of its statements; and the reading of days."""

from __future__ import annotations

import msgspec

from loaders.common.dates import check_period
from loaders.contract import LoadContext
from loaders.icij.dates import parse_leaked_date
from ontology.statements import Place


class RecordContext(msgspec.Struct, frozen=True):
    """One row being mapped."""

    context: LoadContext
    source: str
    stated_at: str | None
    place: Place

    def make_id(self, *key: str, number: int | None = None) -> str:
        """Return the id of a statement; the row's hash is part of it.  ``number``: among several of one key."""
        statement, version = self.context.base.statement, self.place.sha256 or ""
        return statement(self.source, *key, version) if number is None else statement(self.source, *key, version, str(number))

    def read_day(self, text: str | None) -> str | None:
        """Return a partial date; None for no text, and with a warning for no date."""
        day = parse_leaked_date(text) if text else None
        if text and day is None:
            self.context.warn("BAD_DATE")
        return day

    def read_period(self, start: str | None, end: str | None, notes: list[str]) -> tuple[str | None, str | None]:
        """Return two days; neither where the end lies before the start, which a note tells."""
        return check_period(self.read_day(start), self.read_day(end), notes, self.context.warn)
