"""The answers about all companies as data: every table says what the answer about each company says."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store

from graph.exports.dump import export_answers
from graph.generation.generation import Generation
from graph.queries import controllers
from ontology.errors import UsageError
from ontology.statements import Kind
from tests.command import run
from tests.scenarios import Sheet, ask, publish

PREFIXES = "PREFIX own: <https://w3id.org/ownership-graph/ns#> PREFIX prov: <http://www.w3.org/ns/prov#> "


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answers")


@pytest.fixture(scope="module")
def generation(data: Path) -> Generation:
    """A state above a company with a band, two who hold most of each other, a person with a third, and a company without a controller."""
    sheet = Sheet()
    sheet.party("state", Kind.STATE, "Republic of Ruritania")
    sheet.party("pia", Kind.PERSON, "=Pia")
    sheet.holds("state", "fund", "100")
    sheet.holds("fund", "maker", "(50..75]")
    sheet.holds("pia", "maker", "1/3")
    sheet.holds("left", "right", "60")
    sheet.holds("right", "left", "60")
    sheet.holds("left", "shop", "(25..60]")
    sheet.holds("pia", "kiosk", "20", valid_from="2020-06")
    return publish(data, sheet)


def read_csv(generation: Generation, tmp_path: Path, **options: Any) -> list[dict[str, str]]:
    target = tmp_path / "answers.csv"
    report = export_answers(generation, "csv", target, ask(generation, **options).options)
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert (report.unit, report.count) == ("rows", len(rows))
    return rows


@pytest.mark.parametrize("options", [{}, {"rule": "uk-psc"}, {"as_of": "2020-03-01", "include": ["agreed"]}])
def test_a_row_says_what_the_answer_about_its_company_says(generation: Generation, tmp_path: Path, options: dict[str, Any]) -> None:
    rows = read_csv(generation, tmp_path, **options)
    context = ask(generation, **options)
    expected = []
    for number in range(len(generation)):
        if generation.interests.rows_by_subject(number):
            answer = controllers(context, number)
            start = [answer.subject.id, answer.subject.kind, answer.verdict]
            expected += [
                [*start, c.party.id, c.party.kind, c.certainty, Decimal(str(c.economic.min)), Decimal(str(c.economic.max)), len(c.chain)]
                for c in answer.controllers
            ] or [start]
    names = ("company", "company_kind", "verdict", "controller", "controller_kind", "certainty")
    found = [
        [*(row[n] for n in names), Decimal(row["economic_min"]), Decimal(row["economic_max"]), len(row["chain"].split())]
        if row["controller"]
        else [row[n] for n in names[:3]]
        for row in rows
    ]
    assert found == expected
    assert {(row["rule"], row["as_of"], row["content_version"]) for row in rows} == {
        (context.options.rule, context.options.as_of.isoformat(), generation.content_version)
    }


def test_a_row_tells_open_bounds_rings_states_and_how_long_its_chain_is(generation: Generation, tmp_path: Path) -> None:
    rows = {row["company"].rpartition("/")[2]: row for row in read_csv(generation, tmp_path)}
    maker = rows["maker"]
    assert [maker[name] for name in ("economic_min", "economic_min_open", "economic_max", "economic_max_open")] == [
        "50",
        "true",
        "66.666666667",
        "false",
    ]
    assert (maker["state_control"], maker["chain_length"], maker["ultimate"]) == ("certain", "2", "true")
    assert (rows["shop"]["state_control"], rows["shop"]["verdict"]) == ("not_shown", "possible")
    assert [iri.rpartition("/")[2] for iri in rows["shop"]["ring"].split()] == ["left", "right"]
    assert (rows["kiosk"]["verdict"], rows["kiosk"]["controller"], rows["kiosk"]["economic_min"]) == ("not_shown", "", "")


def test_a_name_that_looks_like_a_formula_is_none(generation: Generation, tmp_path: Path) -> None:
    rows = read_csv(generation, tmp_path, rule="uk-psc")
    assert {row["controller_name"] for row in rows if row["controller_kind"] == "person"} == {"'=Pia"}


def test_parquet_has_the_rows_of_the_csv_in_types_that_a_filter_takes(generation: Generation, tmp_path: Path) -> None:
    target = tmp_path / "answers.parquet"
    rows = read_csv(generation, tmp_path)
    assert export_answers(generation, "parquet", target, ask(generation).options).count == len(rows)
    with duckdb.connect() as connection:
        answers = connection.read_parquet(str(target))
        types = dict(zip(answers.columns, map(str, answers.types), strict=True))
        (found,) = (
            answers.filter("economic_min_open AND chain_length > 1 AND as_of >= DATE '2021-01-01'")
            .project("company, economic_min")
            .fetchall()
        )
    assert list(types) == list(rows[0])
    assert [types[n] for n in ("economic_min", "ultimate", "ring", "as_of")] == ["DECIMAL(12,9)", "BOOLEAN", "VARCHAR[]", "DATE"]
    assert found == (f"{generation.base.iri}ent/maker", Decimal(50))


def test_quads_say_the_same_with_what_they_rest_on_and_who_asked(generation: Generation, tmp_path: Path) -> None:
    target = tmp_path / "answers.nq"
    report = export_answers(generation, "nquads", target, ask(generation).options)
    store = Store()
    store.load(path=str(target), format=RdfFormat.N_QUADS)
    assert report.count == len(store)
    (graph,) = store.named_graphs()
    assert str(graph) == f"<{generation.base.iri}graph/answers/majority-control/2021-01-01>"
    assert not list(store.quads_for_pattern(None, None, None, DefaultGraph()))
    query = """SELECT ?company ?kind ?verdict ?controller ?min ?open ?length (COUNT(?statement) AS ?statements) {
        ?answer a own:Answer ; own:answerAbout ?company ; own:verdict ?verdict ; own:asOf ?day ; own:rule "majority-control" ;
            prov:wasGeneratedBy/own:contentVersion ?version .
        OPTIONAL { ?answer own:finding ?finding . ?finding own:controller ?controller ; own:economicMin ?min ; own:economicMinOpen ?open ;
            own:chainLength ?length ; own:restsOn ?statement . ?controller own:kind ?kind ; own:shownName ?name } }
        GROUP BY ?company ?kind ?verdict ?controller ?min ?open ?length ORDER BY ?company"""
    solutions = store.query(PREFIXES + query, use_default_graph_as_union=True)
    found = [tuple(str(getattr(term, "value", "")) for term in solution) for solution in solutions]  # type: ignore[union-attr]
    expected = [
        (
            row["company"],
            f"https://w3id.org/ownership-graph/ns#kind-{row['controller_kind']}" if row["controller"] else "",
            row["verdict"],
            row["controller"],
            row["economic_min"],
            row["economic_min_open"],
            row["chain_length"],
            str(len(row["chain"].split())),
        )
        for row in read_csv(generation, tmp_path)
    ]
    assert found == expected


@pytest.mark.parametrize("format_name", ["csv", "parquet", "nquads"])
def test_the_same_question_gives_the_same_bytes(generation: Generation, tmp_path: Path, format_name: str) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for target in (one, other):
        export_answers(generation, format_name, target, ask(generation, rule="uk-psc").options)
    assert one.read_bytes() == other.read_bytes()
    assert (tmp_path / "one.sha256").exists()


def test_another_question_is_another_graph(generation: Generation, tmp_path: Path) -> None:
    graphs = set()
    for options in ({}, {"rule": "uk-psc"}, {"as_of": "2020-12-31"}, {"include": ["agreed"]}, {"parameters": ["threshold=at-least-50"]}):
        target = tmp_path / "answers.nq"
        export_answers(generation, "nquads", target, ask(generation, **options).options)  # type: ignore[arg-type]
        graphs.add(target.read_text(encoding="utf-8").splitlines()[0].rpartition(" <")[2])
    assert len(graphs) == 5


@pytest.mark.usefixtures("generation")
@pytest.mark.thorough
def test_the_command_takes_a_rule_and_a_day_for_answers_alone(data: Path, tmp_path: Path) -> None:
    def export(*arguments: str) -> tuple[int, str]:
        done = run("export", "--format", "csv", "-o", tmp_path / "out.csv", *arguments, data=data)
        return done.returncode, done.stderr

    code, report = export("--answers", "--rule", "uk-psc", "--as-of", "2021")
    assert (code, report.split()[0]) == (0, "wrote")
    assert "uk-psc" in (tmp_path / "out.csv").read_text(encoding="utf-8")
    for arguments, error in ((["--rule", "uk-psc"], "NO_ANSWERS"), (["--answers", "--source", "sheet"], "ANSWERS_OF_ALL")):
        code, report = export(*arguments)
        assert (code, f"error[{error}]" in report) == (2, True)


def test_a_format_that_holds_no_answers_is_refused(generation: Generation, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format 'bods' of the answers"):
        export_answers(generation, "bods", tmp_path / "out", ask(generation).options)
