"""Folding: a chart stays small, and no party and no share gets lost in the words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.chart.collapse import LIMIT, collapse
from graph.chart.model import Chart, ChartLink, ChartNode
from ontology.shares import PERCENT
from tests.graph.chart.networks import charts, crowd

holder, subject = attrgetter("holder"), attrgetter("subject")


def test_many_small_owners_become_one_stack_with_their_sum() -> None:
    folded = collapse(crowd(36), siblings=5)
    stack = next(node for node in folded.nodes if node.kind == "stack")
    assert (stack.name, stack.sub) == ("36 more owners", "together 9 %")
    assert [node.id for node in folded.nodes] == ["car", "big", stack.id]
    line = next(link for link in folded.links if link.holder == stack.id)
    assert (line.share, line.share_min, line.note) == ("9 %", 9 * PERCENT, "36 owners, each 0.25 %")


def test_a_sum_is_not_given_where_one_share_is_unknown() -> None:
    chart = crowd(20)
    blind = ChartLink("blind", "blind", "car")
    folded = collapse(Chart("car", "T", nodes=(*chart.nodes, ChartNode("blind", "Blind")), links=(*chart.links, blind)), siblings=3)
    stack = next(node for node in folded.nodes if node.kind == "stack")
    assert stack.sub == "listed in the table"
    assert next(link for link in folded.links if link.holder == stack.id).share == ""


def test_a_sum_above_the_whole_is_said_as_it_is() -> None:
    chart = crowd(6)
    much = [ChartLink(link.id, link.holder, "car", share_min=30 * PERCENT, share_max=30 * PERCENT) for link in chart.links]
    folded = collapse(Chart("car", "T", nodes=chart.nodes, links=tuple(much)), siblings=2)
    assert (folded.nodes[-1].sub, folded.links[-1].share_max) == ("together 210 %", 100 * PERCENT)


def test_of_owners_that_all_have_the_same_none_is_drawn_before_the_others() -> None:
    nodes = (ChartNode("car", "Car", role="subject"), *(ChartNode(f"n{p}", f"N{p}") for p in range(30)))
    even = tuple(ChartLink(f"l{p}", f"n{p}", "car", share_min=3 * PERCENT, share_max=3 * PERCENT) for p in range(30))
    folded = collapse(Chart("car", "T", nodes=nodes, links=even))
    assert [(node.name, node.sub) for node in folded.nodes[1:]] == [("30 owners", "together 90 %")]
    assert folded.links[0].note == "30 owners, each 3 %"
    assert len(collapse(Chart("car", "T", nodes=nodes, links=even), expanded=["car"]).nodes) == len(nodes)
    assert len(collapse(Chart("car", "T", nodes=nodes[:4], links=even[:3])).nodes) == 4, "few are drawn"


def test_of_many_owners_of_the_same_share_either_all_are_drawn_or_none() -> None:
    def fold(*shares: int) -> list[str]:
        nodes = (ChartNode("car", "Car", role="subject"), *(ChartNode(f"n{p}", f"N{p}") for p in range(len(shares))))
        links = tuple(ChartLink(f"l{p}", f"n{p}", "car", share_min=s * PERCENT, share_max=s * PERCENT) for p, s in enumerate(shares))
        return [node.name for node in collapse(Chart("car", "T", nodes=nodes, links=links)).nodes[1:]]

    assert fold(*[3] * 15, *[2] * 15) == ["30 owners"]
    assert fold(9, 8, *[3] * 15, *[2] * 15) == ["N0", "N1", "30 more owners"]
    assert fold(9, 8, 7, 6, *[3] * 15) == ["N0", "N1", "N2", "N3", "15 more owners"]
    assert fold(9, 8, 7, *[3] * 8) == ["N0", "N1", "N2", "N3", "7 more owners"], "few who have the same may be parted"


def test_of_many_companies_that_are_held_alike_either_all_are_drawn_or_none() -> None:
    def fold(*shares: int) -> tuple[list[str], str]:
        nodes = (ChartNode("ann", "Ann", role="subject"), *(ChartNode(f"n{p}", f"N{p}") for p in range(len(shares))))
        links = tuple(ChartLink(f"l{p}", "ann", f"n{p}", share_min=s * PERCENT, share_max=s * PERCENT) for p, s in enumerate(shares))
        folded = collapse(Chart("ann", "T", nodes=nodes, links=links))
        return [node.name for node in folded.nodes[1:]], folded.links[-1].note

    assert fold(*[100] * 30) == (["30 holdings"], "30 holdings, each 100 %")
    assert fold(100, 90, *[60] * 15) == (["N0", "N1", "15 more holdings"], "15 holdings, each 60 %")


def test_a_small_chart_is_left_as_it_is() -> None:
    assert collapse(crowd(3)) == crowd(3)


def test_controllers_and_the_way_to_them_are_kept_in_a_long_network() -> None:
    names = [f"c{p}" for p in range(120)]
    nodes = tuple(ChartNode(n, n, role="subject" if n == "c0" else "controller" if n == "c30" else None) for n in names)
    links = tuple(ChartLink(f"{a}-{b}", b, a) for a, b in pairwise(names))
    folded = collapse(Chart("c0", "Long", nodes=nodes, links=links))
    assert len(folded.nodes) == LIMIT
    assert {f"c{p}" for p in range(31)} <= {node.id for node in folded.nodes}
    assert folded.nodes[-1].name == "81 more parties"
    assert "+1 links not drawn" in folded.nodes[-2].sub


def reach(chart: Chart, top: str) -> set[str]:
    """The cards below a card, by the lines of the chart."""
    below = {top}
    while more := {link.subject for link in chart.links if link.holder in below} - below:
        below |= more
    return below


@pytest.mark.parametrize("parties", [LIMIT, LIMIT + 1, LIMIT + 2, 47, 120])
def test_a_chain_of_control_too_long_to_be_drawn_is_left_out_in_its_middle(parties: int) -> None:
    names = [f"c{p}" for p in range(parties)]
    nodes = tuple(ChartNode(n, n, role="subject" if n == "c0" else "controller" if n == names[-1] else None) for n in names)
    links = tuple(ChartLink(f"{a}-{b}", b, a, share=f"{p} %") for p, (a, b) in enumerate(pairwise(names)))
    folded = collapse(Chart("c0", "Long", nodes=nodes, links=links))
    assert len(folded.nodes) <= LIMIT
    assert "c0" in reach(folded, names[-1])
    assert not any("not drawn" in node.sub for node in folded.nodes)
    for stack in folded.stacks:
        (into,) = (link for link in folded.links if link.subject == stack.id)
        (out,) = (link for link in folded.links if link.holder == stack.id)
        first, last = stack.members[-1], stack.members[0]
        assert (into.words, out.words) == tuple(
            next(k.words for k in links if end(k) == m) for end, m in ((subject, first), (holder, last))
        )


def test_ways_to_several_controllers_that_meet_where_they_are_left_out_share_a_stack() -> None:
    trunk = [f"c{p}" for p in range(60)]
    nodes = [ChartNode(n, n, role="subject" if n == "c0" else None) for n in trunk]
    links = [ChartLink(f"{a}-{b}", b, a) for a, b in pairwise(trunk)]
    for top in ("x", "y"):
        branch = [f"{top}{p}" for p in range(30)]
        nodes += [ChartNode(n, n, role="controller" if n == branch[-1] else None) for n in branch]
        links += [ChartLink(f"{a}-{b}", b, a) for a, b in pairwise(["c59", *branch])]
    folded = collapse(Chart("c0", "Long", nodes=tuple(nodes), links=tuple(links)))
    assert len(folded.stacks) == 1
    assert "c0" in reach(folded, "x29") & reach(folded, "y29")


def join_lines(chart: Chart) -> set[str]:
    """The cards that lines join to the subject, up and down."""
    joined = {chart.subject}
    while more := {end for k in chart.links if {k.holder, k.subject} & joined for end in (k.holder, k.subject)} - joined:
        joined |= more
    return joined


@given(charts(most=90), st.sets(st.integers(1, 89), max_size=50))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_party_is_drawn_or_in_exactly_one_stack(chart: Chart, controllers: set[int]) -> None:
    nodes = (replace(node, role="controller") if place in controllers else node for place, node in enumerate(chart.nodes))
    chart = replace(chart, nodes=tuple(nodes))
    folded = collapse(chart)
    drawn = {node.id for node in folded.nodes if node.role == "controller"}
    assert drawn & join_lines(chart) <= join_lines(folded)
    stacks = {stack.id for stack in folded.stacks}
    shown = [node.id for node in folded.nodes if node.id not in stacks] + [m for stack in folded.stacks for m in stack.members]
    assert sorted(shown) == sorted(node.id for node in chart.nodes)
    assert len(folded.nodes) <= LIMIT
    assert {end for link in folded.links for end in (link.holder, link.subject)} <= {node.id for node in folded.nodes}
    assert chart.subject in {node.id for node in folded.nodes}
