"""The engine, HTTP, SPARQL over the dump and Cypher on Neo4j give the same answer to the same question."""

from __future__ import annotations

import datetime
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from graph.exports.dump import export
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.neo4j.projection import project_generation
from graph.neo4j.sync import sync
from graph.queries import Options, QueryContext, RawOptions, controllers, find_party, owners
from tests.api.in_process import serving_here
from tests.command import run
from tests.conftest import CHECKOUT
from tests.graph.neo4j.queries import load_queries
from tests.neo4j_server.plugin import Neo4jAccess
from tests.scenarios import publish_files

DAY, BEFORE = "2018-12-12", "2018-12-01"
QUESTIONS = [(DAY, True, "certain"), (DAY, False, "possible"), (BEFORE, True, "not_shown"), (BEFORE, False, "not_shown")]
EXAMPLE = CHECKOUT / "examples" / "saryarka.map.yaml"


@dataclass
class Loaded:
    """The example in every store."""

    generation: Generation
    subject: str
    url: str
    dump: Store
    neo4j: Neo4jAccess


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("contract") / "data"
    publish_files(path, EXAMPLE, with_triples=True)
    return path


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[str]:
    with serving_here(folder) as url:
        yield url


@pytest.fixture
def loaded(folder: Path, service: str, neo4j: Neo4jAccess, tmp_path: Path) -> Loaded:
    generation = DataFolder(folder).open()
    export(generation, "nquads", tmp_path / "dump.nq.gz")
    dump = Store()
    dump.bulk_load(gzip.decompress((tmp_path / "dump.nq.gz").read_bytes()), format=RdfFormat.N_QUADS)
    sync(project_generation(generation), neo4j.settings, tmp_path / "manifest.sqlite")
    subject = generation.party(find_party(generation, "Saryarka AvtoProm")).id
    return Loaded(generation, subject, service, dump, neo4j)


def ask_engine(loaded: Loaded, day: str, agreed: bool) -> tuple[str, list[str]]:
    options = Options.parse(RawOptions(day, include=["agreed"] if agreed else []), today=datetime.date(2026, 1, 1))
    answer = controllers(QueryContext.of(loaded.generation, options), find_party(loaded.generation, "Saryarka AvtoProm"))
    return answer.verdict, [c.party.id for c in answer.controllers]


def ask_http(loaded: Loaded, day: str, agreed: bool) -> tuple[str, list[str]]:
    parameters = {"party": "Saryarka AvtoProm", "as_of": day} | ({"include": "agreed"} if agreed else {})
    answer = httpx.get(f"{loaded.url}/v1/controllers", params=parameters).raise_for_status().json()
    return answer["verdict"], [c["party"]["id"] for c in answer["controllers"]]


def ask_sparql(loaded: Loaded, day: str, agreed: bool) -> tuple[str, list[str]]:
    text = (CHECKOUT / "examples/queries/ultimate-controllers-as-of.rq").read_text(encoding="utf-8")
    placeholder = "<https://w3id.org/ownership-graph/id/ent/saryarka-avtoprom-llp-b6feedf75910> true"
    text = text.replace("2018-12-12", day).replace(placeholder, f"<{loaded.subject}> {str(agreed).lower()}")
    solutions = loaded.dump.query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    rows = {(row["controller"].value, row["certainty"].value) for row in solutions}
    verdict = "certain" if any(c == "certain" for _, c in rows) else "possible" if rows else "not_shown"
    return verdict, sorted({c for c, _ in rows})


def ask_cypher(loaded: Loaded, day: str, agreed: bool) -> tuple[str, list[str]]:
    """Ask Neo4j: certain where the query gives a row without statuses that are open, possible where only with them."""
    query = load_queries()["ultimate-controllers"]
    settled = ["in-effect", "former", *(["agreed"] if agreed else [])]
    for verdict, statuses in (("certain", settled), ("possible", [*settled, "agreed", "alleged"])):
        rows = loaded.neo4j.run(query, uri=loaded.subject, asOf=datetime.date.fromisoformat(day), statuses=statuses)
        if rows:
            return verdict, [row["controller"] for row in rows]
    return "not_shown", []


@pytest.mark.neo4j
@pytest.mark.parametrize(("day", "agreed", "verdict"), QUESTIONS)
def test_four_ways_give_one_answer(loaded: Loaded, day: str, agreed: bool, verdict: str) -> None:
    expected = ask_engine(loaded, day, agreed)
    assert expected[0] == verdict
    assert ask_http(loaded, day, agreed) == expected
    assert ask_sparql(loaded, day, agreed) == expected
    assert ask_cypher(loaded, day, agreed) == expected


def test_the_group_share_is_derived_and_never_stated(folder: Path) -> None:
    generation = DataFolder(folder).open()
    options = Options.parse(RawOptions(DAY, include=["agreed"]), today=datetime.date(2026, 1, 1))
    answer = owners(QueryContext.of(generation, options), find_party(generation, "Saryarka AvtoProm"))
    (genertec,) = [o for o in answer.owners if o.party.id == generation.party(find_party(generation, "Genertec")).id]
    assert (genertec.integrated.exact, genertec.direct, genertec.derived, genertec.statements) == (51, None, True, ())


def test_the_command_and_http_send_the_same_bytes(folder: Path, service: str) -> None:
    question = ["controllers", "Saryarka AvtoProm", "--as-of", DAY, "--include", "agreed", "--json"]
    printed = run(*question, data=folder).stdout.encode()
    sent = httpx.get(f"{service}/v1/controllers", params={"party": "Saryarka AvtoProm", "as_of": DAY, "include": "agreed"}).content
    assert printed == sent
