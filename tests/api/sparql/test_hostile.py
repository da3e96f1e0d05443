"""Two hundred hostile requests at once: none reaches a server, the service answers meanwhile, and the next query is answered."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode, urlsplit

import httpx
import pytest

from tests.scenarios import Sheet, publish
from tests.serving import serving

pytestmark = pytest.mark.thorough

CROWD = 200
OURS = {200, 400, 403, 408, 413, 414, 431, 503, 504}


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A server that nobody is to reach."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    sheet = Sheet("invented")
    for number in range(60):
        sheet.holds(f"mill{number}", f"mill{number + 1}", "60")
    folder = tmp_path_factory.mktemp("hostile") / "data"
    publish(folder, sheet, with_triples=True)
    with serving(folder, OWNERSHIP_SPARQL_DEADLINE="2", OWNERSHIP_SPARQL_MEMORY=str(2**28)) as address:
        yield address


def list_attacks(port: int) -> dict[str, str]:
    """Queries by what they try; ``port``: that of the server which nobody is to reach."""
    server = f"http://127.0.0.1:{port}/"
    return {
        "service": f"SELECT * {{ SERVICE <{server}> {{ ?s ?p ?o }} }}",
        "silent service": f"SELECT * {{ SERVICE SILENT <{server}> {{ ?s ?p ?o }} }}",
        "service by a variable": f"SELECT * {{ VALUES ?x {{ <{server}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
        "service in escapes": f"SELECT * {{ \\u0053ERVICE <{server}> {{ ?s ?p ?o }} }}",
        "load": f"LOAD <{server}>",
        "from": f"SELECT * FROM <{server}> {{ ?s ?p ?o }}",  # noqa: S608
        "cross join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "sorted cross join": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c",
        "path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:y>)* ?b . ?b (!<urn:x>|^!<urn:y>)* ?c . ?c (!<urn:x>|^!<urn:y>)* ?d }",
        "text that grows": "SELECT (STRLEN(?z) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?x0)"
        + "".join(f" BIND(CONCAT(?x{n}, ?x{n}, ?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(14))
        + " BIND(?x14 AS ?z) }",
        "regular expression": "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER REGEX(CONCAT(STR(?a), STR(?f)), '(((a|b|c|d|e)*)*x{1,500}){1,50}$') }",
        "deep": "ASK " + "{" * 100_000,
        "ten megabytes": "ASK { " + "<urn:a> ?b ?c . " * 650_000 + "}",
    }


def write_form(query: str) -> bytes:
    return urlencode({"query": query}).encode()


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def attack(url: str, number: int, attacks: list[str], forms: list[bytes]) -> int:
    """Send one of the attacks, or what is no query at all; returns the status, 0 where the connection was ended."""
    parts = urlsplit(url)
    try:
        if number % 10 == 0:
            return httpx.get(f"{url}/sparql", params={"query": "ASK {}"}, headers={"X-Much": "a" * 2**20}, timeout=120).status_code
        if number % 10 == 1:
            with socket.create_connection((str(parts.hostname), int(parts.port or 0))) as leaving:
                leaving.sendall(f"GET /sparql?query={quote(attacks[6 + number % 3])} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            return 0
        return httpx.post(f"{url}/sparql", content=forms[number % len(forms)], headers=FORM, timeout=120).status_code
    except httpx.TransportError:
        return 0


def test_each_attack_ends_with_an_answer_and_reaches_no_server(url: str, listener: socket.socket) -> None:
    statuses = {}
    for name, query in list_attacks(listener.getsockname()[1]).items():
        answer = httpx.post(f"{url}/sparql", data={"query": query}, timeout=120)
        statuses[name] = answer.status_code
        assert answer.status_code == 200 or json.loads(answer.content)["code"], name
        assert httpx.post(f"{url}/sparql", data={"query": "ASK {}"}, timeout=120).json()["boolean"] is True, name
    assert set(statuses.values()) <= OURS
    assert {statuses[name] for name in ("service", "silent service", "service by a variable", "service in escapes", "load")} == {403}
    assert {statuses[name] for name in ("cross join", "sorted cross join")} <= {503, 504}
    assert (statuses["deep"], statuses["ten megabytes"]) == (400, 413)
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_two_hundred_at_once_stop_nobody(url: str, listener: socket.socket) -> None:
    attacks = list(list_attacks(listener.getsockname()[1]).values())
    # Written once: ten megabytes take longer to be written as a form than to be refused.
    forms = [write_form(query) for query in attacks]
    with ThreadPoolExecutor(CROWD) as crowd, httpx.Client(base_url=url, timeout=120) as client:
        under_way = [crowd.submit(attack, url, number, attacks, forms) for number in range(CROWD)]
        meanwhile = 0
        while not all(one.done() for one in under_way):
            assert client.get("/healthz", headers={"Connection": "close"}).status_code == 200
            meanwhile += any(not one.done() for one in under_way)
            time.sleep(0.02)
        # Answered while some of the attacks were still under way.
        assert meanwhile
        statuses = {one.result() for one in under_way}
    assert statuses <= OURS | {0}
    for _ in range(3):
        answer = httpx.post(f"{url}/sparql", data={"query": "ASK {}"}, timeout=120)
        assert answer.json()["boolean"] is True
    with pytest.raises(BlockingIOError):
        listener.accept()
