"""GLEIF's files: known by their content, cut into records, each record read and mapped by itself.

Owns what can be told from the beginning of a file: its form, its date, whether it holds changes only.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import msgspec

from loaders.contract import Framing, LoadContext, RawRecord, ReadPlan
from loaders.framing import Elements, Objects, Rows
from loaders.gleif import decode_api, decode_csv, decode_golden_copy, decode_xml, entities, exceptions, interests
from loaders.gleif.model import LeiRecord, Record, RelationshipRecord
from loaders.gleif.record import Saying
from ontology.dates import check_date
from ontology.errors import InputError, RecordError
from ontology.statements import Source, Statement

Form = Literal["xml", "json", "csv"]

_NAMESPACE: Final = re.compile(rb"""http://www\.(?:gleif|leiroc)\.org/data/schema/(?:leidata|rr|repex)/\d{4}["']""")
_API: Final = re.compile(rb'"type"\s*:\s*"(?:lei-records|relationship-records|reporting-exceptions)"|"goldenCopy"\s*:\s*\{')
_GOLDEN: Final = (
    re.compile(rb'"LEI"\s*:.{0,4096}?"Entity"\s*:\s*[\[{].{0,4096}?"LegalName"\s*:', re.DOTALL),
    re.compile(rb'"Relationship"\s*:\s*[\[{].{0,4096}?"StartNode"\s*:.{0,4096}?"NodeID"\s*:', re.DOTALL),
    re.compile(rb'"ExceptionCategory"\s*:'),
)
_KEYS: Final = (
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
_FILE_DELTA: Final = re.compile(r"gleif.*(?:intra-day|last-(?:day|week|month))", re.IGNORECASE)
_FILE_DATE: Final = re.compile(r"(\d{4})(\d{2})(\d{2})-\d{4}-gleif", re.IGNORECASE)
"""How GLEIF names its files: a table has no other place for its date and for what it covers."""
_PAGES: Final = re.compile(rb'"lastPage"\s*:\s*(?:[2-9]|[1-9]\d+)\b')
_DELIMITERS: Final = ",;\t|"
_TITLES: Final = ("Level 2: relationship records", "reporting exceptions", "Level 1: LEI records")
_KIND: Final = re.compile(
    rb'(RelationshipRecord|"StartNode"|"relationship-records")|(ReportingException|"ExceptionCategory"|"reporting-exceptions")'
    rb'|(LEIRecord|"LegalName"|"lei-records")'
)
_JSON: Final = msgspec.json.Decoder()


class GleifLoader:
    """The loader as the house asks for it."""

    name = "gleif"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        return _form(head) is not None

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        form = _form(head)
        if form is None:
            raise InputError("UNKNOWN_CONTENT", f"{context.file} is nothing that GLEIF publishes", "leave --format away, or name another")
        header: tuple[str, ...] = ()
        delimiter, framing = ",", _framing(form)
        if form == "csv":
            header, delimiter = _header(head)
        date = _date(head, context.file)
        source = Source(
            id=context.source_iri,
            title=f"GLEIF {_title(head, header)} ({context.file.name})",
            type="register",
            publisher="GLEIF",
            date=date,
            licence="CC0-1.0",
            url="https://www.gleif.org/en/lei-data/gleif-golden-copy",
            delta=any(pattern.search(head) for pattern in (_DELTA, _PAGES)) or _FILE_DELTA.search(context.file.name) is not None,
        )
        return ReadPlan(source, framing, GleifMapper(form, source.id, date, header, delimiter))


@dataclass(frozen=True, slots=True)
class GleifMapper:
    """Any of the three kinds of record, in the form of its file."""

    form: Form
    source: str
    date: str | None
    header: tuple[str, ...] = ()
    delimiter: str = ","

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterable[Statement]:
        record = self._record(raw_record.raw)
        saying = Saying(context, self.source, raw_record.locate(context), self.date)
        if isinstance(record, LeiRecord):
            return entities.statements(record, saying)
        return interests.statements(record, saying) if isinstance(record, RelationshipRecord) else exceptions.statements(record, saying)

    def _record(self, raw: bytes) -> Record:
        if self.form == "csv":
            try:
                line = raw.decode()
            except UnicodeDecodeError:
                raise RecordError("BAD_ROW", "the row is not UTF-8", "check that the file is not damaged there") from None
            row = decode_csv.cells(line, self.delimiter, len(self.header))
            row.append("")
            return decode_csv.reader(self.header)(row)
        value = decode_xml.parse(raw) if self.form == "xml" else _decoded(raw)
        record = decode_api.read(value) if "attributes" in value else decode_golden_copy.read(value)
        if record is None:
            raise RecordError(
                "UNKNOWN_KIND_OF_RECORD",
                "this is no LEI record, relationship record or reporting exception",
                "load only these three from GLEIF",
            )
        return record


def _decoded(raw: bytes) -> dict[str, object]:
    try:
        value = _JSON.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError("BAD_JSON", f"the record is no JSON: {error}", "check that the file is not damaged there") from None
    if isinstance(value, dict) and isinstance(value.get("data"), dict):
        value = value["data"]
    if not isinstance(value, dict):
        raise RecordError("NOT_AN_OBJECT", "the record is no JSON object", "check that the file is not damaged there")
    return value


def _framing(form: Form) -> Framing:
    if form == "csv":
        return Rows()
    return Elements(("LEIRecord", "RelationshipRecord", "Exception")) if form == "xml" else Objects(_KEYS)


def _form(head: bytes) -> Form | None:
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"<"):
        return "xml" if _NAMESPACE.search(start) else None
    if start.startswith((b"{", b"[")):
        found = (_API.search(start) and b'"data"' in start) or any(pattern.search(start) for pattern in _GOLDEN)
        return "json" if found else None
    names = frozenset(_header(head)[0])
    return "csv" if any(marks <= names for marks in decode_csv.MARKS) else None


def _header(head: bytes) -> tuple[tuple[str, ...], str]:
    """The names of the columns and what stands between them."""
    line = head.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n").partition(b"\n")[0].decode(errors="replace").strip("\r")
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        return tuple([name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]), delimiter
    except csv.Error:
        return (), delimiter


def _title(head: bytes, header: tuple[str, ...]) -> str:
    names = frozenset(header)
    if header:
        return next(title for title, marks in zip(_TITLES, decode_csv.MARKS, strict=True) if marks <= names)
    found = _KIND.search(head)
    return _TITLES[found.lastindex - 1] if found and found.lastindex else "records"


def _date(head: bytes, file: Path) -> str | None:
    """Day of the file, by its content, else by its name."""
    said, named = _DATE.search(head), _FILE_DATE.match(file.name)
    day = said[1].decode() if said else "-".join(named.groups()) if named else None
    try:
        return check_date(day) if day else None
    except RecordError:
        return None
