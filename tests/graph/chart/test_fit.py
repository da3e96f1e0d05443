"""Fitting: a chart of people with long names is drawn whole and can be read; what a reader opened is not folded again."""

from __future__ import annotations

import pytest

from graph.chart.draw import draw
from graph.chart.fit import HUGE, fit
from graph.chart.model import Chart, ChartLink, ChartNode
from ontology.shares import PERCENT


def family(holders: int) -> Chart:
    """A company with a controller, holders with long names and a rest that nobody is named for."""
    people = [ChartNode(f"n{p}", f"Konstantina Papadimitriou-Alexandrescu the {p}th", country="GR") for p in range(holders)]
    links = [ChartLink(f"l{p}", f"n{p}", "mill", share_min=(p + 6) * PERCENT, share_max=(p + 6) * PERCENT) for p in range(holders)]
    nodes = (ChartNode("mill", "Mill", role="subject"), ChartNode("boss", "Boss", role="controller"), *people)
    return Chart("mill", "T", nodes=nodes, links=(ChartLink("b", "boss", "mill", share_min=60 * PERCENT, share_max=60 * PERCENT), *links))


@pytest.mark.parametrize("holders", range(1, 12))
def test_long_names_beside_a_company_are_drawn_whole(holders: int) -> None:
    chart, layout = fit(family(holders))
    assert layout.width <= HUGE
    assert {"mill", "boss"} <= {node.id for node in chart.nodes}
    drawn = {node.id for node in chart.nodes} | {member for stack in chart.stacks for member in stack.members}
    assert drawn >= {node.id for node in family(holders).nodes}
    assert "chart-huge" not in draw(family(holders))


def test_as_many_stay_as_fit() -> None:
    counts = [sum(node.id.startswith("n") for node in fit(family(holders)).chart.nodes) for holders in (3, 9)]
    assert counts == [3, 4]


def test_what_a_reader_opened_stays_open_however_wide() -> None:
    chart, layout = fit(family(9), expanded=("mill",))
    assert layout.width > HUGE
    assert len(chart.nodes) == 11
