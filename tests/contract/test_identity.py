"""Two sources that name one company by its legal entity identifier: every face answers as if one source had said it all."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store, parse

from graph.exports.dump import export
from graph.generation.generation import Generation
from graph.queries import controllers, find_party
from graph.rdf import triple_store
from ontology.rdf_fields import CANONICAL_PARTY, JOINED_BY, Shortcut
from ontology.statements import Kind
from ontology.terms import PROV
from tests.conftest import CHECKOUT
from tests.scenarios import CREATED, Sheet, ask, publish, publish_files

TODAY = CREATED[:10]
BASE = Sheet().base
LEI = BASE.identifier("LEI", "529900T8BM49AURSDO55")
ANNA, BOTTOM = Sheet().id("anna"), Sheet().id("bottom")
PARTIES, LINKS, CONTROLLERS = (NamedNode(BASE.graph(name)) for name in ("parties", "links", "controllers"))


def two_registers() -> tuple[Sheet, Sheet]:
    """Middle holds 60 % of Bottom in one; Anna holds 70 % of what the other calls by another IRI and the same LEI."""
    one, other = Sheet("one"), Sheet("other")
    one.party("middle-gb", label="Middle plc")
    one.holds("middle-gb", "bottom", "60")
    one.same("middle-gb", LEI)
    other.party("anna", Kind.PERSON, label="Anna")
    other.holds("anna", "middle-eu", "70")
    other.same("middle-eu", LEI)
    return one, other


@pytest.fixture
def generation(tmp_path: Path) -> Generation:
    return publish(tmp_path / "data", *two_registers(), with_triples=True)


def open_dump(generation: Generation, format_: str, target: Path) -> Store:
    export(generation, format_, target)
    store = Store()
    store.bulk_load(target.read_bytes(), format=SYNTAXES[format_])
    return store


SYNTAXES = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}


def select(store: Store, text: str, *columns: str) -> set[tuple[str, ...]]:
    solutions = store.query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return {tuple(row[column].value for column in columns) for row in solutions}


def read_query(name: str) -> str:
    return (CHECKOUT / "examples" / "queries" / name).read_text(encoding="utf-8")


def ask_controllers(store: Store) -> set[tuple[str, ...]]:
    return select(store, read_query("ultimate-controllers.rq"), "subject", "controller", "certainty")


def test_sparql_names_the_controller_across_the_identifier_as_the_engine_does(generation: Generation) -> None:
    answer = controllers(ask(generation, TODAY), find_party(generation, "bottom"))
    assert [c.party.id for c in answer.controllers] == [ANNA]
    store = triple_store.open_read_only(generation.triples_path)
    assert ask_controllers(store) == {(BOTTOM, ANNA, "certain"), (LEI, ANNA, "certain")}


def test_the_question_about_a_day_goes_across_the_identifier_too(generation: Generation) -> None:
    store = triple_store.open_read_only(generation.triples_path)
    for given in (Sheet().id("bottom"), LEI, Sheet().id("middle-gb"), Sheet().id("middle-eu")):
        text = (
            read_query("ultimate-controllers-as-of.rq")
            .replace(f"{BASE.iri}ent/saryarka-avtoprom-llp-b6feedf75910", given)
            .replace("2018-12-12", "2020-06-01")
        )
        assert select(store, text, "controller", "name", "certainty") == {(ANNA, "Anna", "certain")}


@pytest.mark.parametrize("format_", SYNTAXES)
def test_every_dump_gives_the_same_answer(generation: Generation, tmp_path: Path, format_: str) -> None:
    dump = open_dump(generation, format_, tmp_path / "dump")
    assert ask_controllers(dump) == {(BOTTOM, ANNA, "certain"), (LEI, ANNA, "certain")}


def test_every_iri_of_a_party_leads_to_the_one_it_is_shown_by(generation: Generation) -> None:
    store = triple_store.open_read_only(generation.triples_path)
    canonical = {(q.subject.value, q.object.value) for q in store.quads_for_pattern(None, NamedNode(CANONICAL_PARTY), None, PARTIES)}
    assert canonical == {(LEI, LEI), (Sheet().id("middle-gb"), LEI), (Sheet().id("middle-eu"), LEI), (ANNA, ANNA), (BOTTOM, BOTTOM)}
    text = "PREFIX own: <https://w3id.org/ownership-graph/ns#> SELECT * { ?party own:shownName ?name ; own:kind ?kind }"
    kind = "https://w3id.org/ownership-graph/ns#kind-"
    shown = {(LEI, "Middle plc", f"{kind}company"), (ANNA, "Anna", f"{kind}person"), (BOTTOM, "bottom", f"{kind}company")}
    assert select(store, text, "party", "name", "kind") == shown


def test_a_joined_party_names_the_statements_that_join_it_and_a_graph_its_sources(generation: Generation) -> None:
    store = triple_store.open_read_only(generation.triples_path)
    joined = {(q.subject.value, q.object.value) for q in store.quads_for_pattern(None, NamedNode(JOINED_BY), None, PARTIES)}
    assert joined == {(LEI, s.id) for s in generation.identity_statements()}
    assert len(joined) == 2
    text = f"""PREFIX own: <https://w3id.org/ownership-graph/ns#> PREFIX prov: <{PROV}>
        SELECT * {{ ?graph prov:wasDerivedFrom ?source ; prov:wasGeneratedBy ?activity .
        ?activity own:contentVersion ?content ; own:asOf ?day ; own:rule ?rule ; own:ruleVersion ?version }}"""
    found = select(store, text, "graph", "source", "content", "day", "rule", "version")
    assert found == {
        (CONTROLLERS.value, source, generation.content_version, str(generation.content_day), "majority-control", "1")
        for source in (BASE.source("one"), BASE.source("other"))
    }


def test_what_the_sources_state_stays_in_their_graphs_as_it_was(generation: Generation) -> None:
    store = triple_store.open_read_only(generation.triples_path)
    for source in generation.sources:
        stated = {q for q in generation.quads() if q.graph_name == NamedNode(source)}
        assert set(store.quads_for_pattern(None, None, None, NamedNode(source))) == stated
    links = list(store.quads_for_pattern(None, NamedNode(Shortcut.HAS_MAJORITY_OF), None, None))
    assert {(q.subject.value, q.object.value, q.graph_name) for q in links} == {(ANNA, LEI, LINKS), (LEI, BOTTOM, LINKS)}


def test_without_the_judgement_of_one_source_the_two_stay_apart(tmp_path: Path) -> None:
    one, other = two_registers()
    other.rows = [row for row in other.rows if "same" not in type(row).__name__.lower() and not hasattr(row, "judgement")]
    generation = publish(tmp_path / "data", one, other, with_triples=True)
    store = triple_store.open_read_only(generation.triples_path)
    assert ask_controllers(store) == {(BOTTOM, LEI, "certain"), (Sheet().id("middle-eu"), ANNA, "certain")}


@pytest.mark.parametrize("format_", ["nquads", "trig", "jsonld"])
def test_a_dump_that_is_loaded_again_derives_the_same_and_reads_nothing_derived(
    generation: Generation, tmp_path: Path, format_: str
) -> None:
    target = tmp_path / {"nquads": "dump.nq", "trig": "dump.trig", "jsonld": "dump.jsonld"}[format_]
    export(generation, format_, target)
    again = publish_files(tmp_path / "again", target, with_triples=True)
    assert (again.manifest.statements, again.manifest.checksum) == (generation.manifest.statements, generation.manifest.checksum)
    first, second = io.BytesIO(), io.BytesIO()
    for each, out in ((generation, first), (again, second)):
        triple_store.dump(triple_store.open_read_only(each.triples_path), "nquads", out)
    assert first.getvalue() == second.getvalue()
    assert len(list(parse(first.getvalue(), format=RdfFormat.N_QUADS))) == len(set(first.getvalue().splitlines()))
