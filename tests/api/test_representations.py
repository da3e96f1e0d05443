"""An answer in several formats: a suffix and ``Accept`` ask for the same bytes, and every format tells the same."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from api.media import find_quality, parse_accept
from api.representations import ANSWER, choose
from graph.rdf.answer_context import ANSWERS
from ontology.errors import NotAcceptable
from ontology.statements import Interest, Kind, Status
from tests.api.in_process import serving_here
from tests.command import run
from tests.scenarios import Sheet, publish

OWN = "https://w3id.org/ownership-graph/ns#"
TYPES = {form.suffix: form.media_type for form in ANSWER}


def register(owner: str = "ann") -> Sheet:
    sheet = Sheet("register", stated="2020-01-01")
    sheet.party("ann", Kind.PERSON, "=HYPERLINK(1)")
    sheet.party("ruritania", Kind.STATE, "Ruritania")
    for company in ("mill", "far", "ring", "rang", "alone", "odd.csv"):
        sheet.party(company, label=f"{company.title()} Ltd")
    sheet.holds(owner, "mill", "1/3")
    sheet.holds("mill", "far", "(25..50]")
    sheet.holds(owner, "far", "33.333333333")
    sheet.holds("far", "odd.csv", "100")
    sheet.holds("ring", "rang", "60")
    sheet.holds("rang", "ring", "60")
    sheet.holds("ruritania", "ring", None, Interest.VETO)
    sheet.holds("ruritania", "mill", "60", status=Status.AGREED)
    sheet.same("mill", "https://w3id.org/ownership-graph/id/ent/mill-old")
    return sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("representations") / "data"
    publish(path, register("ruritania"))
    publish(path, register())
    return path


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with serving_here(folder) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


QUESTIONS = [
    "/v1/search?q=mill",
    "/v1/controllers?party=Far%20Ltd&as_of=2021-01-01",
    "/v1/entities/ent:far",
    "/v1/entities/ent:odd.csv/controllers?as_of=2021-01-01",
    "/v1/entities/ent:ann/controlled",
    "/v1/entities/ent:far/owners?comparison=true",
    "/v1/entities/ent:mill/holdings",
    "/v1/entities/ent:mill/history",
    "/v1/entities/ent:mill/statements",
    "/v1/paths?from=ent:ann&to=ent:far",
    "/v1/cycles",
    "/v1/changes?since=1",
    "/v1/sources",
]


def with_suffix(target: str, suffix: str) -> str:
    path, mark, query = target.partition("?")
    return f"{path}.{suffix}{mark}{query}"


@pytest.mark.parametrize("target", QUESTIONS)
def test_a_suffix_and_accept_give_the_same_answer_in_every_format(service: httpx.Client, target: str) -> None:
    bodies = {}
    for suffix, media in TYPES.items():
        named = service.get(with_suffix(target, suffix))
        asked = service.get(target, headers={"Accept": f"text/html;q=0.3, {media}, */*;q=0.1"})
        assert (named.status_code, asked.status_code) == (200, 200), named.text
        assert named.headers["content-type"].partition(";")[0] == asked.headers["content-type"].partition(";")[0] == media
        assert named.content == asked.content
        assert "Accept" in asked.headers["vary"]
        bodies[suffix] = asked
    assert service.get(target).content == bodies["json"].content
    assert len({response.headers["etag"] for response in bodies.values()}) == len(bodies)


@pytest.mark.parametrize("target", QUESTIONS)
def test_the_syntaxes_of_rdf_hold_the_same_triples(service: httpx.Client, target: str) -> None:
    def read(suffix: str, syntax: str) -> rdflib.Graph:
        content = service.get(with_suffix(target, suffix)).text
        graph = rdflib.Graph()
        with warnings.catch_warnings():
            # rdflib warns of what it does itself where a document has named graphs.
            warnings.simplefilter("ignore", DeprecationWarning)
            for triple in rdflib.Dataset(default_union=True).parse(data=content, format=syntax).triples((None, None, None)):
                # It tells "1/3" from "1/3"^^xsd:string, which are one literal since RDF 1.1.
                is_text = isinstance(triple[2], rdflib.Literal) and triple[2].datatype == rdflib.XSD.string
                graph.add((triple[0], triple[1], rdflib.Literal(str(triple[2]))) if is_text else triple[:3])
        return graph

    by_document, by_turtle, by_lines = read("jsonld", "json-ld"), read("ttl", "turtle"), read("nt", "nt")
    assert len(by_document) > 3
    assert isomorphic(by_document, by_turtle)
    assert isomorphic(by_document, by_lines)


def test_the_json_ld_of_an_answer_is_its_json_with_a_context(service: httpx.Client) -> None:
    target = "/v1/entities/ent:odd.csv/controllers?as_of=2021-01-01"
    plain = service.get(target).json()
    document = service.get(with_suffix(target, "jsonld")).json()
    assert plain.pop("@context")[0].endswith("/context/v1/answers.jsonld")
    assert document.pop("@context")["@vocab"] == ANSWERS
    assert document.pop("type") == plain.pop("@type") == "ControllersAnswer"
    assert document["sentence"] == plain["sentence"]
    assert set(document) == {name for name, value in plain.items() if value is not None}
    graph = rdflib.Graph().parse(data=service.get(with_suffix(target, "ttl")).text, format="turtle")
    (answer,) = graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{ANSWERS}ControllersAnswer"))
    assert str(graph.value(answer, rdflib.URIRef(f"{ANSWERS}verdict"))) == plain["verdict"]
    assert str(graph.value(answer, rdflib.URIRef(f"{ANSWERS}subject"))) == plain["subject"]["id"]
    assert str(graph.value(rdflib.URIRef(plain["subject"]["id"]), rdflib.RDFS.label)) == plain["subject"]["name"]


def test_shares_in_rdf_are_decimals_and_never_floating_point_numbers(service: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=service.get("/v1/entities/ent:far/owners.ttl").text, format="turtle")
    types = {value.datatype for value in graph.objects(None, rdflib.URIRef(f"{ANSWERS}max")) if isinstance(value, rdflib.Literal)}
    assert types <= {rdflib.XSD.decimal, rdflib.XSD.integer}
    assert rdflib.Literal("33.333333333", datatype=rdflib.XSD.decimal) in set(graph.objects(None, rdflib.URIRef(f"{ANSWERS}max")))


def test_a_party_in_rdf_is_what_its_sources_state_in_the_words_of_the_vocabulary(service: httpx.Client) -> None:
    answer = service.get("/v1/entities/ent:far").json()
    graph = rdflib.Graph().parse(data=service.get("/v1/entities/ent:far.ttl").text, format="turtle")
    types = {f"{OWN}{kind}Statement" for kind in ("Entity", "Interest", "Identity")}
    assert set(answer["statements"]) == {str(node) for node, kind in graph.subject_objects(rdflib.RDF.type) if str(kind) in types}
    listed = service.get("/v1/entities/ent:far/statements").json()["statements"]
    assert {record["id"] for record in listed} == set(answer["statements"])
    one = service.get(f"/v1/statements/{listed[0]['id']}").json()["statement"]
    assert one == listed[0]


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        (["controllers", "Odd.Csv Ltd", "--as-of", "2021-01-01"], "/v1/entities/ent:odd.csv/controllers.csv?as_of=2021-01-01"),
        (["controllers", "Alone Ltd", "--as-of", "2021-01-01"], "/v1/entities/ent:alone/controllers.csv?as_of=2021-01-01"),
        (["controlled", "ent:ann"], "/v1/entities/ent:ann/controlled.csv"),
        (["owners", "ent:far"], "/v1/entities/ent:far/owners.csv"),
        (["holdings", "ent:mill"], "/v1/entities/ent:mill/holdings.csv"),
        (["history", "ent:mill"], "/v1/entities/ent:mill/history.csv"),
        (["entity", "ent:mill"], "/v1/entities/ent:mill.csv"),
        (["paths", "ent:ann", "ent:far"], "/v1/paths.csv?from=ent:ann&to=ent:far"),
        (["cycles"], "/v1/cycles.csv"),
        (["changes", "--since", "1"], "/v1/changes.csv?since=1"),
        (["search", "mill"], "/v1/search.csv?q=mill"),
        (["sources"], "/v1/sources.csv"),
        (["stats"], "/v1/stats.csv"),
        (["rules"], "/v1/rules.csv"),
    ],
)
def test_the_table_is_that_of_the_command(service: httpx.Client, folder: Path, arguments: list[str], target: str) -> None:
    printed = run(*arguments, "--format", "csv", data=folder)
    assert printed.stderr == ""
    assert service.get(target).content == printed.stdout.encode()


def read_table(response: httpx.Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text)))


def test_a_table_of_no_controllers_says_that_none_is_shown(service: httpx.Client) -> None:
    (row,) = read_table(service.get("/v1/entities/ent:alone/controllers.csv?as_of=2021-01-01"))
    assert (row["verdict"], row["party_id"], row["votes_max"], row["as_of"]) == ("not_shown", "", "", "2021-01-01")


def test_tables_of_one_question_have_the_same_columns_for_every_party_and_for_none(service: httpx.Client) -> None:
    tables = [service.get(f"/v1/entities/ent:{party}/holdings.csv").text for party in ("mill", "ann", "ring", "alone")]
    assert len({table.partition("\n")[0] for table in tables}) == 1
    assert tables[3].count("\n") == 1


def test_no_cell_is_a_formula(service: httpx.Client) -> None:
    rows = read_table(service.get("/v1/entities/ent:far/owners.csv"))
    assert "'=HYPERLINK(1)" in [row["party_name"] for row in rows]


def test_what_an_answer_is_not_given_in_is_told_with_what_it_is_given_in(service: httpx.Client) -> None:
    for response in (
        service.get("/v1/entities/ent:far/owners", headers={"Accept": "image/png"}),
        service.get("/v1/entities/ent:far/owners.xlsx"),
        service.get("/v1/rules.ttl"),
        service.get("/v1/rules", headers={"Accept": "text/turtle, application/json;q=0"}),
        service.post("/v1/exposure", json={"parties": ["ent:ann"]}, headers={"Accept": "text/turtle"}),
    ):
        problem = response.json()
        assert (response.status_code, problem["code"]) == (406, "NO_SUCH_FORMAT")
        assert response.headers["vary"] == "Accept"
        assert {"media_type": "text/csv", "suffix": "csv"} in problem["offered"]
        assert "text/csv" in problem["hint"]
        assert "etag" not in response.headers


STATED = [
    "/v1/controllers?party=Far%20Ltd&as_of=2021-01-01",
    "/v1/entities/ent:far",
    "/v1/entities/ent:odd.csv/controllers?as_of=2021-01-01",
    "/v1/entities/ent:mill/statements",
]


@pytest.mark.parametrize("target", STATED)
def test_what_rests_on_statements_is_given_as_bods_by_suffix_and_by_accept(service: httpx.Client, target: str) -> None:
    named = service.get(with_suffix(target, "bods"))
    asked = service.get(target, headers={"Accept": "application/vnd.bods+json, application/json;q=0.9"})
    assert named.content == asked.content
    if target.startswith("/v1/entities/") and target.partition("?")[0].count("/") > 3:
        assert service.get(with_suffix(target, "bods.json")).content == named.content
    assert (named.headers["content-type"], asked.headers["content-type"]) == ("application/vnd.bods+json",) * 2
    assert {one["publicationDetails"]["bodsVersion"] for one in named.json()} == {"0.4"}
    assert service.get(target, headers={"Accept": "application/*"}).headers["content-type"] == "application/json"


def read_links(response: httpx.Response) -> set[tuple[str, str, float | None]]:
    """Read who holds how much of whom, by name, from statements of BODS."""
    statements = response.json()
    names = {
        s["recordId"]: (s["recordDetails"].get("names") or [{"fullName": s["recordDetails"].get("name")}])[0]["fullName"]
        for s in statements[::-1]
        if s["recordType"] != "relationship"
    }
    links = [s["recordDetails"] for s in statements if s["recordType"] == "relationship"]
    return {
        (names[link["interestedParty"]], names[link["subject"]], interest.get("share", {}).get("exact"))
        for link in links
        for interest in link["interests"]
    }


def test_the_bods_of_an_answer_has_its_chains_and_counts_what_it_cannot_hold(service: httpx.Client) -> None:
    chain = service.get("/v1/entities/ent:odd.csv/controllers.bods?as_of=2021-01-01")
    assert read_links(chain) == {("Far Ltd", "Odd.Csv Ltd", 100)}
    assert "x-omitted" not in chain.headers
    agreed = service.get("/v1/entities/ent:mill/statements.bods")
    assert read_links(agreed) == {("=HYPERLINK(1)", "Mill Ltd", 33.333333333), ("Mill Ltd", "Far Ltd", None)}
    assert agreed.headers["x-omitted"] == '"claims of the status agreed, which the format cannot say";count=1'
    nobody = service.get("/v1/entities/ent:alone/controllers.bods")
    assert [one["recordDetails"]["name"] for one in nobody.json()] == ["Alone Ltd"]


def test_one_statement_as_bods_is_an_array_with_its_parties(service: httpx.Client) -> None:
    listed = service.get("/v1/entities/ent:far/statements").json()["statements"]
    held = next(record for record in listed if record.get("subject", "").endswith("odd.csv"))
    assert read_links(service.get(f"/v1/statements/{held['id']}.bods")) == {("Far Ltd", "Odd.Csv Ltd", 100)}


def test_an_answer_that_the_engine_works_out_is_not_given_as_bods(service: httpx.Client) -> None:
    for target in ("/v1/entities/ent:far/owners.bods", "/v1/search.bods?q=mill", "/v1/cycles.bods"):
        assert service.get(target).json()["code"] == "NO_SUCH_FORMAT"


def test_an_id_may_end_like_a_suffix(service: httpx.Client) -> None:
    assert service.get("/v1/entities/ent:odd.csv").json()["name"] == "Odd.Csv Ltd"
    (row,) = read_table(service.get("/v1/entities/ent:odd.csv.csv"))
    assert row["name"] == "Odd.Csv Ltd"
    assert service.get("/v1/entities/ent:nobody.csv").status_code == 404


def test_a_merged_id_leads_on_in_the_format_that_was_asked_for(service: httpx.Client) -> None:
    for path in (".csv", "/controllers.ttl"):
        moved = service.get(f"/v1/entities/ent:mill-old{path}?")
        assert moved.status_code == 308
        assert moved.headers["location"].endswith(f"/v1/entities/ent:mill{path}")


def test_a_kept_answer_is_never_sent_to_who_takes_another_format(service: httpx.Client) -> None:
    target = "/v1/entities/ent:rang/controllers"
    for _ in range(3):
        for media in TYPES.values():
            response = service.get(target, headers={"Accept": media})
            assert response.headers["content-type"].partition(";")[0] == media
    table = service.get(target, headers={"Accept": "text/csv"})
    again = service.get(target, headers={"Accept": "application/json", "If-None-Match": table.headers["etag"]})
    assert (again.status_code, again.headers["content-type"]) == (200, "application/json")
    assert service.get(target, headers={"Accept": "text/csv", "If-None-Match": table.headers["etag"]}).status_code == 304


def test_two_accept_headers_are_one_list_and_not_one_word(service: httpx.Client) -> None:
    target = "/v1/entities/ent:ring/controllers"
    split = [("Accept", "*/*;q=0.1, text/c"), ("Accept", "sv")]
    for _ in range(2):
        assert service.get(target, headers=split).headers["content-type"] == "application/json"
        assert service.get(target, headers={"Accept": "*/*;q=0.1, text/csv"}).headers["content-type"].startswith("text/csv")


RANGES = st.sampled_from(["text/csv", "text/*", "*/*", "application/json", "application/*", "text/turtle", "image/png", "text/csv;v=1"])


@given(st.lists(st.tuples(RANGES, st.sampled_from(["", ";q=0", ";q=0.5", ";q=1", ";q=x"])), min_size=1, max_size=5))
def test_what_is_chosen_is_what_is_liked_best(parts: list[tuple[str, str]]) -> None:
    accept = ", ".join(media + quality for media, quality in parts)
    liked = {form: find_quality(form.media_type, parse_accept(accept)) for form in ANSWER}
    try:
        chosen = choose(ANSWER, accept, None)
    except NotAcceptable:
        assert not any(liked.values())
    else:
        assert liked[chosen] == max(liked.values()) > 0


def test_what_is_sent_plain_says_that_it_is_packed_for_others(service: httpx.Client) -> None:
    plain = {"Accept-Encoding": "identity"}
    assert service.get("/v1/rules.ttl", headers=plain).headers["vary"] == "Accept, Accept-Encoding"
    assert service.get("/openapi.json", headers=plain).headers["vary"] == "Accept-Encoding"
    packed = service.get("/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "Accept-Encoding")
