"""The W3C SPARQL 1.1 protocol tests over HTTP: every query case as its manifest says, every update refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection

from tests.api.sparql.serving import Service, build, serving

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/"

QUERIES = (
    "query_post_form",
    "query_dataset_default_graphs_get",
    "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post",
    "query_dataset_named_graphs_get",
    "query_dataset_full",
    "query_multiple_dataset",
    "query_get",
    "query_content_type_select",
    "query_content_type_ask",
    "query_content_type_describe",
    "query_content_type_construct",
    "query_post_direct",
    "bad_query_method",
    "bad_multiple_queries",
    "bad_query_wrong_media_type",
    "bad_query_missing_form_type",
    "bad_query_missing_direct_type",
    "bad_query_non_utf8",
    "bad_query_syntax",
)
UPDATES = (
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
)
BAD_UPDATES = (
    "bad_update_get",
    "bad_multiple_updates",
    "bad_update_wrong_media_type",
    "bad_update_missing_form_type",
    "bad_update_non_utf8",
    "bad_update_syntax",
    "bad_update_dataset_conflict",
)
KINDS = {"boolean": ("application/sparql-results+json",), "tabular": ("application/sparql-results+json",), "RDF": ("text/turtle",)}


@pytest.fixture(scope="module")
def manifest(shared_data: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(shared_data / "sparql-protocol" / "protocol" / "manifest.ttl")
    return graph


@pytest.fixture(scope="module")
def w3c(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    quads = [
        ox.Quad(one.subject, one.predicate, one.object, ox.NamedNode(f"{DATA}data{number}.rdf"))
        for number in (1, 2, 3)
        for one in ox.parse(path=str(shared_data / "sparql-protocol" / "protocol" / f"data{number}.nt"), format=ox.RdfFormat.N_TRIPLES)
    ]
    with serving(build(tmp_path_factory.mktemp("w3c") / "store", quads)) as running:
        yield running


def requests_of(manifest: rdflib.Graph, name: str) -> list[rdflib.term.Node]:
    test = next(one for one in manifest.subjects(rdflib.RDF.type, MF.ProtocolTest) if str(one).endswith(f"manifest#{name}"))
    action = manifest.value(test, MF.action)
    return list(Collection(manifest, manifest.value(action, HT.requests)))


def send(manifest: rdflib.Graph, request: rdflib.term.Node, client: httpx.Client) -> httpx.Response:
    """Sends one request of the manifest as it stands there, to our address."""
    path = str(manifest.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    headers = {
        str(manifest.value(one, HT.fieldName)): str(manifest.value(one, HT.fieldValue))
        for one in Collection(manifest, manifest.value(request, HT.headers) or rdflib.RDF.nil)
    }
    content = None
    body = manifest.value(request, HT.body)
    if body is not None:
        content = str(manifest.value(body, CNT.chars)).encode(str(manifest.value(body, CNT.characterEncoding)))
    return client.request(str(manifest.value(request, HT.methodName)), path, headers=headers, content=content)


def as_expected(manifest: rdflib.Graph, request: rdflib.term.Node, response: httpx.Response) -> None:
    expected = manifest.value(request, HT.resp)
    classes = {str(one).rpartition("StatusCode")[2][0] for one in manifest.objects(expected, MF.expectedStatus)}
    assert str(response.status_code)[0] in classes
    wanted = manifest.value(expected, MF.expectedFormat)
    if wanted is not None:
        assert response.headers["content-type"].split(";")[0] in KINDS[str(wanted)]
    answer = manifest.value(expected, MF.expectedBoolean)
    if answer is not None:
        assert response.json()["boolean"] is answer.toPython()


def test_the_cases_named_here_are_those_of_the_manifest(manifest: rdflib.Graph) -> None:
    entries = manifest.value(predicate=rdflib.RDF.type, object=MF.Manifest)
    names = {str(one).rpartition("#")[2] for one in Collection(manifest, manifest.value(entries, MF.entries))}
    assert names == {*QUERIES, *UPDATES, *BAD_UPDATES}
    assert len(names) == 34


@pytest.mark.parametrize("name", QUERIES)
def test_query_case_is_answered_as_the_manifest_expects(name: str, manifest: rdflib.Graph, w3c: Service) -> None:
    for request in requests_of(manifest, name):
        as_expected(manifest, request, send(manifest, request, w3c.client))


@pytest.mark.parametrize("name", UPDATES)
def test_update_case_is_refused_and_writes_nothing(name: str, manifest: rdflib.Graph, w3c: Service) -> None:
    update, *after = requests_of(manifest, name)
    refused = send(manifest, update, w3c.client)
    assert refused.status_code == 403
    assert refused.json()["code"] == "UPDATE_REFUSED"
    for request in after:
        response = send(manifest, request, w3c.client)
        assert json.loads(response.content)["boolean"] is False


@pytest.mark.parametrize("name", BAD_UPDATES)
def test_bad_update_case_is_refused(name: str, manifest: rdflib.Graph, w3c: Service) -> None:
    for request in requests_of(manifest, name):
        response = send(manifest, request, w3c.client)
        as_expected(manifest, request, response)
        assert response.status_code == (415 if name in ("bad_update_wrong_media_type", "bad_update_missing_form_type") else 403)
