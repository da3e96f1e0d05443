"""Files for ``neo4j-admin database import full``: the property graph that a sync makes, as a first load of a large network.

Owns the files' form.  What a node or relationship looks like is in graph/neo4j/fields.py; most rows come as columns
(graph/neo4j/columns.py), the rest as single items, into files of their own.  Every file has its header as first line; import.sh in the
folder holds the command.  A sync afterwards finds everything in place: the _Sync node tells which graph it is, how much there is of it,
and the sum of its hashes.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, TextIO

import duckdb
import msgspec

from graph.exports.request import ExportRequest
from graph.neo4j.columns import ColumnGraph, Piece
from graph.neo4j.cypher import COUNTED
from graph.neo4j.diff import Phase
from graph.neo4j.property_graph import FACETS, HASH, KEY_PROPERTIES, Item, Node, Value, hash_content
from graph.neo4j.stream import GenerationGraph, GraphStream

SCRIPT: Final = "import.sh"
_STATE: Final = "sync.csv"

_ARRAY_SEPARATOR: Final = "\x1f"
"""Between the values of a list; a text of a list that has this control character loses it."""

_UNSAFE: Final = re.compile(r"[:(){}\[\]\x00-\x1f]")
_TYPES: Final = {bool: "boolean", int: "long", float: "double", datetime.date: "date", tuple: "string[]", str: "string"}


class _Row(msgspec.Struct, array_like=True):
    """A row that waits for its header."""

    head: list[str]
    """The cells of the first columns."""
    cells: dict[str, tuple[str, str]]
    """Type and cell of each property."""
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

    def add(self, group: str, count: int, hash_sum: int, *, is_node: bool) -> None:
        self.nodes += count * is_node
        self.relationships += count * (not is_node)
        self.groups[group] += count
        self.sum += hash_sum

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

    One thread begins with the holdings and one with the parties, and then each takes what is left: DuckDB makes rows of one file while
    Python hashes those of another.  More threads do not fit into the memory of DuckDB.
    """
    with ColumnGraph(request.generation, _Cells(), request.source) as graph, ThreadPoolExecutor(2) as threads:
        relationships = threads.submit(_write_relationships, graph, folder)
        threads.submit(graph.lay_out_parties).result()
        names = _Names()
        # Who ends first is not told beforehand, so names are given before.
        named = [(piece, names.take(piece.stem.lower())) for piece in graph.node_pieces()]
        nodes = threads.submit(_write_items, graph.nodes(), folder, names)
        pieces = [threads.submit(_write_piece, piece, folder / name) for piece, name in named]
        results = [piece.result() for piece in pieces]
        (tally, file_names), (of_relationships, relationship_files) = nodes.result(), relationships.result()
    of_odd, odd_names = _write_items((item for _, odd in results for item in odd), folder, names)
    tally.merge(of_odd, of_relationships, *(of_piece for of_piece, _ in results))
    return tally, {"nodes": [*(name for _, name in named), *file_names, *odd_names], "relationships": relationship_files}


def _write_relationships(graph: ColumnGraph, folder: Path) -> tuple[_Tally, list[str]]:
    """Write the files of all relationships; return what was written, and the names of the files."""
    graph.lay_out_holdings()
    tally, names = _Tally(), _Names()
    file_names: list[str] = []
    odd: list[Item] = []
    for piece in graph.relationship_pieces():
        file_names.append(names.take(piece.stem.lower()))
        of_piece, of_that = _write_piece(piece, folder / file_names[-1])
        tally.merge(of_piece)
        odd += of_that
    of_items, further_names = _write_items(chain(graph.relationships(), odd), folder, names)
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


class _Cells:
    """The cells of these files, of one value or in SQL of many."""

    def write(self, value: Value) -> str:
        return _format_cell(value)

    def write_sql(self, type_: str, expression: str) -> str:
        match type_:
            case "string":
                return f"""('"' || replace({expression}, '"', '""') || '"')"""
            case "string[]":
                joined = f"array_to_string({expression}, chr({ord(_ARRAY_SEPARATOR)}))"
                return f"""CASE WHEN len({expression}) > 0 THEN '"' || replace({joined}, '"', '""') || '"' END"""
        return expression

    def write_labels(self, labels: tuple[str, ...], facets: str | None = None) -> str:
        first = f"""'"{_ARRAY_SEPARATOR.join(labels)}'"""
        return (
            f"""{first} || '"'"""
            if facets is None
            else f"""{first} || coalesce('{_ARRAY_SEPARATOR}' || nullif(substr({facets}, 2), ''), '"')"""
        )


def _write_piece(piece: Piece, path: Path) -> tuple[_Tally, list[Item]]:
    """Write the file of a piece; return what was written, and the items with a control character, which go another way."""
    tally = _Tally()
    odd: list[Item] = []
    first = _name_first_columns("Entity") if piece.is_node else _RELATIONSHIP_COLUMNS
    columns = (_quote(f"{name}:{type_}") for name, type_ in piece.types.items())
    with path.open("wb") as file:
        file.write(",".join((*first, *columns, f"{HASH}:long")).encode() + b"\n")
        for rows in piece.read_lines(odd):
            file.write(b"".join([part for cells, content_hash in rows for part in (cells, b",%d\n" % content_hash)]))
            tally.add(piece.group, len(rows), sum([content_hash for _, content_hash in rows]), is_node=piece.is_node)
    return tally, odd


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
    return ",".join(header) + "\n" + ",".join(["ownership", "_Sync", *(_format_cell(value) for _, value in cells.values())]) + "\n"


def _write_items(items: Iterable[Item], folder: Path, names: _Names) -> tuple[_Tally, list[str]]:
    """Write the files of single nodes or relationships; return what was written, and the names of the files.

    The columns of a file are known when its last item has been seen, so rows wait in a temporary file of their own until then.
    """
    types: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    first_columns: dict[str, list[str]] = {}
    tally = _Tally()
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        waiting: dict[str, BinaryIO] = {}
        for true_item in items:
            item = _adapt(true_item)
            name = item.shape[-1].lower()
            if name not in waiting:
                waiting[name] = stack.enter_context(Path(temporary, name).open("w+b"))
                first_columns[name] = _name_first_columns(item.group) if isinstance(item, Node) else _RELATIONSHIP_COLUMNS
            row = _make_row(item)
            tally.add(item.group, 1, row.content_hash, is_node=isinstance(item, Node))
            tally.is_faithful &= item is true_item
            for property_name, (type_, _) in row.cells.items():
                types[name][property_name].add(type_)
            waiting[name].write(_ENCODER.encode(row) + b"\n")
        file_names = []
        for name, file in sorted(waiting.items()):
            file.seek(0)
            new_names = iter(functools.partial(names.take, name), None)
            file_names += _write_files(folder, new_names, first_columns[name], types[name], map(_DECODER.decode, file))
        return tally, file_names


def _write_files(
    folder: Path, names: Iterator[str], first_columns: list[str], types: Mapping[str, set[str]], rows: Iterable[_Row]
) -> list[str]:
    """Write the files of one label or type; return their names.

    A column has one type.  Where a property is a number in one row and words in another, the rows go to different files.
    """
    properties = sorted(types)
    mixed = [name for name in properties if len(types[name]) > 1]
    files: dict[tuple[str, ...], tuple[str, TextIO]] = {}
    with ExitStack() as stack:
        for row in rows:
            key = tuple(row.cells[name][0] if name in row.cells else "" for name in mixed)
            if key not in files:
                file_name = next(names)
                files[key] = file_name, stack.enter_context((folder / file_name).open("w", encoding="utf-8", newline=""))
                type_in_file = dict(zip(mixed, key, strict=True))
                columns = [_quote(f"{name}:{type_in_file.get(name) or min(types[name])}") for name in properties]
                files[key][1].write(",".join([*first_columns, *columns, f"{HASH}:long"]) + "\n")
            cells = (row.cells[name][1] if name in row.cells else "" for name in properties)
            files[key][1].write(",".join([*row.head, *cells, str(row.content_hash)]) + "\n")
    return [file_name for file_name, _ in files.values()]


def _adapt(item: Item) -> Item:
    """Return the item as these files can hold it.  What had to change changes its hash too, so that a sync afterwards mends it."""
    if all(_is_plain(name, value) for name, value in item.properties.items()):
        return item
    properties = {
        _UNSAFE.sub("_", name): tuple(part.replace(_ARRAY_SEPARATOR, "") for part in value) if isinstance(value, tuple) else value
        for name, value in item.properties.items()
    }
    return dataclasses.replace(item, properties=properties)


def _is_plain(name: str, value: Value) -> bool:
    return _is_safe(name) and (not isinstance(value, tuple) or all(_ARRAY_SEPARATOR not in part for part in value))


@functools.lru_cache(maxsize=10_000)
def _is_safe(name: str) -> bool:
    return _UNSAFE.search(name) is None


_RELATIONSHIP_COLUMNS: Final = [":START_ID(Entity)", ":END_ID(Entity)", ":TYPE", "id:string"]


def _name_first_columns(anchor: str) -> list[str]:
    return [f"uri:ID({anchor})", ":LABEL"]


def _make_row(item: Item) -> _Row:
    if isinstance(item, Node):
        facets = item.properties.get(FACETS, ())
        labels = (*item.labels, *facets) if isinstance(facets, tuple) else item.labels
        head = [_quote(item.key), _quote(_ARRAY_SEPARATOR.join(labels))]
    else:
        head = [_quote(item.start), _quote(item.end), item.type, _quote(item.key)]
    cells = {name: (_TYPES[type(value)], _format_cell(value)) for name, value in item.properties.items() if name not in KEY_PROPERTIES}
    return _Row(head, cells, hash_content(item))


def _format_cell(value: Value) -> str:
    """Write a cell: quotes around every text, so that an empty text is no missing value."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case datetime.date():
            return value.isoformat()
        case tuple():
            return _quote(_ARRAY_SEPARATOR.join(value))
    return _quote(value)


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


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
