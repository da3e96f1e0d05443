"""Folding: siblings that hold little become one stack, so that a chart stays small enough to read.

Changes the drawing, never the numbers: a stack says how many it stands for and what they hold together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.chart.model import Chart, ChartLink, ChartNode, ChartStack
from ontology.shares import WHOLE, format_percent

LIMIT: Final = 40
SIBLINGS: Final = 5
"""Parties beside one company that hold nothing else: so many fit on a screen with their labels."""

_Group = tuple[str, bool, bool]


def fold(chart: Chart, *, limit: int = LIMIT, siblings: int = SIBLINGS) -> Chart:
    """The chart with at most ``siblings`` leaves beside a company and at most ``limit`` nodes.

    Folded are parties without a role that have one neighbour only, the smallest shares first.  What then still does not fit is
    left out from the far end and counted in a stack without lines; the parties it was linked to say how many lines they lost.
    """
    folded = chart
    for group, members in _leaves(chart).items():
        if len(members) > siblings:
            folded = _stacked(folded, group, members, len(members) - siblings + 1)
    while len(folded.nodes) > limit:
        groups = {group: members for group, members in _leaves(folded).items() if len(members) > 1}
        if not groups:
            return _cropped(folded, limit)
        largest = max(groups, key=lambda g: (len(groups[g]), g))
        folded = _stacked(folded, largest, groups[largest], min(len(groups[largest]), len(folded.nodes) - limit + 1))
    return folded


def _leaves(chart: Chart) -> dict[_Group, list[str]]:
    """Parties with one neighbour and no role, by that neighbour, whether they hold in it and whether that is inferred."""
    roles = {node.id for node in chart.nodes if node.role} | {chart.subject}
    near: dict[str, set[_Group]] = {node.id: set() for node in chart.nodes}
    for link in chart.links:
        near[link.holder].add((link.subject, True, link.style == "inferred"))
        near[link.subject].add((link.holder, False, link.style == "inferred"))
    groups: dict[_Group, list[str]] = {}
    for node in chart.nodes:
        if node.id not in roles and len(near[node.id]) == 1:
            groups.setdefault(next(iter(near[node.id])), []).append(node.id)
    return groups


def _stacked(chart: Chart, group: _Group, candidates: list[str], count: int) -> Chart:
    """The chart with the ``count`` weakest candidates (two at least) in one stack."""
    beside, holds, inferred = group
    links = {member: [link for link in chart.links if member in (link.holder, link.subject)] for member in candidates}
    place = {node.id: p for p, node in enumerate(chart.nodes)}
    earlier = {stack.id: stack.members for stack in chart.stacks}
    weak = sorted(candidates, key=lambda m: (m not in earlier, max(link.middle for link in links[m]), -place[m]))
    gone = set(weak[: max(2, count)])
    members = [m for node in chart.nodes if node.id in gone for m in earlier.get(node.id, (node.id,))]
    lines = [link for m in weak if m in gone for link in links[m]]
    words, low, high = _together(lines) if holds else ("", None, None)
    what = "owners" if holds else "holdings"
    ident = f"stack:{what}{':inferred' if inferred else ''}:{beside}"
    node = ChartNode(ident, f"{len(members)} more {what}", f"together {words}" if words else "listed in the table", "stack")
    largest = max((link.share_max or 0 for link in lines if link.holder not in earlier), default=0)
    each = f", each up to {_short(largest)}%" if words and largest and not gone & earlier.keys() else ""
    line = ChartLink(
        ident,
        ident if holds else beside,
        beside if holds else ident,
        _common(lines),
        words,
        low,
        high,
        f"{len(members)} {what}{each}",
        "owns" if any(link.kind == "owns" for link in lines) else lines[0].kind,
        "inferred" if inferred else "stated",
    )
    dropped = {id(link) for link in lines}
    return replace(
        chart,
        nodes=(*(n for n in chart.nodes if n.id not in gone), node),
        links=(*(k for k in chart.links if id(k) not in dropped), line),
        stacks=(*(stack for stack in chart.stacks if stack.id not in gone), ChartStack(ident, tuple(members))),
    )


def _cropped(chart: Chart, limit: int) -> Chart:
    """The parties nearest to the subject, those on the way to a controller first; the rest is counted in a stack without lines."""
    kept = _nearest(chart, limit - 1)
    lost: dict[str, int] = {}
    for link in chart.links:
        if (link.holder in kept) != (link.subject in kept):
            inner = link.holder if link.holder in kept else link.subject
            lost[inner] = lost.get(inner, 0) + 1
    nodes = [
        replace(node, sub=f"{node.sub} (+{lost[node.id]} links not drawn)".strip()) if node.id in lost else node
        for node in chart.nodes
        if node.id in kept
    ]
    earlier = {stack.id: stack.members for stack in chart.stacks}
    members = tuple(m for node in chart.nodes if node.id not in kept for m in earlier.get(node.id, (node.id,)))
    rest = ChartNode("stack:rest", f"{len(members)} more parties", "listed in the table", "stack")
    return replace(
        chart,
        nodes=(*nodes, rest),
        links=tuple(k for k in chart.links if k.holder in kept and k.subject in kept),
        stacks=(*(s for s in chart.stacks if s.id in kept), ChartStack(rest.id, members)),
    )


def _nearest(chart: Chart, count: int) -> set[str]:
    near: dict[str, list[str]] = {node.id: [] for node in chart.nodes}
    for link in sorted(chart.links, key=lambda k: -k.middle):
        near[link.subject].append(link.holder)
        near[link.holder].append(link.subject)
    before: dict[str, str] = {}
    queue = [chart.subject]
    for here in queue:
        for other in near[here]:
            if other not in before and other != chart.subject:
                before[other] = here
                queue.append(other)
    first = [chart.subject]
    for node in chart.nodes:
        way = node.id if node.role else chart.subject
        while way in before:
            first.append(way)
            way = before[way]
    return set(list(dict.fromkeys([*first, *queue, *near]))[:count])


def _together(links: list[ChartLink]) -> tuple[str, int | None, int | None]:
    """The sum of the shares as words and bounds; nothing where one of them is unknown.

    The words give a sum above 100 % as it is, since it shows that sources contradict each other; the line ends at the whole.
    """
    if any(link.share_min is None or link.share_max is None or link.kind != "owns" for link in links):
        return "", None, None
    low, high = sum(k.share_min or 0 for k in links), sum(k.share_max or 0 for k in links)
    return f"{_short(low)}%" if low == high else f"{_short(low)}–{_short(high)}%", min(low, WHOLE), min(high, WHOLE)


def _short(units: int) -> str:
    """Two decimals, never rounded to nothing."""
    return format_percent(round(units, -7)) if round(units, -7) else format_percent(units)


def _common(links: list[ChartLink]) -> str:
    verbs = {link.verb for link in links}
    return next(iter(verbs)) if len(verbs) == 1 else "Owns"
