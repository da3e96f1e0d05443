"""Whether a question is small is decided by the statements above its company, on whatever day they hold, and by reading few of them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from graph.queries import Options, QueryContext, RawOptions
from graph.queries.scope import FEW, is_small
from tests.scenarios import Sheet, publish


@pytest.mark.parametrize("company, expected", [("alone", True), ("full", True), ("wide", False), ("below", False)])
def test_a_question_is_small_if_few_statements_lie_above_its_company(tmp_path: Path, company: str, expected: bool) -> None:
    sheet = Sheet("invented", stated="2020-01-01")
    for number in range(FEW + 1):
        sheet.holds(f"holder{number}", "wide", "0.1", valid_until="2001-01-01")
        if number:
            sheet.holds(f"holder{number}", "full", "0.1")
    sheet.holds("wide", "below", "60")
    sheet.party("alone")
    generation = publish(tmp_path, sheet)
    context = QueryContext.of(generation, Options(datetime.date(2021, 1, 1)))
    number = generation.party_number(sheet.id(company))
    assert number is not None
    assert is_small(context, number) is expected


def test_a_ring_is_walked_once_and_a_rule_that_looks_both_ways_is_never_small(tmp_path: Path) -> None:
    sheet = Sheet("invented", stated="2020-01-01")
    for holder, company in (("a", "b"), ("b", "c"), ("c", "a")):
        sheet.holds(holder, company, "60")
    generation = publish(tmp_path, sheet)
    number = generation.party_number(sheet.id("a"))
    assert number is not None
    today = datetime.date(2021, 1, 1)
    assert is_small(QueryContext.of(generation, Options(today)), number)
    links = Options.parse(RawOptions(rule="ecb-close-links"), today=today)
    assert not is_small(QueryContext.of(generation, links), number)
