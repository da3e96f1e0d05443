"""The questions over many parties or times, over real HTTP: batch, exposure, what-if, history, cycles, rules, paths; and that the command
prints the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ontology.statements import Kind
from tests.api.in_process import serving_here
from tests.command import run
from tests.scenarios import Sheet, publish

DAY = "2021-01-01"


def sheet() -> Sheet:
    invented = Sheet("invented", stated="2020-01-01")
    for person, label in (("ann", "Ann Marsh"), ("carl", "Carl Poe")):
        invented.party(person, Kind.PERSON, label)
    for company, label in (("hold", "Hold AG"), ("works", "Works Ltd"), ("sub", "Sub Ltd")):
        invented.party(company, label=label)
    for holder, subject, share in (
        ("ann", "hold", "60"),
        ("hold", "works", "30"),
        ("carl", "works", "25"),
        ("works", "sub", "80"),
        ("ring1", "ring2", "60"),
        ("ring2", "ring1", "60"),
    ):
        invented.holds(holder, subject, share)
    return invented


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("analysis") / "data"
    publish(path, sheet())
    return path


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder, max_body=4096, max_batch=4) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


def lines(response: httpx.Response) -> list[dict[str, object]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("application/x-ndjson")
    return [json.loads(line) for line in response.text.splitlines()]


def command(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    return run(*arguments, data=folder, stdin=stdin).stdout.encode()


CHANGES = b"holder,subject,share\nnew:Zed,Works Ltd,60\nCarl Poe,Works Ltd,0\nHold AG,Works Ltd,10\n"
CHANGED = [
    {"holder": "new:Zed", "subject": "Works Ltd", "share": 60},
    {"holder": "Carl Poe", "subject": "Works Ltd", "share": "0"},
    {"holder": "Hold AG", "subject": "Works Ltd", "share": "10"},
]
PAIRS: list[tuple[list[str], str, dict[str, object] | None, bytes | None]] = [
    (
        ["controllers", "Sub Ltd", "--together", "Ann Marsh,Carl Poe"],
        "/v1/controllers?party=Sub%20Ltd&together=Ann%20Marsh,Carl%20Poe",
        None,
        None,
    ),
    (
        ["controllers", "Sub Ltd", "--rule", "eu-amlr-52", "--set", "threshold=at-least-15"],
        "/v1/entities/ent:sub/controllers?rule=eu-amlr-52&set=threshold:at-least-15",
        None,
        None,
    ),
    (["controlled", "Ann Marsh", "--rule", "ofac-50"], "/v1/entities/ent:ann/controlled?rule=ofac-50", None, None),
    (["paths", "Ann Marsh", "Sub Ltd", "--by", "length"], "/v1/paths?from=Ann%20Marsh&to=Sub%20Ltd&by=length", None, None),
    (["cycles", "--column", "capital"], "/v1/cycles?column=capital", None, None),
    (["cycles", "ring1", "--side", "below"], "/v1/cycles?party=ring1&side=below", None, None),
    (["history", "Works Ltd", "--axis", "known-at"], "/v1/entities/ent:works/history?axis=known_at", None, None),
    (["rules"], "/v1/rules", None, None),
    (
        ["exposure", "--parties", "-", "--rule", "ofac-50", "--set", "aggregate=no"],
        "/v1/exposure",
        {"parties": ["Ann Marsh", "nobody"], "rule": "ofac-50", "set": {"aggregate": "no"}},
        b"Ann Marsh\n\nnobody\n",
    ),
    (["what-if", "-", "Sub Ltd"], "/v1/what-if", {"party": "Sub Ltd", "changes": CHANGED}, CHANGES),
]


@pytest.mark.thorough
@pytest.mark.parametrize(("arguments", "address", "body", "stdin"), PAIRS, ids=[" ".join(p[0]) for p in PAIRS])
def test_the_command_prints_the_body_of_the_route_byte_for_byte(
    service: httpx.Client, folder: Path, arguments: list[str], address: str, body: dict[str, object] | None, stdin: bytes | None
) -> None:
    dated = [] if arguments[0] == "rules" else ["--as-of", DAY]
    printed = command(folder, *arguments, *dated, "--json", stdin=stdin)
    if body is None:
        glue = "&" if "?" in address else "?"
        sent = service.get(f"{address}{glue}as_of={DAY}" if dated else address)
    else:
        sent = service.post(address, json={**body, "as_of": DAY})
    assert sent.status_code == 200, sent.text
    assert sent.content == printed


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (json.dumps(["Works Ltd", "nobody", "ent:sub"]), "application/json"),
        (json.dumps({"parties": ["Works Ltd", "nobody", "ent:sub"]}), "application/json"),
        ('"Works Ltd"\n{"party": "nobody"}\n\n"ent:sub"\n', "application/x-ndjson"),
    ],
)
def test_a_batch_is_answered_line_by_line_in_its_order(service: httpx.Client, content: str, media: str) -> None:
    answer = lines(service.post("/v1/controllers", params={"as_of": DAY}, content=content, headers={"Content-Type": media}))
    assert [line.get("verdict") for line in answer] == ["not_shown", None, "certain"]
    assert answer[1]["party"] == "nobody"
    assert answer[1]["error"]["code"] == "NO_PARTY"  # type: ignore[index]


def test_a_batch_over_everything_says_the_same_as_the_command(service: httpx.Client, folder: Path) -> None:
    sent = service.post("/v1/controllers", params={"as_of": DAY}, json={"all": True})
    assert {line["name"] for line in lines(sent)} == {"Hold AG", "Works Ltd", "Sub Ltd", "ring1", "ring2"}
    assert sent.content == command(folder, "controllers", "--all", "--as-of", DAY, "--json")
    several = service.post("/v1/controllers", params={"as_of": DAY}, json=["Works Ltd", "nobody"])
    assert several.content == command(folder, "controllers", "--batch", "-", "--as-of", DAY, "--json", stdin=b"Works Ltd\nnobody\n")


@pytest.mark.parametrize(
    ("route", "content", "media", "status", "code"),
    [
        ("controllers", "[]", "application/json", 400, "BAD_BODY"),
        ("controllers", '{"all": true, "parties": ["x"]}', "application/json", 400, "BAD_BODY"),
        ("controllers", "{", "application/json", 400, "BAD_BODY"),
        ("controllers", '"a"\n{', "application/x-ndjson", 400, "BAD_BODY"),
        ("controllers", "[1]", "application/json", 422, "BAD_PARAMETER"),
        ("controllers", '["a", "b", "c", "d", "e"]', "application/json", 413, "BATCH_TOO_LARGE"),
        ("controllers", "<a/>", "application/xml", 415, "BAD_MEDIA"),
        ("exposure", '{"parties": []}', "application/json", 422, "BAD_PARAMETER"),
        ("exposure", '{"parties": ["Ann Marsh"], "rule": "biggest"}', "application/json", 400, "UNKNOWN_RULE"),
        ("exposure", '{"parties": ["Ann Marsh"], "set": {"size": "1"}}', "application/json", 400, "UNKNOWN_PARAMETER"),
        ("exposure", '{"parties": ["Ann Marsh"], "colour": "red"}', "application/json", 422, "BAD_PARAMETER"),
        ("exposure", '{"parties": ["Ann Marsh"], "as_of": "2021-13"}', "application/json", 400, "BAD_DATE"),
        ("what-if", '{"party": "Sub Ltd", "changes": []}', "application/json", 422, "BAD_PARAMETER"),
        (
            "what-if",
            '{"party": "Sub Ltd", "changes": [{"holder": "nobody", "subject": "Sub Ltd", "share": 1}]}',
            "application/json",
            400,
            "BAD_CHANGE",
        ),
        (
            "what-if",
            '{"party": "nobody", "changes": [{"holder": "Ann Marsh", "subject": "Sub Ltd", "share": 1}]}',
            "application/json",
            404,
            "NO_PARTY",
        ),
    ],
)
def test_a_body_that_cannot_be_taken_is_a_problem_document(
    service: httpx.Client, route: str, content: str, media: str, status: int, code: str
) -> None:
    response = service.post(f"/v1/{route}", content=content, headers={"Content-Type": media})
    assert (response.status_code, response.json()["code"]) == (status, code), response.text
    assert response.headers["content-type"].startswith("application/problem+json")


def test_a_body_without_a_length_is_refused_at_the_limit(service: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 1000

    response = service.post("/v1/exposure", content=endless(), headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/v1/cycles?column=money", 422, "BAD_PARAMETER"),
        ("/v1/cycles?party=nobody", 404, "NO_PARTY"),
        ("/v1/paths?from=Ann%20Marsh&to=Sub%20Ltd&by=luck", 422, "BAD_PARAMETER"),
        ("/v1/entities/ent:works/history?axis=sideways", 422, "BAD_PARAMETER"),
        ("/v1/controllers?party=Sub%20Ltd&together=Ann%20Marsh", 400, "BAD_GROUP"),
        ("/v1/controllers?party=Sub%20Ltd&set=threshold", 400, "BAD_PARAMETER"),
    ],
)
def test_a_parameter_that_cannot_be_taken_is_a_problem_document(service: httpx.Client, address: str, status: int, code: str) -> None:
    response = service.get(address)
    assert (response.status_code, response.json()["code"]) == (status, code), response.text


def test_the_routes_are_described(service: httpx.Client) -> None:
    described = service.get("/openapi.json").json()["paths"]
    for route in ("/v1/controllers", "/v1/exposure", "/v1/what-if"):
        assert "application/json" in described[route]["post"]["requestBody"]["content"], route
    assert "set" in [p["name"] for p in described["/v1/controllers"]["get"]["parameters"]]
