"""Reads the sheets of XLSX workbooks, row by row: the values that the program stored, dates and percentages as they are shown.

Owns what a workbook may hide: sheets, rows and columns that are not shown, formulas without a value, sheets without end, packed parts that
grow.  No formula is computed and no link to another file is followed.  Needs openpyxl (extra ``tables``).
"""

from __future__ import annotations

import functools
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO, Final, NamedTuple
from xml.etree.ElementTree import ParseError

from loaders.compression import check_members
from loaders.contract import LoadContext
from loaders.table.cell_text import LineWriter, write_number
from ontology.errors import InputError

_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    ParseError,
    RuntimeError,
)
"""What openpyxl raises for parts that are no workbook's."""
_MOST: Final = {"worksheets/": 2**40, "sharedStrings": 256 * 2**20, "content.xml": 2**40, "pivotCache": 256 * 2**20}
_MOST_OF_OTHERS: Final = 32 * 2**20
"""Bytes of the parts of a workbook.  Its sheets are read in pieces; the strings that they share and all else are held in memory."""
_NO_VALUE: Final = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
"""A formula of which no program has stored a value."""
_HIDDEN_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^<>]*\bhidden=[\"'](?:1|true)[\"'][^<>]*")
_HIDDEN_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\b[^<>]*\bhidden=[\"'](?:1|true)[\"'][^<>]*")
_ROW_NUMBER: Final = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_ENDS: Final = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
_SAID: Final = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
"""What the format of a number has beside the number: text, letters that are taken as they are, room, colours."""
_CHUNK: Final = 1 << 20
_SEAM: Final = 300
_MOST_INDENT: Final = 100


class Sheets(NamedTuple):
    """The names of the sheets that hold cells, in their order: those that are shown, and those that are not."""

    shown: list[str]
    hidden: list[str]


def list_sheets(file: BinaryIO, name: str) -> Sheets:
    """Return the sheets that hold cells.  Raises InputError DAMAGED_WORKBOOK, TOO_LARGE, NO_LIBRARY."""
    book = _open(file, name)
    try:
        filled = [sheet for sheet in book.worksheets if next(_read_rows(sheet), None) is not None]
        shown = [sheet.title for sheet in filled if sheet.sheet_state == "visible"]
        return Sheets(shown, [sheet.title for sheet in filled if sheet.sheet_state != "visible"])
    except _DAMAGE as error:
        raise _make_damage(name, error) from error
    finally:
        book.close()


def write_sheet(file: BinaryIO, sheet: str, out: BinaryIO, context: LoadContext, rows: int | None = None) -> Hidden:
    """Write a sheet as CSV, or only its first ``rows``; return what of it is hidden.

    Warns FORMULA_WITHOUT_VALUE, HIDDEN_ROWS, HIDDEN_COLUMNS where it is whole.  Raises InputError DAMAGED_WORKBOOK, TOO_LARGE, NO_LIBRARY.
    """
    name = str(context.file)
    book = _open(file, name)
    writer, hidden = LineWriter(out, name), Hidden()
    try:
        found = book[sheet]
        look = _look_at(file, found._worksheet_path) if rows is None else _Look(0, frozenset(), [])
        hidden.columns += look.hidden_columns
        writer.write_all(hidden.note(number in look.hidden_rows, cells) for number, cells in enumerate(islice(_read_rows(found), rows), 1))
        if look.without_value:
            what = "a formula has no stored value and is read as a blank cell: open the workbook in its program, save it and load it again"
            context.warn("FORMULA_WITHOUT_VALUE", what, times=look.without_value)
        hidden.warn(context)
        return hidden
    except _DAMAGE as error:
        raise _make_damage(name, error) from error
    finally:
        writer.close()
        book.close()


@dataclass(slots=True)
class Hidden:
    """What of a sheet is not shown and is read: rows with cells, and columns by the places where they begin and end, counted from 1."""

    columns: list[tuple[int, int]] = field(default_factory=list)
    rows: int = 0
    width: int = 0

    def note(self, is_hidden: bool, cells: list[object], times: int = 1) -> list[object]:
        """Note a row that is written, and return it."""
        filled = next((place for place in range(len(cells), 0, -1) if cells[place - 1] is not None), 0)
        self.width = max(self.width, filled)
        self.rows += times if is_hidden and filled else 0
        return cells

    def warn(self, context: LoadContext) -> None:
        """Say how many rows and columns with cells are hidden."""
        if self.rows:
            what = "a row is hidden in the sheet, by hand or by a filter, and is read: delete it there if it is not meant"
            context.warn("HIDDEN_ROWS", what, times=self.rows)
        if columns := self.count_columns():
            what = "a column is hidden in the sheet and is read: where it is not meant, leave it out of the mapping"
            context.warn("HIDDEN_COLUMNS", what, times=columns)

    def count_columns(self) -> int:
        """Count the hidden columns that lie where the sheet has cells."""
        return len({place for first, last in self.columns for place in range(first, min(last, self.width) + 1)})


def check_size(file: BinaryIO, name: str) -> None:
    """Refuse a workbook whose parts grow out of all proportion.  Raises InputError TOO_LARGE, DAMAGED_WORKBOOK."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except _DAMAGE as error:
        raise _make_damage(name, error) from error
    check_members(parts, name)
    for part in parts:
        most = next((size for stem, size in _MOST.items() if stem in part.filename), _MOST_OF_OTHERS)
        if part.filename.endswith((".xml", ".rels", ".bin")) and part.file_size > most:
            what = f"{name} has a part of {part.file_size >> 20} MiB that is no sheet ({part.filename[-60:]!r})"
            raise InputError("TOO_LARGE", what, "save the sheet that holds the table as CSV UTF-8 and load that")


def _open(file: BinaryIO, name: str) -> Any:
    try:
        import openpyxl
    except ImportError:
        hint = "install it: pip install 'ownership-graph[tables]'; or save the sheet as CSV UTF-8 and load that"
        raise InputError("NO_LIBRARY", f"{name} is an XLSX workbook, and openpyxl, which reads it, is not installed", hint) from None
    check_size(file, name)
    file.seek(0)
    try:
        return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except _DAMAGE as error:
        raise _make_damage(name, error) from error


def _read_rows(sheet: Any) -> Iterator[list[object]]:
    """Yield the cells of each row, percentages with their sign."""
    # What a workbook says of its own size may be wrong.
    sheet.reset_dimensions()
    indents: dict[int, str] = {}
    for row in sheet.iter_rows():
        yield [_read_cell(cell, indents) for cell in row]


def _read_cell(cell: Any, indents: dict[int, str]) -> object:
    """Return what a cell says.  ``indents``: the blanks before a text, by the style of its cell, as a tree is drawn."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and (times := _find_percent(cell.number_format or "")):
        return f"{write_number(float(value), times=times)}%"
    if isinstance(value, str) and (style := getattr(cell, "_style_id", 0)):
        if style not in indents:
            indents[style] = "  " * min(int(cell.alignment.indent or 0), _MOST_INDENT)
        return indents[style] + value
    return value


@functools.lru_cache(maxsize=1_000)
def _find_percent(number_format: str) -> int:
    """Find by what a number is multiplied that is shown with a percent sign: by 1 where the sign is only text behind it; 0: it has none.

    >>> _find_percent("0.0%"), _find_percent('0.0"%"'), _find_percent("0.0 \\\\%"), _find_percent("0.00")
    (100, 1, 1, 0)
    """
    shown = _SAID.sub("", number_format)
    return 100 if "%" in shown else int("%" in number_format)


class _Look(NamedTuple):
    """What the text of a sheet says beside its cells: formulas that have no value, the numbers of hidden rows, and hidden columns."""

    without_value: int
    hidden_rows: Collection[int]
    hidden_columns: list[tuple[int, int]]


def _look_at(file: BinaryIO, part: str) -> _Look:
    count, tail, rows, columns = 0, b"", set[int](), list[tuple[int, int]]()
    with zipfile.ZipFile(file) as archive, archive.open(part) as xml:
        while chunk := xml.read(_CHUNK):
            text = tail + chunk
            matches = list(_NO_VALUE.finditer(text))
            count += len(matches)
            if b"hidden=" in text:
                # A row or column in the seam is met twice.
                rows.update(int(number[1]) for row in _HIDDEN_ROW.findall(text) if (number := _ROW_NUMBER.search(row)))
                columns += [(int(ends["min"]), int(ends["max"])) for c in _HIDDEN_COLUMN.findall(text) if len(ends := _read_ends(c)) == 2]
            tail = text[max(len(text) - _SEAM, matches[-1].end() if matches else 0) :]
    return _Look(count, rows, columns)


def _read_ends(column: bytes) -> dict[str, bytes]:
    return {name.decode(): number for name, number in _ENDS.findall(column)}


def _make_damage(name: str, error: Exception) -> InputError:
    what = f"{name} is no usable workbook: {' '.join(str(error).split())[:120] or type(error).__name__}"
    return InputError("DAMAGED_WORKBOOK", what, "open it in its program, save it again, or save the sheet as CSV UTF-8")
