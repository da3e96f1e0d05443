"""Proposes which columns of a table are the sizes of holdings: shares, votes, numbers with their total, bounds of bands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Dict
from typing import Final

from loaders.table import guess_cells
from loaders.table.column_names import read_name, split_words
from loaders.table.mapping import UNDECIDED
from loaders.table.proposal import Proposal

_ALL_PERCENT: Final = 100
Rows = Sequence[Dict[str, str]]
"""Rows of a table, each by its own columns."""
Find = Callable[[str | None, str], str | None]
"""Finds the column that names a part of a side, and takes it."""


def propose_sizes(proposal: Proposal, names: Sequence[str], find: Find, left: Callable[[], list[str]], rows: Rows) -> None:
    """Propose the columns of sizes, once those of the parties are.  ``left``: the columns that nothing was found of so far."""
    cells = {name: [row[name] for row in rows if row.get(name)] for name in names}
    bands = _propose_bands(proposal, find, cells)
    total = find(None, "total")
    share = None if bands else find(None, "share")
    count = None if bands or share else find(None, "count")
    votes = find(None, "votes")
    if not (bands or share or count or votes):
        share = _find_by_cells(proposal, left(), cells)
    if column := share or count or (votes if not bands else None):
        is_count = column == count or (total is not None and _is_part(rows, column, total, str(proposal.columns["subject"].get("column"))))
        guess = guess_cells.guess_share(cells[column], column, total, is_count=is_count)
        guess = guess_cells.ask_scale(guess, column, total)
        proposal.set("share", column, _ask_unit(guess, column, rows, str(proposal.columns["subject"].get("column"))))
        _ask_which(proposal, column, names)
    if votes and "share" not in proposal.columns:
        proposal.set("share", votes, guess_cells.guess_share(cells[votes], votes, total))
    if votes and not (share or count or bands):
        proposal.columns["interest"] = {"value": "votingRights"}
    elif votes:
        guess = guess_cells.guess_share(cells[votes], votes, total)
        proposal.questions += guess.questions
        proposal.also.append({"interest": {"value": "votingRights"}, "share": {"column": votes, **guess.options}})


def _ask_unit(guess: guess_cells.Guess, column: str, rows: Rows, subject: str) -> guess_cells.Guess:
    """Ask whether whole numbers under a name such as "Shares" are percent or numbers of shares, where the two are not the same."""
    if guess.options or "percent" in split_words(column) or not {"shares", "units"} & set(split_words(column)):
        return guess
    sums: dict[str, int] = {}
    for row in rows:
        cell = row.get(column, "")
        if cell and not cell.isdigit():
            return guess
        sums[row.get(subject, "")] = sums.get(row.get(subject, ""), 0) + int(cell or 0)
    if all(total == _ALL_PERCENT for total in sums.values()):
        return guess
    question = f"are the numbers in {column!r} percent, or numbers of shares (count; then write of: and their total)?"
    return guess_cells.Guess({"unit": UNDECIDED}, (*guess.questions, question), guess.remarks)


def _is_part(rows: Rows, share: str, total: str, subject: str) -> bool:
    """Whether numbers are parts of those in another column: never above them, and of each company that has several holders one total."""
    if "%" in share or any("%" in row.get(share, "") for row in rows):
        return False
    totals: dict[str, set[float]] = {}
    is_less = False
    for row in rows:
        part, whole = (guess_cells.read_plain(row.get(column, "")) for column in (share, total))
        if part is None or whole is None:
            continue
        if part > whole:
            return False
        is_less |= part < whole
        totals.setdefault(row.get(subject, ""), set()).add(whole)
    return is_less and all(len(several) == 1 for several in totals.values())


def _propose_bands(proposal: Proposal, find: Find, cells: Dict[str, list[str]]) -> bool:
    """Take the columns of a least and a most share for a band.  Return whether there are such columns."""
    is_found = False
    for field, least, most in (("share", "least", "most"), ("votes", "votes least", "votes most")):
        bounds = {key: column for key, part in (("min", least), ("max", most)) if (column := find(None, part))}
        if not bounds:
            continue
        listed = list(bounds.values())
        guess = guess_cells.guess_share([cell for column in listed for cell in cells[column]], listed[0], None)
        options = {**bounds, **{key: value for key, value in guess.options.items() if key in ("decimal", "unit")}}
        proposal.questions += guess.questions
        proposal.remarks.append(f"{' and '.join(repr(column[:40]) for column in listed)} are read as the bounds of a band")
        if field == "share" or not is_found:
            proposal.columns["share"] = dict(options)
            if field == "votes":
                proposal.columns["interest"] = {"value": "votingRights"}
        else:
            proposal.also.append({"interest": {"value": "votingRights"}, "share": dict(options)})
        is_found = True
    return is_found


def _find_by_cells(proposal: Proposal, left: Sequence[str], cells: Dict[str, list[str]]) -> str | None:
    """Return the column whose cells can only be shares, whatever it is called; where there is none, say that no size is read."""
    sized = [name for name in left if cells[name] and sum(map(guess_cells.is_size, cells[name])) * 5 >= len(cells[name]) * 4]
    if len(sized) == 1:
        proposal.remarks.append(f"{sized[0][:40]!r} is taken as the share, because its cells are written as shares are")
        return sized[0]
    numbers = [
        name for name in left if cells[name] and (name in sized or all(guess_cells.read_plain(cell) is not None for cell in cells[name]))
    ]
    if numbers:
        listed = ", ".join(repr(name[:40]) for name in numbers[:5])
        proposal.remarks.append(
            f"no column is known to be the share, so every size is unknown: where {listed} is it, write share: and its name"
        )
    return None


def _ask_which(proposal: Proposal, share: str, names: Sequence[str]) -> None:
    """Ask which of several columns of one name is the share: of which class or right they are stands above them."""
    alike = [name for name in names if name == share or re.fullmatch(re.escape(share) + r" \([0-9]+\)", name)]
    if "-" in proposal.head.get("header", ""):
        # Of which class a column is stands in the row above.
        below = share.rsplit(" ", 1)[-1]
        alike = [name for name in names if name.rsplit(" ", 1)[-1] == below and read_name(name).part == "share"]
    if len(alike) > 1:
        proposal.columns["share"]["column"] = UNDECIDED
        proposal.questions.append(f"which of {', '.join(map(repr, alike))} is the share? Write its name for the question mark")
