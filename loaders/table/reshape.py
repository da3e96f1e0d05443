"""Rows of tables that are no lists of holdings: grids and trees as the rows of one that is, and turned tables turned back.

Owns the three shapes and what each yields.  A row keeps the line and the bytes of the one that it was made of.  Which column of the result
means what is the mapping's.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Final, NamedTuple

from loaders.contract import LoadContext
from loaders.table.mapping import Tree
from loaders.table.open_table import Table
from loaders.table.rows import Row, read_rows
from ontology.errors import InputError, RecordError

ROW: Final = "(row)"
"""The first column of a grid, where that has no name."""
COLUMN: Final = "(column)"
"""Above which column of a grid a cell stands."""
CELL: Final = "(cell)"
"""What a cell of a grid says."""
ABOVE: Final = "(above)"
"""The name that stands above another in a tree; with the name of a column behind it, what stands there."""
_MOST_TURNED: Final = 2_000_000
"""Cells of a turned table, which is held in memory."""
_MOST_LEVELS: Final = 100
_INDENT: Final = re.compile(r"[\s\u00a0│├└─┬┼╰|+`>*·•.–—-]*")
"""Blanks and signs before a name, as a tree is drawn."""
_PLACE: Final = re.compile(r"\(([0-9]{1,4})\)")


class _Step(NamedTuple):
    """A party of a tree with those above it: how deep it stands, its number in parts, its cells."""

    depth: int
    parts: tuple[str, ...]
    cells: tuple[str, ...]


def name_by_place(columns: Sequence[str], used: Iterable[str]) -> tuple[str, ...]:
    """Return the names of columns; one without a name is called by its place, such as (3), where that is used.

    >>> name_by_place(("Group", "", ""), ["Group", "(3)"])
    ('Group', '', '(3)')
    """
    places = {int(match[1]) for name in used if (match := _PLACE.fullmatch(name))}
    return tuple([name or (f"({number})" if number in places else "") for number, name in enumerate(columns, 1)])


def list_columns(columns: Sequence[str], grid: Sequence[str], tree: Tree | None) -> tuple[str, ...]:
    """Return the names of the columns that a table has once it is reshaped.

    >>> list_columns(("", "Works", "Port"), ("Works", "Port"), None), list_columns(("Name", "LEI"), (), Tree(columns=("Name",)))
    (('(row)', '(column)', '(cell)'), ('Name', 'LEI', '(above)', '(above) LEI'))
    """
    if grid:
        kept = [name for name in columns if name not in grid]
        return (*(name or (ROW if number == 0 else "") for number, name in enumerate(kept)), COLUMN, CELL)
    if tree is None:
        return tuple(columns)
    named = tuple([name if name not in tree.columns[1:] else "" for name in columns])
    return (*named, *(ABOVE if name == tree.columns[0] else name and f"{ABOVE} {name}" for name in named))


def reshape(rows: Iterable[Row], columns: Sequence[str], grid: Sequence[str], tree: Tree | None) -> Iterator[Row]:
    """Yield the rows of a grid or a tree as those of a list, in the order of ``list_columns``; of any other table as they are."""
    if grid:
        return _read_grid(rows, columns, grid)
    return iter(rows) if tree is None else _read_tree(rows, columns, tree)


def _read_grid(rows: Iterable[Row], columns: Sequence[str], grid: Sequence[str]) -> Iterator[Row]:
    across = [number for number, name in enumerate(columns) if name in grid]
    kept = [number for number, name in enumerate(columns) if name not in grid]
    for row in rows:
        cells = (*row.cells, *[""] * (len(columns) - len(row.cells)))
        beside = [cells[number] for number in kept]
        if row.error is not None:
            yield row
            continue
        for number in across:
            if cells[number]:
                yield row._replace(cells=(*beside, columns[number], cells[number]))


def _read_tree(rows: Iterable[Row], columns: Sequence[str], tree: Tree) -> Iterator[Row]:
    """Yield each row with the cells of who stands above behind its own; these are blank for who stands at the top."""
    above: list[_Step] = []
    places = [columns.index(name) for name in tree.columns]
    numbers = None if tree.is_drawn or len(places) > 1 else columns.index(tree.level or tree.number or "")
    for row in rows:
        if row.error is not None:
            yield row
            continue
        try:
            step = _find_step([*row.cells, *[""] * (len(columns) - len(row.cells))], places, numbers, tree, row.line)
            if step.cells[places[0]]:
                _climb(above, step, tree, row.line)
        except RecordError as error:
            yield row._replace(error=error)
            continue
        upper = above[-1].cells if above and step.cells[places[0]] else [""] * len(columns)
        yield row._replace(cells=(*step.cells, *upper))
        if step.cells[places[0]]:
            above.append(step)


def _find_step(cells: list[str], places: Sequence[int], numbers: int | None, tree: Tree, line: int) -> _Step:
    """Find how deep a row stands, and whose it is; nobody's where it has no name.  Raises RecordError BAD_LEVEL."""
    depth, name = 0, cells[places[0]].strip()
    parts: tuple[str, ...] = ()
    if len(places) > 1:
        filled = [(number, cells[place].strip()) for number, place in enumerate(places) if cells[place].strip()]
        if len(filled) > 1:
            raise RecordError("BAD_LEVEL", f"line {line} has names at {len(filled)} levels", "write one name in each row, below its level")
        depth, name = filled[0] if filled else (0, "")
    elif numbers is None:
        signs = _INDENT.match(cells[places[0]])
        before = signs[0] if signs else ""
        depth, name = len(before.expandtabs(4)), cells[places[0]][len(before) :].strip()
    elif name:
        stated = cells[numbers].strip().rstrip(".)")
        parts = tuple(stated.split(".")) if tree.number else (stated,)
        if not all(part.isdigit() for part in parts):
            hint = "write a whole number, or numbers such as 1.2.1 for each level"
            raise RecordError("BAD_LEVEL", f"line {line} has {stated[:30]!r} for its level", hint)
        depth = len(parts) if tree.number else int(stated)
    for place in places:
        cells[place] = ""
    cells[places[0]] = name
    return _Step(depth, parts, tuple([cell.strip() for cell in cells]))


def _climb(above: list[_Step], step: _Step, tree: Tree, line: int) -> None:
    """Leave in ``above`` only who stands above a party.  Raises RecordError BAD_LEVEL where it is not plain who does."""
    left = None
    while above and above[-1].depth >= step.depth:
        left = above.pop()
    is_between = left is not None and left.depth != step.depth
    is_skipped = not tree.is_drawn and bool(above) and above[-1].depth != step.depth - 1
    is_other = bool(step.parts) and tree.number is not None and bool(above) and above[-1].parts != step.parts[:-1]
    if is_between or is_skipped or is_other or len(above) >= _MOST_LEVELS:
        what = f"line {line} stands at a level of which it is not plain who is above it"
        raise RecordError("BAD_LEVEL", what, "give it the level of its neighbours, or one more than who is above it")


def turn_table(table: Table, delimiter: str, context: LoadContext, stack: ExitStack) -> Table:
    """Return a table whose rows are the columns of this one, each on the line of its place.  Raises InputError TOO_LARGE, BAD_HEADER."""
    table.text.stream.seek(table.text.start)
    kept: list[tuple[str, ...]] = []
    count = 0
    for row in read_rows(table.text.stream, delimiter):
        if row.error is not None:
            raise InputError("BAD_HEADER", f"{context.file} cannot be turned: {row.error.what}", row.error.hint)
        kept.append(row.cells)
        count += len(row.cells)
        if count > _MOST_TURNED:
            what = f"{context.file} has more than {_MOST_TURNED:,} cells, and a turned table is held in memory"
            raise InputError("TOO_LARGE", what, "turn it in a spreadsheet program, so that rows become columns, and save it as CSV UTF-8")
    out = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    for place in range(max(map(len, kept), default=0)):
        # A line end within a cell would make two lines of a row.
        writer.writerow([" ".join(cells[place].split()) if place < len(cells) else "" for cells in kept])
    text.flush()
    text.detach()
    out.seek(0)
    return table._replace(text=table.text._replace(stream=out, start=0), delimiter=",", is_named=False)
