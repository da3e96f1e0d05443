"""Proposes how somebody's table is read: which column is what, and ten rows as they would be read.

Owns the order of the guesses.  What is not certain is a question, which a person answers in the mapping; the table is not loaded before.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from contextlib import ExitStack
from itertools import islice
from typing import BinaryIO, Final

from loaders.common.encodings import find_bare_utf16, find_doubtful, guess_encoding
from loaders.common.latin_letters import WESTERN
from loaders.contract import LoadContext
from loaders.streams import peek
from loaders.table import guess_cells
from loaders.table.cell_words import GOING_ON
from loaders.table.column_names import ENDS_AS_DATES, NOTHING, ColumnMeaning, is_counter, read_name, read_names, split_words
from loaders.table.entities import is_placeholder
from loaders.table.find_header import find_header, open_best
from loaders.table.mapping import UNDECIDED
from loaders.table.model import Layout
from loaders.table.open_table import Table, is_binary_table, open_table
from loaders.table.own_header import find_delimiter
from loaders.table.proposal import Proposal
from loaders.table.propose_rows import propose_rows
from loaders.table.propose_shapes import Shape, find_grid, find_tree, is_turned, leave_out_blanks, write_shape
from loaders.table.propose_sizes import Find, propose_sizes
from loaders.table.reshape import ABOVE, list_columns, name_by_place, reshape, turn_table
from loaders.table.rows import Row, read_rows
from loaders.table.sheet_shape import describe_columns, describe_sheet, drop_headers
from loaders.table.text import UTF16
from ontology.errors import InputError
from ontology.legal_forms import WORDS
from ontology.party_names import fold_words

_SAMPLE: Final = 20_000
"""Rows that are looked at; what only later rows show is told when the table is loaded."""
_SHOWN: Final = 10
_MOST_TURNED_ROWS: Final = 41
_HEAD: Final = 1 << 20
_SIDES: Final = ("holder", "subject")
_SIZES: Final = ("share", "count", "votes", "total", "least", "most", "votes least", "votes most")
_BENEFICIAL: Final = frozenset(("beneficial", "ubo", "ultimate", "psc", "bénéficiaire", "beneficiario", "бенефициар", "бенефіціар"))
_OF_PARTY: Final = frozenset(
    (
        "company",
        "entity",
        "shareholder",
        "holder",
        "owner",
        "subsidiary",
        "registration",
        "firma",
        "unternehmen",
        "société",
        "empresa",
        "компания",
    )
)
"""Words of a column of states that are not those of a holding."""
_ON_BEHALF: Final = frozenset(("registered", "legal", "nominee", "nominal", "record", "номинальный"))
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
        table, layout, header = _find_table(table, context, stack, proposal)
        _describe_file(proposal, table, layout, header)
        rows = _read_rows(table, layout)
        kept, is_repeated = drop_headers(layout.columns, _name_cells(rows, layout.columns), str(context.file))
        if not kept:
            raise InputError("NOTHING_USABLE", f"{context.file} has a header and no rows", "add rows, or name another sheet with --sheet")
        shape = _find_shape(table, layout, rows, kept)
        if shape.grid or shape.tree:
            names = name_by_place(layout.columns, shape.tree.columns if shape.tree else ())
            lines = _read_rows(table, layout, keep_blanks=shape.tree is not None and shape.tree.is_drawn)
            columns = list_columns(names, shape.grid, shape.tree)
            kept = _name_cells(islice(reshape(lines, names, shape.grid, shape.tree), _SAMPLE), columns)
        else:
            columns = layout.columns
            describe_sheet(proposal, table, layout, header)
    if shape.tree:
        # Who stands at the top is held by nobody.
        kept = [(line, cells) for line, cells in kept if ABOVE in cells]
    proposal.rows = kept[:_SHOWN]
    _propose_columns(proposal, [name for name in columns if name], [cells for _, cells in kept], shape.meanings)
    if shape.grid:
        leave_out_blanks(proposal, [cells for _, cells in kept])
    write_shape(proposal, shape)
    if is_repeated and (named := str(proposal.columns["holder"].get("column", UNDECIDED))) != UNDECIDED:
        proposal.totals.append(named)
        proposal.remarks.append("rows that name the columns again are left out")
    return proposal


def _find_table(table: Table, context: LoadContext, stack: ExitStack, proposal: Proposal) -> tuple[Table, Layout, list[int]]:
    """Find where the table begins, turned where its rows are what columns are."""
    delimiter = find_delimiter(table)
    table.text.stream.seek(table.text.start)
    if is_turned(list(islice(read_rows(table.text.stream, delimiter), _MOST_TURNED_ROWS))):
        table = turn_table(table, delimiter, context, stack)
        proposal.head["turned"] = "yes"
        proposal.remarks.append("the table is turned: what columns are stands in its first one, and each other column is read as a row")
    layout, *header = find_header(table, context)
    return table, layout, header


def _read_rows(table: Table, layout: Layout, *, keep_blanks: bool = False) -> list[Row]:
    """Read the first rows of data."""
    table.text.stream.seek(table.text.start)
    rows = read_rows(table.text.stream, layout.delimiter, keep_blanks=keep_blanks)
    return list(islice(rows, layout.header_rows, layout.header_rows + _SAMPLE))


def _name_cells(rows: Iterable[Row], columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return the lines of rows and their cells by column."""
    layout = Layout("", tuple(columns))
    return [(row.line, layout.read_loose_cells(row)) for row in rows if row.error is None]


def _find_shape(table: Table, layout: Layout, rows: Sequence[Row], kept: Sequence[tuple[int, Dict[str, str]]]) -> Shape:
    """Find the grid or the tree that a table is; a shape without either for a list of holdings."""
    if {"holder", "subject"} <= {meaning.side for meaning in read_names(layout.columns)}:
        return Shape({})
    first = [row.cells[0] for row in rows if row.cells and row.error is None]
    grid = find_grid(layout.columns, [cells for _, cells in kept], first)
    return grid or find_tree(layout, _read_rows(table, layout, keep_blanks=True)) or Shape({})


def _guess_encoding(head: bytes, proposal: Proposal) -> str | None:
    """Guess the encoding of a text that is neither UTF-8 nor UTF-16, and ask whether that is right."""
    if is_binary_table(head) or head.startswith(UTF16):
        return None
    if (bare := find_bare_utf16(head)) is not None:
        proposal.head["encoding"] = bare
        proposal.remarks.append(f"the file is read as {bare}, which it does not say itself: look whether the names are spelt right")
        return bare
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        name = guess_encoding(head)
        if name == "utf-8":
            return None
        if (doubt := find_doubtful(head)) is not None:
            proposal.head["encoding"] = UNDECIDED
            (first, second), (spelt, otherwise) = doubt
            proposal.questions.append(
                f"is it {spelt[:40]!r} ({first}) or {otherwise[:40]!r} ({second})? The file does not say its encoding"
            )
            return first
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
    proposal.remarks += [f"the sheet hides {hidden}, read all the same: look whether they are meant" for hidden in table.tell_hidden()]
    if table.views:
        listed = ", ".join(repr(view[:40]) for view in table.views[:5])
        proposal.remarks.append(f"the database has views, which are not read ({listed}): save what one shows as a table or as CSV")
    if last > first:
        proposal.head["header"] = f"{first}-{last}"
        proposal.remarks.append(f"rows {first} and {last} name the columns together, such as {max(layout.columns, key=len)[:60]!r}")
    elif first > 1:
        proposal.head["header"] = str(first)
    if table.delimiter is None and layout.delimiter != ",":
        proposal.head["delimiter"] = _DELIMITERS.get(layout.delimiter, layout.delimiter)


def _propose_columns(proposal: Proposal, names: Sequence[str], rows: Sequence[Dict[str, str]], given: Dict[str, ColumnMeaning]) -> None:
    """Say which column is what, by its name, and then by its cells.  ``given``: what is known of the columns of a grid or a tree."""
    cells = {name: [row[name] for row in rows if row.get(name)] for name in names}
    meanings = {name: NOTHING if is_counter(name, cells[name]) else one for name, one in zip(names, read_names(names), strict=True)}
    meanings |= {name: ENDS_AS_DATES[name.casefold()] for name in names if name.casefold() in ENDS_AS_DATES and _are_dates(cells[name])}
    meanings |= given
    taken: set[str] = set()
    rivals: list[tuple[str, str, list[str]]] = []

    def find(side: str | None, part: str) -> str | None:
        fitting = [name for name in names if name not in taken and meanings[name] == (side, part) and cells[name]]
        # Of "Direct %" and "Total %" the direct one is meant; a total restates what is held through others.
        # A column with percent signs needs no total.
        fitting.sort(
            key=lambda name: (
                part in ("share", "votes") and not any(any(map(str.isdigit, cell)) for cell in cells[name]),
                "direct" not in split_words(name),
                part == "share" and not ("percent" in split_words(name) or any("%" in cell for cell in cells[name])),
            )
        )
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
    propose_sizes(proposal, names, find, lambda: [name for name in names if name not in taken and meanings[name] == NOTHING], rows)
    interest = find(None, "interest") or find(None, "kind")
    if interest and "interest" not in proposal.columns:
        proposal.set("interest", interest, guess_cells.guess_interest(cells[interest], interest))
    _propose_dates(proposal, find, cells)
    if column := find(None, "status"):
        _propose_status(proposal, column, cells[column])
    for part in ("source", "note"):
        if column := find(None, part):
            proposal.set(part, column)
    propose_rows(proposal, rows)
    used = {column for fields in (proposal.columns, *proposal.also) for options in fields.values() for column in _list_columns(options)}
    proposal.unread = [name for name in names if name not in used and not name.startswith(ABOVE)]
    if not given:
        describe_columns(proposal, names, cells, rows)
    _ask_whose(proposal, rivals)
    for chosen, meaning, others in rivals:
        left = [repr(name[:40]) for name in others if name in proposal.unread]
        if left and chosen in used:
            proposal.remarks.append(f"{chosen[:40]!r} is taken as {meaning}, and {', '.join(left)} is left out")


def _list_columns(options: Dict[str, object]) -> list[str]:
    """Return the columns that a field is read from."""
    given = [options.get(key) for key in ("column", "of", "min", "max", "columns", "first")]
    return [str(column) for one in given for column in (one if isinstance(one, list) else [one])]


def _propose_status(proposal: Proposal, column: str, cells: Sequence[str]) -> None:
    """Take the states of holdings where the words are known; else keep them in the note: they may be those of a company."""
    guess = None if _OF_PARTY & set(split_words(column)) else guess_cells.guess_status(cells, column)
    if guess is None:
        proposal.set("note", column)
        proposal.remarks.append(f"the words in {column[:40]!r} are no states of a holding that are known here, and are kept in the note")
    else:
        proposal.set("status", column, guess)


def _propose_party(proposal: Proposal, side: str, find: Find, cells: Dict[str, list[str]]) -> None:
    """Propose the columns of one side; what stands without a side is the subject's where that has none of its own."""
    name, number = find(side, "name"), find(side, "id")
    if name and number is None and _are_addresses(cells[name]):
        # A column of addresses is of identifiers; its names may stand beside it.
        name, number = find(side, "name"), name
    if name is None and number and side == "subject":
        # A list of companies, each with a name and a number.
        name = find(None, "name")
    given, family = (find(side, part) or (find(None, part) if side == "holder" else None) for part in ("given", "family"))
    if name or number:
        proposal.set(side, name or number or "")
    if given and family:
        # The name of a company stands in a column of its own, where there is one.
        proposal.columns[side] = {"columns": [given, family], **({"first": [name]} if name else {})}
    elif (given or family) and not name:
        proposal.set(side, given or family or "")
    if number:
        proposal.set(f"{side}_id", number, guess_cells.guess_scheme(cells[number], number))
    if kind := find(side, "kind"):
        proposal.set(f"{side}_kind", kind, guess_cells.guess_kind(cells[kind], kind))
    if place := find(side, "jurisdiction"):
        proposal.set(f"{side}_jurisdiction", place)
    if side == "holder" and name:
        _propose_beneficial(proposal, name)
    if side == "holder" and (born := find("holder", "born") or find(None, "born")):
        proposal.set("holder_born", born, guess_cells.guess_date(cells[born], born, ()))


def _propose_beneficial(proposal: Proposal, name: str) -> None:
    """Say that holders are beneficial owners, where their column does: through whom they hold is not told."""
    if set(split_words(name)) & _BENEFICIAL:
        proposal.columns["beneficial"], proposal.columns["directness"] = {"value": "yes"}, {"value": "unknown"}
        proposal.remarks.append(f"those in {name[:40]!r} are read as beneficial owners, who may hold through others")


def _ask_whose(proposal: Proposal, rivals: Sequence[tuple[str, str, list[str]]]) -> None:
    """Ask which of two columns of holders is meant, where one may hold on behalf of the other."""
    for chosen, meaning, others in rivals:
        several = [name for name in (chosen, *others) if not name.endswith(")") or "(2)" not in name]
        words = [set(split_words(name)) for name in several]
        if meaning == "holder name" and any(one & _ON_BEHALF for one in words) and any(one & _BENEFICIAL for one in words):
            proposal.columns["holder"] = {"column": UNDECIDED}
            listed = ", ".join(repr(name[:40]) for name in several)
            proposal.questions.append(
                f"who is the holder: {listed}? Write its name for the question mark; those who hold for others have the interest nominee"
            )


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


def _are_dates(cells: Sequence[str]) -> bool:
    """Whether what stands under a name such as "from" are days, and no parties."""
    return any(cell[:1].isdigit() for cell in cells) and all(
        cell[:1].isdigit() or is_placeholder(cell) or cell.casefold() in GOING_ON for cell in cells
    )


def _are_addresses(cells: Sequence[str]) -> bool:
    return bool(cells) and all(cell.startswith(("http://", "https://")) for cell in cells)


def _propose_missing(proposal: Proposal, names: Sequence[str], taken: set[str], cells: Dict[str, list[str]]) -> None:
    """Where the name of no column says who holds or is held: the one column of words that is left, if it names parties, or a question."""
    missing = [side for side in _SIDES if side not in proposal.columns]
    left = [name for name in names if name not in taken and any(read_name(name)) is False and _are_words(cells[name])]
    known = {cell for side in _SIDES for cell in cells.get(str(proposal.columns.get(side, {}).get("column")), ())}
    if len(missing) == 1 and len(left) == 1 and _are_parties(cells[left[0]], known):
        proposal.columns = {missing[0]: {"column": left[0]}, **proposal.columns}
        proposal.remarks.append(f"{left[0][:40]!r} is taken as {missing[0]}, because no other column is left that could be")
        taken.add(left[0])
        return
    for side in missing:
        proposal.columns = {side: {"column": UNDECIDED}, **proposal.columns}
        listed = ", ".join(repr(name[:40]) for name in left or names)
        question = f"which column names the {side}: who {'holds' if side == 'holder' else 'is held'}? The table has {listed}"
        question += (
            ". Where all of it is about one company, write for the question mark: {value: NAME OF THE COMPANY}"
            if side == "subject"
            else ". Where one party holds all of it, write for the question mark: {value: NAME OF THE PARTY}"
        )
        proposal.questions.append(question)


def _are_parties(cells: Sequence[str], known: set[str]) -> bool:
    """Whether cells name parties, by the legal forms of several of them, or because they stand on the other side too: what a company does
    has words as well."""
    words = [fold_words(cell) for cell in cells]
    forms = sum(not WORDS.isdisjoint((*one[:1], *one[-1:])) for one in words)
    return forms * 3 >= len(cells) or not known.isdisjoint(cells)


def _are_words(cells: Sequence[str]) -> bool:
    if {cell.casefold() for cell in cells} <= _YES_OR_NO:
        return False
    return bool(cells) and sum(not cell[:1].isdigit() and not is_placeholder(cell) for cell in cells) * 2 > len(cells)


def _propose_dates(proposal: Proposal, find: Find, cells: Dict[str, list[str]]) -> None:
    dates = {part: column for part in ("valid_from", "valid_until", "stated_at") if (column := find(None, part))}
    for part, column in dates.items():
        others = [cell for other in dates.values() if other != column for cell in cells[other]]
        proposal.set(part, column, guess_cells.guess_date(cells[column], column, others))
