"""Dumps: a generation written to a file, or a folder of files, that leaves the house.

Owns which formats there are and how what they write gets on disk: whole or not at all, the same bytes for the same content, the checksum
beside it.  What a format says is in graph/exports/ and, for RDF, in graph/rdf/triple_store.py.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, cast

from graph.files import raise_store_errors, sync, sync_tree
from graph.generation.generation import Generation
from graph.rdf import triple_store
from ontology.errors import NoMatch, UsageError

FILES: Final = (*triple_store.FORMATS, "csv", "bods", "ftm", "graphml", "cypher")
"""Formats of one file."""

FOLDERS: Final = ("parquet", "neo4j-csv")
"""Formats of several files."""

FORMATS: Final = (*FILES, *FOLDERS)

_UNITS: Final = {
    **dict.fromkeys(triple_store.FORMATS, "quads"),
    "csv": "rows",
    "bods": "statements",
    "ftm": "entities",
    "graphml": "edges",
    "cypher": "nodes and relationships",
    "parquet": "statements",
    "neo4j-csv": "nodes and relationships",
}
_PACKED: Final = (".gz", ".zip", ".zst")


@dataclass
class Written:
    """What an export wrote.  ``left_out`` counts by reason what the format cannot hold."""

    unit: str
    count: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def export(generation: Generation, format_name: str, target: Path, source: str | None = None) -> Written:
    """Write a dump.  ``-`` is standard output; ``.gz`` is compressed without a time stamp; some formats are a folder.

    The file or folder appears whole; ``<file>.sha256`` is written beside each file.  Raises UsageError UNKNOWN_FORMAT, FOLDER_FORMAT or
    TARGET_EXISTS, NoMatch NO_SOURCE, StoreError.
    """
    if format_name not in FORMATS:
        raise UsageError("UNKNOWN_FORMAT", f"there is no export format {format_name!r}", f"use one of: {', '.join(FORMATS)}")
    iri = _source(generation, source)
    written = Written(_UNITS[format_name])
    if format_name in FOLDERS:
        if str(target) == "-" or target.suffix in _PACKED:
            raise UsageError("FOLDER_FORMAT", f"{format_name} is a folder of files, not one file", "name a folder: -o FOLDER")
        with raise_store_errors(target.parent), _folder(target) as folder:
            written.count = _folder_writer(format_name)(generation, iri, folder, written.left_out)
        return written
    write = _file_writer(format_name, target)
    if str(target) == "-":
        written.count = write(generation, iri, sys.stdout.buffer, written.left_out)
    else:
        with raise_store_errors(target.parent), _file(target, generation) as out:
            written.count = write(generation, iri, out, written.left_out)
    return written


FileWriter = Callable[[Generation, str | None, BinaryIO, Counter[str]], int]
FolderWriter = Callable[[Generation, str | None, Path, Counter[str]], int]


def _file_writer(format_name: str, target: Path) -> FileWriter:
    # Imported here, so that one format loads only what it needs.
    match format_name:
        case "csv":
            from graph.exports import table_csv

            return table_csv.write
        case "ftm":
            from graph.exports import ftm

            return ftm.write
        case "graphml":
            from graph.exports import graphml

            return graphml.write
        case "cypher":
            from graph.exports import cypher

            return cypher.write
        case "bods":
            from graph.exports import bods

            lines = ".jsonl" in target.suffixes
            return lambda generation, iri, out, left_out: bods.write(generation, iri, out, left_out, lines=lines)

    def rdf(generation: Generation, iri: str | None, out: BinaryIO, _: Counter[str]) -> int:
        store = triple_store.open_read_only(generation.triples_path)
        return triple_store.dump(store, format_name, out, graphs=None if iri is None else [iri])

    return rdf


def _folder_writer(format_name: str) -> FolderWriter:
    if format_name == "neo4j-csv":
        from graph.exports import neo4j_csv

        return neo4j_csv.write
    from graph.exports import parquet

    return parquet.write


def _source(generation: Generation, text: str | None) -> str | None:
    if text is None:
        return None
    for iri in (text, generation.base.expand(text), generation.base.source(text)):
        if iri in generation.sources:
            return iri
    known = ", ".join(generation.base.compact(s) for s in generation.sources)
    raise NoMatch("NO_SOURCE", f"there is no source {text!r}", f"sources: {known}")


@contextmanager
def _file(target: Path, generation: Generation) -> Iterator[BinaryIO]:
    """A file to fill; it takes the place of ``target`` when all is written, and its checksum is put beside it."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as raw:
            if target.suffix == ".gz":
                with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
                    yield cast(BinaryIO, packed)
            else:
                yield raw
        sync(temporary)
        digest = _sha256(temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    note = f"{digest}  {target.name}\n# generation {generation.number}\n"
    target.with_name(f"{target.name}.sha256").write_text(note, encoding="utf-8")


@contextmanager
def _folder(target: Path) -> Iterator[Path]:
    """A folder to fill; it takes the place of ``target`` when all is written."""
    _check(target)
    building = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    try:
        yield building
        for path in sorted(building.iterdir()):
            building.joinpath(f"{path.name}.sha256").write_text(f"{_sha256(path)}  {path.name}\n", encoding="utf-8")
        sync_tree(building)
        _replace(target, building)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _check(target: Path) -> None:
    """Raise UsageError TARGET_EXISTS unless the folder is free or an earlier export: then every file has its checksum beside it."""
    if not target.exists():
        return
    names = {path.name for path in target.iterdir()} if target.is_dir() else {""}
    if any(f"{name.removesuffix('.sha256')}.sha256" not in names for name in names):
        raise UsageError("TARGET_EXISTS", f"{target} is there and is no earlier export", "name another folder, or remove this one first")


def _replace(target: Path, building: Path) -> None:
    if not target.exists():
        building.rename(target)
        return
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    target.rename(old)
    building.rename(target)
    shutil.rmtree(old)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
