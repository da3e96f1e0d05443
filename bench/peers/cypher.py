"""The published questions of graph/neo4j/queries.cypher, asked of a real Neo4j over Bolt.

Owns how the server gets the graph, which is the way that is advised for a first load, and how a question is asked and its rows are read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from neo4j import Driver, RoutingControl

from bench.networks import TODAY
from graph.exports.dump import export
from graph.generation.data_folder import DataFolder
from graph.neo4j.connection import Neo4jSettings
from graph.neo4j.derived import DEFAULT_RUN, DerivedRun
from graph.neo4j.questions import read_questions
from graph.neo4j.stream import GenerationGraph
from graph.neo4j.sync import sync
from graph.queries import Options
from tests.neo4j_server.server import Neo4jServer

_QUERIES: Final = {question.name: question.cypher for question in read_questions()}
_ALWAYS: Final = {"asOf": TODAY, "run": DEFAULT_RUN, "statuses": ["in-effect", "former"]}

Rows = list[dict[str, Any]]


def fill(server: Neo4jServer, data: Path, work: Path) -> None:
    """Bring a generation to a server that has not been started: by files, and then by a sync that adds the engine's answers."""
    folder = DataFolder(data)
    generation = folder.open()
    export(generation, "neo4j-csv", work / "files")
    server.import_files(work / "files")
    server.start()
    graph = GenerationGraph(generation, DerivedRun(DEFAULT_RUN, Options(TODAY)), folder)
    sync(graph, Neo4jSettings(server.uri), work / "manifest.sqlite")


def ask(driver: Driver, name: str, **parameters: str) -> Rows:
    """The rows of a published question, as it stands in the file."""
    records, _, _ = driver.execute_query(_QUERIES[name], {**_ALWAYS, **parameters}, routing_=RoutingControl.READ)
    return [dict(record) for record in records]
