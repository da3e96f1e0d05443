"""Shows the first rows of a table as a proposed mapping reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec

from loaders.contract import LoadContext
from loaders.table.cell_words import is_footnote
from loaders.table.mapped_rows import MappedRows
from loaders.table.mapping import UNDECIDED, Condition, Field, Mapping
from loaders.table.mapping_reader import fold
from loaders.table.proposal import Proposal
from loaders.table.spelling import DateOrder, read_dates
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.shares import Share
from ontology.terms import Base

_FIRST: Final = ("holder", "subject", "interest", "share")


def preview(proposal: Proposal) -> list[list[str]]:
    """Return a header and the first rows as they are read; what is not decided is left as the table has it, with a question mark."""
    columns = {
        name: {**options, "column": proposal.guessed[name]} if name in proposal.guessed and options.get("column") == UNDECIDED else options
        for name, options in proposal.columns.items()
    }
    fields = {name: field for name, options in columns.items() if (field := _make_field(options)) is not None}
    also = tuple({name: field for name, options in more.items() if (field := _make_field(options))} for more in proposal.also)
    without = tuple(Condition(column=name, values=tuple(map(fold, cells))) for name, cells in proposal.without.items() if cells)
    rows = MappedRows(Mapping(columns=fields, also=also, without=without), LoadContext(Base(), Path(proposal.file)))
    names = [*(name for name in _FIRST if name in fields or name == "share"), *(name for name in fields if name not in _FIRST)]
    doubtful = {name for name, options in proposal.columns.items() if UNDECIDED in options.values() or UNDECIDED in _list_codes(options)}
    lines = [["row", *names]]
    for line, cells in proposal.rows:
        if cells.get(str(proposal.columns["holder"].get("column"))) in proposal.totals or is_footnote([*cells.values()]):
            continue
        try:
            holdings = rows.read(cells)
            dates = [_read_dates(holding.cells) for holding in holdings]
        except RecordError as error:
            lines.append([str(line), *[f"[{error.code}] {error.what}" if number == 0 else "" for number in range(len(names))]])
            continue
        for holding, dated in zip(holdings, dates, strict=True):
            values = {**holding.cells, **holding.more, **dated}
            lines.append([str(line), *[_show(name, values.get(name, ""), is_doubtful=name in doubtful) for name in names]])
    return lines


def _read_dates(cells: dict[str, str]) -> dict[str, str]:
    """Return the dates that are one day in any order.  Raises RecordError BAD_DATE where one can be read in none."""
    dated, doubtful = read_dates(cells, DateOrder())
    return {column: check_date(day) for column, day in dated.items() if column not in doubtful}


def _list_codes(options: dict[str, object]) -> list[str]:
    codes = options.get("codes")
    return list(codes.values()) if isinstance(codes, dict) else []


def _make_field(options: dict[str, object]) -> Field | None:
    """Return a field without the options that are not decided; None where its column is not."""
    values: dict[str, Any] = {name: value for name, value in options.items() if value != UNDECIDED}
    column = values.pop("column", None)
    for name in ("min", "max", "columns", "first"):
        if name in values:
            values[name] = tuple(values[name]) if isinstance(values[name], list) else (values[name],)
    if column is not None:
        values["columns"] = (column,)
    if not any(name in values for name in ("columns", "first", "min", "max", "value")):
        return None
    if "of" not in values and values.get("unit") == "count":
        return None
    codes = {fold(cell): meaning for cell, meaning in values.pop("codes", {}).items() if meaning != UNDECIDED}
    return msgspec.convert({**values, "codes": codes}, Field)


def _show(name: str, text: str, *, is_doubtful: bool) -> str:
    """Show one field; a share as an arrow of a chart shows it."""
    if name == "share":
        if not text:
            return "unknown" if not is_doubtful else UNDECIDED
        try:
            text = Share.parse(text).label()
        except RecordError:
            return f"{text} ?"
    return f"{text} ?" if is_doubtful and text else text
