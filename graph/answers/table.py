"""The table of an answer: which rows it has, and how they are written as CSV.

One place for the command, for HTTP and for downloads.  A row is one member of the list that the question asks for; what is nested in it
has a column for each part (``party_name``), and a list without a table of its own is one cell.  The columns are those of the shape, so
they are the same for every party, and for none.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from graph.answers.candidates import PairsAnswer, ReviewsAnswer
from graph.answers.changes import ChangesAnswer
from graph.answers.controlled import ControlledAnswer
from graph.answers.controllers import ControllersAnswer
from graph.answers.cycles import CyclesAnswer
from graph.answers.exposure import ExposureAnswer
from graph.answers.history import HistoryAnswer
from graph.answers.holdings import HoldingsAnswer
from graph.answers.owners import OwnersAnswer
from graph.answers.paths import PathsAnswer
from graph.answers.rules import RulesAnswer
from graph.answers.search import SearchAnswer
from graph.answers.sources import SourcesAnswer, StatementAnswer
from graph.answers.statements import StatementsAnswer
from graph.answers.stats import StatsAnswer
from graph.answers.what_if import WhatIfAnswer
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement

_Answer = TypeVar("_Answer", bound=msgspec.Struct)

ROWS: Final[dict[type[msgspec.Struct], str]] = {
    ControllersAnswer: "controllers",
    ControlledAnswer: "controlled",
    OwnersAnswer: "owners",
    HoldingsAnswer: "holdings",
    HistoryAnswer: "periods",
    PathsAnswer: "paths",
    CyclesAnswer: "cycles",
    ExposureAnswer: "companies",
    WhatIfAnswer: "control_changes",
    ChangesAnswer: "changes",
    SearchAnswer: "matches",
    SourcesAnswer: "sources",
    StatsAnswer: "sources",
    RulesAnswer: "rules",
    PairsAnswer: "candidates",
    ReviewsAnswer: "reviews",
}
"""The field that holds the rows of an answer.  Any other answer is a row itself."""

BESIDE_ROWS: Final[dict[type[msgspec.Struct], tuple[str, ...]]] = {OwnersAnswer: ("ultimate", "comparison")}
"""Lists that are as long as the rows, and are paged with them."""

_RECORDS: Final = (EntityStatement, InterestStatement, IdentityStatement)

_FORMULA: Final = tuple("=+-@\t\r")


def list_records(answer: StatementAnswer | StatementsAnswer) -> tuple[dict[str, Any], ...]:
    """Return the statements of an answer."""
    return (answer.statement,) if isinstance(answer, StatementAnswer) else answer.statements


def list_rows(answer: msgspec.Struct) -> Iterable[msgspec.Struct]:
    """Return the rows of an answer."""
    name = ROWS.get(type(answer))
    rows: Iterable[msgspec.Struct] = (answer,) if name is None else getattr(answer, name)
    return rows


def cut_rows(answer: _Answer, start: int, end: int | None) -> tuple[_Answer, int]:
    """Return an answer with the rows of a page alone, and how many rows it has in all.

    Of what is paged with the rows the page has the same places; the last page has all that follow.
    """
    name = ROWS[type(answer)]
    count = len(getattr(answer, name))
    places = {name: slice(start, end)} | dict.fromkeys(BESIDE_ROWS.get(type(answer), ()), slice(start, end_beside_rows(end, count)))
    lists = {field: getattr(answer, field) for field in places}
    return msgspec.structs.replace(answer, **{f: members[places[f]] for f, members in lists.items() if members is not None}), count


def end_beside_rows(end: int | None, count: int) -> int | None:
    """Return where a page that ends with row ``end`` of ``count`` ends in what is paged with the rows; None: it has all that follow."""
    return None if end is None or end >= count else end


def write_table(answer: msgspec.Struct) -> str:
    """Write the table of an answer as CSV, with its header."""
    if isinstance(answer, (StatementAnswer, StatementsAnswer)):
        columns = dict.fromkeys(column for record in _RECORDS for column in _list_columns(record))
        return _write([_flatten(record) for record in list_records(answer)], ["type", *columns])
    rows = list_rows(answer)
    if not isinstance(answer, ControllersAnswer):
        return write_rows(rows, _list_columns(_shape_of_rows(answer)))
    # Before each controller, and alone where there is none: an empty table would not say that nobody is shown.
    before: dict[str, object] = {
        "subject_id": answer.subject.id,
        "subject_name": answer.subject.name,
        "as_of": answer.as_of,
        "rule_id": answer.rule.id,
        "verdict": answer.verdict,
    }
    flat = [before | _flatten(msgspec.to_builtins(row)) for row in rows] or [before]
    return _write(flat, [*before, *_list_columns(_shape_of_rows(answer))])


def write_rows(rows: Iterable[msgspec.Struct], columns: Iterable[str] = ()) -> str:
    """Write rows as CSV; without ``columns`` it has those that the rows have, and nothing where there are no rows."""
    return _write([_flatten(msgspec.to_builtins(row)) for row in rows], columns)


def escape_cell(value: object) -> object:
    """A spreadsheet would run a text that begins like a formula: such a text is led by an apostrophe.

    >>> escape_cell("=SUM(A1)"), escape_cell("Zenda Ltd"), escape_cell(-5), escape_cell(None)
    ("'=SUM(A1)", 'Zenda Ltd', -5, '')
    """
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value


def _write(rows: list[dict[str, object]], columns: Iterable[str]) -> str:
    # What a shape cannot tell, such as the fields of a free record, follows the columns that it can.
    names = list(dict.fromkeys([*columns, *(name for row in rows for name in row)]))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if names:
        writer.writerow(names)
    writer.writerows([escape_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def _shape_of_rows(answer: msgspec.Struct) -> type[msgspec.Struct]:
    name = ROWS.get(type(answer))
    if name is None:
        return type(answer)
    shape: type[msgspec.Struct] = get_args(get_type_hints(type(answer))[name])[0]
    return shape


def _list_columns(shape: type[msgspec.Struct], prefix: str = "") -> Iterator[str]:
    """List the columns of a shape, those of what is nested in it after its own name."""
    for field in msgspec.structs.fields(shape):
        name = prefix + field.encode_name
        inner = _find_shape(field.type)
        if inner is not None:
            yield from _list_columns(inner, f"{name}_")
        elif get_origin(field.type) is not dict:
            yield name


def _find_shape(kind: Any) -> type[msgspec.Struct] | None:
    """Return the shape that a field holds, if it holds one, or one or none."""
    kinds = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    return next((k for k in kinds if isinstance(k, type) and issubclass(k, msgspec.Struct)), None)


def _flatten(item: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
    row: dict[str, object] = {}
    for name, value in item.items():
        if isinstance(value, Mapping):
            row |= _flatten(value, f"{prefix}{name}_")
        elif isinstance(value, (list, tuple)):
            is_text = all(isinstance(part, str) for part in value)
            row[prefix + name] = " ".join(value) if is_text else json.dumps(value, ensure_ascii=False)
        else:
            row[prefix + name] = value
    return row
