"""Exports get on disk whole or not at all, and the same content gives the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer

from cli.main import app
from graph.exports.dump import ANSWER_FORMATS, FORMATS, FileFormat, FolderFormat, export, export_answers
from graph.generation.generation import Generation
from graph.rdf import triple_store
from ontology.errors import NoMatch, UsageError
from tests.conftest import CHECKOUT
from tests.graph.exports import invented as net
from tests.scenarios import ask

FILES = [name for name, format_ in FORMATS.items() if isinstance(format_, FileFormat)]
FOLDERS = [name for name, format_ in FORMATS.items() if isinstance(format_, FolderFormat)]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {folder.name: folder.read_bytes()}


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """The same content in another folder, loaded in another order and at another time, with another number."""
    return net.publish_one_by_one(tmp_path_factory.mktemp("again") / "data")


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_same_content_gives_the_same_bytes(generation: Generation, again: Generation, tmp_path: Path, format_name: str) -> None:
    assert generation.number != again.number
    written = []
    for number, published in enumerate((generation, again)):
        (tmp_path / str(number)).mkdir()
        export(published, format_name, tmp_path / str(number) / "out")
        written.append(files(tmp_path / str(number) / "out"))
    assert written[0] == written[1]
    assert all(written[0].values())


@pytest.mark.parametrize("format_name", triple_store.FORMATS)
def test_rdf_is_what_the_sparql_index_holds(generation: Generation, tmp_path: Path, format_name: str) -> None:
    export(generation, format_name, tmp_path / "dump")
    held = io.BytesIO()
    triple_store.dump(triple_store.open_read_only(generation.triples_path), format_name, held)
    assert (tmp_path / "dump").read_bytes() == held.getvalue()


@pytest.mark.parametrize("format_name", ANSWER_FORMATS)
def test_the_same_question_of_the_same_content_gives_the_same_bytes(
    generation: Generation, again: Generation, tmp_path: Path, format_name: str
) -> None:
    written = []
    for number, published in enumerate((generation, again)):
        export_answers(published, format_name, tmp_path / str(number), ask(published).options)
        written.append((tmp_path / str(number)).read_bytes())
    assert written[0] == written[1]
    assert written[0].count(b"majority-control") or format_name == "parquet"


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_file_has_its_checksum_and_nothing_else_is_left(generation: Generation, tmp_path: Path, format_name: str) -> None:
    export(generation, format_name, tmp_path / "out")
    folder = tmp_path / "out" if format_name in FOLDERS else tmp_path
    names = {path.name for path in folder.iterdir()}
    plain = {name for name in names if not name.endswith(".sha256")}
    assert names == plain | {f"{name}.sha256" for name in plain}
    for name in plain:
        assert (folder / f"{name}.sha256").read_text().split()[:2] == [hashlib.sha256((folder / name).read_bytes()).hexdigest(), name]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("format_name", FILES)
def test_a_compressed_export_is_the_plain_one(generation: Generation, tmp_path: Path, format_name: str) -> None:
    export(generation, format_name, tmp_path / "plain")
    export(generation, format_name, tmp_path / "packed.gz")
    assert gzip.decompress((tmp_path / "packed.gz").read_bytes()) == (tmp_path / "plain").read_bytes()


@pytest.mark.parametrize("format_name", FORMATS)
def test_one_source_alone_leaves_nothing_of_the_other(generation: Generation, tmp_path: Path, format_name: str) -> None:
    written = export(generation, format_name, tmp_path / "out", "paper")
    whole = b"".join(content for name, content in files(tmp_path / "out").items() if not name.endswith(".parquet"))
    assert written.count > 0
    assert b"Tarlenheim Trust" not in whole
    assert b"Register of Ruritania" not in whole


@pytest.mark.parametrize("format_name", FOLDERS)
@pytest.mark.parametrize("name", ["-", "x.gz", "x.zip"])
def test_a_format_of_several_files_wants_a_folder(generation: Generation, tmp_path: Path, format_name: str, name: str) -> None:
    with pytest.raises(UsageError, match="folder of files") as refused:
        export(generation, format_name, Path(name) if name == "-" else tmp_path / name)
    assert refused.value.code == "FOLDER_FORMAT"


def test_a_folder_replaces_an_earlier_export_and_nothing_else(generation: Generation, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export(generation, "neo4j-csv", target)
    export(generation, "parquet", target)
    assert "parties.parquet" in files(target)
    assert "holdings.csv" not in files(target)
    (target / "thesis.doc").write_text("ten years of work")
    with pytest.raises(UsageError) as refused:
        export(generation, "parquet", target)
    assert refused.value.code == "TARGET_EXISTS"
    assert (target / "thesis.doc").read_text() == "ten years of work"
    (tmp_path / "file").write_text("a file")
    with pytest.raises(UsageError):
        export(generation, "parquet", tmp_path / "file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "out"]


def test_bods_is_an_array_or_lines_as_the_name_of_the_file_says(generation: Generation, tmp_path: Path) -> None:
    count = export(generation, "bods", tmp_path / "out.json").count
    assert len(json.loads((tmp_path / "out.json").read_bytes())) == count
    export(generation, "bods", tmp_path / "out.jsonl.gz")
    assert len([json.loads(line) for line in gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()).splitlines()]) == count


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_command_and_the_reference_name_the_format(format_name: str) -> None:
    verbs: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    (option,) = [parameter for parameter in verbs["export"].params if parameter.name == "format_"]
    assert format_name in re.split(r"[^a-z0-9-]+", option.help)
    assert f"`{format_name}`" in (CHECKOUT / "docs" / "reference" / "exports" / "README.md").read_text(encoding="utf-8")


def test_unknown_names_are_refused(generation: Generation, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no export format"):
        export(generation, "pdf", tmp_path / "x")
    with pytest.raises(NoMatch, match="no source"):
        export(generation, "csv", tmp_path / "x", "nobody")
    assert list(tmp_path.iterdir()) == []
