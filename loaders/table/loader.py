"""The generic table: one row a holding, for people with a spreadsheet.  See docs/reference/table.md.

Owns the columns and what a row means.  Knows nothing of how bytes become rows (``rows``) or of whom a party's cells mean (``entities``).
The file is read three times, for its hash, its parties and its statements; what cannot be read twice, such
as a pipe, is first copied to a temporary file.  Memory grows with the parties and the rows: a million of each take 750 MB in all.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from loaders.contract import LoadContext, LoadedSource
from loaders.table.entities import Parties, Party, code, near, person_held, written
from loaders.table.rows import MAX_ROW, Row, rows
from ontology.errors import InputError, RecordError
from ontology.shares import Share
from ontology.statements import (
    Directness,
    EntityStatement,
    Evidence,
    Interest,
    InterestStatement,
    Kind,
    Name,
    Place,
    Reason,
    Source,
    Statement,
    Status,
)

COLUMNS: Final = (
    "holder",
    "subject",
    "interest",
    "share",
    "valid_from",
    "valid_until",
    "stated_at",
    "status",
    "holder_id",
    "holder_kind",
    "holder_jurisdiction",
    "subject_id",
    "subject_kind",
    "subject_jurisdiction",
    "source",
    "note",
)
REQUIRED: Final = ("holder", "subject")
DELIMITERS: Final = (",", ";", "\t")

_CHUNK: Final = 1 << 20
_SUFFIXES: Final = (".csv", ".tsv")
_LINK: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_TREASURY: Final = (Interest.SHAREHOLDING, Interest.VOTING_RIGHTS)
_Code = TypeVar("_Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Layout:
    """The header: the delimiter, and the name of each column, lower case; an unnamed column has an empty name."""

    delimiter: str
    columns: tuple[str, ...]

    def unknown(self) -> list[str]:
        return [x for x in self.columns if x and x not in COLUMNS]

    def cells(self, row: Row) -> dict[str, str]:
        """The cells that are not blank, by column.  Raises RecordError TOO_MANY_CELLS, TOO_FEW_CELLS."""
        count = len(self.columns)
        if any(row.cells[count:]) or any(cell and not name for name, cell in zip(self.columns, row.cells, strict=False)):
            raise RecordError(
                "TOO_MANY_CELLS",
                f"line {row.line} has a cell under no column name",
                f"put quotes around a cell that holds {self.delimiter!r}, or name the column",
            )
        if len(row.cells) < count:
            raise RecordError(
                "TOO_FEW_CELLS",
                f"line {row.line} has {len(row.cells)} cells, the header {count}",
                f"write the blank cells too: one {self.delimiter!r} between two cells",
            )
        return {name: cell for name, cell in zip(self.columns, row.cells, strict=False) if cell}


class TableLoader:
    """The loader as the house asks for it."""

    name = "table"

    def detect(self, head: bytes, file: Path) -> bool:
        """By its header; a file named as a table is taken too, so that a wrong header is told as that."""
        first = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")[0][:MAX_ROW].decode(errors="replace")
        return any(set(REQUIRED) <= set(_names(first.split(x))) for x in DELIMITERS) or file.suffix.lower() in _SUFFIXES

    def load(self, stream: BinaryIO, context: LoadContext) -> Iterator[LoadedSource]:
        """One release.

        Raises InputError WRONG_ENCODING, LINE_TOO_LONG, OLD_LINE_ENDS, BAD_HEADER, MISSING_COLUMN, DUPLICATE_COLUMN, NOTHING_USABLE.
        """
        with ExitStack() as stack:
            if not stream.seekable():
                copy = stack.enter_context(tempfile.TemporaryFile())
                shutil.copyfileobj(stream, copy)
                copy.seek(0)
                stream = copy
            start = stream.tell()
            sha256 = hashlib.sha256()
            while chunk := stream.read(_CHUNK):
                sha256.update(chunk)
            stream.seek(start)
            layout = _layout(stream, context)
            for _ in layout.unknown():
                context.warn("UNKNOWN_COLUMN")
            stream.seek(start)
            parties = _parties(stream, layout, context)
            stream.seek(start)
            title = context.source or "standard input" if str(context.file) == "-" else context.file.name
            source = Source(id=context.source_iri, title=title, type="table", sha256=sha256.hexdigest())
            yield source, _statements(stream, layout, parties, context)


def _names(cells: Iterable[str]) -> list[str]:
    return [cell.strip().strip('"').strip().lower() for cell in cells]


def _layout(stream: BinaryIO, context: LoadContext) -> Layout:
    start = stream.tell()
    header = _header(stream, ",", context)
    text = header.raw.decode("utf-8-sig")
    if "\r" in text.rstrip("\r\n"):
        raise InputError(
            "OLD_LINE_ENDS",
            f"the lines of {context.file} end with a carriage return alone",
            "convert it first, for example: tr '\\r' '\\n' < FILE",
        )
    delimiter = max(DELIMITERS, key=lambda x: (len(set(_names(text.split(x))) & set(COLUMNS)), text.count(x)))
    stream.seek(start)
    header = _header(stream, delimiter, context)
    if header.error is not None:
        raise InputError("BAD_HEADER", f"the header of {context.file} cannot be split into names", "close every quote in the first line")
    columns = tuple(_names(header.cells))
    for name in REQUIRED:
        if name not in columns:
            alike = difflib.get_close_matches(name, [x for x in columns if x not in COLUMNS], n=1)
            hint = f"rename the column {alike[0]!r}" if alike else "the first line names the columns; holder and subject are required"
            raise InputError("MISSING_COLUMN", f"{context.file} has no column {name!r}", hint)
    twice = next((x for x in columns if x and columns.count(x) > 1), None)
    if twice is not None:
        raise InputError("DUPLICATE_COLUMN", f"{context.file} has two columns {twice[:60]!r}", "rename or remove one of them")
    return Layout(delimiter, columns)


def _header(stream: BinaryIO, delimiter: str, context: LoadContext) -> Row:
    header = next(rows(stream, delimiter), None)
    if header is None:
        raise InputError("EMPTY_FILE", f"{context.file} is empty", "give a header and at least one row")
    if len(header.raw) > MAX_ROW:
        raise InputError("LINE_TOO_LONG", f"the header of {context.file} is longer than {MAX_ROW} bytes", "check that the file is a table")
    return header


def _records(stream: BinaryIO, layout: Layout) -> Iterator[Row]:
    """The rows after the header."""
    return islice(rows(stream, layout.delimiter), 1, None)


def _parties(stream: BinaryIO, layout: Layout, context: LoadContext) -> Parties:
    """All parties that the file writes, those of rows with another fault too: a corrected row then changes no party."""
    parties = Parties(context.source_iri, context.base)
    for row in _records(stream, layout):
        for side in REQUIRED:
            try:
                party = None if row.error else written(layout.cells(row), side, context.base)
            except RecordError:
                continue  # said when the row's statements are made
            if party is not None:
                parties.add(party, side)
    for _ in range(parties.differing()):
        context.warn("PARTY_DIFFERS")
    for _ in range(parties.partly_identified()):
        context.warn("PARTLY_IDENTIFIED")
    return parties


def _statements(stream: BinaryIO, layout: Layout, parties: Parties, context: LoadContext) -> Iterator[Statement]:
    maker = _Maker(context, parties)
    read = rejected = 0
    for row in _records(stream, layout):
        read += 1
        context.read += 1
        try:
            if row.error is not None:
                raise row.error
            made = maker.row(row, layout.cells(row))
        except RecordError as error:
            rejected += 1
            context.reject(error, line=row.line, raw=row.raw)
        else:
            yield from made
    if read == rejected:
        what = f"none of the {read} rows of {context.file} can be used" if read else f"{context.file} has a header and no rows"
        raise InputError("NOTHING_USABLE", what, "see the rejects (--rejects FILE) for each row's fault" if read else "add rows")


class _Maker:
    """Statements of rows; remembers which parties were described and which rows were seen."""

    def __init__(self, context: LoadContext, parties: Parties) -> None:
        self._context, self._parties = context, parties
        self._source = context.source_iri
        self._described: set[bytes] = set()
        self._seen: dict[bytes, int] = {}

    def row(self, row: Row, cells: dict[str, str]) -> list[Statement]:
        """The statements of one row; nothing is remembered of a row that raises."""
        place = Place(file=self._context.file.name, line=row.line, sha256=hashlib.sha256(row.raw).hexdigest())
        holder, subject = (self._party(cells, side) for side in REQUIRED)
        if subject is None:
            raise RecordError("MISSING_SUBJECT", "the row has no subject", "write the name of the company that is held")
        interest = self._interest(cells, holder, subject, place)
        return [*self._descriptions((holder, subject), place), interest]

    def _party(self, cells: dict[str, str], side: str) -> Party | None:
        party = written(cells, side, self._context.base)
        return None if party is None else self._parties.resolve(party)

    def _interest(self, cells: dict[str, str], holder: Party | None, subject: Party, place: Place) -> InterestStatement:
        interest = _coded(Interest, cells, "interest", Interest.SHAREHOLDING)
        status = _coded(Status, cells, "status", Status.IN_EFFECT)
        if subject.kind is Kind.PERSON:
            raise person_held()
        if holder is not None and holder.iri == subject.iri:
            _check_treasury(interest, cells)
        url = cells.get("source", "")
        linked = bool(_LINK.fullmatch(url))
        key = [text for column in sorted(cells) for text in (column, cells[column])]
        seen = _digest(repr(key))
        ordinal = self._seen.get(seen, 0)
        made = InterestStatement(
            id=self._context.base.statement(self._source, "row", *key, str(ordinal)),
            source=self._source,
            place=place,
            holder=None if holder is None else holder.iri,
            subject=subject.iri,
            holder_reason=Reason.UNKNOWN if holder is None else None,
            interest=interest,
            share=Share.parse(cells["share"]) if "share" in cells else None,
            direct=Directness.DIRECT,
            status=status,
            valid_from=cells.get("valid_from"),
            valid_until=cells.get("valid_until"),
            stated_at=cells.get("stated_at"),
            evidence=(Evidence(source=self._source, url=url),) if linked else (),
            note=_note(cells, holder, linked),
        )
        self._seen[seen] = ordinal + 1
        if ordinal:
            self._context.warn("REPEATED_ROW")
        return made

    def _descriptions(self, parties: Iterable[Party | None], place: Place) -> Iterator[EntityStatement]:
        """What the row says of its parties, unless a row before said the same."""
        for party in parties:
            if party is None:
                continue
            key = self._context.base.statement(self._source, "party", party.iri, party.name or "", party.kind, party.jurisdiction or "")
            digest = _digest(key)
            if digest not in self._described:
                self._described.add(digest)
                yield EntityStatement(
                    id=key,
                    source=self._source,
                    place=place,
                    entity=party.iri,
                    kind=party.kind,
                    jurisdiction=party.jurisdiction,
                    names=(Name(text=party.name),) if party.name else (),
                    identifiers=(party.identifier,) if party.identifier else (),
                )


def _digest(text: str) -> bytes:
    """What is remembered of a text of which there are as many as rows."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _coded(codes: type[_Code], cells: dict[str, str], column: str, default: _Code) -> _Code:
    text = cells.get(column)
    if text is None:
        return default
    found = code(text, codes)
    if found is not None:
        return found
    if column == "interest":
        raise RecordError("UNKNOWN_INTEREST", f"{text[:60]!r} is no interest of BODS 0.4", near(text, codes))
    raise RecordError("UNKNOWN_STATUS", f"{text[:60]!r} is no status", near(text, codes))


def _check_treasury(interest: Interest, cells: dict[str, str]) -> None:
    if interest not in _TREASURY or "treasury" not in cells.get("note", "").casefold():
        raise RecordError(
            "HOLDER_IS_SUBJECT",
            "holder and subject are the same party",
            "correct one of them; a company's own shares are written with the word treasury in the note",
        )


def _note(cells: dict[str, str], holder: Party | None, linked: bool) -> str | None:
    """The note, and every cell that no field of the statement holds."""
    kept = [] if linked else ["source"]
    kept += [] if holder else ["holder_kind", "holder_jurisdiction"]
    kept += [column for column in cells if column not in COLUMNS]
    parts = [cells["note"]] if "note" in cells else []
    parts += [f"{column}: {cells[column]}" for column in kept if column in cells]
    return "; ".join(parts) or None
