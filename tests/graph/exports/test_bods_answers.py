"""What is exported as BODS and loaded again answers as the ledger does, or says less: never more."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.exports import bods
from graph.exports.bods_series import BEFORE_FORMER
from graph.exports.request import ExportRequest
from graph.generation.generation import Generation
from graph.queries import controllers
from ontology.statements import Interest, Kind, Status
from tests.scenarios import Sheet, ask, publish, publish_files

ORDER = ("not_shown", "possible", "certain")


def load_again(folder: Path, generation: Generation) -> tuple[Generation, Counter[str]]:
    """Return the generation exported and loaded, and what the export left out or rounded."""
    file = folder / "again.json"
    request = ExportRequest(generation)
    with file.open("wb") as out:
        bods.write(request, out)
    return publish_files(folder / "again", file), request.omissions + request.roundings


def answer(generation: Generation, name: str, as_of: str = "2021-01-01") -> tuple[str, dict[str, tuple[str, float | None, float | None]]]:
    """Return the verdict about the one party of a name, and of each who controls it or may: how surely, with what of the votes."""
    (number,) = [n for n in range(len(generation)) if generation.party_summary(n).name == name]
    said = controllers(ask(generation, as_of), number)
    return said.verdict, {c.party.name: (c.certainty, c.votes.min, c.votes.max) for c in said.controllers}


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.COMPANY])
def test_a_party_that_two_sources_call_the_same_is_one_when_it_is_loaded_again(tmp_path: Path, kind: Kind) -> None:
    one, other, third = Sheet("one"), Sheet("other"), Sheet("third")
    for sheet, share in ((one, "60"), (other, "40")):
        sheet.party("ann", kind, "Ann")
        sheet.party("works", label="Works")
        sheet.holds("ann", "works", share)
    third.party("mill", label="Mill")
    third.holds("works", "mill", "100")
    generation = publish(tmp_path / "data", one, other, third)
    again, _ = load_again(tmp_path, generation)
    assert answer(again, "Works") == answer(generation, "Works") == ("possible", {"Ann": ("possible", 40, 60)})
    assert answer(again, "Mill")[1].keys() == answer(generation, "Mill")[1].keys()
    assert len(again) == len(generation) == 3


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (
            {"valid_from": "2018", "valid_until": "2020-12"},
            ("2017-12-31", "2018-06-01", "2018-12-31", "2020-11-30", "2020-12-15", "2021-01-01"),
        ),
        ({"valid_from": "2018-03", "valid_until": "2018"}, ("2018-02-01", "2018-03-05", "2018-04-01", "2018-12-31")),
        ({"valid_from": None, "stated_at": "2020"}, ("2019-01-01", "2020-06-01", "2020-12-31")),
    ],
)
def test_no_day_that_is_not_sure_becomes_sure_or_is_lost(tmp_path: Path, dates: dict[str, str | None], days: tuple[str, ...]) -> None:
    sheet = Sheet("one", stated="2021-06-01")
    sheet.holds("ann", "works", "60", **dates)
    generation = publish(tmp_path / "data", sheet)
    again, counts = load_again(tmp_path, generation)
    assert counts[bods.PARTIAL_DATES] == sum(len(date) < 10 for date in dates.values() if date)
    for day in days:
        before, after = answer(generation, "works", day)[0], answer(again, "works", day)[0]
        assert ORDER.index(after) <= ORDER.index(before), day
        assert after == before, day


@pytest.mark.parametrize("interest", [Interest.SHAREHOLDING, Interest.VOTING_RIGHTS])
@pytest.mark.parametrize("share", ["60", "(50..75]", None])
def test_what_somebody_denies_stays_possible(tmp_path: Path, interest: Interest, share: str | None) -> None:
    one, other = Sheet("one"), Sheet("other")
    one.holds("ann", "works", share, interest)
    one.holds("bea", "mill", "60")
    other.holds("ann", "works", None, interest, status=Status.DENIED)
    generation = publish(tmp_path / "data", one, other)
    again, counts = load_again(tmp_path, generation)
    assert answer(again, "works") == answer(generation, "works")
    assert answer(again, "works")[0] == "possible"
    assert answer(again, "mill") == answer(generation, "mill")
    assert counts[bods.DENIED_SIZES] == 1


def test_a_denial_of_votes_is_one_of_what_the_shares_would_give(tmp_path: Path) -> None:
    one, other = Sheet("one"), Sheet("other")
    one.holds("ann", "works", "60")
    other.holds("ann", "works", None, Interest.VOTING_RIGHTS, status=Status.DENIED)
    generation = publish(tmp_path / "data", one, other)
    assert answer(generation, "works")[0] == answer(load_again(tmp_path, generation)[0], "works")[0] == "possible"


def test_a_right_without_a_size_that_somebody_denies_is_left_out_and_counted(tmp_path: Path) -> None:
    one, other = Sheet("one"), Sheet("other")
    one.holds("ann", "works", None, Interest.APPOINTMENT_OF_BOARD)
    other.holds("ann", "works", None, Interest.APPOINTMENT_OF_BOARD, status=Status.DENIED)
    again, counts = load_again(tmp_path, publish(tmp_path / "data", one, other))
    assert counts[bods.DENIED_RIGHTS] == 1
    assert {party.name for party in again.parties()} == {"ann", "works"}
    assert answer(again, "works") == ("not_shown", {})


def test_what_a_denial_does_not_speak_of_stays_as_it_is(tmp_path: Path) -> None:
    one, other = Sheet("one"), Sheet("other")
    one.holds("ann", "later", "60", valid_from="2020-06-01")
    other.holds("ann", "later", None, status=Status.DENIED)
    one.holds("ann", "right", "60")
    other.holds("ann", "right", None, Interest.APPOINTMENT_OF_BOARD, status=Status.DENIED)
    one.holds("ann", "earlier", "60", valid_until="2010-01-01")
    other.holds("ann", "earlier", None, status=Status.DENIED, valid_from="2015-01-01")
    generation = publish(tmp_path / "data", one, other)
    again, counts = load_again(tmp_path, generation)
    assert counts[bods.DENIED_SIZES] == counts[bods.DENIED_RIGHTS] == 0
    for name in ("later", "right"):
        assert answer(again, name) == answer(generation, name) == ("certain", {"ann": ("certain", 60, 60)})
    assert answer(again, "earlier", "2009-01-01") == answer(generation, "earlier", "2009-01-01")


@pytest.mark.parametrize("interest", [Interest.SHAREHOLDING, Interest.VOTING_RIGHTS])
def test_what_is_denied_does_not_make_another_holder_sure(tmp_path: Path, interest: Interest) -> None:
    one, other = Sheet("one"), Sheet("other")
    one.holds("ann", "works", "60", interest)
    one.holds("bea", "works", "60", interest)
    one.holds("cid", "works", "10", interest)
    other.holds("ann", "works", None, interest, status=Status.DENIED)
    generation = publish(tmp_path / "data", one, other)
    again, counts = load_again(tmp_path, generation)
    said = answer(generation, "works")
    assert said == ("possible", {"ann": ("possible", 0, 60), "bea": ("possible", 30, 60)})
    assert answer(again, "works") == said
    assert counts[bods.UNSURE_SIZES] == 2


def test_votes_that_are_left_out_do_not_make_shares_votes(tmp_path: Path) -> None:
    one, other = Sheet("one"), Sheet("other")
    one.holds("ann", "works", "60")
    one.holds("bea", "mill", "60")
    other.holds("cid", "works", "30", Interest.VOTING_RIGHTS, status=Status.ALLEGED)
    generation = publish(tmp_path / "data", one, other)
    again, counts = load_again(tmp_path, generation)
    assert answer(generation, "works")[1]["ann"] == answer(again, "works")[1]["ann"] == ("possible", 0, 100)
    assert answer(generation, "mill") == answer(again, "mill")
    assert counts[bods.UNSURE_VOTES] == 1
    assert not counts[bods.UNSURE_SIZES]


def test_shares_that_may_be_held_for_others_are_not_sure(tmp_path: Path) -> None:
    one, other = Sheet("one"), Sheet("other")
    one.holds("ann", "works", "60")
    other.holds("ann", "works", None, Interest.NOMINEE, status=Status.ALLEGED)
    one.holds("bea", "mill", "60")
    one.holds("bea", "mill", None, Interest.NOMINEE, valid_from="2018")
    generation = publish(tmp_path / "data", one, other)
    again, _ = load_again(tmp_path, generation)
    assert answer(generation, "works")[0] == answer(again, "works")[0] == "possible"
    for day in ("2017-12-31", "2018-06-01", "2019-01-01"):
        assert answer(generation, "mill", day)[0] == answer(again, "mill", day)[0]
    assert answer(again, "mill", "2018-06-01")[1]["bea"][0] == "possible"


def test_versions_before_one_that_is_former_are_not_sure(tmp_path: Path) -> None:
    sheet = Sheet("one")
    dates = {"record": "r", "valid_from": "2010-01-01"}
    sheet.holds("ann", "works", "60", stated_at="2018-01-01", **dates)
    sheet.holds("ann", "works", "60", stated_at="2020-01-01", status=Status.FORMER, **dates)
    generation = publish(tmp_path / "data", sheet)
    again, counts = load_again(tmp_path, generation)
    for day in ("2012-01-01", "2019-01-01", "2021-01-01"):
        assert answer(generation, "works", day) == answer(again, "works", day)
    assert answer(generation, "works", "2012-01-01")[0] == "possible"
    assert counts[BEFORE_FORMER] == 1


def test_what_may_have_changed_in_a_month_is_sure_of_neither_version(tmp_path: Path) -> None:
    sheet = Sheet("one")
    sheet.holds("ann", "works", "80", record="r", valid_from="2015-01-01", stated_at="2017-01-01")
    sheet.holds("ann", "works", "40", record="r", valid_from="2018-06", stated_at="2020-01-01")
    generation = publish(tmp_path / "data", sheet)
    again, _ = load_again(tmp_path, generation)
    assert answer(generation, "works", "2018-05-31") == answer(again, "works", "2018-05-31")
    assert answer(generation, "works", "2018-06-15")[0] == "possible"
    assert answer(again, "works", "2018-06-15")[0] != "certain"
    assert answer(generation, "works", "2018-07-01") == answer(again, "works", "2018-07-01")
