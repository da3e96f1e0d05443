"""Guesses how the cells of a column are written: unit and decimal sign of shares, order of dates, codes, schemes.

Owns what is certain and what is not: each guess says what a person has to decide.  Nothing here is applied without a mapping.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from loaders.table.cell_words import INTEREST_WORDS, KIND_WORDS, ORBIS_KINDS, SHARE_CODES, SHARE_WITHOUT_SIZE, STATUS_WORDS, find_meaning
from loaders.table.codes import KINDS, find_code
from loaders.table.column_names import split_words
from loaders.table.entities import is_placeholder
from loaders.table.mapped_shares import guess_sign, read_number, read_share
from loaders.table.mapping import UNDECIDED, DecimalSign, Field, Unit
from loaders.table.spelling import fill_century, has_short_year
from ontology.errors import RecordError
from ontology.identifiers import is_valid_lei
from ontology.statements import Interest, Status

Options = dict[str, object]
"""Options of a field as a mapping writes them."""

_NUMBER: Final = re.compile(r"[0-9](?:[0-9.,'’ \u00a0\u2009\u202f]*[0-9])?")
_EITHER: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_DAY_MONTH: Final = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-][0-9]{4}(?![0-9])")
_ABOUT: Final = re.compile(
    r"(?:about|approx|around|ca\b|circa|c\.|roughly|some\b|rund\b|etwa|env\b|environ|~|≈|около|примерно)", re.IGNORECASE
)
_SERIAL: Final = re.compile(r"[2-5][0-9]{4}(?:\.[0-9]+)?")
_WIKIDATA: Final = re.compile(r"https?://www\.wikidata\.org/entity/Q[0-9]+")
_PREFIXED: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{0,30}:|https?://)\S+")
_SIZE: Final = re.compile(r"%|per ?cent|[<>≥≤]|/|\bof\b|\bmore\b|\bless\b|[0-9]\s*\+|^[\[(]", re.IGNORECASE)
"""What a share has and a plain number has not."""
_LONGEST_SIZE: Final = 60
_SCALES: Final = (
    (1_000_000, re.compile(r"\bmillions?\b|\bmio\b|\bmln\b|\bmn\b|\bмлн|\bmillionen\b")),
    (1_000, re.compile(r"\bthousands?\b|['\u2019]000|\btsd\b|\btausend\b|\bmilliers?\b|\bmiles\b|\bтыс|\btis\b|\btys\b|\bk\b")),
)
_PARTS: Final = {"permille": "1000", "promille": "1000", "pm": "1000", "bps": "10000", "bp": "10000", "basis": "10000"}
"""Words of the name of a column -> how many of its unit are the whole."""
_MAX_CODES: Final = 40
"""Different cells of a column that are listed one by one."""
_SCHEMES: Final = (
    ("lei", "lei"),
    ("bvd", "bvd"),
    ("isin", "isin"),
    ("cik", "cik"),
    ("edrpou", "ua-edr"),
    ("siren", "fr-rcs"),
    ("cvr", "dk-cvr"),
)


class Guess(NamedTuple):
    """How a column is read.  ``questions``: what has to be decided; ``remarks``: what should be looked at."""

    options: Options
    questions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def guess_share(cells: Sequence[str], name: str, total: str | None, *, is_count: bool = False) -> Guess:
    """Guess unit, decimal sign and codes of a share column.  ``total``: the column of totals, where there is one; ``is_count``: whether the
    column is called a number of shares.

    >>> guess_share(["51,5", "48,5"], "Anteil", None).options
    {'decimal': 'comma'}
    >>> guess_share(["0.51", "0.49"], "share", None).options, guess_share(["WO", ">50.00"], "Direct %", None).options
    ({'unit': '?'}, {'codes': {'WO': '>=98'}})
    >>> guess_share(["600", "400"], "Shares", "Total").options
    {'unit': 'count', 'of': 'Total'}
    """
    options: Options = {}
    questions: list[str] = []
    remarks: list[str] = []
    if whole := next((_PARTS[word] for word in split_words(name) if word in _PARTS), None):
        given = guess_share(cells, "", None, is_count=True)
        remark = f"{name!r} is read as parts of {whole}"
        return Guess({**given.options, "unit": "count", "of": whole}, (), (remark,)) if "codes" not in given.options else given
    numbers = [match[0] for cell in cells if "/" not in cell for match in _NUMBER.finditer(cell)]
    sign = _guess_decimal(numbers)
    known = None if sign in (None, UNDECIDED) else DecimalSign(sign)
    values = [value for number in numbers if (value := _read(number, known)) is not None]
    has_percent = any("%" in cell for cell in cells)
    plain = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    if not has_percent and ((values and max(values) > 100) or (total and not values) or (is_count and plain)):
        options |= {"unit": "count", "of": total or UNDECIDED}
        if total is None:
            why = "has numbers above 100, so they are counts" if values and max(values) > 100 else "is a number of shares"
            questions.append(f"{name!r} {why}: what is their total? Write the number, or the column that has it")
        if sign is None and any(_EITHER.fullmatch(number) for number in numbers):
            sign = UNDECIDED
    elif has_percent and (bare := [cell for cell in plain if (_read(cell, known) or 2) <= 1]) and len(bare) == len(plain):
        options["unit"] = UNDECIDED
        questions.append(
            f"some cells of {name!r} have a percent sign and others are at most 1, such as {bare[0]!r}: "
            "are those parts of one (fraction) or percent?"
        )
    elif values and max(values) <= 1 and not has_percent:
        options["unit"] = UNDECIDED
        questions.append(
            f"every number in {name!r} is at most 1: parts of one (fraction: {numbers[0]} is that part of the whole) or percent?"
        )
    if sign == UNDECIDED:
        example = next((number for number in numbers if _EITHER.fullmatch(number)), numbers[0])
        questions.append(
            f"{example!r} in {name!r}: does its {'comma' if ',' in example else 'point'} stand before decimals or between thousands?"
        )
    if sign is not None and sign != DecimalSign.POINT:
        options["decimal"] = sign
    if rough := [cell for cell in cells if _ABOUT.match(cell)]:
        remarks.append(
            f"{len(rough)} cells of {name!r} say about how much, such as {rough[0][:40]!r}: rejected until written as a band (45..50)"
        )
    codes = [cell for cell in dict.fromkeys(cells) if not _NUMBER.search(cell) and not is_placeholder(cell)]
    listed = {cell: SHARE_CODES[cell.upper()] for cell in codes if cell.upper() in SHARE_CODES}
    listed |= {cell: "" for cell in codes if cell.upper() in SHARE_WITHOUT_SIZE}
    others = [cell for cell in codes if cell not in listed]
    listed |= dict.fromkeys(others[:_MAX_CODES], UNDECIDED)
    if listed:
        options["codes"] = listed
    if others:
        shown = ", ".join(repr(cell[:30]) for cell in others[:5])
        questions.append(f"{name!r} holds words ({shown}): which share does each mean? Write it, or nothing where the size is unknown")
    if any(cell in SHARE_CODES or cell.upper() in SHARE_WITHOUT_SIZE for cell in codes):
        remarks.append(
            f"{name!r} holds codes of Orbis, read by their usual meaning: WO at least 98 %, MO more than 50 %, NG at most 0.01 %"
        )
    return Guess(options, tuple(questions), tuple(remarks))


def ask_scale(guess: Guess, name: str, total: str | None) -> Guess:
    """Ask for the total again where numbers count thousands or millions, and the column of their total does not, or the other way round.

    >>> ask_scale(Guess({"unit": "count", "of": "Total"}), "Shares (thousands)", "Total").options
    {'unit': 'count', 'of': '?'}
    """
    if guess.options.get("unit") != Unit.COUNT or total is None or _find_scale(name) == _find_scale(total):
        return guess
    question = f"{name!r} and {total!r} do not count in the same unit: what is the total in that of {name!r}? Write the number"
    return Guess({**guess.options, "of": UNDECIDED}, (*guess.questions, question), guess.remarks)


def _find_scale(name: str) -> int:
    """Find how many of what a number counts are one, by the name of its column."""
    plain = name.casefold()
    return next((size for size, words in _SCALES if words.search(plain)), 1)


def _guess_decimal(numbers: Iterable[str]) -> str | None:
    """Return the decimal sign of a column: "?" where its numbers differ or each may be read in two ways; None where no number shows one."""
    shown, doubtful = set(), False
    for number in numbers:
        if "," not in number and "." not in number:
            continue
        sign = guess_sign(number)
        if sign is None:
            doubtful = True
        elif not _EITHER.fullmatch(number):
            shown.add(sign)
    if len(shown) > 1 or (not shown and doubtful):
        return UNDECIDED
    return shown.pop().value if shown else None


def read_plain(cell: str) -> float | None:
    """Return the number that a cell is; None for any other cell.

    >>> read_plain("1,200.5"), read_plain("n/a")
    (1200.5, None)
    """
    return _read(cell, None) if _NUMBER.fullmatch(cell) else None


def _read(number: str, sign: DecimalSign | None) -> float | None:
    try:
        return float(read_number(number, sign))
    except RecordError:
        return None


def guess_date(cells: Sequence[str], name: str, others: Sequence[str]) -> Guess:
    """Guess the order of day and month.  ``others``: cells of the other date columns, which may show it.

    >>> guess_date(["03/04/2019", "25/04/2019"], "Date", ()).options, guess_date(["03/04/2019"], "Date", ()).options
    ({'order': 'day-first'}, {'order': '?'})
    >>> guess_date(["2019-04-03", "31.12.2019"], "Date", ()).options
    {}
    """
    if short := [cell for cell in cells if has_short_year(cell)]:
        guess = guess_date([fill_century(cell, "2000") for cell in cells], name, others)
        question = f"in which century is {short[0]!r} in {name!r}: 1900 or 2000? Where some are in each, write the years with four digits"
        return Guess({**guess.options, "century": UNDECIDED}, (*guess.questions, question), guess.remarks)
    order = _find_order(cells)
    if order is None and any(_SERIAL.fullmatch(cell) for cell in cells):
        return Guess(
            {"order": "serial"}, (), (f"the numbers in {name!r} are read as days counted by a spreadsheet program: look at the rows",)
        )
    if order != UNDECIDED:
        return Guess({} if order is None else {"order": order})
    example = next(cell for cell in cells if (match := _DAY_MONTH.match(cell)) and match[1] != match[2])
    elsewhere = _find_order(others)
    if elsewhere not in (None, UNDECIDED):
        return Guess(
            {"order": elsewhere}, (), (f"{example!r} in {name!r} is read {elsewhere}, as the other dates of the table are written",)
        )
    first, second, year = re.split(r"[/-]", example)[:3]
    question = (
        f"is {example!r} in {name!r} {year[:4]}-{second:0>2}-{first:0>2} (day-first) or {year[:4]}-{first:0>2}-{second:0>2} (month-first)?"
    )
    return Guess({"order": UNDECIDED}, (question,))


def _find_order(cells: Iterable[str]) -> str | None:
    """Return the order that cells show: "?" where they show none or both; None where none of them needs it."""
    orders: set[str] = set()
    is_needed = False
    for cell in cells:
        match = _DAY_MONTH.match(cell)
        if match is None or int(match[1]) == int(match[2]):
            continue
        is_needed = True
        if int(match[1]) > 12:
            orders.add("day-first")
        elif int(match[2]) > 12:
            orders.add("month-first")
    if not is_needed:
        return None
    return orders.pop() if len(orders) == 1 else UNDECIDED


def guess_interest(cells: Sequence[str], name: str) -> Guess:
    """Guess what the words of a column mean as interests.

    >>> guess_interest(["OWNS", "KNOWS", "votingRights"], "type").options
    {'codes': {'OWNS': 'shareholding', 'KNOWS': '?'}}
    """
    different = [cell for cell in dict.fromkeys(cells) if find_code(cell, Interest) is None]
    codes = {cell: find_meaning(cell, INTEREST_WORDS) or UNDECIDED for cell in different[:_MAX_CODES]}
    if not codes:
        return Guess({})
    unknown = [cell for cell, meaning in codes.items() if meaning == UNDECIDED]
    questions = (f"which interest is {', '.join(repr(cell[:40]) for cell in unknown[:5])} in {name!r}? docs/reference/table.md lists them",)
    guessed = ", ".join(f"{cell[:40]!r} is {meaning}" for cell, meaning in codes.items() if meaning != UNDECIDED)
    return Guess({"codes": codes}, questions if unknown else (), (f"guessed of {name!r}: {guessed}",) if guessed else ())


def guess_status(cells: Sequence[str], name: str) -> Guess | None:
    """Guess what the words of a column mean as states of a holding; None where none of them is one.

    >>> guess_status(["Active", "ceased", "?1"], "Status").options, guess_status(["red"], "Status")
    ({'codes': {'Active': 'in-effect', 'ceased': 'former', '?1': '?'}}, None)
    """
    different = list(dict.fromkeys(cells))
    if all(find_code(cell, Status) for cell in different):
        return Guess({})
    codes = {cell: str(find_code(cell, Status) or STATUS_WORDS.get(cell.casefold().strip(" .")) or UNDECIDED) for cell in different}
    unknown = [cell for cell, meaning in codes.items() if meaning == UNDECIDED]
    if len(unknown) == len(codes):
        return None
    listed = ", ".join(repr(cell[:40]) for cell in unknown[:5])
    questions = (f"which status is {listed} in {name!r}: in-effect, agreed, planned, former, alleged or denied?",) if unknown else ()
    guessed = ", ".join(f"{cell[:40]!r} is {meaning}" for cell, meaning in codes.items() if meaning != UNDECIDED)
    return Guess({"codes": dict([*codes.items()][:_MAX_CODES])}, questions, (f"guessed of {name!r}: {guessed}",))


def is_size(cell: str) -> bool:
    """Whether a cell can only be a share: a percentage, a band, a part of a whole.

    >>> [is_size(cell) for cell in (">25-50", "51 %", "60/100", "40 of 100", "75+", "51", "1/2 Mill", "2019-12")]
    [True, True, True, True, True, False, False, False]
    """
    if cell.isdigit() or len(cell) > _LONGEST_SIZE or not _SIZE.search(cell):
        return False
    try:
        return read_share(cell, Field(), None) is not None
    except RecordError:
        return False


def guess_kind(cells: Sequence[str], name: str) -> Guess:
    """Guess what the words of a column mean as kinds of party; what is not known stays unknown.

    >>> guess_kind(["Individual", "Corporate", "company", "Z"], "type").options
    {'codes': {'Individual': 'person', 'Corporate': 'company', 'company': 'company'}, 'otherwise': 'unknown'}
    """
    different = list(dict.fromkeys(cells))
    if all(find_code(cell, KINDS) for cell in different):
        return Guess({})
    if different and set(different) <= ORBIS_KINDS.keys():
        letters = {cell: ORBIS_KINDS[cell] for cell in different}
        remark = f"the letters in {name!r} are read as types of shareholders of Orbis: {', '.join(f'{x} {y}' for x, y in letters.items())}"
        return Guess({"codes": letters, "otherwise": "unknown"}, (), (remark,))
    codes = {
        cell: meaning for cell in different[:_MAX_CODES] if (meaning := str(find_code(cell, KINDS) or find_meaning(cell, KIND_WORDS) or ""))
    }
    guessed = ", ".join(f"{cell[:40]!r} is a {meaning}" for cell, meaning in codes.items())
    remark = f"guessed of {name!r}: {guessed}" if guessed else f"the words in {name!r} name no kind of party that is known here"
    return Guess({"codes": dict(codes), "otherwise": "unknown"} if codes else {"otherwise": "unknown"}, (), (remark,))


def guess_scheme(cells: Sequence[str], name: str) -> Guess:
    """Guess the scheme of a column of identifiers.  Numbers of a register that is not told are the table's own and join with nothing.

    >>> guess_scheme(["5493001KJTIIGC8Y1R12"], "LEI").options, guess_scheme(["lei:5493001KJTIIGC8Y1R12"], "id").options
    ({'scheme': 'lei'}, {})
    >>> guess_scheme(["01234567"], "Reg. no").options
    {'scheme': 'local'}
    """
    plain = [cell for cell in cells if not is_placeholder(cell)]
    if plain and all(_WIKIDATA.fullmatch(cell) for cell in plain):
        return Guess({"scheme": "wikidata"})
    if plain and all(_PREFIXED.fullmatch(cell) for cell in plain):
        return Guess({})
    if plain and all(is_valid_lei(cell.upper()) for cell in plain):
        return Guess({"scheme": "lei"})
    for word, scheme in _SCHEMES:
        if re.search(rf"(?<![^\W_]){word}(?![^\W_])", name, re.IGNORECASE):
            return Guess({"scheme": scheme})
    remark = (
        f"the ids in {name!r} are taken as this table's own; where they are a register's, write its scheme (gb-coh, lei, ...), "
        "so that they join with other sources"
    )
    return Guess({"scheme": "local"}, (), (remark,))
