"""One record of GLEIF, in the form of its file, as statements: which of the three kinds of record it is decides what it states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from loaders.common.decoding import DAMAGED
from loaders.common.xml_values import decode_xml
from loaders.contract import LoadContext, RawRecord
from loaders.gleif import decode_api, decode_golden_copy
from loaders.gleif.decode_csv import make_reader, split_row
from loaders.gleif.entities import describe_entity
from loaders.gleif.interests import map_exception, map_relationship
from loaders.gleif.model import LeiRecord, Record, RelationshipRecord
from loaders.gleif.record import RecordContext
from ontology.errors import RecordError
from ontology.statements import Statement

Form = Literal["xml", "json", "csv"]

_JSON: Final = msgspec.json.Decoder()


_SKIPPED: Final = frozenset({"Geocoding"})
"""Elements that are left out: half of an LEI record, and of no use here."""


@dataclass(frozen=True, slots=True)
class GleifMapper:
    """The records, each by itself.  ``header`` and ``delimiter``: of CSV."""

    form: Form
    source: str
    date: str | None
    header: tuple[str, ...] = ()
    delimiter: str = ","

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        """Return the statements of a record.  Raises RecordError."""
        fields = self._decode(raw_record.raw)
        record = RecordContext(context, self.source, raw_record.locate(context), self.date)
        if isinstance(fields, LeiRecord):
            return describe_entity(record, fields)
        return map_relationship(record, fields) if isinstance(fields, RelationshipRecord) else map_exception(record, fields)

    def _decode(self, raw: bytes) -> Record:
        """Raises RecordError BAD_ROW, BAD_JSON, BAD_XML, NOT_AN_OBJECT, UNKNOWN_KIND_OF_RECORD."""
        if self.form == "csv":
            try:
                line = raw.decode()
            except UnicodeDecodeError:
                raise RecordError("BAD_ROW", "the row is not UTF-8", DAMAGED) from None
            cells = split_row(line, self.delimiter, len(self.header))
            cells.append("")
            return make_reader(self.header)(cells)
        value = decode_xml(raw, skip=_SKIPPED) if self.form == "xml" else _decode_json(raw)
        record = decode_api.decode(value) if "attributes" in value else decode_golden_copy.decode(value)
        if record is None:
            raise RecordError(
                "UNKNOWN_KIND_OF_RECORD",
                "this is no LEI record, relationship record or reporting exception",
                "load only these three from GLEIF",
            )
        return record


def _decode_json(raw: bytes) -> dict[str, object]:
    """Return an object of JSON; of an answer of the API its resource object."""
    try:
        value = _JSON.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError("BAD_JSON", f"the record is no JSON: {error}", DAMAGED) from None
    if isinstance(value, dict) and isinstance(value.get("data"), dict):
        value = value["data"]
    if not isinstance(value, dict):
        raise RecordError("NOT_AN_OBJECT", "the record is no JSON object", DAMAGED)
    return value
