"""Another server behind /sparql, and a copy of the triples there: an Oxigraph server, which the design takes for all of them."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from graph.generation.data_folder import DataFolder
from graph.rdf.server import SparqlServer
from tests.api.in_process import serving_here
from tests.api.sparql.serving import ENDLESS, Service, serving
from tests.command import run
from tests.scenarios import Sheet, publish
from tests.serving import free_port, wait_until

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"


def sheet(name: str, holders: int = 5) -> Sheet:
    register = Sheet(name)
    for number in range(holders):
        register.holds(f"{name}-{number}", f"works-{name}", str(10 + number))
    return register


@contextmanager
def oxigraph() -> Iterator[str]:
    """An Oxigraph server in memory; its address."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: answers(f"{address}/query?query=ASK%7B%7D"))
        yield address
    finally:
        process.terminate()
        process.wait(20)


def answers(address: str) -> bool:
    try:
        return httpx.get(address).status_code == 200
    except httpx.TransportError:
        return False


def copy(folder: Path, address: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run("index", "triples", "--to", address, data=folder, **environment)


def read_count(client: httpx.Client, path: str = "/sparql") -> int:
    response = client.post(path, data={"query": COUNT}, headers={"Accept": "application/sparql-results+json"})
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with oxigraph() as address:
        yield address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, server: str) -> Path:
    path = tmp_path_factory.mktemp("remote") / "data"
    publish(path, sheet("one"), sheet("two"))
    done = copy(path, f"{server}/store")
    assert done.returncode == 0, done.stderr
    return path


def count_here(folder: Path) -> int:
    from graph.rdf import triple_store

    return len(triple_store.open_read_only(DataFolder(folder).open().triples_path))


def test_a_copy_has_every_triple_in_its_graph(folder: Path, server: str) -> None:
    with httpx.Client(base_url=server) as client:
        assert read_count(client, "/query") == count_here(folder)
        graphs = client.post("/query", data={"query": "SELECT DISTINCT ?g { GRAPH ?g {} }"}, headers={"Accept": "text/csv"}).text.split()
    assert {
        "https://w3id.org/ownership-graph/id/src/one",
        "https://w3id.org/ownership-graph/id/graph/stakes",
        "https://w3id.org/ownership-graph/ns",
    } <= set(graphs)


def test_a_second_copy_replaces_the_first_and_deletes_the_graphs_that_are_gone(tmp_path: Path) -> None:
    with oxigraph() as address:
        publish(tmp_path / "a", sheet("one"), sheet("two"))
        first = copy(tmp_path / "a", f"{address}/store")
        httpx.put(
            f"{address}/store?graph=https://example.org/others",
            content="<http://a> <http://b> <http://c> .",
            headers={"Content-Type": "text/turtle"},
        )
        publish(tmp_path / "b", sheet("two", 3))
        second = copy(tmp_path / "b", f"{address}/store")
        with httpx.Client(base_url=address) as client:
            assert read_count(client, "/query") == count_here(tmp_path / "b") + 1
    assert (first.returncode, second.returncode) == (0, 0)
    assert "deleted" not in first.stdout
    assert "deleted 1 that it no longer has" in second.stdout
    assert f"copied {count_here(tmp_path / 'b'):,} triples" in second.stdout


def test_queries_are_passed_on_and_answered_as_by_this_service(folder: Path, server: str) -> None:
    queries = [
        ("SELECT ?s ?n { ?s <https://w3id.org/ownership-graph/ns#shownName> ?n } ORDER BY ?s", "text/csv"),
        ("ASK { ?s a <https://w3id.org/ownership-graph/ns#Stake> }", "application/sparql-results+json"),
        ("SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/ownership-graph/id/src/one> { ?s ?p ?o }", "text/tab-separated-values"),
        ("SELECT (<here> AS ?x) {}", "text/csv"),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv"),
    ]
    with serving_here(folder) as here, serving_here(folder, sparql_url=f"{server}/query") as there, httpx.Client() as client:
        for query, accept in queries:
            own, passed = (client.get(f"{url}/sparql", params={"query": query}, headers={"Accept": accept}) for url in (here, there))
            assert (own.status_code, passed.status_code) == (200, 200), passed.text
            assert passed.text == own.text.replace(here, there)
            assert passed.headers["content-type"] == own.headers["content-type"]
            # What another server holds changes without a new generation.
            assert "etag" in own.headers
            assert "etag" not in passed.headers
        graph = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        bodies = [
            set(client.get(f"{url}/sparql", params={"query": graph, "format": "ntriples"}).text.splitlines()) for url in (here, there)
        ]
        assert bodies[0] == bodies[1]
        assert len(bodies[0]) > 100
        limited = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": "https://w3id.org/ownership-graph/id/src/two"}
        assert len({client.get(f"{url}/sparql", params=limited, headers={"Accept": "text/csv"}).text for url in (here, there)}) == 1
        page = client.get(f"{there}/sparql", params={"query": queries[0][0]}, headers={"Accept": "text/html"})
        assert "works-one" in page.text


def test_a_service_without_triples_of_its_own_passes_queries_on(tmp_path: Path, folder: Path, server: str) -> None:
    publish(tmp_path / "data", sheet("one"))
    with serving_here(tmp_path / "data", sparql_url=f"{server}/query") as url, httpx.Client(base_url=url) as client:
        assert read_count(client) == count_here(folder)
        assert f"{url}/sparql" in client.get("/dataset.nt").text
        graph = client.get("/id/graph/stakes", headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert (graph.status_code, graph.headers["content-type"]) == (200, "text/turtle; charset=utf-8")


# What the server does, or does not: a server of one's own says what it was sent, and answers as it is told.


class Answers(BaseHTTPRequestHandler):
    """Notes requests, and answers with ``reply``: status, headers, pieces of the body, and whether it ends."""

    protocol_version = "HTTP/1.1"
    requests: ClassVar[list[tuple[str, str, dict[str, str], bytes]]] = []
    reply: ClassVar[tuple[int, dict[str, str], list[bytes], float]] = (200, {}, [], 0)

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.requests.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
        status, headers, pieces, pause = self.reply
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass
        self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 (the names that the library calls)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def scripted() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as listening:
        Answers.requests = []
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}/query"
        listening.shutdown()
        thread.join()


JSON = {"Content-Type": "application/sparql-results+json"}
EMPTY = b'{"head":{"vars":["n"]},"results":{"bindings":[]}}'


@contextmanager
def passing(address: str, **options: Any) -> Iterator[Service]:
    with serving(SparqlServer(address, "reader", "s3cret"), **{"workers": 1, **options}) as service:
        yield service


def ask(service: Service, query: str = "SELECT ?n {}", **fields: str) -> httpx.Response:
    return service.client.post("/sparql", data={"query": query, **fields}, headers={"Accept": "application/sparql-results+json"})


def test_what_is_refused_never_reaches_the_other_server(scripted: str) -> None:
    Answers.reply = (200, JSON, [EMPTY], 0)
    with passing(scripted) as service:
        for query in (
            "LOAD <http://example.org/x>",
            "DROP ALL",
            "INSERT DATA { <a> <b> <c> }",
            "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
            "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
            "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        ):
            assert ask(service, query).status_code == 403, query
        assert ask(service, "NONSENSE").status_code == 400
        assert Answers.requests == []
        assert ask(service).status_code == 200
        assert len(Answers.requests) == 1


def test_the_login_is_sent_and_told_nobody(scripted: str, capfd: pytest.CaptureFixture[str]) -> None:
    Answers.reply = (401, {}, [b"no"], 0)
    with passing(scripted) as service:
        refused = ask(service)
    assert (refused.status_code, refused.json()["code"]) == (503, "SPARQL_SERVER_REFUSES")
    assert Answers.requests[0][2]["Authorization"] == "Basic cmVhZGVyOnMzY3JldA=="
    assert "s3cret" not in refused.text + repr(SparqlServer(scripted, "reader", "s3cret")) + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("reply", "status", "code"),
    [
        ((400, {}, [b"parse error at 1:3"], 0), 400, "QUERY_SYNTAX"),
        ((404, {}, [b"not here"], 0), 503, "SPARQL_SERVER_FAILED"),
        ((500, {}, [b"broken"], 0), 503, "SPARQL_SERVER_FAILED"),
        ((504, {}, [b""], 0), 504, "SPARQL_SERVER_DEADLINE"),
        ((302, {"Location": "http://127.0.0.1:1/"}, [b""], 0), 503, "SPARQL_SERVER_FAILED"),
        ((200, {"Content-Type": "text/html"}, [b"<p>Welcome"], 0), 503, "SPARQL_SERVER_FORMAT"),
        ((200, {**JSON, "Content-Length": "1000"}, [EMPTY], 0), 503, "SPARQL_SERVER_UNREACHABLE"),
    ],
)
def test_what_goes_wrong_there_is_told_here(scripted: str, reply: Any, status: int, code: str) -> None:
    Answers.reply = reply
    with passing(scripted) as service:
        for _ in range(2):
            response = ask(service)
            assert (response.status_code, response.json()["code"]) == (status, code), response.text
            assert response.json()["hint"]


def test_a_server_that_is_not_there_is_told() -> None:
    with passing(f"http://127.0.0.1:{free_port()}/query") as service:
        gone = ask(service)
        assert (gone.status_code, gone.json()["code"]) == (503, "SPARQL_SERVER_UNREACHABLE")


def test_a_server_that_is_silent_is_left_at_the_deadline(scripted: str) -> None:
    Answers.reply = (200, JSON, [b"", b"", b"", b""], 1.0)
    with passing(scripted, deadline=1.0) as service:
        late = ask(service)
        assert (late.status_code, late.json()["code"]) == (504, "QUERY_DEADLINE")
        Answers.reply = (200, JSON, [EMPTY], 0)
        assert ask(service).status_code == 200


def test_an_answer_is_cut_off_at_its_bound(scripted: str) -> None:
    Answers.reply = (200, JSON, [b"x" * 2**16] * 8, 0)
    with passing(scripted, max_result_bytes=2**15) as service:
        large = ask(service)
        assert (large.status_code, large.json()["code"]) == (413, "RESULT_TOO_LARGE")


def test_a_long_answer_arrives_before_it_is_complete(scripted: str) -> None:
    """More than is held back arrives while the rest has not been sent."""
    Answers.reply = (200, JSON, [b"x" * 2**17, b"y" * 2**17], 3.0)
    with (
        passing(scripted) as service,
        service.client.stream("POST", "/sparql", data={"query": "SELECT ?n {}"}, headers={"Accept": JSON["Content-Type"]}) as response,
    ):
        first = next(response.iter_raw())
        assert first.startswith(b"x")
        assert b"y" not in first


def test_the_engine_of_the_other_server_is_stopped_by_this_one_too(server: str, folder: Path) -> None:
    assert count_here(folder) > 100
    with passing(f"{server}/query", deadline=1.0) as service:
        assert ask(service, ENDLESS).json()["code"] == "QUERY_DEADLINE"


@pytest.mark.parametrize("address", ["http://ann:s3cret@localhost/store", "file:///etc/passwd", "localhost:7878", "http://localhost:x/"])
def test_an_address_with_a_login_or_of_another_kind_is_refused_and_not_repeated(tmp_path: Path, address: str) -> None:
    publish(tmp_path / "data", sheet("one"))
    done = copy(tmp_path / "data", address)
    assert done.returncode == 2
    assert "error[BAD_SPARQL_URL]" in done.stderr
    assert "s3cret" not in done.stdout + done.stderr


def test_a_copy_takes_its_login_from_a_file_and_tells_of_what_the_server_lost(tmp_path: Path, scripted: str) -> None:
    publish(tmp_path / "data", sheet("one"))
    login = tmp_path / "login"
    login.write_text("writer/s3cret\n", encoding="utf-8")
    Answers.reply = (200, {"Content-Type": "application/n-triples"}, [b""], 0)
    done = copy(tmp_path / "data", scripted, OWNERSHIP_SPARQL_AUTH_FILE=str(login))
    assert done.returncode == 4
    assert "error[COPY_DIFFERS]" in done.stderr
    assert {request[2]["Authorization"] for request in Answers.requests} == {"Basic d3JpdGVyOnMzY3JldA=="}
    assert "s3cret" not in done.stdout + done.stderr


def test_a_copy_to_a_server_that_is_not_there_ends_with_its_own_status(tmp_path: Path) -> None:
    publish(tmp_path / "data", sheet("one"))
    done = copy(tmp_path / "data", f"http://127.0.0.1:{free_port()}/store")
    assert (done.returncode, "error[SPARQL_SERVER_UNREACHABLE]" in done.stderr) == (4, True)
