"""Recognises files of the standard by their content and chooses how they are cut into records.

Owns what the beginning of a file tells; knows nothing of what a record states.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec

from loaders.bods.mapper import BodsMapper
from loaders.bods.series import Series
from loaders.bods.tables import PointerRows, StatementTables, is_pointers, is_tables
from loaders.bods.values import parse_day
from loaders.common.beginnings import find_day, is_json, is_lines, strip_bom
from loaders.common.decoding import NO_JSON
from loaders.contract import Framing, LoadContext, ReadPlan
from loaders.framing import Lines, Objects
from loaders.framing.json_split import split
from ontology.statements import Source

_OWN_FIELD: Final = re.compile(
    rb'"(?:statementI[dD]|declarationSubject|recordDetails)"\s*:'
    rb'|"statementType"\s*:\s*"(?:entity|person|ownershipOrControl)Statement"'
)
"""A field that no other format has."""

_UP_TO_0_3: Final = re.compile(rb'"(?:statementID|statementType|replacesStatements)"\s*:')
_PUBLISHED: Final = re.compile(rb'"publicationDate"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_BY_RECORD: Final = re.compile(rb'"recordType"\s*:')
_BY_STATEMENT: Final = re.compile(rb'"describedBy(?:Entity|Person)Statement"\s*:')
_MAX_RECORDS: Final = 50
"""Records at the beginning of a file that are looked at."""
_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


class BodsLoader:
    """The loader of the Beneficial Ownership Data Standard."""

    name = "bods"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        """Whether a field of the standard stands at the first record's own level."""
        start = strip_bom(head)
        if is_tables(head) or is_pointers(start):
            return True
        if not is_json(start):
            return False
        if _OWN_FIELD.search(start) is None:
            return False
        records = [fields for raw in _cut_records(start) if (fields := _read_fields(raw)) is not None]
        # Where no record is whole, the field alone decides.
        return not records or any(_is_own(name, value) for fields in records for name, value in fields)

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        """Describe the source, and choose framing and mapper."""
        start = strip_bom(head)
        source = Source(
            id=context.source_iri,
            title=f"Beneficial ownership data ({context.file.name})",
            type="register",
            date=context.date or _find_day(start) or find_day(context.file),
        )
        # What a statement up to 0.3 replaces is known from those before it.
        in_order = _UP_TO_0_3.search(start) is not None or (is_tables(head) and b"ooc_statement" in head)
        by_statement = _BY_STATEMENT.search(start) is not None and _BY_RECORD.search(start) is not None
        mapper = BodsMapper(source, Series() if in_order else None, by_statement=by_statement, has_given_day=context.date is not None)
        return ReadPlan(source, _choose_framing(head, start), mapper, parallel=not in_order)


def _choose_framing(head: bytes, start: bytes) -> Framing:
    if is_tables(head):
        return StatementTables()
    if is_pointers(start):
        return PointerRows()
    return Lines() if is_lines(start) else Objects()


def _cut_records(start: bytes) -> list[bytes]:
    """Return the first records, as far as the beginning of the file holds them."""
    if is_lines(start):
        return [line for line in start.splitlines() if line.startswith(b"{")][:_MAX_RECORDS]
    inside = start[1:] if start.startswith(b"[") else start
    return [inside[begin:end] for begin, end in split(inside).items[:_MAX_RECORDS] if inside[begin : begin + 1] == b"{"]


def _read_fields(raw: bytes) -> list[tuple[str, msgspec.Raw]] | None:
    """Return the fields of a record; None for what is no object."""
    try:
        return list(_FIELDS.decode(raw).items())
    except NO_JSON:
        return None


def _is_own(name: str, value: msgspec.Raw) -> bool:
    """Whether only this standard has the field."""
    return _OWN_FIELD.match(b'"%b":%b' % (name.encode(errors="replace"), bytes(value))) is not None


def _find_day(start: bytes) -> str | None:
    """Return the last day on which a statement of the beginning was published."""
    days = (parse_day(match[1].decode()) for match in _PUBLISHED.finditer(start))
    return max((day for day in days if day), default=None)
