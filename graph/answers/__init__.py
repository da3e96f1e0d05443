"""The JSON shapes of all answers, one file a query, and their encoding: the bytes that ``--json`` prints and the API sends.

Every number of a share is in percent, rounded to nine decimals.  The JSON of an answer is JSON-LD: it begins with its context and its
type.  Shapes only: they are filled in graph/queries.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import msgspec

from ontology.terms import CONTEXTS

__all__ = ["CONTEXT", "encode", "encode_line"]

_ENCODER = msgspec.json.Encoder(decimal_format="number")


CONTEXT: Final[list[Any]] = [f"{CONTEXTS}answers.jsonld", {"@base": None}]
"""What the JSON of an answer has as its ``@context``.  An empty id, that of somebody whom no source names, stands for no IRI."""


def encode(answer: msgspec.Struct | list[Any] | dict[str, Any]) -> bytes:
    """Return the JSON of an answer, with its context and type, indented and ended by a newline."""
    content = _ENCODER.encode(answer)
    if isinstance(answer, msgspec.Struct):
        content = _write_beginning(type(answer)) + content[1:]
    return msgspec.json.format(content, indent=2) + b"\n"


def encode_line(answer: msgspec.Struct | list[Any] | dict[str, Any]) -> bytes:
    """Return the JSON of an answer as one line of NDJSON, without a context."""
    return _ENCODER.encode(answer) + b"\n"


@lru_cache(maxsize=64)
def _write_beginning(shape: type[msgspec.Struct]) -> bytes:
    return _ENCODER.encode({"@context": CONTEXT, "@type": shape.__name__})[:-1] + b","
