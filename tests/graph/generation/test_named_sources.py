"""Sources that one file names within itself, from the file to the answer, the exports and back: data sets of FollowTheMoney, publishers of
BODS."""

from __future__ import annotations

import csv
import json
from itertools import permutations
from pathlib import Path

import duckdb
import msgspec
import numpy as np
import pytest

from graph import queries
from graph.answers.controllers import ControllersAnswer
from graph.exports.dump import export
from graph.generation.generation import Generation
from graph.generation.series import mark_replaced
from graph.generation.verify import verify
from graph.ledger.ledger import Ledger
from graph.neo4j.projection import project_generation
from graph.neo4j.stream import GraphStream
from graph.queries import controllers, find_party
from graph.rdf import triple_store
from ontology.series import PLACE_BITS
from ontology.statements import EntityStatement, InterestStatement
from ontology.terms import Base
from tests.command import run
from tests.scenarios import ask, publish_files

BASE = Base()
FILE = BASE.source("lists")
DAY = "2026-01-10"


def entity(identity: str, schema: str, datasets: tuple[str, ...], day: str = DAY, **properties: str) -> dict[str, object]:
    return {
        "id": identity,
        "schema": schema,
        "properties": {name: [value] for name, value in properties.items()},
        "datasets": list(datasets),
        "last_change": f"{day}T01:02:03",
    }


def owns(record: str, percent: str, *datasets: str, day: str = DAY, holder: str = "ines") -> dict[str, object]:
    return entity(record, "Ownership", datasets, day, owner=holder, asset="mill", percentage=percent)


PARTIES = [entity("ines", "Person", ("a",), name="Ines Holm"), entity("mill", "Company", ("a", "b"), name="Holm Mill")]


def write(folder: Path, *records: object, name: str = "lists.jsonl") -> Path:
    file = folder / name
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return file


def answer(generation: Generation, day: str = "2026-06-01", party: str = "Holm Mill") -> ControllersAnswer:
    return controllers(ask(generation, day), find_party(generation, party))


def name(dataset: str) -> str:
    return f"{FILE}/{dataset}"


def test_three_data_sets_that_differ_are_rivals_in_every_order_of_the_lines(tmp_path: Path) -> None:
    links = [owns("o1", "30", "a"), owns("o2", "55", "b"), owns("o3", "70", "c")]
    told = set()
    for number, order in enumerate(permutations([*links, *PARTIES[:1]])):
        if number % 5:
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        given = answer(publish_files(folder / "data", write(folder, PARTIES[1], *order)))
        (controller,) = given.controllers
        (link,) = controller.chain
        assert (given.verdict, link.source, {r.source for r in link.disagrees}) == ("possible", name("c"), {name("a"), name("b")})
        assert not any(rival.version for rival in link.disagrees)
        assert [len(conflict.statements) for conflict in given.conflicts] == [3]
        assert [source.id for source in given.sources] == [name("a"), name("b"), name("c")]
        assert {source.part_of for source in given.sources} == {FILE}
        told.add(msgspec.json.encode(msgspec.structs.replace(given, generation=1)))
    assert len(told) == 1
    sentence = given.sentence
    assert "according to “c (lists.jsonl)”" in sentence
    assert "“a (lists.jsonl)” says that Ines Holm owns 30 % of Holm Mill, not 70 %" in sentence
    assert "“b (lists.jsonl)” says that Ines Holm owns 55 % of Holm Mill, not 70 %" in sentence


def test_data_sets_that_agree_are_one_claim_and_both_are_named(tmp_path: Path) -> None:
    given = answer(publish_files(tmp_path / "data", write(tmp_path, *PARTIES, owns("o1", "60", "a"), owns("o2", "60", "b"))))
    (link,) = given.controllers[0].chain
    assert (given.verdict, given.conflicts, link.disagrees) == ("certain", (), ())
    assert {link.source, *(link.also_stated_by or ())} == {name("a"), name("b")}
    assert "according to “a (lists.jsonl)” and “b (lists.jsonl)”" in given.sentence


@pytest.mark.parametrize("forwards", [True, False])
def test_what_two_data_sets_say_of_one_record_on_one_day_is_no_version(tmp_path: Path, *, forwards: bool) -> None:
    lines = [*PARTIES, owns("o", "49", "b"), owns("o", "60", "a")]
    generation = publish_files(tmp_path / "data", write(tmp_path, *(lines if forwards else lines[::-1])))
    given = answer(generation)
    (link,) = given.controllers[0].chain
    assert (given.verdict, link.source) == ("possible", name("a"))
    assert [(rival.source, rival.version) for rival in link.disagrees] == [(name("b"), False)]
    assert len(given.conflicts) == 1
    assert sum(1 for _ in export_rows(generation, tmp_path)) == 2


def test_a_party_goes_by_the_name_of_the_first_data_set_whatever_the_line(tmp_path: Path) -> None:
    lines = [entity("mill", "Company", ("b",), name="Mill B"), entity("mill", "Company", ("a",), name="Mill A")]
    for place, order in enumerate((lines, lines[::-1])):
        folder = tmp_path / str(place)
        folder.mkdir()
        generation = publish_files(folder / "data", write(folder, *order))
        (number,) = range(len(generation))
        assert (generation.party(number).name, generation.party_summary(number).name) == ("Mill A", "Mill A")


def test_a_record_that_moves_to_another_data_set_is_the_same_record(tmp_path: Path) -> None:
    newer = owns("o", "60", "b", day="2026-03-01")
    given = answer(publish_files(tmp_path / "data", write(tmp_path, *PARTIES, owns("o", "49", "a"), newer)))
    (link,) = given.controllers[0].chain
    assert (given.verdict, link.source, link.disagrees, given.conflicts) == ("certain", name("b"), (), ())


def change(op: str, record: dict[str, object]) -> dict[str, object]:
    return {"op": op, "entity": record}


def load_delta(folder: Path, *changes: object) -> Generation:
    """A snapshot of two data sets that differ, then the changes."""
    snapshot = write(folder, *PARTIES, owns("o1", "49", "a"), owns("o2", "60", "b"))
    delta = write(folder, *changes, name="delta.jsonl")
    publish_files(folder / "data", snapshot, source="lists")
    return publish_files(folder / "data", delta, source="lists")


def test_a_delta_replaces_the_record_of_one_data_set_and_leaves_the_other(tmp_path: Path) -> None:
    generation = load_delta(tmp_path, change("MOD", owns("o1", "60", "a", day="2026-03-01")))
    given = answer(generation)
    (link,) = given.controllers[0].chain
    assert (given.verdict, given.conflicts) == ("certain", ())
    assert {link.source, *(link.also_stated_by or ())} == {name("a"), name("b")}
    assert [source for source in generation.sources if source != FILE] == [name("a"), name("a+b"), name("b")]


def test_a_deletion_that_names_no_data_set_ends_the_record_of_the_one_that_stated_it(tmp_path: Path) -> None:
    generation = load_delta(tmp_path, change("DEL", owns("o1", "49", day="2026-03-01")))
    given = answer(generation)
    (link,) = given.controllers[0].chain
    assert (given.verdict, link.source) == ("possible", name("b"))
    assert [(rival.source, rival.ended) for rival in link.disagrees] == [(name("a"), True)]
    assert [(row["source"], row["status"]) for row in export_rows(generation, tmp_path)] == [(name("b"), "in-effect")]
    assert answer(generation, "2026-02-01").verdict == "possible"
    superseded = {r.properties["sources"]: r.properties.get("superseded") for r in project_generation(generation).relationships}
    assert superseded == {(name("a"),): True, (name("b"),): None}


def export_rows(generation: Generation, folder: Path) -> list[dict[str, str]]:
    export(generation, "csv", folder / "out.csv")
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Two data sets that differ, one holding that both state together, and one line that names none, with triples."""
    folder = tmp_path_factory.mktemp("lists")
    bare = owns("o4", "5", holder="kurt")
    del bare["datasets"]
    records = [*PARTIES, owns("o1", "49", "a"), owns("o2", "60", "b"), owns("o3", "10", "b", "a", holder="jan"), bare]
    return publish_files(folder / "data", write(folder, *records), with_triples=True)


def test_a_statement_of_several_data_sets_is_of_them_together(lists: Generation) -> None:
    assert list(lists.sources) == [FILE, name("a"), name("a+b"), name("b")]
    assert [source.title for source in lists.sources.values()][1:] == ["a (lists.jsonl)", "a + b (lists.jsonl)", "b (lists.jsonl)"]
    stated = {s.record: s.source for s in lists.statements() if isinstance(s, InterestStatement)}
    assert stated == {"o1": name("a"), "o2": name("b"), "o3": name("a+b"), "o4": FILE}
    assert [(s.id, s.part_of) for s in queries.sources(lists) if s.part_of] == [(name(x), FILE) for x in ("a", "a+b", "b")]
    assert all(check.agrees for check in verify(lists, Ledger(lists.path.parent.parent / "releases")))


def test_each_source_is_a_graph_and_a_dump_loaded_again_is_the_same_ledger(lists: Generation, tmp_path: Path) -> None:
    store = triple_store.open_read_only(lists.triples_path)
    text = """
        PREFIX own: <https://w3id.org/ownership-graph/ns#> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?graph ?record ?whole WHERE { GRAPH ?graph { ?s a own:InterestStatement ; own:record ?record ; own:source ?graph ;
            prov:wasDerivedFrom ?graph . OPTIONAL { ?graph own:partOf ?whole } } }
    """
    rows = {(row["record"].value, row["graph"].value, row["whole"] and row["whole"].value) for row in triple_store.query(store, text)}
    assert rows == {("o1", name("a"), FILE), ("o2", name("b"), FILE), ("o3", name("a+b"), FILE), ("o4", FILE, None)}
    for syntax, suffix in (("nquads", "nq"), ("trig", "trig")):
        export(lists, syntax, tmp_path / f"dump.{suffix}")
        back = publish_files(tmp_path / suffix, tmp_path / f"dump.{suffix}")
        assert sorted(back.statements(), key=lambda s: s.id) == sorted(lists.statements(), key=lambda s: s.id)
        assert back.sources == lists.sources
        assert [info.source for info in back.manifest.releases] == [FILE]


def test_a_dump_of_one_data_set_is_a_source_of_its_own(lists: Generation, tmp_path: Path) -> None:
    export(lists, "nquads", tmp_path / "b.nq", source="lists/b")
    back = publish_files(tmp_path / "data", tmp_path / "b.nq")
    assert [(s.source, s.record) for s in back.statements() if isinstance(s, InterestStatement)] == [(name("b"), "o2")]
    assert [(source.id, source.part_of) for source in back.sources.values()] == [(name("b"), None)]


def test_an_export_of_the_file_has_all_that_it_names(lists: Generation, tmp_path: Path) -> None:
    assert {row["source"] for row in export_rows(lists, tmp_path)} == {name("a"), name("b"), name("a+b"), FILE}
    for chosen, count in (("lists", 4), ("lists/a", 1)):
        assert export(lists, "csv", tmp_path / "chosen.csv", source=chosen).count == count
        assert export(lists, "parquet", tmp_path / "chosen", source=chosen).count >= count
        sources = duckdb.read_parquet(str(tmp_path / "chosen" / "source.parquet")).fetchall()
        assert len(sources) == count
    export(lists, "ftm", tmp_path / "out.ftm.json")
    lines = [json.loads(line) for line in (tmp_path / "out.ftm.json").read_text(encoding="utf-8").splitlines()]
    datasets = {record["properties"]["recordId"][0]: record["datasets"] for record in lines if "recordId" in record["properties"]}
    assert datasets == {"o1": ["a"], "o2": ["b"], "o3": ["a", "b"], "o4": ["lists"]}


def test_neo4j_names_the_source_within_the_file(lists: Generation) -> None:
    graph = project_generation(lists)
    assert {node.key: node.properties.get("partOf") for node in graph.nodes if "Source" in node.labels} == {
        FILE: None,
        **dict.fromkeys(map(name, ("a", "b", "a+b")), FILE),
    }
    assert {r.properties["sources"] for r in graph.relationships} == {(name("a"),), (name("b"),), (name("a+b"),), (FILE,)}
    with GraphStream(lists) as stream:
        assert {(r.key, r.properties["sources"]) for r in stream.relationships()} == {
            (r.key, r.properties["sources"]) for r in graph.relationships
        }


def publication(publisher: dict[str, str], day: str = "2026-02-01", **more: str) -> dict[str, object]:
    return {"publicationDate": day, "bodsVersion": "0.4", "publisher": publisher, **more}


RURITANIA = publication({"name": "Registry of Ruritania", "url": "https://registry.example"}, license="https://licence.example/a")
GRAUSTARK = publication({"name": "Court of Graustark"}, "2026-02-03")


def bods(record: str, kind: str, details: dict[str, object], published: dict[str, object], **source: object) -> dict[str, object]:
    return {
        "statementId": f"{record}-1",
        "statementDate": DAY,
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "declarationSubject": "mill",
        "recordDetails": details,
        "publicationDetails": published,
        **({"source": source} if source else {}),
    }


def holding(record: str, share: int, published: dict[str, object], **source: object) -> dict[str, object]:
    interests = [{"type": "shareholding", "directOrIndirect": "direct", "share": {"exact": share}}]
    details: dict[str, object] = {"subject": "mill", "interestedParty": "ines", "interests": interests}
    return bods(record, "relationship", details, published, **source)


def bods_parties(published: dict[str, object]) -> list[dict[str, object]]:
    company: dict[str, object] = {"entityType": {"type": "registeredEntity"}, "name": "Holm Mill"}
    person: dict[str, object] = {"personType": "knownPerson", "names": [{"type": "individual", "fullName": "Ines Holm"}]}
    return [bods("mill", "entity", company, published), bods("ines", "person", person, published)]


@pytest.mark.parametrize("forwards", [True, False])
def test_two_publishers_of_one_file_are_rivals_in_either_order(tmp_path: Path, *, forwards: bool) -> None:
    records = [*bods_parties(RURITANIA), holding("r1", 40, GRAUSTARK), holding("r2", 70, RURITANIA)]
    file = tmp_path / "lists.json"
    file.write_text(json.dumps(records if forwards else records[::-1]), encoding="utf-8")
    generation = publish_files(tmp_path / "data", file)
    given = answer(generation)
    titles = {source.title: source for source in given.sources}
    ruritania, graustark = (titles[f"{who} (lists.json)"] for who in ("Registry of Ruritania", "Court of Graustark"))
    (link,) = given.controllers[0].chain
    assert (given.verdict, link.source, [r.source for r in link.disagrees]) == ("possible", ruritania.id, [graustark.id])
    assert (ruritania.publisher, ruritania.url, ruritania.licence, ruritania.date, ruritania.part_of) == (
        "Registry of Ruritania",
        "https://registry.example",
        "https://licence.example/a",
        "2026-02-01",
        FILE,
    )
    assert (graustark.publisher, graustark.url, graustark.licence, graustark.date) == ("Court of Graustark", None, None, "2026-02-03")
    assert generation.sources[FILE].publisher is None
    assert {s.source for s in generation.statements() if isinstance(s, EntityStatement)} == {ruritania.id}


def test_registers_of_one_publisher_are_sources_of_their_own(tmp_path: Path) -> None:
    court = {"type": ["officialRegister"], "description": "Court rolls", "url": "https://court.example/1", "retrievedAt": "2025-12-24"}
    website = {"type": ["thirdParty"], "url": "https://www.lists.example/mill"}
    own = {"type": ["selfDeclaration"], "description": "Letter of Ines Holm"}
    records = [holding(f"r{place}", 40 + place, RURITANIA, **source) for place, source in enumerate((court, website, own, {}))]
    file = tmp_path / "lists.json"
    file.write_text(json.dumps([*bods_parties(RURITANIA), *records]), encoding="utf-8")
    generation = publish_files(tmp_path / "data", file)
    stated = {s.record: generation.sources[s.source] for s in generation.statements() if isinstance(s, InterestStatement)}
    by = "published by Registry of Ruritania (lists.json)"
    assert [stated[f"r{place}"].title for place in range(3)] == [
        f"Court rolls, {by}",
        f"lists.example, {by}",
        "Registry of Ruritania (lists.json)",
    ]
    assert stated["r2"] == stated["r3"]
    assert stated["r0"].date == "2025-12-24"


def test_a_statement_keeps_its_id_whoever_publishes_it(tmp_path: Path) -> None:
    ids = []
    for place, published in enumerate((RURITANIA, GRAUSTARK)):
        folder = tmp_path / str(place)
        folder.mkdir()
        (folder / "lists.json").write_text(json.dumps([*bods_parties(published), holding("r1", 40, published)]), encoding="utf-8")
        ids.append({statement.id for statement in publish_files(folder / "data", folder / "lists.json").statements()})
    assert ids[0] == ids[1]


def test_a_file_of_publishers_goes_to_bods_and_back_with_its_sources_and_series(tmp_path: Path) -> None:
    newer = {**holding("r1", 45, RURITANIA), "statementId": "r1-2", "statementDate": "2026-03-01", "recordStatus": "updated"}
    file = tmp_path / "lists.json"
    file.write_text(json.dumps([*bods_parties(RURITANIA), holding("r1", 40, GRAUSTARK), newer]), encoding="utf-8")
    generation = publish_files(tmp_path / "data", file)
    (tmp_path / "out").mkdir()
    export(generation, "bods", tmp_path / "out" / "lists.json")
    back = publish_files(tmp_path / "back", tmp_path / "out" / "lists.json")

    def summarize(one: Generation) -> set[tuple[str | None, str | None, str]]:
        links = (s for s in one.statements() if isinstance(s, InterestStatement))
        return {(s.record, s.stated_at, one.sources[s.source].title) for s in links}

    assert summarize(back) == summarize(generation)
    votes = [answer(one).largest_holders[0].votes for one in (generation, back)]
    assert votes[0] is not None
    assert (votes[0].max, votes[1]) == (45, votes[0])


def test_a_release_of_an_earlier_version_is_its_file_s(tmp_path: Path) -> None:
    generation = publish_files(tmp_path / "data", write(tmp_path, *PARTIES, owns("o1", "60", "a")))
    (info,) = generation.manifest.releases
    file = tmp_path / "data" / "releases" / info.name / "release.json"
    fields = json.loads(file.read_bytes())
    assert [source["id"] for source in fields.pop("sources")] == [name("a"), name("a+b")]
    file.write_text(json.dumps(fields), encoding="utf-8")
    release = Ledger(tmp_path / "data" / "releases").open(info.name)
    assert (release.manifest.sources, len(release)) == ((), len(generation.releases[0]))


def test_versions_of_one_day_stand_beside_those_of_another_source() -> None:
    record, day = np.array([1, 1, 1, 2]), 5 << PLACE_BITS
    rank = np.array([day + 7, day + 9, day - (1 << PLACE_BITS) + 8, day + 3])
    assert mark_replaced(rank, record, source=np.array([1, 2, 2, 1])).tolist() == [False, False, True, False]
    assert mark_replaced(rank, record, source=np.ones(4)).tolist() == [True, False, True, False]


def test_sources_are_listed_below_their_file(lists: Generation) -> None:
    listed = run("sources", data=lists.path.parent.parent)
    assert [line for line in listed.stdout.splitlines() if "src:" in line] == [
        "  src:lists",
        *(f"    src:lists/{dataset}" for dataset in ("a", "a+b", "b")),
    ]
