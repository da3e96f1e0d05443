"""The columns of a table: its header, and the cells of a row."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final, NamedTuple

from loaders.contract import LoadContext
from loaders.table.rows import MAX_ROW, Row, read_rows
from ontology.errors import InputError, RecordError
from ontology.table import TABLE_COLUMNS

REQUIRED: Final = ("holder", "subject")
DELIMITERS: Final = (",", ";", "\t")

_NAMED_DELIMITER: Final = re.compile(r"\"?sep=([,;\t|])\"?[\s,;]*\Z", re.IGNORECASE)


SHARE_WORDS: Final = "share_words"
"""Name of what a table itself wrote for a share that a mapping reads."""


class Holding(NamedTuple):
    """One holding that a row states: its cells by the columns of the generic table, and what a mapping reads beyond these."""

    cells: dict[str, str]
    more: dict[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """The header: the delimiter, and the name of each column; an unnamed column has an empty name.

    ``header_rows``: rows before the first one of data; two where the first line names the delimiter.
    """

    delimiter: str
    columns: tuple[str, ...]
    header_rows: int = 1

    def list_unknown(self) -> list[str]:
        """Return the columns that have no meaning here; their cells go into the notes."""
        return [x for x in self.columns if x and x not in TABLE_COLUMNS]

    def read_cells(self, row: Row) -> dict[str, str]:
        """Return the cells that are not blank, by column.  Raises RecordError TOO_MANY_CELLS, TOO_FEW_CELLS."""
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

    def read_loose_cells(self, row: Row) -> dict[str, str]:
        """Return the cells that are not blank, by column; a row of somebody's own table may be shorter or longer than its header."""
        return {name: cell for name, cell in zip(self.columns, row.cells, strict=False) if cell and name}


def is_header(line: str) -> bool:
    """Whether the first line of a text names the required columns."""
    return any(set(REQUIRED) <= set(_split_names(line.split(delimiter))) for delimiter in DELIMITERS)


def read_delimiter(line: str) -> str | None:
    """Return the delimiter that a line such as ``sep=;`` names, which spreadsheet programs write before the header; None for any other.

    >>> read_delimiter("sep=;\\r")
    ';'
    """
    match = _NAMED_DELIMITER.match(line)
    return match[1] if match else None


def read_layout(stream: BinaryIO, context: LoadContext, delimiter: str | None = None) -> Layout:
    """Read the header of a generic table.  ``delimiter``: where it is known.

    Raises InputError EMPTY_FILE, LINE_TOO_LONG, OLD_LINE_ENDS, BAD_HEADER, MISSING_COLUMN, DUPLICATE_COLUMN.
    """
    start = stream.tell()
    header = _read_header(stream, ",", context)
    text = header.raw.decode("utf-8-sig")
    if "\r" in text.rstrip("\r\n"):
        raise InputError(
            "OLD_LINE_ENDS",
            f"the lines of {context.file} end with a carriage return alone",
            "convert it first, for example: tr '\\r' '\\n' < FILE",
        )
    named = read_delimiter(text)
    delimiter = (
        named or delimiter or max(DELIMITERS, key=lambda x: (len(set(_split_names(text.split(x))) & set(TABLE_COLUMNS)), text.count(x)))
    )
    stream.seek(start)
    header = _read_header(stream, delimiter, context, skip=1 if named else 0)
    if header.error is not None:
        raise InputError("BAD_HEADER", f"the header of {context.file} cannot be split into names", "close every quote in the first line")
    columns = tuple(_split_names(header.cells))
    for name in REQUIRED:
        if name not in columns:
            hint = f"say which columns are meant: ownership table propose {context.file} -o mapping.yaml"
            if "statementid" in columns:
                hint = "it is one of several tables of beneficial ownership data: put all of the release into one zip file and load that"
            elif near := difflib.get_close_matches(name, columns, n=1):
                hint = f"rename the column {near[0]!r} to {name!r}, if that is what it means; or {hint}"
            raise InputError("MISSING_COLUMN", f"{context.file} has no column {name!r}", hint)
    twice = next((x for x in columns if x and columns.count(x) > 1), None)
    if twice is not None:
        raise InputError("DUPLICATE_COLUMN", f"{context.file} has two columns {twice[:60]!r}", "rename or remove one of them")
    return Layout(delimiter, columns, 2 if named else 1)


def _read_header(stream: BinaryIO, delimiter: str, context: LoadContext, *, skip: int = 0) -> Row:
    header = next(islice(read_rows(stream, delimiter), skip, None), None)
    if header is None:
        raise InputError("EMPTY_FILE", f"{context.file} is empty", "give a header and at least one row")
    if len(header.raw) > MAX_ROW:
        raise InputError("LINE_TOO_LONG", f"the header of {context.file} is longer than {MAX_ROW} bytes", "check that the file is a table")
    return header


def _split_names(cells: Iterable[str]) -> list[str]:
    return [cell.strip().strip('"').strip().lower() for cell in cells]
