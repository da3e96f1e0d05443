"""The engine's answers on the server: brought, compared and replaced like all else, and never walked as facts."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from graph.neo4j.projection import project
from graph.neo4j.property_graph import Projection, Relationship
from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from ontology.errors import BackendError
from tests.graph.neo4j.chain import BASE, GROUP, MAKER, SOURCE, STATE, TRADER, chain
from tests.graph.neo4j.test_queries import ask
from tests.neo4j_server.plugin import Neo4jAccess

pytestmark = pytest.mark.neo4j

DAY = datetime.date(2018, 12, 12)


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    return tmp_path / "manifest.sqlite"


def control(holder: str, run: str = "main", day: datetime.date = DAY, subject: str = MAKER) -> Relationship:
    key = f"{run}-{holder}-{subject}"
    properties = {"id": key, "rule": "majority-control", "asOf": day, "include": (), "certainty": "certain", "run": run}
    return Relationship(key, "DERIVED_CONTROLS", holder, subject, {**properties, "evidence": (f"{BASE}buys",), "votesAssumed": True})


def draw(*derived: Relationship, runs: str = "main") -> Projection:
    return dataclasses.replace(project([SOURCE], [chain()]), derived=derived, runs=frozenset(runs.split()))


def list_derived(neo4j: Neo4jAccess) -> list[tuple[str, str]]:
    rows = neo4j.run("MATCH (a)-[d:DERIVED_CONTROLS]->() RETURN d.run AS run, a.uri AS holder ORDER BY run, holder")
    return [(row["run"], row["holder"].removeprefix(BASE)) for row in rows]


def test_a_run_replaces_the_one_before_under_its_name(neo4j: Neo4jAccess, manifest: Path) -> None:
    first = sync(draw(control(STATE), control(GROUP)), neo4j.settings, manifest)
    assert (first.derived.created, first.relationships.created) == (2, 3)
    second = sync(draw(control(STATE, day=datetime.date(2019, 1, 1))), neo4j.settings, manifest)
    assert (second.derived.changed, second.derived.deleted, second.relationships.rows) == (1, 1, 0)
    assert list_derived(neo4j) == [("main", "state")]
    assert sync(draw(control(STATE, day=datetime.date(2019, 1, 1))), neo4j.settings, manifest).changes == 0
    sync(draw(), neo4j.settings, manifest)
    assert list_derived(neo4j) == []


def test_the_query_for_them_names_day_and_evidence(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(draw(control(STATE)), neo4j.settings, manifest)
    (row,) = ask(neo4j, "derived-controllers", uri=MAKER)
    assert (row["controller"], row["certainty"], row["votesAssumed"], row["evidence"]) == (STATE, "certain", True, [f"{BASE}buys"])
    assert (row["rule"], row["asOf"], row["include"]) == ("majority-control", DAY, [])


@pytest.mark.parametrize("is_lost", [False, True])
def test_runs_stand_side_by_side_under_names(neo4j: Neo4jAccess, manifest: Path, is_lost: bool) -> None:
    sync(draw(control(STATE)), neo4j.settings, manifest)
    if is_lost:
        manifest.unlink()
    report = sync(draw(control(GROUP, "other"), runs="other"), neo4j.settings, manifest)
    assert (report.derived.created, report.derived.deleted, report.derived.out_of_scope) == (1, 0, 1)
    assert list_derived(neo4j) == [("main", "state"), ("other", "group")]
    sync(draw(runs="main"), neo4j.settings, manifest)
    assert list_derived(neo4j) == [("other", "group")]


def test_answers_of_another_run_go_with_their_party(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(draw(control(STATE, "other"), control(GROUP, "other", subject=TRADER), runs="other"), neo4j.settings, manifest)
    fewer = dataclasses.replace(project([SOURCE], [[s for s in chain() if MAKER not in str(s)]]), runs=frozenset(("main",)))
    report = sync(fewer, neo4j.settings, manifest, allow_mass_delete=True)
    assert (report.nodes.deleted, report.derived.deleted) == (1, 1)
    assert list_derived(neo4j) == [("other", "group")]
    assert sync(fewer, neo4j.settings, manifest).changes == 0
    assert verify(fewer, neo4j.settings, manifest).differences == ()


def test_deleting_all_answers_is_no_mass_delete(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(draw(control(STATE), control(GROUP), control(TRADER)), neo4j.settings, manifest)
    assert sync(draw(), neo4j.settings, manifest).derived.deleted == 3


def test_verify_sees_answers_that_were_deleted_or_falsified_and_only_those_of_its_run(neo4j: Neo4jAccess, manifest: Path) -> None:
    wanted = draw(control(STATE), control(GROUP))
    sync(wanted, neo4j.settings, manifest)
    sync(draw(control(GROUP, "other"), runs="other"), neo4j.settings, manifest)
    assert verify(wanted, neo4j.settings, manifest).differences == ()
    neo4j.run("MATCH (:Entity {uri: $uri})-[d:DERIVED_CONTROLS]->() SET d.certainty = 'possible'", uri=STATE)
    (difference,) = verify(wanted, neo4j.settings, manifest).differences
    assert difference == f"DERIVED_CONTROLS main-{STATE}-{MAKER} differs on the server in certainty"
    assert sync(wanted, neo4j.settings, manifest, repair=True).derived.changed == 1
    neo4j.run("MATCH ()-[d:DERIVED_CONTROLS {run: 'main'}]->() DELETE d")
    assert "DERIVED_CONTROLS: 2 expected, 0 on the server" in verify(wanted, neo4j.settings, manifest).differences
    assert sync(wanted, neo4j.settings, manifest).derived.created == 2


def test_an_answer_about_an_unknown_party_is_refused(neo4j: Neo4jAccess, manifest: Path) -> None:
    with pytest.raises(BackendError) as caught:
        sync(draw(control("urn:nobody")), neo4j.settings, manifest)
    assert caught.value.code == "NEO4J_DRIFT"


def test_answers_that_an_earlier_version_wrote_give_way(neo4j: Neo4jAccess, manifest: Path) -> None:
    sync(draw(), neo4j.settings, manifest)
    query = (
        "MATCH (a:Entity {uri: $a}), (b:Entity {uri: $b}) CREATE (a)-[:DERIVED_CONTROLS {id: 'x', run: 'r', asOf: date('2018-12-12')}]->(b)"
    )
    neo4j.run(query, a=STATE, b=MAKER)
    neo4j.run("MATCH (s:_Sync) REMOVE s.counts")
    sync(draw(control(STATE)), neo4j.settings, manifest)
    assert list_derived(neo4j) == [("main", "state")]
