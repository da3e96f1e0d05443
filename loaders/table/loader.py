"""Recognises a table by its header and reads it: its hash, its parties and its statements.

The file is read twice, for its hash and for its rows; what cannot be read twice, such as a pipe, or is not UTF-8, is first copied to a
temporary file.  Rows are kept in another (kept_rows.py) until all parties are known.  Memory grows with the parties and the rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from loaders.common.beginnings import find_day
from loaders.contract import LoadContext, LoadedSource
from loaders.table.entities import Parties, ReadHolding
from loaders.table.interests import RowMapper
from loaders.table.kept_rows import Fault, KeptRow, KeptRows
from loaders.table.mapped_rows import MappedRows
from loaders.table.mapping import Mapping
from loaders.table.mapping_reader import read_mapping
from loaders.table.model import Holding, Layout, is_header, read_delimiter, read_layout
from loaders.table.open_table import open_table
from loaders.table.own_header import check_columns, find_delimiter, read_own_layout
from loaders.table.repeats import Repeats
from loaders.table.reshape import list_columns, reshape, turn_table
from loaders.table.rows import MAX_ROW, Row, read_rows
from loaders.table.spelling import DATES, DateOrder
from ontology.errors import InputError, RecordError
from ontology.statements import Place, Source, Statement

_SUFFIXES: Final = (".csv", ".tsv")


class TableLoader:
    """The loader of the generic table."""

    name = "table"

    def detect(self, head: bytes, file: Path) -> bool:
        """Whether the header has the required columns; a file with a table's suffix is taken too, so that a wrong header is reported."""
        lines = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")[:MAX_ROW].decode(errors="replace").split("\n", 2)
        first = lines[1] if len(lines) > 1 and read_delimiter(lines[0]) else lines[0]
        return is_header(first) or file.suffix.lower() in _SUFFIXES

    def load(self, stream: BinaryIO, context: LoadContext) -> Iterator[LoadedSource]:
        """Yield the table as one source; ``context.mapping`` says how it is read where it is not the generic table.

        Raises InputError WRONG_ENCODING, LINE_TOO_LONG, OLD_LINE_ENDS, BAD_HEADER, MISSING_COLUMN, DUPLICATE_COLUMN, NOTHING_USABLE, those
        of open_table.py, and of a mapping those of mapping_reader.py.
        """
        file = context.mapping
        mapping = None if file is None else read_mapping(file.content, file.name)
        with ExitStack() as stack:
            if mapping is None:
                table = open_table(stream, context, stack)
                layout = read_layout(table.text.stream, context, table.delimiter)
                for _ in layout.list_unknown():
                    context.warn("UNKNOWN_COLUMN")
            else:
                table = open_table(stream, context, stack, sheet=mapping.sheet, encoding=mapping.encoding)
                delimiter = mapping.delimiter or table.delimiter
                if mapping.is_turned:
                    table = turn_table(table, delimiter or find_delimiter(table), context, stack)
                    delimiter = table.delimiter
                layout = read_own_layout(table.text.stream, context, mapping.header, delimiter, mapping.header_end)
                layout = check_columns(mapping, layout, context)
            lines, start, sha256 = table.text
            lines.seek(start)
            has_decimal_comma = mapping is None and layout.delimiter != ","
            kept = KeptRows(stack)
            parties, order, repeated = _read_all(_Rows(lines, layout, mapping, context), kept, context)
            title = context.source or "standard input" if str(context.file) == "-" else context.file.name
            source = Source(
                id=context.source_iri,
                title=title,
                type="table",
                date=context.date or find_day(context.file),
                sha256=sha256,
                mapping=None if file is None else file.content.decode("utf-8-sig"),
            )
            mapper = RowMapper(context, parties, order, repeated, has_decimal_comma=has_decimal_comma)
            yield source, _map_rows(kept, mapper, context)


class _Rows:
    """The rows behind the header, each with the holdings that it states."""

    def __init__(self, lines: BinaryIO, layout: Layout, mapping: Mapping | None, context: LoadContext) -> None:
        self._lines, self._layout, self._mapping = lines, layout, mapping
        self._reshaped = layout
        if mapping is not None:
            self._reshaped = replace(layout, columns=list_columns(layout.columns, mapping.grid, mapping.tree))
        self._mapped = None if mapping is None else MappedRows(mapping, context)

    def __iter__(self) -> Iterator[Row]:
        mapping = self._mapping
        is_drawn = mapping is not None and mapping.tree is not None and mapping.tree.is_drawn
        rows = islice(read_rows(self._lines, self._layout.delimiter, keep_blanks=is_drawn), self._layout.header_rows, None)
        return rows if mapping is None else reshape(rows, self._layout.columns, mapping.grid, mapping.tree)

    def read(self, row: Row) -> list[Holding]:
        """Return the holdings of a row.  Raises RecordError."""
        if row.error is not None:
            raise row.error
        if self._mapped is None:
            return [Holding(self._layout.read_cells(row), {})]
        return self._mapped.read(self._reshaped.read_loose_cells(row))


def _read_all(rows: _Rows, kept: KeptRows, context: LoadContext) -> tuple[Parties, DateOrder, Collection[int]]:
    """Read every row into ``kept``.  Return all parties that the file names, also in rows with a fault, how it writes dates, and the hashes
    of holdings that may come again."""
    parties, order, repeats = Parties(context.source_iri, context.base), DateOrder(), Repeats()
    for row in rows:
        holdings: list[ReadHolding] = []
        fault: RecordError | None = None
        try:
            stated = rows.read(row)
        except RecordError as error:
            stated, fault = [], error
        for holding in stated:
            cells = holding.cells
            for column in DATES:
                if column in cells:
                    order.add(cells[column])
            repeats.add(cells, holding.more)
            try:
                holdings.append(parties.read(holding))
            except RecordError as error:
                fault = fault or error
        reason = None if fault is None else Fault(fault.code, fault.what, fault.hint)
        kept.add(KeptRow(row.line, hashlib.sha256(row.raw).hexdigest(), [] if reason else holdings, reason))
    for _ in range(parties.count_differing()):
        context.warn("PARTY_DIFFERS")
    for _ in range(parties.count_partly_identified()):
        context.warn("PARTLY_IDENTIFIED")
    return parties, order, repeats.find()


def _map_rows(rows: KeptRows, mapper: RowMapper, context: LoadContext) -> Iterator[Statement]:
    """Yield the statements of all rows.  Raises InputError NOTHING_USABLE at the end where every row was rejected."""
    read = rejected = 0
    file = context.file.name
    for row in rows:
        read += 1
        context.read += 1
        place = Place(file=file, line=row.line, sha256=row.sha256)
        try:
            row.check()
            statements = mapper.map_row(place, row.holdings)
        except RecordError as error:
            rejected += 1
            context.reject_place(error, place)
        else:
            if not row.holdings:
                # Left out, as the mapping says.
                context.merged += 1
            yield from statements
    if read == rejected:
        what = f"none of the {read} rows of {context.file} can be used" if read else f"{context.file} has a header and no rows"
        raise InputError("NOTHING_USABLE", what, "see the rejects (--rejects FILE) for each row's fault" if read else "add rows")
    mapper.warn_of_all()
