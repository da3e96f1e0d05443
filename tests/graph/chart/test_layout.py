"""Where things stand, for any network up to 40 parties: nothing covers anything that has to be read."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from graph.chart.layout import Box, Layout, Route, compute_layout
from graph.chart.model import Chart, ChartLink, ChartNode
from graph.chart.routing import Run, assign_tracks
from ontology.shares import PERCENT
from tests.graph.chart.networks import chain, charts, tangle

_MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _apart(one: Box, other: Box) -> bool:
    return one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y


def _crosses(route: Route, box: Box) -> bool:
    """Whether a line runs through the inside of a box; runs are level or upright."""
    for (ax, ay), (bx, by) in pairwise(route.points):
        run = Box(min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by))
        if run.x < box.right and box.x < run.right and run.y < box.bottom and box.y < run.bottom:
            return True
        flat = (ax == bx and box.x < ax < box.right and run.y < box.bottom and box.y < run.bottom) or (
            ay == by and box.y < ay < box.bottom and run.x < box.right and box.x < run.right
        )
        if flat:
            return True
    return False


def _check(chart: Chart, layout: Layout) -> None:
    boxes = [*layout.boxes.values(), *(route.box for route in layout.routes)]
    assert all(_apart(a, b) for a, b in combinations(boxes, 2))
    assert not [(route.link, box) for route in layout.routes for box in boxes if _crosses(route, box)]
    for box in boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.right <= layout.width
        assert box.bottom <= layout.height
    for route in layout.routes:
        for (ax, ay), (bx, by) in pairwise(route.points):
            assert ax == bx or ay == by
            assert 0 <= ax <= layout.width
            assert 0 <= ay <= layout.height
        link = chart.links[route.link]
        _on_edge(route.points[0], layout.boxes[link.holder])
        _on_edge(route.points[-1], layout.boxes[link.subject])
    ends = [point for route in layout.routes for point in (route.points[0], route.points[-1])]
    for box in layout.boxes.values():
        for side in (box.y, box.bottom):
            ports = sorted(x for x, y in ends if y == side and box.x <= x <= box.right)
            assert all(b - a >= 33.9 for a, b in pairwise(ports))


def _on_edge(point: tuple[float, float], box: Box) -> None:
    assert box.x < point[0] < box.right
    assert min(abs(point[1] - box.y), abs(point[1] - box.bottom)) < 0.2


@given(charts())
@_MANY
def test_nothing_covers_a_card_or_a_label_in_any_network(chart: Chart) -> None:
    layout = compute_layout(chart)
    assert set(layout.boxes) == {node.id for node in chart.nodes}
    assert len(layout.routes) == sum(link.holder != link.subject for link in chart.links)
    _check(chart, layout)


@given(charts())
@_MANY
def test_owners_stand_above_what_they_own_unless_the_link_closes_a_cycle(chart: Chart) -> None:
    layout = compute_layout(chart)
    for route in layout.routes:
        link = chart.links[route.link]
        above = layout.boxes[link.holder].bottom < layout.boxes[link.subject].y
        assert above is not route.label.back


def test_a_chain_is_drawn_with_straight_lines_only() -> None:
    layout = compute_layout(chain())
    assert [len(route.points) for route in layout.routes] == [2, 2, 2, 2]


def test_a_cycle_is_opened_at_its_smallest_share() -> None:
    nodes = tuple(ChartNode(name, name.upper()) for name in "abc")
    shares = {"ab": 60, "bc": 5, "ca": 30}
    links = tuple(ChartLink(k, k[0], k[1], share_min=s * PERCENT, share_max=s * PERCENT) for k, s in shares.items())
    layout = compute_layout(Chart("a", "A ring", nodes=nodes, links=links))
    assert [chart.id for chart, route in zip(links, layout.routes, strict=True) if route.label.back] == ["bc"]


def test_runs_across_on_one_level_do_not_lie_on_each_other() -> None:
    nodes = tuple(ChartNode(f"n{p}", f"Company {p}") for p in range(8))
    links = tuple(ChartLink(f"{a}{b}", f"n{a}", f"n{b}") for a in range(4) for b in range(4, 8))
    layout = compute_layout(Chart("n4", "Everybody in everything", nodes=nodes, links=links))
    across = [(ay, *sorted((ax, bx))) for r in layout.routes for (ax, ay), (bx, by) in pairwise(r.points) if ay == by and ax != bx]
    for (y1, a1, b1), (y2, a2, b2) in combinations(across, 2):
        assert y1 != y2 or b1 < a2 or b2 < a1


@pytest.mark.parametrize("parties, factor", [(12, 5), (24, 7), (32, 5), (40, 3)])
def test_a_tangle_keeps_its_lines_in_the_picture_and_its_ports_apart(parties: int, factor: int) -> None:
    chart = tangle(parties, factor)
    _check(chart, compute_layout(chart))


def test_two_lines_that_meet_one_upright_never_share_it() -> None:
    """Where one line leaves the upper row above the place at which another meets the lower row, the first turns off first."""
    down, across = Run((0, 3), 100.0, 300.0), Run((1, 2), 40.0, 100.0)
    tracks = assign_tracks([across, down]).track
    assert tracks[down.step] < tracks[across.step]
