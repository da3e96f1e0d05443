"""Encrypted connections: a certificate is asked for, and trusted only where somebody vouches for it."""

from __future__ import annotations

import dataclasses
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graph.neo4j.connection import Neo4jSettings, connect
from ontology.errors import OwnershipError
from tests.neo4j_server.plugin import Neo4jAccess

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of localhost that vouches for itself, with its key beside it."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    files = ("-keyout", folder / "key.pem", "-out", folder / "certificate.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "certificate.pem"


@pytest.fixture(scope="module")
def encrypted(neo4j_server: Neo4jAccess, certificate: Path) -> Iterator[Neo4jSettings]:
    """The server of this run behind a port that is encrypted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    target = urlsplit(neo4j_server.settings.uri)
    listener = socket.create_server(("127.0.0.1", 0))

    def copy(source: socket.socket, sink: socket.socket) -> None:
        try:
            while content := source.recv(65_536):
                sink.sendall(content)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            try:
                inside = context.wrap_socket(plain, server_side=True)
            except (ssl.SSLError, OSError):
                plain.close()
                continue
            outside = socket.create_connection((target.hostname or "", target.port or 7687))
            for ends in ((inside, outside), (outside, inside)):
                threading.Thread(target=copy, args=ends, daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield dataclasses.replace(neo4j_server.settings, uri=f"bolt+s://localhost:{listener.getsockname()[1]}")
    listener.close()


def refusal(settings: Neo4jSettings) -> str:
    with pytest.raises(OwnershipError) as caught, connect(settings):
        pass
    return caught.value.code


def test_a_certificate_is_trusted_where_it_is_vouched_for(encrypted: Neo4jSettings, certificate: Path) -> None:
    with connect(dataclasses.replace(encrypted, ca_file=certificate)) as driver:
        (row,), _, _ = driver.execute_query("RETURN 1 AS one", database_=encrypted.database)
    assert row["one"] == 1


def test_a_certificate_that_nobody_vouches_for_is_told_as_that(encrypted: Neo4jSettings) -> None:
    assert refusal(encrypted) == "NEO4J_TLS"


def test_certificates_for_an_address_that_asks_for_none_or_that_cannot_be_read_are_refused(
    encrypted: Neo4jSettings, certificate: Path, tmp_path: Path
) -> None:
    plain = encrypted.uri.replace("bolt+s", "bolt")
    assert refusal(dataclasses.replace(encrypted, uri=plain, ca_file=certificate)) == "NEO4J_CA_FILE"
    assert refusal(dataclasses.replace(encrypted, ca_file=tmp_path / "none.pem")) == "NEO4J_CA_FILE"
    (tmp_path / "text.pem").write_text("no certificate")
    assert refusal(dataclasses.replace(encrypted, ca_file=tmp_path / "text.pem")) == "NEO4J_CA_FILE"


def test_a_server_sends_no_notifications(neo4j_server: Neo4jAccess) -> None:
    with connect(neo4j_server.settings) as driver:
        _, summary, _ = driver.execute_query("MATCH (n:LabelThatNobodyUses) RETURN n", database_=neo4j_server.settings.database)
    assert [status for status in summary.gql_status_objects if status.is_notification] == []
