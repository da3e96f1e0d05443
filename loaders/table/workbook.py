"""Reads the sheets of XLSX workbooks, row by row: the values that the program stored, dates and percentages as they are shown.

Owns what a workbook may hide: formulas without a value, sheets without end, packed parts that grow.  No formula is computed and no link to
another file is followed.  Needs openpyxl (extra ``tables``).
"""

from __future__ import annotations

import functools
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO, Final
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
_SAID: Final = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
"""What the format of a number has beside the number: text, letters that are taken as they are, room, colours."""
_CHUNK: Final = 1 << 20
_SEAM: Final = 200
_MOST_INDENT: Final = 100


def list_sheets(file: BinaryIO, name: str) -> list[str]:
    """Return the names of the sheets that hold cells, in their order.  Raises InputError DAMAGED_WORKBOOK, TOO_LARGE, NO_LIBRARY."""
    book = _open(file, name)
    try:
        return [sheet.title for sheet in book.worksheets if next(_read_rows(sheet), None) is not None]
    except _DAMAGE as error:
        raise _make_damage(name, error) from error
    finally:
        book.close()


def write_sheet(file: BinaryIO, sheet: str, out: BinaryIO, context: LoadContext, rows: int | None = None) -> None:
    """Write a sheet as CSV, or only its first ``rows``.  Warns FORMULA_WITHOUT_VALUE where it is whole.

    Raises InputError DAMAGED_WORKBOOK, TOO_LARGE, NO_LIBRARY.
    """
    name = str(context.file)
    book = _open(file, name)
    writer = LineWriter(out, name)
    try:
        found = book[sheet]
        writer.write_all(islice(_read_rows(found), rows))
        if rows is None and (missing := _count_without_value(file, found._worksheet_path)):
            what = "a formula has no stored value and is read as a blank cell: open the workbook in its program, save it and load it again"
            context.warn("FORMULA_WITHOUT_VALUE", what, times=missing)
    except _DAMAGE as error:
        raise _make_damage(name, error) from error
    finally:
        writer.close()
        book.close()


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


def _count_without_value(file: BinaryIO, part: str) -> int:
    """Count the formulas of a sheet that have no value."""
    count, tail = 0, b""
    with zipfile.ZipFile(file) as archive, archive.open(part) as xml:
        while chunk := xml.read(_CHUNK):
            text = tail + chunk
            matches = list(_NO_VALUE.finditer(text))
            count += len(matches)
            tail = text[max(len(text) - _SEAM, matches[-1].end() if matches else 0) :]
    return count


def _make_damage(name: str, error: Exception) -> InputError:
    what = f"{name} is no usable workbook: {' '.join(str(error).split())[:120] or type(error).__name__}"
    return InputError("DAMAGED_WORKBOOK", what, "open it in its program, save it again, or save the sheet as CSV UTF-8")
