"""Where candidates exist and nobody asks for them nothing changes: every route, every export, what Neo4j is given; but for their number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from graph.exports.dump import ANSWER_FORMATS, FORMATS, export, export_answers
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.neo4j.stream import GenerationGraph
from tests.api.in_process import serving_here
from tests.graph.queries.test_identity import place
from tests.scenarios import Sheet, ask, publish

_PARTIES: Final = ("ent:h1", "ent:h2", "ent:mole", "ent:rowan")
_BODIES: Final = {
    "/v1/controllers": ["ent:mole", "ent:h1"],
    "/v1/exposure": {"parties": ["ent:rowan"], "rule": "ofac-50"},
    "/v1/what-if": {"party": "ent:mole", "changes": [{"holder": "new:Ann", "subject": "ent:mole", "share": "10"}]},
    "/reconcile/match": {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "Halden Works"}]}]},
}
_QUERIES: Final = {
    "/v1/search": "q=halden",
    "/v1/controllers": "party=ent:mole",
    "/v1/paths": "from=ent:rowan&to=ent:mole",
    "/v1/changes": "since=1",
    "/sparql": "query=SELECT * { ?a ?b ?c } ORDER BY ?a ?b ?c",
    "/reconcile/suggest/entity": "prefix=hald",
    "/reconcile/suggest/type": "prefix=comp",
    "/reconcile/suggest/property": "prefix=share",
    "/reconcile/properties": "type=company",
}
_OF_THEIR_OWN: Final = ("/v1/candidates", "/metrics", "/readyz", "/healthz")
"""Routes that are about candidates, or about the process."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one, two = Sheet("one"), Sheet("two")
    place(one, "h1", "Halden Works Ltd")
    place(two, "h2", "HALDEN WORKS LIMITED")
    one.holds("h1", "mole", "80")
    two.holds("rowan", "h2", "75")
    two.holds("mole", "h2", "10")
    path = tmp_path_factory.mktemp("unasked") / "data"
    publish(path, one, two, with_triples=True)
    return path


def test_nothing_changes_where_candidates_exist(folder: Path, tmp_path: Path) -> None:
    before = {**read_routes(folder), **read_files(DataFolder(folder).open(), tmp_path / "before")}
    with DataFolder(folder).writer() as writer:
        generation = writer.find_candidates()
    assert len(generation.candidates or ()) == 1
    told: list[str] = []
    after = {**read_routes(folder, told), **read_files(generation, tmp_path / "after")}
    assert after.keys() == before.keys()
    changed = {name: (before[name], content) for name, content in after.items() if content != before[name]}
    assert not changed
    # They are told of where they would change something, and only there.
    questions = {name.rpartition("/")[2].partition("?")[0].partition(" ")[0] for name in told}
    assert questions >= {"controllers", "controlled", "owners", "holdings", "paths", "history", "cycles", "exposure", "what-if"}


def read_routes(folder: Path, told: list[str] | None = None) -> dict[str, bytes]:
    """Ask every address that the service describes; into ``told`` comes which of them say that candidates would change something."""
    contents: dict[str, bytes] = {}
    with serving_here(folder) as url, httpx.Client(base_url=url, timeout=60) as client:
        for target, body in list_targets(client.get("/openapi.json").json()):
            response = client.get(target) if body is None else client.post(target, json=body)
            assert response.status_code < 500, target
            contents[f"{target} {body or ''}"], count = strip(response)
            if count and told is not None:
                told.append(target)
    assert len(contents) > 60
    return contents


def list_targets(description: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for path, methods in description["paths"].items():
        if path.startswith(_OF_THEIR_OWN):
            continue
        for method in methods:
            if method == "post":
                if path in _BODIES:
                    yield path, _BODIES[path]
                continue
            for party in _PARTIES if "{party" in path else ("",):
                filled = (
                    path.replace("{party}", party).replace("{name}", "csv").replace("{version}", "1.0.0").replace("{source}", "src:one")
                )
                filled = re.sub(r"{[a-z_]+}", "ent/mole", filled)
                yield f"{filled}?{_QUERIES[path]}" if path in _QUERIES else filled, None
    for page in ("/", "/search?q=halden", "/status", "/dataset.html"):
        yield page, None


def strip(response: httpx.Response) -> tuple[bytes, bool]:
    """Return a body without what names a request or its time, and without the number of candidates; and whether that was in it."""
    text = re.sub(r'"request_id": "[^"]*"|127\.0\.0\.1:\d+', "", response.text)
    stripped, count = re.subn(r'\s*"candidates": ?\d+,?', "", text)
    if response.headers["content-type"].startswith("application/json") and response.request.url.path == "/v1/stats":
        # The size of the files of a generation names candidates apart.
        stripped = json.dumps(json.loads(stripped) | {"bytes": {}})
    if response.headers["content-type"].startswith("text/html"):
        stripped = re.sub(r"\d[\d.,]* (?:[KM]i?)?B\b|\d+ (?:seconds?|minutes?) ago|\d\d:\d\d(?::\d\d)?", "", stripped)
    # JSON in which the number stood last keeps the comma before it.
    return re.sub(r",(\s*})", r"\1", stripped).encode(), bool(count)


def read_files(generation: Generation, folder: Path) -> dict[str, bytes]:
    """Write every export, and list what a sync gives to Neo4j."""
    folder.mkdir()
    for name in FORMATS:
        export(generation, name, folder / name)
    for name in ANSWER_FORMATS:
        export_answers(generation, name, folder / f"answers-{name}", ask(generation).options)
    files = {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
    files["neo4j"] = repr(list(GenerationGraph(generation).items())).encode()
    return files
