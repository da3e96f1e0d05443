"""shapes.ttl accepts the graph of a sound group and names the broken rule for each planted defect."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyshacl
import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import Graph, URIRef
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from rdflib.plugins.sparql.sparql import Query

from ontology.rdf import make_quads
from tests.conftest import CHECKOUT
from tests.ontology.invented import DEALER, FACTORY, HOLDING, SOURCE, group

SHAPES = "https://w3id.org/ownership-graph/shapes#"
SH = "http://www.w3.org/ns/shacl#"
AGREED = next(x.id for x in group() if getattr(x, "share", None) is not None and getattr(x, "holder", None) == FACTORY)
OWNED = next(x.id for x in group() if getattr(x, "holder", None) == HOLDING)
PREFIXES = f"""PREFIX own: <https://w3id.org/ownership-graph/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> BASE <{AGREED}> """


@cache
def vocabulary(name: str) -> Graph:
    return Graph().parse(CHECKOUT / "ontology" / name, format="turtle")


@cache
def prepare(text: str, base: str | None, names: frozenset[tuple[str, URIRef]]) -> Query:
    return translateQuery(parseQuery(text), base, dict(names))


@pytest.fixture(autouse=True)
def _prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the few queries of the shapes is read once, not for each node of each graph: to read them takes most of the time."""
    query = SPARQLProcessor.query

    def ask(self: SPARQLProcessor, text: str | Query, initBindings: Any = None, initNs: Any = None, base: Any = None, **more: Any) -> Any:  # noqa: N803
        prepared = prepare(text, base, frozenset((initNs or {}).items())) if isinstance(text, str) else text
        return query(self, prepared, initBindings, initNs, base, **more)

    monkeypatch.setattr(SPARQLProcessor, "query", ask)


def sound() -> Graph:
    text = serialize([q.triple for q in make_quads(SOURCE, group())], format=RdfFormat.N_TRIPLES)
    assert text is not None
    return Graph().parse(data=text.decode(), format="nt")


def broken_rules(data: Graph) -> set[str]:
    _, report, _ = pyshacl.validate(data + vocabulary("ownership.ttl"), shacl_graph=vocabulary("shapes.ttl"), inference="none")
    assert isinstance(report, Graph)
    rows = report.query(f"SELECT ?shape WHERE {{ ?result <{SH}sourceShape> ?shape }}")
    return {str(row[0]).removeprefix(SHAPES) for row in rows if isinstance(row, tuple)}


def test_a_sound_group_passes() -> None:
    assert broken_rules(sound()) == set()


def change(property_: str, value: str, node: str = "<>") -> str:
    """An update that puts another value in the place of the old one."""
    return f"DELETE {{ {node} {property_} ?old }} INSERT {{ {node} {property_} {value} }} WHERE {{ {node} {property_} ?old }}"


DEFECTS = {
    "a share over 100": (change("own:max", "151.0", "<#share>"), "Share-max"),
    "a share under 0": (change("own:min", "'-1.0'^^xsd:decimal", "<#share>"), "Share-min"),
    "bounds the wrong way round": (change("own:min", "60.0", "<#share>"), "Share-min"),
    "a share that is text": (change("own:max", '"51 percent"', "<#share>"), "Share-max"),
    "an exact share that is a band": (change("own:min", "50.0", "<#share>"), "exact-share-is-one-number"),
    "an open interval of no width": (change("own:minOpen", "true", "<#share>"), "open-share-has-width"),
    "control of oneself": (
        change("own:holder", f"<{DEALER}>") + " ; " + change("own:interest", "own:interest-appointmentOfBoard"),
        "holder-is-another-party",
    ),
    "own shares of no stated size": (
        change("own:holder", f"<{DEALER}>") + " ; DELETE WHERE { <> own:share ?size }",
        "holder-is-another-party",
    ),
    "no holder and no reason": ("DELETE WHERE { <> own:holder ?old }", "one-holder-or-reason"),
    "a holder and a reason": ("INSERT DATA { <> own:holderReason own:reason-unknown }", "one-holder-or-reason"),
    "no subject and no reason": ("DELETE WHERE { <> own:subject ?old }", "one-subject-or-reason"),
    "two holders": (f"INSERT DATA {{ <> own:holder <{HOLDING}> }}", "InterestStatement-holder"),
    "a holder that is a name": (change("own:holder", '"Zenda Motors"'), "InterestStatement-holder"),
    "an unknown interest code": (change("own:interest", "own:interest-ownership"), "InterestStatement-interest"),
    "an unknown status": (change("own:status", "own:status-maybe"), "InterestStatement-status"),
    "no status": ("DELETE WHERE { <> own:status ?old }", "InterestStatement-status"),
    "no kind of interest": ("DELETE WHERE { <> own:interest ?old }", "InterestStatement-interest"),
    "no judgement": ("DELETE WHERE { ?same own:judgement ?old }", "IdentityStatement-judgement"),
    "two statuses": ("INSERT DATA { <> own:status own:status-denied }", "InterestStatement-status"),
    "a date in words": (change("own:statedAt", '"last year"'), "Statement-statedAt"),
    "a date that no calendar has": (change("own:statedAt", '"2018-13-12"^^xsd:date'), "Statement-statedAt"),
    "dates backwards": (f"INSERT DATA {{ <{OWNED}> own:validUntil '1997-12'^^xsd:gYearMonth }}", "dates-in-order"),
    "no source": ("DELETE WHERE { <> own:source ?old }", "Statement-source"),
    "a source that is not described": (change("own:source", "<https://example.org/src/other>"), "Statement-source"),
    "evidence that ends before it starts": (change("oa:end", "1", "<#evidence-1-position>"), "TextPositionSelector-start"),
    "evidence before the text": (change("oa:start", "'-1'^^xsd:integer", "<#evidence-1-position>"), "TextPositionSelector-start"),
    "evidence of no source": ("DELETE WHERE { <#evidence-1> oa:hasSource ?old }", "Evidence-hasSource"),
    "an entity statement about nobody": ("DELETE WHERE { ?any own:entity ?old }", "EntityStatement-entity"),
    "a scheme in lower case": (change("own:scheme", '"xi-test"', "?id"), "Identifier-scheme"),
    "a name without text": (change("own:text", '""', "?name").replace("WHERE {", "WHERE { ?name a own:Name ."), "Name-text"),
    "a party compared with itself": (change("own:right", f"<{DEALER}>", "?same"), "IdentityStatement-left"),
    "a blank statement": ("INSERT DATA { _:x a own:IdentityStatement }", "Statement"),
    "a summary of itself": (
        "INSERT DATA { <> own:component <#component-1> . <#component-1> a own:Component ; own:restates <> }",
        "summary-is-not-its-own-component",
    ),
    "a component of nothing": ("DELETE WHERE { ?part own:restates ?old }", "Component-restates"),
}


@pytest.mark.parametrize(("update", "rule"), DEFECTS.values(), ids=DEFECTS)
def test_a_planted_defect_is_named(update: str, rule: str) -> None:
    data = sound()
    before = set(data)
    data.update(PREFIXES + update)
    assert set(data) != before
    assert rule in broken_rules(data)


def test_shares_of_a_stated_size_in_oneself_are_treasury_shares() -> None:
    data = sound()
    data.update(PREFIXES + change("own:holder", f"<{DEALER}>"))
    assert "holder-is-another-party" not in broken_rules(data)


ANSWER = (
    f"<https://example.org/a#1> a own:Answer ; own:answerAbout <{DEALER}> ; own:verdict 'certain' ; own:stateControl 'not_shown' ; "
    "own:rule 'r' ; own:asOf '2021-01-01'^^xsd:date ; own:finding <https://example.org/a#1-1> . "
    f"<https://example.org/a#1-1> a own:Finding ; own:controller <{HOLDING}> ; own:certainty 'certain' ; own:chainLength 1 ; "
    "own:economicMax 60.0 ; "
)
DERIVED = f"<https://w3id.org/ownership-graph/id/graph/stakes#1> a own:Stake ; own:stakeIn <{DEALER}> ; own:restsOn <{AGREED}> ; "


@pytest.mark.parametrize(
    ("triples", "rules"),
    [
        (f"<{DEALER}> own:canonicalParty <{DEALER}> . {DERIVED} own:certainty 'certain' ; own:withAgreed false, true", set()),
        (f"<{DEALER}> own:canonicalParty <{DEALER}>, <{FACTORY}>", {"Named-canonicalParty"}),
        (f"{DERIVED} own:certainty 'sure' ; own:withAgreed false", {"Stake-certainty"}),
        (f"{DERIVED} own:certainty 'certain'", {"Stake-withAgreed"}),
        (f"{ANSWER} own:economicMin 51.0", set()),
        (f"{ANSWER} own:economicMin 61.0", {"Finding-economicMin"}),
        (f"{ANSWER} own:economicMin 51.0 . <https://example.org/a#1> own:verdict 'possible'", {"Answer-verdict"}),
    ],
)
def test_what_is_derived_has_its_shapes(triples: str, rules: set[str]) -> None:
    data = sound()
    data.update(f"{PREFIXES} INSERT DATA {{ {triples} }}")
    assert broken_rules(data) == rules
