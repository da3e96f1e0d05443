"""The JSON shapes of all answers, one file a query, and their encoding: the bytes that ``--json`` prints and the API sends.

Every number of a share is in percent, rounded to nine decimals.  Shapes only: they are filled in graph/queries.
"""

from __future__ import annotations

from typing import Any

import msgspec

__all__ = ["encode", "encode_line"]

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encode(answer: msgspec.Struct | list[Any] | dict[str, Any]) -> bytes:
    """Return the JSON of an answer, indented and ended by a newline."""
    return msgspec.json.format(_ENCODER.encode(answer), indent=2) + b"\n"


def encode_line(answer: msgspec.Struct | list[Any] | dict[str, Any]) -> bytes:
    """Return the JSON of an answer as one line of NDJSON."""
    return _ENCODER.encode(answer) + b"\n"
