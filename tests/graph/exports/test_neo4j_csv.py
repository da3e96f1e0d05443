"""Files for neo4j-admin: they parse as their headers say, and a real import gives what a sync gives."""

from __future__ import annotations

import csv
import re
import shlex
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from graph.exports.dump import export
from graph.generation.generation import Generation
from graph.neo4j.connection import Neo4jSettings
from graph.neo4j.projection import project_generation
from graph.neo4j.property_graph import hash_content
from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from tests.neo4j_server.server import Neo4jServer


@pytest.fixture(scope="module")
def folder(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("neo4j-csv") / "out"
    graph = project_generation(generation)
    assert export(generation, "neo4j-csv", target).count == len(graph.nodes) + len(graph.relationships)
    return target


def rows(folder: Path) -> list[dict[str, str]]:
    records = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            records += [row | {"file": path.name} for row in csv.DictReader(file, strict=True)]
    return records


def test_every_node_and_relationship_is_one_row_with_its_hash(folder: Path, generation: Generation) -> None:
    graph = project_generation(generation)
    hashes = Counter(int(row["syncHash:long"]) for row in rows(folder))
    # One name cannot be held as it is, and its row says so by another hash.
    assert len(Counter(hash_content(item) for item in graph.items()) - hashes) == 1
    assert hashes.total() == len(graph.nodes) + len(graph.relationships)


def test_a_row_has_every_label_of_its_node(folder: Path, generation: Generation) -> None:
    labels = {row["uri:ID(Entity)"]: row[":LABEL"].split("\x1f") for row in rows(folder) if "uri:ID(Entity)" in row}
    parties = [n for n in project_generation(generation).nodes if n.group == "Entity"]
    assert any("facets" in n.properties for n in parties)
    assert {n.key: [*n.labels, *n.properties.get("facets", ())] for n in parties} == labels


def test_a_text_keeps_its_quotes_and_line_ends(folder: Path, generation: Generation) -> None:
    names = {row.get("name:string") for row in rows(folder)}
    for node in project_generation(generation).nodes:
        assert node.properties.get("name") is None or node.properties["name"] in names


def test_a_property_that_is_a_number_here_and_words_there_has_a_file_for_each(folder: Path) -> None:
    typed = {column: row["file"] for row in rows(folder) for column, cell in row.items() if column.startswith("employees:") and cell}
    assert typed == {"employees:long": "company-1.csv", "employees:string": "company-2.csv"}


def test_names_that_a_header_cannot_hold_are_made_plain(folder: Path) -> None:
    headers = [path.read_text(encoding="utf-8").split("\n")[0] for path in folder.glob("*.csv")]
    assert any('"odd_name_x_:string"' in header for header in headers)


def test_the_command_names_every_file(folder: Path) -> None:
    subprocess.run(["sh", "-n", str(folder / "import.sh")], check=True)
    named = re.findall(r"--(nodes|relationships)=(\S+)", (folder / "import.sh").read_text())
    assert {name for _, name in named} == {path.name for path in folder.glob("*.csv")}


@pytest.mark.neo4j
@pytest.mark.slow  # runs the importer and a server of its own
def test_an_import_gives_what_a_sync_gives_and_a_sync_then_mends_only_what_a_header_cannot_name(
    folder: Path, generation: Generation, tmp_path: Path
) -> None:
    wanted = project_generation(generation)
    server = Neo4jServer(tmp_path / "server")
    script = (folder / "import.sh").read_text().replace("\\\n", " ")
    (line,) = [line for line in script.splitlines() if line.startswith("exec neo4j-admin")]
    arguments = [word for word in shlex.split(line)[2:] if word != "$@"]
    arguments = [re.sub(r"=(\S+\.csv)$", lambda match: f"={folder / match[1]}", word).replace("$database", "neo4j") for word in arguments]
    server.admin(*arguments)
    with server:
        settings = Neo4jSettings(server.uri)
        report = sync(wanted, settings, tmp_path / "manifest.sqlite")
        again = verify(wanted, settings, tmp_path / "manifest.sqlite", sample=10_000)
    assert again.differences == ()
    assert (report.changes, report.unchanged) == (1, len(wanted.nodes) + len(wanted.relationships) - 1)
