"""Files for ``neo4j-admin database import full``: the property graph that a sync makes, as a first load of a large network.

Owns the files' form.  Which node or relationship a statement becomes is graph/neo4j's.  Every file has its header as first line; import.sh
in the folder holds the command.  A sync afterwards finds everything in place.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from graph.generation import Generation
from graph.neo4j.export import projection
from graph.neo4j.items import HASH, Item, Node, Value, content_hash

SCRIPT: Final = "import.sh"

_ARRAY: Final = "\x1f"
"""Between the values of a list; a text of a list that has this control character loses it."""

_UNSAFE: Final = re.compile(r"[:(){}\[\]\x00-\x1f]")
_TYPES: Final = {bool: "boolean", int: "long", float: "double", datetime.date: "date", tuple: "string[]", str: "string"}
_KEYS: Final = {"uri", "id"}


def write(generation: Generation, source: str | None, folder: Path, _left_out: Counter[str]) -> int:
    """Write the files into ``folder``; returns how many nodes and relationships."""
    graph = projection(generation, source)
    names: dict[str, list[str]] = {"nodes": [], "relationships": []}
    for kind, items in (("nodes", graph.nodes), ("relationships", graph.relationships)):
        for name, columns, members in _files(map(_holdable, items)):
            names[kind].append(f"{name}.csv")
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
                out.write(",".join(_header(members[0], columns)) + "\n")
                out.writelines(",".join(_row(item, columns)) + "\n" for item in members)
    (folder / SCRIPT).write_text(_script(names), encoding="utf-8")
    (folder / SCRIPT).chmod(0o755)
    return len(graph.nodes) + len(graph.relationships)


def _files(items: Iterable[Item]) -> Iterator[tuple[str, dict[str, str], list[Item]]]:
    """Name, columns with their types, and items of each file.

    One file a label or type.  Where a property is a number in one party and words in another, each kind of row has a file of its own,
    because a column has one type.
    """
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.labels[-1] if isinstance(item, Node) else item.type].append(item)
    for group, members in sorted(groups.items()):
        seen: defaultdict[str, set[str]] = defaultdict(set)
        for item in members:
            for name, value in item.properties.items():
                seen[name].add(_type(value))
        mixed = sorted(name for name, types in seen.items() if len(types) > 1)
        alike: defaultdict[tuple[str, ...], list[Item]] = defaultdict(list)
        for item in members:
            alike[tuple(_type(item.properties[name]) if name in item.properties else "" for name in mixed)].append(item)
        for number, (types, some) in enumerate(sorted(alike.items())):
            own = dict(zip(mixed, types, strict=True))
            used = {name for item in some for name in item.properties}
            columns = {name: own.get(name) or next(iter(seen[name])) for name in sorted(used - _KEYS)}
            yield f"{group.lower()}{f'-{number}' if number else ''}", columns, some


def _holdable(item: Item) -> Item:
    """The item as these files can hold it.  What had to change changes its hash too, so that a sync afterwards mends it."""
    changed = {
        _UNSAFE.sub("_", name): tuple(part.replace(_ARRAY, "") for part in value) if isinstance(value, tuple) else value
        for name, value in item.properties.items()
    }
    return item if changed == item.properties else dataclasses.replace(item, properties=changed)


def _type(value: Value) -> str:
    return _TYPES[type(value)]


def _header(item: Item, columns: Mapping[str, str]) -> Iterator[str]:
    if isinstance(item, Node):
        yield from (f"uri:ID({item.labels[0]})", ":LABEL")
    else:
        yield from (":START_ID(Entity)", ":END_ID(Entity)", ":TYPE", "id:string")
    yield from (_quoted(f"{name}:{type_}") for name, type_ in columns.items())
    yield f"{HASH}:long"


def _row(item: Item, columns: Mapping[str, str]) -> Iterator[str]:
    if isinstance(item, Node):
        yield from (_quoted(item.key), _quoted(_ARRAY.join(item.labels)))
    else:
        yield from (_quoted(item.start), _quoted(item.end), item.type, _quoted(item.key))
    for name in columns:
        yield _cell(item.properties.get(name))
    yield str(content_hash(item))


def _cell(value: Value | None) -> str:
    """A cell: nothing at all where there is no value, quotes around every text, so that an empty text stays one."""
    match value:
        case None:
            return ""
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
