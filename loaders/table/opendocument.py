"""Reads the sheets of OpenDocument spreadsheets (ODS), row by row: the values that the program stored.

Owns repeated rows and cells, of which a sheet writes thousands in one element.  No formula is computed and no link is followed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final
from xml.etree import ElementTree as Xml

from loaders.contract import LoadContext
from loaders.table.cell_text import MAX_CELLS, LineWriter, write_number
from loaders.table.workbook import check_size
from ontology.errors import InputError

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MAX_COLUMNS: Final = 16_384
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, Xml.ParseError, RuntimeError)

Row = tuple[list[object], int]
"""Cells, and how many rows have them."""


def list_sheets(file: BinaryIO, name: str) -> list[str]:
    """Return the names of the sheets that hold cells, in their order.  Raises InputError DAMAGED_WORKBOOK, TOO_LARGE."""
    check_size(file, name)
    names: dict[str, None] = {}
    for sheet, (cells, _), _ in _read_rows(file, name):
        if any(cells):
            names[sheet] = None
    return list(names)


def write_sheet(file: BinaryIO, sheet: str, out: BinaryIO, context: LoadContext, rows: int | None = None) -> None:
    """Write a sheet as CSV, or only its first ``rows``.  Warns FORMULA_WITHOUT_VALUE where it is whole.

    Raises InputError DAMAGED_WORKBOOK, TOO_LARGE.
    """
    check_size(file, str(context.file))
    writer, missing = LineWriter(out, str(context.file)), 0
    try:
        pending = 0
        for name, (cells, times), without_value in islice(_read_rows(file, str(context.file)), rows):
            if name != sheet:
                continue
            missing += without_value
            if not any(cells):
                # Sheets end with one row that is repeated up to the last one that there could be.
                pending += times
                continue
            if pending:
                writer.write((), times=pending)
                pending = 0
            writer.write(cells, times=times)
    finally:
        writer.close()
    if missing and rows is None:
        what = "a formula has no stored value and is read as a blank cell: open the sheet in its program, save it and load it again"
        context.warn("FORMULA_WITHOUT_VALUE", what, times=missing)


def _read_rows(file: BinaryIO, name: str) -> Iterator[tuple[str, Row, int]]:
    """Yield sheet, row and the number of its formulas without a value."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive, archive.open("content.xml") as xml:
            sheet, parents = "", []
            for event, element in Xml.iterparse(xml, events=("start", "end")):  # noqa: S314 (expat refuses entities that grow)
                if event == "start":
                    parents.append(element)
                    if element.tag == f"{_TABLE}table":
                        sheet = element.get(f"{_TABLE}name", "")
                    continue
                parents.pop()
                if element.tag == f"{_TABLE}table-row":
                    yield (sheet, *_read_row(element, name))
                    if parents:
                        parents[-1].remove(element)
    except _DAMAGE as error:
        what = f"{name} is no usable spreadsheet: {' '.join(str(error).split())[:120] or type(error).__name__}"
        raise InputError("DAMAGED_WORKBOOK", what, "open it in its program, save it again, or save the sheet as CSV UTF-8") from error


def _read_row(row: Xml.Element, name: str) -> tuple[Row, int]:
    cells: list[object] = []
    missing = 0
    for element in row:
        if element.tag not in _CELLS:
            continue
        value = _read_cell(element)
        repeated = _read_repeat(element, "columns")
        missing += value is None and element.get(f"{_TABLE}formula") is not None
        if value is not None and len(cells) + repeated > _MAX_COLUMNS:
            raise InputError("TOO_LARGE", f"{name} has more than {_MAX_COLUMNS:,} columns", "save the columns that hold data as CSV UTF-8")
        cells += [value] * min(repeated, _MAX_COLUMNS - len(cells))
    while cells and cells[-1] is None:
        cells.pop()
    times = _read_repeat(row, "rows")
    if len(cells) * times > MAX_CELLS:
        raise InputError(
            "TOO_LARGE", f"{name} has more than {MAX_CELLS:,} cells", "save the rows that hold data as CSV UTF-8 and load that"
        )
    return (cells, times), missing


def _read_repeat(element: Xml.Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _read_cell(cell: Xml.Element) -> object:
    """Return the value of a cell; None for a blank one."""
    kind, value = cell.get(f"{_OFFICE}value-type"), cell.get(f"{_OFFICE}value")
    if kind == "percentage" and value:
        return f"{write_number(float(value), times=100)}%"
    if kind in ("float", "currency") and value:
        return write_number(float(value))
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00").replace("T", " ") or None
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").upper() or None
    text = " ".join("".join(paragraph.itertext()) for paragraph in cell.findall(f"{_TEXT}p")).strip()
    return text or None
