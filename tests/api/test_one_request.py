"""What one request can do to everybody else: nothing.

Over the real service, with one worker for SPARQL and a deadline that nobody waits for.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from tests.api.in_process import serving_here
from tests.scenarios import Sheet, publish

pytestmark = pytest.mark.thorough

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 60000"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sheet = Sheet("invented", stated="2020-01-01")
    for number in range(40):
        sheet.party(f"mill{number}", label=f"Mill {number} Ltd")
        sheet.holds(f"mill{number}", f"mill{number + 1}", "60")
    path = tmp_path_factory.mktemp("one") / "data"
    publish(path, sheet, with_triples=True)
    return path


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with serving_here(folder, sparql_workers=1, sparql_deadline=900) as address:
        yield address


def connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=60)


def get_of(target: str, *headers: str) -> bytes:
    return "\r\n".join([f"GET {target} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


def post_of(length: int, body: str) -> bytes:
    head = ["POST /sparql HTTP/1.1", "Host: localhost", "Content-Type: application/sparql-query", f"Content-Length: {length}"]
    return "\r\n".join([*head, "", body]).encode()


def assert_others_are_answered(url: str) -> None:
    answer = httpx.get(f"{url}/sparql", params={"query": "ASK {}"}, timeout=60)
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)
    assert httpx.get(f"{url}/healthz", timeout=60).status_code == 200


@pytest.mark.parametrize("path", ["/sparql?query=ASK%7B%7D", "/v1/sources", "/"])
@pytest.mark.parametrize(
    "name, value, times",
    [("Accept", "*/*," * 9_000, 1), ("Accept", "*/*," * 262_144, 1), ("X-Note", "a", 5_000), ("If-None-Match", '"a",' * 9_000, 1)],
)
def test_headers_beyond_their_bounds_are_refused(url: str, path: str, name: str, value: str, times: int) -> None:
    with connect(url) as client:
        client.sendall(get_of(path, "Connection: close", *([f"{name}: {value}"] * times)))
        answer = client.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert b"HEADERS_TOO_LARGE" in answer
    assert_others_are_answered(url)


def test_a_head_in_pieces_before_a_large_body_is_read(url: str) -> None:
    query = "ASK {}" + " " * 250_000
    whole = post_of(len(query), query)
    with connect(url) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sendall(whole[:20])
        assert_others_are_answered(url)
        client.sendall(whole[20:])
        assert client.recv(12) == b"HTTP/1.1 200"


def test_head_of_any_size_ends_its_connection(url: str) -> None:
    with connect(url) as client:
        client.sendall(b"GET /sparql?query=")
        with pytest.raises(ConnectionError):
            client.sendall(b"a" * 2**28)
    assert_others_are_answered(url)


@pytest.mark.parametrize("length", [64_000, 70_000, 200_000])
def test_address_beyond_its_bound_is_refused_and_told_to_post(url: str, length: int) -> None:
    with connect(url) as client:
        client.sendall(get_of("/sparql?query=ASK%7B%7D" + "+" * length, "Connection: close"))
        answer = client.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 414 ")
    problem = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert problem["code"] == "URL_TOO_LONG"
    assert "POST" in problem["hint"]
    whole = httpx.post(f"{url}/sparql", data={"query": "ASK {}" + " " * length}, timeout=60)
    assert whole.json()["boolean"] is True


def test_reader_who_does_not_read_holds_no_worker(url: str) -> None:
    with connect(url) as first, connect(url) as second:
        for slow in (first, second):
            slow.sendall(get_of(f"/sparql?query={quote(LARGE)}&format=csv"))
            assert slow.recv(12) == b"HTTP/1.1 200"
        assert_others_are_answered(url)
        # The answer is whole for him who reads on later.
        content = b""
        while not content.endswith(b"\r\n0\r\n\r\n"):
            content += first.recv(2**20)
        assert content.count(b"http://") > 60_000


def test_client_who_leaves_is_noticed_while_the_query_runs_and_while_it_waits(url: str) -> None:
    running = connect(url)
    running.sendall(get_of(f"/sparql?query={quote(ENDLESS)}"))
    # As many as may wait for one worker: with one more the next would be told that all are busy.
    waiting = [connect(url) for _ in range(16)]
    for client in waiting:
        client.sendall(post_of(6, "ASK {}"))
    for client in (*waiting, running):
        client.close()
    # Until the service has seen that they left it says that all are busy.
    for _ in range(200):
        if httpx.get(f"{url}/sparql", params={"query": "ASK {}"}, timeout=60).status_code == 200:
            break
        threading.Event().wait(0.05)
    assert_others_are_answered(url)


def test_body_that_is_half_sent_holds_no_worker(url: str) -> None:
    halves = [connect(url) for _ in range(20)]
    for half in halves:
        half.sendall(post_of(1000, "ASK {"))
    assert_others_are_answered(url)
    for half in halves:
        half.close()


def test_body_that_does_not_arrive_is_told_so_at_the_deadline(folder: Path) -> None:
    with serving_here(folder, sparql_workers=1, sparql_deadline=1) as url, connect(url) as half:
        half.sendall(post_of(1000, "ASK {"))
        answer = half.makefile("rb").read()
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"BODY_TOO_SLOW" in answer


@pytest.mark.parametrize("query", ["PREFIX SERVICE: <http://127.0.0.1/> SELECT * { SERVICE:x { ?s ?p ?o } }"])
def test_prefix_that_reads_as_a_federated_call_is_refused(url: str, query: str) -> None:
    answer = httpx.post(f"{url}/sparql", data={"query": query}, timeout=60)
    assert (answer.status_code, answer.json()["code"]) == (403, "SERVICE_REFUSED")
