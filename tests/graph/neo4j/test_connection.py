"""What a person reads when Neo4j cannot be reached or refuses us."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j.exceptions import ClientError, Neo4jError, ServiceUnavailable

from graph.neo4j.connection import Neo4jSettings, check_version, connect, translate_error
from graph.neo4j.projection import project
from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from ontology.errors import BackendError, OwnershipError, UsageError
from tests.graph.neo4j.chain import SOURCE, chain
from tests.neo4j_server.plugin import Neo4jAccess
from tests.neo4j_server.server import Neo4jServer

PASSWORD = "grey-heron-42"  # noqa: S105


def refusal(settings: Neo4jSettings) -> OwnershipError:
    with pytest.raises(OwnershipError) as caught, connect(settings):
        pass
    assert caught.value.hint
    return caught.value


def test_nothing_listens_there() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    error = refusal(Neo4jSettings(f"bolt://127.0.0.1:{port}"))
    assert isinstance(error, BackendError)
    assert (error.code, error.exit_code) == ("NEO4J_UNREACHABLE", 4)
    assert str(port) in error.what


def test_no_such_host() -> None:
    assert refusal(Neo4jSettings("bolt://no-such-host.invalid:7687")).code == "NEO4J_UNREACHABLE"


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost:7474", "bolt://localhost:notaport", "", "bolt+x://localhost"])
def test_an_address_that_is_none(uri: str) -> None:
    error = refusal(Neo4jSettings(uri))
    assert isinstance(error, UsageError)
    assert error.code == "NEO4J_URI"


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    error = refusal(Neo4jSettings(f"bolt://neo4j:{PASSWORD}@localhost:7687"))
    assert error.code == "NEO4J_URI"
    assert PASSWORD not in f"{error} {error.hint}"
    assert "is not a Neo4j address" not in str(error)


def test_the_password_is_in_no_repr() -> None:
    assert PASSWORD not in repr(Neo4jSettings("bolt://localhost", "neo4j", PASSWORD))


def test_a_server_that_is_too_old_or_another_product() -> None:
    settings = Neo4jSettings("bolt://localhost")
    for agent in ("Neo4j/4.4.40", "Neo4j/5.25.1", "Memgraph/v3.0"):
        with pytest.raises(BackendError) as caught:
            check_version(agent, settings)
        assert caught.value.code == "NEO4J_VERSION"
    check_version("Neo4j/5.26.29", settings)
    check_version("Neo4j/2026.07.1", settings)


def test_every_other_error_of_the_driver_has_a_name() -> None:
    settings = Neo4jSettings("bolt://localhost")
    assert translate_error(ServiceUnavailable("gone"), settings).code == "NEO4J_UNREACHABLE"
    assert translate_error(ClientError("odd"), settings).code == "NEO4J_FAILED"


def test_a_user_who_may_not_write_is_told_what_is_not_allowed() -> None:
    message = "Create node with labels '_Sync' on database 'neo4j' is not allowed for user 'reader' with roles [PUBLIC, reader]."
    error = Neo4jError._hydrate_neo4j(code="Neo.ClientError.Security.Forbidden", message=message)
    told = translate_error(error, Neo4jSettings("bolt://localhost", "reader", PASSWORD))
    assert (told.code, "'reader'" in told.what, message in told.what) == ("NEO4J_AUTH", True, True)
    assert "refused" not in told.what
    assert "a role that may read, write" in (told.hint or "")


@pytest.mark.neo4j
def test_no_such_database(neo4j_server: Neo4jAccess) -> None:
    s = neo4j_server.settings
    error = refusal(Neo4jSettings(s.uri, s.user, s.password, "nowhere"))
    assert error.code == "NEO4J_DATABASE"
    assert "'nowhere'" in error.what


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Neo4jServer]:
    """A server of its own, with a password, that a test may kill."""
    server = Neo4jServer(
        tmp_path_factory.mktemp("guarded"), profile=request.config.getoption("--neo4j-profile"), password=PASSWORD, is_brief=True
    )
    try:
        yield server.start()
    finally:
        server.kill()


@pytest.mark.neo4j
def test_a_wrong_password_and_none(guarded: Neo4jServer) -> None:
    wrong = refusal(Neo4jSettings(guarded.uri, "neo4j", "wrong-" + PASSWORD))
    assert (wrong.code, "'neo4j'" in wrong.what) == ("NEO4J_AUTH", True)
    assert PASSWORD not in f"{wrong.what} {wrong.hint}"
    assert refusal(Neo4jSettings(guarded.uri)).code == "NEO4J_AUTH"


@pytest.mark.neo4j
@pytest.mark.slow  # starts a server twice
def test_a_killed_server_keeps_what_was_committed_and_the_sync_goes_on(guarded: Neo4jServer, tmp_path: Path) -> None:
    settings = Neo4jSettings(guarded.uri, "neo4j", PASSWORD)
    projection = project([SOURCE], [chain()])

    def restart(_phase: str, done: int, _total: int) -> None:
        if done == 5:
            guarded.kill()
            guarded.start()

    report = sync(projection, settings, tmp_path / "manifest.sqlite", batch_size=2, progress=restart)
    assert report.changes == 8
    assert verify(projection, settings, tmp_path / "manifest.sqlite").differences == ()


@pytest.mark.neo4j
def test_a_server_that_is_gone_is_named(guarded: Neo4jServer, tmp_path: Path) -> None:
    guarded.kill()
    with pytest.raises(BackendError) as caught:
        sync(project([SOURCE], [chain()]), Neo4jSettings(guarded.uri, "neo4j", PASSWORD), tmp_path / "manifest.sqlite")
    assert caught.value.code == "NEO4J_UNREACHABLE"
