"""The page from Neo4j to pandas: its examples run on a real server, its recipes for the GDS library as far as a server without it can."""

from __future__ import annotations

import datetime
import doctest
import re
from collections.abc import Iterator

import pytest
from neo4j.exceptions import Neo4jError

from graph.neo4j.derived import DerivedRun
from graph.neo4j.stream import GenerationGraph
from graph.neo4j.sync import sync
from graph.queries import Options
from tests.conftest import CHECKOUT
from tests.neo4j_server.plugin import Neo4jAccess
from tests.scenarios import publish_files

pytestmark = pytest.mark.neo4j

PAGE = CHECKOUT / "docs" / "reference" / "neo4j-notebooks.md"
DAY = datetime.date(2019, 1, 1)
RECIPES = re.findall(r"```cypher\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def server(neo4j_server: Neo4jAccess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jAccess]:
    neo4j_server.wipe()
    folder = tmp_path_factory.mktemp("notebook")
    generation = publish_files(folder / "data", CHECKOUT / "examples" / "holdings.csv")
    graph = GenerationGraph(generation, DerivedRun("main", Options(DAY)))
    sync(graph, neo4j_server.settings, folder / "manifest.sqlite")
    yield neo4j_server
    neo4j_server.wipe()


def test_the_examples_of_the_page_hold(server: Neo4jAccess, monkeypatch: pytest.MonkeyPatch) -> None:
    if server.settings.password:
        pytest.skip("the page connects without a password")
    monkeypatch.setenv("OWNERSHIP_NEO4J_URI", server.settings.uri)
    monkeypatch.chdir(CHECKOUT)
    failed, run = doctest.testfile(str(PAGE), module_relative=False)
    assert (failed, run > 15) == (0, True)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: re.findall(r"gds\.[\w.]+\w", recipe)[0])
def test_a_recipe_lacks_nothing_but_the_library(server: Neo4jAccess, recipe: str) -> None:
    # Once per name: the server names the first that it lacks; a stand-in of its own takes the place of each.
    lacking = set(re.findall(r"gds\.[\w.]+\w", recipe))
    assert lacking
    with pytest.raises(Neo4jError) as caught:
        server.run(f"EXPLAIN {recipe}", asOf=DAY)
    assert any(name in (caught.value.message or "") for name in lacking)
    rest = re.sub(r"CALL gds\.[\w.]+\([^)]*\) YIELD (\w+), (\w+)", r"UNWIND [] AS \1 UNWIND [] AS \2", recipe)
    rest = rest.replace("gds.util.asNode(nodeId).name", "nodeId")
    rest = re.sub(r"gds\.graph\.project\('\w+', ", "[", rest).replace("}}) AS graph", "}}] AS graph")
    server.run(f"EXPLAIN {rest}", asOf=DAY)


def test_what_is_projected_is_a_pair_once_in_parts_of_one(server: Neo4jAccess) -> None:
    (recipe,) = [text for text in RECIPES if "'holdings', holder" in text]
    rows = server.run(f"{recipe.partition('RETURN')[0]} RETURN holder.name AS holder, company.name AS company, least, most", asOf=DAY)
    assert sorted(tuple(row.values()) for row in rows) == [
        ("Borduria Holding", "Zenda Motors", 1.0, 1.0),
        ("not known", "Hentzau Cars", 0.49, 0.49),
    ]
