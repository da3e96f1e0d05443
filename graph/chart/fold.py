"""Folding: siblings that hold little become one stack, so that a chart stays small enough to read.

Changes the drawing, never the numbers: a stack says how many it stands for and what they hold together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.chart.description import Chart, ChartLink, ChartNode, ChartStack
from ontology.shares import WHOLE, percent_text

LIMIT: Final = 40


def fold(chart: Chart, *, limit: int = LIMIT) -> Chart:
    """The chart with at most ``limit`` nodes where siblings can be folded; unchanged when it is small enough.

    Folded are parties without a role that hold in one company only and in which nobody drawn holds, the smallest shares first.
    What still does not fit is left out from the far end upwards and counted in a stack of its own beside what it was linked to.
    """
    folded = chart
    while len(folded.nodes) > limit:
        groups = _leaves(folded)
        smaller = _fold_group(folded, max(groups, key=lambda g: (len(groups[g]), g)), groups, limit) if groups else folded
        if len(smaller.nodes) >= len(folded.nodes):
            return folded
        folded = smaller
    return folded


def _leaves(chart: Chart) -> dict[tuple[str, bool], list[str]]:
    """Parties with one neighbour and no role, by that neighbour and by whether they hold in it; groups of two or more."""
    roles = {node.id for node in chart.nodes if node.role} | {chart.subject}
    near: dict[str, set[tuple[str, bool]]] = {node.id: set() for node in chart.nodes}
    for link in chart.links:
        near[link.holder].add((link.subject, True))
        near[link.subject].add((link.holder, False))
    groups: dict[tuple[str, bool], list[str]] = {}
    for node in chart.nodes:
        if node.id not in roles and len(near[node.id]) == 1:
            groups.setdefault(next(iter(near[node.id])), []).append(node.id)
    return {group: members for group, members in groups.items() if len(members) > 1}


def _fold_group(chart: Chart, group: tuple[str, bool], groups: dict[tuple[str, bool], list[str]], limit: int) -> Chart:
    beside, holds = group
    links = {member: [link for link in chart.links if member in (link.holder, link.subject)] for member in groups[group]}
    place = {node.id: p for p, node in enumerate(chart.nodes)}
    weak = sorted(groups[group], key=lambda m: (max(link.middle for link in links[m]), -place[m]))
    gone = set(weak[: max(2, len(chart.nodes) - limit + 1)])
    earlier = {stack.id: stack for stack in chart.stacks}
    members = [m for n in chart.nodes if n.id in gone for m in (earlier[n.id].members if n.id in earlier else (n.id,))]
    ident = f"stack:{'owners' if holds else 'owned'}:{beside}"
    lines = [link for m in weak if m in gone for link in links[m]]
    told = _together(lines)
    what = "owners" if holds else "holdings"
    node = ChartNode(ident, f"{len(members)} more {what}", f"together {told[0]}" if told[0] and holds else "shown in the table", "stack")
    note = f"{len(members)} {what}, each up to {_largest(lines)}" if told[0] else f"{len(members)} {what}"
    line = ChartLink(
        ident, ident if holds else beside, beside if holds else ident, _common(lines), told[0] if holds else "",
        told[1] if holds else None, told[2] if holds else None, note,
        "owns" if any(link.kind == "owns" for link in lines) else lines[0].kind,
        "inferred" if all(link.style == "inferred" for link in lines) else "stated",
    )
    first = min(place[m] for m in gone)
    nodes = [n if n.id not in gone else node for p, n in enumerate(chart.nodes) if n.id not in gone or p == first]
    dropped = {id(link) for link in lines}
    kept = tuple(link for link in chart.links if id(link) not in dropped)
    stacks = tuple(stack for stack in chart.stacks if stack.id not in gone)
    return replace(chart, nodes=tuple(nodes), links=(*kept, line), stacks=(*stacks, ChartStack(ident, tuple(members))))


def _together(links: list[ChartLink]) -> tuple[str, int | None, int | None]:
    """The sum of the shares as words and bounds; nothing where one of them is unknown."""
    if any(link.share_min is None or link.share_max is None or link.kind != "owns" for link in links):
        return "", None, None
    low, high = (min(WHOLE, sum(bounds)) for bounds in ([k.share_min or 0 for k in links], [k.share_max or 0 for k in links]))
    return f"{_short(low)}%" if low == high else f"{_short(low)}–{_short(high)}%", low, high


def _largest(links: list[ChartLink]) -> str:
    return f"{_short(max(link.share_max or 0 for link in links))}%"


def _short(units: int) -> str:
    """Two decimals, never rounded to nothing."""
    return percent_text(round(units, -7)) if round(units, -7) else percent_text(units)


def _common(links: list[ChartLink]) -> str:
    verbs = {link.verb for link in links}
    return next(iter(verbs)) if len(verbs) == 1 else "Owns"
