"""JSON and CSV as plain values; what is none is rejected with the codes that all registers share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from ontology.errors import RecordError

DAMAGED: Final = "check that the file is not damaged there"
"""The hint of a record that cannot be read at all."""
NO_JSON: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What a JSON decoder raises for bytes that are no JSON."""

_ANYTHING: Final = msgspec.json.Decoder()


def decode_object(raw: bytes) -> dict[str, Any]:
    """Decode one JSON object, whatever it holds.  Raises RecordError BAD_JSON, NOT_AN_OBJECT.

    >>> decode_object(b'{"a": 1}')
    {'a': 1}
    """
    try:
        value = _ANYTHING.decode(raw)
    except NO_JSON:
        raise RecordError("BAD_JSON", "the record is no JSON", DAMAGED) from None
    if not isinstance(value, dict):
        raise RecordError("NOT_AN_OBJECT", "the record is no JSON object", DAMAGED)
    return value


def check_cells(cells: Sequence[str], header: Sequence[str]) -> None:
    """Raise RecordError BAD_ROW where a row has not as many cells as the header has names."""
    if len(cells) != len(header):
        raise RecordError("BAD_ROW", f"the row has {len(cells)} cells, the header names {len(header)}", DAMAGED)
