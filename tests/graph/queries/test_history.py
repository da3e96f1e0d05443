"""Histories: one verdict for each time, and what began and ended between them, on either axis."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from graph.answers.history import HistoryAnswer
from graph.queries import history
from graph.queries.history import Axis
from graph.queries.options import Limits
from ontology.statements import Change
from tests.scenarios import Sheet, ask, publish


def history_of(folder: Path, *sheets: Sheet, axis: Axis = Axis.AS_OF, **options: object) -> HistoryAnswer:
    generation = publish(folder, *sheets)
    number = generation.party_number(sheets[0].id("y"))
    assert number is not None
    return history(ask(generation, **options), number, axis)


def spans(answer: HistoryAnswer) -> list[tuple[str | None, str | None, str, list[str]]]:
    return [(p.from_, p.until, p.verdict, [c.party.name for c in p.controllers]) for p in answer.periods]


def sale() -> Sheet:
    sheet = Sheet(stated="2000-01-01")
    sheet.holds("a", "y", "60", valid_from="2000-01-01", valid_until="2010-05-01")
    sheet.holds("b", "y", "70", valid_from="2010-05-01")
    return sheet


def test_a_sale_makes_three_times_and_names_the_statements(tmp_path: Path) -> None:
    sheet = sale()
    first, second = (row.id for row in sheet.rows)
    answer = history_of(tmp_path, sheet)
    assert spans(answer) == [
        (None, "2000-01-01", "not_shown", []),
        ("2000-01-01", "2010-05-01", "certain", ["a"]),
        ("2010-05-01", None, "certain", ["b"]),
    ]
    assert [(p.began, p.ended) for p in answer.periods] == [((), ()), ((first,), ()), ((second,), (first,))]
    assert [p.sentence for p in answer.periods][1:] == ["A ultimately controls y", "B ultimately controls y"]
    assert not answer.truncated


def test_a_change_far_above_changes_the_history_and_one_that_decides_nothing_does_not(tmp_path: Path) -> None:
    sheet = Sheet(stated="2000-01-01")
    sheet.holds("m", "y", "60", valid_from="2000-01-01")
    sheet.holds("a", "m", "60", valid_from="2005-01-01")
    sheet.holds("z", "y", "5", valid_from="2007-01-01")
    assert spans(history_of(tmp_path, sheet)) == [
        (None, "2000-01-01", "not_shown", []),
        ("2000-01-01", "2005-01-01", "certain", ["m"]),
        ("2005-01-01", None, "certain", ["a"]),
    ]


def test_a_year_is_a_time_of_possible_control(tmp_path: Path) -> None:
    sheet = Sheet(stated="2000-01-01")
    sheet.holds("a", "y", "60", valid_from="1998")
    assert spans(history_of(tmp_path, sheet)) == [
        (None, "1998-01-01", "not_shown", []),
        ("1998-01-01", "1998-12-31", "possible", ["a"]),
        ("1998-12-31", None, "certain", ["a"]),
    ]


def test_what_was_known_when_is_the_other_axis(tmp_path: Path) -> None:
    early, late = Sheet("register", stated="2019-02-01"), Sheet("register", stated="2022-02-01")
    early.holds("x", "y", "50", valid_from="2019-01-01", record="r1")
    early.rows.append(replace(late.holds("x", "y", "100", valid_from="2019-01-01", record="r1"), id="urn:late"))
    answer = history_of(tmp_path, early, axis=Axis.KNOWN_AT, as_of="2020-01-01")
    assert spans(answer) == [(None, "2022-02-01", "not_shown", []), ("2022-02-01", None, "possible", ["x"])]
    assert answer.periods[1].began == ("urn:late",)


def test_known_at_hides_what_was_stated_later(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("a", "y", "60", valid_from="2000-01-01", stated_at="2001-01-01", record="r")
    sheet.holds("a", "y", "60", valid_from="2000-01-01", stated_at="2015-01-01", change=Change.CLOSED, record="r")
    assert [s[2] for s in spans(history_of(tmp_path / "a", sheet))] == ["not_shown", "certain", "possible", "not_shown"]
    assert [s[2] for s in spans(history_of(tmp_path / "b", sheet, known_at="2010-01-01"))] == ["not_shown", "certain"]


def test_a_party_without_holders_has_one_time(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.holds("y", "z", "60")
    assert spans(history_of(tmp_path, sheet)) == [(None, None, "not_shown", [])]


def test_beyond_the_limit_the_oldest_days_are_left_out(tmp_path: Path) -> None:
    sheet = Sheet(stated="2000-01-01")
    for year in range(2000, 2010):
        sheet.holds(f"h{year}", "y", "60", valid_from=f"{year}-01-01", valid_until=f"{year + 1}-01-01")
    answer = history_of(tmp_path, sheet, limits=Limits(periods=3))
    assert answer.truncated
    assert spans(answer) == [
        ("2008-01-01", "2009-01-01", "certain", ["h2008"]),
        ("2009-01-01", "2010-01-01", "certain", ["h2009"]),
        ("2010-01-01", None, "not_shown", []),
    ]


def test_what_becomes_certain_on_the_day_of_its_source_opens_a_time(tmp_path: Path) -> None:
    sheet = Sheet(stated="2005-01-01")
    undated = sheet.holds("a", "y", "60", valid_from=None)
    answer = history_of(tmp_path, sheet)
    assert spans(answer) == [(None, "2005-01-01", "possible", ["a"]), ("2005-01-01", None, "certain", ["a"])]
    assert [(p.began, p.ended) for p in answer.periods] == [((), ()), ((undated.id,), ())]


def test_a_closing_without_an_end_opens_the_time_in_which_it_may_have_ended(tmp_path: Path) -> None:
    sheet = Sheet(stated="2005-01-01")
    held = sheet.holds("a", "y", "60", valid_from="2001-01-01", record="r")
    sheet.rows.append(replace(held, id=f"{held.id}-closed", stated_at="2009-01-01", change=Change.CLOSED))
    answer = history_of(tmp_path, sheet)
    assert spans(answer) == [
        (None, "2001-01-01", "not_shown", []),
        ("2001-01-01", "2005-01-02", "certain", ["a"]),
        ("2005-01-02", "2009-01-01", "possible", ["a"]),
        ("2009-01-01", None, "not_shown", []),
    ]
    assert all(p.began or p.ended for p in answer.periods[1:])


def test_a_rival_claim_opens_the_time_in_which_nothing_ended(tmp_path: Path) -> None:
    register, paper = Sheet(stated="2005-01-01"), Sheet("paper", stated="2009-01-01")
    register.holds("a", "y", "60", valid_from="2001-01-01")
    rival = paper.holds("a", "y", "40", valid_from="2008-01-01")
    answer = history_of(tmp_path, register, paper)
    assert [(p.from_, p.verdict) for p in answer.periods] == [(None, "not_shown"), ("2001-01-01", "certain"), ("2008-01-01", "possible")]
    assert (answer.periods[-1].began, answer.periods[-1].ended) == ((rival.id,), ())
