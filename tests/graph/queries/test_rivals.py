"""Several figures of one holder in one table: the answer says how they were read, whether or not they decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.answers.controllers import ControllersAnswer
from graph.queries import controllers, find_party, owners
from tests.scenarios import Sheet, ask, publish, publish_files

TODAY = "2030-01-01"


def answer_of(folder: Path, *rows: str, columns: str = "holder,subject,share") -> ControllersAnswer:
    table = folder / "holders-2020-01-01.csv"
    table.write_text("\n".join((columns, *rows)) + "\n", encoding="utf-8")
    generation = publish_files(folder / "data", table)
    return controllers(ask(generation, TODAY), find_party(generation, "Mill"))


@pytest.mark.parametrize(
    ("shares", "verdict", "read"),
    [
        (("30", "25"), "not_shown", "30 % and 25 %"),
        (("25", "30"), "not_shown", "30 % and 25 %"),
        (("60", "10"), "possible", "60 % and 10 %"),
        (("60", "70"), "certain", "70 % and 60 %"),
        (("1/3", "20", "10"), "not_shown", "1/3, 20 % and 10 %"),
        (("(50..75]", "[25..50]"), "possible", "more than 50 up to 75 % and 25 to 50 %"),
        (("1", "2", "3", "4", "5", "6"), "not_shown", "6 %, 5 %, 4 %, 3 % and 2 other figures"),
    ],
)
def test_lots_are_read_as_rival_figures_and_the_sentence_says_so(tmp_path: Path, shares: tuple[str, ...], verdict: str, read: str) -> None:
    answer = answer_of(tmp_path, *(f"Fund,Mill,{share}" for share in shares))
    assert answer.verdict == verdict
    assert f"lists separately that Fund owns {read} of Mill, read as rival figures and not added" in answer.sentence
    assert answer.sentence.count("not added") == 1


@pytest.mark.parametrize(("times", "words"), [(2, "twice"), (3, "3 times")])
@pytest.mark.parametrize("share", ["30", "60"])
def test_the_same_figure_in_several_rows_is_one_and_the_sentence_says_so(tmp_path: Path, share: str, times: int, words: str) -> None:
    rows = [f"Fund,Mill,{share},class {number}" for number in range(times)]
    answer = answer_of(tmp_path, *rows, columns="holder,subject,share,note")
    assert answer.verdict == ("certain" if share == "60" else "not_shown")
    assert f"lists {words} that Fund owns {share} % of Mill, read as one figure and not added" in answer.sentence
    assert not answer.conflicts


def test_votes_in_lots_are_not_added_either(tmp_path: Path) -> None:
    answer = answer_of(tmp_path, "Fund,Mill,votingRights,30", "Fund,Mill,votingRights,26", columns="holder,subject,interest,share")
    assert answer.verdict == "not_shown"
    assert "Fund holds 30 % and 26 % of the votes in Mill, read as rival figures and not added" in answer.sentence


def test_two_tables_that_say_the_same_repeat_nothing(tmp_path: Path) -> None:
    tables = [tmp_path / f"{name}-2020-01-01.csv" for name in ("one", "two")]
    for table in tables:
        table.write_text(
            "holder,subject,share,holder_id,subject_id\nFund,Mill,30,https://t.example/fund,https://t.example/mill\n", encoding="utf-8"
        )
    generation = publish_files(tmp_path / "data", *tables)
    company = find_party(generation, "Mill")
    answer = controllers(ask(generation, TODAY), company)
    assert "not added" not in answer.sentence
    assert [(o.integrated.min, o.integrated.max) for o in owners(ask(generation, TODAY), company).owners] == [(30, 30)]


def test_votes_that_are_only_bounded_are_told_where_nobody_is_shown(tmp_path: Path) -> None:
    answer = answer_of(tmp_path, "Ann,Mill,votingRights,45", "Bob,Mill,shareholding,80", columns="holder,subject,interest,share")
    assert answer.verdict == "possible"
    assert "votes are stated for only some of the holders" in answer.sentence
    answer = answer_of(tmp_path, "Ann,Mill,votingRights,50", "Bob,Mill,shareholding,80", columns="holder,subject,interest,share")
    assert answer.verdict == "not_shown"
    assert "votes are stated for only some of the holders" in answer.sentence


@pytest.mark.parametrize("start", [None, "2010-01-01"])
def test_the_sentence_says_why_versions_without_a_start_count_from_nothing_before_the_newer_one(tmp_path: Path, start: str | None) -> None:
    sheet = Sheet()
    for stated, share in (("2018-01-01", "60"), ("2020-06-01", "80")):
        sheet.holds("ann", "works", share, record="r", valid_from=start, stated_at=stated)
    generation = publish(tmp_path, sheet)
    answer = controllers(ask(generation, "2019-01-01"), find_party(generation, "works"))
    least = 60 if start else 0
    assert [(c.votes.min, c.votes.max) for c in answer.controllers] == [(least, 80)]
    why = "60 % on 2018-01-01 and 80 % on 2020-06-01, and not since when, so that it may have been none before 2020-06-01"
    assert (why in answer.sentence) is (start is None)
