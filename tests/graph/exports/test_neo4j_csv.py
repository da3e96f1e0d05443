"""Files for neo4j-admin: they parse as their headers say, and a real import gives what a sync gives."""

from __future__ import annotations

import csv
import datetime
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from graph.exports.dump import export
from graph.generation import build_tables
from graph.generation.build_tables import NumberedRelease
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.ledger.parts import KINDS
from graph.neo4j import column_tables
from graph.neo4j.connection import Neo4jSettings
from graph.neo4j.content import hash_content
from graph.neo4j.derived import DerivedRun
from graph.neo4j.projection import project_generation
from graph.neo4j.property_graph import Item
from graph.neo4j.stream import GenerationGraph
from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from graph.queries import Options
from ontology.statements import EntityStatement
from tests.neo4j_server.plugin import Neo4jAccess
from tests.neo4j_server.server import Neo4jServer
from tests.scenarios import Sheet, publish


@pytest.fixture(scope="module")
def folder(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("neo4j-csv") / "out"
    graph = project_generation(generation)
    assert export(generation, "neo4j-csv", target).count == len(graph.nodes) + len(graph.relationships)
    return target


def rows(folder: Path) -> list[dict[str, str]]:
    records = []
    for path in sorted(set(folder.glob("*.csv")) - {folder / "sync.csv"}):
        with path.open(encoding="utf-8", newline="") as file:
            records += [row | {"file": path.name} for row in csv.DictReader(file, strict=True)]
    return records


def test_every_node_and_relationship_is_one_row_with_its_hash(folder: Path, generation: Generation) -> None:
    graph = project_generation(generation)
    hashes = Counter(int(row["syncHash:long"]) for row in rows(folder))
    # One name cannot be held as it is, and its row says so by another hash.
    assert len(Counter(hash_content(item) for item in graph.items()) - hashes) == 1
    assert hashes.total() == len(graph.nodes) + len(graph.relationships)


def test_rows_lie_in_the_order_of_the_ledger_where_a_join_loses_it(
    folder: Path, generation: Generation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def create_views(tables: duckdb.DuckDBPyConnection, releases: Sequence[NumberedRelease]) -> None:
        build_tables.create_views(tables, releases)
        for kind in KINDS:
            # As a join leaves them that goes through files.
            tables.execute(f"ALTER VIEW {kind} RENAME TO {kind}_in_order")
            tables.execute(f"CREATE VIEW {kind} AS SELECT * FROM {kind}_in_order ORDER BY hash(position)")  # noqa: S608

    monkeypatch.setattr(column_tables, "create_views", create_views)
    monkeypatch.setattr(build_tables, "MOST_DAYS", -1)
    export(generation, "neo4j-csv", tmp_path / "out")
    written = rows(tmp_path / "out")
    assert sorted(map(repr, written)) == sorted(map(repr, rows(folder)))
    iris = [generation.canonical_iri(s.entity) if isinstance(s, EntityStatement) else s.id for s in generation.statements()]
    places = {iri: place for place, iri in reversed(list(enumerate(iris)))}
    for name, key in (("parties.csv", "uri:ID(Entity)"), ("holdings.csv", "id:string")):
        of_file = [places[row[key]] for row in written if row["file"] == name]
        assert len(of_file) > 1
        assert of_file == sorted(of_file)


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
    assert typed == {"employees:long": "parties-2.csv", "employees:string": "parties-3.csv"}


def test_names_that_a_header_cannot_hold_are_made_plain(folder: Path) -> None:
    headers = [path.read_text(encoding="utf-8").split("\n")[0] for path in folder.glob("*.csv")]
    assert any('"odd_name_x_:string"' in header for header in headers)


def test_the_command_names_every_file(folder: Path) -> None:
    subprocess.run(["sh", "-n", str(folder / "import.sh")], check=True)
    named = re.findall(r"--(nodes|relationships)=(\S+)", (folder / "import.sh").read_text())
    assert {name for _, name in named} == {path.name for path in folder.glob("*.csv")}


def draw_sheet() -> Sheet:
    sheet = Sheet()
    for number in range(30):
        sheet.holds(f"c{number:02}", f"c{number + 1:02}", "60")
    return sheet


def read_state(folder: Path) -> dict[str, str]:
    with (folder / "sync.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file, strict=True)
    return {name.partition(":")[0]: cell for name, cell in row.items()}


@pytest.mark.neo4j
def test_the_state_in_the_files_is_that_of_a_sync_of_the_same(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    generation = publish(tmp_path / "data", draw_sheet())
    export(generation, "neo4j-csv", tmp_path / "out")
    state = read_state(tmp_path / "out")
    sync(GenerationGraph(generation), neo4j.settings, tmp_path / "manifest.sqlite")
    (row,) = neo4j.run("MATCH (s:_Sync) RETURN properties(s) AS s")
    for name in ("id", "phase", "content", "nodes", "relationships", "derived", "sum"):
        assert state[name] == str(row["s"][name])
    assert [int(count) for count in state["counts"].split("\x1f")] == row["s"]["counts"]
    # The constraints are made by the sync, so the schema is not that of any.
    assert (state["step"], state["schema"]) == ("0", "0")


def test_files_that_are_not_the_whole_graph_as_it_is_do_not_name_it(folder: Path, tmp_path: Path) -> None:
    assert "content" not in read_state(folder)
    whole = publish(tmp_path / "data", draw_sheet())
    export(whole, "neo4j-csv", tmp_path / "whole")
    export(whole, "neo4j-csv", tmp_path / "source", next(iter(whole.sources)))
    assert ("content" in read_state(tmp_path / "whole"), "content" in read_state(tmp_path / "source")) == (True, False)


class UnreadGraph(GenerationGraph):
    """A graph that is not to be made as a whole."""

    def items(self) -> Iterator[Item]:
        raise AssertionError("the whole graph was made")


@pytest.mark.neo4j
@pytest.mark.slow  # runs the importer and a server of its own
def test_a_sync_after_an_import_takes_over_what_the_files_tell_and_makes_only_the_derived(tmp_path: Path) -> None:
    sheet, data = draw_sheet(), DataFolder(tmp_path / "data")
    run = DerivedRun("main", Options(datetime.date(2021, 1, 1)))
    generation = publish(tmp_path / "data", sheet)
    export(generation, "neo4j-csv", tmp_path / "out")
    server = Neo4jServer(tmp_path / "server")
    server.import_files(tmp_path / "out")
    sheet.holds("new", "c03", "30")
    later = publish(tmp_path / "data", sheet)
    manifest = tmp_path / "manifest.sqlite"
    with server:
        settings = Neo4jSettings(server.uri)
        report = sync(UnreadGraph(generation, run, data), settings, manifest)
        assert verify(GenerationGraph(generation, run), settings, manifest, sample=1_000).differences == ()
        again = sync(UnreadGraph(later, run, data), settings, manifest)
        assert verify(GenerationGraph(later, run), settings, manifest, sample=1_000).differences == ()
    assert (report.nodes.rows, report.relationships.rows, report.derived.created, report.unchanged) == (0, 0, 30, 62)
    assert (again.reread, again.nodes.created, again.relationships.created) == (False, 1, 1)


@pytest.mark.neo4j
@pytest.mark.slow  # runs the importer and a server of its own
def test_an_import_gives_what_a_sync_gives_and_a_sync_then_mends_only_what_a_header_cannot_name(
    folder: Path, generation: Generation, tmp_path: Path
) -> None:
    wanted = project_generation(generation)
    server = Neo4jServer(tmp_path / "server")
    server.import_files(folder)
    with server:
        settings = Neo4jSettings(server.uri)
        report = sync(wanted, settings, tmp_path / "manifest.sqlite")
        again = verify(wanted, settings, tmp_path / "manifest.sqlite", sample=10_000)
    assert again.differences == ()
    assert (report.changes, report.unchanged) == (1, len(wanted.nodes) + len(wanted.relationships) - 1)
