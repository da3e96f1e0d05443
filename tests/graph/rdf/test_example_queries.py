"""The queries in examples/queries run and answer as the method says."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from graph.generation.generation import Generation
from graph.queries import controllers
from graph.rdf import triple_store
from tests.conftest import CHECKOUT
from tests.ontology.invented import DEALER, FACTORY, HOLDING, SOURCE, STATE, group
from tests.scenarios import Sheet, ask, publish, publish_releases

QUERIES = CHECKOUT / "examples" / "queries"


@pytest.fixture
def generation(tmp_path: Path) -> Generation:
    return publish_releases(tmp_path / "data", [(SOURCE, group())], with_triples=True)


@pytest.fixture
def store(generation: Generation) -> Store:
    return triple_store.open_read_only(generation.triples_path)


def answers(store: Store, text: str, *columns: str) -> list[tuple[str | None, ...]]:
    solutions = triple_store.query(store, text)
    assert isinstance(solutions, QuerySolutions)
    return [tuple(None if row[c] is None else row[c].value for c in columns) for row in solutions]


def written(name: str) -> str:
    return (QUERIES / name).read_text(encoding="utf-8")


def test_the_state_certainly_controls_the_factory_and_possibly_the_dealer_whose_deal_is_agreed(store: Store) -> None:
    rows = answers(store, written("ultimate-controllers.rq"), "subject", "controller", "certainty")
    assert set(rows) == {(DEALER, STATE, "possible"), (FACTORY, STATE, "certain"), (HOLDING, STATE, "certain")}


def test_with_agreed_deals_counted_as_done_the_state_controls_the_dealer_too(store: Store) -> None:
    text = written("ultimate-controllers.rq").replace("(own:ultimatelyControls", "(own:wouldUltimatelyControl")
    text = text.replace('(own:mayUltimatelyControl "possible")', "")
    rows = answers(store, text, "subject", "controller", "certainty")
    assert set(rows) == {(company, STATE, "certain") for company in (DEALER, FACTORY, HOLDING)}


ASKED = "https://w3id.org/ownership-graph/id/ent/saryarka-avtoprom-llp-b6feedf75910"
"""The company of the demo, which the dated question is about as it is written."""


def ask_about(store: Store, subject: str, day: str, include: bool) -> list[tuple[str | None, ...]]:
    text = written("ultimate-controllers-as-of.rq").replace("2018-12-12", day).replace(ASKED, subject)
    return answers(store, text.replace("> true", f"> {str(include).lower()}"), "controller", "certainty")


@pytest.mark.parametrize(
    ("day", "include", "expected"),
    [
        ("2018-12-12", True, [(STATE, "certain")]),
        ("2018-12-12", False, [(STATE, "possible")]),
        ("2018-12-01", True, []),
        ("2018-12-01", False, []),
        ("2025-06-01", True, [(STATE, "certain")]),
    ],
)
def test_an_agreed_deal_counts_as_done_where_it_is_asked_for(
    store: Store, day: str, include: bool, expected: list[tuple[str, str]]
) -> None:
    assert ask_about(store, DEALER, day, include) == expected


@pytest.mark.parametrize("day", ["1997-12-31", "1998-06-01", "1998-12-31", "2018-12-11", "2018-12-12", "2025-06-01"])
def test_the_dated_question_answers_as_the_engine_does(generation: Generation, store: Store, day: str) -> None:
    for company in (DEALER, FACTORY, HOLDING):
        for include in (False, True):
            number = generation.party_number(company)
            assert number is not None
            answer = controllers(ask(generation, day, include=["agreed"] if include else []), number)
            expected = sorted((c.party.id, c.certainty) for c in answer.controllers)
            assert ask_about(store, company, day, include) == expected


@pytest.mark.parametrize(
    ("shares", "rows"),
    [
        (["60"] * 4, [("p4", "certain", "false")]),
        (["60"] * 5, [("p4", "certain", "true")]),
        (["60"] * 4 + ["[40..60]"], [("p4", "certain", "true")]),
    ],
    ids=["four links", "five", "a fifth that is possible"],
)
def test_a_chain_of_more_than_four_links_is_whole_in_the_graph_and_told_as_cut_by_the_dated_question(
    tmp_path: Path, shares: list[str], rows: list[tuple[str, str, str]]
) -> None:
    sheet = Sheet()
    for step, share in enumerate(shares):
        sheet.holds(f"p{step + 1}", f"p{step}", share)
    generation = publish(tmp_path / "data", sheet, with_triples=True)
    store = triple_store.open_read_only(generation.triples_path)
    text = written("ultimate-controllers-as-of.rq").replace("2018-12-12", "2021-01-01").replace(ASKED, sheet.id("p0"))
    assert answers(store, text, "name", "certainty", "goesOn") == rows
    graph = answers(store, written("ultimate-controllers.rq"), "subject", "controller", "certainty")
    number = generation.party_number(sheet.id("p0"))
    assert number is not None
    answer = controllers(ask(generation, "2021-01-01"), number)
    expected = {(c.party.id, c.certainty) for c in answer.controllers}
    assert {(controller, certainty) for subject, controller, certainty in graph if subject == sheet.id("p0")} == expected
    assert sheet.id(f"p{len(shares)}") in {party for party, _ in expected}


def test_quotes_and_the_undisclosed_remainder_are_listed(store: Store) -> None:
    quotes = answers(store, written("statements-with-quotes.rq"), "holderName", "quote")
    assert ("Zenda Motors", "will buy 51 percent of Hentzau Cars") in quotes
    assert (None, None) in quotes
    assert answers(store, written("undisclosed-remainder.rq"), "company", "undisclosed") == [(DEALER, "50")]


def test_what_a_state_controls_is_listed_with_its_certainty(store: Store) -> None:
    rows = answers(store, written("controlled-by-states.rq"), "state", "company", "certainty")
    assert set(rows) == {(STATE, DEALER, "possible"), (STATE, FACTORY, "certain"), (STATE, HOLDING, "certain")}


def test_only_what_is_agreed_is_listed_as_an_agreed_deal(store: Store) -> None:
    assert answers(store, written("agreed-deals.rq"), "company", "max") == [(DEALER, "51")]


def test_parties_are_counted_by_kind(generation: Generation, store: Store) -> None:
    counts = dict(answers(store, written("parties-by-kind.rq"), "name", "parties"))
    assert counts["state"] == "1"
    assert sum(int(count or 0) for count in counts.values()) == len(generation)


def test_graphs_are_listed_with_their_title_and_as_large_as_they_are(store: Store) -> None:
    sizes = {graph: int(triples or 0) for graph, triples in answers(store, written("graphs.rq"), "graph", "triples")}
    counted = {str(graph.value): sum(1 for _ in store.quads_for_pattern(None, None, None, graph)) for graph in store.named_graphs()}
    assert sizes == {graph: counted[graph] for graph in sizes}
    assert {SOURCE.id} < set(sizes)
    assert None not in {title for (title,) in answers(store, written("graphs.rq"), "title")}


def test_every_query_file_says_what_it_asks_and_is_run_here() -> None:
    run = Path(__file__).read_text(encoding="utf-8")
    for file in sorted(QUERIES.glob("*.rq")):
        assert file.read_text(encoding="utf-8").startswith("# "), file
        assert f'"{file.name}"' in run, file
