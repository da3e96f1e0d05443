"""Writes the typed cells of workbooks and databases as the text that a table has, one line a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import BinaryIO, Final

from loaders.table.rows import MAX_ROW
from ontology.errors import InputError

MAX_ROWS: Final = 1_048_576
"""Rows of a sheet; no spreadsheet program has more."""
MAX_CELLS: Final = 50_000_000
"""Cells of a sheet, blank ones too."""
MAX_LETTERS: Final = 2 * 2**30
"""Letters of a sheet: a repeated cell can be written in few bytes and read as many."""


class LineWriter:
    """Writes rows as lines of CSV, so that the number of a line is the number of its row in the sheet."""

    def __init__(self, out: BinaryIO, name: str, *, is_bounded: bool = True) -> None:
        """``is_bounded``: whether a table may not be larger than a sheet."""
        self._text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
        self._csv = csv.writer(self._text, lineterminator="\n")
        self._name, self._is_bounded = name, is_bounded
        self._rows = self._cells = self._blank = self._width = self._letters = 0

    def write(self, cells: Sequence[object], *, times: int = 1) -> None:
        """Write a row, or the same one several times.  Raises InputError TOO_LARGE."""
        texts = [write_cell(cell) for cell in cells] if cells else []
        while texts and not texts[-1]:
            texts.pop()
        self._rows += times
        self._cells += max(len(cells), 1) * times
        if self._is_bounded and (self._rows > MAX_ROWS or self._cells > MAX_CELLS):
            what = f"{self._name} has more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells"
            raise InputError("TOO_LARGE", what, "save the rows that hold data as CSV UTF-8 and load that")
        if not texts:
            self._blank += times
            return
        size = sum(map(len, texts))
        if size > MAX_ROW:
            # No row of that length is read: its beginning is enough to reject it.
            texts = ["".join(islice(chain.from_iterable(texts), MAX_ROW + 1))]
        self._letters += min(size, MAX_ROW) * times
        if self._is_bounded and self._letters > MAX_LETTERS:
            what = f"{self._name} has more than {MAX_LETTERS:,} letters in its cells"
            raise InputError("TOO_LARGE", what, "save the rows that hold data as CSV UTF-8 and load that")
        # Blank rows count as lines; those behind the last row of data are left out.
        self._text.write("\n" * self._blank)
        self._blank = 0
        # A sheet does not keep the blank cells at the end of a row.
        self._width = self._width or len(texts)
        texts += [""] * (self._width - len(texts))
        for _ in range(times):
            self._csv.writerow(texts)

    def write_all(self, rows: Iterable[Sequence[object]]) -> None:
        for row in rows:
            self.write(row)

    def close(self) -> None:
        """Write what is left, and leave the stream open."""
        self._text.flush()
        self._text.detach()


def write_cell(value: object) -> str:
    """Write one cell as text.

    >>> [write_cell(x) for x in (None, 51.5, 0.00001, 3.0, True, datetime(2019, 12, 31), b"raw", " two\\nlines ")]
    ['', '51.5', '0.00001', '3', 'TRUE', '2019-12-31', '', 'two lines']
    """
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, str):
        # Blanks at the beginning may draw a tree.
        return " ".join(value.split()) if "\n" in value or "\r" in value else value.rstrip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return write_number(value)
    if isinstance(value, datetime):
        text = value.isoformat(sep=" ")
        return text.removesuffix(" 00:00:00")
    return value.isoformat() if isinstance(value, date) else str(value)


def write_number(value: float, *, times: int = 1) -> str:
    """Write a number without an exponent and without zeros behind its decimals.

    >>> write_number(0.515, times=100), write_number(float("nan"))
    ('51.5', '')
    """
    number = Decimal(repr(value)) * times
    if not number.is_finite():
        return ""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
