"""What the data set is, for whoever lists or fetches data sets: DCAT and VoID, in three syntaxes at two addresses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from api.app import create_app
from api.routes.export import DUMPS
from api.settings import Settings
from graph.exports import derived
from graph.generation.data_folder import DataFolder
from graph.rdf import triple_store
from ontology.statement_stream import StatementStream
from tests.scenarios import CREATED, Sheet

PREFIXES = """PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX void: <http://rdfs.org/ns/void#>
PREFIX own: <https://w3id.org/ownership-graph/ns#> """
TITLE = 'Register of "Ruritania" <b>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    sheet, other = Sheet("one"), Sheet("two")
    sheet.holds("h", "x", "51")
    other.holds("g", "y", "60")
    source = msgspec.structs.replace(
        sheet.source, title=TITLE, licence="https://creativecommons.org/publicdomain/zero/1.0/", publisher="Registry", url="not an address"
    )
    second = msgspec.structs.replace(other.source, licence="free for research", date="2020-02")
    folder = DataFolder(tmp_path_factory.mktemp("dataset") / "data")
    with folder.writer(derive=derived.write_lines) as writer:
        streams = [StatementStream.from_statements(source, sheet.rows), StatementStream.from_statements(second, other.rows)]
        writer.publish(streams, created=CREATED)
    return folder


@pytest.fixture(scope="module")
def client(folder: DataFolder) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=folder.path, public_url="https://data.example.org/"))) as client:
        yield client


def read(client: TestClient, accept: str = "application/n-triples", path: str = "/dataset") -> Store:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200
    media = answer.headers["content-type"].partition(";")[0]
    syntaxes = {"text/turtle": RdfFormat.TURTLE, "application/ld+json": RdfFormat.JSON_LD, "application/n-triples": RdfFormat.N_TRIPLES}
    store = Store()
    store.extend(parse(answer.content, format=syntaxes[media]))
    return store


def select(store: Store, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(term.value for term in row) for row in store.query(PREFIXES + query))  # type: ignore[union-attr]


def test_each_syntax_and_address_says_the_same_and_has_no_blank_node(client: TestClient) -> None:
    whole = set(read(client))
    assert whole
    for accept, path in (("text/turtle", "/dataset"), ("application/ld+json", "/dataset"), ("*/*", "/.well-known/void")):
        assert set(read(client, accept, path)) == whole
    assert all(isinstance(term, NamedNode) for quad in whole for term in (quad.subject, quad.predicate))
    assert client.get("/dataset", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/dataset?when=now").status_code == 422


def test_it_tells_the_version_of_the_content_and_the_endpoint(client: TestClient, folder: DataFolder) -> None:
    query = """SELECT ?version ?endpoint { ?whole a dcat:Dataset, void:Dataset ; dcat:version ?version ; void:sparqlEndpoint ?endpoint .
        ?endpoint dcat:servesDataset ?whole }"""
    assert select(read(client), query) == [(folder.open().content_version, "https://data.example.org/sparql")]


def test_each_dump_is_a_distribution_that_can_be_had_and_the_triples_are_data_dumps(client: TestClient) -> None:
    store = read(client)
    addresses = [address for (address,) in select(store, "SELECT ?address { ?whole dcat:distribution/dcat:downloadURL ?address }")]
    assert addresses == sorted(f"https://data.example.org/v1/export/{name}" for name in DUMPS)
    for address in addresses:
        assert client.head(address.removeprefix("https://data.example.org")).status_code == 200
    dumps = [
        address for (address,) in select(store, "SELECT ?address { ?whole a dcat:Dataset ; void:uriSpace ?any ; void:dataDump ?address }")
    ]
    assert dumps == sorted(a for a in addresses if "/nquads" in a or "/trig" in a or "/turtle" in a or "/jsonld" in a)
    packed = "SELECT ?media ?gzip { ?d dcterms:title 'csv.gz' ; dcat:mediaType ?media ; dcat:compressFormat ?gzip }"
    types = "https://www.iana.org/assignments/media-types/"
    assert select(store, packed) == [(f"{types}text/csv", f"{types}application/gzip")]


def test_each_source_has_its_licence_in_its_words_and_as_a_resource_where_it_is_one(client: TestClient, folder: DataFolder) -> None:
    base = folder.base
    query = """SELECT ?source ?title ?rights (COALESCE(?licence, "-") AS ?l) (STR(?date) AS ?d) {
        ?whole dcterms:hasPart ?source . ?source dcterms:title ?title ; dcterms:rights ?rights ; dcterms:issued ?date ; void:triples ?size
        OPTIONAL { ?source dcterms:license ?licence } }"""
    cc0 = "https://creativecommons.org/publicdomain/zero/1.0/"
    assert select(read(client), query) == [
        (base.source("one"), TITLE, cc0, cc0, "2020-01-01"),
        (base.source("two"), "Sheet two", "free for research", "-", "2020-02"),
    ]
    (dump,) = select(read(client), f"SELECT ?dump {{ <{base.source('one')}> void:dataDump ?dump }}")
    assert client.get(dump[0].removeprefix("https://data.example.org")).status_code == 200


def test_the_partitions_count_what_the_store_holds(client: TestClient, folder: DataFolder) -> None:
    store = triple_store.open_read_only(folder.open().triples_path)
    described = read(client)
    query = "SELECT ?count { ?whole void:%sPartition ?part . ?part void:%s own:%s ; void:%s ?count }"
    own, kind = "https://w3id.org/ownership-graph/ns#", NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    statements = len(list(store.quads_for_pattern(None, kind, NamedNode(f"{own}InterestStatement"))))
    assert select(described, query % ("class", "class", "InterestStatement", "entities")) == [(str(statements),)]
    holders = len(list(store.quads_for_pattern(None, NamedNode(f"{own}holder"), None)))
    assert select(described, query % ("property", "property", "holder", "triples")) == [(str(holders),)]


def test_without_triples_it_tells_no_endpoint_and_no_dump_of_them(tmp_path: Path) -> None:
    sheet = Sheet("one")
    sheet.holds("h", "x", "51")
    with DataFolder(tmp_path / "data").writer() as writer:
        writer.publish([sheet.release()], created=CREATED)
    with TestClient(create_app(Settings(data=tmp_path / "data"))) as client:
        store = read(client)
        assert select(store, "SELECT ?x { { ?whole void:sparqlEndpoint ?x } UNION { ?whole void:dataDump ?x } }") == []
        assert ("http://testserver/v1/export/csv",) in select(store, "SELECT ?x { ?whole dcat:distribution/dcat:downloadURL ?x }")


def test_triples_that_are_built_later_are_told_at_once(tmp_path: Path) -> None:
    sheet = Sheet("one")
    sheet.holds("h", "x", "51")
    folder = DataFolder(tmp_path / "data")
    with folder.writer() as writer:
        writer.publish([sheet.release()], created=CREATED)
    query = "SELECT ?n { ?whole void:uriSpace ?space ; void:triples ?n }"
    with TestClient(create_app(Settings(data=folder.path, public_url="https://data.example.org/"))) as client:
        assert select(read(client), query) == []
        assert "ETag" not in client.get("/dataset").headers
        with folder.writer() as writer:
            writer.index_triples(derived.write_lines)
        assert len(select(read(client), query)) == 1
        assert "ETag" in client.get("/dataset").headers
