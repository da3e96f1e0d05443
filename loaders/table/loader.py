"""Recognises a table by its header and reads it: its hash, its parties and its statements.

The file is read three times; what cannot be read twice, such as a pipe, or is not UTF-8, is first copied to a temporary file.  Memory
grows with the parties and the rows: a million of each take 770 MB in all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from loaders.common.beginnings import find_day
from loaders.contract import LoadContext, LoadedSource
from loaders.table.entities import Parties, read_party
from loaders.table.interests import RowMapper
from loaders.table.model import REQUIRED, Layout, is_header, read_delimiter, read_layout
from loaders.table.rows import MAX_ROW, Row, read_rows
from loaders.table.spelling import DATES, DateOrder
from loaders.table.text import open_text
from ontology.errors import InputError, RecordError
from ontology.statements import Source, Statement

_SUFFIXES: Final = (".csv", ".tsv")


class TableLoader:
    """The loader of the generic table."""

    name = "table"

    def detect(self, head: bytes, file: Path) -> bool:
        """Whether the header has the required columns; a file with a table's suffix is taken too, so that a wrong header is reported."""
        lines = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")[:MAX_ROW].decode(errors="replace").split("\n", 2)
        first = lines[1] if len(lines) > 1 and read_delimiter(lines[0]) else lines[0]
        return is_header(first) or file.suffix.lower() in _SUFFIXES

    def load(self, stream: BinaryIO, context: LoadContext) -> Iterator[LoadedSource]:
        """Yield the table as one source.

        Raises InputError WRONG_ENCODING, LINE_TOO_LONG, OLD_LINE_ENDS, BAD_HEADER, MISSING_COLUMN, DUPLICATE_COLUMN, NOTHING_USABLE.
        """
        with ExitStack() as stack:
            stream, start, sha256 = open_text(stream, context, stack)
            layout = read_layout(stream, context)
            for _ in layout.list_unknown():
                context.warn("UNKNOWN_COLUMN")
            stream.seek(start)
            parties, order = _collect(stream, layout, context)
            stream.seek(start)
            title = context.source or "standard input" if str(context.file) == "-" else context.file.name
            date = context.date or find_day(context.file)
            source = Source(id=context.source_iri, title=title, type="table", date=date, sha256=sha256)
            yield source, _map_rows(stream, layout, RowMapper(context, parties, order, has_decimal_comma=layout.delimiter != ","), context)


def _read_body(stream: BinaryIO, layout: Layout) -> Iterator[Row]:
    """Yield the rows after the header."""
    return islice(read_rows(stream, layout.delimiter), layout.header_rows, None)


def _collect(stream: BinaryIO, layout: Layout, context: LoadContext) -> tuple[Parties, DateOrder]:
    """Return all parties that the file names, also in rows with another fault (a corrected row then changes no party), and how it writes
    dates."""
    parties, order = Parties(context.source_iri, context.base), DateOrder()
    dates = [layout.columns.index(column) for column in DATES if column in layout.columns]
    for row in _read_body(stream, layout):
        for place in dates:
            if place < len(row.cells):
                order.add(row.cells[place])
        for side in REQUIRED:
            try:
                party = None if row.error else read_party(layout.read_cells(row), side, context.base)
            except RecordError:
                continue  # reported when the row is mapped
            if party is not None:
                parties.add(party, side)
    for _ in range(parties.count_differing()):
        context.warn("PARTY_DIFFERS")
    for _ in range(parties.count_partly_identified()):
        context.warn("PARTLY_IDENTIFIED")
    return parties, order


def _map_rows(stream: BinaryIO, layout: Layout, mapper: RowMapper, context: LoadContext) -> Iterator[Statement]:
    """Yield the statements of all rows.  Raises InputError NOTHING_USABLE at the end where every row was rejected."""
    read = rejected = 0
    for row in _read_body(stream, layout):
        read += 1
        context.read += 1
        try:
            if row.error is not None:
                raise row.error
            statements = mapper.map_row(row, layout.read_cells(row))
        except RecordError as error:
            rejected += 1
            context.reject(error, line=row.line, raw=row.raw)
        else:
            yield from statements
    if read == rejected:
        what = f"none of the {read} rows of {context.file} can be used" if read else f"{context.file} has a header and no rows"
        raise InputError("NOTHING_USABLE", what, "see the rejects (--rejects FILE) for each row's fault" if read else "add rows")
    mapper.warn_of_all()
