"""The questions of queries.cypher, asked of one invented world on a real server and compared with the engine where it answers the same."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from neo4j.graph import Node, Path, Relationship

from graph.generation.generation import Generation
from graph.neo4j.derived import DerivedRun
from graph.neo4j.explore import make_perspective
from graph.neo4j.questions import read_questions
from graph.neo4j.stream import GenerationGraph
from graph.neo4j.sync import sync
from graph.network.paths import Order
from graph.queries import Options, batch_all, controlled, controllers, cycles, find_party, holdings, paths
from ontology.statements import Address, EntityStatement, Identifier, Interest, Judgement, Kind, Name, Status
from tests.graph.neo4j.queries import load_queries
from tests.neo4j_server.plugin import Neo4jAccess
from tests.scenarios import Sheet, ask, publish

pytestmark = pytest.mark.neo4j

DAY = "2021-01-01"


def make_sheets() -> tuple[Sheet, Sheet]:
    """A state with its group, a joint holding, a ring, nominees, an island between two countries, a sale, a dispute, and namesakes."""
    register = Sheet("register")
    register.party("Ruritania", Kind.STATE)
    for person in ("Pia", "Olaf", "Mara", "Ann"):
        register.party(person, Kind.PERSON)
    register.party("P. Rassendyll", Kind.PERSON, label="Pia")
    register.party("M. Strofzin", Kind.PERSON, label="Mara")
    for name, jurisdiction in (("Zenda Parts", "RU"), ("Island Co", "VG"), ("Mainland Works", "RU")):
        register.rows.append(
            EntityStatement(
                id=f"{register.id(name)}#is",
                source=register.source.id,
                entity=register.id(name),
                kind=Kind.COMPANY,
                names=(Name(text=name),),
                jurisdiction=jurisdiction,
                identifiers=(Identifier(scheme="RU-OGRN", value=f'77-{name[:3]} "1"'),),
                addresses=(Address(text=f'{"1" if jurisdiction == "RU" else "2"}, Castle 7" Back\\slash, Zenda'),),
                stated_at=register.stated,
            )
        )
    register.holds("Ruritania", "Treasury Holding", interest=Interest.CONTROL_BY_LEGAL_FRAMEWORK)
    register.holds("Treasury Holding", "Zenda Motors", "100")
    register.holds("Zenda Motors", "Hentzau Cars", "51", status=Status.AGREED)
    register.holds("Zenda Motors", "Zenda Parts", "60")
    register.holds("Zenda Parts", "Island Co", "80")
    register.holds("Island Co", "Mainland Works", "(50..75]")
    register.holds("Pia", "Pier", "100")
    register.holds("Pia", "Harbour", "60")
    register.holds("Pier", "Docks", "30")
    register.holds("Harbour", "Docks", "30")
    register.holds("Alpha", "Beta", "60")
    register.holds("Beta", "Alpha", "60")
    register.holds("Alpha", "Gamma", "70")
    register.holds("Nomi Services", "Shell One", "100")
    register.holds("Nomi Services", "Shell One", interest=Interest.NOMINEE)
    register.holds("Olaf", "Shell One", interest=Interest.NOMINATOR)
    register.holds("Nomi Services", "Shell Two", interest=Interest.NOMINEE)
    register.holds("Mara", "Docks", interest=Interest.BOARD_MEMBER)
    register.holds("Mara", "Gamma", interest=Interest.BOARD_CHAIR)
    register.holds("Old Owner", "Quick Ltd", "70", valid_until="2020-06-30", status=Status.FORMER)
    register.holds("New Owner", "Quick Ltd", "70", valid_from="2020-07-01")
    register.holds("Ann", "Split Ltd", "30")
    register.holds("Lagoon", "Keel", "[40..60]")
    register.holds("Keel", "Hull", "60")
    register.party("Quoted", Kind.PERSON, label='Back\\slash 7" Doe')
    register.same("Ann", register.id("Quoted"), Judgement.UNSURE)
    register.same("Pia", register.id("P. Rassendyll"), Judgement.UNSURE)
    register.same("Mara", register.id("M. Strofzin"), Judgement.DIFFERENT)
    gazette = Sheet("gazette")
    gazette.holds("Ann", "Split Ltd", "45")
    return register, gazette


@dataclass(frozen=True)
class World:
    """The same statements in the engine and in Neo4j."""

    generation: Generation
    access: Neo4jAccess

    def number(self, name: str) -> int:
        return find_party(self.generation, Sheet("register").id(name))

    def ask(self, query: str, uri: str = "", *, other: str = "", **parameters: Any) -> list[dict[str, Any]]:
        """Rows of a question about parties by their short names, as plain values."""
        values: dict[str, Any] = {
            "uri": Sheet("register").id(uri),
            "other": Sheet("register").id(other),
            "asOf": datetime.date.fromisoformat(DAY),
            "statuses": ["in-effect", "former"],
            "run": "main",
            **parameters,
        }
        return self.access.run(load_queries()[query], **values)

    def names(self, query: str, column: str, uri: str = "", **parameters: Any) -> list[str]:
        return [row[column] for row in self.ask(query, uri, **parameters)]


@pytest.fixture(scope="module")
def world(neo4j_server: Neo4jAccess, tmp_path_factory: pytest.TempPathFactory) -> World:
    neo4j_server.wipe()
    folder = tmp_path_factory.mktemp("world")
    generation = publish(folder / "data", *make_sheets())
    run = DerivedRun("main", Options(datetime.date.fromisoformat(DAY)))
    sync(GenerationGraph(generation, run), neo4j_server.settings, folder / "manifest.sqlite")
    return World(generation, neo4j_server)


def list_companies(world: World) -> list[str]:
    return [answer.name for answer in batch_all(world.generation, Options(datetime.date.fromisoformat(DAY)))]


def test_the_file_reads_as_questions() -> None:
    questions = read_questions()
    assert len({q.name for q in questions}) == len({q.asks for q in questions}) == len(questions) >= 20
    assert [q.name for q in questions if not (q.asks.endswith("?") and q.folder and q.explanation)] == []
    assert [q.name for q in questions if "LIMIT" not in q.cypher] == []
    assert [q.name for q in questions if ";" in q.cypher or "]->*" in q.cypher or "]->+" in q.cypher] == []


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_each_question_can_be_asked_about_a_party_that_is_not_there(world: World, name: str) -> None:
    anywhere = {"rings", "largest-groups", "without-a-person-at-the-top", "state-controlled", "most-through-nominees", "sudden-changes"}
    rows = world.ask(name, "nobody", other="nobody", text="nothing like it", id="urn:none", jurisdiction="ZZ", identifier="X:none")
    assert bool(rows) is (name in anywhere | {"agreed-deals"})


@pytest.mark.parametrize("phrase", json.loads(make_perspective())["templates"], ids=lambda phrase: phrase["name"])
def test_each_search_phrase_draws_what_its_question_finds(world: World, phrase: dict[str, Any]) -> None:
    values = {
        "party": "Zenda Parts",
        "other": "Mainland Works",
        "asOf": DAY,
        "jurisdiction": "VG",
        "text": "docks",
        "identifier": 'RU-OGRN:77-Isl "1"',
    }
    subjects = {"everyone-above": "Docks", "ultimate-controllers": "Gamma", "derived-controllers": "Docks", "unnamed-remainders": "Docks"}
    subjects |= {"same-party": "Pia", "derived-controlled": "Ruritania", "circles": "Alpha", "shared-managers": "Docks"}
    subjects |= {"above-through-a-jurisdiction": "Mainland Works", "disagreements": "Split Ltd"}
    values["party"] = subjects.get(phrase["name"], values["party"])
    names = [parameter["name"].removeprefix("$") for parameter in phrase["params"]]
    records, _, _ = world.access.driver.execute_query(
        phrase["cypher"], {name: values[name] for name in names}, database_=world.access.settings.database
    )
    drawn = [part for record in records for value in record.values() for part in (value if isinstance(value, list) else [value])]
    assert drawn
    assert all(isinstance(part, Node | Relationship | Path) for part in drawn if part is not None)


SCANS = {
    "AllNodesScan",
    "NodeByLabelScan",
    "DirectedRelationshipTypeScan",
    "UndirectedRelationshipTypeScan",
    "DirectedAllRelationshipsScan",
}


SEEKS = {"NodeUniqueIndexSeek", "NodeIndexSeek", "ProcedureCall"}


def list_operators(plan: dict[str, Any]) -> set[str]:
    """The operators of a plan, without the name of the database behind each."""
    return {plan["operatorType"].partition("@")[0]}.union(*map(list_operators, plan.get("children", ())))


def explain(world: World, cypher: str) -> set[str]:
    parameters = {name: ["in-effect"] if name == "statuses" else "x" for name in re.findall(r"\$(\w+)", cypher)}
    _, summary, _ = world.access.driver.execute_query(f"EXPLAIN {cypher}", parameters, database_=world.access.settings.database)
    return list_operators(summary.plan)


@pytest.fixture
def crowd(world: World) -> Iterator[None]:
    """Many more parties, so that no plan is best because it reads all of a few; plans are made anew once the server has counted them."""
    world.access.run("UNWIND range(1, 5000) AS i CREATE (:Entity:Company {uri: 'crowd:' + i})")
    world.access.run("CALL db.prepareForReplanning(120)")
    yield
    world.access.run("MATCH (e:Entity) WHERE e.uri STARTS WITH 'crowd:' DELETE e")
    world.access.run("CALL db.prepareForReplanning(120)")


@pytest.mark.usefixtures("crowd")
def test_what_is_asked_about_a_party_begins_at_an_index(world: World) -> None:
    questions = {q.name: q.cypher for q in read_questions() if "{uri: $uri}" in q.cypher}
    phrases = {f"phrase {p['name']}": p["cypher"] for p in json.loads(make_perspective())["templates"] if p["name"] in questions}
    assert len(questions) > len(phrases) > 10
    plans = {name: explain(world, cypher) for name, cypher in (questions | phrases).items()}
    # The planner may read the other end of a path by a scan.
    assert {name: plan & SCANS for name, plan in plans.items() if plan & SCANS and not plan & SEEKS} == {}


@pytest.mark.parametrize("name", ["agreed-deals", "sudden-changes"])
def test_what_is_asked_about_few_of_all_stakes_begins_at_an_index_of_stakes(world: World, name: str) -> None:
    (cypher,) = (q.cypher for q in read_questions() if q.name == name)
    plan = explain(world, cypher)
    assert any(operator.startswith("DirectedRelationshipIndex") for operator in plan)
    assert not plan & SCANS


def test_a_search_phrase_takes_a_name_of_any_characters(world: World) -> None:
    # A quotation mark without its other is no query of the index, and a backslash hides the letter after it.
    (phrase,) = [p for p in json.loads(make_perspective())["templates"] if p["name"] == "same-party"]
    rows = world.access.run(phrase["cypher"], party='Back\\slash 7" Doe')
    assert [row["party"]["name"] for row in rows] == ["Ann"]


@pytest.mark.parametrize("text", ['docks "(', "Docks AND", "doc", "-docks +[", "docks\\", "*docks* ~", "docks : OR {"])
def test_any_text_finds_a_party(world: World, text: str) -> None:
    assert world.names("find-a-party", "name", text=text)[0] == "Docks"


@pytest.mark.parametrize("text", ["", " ", '"', "\\", "( ) AND *"])
def test_a_text_without_a_word_finds_nothing(world: World, text: str) -> None:
    assert world.ask("find-a-party", text=text) == []


def test_a_party_is_found_by_a_whole_identifier(world: World) -> None:
    assert world.names("by-identifier", "name", identifier='RU-OGRN:77-Isl "1"') == ["Island Co"]
    assert world.ask("by-identifier", identifier='77-Isl "1"') == []


def test_who_has_the_words_of_its_address_is_found(world: World) -> None:
    (row,) = world.ask("same-address", "Zenda Parts")
    assert (row["name"], row["address"]) == ("Mainland Works", ['1, Castle 7" Back\\slash, Zenda'])
    assert world.ask("same-address", "Island Co") == world.ask("same-address", "Pia") == []


def test_a_record_that_may_be_the_same_party_is_a_candidate_for_two_reasons(world: World) -> None:
    (row,) = world.ask("same-party", "Pia")
    assert sorted(row["why"]) == ["perhaps the same, as stated", "the same name"]


def test_a_namesake_who_is_known_to_be_another_is_no_candidate(world: World) -> None:
    assert world.ask("same-party", "Mara") == []


def test_derived_controllers_are_the_engines_for_every_company(world: World) -> None:
    context = ask(world.generation, DAY)
    for company in list_companies(world):
        answer = controllers(context, world.number(company))
        expected = sorted((c.party.name, c.certainty) for c in answer.controllers)
        rows = [row for row in world.ask("derived-controllers", company) if not row["include"]]
        assert sorted((row["name"], row["certainty"]) for row in rows) == expected, company


def test_a_joint_holding_is_drawn_with_all_statements_that_it_rests_on(world: World) -> None:
    (row,) = [row for row in world.ask("derived-controllers", "Docks") if not row["include"]]
    names = {node["name"] for path in row["paths"] for node in path if isinstance(node, dict)}
    assert (row["name"], names) == ("Pia", {"Pia", "Pier", "Harbour", "Docks"})


def test_single_majorities_lead_to_the_engines_controllers(world: World) -> None:
    context = ask(world.generation, DAY)
    for company in ("Mainland Works", "Zenda Motors", "Gamma", "Hentzau Cars", "Harbour"):
        certain = {
            party.name
            for c in controllers(context, world.number(company)).controllers
            if c.certainty == "certain"
            for party in (c.ring or [c.party])
        }
        assert set(world.names("ultimate-controllers", "name", company)) == certain, company


def test_everything_that_a_state_controls_is_the_engines(world: World) -> None:
    answer = controlled(ask(world.generation, DAY), world.number("Ruritania"))
    certain = sorted(c.party.name for c in answer.controlled if c.certainty == "certain")
    assert certain == ["Island Co", "Mainland Works", "Treasury Holding", "Zenda Motors", "Zenda Parts"]
    assert sorted(world.names("everything-below", "subject", "Ruritania")) == certain
    everything = sorted((c.party.name, c.certainty) for c in answer.controlled)
    rows = world.ask("derived-controlled", "Ruritania")
    assert sorted((row["subject"], row["certainty"]) for row in rows) == everything
    assert sorted((row["company"], row["certainty"]) for row in world.ask("state-controlled")) == everything
    (size,) = world.ask("group-size-and-depth", "Ruritania")
    assert (size["companies"], size["depth"]) == (len(certain), max(len(c.chain) for c in answer.controlled if c.certainty == "certain"))


def test_an_arrow_of_the_engine_tells_what_is_certain_and_what_rests_on_an_agreed_deal(world: World) -> None:
    query = "MATCH (:State)-[d:DERIVED_CONTROLS]->(x {name: $name}) RETURN d.label AS label, d.include AS include ORDER BY size(include)"
    labels = {name: [row["label"] for row in world.access.run(query, name=name)] for name in ("Zenda Motors", "Hentzau Cars")}
    assert labels == {"Zenda Motors": ["controls"], "Hentzau Cars": ["may control"]}


def test_an_agreed_deal_counts_only_where_it_is_asked_for(world: World) -> None:
    assert "Hentzau Cars" not in world.names("everything-below", "subject", "Ruritania")
    agreed = world.names("everything-below", "subject", "Ruritania", statuses=["in-effect", "former", "agreed"])
    assert "Hentzau Cars" in agreed
    assert world.names("agreed-deals", "company") == ["Hentzau Cars"]


def test_what_it_controls_jointly_only_the_engine_finds(world: World) -> None:
    assert sorted(world.names("everything-below", "subject", "Pia")) == ["Harbour", "Pier"]
    assert sorted(world.names("derived-controlled", "subject", "Pia")) == ["Docks", "Harbour", "Pier"]


def test_holdings_are_the_engines(world: World) -> None:
    for party in ("Zenda Motors", "Pia", "Alpha"):
        expected = sorted(h.subject.name for h in holdings(ask(world.generation, DAY), world.number(party)).holdings)
        assert sorted(world.names("holdings-on-a-date", "subject", party)) == expected


@pytest.mark.parametrize(("start", "end"), [("Ruritania", "Mainland Works"), ("Pia", "Docks"), ("Alpha", "Gamma"), ("Pia", "Gamma")])
def test_chains_between_two_are_the_engines(world: World, start: str, end: str) -> None:
    answer = paths(ask(world.generation, DAY), world.number(start), world.number(end), by=Order.LENGTH)
    shortest = [path for path in answer.paths if len(path.links) == len(answer.paths[0].links)]
    expected = sorted([link.statement for link in path.links] for path in shortest)
    assert [row["chain"] for row in world.ask("chain-between", start, other=end)] == expected


@pytest.mark.parametrize(("start", "end"), [("Treasury Holding", "Mainland Works"), ("Pia", "Docks"), ("Beta", "Gamma")])
def test_shares_along_paths_are_the_engines(world: World, start: str, end: str) -> None:
    answer = paths(ask(world.generation, DAY), world.number(start), world.number(end))
    expected = sorted((path.product.min, path.product.max) for path in answer.paths if path.product)
    rows = world.ask("share-along-paths", start, other=end)
    assert sorted((round(row["least"], 6), round(row["most"], 6)) for row in rows) == expected


def test_circles_are_the_engines(world: World) -> None:
    (cycle,) = cycles(ask(world.generation, DAY)).cycles
    members = {party.name for party in cycle.members}
    assert [set(row["circle"]) for row in world.ask("rings")] == [members]
    assert [set(row["circle"]) for row in world.ask("circles", "Alpha")] == [members]
    assert world.ask("circles", "Gamma") == []


def test_the_largest_groups_and_those_without_a_person_are_the_engines(world: World) -> None:
    answers = list(batch_all(world.generation, Options(datetime.date.fromisoformat(DAY))))
    certain = Counter(c.name for a in answers for c in a.controllers if c.certainty == "certain" and c.ultimate is not False)
    assert {row["name"]: row["companies"] for row in world.ask("largest-groups")} == certain
    # Somebody may be above Keel, so what it controls is not the whole of a group.
    assert "Keel" not in certain
    people = {"Ruritania", "Pia", "Olaf", "Mara", "Ann"}
    nobody = {a.name for a in answers if not people & {c.name for c in a.controllers}}
    assert set(world.names("without-a-person-at-the-top", "name")) == nobody


def test_what_is_not_named_is_the_engines(world: World) -> None:
    context = ask(world.generation, DAY)
    for company in ("Docks", "Gamma", "Mainland Works", "Zenda Motors", "Split Ltd", "Treasury Holding", "Quick Ltd"):
        expected = {r.subject: (r.min, r.max) for r in controllers(context, world.number(company)).residual}
        answer = world.ask("unnamed-remainders", company)
        rows = {row["uri"]: (row["least"], row["most"]) for row in answer}
        iri = Sheet("register").id(company)
        assert rows.get(iri) == expected.get(iri), company
        assert {(row["path"][0]["uri"], row["path"][-1]["uri"]) for row in answer} == {(uri, iri) for uri in rows}


def test_who_is_above_through_a_jurisdiction(world: World) -> None:
    assert world.names("above-through-a-jurisdiction", "holder", "Mainland Works", jurisdiction="VG") == ["Zenda Parts"]
    (row,) = world.ask("held-through-a-jurisdiction", jurisdiction="VG")
    assert (row["holder"], row["via"], row["held"]) == ("Zenda Parts", "Island Co", "Mainland Works")


def test_nominees_are_counted_with_those_for_whom_they_hold(world: World) -> None:
    (row,) = world.ask("most-through-nominees")
    assert (row["name"], row["companies"], row["nominators"]) == ("Nomi Services", 2, ["Olaf"])


def test_a_majority_that_changes_hands_changes_the_engines_controller(world: World) -> None:
    (row,) = world.ask("sudden-changes")
    assert (row["company"], row["before"], row["after"]) == ("Quick Ltd", "Old Owner", "New Owner")
    for day, name in (("2020-06-29", "Old Owner"), ("2020-07-01", "New Owner")):
        (controller,) = controllers(ask(world.generation, day), world.number("Quick Ltd")).controllers
        assert controller.party.name == name
    assert world.ask("sudden-changes", asOf=datetime.date(2023, 1, 1)) == []


def test_two_who_share_a_manager_are_connected(world: World) -> None:
    (row,) = world.ask("shared-managers", "Docks")
    assert (row["manager"], row["company"]) == ("Mara", "Gamma")
    assert world.ask("connection-between", "Docks", other="Gamma")[0]["links"] == 2


def test_sources_that_disagree_are_shown_side_by_side(world: World) -> None:
    (row,) = world.ask("disagreements", "Split Ltd")
    assert {row["first"], row["second"]} == {"30 %", "45 %"}
    assert row["firstSources"] != row["secondSources"]
    assert world.ask("disagreements", "Docks") == []


def test_who_says_so_is_told_of_every_kind_of_statement(world: World) -> None:
    found = world.access.run("MATCH ()-[r]->() WHERE NOT r:DERIVED_CONTROLS RETURN type(r) AS type, min(r.id) AS id")
    assert {"OWNS", "MAY_BE_SAME_AS", "DIFFERENT_FROM"} <= {row["type"] for row in found}
    assert [row["type"] for row in found if [r["how"] for r in world.ask("who-says-so", id=row["id"])] != [row["type"]]] == []


def test_everyone_above_is_there_once(world: World) -> None:
    above = world.names("everyone-above", "name", "Mainland Works")
    assert above == ["Island Co", "Zenda Parts", "Zenda Motors", "Treasury Holding", "Ruritania"]
    assert sorted(world.names("everyone-above", "name", "Gamma")) == ["Alpha", "Beta"]
