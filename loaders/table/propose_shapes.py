"""Proposes how a table is read that is no list of holdings: a grid of holders and companies, a tree, a table that is turned.

Owns what makes a shape plain.  Where it is not plain who holds whom, that is a question; where the shape itself is not, nothing is
proposed, and sheet_shape.py tells what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from typing import Final, NamedTuple

from loaders.table import guess_cells
from loaders.table.cell_words import is_total
from loaders.table.column_names import NOTHING, ColumnMeaning, read_name, split_words
from loaders.table.mapping import UNDECIDED, Tree
from loaders.table.model import Layout
from loaders.table.proposal import Proposal
from loaders.table.reshape import ABOVE, CELL, COLUMN, ROW, name_by_place, reshape
from loaders.table.rows import Row
from ontology.legal_forms import WORDS
from ontology.party_names import fold_words

_HOLDER: Final = ColumnMeaning("holder", "name")
_SUBJECT: Final = ColumnMeaning("subject", "name")
_SHARE: Final = ColumnMeaning(None, "share")
_MOST_NAMES: Final = 40
"""Rows of a table whose columns are rows."""
_NOT_HELD: Final = re.compile(r"0+(?:[.,]0+)?\s?%?|[-–—.]+|n/?a", re.IGNORECASE)
"""What a cell of a grid says where there is no holding."""
_MARK: Final = re.compile(r"[xX✓✔●•]|yes|ja|oui", re.IGNORECASE)
"""What a cell of a grid says where there is one of unknown size."""
_WHOLE: Final = 100.5
_LEVELS: Final = frozenset(
    ("level", "lvl", "tier", "depth", "ebene", "stufe", "niveau", "nivel", "livello", "poziom", "úroveň", "уровень", "рівень")
)
_BELOW: Final = frozenset(("subsidiary", "subsidiaries", "filiale", "filiales", "tochter", "tochtergesellschaft", "filial", "filiales"))
"""Words of a tree in which who stands above holds who stands below."""
_CORNER: Final = re.compile(r"[/\\|]")
"""What stands between the names of both sides in the corner of a grid."""
_NUMBER: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})*\.?")
_DRAWN: Final = re.compile(r"\s*[│├└─┬┼╰|+`>*·•.–—-]*\s*\w")


class Shape(NamedTuple):
    """A shape: what the mapping writes for it, and what its columns are."""

    meanings: Dict[str, ColumnMeaning]
    grid: tuple[str, ...] = ()
    tree: Tree | None = None
    question: str | None = None
    """Who holds whom, where that is not plain."""


def is_turned(rows: Sequence[Row]) -> bool:
    """Whether the names of columns stand in the first column, one below the other, and above no column."""
    if not 1 < len(rows) <= _MOST_NAMES or any(row.error for row in rows):
        return False
    first = [row.cells[0] for row in rows if row.cells[0]]
    if sum(any(row.cells[1:]) for row in rows) * 3 < len(rows) * 2:
        return False
    meanings = [meaning for cell in first if any(meaning := read_name(cell))]
    sides = {meaning.side for meaning in meanings if meaning.part == "name"} - {None}
    is_named = len(set(meanings)) > 2 and len(meanings) * 3 >= len(first) * 2 and len(set(first)) == len(first)
    return is_named and bool(sides) and not any(any(read_name(cell)) for cell in rows[0].cells[1:])


def find_grid(names: Sequence[str], rows: Sequence[Dict[str, str]], first: Sequence[str]) -> Shape | None:
    """Find a grid: one column of parties, and two or more columns of sizes that are called by the names of parties.

    ``first``: the cells of the first column, which may have no name.
    """
    cells = {name: [row[name] for row in rows if row.get(name)] for name in names if name}
    across = [
        name
        for name in names[1:]
        if name and not any(read_name(name)) and not name[:1].isdigit() and cells[name] and _are_held(cells[name])
    ]
    others = [name for name in names[1:] if name and name not in across]
    if len(across) < 2 or any(read_name(name).part in ("share", "count", "votes", "name") for name in others):
        return None
    words = split_words(names[0])
    sides = [side for word in words if (side := read_name(word).side)]
    is_corner = _CORNER.search(names[0]) is not None and {"holder", "subject"} <= set(sides)
    known = set(first)
    parties = sum(name in known or not WORDS.isdisjoint(fold_words(name)[-1:]) for name in across)
    if not is_corner and parties * 2 < len(across):
        return None
    if is_corner or sides[:1] == ["holder"] or not _BELOW.isdisjoint(words):
        is_down, plain = sides[0] == "holder", True
    else:
        is_down, plain = _weigh(rows, across)
    upper = names[0] or ROW
    meanings = {upper: _HOLDER if is_down else _SUBJECT, COLUMN: _SUBJECT if is_down else _HOLDER, CELL: _SHARE}
    question = (
        f"who holds in the grid: those in its rows (holder: {upper!r}, subject: {COLUMN!r}), or those above its columns (the other way)?"
    )
    return Shape(grid=tuple(name for name in across if not is_total(name)), meanings=meanings, question=None if plain else question)


def _are_held(cells: Iterable[str]) -> bool:
    return all(
        guess_cells.is_size(cell) or guess_cells.read_plain(cell) is not None or _NOT_HELD.fullmatch(cell) or _MARK.fullmatch(cell)
        for cell in cells
    )


def _weigh(rows: Sequence[Dict[str, str]], across: Sequence[str]) -> tuple[bool, bool]:
    """Return whether the rows of a grid hold its columns, and whether that is plain: shares in one company are no more than the whole."""
    numbers = [[_to_percent(row.get(name, "")) for name in across] for row in rows if not any(map(is_total, row.values()))]
    by_column = max((sum(column) for column in zip(*numbers, strict=True)), default=0.0) > _WHOLE
    by_row = max(map(sum, numbers), default=0.0) > _WHOLE
    return not by_column, by_column != by_row


def _to_percent(cell: str) -> float:
    return guess_cells.read_plain(cell.replace("%", "").strip()) or 0.0


def find_tree(layout: Layout, rows: Sequence[Row]) -> Shape | None:
    """Find a tree: by levels, by numbers such as 1.2.1, by columns of which each row has one filled, by blanks or signs before names.

    ``rows``: with the blanks before their cells.
    """
    rows = [row for row in rows if row.error is None]
    for tree in _list_trees(layout, rows):
        columns = name_by_place(layout.columns, tree.list_columns())
        read = list(reshape(rows, columns, (), tree))
        place = columns.index(tree.columns[0])
        named = [row for row in read if row.error or row.cells[place]]
        links = [row for row in named if row.error is None and row.cells[len(columns) + place]]
        if len(links) > 1 and len(links) < len(named) and not any(row.error for row in read):
            tops = [row for row in named if not row.cells[len(columns) + place]]
            return _make_shape(tree, columns, links, tops, rows)
    return None


def _list_trees(layout: Layout, rows: Sequence[Row]) -> list[Tree]:
    """List the trees that a table may be, the plainest first."""
    names = layout.columns
    cells = [[row.cells[number].strip() for row in rows if number < len(row.cells)] for number in range(len(names))]
    filled = [[cell for cell in column if cell] for column in cells]
    party = next((name for name, column in zip(names, filled, strict=True) if name and column and _are_words(column)), None)
    trees = []
    if party is not None and not {"holder", "subject"} <= {read_name(name).side for name in names}:
        for name, column in zip(names, filled, strict=True):
            if name and set(split_words(name)) & _LEVELS and all(map(str.isdigit, column)) and len(set(column)) > 1:
                trees.append(Tree(columns=(party,), level=name))
            if name and any("." in cell.rstrip(".") for cell in column) and all(map(_NUMBER.fullmatch, column)):
                trees.append(Tree(columns=(party,), number=name))
    is_party = [read_name(name).part in (None, "name") for name in names]
    levels = [number for number, column in enumerate(filled) if column and is_party[number] and _are_words(column)]
    alone = [number for number in levels if not names[number] or number == levels[0] or set(split_words(names[number])) & _LEVELS]
    if len(alone) > 1 and alone == levels and alone == list(range(alone[0], alone[-1] + 1)):
        trees.append(Tree(columns=tuple(names[number] or f"({number + 1})" for number in alone)))
    if party is not None and len(levels) == 1 and names.index(party) == levels[0]:
        drawn = [row.cells[levels[0]] for row in rows if levels[0] < len(row.cells) and row.cells[levels[0]]]
        if drawn and drawn[0][:1].isalnum() and sum(not cell[:1].isalnum() and _DRAWN.match(cell) is not None for cell in drawn) > 1:
            trees.append(Tree(columns=(party,)))
    return trees


def _are_words(cells: Sequence[str]) -> bool:
    return sum(any(map(str.isalpha, cell)) and not guess_cells.is_size(cell) for cell in cells) * 2 > len(cells)


def _make_shape(tree: Tree, columns: Sequence[str], links: Sequence[Row], tops: Sequence[Row], rows: Sequence[Row]) -> Shape:
    """Say who holds whom: those above, where those below could not all hold the same, or are called subsidiaries; else it is asked.

    ``links``: rows with one above; ``tops``: those without, of whom no share is told in a tree; ``rows``: all as they are written.
    """
    sums: dict[str, float] = {}
    place = columns.index(tree.columns[0])
    shares = [number for number, name in enumerate(columns) if read_name(name).part in ("share", "votes")]
    for row in links:
        if shares:
            upper = row.cells[len(columns) + place]
            sums[upper] = sums.get(upper, 0.0) + _to_percent(row.cells[shares[0]])
    words = {word for name in tree.columns for word in split_words(name)}
    name = tree.columns[0]
    is_topped = any(row.cells[shares[0]] for row in tops) if shares else False
    is_certain = not words.isdisjoint(_BELOW) or any(total > _WHOLE for total in sums.values())
    is_plain = is_certain and not is_topped and not _is_slight(tree, rows, place)
    meanings = dict.fromkeys((tree.level or "", tree.number or ""), NOTHING)
    meanings |= {name: _SUBJECT, ABOVE: _HOLDER}
    for other in columns:
        meaning = read_name(other)
        if other and other not in meanings and meaning.part in ("id", "jurisdiction", "kind") and meaning.side in (None, "subject"):
            meanings[other] = ColumnMeaning(meanings[name].side, meaning.part)
            meanings[f"{ABOVE} {other}"] = ColumnMeaning(meanings[ABOVE].side, meaning.part)
        elif other and other not in (name, ABOVE):
            meanings[f"{ABOVE} {other}"] = NOTHING
    question = (
        f"who holds in the tree: those above hold those below (holder: {ABOVE!r}, subject: {name!r}), or those below hold those above "
        "(the other way)? Where it is none, remove tree:"
    )
    return Shape(tree=tree, meanings=meanings, question=None if is_plain else question)


def _is_slight(tree: Tree, rows: Sequence[Row], place: int) -> bool:
    """Whether a tree is drawn by single blanks, which may stand there by mistake."""
    return tree.is_drawn and any(re.match(r"\s\w", row.cells[place]) for row in rows if place < len(row.cells))


def write_shape(proposal: Proposal, shape: Shape) -> None:
    """Write a shape into a proposal, once its columns are proposed."""
    if shape.grid:
        proposal.shape["grid"] = list(shape.grid)
        said = f"a grid is read, a row for each filled cell below {', '.join(repr(name[:30]) for name in shape.grid[:4])}"
        proposal.remarks.insert(0, said + (f" and {len(shape.grid) - 4} more" if len(shape.grid) > 4 else ""))
    elif (tree := shape.tree) is not None:
        proposal.shape["tree"] = {"columns": list(tree.columns)} if len(tree.columns) > 1 else {"column": tree.columns[0]}
        proposal.shape["tree"] |= {key: name for key, name in (("level", tree.level), ("number", tree.number)) if name}
        how = repr((tree.level or tree.number or "")[:40]) if not tree.is_drawn and len(tree.columns) == 1 else "where each name stands"
        proposal.unread = [name for name in proposal.unread if name not in (tree.level, tree.number)]
        proposal.remarks.insert(0, f"a tree is read, by {how}: who stands at its top is held by nobody in it")
    if shape.question is not None:
        proposal.guessed = {side: str(proposal.columns[side]["column"]) for side in ("holder", "subject")}
        proposal.columns |= {side: {"column": UNDECIDED} for side in proposal.guessed}
        proposal.questions.insert(0, shape.question)


def leave_out_blanks(proposal: Proposal, rows: Sequence[Dict[str, str]]) -> None:
    """Leave out the cells of a grid that state no holding, and read marks as holdings of unknown size."""
    cells = dict.fromkeys(row[CELL] for row in rows if row.get(CELL))
    proposal.without[CELL] = [cell for cell in cells if _NOT_HELD.fullmatch(cell)]
    if marks := [cell for cell in cells if _MARK.fullmatch(cell)]:
        proposal.columns["share"] = {"column": CELL, "codes": dict.fromkeys(marks, "")}
        proposal.questions = [question for question in proposal.questions if repr(CELL) not in question]
        proposal.remarks.append(f"{marks[0]!r} in the grid is read as a holding of unknown size")
