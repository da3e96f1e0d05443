"""Proposes how somebody's table is read: which column is what, and ten rows as they would be read.

Owns the order of the guesses.  What is not certain is a question, which a person answers in the mapping; the table is not loaded before.
"""

from __future__ import annotations

import codecs
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Dict
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, Final

from loaders.common.encodings import WESTERN, guess_encoding
from loaders.contract import LoadContext
from loaders.streams import peek
from loaders.table import guess_cells
from loaders.table.column_names import NOTHING, TOTALS, is_counter, read_name
from loaders.table.entities import is_placeholder
from loaders.table.guess_cells import Guess, Options
from loaders.table.mapping import UNDECIDED
from loaders.table.model import Layout
from loaders.table.open_table import Table, is_binary_table, open_table
from loaders.table.own_header import guess_delimiter, make_unique, read_own_layout
from loaders.table.rows import Row, read_rows
from loaders.table.text import UTF16
from ontology.errors import InputError

Find = Callable[[str | None, str], str | None]
"""Finds the column that names a part of a side, and takes it."""

_SAMPLE: Final = 20_000
"""Rows that are looked at; what only later rows show is told when the table is loaded."""
_HEADER_WITHIN: Final = 20
"""Rows among which the header is looked for."""
_SHOWN: Final = 10
_SHEETS: Final = 6
"""Sheets that are looked at where none is named."""
_IS_HEADER: Final = 2.2
"""Rating of a row with two names of columns."""
_HEAD: Final = 65_536
_SIDES: Final = ("holder", "subject")
_DELIMITERS: Final = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "pipe"}


@dataclass(slots=True)
class Proposal:
    """A proposed mapping, in the words of its YAML."""

    file: str
    head: dict[str, str] = field(default_factory=dict)
    """Sheet, header, delimiter and encoding, where they are not what they are taken for anyway."""
    columns: dict[str, Options] = field(default_factory=dict)
    also: list[dict[str, Options]] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)
    """What lines of totals have in the place of a holder."""
    unread: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    """What a person has to decide."""
    remarks: list[str] = field(default_factory=list)
    """What a person should look at."""
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """The first rows of data, by the table's own columns, each with its line."""

    def set(self, name: str, column: str, guess: Guess | None = None) -> None:
        """Take a column for a field, with what was guessed of its cells."""
        guess = guess or Guess({})
        self.columns[name] = {"column": column, **guess.options}
        self.questions += guess.questions
        self.remarks += guess.remarks


def propose_mapping(stream: BinaryIO, context: LoadContext, sheet: str | None = None) -> Proposal:
    """Propose a mapping for the table in ``stream``.  ``sheet``: of a workbook or database.

    Raises InputError of open_table.py and own_header.py, and NOTHING_USABLE for a table without rows.
    """
    proposal = Proposal(context.file.name)
    with ExitStack() as stack:
        head, stream = peek(stream, _HEAD)
        encoding = _guess_encoding(head, proposal)
        if is_binary_table(head):
            table = _open_best(stream, context, stack, sheet)
        else:
            table = open_table(stream, context, stack, encoding=encoding)
        layout, header = _find_header(table, context)
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


def _open_best(stream: BinaryIO, context: LoadContext, stack: ExitStack, sheet: str | None) -> Table:
    """Open the sheet that is named, else the first one; where that has no names of columns, of the first few the one that has most."""
    copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
    shutil.copyfileobj(stream, copy)

    def open_one(name: str | None) -> Table:
        copy.seek(0)
        return open_table(copy, context, stack, sheet=name, first=True)

    table = open_one(sheet)
    if sheet is not None or len(table.sheets) < 2 or _rate_table(table) >= _IS_HEADER:
        return table
    return max((table, *map(open_one, table.sheets[1:_SHEETS])), key=_rate_table)


def _rate_table(table: Table) -> float:
    """Rate a table by the row that looks most like a header."""
    table.text.stream.seek(table.text.start)
    return max((_rate_header(row) for row in islice(read_rows(table.text.stream, table.delimiter or ","), _HEADER_WITHIN)), default=-1.0)


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


def _find_header(table: Table, context: LoadContext) -> tuple[Layout, int]:
    """Return the layout by the row that looks most like a header, and the number of that row."""
    stream, start = table.text.stream, table.text.start
    stream.seek(start)
    beginning = stream.read(_HEAD).decode(errors="replace")
    delimiter = table.delimiter or guess_delimiter(beginning)
    stream.seek(start)
    layout = read_own_layout(stream, context, 1, table.delimiter)
    delimiter = layout.delimiter
    stream.seek(start)
    first_rows = list(islice(read_rows(stream, delimiter), _HEADER_WITHIN))
    best, header = -1.0, 1
    for row in first_rows:
        if (score := _rate_header(row)) > best:
            best, header = score, row.line
    stream.seek(start)
    chosen = read_own_layout(stream, context, header, table.delimiter)
    stream.seek(start)
    return chosen, header


def _rate_header(row: Row) -> float:
    """Rate how much a row looks like one of names: words that columns are called by, no numbers, few blanks."""
    cells = make_unique(row.cells)
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or row.error is not None:
        return -1.0
    known = sum(any(read_name(cell)) for cell in filled)
    numbers = sum(cell[:1].isdigit() for cell in filled)
    return known + 0.1 * len(filled) - 2 * numbers - 0.01 * row.line


def _describe_file(proposal: Proposal, table: Table, layout: Layout, header: int) -> None:
    if table.sheet is not None and len(table.sheets) > 1:
        proposal.head["sheet"] = table.sheet
        others = ", ".join(repr(name[:40]) for name in table.sheets if name != table.sheet)
        proposal.remarks.append(f"only {table.sheet[:40]!r} is read; the file has {others} too: --sheet NAME")
    if header > 1:
        proposal.head["header"] = str(header)
    if table.delimiter is None and layout.delimiter != ",":
        proposal.head["delimiter"] = _DELIMITERS.get(layout.delimiter, layout.delimiter)


def _describe_above(proposal: Proposal, table: Table, layout: Layout, header: int) -> None:
    """Tell what stands above the header, such as the company that a list is of, and cells under no name, as a drawn tree has them."""
    stream = table.text.stream
    stream.seek(table.text.start)
    nameless = 0
    for row in islice(read_rows(stream, layout.delimiter), _SAMPLE):
        if row.line < header and any(row.cells):
            said = ", ".join(repr(cell[:60]) for cell in row.cells if cell)
            proposal.remarks.append(f"row {row.line}, above the names of the columns, says {said}")
        elif row.line > header:
            nameless += any(not name and any(map(str.isalpha, cell)) for name, cell in zip(layout.columns, row.cells, strict=False))
    stream.seek(table.text.start)
    if nameless > 1:
        what = f"{nameless} rows have cells under no column name, which are not read: name those columns."
        proposal.remarks.append(f"{what} A tree that is drawn by indentation is written as two columns, who holds and who is held")


def _propose_columns(proposal: Proposal, names: Sequence[str], rows: Sequence[Dict[str, str]]) -> None:
    """Say which column is what, by its name, and then by its cells."""
    cells = {name: [row[name] for row in rows if row.get(name)] for name in names}
    meanings = {name: NOTHING if is_counter(name, cells[name]) else read_name(name) for name in names}
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
    _propose_fill(proposal, rows)
    _propose_totals(proposal, rows)
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
    if name is None and side == "subject":
        name = find(None, "name")
    if number is None and side == "subject":
        number = find(None, "id")
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
    return bool(cells) and sum(not cell[:1].isdigit() and not is_placeholder(cell) for cell in cells) * 2 > len(cells)


def _propose_dates(proposal: Proposal, find: Find, cells: Dict[str, list[str]]) -> None:
    dates = {part: column for part in ("valid_from", "valid_until", "stated_at") if (column := find(None, part))}
    for part, column in dates.items():
        others = [cell for other in dates.values() if other != column for cell in cells[other]]
        proposal.set(part, column, guess_cells.guess_date(cells[column], column, others))


def _ask_which(proposal: Proposal, share: str, names: Sequence[str]) -> None:
    """Ask which of several columns of one name is the share: of which class or right they are stands above them."""
    alike = [name for name in names if name == share or re.fullmatch(re.escape(share) + r" \([0-9]+\)", name)]
    if len(alike) > 1:
        proposal.columns["share"]["column"] = UNDECIDED
        proposal.questions.append(f"which of {', '.join(map(repr, alike))} is the share? Write its name for the question mark")


def _propose_totals(proposal: Proposal, rows: Sequence[Dict[str, str]]) -> None:
    """Leave lines of totals out: they name nobody."""
    column = str(proposal.columns["holder"]["column"])
    proposal.totals = list(dict.fromkeys(row[column] for row in rows if row.get(column, "").strip(" :*").casefold() in TOTALS))
    if proposal.totals:
        proposal.remarks.append(f"rows with {', '.join(map(repr, proposal.totals))} in {column[:40]!r} are left out as lines of totals")


def _propose_fill(proposal: Proposal, rows: Sequence[Dict[str, str]]) -> None:
    """Ask whether a blank subject is the one above, where rows with a holder have none."""
    subject, holder = (str(proposal.columns[side]["column"]) for side in ("subject", "holder"))
    blank = sum(bool(row.get(holder)) and not row.get(subject) and row[holder].casefold() not in TOTALS for row in rows)
    if not blank or UNDECIDED in (subject, holder) or not rows[0].get(subject):
        return
    proposal.questions.append(
        f"{blank} of {len(rows)} rows name a holder and no subject: is it the one above (down), or are they faulty (none)?"
    )
    for name in ("subject", "subject_id", "subject_kind", "subject_jurisdiction"):
        if name in proposal.columns:
            proposal.columns[name]["fill"] = UNDECIDED
