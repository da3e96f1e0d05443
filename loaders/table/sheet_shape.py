"""Tells a person what a table looks like besides its rows: what stands above it, trees, tables side by side, turned or below each other.

Owns remarks and questions on the whole; which column is what is propose.py's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from itertools import islice
from typing import Final

from loaders.table.cell_words import is_total
from loaders.table.column_names import read_name, split_words
from loaders.table.guess_cells import is_size
from loaders.table.mapping import UNDECIDED
from loaders.table.model import Layout
from loaders.table.open_table import Table
from loaders.table.proposal import Proposal
from loaders.table.rows import read_rows
from ontology.errors import InputError

Row = tuple[int, dict[str, str]]
"""The line of a row and its cells, by the table's own columns."""

_SAMPLE: Final = 20_000
_LEVELS: Final = frozenset(
    ("level", "lvl", "tier", "depth", "ebene", "stufe", "niveau", "nivel", "livello", "poziom", "úroveň", "уровень", "рівень")
)
_TREE: Final = "write it as two columns, who holds and who is held"
_INDENTED: Final = re.compile(rb'"?(?: {2,}|(?:\xc2\xa0)+|-{1,8} | *(?:\xe2\x94[\x80-\xbf]|[+|`]-)[^\w"]*)[^\s,;]')
_MOST_NAMES: Final = 40
"""Rows of a table whose columns are rows."""
_FEWEST: Final = 2
"""Cells of a row that names columns."""
_SIDES: Final = ("holder", "subject")


def describe_sheet(proposal: Proposal, table: Table, layout: Layout, header: Sequence[int]) -> None:
    """Tell what stands above the header, such as the company that a list is of, and a tree that is drawn by blanks or by columns."""
    stream = table.text.stream
    stream.seek(table.text.start)
    nameless = indented = rows = 0
    for row in islice(read_rows(stream, layout.delimiter), _SAMPLE):
        if row.line < header[0] and any(row.cells):
            said = ", ".join(repr(cell[:60]) for cell in row.cells if cell)
            proposal.remarks.append(f"row {row.line}, above the names of the columns, says {said}")
        elif row.line > header[1]:
            rows += 1
            nameless += any(not name and any(map(str.isalpha, cell)) for name, cell in zip(layout.columns, row.cells, strict=False))
            indented += _INDENTED.match(row.raw) is not None
    stream.seek(table.text.start)
    if nameless > 1:
        what = f"{nameless} rows have cells under no column name, which are not read: name those columns."
        proposal.remarks.append(f"{what} A tree that is drawn by indentation is written as two columns, who holds and who is held")
    if 1 < indented < rows:
        what = f"{indented} of {rows} rows begin with blanks or signs, as a tree is drawn, and it is not plain who stands above whom"
        proposal.remarks.append(f"{what}: {_TREE}")


def describe_columns(proposal: Proposal, names: Sequence[str], cells: Dict[str, list[str]], rows: Sequence[Dict[str, str]]) -> None:
    """Tell of levels, of names that stand in the first column, of a grid of holders and companies, and of tables side by side."""
    levels = [name for name in names if set(split_words(name)) & _LEVELS and cells[name] and all(map(str.isdigit, cells[name]))]
    proposal.remarks += [
        f"{name[:40]!r} counts levels of a tree, of which it is not plain who stands above whom: {_TREE}" for name in levels
    ]
    first = names[0] if names else ""
    below = {meaning for cell in cells.get(first, ()) if any(meaning := read_name(cell))}
    if any(read_name(first)) and len(below) > 1 and len(rows) <= _MOST_NAMES and len(below) * 2 > len(cells[first]):
        proposal.remarks.append(
            f"what columns are stands in {first[:40]!r}, one below the other: turn the table, so that rows become columns"
        )
    if any(str(proposal.columns.get(side, {}).get("column", UNDECIDED)) == UNDECIDED for side in _SIDES):
        grid = [name for name in proposal.unread if cells[name] and not any(read_name(name)) and _are_sizes(cells[name])]
        if len(grid) > 1:
            what = f"{', '.join(repr(name[:30]) for name in grid[:4])} have only numbers below them: where these are companies"
            proposal.remarks.append(f"{what}, write the grid as three columns, who holds, who is held, and the share")
    again = [name for name in names if re.search(r" \([0-9]+\)$", name) and any(read_name(name))]
    if len({read_name(name) for name in again}) > 1:
        listed = ", ".join(repr(name[:40]) for name in again[:4])
        proposal.remarks.append(f"two tables stand side by side, of which the second is not read ({listed}): put it below the first")


def _are_sizes(cells: Sequence[str]) -> bool:
    return all(is_size(cell) or re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]+)?|[xX-]", cell) for cell in cells)


def drop_headers(names: Sequence[str], rows: Sequence[Row], file: str) -> tuple[list[Row], bool]:
    """Return the rows without those that name the columns as the header does, and whether there are such.

    Raises InputError SEVERAL_TABLES where a row names columns otherwise.
    """
    kept = []
    header = set(map(read_name, filter(None, names)))
    for line, cells in rows:
        filled = [cell for cell in cells.values() if cell]
        is_data = any(cell[:1].isdigit() or is_total(cell) for cell in filled)
        meanings = {meaning for cell in filled if not is_data and any(meaning := read_name(cell))}
        is_header = len(meanings & header) * 2 > len(filled) and len(meanings) == len(filled) and any(one.side for one in meanings)
        if len(filled) < _FEWEST or not is_header:
            kept.append((line, cells))
        elif any(name != cell for name, cell in cells.items()):
            listed = ", ".join(repr(cell[:30]) for cell in filled[:5])
            what = f"row {line} of {file} names columns again, and otherwise than the header ({listed}): it holds several tables"
            raise InputError("SEVERAL_TABLES", what, "save each as a file or a sheet of its own")
    return kept, len(kept) < len(rows)
