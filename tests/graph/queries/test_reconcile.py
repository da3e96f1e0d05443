"""Which party a row of a table means: what decides, what scores, and what is never a match."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.answers.reconcile import CandidateAnswer, ReconcileAnswer
from graph.generation.generation import Generation
from graph.queries.options import Options, RawOptions
from graph.queries.reconcile import ReconcileQuery, reconcile
from graph.queries.reconcile_evidence import Condition
from graph.queries.reconcile_extend import Column, Extension
from graph.queries.reconcile_suggest import suggest_parties
from graph.queries.reconcile_terms import PROPERTIES
from ontology.errors import StoreError, UsageError
from ontology.terms import Base
from tests.graph.queries.reconcile_sheet import LEI, NUMBER, OTHER_LEI, invented
from tests.scenarios import publish

TODAY = datetime.date(2021, 1, 1)


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return publish(tmp_path_factory.mktemp("reconcile") / "data", invented())


def ask(generation: Generation, *texts: str, types: tuple[str, ...] = (), is_strict: bool = False, **said: str) -> ReconcileAnswer:
    """``said``: property -> value, with underscores for hyphens."""
    conditions = tuple(Condition(name.replace("_", "-"), (value,), where=name) for name, value in said.items())
    return reconcile(generation, ReconcileQuery(texts, types=types, is_strict=is_strict, conditions=conditions), TODAY)


def key_of(candidate: CandidateAnswer) -> str:
    return candidate.id.rsplit("/", 1)[-1]


def keys(answer: ReconcileAnswer) -> list[str]:
    return [key_of(each) for each in answer.result]


def matches(answer: ReconcileAnswer) -> list[str]:
    return [key_of(each) for each in answer.result if each.match]


def features(candidate: CandidateAnswer) -> dict[str, bool | float]:
    return {each.id: each.value for each in candidate.features}


@pytest.mark.parametrize(
    "texts, said",
    [
        ((LEI,), {}),
        (("lei:" + LEI,), {}),
        (("Zenda Trading (" + LEI.lower() + ")",), {}),
        (("Something Else Entirely, LEI " + LEI,), {}),
        (("Zenda",), {"lei": LEI}),
        ((), {"lei": LEI}),
        ((), {"identifier": f"LEI {LEI}"}),
        (("No Such Name",), {"lei": LEI, "jurisdiction": "XX1"}),
    ],
)
def test_an_lei_decides_wherever_it_stands(generation: Generation, texts: tuple[str, ...], said: dict[str, str]) -> None:
    answer = ask(generation, *texts, **said)
    assert (keys(answer)[:1], answer.result[0].score, matches(answer)) == (["lei"], 100, ["lei"])
    assert features(answer.result[0])["identifier_match"] is True


@pytest.mark.parametrize(
    "texts, said",
    [
        ((NUMBER,), {}),
        (("1234567",), {}),
        (("gb-coh:01234567",), {}),
        (("Mill Wheel Limited 01234567",), {}),
        (("Other Name, GB-COH 1234567",), {}),
        ((), {"registration_number": "1234567"}),
        ((), {"company_number": "GB-COH 01234567"}),
        (("Anything",), {"registration_number": "GB-COH:01234567"}),
    ],
)
def test_a_number_of_a_register_decides_in_any_spelling(generation: Generation, texts: tuple[str, ...], said: dict[str, str]) -> None:
    answer = ask(generation, *texts, **said)
    assert (keys(answer)[:1], answer.result[0].score, matches(answer)) == (["mill"], 100, ["mill"])


def test_a_bare_number_beside_another_name_decides_nothing(generation: Generation) -> None:
    answer = ask(generation, "Republic of Ruritania 01234567")
    assert "mill" not in matches(answer)
    assert keys(answer)[:1] == ["state"]


def test_who_has_another_identifier_is_no_candidate(generation: Generation) -> None:
    assert "twin-fr" in keys(ask(generation, "Nova Ltd"))
    other = ask(generation, "Nova Ltd", lei=LEI)
    assert keys(other) == ["lei"]
    unknown = ask(generation, "Nova Ltd", lei="213800WAVVOPS85N2205")
    assert keys(unknown) == ["twin-gb"]
    assert not matches(unknown)
    assert [each.what for each in unknown.errors or ()] == ["no party here has the identifier 213800WAVVOPS85N2205"]
    assert keys(ask(generation, "Mill Wheel Ltd", registration_number="07654321")) == []


def test_only_so_many_words_of_so_many_letters_are_taken_for_numbers(generation: Generation) -> None:
    others = " ".join(f"9000000{n}" for n in range(5))
    assert matches(ask(generation, f"Mill Wheel Ltd 90000001 {NUMBER}")) == ["mill"]
    assert matches(ask(generation, f"Mill Wheel Ltd {others} {NUMBER}")) == []
    assert [each.where for each in ask(generation, "Mill", identifier="1" * 101).errors or ()] == ["identifier"]


def test_identifiers_of_two_parties_are_told_and_match_neither(generation: Generation) -> None:
    answer = ask(generation, lei=LEI, identifier=f"LEI {OTHER_LEI}")
    assert answer.result == ()
    assert "different parties" in (answer.errors or ())[0].what


def test_a_whole_name_of_one_organisation_is_a_match_and_never_scores_as_an_identifier(generation: Generation) -> None:
    answer = ask(generation, "mill wheel limited")
    assert (matches(answer), answer.result[0].score) == (["mill"], 80)
    assert matches(ask(generation, "Republic of Ruritania")) == ["state"]
    confirmed = ask(generation, "Mill Wheel Ltd", types=("company",), jurisdiction="GB", founded="1998")
    assert (matches(confirmed), confirmed.result[0].score) == (["mill"], 99)


def test_a_short_name_or_one_without_its_legal_form_is_a_match_only_where_something_confirms_it(generation: Generation) -> None:
    for name in ("MW", "Mill Wheel"):
        assert keys(ask(generation, name))[0] == "mill"
        assert matches(ask(generation, name)) == []
        assert matches(ask(generation, name, jurisdiction="gb")) == ["mill"]


def test_another_legal_form_is_another_company(generation: Generation) -> None:
    answer = ask(generation, "Mill Wheel GmbH", jurisdiction="GB")
    assert (keys(answer)[0], matches(answer)) == ("mill", [])
    assert features(answer.result[0])["legal_form_match"] is False


def test_namesakes_match_only_where_something_tells_them_apart(generation: Generation) -> None:
    answer = ask(generation, "Nova Ltd")
    assert (set(keys(answer)), matches(answer)) == ({"twin-gb", "twin-fr"}, [])
    assert features(answer.result[0])["namesakes"] == 2
    british = ask(generation, "Nova Ltd", jurisdiction="GB")
    assert (keys(british), matches(british)) == (["twin-gb", "twin-fr"], ["twin-gb"])
    assert british.result[0].score - british.result[1].score == 33


def test_a_namesake_of_another_kind_is_a_namesake(generation: Generation) -> None:
    assert matches(ask(generation, "Quay Hand", types=("company",))) == []
    assert matches(ask(generation, "Quay Hand", types=("company",), jurisdiction="GB")) == ["hand"]


def test_a_person_is_no_match_by_a_name_whatever_agrees(generation: Generation) -> None:
    answer = ask(generation, "Ann Elphberg", types=("person",), birth_date="1970-05-02")
    assert (keys(answer), matches(answer)) == (["ann"], [])
    assert features(answer.result[0]) | {"birth_date_match": True, "type_match": True} == features(answer.result[0])
    assert "1970-05" not in answer.result[0].description
    assert ask(generation, "Ann Elphberg", birth_date="1971").result[0].score < 60


def test_what_has_ended_is_marked_and_no_match_by_its_name(generation: Generation) -> None:
    answer = ask(generation, "Old Mill Works AG")
    assert (keys(answer)[0], matches(answer)) == ("old", [])
    assert answer.result[0].description == "Company, CH, ended 2019-05"
    assert features(answer.result[0])["ended"] is True
    earlier = reconcile(generation, ReconcileQuery(("Old Mill Works AG",)), datetime.date(2019, 4, 30))
    assert (matches(earlier), features(earlier.result[0])["ended"]) == (["old"], False)


@pytest.mark.parametrize(
    "said, agrees",
    [
        ({"jurisdiction": "GB"}, True),
        ({"jurisdiction": "UK"}, True),
        ({"jurisdiction": "United Kingdom"}, True),
        ({"country": "Vereinigtes Königreich"}, True),
        ({"country": "the Netherlands"}, False),
        ({"country": "FR"}, False),
        ({"founded": "1998"}, True),
        ({"founded": "1998-03-15T00:00:00Z"}, True),
        ({"founded": "1998-04"}, False),
        ({"dissolved": "2001"}, None),
        ({"kind": "Company"}, True),
        ({"kind": "person"}, False),
        ({"kind": "legal-entity"}, None),
    ],
)
def test_properties_agree_disagree_or_are_silent(generation: Generation, said: dict[str, str], agrees: bool | None) -> None:
    plain, answer = ask(generation, "Mill Wheel Ltd"), ask(generation, "Mill Wheel Ltd", **said)
    name = {"country": "jurisdiction"}.get(*said, *said)
    assert features(answer.result[0]).get(f"{name}_match") is agrees
    change = answer.result[0].score - plain.result[0].score
    assert change > 0 if agrees else change == 0 if agrees is None else change < 0
    assert bool(matches(answer)) is (agrees is not False)


@pytest.mark.parametrize(
    "said, types, where",
    [
        ({"colour": "red"}, (), "colour"),
        ({"share": "50"}, (), "share"),
        ({"jurisdiction": "Ruritania"}, (), "jurisdiction"),
        ({"founded": "spring"}, (), "founded"),
        ({"lei": "123"}, (), "lei"),
        ({}, ("planet",), "type"),
    ],
)
def test_what_cannot_be_compared_is_told_and_nothing_matches_by_its_name_then(
    generation: Generation, said: dict[str, str], types: tuple[str, ...], where: str
) -> None:
    answer = ask(generation, "Mill Wheel Ltd", types=types, **said)
    assert keys(answer)[0] == "mill"
    assert matches(answer) == []
    assert [each.where for each in answer.errors or ()] == [where]


def test_a_type_is_a_wish_unless_it_is_strict(generation: Generation) -> None:
    wished = ask(generation, "Ann Elphberg", types=("company",))
    assert (keys(wished), features(wished.result[0])["type_match"]) == (["ann"], False)
    assert keys(ask(generation, "Ann Elphberg", types=("company",), is_strict=True)) == []
    assert keys(ask(generation, "Zenda Trading", types=("company",), is_strict=True)) == ["lei"], "sources differ in what a company is"
    assert matches(ask(generation, "Mill Wheel Ltd", types=("party",))) == ["mill"]


def test_a_required_condition_leaves_out_who_does_not_meet_it(generation: Generation) -> None:
    def ask_required(quantifier: str, *values: str) -> list[str]:
        condition = Condition("jurisdiction", values, required=True, quantifier=quantifier)
        return keys(reconcile(generation, ReconcileQuery(("Nova Ltd",), conditions=(condition,)), TODAY))

    assert ask_required("any", "FR", "DE") == ["twin-fr"]
    assert ask_required("none", "FR", "DE") == ["twin-gb"]
    assert ask_required("all", "FR", "DE") == []


def test_without_a_name_or_an_identifier_it_is_said_that_nothing_is_looked_for(generation: Generation) -> None:
    answer = ask(generation, jurisdiction="GB")
    assert answer.result == ()
    assert [each.where for each in answer.errors or ()] == ["query"]
    unknown = reconcile(generation, ReconcileQuery(ids=("ent:nobody",)), TODAY)
    assert (unknown.result, [each.where for each in unknown.errors or ()]) == ((), ["id"])


def test_an_id_is_a_match(generation: Generation) -> None:
    for text in ("ent:ann", f"{Base().iri}ent/ann"):
        assert matches(ask(generation, text)) == ["ann"]
        assert matches(reconcile(generation, ReconcileQuery(ids=(text,)), TODAY)) == ["ann"]


def test_scores_are_within_their_bounds_and_sorted(generation: Generation) -> None:
    answer = ask(generation, "Nova Mill Wheel Works", types=("person",), jurisdiction="FR", founded="2011", dissolved="2012")
    scores = [each.score for each in answer.result]
    assert scores
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


def test_a_limit_keeps_the_best(generation: Generation) -> None:
    query = ReconcileQuery(("Nova Ltd",), conditions=(Condition("jurisdiction", ("FR",)),), limit=1)
    assert keys(reconcile(generation, query, TODAY)) == ["twin-fr"]


@pytest.fixture
def unindexed(tmp_path: Path) -> Generation:
    generation = publish(tmp_path / "data", invented())
    (generation.path / "names.sqlite").unlink()
    return generation


def test_without_the_index_of_names_a_name_is_an_error_and_an_identifier_is_found(unindexed: Generation) -> None:
    with pytest.raises(StoreError, match="not indexed"):
        ask(unindexed, "Nova Ltd")
    assert matches(reconcile(unindexed, ReconcileQuery(ids=("ent:ann",)), TODAY)) == ["ann"]


def test_threads_search_side_by_side(generation: Generation) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = [*threads.map(lambda _: (suggestions(generation, "nova"), keys(ask(generation, "Mil Weel"))), range(40))]
    assert {tuple(map(tuple, answer)) for answer in answers} == {(tuple(suggestions(generation, "nova")), ("mill", "old"))}


def suggestions(generation: Generation, prefix: str, **more: object) -> list[str]:
    answer = suggest_parties(generation, prefix, TODAY, **more)  # type: ignore[arg-type]
    return [each.id.rsplit("/", 1)[-1] for each in answer.result]


def test_suggestions_begin_like_the_text_before_those_of_which_a_later_word_does(generation: Generation) -> None:
    assert suggestions(generation, "mill") == ["mill", "old"]
    assert suggestions(generation, "quay")[-1] == "blue"
    assert set(suggestions(generation, "Nov")) == {"twin-fr", "twin-gb"}
    assert suggestions(generation, "529900") == ["twin-fr"]
    assert suggestions(generation, "ent:ann") == ["ann"]
    assert suggestions(generation, "mlil") == []


def test_suggestions_go_on_behind_the_cursor(generation: Generation) -> None:
    first = suggest_parties(generation, "nova", TODAY, limit=1)
    assert first.cursor == 1
    rest = suggest_parties(generation, "nova", TODAY, skip=1, limit=1)
    assert {first.result[0].id, rest.result[0].id} == {f"{Base().iri}ent/twin-gb", f"{Base().iri}ent/twin-fr"}
    assert not isinstance(rest.cursor, int)


def test_suggestions_of_a_type_leave_out_who_is_surely_of_another(generation: Generation) -> None:
    assert suggestions(generation, "ann", types=("company",)) == []
    assert suggestions(generation, "zenda", types=("company",)) == ["lei"]
    with pytest.raises(UsageError, match="planet"):
        suggestions(generation, "ann", types=("planet",))


def extend(generation: Generation, ids: list[str], *names: str, **options: object) -> dict[str, dict[str, tuple[dict[str, object], ...]]]:
    asked = Options.parse(RawOptions(**options), today=TODAY)  # type: ignore[arg-type]
    extension = Extension(generation, [Column(PROPERTIES[name], asked) for name in names], TODAY)
    for each in ids:
        extension.add(each)
    return extension.answer().rows  # type: ignore[return-value]


def test_a_table_is_extended_by_what_a_party_is(generation: Generation) -> None:
    names = ("name", "lei", "registration-number", "identifier", "jurisdiction", "kind", "founded", "dissolved", "status")
    rows = extend(generation, ["ent:mill", "ent:old", "ent:ann"], *names)
    assert {name: [*cells] for name, cells in rows["ent:mill"].items()} == {
        "name": [{"str": "Mill Wheel Ltd"}],
        "lei": [],
        "registration-number": [{"str": NUMBER}],
        "identifier": [{"str": f"GB-COH {NUMBER}"}],
        "jurisdiction": [{"str": "GB"}],
        "kind": [{"str": "Company"}],
        "founded": [{"str": "1998-03"}],
        "dissolved": [],
        "status": [{"str": "no end stated"}],
    }
    assert rows["ent:old"]["status"] == ({"str": "ended"},)
    assert rows["ent:ann"]["founded"] == rows["ent:ann"]["status"] == ()


def test_a_table_is_extended_by_who_controls(generation: Generation) -> None:
    names = ("ultimate-controller", "certainty", "highest", "controller-kind", "share", "share-min", "share-max", "votes", "chain-length")
    rows = extend(
        generation, ["ent:twin-gb", "ent:lei", "ent:old", "ent:ann"], *names, "verdict", "as-of", "rule", "controller-jurisdiction"
    )
    twin = {name: [*cells] for name, cells in rows["ent:twin-gb"].items()}
    assert [cell["id"] for cell in twin.pop("ultimate-controller")] == [f"{Base().iri}ent/ann"]
    assert twin == {
        "certainty": [{"str": "certain"}],
        "highest": [{"str": "yes"}],
        "controller-kind": [{"str": "Person"}],
        "controller-jurisdiction": [{"str": "-"}],
        "share": [{"str": ">30–45 %"}],
        "share-min": [{"float": 30.0}],
        "share-max": [{"float": 45.0}],
        "votes": [{"str": ">50–75 %"}],
        "chain-length": [{"int": 2}],
        "verdict": [{"str": "certain"}],
        "as-of": [{"date": "2021-01-01T00:00:00Z"}],
        "rule": [{"str": "majority-control"}],
    }
    assert rows["ent:old"]["verdict"] == ({"str": "not_shown"},)
    assert rows["ent:old"]["ultimate-controller"] == ()
    assert set(rows["ent:ann"].values()) == {()}, "nobody owns a person"


def test_the_settings_of_a_property_choose_rule_day_and_deals(generation: Generation) -> None:
    def certainties(**options: object) -> list[object]:
        cells = extend(generation, ["ent:deal"], "ultimate-controller", "certainty", **options)["ent:deal"]
        return [cell["str"] for cell in cells["certainty"]]

    assert certainties() == ["possible"]
    assert certainties(as_of="1990") == []
    assert certainties(include=["agreed"]) == ["certain"]


def test_an_id_that_is_none_has_an_empty_row_and_an_error(generation: Generation) -> None:
    extension = Extension(generation, [Column(PROPERTIES["name"], Options(TODAY))], TODAY)
    extension.add("ent:ann")
    extension.add("ent:nobody")
    answer = extension.answer()
    assert answer.rows["ent:nobody"] == {"name": ()}
    assert [(each.where, "ent:nobody" in each.what) for each in answer.errors or ()] == [("ids.1", True)]
