"""The questions of queries-25.cypher on a calendar release of Neo4j: `make test-neo4j-latest` runs them, an older server is skipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.neo4j.questions import read_questions
from graph.neo4j.stream import GenerationGraph
from graph.neo4j.sync import sync
from graph.queries import find_party, paths
from tests.neo4j_server.plugin import Neo4jAccess
from tests.scenarios import Sheet, ask, publish

pytestmark = pytest.mark.neo4j

DAY = "2021-01-01"


@pytest.fixture
def calendar(neo4j: Neo4jAccess) -> Neo4jAccess:
    (row,) = neo4j.run("CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version")
    if int(row["version"].partition(".")[0]) < 2026:
        pytest.skip(f"Neo4j {row['version']} has not all of Cypher 25: make test-neo4j-latest")
    return neo4j


def draw() -> Sheet:
    """A chain of eight links, a shorter way to its end with a smaller share, a circle on the way, and a stake too small to matter."""
    sheet = Sheet("invented")
    for number in range(8):
        sheet.holds(f"c{number}", f"c{number + 1}", "90")
    sheet.holds("c0", "c8", "[5..8]")
    sheet.holds("c5", "c3", "10")
    sheet.holds("dust", "c8", "0.001")
    return sheet


def put(access: Neo4jAccess, name: str, **parameters: Any) -> list[dict[str, Any]]:
    (cypher,) = [q.cypher for q in read_questions("queries-25.cypher") if q.name == name]
    iris = {key: Sheet("invented").id(party) for key, party in parameters.items()}
    return access.run(cypher, asOf=DAY, **iris)


def test_long_paths_count_as_far_as_they_matter(calendar: Neo4jAccess, tmp_path: Path) -> None:
    generation = publish(tmp_path / "data", draw())
    sync(GenerationGraph(generation), calendar.settings, tmp_path / "manifest.sqlite")
    start, end = (find_party(generation, Sheet("invented").id(name)) for name in ("c0", "c8"))
    expected = sorted(((p.product.min, p.product.max) for p in paths(ask(generation, DAY), start, end).paths if p.product), reverse=True)
    rows = put(calendar, "largest-shares-along-paths", uri="c0", other="c8")
    assert [(round(row["least"], 6), round(row["most"], 6)) for row in rows] == expected
    assert len(expected) == 2
    by_holder = {row["holder"]: row for row in put(calendar, "products-along-long-paths", uri="c8")}
    assert set(by_holder) == {f"c{number}" for number in range(8)}
    top = by_holder["c0"]
    assert (top["paths"], top["isComplete"]) == (2, True)
    assert (round(top["least"], 6), round(top["most"], 6)) == tuple(round(sum(column), 6) for column in zip(*expected, strict=True))


def test_a_dense_group_ends(calendar: Neo4jAccess, tmp_path: Path) -> None:
    sheet = Sheet("invented")
    for holder in range(12):
        for company in range(12):
            if holder != company:
                sheet.holds(f"c{holder}", f"c{company}", "8")
    sync(GenerationGraph(publish(tmp_path / "data", sheet)), calendar.settings, tmp_path / "manifest.sqlite")
    rows = put(calendar, "products-along-long-paths", uri="c3")
    assert len(rows) == 11
    # Three links come to 0.05 %, four to less than a ten-thousandth: 11 parties by 1 + 10 + 90 ways.
    assert sum(row["paths"] for row in rows) == 11 * (1 + 10 + 90)
