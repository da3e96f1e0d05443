"""What befalls a server, a disk or a line between two batches: one clear error, and the next sync brings the graph there whole."""

from __future__ import annotations

import dataclasses
import resource
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from graph.neo4j.connection import Neo4jSettings
from graph.neo4j.derived import DerivedRun
from graph.neo4j.stream import GenerationGraph
from graph.neo4j.sync import sync
from graph.neo4j.verify import verify
from ontology.errors import BackendError, OwnershipError, StoreError
from tests.graph.neo4j.test_sync import crowd
from tests.neo4j_server.plugin import Neo4jAccess
from tests.neo4j_server.server import Neo4jServer
from tests.scenarios import Sheet, publish

pytestmark = pytest.mark.neo4j


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    return tmp_path / "manifest.sqlite"


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes, as on a disk that is full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@contextmanager
def cut_line(port: int, after: int) -> Iterator[int]:
    """Pass what is sent to a port of this machine on, and cut the line for good after so many bytes; yield the port to send to."""
    left = [after]
    ends: list[socket.socket] = []

    def pass_on(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while (sent := source.recv(4_096)) and left[0] > 0:
                left[0] -= len(sent)
                target.sendall(sent)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def accept() -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", port))
                ends.extend((near, far))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=pass_on, args=pair, daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            for end in ends:
                end.close()


def test_an_address_that_routes_serves_as_well_as_one_that_does_not(neo4j: Neo4jAccess, manifest: Path) -> None:
    routed = dataclasses.replace(neo4j.settings, uri=neo4j.settings.uri.replace("bolt", "neo4j", 1))
    assert sync(crowd(10), routed, manifest).nodes.created == 11
    assert sync(crowd(9), routed, manifest).nodes.deleted == 1
    assert verify(crowd(9), routed, manifest).differences == ()


@pytest.mark.parametrize("size", [4_096, 80_000, *(pytest.param(size, marks=pytest.mark.slow) for size in (40_000, 160_000))])
def test_a_full_disk_is_told_as_that_and_what_was_written_stays(neo4j: Neo4jAccess, manifest: Path, size: int) -> None:
    sync(crowd(20), neo4j.settings, manifest)
    with largest_file(size), pytest.raises(StoreError) as caught:
        sync(crowd(900), neo4j.settings, manifest, batch_size=200)
    assert caught.value.code in ("STORE_FULL", "STORE_FAILED")
    sync(crowd(900), neo4j.settings, manifest)
    assert verify(crowd(900), neo4j.settings, manifest, sample=2_000).differences == ()


def test_no_room_for_the_files_of_the_stream_is_told_as_that(neo4j: Neo4jAccess, manifest: Path, tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(300):
        sheet.holds(f"h{number}", f"c{number}", "60")
    graph = GenerationGraph(publish(tmp_path / "data", sheet), DerivedRun("main", None))
    with largest_file(50_000), pytest.raises(StoreError) as caught:
        sync(graph, neo4j.settings, manifest)
    assert caught.value.code == "STORE_FULL"
    assert sync(graph, neo4j.settings, manifest).nodes.created == 601


@pytest.mark.slow  # the driver tries again for half a minute
@pytest.mark.parametrize("after", [2_000, 20_000, 60_000])
def test_a_line_that_is_cut_is_told_and_the_next_sync_goes_on(neo4j: Neo4jAccess, manifest: Path, after: int) -> None:
    host, _, port = neo4j.settings.uri.rpartition("//")[2].partition(":")
    if host not in ("127.0.0.1", "localhost"):
        pytest.skip("the server under test is on another machine")
    with cut_line(int(port), after) as near, pytest.raises(OwnershipError) as caught:
        sync(crowd(400), dataclasses.replace(neo4j.settings, uri=f"bolt://127.0.0.1:{near}"), manifest, batch_size=50)
    assert isinstance(caught.value, BackendError)
    assert caught.value.code == "NEO4J_UNREACHABLE"
    sync(crowd(400), neo4j.settings, manifest)
    assert verify(crowd(400), neo4j.settings, manifest, sample=1_000).differences == ()


@pytest.mark.slow  # starts a server four times
def test_a_server_of_an_older_copy_and_one_that_is_read_only(tmp_path: Path, manifest: Path) -> None:
    home, copy = tmp_path / "home", tmp_path / "copy"
    with Neo4jServer(home) as server:
        settings = Neo4jSettings(server.uri)
        ports = {"bolt": server.bolt, "http": server.http}
        sync(crowd(20), settings, manifest)
    shutil.copytree(home / "data", copy)
    with Neo4jServer(home, **ports):
        sync(crowd(30), settings, manifest)
        sync(crowd(28), settings, manifest)
    shutil.rmtree(home / "data")
    shutil.move(copy, home / "data")
    with Neo4jServer(home, **ports, settings={"server.databases.default_to_read_only": "true"}):
        # The same graph again, which the manifest has and the older copy has not.
        with pytest.raises(BackendError) as caught:
            sync(crowd(28), settings, manifest)
        assert caught.value.code == "NEO4J_READ_ONLY"
        assert sync(crowd(28), settings, manifest, dry_run=True).nodes.created == 8
        assert verify(crowd(20), settings, manifest, sample=1_000).differences == (
            "the manifest and the server do not have the same last batch; the next sync reads the server",
        )
    with Neo4jServer(home, **ports):
        report = sync(crowd(28), settings, manifest)
        assert (report.reread, report.nodes.created, report.relationships.created) == (True, 8, 8)
        assert verify(crowd(28), settings, manifest, sample=1_000).differences == ()
