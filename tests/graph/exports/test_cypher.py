"""The Cypher script makes on a real server what a sync makes, and no text gets out of its quotes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.exports.cypher import format_literal, quote_name
from graph.exports.dump import export
from graph.generation.generation import Generation
from graph.neo4j.projection import project_generation
from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from tests.graph.exports import invented as net
from tests.neo4j_server.plugin import Neo4jAccess

HOSTILE = (
    net.HOSTILE,
    "\\",
    "\\\\",
    "'",
    "\\'",
    "\\u0027",
    "\\\\u0027",
    "\\\x01u",
    "//",
    "/* ",
    "`",
    "\\U00000027",
    "a\x00b",
    "\u2028",
    "$x",
    "",
)


def statements(script: str) -> list[str]:
    """Statements as cypher-shell splits them: at a semicolon that ends a line, since every literal stands on one line."""
    text = "\n".join(line for line in script.split("\n") if not line.startswith("//"))
    return [part for part in re.split(r";\n", text) if part.strip()]


def run(neo4j: Neo4jAccess, script: str) -> None:
    for statement in statements(script):
        neo4j.run(statement)


@pytest.mark.neo4j
def test_the_script_makes_the_graph_that_a_sync_makes(generation: Generation, neo4j: Neo4jAccess, tmp_path: Path) -> None:
    wanted = project_generation(generation)
    written = export(generation, "cypher", tmp_path / "out.cypher")
    assert written.count == len(wanted.nodes) + len(wanted.relationships)
    script = (tmp_path / "out.cypher").read_text(encoding="utf-8")
    for _ in range(2):
        run(neo4j, script)
        assert neo4j.run("MATCH (n) RETURN count(n) AS n")[0]["n"] == len(wanted.nodes)
        assert neo4j.run("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"] == len(wanted.relationships)
    assert sync(wanted, neo4j.settings, tmp_path / "manifest.sqlite").changes == 0
    assert verify(wanted, neo4j.settings, tmp_path / "manifest.sqlite", sample=10_000).differences == ()


@pytest.mark.neo4j
def test_hostile_texts_come_back_as_they_were(neo4j: Neo4jAccess) -> None:
    for text in HOSTILE:
        assert neo4j.run(f"RETURN {format_literal([text])} AS x")[0]["x"] == [text]


@pytest.mark.thorough
@pytest.mark.neo4j
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.sampled_from("\\u0027'\"`\n\r\x00\x1f/*; {}$aé東\U0001f600"), max_size=12), min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was(neo4j_server: Neo4jAccess, texts: list[str]) -> None:
    assert neo4j_server.run(f"RETURN {format_literal(texts)} AS x")[0]["x"] == texts


@pytest.mark.neo4j
@pytest.mark.parametrize("name", ["plain", "a`b", "`", "a b", "a\\u0060b", "odd:name(x)", "a\nb"])
def test_a_property_name_stays_a_name(neo4j: Neo4jAccess, name: str) -> None:
    keys = neo4j.run(f"RETURN {{{quote_name(name)}: 1}} AS x")[0]["x"]
    assert keys == {name.replace("\\", "/"): 1}


def test_a_literal_stands_on_one_line() -> None:
    for text in HOSTILE:
        assert len(format_literal(text).splitlines()) == 1


def test_no_literal_holds_what_cypher_reads_before_it_reads_strings() -> None:
    for text in ("\\u0027", "\\\\u0027", "\\\\\\u0027", "\\\x01"):
        assert not re.search(r"\\+u0027", format_literal(text))
