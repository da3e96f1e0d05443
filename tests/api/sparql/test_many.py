"""What many queries, and long ones, do: each key has its share, the log says how each ended, and what is flat is not too deep."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from api.keys import make_key
from api.sparql.pool import SparqlPool
from ontology.errors import TooManyRequests, UsageError
from tests.api.in_process import serving_here
from tests.api.sparql.serving import ENDLESS, EX, Service, build, holding
from tests.scenarios import Sheet, publish
from tests.serving import serving

pytestmark = pytest.mark.thorough

PRODUCT = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sheet = Sheet("invented")
    for number in range(40):
        sheet.holds(f"mill{number}", f"mill{number + 1}", "60")
    path = tmp_path_factory.mktemp("many") / "data"
    publish(path, sheet, with_triples=True)
    return path


def test_key_has_so_many_queries_at_a_time_and_leaves_room_to_others(tmp_path: Path) -> None:
    store = build(tmp_path / "store", [holding(number, number + 1) for number in range(300)])
    pool = SparqlPool(workers=2, deadline=60.0, memory_bytes=2**28, max_result_bytes=2**24, per_key=1)

    async def ask(query: str, key: str | None) -> str:
        stream = await pool.ask(query, base_iri=EX, key=key)
        try:
            await stream.evaluate("csv")
            return b"".join([piece async for piece in stream]).decode().strip()
        finally:
            await stream.aclose()

    async def work() -> None:
        await pool.start(store, 1)
        held = await pool.ask(ENDLESS, base_iri=EX, key="anna")
        with pytest.raises(TooManyRequests) as caught:
            await ask("ASK {}", "anna")
        assert caught.value.code == "TOO_MANY_QUERIES"
        assert [await ask("ASK {}", key) for key in ("bert", None, "bert")] == ["true"] * 3
        await held.aclose()
        # Also whose query is refused has none any more.
        for _ in range(2):
            with pytest.raises(UsageError):
                await ask("ASK {", "anna")
        assert [await ask("ASK {}", "anna") for _ in range(3)] == ["true"] * 3
        await pool.stop()

    asyncio.run(work())


def test_each_key_of_a_service_has_its_share_of_the_workers(folder: Path) -> None:
    keys = [make_key() for _ in range(2)]
    entries = ",".join(f"k{number}:{digest}" for number, (_, digest) in enumerate(keys))
    anna, bert = ({"X-API-Key": key} for key, _ in keys)
    with serving_here(folder, api_keys=entries, sparql_per_key=1, sparql_deadline=600.0) as url:
        parts = urlsplit(url)
        with socket.create_connection((str(parts.hostname), int(parts.port or 0))) as running:
            running.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\nX-API-Key: {anna['X-API-Key']}\r\n\r\n".encode())
            # The first of these may come before it.
            for _ in range(1_000):
                refused = httpx.get(f"{url}/sparql", params={"query": "ASK {} #1"}, headers=anna, timeout=60)
                if refused.status_code == 429 and refused.json()["code"] == "TOO_MANY_QUERIES":
                    break
            assert refused.json()["code"] == "TOO_MANY_QUERIES"
            assert refused.headers["retry-after"]
            assert httpx.get(f"{url}/sparql", params={"query": "ASK {} #2"}, headers=bert, timeout=60).json()["boolean"] is True


def test_line_of_a_query_says_how_it_ended_and_nothing_of_what_was_asked(folder: Path) -> None:
    settings = {"OWNERSHIP_SPARQL_RESULT": "300000", "OWNERSHIP_SPARQL_WORKERS": "1"}
    with serving(folder, **settings) as url, httpx.Client(base_url=url, timeout=60) as client:
        client.get("/sparql", params={"query": "ASK { <urn:elphberg> ?p ?o }"})
        client.get("/sparql", params={"query": "ASK { <urn:elphberg> ?p }"})
        client.get("/sparql", params={"query": "ASK { <urn:elphberg> ?p }"}, headers={"accept": "text/html"})
        client.post("/sparql", data={"query": ENDLESS, "timeout": "0.2"})
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/sparql", params={"query": PRODUCT})
        client.get("/sparql", params={"query": "SELECT * { ?elphberg ?b ?c } LIMIT 3"}, headers={"X-Request-ID": "last"})
        port = urlsplit(url).port
    text = (folder.parent / f"serve-{port}.log").read_text()
    lines = [line for line in map(json.loads, filter(lambda line: line.startswith("{"), text.splitlines())) if line["route"] == "/sparql"]
    assert [(line["status"], line["outcome"]) for line in lines] == [
        (200, ""),
        (400, "QUERY_SYNTAX"),
        (400, "QUERY_SYNTAX"),
        (504, "QUERY_DEADLINE"),
        (200, "RESULT_TOO_LARGE"),
        (200, ""),
    ]
    assert lines[-1]["id"] == "last"
    assert all(line["ms"] > 0 and line["bytes"] > 0 for line in lines)
    assert "elphberg" not in text


def test_line_of_a_reader_who_left_says_so(folder: Path) -> None:
    with serving(folder, OWNERSHIP_SPARQL_WORKERS="1") as url:
        parts = urlsplit(url)
        with socket.create_connection((str(parts.hostname), int(parts.port or 0))) as leaving:
            leaving.sendall(f"GET /sparql?query={quote(PRODUCT)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert leaving.recv(12) == b"HTTP/1.1 200"
        assert httpx.get(f"{url}/sparql", params={"query": "ASK {}"}, timeout=60).json()["boolean"] is True
    text = (folder.parent / f"serve-{parts.port}.log").read_text()
    lines = [line for line in map(json.loads, filter(lambda line: line.startswith("{"), text.splitlines())) if line["route"] == "/sparql"]
    assert "READER_LEFT" in {line["outcome"] for line in lines}


FLAT: dict[str, Callable[[], tuple[str, str]]] = {
    "values": lambda: ("SELECT (COUNT(*) AS ?n) { VALUES (?a ?b) {" + "(1 2)" * 30_000 + "} }", "30000"),
    "iris": lambda: ("SELECT (COUNT(*) AS ?n) { VALUES ?a {" + " ".join(f"<{EX}mill-{n}>" for n in range(5_000)) + "} ?a ?b ?c }", "301"),
    "unions": lambda: ("SELECT (COUNT(*) AS ?n) {" + "UNION".join(f"{{ BIND({n} AS ?x) }}" for n in range(400)) + "}", "400"),
    "bindings": lambda: ("SELECT ?x0 {" + " ".join(f"BIND({n} AS ?x{n})" for n in range(3_000)) + "}", "0"),
    "terms": lambda: ("SELECT (" + "+".join("1" for _ in range(7_000)) + " AS ?n) {}", "7000"),
    "arguments": lambda: ("SELECT (STRLEN(CONCAT(" + ",".join("'a'" for _ in range(30_000)) + ")) AS ?n) {}", "30000"),
    "alternatives": lambda: (f"SELECT (COUNT(*) AS ?n) {{ ?a (<{EX}holds>" + f"|<{EX}x>" * 3_000 + ") ?b }", "301"),
}


@pytest.mark.parametrize("name", FLAT)
def test_long_query_that_is_flat_is_answered(service: Service, name: str) -> None:
    query, expected = FLAT[name]()
    answer = service.client.post("/sparql", data={"query": query}, headers={"accept": "text/csv"})
    assert answer.text.split()[1:] == [expected]
