"""Every part of SPARQL 1.1, asked over HTTP and of the engine itself: the same answer, whatever the endpoint puts between.

The cases are ours: one for each part of the recommendation.  The W3C's own are asked by test_w3c_query.py, where they are given.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.api.sparql.serving import Service, serving

EX = "http://example.org/"
DATA = """
@prefix : <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:register {
    :anna :holds :mill ; :name "Anna"@en , "Anne"@fr ; :born "1960-02-03"^^xsd:date .
    :mill :holds :barn ; :share 60 ; :name "Mill, Ltd" . :barn :holds :shed ; :share 25.5 ; :name "Barn \\"B\\"" .
    :shed :holds :mill ; :share 1.0e1 . :barn :name "Barn \\t x\\n y" .
    :bert :holds :barn ; :name "Bert" ; :share 10 .
}
:paper { :anna :says "the mill is hers" . :mill :name "The Mill" . :carl :holds :shed . }
"""
QUERIES = {
    "basic pattern": "SELECT * { ?a :holds ?b . ?b :share ?s }",
    "optional": "SELECT * { ?a :holds ?b OPTIONAL { ?a :name ?n FILTER(LANG(?n) = 'fr') } }",
    "union": "SELECT * { { ?a :born ?x } UNION { ?a :says ?x } }",
    "minus": "SELECT * { ?a :holds ?b MINUS { ?a :share ?s } }",
    "not exists": "SELECT * { ?a :holds ?b FILTER NOT EXISTS { ?b :holds :shed } }",
    "exists": "SELECT * { ?a :holds ?b FILTER EXISTS { ?b :holds :shed } }",
    "sequence path": "SELECT * { :anna :holds/:holds ?b }",
    "inverse path": "SELECT * { :shed ^:holds ?b }",
    "alternative path": "SELECT * { ?a :says|:born ?b }",
    "closure": "SELECT DISTINCT * { :anna :holds+ ?b }",
    "reflexive closure": "SELECT DISTINCT * { :mill :holds* ?b }",
    "optional step": "SELECT * { :anna :holds? ?b }",
    "negated set": "SELECT * { :mill !(:holds|^:holds) ?b }",
    "bind": "SELECT * { ?a :share ?s BIND(?s * 2 AS ?twice) }",
    "values": "SELECT * { VALUES (?a ?x) { (:mill 1) (:barn UNDEF) } ?a :holds ?b }",
    "values after": "SELECT * { ?a :holds ?b } VALUES ?a { :bert :carl }",
    "subquery": "SELECT ?a ?n { ?a :holds ?b { SELECT ?b (COUNT(*) AS ?n) { ?x :holds ?b } GROUP BY ?b } }",
    "count": "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?b) AS ?m) { ?a :holds ?b }",
    "group": "SELECT ?b (SUM(?s) AS ?n) (AVG(?s) AS ?m) (MIN(?s) AS ?l) (MAX(?s) AS ?h) { ?a :holds ?b ; :share ?s } GROUP BY ?b",
    "having": "SELECT ?b (COUNT(?a) AS ?n) { ?a :holds ?b } GROUP BY ?b HAVING (COUNT(?a) > 1)",
    "concatenation": "SELECT (GROUP_CONCAT(?s; SEPARATOR='|') AS ?x) { SELECT ?s { ?a :share ?s } ORDER BY ?s }",
    "sample": "SELECT (SAMPLE(?x) AS ?y) { VALUES ?x { 7 } }",
    "order and slice": "SELECT ?a ?s { ?a :share ?s } ORDER BY DESC(?s) LIMIT 2 OFFSET 1",
    "distinct": "SELECT DISTINCT ?a { ?a :holds ?b }",
    "reduced": "SELECT REDUCED ?s { VALUES ?s { 1 } }",
    "graph": "SELECT * { GRAPH ?g { ?a :name ?n } }",
    "one graph": "SELECT * { GRAPH :paper { ?a ?p ?n } }",
    "dataset": "SELECT * FROM :paper { ?a ?p ?o }",
    "named dataset": "SELECT * FROM NAMED :paper { GRAPH ?g { ?a ?p ?o } }",
    "filter in": "SELECT * { ?a :share ?s FILTER(?s IN (10, 60)) }",
    "filter not in": "SELECT * { ?a :share ?s FILTER(?s NOT IN (10, 60)) }",
    "regex": "SELECT * { ?a :name ?n FILTER REGEX(?n, '^b.*\"$', 'i') }",
    "strings": "SELECT (UCASE(?n) AS ?u) (STRLEN(?n) AS ?l) (SUBSTR(?n, 2, 3) AS ?s) (REPLACE(?n, 'n', 'm') AS ?r) { ?a :name ?n }",
    "more strings": "SELECT (STRBEFORE(?n, ',') AS ?b) (STRAFTER(?n, ',') AS ?c) (CONTAINS(?n, 'i') AS ?h) { :mill :name ?n }",
    "encoded": "SELECT (ENCODE_FOR_URI(?n) AS ?e) { ?a :name ?n }",
    "languages": "SELECT (LANG(?n) AS ?l) (LANGMATCHES(LANG(?n), '*') AS ?m) (STRLANG('x', 'de') AS ?g) { :anna :name ?n }",
    "numbers": "SELECT (ABS(-?s) AS ?x) (ROUND(?s) AS ?r) (CEIL(?s) AS ?c) (FLOOR(?s) AS ?f) (?s / 3 AS ?d) { ?a :share ?s }",
    "dates": "SELECT (YEAR(?d) AS ?y) (MONTH(?d) AS ?m) (DAY(?d) AS ?n) { BIND('2020-02-03T04:05:06Z'^^xsd:dateTime AS ?d) }",
    "hashes": "SELECT (MD5('a') AS ?x) (SHA256('a') AS ?y) (SHA512('a') AS ?z) {}",
    "terms": "SELECT (IRI('http://e/a') AS ?x) (STRDT('1', xsd:integer) AS ?y) (DATATYPE(1.5) AS ?z) (isNumeric(2) AS ?n) {}",
    "choices": "SELECT (IF(?s > 20, 'much', 'little') AS ?x) (COALESCE(?none, ?s) AS ?y) (BOUND(?none) AS ?z) { ?a :share ?s }",
    "errors are unbound": "SELECT (1 / 0 AS ?x) ('a' + 1 AS ?y) {}",
    "casts": "SELECT (xsd:integer('7') AS ?x) (xsd:double('1.5') AS ?y) (xsd:boolean('true') AS ?z) (xsd:string(7) AS ?s) {}",
    "unicode": "SELECT ('Қазақ \\U0001F600' AS ?x) {}",
    "ask": "ASK { :anna :holds+ :shed }",
    "ask in vain": "ASK { :shed :holds+ :anna }",
    "construct": "CONSTRUCT { ?b :heldBy ?a } WHERE { ?a :holds ?b }",
    "short construct": "CONSTRUCT WHERE { ?a :share ?s }",
    "describe": "DESCRIBE :mill",
    "describe what is found": "DESCRIBE ?a { ?a :born ?x }",
}
PREFIXES = "PREFIX : <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("language") / "store"
    store = ox.Store(str(path))
    store.load(DATA.encode(), format=ox.RdfFormat.TRIG)
    store.flush()
    del store
    return path


@pytest.fixture(scope="module")
def endpoint(store: Path) -> Iterator[Service]:
    with serving(store) as running:
        yield running


def list_rows(answer: ox.QuerySolutions) -> list[list[str]]:
    names = sorted(variable.value for variable in answer.variables)
    return [[str(row[name]) for name in names] for row in answer]


@pytest.mark.parametrize("name", QUERIES)
def test_answer_over_http_is_that_of_the_engine(endpoint: Service, store: Path, name: str) -> None:
    query = PREFIXES + QUERIES[name]
    expected = ox.Store.read_only(str(store)).query(query, use_default_graph_as_union="FROM" not in query)
    headers = {"content-type": "application/sparql-query"}
    if isinstance(expected, ox.QueryTriples):
        triples = set(map(str, expected))
        for media, format_ in (("text/turtle", ox.RdfFormat.TURTLE), ("application/n-triples", ox.RdfFormat.N_TRIPLES)):
            answer = endpoint.client.post("/sparql", content=query.encode(), headers={**headers, "accept": media})
            assert {str(one.triple) for one in ox.parse(answer.content, format=format_)} == triples != set()
        return
    content = [bool(expected)] if isinstance(expected, ox.QueryBoolean) else sorted(list_rows(expected))
    assert content
    for media, results in (
        ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    ):
        answer = endpoint.client.post("/sparql", content=query.encode(), headers={**headers, "accept": media})
        parsed = ox.parse_query_results(answer.content, format=results)
        assert ([bool(parsed)] if isinstance(parsed, ox.QueryBoolean) else sorted(list_rows(parsed))) == content
