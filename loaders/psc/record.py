"""The context of one line: company, series, day and place of its statements; and the reading of days."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from loaders.common.dates import parse_date
from loaders.contract import LoadContext, RawRecord
from loaders.psc.identifiers import SCHEME
from loaders.psc.model import Line
from ontology.errors import RecordError
from ontology.identifiers import is_strong, normalise_company_number
from ontology.statements import Change, Identifier, Place

_PATH: Final = re.compile(r"^/company/([^/]+)/")
_MAX_NUMBER: Final = 32
"""Characters of a company number with its blanks; a longer text is none."""


class RecordContext(msgspec.Struct, frozen=True, gc=False):
    """One line being mapped."""

    context: LoadContext
    source: str
    record: str
    """Key of the series: the register's own path of the record."""
    company: str
    """Number of the company that is held."""
    stem: str
    """Beginning of the ids of the line's statements: a digest of the record and its version."""
    stated_at: str | None
    change: Change
    place: Place


def open_record(line: Line, raw_record: RawRecord, context: LoadContext, source: str, date: str | None, company: str) -> RecordContext:
    """Return what the statements of a line share.  ``date``: the day of the file; ``company``: the number of the company that is held."""
    place, event, data = raw_record.locate(context), line.event, line.data
    links, etag = (data.links, data.etag) if data is not None else (None, None)
    record = line.resource_uri or (links.self if links else None) or etag or place.sha256 or ""
    if event is None:
        version, change, stated_at = etag or place.sha256 or "", Change.NEW, date
        if line.content_date:
            stated_at = read_day(line.content_date, context) or stated_at
    else:
        version = event.published_at or place.sha256 or "" if event.timepoint is None else str(event.timepoint)
        change, stated_at = Change.UPDATED, read_day(event.published_at, context) or date
    # One digest a line; what tells its statements apart is appended to it.
    stem = context.base.statement(source, record, version)
    return RecordContext(context, source, record, company, stem, stated_at, change, place)


def read_company_number(line: Line, context: LoadContext) -> str:
    """Return the number of the company that a line is about.  Raises RecordError MISSING_ID."""
    text = line.company_number
    if text is None or not text.strip():
        links = line.data.links if line.data is not None else None
        match = _PATH.match(line.resource_uri or "") or _PATH.match((links.self if links is not None else None) or "")
        text = match[1] if match else ""
    if len(text) == 8 and text.isascii() and text.isalnum() and (text.isdigit() or text.isupper()):
        return text
    number = normalise_company_number(text[: _MAX_NUMBER + 1])
    if not number or len(number) > _MAX_NUMBER:
        raise RecordError("MISSING_ID", "the record names no company", "check the record at its register")
    if not is_strong(Identifier(scheme=SCHEME, value=number)):
        context.warn("ODD_NUMBER")
    return number


def read_day(text: str | None, context: LoadContext) -> str | None:
    """Return a day as the register writes it, or the day of a time; None for no text, and with a warning for no day."""
    if not text:
        return None
    day = parse_date(text[:10])
    if day is None:
        context.warn("BAD_DATE")
    return day
