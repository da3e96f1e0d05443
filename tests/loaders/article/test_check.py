"""The claim map compared with its text."""

from __future__ import annotations

import pytest

from loaders.article import check, write_map
from tests.loaders.article.extraction import MAP_TEXT as TEXT
from tests.loaders.article.extraction import a_map


@pytest.mark.parametrize(
    "old, new, code",
    [
        (b"predicate: owns", b"predicate: adores", "UNKNOWN_PREDICATE"),
        (b"subject: buri-steel\n    share", b"subject: am\n    share", "HOLDER_IS_SUBJECT"),
        (b"valid_from:\n", b"valid_from: 2018\n    valid_until: 2017\n", "CLAIM_DATES_BACKWARDS"),
        (b"value: 900", b"value:", "NO_VALUE"),
        (b"holder: am\n", b"holder:\n", "NO_HOLDER"),
        (b"predicate: employees", b"holder: am\n    predicate: employees", "HOLDER_NOT_USED"),
        (b"text: 900}", b"text: 800}", "QUOTE_LOST"),
    ],
)
def test_a_claim_that_makes_no_sense_is_a_problem(old: bytes, new: bytes, code: str) -> None:
    data = a_map()
    assert old in data
    report = check(data.replace(old, new, 1), TEXT)
    assert [p.error.code for p in report.problems] == [code]
    assert not report.ok


def test_a_map_fits_the_text_it_was_made_from() -> None:
    report = check(a_map(), TEXT)
    assert report.ok
    assert report.lines() == ["the map fits its text"]


def test_quotes_are_found_again_when_the_text_moved() -> None:
    text = b"A new first line about Buri Steel LLP.\n\n" + TEXT
    report = check(a_map(), text)
    assert report.ok
    assert report.text_changed
    shift = len(text) - len(TEXT)
    assert {m.new_start - m.old_start for m in report.moved} == {shift}
    again = check(write_map(report.map), text)
    assert (again.text_changed, again.moved, again.problems) == (False, (), ())


def test_a_quote_that_is_gone_is_named_with_what_stands_there() -> None:
    report = check(a_map(), TEXT.replace(b"60 percent", b"45 percent"))
    assert {p.error.code for p in report.problems} == {"QUOTE_LOST"}
    assert any("45 percent" in p.error.what for p in report.problems)
