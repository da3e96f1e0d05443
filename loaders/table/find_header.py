"""Finds the sheet that holds a table, and the rows of it that name its columns."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import islice
from typing import BinaryIO, Final

from loaders.contract import LoadContext
from loaders.table.column_names import read_name
from loaders.table.model import Layout
from loaders.table.open_table import Table, open_table
from loaders.table.own_header import join_names, make_unique, read_own_layout
from loaders.table.rows import Row, read_rows

_WITHIN: Final = 20
"""Rows among which the header is looked for."""
_SHEETS: Final = 6
"""Sheets that are looked at where none is named."""
_BOTH_SIDES: Final = 1_000.0
"""Rating of a row that names who holds and who is held, above all others."""
_UNIT: Final = re.compile(
    r"\W*(?:(?:in|en|em|%|percent|pct|prozent|eur|usd|gbp|chf|rub|€|\$|£|thousand|million|tsd|mio|number|nominal|of)\W*)+", re.IGNORECASE
)
"""What stands below the names of columns: how their numbers count."""


def open_best(stream: BinaryIO, context: LoadContext, stack: ExitStack, sheet: str | None) -> Table:
    """Open the sheet that is named, else the first one; where its columns are not who holds and who is held, the best of the first few."""
    copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
    shutil.copyfileobj(stream, copy)

    def open_one(name: str | None) -> Table:
        copy.seek(0)
        return open_table(copy, context, stack, sheet=name, first=True)

    table = open_one(sheet)
    if sheet is not None or len(table.sheets) < 2 or _rate_table(table) >= _BOTH_SIDES:
        return table
    return max((table, *map(open_one, table.sheets[1:_SHEETS])), key=_rate_table)


def _rate_table(table: Table) -> float:
    """Rate a table by the row that looks most like a header; most where it names both sides."""
    table.text.stream.seek(table.text.start)
    rows = islice(read_rows(table.text.stream, table.delimiter or ","), 1 if table.is_named else _WITHIN)
    return max((_rate_header(row) + _BOTH_SIDES * _names_both(row) for row in rows), default=-1.0)


def _names_both(row: Row) -> bool:
    """Whether a row names columns of who holds and of who is held."""
    return {"holder", "subject"} <= {read_name(cell).side for cell in row.cells if cell}


def find_header(table: Table, context: LoadContext) -> tuple[Layout, int, int]:
    """Return the layout by the row that looks most like a header, or by two that name the columns together, and the first and last row."""
    stream, start = table.text.stream, table.text.start
    stream.seek(start)
    delimiter = read_own_layout(stream, context, 1, table.delimiter).delimiter
    stream.seek(start)
    first_rows = list(islice(read_rows(stream, delimiter), 1 if table.is_named else _WITHIN))
    best, place = -1.0, 0
    for number, row in enumerate(first_rows):
        if (score := _rate_header(row)) > best:
            best, place = score, number
    first, last = _find_rows(first_rows, place)
    stream.seek(start)
    chosen = read_own_layout(stream, context, first, table.delimiter, last)
    stream.seek(start)
    return chosen, first, last


def _find_rows(rows: Sequence[Row], place: int) -> tuple[int, int]:
    """Return the first and the last line of the header, of which the row at ``place`` is one."""
    if not rows:
        return 1, 1
    best = (_count_names(rows[place : place + 1]), rows[place].line, rows[place].line)
    for upper in (place - 1, place):
        pair = rows[max(upper, 0) : upper + 2]
        if upper >= 0 and len(pair) == 2 and len(rows) > upper + 2 and _belong_together(*pair):
            best = max(best, (_count_names(pair), pair[0].line, pair[1].line), key=lambda one: one[0])
    return best[1], best[2]


def _belong_together(upper: Row, lower: Row) -> bool:
    """Whether two rows are names of groups and what stands below them: each says what columns are, and none is a row of data."""
    if upper.error or lower.error or lower.line != upper.line + 1:
        return False
    above, below = ([cell for cell in row.cells if cell] for row in (upper, lower))
    if len(above) < 2 or not below:
        # One cell above all others is a title.
        return False
    named = sum(any(read_name(cell)) or _UNIT.fullmatch(cell) is not None for cell in below)
    return any(read_name(above[0])) and named * 3 >= len(below) * 2 and not any(cell[:1].isdigit() for cell in below)


def _count_names(rows: Sequence[Row]) -> tuple[int, int]:
    """Count the different meanings that the columns have by their names, and the columns that have one."""
    meanings = [meaning for name in join_names([row.cells for row in rows]) if any(meaning := read_name(name))]
    return len(set(meanings)), len(meanings)


def _rate_header(row: Row) -> float:
    """Rate how much a row looks like one of names: words that columns are called by, no numbers, few blanks."""
    cells = make_unique(row.cells)
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or row.error is not None:
        return -1.0
    known = sum(any(read_name(cell)) for cell in filled)
    numbers = sum(cell[:1].isdigit() for cell in filled)
    return known + 0.1 * len(filled) - 2 * numbers - 0.01 * row.line
