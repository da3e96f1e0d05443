"""Which files are of the Beneficial Ownership Data Standard, and how they fall apart into records.

Owns what is told from the beginning of a file; knows nothing of what a record says.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec

from loaders.bods import values
from loaders.bods.mapper import BodsMapper
from loaders.bods.model import Publication, Publisher, Record, decode
from loaders.bods.series import Series
from loaders.contract import Framing, LoadContext, ReadPlan
from loaders.framing import Lines, Objects
from loaders.framing.json_split import split
from ontology.errors import RecordError
from ontology.statements import Source

_OWN: Final = re.compile(
    rb'"(?:statementI[dD]|declarationSubject|recordDetails)"\s*:'
    rb'|"statementType"\s*:\s*"(?:entity|person|ownershipOrControl)Statement"'
)
"""A field that no other format has."""

_UP_TO_0_3: Final = re.compile(rb'"(?:statementID|statementType|replacesStatements)"\s*:')
_PUBLISHED: Final = re.compile(rb'"publicationDate"\s*:\s*"(\d{4}-\d{2}-\d{2})')
_BY_RECORD: Final = re.compile(rb'"recordType"\s*:')
_BY_STATEMENT: Final = re.compile(rb'"describedBy(?:Entity|Person)Statement"\s*:')
_LOOKED_AT: Final = 50
_KEYS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


class BodsLoader:
    name = "bods"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        """By a field of the standard that stands at the first record's own level."""
        text = _bare(head)
        if not text.startswith((b"{", b"[")):
            return False
        if _OWN.search(text) is None:
            return False
        read = [keys for raw in _records(text) if (keys := _keys(raw)) is not None]
        # Where no record is whole, the field alone decides.
        return not read or any(_owned(key, value) for keys in read for key, value in keys)

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        text = _bare(head)
        record = next((found for raw in _records(text) if (found := _decoded(raw)).publication_details), Record())
        published = record.publication_details or Publication()
        publisher = published.publisher or Publisher()
        source = Source(
            id=context.source_iri,
            title=f"{publisher.name or 'Beneficial ownership data'} ({context.file.name})",
            type="register",
            publisher=publisher.name or None,
            url=publisher.url or None,
            date=_date(text),
            licence=published.license or None,
        )
        in_order = _UP_TO_0_3.search(text) is not None
        by_statement = _BY_STATEMENT.search(text) is not None and _BY_RECORD.search(text) is not None
        mapper = BodsMapper(source.id, source.date, Series() if in_order else None, by_statement=by_statement)
        # What a statement replaces is known from those before it.
        return ReadPlan(source, _framing(text), mapper, parallel=not in_order)


def _bare(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _records(text: bytes) -> list[bytes]:
    """The first records, as far as the beginning of the file holds them."""
    inside = text[1:] if text.startswith(b"[") else text
    return [inside[begin:end] for begin, end in split(inside).items[:_LOOKED_AT] if inside[begin : begin + 1] == b"{"]


def _keys(raw: bytes) -> list[tuple[str, msgspec.Raw]] | None:
    try:
        return list(_KEYS.decode(raw).items())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _owned(key: str, value: msgspec.Raw) -> bool:
    return _OWN.match(b'"%b":%b' % (key.encode(errors="replace"), bytes(value))) is not None


def _framing(text: bytes) -> Framing:
    """Lines where the first line is a whole object, else the objects of a list or one after another."""
    line, _, rest = text.partition(b"\n")
    if text.startswith(b"{") and rest.strip():
        return Objects() if _keys(line) is None else Lines()
    return Objects()


def _decoded(raw: bytes) -> Record:
    try:
        return decode(raw)[0]
    except (RecordError, RecursionError):
        return Record()


def _date(text: bytes) -> str | None:
    """The last day on which something of the beginning was published."""
    found = (values.day(match[1].decode()) for match in _PUBLISHED.finditer(text))
    return max((day for day in found if day), default=None)
