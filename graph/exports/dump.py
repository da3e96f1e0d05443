"""Write a generation to a file, or a folder of files, that leaves the house.

Owns which formats there are and how an export gets on disk: whole or not at all, the same bytes for the same content, the checksum beside
it.  What a format says is in its own module: a new format is one module with ``write(request, out)`` and one line in ``FORMATS``.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from graph.collector import collect_seldom
from graph.exports import bods, cypher, ftm, graphml, neo4j_csv, parquet, rdf, table_csv
from graph.exports.answers import quads, table
from graph.exports.answers.rows import AnswersRequest
from graph.exports.hashed_file import ENDING, HashedFile, write_checksum, write_missing_checksum
from graph.exports.request import ExportRequest
from graph.files import raise_output_errors, sync, sync_tree
from graph.generation.generation import Generation
from graph.queries.options import Options
from graph.rdf import triple_store
from ontology.errors import NoMatch, UsageError


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of one file.  ``write`` fills the open file and returns how many; ``unit``: of what."""

    write: Callable[[ExportRequest, BinaryIO], int]
    unit: str


@dataclass(frozen=True, slots=True)
class FolderFormat:
    """A format of several files.  ``write`` fills the empty folder and returns how many; ``unit``: of what."""

    write: Callable[[ExportRequest, Path], int]
    unit: str


FORMATS: Final[dict[str, FileFormat | FolderFormat]] = {
    "nquads": FileFormat(rdf.write, "quads"),
    "trig": FileFormat(rdf.write, "quads"),
    "turtle": FileFormat(rdf.write, "quads"),
    "jsonld": FileFormat(rdf.write, "quads"),
    "csv": FileFormat(table_csv.write, "rows"),
    "bods": FileFormat(bods.write, "statements"),
    "ftm": FileFormat(ftm.write, "entities"),
    "graphml": FileFormat(graphml.write, "edges"),
    "cypher": FileFormat(cypher.write, "nodes and relationships"),
    "parquet": FolderFormat(parquet.write, "statements"),
    "neo4j-csv": FolderFormat(neo4j_csv.write, "nodes and relationships"),
}
"""Every format by the name that ``ownership export --format`` takes."""


@dataclass(frozen=True, slots=True)
class AnswersFormat:
    """A format of the answers about all companies, one file.  ``write`` fills the open file and returns how many; ``unit``: of what."""

    write: Callable[[AnswersRequest, BinaryIO], int]
    unit: str


ANSWER_FORMATS: Final[dict[str, AnswersFormat]] = {
    "parquet": AnswersFormat(table.write_parquet, "rows"),
    "csv": AnswersFormat(table.write_csv, "rows"),
    "nquads": AnswersFormat(quads.write_nquads, "quads"),
}
"""Every format of the answers by the name that ``ownership export --answers --format`` takes."""

_COMPRESSED: Final = (".gz", ".zip", ".zst")


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote.  ``omissions`` counts by reason what the format cannot hold; ``roundings``: what was rounded."""

    unit: str
    count: int
    omissions: Counter[str]
    roundings: Counter[str]


@collect_seldom()
def export(generation: Generation, format_name: str, target: Path, source: str | None = None) -> ExportReport:
    """Write a generation, or what one source says in it.

    ``target``: ``-`` is standard output; a name that ends in ``.gz`` is compressed without a time stamp; some formats need a folder.
    ``source``: an IRI, a short IRI or the name of a source; of one that a file names within itself ``file/name``.  The file or folder
    appears whole; ``<file>.sha256`` is written beside each file.

    Raises UsageError UNKNOWN_FORMAT, FOLDER_FORMAT, TARGET_EXISTS or UNWRITABLE_OUTPUT, NoMatch NO_SOURCE, StoreError.
    """
    if format_name not in FORMATS:
        raise UsageError("UNKNOWN_FORMAT", f"there is no export format {format_name!r}", f"use one of: {', '.join(FORMATS)}")
    export_format = FORMATS[format_name]
    request = ExportRequest(generation, find_source(generation, source), format_name, target.name)
    if isinstance(export_format, FolderFormat):
        if str(target) == "-" or target.suffix in _COMPRESSED:
            raise UsageError("FOLDER_FORMAT", f"{format_name} is a folder of files, not one file", "name a folder: -o FOLDER")
        with raise_output_errors(target), _fill_folder(target) as folder:
            count = export_format.write(request, folder)
    elif str(target) == "-":
        count = export_format.write(request, sys.stdout.buffer)
    else:
        with raise_output_errors(target), _fill_file(target, generation) as out:
            count = export_format.write(request, out)
    return ExportReport(export_format.unit, count, request.omissions, request.roundings)


def export_answers(generation: Generation, format_name: str, target: Path, options: Options) -> ExportReport:
    """Write who meets the rule of the options for each company on their day.

    ``target``: as ``export`` takes it.  Raises UsageError UNKNOWN_FORMAT or UNWRITABLE_OUTPUT, StoreError, and what is wrong with options.
    """
    if format_name not in ANSWER_FORMATS:
        what = f"there is no format {format_name!r} of the answers"
        raise UsageError("UNKNOWN_FORMAT", what, f"use one of: {', '.join(ANSWER_FORMATS)}")
    answers_format, request = ANSWER_FORMATS[format_name], AnswersRequest(generation, options)
    if str(target) == "-":
        count = answers_format.write(request, sys.stdout.buffer)
    else:
        with raise_output_errors(target), _fill_file(target, generation) as out:
            count = answers_format.write(request, out)
    return ExportReport(answers_format.unit, count, Counter(), Counter())


def export_changes(before: Generation, after: Generation, target: Path) -> ExportReport:
    """Write what a copy of an earlier generation's triples lacks, and what it has too much, as ``added.nq`` and ``removed.nq`` in a folder.

    Raises UsageError FOLDER_FORMAT, TARGET_EXISTS or UNWRITABLE_OUTPUT; StoreError, also NO_TRIPLES where one of the two has none.
    """
    if str(target) == "-" or target.suffix in _COMPRESSED:
        raise UsageError("FOLDER_FORMAT", "changes are a folder of two files, not one file", "name a folder: -o FOLDER")
    earlier, later = (triple_store.open_read_only(generation.triples_path) for generation in (before, after))
    with (
        raise_output_errors(target),
        _fill_folder(target) as folder,
        (folder / "removed.nq").open("wb") as removed,
        (folder / "added.nq").open("wb") as added,
    ):
        counts = triple_store.write_difference(earlier, later, removed, added)
    return ExportReport("quads", sum(counts), Counter(), Counter())


def write_stream(generation: Generation, format_name: str, target_name: str, out: BinaryIO, source: str | None = None) -> None:
    """Write to an open stream the bytes that ``export`` puts into a file of this name; of a folder its files as a tar archive.

    Raises as ``export`` does.  What was written when an error is raised is not whole.
    """
    export_format = FORMATS[format_name]
    if isinstance(export_format, FolderFormat):
        with tempfile.TemporaryDirectory() as folder:
            export(generation, format_name, Path(folder) / format_name, source)
            _pack(Path(folder) / format_name, out)
        return
    request = ExportRequest(generation, find_source(generation, source), format_name, target_name)
    with _open_content(out, is_compressed=target_name.endswith(".gz")) as content:
        export_format.write(request, content)


def find_source(generation: Generation, text: str | None) -> str | None:
    """Return the IRI of the source that the text names; None where no text is given."""
    if text is None:
        return None
    for iri in (text, generation.base.expand(text), generation.base.source(text), generation.base.expand(f"src:{text}")):
        if iri in generation.sources:
            return iri
    names = ", ".join(generation.base.compact(iri) for iri in generation.sources)
    raise NoMatch("NO_SOURCE", f"there is no source {text!r}", f"sources: {names}")


@contextmanager
def _fill_file(target: Path, generation: Generation) -> Iterator[BinaryIO]:
    """Give a file to fill; it takes the place of ``target`` when all is written, and its checksum is put beside it."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with HashedFile(temporary) as raw, _open_content(raw, is_compressed=target.suffix == ".gz") as content:
            yield content
        sync(temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    write_checksum(target, raw.sha256, f"# generation {generation.number}, made {generation.manifest.created}\n")


@contextmanager
def _open_content(raw: BinaryIO, *, is_compressed: bool) -> Iterator[BinaryIO]:
    """Give what to write to; compressed without a name and a time, so that the same content gives the same bytes."""
    if not is_compressed:
        yield raw
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as compressed:
        yield cast(BinaryIO, compressed)


def _pack(folder: Path, out: BinaryIO) -> None:
    """Write the files of a folder as a tar archive without times and owners, the folder's name before theirs."""
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(folder.iterdir()):
            entry = tarfile.TarInfo(f"{folder.name}/{path.name}")
            entry.size = path.stat().st_size
            with path.open("rb") as content:
                archive.addfile(entry, content)


@contextmanager
def _fill_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill; it takes the place of ``target`` when all is written."""
    _check_replaceable(target)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    try:
        yield temporary
        with ThreadPoolExecutor() as threads:
            list(threads.map(write_missing_checksum, [path for path in temporary.iterdir() if path.suffix != ENDING]))
        sync_tree(temporary)
        _replace_folder(target, temporary)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _check_replaceable(target: Path) -> None:
    """Raise UsageError TARGET_EXISTS unless the folder is free or an earlier export: then every file has its checksum beside it."""
    if not target.exists():
        return
    names = {path.name for path in target.iterdir()} if target.is_dir() else {""}
    if any(f"{name.removesuffix(ENDING)}{ENDING}" not in names for name in names):
        raise UsageError("TARGET_EXISTS", f"{target} is there and is no earlier export", "name another folder, or remove this one first")


def _replace_folder(target: Path, new: Path) -> None:
    if not target.exists():
        new.rename(target)
        return
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    target.rename(old)
    new.rename(target)
    shutil.rmtree(old)
