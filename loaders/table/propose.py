"""Proposes how somebody's table is read: which column is what, and ten rows as they would be read.

Owns the order of the guesses.  What is not certain is a question, which a person answers in the mapping; the table is not loaded before.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Dict
from contextlib import ExitStack
from itertools import islice
from typing import BinaryIO, Final

from loaders.common.encodings import WESTERN, guess_encoding
from loaders.contract import LoadContext
from loaders.streams import peek
from loaders.table import guess_cells
from loaders.table.column_names import NOTHING, ColumnMeaning, is_counter, read_name, read_names
from loaders.table.entities import is_placeholder
from loaders.table.find_header import find_header, open_best
from loaders.table.mapping import UNDECIDED
from loaders.table.model import Layout
from loaders.table.open_table import Table, is_binary_table, open_table
from loaders.table.proposal import Proposal
from loaders.table.propose_rows import propose_rows
from loaders.table.rows import read_rows
from loaders.table.text import UTF16
from ontology.errors import InputError

Find = Callable[[str | None, str], str | None]
"""Finds the column that names a part of a side, and takes it."""

_SAMPLE: Final = 20_000
"""Rows that are looked at; what only later rows show is told when the table is loaded."""
_SHOWN: Final = 10
_HEAD: Final = 65_536
_SIDES: Final = ("holder", "subject")
_SIZES: Final = ("share", "count", "votes", "total")
_YES_OR_NO: Final = frozenset(("true", "false", "yes", "no", "y", "n", "ja", "nein", "oui", "non", "да", "нет"))
_DELIMITERS: Final = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "pipe"}


def propose_mapping(stream: BinaryIO, context: LoadContext, sheet: str | None = None) -> Proposal:
    """Propose a mapping for the table in ``stream``.  ``sheet``: of a workbook or database.

    Raises InputError of open_table.py and own_header.py, and NOTHING_USABLE for a table without rows.
    """
    proposal = Proposal(context.file.name)
    with ExitStack() as stack:
        head, stream = peek(stream, _HEAD)
        encoding = _guess_encoding(head, proposal)
        is_binary = is_binary_table(head)
        table = open_best(stream, context, stack, sheet) if is_binary else open_table(stream, context, stack, encoding=encoding)
        layout, *header = find_header(table, context)
        _describe_file(proposal, table, layout, header)
        _describe_above(proposal, table, layout, header)
        rows = [
            (row.line, layout.read_loose_cells(row))
            for row in islice(read_rows(table.text.stream, layout.delimiter), layout.header_rows, layout.header_rows + _SAMPLE)
            if row.error is None
        ]
    if not rows:
        raise InputError("NOTHING_USABLE", f"{context.file} has a header and no rows", "add rows, or name another sheet with --sheet")
    proposal.rows = rows[:_SHOWN]
    _propose_columns(proposal, [name for name in layout.columns if name], [cells for _, cells in rows])
    return proposal


def _guess_encoding(head: bytes, proposal: Proposal) -> str | None:
    """Guess the encoding of a text that is neither UTF-8 nor UTF-16, and ask whether that is right."""
    if is_binary_table(head) or head.startswith(UTF16):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        name = guess_encoding(head)
        if name == "utf-8":
            return None
        proposal.head["encoding"] = codecs.lookup(name).name
        hint = "Western European" if name == WESTERN else name
        proposal.remarks.append(f"the file is not UTF-8 and is read as {hint}: look whether the names are spelt right")
        return name
    return None


def _describe_file(proposal: Proposal, table: Table, layout: Layout, header: Sequence[int]) -> None:
    """Tell the sheet, the rows of the header and what divides cells, where these are not what they are taken for anyway."""
    first, last = header
    if table.sheet is not None and len(table.sheets) > 1:
        proposal.head["sheet"] = table.sheet
        others = ", ".join(repr(name[:40]) for name in table.sheets if name != table.sheet)
        proposal.remarks.append(f"only {table.sheet[:40]!r} is read; the file has {others} too: --sheet NAME")
    if last > first:
        proposal.head["header"] = f"{first}-{last}"
        proposal.remarks.append(f"rows {first} and {last} name the columns together, such as {max(layout.columns, key=len)[:60]!r}")
    elif first > 1:
        proposal.head["header"] = str(first)
    if table.delimiter is None and layout.delimiter != ",":
        proposal.head["delimiter"] = _DELIMITERS.get(layout.delimiter, layout.delimiter)


def _describe_above(proposal: Proposal, table: Table, layout: Layout, header: Sequence[int]) -> None:
    """Tell what stands above the header, such as the company that a list is of, and cells under no name, as a drawn tree has them."""
    stream = table.text.stream
    stream.seek(table.text.start)
    nameless = 0
    for row in islice(read_rows(stream, layout.delimiter), _SAMPLE):
        if row.line < header[0] and any(row.cells):
            said = ", ".join(repr(cell[:60]) for cell in row.cells if cell)
            proposal.remarks.append(f"row {row.line}, above the names of the columns, says {said}")
        elif row.line > header[1]:
            nameless += any(not name and any(map(str.isalpha, cell)) for name, cell in zip(layout.columns, row.cells, strict=False))
    stream.seek(table.text.start)
    if nameless > 1:
        what = f"{nameless} rows have cells under no column name, which are not read: name those columns."
        proposal.remarks.append(f"{what} A tree that is drawn by indentation is written as two columns, who holds and who is held")


def _propose_columns(proposal: Proposal, names: Sequence[str], rows: Sequence[Dict[str, str]]) -> None:
    """Say which column is what, by its name, and then by its cells."""
    cells = {name: [row[name] for row in rows if row.get(name)] for name in names}
    meanings = {name: NOTHING if is_counter(name, cells[name]) else one for name, one in zip(names, read_names(names), strict=True)}
    taken: set[str] = set()
    rivals: list[tuple[str, str, list[str]]] = []

    def find(side: str | None, part: str) -> str | None:
        fitting = [name for name in names if name not in taken and meanings[name] == (side, part) and cells[name]]
        # Of "Direct %" and "Total %" the direct one is meant; a total restates what is held through others.
        # A column with percent signs needs no total.
        fitting.sort(key=lambda name: ("direct" not in name.casefold(), part == "share" and not any("%" in cell for cell in cells[name])))
        chosen = fitting[0] if fitting else None
        if len(fitting) > 1 and chosen is not None:
            rivals.append((chosen, f"{side} {part}" if side else part, [name for name in fitting if name != chosen]))
        taken.update(filter(None, [chosen]))
        return chosen

    for side in _SIDES:
        _propose_party(proposal, side, find, cells)
    _propose_plain_name(proposal, find, meanings.values(), cells)
    _propose_missing(proposal, names, taken, cells)
    _propose_place(proposal, names, find, rows)
    total = find(None, "total")
    share, votes = find(None, "share") or find(None, "count"), find(None, "votes")
    if share or votes:
        proposal.set("share", share or votes or "", guess_cells.guess_share(cells[share or votes or ""], share or votes or "", total))
        _ask_which(proposal, share or votes or "", names)
    if votes and not share:
        proposal.columns["interest"] = {"value": "votingRights"}
    elif votes:
        guess = guess_cells.guess_share(cells[votes], votes, total)
        proposal.questions += guess.questions
        proposal.also.append({"interest": {"value": "votingRights"}, "share": {"column": votes, **guess.options}})
    interest = find(None, "interest") or find(None, "kind")
    if interest and "interest" not in proposal.columns:
        proposal.set("interest", interest, guess_cells.guess_interest(cells[interest], interest))
    _propose_dates(proposal, find, cells)
    for part in ("status", "source", "note"):
        if column := find(None, part):
            proposal.set("note" if part == "status" else part, column)
    propose_rows(proposal, rows)
    used = {
        str(options.get(key)) for fields in (proposal.columns, *proposal.also) for options in fields.values() for key in ("column", "of")
    }
    proposal.unread = [name for name in names if name not in used]
    for chosen, meaning, others in rivals:
        left = [repr(name[:40]) for name in others if name in proposal.unread]
        if left and chosen in used:
            proposal.remarks.append(f"{chosen[:40]!r} is taken as {meaning}, and {', '.join(left)} is left out")


def _propose_party(proposal: Proposal, side: str, find: Find, cells: Dict[str, list[str]]) -> None:
    """Propose the columns of one side; what stands without a side is the subject's where that has none of its own."""
    name, number = find(side, "name"), find(side, "id")
    if name and number is None and _are_addresses(cells[name]):
        # A column of addresses is of identifiers; its names may stand beside it.
        name, number = find(side, "name"), name
    if name is None and number and side == "subject":
        # A list of companies, each with a name and a number.
        name = find(None, "name")
    if name or number:
        proposal.set(side, name or number or "")
    if number:
        proposal.set(f"{side}_id", number, guess_cells.guess_scheme(cells[number], number))
    if kind := find(side, "kind"):
        proposal.set(f"{side}_kind", kind, guess_cells.guess_kind(cells[kind], kind))
    if place := find(side, "jurisdiction"):
        proposal.set(f"{side}_jurisdiction", place)
    if side == "holder" and (born := find("holder", "born") or find(None, "born")):
        proposal.set("holder_born", born, guess_cells.guess_date(cells[born], born, ()))


def _propose_plain_name(proposal: Proposal, find: Find, meanings: Iterable[ColumnMeaning], cells: Dict[str, list[str]]) -> None:
    """Take a column that is only called name or number as of the side that has none: beside a share as of who holds it."""
    missing = [side for side in _SIDES if side not in proposal.columns]
    has_size = any(meaning.part in _SIZES for meaning in meanings)
    side = "holder" if has_size and "holder" in missing else "subject"
    name = find(None, "name") if side in missing else None
    number = find(None, "id") if f"{side}_id" not in proposal.columns and (name or len(missing) < 2) else None
    if side in missing and (named := name or number):
        proposal.set(side, named)
    if number:
        proposal.set(f"{side}_id", number, guess_cells.guess_scheme(cells[number], number))


def _propose_place(proposal: Proposal, names: Sequence[str], find: Find, rows: Sequence[Dict[str, str]]) -> None:
    """Say whose a column of countries is that names no side: of whom each has one country, else of whom stands before it, else ask."""
    place = find(None, "jurisdiction")
    if place is None:
        return
    columns = {side: str(proposal.columns[side]["column"]) for side in _SIDES}
    free = [side for side in _SIDES if f"{side}_jurisdiction" not in proposal.columns]
    fitting = [side for side in free if not _has_several(rows, columns[side], place)] or free
    before = names[names.index(place) - 1] if names.index(place) else ""
    own = [side for side in fitting if before in (columns[side], str(proposal.columns.get(f"{side}_id", {}).get("column")))]
    if len(fitting) == 1 or own:
        side = (own or fitting)[0]
        proposal.set(f"{side}_jurisdiction", place)
        proposal.remarks.append(f"{place[:40]!r} is taken as the country of the {side}")
    elif fitting:
        proposal.columns["subject_jurisdiction"] = {"column": UNDECIDED}
        what = f"whose country is {place[:40]!r}?"
        proposal.questions.append(f"{what} Write it for the question mark; where it is the holder's, call the field holder_jurisdiction")


def _has_several(rows: Sequence[Dict[str, str]], party: str, place: str) -> bool:
    """Whether a party of a column stands beside several countries."""
    first: dict[str, str] = {}
    return any(first.setdefault(row[party], row[place]) != row[place] for row in rows if row.get(party) and row.get(place))


def _are_addresses(cells: Sequence[str]) -> bool:
    return bool(cells) and all(cell.startswith(("http://", "https://")) for cell in cells)


def _propose_missing(proposal: Proposal, names: Sequence[str], taken: set[str], cells: Dict[str, list[str]]) -> None:
    """Where the name of no column says who holds or is held: the one column of words that is left, or a question."""
    missing = [side for side in _SIDES if side not in proposal.columns]
    left = [name for name in names if name not in taken and any(read_name(name)) is False and _are_words(cells[name])]
    if len(missing) == 1 and len(left) == 1:
        proposal.columns = {missing[0]: {"column": left[0]}, **proposal.columns}
        proposal.remarks.append(f"{left[0][:40]!r} is taken as {missing[0]}, because no other column is left that could be")
        taken.add(left[0])
        return
    for side in missing:
        proposal.columns = {side: {"column": UNDECIDED}, **proposal.columns}
        listed = ", ".join(repr(name[:40]) for name in left or names)
        question = f"which column names the {side}: who {'holds' if side == 'holder' else 'is held'}? The table has {listed}"
        if side == "subject":
            question += ". Where all of it is about one company, write for the question mark: {value: NAME OF THE COMPANY}"
        proposal.questions.append(question)


def _are_words(cells: Sequence[str]) -> bool:
    if {cell.casefold() for cell in cells} <= _YES_OR_NO:
        return False
    return bool(cells) and sum(not cell[:1].isdigit() and not is_placeholder(cell) for cell in cells) * 2 > len(cells)


def _propose_dates(proposal: Proposal, find: Find, cells: Dict[str, list[str]]) -> None:
    dates = {part: column for part in ("valid_from", "valid_until", "stated_at") if (column := find(None, part))}
    for part, column in dates.items():
        others = [cell for other in dates.values() if other != column for cell in cells[other]]
        proposal.set(part, column, guess_cells.guess_date(cells[column], column, others))


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
