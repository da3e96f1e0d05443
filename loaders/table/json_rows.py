"""A nested record of JSON as rows of cells: each column is the path to its value.

Owns how lists become rows.  Knows no register.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ontology.errors import RecordError

MAX_ROWS: Final = 100_000
"""Rows of one record; no register has more holders of one company."""
_MAX_DEPTH: Final = 12


def unwrap(value: dict[str, Any], path: Sequence[str]) -> list[dict[str, Any]]:
    """Return the records below members that only wrap them, each of which may be absent.

    >>> unwrap({"hits": {"hits": [{"_source": {"a": 1}}]}}, ("hits", "hits", "_source")), unwrap({"a": 1}, ("hits",))
    ([{'a': 1}], [{'a': 1}])
    """
    records = [value]
    for name in path:
        inner = [record.get(name, record) for record in records]
        records = [item for one in inner for item in (one if isinstance(one, list) else [one]) if isinstance(item, dict)]
    return records


def expand(record: dict[str, Any], paths: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a record: one for each item of the lists at ``paths``, of which each may lie within the one before.

    A list that is absent or empty gives one row without it; ``a|b`` gives the items of one list and then those of the other.  Raises
    RecordError TOO_MANY_ROWS.

    >>> list(expand({"id": 1, "owners": [{"n": "A"}, {"n": "B", "of": ["x", "y"]}]}, ("owners",)))
    [{'id': '1', 'owners.n': 'A'}, {'id': '1', 'owners.n': 'B', 'owners.of': 'x; y'}]
    """
    rows = [record]
    for path in paths:
        rows = [each for row in rows for each in _split_each(row, path.split("|"))]
        if len(rows) > MAX_ROWS:
            raise RecordError(
                "TOO_MANY_ROWS", f"the record has more than {MAX_ROWS:,} holdings", "check that the file is not damaged there"
            )
    for row in rows:
        yield dict(flatten(row))


def _split_each(row: dict[str, Any], paths: Sequence[str]) -> list[dict[str, Any]]:
    """Return the row once for each item of each list, without the other lists."""
    if len(paths) == 1:
        return _split(row, paths[0].split("."))
    lists = [path.split(".") for path in paths]
    rows = []
    for path in lists:
        alone = row
        for other in lists:
            alone = alone if other is path else _remove(alone, other)
        rows += [each for each in _split(alone, path) if _has(each, path)]
    return rows


def _remove(row: dict[str, Any], path: Sequence[str]) -> dict[str, Any]:
    name, *rest = path
    inner = row.get(name)
    if rest:
        return {**row, name: _remove(inner, rest)} if isinstance(inner, dict) else row
    return {key: value for key, value in row.items() if key != name}


def _has(row: dict[str, Any], path: Sequence[str]) -> bool:
    value: object = row
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value not in (None, "")


def _split(row: dict[str, Any], path: Sequence[str]) -> list[dict[str, Any]]:
    """Return the row once for each item of the list at a path."""
    name, *rest = path
    inner = row.get(name)
    if rest:
        return [{**row, name: each} for each in _split(inner, rest)] if isinstance(inner, dict) else [row]
    if not isinstance(inner, list):
        return [row]
    return [{**row, name: item} for item in inner] or [{**row, name: None}]


def flatten(value: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each value.  The items of a list of objects are numbered, and the last is ``last`` too.

    >>> dict(flatten({"a": {"b": 1.0, "c": True}, "d": [{"e": "x"}, {"e": "y"}]}))
    {'a.b': '1.0', 'a.c': 'true', 'd.0.e': 'x', 'd.1.e': 'y', 'd.last.e': 'y'}
    """
    if depth > _MAX_DEPTH or value is None:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flatten(inner, f"{path}.{key}" if path else key, depth + 1)
    elif isinstance(value, list):
        if any(isinstance(item, dict | list) for item in value):
            for number, item in enumerate(value):
                yield from flatten(item, f"{path}.{number}", depth + 1)
            yield from flatten(value[-1], f"{path}.last", depth + 1)
        else:
            yield path, "; ".join(str(item) for item in value)
    elif isinstance(value, bool):
        yield path, "true" if value else "false"
    else:
        yield path, " ".join(str(value).split())
