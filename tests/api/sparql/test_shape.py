"""What is told of a query from its tokens."""

from __future__ import annotations

import pytest

from api.sparql.shape import read_shape
from ontology.errors import Refused, UsageError


@pytest.mark.parametrize(
    "query, form",
    [
        ("select*{}", "SELECT"),
        ("# SELECT\nASK{}", "ASK"),
        ("BASE <http://example.org/select> PREFIX ask: <x#> construct {} where {}", "CONSTRUCT"),
        ("PREFIX : <http://example.org/> DESCRIBE :mill", "DESCRIBE"),
        ("{ ASK }", "ASK"),
        ("what is it", None),
        ("", None),
    ],
)
def test_form_is_the_first_keyword_after_the_prologue(query: str, form: str | None) -> None:
    assert read_shape(query).form == form


@pytest.mark.parametrize(
    "query, own",
    [
        ("SELECT * FROM <http://example.org/g> {}", True),
        ("ASK FROM NAMED<http://example.org/g> {}", True),
        ("SELECT ?from { ?from <http://example.org/FROM> 'FROM' } # FROM", False),
        ('SELECT * { ?a ?b """x " FROM "" """@en-FROM }', False),
    ],
)
def test_dataset_clause_is_found_outside_names_and_texts(query: str, own: bool) -> None:
    assert read_shape(query).own_dataset is own


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/> {} }",
        "SELECT * { service silent ?where {} }",
        "PREFIX : <http://example.org/> SELECT * { SERVICE:x {} }",
        "SELECT * { SERVICESILENT<http://example.org/>{} }",
        r"SELECT * { \u0053ERVICE <http://example.org/> {} }",
        r"SELECT * { ?a ?b '\u0027 SERVICE <http://example.org/> {} }",
        "PREFIX SERVICE: <http://example.org/> SELECT * { SERVICE:x {} }",
        "PREFIX service: <http://example.org/> ASK { service:x {} }",
        "PREFIX ServiceSilent: <http://example.org/> ASK { ServiceSilent:x {} }",
        "PREFIX true.SERVICE: <http://example.org/> ASK { ?a ?b true.SERVICE:x {} }",
        r"PREFIX \u0053ERVICE: <http://example.org/> ASK { SERVICE:x {} }",
    ],
)
def test_federated_query_is_refused_however_it_is_spelt(query: str) -> None:
    with pytest.raises(Refused) as caught:
        read_shape(query)
    assert caught.value.code == "SERVICE_REFUSED"


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX of: <http://example.org/> SELECT ?service { ?service of:SERVICE 'SERVICE' } # SERVICE",
        "PREFIX serving: <http://example.org/service/> SELECT * { ?service serving:x 'SERVICE' }",
        "SELECT * { ?s <http://example.org/SERVICE> '''SERVICE'''@x-service }",
    ],
)
def test_service_as_a_name_or_text_is_no_federation(query: str) -> None:
    assert read_shape(query).form == "SELECT"


@pytest.mark.parametrize("word", ["INSERT", "delete", "LOAD", "Clear", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
def test_update_sent_as_a_query_is_refused(word: str) -> None:
    with pytest.raises(Refused) as caught:
        read_shape(f"PREFIX x: <http://example.org/> {word} <http://example.org/g>")
    assert caught.value.code == "UPDATE_REFUSED"


@pytest.mark.parametrize(
    "query, repeatable",
    [
        ("SELECT (NOW() AS ?now) {}", False),
        ("SELECT (rand() AS ?x) {}", False),
        ("SELECT ?x { ?x ?y ?z } ORDER BYRAND()", False),
        ("SELECT ?now { ?now ?rand 'UUID()' }", True),
    ],
)
def test_query_over_chance_or_the_clock_is_not_repeatable(query: str, repeatable: bool) -> None:
    assert read_shape(query).repeatable is repeatable


def test_nesting_beyond_the_engine_is_a_usage_error() -> None:
    assert read_shape("SELECT * " + "{" * 300 + "}" * 300).form == "SELECT"
    with pytest.raises(UsageError) as caught:
        read_shape("SELECT * " + "{" * 500)
    assert caught.value.code == "QUERY_TOO_DEEP"


@pytest.mark.parametrize(
    "query, absolute",
    [
        ("ASK { <http://example.org/a> <urn:b> 'IRI(x) <c>' } # <d>", True),
        ("PREFIX iri: <http://example.org/> ASK { iri:IRI ?uri ?iri FILTER isIRI(?iri) }", True),
        ("ASK { <a> ?b ?c }", False),
        ("PREFIX : <#> ASK { :a ?b ?c }", False),
        ("SELECT (iri('a') AS ?x) {}", False),
        ("SELECT (URI('a') AS ?x) {}", False),
        ("SELECT ?x { ?x ?y ?z } ORDER BYIRI(?x)", False),
        (r"ASK { \u003Ca> ?b ?c }", False),
    ],
)
def test_query_with_an_iri_that_is_read_against_the_endpoint_is_not_absolute(query: str, absolute: bool) -> None:
    assert read_shape(query).absolute is absolute
