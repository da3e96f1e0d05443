"""Files for ``neo4j-admin database import full``: the property graph that a sync makes, as a first load of a large network.

Owns the files' form.  Which node or relationship a statement becomes is graph/neo4j's.  Every file has its header as first line; import.sh
in the folder holds the command.  A sync afterwards finds everything in place.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final, TextIO

import msgspec

from graph.generation.generation import Generation
from graph.neo4j.property_graph import HASH, Item, Node, Value, hash_content
from graph.neo4j.stream import GraphStream

SCRIPT: Final = "import.sh"

_ARRAY: Final = "\x1f"
"""Between the values of a list; a text of a list that has this control character loses it."""

_UNSAFE: Final = re.compile(r"[:(){}\[\]\x00-\x1f]")
_TYPES: Final = {bool: "boolean", int: "long", float: "double", datetime.date: "date", tuple: "string[]", str: "string"}
_KEYS: Final = {"uri", "id"}
_ENCODER: Final = msgspec.json.Encoder()

Row = tuple[list[str], dict[str, tuple[str, str]], int]
"""What comes first, the type and the cell of each property, and the hash."""
_ROWS: Final = msgspec.json.Decoder(Row)


def write(generation: Generation, source: str | None, folder: Path, _left_out: Counter[str]) -> int:
    """Write the files into ``folder``; returns how many nodes and relationships."""
    with GraphStream(generation, source) as graph:
        nodes, node_files = _write(graph.nodes(), folder)
        relationships, relationship_files = _write(graph.relationships(), folder)
    (folder / SCRIPT).write_text(_script({"nodes": node_files, "relationships": relationship_files}), encoding="utf-8")
    (folder / SCRIPT).chmod(0o755)
    return nodes + relationships


def _write(items: Iterable[Item], folder: Path) -> tuple[int, list[str]]:
    """Write the files of all nodes or all relationships; returns how many items, and the names of the files.

    The columns of a file are known when its last item has been seen, so rows wait in a file of their own until then.
    """
    count = 0
    types: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    starts: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        waiting: dict[str, BinaryIO] = {}
        for item in map(_holdable, items):
            count += 1
            group = (item.labels[-1] if isinstance(item, Node) else item.type).lower()
            if group not in waiting:
                waiting[group] = stack.enter_context(Path(temporary, group).open("w+b"))
                starts[group] = _start(item)
            row = _row(item)
            for name, (type_, _) in row[1].items():
                types[group][name].add(type_)
            waiting[group].write(_ENCODER.encode(row) + b"\n")
        names = []
        for group, file in sorted(waiting.items()):
            file.seek(0)
            names += _columns(folder, group, starts[group], types[group], map(_ROWS.decode, file))
        return count, names


def _columns(folder: Path, group: str, start: list[str], types: Mapping[str, set[str]], rows: Iterable[Row]) -> list[str]:
    """Write the files of one label or type; returns their names.

    A column has one type.  Where a property is a number in one row and words in another, the rows go to different files.
    """
    names = sorted(types)
    mixed = [name for name in names if len(types[name]) > 1]
    files: dict[tuple[str, ...], tuple[str, TextIO]] = {}
    with ExitStack() as stack:
        for head, cells, number in rows:
            key = tuple(cells[name][0] if name in cells else "" for name in mixed)
            if key not in files:
                name = f"{group}{f'-{len(files)}' if files else ''}.csv"
                files[key] = name, stack.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
                own = dict(zip(mixed, key, strict=True))
                columns = [_quoted(f"{column}:{own.get(column) or min(types[column])}") for column in names]
                files[key][1].write(",".join([*start, *columns, f"{HASH}:long"]) + "\n")
            row = (cells[column][1] if column in cells else "" for column in names)
            files[key][1].write(",".join([*head, *row, str(number)]) + "\n")
    return [name for name, _ in files.values()]


def _holdable(item: Item) -> Item:
    """The item as these files can hold it.  What had to change changes its hash too, so that a sync afterwards mends it."""
    changed = {
        _UNSAFE.sub("_", name): tuple(part.replace(_ARRAY, "") for part in value) if isinstance(value, tuple) else value
        for name, value in item.properties.items()
    }
    return item if changed == item.properties else dataclasses.replace(item, properties=changed)


def _start(item: Item) -> list[str]:
    """The first columns of the header."""
    if isinstance(item, Node):
        return [f"uri:ID({item.labels[0]})", ":LABEL"]
    return [":START_ID(Entity)", ":END_ID(Entity)", ":TYPE", "id:string"]


def _row(item: Item) -> Row:
    if isinstance(item, Node):
        head = [_quoted(item.key), _quoted(_ARRAY.join(item.labels))]
    else:
        head = [_quoted(item.start), _quoted(item.end), item.type, _quoted(item.key)]
    cells = {name: (_TYPES[type(value)], _cell(value)) for name, value in item.properties.items() if name not in _KEYS}
    return head, cells, hash_content(item)


def _cell(value: Value) -> str:
    """A cell: quotes around every text, so that an empty text is no missing value."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case datetime.date():
            return value.isoformat()
        case tuple():
            return _quoted(_ARRAY.join(value))
    return _quoted(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _script(names: Mapping[str, list[str]]) -> str:
    lines = [
        "#!/bin/sh",
        "# Imports these files into a database that does not exist yet, on a server that is not running.",
        "# Usage: sh import.sh [DATABASE [OPTION...]], for example: sh import.sh neo4j --overwrite-destination",
        'cd "$(dirname "$0")" || exit 1',
        'database="${1:-neo4j}"',
        '[ "$#" -gt 0 ] && shift',
        'exec neo4j-admin database import full "$database" --id-type=string --array-delimiter=U+001F --multiline-fields=true \\',
        *(f"  --{kind}={name} \\" for kind, files in names.items() for name in files),
        '  "$@"',
    ]
    return "\n".join(lines) + "\n"
