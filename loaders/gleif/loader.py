"""Recognises GLEIF's files by their content and chooses how they are cut into records.

Owns what the beginning of a file tells: its form, its day, whether it holds changes only.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from loaders.common.beginnings import find_day, is_json, is_lines, read_header, strip_bom
from loaders.common.dates import parse_date
from loaders.contract import Framing, LoadContext, ReadPlan
from loaders.framing import Elements, Lines, Objects, Rows
from loaders.gleif.decode_csv import HEADERS, name_columns
from loaders.gleif.mapper import Form, GleifMapper
from ontology.errors import InputError
from ontology.statements import Source

_NAMESPACE: Final = re.compile(rb"""http://www\.(?:gleif|leiroc)\.org/data/schema/(?:leidata|rr|repex)/\d{4}["']""")
_API_OBJECT: Final = re.compile(rb'"type"\s*:\s*"(?:lei-records|relationship-records|reporting-exceptions)"|"goldenCopy"\s*:\s*\{')
_GOLDEN_OBJECTS: Final = (
    re.compile(rb'"LEI"\s*:.{0,4096}?"Entity"\s*:\s*[\[{].{0,4096}?"LegalName"\s*:', re.DOTALL),
    re.compile(rb'"Relationship"\s*:\s*[\[{].{0,4096}?"StartNode"\s*:.{0,4096}?"NodeID"\s*:', re.DOTALL),
    re.compile(rb'"ExceptionCategory"\s*:'),
)
_LIST_KEYS: Final = (
    "records",
    "relations",
    "exceptions",
    "data",
    "LEIRecords",
    "RelationshipRecords",
    "ReportingExceptions",
    "Exceptions",
    "relationships",
)
_DATE: Final = re.compile(rb'(?:ContentDate>|"(?:ContentDate|publishDate|contentDate)"\s*:\s*(?:\{\s*"\$"\s*:\s*)?")\s*(\d{4}-\d{2}-\d{2})')
_DELTA: Final = re.compile(rb"\b[A-Z]+_DELTA_PUBLISHED\b|\bDeltaStart\b|\bDeletedAt\b|Deletion>|\"Deletion\"")
_NAME_DELTA: Final = re.compile(r"gleif.*(?:intra-day|last-(?:day|week|month))", re.IGNORECASE)
_NAME_DAY: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})-\d{4}-gleif", re.IGNORECASE)
"""Names of GLEIF's files: of a table only the name has its day and tells whether it holds changes."""
_PAGES: Final = re.compile(rb'"lastPage"\s*:\s*(?:[2-9]|[1-9]\d+)\b')
_DELIMITERS: Final = ",;\t|"
_TITLES: Final = ("Level 2: relationship records", "reporting exceptions", "Level 1: LEI records")
_KIND: Final = re.compile(
    rb'(RelationshipRecord|"StartNode"|"relationship-records")|(ReportingException|"ExceptionCategory"|"reporting-exceptions")'
    rb'|(LEIRecord|"LegalName"|"lei-records")'
)


class GleifLoader:
    """The loader of GLEIF's golden copy, of the answers of its API and of what its search exports."""

    name = "gleif"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        """Whether the file is of GLEIF."""
        return _find_form(head) is not None

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        """Describe the source, and choose framing and mapper.  Raises InputError UNKNOWN_CONTENT for what GLEIF does not publish."""
        form = _find_form(head)
        if form is None:
            raise InputError("UNKNOWN_CONTENT", f"{context.file} is nothing that GLEIF publishes", "leave --format away, or name another")
        header, delimiter = _read_header(head) if form == "csv" else ((), ",")
        source = Source(
            id=context.source_iri,
            title=f"GLEIF {_choose_title(head, header)} ({context.file.name})",
            type="register",
            publisher="GLEIF",
            date=context.date or _find_day(head, context.file),
            licence="CC0-1.0",
            url="https://www.gleif.org/en/lei-data/gleif-golden-copy",
            delta=any(pattern.search(head) for pattern in (_DELTA, _PAGES)) or _NAME_DELTA.search(context.file.name) is not None,
        )
        return ReadPlan(source, _choose_framing(form, head), GleifMapper(form, source.id, source.date, header, delimiter))


def _choose_framing(form: Form, head: bytes) -> Framing:
    if form == "csv":
        return Rows()
    if form == "xml":
        return Elements(("LEIRecord", "RelationshipRecord", "Exception"))
    return Lines() if is_lines(strip_bom(head), _LIST_KEYS) else Objects(_LIST_KEYS)


def _find_form(head: bytes) -> Form | None:
    """Return the form of a file of GLEIF; None for any other file."""
    start = strip_bom(head)
    if start.startswith(b"<"):
        return "xml" if _NAMESPACE.search(start) else None
    if is_json(start):
        is_api = _API_OBJECT.search(start) and b'"data"' in start
        return "json" if is_api or any(pattern.search(start) for pattern in _GOLDEN_OBJECTS) else None
    names = frozenset(_read_header(head)[0])
    return "csv" if any(header <= names for header in HEADERS) else None


def _read_header(head: bytes) -> tuple[tuple[str, ...], str]:
    """Return the names of the columns, those of the golden copy where they are its own, and the delimiter."""
    line = head.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n").partition(b"\n")[0]
    delimiter = max(_DELIMITERS, key=line.decode(errors="replace").count)
    return name_columns(read_header(line, delimiter)), delimiter


def _choose_title(head: bytes, header: tuple[str, ...]) -> str:
    """Return what the file holds, in words."""
    if header:
        names = frozenset(header)
        return next(title for title, required in zip(_TITLES, HEADERS, strict=True) if required <= names)
    match = _KIND.search(head)
    return _TITLES[match.lastindex - 1] if match and match.lastindex else "records"


def _find_day(head: bytes, file: Path) -> str | None:
    """Return the day of the file, by its content, else by its name."""
    match = _DATE.search(head)
    return parse_date(match[1].decode()) if match else find_day(file, _NAME_DAY)
