"""The description of the API is true: every answer has a status and a shape that it names, whatever is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import msgspec
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

import api
from api import openapi
from api.app import create_app
from api.settings import Settings
from graph.answers.common import Range, Size
from ontology.statements import Interest, Kind, Status
from tests.api.in_process import serving_here
from tests.scenarios import Sheet, publish


def register(owner: str = "ann") -> Sheet:
    sheet = Sheet("register", stated="2020-01-01")
    sheet.party("ann", Kind.PERSON, "Ann <b>&\"' Elphberg")
    sheet.party("bea", Kind.PERSON, "Bea Rassendyll")
    sheet.party("ruritania", Kind.STATE, "Ruritania")
    for company in ("mill", "far", "ring", "rang"):
        sheet.party(company, label=f"{company.title()} Ltd")
    sheet.party("mill2", label="Mill Ltd")
    sheet.holds(owner, "mill", "70")
    sheet.holds("mill", "far", "(25..50]")
    sheet.holds("bea", "far", "60", status=Status.AGREED)
    sheet.holds("ring", "rang", "60")
    sheet.holds("rang", "ring", "60")
    sheet.holds("ruritania", "ring", None, Interest.VETO)
    sheet.same("mill", "https://w3id.org/ownership-graph/id/ent/mill-old")
    return sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("openapi") / "data"
    publish(path, register("bea"))
    publish(path, register(), with_triples=True)
    return path


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def description(folder: Path) -> dict[str, Any]:
    return create_app(Settings(data=folder)).openapi()


def test_every_answer_of_the_api_has_a_shape(description: dict[str, Any]) -> None:
    without = [
        f"{method} {path}"
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
        if path.startswith("/v1/")
        for media, content in operation["responses"]["200"]["content"].items()
        if media == "application/json" and "$ref" not in content["schema"]
    ]
    # What the picture shows has the shape of the picture's own description, docs/reference/http.md; a dump that of its format.
    assert without == ["get /v1/entities/{party}/chart.json", "get /v1/export/{name}"]


def test_operations_have_names_of_their_own_that_a_person_would_give(description: dict[str, Any]) -> None:
    names = [operation["operationId"] for operations in description["paths"].values() for operation in operations.values()]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


def test_references_lead_to_shapes_and_every_shape_is_led_to(description: dict[str, Any]) -> None:
    text = json.dumps(description)
    shapes = description["components"]["schemas"]
    for name in shapes:
        assert f'"#/components/schemas/{name}"' in text, name
    for part in text.split('"#/components/schemas/')[1:]:
        assert part.partition('"')[0] in shapes


def list_examples(description: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Operation, status, media type, and what is described there."""
    for operations in description["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                for media, content in response.get("content", {}).items():
                    yield operation["operationId"], status, media, content


def test_every_status_of_every_operation_has_an_example_that_fits_its_shape(description: dict[str, Any]) -> None:
    shown: dict[tuple[str, str], int] = {}
    for operation, status, media, content in list_examples(description):
        names = content.get("examples", {})
        shown[operation, status] = shown.get((operation, status), 0) + len(names)
        for name in names:
            value = description["components"]["examples"][name]["value"]
            validate(value, content["schema"], description)
            if media == "application/problem+json":
                assert str(value["status"]) == status
                assert value["code"]
    # Figures of a moment, bytes of a picture, and triples.
    without = {key for key, count in shown.items() if not count}
    triples = {"dataset", "well_known_void", "vocabulary", "vocabulary_version", "shapes", "context"}
    assert without == {(name, "200") for name in ("metrics", "entity_picture", *triples)}
    assert len(shown) > 250


def test_every_example_is_shown(description: dict[str, Any]) -> None:
    shown = {name for *_, content in list_examples(description) for name in content.get("examples", {})}
    assert shown == set(description["components"]["examples"])
    written = msgspec.json.decode((Path(api.__file__).parent / "openapi_examples.json").read_bytes())["operations"]
    places = {(name, status, media) for name, statuses in written.items() for status, medias in statuses.items() for media in medias}
    assert places == {place[:3] for place in list_examples(description) if place[3].get("examples")}


def test_an_example_of_an_answer_that_is_no_longer_described_is_passed_over() -> None:
    app = FastAPI(generate_unique_id_function=openapi.name_operation)
    app.add_api_route("/sparql", lambda: None, name="sparql")
    app.add_api_route("/v1/sources/{source}", lambda: None, name="one_source")
    openapi.install(app)
    assert app.openapi()["paths"]["/v1/sources/{source}"]["get"]["responses"].keys() == {"200"}


@pytest.mark.thorough
def test_whatever_is_asked_has_a_described_answer_and_never_a_failure(service: httpx.Client, description: dict[str, Any]) -> None:
    checks = [status_code_conformance, content_type_conformance, response_schema_conformance]
    asked = 0
    for result in schemathesis.openapi.from_dict(description).get_all_operations():
        operation = result.ok()

        @settings(**RANDOM)
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            # A query in SPARQL may be given a millionth of a second, and then is told that this was too little: 504.
            more = [] if case.path == "/sparql" else [not_a_server_error]
            response = case.call_and_validate(base_url=str(service.base_url), checks=[*checks, *more])
            assert response.status_code != 500

        ask()
    assert asked > 300


RANDOM: dict[str, Any] = {
    "max_examples": 15,
    "deadline": None,
    "derandomize": True,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


QUESTIONS = [
    ("get", "/v1/search?q=mill", None),
    ("get", "/v1/controllers?party=Far%20Ltd", None),
    ("get", "/v1/controllers?party=Far%20Ltd&include=agreed&rule=ofac-50", None),
    ("get", "/v1/controllers?party=Mill%20Ltd", None),
    ("get", "/v1/controllers?party=Nobody", None),
    ("get", "/v1/entities/ent:far/controllers", None),
    ("get", "/v1/entities/ent:mill-old/controllers", None),
    ("get", "/v1/entities/ent:ring/controllers", None),
    ("get", "/v1/entities/ent:ann/controlled", None),
    ("get", "/v1/entities/ent:far/owners?comparison=true", None),
    ("get", "/v1/entities/ent:mill/holdings", None),
    ("get", "/v1/entities/ent:far/history", None),
    ("get", "/v1/entities/ent:far/history?axis=known_at", None),
    ("get", "/v1/entities/ent:far/chart.svg", None),
    ("get", "/v1/entities/ent:far/chart.png", None),
    ("get", "/v1/entities/ent:far/chart.json", None),
    ("get", "/v1/entities/ent:far", None),
    ("get", "/v1/paths?from=ent:ann&to=ent:far", None),
    ("get", "/v1/cycles", None),
    ("post", "/v1/exposure", {"parties": ["ent:ann", "Nobody"], "rule": "ofac-50"}),
    ("post", "/v1/what-if", {"party": "ent:far", "changes": [{"holder": "ent:bea", "subject": "ent:far", "share": "60"}]}),
    ("post", "/v1/controllers", ["ent:far"]),
    ("get", "/v1/changes?since=1", None),
    ("get", "/v1/rules", None),
    ("get", "/v1/sources", None),
    ("get", "/v1/stats", None),
    ("get", "/v1/entities/ent:far/statements", None),
    ("get", "/v1/export", None),
    ("get", "/v1/export/csv", None),
    ("get", "/v1/export/bods", None),
    ("get", "/healthz", None),
    ("get", "/readyz", None),
]


@pytest.mark.parametrize(("method", "target", "body"), QUESTIONS, ids=[f"{method} {target}" for method, target, _ in QUESTIONS])
def test_an_answer_that_says_much_has_its_shape(
    service: httpx.Client, description: dict[str, Any], method: str, target: str, body: object
) -> None:
    response = service.request(method, target, json=body)
    path = find_path(description, method, target.partition("?")[0])
    described = description["paths"][path][method]["responses"]
    assert str(response.status_code) in described, response.text
    media = response.headers.get("content-type", "").partition(";")[0]
    if response.status_code == 308:
        return
    schema = described[str(response.status_code)]["content"][media]["schema"]
    if media in ("application/json", "application/problem+json"):
        validate(response.json(), schema, description)


def find_path(description: dict[str, Any], method: str, path: str) -> str:
    """The template that a path fits: itself, or that with the most of it spelled out."""

    def fits(template: str) -> bool:
        parts, given = template.split("/"), path.split("/")
        return len(parts) == len(given) and all(part == one or part.startswith("{") for part, one in zip(parts, given, strict=True))

    fitting = [template for template, operations in description["paths"].items() if method in operations and fits(template)]
    return min(fitting, key=lambda template: template.count("{"))


def validate(value: object, schema: dict[str, Any], description: dict[str, Any]) -> None:
    jsonschema.validate(value, {**schema, "components": description["components"]})


def test_the_shapes_are_those_that_are_sent(description: dict[str, Any]) -> None:
    """What a shape requires is what a struct always has, and nothing that it may leave out."""
    shapes = description["components"]["schemas"]
    assert shapes["Range"]["required"] == ["min", "max"]
    assert set(msgspec.to_builtins(Range(min=1, max=2))) == {"min", "max"}
    assert shapes["Size"]["required"] == ["min", "max", "exact", "text", "fraction"]
    assert set(msgspec.to_builtins(Size())) == set(shapes["Size"]["required"])
