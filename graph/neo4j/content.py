"""Write the content of an item as one line, the cells of a file for neo4j-admin, and hash it.

Owns the line, cell by cell, of one item and in SQL of many, so that what is written to a file is what is hashed, and the two sides of a
sync are compared by the same few lines.  Which cells there are is in the tables of graph/neo4j/fields.py.

A line has the key and labels of a node, or start, end, type and key of a relationship; then a cell for each property of its table, whether
it is there or not; behind them, by name, the further properties.  One line is one content: a text is in quotes, what is missing is empty,
and a value of another type than its column, or a list of texts with the separator in one of them, counts as a further property.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.generation.sql import quote
from graph.neo4j.fields import HOLDING, HOLDING_TYPES, PARTY, UNNAMED
from graph.neo4j.property_graph import FACETS, HASH, Item, Node, Value
from graph.neo4j.property_table import Group

SEPARATOR: Final = "\x1f"
"""Between the values of a list."""

ENTITY_COLUMNS: Final[Mapping[str, str]] = {
    name: type_ for name, type_ in (UNNAMED.list_types() | PARTY.list_types()).items() if name != "uri"
}
HOLDING_COLUMNS: Final[Mapping[str, str]] = {name: type_ for name, type_ in HOLDING.list_types().items() if name != "id"}
"""The properties that have a cell in the line of each entity, and of each holding, with their types."""

COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {"Entity": ENTITY_COLUMNS, **dict.fromkeys(HOLDING_TYPES, HOLDING_COLUMNS)}
"""The same by anchor label or type; of the others every property is a further one."""

Extras = dict[str, tuple[str, str]]
"""Further properties: name -> type, cell."""

_DIGITS: Final = 19
"""Those of the largest hash; a smaller one has zeros before it."""
HASH_CELL: Final = "0" * _DIGITS
"""Where a hash is put in."""
_FOURS: Final = np.frombuffer(b"".join(b"%04d" % number for number in range(10_000)), np.uint32)
"""All that four digits can be."""
_EMPTY: Final[Mapping[str, Mapping[str, str]]] = {group: dict.fromkeys(columns, "") for group, columns in COLUMNS.items()}


def hash_content(item: Item) -> int:
    """Hash labels or type, ends and properties to 63 bits; the order of properties and labels is no content.

    >>> node = Node("urn:a", ("Entity", "Company"), {"name": "A", "uri": "urn:a"})
    >>> reordered = Node("urn:a", ("Entity", "Company"), {"uri": "urn:a", "name": "A"})
    >>> hash_content(node) == hash_content(reordered), 0 <= hash_content(node) < 2**63
    (True, True)
    """
    line, extras = write_line(item)
    return hash_line(line, extras)


def hash_line(line: str, extras: Extras) -> int:
    """Hash what ``write_line`` gave."""
    text = (line + write_extras(extras) if extras else line).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") >> 1


def hash_each(texts: Iterable[bytes | memoryview]) -> npt.NDArray[np.uint64]:
    """Hash many lines, each with its further properties, that are encoded in UTF-8."""
    digests = b"".join([hashlib.blake2b(text, digest_size=8).digest() for text in texts])
    return np.frombuffer(digests, ">u8").astype(np.uint64) >> np.uint64(1)


def write_line(item: Item) -> tuple[str, Extras]:
    """Write the cells of an item, and its further properties.

    >>> from graph.neo4j.property_graph import Relationship
    >>> link = Relationship("urn:s", "SAME_AS", "urn:a", "urn:b", {"id": "urn:s", "statedAt": datetime.date(1998, 1, 1), "note": "a, b"})
    >>> write_line(link)
    ('"urn:a","urn:b",SAME_AS,"urn:s"', {'statedAt': ('date', '1998-01-01'), 'note': ('string', '"a, b"')})
    """
    group, properties = item.group, item.properties
    types, cells, extras = COLUMNS.get(group, {}), dict(_EMPTY.get(group, {})), Extras()
    for name, value in properties.items():
        type_, cell = ("string", '"' + value.replace('"', '""') + '"') if type(value) is str else write_cell(value)
        if types.get(name) == type_:
            cells[name] = cell
        elif name != HASH:
            extras[name] = type_, cell
    # The key stands at the beginning.
    key_name = "uri" if isinstance(item, Node) else "id"
    if properties.get(key_name) == item.key:
        del extras[key_name]
    return ",".join((_write_head(item), *cells.values())), extras


def _write_head(item: Item) -> str:
    if isinstance(item, Node):
        anchor, *others = item.labels
        facets = item.properties.get(FACETS, ())
        labels = (anchor, *sorted(others), *(facets if isinstance(facets, tuple) else ()))
        return f"{quote_cell(item.key)},{quote_cell(SEPARATOR.join(labels))}"
    return f"{quote_cell(item.start)},{quote_cell(item.end)},{item.type},{quote_cell(item.key)}"


def write_extras(extras: Extras) -> str:
    """Write further properties as they stand behind a line that is hashed.

    >>> write_extras({"b": ("long", "1"), "a": ("string", '"1"')})
    ',"a":string="1","b":long=1'
    """
    return "".join([f",{quote_cell(name)}:{type_}={cell}" for name, (type_, cell) in sorted(extras.items())])


def write_cell(value: Value) -> tuple[str, str]:
    """Give the type of a value, as a header has it, and its cell; of what no cell can hold the type ``json``.

    >>> [write_cell(value) for value in ("", 1, 1.0, True, datetime.date(1998, 1, 1), ("a",))]
    [('string', '""'), ('long', '1'), ('double', '1.0'), ('boolean', 'true'), ('date', '1998-01-01'), ('string[]', '"a"')]
    >>> write_cell(()), write_cell(("",)), write_cell(("a\\x1f", "b"))
    (('json', '[]'), ('string[]', '""'), ('json', '["a\\\\u001f", "b"]'))
    """
    writer = _WRITERS.get(type(value))
    if writer is not None:
        return writer[0], writer[1](value)
    if isinstance(value, tuple) and value:
        joined = SEPARATOR.join(value)
        if joined.count(SEPARATOR) == len(value) - 1:
            return "string[]", quote_cell(joined)
    return "json", json.dumps(value, default=str)


def write_group(group: Group, properties: Mapping[str, Value]) -> tuple[str, int]:
    """Write the cells of what a function gives, and how many separators its lists need; one in a text goes, and is counted."""
    cells, separators = [], 0
    for name in group.types:
        value = properties.get(name)
        if isinstance(value, tuple):
            separators += len(value) - 1 + any(SEPARATOR in text for text in value)
            value = tuple(text.replace(SEPARATOR, "") for text in value)
        cells.append("" if value is None else write_cell(value)[1])
    return ",".join(cells), separators


def quote_cell(text: str) -> str:
    """Write a text as a cell: in quotes, so that an empty text is no missing value."""
    return '"' + text.replace('"', '""') + '"'


_WRITERS: Final[Mapping[type, tuple[str, Callable[[Any], str]]]] = {
    str: ("string", quote_cell),
    bool: ("boolean", lambda value: "true" if value else "false"),
    int: ("long", repr),
    float: ("double", repr),
    datetime.date: ("date", datetime.date.isoformat),
}


def select_cell(type_: str, expression: str, *, strip: bool = False) -> str:
    """Write in SQL the cell of an expression: a text, a list of texts, or what is written as it is; NULL where there is none.

    ``strip``: take the separator out of the texts of lists.
    """
    match type_:
        case "string":
            return f"""('"' || replace({expression}, '"', '""') || '"')"""
        case "string[]":
            texts = f"list_transform({expression}, lambda x: replace(x, {_SEPARATOR}, ''))" if strip else expression
            joined = f"array_to_string({texts}, {_SEPARATOR})"
            return f"""CASE WHEN len({expression}) > 0 THEN '"' || replace({joined}, '"', '""') || '"' END"""
    return expression


def select_extra(name: str, cell: str) -> str:
    """Write in SQL a further text as it stands behind a line that is hashed; NULL where there is none."""
    return f"{quote(f',{quote_cell(name)}:string=')} || {cell}"


_SEPARATOR: Final = f"chr({ord(SEPARATOR)})"


def put_hashes(lines: npt.NDArray[np.uint8], places: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint64]) -> None:
    """Put hashes into lines, each where its ``HASH_CELL`` begins."""
    fours = np.empty((len(hashes), 5), np.uint32)
    rest = hashes
    for place in range(4, -1, -1):
        higher = rest // np.uint64(len(_FOURS))
        fours[:, place] = _FOURS[(rest - higher * np.uint64(len(_FOURS))).astype(np.intp)]
        rest = higher
    digits = fours.view(np.uint8)
    np.lib.stride_tricks.sliding_window_view(lines, _DIGITS, writeable=True)[places] = digits[:, -_DIGITS:]
