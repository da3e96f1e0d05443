"""The header of somebody's own table: in whatever row it stands, with the names as they are written there."""

from __future__ import annotations

import csv
import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import BinaryIO, Final

from loaders.contract import LoadContext
from loaders.table.mapping import Mapping
from loaders.table.model import DELIMITERS, Layout, read_delimiter
from loaders.table.open_table import Table
from loaders.table.reshape import list_columns, name_by_place
from loaders.table.rows import read_rows
from ontology.errors import InputError

_LOOKED_AT: Final = 65_536


def read_own_layout(
    stream: BinaryIO, context: LoadContext, header: int = 1, delimiter: str | None = None, header_end: int | None = None
) -> Layout:
    """Read the header of a table that has its own names.  ``header``: its row; ``header_end``: the last of its rows, if it has several.

    Raises InputError MISSING_HEADER, BAD_HEADER.
    """
    start = stream.tell()
    beginning = stream.read(_LOOKED_AT).decode(errors="replace")
    named = read_delimiter(beginning.removeprefix("\ufeff").partition("\n")[0])
    chosen = named or delimiter or guess_delimiter(beginning)
    stream.seek(start)
    first = header + 1 if named else header
    last = first + (header_end or header) - header
    rows = 0
    names: list[tuple[str, ...]] = []
    for row in read_rows(stream, chosen):
        rows += 1
        if row.line < first:
            continue
        if row.error is not None:
            raise InputError("BAD_HEADER", f"the header of {context.file} cannot be split into names", "close every quote in that line")
        names.append(row.cells)
        if row.line >= last:
            return Layout(chosen, make_unique(join_names(names)), rows)
    raise InputError("MISSING_HEADER", f"{context.file} has no row {header}", "write in the mapping which row names the columns: header: 1")


def guess_delimiter(text: str) -> str:
    """Guess what divides the cells: what gives most lines one number of cells, several of them.

    >>> guess_delimiter("Name;Share\\nMill, Ltd;51,5\\nWorks;48,5\\n"), guess_delimiter("a\\tb\\n1,5\\t2,5\\n")
    (';', '\\t')
    """
    lines = text.splitlines()[:50]

    def rate(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells)
        except csv.Error:
            return 0, 0
        width, count = max(((w, n) for w, n in widths.items() if w > 1), key=lambda pair: pair[1], default=(1, 0))
        return count, width

    return max((*DELIMITERS, "|"), key=rate)


def join_names(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Join the names that stand above each other; one that is written once above several columns is that of each of them.

    >>> join_names([("Company", "Shareholder", "", "Capital"), ("", "Name", "Country", "in %")])
    ('Company', 'Shareholder Name', 'Shareholder Country', 'Capital in %')
    """
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    names = []
    above = [""] * len(rows)
    for column in zip(*padded, strict=True):
        for number, cell in enumerate(column[:-1]):
            # A blank cell under a group of its own begins no group; what names its column below belongs to the group before it.
            if cell or any(column[:number]):
                above[number:] = [cell] + [""] * (len(rows) - number - 1)
        parts = [*above[:-1], column[-1]] if column[-1] else list(column)
        names.append(" ".join(dict.fromkeys(filter(None, parts))))
        if not column[-1]:
            # It has one column.
            above = [""] * len(rows)
    return tuple(names)


def make_unique(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the names of columns, of which no two are alike; a blank one stays blank.

    >>> make_unique(("Name", "Share", " Name ", "", ""))
    ('Name', 'Share', 'Name (2)', '', '')
    """
    seen: Counter[str] = Counter()
    names = []
    for cell in cells:
        name = " ".join(cell.split())
        seen[name] += 1
        names.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return tuple(names)


def find_delimiter(table: Table) -> str:
    """Return what divides the cells of a table."""
    table.text.stream.seek(table.text.start)
    beginning = table.text.stream.read(_LOOKED_AT).decode(errors="replace")
    return table.delimiter or guess_delimiter(beginning)


def check_columns(mapping: Mapping, layout: Layout, context: LoadContext) -> Layout:
    """Return the layout in whose names a mapping speaks.  Raises InputError MISSING_COLUMN where the table has no such column."""
    tree = mapping.tree
    shape = [*mapping.grid, *(tree.list_columns() if tree else ())]
    layout = replace(layout, columns=name_by_place(layout.columns, shape))
    reshaped = list_columns(layout.columns, mapping.grid, tree)
    for names, columns in ((shape, layout.columns), (mapping.list_columns(), reshaped)):
        for name in names:
            if name not in columns:
                near = difflib.get_close_matches(name, [column for column in columns if column], n=3, cutoff=0.5)
                listed = near or list(islice((column for column in columns if column), 20))
                hint = f"it has: {', '.join(listed)}; correct the name, or header: and sheet: in the mapping"
                raise InputError("MISSING_COLUMN", f"{context.file} has no column {name[:60]!r}", hint)
    return layout
