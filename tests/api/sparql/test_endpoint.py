"""The endpoint over HTTP: formats, caching, methods, the page, the description, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from jinja2 import Environment

from api.sparql.router import SparqlOptions
from tests.api.sparql.serving import EX, Service, build, holding, serving

ONE = f"SELECT ?of WHERE {{ <{EX}mill-3> <{EX}holds> ?of }}"
GRAPH = f"CONSTRUCT WHERE {{ <{EX}mill-3> ?holds ?of }}"
LINE = f"<{EX}mill-3> <{EX}holds> <{EX}mill-4> ."
RDF = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


def ask(service: Service, query: str, accept: str | None = None, **more: str) -> httpx.Response:
    headers = {"accept": accept} if accept else {}
    return service.client.get("/sparql", params={"query": query, **more}, headers=headers)


def problem(response: httpx.Response, status: int, code: str) -> dict[str, object]:
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    content: dict[str, object] = response.json()
    assert content["code"] == code
    assert content["hint"]
    return content


def test_table_is_given_in_four_formats(service: Service) -> None:
    value = f"{EX}mill-4"
    assert ask(service, ONE).json()["results"]["bindings"] == [{"of": {"type": "uri", "value": value}}]
    xml = ox.parse_query_results(ask(service, ONE, "application/sparql-results+xml").content, format=ox.QueryResultsFormat.XML)
    assert isinstance(xml, ox.QuerySolutions)
    assert [row["of"] for row in xml] == [ox.NamedNode(value)]
    assert list(csv.reader(io.StringIO(ask(service, ONE, "text/csv").text))) == [["of"], [value]]
    assert ask(service, ONE, "text/tab-separated-values").text.splitlines() == ["?of", f"<{value}>"]


@pytest.mark.parametrize("media", RDF)
def test_graph_is_given_in_six_formats(service: Service, media: str) -> None:
    response = ask(service, GRAPH, media)
    assert response.headers["content-type"].split(";")[0] == media
    triples = [str(one.triple) for one in ox.parse(response.content, format=RDF[media])]
    assert triples == [LINE.removesuffix(" .")]


def test_default_graph_is_all_graphs_unless_one_is_named(service: Service) -> None:
    query = f"ASK {{ <{EX}mill-900> ?p ?o . <{EX}mill-3> ?q ?r }}"
    assert ask(service, query).json()["boolean"] is True
    named = service.client.get("/sparql", params={"query": query, "default-graph-uri": f"{EX}leak"})
    assert named.json()["boolean"] is False


def test_from_clause_of_a_query_is_kept(service: Service) -> None:
    inside = f"ASK FROM <{EX}leak> {{ <{EX}mill-900> ?p ?o }}"
    outside = f"ASK FROM <{EX}leak> {{ <{EX}mill-3> ?p ?o }}"
    assert [ask(service, one).json()["boolean"] for one in (inside, outside)] == [True, False]


def test_etag_names_the_generation_and_the_question(service: Service) -> None:
    first = ask(service, ONE)
    tag = first.headers["etag"]
    assert tag.startswith('W/"g7-')
    again = service.client.get("/sparql", params={"query": ONE}, headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert ask(service, ONE, "text/csv").headers["etag"] != tag
    assert ask(service, ONE + " LIMIT 5").headers["etag"] != tag
    assert "accept" in first.headers["vary"].lower()


def test_query_over_the_clock_has_no_etag(service: Service) -> None:
    response = ask(service, "SELECT (NOW() AS ?now) {}")
    assert "etag" not in response.headers
    assert response.headers["cache-control"] == "no-store"


def test_head_is_get_without_a_body(service: Service) -> None:
    head = service.client.head("/sparql", params={"query": ONE})
    get = ask(service, ONE)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]
    assert head.headers["content-length"] == get.headers["content-length"]


def test_other_origins_may_ask(service: Service) -> None:
    before = service.client.options("/sparql", headers={"origin": "https://reader.example", "access-control-request-method": "POST"})
    assert before.status_code == 204
    assert "POST" in before.headers["access-control-allow-methods"]
    assert before.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert [one.headers["access-control-allow-origin"] for one in (before, ask(service, ONE), ask(service, "ASK {"))] == ["*", "*", "*"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_told_what_is_allowed(service: Service, method: str) -> None:
    response = service.client.request(method, "/sparql", params={"query": ONE})
    problem(response, 405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_without_a_query_the_service_describes_itself(service: Service) -> None:
    response = service.client.get("/sparql")
    assert response.headers["content-type"].startswith("text/turtle")
    triples = [one.triple for one in ox.parse(response.content, format=ox.RdfFormat.TURTLE)]
    sd = "http://www.w3.org/ns/sparql-service-description#"
    named = {one.object.value for one in triples if one.predicate.value == f"{sd}name"}
    assert named == {f"{EX}register", f"{EX}leak"}
    assert {f"{sd}UnionDefaultGraph"} == {one.object.value for one in triples if one.predicate.value == f"{sd}feature"}
    assert not [one for one in triples if isinstance(one.subject, ox.BlankNode) or isinstance(one.object, ox.BlankNode)]
    assert json.loads(service.client.get("/sparql", headers={"accept": "application/ld+json"}).content)


def test_syntax_error_gives_its_position(service: Service) -> None:
    content = problem(ask(service, "SELECT * WHERE {\n  ?s ?p }"), 400, "QUERY_SYNTAX")
    assert (content["line"], content["column"]) == (2, 10)
    assert "line 2, column 10" in str(content["detail"])


@pytest.mark.parametrize(
    "params, status, code",
    [
        ({"query": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"}, 403, "SERVICE_REFUSED"),
        ({"query": "LOAD <http://example.org/>"}, 403, "UPDATE_REFUSED"),
        ({"update": "DROP ALL"}, 403, "UPDATE_REFUSED"),
        ({"query": ""}, 400, "QUERY_MISSING"),
        ({"default-graph-uri": "http://example.org/"}, 400, "QUERY_MISSING"),
        ({"query": "ASK {}", "default-graph-uri": "here"}, 400, "BAD_GRAPH_IRI"),
        ({"query": "ASK {}", "timeout": "soon"}, 400, "BAD_TIMEOUT"),
        ({"query": "ASK {}", "timeout": "-1"}, 400, "BAD_TIMEOUT"),
        ({"query": "ASK {}", "format": "docx"}, 400, "UNKNOWN_FORMAT"),
        ({"query": "ASK {\0}"}, 400, "QUERY_NOT_TEXT"),
        ({"query": "tell me"}, 400, "QUERY_SYNTAX"),
        ({"query": "SELECT (<http://example.org/f>(1) AS ?x) {}"}, 400, "QUERY_NOT_EVALUABLE"),
        ({"query": "ASK { " + "{" * 500}, 400, "QUERY_TOO_DEEP"),
    ],
)
def test_unusable_question_is_refused_with_its_code(service: Service, params: dict[str, str], status: int, code: str) -> None:
    problem(service.client.get("/sparql", params=params), status, code)


def test_unacceptable_format_is_refused(service: Service) -> None:
    problem(ask(service, ONE, "image/png"), 406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize(
    "headers, body, status, code",
    [
        ({"content-type": "application/sparql-query"}, b"\xff\xfe\x00ASK", 400, "QUERY_NOT_UTF8"),
        ({"content-type": "application/x-www-form-urlencoded"}, b"query=%FF%FE", 400, "QUERY_NOT_UTF8"),
        ({"content-type": "application/x-www-form-urlencoded"}, b"", 400, "QUERY_MISSING"),
        ({"content-type": "application/x-www-form-urlencoded"}, b"a=b&" * 1100, 400, "TOO_MANY_FIELDS"),
        ({"content-type": "application/octet-stream"}, bytes(range(256)), 415, "UNSUPPORTED_MEDIA_TYPE"),
        ({"content-type": "application/sparql-query; charset=utf-16"}, b"ASK {}", 415, "UNSUPPORTED_CHARSET"),
        ({"content-type": "application/sparql-query", "content-encoding": "gzip"}, b"ASK {}", 415, "UNSUPPORTED_ENCODING"),
        ({"content-type": "application/sparql-query"}, b"ASK {}" + b" " * 300_000, 413, "QUERY_TOO_LONG"),
        ({"content-type": "application/sparql-query"}, b" " * 2_000_000, 413, "QUERY_TOO_LONG"),
    ],
)
def test_unusable_body_is_refused_with_its_code(service: Service, headers: dict[str, str], body: bytes, status: int, code: str) -> None:
    problem(service.client.post("/sparql", headers=headers, content=body), status, code)


def test_two_queries_in_one_request_are_refused(service: Service) -> None:
    response = service.client.post("/sparql?query=ASK%20%7B%7D", data={"query": "ASK {}"})
    problem(response, 400, "SEVERAL_QUERIES")


def test_page_shows_form_and_answer_and_escapes_everything(service: Service) -> None:
    query = "SELECT ('<script>alert(1)</script>' AS ?x) (IRI('javascript:alert(1)') AS ?y) (<http://example.org/a> AS ?z) {}"
    response = ask(service, query, "text/html")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script>" not in response.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</td>" in response.text
    assert 'href="javascript' not in response.text
    assert '<a href="http://example.org/a"' in response.text
    assert "<textarea" in ask(service, GRAPH, "text/html").text
    assert "Yes." in ask(service, "ASK {}", "text/html").text


def test_page_tells_errors_with_their_status(service: Service) -> None:
    response = ask(service, "ASK { </textarea><b>", "text/html")
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/html")
    assert "QUERY_SYNTAX" in response.text
    assert "</textarea><b>" not in response.text
    assert service.client.get("/sparql", headers={"accept": "text/html"}).status_code == 200


def test_parallel_queries_each_get_their_own_answer(service: Service) -> None:
    def of(number: int) -> str:
        answer = ask(service, f"SELECT ?of WHERE {{ <{EX}mill-{number}> <{EX}holds> ?of }}", "text/csv")
        return answer.text.split()[1]

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(of, range(40)))
    assert answers == [f"{EX}mill-{number + 1}" for number in range(40)]


def test_large_answer_is_streamed_whole(service: Service) -> None:
    query = "SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f }"
    with service.client.stream("GET", "/sparql", params={"query": query}, headers={"accept": "text/csv"}) as response:
        assert "content-length" not in response.headers
        rows = sum(1 for _ in response.iter_lines())
    assert rows == 301 * 301 + 1


def test_reader_who_leaves_frees_the_worker(tmp_path: Path) -> None:
    with serving(build(tmp_path / "store", [holding(n, n + 1) for n in range(300)]), workers=1, max_result_bytes=2**30) as running:
        for _ in range(3):
            with socket.create_connection(running.address) as leaving:
                leaving.sendall(b"GET /sparql?query=SELECT*%7B?a?b?c.?d?e?f.?g?h?i%7D HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert leaving.recv(12) == b"HTTP/1.1 200"
        assert ask(running, "ASK {}").json()["boolean"] is True


def test_answer_over_the_limit_is_refused_or_cut_off_visibly(tmp_path: Path) -> None:
    store = build(tmp_path / "store", [holding(number, number + 1) for number in range(300)])
    with serving(store, max_result_bytes=20_000) as running:
        problem(ask(running, "SELECT * { ?s ?p ?o }"), 413, "RESULT_TOO_LARGE")
    with serving(store, max_result_bytes=200_000) as running:
        with pytest.raises(httpx.RemoteProtocolError):
            ask(running, "SELECT * { ?s ?p ?o . ?a ?b ?c }")
        assert ask(running, "ASK {}").json()["boolean"] is True


def test_generation_without_triples_says_how_to_get_them(tmp_path: Path) -> None:
    with serving(tmp_path / "missing") as running:
        content = problem(ask(running, ONE), 503, "TRIPLES_ABSENT")
        assert "ownership index triples" in str(content["hint"])
        assert running.client.get("/sparql").status_code == 200


def test_configured_address_is_the_one_that_is_described(tmp_path: Path) -> None:
    frame = Environment(autoescape=True).from_string("<nav>Site</nav>{% block title %}{% endblock %}{% block main %}{% endblock %}")
    options = SparqlOptions(endpoint="https://data.example.org/sparql", frame=frame)
    with serving(build(tmp_path / "store", [holding(1, 2)]), workers=1, options=options) as running:
        assert "<https://data.example.org/sparql>" in running.client.get("/sparql").text
        assert ask(running, "SELECT (<mill> AS ?x) {}", "text/csv").text.split() == ["x", "https://data.example.org/mill"]
        assert ask(running, "ASK {}", "text/html").text.startswith("<nav>Site</nav>SPARQL: ask the data")


def test_question_in_the_api_description_covers_the_protocol(service: Service) -> None:
    described = service.client.get("/openapi.json").json()["paths"]["/sparql"]
    assert set(described) == {"get", "post"}
    assert {"application/x-www-form-urlencoded", "application/sparql-query"} == set(described["post"]["requestBody"]["content"])
    assert {"200", "304", "400", "403", "406", "413", "503", "504"} <= set(described["get"]["responses"])
