"""Engine, HTTP, SPARQL in the store and in a dump, Parquet and Neo4j say the same of random networks of several sources.

The networks are small and full of what goes wrong: one company under several IRIs, judged the same or not; bands, unknown sizes, votes
beside capital, control without a number; agreed deals, denials, former and undated holdings; versions of a record and rival records;
nominees, columns over 100 %, rows without any date.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from pathlib import Path

import duckdb
import httpx
import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from graph.exports.dump import export
from graph.generation.generation import Generation
from graph.generation.interest_table import UNNAMED
from graph.neo4j.derived import DerivedRun
from graph.neo4j.stream import GenerationGraph
from graph.neo4j.sync import sync
from graph.network.stake import Interval, Presence
from graph.queries import Options, QueryContext, batch_all, controllers
from graph.rdf import triple_store
from ontology.shares import format_exactly
from ontology.statements import Change, Directness, Interest, Judgement, Status
from ontology.terms import OWN
from tests.api.in_process import serving_here
from tests.conftest import CHECKOUT
from tests.neo4j_server.plugin import Neo4jAccess
from tests.scenarios import CREATED, Sheet, ask, publish

TODAY = CREATED[:10]
COMPANIES, PERSONS = ("ash", "birch", "cedar", "elm", "fir"), ("anna", "boris")
SHARES = (None, "100", "60", "51", "50", "49", "1/3", "1/6", "1/3..2/3", "30", "25", "(25..50]", "(50..75]", "[75..100]", "10..60")
INTERESTS = (
    *[Interest.SHAREHOLDING] * 5,
    *[Interest.VOTING_RIGHTS] * 2,
    Interest.APPOINTMENT_OF_BOARD,
    Interest.BOARD_MEMBER,
    Interest.NOMINEE,
    Interest.NOMINATOR,
)
STATUSES = (*[Status.IN_EFFECT] * 6, Status.AGREED, Status.FORMER, Status.DENIED, Status.ALLEGED)
DAYS = ("2017", "2018-03", "2019-07-04", "2021-01-31", None)
SEEDS = range(12)

Answers = set[tuple[str, str, str]]
"""Company, controller, certainty."""


def draw_sheets(seed: int) -> list[Sheet]:
    """Draw what two or three sources say, each of its own IRIs for the companies; most are judged to be the one with an LEI."""
    draw = random.Random(seed)  # noqa: S311
    sheets = [Sheet(f"s{number}", stated=draw.choice(("2019-01-01", "2022-05-05"))) for number in range(draw.choice((2, 3)))]
    for place, sheet in enumerate(sheets):
        names = {name: draw.choice((name, f"{name}-{place}", f"{name}-{place}")) for name in COMPANIES} | {name: name for name in PERSONS}
        for number, (name, own) in enumerate(names.items()):
            sheet.party(own)
            if own != name and draw.random() < 0.85:
                lei = sheet.base.identifier("LEI", f"529900T8BM49AURSD{number:03d}")
                sheet.same(own, lei, draw.choice((*[Judgement.SAME] * 6, Judgement.DIFFERENT)))
                if draw.random() < 0.5:
                    sheet.same(name, lei)
        for number in range(draw.randint(3, 7)):
            draw_record(draw, sheet, names, f"r{number}" if draw.random() < 0.7 else None)
    return sheets


def draw_record(draw: random.Random, sheet: Sheet, names: dict[str, str], record: str | None) -> None:
    """Draw a holding, with a record in one to three versions."""
    subject = draw.choice(COMPANIES)
    holder = draw.choice([name for name in (*COMPANIES, *PERSONS) if name != subject])
    interest = draw.choice(INTERESTS)
    for version in range(draw.randint(1, 3) if record else 1):
        sheet.holds(
            names[holder],
            names[subject],
            draw.choice(SHARES),
            interest,
            status=draw.choice(STATUSES),
            direct=draw.choice((*[Directness.DIRECT] * 5, *[Directness.INDIRECT] * 3)),
            record=record,
            change=Change.UPDATED if version else Change.NEW,
            stated_at=f"{2019 + version}-06-01" if record or draw.random() < 0.6 else None,
            valid_from=draw.choice(DAYS),
            valid_until=draw.choice((None, None, None, "2022", "2024-02-29")),
        )


@pytest.fixture(scope="module", params=SEEDS)
def generation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return publish(tmp_path_factory.mktemp("random") / "data", *draw_sheets(request.param), with_triples=True)


def list_companies(generation: Generation) -> list[int]:
    return sorted({int(number) for number in generation.interests.columns["subject"]})


def ask_engine(generation: Generation, *, agreed: bool = False) -> Answers:
    """Who controls whom on the day up to which the sources reach, which is the one of what is derived."""
    context = ask(generation, str(generation.content_day), include=["agreed"] if agreed else [])
    answers = [controllers(context, number) for number in list_companies(generation)]
    return {
        (answer.subject.id, iri, c.certainty)
        for answer in answers
        for c in answer.controllers
        for iri in ([p.id for p in c.ring] or [c.party.id])
        if iri != answer.subject.id
    }


def select(store: Store, text: str, *columns: str) -> Answers:
    solutions = store.query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return {(row[columns[0]].value, row[columns[1]].value, row[columns[2]].value) for row in solutions}


def read_query(*, agreed: bool = False) -> str:
    text = (CHECKOUT / "examples" / "queries" / "ultimate-controllers.rq").read_text(encoding="utf-8")
    return text.replace("(own:ultimatelyControls", "(own:wouldUltimatelyControl") if agreed else text


def open_dump(generation: Generation, target: Path) -> Store:
    export(generation, "nquads", target)
    store = Store()
    store.bulk_load(target.read_bytes(), format=RdfFormat.N_QUADS)
    return store


def test_sparql_in_store_and_dump_gives_the_engines_controllers(generation: Generation, tmp_path: Path) -> None:
    expected = ask_engine(generation)
    certain_with_agreed = {answer for answer in ask_engine(generation, agreed=True) if answer[2] == "certain"}
    for store in (triple_store.open_read_only(generation.triples_path), open_dump(generation, tmp_path / "dump.nq")):
        assert select(store, read_query(), "subject", "controller", "certainty") == expected
        answers = select(store, read_query(agreed=True), "subject", "controller", "certainty")
        assert {answer for answer in answers if answer[2] == "certain"} == certain_with_agreed


def test_a_line_over_all_companies_says_of_each_controller_what_the_full_answer_says(generation: Generation) -> None:
    for day, known_at in ((TODAY, None), ("2020-06-01", None), ("2020-06-01", "2020-06-01")):
        context = ask(generation, day, known_at=known_at)
        lines = {line.subject: line for line in batch_all(generation, context.options)}
        for company in list_companies(generation):
            answer = controllers(context, company)
            line = lines[answer.subject.id]
            assert (line.verdict, line.contested) == (answer.verdict, answer.contested)
            assert [(c.id, c.certainty, c.assumed, c.ultimate) for c in line.controllers] == [
                (c.party.id, c.certainty, c.votes.assumed, c.ultimate) for c in answer.controllers
            ]


def list_engine_stakes(context: QueryContext) -> set[tuple[object, ...]]:
    """List what the engine has of each stake of the day: ends, certainty, votes, capital, control, statements."""
    generation = context.generation
    return {
        (
            generation.party_iri(company),
            None if stake.holder == UNNAMED else generation.party_iri(stake.holder),
            stake.presence,
            write_share(stake.votes),
            write_share(stake.capital),
            stake.control,
            stake.votes_assumed,
            frozenset(generation.interest_of_row(row).id for row in stake.rows),
            frozenset(generation.interest_of_row(row).id for row in stake.against),
        )
        for company in list_companies(generation)
        for stake in context.view.stakes(company)
    }


def write_share(share: Interval | None) -> tuple[object, ...] | None:
    """Write a share as its ends, exactly, and whether they are excluded."""
    return None if share is None else (format_exactly(share.min), format_exactly(share.max), share.min_open, share.max_open)


def list_rdf_stakes(store: Store, day: str, *, agreed: bool) -> set[tuple[object, ...]]:
    """List the same of the stakes in RDF whose time holds the day."""
    text = f"""PREFIX own: <{OWN}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        SELECT ?stake {{
            ?stake a own:Stake ; own:withAgreed {str(agreed).lower()} .
            OPTIONAL {{ ?stake own:heldFrom ?from }} OPTIONAL {{ ?stake own:heldUntil ?until }}
            FILTER(COALESCE(?from <= "{day}"^^xsd:date, true) && COALESCE("{day}"^^xsd:date < ?until, true))
        }}"""
    solutions = store.query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return {read_stake(store, row["stake"]) for row in solutions}


def read_stake(store: Store, node: NamedNode) -> tuple[object, ...]:
    values: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(node, None, None, None):
        assert isinstance(quad.object, NamedNode | Literal)
        values.setdefault(quad.predicate.value.removeprefix(OWN), []).append(quad.object.value)
    levels = {"certain": Presence.CERTAIN, "possible": Presence.POSSIBLE}

    def read_share(column: str) -> tuple[object, ...] | None:
        if f"{column}Min" not in values:
            return None
        exactly = (values.get(f"{column}{end}Fraction", values[f"{column}{end}"])[0] for end in ("Min", "Max"))
        return (*exactly, *(f"{column}{end}Open" in values for end in ("Min", "Max")))

    return (
        values["stakeIn"][0],
        values.get("stakeHolder", [None])[0],
        levels[values["certainty"][0]],
        read_share("votes"),
        read_share("capital"),
        levels.get(values.get("controlByOtherMeans", [""])[0], Presence.ABSENT),
        "votesAssumed" in values,
        frozenset(values["restsOn"]),
        frozenset(values.get("disputedBy", [])),
    )


def test_stakes_in_rdf_are_those_of_the_engine_on_every_day(generation: Generation) -> None:
    store = triple_store.open_read_only(generation.triples_path)
    for day in ("2016-12-31", "2017-06-01", "2019-07-04", "2020-06-01", "2022-07-01", "2024-02-29", TODAY):
        for agreed in (False, True):
            context = ask(generation, day, include=["agreed"] if agreed else [])
            assert list_rdf_stakes(store, day, agreed=agreed) == list_engine_stakes(context)


def test_who_decides_alone_by_the_stakes_of_the_day_is_who_is_linked_as_deciding(generation: Generation) -> None:
    store, day = triple_store.open_read_only(generation.triples_path), generation.content_day
    decided = f"""PREFIX own: <{OWN}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        SELECT ?subject ?holder ?word {{
            ?stake own:stakeIn ?subject ; own:stakeHolder ?holder ; own:decides "certain", ?word ; own:withAgreed false .
            OPTIONAL {{ ?stake own:heldFrom ?from }} OPTIONAL {{ ?stake own:heldUntil ?until }}
            FILTER(COALESCE(?from <= "{day}"^^xsd:date, true) && COALESCE("{day}"^^xsd:date < ?until, true))
        }}"""
    linked = f"""PREFIX own: <{OWN}>
        SELECT ?subject ?holder ?word {{ ?holder own:hasMajorityOf|own:controlsByOtherMeans ?subject BIND("certain" AS ?word) }}"""
    assert select(store, decided, "subject", "holder", "word") == select(store, linked, "subject", "holder", "word")


def test_parquet_names_the_same_iris_for_a_party_as_rdf_does(generation: Generation, tmp_path: Path) -> None:
    export(generation, "parquet", tmp_path / "tables")
    file = tmp_path / "tables" / "parties.parquet"
    rows = duckdb.sql(f"SELECT unnest(list_append(same, id)) AS iri, id, name FROM '{file}'").fetchall()  # noqa: S608
    store = triple_store.open_read_only(generation.triples_path)
    text = f"PREFIX own: <{OWN}> SELECT * {{ ?iri own:canonicalParty ?party . ?party own:shownName ?name }}"
    assert select(store, text, "iri", "party", "name") == set(rows)


@pytest.fixture(scope="module", params=(3, 8))
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Generation, str]]:
    folder = tmp_path_factory.mktemp("served") / "data"
    generation = publish(folder, *draw_sheets(request.param), with_triples=True)
    with serving_here(folder) as url:
        yield generation, url


@pytest.mark.thorough
def test_http_gives_the_engines_controllers_by_json_and_by_sparql(served: tuple[Generation, str]) -> None:
    generation, url = served
    expected = ask_engine(generation)
    answers: Answers = set()
    for number in list_companies(generation):
        parameters = {"party": generation.party_iri(number), "as_of": str(generation.content_day)}
        answer = httpx.get(f"{url}/v1/controllers", params=parameters).raise_for_status().json()
        for c in answer["controllers"]:
            iris = [p["id"] for p in c.get("ring") or [c["party"]]]
            answers |= {(answer["subject"]["id"], iri, c["certainty"]) for iri in iris if iri != answer["subject"]["id"]}
    assert answers == expected
    sent = httpx.post(f"{url}/sparql", data={"query": read_query()}, headers={"Accept": "application/sparql-results+json"})
    rows = sent.raise_for_status().json()["results"]["bindings"]
    assert {tuple(row[column]["value"] for column in ("subject", "controller", "certainty")) for row in rows} == expected


@pytest.mark.neo4j
@pytest.mark.parametrize("seed", [3, pytest.param(8, marks=pytest.mark.slow)])
def test_neo4j_holds_the_engines_controllers(seed: int, tmp_path: Path, neo4j: Neo4jAccess) -> None:
    generation = publish(tmp_path / "data", *draw_sheets(seed))
    run = DerivedRun("one", Options(datetime.date.fromisoformat(TODAY)))
    sync(GenerationGraph(generation, run), neo4j.settings, tmp_path / "manifest.sqlite")
    pairs = neo4j.run("MATCH (a)-[d:DERIVED_CONTROLS]->(b) RETURN a.uri AS holder, b.uri AS subject")
    assert len({(row["holder"], row["subject"]) for row in pairs}) == len(pairs)
    supposed = "WITH a, b, coalesce(d.ifAgreed, d.certainty) AS certainty WHERE certainty <> 'not_shown'"
    actual = "WITH a, b, d.certainty AS certainty, d WHERE d.include = []"
    for agreed in (False, True):
        choose = supposed if agreed else actual
        rows = neo4j.run(f"MATCH (a)-[d:DERIVED_CONTROLS]->(b) {choose} RETURN a.uri AS holder, b.uri AS subject, certainty")
        context = ask(generation, TODAY, include=["agreed"] if agreed else [])
        expected = {
            (answer.subject.id, c.party.id, c.certainty)
            for answer in (controllers(context, number) for number in list_companies(generation))
            for c in answer.controllers
        }
        assert {(row["subject"], row["holder"], row["certainty"]) for row in rows} == expected
