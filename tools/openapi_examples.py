"""Prints api/openapi_examples.json: an example for each status of each operation of /openapi.json, sent by the service itself.

It is asked about the article of examples/, and beside it about an invented table for what the article does not have: names of two
parties, and a chart that is too large.  Run as ``python -m tools.openapi_examples``.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from fastapi.testclient import TestClient
from starlette.requests import Request

from api.app import create_app
from api.http_protocol import make_refusal
from api.problems import make_unforeseen_response
from api.representations import BODS
from api.settings import load
from graph.exports import derived
from graph.generation.data_folder import DataFolder
from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.terms import VERSION, Base

_EXAMPLE: Final = Path(__file__).resolve().parent.parent / "examples" / "saryarka.map.yaml"
_COMPANY: Final = "ent:saryarka-avtoprom-llp-b6feedf75910"
_GROUP: Final = "ent:china-general-technology-group-holding-f31fd7df8884"
_TWIN: Final = "urn:example:one"
_OTHER_TWIN: Final = "urn:example:two"
_STATEMENT: Final = "stmt:1fa184e79ae6d942b0ba"
_KEY: Final = "example"
_DAY: Final = "as_of=2018-12-12"
_DONE: Final = f"{_DAY}&include=agreed"
_MOST_STATEMENTS: Final = 3
"""An example in BODS has at most so many: a relationship and its parties."""
_HEADERS: Final = {"X-Request-ID": "example"}
_CHANGE: Final = {"holder": "new:Ann", "subject": _COMPANY, "share": "60"}


class Question(NamedTuple):
    """A request, with a body in JSON or a form.  What of a JSON answer is shortened is told by the name of a list."""

    target: str
    body: Any = None
    shortened: str = ""
    form: dict[str, str] | None = None

    def send(self, client: TestClient, headers: dict[str, str]) -> Any:
        """Ask it, and return the response."""
        method = "GET" if self.body is None and self.form is None else "POST"
        return client.request(method, self.target, json=self.body, data=self.form, headers=headers)


_QUERY: Final = {"query": "Saryarka AvtoProm LLP", "type": "company", "properties": [{"pid": "jurisdiction", "v": "KZ"}]}
_PARTY: Final = f"/v1/entities/{_COMPANY}"
_NOBODY: Final = "/v1/entities/ent:nobody"
_QUESTIONS: Final = {
    "healthz": Question("/healthz"),
    "readyz": Question("/readyz"),
    "find_parties": Question("/v1/search?q=saryarka"),
    "who_controls": Question(f"/v1/controllers?party=Saryarka%20AvtoProm&{_DONE}"),
    "many_controllers": Question(f"/v1/controllers?{_DONE}", [_COMPANY, "Nobody Ltd"]),
    "entity_controllers": Question(f"{_PARTY}/controllers?{_DONE}"),
    "entity_controlled": Question(f"/v1/entities/{_GROUP}/controlled?{_DAY}"),
    "entity_owners": Question(f"{_PARTY}/owners?{_DONE}"),
    "entity_holdings": Question(f"/v1/entities/{_GROUP}/holdings?{_DAY}"),
    "entity_history": Question(f"{_PARTY}/history?{_DONE}"),
    "entity_statements": Question(f"{_PARTY}/statements?limit=2"),
    "entity_chart": Question(f"{_PARTY}/chart.svg?{_DONE}"),
    "entity_chart_data": Question(f"{_PARTY}/chart.json?{_DONE}"),
    "one_entity": Question(_PARTY),
    "one_statement": Question(f"/v1/statements/{_STATEMENT}"),
    "paths_between": Question(f"/v1/paths?from={_GROUP}&to={_COMPANY}&{_DONE}"),
    "all_cycles": Question(f"/v1/cycles?{_DAY}"),
    "exposed": Question("/v1/exposure", {"parties": [_GROUP], "rule": "ofac-50", "as_of": "2018-12-12"}),
    "supposed": Question("/v1/what-if", {"party": _COMPANY, "changes": [_CHANGE], "as_of": "2018-12-12"}),
    "all_candidates": Question("/v1/candidates"),
    "one_candidate": Question(f"/v1/candidates/pair?left={_TWIN}&right={_OTHER_TWIN}"),
    "changed_verdicts": Question(f"/v1/changes?since=1&{_DAY}", shortened="changes"),
    "all_rules": Question("/v1/rules", shortened="rules"),
    "all_sources": Question("/v1/sources"),
    "one_source": Question("/v1/sources/src:saryarka-2532aa7c"),
    "counts": Question("/v1/stats"),
    "all_exports": Question("/v1/export"),
    "one_export": Question("/v1/export/csv?source=saryarka-2532aa7c"),
    "dataset": Question("/dataset"),
    "well_known_void": Question("/.well-known/void"),
    "resource": Question(f"/id/{_COMPANY.replace(':', '/')}"),
    "vocabulary": Question("/ontology"),
    "vocabulary_version": Question(f"/ontology/{VERSION}"),
    "shapes": Question("/ontology/shapes"),
    "context": Question("/context/v1/ownership.jsonld"),
    "browser_file": Question("/neo4j/queries.cypher"),
    "reconciliation_service": Question("/reconcile"),
    "reconcile_table": Question("/reconcile", form={"queries": json.dumps({"q0": _QUERY})}),
    "match_table": Question(
        "/reconcile/match", {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "Saryarka AvtoProm"}]}]}
    ),
    "suggest_entity": Question("/reconcile/suggest/entity?prefix=sary"),
    "suggest_type": Question("/reconcile/suggest/type?prefix=comp"),
    "suggest_property": Question("/reconcile/suggest/property?prefix=share"),
    "proposed_properties": Question("/reconcile/properties?type=company&limit=2"),
}
"""Operation -> the question of its example with status 200."""

_NOT_FOUND: Final = {
    "who_controls": "/v1/controllers?party=Saryarka%20Avtoprum",
    "one_statement": "/v1/statements/stmt:nothing",
    "paths_between": f"/v1/paths?from=Nobody&to={_COMPANY}",
    "all_cycles": "/v1/cycles?party=Nobody",
    "all_candidates": "/v1/candidates?party=Nobody",
    "one_candidate": f"/v1/candidates/pair?left={_TWIN}&right={_GROUP}",
    "changed_verdicts": "/v1/changes?since=9",
    "one_export": "/v1/export/xlsx",
    "browser_file": "/neo4j/passwd",
    "one_source": "/v1/sources/src:nothing",
    "resource": "/id/ent/nobody",
    "vocabulary_version": "/ontology/9.9.9",
    "context": "/context/v1/nothing.jsonld",
}
_SELECT: Final = "SELECT ?name { ?party <https://w3id.org/ownership-graph/ns#shownName> ?name } ORDER BY ?name LIMIT 2"
_SPARQL: Final[dict[int, dict[str, str]]] = {
    200: {"query": _SELECT},
    400: {"query": "SELECT ?name {"},
    403: {"query": "CLEAR ALL"},
    413: {"query": f"ASK {{}} #{'x' * 300_000}"},
    504: {"query": "SELECT (COUNT(*) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "timeout": "0.01"},
}
"""Status -> the form that is sent to /sparql."""


def format_file() -> str:
    """Make the file: ``examples`` by name, and for each operation, status and media type the name of its example."""
    with tempfile.TemporaryDirectory() as folder:
        _publish(Path(folder) / "data")
        examples, operations = _Examples(), dict[str, dict[str, dict[str, str]]]()
        with _serve(Path(folder) / "data") as client:
            problems = {**_ask_for_refusals(client), **_ask_for_absence(Path(folder))}
            description = client.get("/openapi.json").json()
            for path, methods in description["paths"].items():
                for method, operation in methods.items():
                    name = operation["operationId"]
                    for status, response in operation["responses"].items():
                        for media in response.get("content", {}):
                            example = _make_example(client, name, method, path, int(status), media, problems)
                            if example is not None:
                                operations.setdefault(name, {}).setdefault(status, {})[media] = examples.add(name, status, media, example)
    return json.dumps({"examples": examples.values, "operations": operations}, ensure_ascii=False, indent=1) + "\n"


class _Examples:
    """Examples by name, each once."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def add(self, operation: str, status: str, media: str, value: Any) -> str:
        """Keep an example and return its name: that of the code of a problem, else of the operation."""
        known = next((name for name, other in self.values.items() if other == value), None)
        if known is not None:
            return known
        code = value.get("code") if isinstance(value, dict) and status != "200" else None
        form = f"-{BODS.suffix}" if media == BODS.media_type else ""
        if not media.endswith("json"):
            form = f"-{media.partition('/')[2].partition('+')[0]}"
        name = code if code and code not in self.values else f"{operation}-{status}{form}"
        self.values[name] = value
        return name


def _make_example(client: TestClient, name: str, method: str, path: str, status: int, media: str, problems: dict[int, Any]) -> Any:
    """Return what the service sends with a status and in a media type; None where that is no text, or no example."""
    question = _QUESTIONS.get(name)
    if name.startswith("sparql"):
        return _make_sparql_example(client, status, media, problems)
    if status == HTTPStatus.OK:
        return None if question is None else _ask(client, question, media)
    if status == HTTPStatus.NOT_FOUND and method == "get":
        target = _NOT_FOUND.get(name) or f"{_NOBODY}{path.partition('{party}')[2]}"
        return client.get(target, headers=_HEADERS).json()
    if status == HTTPStatus.NOT_ACCEPTABLE and question is not None:
        return question.send(client, {**_HEADERS, "Accept": "image/png"}).json()
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and "chart" in path:
        broad = client.get("/v1/search?q=Broad%20Ltd").json()["matches"][0]["id"]
        problem = client.get(f"/v1/entities/{quote(broad, safe='')}{path.partition('{party}')[2]}", headers=_HEADERS).json()
        assert problem["status"] == status, problem
        return problem
    return problems[status]


def _make_sparql_example(client: TestClient, status: int, media: str, problems: dict[int, Any]) -> Any:
    """The same for a query; of its answers that of the first format."""
    if status == HTTPStatus.OK and media != "application/sparql-results+json":
        return None
    if status in _SPARQL:
        response = client.post("/sparql", data=_SPARQL[status], headers=_HEADERS)
    elif status == HTTPStatus.NOT_ACCEPTABLE:
        response = client.post("/sparql", data=_SPARQL[200], headers={**_HEADERS, "Accept": "image/png"})
    elif status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
        response = client.post("/sparql", content=b"<x/>", headers={**_HEADERS, "Content-Type": "text/xml"})
    else:
        return problems[status]
    assert response.status_code == status, response.text
    return response.json()


def _ask(client: TestClient, question: Question, media: str) -> Any:
    """Ask a question in a media type, as far as an example of it is short: JSON, else the one format of the route, CSV and BODS."""
    response = question.send(client, {**_HEADERS, "Accept": f"{media}, */*;q=0.1"})
    assert response.status_code == HTTPStatus.OK, response.text
    if response.headers["content-type"].partition(";")[0] != media or media in ("image/png", "application/ld+json"):
        return None
    if media in ("text/turtle", "application/n-triples", "application/rdf+xml", "text/html"):
        return None
    if media == BODS.media_type:
        statements = response.json()
        return statements if len(statements) <= _MOST_STATEMENTS else None
    if media != "application/json":
        return None if question.shortened else response.text
    answer = response.json()
    if question.shortened:
        answer[question.shortened] = answer[question.shortened][:1]
    if "bytes" in answer:
        # How much the same content takes on disk differs between machines.
        answer["bytes"] = dict.fromkeys(answer["bytes"], 4096)
    return answer


def _ask_for_refusals(client: TestClient) -> dict[int, Any]:
    """Return by status what is refused alike everywhere."""
    address = {"method": "GET", "path": _PARTY, "query_string": b"", "headers": [], "server": ("localhost", 8000), "scheme": "http"}
    request = Request({"type": "http", **address, "state": {"request_id": "example"}})
    log = logging.getLogger("ownership.api")
    log.disabled = True  # What nobody foresaw is logged, and here it is foreseen.
    try:
        failed = make_unforeseen_response(RuntimeError("example"), request)
    finally:
        log.disabled = False
    late = make_refusal(HTTPStatus.REQUEST_TIMEOUT, "the body did not arrive in 60 s")
    answers = {
        300: client.get("/v1/controllers?party=Aurora%20Trading", headers=_HEADERS),
        400: client.get("/v1/controllers?party=Saryarka&as_of=2018-13", headers=_HEADERS),
        404: client.get(_NOT_FOUND["who_controls"], headers=_HEADERS),
        413: client.post("/v1/exposure", content=b" " * 70_000, headers=_HEADERS),
        414: client.get(f"/v1/search?q={'x' * 9_000}", headers=_HEADERS),
        415: client.post("/v1/exposure", content=b"<x/>", headers={**_HEADERS, "Content-Type": "text/xml"}),
        422: client.get("/v1/search?q=saryarka&limt=3", headers=_HEADERS),
        431: client.get("/v1/rules", headers={**_HEADERS, "X-Long": "x" * 40_000}),
    }
    # The key is good for one request a second: the next one is too much, and has at most a second to wait however slow this machine is.
    keys = {"api_keys": f"reader:{hashlib.sha256(_KEY.encode()).hexdigest()}", "api_rate": 1}
    with _serve(Path("none"), **keys) as keyed:
        answers[401] = keyed.get("/v1/rules", headers=_HEADERS)
        known = {**_HEADERS, "X-API-Key": _KEY}
        answers[429] = next(r for r in iter(lambda: keyed.get("/v1/rules", headers=known), None) if r.status_code == 429)
    for status, response in answers.items():
        assert response.status_code == status, response.text
    return {500: json.loads(bytes(failed.body)), 408: json.loads(late), **{status: r.json() for status, r in answers.items()}}


def _ask_for_absence(folder: Path) -> dict[int, Any]:
    """Return what a service says that has no data."""
    with _serve(folder / "none") as client:
        return {503: client.get("/readyz", headers=_HEADERS).json()}


@contextmanager
def _serve(data: Path, **flags: object) -> Iterator[TestClient]:
    settings, _ = load({"data": data, "max_body": 2**16, "request_log": False, "sparql_workers": 1, **flags}, environment={}, folder=data)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def _publish(folder: Path) -> None:
    """Publish the article, then a table beside it."""
    table = folder.with_name("invented.csv")
    holders = [f"Member {number},Broad Ltd,0.3,," for number in range(299)] + ["Wide Ltd,Broad Ltd,0.4,,"]
    wide = [f"Other {number},Wide Ltd,0.3,," for number in range(300)]
    twins = [f"Ann Example,Aurora Trading,60,{place}," for place in ("GB", "FR")]
    twins += ["Ann Example,Bright Wharf Ltd,60,GB,urn:example:one", "Ann Example,BRIGHT WHARF LIMITED,60,GB,urn:example:two"]
    table.write_text("\n".join(["holder,subject,share,subject_jurisdiction,subject_id", *holders, *wide, *twins]) + "\n", encoding="utf-8")
    data = DataFolder(folder)
    with data.writer(Base(), derive=derived.write_lines) as writer:
        for file, day in ((_EXAMPLE, "2026-01-01"), (table, "2026-01-02")):
            writer.publish(load_file(LoadContext(Base(), file)), created=f"{day}T00:00:00Z")
        writer.find_candidates()


if __name__ == "__main__":
    sys.stdout.write(format_file())
