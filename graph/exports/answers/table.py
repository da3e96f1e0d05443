"""The answers about all companies as CSV and as Parquet: the columns of rows.py, a row for each who meets the rule for a company."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from graph.answers.table import escape_cell
from graph.exports.answers.rows import (
    COLUMNS,
    NOBODY,
    AnswersRequest,
    CompanyRow,
    HolderRow,
    QuestionRow,
    describe_question,
    list_companies,
)
from graph.exports.ledger_tables import open_in_order
from graph.ledger.parts import quote_path

_ENCODER: Final = msgspec.json.Encoder()
_COMPANY, _HOLDER, _QUESTION = (
    tuple(name for name in record.__struct_fields__ if name in COLUMNS) for record in (CompanyRow, HolderRow, QuestionRow)
)
"""Which columns come from which record."""


def write_csv(request: AnswersRequest, out: BinaryIO) -> int:
    """Write the rows as CSV; return how many.  A list is its members with spaces between, nothing known an empty cell.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for row in _make_rows(request):
        writer.writerow([_format_cell(row[name]) for name in COLUMNS])
        count += 1
    text.detach()
    return count


def write_parquet(request: AnswersRequest, out: BinaryIO) -> int:
    """Write the rows as one Parquet file; return how many."""
    count = 0
    with tempfile.TemporaryDirectory() as scratch:
        lines, packed = Path(scratch) / "rows.jsonl", Path(scratch) / "rows.parquet"
        with lines.open("wb") as file:
            for row in _make_rows(request):
                file.write(_ENCODER.encode(row) + b"\n")
                count += 1
        spec = ", ".join(f"'{column}': '{type_}'" for column, type_ in COLUMNS.items())
        read = f"SELECT * FROM read_json('{quote_path(lines)}', format='newline_delimited', columns={{{spec}}})"  # noqa: S608
        with open_in_order() as connection:
            connection.execute(f"COPY ({read}) TO '{quote_path(packed)}' (FORMAT parquet, COMPRESSION zstd)")
        with packed.open("rb") as file:
            shutil.copyfileobj(file, out)
    return count


def _make_rows(request: AnswersRequest) -> Iterator[dict[str, object]]:
    question = describe_question(request)
    asked = {name: getattr(question, name) for name in _QUESTION}
    for company in list_companies(request):
        described = {name: getattr(company, name) for name in _COMPANY}
        for holder in company.holders or (NOBODY,):
            yield described | {name: getattr(holder, name) for name in _HOLDER} | asked


def _format_cell(value: object) -> object:
    return escape_cell(" ".join(value) if isinstance(value, tuple) else value)
