"""The property graph node by node is the one that is made at once, however finely the parties are divided."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.neo4j.derived import DerivedRun
from graph.neo4j.projection import project_generation
from graph.neo4j.stream import GenerationGraph, GraphStream
from graph.queries import Options
from tests.graph.exports import invented as net
from tests.scenarios import Sheet, publish, publish_releases


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return net.publish(tmp_path_factory.mktemp("stream") / "data")


@pytest.mark.parametrize("source", [None, net.REGISTER, net.PAPER])
@pytest.mark.parametrize("parties", [1, 2, 3, 1000])
def test_the_stream_is_the_projection(generation: Generation, source: str | None, parties: int) -> None:
    wanted = project_generation(generation, source)
    with GraphStream(generation, source, parties_per_file=parties) as stream:
        nodes, relationships = list(stream.nodes()), list(stream.relationships())
    assert sorted(nodes, key=lambda n: n.key) == sorted(wanted.nodes, key=lambda n: n.key)
    assert sorted(relationships, key=lambda r: r.key) == sorted(wanted.relationships, key=lambda r: r.key)


def test_the_graph_of_a_generation_is_its_projection_as_often_as_it_is_read(generation: Generation) -> None:
    wanted = project_generation(generation)
    graph = GenerationGraph(generation)
    for _ in range(2):
        items = list(graph.items())
        assert sorted(items[: len(wanted.nodes)], key=lambda n: n.key) == sorted(wanted.nodes, key=lambda n: n.key)
        assert sorted(items[len(wanted.nodes) :], key=lambda r: r.key) == sorted(wanted.relationships, key=lambda r: r.key)


def test_who_waits_for_the_first_item_is_told_how_much_was_read(generation: Generation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.neo4j.stream._READ_ROWS", 5)
    told: list[int] = []
    items = GenerationGraph(generation).items(told.append)
    next(items)
    assert told == list(range(5, 5 * len(told) + 1, 5))
    assert len(told) > 1
    before = list(told)
    list(items)
    assert told == before


def test_the_name_of_a_graph_is_that_of_the_generation_and_of_its_run(tmp_path: Path) -> None:
    def draw(share: str) -> Sheet:
        sheet = Sheet("invented")
        sheet.holds("x", "y", share)
        return sheet

    first = publish(tmp_path / "a", draw("60"))
    again = DataFolder(tmp_path / "a").open()
    assert GenerationGraph(first).content == GenerationGraph(again).content
    second = publish(tmp_path / "a", draw("70"))
    asked, later = Options(datetime.date(2020, 1, 1)), Options(datetime.date(2020, 1, 2))
    runs = (None, DerivedRun("main", None), DerivedRun("main", asked), DerivedRun("other", asked), DerivedRun("main", later))
    assert len({GenerationGraph(g, run).content for g in (first, second) for run in runs}) == 10


def test_a_party_that_nobody_names_goes_by_its_kind_and_identifier(tmp_path: Path) -> None:
    sheet = Sheet("invented")
    sheet.holds("x", "y", "60")
    holder = f"{sheet.base.iri}lei/529900T8BM49AURSDO55"
    sheet.rows.append(replace(sheet.rows[0], id="urn:s", holder=holder))
    generation = publish_releases(tmp_path / "data", [(sheet.source, sheet.rows)])
    with GraphStream(generation) as stream:
        names = {n.key: n.properties["name"] for n in stream.nodes() if n.labels[0] == "Entity"}
    assert names[holder] == "a party, lei:529900T8BM49AURSDO55"
    assert not any("://" in str(name) for name in names.values())


def test_a_closing_without_ends_is_no_relationship_and_ends_its_record(generation: Generation, tmp_path: Path) -> None:
    with GraphStream(generation) as stream:
        relationships = {r.key: r for r in stream.relationships()}
    assert net.DELETION.id not in relationships
    assert relationships[net.DELETED.id].properties["superseded"] is True
    assert list(tmp_path.iterdir()) == []
