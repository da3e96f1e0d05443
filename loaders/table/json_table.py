"""Reads JSON that is a table: results of a SPARQL query, or a list of objects, each a row.

Owns what a column of nested objects is called: the path to its value, joined by dots.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import msgspec

from loaders.common.decoding import NO_JSON
from loaders.table.cell_text import LineWriter
from ontology.errors import InputError

MAX_BYTES: Final = 256 * 2**20
_MAX_DEPTH: Final = 12
_HINT: Final = "a table in JSON is a list of objects, or what a SPARQL query answers"


def is_json_table(head: bytes) -> bool:
    """Whether a text begins as JSON does, and no row of a table."""
    return head.lstrip()[:1] in (b"{", b"[") and b'"' in head


def write_json_table(stream: BinaryIO, out: BinaryIO, name: str) -> None:
    """Write the rows as CSV.  Raises InputError TOO_LARGE, NO_ROWS."""
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise InputError("TOO_LARGE", f"{name} is larger than {MAX_BYTES >> 20} MiB", "save the rows as CSV or Parquet")
    try:
        value = msgspec.json.decode(raw)
    except NO_JSON:
        raise InputError("NO_ROWS", f"{name} is no JSON to its end", _HINT) from None
    rows = [dict(_flatten(row, "", 0)) for row in _find_rows(value, name)]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = LineWriter(out, name, is_bounded=False)
    writer.write(columns)
    for row in rows:
        writer.write([row.get(column, "") for column in columns])
    writer.close()


def _find_rows(value: object, name: str) -> list[dict[str, Any]]:
    """Return the objects that are rows.  Raises InputError NO_ROWS."""
    if isinstance(value, dict) and isinstance(value.get("head"), dict) and isinstance(value.get("results"), dict):
        bindings = value["results"].get("bindings")
        return [{key: cell.get("value") for key, cell in row.items() if isinstance(cell, dict)} for row in _keep_objects(bindings)]
    if isinstance(value, list):
        return _keep_objects(value)
    lists = [_keep_objects(member) for member in value.values()] if isinstance(value, dict) else []
    filled = [rows for rows in lists if rows]
    if len(filled) != 1:
        raise InputError("NO_ROWS", f"{name} holds {'no list of' if not filled else 'several lists of'} objects", _HINT)
    return filled[0]


def _keep_objects(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _flatten(value: object, path: str, depth: int) -> Iterator[tuple[str, object]]:
    """Yield the path and the value of each cell of a row.

    >>> dict(_flatten({"a": {"b": 1, "c": [2, 3]}, "d": None}, "", 0))
    {'a.b': 1, 'a.c': '2; 3'}
    """
    if depth > _MAX_DEPTH or value is None:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flatten(inner, f"{path}.{key}" if path else key, depth + 1)
    elif isinstance(value, list):
        if any(isinstance(item, dict | list) for item in value):
            for number, item in enumerate(value):
                yield from _flatten(item, f"{path}.{number}", depth + 1)
        else:
            yield path, "; ".join(str(item) for item in value)
    else:
        yield path, value
