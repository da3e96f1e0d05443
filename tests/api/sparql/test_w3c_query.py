"""The W3C SPARQL 1.1 query tests, asked over HTTP and of the engine itself: whatever the engine passes is passed over HTTP.

The tests are no part of the project or of the shared data.  ``OWNERSHIP_TEST_RDF_TESTS`` names a checkout of github.com/w3c/rdf-tests;
without it these tests are skipped.  Every file of data is a named graph of one store here, and each test asks for its own as its dataset.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection

from tests.api.sparql.serving import Service, build, serving

pytestmark = pytest.mark.thorough

BASE = "http://tests.example/"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
GROUPS = (
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "exists",
    "functions",
    "grouping",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
    "syntax-query",
    "csv-tsv-res",
    "json-res",
)
"""The manifests of the query language and of the formats of its results; what asks another server or changes data is refused here."""
MEDIA = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
}
"""How a table is asked for, by the file that it is compared with."""
REFUSED, NOT_EVALUABLE = "QUERY_SYNTAX", "QUERY_NOT_EVALUABLE"
"""What is no SPARQL; what is, and calls a function that the engine does not have."""
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = dict[str, Term]
Answer = bool | bytes | str | list[str]


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a manifest.  ``wanted``: the file with the answer; None where only the syntax is judged."""

    name: str
    kind: str
    query: Path
    wanted: Path | None = None
    default: list[Path] = field(default_factory=list)
    named: list[Path] = field(default_factory=list)


@pytest.fixture(scope="module")
def folder() -> Path:
    """The folder of the SPARQL 1.1 tests."""
    place = os.environ.get("OWNERSHIP_TEST_RDF_TESTS")
    if not place:
        pytest.skip("the W3C query tests are not given (OWNERSHIP_TEST_RDF_TESTS: a checkout of github.com/w3c/rdf-tests)")
    return Path(place).resolve() / "sparql" / "sparql11"


@pytest.fixture(scope="module")
def cases(folder: Path) -> dict[str, list[Case]]:
    return {group: list(read_manifest(folder / group / "manifest.ttl")) for group in GROUPS}


@pytest.fixture(scope="module")
def endpoint(folder: Path, cases: dict[str, list[Case]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    files = dict.fromkeys(path for group in cases.values() for case in group for path in (*case.default, *case.named))
    quads = [move(one, locate(folder, path)) for path in files for one in read_triples(folder, path)]
    with serving(build(tmp_path_factory.mktemp("w3c-query") / "store", quads)) as running:
        yield running


def read_manifest(manifest: Path) -> Iterator[Case]:
    graph = rdflib.Graph()
    graph.parse(manifest, publicID=manifest.as_uri())

    def find(node: rdflib.term.Node | None, property_: rdflib.URIRef) -> list[Path]:
        return [Path(str(each).removeprefix("file://")) for each in graph.objects(node, property_)]

    for entry in Collection(graph, next(graph.objects(None, MF.entries))):
        kind = str(graph.value(entry, rdflib.RDF.type)).removeprefix(str(MF))
        action = graph.value(entry, MF.action)
        name = f"{manifest.parent.name}/{graph.value(entry, MF.name)}"
        if "Syntax" in kind:
            yield Case(name, kind, Path(str(action).removeprefix("file://")))
        else:
            (query,), (wanted,) = find(action, QT.query), find(entry, MF.result)
            yield Case(name, kind, query, wanted, find(action, QT.data), find(action, QT.graphData))


def locate(folder: Path, path: Path) -> str:
    return f"{BASE}{path.relative_to(folder).as_posix()}"


def read_triples(folder: Path, path: Path) -> Iterator[ox.Quad]:
    # Blank nodes of different files are different ones.
    return ox.parse(
        path=str(path), format=ox.RdfFormat.from_extension(path.suffix[1:]), base_iri=locate(folder, path), rename_blank_nodes=True
    )


def move(quad: ox.Quad, graph: str) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph))


def read_query(folder: Path, case: Case) -> str:
    """The text of a query, with the address of its file as its base, which the endpoint cannot know."""
    return f"BASE <{locate(folder, case.query)}>\n{case.query.read_text(encoding='utf-8')}"


def settle(triples: Iterable[ox.Triple]) -> list[str]:
    """Write triples so that equal ones are equal: numbers as a store spells them, blank nodes by what is said of them."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    data = ox.Dataset(store)
    data.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(str, data))


def settle_rows(rows: Iterable[Row]) -> list[str]:
    """Write a table so, with its rows in any order."""
    nodes = [(ox.BlankNode(), row) for row in rows]
    count = ox.Triple(ox.BlankNode(), ox.NamedNode("urn:rows"), ox.Literal(len(nodes)))
    return settle([count, *(ox.Triple(node, ox.NamedNode(f"urn:{name}"), value) for node, row in nodes for name, value in row.items())])


def settle_answer(answer: ox.QueryBoolean | ox.QuerySolutions | ox.QueryTriples) -> bool | list[str]:
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return settle(answer)
    names = [variable.value for variable in answer.variables]
    return settle_rows({name: row[name] for name in names if row[name] is not None} for row in answer)


def settle_csv(content: bytes) -> list[list[tuple[str, str]]]:
    """Write a table in CSV so, with its columns in any order too; SELECT * names none."""
    rows = csv.DictReader(io.StringIO(content.decode()))
    return sorted(sorted((name, "_:" if value.startswith("_:") else value) for name, value in row.items()) for row in rows)


def read_table(graph: ox.Dataset) -> Iterator[Row]:
    """The rows of a table that is written as a graph."""
    for solution in graph.quads_for_predicate(ox.NamedNode(f"{RS}solution")):
        row: Row = {}
        for binding in list_objects(graph, solution.object, "binding"):
            ((name,), (value,)) = (list_objects(graph, binding, part) for part in ("variable", "value"))
            assert isinstance(name, ox.Literal)
            row[name.value] = value
        yield row


def list_objects(graph: ox.Dataset, subject: Term, name: str) -> list[Term]:
    assert isinstance(subject, ox.NamedNode | ox.BlankNode)
    return [quad.object for quad in graph.quads_for_subject(subject) if quad.predicate.value == f"{RS}{name}"]


def ask_engine(folder: Path, case: Case) -> Answer:
    """What the engine answers over the data of a test alone; or why it has no answer."""
    store = ox.Store()
    for path in case.default:
        store.extend(ox.Quad(*one.triple) for one in read_triples(folder, path))
    for path in case.named:
        store.extend(move(one, locate(folder, path)) for one in read_triples(folder, path))
    try:
        answer = store.query(read_query(folder, case))
        if case.wanted is not None and case.wanted.suffix == ".csv" and isinstance(answer, ox.QuerySolutions):
            return answer.serialize(format=ox.QueryResultsFormat.CSV) or b""
        return settle_answer(answer)
    except SyntaxError:
        return REFUSED
    except RuntimeError:
        return NOT_EVALUABLE


def ask_over_http(endpoint: Service, folder: Path, case: Case) -> Answer:
    """What the service answers where the dataset is that of the test."""
    form: dict[str, str | list[str]] = {"query": read_query(folder, case)}
    # What a request says of the dataset goes before what the query says.
    if "FROM" not in form["query"]:
        form["default-graph-uri"] = [locate(folder, path) for path in case.default] or [f"{BASE}nothing"]
        form["named-graph-uri"] = [locate(folder, path) for path in case.named]
    table = MEDIA.get(case.wanted.suffix if case.wanted else "", "application/sparql-results+json")
    answer = endpoint.client.post("/sparql", data=form, headers={"accept": f"{table}, application/n-triples"})
    if answer.status_code != 200:
        return str(answer.json()["code"])
    media = answer.headers["content-type"].partition(";")[0]
    if media == "application/n-triples":
        return settle(one.triple for one in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES))
    format_ = ox.QueryResultsFormat.from_media_type(media)
    return answer.content if format_ == ox.QueryResultsFormat.CSV else settle_answer(ox.parse_query_results(answer.content, format=format_))


def passes(folder: Path, case: Case, answer: Answer) -> bool:
    """Whether an answer is that which a test wants."""
    if case.wanted is None:
        return answer == REFUSED if case.kind.startswith("Negative") else answer == NOT_EVALUABLE or not isinstance(answer, str)
    content = case.wanted.read_bytes()
    if case.wanted.suffix == ".csv":
        return isinstance(answer, bytes) and settle_csv(answer) == settle_csv(content)
    if case.wanted.suffix in MEDIA:
        format_ = ox.QueryResultsFormat.from_media_type(MEDIA[case.wanted.suffix])
        return answer == settle_answer(ox.parse_query_results(content, format=format_))
    graph = ox.Dataset(read_triples(folder, case.wanted))
    rows = list(read_table(graph))
    return answer == (settle_rows(rows) if rows else settle(quad.triple for quad in graph))


def test_all_that_the_engine_passes_is_passed_over_http(endpoint: Service, folder: Path, cases: dict[str, list[Case]]) -> None:
    failing: dict[str, list[str]] = {"engine": [], "over HTTP": []}
    every = [case for group in cases.values() for case in group]
    for case in every:
        for side, answer in (("engine", ask_engine(folder, case)), ("over HTTP", ask_over_http(endpoint, folder, case))):
            if not passes(folder, case, answer):
                failing[side].append(case.name)
    for side, names in failing.items():
        print(f"\n{side}: {len(every) - len(names)} of {len(every)} pass; not: {', '.join(names)}")  # shown with -s
    assert len(every) > 300
    assert not set(failing["over HTTP"]) - set(failing["engine"])
