"""The JSON service over real HTTP: answers, ids, errors in one shape, caching, limits, following publications."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from api.openapi import ALWAYS
from ontology.statements import IdentityStatement, Interest, Kind, Status
from tests.api.in_process import serving_here
from tests.command import run
from tests.scenarios import Sheet, publish


def sheet(companies: int = 1) -> Sheet:
    invented = Sheet("invented", stated="2018-12-12")
    invented.party("ruritania", Kind.STATE, "Ruritania")
    invented.party("streslau", label="Streslau Motors LLP")
    invented.party("zenda", label="Zenda Trading <b>&\"' Co")
    invented.holds("ruritania", "elphberg", interest=Interest.CONTROL_BY_LEGAL_FRAMEWORK, valid_from=None)
    invented.holds("elphberg", "zenda", "100")
    invented.holds("zenda", "streslau", "51", status=Status.AGREED, valid_from=None)
    for number in range(companies):
        invented.party(f"nova{number}", label="Nova Ltd")
        invented.holds("zenda", f"nova{number}", "(25..50]")
    invented.rows.append(
        IdentityStatement(id="urn:same", source=invented.source.id, left=invented.id("zenda"), right=invented.id("zenda-old"))
    )
    return invented


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("api") / "data"
    publish(path, sheet(2))
    return path


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder, max_body=2048) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


def problem(response: httpx.Response, status: int, code: str) -> dict[str, object]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    body: dict[str, object] = response.json()
    assert (body["status"], body["code"], body["request_id"]) == (status, code, response.headers["x-request-id"])
    assert body["hint"]
    return body


def test_health_and_readiness(service: httpx.Client) -> None:
    assert service.get("/healthz").json() == {"status": "ok"}
    assert service.get("/readyz").json()["status"] == "ready"


def test_who_controls_by_name(service: httpx.Client) -> None:
    answer = service.get("/v1/controllers", params={"party": "Streslau Motors", "as_of": "2018-12-12", "include": "agreed"}).json()
    assert answer["verdict"] == "certain"
    assert [c["party"]["name"] for c in answer["controllers"]] == ["Ruritania"]
    assert answer["controllers"][0]["ultimate"] is True
    assert answer["controllers"][0]["votes"] == {"min": 51, "max": 51, "assumed": True}
    assert set(answer) >= {
        "subject",
        "rule",
        "as_of",
        "known_at",
        "include",
        "verdict",
        "contested",
        "sentence",
        "controllers",
        "largest_holders",
        "residual",
        "stopped",
        "conflicts",
        "inconsistencies",
        "explored",
        "truncated",
        "generation",
        "sources",
    }


@pytest.mark.parametrize("form", ["compact", "iri"])
@pytest.mark.parametrize("question", ["", "/controllers", "/controlled", "/owners", "/holdings", "/chart.svg", "/chart.png", "/chart.json"])
def test_a_party_answers_under_its_compact_id_and_its_iri(service: httpx.Client, form: str, question: str) -> None:
    invented = sheet()
    party = {"compact": "ent:elphberg", "iri": quote(invented.id("elphberg"), safe="")}[form]
    response = service.get(f"/v1/entities/{party}{question}")
    assert response.status_code == 200, response.text


def test_a_merged_id_leads_to_the_party(service: httpx.Client) -> None:
    response = service.get("/v1/entities/ent:zenda-old/controllers", params={"as_of": "2019"})
    assert response.status_code == 308
    assert response.headers["location"].endswith("/v1/entities/ent:zenda/controllers?as_of=2019")
    assert service.get("/v1/entities/ent:zenda-old/controllers", follow_redirects=True).json()["subject"]["id"] == sheet().id("zenda")


def test_a_name_of_several_parties_gives_300_with_candidates(service: httpx.Client) -> None:
    body = problem(service.get("/v1/controllers", params={"party": "Nova"}), 300, "SEVERAL_PARTIES")
    assert len(body["candidates"]) == 2  # type: ignore[arg-type]


def test_an_unknown_name_gives_404_with_near_names(service: httpx.Client) -> None:
    body = problem(service.get("/v1/controllers", params={"party": "Streslau Motor"}), 404, "NO_PARTY")
    assert [n["name"] for n in body["near"]] == ["Streslau Motors LLP"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/nothing", 404, "NO_ROUTE"),
        ("/v1/entities/ent:nobody", 404, "NO_PARTY"),
        ("/v1/statements/stmt:nothing", 404, "NO_STATEMENT"),
        ("/v1/controllers?party=x&as_of=2018-13", 400, "BAD_DATE"),
        ("/v1/controllers?party=x&rule=biggest", 400, "UNKNOWN_RULE"),
        ("/v1/controllers?party=x&include=hearsay", 400, "BAD_INCLUDE"),
        ("/v1/controllers", 422, "BAD_PARAMETER"),
        ("/v1/search?q=a&limit=9999", 422, "BAD_PARAMETER"),
        ("/v1/search?q=" + "a" * 9000, 414, "URL_TOO_LONG"),
        ("/neo4j/passwd", 404, "NO_FILE_HERE"),
    ],
)
def test_every_error_is_a_problem_document(service: httpx.Client, path: str, status: int, code: str) -> None:
    problem(service.get(path), status, code)


@pytest.mark.parametrize(
    "method, path, allowed",
    [
        ("POST", "/v1/sources", "GET, HEAD"),
        ("DELETE", "/v1/controllers", "GET, HEAD, POST"),
        ("GET", "/v1/exposure", "POST"),
        ("HEAD", "/v1/what-if", "POST"),
        ("PUT", "/entity/ent:elphberg", "GET, HEAD"),
        ("PUT", "/static/site.css", "GET, HEAD"),
    ],
)
def test_what_is_not_answered_is_told_with_all_that_is(service: httpx.Client, method: str, path: str, allowed: str) -> None:
    response = service.request(method, path)
    assert (response.status_code, response.headers["allow"]) == (405, allowed)
    if method != "HEAD":
        problem(response, 405, "METHOD_NOT_ALLOWED")
        assert response.json()["hint"] == f"use {allowed}"


def test_a_large_body_is_refused_before_it_is_read(service: httpx.Client) -> None:
    problem(service.post("/v1/search", content=b"x" * 4096), 413, "BODY_TOO_LARGE")


def test_a_request_id_is_echoed_when_it_is_harmless(service: httpx.Client) -> None:
    assert service.get("/healthz", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert service.get("/healthz", headers={"X-Request-ID": "a b\tc"}).headers["x-request-id"] != "a b\tc"


def test_an_answer_that_the_client_has_is_not_sent_again(service: httpx.Client) -> None:
    first = service.get("/v1/entities/ent:streslau/owners", params={"as_of": "2019"})
    again = service.get("/v1/entities/ent:streslau/owners", params={"as_of": "2019"}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    held = {"If-None-Match": first.headers["etag"]}
    other = service.get("/v1/entities/ent:streslau/owners", params={"as_of": "2018-01-01"}, headers=held)
    assert other.status_code == 200


def test_search_finds_by_parts_and_misspellings(service: httpx.Client) -> None:
    for text in ("stresl", "Streslau Motors LLP", "streslaw motors"):
        assert [m["name"] for m in service.get("/v1/search", params={"q": text}).json()["matches"]] == ["Streslau Motors LLP"], text


def test_search_takes_any_text(service: httpx.Client) -> None:
    for text in ('"', "a* OR b", "NEAR(x", "'; DROP TABLE name; --", "日本", "((((", "\u202e", "%00"):
        assert service.get("/v1/search", params={"q": text}).status_code == 200


def test_paths_between_two_parties(service: httpx.Client) -> None:
    answer = service.get("/v1/paths", params={"from": "Ruritania", "to": "Streslau Motors", "as_of": "2019", "include": "agreed"}).json()
    holders = [[link["holder"]["name"] for link in p["links"]] for p in answer["paths"]]
    assert holders == [["Ruritania", "elphberg", "Zenda Trading <b>&\"' Co"]]


@pytest.mark.parametrize("name", ["ownership.grass", "guide.html", "queries.cypher", "saved-queries.csv", "perspective.json"])
def test_the_browser_may_fetch_its_files_from_another_origin(service: httpx.Client, name: str) -> None:
    asked = "cache-control,pragma,sentry-trace"
    origin = {"Origin": "http://localhost:7474", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": asked}
    preflight = service.options(f"/neo4j/{name}", headers=origin)
    assert preflight.status_code == 204
    allowed = preflight.headers["access-control-allow-headers"].split(", ")
    assert set(asked.split(",")) <= set(allowed)
    answer = service.get(f"/neo4j/{name}", headers={"Origin": "http://localhost:7474"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")


def test_the_guide_names_the_service_that_sends_it(service: httpx.Client) -> None:
    assert f":style {service.base_url}".rstrip("/") + "/neo4j/ownership.grass" in service.get("/neo4j/guide.html").text


def test_no_answer_may_load_or_run_anything_foreign(service: httpx.Client) -> None:
    for path in ("/", "/v1/sources", "/v1/nothing"):
        assert "default-src 'self'" in service.get(path).headers["content-security-policy"]
        assert service.get(path).headers["x-content-type-options"] == "nosniff"


def test_the_reference_of_the_api_has_every_address_status_and_shape_in_the_frame_of_the_site(service: httpx.Client) -> None:
    description, reference, shapes = service.get("/openapi.json").json(), service.get("/docs"), service.get("/docs/shapes")
    for page in (reference, shapes):
        assert "://" not in page.text.replace("http://www.w3.org", "")
        assert 'href="/sources"' in page.text
        assert "unsafe-inline" not in page.headers["content-security-policy"]
        assert len(page.content) < 180_000
    sections = dict(re.findall(r'(?s)<details class="operation" id="([^"]+)">(.*?)</details>', reference.text))
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            section = sections[f"{method}-{operation['operationId']}"]
            assert f"<code>{method.upper()} {path}</code>" in section
            for parameter in operation.get("parameters", ()):
                assert f"<code>{parameter['name']}</code>" in section
            assert set(re.findall(r"<dt>(\d+)</dt>", section)) == {s for s in operation["responses"] if int(s) not in ALWAYS}
    named = set(re.findall(r"/docs/shapes#(shape-\w+)", reference.text + shapes.text))
    assert named
    assert named <= set(re.findall(r'<section class="operation" id="([^"]+)"', shapes.text))
    assert set(re.findall(r'id="shape-([^"]+)"', shapes.text)) == set(description["components"]["schemas"])


def test_a_new_generation_is_served_without_a_restart_and_sparql_follows(tmp_path: Path) -> None:
    publish(tmp_path / "data", sheet(1), with_triples=True)
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        assert client.get("/readyz").json()["generation"] == 1
        publish(tmp_path / "data", sheet(3), with_triples=True)
        deadline = time.monotonic() + 20
        while client.get("/readyz").json()["generation"] != 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert len(client.get("/v1/search", params={"q": "Nova"}).json()["matches"]) == 3
        query = "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?s <https://w3id.org/ownership-graph/ns#entity> ?e }"
        while time.monotonic() < deadline:
            counted = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text.split()[-1]
            if counted == "7":
                break
            time.sleep(0.1)
        assert counted == "7"


def test_triples_that_are_built_after_the_load_are_asked_without_a_restart(tmp_path: Path) -> None:
    publish(tmp_path / "data", sheet(1))
    with serving_here(tmp_path / "data") as url, httpx.Client(base_url=url, timeout=30) as client:
        problem(client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}), 503, "TRIPLES_ABSENT")
        assert run("--quiet", "index", "triples", data=tmp_path / "data").returncode == 0
        deadline = time.monotonic() + 20
        while (answer := client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})).status_code != 200 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert answer.json()["boolean"] is True


def test_before_the_first_load_it_lives_and_is_not_ready(tmp_path: Path) -> None:
    with serving_here(tmp_path / "empty") as url, httpx.Client(base_url=url, timeout=30) as client:
        assert client.get("/healthz").status_code == 200
        problem(client.get("/readyz"), 503, "NO_DATA")
        problem(client.get("/v1/controllers?party=x"), 503, "NO_DATA")
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 503
        publish(tmp_path / "empty", sheet())
        deadline = time.monotonic() + 20
        while client.get("/readyz").status_code != 200 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert client.get("/readyz").json()["generation"] == 1


def test_a_point_of_a_rule_that_is_taken_for_a_parameter_is_told_how_it_is_asked_for(service: httpx.Client) -> None:
    refused = service.get("/v1/controllers?party=x&threshold=25")
    assert (refused.status_code, refused.json()["hint"]) == (
        422,
        "points of a rule are asked for as set=threshold:VALUE; /v1/rules lists them",
    )
    assert "set=" not in service.get("/v1/sources?threshold=25").json()["hint"]
