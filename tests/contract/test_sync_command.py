"""``ownership sync`` brings a real server to the generation, verifies, repairs and refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ontology.statements import Status
from tests.command import run, run_process
from tests.neo4j_server.plugin import Neo4jAccess
from tests.scenarios import Sheet, publish

pytestmark = pytest.mark.neo4j


def sync(access: Neo4jAccess, data: Path, *flags: str, way: Callable[..., CompletedProcess[str]] = run) -> CompletedProcess[str]:
    settings = access.settings
    access_variables = {"OWNERSHIP_NEO4J_URI": settings.uri, "OWNERSHIP_NEO4J_DATABASE": settings.database}
    if settings.password is not None:
        access_variables |= {"OWNERSHIP_NEO4J_USER": settings.user or "neo4j", "OWNERSHIP_NEO4J_PASSWORD": settings.password}
    return way("sync", *flags, data=data, **access_variables)


def make_chain(share: str = "60", companies: int = 3) -> Sheet:
    """Companies in a row, each held by the one before."""
    chain = Sheet("invented")
    for number in range(1, companies):
        chain.holds(f"c{number - 1}", f"c{number}", share)
    return chain


def test_sync_brings_the_server_to_the_generation_and_then_has_nothing_to_do(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    publish(tmp_path, make_chain())
    # A process of its own: what the driver notes to nobody in particular is printed there.
    first = sync(neo4j, tmp_path, way=run_process)
    assert first.returncode == 0, first.stderr
    assert neo4j.run("MATCH (:Entity)-[r:OWNS]->(:Entity) RETURN r.label AS label") == [{"label": "60 %"}] * 2
    again = sync(neo4j, tmp_path)
    address = neo4j.settings.address
    assert first.stdout == f"created 4 nodes, 2 relationships and 2 derived answers at {address}\n"
    assert "otification" not in first.stderr
    assert again.stdout == f"nothing to change at {address}\nunchanged: 4 nodes, 2 relationships and 2 derived answers\n"
    assert sync(neo4j, tmp_path, "--verify").returncode == 0


def test_a_changed_load_changes_the_server_and_a_dry_run_only_says_so(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    publish(tmp_path, make_chain())
    sync(neo4j, tmp_path)
    publish(tmp_path, make_chain("70"))
    dry_run = sync(neo4j, tmp_path, "--dry-run")
    assert dry_run.stdout.startswith("would change 2 relationships at "), dry_run.stdout
    assert neo4j.run("MATCH ()-[r:OWNS]->() RETURN DISTINCT r.label AS label") == [{"label": "60 %"}]
    assert sync(neo4j, tmp_path, "--verify").returncode == 1
    sync(neo4j, tmp_path)
    assert neo4j.run("MATCH ()-[r:OWNS]->() RETURN DISTINCT r.label AS label") == [{"label": "70 %"}]


def test_what_was_changed_on_the_server_is_found_and_repaired(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    publish(tmp_path, make_chain())
    sync(neo4j, tmp_path)
    neo4j.run("MATCH ()-[r:OWNS]->() SET r.min = 1.0, r.label = 'wrong'")
    assert sync(neo4j, tmp_path, "--verify").returncode == 1
    assert sync(neo4j, tmp_path, "--repair", "--dry-run").returncode == 0
    assert sync(neo4j, tmp_path, "--verify").returncode == 1
    assert sync(neo4j, tmp_path, "--repair").returncode == 0
    assert sync(neo4j, tmp_path, "--verify").returncode == 0


def test_derived_controls_are_the_engines_and_apart_from_facts(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    publish(tmp_path, make_chain())
    sync(neo4j, tmp_path)
    query = "MATCH (a)-[r:DERIVED_CONTROLS]->(b) WHERE r.include = [] RETURN a.name AS a, b.name AS b, r.certainty AS certainty ORDER BY b"
    rows = neo4j.run(query)
    assert rows == [{"a": "c0", "b": "c1", "certainty": "certain"}, {"a": "c0", "b": "c2", "certainty": "certain"}]
    agreed = make_chain()
    agreed.holds("c2", "c3", "51", status=Status.AGREED)
    publish(tmp_path, agreed)
    sync(neo4j, tmp_path)
    # One a pair; what is agreed bears on the company of the deal and on none above it.
    pairs = neo4j.run(
        "MATCH (a)-[r:DERIVED_CONTROLS]->(b) RETURN a.name AS a, b.name AS b, r.ifAgreed AS agreed, r.label AS label ORDER BY b"
    )
    assert [tuple(row.values()) for row in pairs] == [
        ("c0", "c1", None, "controls"),
        ("c0", "c2", None, "controls"),
        ("c0", "c3", "certain", "may control"),
    ]


def test_derived_controls_are_of_the_day_the_rule_and_the_name_that_are_asked_for(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    publish(tmp_path, make_chain())
    query = "MATCH ()-[r:DERIVED_CONTROLS]->() RETURN DISTINCT r.run AS run, r.rule AS rule, toString(r.asOf) AS day ORDER BY run"
    sync(neo4j, tmp_path)
    first = neo4j.run(query)
    assert sync(neo4j, tmp_path, "--rule", "ofac-50", "--as-of", "2024-01-01", "--run", "sanctions").returncode == 0
    assert neo4j.run(query) == [*first, {"run": "sanctions", "rule": "ofac-50", "day": "2024-01-01"}]
    assert sync(neo4j, tmp_path, "--rule", "ofac-50", "--as-of", "2024-01-01", "--run", "sanctions", "--verify").returncode == 0
    assert sync(neo4j, tmp_path, "--no-derived").returncode == 0
    assert [row["run"] for row in neo4j.run(query)] == ["sanctions"]
    nameless = sync(neo4j, tmp_path, "--run", " ")
    assert (nameless.returncode, nameless.stderr.partition("]")[0]) == (2, "error[BAD_RUN")
    # On a day before the holdings began nobody controls anybody.
    sync(neo4j, tmp_path, "--as-of", "1990-01-01", "--run", "sanctions")
    assert neo4j.run(query) == []


def test_a_load_that_would_delete_most_is_refused_without_leave(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    publish(tmp_path, make_chain(companies=30))
    sync(neo4j, tmp_path)
    publish(tmp_path, make_chain(companies=3))
    refused = sync(neo4j, tmp_path)
    assert refused.returncode == 2
    assert "error[NEO4J_MASS_DELETE]" in refused.stderr
    assert neo4j.run("MATCH ()-[r:OWNS]->() RETURN count(r) AS n") == [{"n": 29}]
    dry_run = sync(neo4j, tmp_path, "--dry-run")
    assert dry_run.returncode == 0
    assert "would delete 27 nodes, 27 relationships and 27 derived answers" in dry_run.stdout
    assert "--allow-mass-delete" in dry_run.stderr
    allowed = sync(neo4j, tmp_path, "--allow-mass-delete")
    assert allowed.returncode == 0, allowed.stderr
    assert neo4j.run("MATCH ()-[r:OWNS]->() RETURN count(r) AS n") == [{"n": 2}]


def test_a_summary_in_json_has_the_same_numbers(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    publish(tmp_path, make_chain())
    first = json.loads(sync(neo4j, tmp_path, "--json").stdout)
    nothing = {"created": 0, "changed": 0, "deleted": 0, "unchanged": 0, "out_of_scope": 0}
    assert (first["nodes"], first["relationships"]) == (nothing | {"created": 4}, nothing | {"created": 2})
    assert (first["server"], first["generation"], first["skipped"]) == (neo4j.settings.address, 1, False)
    again = json.loads(sync(neo4j, tmp_path, "--json").stdout)
    assert (again["nodes"], again["skipped"]) == (nothing | {"unchanged": 4}, True)
    verified = json.loads(sync(neo4j, tmp_path, "--verify", "--json").stdout)
    assert verified == {"agrees": True, "nodes": 4, "relationships": 2, "derived": 2, "sampled": 8, "differences": []}


def test_somebody_elses_database_is_refused_until_it_is_named(neo4j: Neo4jAccess, tmp_path: Path) -> None:
    publish(tmp_path, make_chain())
    neo4j.run("CREATE (:Movie {title: 'The Heron'})")
    refused = sync(neo4j, tmp_path)
    assert (refused.returncode, "error[NEO4J_FOREIGN]" in refused.stderr) == (2, True)
    assert neo4j.run("MATCH (n) RETURN count(n) AS n") == [{"n": 1}]
    assert sync(neo4j, tmp_path, "--beside-others").returncode == 0
    assert sync(neo4j, tmp_path, "--verify").returncode == 0
