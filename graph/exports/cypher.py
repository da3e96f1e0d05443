"""Cypher: a script that makes in any Neo4j the property graph that a sync makes.  For cypher-shell; it needs no driver and no data folder.

Owns how values become Cypher text that cannot end where it should not.  What a node or relationship looks like is in
graph/neo4j/model.py, and the queries are those of graph/neo4j/cypher.py.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, Final

from graph.exports.request import ExportRequest
from graph.neo4j.content import hash_content
from graph.neo4j.cypher import load_schema, make_row, merge_nodes, merge_relationships
from graph.neo4j.property_graph import Item
from graph.neo4j.stream import GraphStream

ROWS: Final = 500
"""Rows of one query: a longer literal takes longer to parse than to write."""

_ESCAPES: Final = {"'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_SPECIAL: Final = re.compile(r"['\x00-\x1f\x7f\u0085\u2028\u2029]")


def write(request: ExportRequest, out: BinaryIO) -> int:
    """Write the script; return how many nodes and relationships."""
    out.write(b"// The property graph of docs/reference/neo4j.md. Run it with: cypher-shell -f FILE\n")
    for statement in load_schema()[1]:
        out.write(f"{' '.join(statement.split())};\n".encode())
    out.write(b"CALL db.awaitIndexes(300);\n")
    with GraphStream(request.generation, request.source) as graph:
        return _write_items(graph.nodes(), merge_nodes, out) + _write_items(graph.relationships(), merge_relationships, out)


def _write_items(items: Iterable[Item], merge: Callable[[tuple[str, ...], str], str], out: BinaryIO) -> int:
    """Write queries that each merge items of one shape; return how many items."""
    waiting: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    count = 0

    def put(shape: tuple[str, ...], rows: list[str]) -> None:
        listed = ",\n".join(rows)
        out.write(merge(shape, f"[\n{listed}\n]").encode() + b";\n")

    for item in map(_adapt, items):
        waiting[item.shape].append(format_literal(make_row(item, hash_content(item))))
        count += 1
        if len(waiting[item.shape]) == ROWS:
            put(item.shape, waiting.pop(item.shape))
    for shape, rows in sorted(waiting.items()):
        put(shape, rows)
    return count


def _adapt(item: Item) -> Item:
    """Return the item as a script can hold it.  What had to change changes its hash too, so that a sync afterwards mends it.

    A backslash in a property name would begin an escape that no doubling can take back; it becomes a stroke.
    """
    properties = {name.replace("\\", "/").replace("\0", ""): value for name, value in item.properties.items()}
    return item if properties == item.properties else dataclasses.replace(item, properties=properties)


def format_literal(value: Any) -> str:
    r"""Write a value as a Cypher literal.

    >>> print(format_literal({"name": "O'Hara \\ Sons", "founded": datetime.date(2018, 12, 12), "parts": ["a", 1, 0.5, True]}))
    {`name`: 'O\'Hara \\' + ' Sons', `founded`: date('2018-12-12'), `parts`: ['a', 1, 0.5, true]}
    """
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return repr(value)
        case datetime.date():
            return f"date('{value.isoformat()}')"
        case dict():
            return "{" + ", ".join(f"{quote_name(name)}: {format_literal(part)}" for name, part in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(format_literal, value)) + "]"
    return quote_text(str(value))


def quote_text(value: str) -> str:
    r"""Write a string literal on one line.

    Cypher reads ``\uXXXX`` before it looks for the end of a string, so the literal is cut after each backslash of the text.

    >>> print(quote_text("\\u0027 OR"))
    '\\' + 'u0027 OR'
    """
    parts = (_SPECIAL.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", part) for part in value.split("\\"))
    return "'" + "\\\\' + '".join(parts) + "'"


def quote_name(name: str) -> str:
    """Write a property name in backticks.

    >>> print(quote_name("a`b"))
    `a``b`
    """
    return "`" + name.replace("\\", "/").replace("`", "``").replace("\0", "") + "`"
