"""Series of BODS records, and what the engine makes of invented registers in that format at several dates."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.ledger.ledger import Ledger
from loaders.bods import BodsLoader
from loaders.bods.mapper import BodsMapper
from loaders.bods.series import Series
from loaders.contract import LoadContext
from loaders.open import load_file
from loaders.records import RecordStream
from ontology.statements import Change, InterestStatement
from tests.loaders.bods.records import (
    BASE,
    Asked,
    Given,
    company,
    holds,
    interest,
    load,
    old_entity,
    old_holds,
    old_person,
    person,
    statement,
)

ANN: Given = {"describedByPersonStatement": "ann"}


def publish_records(folder: Path, records: Sequence[Given]) -> Asked:
    folder.mkdir(exist_ok=True)
    file = folder / "register.json"
    file.write_text(json.dumps(records), encoding="utf-8")
    return Asked(folder / "data", file)


def test_the_newest_known_statement_of_a_record_decides(tmp_path: Path) -> None:
    network = publish_records(
        tmp_path,
        [
            company("alpha"),
            person("ann"),
            holds("ann", "alpha", interest({"exact": 60}, startDate="2019-01-01"), date="2019-01-01"),
            holds("ann", "alpha", interest({"exact": 40}, startDate="2019-01-01"), date="2021-01-01", status="updated"),
        ],
    )
    assert network.integrated("Alpha", "2022-01-01") == {"Ann": 40}
    assert network.integrated("Alpha", "2022-01-01", known_at="2020-06-01") == {"Ann": 60}
    assert (network.controlling("Alpha", "2020-01-01", known_at="2020-06-01"), network.controlling("Alpha", "2022-01-01")) == (
        {"Ann"},
        set(),
    )


@pytest.mark.parametrize("forwards", [True, False])
def test_of_one_day_an_update_is_newer_than_what_is_new_wherever_they_stand(tmp_path: Path, *, forwards: bool) -> None:
    versions = [holds("ann", "alpha", interest({"exact": share}), status=status) for share, status in ((10, "new"), (70, "updated"))]
    network = publish_records(tmp_path, [company("alpha"), person("ann"), *(versions if forwards else versions[::-1])])
    assert network.integrated("Alpha", "2021-01-01") == {"Ann": 70}


@pytest.mark.parametrize("forwards", [True, False])
def test_of_one_day_two_updates_are_rivals_wherever_they_stand(tmp_path: Path, *, forwards: bool) -> None:
    """None is known to be the newer: both are told, with the conflict, and only what both give is certain."""
    statements = [
        {**holds("ann", "alpha", *interests, status="updated", date="2020-01-01"), "statementId": f"version-{share}"}
        for share, interests in (
            (60, [interest({"exact": 60}, startDate="2019-01-01")]),
            (49, [interest({"exact": 49}, startDate="2019-01-01"), interest(kind="appointmentOfBoard", startDate="2019-01-01")]),
        )
    ]
    network = publish_records(tmp_path, [company("alpha"), person("ann"), *(statements if forwards else statements[::-1])])
    given = network.controllers("Alpha", "2021-01-01")
    assert (given.verdict, len(given.conflicts)) == ("possible", 1)
    assert "lists separately that Ann owns 60 % and 49 % of Alpha, read as rival figures and not added" in given.sentence


@pytest.mark.parametrize(
    ("begun", "words"), [(("2018-01-01",) * 2, "twice"), (("2018-01-01", "2019-01-01"), "twice"), (("2018",) * 3, "3 times")]
)
@pytest.mark.parametrize("share", [30, 60])
def test_interests_of_one_size_in_one_record_are_told_as_read_once(tmp_path: Path, share: int, begun: tuple[str, ...], words: str) -> None:
    interests = [interest({"exact": share}, startDate=day) for day in begun]
    network = publish_records(tmp_path, [company("alpha"), person("ann"), holds("ann", "alpha", *interests)])
    given = network.controllers("Alpha", "2021-01-01")
    assert given.verdict == ("certain" if share > 50 else "not_shown")
    assert f"lists {words} that Ann owns {share} % of Alpha, read as one figure and not added" in given.sentence


def test_versions_of_one_size_and_a_sum_beside_its_part_are_told_once(tmp_path: Path) -> None:
    again = [
        holds("ann", "alpha", interest({"exact": 60}), status=status, date=day)
        for status, day in (("new", "2020-01-01"), ("updated", "2020-06-01"))
    ]
    ways = [interest({"exact": 60}, directOrIndirect=way) for way in ("direct", "indirect")]
    for place, statements in enumerate((again, [holds("ann", "alpha", *ways)])):
        network = publish_records(tmp_path / str(place), [company("alpha"), person("ann"), *statements])
        for day in ("2020-03-01", "2021-01-01"):
            assert "not added" not in network.controllers("Alpha", day).sentence


def test_an_end_that_a_version_takes_back_is_named_where_it_leaves_the_answer_open(tmp_path: Path) -> None:
    versions = [("new", "2018-01-01", {}), ("updated", "2020-03-01", {"endDate": "2019-12-31"}), ("updated", "2021-03-01", {})]
    statements = [
        holds("ann", "alpha", interest({"exact": 80}, startDate="2018-01-01", **end), status=status, date=day)
        for status, day, end in versions
    ]
    network = publish_records(tmp_path, [company("alpha"), person("ann"), *statements])
    told = "gave shares for Ann in Alpha on 2020-03-01 until 2019-12-31, and on 2021-03-01 without an end"
    for day, verdict in (("2019-06-01", "certain"), ("2020-06-01", "possible"), ("2021-03-01", "certain")):
        given = network.controllers("Alpha", day)
        assert given.verdict == verdict
        assert (told in given.sentence) == (verdict == "possible")


def test_a_party_that_two_records_of_one_day_name_differently_goes_by_one_name_wherever_they_stand(tmp_path: Path) -> None:
    names = [f"Mill {letter}" for letter in "abcd"]
    records = [{**company("mill", name=name), "statementId": name} for name in names]
    shown = set()
    for place, order in enumerate((records, records[::-1], [*records[2:], *records[:2]])):
        generation = publish_records(tmp_path / str(place), order).generation
        shown.add((generation.party_summary(0).name, generation.party(0).name))
    ((listed, own),) = shown
    assert listed == own
    assert listed in names


def test_holders_that_come_and_go_hold_on_their_days(tmp_path: Path) -> None:
    """A founder sells in two steps; then a trust buys, and the founder's record is closed without an end date."""
    trust = {"entityType": {"type": "arrangement", "subtype": "trust"}}
    network = publish_records(
        tmp_path,
        [
            company("tessel"),
            person("mia"),
            person("leo"),
            company("trust", **trust),
            holds("mia", "tessel", interest({"exact": 100}, startDate="2019-01-01", endDate="2021-06-01"), date="2021-06-02"),
            holds("mia", "tessel", interest({"exact": 60}, startDate="2021-06-01", endDate="2022-06-01"), record="m2", date="2021-06-02"),
            holds("leo", "tessel", interest({"exact": 40}, startDate="2021-06-01", endDate="2022-06-01"), record="l2", date="2021-06-02"),
            holds("mia", "tessel", interest({"exact": 70}, startDate="2022-06-01"), record="m3", date="2022-06-02"),
            holds("leo", "tessel", interest({"exact": 30}, startDate="2022-06-01", endDate="2023-03-01"), record="l3", date="2022-06-02"),
            holds("mia", "tessel", interest({"exact": 70}, startDate="2022-06-01"), record="m3", date="2023-03-01", status="closed"),
            holds("trust", "tessel", interest({"exact": 80}, startDate="2023-03-01"), date="2023-03-01"),
            holds(
                {"reason": "interestedPartyHasNotProvidedInformation"},
                "tessel",
                interest({"exact": 20}, startDate="2023-03-01"),
                record="rest",
                date="2023-03-01",
            ),
        ],
    )
    assert network.integrated("Tessel", "2020-01-01") == {"Mia": 100}
    assert network.integrated("Tessel", "2021-12-01") == {"Mia": 60, "Leo": 40}
    assert network.integrated("Tessel", "2022-06-02") == {"Mia": 70, "Leo": 30}
    assert network.integrated("Tessel", "2023-06-01") == {"Trust": 80}
    assert [network.controlling("Tessel", day) for day in ("2021-12-01", "2022-06-02", "2023-06-01")] == [{"Mia"}, {"Mia"}, {"Trust"}]


@pytest.mark.parametrize(
    "details", [None, {}, {"subject": "alpha", "interestedParty": "ann"}, {"subject": "alpha", "interestedParty": "ann", "interests": []}]
)
def test_a_record_closed_without_details_or_interests_ends_what_it_said(tmp_path: Path, details: dict[str, object] | None) -> None:
    closed = statement("relationship", "ann-alpha", {}, date="2021-01-01", status="closed")
    closed["recordDetails"] = details
    records = [company("alpha"), person("ann"), holds("ann", "alpha", interest({"exact": 60}, startDate="2020-01-01")), closed]
    loaded = load(tmp_path, records)
    assert [(x.subject, x.record, x.change) for x in loaded.interests[1:]] == [(None, "ann-alpha", Change.CLOSED)]
    network = publish_records(tmp_path / "x", records)
    assert [network.controlling("Alpha", day) for day in ("2020-01-01", "2020-12-31", "2021-01-01")] == [{"Ann"}, {"Ann"}, set()]


def test_a_register_may_begin_its_series_with_an_update(tmp_path: Path) -> None:
    network = publish_records(
        tmp_path,
        [company("alpha"), person("ann"), holds("ann", "alpha", interest({"exact": 60}, startDate="2020-01-01"), status="updated")],
    )
    assert network.controlling("Alpha", "2021-01-01") == {"Ann"}


def test_a_summary_is_never_added_to_what_it_restates(tmp_path: Path) -> None:
    """Half directly, half through another company: all of it, and not half as much again by the summary."""
    records = [
        company("alpha"),
        company("beta"),
        person("ann"),
        holds("ann", "alpha", interest({"exact": 50})),
        holds("beta", "alpha", interest({"exact": 50}), isComponent=True),
        holds("ann", "beta", interest({"exact": 100}), isComponent=True),
        holds(
            "ann",
            "alpha",
            interest({"exact": 50}, directOrIndirect="indirect"),
            record="primary",
            componentRecords=["beta", "beta-alpha", "ann-beta"],
        ),
    ]
    network = publish_records(tmp_path, records)
    assert network.integrated("Alpha", "2021-01-01") == {"Ann": 100, "Beta": 50}
    assert network.controlling("Alpha", "2021-01-01") == {"Ann"}
    assert publish_records(tmp_path / "gap", [records[0], records[2], records[-1]]).integrated("Alpha", "2021-01-01") == {"Ann": 50}


def chain() -> list[Given]:
    return [
        old_entity("alpha"),
        old_person("ann"),
        old_holds("a", ANN, "alpha", interest({"exact": 60}, startDate="2019-01-01"), date="2019-01-01"),
        old_holds("b", ANN, "alpha", interest({"exact": 70}, startDate="2019-01-01"), date="2020-01-01", replacesStatements=["a"]),
        old_holds("c", ANN, "alpha", interest({"exact": 30}, startDate="2019-01-01"), date="2021-01-01", replacesStatements=["b"]),
    ]


@pytest.mark.parametrize("order", list(itertools.permutations((2, 3, 4))))
def test_a_chain_of_replacements_is_one_series_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    records = chain()
    network = publish_records(tmp_path, [*records[:2], *(records[i] for i in order)])
    assert network.integrated("Alpha", "2022-01-01") == {"Ann": 30}
    assert network.integrated("Alpha", "2022-01-01", known_at="2020-06-01") == {"Ann": 70}


def test_the_first_of_a_chain_names_its_series(tmp_path: Path) -> None:
    loaded = load(tmp_path, chain())
    assert [(x.record, x.change) for x in loaded.interests] == [("a", Change.NEW), ("a", Change.UPDATED), ("a", Change.UPDATED)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_a_party_that_replaces_another_is_that_party_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    """One interest names the party by the older statement, one by the newer."""
    new = {"describedByPersonStatement": "anna"}
    records = [
        old_person("ann"),
        old_person("anna", ["ann"]),
        old_holds("r1", ANN, "alpha", interest({"exact": 30})),
        old_holds("r2", new, "alpha", interest({"exact": 30}, "voting-rights")),
    ]
    network = publish_records(tmp_path, [old_entity("alpha"), *(records[i] for i in order)])
    (owner,) = network.owners("Alpha", "2021-01-01").owners
    assert set(owner.interests) == {"shareholding", "votingRights"}


def test_a_statement_that_replaces_several_ends_the_others(tmp_path: Path) -> None:
    two = old_holds("b", ANN, "alpha", interest({"exact": 40}, startDate="2019-01-01"), date="2019-01-01")
    both = old_holds("c", ANN, "alpha", interest({"exact": 45}, startDate="2019-01-01"), date="2020-01-01", replacesStatements=["a", "b"])
    records = [*chain()[:3], two, both]
    loaded = load(tmp_path, records)
    assert [(x.record, x.subject is None) for x in loaded.interests] == [("a", False), ("b", False), ("a", False), ("b", True)]
    assert publish_records(tmp_path / "x", records).integrated("Alpha", "2021-01-01") == {"Ann": 45}


def test_two_that_replace_the_same_do_not_replace_each_other(tmp_path: Path) -> None:
    bob = {"describedByPersonStatement": "bob"}
    records = [
        *chain()[:3],
        old_person("bob"),
        old_holds("b", ANN, "alpha", interest({"exact": 35}, startDate="2019-01-01"), date="2020-01-01", replacesStatements=["a"]),
        old_holds("c", bob, "alpha", interest({"exact": 25}, startDate="2019-01-01"), date="2020-02-01", replacesStatements=["a"]),
    ]
    loaded = load(tmp_path, records)
    assert loaded.warnings == {"REPLACED_TWICE": 1}
    assert publish_records(tmp_path / "x", records).integrated("Alpha", "2021-01-01") == {"Ann": 35, "Bob": 25}


def test_a_statement_said_twice_is_said_once(tmp_path: Path) -> None:
    loaded = load(tmp_path, [*chain(), chain()[3]])
    assert [x.record for x in loaded.interests] == ["a", "a", "a", "a"]
    assert loaded.interests[1].id == loaded.interests[3].id


def test_files_up_to_0_3_are_read_in_order_and_others_apart(tmp_path: Path) -> None:
    for records, parallel in ((chain(), False), ([company("alpha")], True)):
        (tmp_path / "r.json").write_text(json.dumps(records), encoding="utf-8")
        (statements,) = list(load_file(LoadContext(BASE, tmp_path / "r.json")))
        assert isinstance(statements, RecordStream)
        assert statements.parallel is parallel


def test_what_is_remembered_shows_in_the_mapper() -> None:
    series = Series()
    before = repr(BodsMapper("s", None, series))
    assert repr(BodsMapper("s", None, Series())) == before
    series.add("b", ["a"])
    assert repr(BodsMapper("s", None, series)) != before


def test_a_load_of_replacements_that_was_broken_off_goes_on_as_if_it_had_not(tmp_path: Path) -> None:
    lines = [json.dumps(x) for x in chain()]
    file = tmp_path / "r.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def append(folder: Path, stop: int | None) -> list[InterestStatement]:
        context, raw = LoadContext(BASE, file), file.read_bytes()
        totals: list[int] = []
        reading = BodsLoader().open(raw, context)

        def progress(total: int) -> None:
            totals.append(total)
            if len(totals) == stop:
                raise KeyboardInterrupt

        ledger = Ledger(folder)
        name = ledger.append(RecordStream(reading, io.BytesIO(raw), context, size=200), progress=progress)
        assert len(totals) > 4
        return [x for x in ledger.open(name) if isinstance(x, InterestStatement)]

    with pytest.raises(KeyboardInterrupt):
        append(tmp_path / "broken", 4)
    assert append(tmp_path / "broken", None) == append(tmp_path / "whole", None)
