"""Turns the cells of somebody's table into those of the generic table, as a mapping says.

Owns what a mapping does to a row; what the cells then mean is interests.py, as for any table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Cells
from datetime import date, timedelta
from typing import Final, NamedTuple

from loaders.contract import LoadContext
from loaders.table.cell_words import GOING_ON, OWN_SHARES, is_footnote
from loaders.table.entities import is_placeholder
from loaders.table.mapped_shares import join_bounds, read_share
from loaders.table.mapping import DATE_FIELDS, ID_FIELDS, LOCAL, MORE_FIELDS, Field, Fill, Mapping, Order, Split, is_number
from loaders.table.mapping_reader import fold
from loaders.table.model import SHARE_WORDS, Holding
from loaders.table.party_lists import split_parties
from loaders.table.reshape import ABOVE
from loaders.table.spelling import DateOrder, fill_century
from ontology.country_names import OTHER_CODES, find_country
from ontology.errors import RecordError
from ontology.identifiers import normalise_identifier

_KINDS: Final = ("holder_kind", "subject_kind")
_PLACES: Final = ("holder_jurisdiction", "subject_jurisdiction")
_PLACE: Final = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z0-9]{1,3})?")
_KEPT_CELLS: Final = 65_536
"""Cells of a field whose meaning is remembered."""
_LOOKED_AT: Final = 4_096
"""Letters of a cell in which a pattern is looked for."""
_LONGEST_PLACE: Final = 60
_OF_HOLDER: Final = ("holder_id", "holder_kind", "holder_jurisdiction", "holder_born")
_LONGEST_OWN: Final = max(map(len, OWN_SHARES))
NO_INTEREST: Final = "none"
"""The code of an interest with which a row states no holding."""
_SERIAL: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,12})?")
_FIRST_DAY: Final = date(1899, 12, 30)
_ORDERS: Final = {Order.DAY_FIRST: DateOrder(day_first=True), Order.MONTH_FIRST: DateOrder(day_first=False)}


class _Step(NamedTuple):
    """How one field of an interest is read.  ``column``: where its cell alone says what it is; ``is_more``: what a mapping reads beyond the
    columns of the generic table."""

    name: str
    column: str | None
    reader: _FieldReader
    field: Field
    is_more: bool


class MappedRows:
    """The rows of one table, each as the holdings that it states.  Remembers the cell above where a mapping asks for it."""

    def __init__(self, mapping: Mapping, context: LoadContext) -> None:
        self._mapping, self._context = mapping, context
        self._above: dict[str, str] = {}
        self._is_tree = mapping.tree is not None
        self._groups = {name for field in mapping.columns.values() if field.fill is Fill.DOWN for name in (*field.columns, *field.first)}
        readers = {
            id(field): _FieldReader(name, field, context) for more in (mapping.columns, *mapping.also) for name, field in more.items()
        }
        self._columns = mapping.list_columns()
        self._is_listed = mapping.columns.get("holder", Field()).split is Split.LIST
        self._interests = [
            [_make_step(name, readers[id(field)], field) for name, field in {**mapping.columns, **more}.items()]
            for more in ({}, *mapping.also)
        ]

    def read(self, cells: Cells[str, str]) -> list[Holding]:
        """Return the holdings of a row, by its own columns; none of a row that the mapping leaves out.  Raises RecordError."""
        holdings: list[Holding] = []
        if len(cells) == 1 and len(self._columns) > 1 and is_footnote([*cells.values()]):
            return holdings
        if self._is_tree and ABOVE not in cells:
            # Who stands at the top of a tree is held by nobody in it.
            return holdings
        if self._groups:
            cells = self._fill(cells)
        if (self._mapping.where or self._mapping.without) and self._is_left_out(cells):
            return holdings
        if not any(map(cells.get, self._columns)):
            # A remark below the table, under a column that is not read.
            return holdings
        for number, steps in enumerate(self._interests):
            values: dict[str, str] = {}
            more: dict[str, str] = {}
            notes: list[str] = []
            for name, column, reader, field, is_more in steps:
                if column is None:
                    text = reader.read(cells, notes)
                elif (cell := cells.get(column)) is None:
                    text = field.blank
                else:
                    text = cell if reader.is_word else reader.read_cell(cell, cells, notes)
                if text:
                    (more if is_more else values)[name] = text
                    if name == "share" and (words := join_cells(field, cells) if column is None else cell or "") != text:
                        more[SHARE_WORDS] = words
            if notes:
                self._context.warn("UNKNOWN_PLACE", times=len(notes))
            if values.get("interest") == NO_INTEREST:
                continue
            if number and "share" not in values and "share" in self._mapping.also[number - 1]:
                # A further interest of which the row says nothing.
                continue
            if self._mapping.notes:
                notes += [f"{column}: {cells[column]}" for column in self._mapping.notes if cells.get(column)]
            if notes:
                values["note"] = "; ".join([*([values["note"]] if "note" in values else []), *notes])
            holder = values.get("holder", "")
            if len(holder) <= _LONGEST_OWN and fold(holder) in OWN_SHARES and "holder_id" not in values:
                _hold_itself(values)
            holdings += self._split(values, more, with_share=not number) if self._is_listed else (Holding(values, more),)
        return holdings

    def _is_left_out(self, cells: Cells[str, str]) -> bool:
        """Whether a row is one that the mapping does not read."""
        if any(fold(cells.get(one.column, "")) not in one.values for one in self._mapping.where):
            return True
        return any(fold(cells.get(one.column, "")) in one.values for one in self._mapping.without)

    def _split(self, values: dict[str, str], more: dict[str, str], *, with_share: bool) -> Iterator[Holding]:
        """Yield a holding for each party that its holder's cell names.  ``with_share``: whether the shares in it are of this interest."""
        holder, share = self._mapping.columns["holder"], self._mapping.columns.get("share")
        cell = values.get("holder", "")
        parties = split_parties(cell) if cell else []
        if not parties or parties == [(cell, None)]:
            yield Holding(values, more)
            return
        field = Field(decimal=None if share is None else share.decimal)
        for party in parties:
            own, beside = {**values, "holder": party.name}, dict(more)
            if len(parties) > 1:
                # What stands beside a list is of none of its parties in particular.
                for name in _OF_HOLDER:
                    own.pop(name, None)
                    beside.pop(name, None)
            if with_share and party.share is not None:
                own["share"] = read_share(party.share, field, None) or ""
                beside[SHARE_WORDS] = party.share
            elif len(parties) > 1 and "share" in own:
                _bound_share(own, beside)
            own["note"] = "; ".join(filter(None, [own.get("note"), f"{' '.join(holder.columns)}: {cell}"]))
            yield Holding(own, beside)

    def _fill(self, cells: Cells[str, str]) -> Cells[str, str]:
        """Return the cells with the blank ones that are written once for several rows."""
        if any(cells.get(name) for name in self._groups):
            # What stands beside a cell that begins a group is the group's: nothing of the group before it.
            self._above = {name: cells.get(name, "") for name in self._groups}
        return {**cells, **self._above}


def _make_step(name: str, reader: _FieldReader, field: Field) -> _Step:
    return _Step(name, reader.column, reader, field, name in MORE_FIELDS)


def _hold_itself(values: dict[str, str]) -> None:
    """Let a company hold its own shares: the words for them stand where a holder's name does."""
    words = values["holder"]
    for part in ("", "_id", "_kind", "_jurisdiction"):
        values.pop(f"holder{part}", None)
        if f"subject{part}" in values:
            values[f"holder{part}"] = values[f"subject{part}"]
    values["note"] = "; ".join(filter(None, [values.get("note"), f"treasury shares: the source has \u201c{words}\u201d"]))


def _bound_share(values: dict[str, str], more: dict[str, str]) -> None:
    """Let the share that several parties have together be the most that one of them has."""
    together = values.pop("share")
    words = more.pop(SHARE_WORDS, together)
    if re.fullmatch(r"[0-9./]+", together):
        values["share"] = f"<={together}"
        more[SHARE_WORDS] = f"{words} together"


class _Meaning(NamedTuple):
    """What a cell means: a text or none, what is kept of it in the note, or why it cannot be read."""

    text: str | None
    note: str | None = None
    error: RecordError | None = None


class _FieldReader:
    """Reads one field of every row.  Cells repeat from row to row, so what they mean is remembered."""

    def __init__(self, name: str, field: Field, context: LoadContext) -> None:
        self._name, self._field, self._context = name, field, context
        self._source = context.source_iri
        self._alternatives = [_FieldReader(name, one, context) for one in field.alternatives]
        is_one_column = len(field.columns) == 1 and not (field.first or field.min or field.max or field.when or field.alternatives)
        self._column = field.columns[0] if is_one_column and field.value is None else None
        self._total = field.of if name == "share" and field.of is not None and not is_number(field.of) else None
        is_word = name not in ("share", *DATE_FIELDS, *ID_FIELDS, *_PLACES, *_KINDS)
        has_codes = bool(field.codes or field.otherwise is not None or field.blank or field.find)
        self.column = self._column if self._total is None else None
        """The column whose cell alone says what the field is; None: it takes more to tell."""
        self.is_word = is_word and not has_codes
        """Whether the field is what its cell says."""
        self._pattern = None if field.find is None else re.compile(field.find)
        self._known: dict[str | tuple[str, str], str | _Meaning] = {}
        """What cells mean, as a text alone where there is no more to say."""

    def read(self, cells: Cells[str, str], notes: list[str]) -> str | None:
        """Return what a row says of the field; what cannot be one goes into ``notes``.  Raises RecordError."""
        field = self._field
        if self._column is not None:
            text: str | None = cells.get(self._column, "")
        elif self._alternatives:
            return next((text for one in self._alternatives if (text := one.read(cells, notes))), None)
        elif field.when is not None and fold(cells.get(field.when.column, "")) not in field.when.values:
            return None
        elif (field.min or field.max) and not _find_first(field.first, cells) and self._name == "share":
            return join_bounds(_find_first(field.min, cells), _find_first(field.max, cells), field)
        else:
            text = field.value if field.value is not None else join_cells(field, cells)
        if not text:
            return field.blank
        return text if self.is_word and self._column is not None else self.read_cell(text, cells, notes)

    def read_cell(self, text: str, cells: Cells[str, str], notes: list[str]) -> str | None:
        """Return what a cell that is not blank says of the field, as ``read`` does."""
        key = text if self._total is None else (text, cells.get(self._total, ""))
        meaning = self._known.get(key)
        if isinstance(meaning, str):
            return meaning
        if meaning is None:
            if len(self._known) >= _KEPT_CELLS:
                self._known.clear()
            meaning = self._find_meaning(text, cells)
            self._known[key] = meaning.text if meaning.text is not None and meaning.note is None else meaning
        found, note, error = meaning
        if error is not None:
            raise error.with_traceback(None)
        if note is not None:
            notes.append(note)
        return found

    def _find_meaning(self, text: str, cells: Cells[str, str]) -> _Meaning:
        try:
            return self._read_text(text, cells)
        except RecordError as error:
            return _Meaning(None, error=error)

    def _read_text(self, text: str, cells: Cells[str, str]) -> _Meaning:
        """Read a cell that is not blank.  Raises RecordError."""
        name, field = self._name, self._field
        if self._pattern is not None:
            match = self._pattern.search(text[:_LOOKED_AT])
            text = (match[1] or "").strip() if match else ""
            if not text:
                return _Meaning(field.blank)
        if field.codes or field.otherwise is not None:
            meaning = field.codes.get(fold(text), field.otherwise)
            if meaning is not None:
                return _Meaning(meaning or None)
        if field.value is not None:
            return _Meaning(text)
        if name == "share":
            return _Meaning(read_share(text, field, field.of if self._total is None else cells.get(self._total, "")))
        if name in DATE_FIELDS:
            return _Meaning(None if name == "valid_until" and fold(text) in GOING_ON else _read_date(text, field))
        if name in ID_FIELDS:
            return _Meaning(self._read_id(text))
        if name in _PLACES:
            return self._read_place(text)
        if name in _KINDS and is_placeholder(text):
            return _Meaning(None)
        return _Meaning(text)

    def _read_place(self, text: str) -> _Meaning:
        """Read a country by its code or its name; what is neither goes into the note."""
        code = OTHER_CODES.get(text.upper(), text) if _PLACE.fullmatch(text) else find_country(text[:_LONGEST_PLACE])
        return _Meaning(code) if code else _Meaning(None, note=f"{', '.join(self._field.columns)}: {text}")

    def _read_id(self, text: str) -> str | None:
        if self._field.scheme != LOCAL:
            return _read_id(text, self._field.scheme)
        return None if is_placeholder(text) else self._context.base.compact_record(self._source, text)


def join_cells(field: Field, cells: Cells[str, str]) -> str:
    """Return the cells of a field's columns, of a band the bounds with dots between them."""
    if field.alternatives:
        return next((text for one in field.alternatives if (text := join_cells(one, cells))), "")
    if field.first and (found := _find_first(field.first, cells)):
        return found
    if field.min or field.max:
        low, high = _find_first(field.min, cells), _find_first(field.max, cells)
        return f"{low}..{high}" if low or high else ""
    if len(field.columns) == 1:
        return cells.get(field.columns[0], "")
    return field.join.join(filter(None, [cells.get(column, "") for column in field.columns]))


def _find_first(columns: tuple[str, ...], cells: Cells[str, str]) -> str:
    """Return the first cell that is filled."""
    return next((cells[column] for column in columns if cells.get(column)), "")


def _read_date(text: str, field: Field) -> str | None:
    """Return a date as the generic table writes it; None where the cell says that there is none.

    >>> _read_date("03/04/2019", Field(order=Order.DAY_FIRST)), _read_date("43830", Field(order=Order.SERIAL)), _read_date("n.a.", Field())
    ('2019-04-03', '2019-12-31', None)
    """
    if is_placeholder(text):
        return None
    if field.order is Order.SERIAL and _SERIAL.fullmatch(text):
        return (_FIRST_DAY + timedelta(days=int(text.partition(".")[0]))).isoformat()
    if field.century is not None:
        text = fill_century(text, field.century)
    return _ORDERS[field.order].read(text).text if field.order in _ORDERS else text


def _read_id(text: str, scheme: str | None) -> str | None:
    """Return an identifier with its scheme; None where it is only a placeholder.

    >>> _read_id("1234567", "GB-COH"), _read_id("n/a", "GB-COH"), _read_id("lei:5493001KJTIIGC8Y1R12", None)
    ('gb-coh:01234567', None, 'lei:5493001KJTIIGC8Y1R12')
    """
    if scheme is None:
        return None if is_placeholder(text) else text
    identifier = normalise_identifier(scheme, text)
    if identifier is None:
        return None
    if re.search(r"\s", identifier.value):
        raise RecordError("BAD_ID", f"{text[:60]!r} is no identifier of a party", "look at that cell; an identifier has no blanks within")
    return f"{identifier.scheme.lower()}:{identifier.value}"
