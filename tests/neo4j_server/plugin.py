"""Fixtures over a real Neo4j: ``neo4j_server`` (one for the run) and ``neo4j`` (the same, emptied for the test).

The server is, in this order: the one at OWNERSHIP_TEST_NEO4J_URI (with _USER, _PASSWORD, _DATABASE; its content is deleted),
or one resolved by Maven.  Without either the run fails with one line that says what to install; only
``--without-neo4j`` (declared in tests/conftest.py) turns that into skips.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graph.neo4j.connection import Neo4jSettings
from tests.neo4j_server.resolve import MissingTool, check_tools
from tests.neo4j_server.server import Neo4jServer

_FIXTURES = ("neo4j_server", "neo4j")


@dataclass(frozen=True)
class Neo4jAccess:
    """How to reach the server under test."""

    settings: Neo4jSettings
    driver: Driver
    browser: str | None
    """Address of its Neo4j Browser, where the test run started it."""

    def run(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """Rows of one query, as plain values."""
        records, _, _ = self.driver.execute_query(query, parameters, database_=self.settings.database)
        return [record.data() for record in records]

    def wipe(self) -> None:
        """Delete all content, a batch a transaction; the schema stays."""
        while self.run("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone")[0]["gone"]:
            pass


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--neo4j-profile", default="lts", choices=["lts", "latest"], help="which Neo4j to test against")


def needs_neo4j(item: pytest.Item) -> bool:
    """Whether a test has the marker or takes one of the fixtures."""
    return item.get_closest_marker("neo4j") is not None or not set(_FIXTURES).isdisjoint(getattr(item, "fixturenames", ()))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in filter(needs_neo4j, items):
        item.add_marker(pytest.mark.neo4j)
        if config.getoption("--without-neo4j"):
            item.add_marker(pytest.mark.skip(reason="--without-neo4j was given"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Say it before the first test, not once a test: the machine lacks what the server needs."""
    config = session.config
    if config.getoption("--without-neo4j") or config.getoption("collectonly") or os.environ.get("OWNERSHIP_TEST_NEO4J_URI"):
        return
    if any(item.get_closest_marker("neo4j") for item in session.items):
        try:
            check_tools(config.getoption("--neo4j-profile"))
        except MissingTool as missing:
            pytest.exit(str(missing), returncode=1)


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jAccess]:
    """The server of this run, with whatever the last test left in it."""
    uri = os.environ.get("OWNERSHIP_TEST_NEO4J_URI")
    if uri:
        password = os.environ.get("OWNERSHIP_TEST_NEO4J_PASSWORD")
        user = os.environ.get("OWNERSHIP_TEST_NEO4J_USER", "neo4j") if password else None
        yield from _connect(Neo4jSettings(uri, user, password, os.environ.get("OWNERSHIP_TEST_NEO4J_DATABASE", "neo4j")), None)
        return
    try:
        server = Neo4jServer(tmp_path_factory.mktemp("neo4j"), profile=request.config.getoption("--neo4j-profile"), is_brief=True)
    except MissingTool as missing:
        pytest.fail(str(missing), pytrace=False)
    try:
        server.start()
        yield from _connect(Neo4jSettings(server.uri), server.browser)
    finally:
        # Its home is thrown away, so ten seconds of orderly shutdown would be for nothing.
        server.kill()


@pytest.fixture
def neo4j(neo4j_server: Neo4jAccess) -> Neo4jAccess:
    """The server of this run, empty."""
    neo4j_server.wipe()
    return neo4j_server


def _connect(settings: Neo4jSettings, browser: str | None) -> Iterator[Neo4jAccess]:
    auth = (settings.user, settings.password) if settings.user and settings.password else None
    with GraphDatabase.driver(settings.uri, auth=auth) as driver:
        yield Neo4jAccess(settings, driver, browser)
