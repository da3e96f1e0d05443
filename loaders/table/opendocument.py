"""Reads the sheets of OpenDocument spreadsheets (ODS), row by row: the values that the program stored.

Owns repeated rows and cells, of which a sheet writes thousands in one element.  No formula is computed and no link is followed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, Final, NamedTuple
from xml.etree import ElementTree as Xml

from loaders.contract import LoadContext
from loaders.table.cell_text import MAX_CELLS, LineWriter, write_number
from loaders.table.workbook import Hidden, Sheets, check_size
from ontology.errors import InputError

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MAX_COLUMNS: Final = 16_384
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, Xml.ParseError, RuntimeError)


@dataclass(slots=True)
class _Sheet:
    """A sheet, and the columns that it does not show, by the places where they begin and end."""

    name: str
    is_hidden: bool = False
    columns: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def add_columns(self, count: int, *, is_hidden: bool) -> None:
        if is_hidden:
            self.hidden_columns.append((self.columns + 1, self.columns + count))
        self.columns += count


class _Line(NamedTuple):
    """The cells of a row, how many rows have them, and how many formulas there have no value."""

    sheet: _Sheet
    cells: list[object]
    times: int
    without_value: int
    is_hidden: bool


def list_sheets(file: BinaryIO, name: str) -> Sheets:
    """Return the sheets that hold cells.  Raises InputError DAMAGED_WORKBOOK, TOO_LARGE."""
    check_size(file, name)
    names: dict[str, bool] = {}
    for line in _read_rows(file, name):
        if any(line.cells):
            names[line.sheet.name] = line.sheet.is_hidden
    return Sheets(
        [sheet for sheet, is_hidden in names.items() if not is_hidden], [sheet for sheet, is_hidden in names.items() if is_hidden]
    )


def write_sheet(file: BinaryIO, sheet: str, out: BinaryIO, context: LoadContext, rows: int | None = None) -> Hidden:
    """Write a sheet as CSV, or only its first ``rows``; return what of it is hidden.

    Warns FORMULA_WITHOUT_VALUE, HIDDEN_ROWS, HIDDEN_COLUMNS where it is whole.  Raises InputError DAMAGED_WORKBOOK, TOO_LARGE.
    """
    check_size(file, str(context.file))
    writer, missing, hidden = LineWriter(out, str(context.file)), 0, Hidden()
    try:
        pending = 0
        for line in islice(_read_rows(file, str(context.file)), rows):
            if line.sheet.name != sheet:
                continue
            missing += line.without_value
            hidden.columns = line.sheet.hidden_columns
            if not any(line.cells):
                # Sheets end with one row that is repeated up to the last one that there could be.
                pending += line.times
                continue
            if pending:
                writer.write((), times=pending)
                pending = 0
            writer.write(hidden.note(line.is_hidden, line.cells, line.times), times=line.times)
    finally:
        writer.close()
    if rows is not None:
        return hidden
    hidden.warn(context)
    if missing:
        what = "a formula has no stored value and is read as a blank cell: open the sheet in its program, save it and load it again"
        context.warn("FORMULA_WITHOUT_VALUE", what, times=missing)
    return hidden


def _read_rows(file: BinaryIO, name: str) -> Iterator[_Line]:
    """Yield the rows of all sheets."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive, archive.open("content.xml") as xml:
            sheet, parents, not_shown = _Sheet(""), [], set[str]()
            for event, element in Xml.iterparse(xml, events=("start", "end")):  # noqa: S314 (expat refuses entities that grow)
                if event == "start":
                    parents.append(element)
                    if element.tag == f"{_TABLE}table":
                        sheet = _Sheet(element.get(f"{_TABLE}name", ""), element.get(f"{_TABLE}style-name") in not_shown)
                    continue
                parents.pop()
                if element.tag == f"{_STYLE}style" and any(part.get(f"{_TABLE}display") == "false" for part in element):
                    not_shown.add(element.get(f"{_STYLE}name", ""))
                elif element.tag == f"{_TABLE}table-column":
                    sheet.add_columns(_read_repeat(element, "columns"), is_hidden=_is_hidden(element))
                elif element.tag == f"{_TABLE}table-row":
                    yield _read_row(sheet, element, name)
                    if parents:
                        parents[-1].remove(element)
    except _DAMAGE as error:
        what = f"{name} is no usable spreadsheet: {' '.join(str(error).split())[:120] or type(error).__name__}"
        raise InputError("DAMAGED_WORKBOOK", what, "open it in its program, save it again, or save the sheet as CSV UTF-8") from error


def _is_hidden(element: Xml.Element) -> bool:
    """Whether a row or a column is hidden by hand or by a filter."""
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _read_row(sheet: _Sheet, row: Xml.Element, name: str) -> _Line:
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
    return _Line(sheet, cells, times, missing, _is_hidden(row))


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
