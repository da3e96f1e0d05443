"""Cypher: a script that makes in any Neo4j the property graph that a sync makes.  For cypher-shell; it needs no driver and no data folder.

Owns how values become Cypher text that cannot end where it should not.  Which node or relationship a statement becomes is graph/neo4j's.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from graph.generation.generation import Generation
from graph.neo4j.diff import Phase
from graph.neo4j.property_graph import Item, Node, content_hash
from graph.neo4j.server import row_of, schema, upsert
from graph.neo4j.stream import GraphStream

ROWS: Final = 500
"""Rows of one query: a longer literal takes longer to parse than to write."""

_ESCAPES: Final = {"'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_SPECIAL: Final = re.compile(r"['\x00-\x1f\x7f\u0085\u2028\u2029]")


def write(generation: Generation, source: str | None, out: BinaryIO, _left_out: Counter[str]) -> int:
    """Write the script; returns how many nodes and relationships."""
    out.write(b"// The property graph of docs/reference/neo4j.md. Run it with: cypher-shell -f FILE\n")
    for statement in schema()[1]:
        out.write(f"{' '.join(statement.split())};\n".encode())
    out.write(b"CALL db.awaitIndexes(300);\n")
    with GraphStream(generation, source) as graph:
        return _write(Phase.NODES, graph.nodes(), out) + _write(Phase.RELATIONSHIPS, graph.relationships(), out)


def _write(phase: Phase, items: Iterable[Item], out: BinaryIO) -> int:
    """Queries of items of one label set or type each; returns how many items."""
    waiting: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    count = 0
    for item in map(_holdable, items):
        group = item.labels if isinstance(item, Node) else (item.type,)
        waiting[group].append(literal(row_of(item, content_hash(item))))
        count += 1
        if len(waiting[group]) == ROWS:
            _put(phase, group, waiting.pop(group), out)
    for group, rows in sorted(waiting.items()):
        _put(phase, group, rows, out)
    return count


def _put(phase: Phase, group: tuple[str, ...], rows: list[str], out: BinaryIO) -> None:
    listed = ",\n".join(rows)
    out.write(upsert(phase, group, f"[\n{listed}\n]").encode() + b";\n")


def _holdable(item: Item) -> Item:
    """The item as a script can hold it.  What had to change changes its hash too, so that a sync afterwards mends it.

    A backslash in a property name would begin an escape that no doubling can take back; it becomes a stroke.
    """
    changed = {name.replace("\\", "/").replace("\0", ""): value for name, value in item.properties.items()}
    return item if changed == item.properties else dataclasses.replace(item, properties=changed)


def literal(value: Any) -> str:
    r"""A value as a Cypher literal.

    >>> print(literal({"name": "O'Hara \\ Sons", "founded": datetime.date(2018, 12, 12), "parts": ["a", 1, 0.5, True]}))
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
            return "{" + ", ".join(f"{name_of(name)}: {literal(part)}" for name, part in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(literal, value)) + "]"
    return text(str(value))


def text(value: str) -> str:
    r"""A string literal on one line.

    Cypher reads ``\uXXXX`` before it looks for the end of a string, so the literal is cut after each backslash of the text.

    >>> print(text("\\u0027 OR"))
    '\\' + 'u0027 OR'
    """
    parts = (_SPECIAL.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", part) for part in value.split("\\"))
    return "'" + "\\\\' + '".join(parts) + "'"


def name_of(name: str) -> str:
    """A property name in backticks.

    >>> print(name_of("a`b"))
    `a``b`
    """
    return "`" + name.replace("\\", "/").replace("`", "``").replace("\0", "") + "`"
