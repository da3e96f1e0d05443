"""Reconciliation over HTTP: the answers are of the shape of version 0.2, what is malformed is refused, and a client's flow runs through."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import jsonschema
import pytest
import referencing
from jsonschema import Draft7Validator
from referencing.jsonschema import DRAFT7

from graph.generation.build import IndexLimits
from graph.generation.data_folder import DataFolder
from ontology.statements import Kind
from ontology.terms import Base
from tests.api.in_process import serving_here
from tests.graph.queries.reconcile_sheet import LEI, NUMBER, invented
from tests.scenarios import publish

ID = f"{Base().iri}ent/"
COLUMNS = ("name", "lei", "kind", "share", "votes", "rule", "as-of", "status", "verdict", "founded", "certainty")
ELEVEN = [{"id": name, "settings": {"as_of": str(2000 + place)}} for place, name in enumerate(COLUMNS)]
"""Columns that are asked for on a day each."""
HOSTILE = "<script>alert(1)</script> & Söhne"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, sheet = tmp_path_factory.mktemp("reconcile") / "data", invented()
    sheet.party("hostile", Kind.COMPANY, HOSTILE)
    sheet.party("long", Kind.COMPANY, "Gesellschaft " * 40)
    publish(path, sheet)
    return path


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder, max_body=2**17) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def manifest(service: httpx.Client) -> dict[str, Any]:
    return get(service, "/reconcile")


def get(service: httpx.Client, path: str, **parameters: object) -> Any:
    response = service.get(path, params=parameters, headers={"Origin": "http://127.0.0.1:3333"})
    assert response.status_code == 200, response.text
    assert response.headers["access-control-allow-origin"] == "*"
    return response.json()


def post(service: httpx.Client, path: str = "/reconcile", **fields: object) -> Any:
    response = service.post(path, data={name: json.dumps(value) for name, value in fields.items()})
    assert response.status_code == 200, response.text
    assert response.headers["access-control-allow-origin"] == "*"
    return response.json()


def refuse(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of what is refused, which pages of other origins may read too."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["access-control-allow-origin"] == "*"
    problem: dict[str, Any] = response.json()
    assert problem["code"] == code
    assert problem["detail"]
    assert problem["hint"]
    return problem


def test_the_manifest_says_what_there_is_and_where(service: httpx.Client, manifest: dict[str, Any]) -> None:
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == Base().iri
    assert "authentication" not in manifest
    for each in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert service.get(each["service_url"] + each["service_path"], params={"prefix": "a"}).status_code in (200, 422)
    assert service.get(manifest["logo"]).status_code == service.get(manifest["documentation"]).status_code == 200
    rules = {rule["id"] for rule in get_rules(service)}
    setting = {each["name"]: each for each in manifest["extend"]["property_settings"]}
    assert {choice["value"] for choice in setting["rule"]["choices"]} == rules
    assert set(setting) == {"rule", "as_of", "include"}


def get_rules(service: httpx.Client) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = service.get("/v1/rules").json()["rules"]
    return rules


def test_the_manifest_names_the_address_that_readers_use(folder: Path) -> None:
    with serving_here(folder, public_url="https://example.org/own/") as url:
        assert httpx.get(f"{url}/reconcile").json()["view"] == {"url": "https://example.org/own/entity/{{id}}"}


def test_a_batch_is_answered_alike_in_an_address_and_in_a_form(service: httpx.Client) -> None:
    queries = {"first": {"query": "Nova Ltd", "limit": 1}, "second": {"query": LEI}}
    answer = post(service, queries=queries)
    assert answer == get(service, "/reconcile", queries=json.dumps(queries))
    assert [len(answer["first"]["result"]), answer["second"]["result"][0]["id"]] == [1, f"{ID}lei"]
    assert answer["second"]["result"][0]["match"] is True


def test_one_query_is_answered_as_older_clients_send_it(service: httpx.Client) -> None:
    for text in ("Mill Wheel Ltd", json.dumps({"query": "Mill Wheel Ltd", "type": ["company"]})):
        answer = get(service, "/reconcile", query=text)
        assert (answer["result"][0]["id"], answer["result"][0]["match"]) == (f"{ID}mill", True)


def test_values_may_be_parties_numbers_and_several(service: httpx.Client) -> None:
    said = [{"pid": "country", "v": [{"id": "FR", "name": "France"}, "GB"]}, {"pid": "founded", "v": 1998}]
    answer = post(service, queries={"q": {"query": "Mill Wheel", "properties": said}})["q"]
    features = {each["id"]: each["value"] for each in answer["result"][0]["features"]}
    assert (features["jurisdiction_match"], features["founded_match"], answer["result"][0]["match"]) == (True, True, True)


def test_the_match_service_of_the_draft_answers_in_the_order_of_the_queries(service: httpx.Client) -> None:
    name = {"matchType": "name", "propertyValue": "Nova Ltd"}
    french = {"matchType": "property", "propertyId": "jurisdiction", "propertyValue": "FR", "required": True}
    known = {"matchType": "id", "propertyValue": "ent:ann"}
    queries = [{"conditions": [known]}, {"conditions": [name, french], "type": "company"}]
    response = service.post("/reconcile/match", json={"queries": queries})
    assert response.status_code == 200, response.text
    results = response.json()["results"]
    assert [[each["id"] for each in result["candidates"]] for result in results] == [[f"{ID}ann"], [f"{ID}twin-fr"]]
    assert all(feature["name"] for result in results for each in result["candidates"] for feature in each["features"])


@pytest.mark.parametrize(
    "conditions",
    [
        [],
        [{"matchType": "name"}],
        [{"matchType": "like", "propertyValue": "a"}],
        [{"matchType": "property", "propertyValue": "a"}],
        [{"matchType": "name", "propertyId": "kind", "propertyValue": "a"}],
        [{"matchType": "property", "propertyId": "kind", "propertyValue": "company", "matchQualifier": "skos:closeMatch"}],
        [{"matchType": "name", "propertyValue": "a", "matchQuantifier": "none"}],
        [{"matchType": "name", "propertyValue": ["a", "b", "c", "d", "e", "f"]}],
    ],
)
def test_the_match_service_refuses_what_it_would_not_do(service: httpx.Client, conditions: list[object]) -> None:
    refuse(service.post("/reconcile/match", json={"queries": [{"conditions": conditions}]}), 422, "BAD_PARAMETER")


@pytest.mark.parametrize(
    "fields, status, code",
    [
        ({"queries": "{"}, 400, "BAD_BODY"),
        ({"queries": "[]"}, 422, "BAD_PARAMETER"),
        ({"queries": '{"q": "Mill"}'}, 422, "BAD_PARAMETER"),
        ({"queries": '{"q": {}}'}, 422, "BAD_PARAMETER"),
        ({"queries": '{"q": {"query": "  "}}'}, 422, "BAD_PARAMETER"),
        ({"queries": '{"q": {"query": "a", "limit": 0}}'}, 422, "BAD_PARAMETER"),
        ({"queries": '{"q": {"query": "a", "limit": 101}}'}, 422, "BAD_PARAMETER"),
        ({"queries": '{"q": {"query": "a", "limit": "5"}}'}, 422, "BAD_PARAMETER"),
        ({"queries": '{"q": {"query": "a", "colour": 1}}'}, 422, "BAD_PARAMETER"),
        ({"queries": '{"q": {"query": "a", "type_strict": "perhaps"}}'}, 422, "BAD_PARAMETER"),
        ({"queries": '{"q": {"query": "a", "properties": [{"pid": "kind"}]}}'}, 422, "BAD_PARAMETER"),
        ({"queries": json.dumps({"q": {"query": "a" * 1001}})}, 422, "BAD_PARAMETER"),
        ({"queries": json.dumps({f"q{n}": {"query": "a"} for n in range(51)})}, 413, "BATCH_TOO_LARGE"),
        ({"extend": json.dumps({"ids": [str(n) for n in range(101)], "properties": [{"id": "name"}]})}, 413, "BATCH_TOO_LARGE"),
        ({"queries": json.dumps({"q": {"query": "a", "properties": [{"pid": "lei", "v": ["a"] * 17}] * 3}})}, 422, "BAD_PARAMETER"),
        ({"extend": json.dumps({"ids": [], "properties": ELEVEN})}, 413, "BATCH_TOO_LARGE"),
        ({"extend": '{"ids": ["ent:ann"], "properties": []}'}, 422, "BAD_PARAMETER"),
        ({"extend": '{"ids": ["ent:ann"]}'}, 422, "BAD_PARAMETER"),
        ({"extend": '{"ids": ["ent:ann"], "properties": [{"id": "colour"}]}'}, 422, "UNKNOWN_PROPERTY"),
        ({"extend": '{"ids": ["ent:ann"], "properties": [{"id": "birth-date"}]}'}, 422, "UNKNOWN_PROPERTY"),
        ({"extend": '{"ids": ["ent:ann"], "properties": [{"id": "name"}, {"id": "name"}]}'}, 400, "BAD_BODY"),
        ({"extend": '{"ids": [], "properties": [{"id": "share", "settings": {"rule": "mine"}}]}'}, 400, "UNKNOWN_RULE"),
        ({"extend": '{"ids": [], "properties": [{"id": "share", "settings": {"as_of": "2018-13"}}]}'}, 400, "BAD_DATE"),
        ({"extend": '{"ids": [], "properties": [{"id": "share", "settings": {"day": "2018"}}]}'}, 422, "UNKNOWN_SETTING"),
        ({"queries": "{}", "extend": "{}"}, 400, "BAD_BODY"),
        ({"queries": "{}", "callback": "f"}, 422, "UNKNOWN_QUERY_PARAMETER"),
        ({}, 400, "BAD_BODY"),
    ],
)
def test_what_is_malformed_or_too_much_is_refused(service: httpx.Client, fields: dict[str, str], status: int, code: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    refuse(service.post("/reconcile", data=fields, headers=headers), status, code)
    if fields and "callback" not in fields:
        # In an address the same, as far as it is long enough for it.
        response = service.get("/reconcile", params=fields)
        assert response.status_code == status or len(response.request.url.raw_path) > 8_000


def test_a_refusal_says_which_query_is_wrong(service: httpx.Client) -> None:
    queries = {"good": {"query": "Mill"}, "bad one": {"query": "Mill", "limit": -1}}
    problem = refuse(service.post("/reconcile", data={"queries": json.dumps(queries)}), 422, "BAD_PARAMETER")
    assert [each["where"] for each in problem["errors"]] == ["bad one.limit"]


def test_bodies_of_another_type_and_ends_without_parameters_are_refused(service: httpx.Client) -> None:
    refuse(service.post("/reconcile", json={"queries": {}}), 415, "BAD_MEDIA")
    refuse(service.post("/reconcile", content=b"a=%ff", headers={"Content-Type": "application/x-www-form-urlencoded"}), 400, "BAD_BODY")
    refuse(service.post("/reconcile", data={"queries": " " * 2**17}), 413, "BODY_TOO_LARGE")
    refuse(service.get("/reconcile", params={"queries": " " * 2**14}), 414, "URL_TOO_LONG")
    refuse(service.get("/reconcile/nowhere"), 404, "NO_ROUTE")
    refuse(service.post("/reconcile/match", data={"queries": "{}"}), 415, "BAD_MEDIA")
    refuse(service.get("/reconcile/suggest/entity"), 422, "BAD_PARAMETER")
    refuse(service.get("/reconcile/suggest/entity", params={"prefix": " "}), 400, "BAD_PARAMETER")
    refuse(service.get("/reconcile/suggest/entity", params={"prefix": "a", "type": "planet"}), 400, "BAD_KIND")
    refuse(service.get("/reconcile/suggest/entity", params={"prefix": "a", "colour": "red"}), 422, "UNKNOWN_QUERY_PARAMETER")
    refuse(service.get("/reconcile/properties", params={"type": "planet"}), 400, "BAD_KIND")


def test_without_data_or_names_an_error_is_sent_and_no_empty_result(tmp_path: Path) -> None:
    with serving_here(tmp_path / "none") as url:
        assert httpx.get(f"{url}/reconcile").status_code == 503
        assert httpx.post(f"{url}/reconcile", data={"queries": '{"q": {"query": "Mill"}}'}).json()["code"] == "NO_DATA"
    with DataFolder(tmp_path / "unindexed").writer(limits=IndexLimits(triples=0, names=0)) as writer:
        writer.publish([invented().release()], created="2021-01-01T00:00:00+00:00")
    with serving_here(tmp_path / "unindexed") as url:
        response = httpx.post(f"{url}/reconcile", data={"queries": '{"q": {"query": "Mill"}}'})
        assert (response.status_code, response.json()["code"]) == (503, "NO_NAMES")


@pytest.mark.parametrize(
    "path", ["/reconcile", "/reconcile/match", "/reconcile/suggest/entity", "/reconcile/properties", "/reconcile/preview"]
)
def test_a_browser_is_told_before_it_asks_from_another_origin(service: httpx.Client, path: str) -> None:
    response = service.options(path, headers={"Origin": "http://127.0.0.1:3333", "Access-Control-Request-Method": "POST"})
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (204, "*")
    assert "POST" in response.headers["access-control-allow-methods"]
    refuse(service.put(path), 405, "METHOD_NOT_ALLOWED")


def test_head_is_answered_without_a_body(service: httpx.Client) -> None:
    response = service.head("/reconcile")
    assert (response.status_code, response.content) == (200, b"")


def test_a_service_with_keys_tells_that_it_has_them_and_answers_who_has_one(folder: Path) -> None:
    keys = f"reader:{hashlib.sha256(b'secret').hexdigest()}"
    with serving_here(folder, api_keys=keys, api_rate=1000) as url:
        assert httpx.get(f"{url}/reconcile").json()["authentication"]["type"] == "basic"
        for more in ({"params": {"query": "Mill"}}, {"params": {"queries": "{}"}}):
            refuse(httpx.get(f"{url}/reconcile", **more), 401, "NO_KEY")  # type: ignore[arg-type]
            assert httpx.get(f"{url}/reconcile", auth=("any", "secret"), **more).status_code == 200  # type: ignore[arg-type]
        assert httpx.options(f"{url}/reconcile").status_code == 204


def test_types_and_properties_are_suggested_and_proposed(service: httpx.Client) -> None:
    assert [each["id"] for each in get(service, "/reconcile/suggest/type", prefix="comp")["result"]] == ["company"]
    shares = [each["id"] for each in get(service, "/reconcile/suggest/property", prefix="share")["result"]]
    assert shares == ["share", "share-min", "share-max"]
    some = get(service, "/reconcile/suggest/property", prefix="", limit=3)
    rest = get(service, "/reconcile/suggest/property", prefix="", cursor=some["cursor"])
    proposed = [each["id"] for each in get(service, "/reconcile/properties", type="company")["properties"]]
    assert {"ultimate-controller", "certainty", "share", "jurisdiction", "as-of", "status", "lei", "chain-length"} <= set(proposed)
    assert {each["id"] for each in some["result"] + rest["result"]} == {*proposed, "birth-date"}
    assert [each["id"] for each in get(service, "/reconcile/properties", type="", limit=2)["properties"]] == proposed[:2]
    person = get(service, "/reconcile/properties", type="person")
    assert (person["type"], "ultimate-controller" in [each["id"] for each in person["properties"]]) == ("person", False)


def test_a_preview_is_a_page_of_any_frame_without_script_and_escaped(service: httpx.Client) -> None:
    response = service.get("/reconcile/preview", params={"id": f"{ID}hostile"})
    assert response.status_code == 200
    assert "<script" not in response.text
    assert "&lt;script&gt;" in response.text
    policy = response.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    mill = service.get("/reconcile/preview", params={"id": f"{ID}mill", "as_of": "2021-01-01"}).text
    assert "Ann Elphberg ultimately controls Mill Wheel Ltd" in mill
    assert "As of 2021-01-01" in mill
    ended = service.get("/reconcile/preview", params={"id": "ent:old"}).text
    assert "ended 2019-05" in ended
    nobody = service.get("/reconcile/preview", params={"id": "ent:nobody"})
    assert (nobody.status_code, "No party here has the id ent:nobody" in nobody.text) == (404, True)


def test_openrefine_runs_through(service: httpx.Client) -> None:
    """The requests that OpenRefine sends from registering the service to adding columns, in their order."""
    manifest = get(service, "/reconcile")
    # It guesses types from the first values of the column.
    names = ["Mill Wheel Ltd", "Zenda Trading GmbH", "Nova Ltd", "Nobody Knows Whom SE"]
    guesses = post(service, queries={f"q{n}": {"query": name, "limit": 3} for n, name in enumerate(names)})
    assert {each["id"] for result in guesses.values() for candidate in result["result"] for each in candidate["type"]} >= {"company"}
    # The user chooses a type, and a column with its property.
    extra = {"spell": "always", "exact": "false", "prefixed": "true"}
    kind = get_at(service, manifest["suggest"]["type"], prefix="Compa", type="/type/type", **extra)["result"][0]
    country = get_at(service, manifest["suggest"]["property"], prefix="juris", schema=kind["id"], **extra)["result"][0]
    queries = {
        f"q{n}": {
            "query": name,
            "type": kind["id"],
            "type_strict": "should",
            "properties": [{"pid": country["id"], "v": place}],
            "limit": 5,
        }
        for n, (name, place) in enumerate(zip(names, ("GB", "DE", "FR", "AT"), strict=True))
    }
    answer = post(service, queries=queries)
    assert list(answer) == ["q0", "q1", "q2", "q3"]
    ids = [next((each["id"] for each in result["result"] if each["match"]), None) for result in answer.values()]
    assert ids == [f"{ID}mill", f"{ID}lei", f"{ID}twin-fr", None]
    # It shows a preview of a candidate, and its page; the user searches for another one.
    for template in (manifest["preview"]["url"], manifest["view"]["url"]):
        assert service.get(template.replace("{{id}}", quote(ids[0] or "", safe="")), follow_redirects=True).status_code == 200
    assert get_at(service, manifest["suggest"]["entity"], prefix="nov", type="company", type_strict="any", **extra)["result"]
    # It adds columns.
    proposed = get_at(service, manifest["extend"]["propose_properties"], type=kind["id"])["properties"]
    settings = {each["name"]: each["default"] for each in manifest["extend"]["property_settings"]}
    asked = [{"id": each["id"], "settings": {**settings, "as_of": "2021-01-01"}} for each in proposed]
    table = post(service, extend={"ids": [each for each in ids if each], "properties": asked})
    assert [each["id"] for each in table["meta"]] == [each["id"] for each in proposed]
    assert {row for row, cells in table["rows"].items() if cells["ultimate-controller"]} == {f"{ID}mill", f"{ID}lei"}
    assert table["rows"][f"{ID}mill"]["ultimate-controller"][0]["name"] == "Ann Elphberg"
    assert table["rows"][f"{ID}mill"]["registration-number"] == [{"str": NUMBER}]


def get_at(service: httpx.Client, place: dict[str, str], **parameters: str) -> Any:
    return get(service, urlsplit(place["service_url"] + place["service_path"]).path, **parameters)


# The schemas and examples of the specification.


class Gate:
    """The schemas of version 0.2, by name, and its examples."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "schemas").glob("*.json")}
        resources = [(schema["$id"], DRAFT7.create_resource(schema)) for schema in schemas.values()]
        self._registry: Any = referencing.Registry().with_resources(resources)
        self._schemas = schemas

    def check(self, schema: str, value: object) -> None:
        """Raises ValidationError."""
        Draft7Validator(self._schemas[schema], registry=self._registry).validate(value)

    def examples(self, validity: str) -> Iterator[tuple[str, Any]]:
        for path in sorted((self.folder / "examples").glob(f"*/{validity}/*.json")):
            if path.parent.parent.name in self._schemas:
                yield path.parent.parent.name, json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gate(shared_data: Path) -> Gate:
    return Gate(shared_data / "reconciliation" / "0.2")


def test_the_schemas_tell_valid_examples_from_invalid_ones(gate: Gate) -> None:
    valid, invalid = [*gate.examples("valid")], [*gate.examples("invalid")]
    assert (len(valid) > 20, len(invalid) > 12) == (True, True)
    for name, value in valid:
        gate.check(name, value)
    for name, value in invalid:
        with pytest.raises(jsonschema.ValidationError):
            gate.check(name, value)


def test_every_answer_fits_the_schemas(service: httpx.Client, gate: Gate, manifest: dict[str, Any]) -> None:
    gate.check("manifest", manifest)
    queries = {
        "name": {"query": "Nova Ltd"},
        "number": {"query": NUMBER},
        "none": {"query": "Qqq"},
        "odd": {"query": "Mill", "type": "planet", "properties": [{"pid": "colour", "v": True}]},
    }
    gate.check("reconciliation-result-batch", post(service, queries=queries))
    for prefix in ("n", "ent:ann", "zzz"):
        gate.check("suggest-entities-response", get(service, "/reconcile/suggest/entity", prefix=prefix))
    for prefix in ("", "c"):
        gate.check("suggest-types-response", get(service, "/reconcile/suggest/type", prefix=prefix))
        gate.check("suggest-properties-response", get(service, "/reconcile/suggest/property", prefix=prefix))
    for parameters in ({}, {"type": "person"}, {"type": "company", "limit": 2}):
        gate.check("data-extension-property-proposal", get(service, "/reconcile/properties", **parameters))
    properties = [{"id": each["id"]} for each in get(service, "/reconcile/properties")["properties"]]
    table = {"ids": [f"{ID}{key}" for key in ("mill", "lei", "twin-gb", "old", "ann", "nobody")], "properties": properties}
    gate.check("data-extension-query", table)
    gate.check("data-extension-response", post(service, extend=table))


def test_every_valid_query_of_the_examples_is_answered(service: httpx.Client, gate: Gate) -> None:
    asked = [value for name, value in gate.examples("valid") if name == "reconciliation-query-batch"]
    assert len(asked) > 3
    for queries in asked:
        answer = post(service, queries=queries)
        gate.check("reconciliation-result-batch", answer)
        assert answer.keys() == queries.keys()
        # Types and properties of another service are none of this one's, and that is said.
        assert all(("errors" in answer[name]) == ("properties" in query) for name, query in queries.items())


def test_every_invalid_query_of_the_examples_is_refused_by_name(service: httpx.Client, gate: Gate) -> None:
    asked = [value for name, value in gate.examples("invalid") if name == "reconciliation-query-batch"]
    assert len(asked) == 3
    for queries in asked:
        problem = refuse(service.post("/reconcile", data={"queries": json.dumps(queries)}), 422, "BAD_PARAMETER")
        assert {each["where"].partition(".")[0] for each in problem["errors"]} == queries.keys()
