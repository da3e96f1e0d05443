"""Reads the ledger of a data folder as tables of Spark: the statements of the served generation, wherever the folder lies.

Owns which files are read, and gives each statement what the views of graph/generation/build_tables.py give it: its position, its source,
and the day of its source where it has none.
"""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
import numpy as np

from graph.generation.content_version import find_content_version
from graph.generation.manifest import Manifest
from graph.ledger.parts import KINDS, Part
from graph.ledger.release import LAYOUT, ReleaseManifest
from ontology.errors import StoreError, UsageError
from ontology.statements import Source
from ontology.terms import Base

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from graph.spark.session import Workspace

_COLUMNS: Final = {
    "interest": (
        "id", "source", "stated_at", "record", "change", "place", "evidence", "assertion", "holder", "subject", "interest", "share",
        "direct", "status", "valid_from", "valid_until", "holder_reason", "components",
    ),
    "identity": ("stated_at", "left", "right", "judgement"),
}  # fmt: skip
"""What is read of the statements of a kind; ``complete`` is that of the source."""

_ELSEWHERE: Final = "leave out --engine spark: the one-process engine reads it"


class _Release(NamedTuple):
    """A release of the generation: its folder's name, what it holds, its source, and its parts in order."""

    name: str
    manifest: ReleaseManifest
    source: Source
    parts: tuple[Part, ...]

    @property
    def folder(self) -> PurePosixPath:
        """Its folder in the ledger."""
        return PurePosixPath(self.name)

    @property
    def day(self) -> str:
        """When its statements were made that have no date."""
        return self.source.date or self.manifest.first_loaded or ""

    @property
    def days(self) -> None:
        """No statement has a day of its own: where one has, the ledger is not read here."""


class LedgerTables(NamedTuple):
    """The statements of a generation.  ``interests`` and ``identities`` have the columns of the ledger with ``position``,
    ``source_number``, ``feed``, ``release``, ``complete`` and ``is_sequence``; None where there are none."""

    base: Base
    content_version: str
    interests: DataFrame | None
    identities: DataFrame | None


def open_ledger(root: str, workspace: Workspace) -> LedgerTables:
    """Open the served generation of the data folder at ``root``: a path, or an address such as ``s3a://bucket/data``.

    Raises StoreError NO_DATA, OLD_LAYOUT; UsageError SPARK_LEDGER for what only the one-process engine reads.
    """
    root = root.rstrip("/")
    texts = _read_texts(workspace, [f"{root}/CURRENT", f"{root}/base"], root)
    number, base = int(texts["CURRENT"]), Base(texts["base"].strip())
    folder = f"generations/{number}"
    texts = _read_texts(workspace, [f"{root}/{folder}/generation.json", f"{root}/{folder}/sources.json"], root)
    manifest = msgspec.json.decode(texts[f"{folder}/generation.json"], type=Manifest)
    sources = msgspec.json.decode(texts[f"{folder}/sources.json"], type=list[Source])
    numbers = {source.id: at for at, source in enumerate(sources)}
    names = [release.name for release in manifest.releases]
    releases = _read_releases(workspace, root, names)
    skipped = _read_skipped(workspace, root, releases)
    tables = {kind: _read_kind(workspace, root, kind, releases, numbers, skipped) for kind in _COLUMNS}
    return LedgerTables(base, find_content_version(base, releases), tables["interest"], tables["identity"])


def _read_texts(workspace: Workspace, paths: list[str], root: str) -> dict[str, str]:
    """Read small files whole; their texts by their paths below the folder."""
    from pyspark.errors import PySparkException

    try:
        rows = workspace.session.read.text(paths, wholetext=True).selectExpr("value", "_metadata.file_path AS path").collect()
    except PySparkException as error:
        what = f"{root} is no data folder that the cluster can read: {str(error).splitlines()[0][:300]}"
        raise StoreError(
            "NO_DATA", what, "give a folder that all workers reach, such as s3a://bucket/data; or: ownership load FILE"
        ) from error
    return {"/".join(_cut(row["path"])): row["value"] for row in rows}


def _cut(path: str) -> tuple[str, ...]:
    """Cut the data folder off a path as Spark tells it, which may write its beginning otherwise."""
    parts = PurePosixPath(path).parts
    inside = [place for place, part in enumerate(parts) if part in ("generations", "releases")]
    return parts[inside[-1] :] if inside else parts[-1:]


def _read_releases(workspace: Workspace, root: str, names: list[str]) -> list[_Release]:
    """Read what the releases of a generation hold.  Raises StoreError OLD_LAYOUT."""
    files = [f"{root}/releases/{name}/{file}" for name in names for file in ("release.json", "source.json", "part-*.json")]
    texts = _read_texts(workspace, files, root)
    releases = []
    for name in names:
        folder = f"releases/{name}"
        manifest = msgspec.json.decode(texts[f"{folder}/release.json"], type=ReleaseManifest)
        if manifest.layout != LAYOUT:
            raise StoreError("OLD_LAYOUT", f"{name} was written by another version of this program", "load its source again")
        parts = sorted(path for path in texts if path.startswith(f"{folder}/part-"))
        releases.append(
            _Release(
                name,
                manifest,
                msgspec.json.decode(texts[f"{folder}/source.json"], type=Source),
                tuple(msgspec.json.decode(texts[path], type=Part) for path in parts),
            )
        )
    return releases


def _read_skipped(workspace: Workspace, root: str, releases: list[_Release]) -> dict[str, Any]:
    """Read which positions of each release are duplicates.  Raises UsageError SPARK_LEDGER where statements have days of their own."""
    files = [f"{root}/releases/{release.name}/{{skipped,days}}.npy" for release in releases]
    table = workspace.session.read.format("binaryFile").load(files)
    present = {_cut(row["path"])[1:] for row in table.select("path").collect()}
    for release in releases:
        if not release.day:
            what = f"{release.source.title} has no date, nor the day of its first load"
            raise UsageError("SPARK_LEDGER", what, _ELSEWHERE)
        if release.source.date is None and (release.name, "days.npy") in present:
            what = f"{release.source.title} has no date and was loaded before, so that its statements have days of their own"
            raise UsageError("SPARK_LEDGER", what, _ELSEWHERE)
    rows = table.where("path LIKE '%/skipped.npy'").select("path", "content").collect()
    return {_cut(row["path"])[1]: np.load(io.BytesIO(row["content"])) for row in rows}


def _read_kind(
    workspace: Workspace, root: str, kind: str, releases: list[_Release], numbers: dict[str, int], skipped: dict[str, Any]
) -> DataFrame | None:
    """Read the statements of a kind; None where there are none."""
    files, places, left_out, named = [], [], [], []
    first = 0
    for number, release in enumerate(releases):
        feed, source = numbers[release.source.id], release.source
        named += [(number, part.id, numbers[part.id]) for part in release.manifest.sources]
        left_out += [(first + int(position),) for position in skipped[release.name]]
        for part in release.parts:
            if part.counts[kind]:
                files.append(f"{root}/releases/{release.name}/{part.name}.{kind}.parquet")
                before = sum(part.counts[other] for other in list(KINDS)[: list(KINDS).index(kind)])
                key = f"{release.name}/{part.name}.{kind}.parquet"
                places.append((key, first + before, feed, number, source.complete_register, release.day, source.delta))
            first += part.size
    if not files:
        return None
    schema = "file string, first bigint, feed int, release int, complete boolean, day string, is_sequence boolean"
    part_table = workspace.create(places, schema)
    table = workspace.session.read.parquet(*files).select(*(f"`{column}`" for column in _COLUMNS[kind]), *_locate())
    table = table.join(part_table.hint("broadcast"), "file")
    table = table.selectExpr("*", "first + row AS position", "feed AS source_number")
    if kind == "interest" and named:
        of_file = workspace.create(named, "release int, source string, number int")
        table = table.join(of_file.hint("broadcast"), ["release", "source"], "left")
        table = table.withColumn("source_number", _coalesce("number", "source_number")).drop("number")
    if left_out:
        table = table.join(workspace.create(left_out, "position bigint").hint("broadcast"), "position", "left_anti")
    return table.withColumn("stated_at", _coalesce("stated_at", "day")).drop("file", "first", "row", "day")


def _locate() -> tuple[Any, ...]:
    """Where a statement lies: the folder and the name of its file, and its place in it."""
    from pyspark.sql import functions as f

    path = f.col("_metadata.file_path")
    return f.regexp_extract(path, "([^/]+/[^/]+)$", 1).alias("file"), f.col("_metadata.row_index").alias("row")


def _coalesce(*columns: str) -> Any:
    from pyspark.sql import functions as f

    return f.coalesce(*columns)
