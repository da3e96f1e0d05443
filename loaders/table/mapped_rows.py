"""Turns the cells of somebody's table into those of the generic table, as a mapping says.

Owns what a mapping does to a row; what the cells then mean is interests.py, as for any table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Cells
from datetime import date, timedelta
from typing import Final

from loaders.contract import LoadContext
from loaders.table.entities import is_placeholder
from loaders.table.mapped_shares import join_bounds, read_share
from loaders.table.mapping import DATE_FIELDS, ID_FIELDS, LOCAL, MORE_FIELDS, Field, Fill, Mapping, Order, is_number
from loaders.table.mapping_reader import fold
from loaders.table.model import SHARE_WORDS, Holding
from loaders.table.spelling import DateOrder
from ontology.errors import RecordError
from ontology.identifiers import normalise_identifier

_KINDS: Final = ("holder_kind", "subject_kind")
_PLACES: Final = ("holder_jurisdiction", "subject_jurisdiction")
_PLACE: Final = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z0-9]{1,3})?")
_KEPT_SHARES: Final = 65_536
"""Cells whose share is remembered."""
NO_INTEREST: Final = "none"
"""The code of an interest with which a row states no holding."""
_SERIAL: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,12})?")
_FIRST_DAY: Final = date(1899, 12, 30)
_ORDERS: Final = {Order.DAY_FIRST: DateOrder(day_first=True), Order.MONTH_FIRST: DateOrder(day_first=False)}


class MappedRows:
    """The rows of one table, each as the holdings that it states.  Remembers the cell above where a mapping asks for it."""

    def __init__(self, mapping: Mapping, context: LoadContext, *, warns: bool) -> None:
        self._mapping, self._context, self._warns = mapping, context, warns
        self._above: dict[str, str] = {}
        self._shares: dict[tuple[int, str, str | None], str | None] = {}
        self._interests = (mapping.columns, *({**mapping.columns, **more} for more in mapping.also))

    def read(self, cells: Cells[str, str]) -> Iterator[Holding]:
        """Yield the holdings of a row, by its own columns; none of a row that the mapping leaves out.  Raises RecordError."""
        cells = self._fill(cells)
        for condition in self._mapping.where:
            if fold(cells.get(condition.column, "")) not in condition.values:
                return
        for number, fields in enumerate(self._interests):
            values: dict[str, str] = {}
            notes: list[str] = []
            for name, field in fields.items():
                text = self._read_field(name, field, cells, notes)
                if text:
                    values[name] = text
                    if name == "share" and (words := join_cells(field, cells)) != text:
                        values[SHARE_WORDS] = words
            if values.get("interest") == NO_INTEREST:
                continue
            if number and "share" not in values and "share" in self._mapping.also[number - 1]:
                # A further interest of which the row says nothing.
                continue
            notes += [f"{column}: {cells[column]}" for column in self._mapping.notes if cells.get(column)]
            if notes:
                values["note"] = "; ".join([*([values["note"]] if "note" in values else []), *notes])
            more = {key: text for key, text in values.items() if key in MORE_FIELDS or key == SHARE_WORDS}
            yield Holding({key: text for key, text in values.items() if key not in more}, more)

    def _fill(self, cells: Cells[str, str]) -> Cells[str, str]:
        """Return the cells with the blank ones that are written once for several rows."""
        columns = {name for field in self._mapping.columns.values() if field.fill is Fill.DOWN for name in (*field.columns, *field.first)}
        if not columns:
            return cells
        filled = dict(cells)
        if any(cells.get(name) for name in columns):
            # What stands beside a cell that begins a group is the group's: nothing of the group before it.
            self._above = {name: cells.get(name, "") for name in columns}
        filled.update(self._above)
        return filled

    def _read_field(self, name: str, field: Field, cells: Cells[str, str], notes: list[str]) -> str | None:
        """Return what a row says of a field; what cannot be one goes into ``notes``."""
        if field.alternatives:
            return next((text for one in field.alternatives if (text := self._read_field(name, one, cells, notes))), None)
        if field.when is not None and fold(cells.get(field.when.column, "")) not in field.when.values:
            return None
        text = field.value if field.value is not None else join_cells(field, cells)
        if name == "share" and (field.min or field.max) and not _find_first(field.first, cells):
            return join_bounds(_find_first(field.min, cells), _find_first(field.max, cells), field)
        if not text:
            return field.blank
        if field.codes or field.otherwise is not None:
            meaning = field.codes.get(fold(text), field.otherwise)
            if meaning is not None:
                return meaning or None
        if field.value is not None:
            return text
        if name == "share":
            return self._read_share(text, field, cells)
        if name in DATE_FIELDS:
            return _read_date(text, field.order)
        if name in ID_FIELDS:
            if field.scheme == LOCAL:
                return (
                    None if is_placeholder(text) else self._context.base.compact(self._context.base.record(self._context.source_iri, text))
                )
            return _read_id(text, field.scheme)
        if name in _PLACES and not _PLACE.fullmatch(text):
            notes.append(f"{', '.join(field.columns)}: {text}")
            if self._warns:
                self._context.warn("UNKNOWN_PLACE")
            return None
        if name in _KINDS and is_placeholder(text):
            return None
        return text

    def _read_share(self, text: str, field: Field, cells: Cells[str, str]) -> str | None:
        total = field.of if field.of is None or is_number(field.of) else cells.get(field.of, "")
        # Few cells differ, and each is read in exact arithmetic.
        key = (id(field), text, total)
        if key not in self._shares:
            if len(self._shares) >= _KEPT_SHARES:
                self._shares.clear()
            self._shares[key] = read_share(text, field, total)
        return self._shares[key]


def join_cells(field: Field, cells: Cells[str, str]) -> str:
    """Return the cells of a field's columns, of a band the bounds with dots between them."""
    if field.alternatives:
        return next((text for one in field.alternatives if (text := join_cells(one, cells))), "")
    if found := _find_first(field.first, cells):
        return found
    if field.min or field.max:
        low, high = _find_first(field.min, cells), _find_first(field.max, cells)
        return f"{low}..{high}" if low or high else ""
    return field.join.join(filter(None, [cells.get(column, "") for column in field.columns]))


def _find_first(columns: tuple[str, ...], cells: Cells[str, str]) -> str:
    """Return the first cell that is filled."""
    return next((cells[column] for column in columns if cells.get(column)), "")


def _read_date(text: str, order: Order | None) -> str | None:
    """Return a date as the generic table writes it; None where the cell says that there is none.

    >>> _read_date("03/04/2019", Order.DAY_FIRST), _read_date("43830", Order.SERIAL), _read_date("n.a.", None)
    ('2019-04-03', '2019-12-31', None)
    """
    if is_placeholder(text):
        return None
    if order is Order.SERIAL and _SERIAL.fullmatch(text):
        return (_FIRST_DAY + timedelta(days=int(text.partition(".")[0]))).isoformat()
    return _ORDERS[order].read(text).text if order in _ORDERS else text


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
