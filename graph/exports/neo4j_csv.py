"""Files for ``neo4j-admin database import full``: the property graph that a sync makes, as a first load of a large network.

Owns the files' form.  What a node or relationship looks like is in graph/neo4j/fields.py; most rows come as columns
(graph/neo4j/columns.py), the rest as single items, into files of their own.  Every file has its header as first line; import.sh in the
folder holds the command.  A sync afterwards finds everything in place: the _Sync node tells which graph it is, how much there is of it,
and the sum of its hashes.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final

import duckdb
import msgspec

from graph.exports.hashed_file import open_with_checksum
from graph.exports.request import ExportRequest
from graph.neo4j.columns import ColumnGraph, Piece
from graph.neo4j.content import COLUMNS, HASH_CELL, SEPARATOR, Extras, hash_line, quote_cell, write_cell, write_line
from graph.neo4j.cypher import COUNTED
from graph.neo4j.diff import Phase
from graph.neo4j.property_graph import HASH, Item, Node, Value
from graph.neo4j.stream import GenerationGraph, GraphStream

SCRIPT: Final = "import.sh"
_STATE: Final = "sync.csv"
_UNSAFE: Final = re.compile(r"[:(){}\[\]\x00-\x1f]")
_PARTIES: Final = "parties"
_HOLDINGS: Final = "holdings"
"""What the files are called of which most rows come as columns."""


class _Row(msgspec.Struct, array_like=True):
    """A row that waits for its header."""

    line: str
    extras: Extras
    content_hash: int


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(_Row)


@dataclasses.dataclass(slots=True)
class _Tally:
    """What was written: how many nodes and relationships, how many by anchor label and type, and the sum of their hashes.

    ``is_faithful``: all of it is as a sync would write it.
    """

    nodes: int = 0
    relationships: int = 0
    groups: Counter[str] = dataclasses.field(default_factory=Counter)
    sum: int = 0
    is_faithful: bool = True

    def add(self, item: Item, content_hash: int) -> None:
        self.count({item.group: 1}, is_node=isinstance(item, Node))
        self.sum += content_hash

    def count(self, counts: Mapping[str, int], *, is_node: bool) -> None:
        number = sum(counts.values())
        self.nodes += number * is_node
        self.relationships += number * (not is_node)
        self.groups.update(counts)

    def merge(self, *others: _Tally) -> None:
        for other in others:
            self.nodes += other.nodes
            self.relationships += other.relationships
            self.groups += other.groups
            self.sum += other.sum
            self.is_faithful &= other.is_faithful


def write(request: ExportRequest, folder: Path) -> int:
    """Write the files into ``folder``; return how many nodes and relationships."""
    try:
        tally, files = _write_columns(request, folder)
    except duckdb.OutOfMemoryException:
        # Statements as long as pages, thousands of which are no columns that fit into memory; one by one they do.
        for path in folder.iterdir():
            path.unlink()
        tally, files = _write_one_by_one(request, folder)
    content = GenerationGraph(request.generation).content if request.source is None and tally.is_faithful else None
    (folder / _STATE).write_text(_describe_state(tally, content), encoding="utf-8")
    files["nodes"].append(_STATE)
    script = folder / SCRIPT
    script.write_text(_make_script(files), encoding="utf-8")
    script.chmod(0o755)
    return tally.nodes + tally.relationships


def _write_columns(request: ExportRequest, folder: Path) -> tuple[_Tally, dict[str, list[str]]]:
    """Write the files of nodes and relationships; return what was written, and the names of the files.

    One thread begins with the holdings and one with the parties, and whichever ends first takes the parties that are no columns: DuckDB
    makes rows of one file while Python hashes those of another.  More threads do not fit into the memory of DuckDB.
    """
    with ColumnGraph(request.generation, request.source, readers=2) as graph, ThreadPoolExecutor(2) as threads:
        relationships = threads.submit(_write_relationships, graph, folder)
        threads.submit(graph.lay_out_parties).result()
        names = _Names()
        # Who ends first is not told beforehand, so names are given before.
        named = [(piece, names.take(piece.stem)) for piece in graph.node_pieces()]
        pieces = [threads.submit(_write_piece, piece, folder / name) for piece, name in named]
        nodes = threads.submit(_write_items, graph.nodes(), folder, names, graph.attributes)
        tally, file_names = nodes.result()
        of_relationships, relationship_files = relationships.result()
        tally.merge(of_relationships, *(piece.result() for piece in pieces))
    return tally, {"nodes": [*(name for _, name in named), *file_names], "relationships": relationship_files}


def _write_relationships(graph: ColumnGraph, folder: Path) -> tuple[_Tally, list[str]]:
    """Write the files of all relationships; return what was written, and the names of the files."""
    graph.lay_out_holdings()
    tally, names = _Tally(), _Names()
    file_names: list[str] = []
    for piece in graph.relationship_pieces():
        file_names.append(names.take(piece.stem))
        tally.merge(_write_piece(piece, folder / file_names[-1]))
    of_items, further_names = _write_items(graph.relationships(), folder, names)
    tally.merge(of_items)
    return tally, [*file_names, *further_names]


def _write_one_by_one(request: ExportRequest, folder: Path) -> tuple[_Tally, dict[str, list[str]]]:
    """Do the same with an item at a time."""
    names = _Names()
    with GraphStream(request.generation, request.source) as graph:
        tally, node_files = _write_items(graph.nodes(), folder, names)
        of_relationships, relationship_files = _write_items(graph.relationships(), folder, names)
    tally.merge(of_relationships)
    return tally, {"nodes": node_files, "relationships": relationship_files}


class _Names:
    """Names of files: each stem, and the same with a number where it is taken."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def take(self, stem: str) -> str:
        number = self._taken[stem]
        self._taken[stem] += 1
        return f"{stem}-{number}.csv" if number else f"{stem}.csv"


def _write_piece(piece: Piece, path: Path) -> _Tally:
    """Write the file of a piece; return what was written."""
    tally = _Tally()
    tally.count(piece.counts, is_node=piece.is_node)
    for strip in (False, True):
        tally.sum, tally.is_faithful = 0, not strip
        with open_with_checksum(path) as file:
            file.write(_write_header("Entity" if piece.is_node else "", piece.types))
            for lines in piece.read_lines(strip=strip):
                if not (strip or lines.is_plain):
                    # Rare: all of it once more, without the separators.
                    break
                file.write(lines.data.data)
                tally.sum += lines.sum_hashes()
            else:
                break
    return tally


def _describe_state(tally: _Tally, content: str | None) -> str:
    """Write the file of the _Sync node, as a sync that has ended leaves it but for the schema, which an import does not make.

    ``content``: the name of the graph; None where it is not whole, or not as a sync would write it.
    """
    cells: dict[str, tuple[str, Value]] = {
        "epoch": ("string", "import"),
        "step": ("long", 0),
        "phase": ("string", Phase.DONE.value),
        "schema": ("long", 0),
        "nodes": ("long", tally.nodes),
        "relationships": ("long", tally.relationships),
        "derived": ("long", 0),
        "sum": ("string", str(tally.sum)),
        "counts": ("long[]", tuple(str(tally.groups[group]) for group in COUNTED)),
        **({} if content is None else {"content": ("string", content)}),
    }
    header = ["id:ID(_Sync)", ":LABEL", *(f"{name}:{type_}" for name, (type_, _) in cells.items())]
    return ",".join(header) + "\n" + ",".join(["ownership", "_Sync", *(_write_state_cell(value) for _, value in cells.values())]) + "\n"


def _write_items(items: Iterable[Item], folder: Path, names: _Names, attributes: Collection[str] = ()) -> tuple[_Tally, list[str]]:
    """Write the files of single nodes or relationships; return what was written, and the names of the files.

    The columns of a file are known when its last item has been seen, so rows wait in a temporary file of their own until then.  Parties
    that have none but ``attributes``, all of them texts, go to a file at once.
    """
    types: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    groups: dict[str, str] = {}
    tally = _Tally()
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        waiting: dict[str, BinaryIO] = {}
        file_names = []
        plain: BinaryIO | None = None
        empty = dict.fromkeys(attributes, ("string", ""))
        for true_item in items:
            item = _adapt(true_item)
            line, extras = write_line(item)
            row = _Row(line, extras, hash_line(line, extras))
            tally.add(item, row.content_hash)
            tally.is_faithful &= item is true_item
            if item.group == "Entity" and (not extras or all(empty.get(name, ())[:1] == cell[:1] for name, cell in extras.items())):
                if plain is None:
                    file_names.append(names.take(_PARTIES))
                    plain = stack.enter_context((folder / file_names[0]).open("wb"))
                    plain.write(_write_header("Entity", {**COLUMNS["Entity"], **dict.fromkeys(attributes, "string")}))
                plain.write(_finish_row(row, (empty | extras).values()))
                continue
            name = _name_file(item)
            if name not in waiting:
                waiting[name] = stack.enter_context(Path(temporary, name).open("w+b"))
                groups[name] = item.group
            for property_name, (type_, _) in extras.items():
                types[name][property_name].add(type_)
            waiting[name].write(_ENCODER.encode(row) + b"\n")
        for name, file in sorted(waiting.items()):
            file.seek(0)
            new_names = iter(functools.partial(names.take, name), None)
            file_names += _write_files(folder, new_names, groups[name], types[name], map(_DECODER.decode, file))
        return tally, file_names


def _name_file(item: Item) -> str:
    """Name the file in which an item stands with others that have the same first columns."""
    if item.group == "Entity":
        return _PARTIES
    return _HOLDINGS if item.group in COLUMNS else item.group.lower()


def _write_files(folder: Path, names: Iterator[str], group: str, types: Mapping[str, set[str]], rows: Iterable[_Row]) -> list[str]:
    """Write the files of items with the same first columns; return their names.

    A column has one type.  Where a property is a number in one row and words in another, the rows go to different files.
    """
    properties = sorted(types)
    mixed = [name for name in properties if len(types[name]) > 1]
    files: dict[tuple[str, ...], tuple[str, BinaryIO]] = {}
    empty = dict.fromkeys(properties, ("", ""))
    with ExitStack() as stack:
        for row in rows:
            key = tuple(row.extras.get(name, ("", ""))[0] for name in mixed)
            if key not in files:
                file_name = next(names)
                files[key] = file_name, stack.enter_context((folder / file_name).open("wb"))
                type_in_file = dict(zip(mixed, key, strict=True))
                columns = {name: type_in_file.get(name) or min(types[name]) for name in properties}
                files[key][1].write(_write_header(group, {**COLUMNS.get(group, {}), **columns}))
            files[key][1].write(_finish_row(row, (empty | row.extras).values()))
    return [file_name for file_name, _ in files.values()]


def _write_header(group: str, types: Mapping[str, str]) -> bytes:
    """Write the first line of a file.  ``group``: the anchor label of nodes."""
    first = [f"uri:ID({group})", ":LABEL"] if group in _ANCHORS else [":START_ID(Entity)", ":END_ID(Entity)", ":TYPE", "id:string"]
    return ",".join((*first, *(quote_cell(f"{name}:{type_}") for name, type_ in types.items()), f"{HASH}:long")).encode() + b"\n"


_ANCHORS: Final = ("Entity", "Source")


def _finish_row(row: _Row, extras: Iterable[tuple[str, str]]) -> bytes:
    """Write a row with the cells of its further properties, and its hash."""
    return f"{','.join((row.line, *(cell for _, cell in extras)))},{row.content_hash:0{len(HASH_CELL)}}\n".encode()


def _adapt(item: Item) -> Item:
    """Return the item as these files can hold it.  What had to change changes its hash too, so that a sync afterwards mends it."""
    if all(map(_is_safe, item.properties)) and not any(
        type(value) is tuple and _has_separator(value) for value in item.properties.values()
    ):
        return item
    properties = {
        _UNSAFE.sub("_", name): tuple(part.replace(SEPARATOR, "") for part in value) if isinstance(value, tuple) else value
        for name, value in item.properties.items()
    }
    return dataclasses.replace(item, properties=properties)


def _has_separator(texts: tuple[str, ...]) -> bool:
    return any(SEPARATOR in text for text in texts)


@functools.lru_cache(maxsize=10_000)
def _is_safe(name: str) -> bool:
    return _UNSAFE.search(name) is None


def _write_state_cell(value: Value) -> str:
    return write_cell(value)[1]


def _make_script(file_names: Mapping[str, list[str]]) -> str:
    lines = [
        "#!/bin/sh",
        "# Imports these files into a database that does not exist yet, on a server that is not running.",
        "# Usage: sh import.sh [DATABASE [OPTION...]], for example: sh import.sh neo4j --overwrite-destination",
        'cd "$(dirname "$0")" || exit 1',
        'database="${1:-neo4j}"',
        '[ "$#" -gt 0 ] && shift',
        'exec neo4j-admin database import full "$database" --id-type=string --array-delimiter=U+001F --multiline-fields=true \\',
        *(f"  --{kind}={name} \\" for kind, names in file_names.items() for name in names),
        '  "$@"',
    ]
    return "\n".join(lines) + "\n"
