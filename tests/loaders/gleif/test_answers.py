"""What GLEIF's chains answer: consolidation is control without a share, the ultimate parent restates the chain and fills its gaps."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from graph.answers.controllers import ControllersAnswer
from graph.generation.generation import Generation
from graph.queries import Options, QueryContext, RawOptions, controllers, find_party, owners
from loaders.gleif.codes import REASON_WORDS
from tests.loaders.gleif.records import BASE, as_json, entity, exception, lei, relation
from tests.scenarios import publish_files

DIRECT, ULTIMATE = "IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY"


def controllers_of(generation: Generation, subject: str, as_of: str = "2024-01-01", **options: Any) -> ControllersAnswer:
    number = generation.party_number(BASE.identifier("lei", subject))
    assert number is not None
    return controllers(QueryContext.of(generation, Options.parse(RawOptions(as_of, **options), today=datetime.date(2025, 6, 1))), number)


def who(answer: ControllersAnswer) -> list[tuple[str, str, int]]:
    return [(c.party.id.rsplit("/", 1)[1], c.certainty, len(c.chain)) for c in answer.controllers]


def wrote(tmp_path: Path, *records: dict[str, Any], name: str = "gleif.json", **more: str) -> Path:
    file = tmp_path / name
    file.write_bytes(as_json(records, **more))
    return file


def test_a_chain_with_its_ultimate_parent_has_one_controller_by_the_chain(tmp_path: Path) -> None:
    chain = [relation(1, 2), relation(2, 3), relation(2, 3, ULTIMATE), relation(1, 3, ULTIMATE)]
    generation = publish_files(tmp_path / "data", wrote(tmp_path, *chain))
    answer = controllers_of(generation, lei(1))
    assert (who(answer), answer.contested, answer.conflicts, answer.inconsistencies) == ([(lei(3), "certain", 2)], False, (), ())
    assert [link.interest for link in answer.controllers[0].chain] == ["otherInfluenceOrControl"] * 2
    number = generation.party_number(BASE.identifier("lei", lei(1)))
    assert number is not None
    money = owners(QueryContext.of(generation, Options.parse(RawOptions("2024-01-01"), today=datetime.date(2025, 6, 1))), number)
    assert (money.conflicts, money.inconsistencies) == ((), ())
    assert all(owner.integrated.min == 0 for owner in money.owners)


def test_a_parent_that_is_both_direct_and_ultimate_is_one_link(tmp_path: Path) -> None:
    generation = publish_files(tmp_path / "data", wrote(tmp_path, relation(1, 2), relation(1, 2, ULTIMATE)))
    answer = controllers_of(generation, lei(1))
    assert (who(answer), answer.contested) == ([(lei(2), "certain", 1)], False)


def test_an_ultimate_parent_alone_fills_the_gap(tmp_path: Path) -> None:
    generation = publish_files(tmp_path / "data", wrote(tmp_path, relation(1, 3, ULTIMATE)))
    assert who(controllers_of(generation, lei(1))) == [(lei(3), "certain", 1)]


def test_a_fund_is_not_controlled_by_its_manager_umbrella_or_feeder_but_by_who_consolidates_it(tmp_path: Path) -> None:
    ties = [relation(1, 2, "IS_FUND-MANAGED_BY"), relation(1, 3, "IS_SUBFUND_OF"), relation(4, 1, "IS_FEEDER_TO")]
    generation = publish_files(tmp_path / "a", wrote(tmp_path, *ties))
    assert controllers_of(generation, lei(1)).verdict == "not_shown"
    both = [relation(3, 5), relation(4, 5), relation(1, 5, ULTIMATE)]
    generation = publish_files(tmp_path / "b", wrote(tmp_path, *ties, *both))
    assert who(controllers_of(generation, lei(1))) == [(lei(5), "certain", 1)]


def test_a_branch_answers_as_its_head_office(tmp_path: Path) -> None:
    generation = publish_files(tmp_path / "data", wrote(tmp_path, relation(1, 2, "IS_INTERNATIONAL_BRANCH_OF"), relation(2, 3)))
    assert who(controllers_of(generation, lei(1))) == who(controllers_of(generation, lei(2))) == [(lei(3), "certain", 1)]


def test_a_relationship_holds_in_its_period_only_and_a_null_status_is_possible_only(tmp_path: Path) -> None:
    generation = publish_files(
        tmp_path / "data",
        wrote(
            tmp_path,
            relation(1, 2, start="2015-01-01", end="2019-06-30"),
            relation(3, 2, status="NULL"),
            relation(4, 2, registration="ANNULLED"),
            relation(5, 2, registration="LAPSED"),
        ),
    )
    assert [controllers_of(generation, lei(1), day).verdict for day in ("2014-12-31", "2015-01-01", "2019-06-29", "2019-06-30")] == [
        "not_shown",
        "certain",
        "certain",
        "not_shown",
    ]
    assert [controllers_of(generation, lei(n)).verdict for n in (3, 4, 5)] == ["possible", "not_shown", "certain"]


@pytest.mark.parametrize(
    ("reason", "shown"),
    [("NO_KNOWN_PERSON", "not identified"), ("NATURAL_PERSONS", "not named"), ("NON_PUBLIC", "withheld"), ("LEGAL_OBSTACLES", "exempt")],
)
def test_an_exception_tells_why_the_search_ended_and_concludes_nothing(tmp_path: Path, reason: str, shown: str) -> None:
    generation = publish_files(tmp_path / "data", wrote(tmp_path, entity(2), relation(1, 2), exception(2, reason)))
    answer = controllers_of(generation, lei(1))
    assert who(answer) == [(lei(2), "certain", 1)]
    assert [(s.party.id, s.reason) for s in answer.stopped] == [(BASE.identifier("lei", lei(2)), shown)]
    assert answer.stopped[0].text == f"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT: {reason} ({REASON_WORDS[reason]})"


def test_a_parent_without_an_lei_is_shown_and_found_by_its_own_identifier(tmp_path: Path) -> None:
    record = relation(1, 2)
    record["Relationship"]["EndNode"] = {"NodeID": {"$": "GB-99"}, "NodeIDType": {"$": "ISO_17442_COMPATIBLE"}}
    generation = publish_files(tmp_path / "data", wrote(tmp_path, record))
    answer = controllers_of(generation, lei(1))
    assert [c.party.name for c in answer.controllers] == ["a firm, GB-99"]
    assert answer.sentence.startswith("a firm, GB-99, ultimately controls")
    number = find_party(generation, "GB-99")
    assert generation.party(number).name == generation.party_summary(number).name == "a firm, GB-99"


def test_a_delta_changes_what_it_names_and_a_deletion_ends_it(tmp_path: Path) -> None:
    full = wrote(tmp_path, relation(1, 2), relation(3, 4))
    delta = wrote(
        tmp_path,
        relation(1, 2, deleted="2024-02-01T08:00:00Z"),
        relation(1, 5, start="2024-01-31", updated="2024-02-01"),
        name="delta.json",
        FileContent="GLEIF_DELTA_PUBLISHED",
    )
    generation = publish_files(tmp_path / "data", full, delta, source="gleif")
    assert who(controllers_of(generation, lei(1), "2023-05-18")) == [(lei(2), "certain", 1)]
    assert who(controllers_of(generation, lei(1), "2024-02-02")) == [(lei(5), "certain", 1)]
    assert who(controllers_of(generation, lei(3), "2024-02-02")) == [(lei(4), "certain", 1)]
    assert who(controllers_of(generation, lei(1), "2024-02-02", known_at="2024-01-31")) == [(lei(2), "certain", 1)]


def test_the_real_chain_of_three_is_walked_once(tmp_path: Path, shared_data: Path) -> None:
    generation = publish_files(tmp_path / "data", shared_data / "registries" / "gleif-goldencopy" / "rr-updates-data2.xml")
    bottom, middle, top = "98450051BS9C610A8T78", "2138002YAB7Z9KO21397", "984500501A1B1045PB30"
    assert [who(controllers_of(generation, bottom, day)) for day in ("2018-06-29", "2019-06-30", "2024-01-01")] == [
        [],
        [(top, "certain", 2)],
        [(top, "certain", 2)],
    ]
    # For a year the register has no parent of the one between: both stand, the upper one by its own record.
    between = controllers_of(generation, bottom, "2019-01-01")
    assert sorted(who(between)) == [(middle, "certain", 1), (top, "certain", 1)]
    assert between.contested
    assert [who(controllers_of(generation, middle, day)) for day in ("2019-06-29", "2019-06-30")] == [[], [(top, "certain", 1)]]


@pytest.mark.thorough
def test_the_real_families_of_the_api_have_one_controller_each(tmp_path: Path, shared_data: Path) -> None:
    folder = shared_data / "registries" / "gleif-api" / "relationships"
    files = [folder / f"{kind}-child-relationships_5299001ERX0K10IZUL40.json" for kind in ("direct", "ultimate")]
    generation = publish_files(tmp_path / "data", *files)
    for child, since in (("254900RX3NW13DDG3905", "2001-02-20"), ("529900YR7EORVQ2U3353", "2017-10-08")):
        assert who(controllers_of(generation, child, since)) == [("5299001ERX0K10IZUL40", "certain", 1)]
        assert who(controllers_of(generation, child, "2001-02-19")) == []


@pytest.mark.parametrize("registration", ["ANNULLED", "CANCELLED", "DUPLICATE"])
@pytest.mark.parametrize("fields", [{}, {"start": "", "updated": "2024-01-01"}, {"end": "2020-01-01", "status": "INACTIVE"}])
def test_a_relationship_that_was_withdrawn_counts_on_no_day_and_is_not_told_as_having_been(
    tmp_path: Path, registration: str, fields: dict[str, str]
) -> None:
    generation = publish_files(tmp_path / "data", wrote(tmp_path, relation(1, 2, registration=registration, **fields)))
    for day in ("2010-01-01", "2015-01-01", "2019-01-01", "2021-01-01", "2023-05-17", "2024-01-01", "2024-09-02"):
        answer = controllers_of(generation, lei(1), day)
        assert (answer.verdict, answer.largest_holders) == ("not_shown", ())
        assert "has withdrawn its record that" in answer.sentence
        assert "until" not in answer.sentence


def test_a_withdrawal_says_nothing_against_another_source_and_ends_what_its_own_record_said(tmp_path: Path) -> None:
    withdrawn = wrote(tmp_path, relation(1, 2, registration="ANNULLED"), name="withdrawn.json")
    generation = publish_files(tmp_path / "a", wrote(tmp_path, relation(1, 2), name="other.json"), withdrawn)
    assert [who(controllers_of(generation, lei(1), day)) for day in ("2015-01-01", "2024-02-02")] == [[(lei(2), "certain", 1)]] * 2
    annulled = relation(1, 2, registration="ANNULLED", updated="2024-02-01")
    delta = wrote(tmp_path, annulled, name="delta.json", FileContent="GLEIF_DELTA_PUBLISHED")
    generation = publish_files(tmp_path / "b", wrote(tmp_path, relation(1, 2)), delta, source="gleif")
    assert [controllers_of(generation, lei(1), day).verdict for day in ("2023-06-01", "2024-02-02")] == ["possible", "not_shown"]


def test_a_duplicate_takes_nothing_from_the_record_that_stands(tmp_path: Path) -> None:
    for number, updated in enumerate(("2020-01-01", "2023-05-18", "2024-02-01")):
        rows = [relation(1, 2), relation(1, 2, registration="DUPLICATE", updated=updated)]
        generation = publish_files(tmp_path / str(number), wrote(tmp_path, *rows))
        days = ("2016-01-01", "2021-01-01", "2024-03-01")
        assert [who(controllers_of(generation, lei(1), day)) for day in days] == [[(lei(2), "certain", 1)]] * 3


def test_what_was_published_and_then_annulled_is_possible_until_then_and_the_answer_says_so(tmp_path: Path) -> None:
    rows = [relation(1, 2, updated="2020-01-01"), relation(1, 2, registration="ANNULLED", updated="2024-02-01")]
    generation = publish_files(tmp_path / "data", wrote(tmp_path, *rows))
    for day in ("2016-01-01", "2021-01-01", "2024-01-31"):
        answer = controllers_of(generation, lei(1), day)
        assert (answer.verdict, answer.controllers[0].chain[0].withdrawn_at) == ("possible", "2024-02-01")
        assert "on 2024-02-01 “" in answer.sentence
        assert "withdrew its record that " in answer.sentence
        assert "leave it open" not in answer.sentence
    assert controllers_of(generation, lei(1), "2024-02-01").verdict == "not_shown"
    assert who(controllers_of(generation, lei(1), "2021-01-01", known_at="2023-01-01")) == [(lei(2), "certain", 1)]


def test_what_was_annulled_and_then_published_is_possible_before_that_and_the_answer_says_so(tmp_path: Path) -> None:
    rows = [relation(1, 2, registration="ANNULLED", updated="2020-01-01"), relation(1, 2, updated="2024-02-01")]
    generation = publish_files(tmp_path / "data", wrote(tmp_path, *rows))
    for day in ("2016-01-01", "2021-01-01", "2024-01-31"):
        answer = controllers_of(generation, lei(1), day)
        assert (answer.verdict, answer.controllers[0].chain[0].withdrawn_at) == ("possible", "2020-01-01")
        assert re.search(r"on 2020-01-01 “.*” withdrew its record that .*, and on 2024-02-01 it gave it again", answer.sentence)
        assert "leave it open" not in answer.sentence
    answer = controllers_of(generation, lei(1), "2024-02-01")
    assert (answer.verdict, answer.controllers[0].chain[0].withdrawn_at) == ("certain", msgspec.UNSET)
    assert "withdrew" not in answer.sentence


def test_a_direct_parent_is_not_called_ultimate_beside_an_ultimate_one_named_or_not(tmp_path: Path) -> None:
    generation = publish_files(tmp_path / "a", wrote(tmp_path, relation(1, 2), relation(1, 3, ULTIMATE)))
    answer = controllers_of(generation, lei(1))
    assert {c.party.id.rsplit("/", 1)[1]: c.ultimate for c in answer.controllers} == {lei(2): False, lei(3): True}
    assert "ultimately" not in answer.sentence
    category = "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"
    generation = publish_files(tmp_path / "b", wrote(tmp_path, entity(1), relation(1, 2), exception(1, "NO_LEI", category=category)))
    answer = controllers_of(generation, lei(1))
    assert [c.ultimate for c in answer.controllers] == [False]
    assert "somebody is said to be above" in answer.sentence


@pytest.mark.parametrize(
    ("reason", "is_denied"),
    [("NO_KNOWN_PERSON", True), ("NATURAL_PERSONS", True), ("NON_CONSOLIDATING", True), ("NO_LEI", False), ("NON_PUBLIC", False)],
)
@pytest.mark.parametrize("category", ["DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"])
def test_that_there_is_no_parent_beside_one_that_is_named_is_a_conflict_and_is_told(
    tmp_path: Path, reason: str, is_denied: bool, category: str
) -> None:
    records = [relation(1, 2, DIRECT if category.startswith("DIRECT") else ULTIMATE)]
    exceptions = [exception(1, reason, category=category)]
    generation = publish_files(tmp_path / "data", wrote(tmp_path, *records), wrote(tmp_path, *exceptions, name="repex.json"))
    answer = controllers_of(generation, lei(1))
    assert who(answer) == [(lei(2), "certain", 1)]
    assert [(c.subject.id.rsplit("/", 1)[1], len(c.statements)) for c in answer.conflicts] == ([(lei(1), 2)] if is_denied else [])
    if is_denied:
        assert answer.sentence.count(REASON_WORDS[reason]) == 1


def test_that_there_is_no_direct_parent_says_nothing_of_the_ultimate_one(tmp_path: Path) -> None:
    files = wrote(tmp_path, relation(1, 3, ULTIMATE)), wrote(tmp_path, exception(1, "NON_CONSOLIDATING"), name="repex.json")
    assert controllers_of(publish_files(tmp_path / "data", *files), lei(1)).conflicts == ()
