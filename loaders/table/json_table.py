"""Reads JSON that is a table: results of a SPARQL query, or objects in a list or one a line, each a row or a list of rows.

Owns what a column of nested objects is called: the path to its value, joined by dots.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import msgspec

from loaders.common.decoding import NO_JSON
from loaders.table.cell_text import LineWriter
from loaders.table.column_names import read_name
from ontology.errors import InputError

MAX_BYTES: Final = 256 * 2**20
_MAX_DEPTH: Final = 12
_HINT: Final = "a table in JSON is a list of objects, one object a line, or what a SPARQL query answers"


def is_json_table(head: bytes) -> bool:
    """Whether a text begins as JSON does, and no row of a table."""
    return head.lstrip()[:1] in (b"{", b"[") and b'"' in head


def write_json_table(stream: BinaryIO, out: BinaryIO, name: str) -> None:
    """Write the rows as CSV.  Raises InputError TOO_LARGE, NO_ROWS."""
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise InputError("TOO_LARGE", f"{name} is larger than {MAX_BYTES >> 20} MiB", "save the rows as CSV or Parquet")
    rows = [row for record in _find_rows(_decode(raw, name), name) for row in _expand(record)]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = LineWriter(out, name, is_bounded=False)
    writer.write(columns)
    for row in rows:
        writer.write([row.get(column, "") for column in columns])
    writer.close()


def _decode(raw: bytes, name: str) -> object:
    """Decode a document, or one of them on each line.  Raises InputError NO_ROWS."""
    try:
        return msgspec.json.decode(raw)
    except NO_JSON:
        pass
    try:
        return [msgspec.json.decode(line) for line in raw.splitlines() if line.strip()]
    except NO_JSON:
        raise InputError("NO_ROWS", f"{name} is no JSON to its end", _HINT) from None


def _expand(record: dict[str, Any]) -> list[dict[str, object]]:
    """Return the rows of a record: one for each item of its list of holders or of what it holds, where it has one such list.

    >>> _expand({"company": "Works", "owners": [{"name": "A"}, {"name": "B"}]})
    [{'company': 'Works', 'owners.name': 'A'}, {'company': 'Works', 'owners.name': 'B'}]
    """
    lists = [key for key, value in record.items() if _keep_objects(value)]
    of_parties = [key for key in lists if read_name(key).side is not None]
    chosen = (of_parties or lists)[0] if len(of_parties or lists) == 1 else None
    records = [record] if chosen is None else [{**record, chosen: item} for item in record[chosen]]
    return [dict(_flatten(one, "", 0)) for one in records]


def _find_rows(value: object, name: str) -> list[dict[str, Any]]:
    """Return the objects that are rows.  Raises InputError NO_ROWS."""
    if isinstance(value, dict) and isinstance(value.get("head"), dict) and isinstance(value.get("results"), dict):
        bindings = value["results"].get("bindings")
        return [{key: cell.get("value") for key, cell in row.items() if isinstance(cell, dict)} for row in _keep_objects(bindings)]
    if isinstance(value, list):
        return _keep_objects(value)
    if isinstance(value, dict) and any(isinstance(member, str) and read_name(key).side for key, member in value.items()):
        # One company with its holders.
        return [value]
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
