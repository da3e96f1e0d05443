"""Every format over real registers: nothing breaks, counts agree, and the model of FollowTheMoney takes what it is given."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import networkx
import pytest

from graph.exports.current import CurrentStatements
from graph.exports.dump import FORMATS, export
from graph.exports.request import ExportRequest
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.neo4j.projection import project_generation
from loaders.contract import LoadContext
from loaders.open import load_file
from tests.scenarios import publish_files

pytestmark = pytest.mark.thorough

Counts = dict[str, int]


@pytest.fixture(scope="module")
def registers(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """What Open Ownership publishes of the UK and of GLEIF."""
    files = sorted((shared_data / "registries" / "bods04-oo-published").rglob("*.jsonl"))
    assert files
    return publish_files(tmp_path_factory.mktemp("real") / "data", *files, with_triples=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("real-exports")


@pytest.fixture(scope="module")
def counts(registers: Generation, folder: Path) -> Counts:
    return {name: export(registers, name, folder / name).count for name in FORMATS}


@pytest.mark.shared
def test_what_is_written_and_what_is_left_out_add_up(registers: Generation, counts: Counts, folder: Path) -> None:
    assert registers.manifest.interests > 0
    graph = project_generation(registers)
    assert counts["parquet"] == registers.manifest.statements
    assert counts["cypher"] == counts["neo4j-csv"] == len(graph.nodes) + len(graph.relationships)
    again = export(registers, "graphml", folder / "again")
    standing = sum(1 for _ in CurrentStatements(ExportRequest(registers)).interests())
    assert again.count + again.omissions["statements that deny a holding, or of one that is over"] == standing
    read = networkx.read_graphml(folder / "graphml", force_multigraph=True)
    assert read.number_of_edges() == counts["graphml"]


@pytest.mark.shared
def test_the_table_of_a_register_loads_again_without_a_reject(counts: Counts, folder: Path) -> None:
    table = folder / "again.csv"
    table.write_bytes((folder / "csv").read_bytes())
    context = LoadContext(base=DataFolder(folder / "data").base, file=table)
    for statements in load_file(context):
        for _ in statements:
            pass
    assert (context.read, context.rejected) == (counts["csv"], 0)


@pytest.mark.shared
@pytest.mark.skipif(
    importlib.util.find_spec("followthemoney") is None,
    reason="the model's own package is not installed (the extra [ftm]; it builds on the ICU library)",
)
def test_the_model_takes_every_value_of_a_register(counts: Counts, folder: Path) -> None:
    from followthemoney import model

    entities = [json.loads(line) for line in (folder / "ftm").read_text(encoding="utf-8").splitlines()]
    assert len(entities) == counts["ftm"]
    for entity in entities:
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
