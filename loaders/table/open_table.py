"""Opens a table, whatever program saved it, as lines of text that can be read more than once.

Owns the choice between text, JSON, answers of queries, workbook and database, by the first bytes, and between the sheets of one file.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import shutil
import tempfile
import zipfile
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Final, NamedTuple

from loaders.contract import LoadContext
from loaders.streams import peek
from loaders.table import database, opendocument, workbook
from loaders.table.database import PARQUET, SQLITE
from loaders.table.json_table import is_json_table, write_json_table
from loaders.table.sparql_results import find_results_format, write_results
from loaders.table.text import Text, open_text
from ontology.errors import InputError

_ZIP: Final = b"PK\x03\x04"
_CHUNK: Final = 1 << 20
_HEAD: Final = 4_096
_FIRST_ROWS: Final = 3


class Table(NamedTuple):
    """The lines of a table.  ``delimiter``: what divides their cells; None: told by the lines.  ``sheets``: all that the file has;
    ``is_named``: whether the format itself names the columns, in the first line."""

    text: Text
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    is_named: bool = False
    views: tuple[str, ...] = ()
    """Views of a database, which are not read."""
    hidden_rows: int = 0
    hidden_columns: int = 0

    def tell_hidden(self) -> list[str]:
        """Say what of the sheet is hidden and read."""
        counts = ((self.hidden_rows, "row"), (self.hidden_columns, "column"))
        hidden = " and ".join(f"{count:,} {what}{'s' if count > 1 else ''}" for count, what in counts if count)
        return [hidden] if hidden else []


def is_binary_table(head: bytes) -> bool:
    """Whether a file is a workbook or a database that may hold tables, by its first bytes."""
    return head.startswith((_ZIP, SQLITE, PARQUET))


def open_table(
    stream: BinaryIO, context: LoadContext, stack: ExitStack, *, sheet: str | None = None, encoding: str | None = None, first: bool = False
) -> Table:
    """Make a table readable; copies go when ``stack`` ends.

    ``sheet``: the sheet or table that is meant; None: the only one that is shown and holds cells, or with ``first`` the first of them.
    ``encoding``: of a text, where it is known.  Raises InputError SEVERAL_SHEETS, NO_SHEET, DAMAGED_WORKBOOK, DAMAGED_DATABASE,
    TOO_LARGE, NO_LIBRARY, WRONG_ENCODING.
    """
    head, stream = peek(stream, _HEAD)
    start = head.removeprefix(codecs.BOM_UTF8)
    is_json, results_format = is_json_table(start), find_results_format(start)
    if not is_binary_table(head) and not is_json and results_format is None:
        return Table(open_text(stream, context, stack, encoding))
    name = str(context.file)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ownership-table-")))
    copy = stack.enter_context((folder / "table").open("w+b"))
    shutil.copyfileobj(stream, copy, _CHUNK)
    copy.flush()
    copy.seek(0)
    sha256 = hashlib.file_digest(copy, "sha256").hexdigest()
    copy.seek(0)
    if head.startswith(PARQUET):
        rows = folder / "rows"
        if database.write_parquet(folder / "table", rows, name):
            rows = folder / "flat"
            with (folder / "rows").open("rb") as objects, rows.open("wb") as flat:
                write_json_table(objects, flat, name)
        return Table(Text(stack.enter_context(rows.open("rb")), 0, sha256), ",", is_named=True)
    out = stack.enter_context((folder / "rows").open("w+b"))
    views, unseen = list[str](), workbook.Hidden()
    if is_json or results_format is not None:
        if results_format is None:
            write_json_table(copy, out, name)
        else:
            write_results(copy, results_format, out, name)
        out.seek(0)
        return Table(Text(out, 0, sha256), ",", is_named=True)
    if head.startswith(SQLITE):
        sheets, views = database.list_tables(folder / "table", name), database.list_views(folder / "table", name)
        chosen = _choose(sheets, sheet, name, "table", first=first)
        database.write_table(folder / "table", chosen, out, name)
    else:
        reader = _choose_reader(copy)
        shown, hidden = reader.list_sheets(copy, name)
        sheets = shown + hidden
        # A sheet that is not shown is read where it is named, or there is no other.
        chosen = _choose(sheets, sheet if sheet or len(shown) != 1 else shown[0], name, "sheet", first=first)
        if sheet is None and shown and hidden:
            context.warn("HIDDEN_SHEETS", f"a sheet is hidden and is not read (to read it, name it): {hidden[0][:40]!r}", times=len(hidden))
        unseen = reader.write_sheet(copy, chosen, out, context)
    out.seek(0)
    is_named, hidden_columns = head.startswith(SQLITE), unseen.count_columns()
    return Table(Text(out, 0, sha256), ",", chosen, tuple(sheets), is_named, tuple(views), unseen.rows, hidden_columns)


def read_first_rows(stream: BinaryIO, context: LoadContext) -> bytes:
    """Return the first rows of a workbook of one sheet as text; b"" for any other file.  ``stream`` stands at its beginning again."""
    if not peek(stream, len(_ZIP))[0].startswith(_ZIP) or not stream.seekable():
        return b""
    reader, out = _choose_reader(stream), io.BytesIO()
    shown, hidden = reader.list_sheets(stream, str(context.file))
    if len(shown or hidden) == 1:
        reader.write_sheet(stream, (shown or hidden)[0], out, context, _FIRST_ROWS)
    stream.seek(0)
    return out.getvalue()


def _choose_reader(file: BinaryIO) -> ModuleType:
    return opendocument if _is_opendocument(file) else workbook


def _is_opendocument(file: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return "content.xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError):
        return False


def _choose(sheets: list[str], sheet: str | None, name: str, what: str, *, first: bool) -> str:
    """Return the sheet that is meant.  Raises InputError NO_SHEET, SEVERAL_SHEETS."""
    if not sheets:
        raise InputError("NO_SHEET", f"{name} has no {what} that holds cells", "look into it with the program that wrote it")
    if sheet is not None and sheet not in sheets:
        listed = ", ".join(repr(other[:40]) for other in sheets[:20])
        raise InputError("NO_SHEET", f"{name} has no {what} {sheet[:60]!r}", f"it has: {listed}")
    if sheet is None and len(sheets) > 1 and not first:
        listed = ", ".join(repr(other[:40]) for other in sheets[:20])
        hint = f"name one: ownership table propose {name} --sheet NAME -o mapping.yaml"
        raise InputError("SEVERAL_SHEETS", f"{name} has {len(sheets)} {what}s: {listed}", hint)
    return sheet if sheet is not None else sheets[0]
