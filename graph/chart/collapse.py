"""Collapse siblings that hold little into one stack, so that a chart stays small enough to read.

Changes the drawing, never the numbers: a stack says how many it stands for and what they hold together.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from itertools import chain, groupby, pairwise
from typing import Final, NamedTuple

from graph.chart.model import Chart, ChartLink, ChartNode, ChartStack, LinkKind, LinkStyle
from ontology.shares import PERCENT, WHOLE, format_percent

LIMIT: Final = 40
_MINOR: Final = 5 * PERCENT
SIBLINGS: Final = 5
"""Parties beside one company that hold nothing else: so many fit on a screen with their labels."""

_REST: Final = "stack:rest"


class _LeafGroup(NamedTuple):
    """Leaves of one kind beside one party: whether they hold in it (or it in them), whether by a share, and how their lines look."""

    neighbour: str
    holds: bool
    kind: LinkKind
    style: LinkStyle


def collapse(chart: Chart, *, limit: int = LIMIT, siblings: int = SIBLINGS, expanded: Collection[str] = ()) -> Chart:
    """The chart with at most ``siblings`` leaves of one kind beside a company and at most ``limit`` nodes.

    Collapsed are parties without a role that have one neighbour only, the smallest shares first; of more than twice as many that have the
    same share either all are or none, since none of them says more than another.  Beside a chain of control those of less than 5 % are,
    however few, and beside the parties ``expanded`` only what would else pass the limit of the chart.
    What then still does not fit is left out from the far end and counted in a stack without lines; the parties it was linked to say how
    many lines they lost.  A way to a controller that is too long by itself is left out in its middle.
    """
    collapsed = chart
    for group, members in _group_leaves(chart).items():
        count = max(len(members) - siblings + 1 if len(members) > siblings else 0, _count_minor(chart, group, members))
        count = _count_even(chart, group, members, count, 2 * siblings)
        if count > 1 and group.neighbour not in expanded:
            collapsed = _stack_weakest(collapsed, group, members, count)
    while len(collapsed.nodes) > limit:
        groups = {group: members for group, members in _group_leaves(collapsed).items() if len(members) > 1}
        if not groups:
            return _crop(collapsed, limit)
        largest = max(groups, key=lambda g: (len(groups[g]), g))
        collapsed = _stack_weakest(collapsed, largest, groups[largest], min(len(groups[largest]), len(collapsed.nodes) - limit + 1))
    return collapsed


def _count_minor(chart: Chart, group: _LeafGroup, members: list[str]) -> int:
    """Count the holders that say nothing about who controls: each of them less than 5 %, where somebody does."""
    if not group.holds or not any(node.role == "controller" for node in chart.nodes):
        return 0
    most = {link.holder: link.share_max for link in chart.links if link.subject == group.neighbour}
    return sum((share := most.get(member)) is not None and share < _MINOR for member in members)


def _count_even(chart: Chart, group: _LeafGroup, members: list[str], count: int, crowd: int) -> int:
    """Count the weakest members where ``count`` of them would be folded: also all who have as much, where these are more than ``crowd``."""
    if not count:
        return count
    beside = [link for link in chart.links if (link.subject if group.holds else link.holder) == group.neighbour]
    links = {(link.holder if group.holds else link.subject): link for link in sorted(beside, key=lambda k: k.middle)}
    strongest = links[sorted(members, key=lambda m: links[m].middle)[count - 1]]
    share = (strongest.share_min, strongest.share_max)
    is_crowd = None not in share and sum((links[m].share_min, links[m].share_max) == share for m in members) > crowd
    return max(count, sum(links[m].middle <= strongest.middle for m in members)) if is_crowd else count


def _group_leaves(chart: Chart) -> dict[_LeafGroup, list[str]]:
    """Group the parties with one neighbour and no role."""
    roles = {node.id for node in chart.nodes if node.role} | {chart.subject}
    groups_of: dict[str, set[_LeafGroup]] = {node.id: set() for node in chart.nodes}
    for link in chart.links:
        groups_of[link.holder].add(_LeafGroup(link.subject, True, link.kind, link.style))
        groups_of[link.subject].add(_LeafGroup(link.holder, False, link.kind, link.style))
    groups: dict[_LeafGroup, list[str]] = {}
    for node in chart.nodes:
        if node.id not in roles and len(groups_of[node.id]) == 1:
            groups.setdefault(next(iter(groups_of[node.id])), []).append(node.id)
    return groups


def _stack_weakest(chart: Chart, group: _LeafGroup, candidates: list[str], count: int) -> Chart:
    """Put the ``count`` weakest candidates (two at least) into one stack."""
    links = {member: [link for link in chart.links if member in (link.holder, link.subject)] for member in candidates}
    place = {node.id: p for p, node in enumerate(chart.nodes)}
    earlier = {stack.id: stack.members for stack in chart.stacks}
    weakest = sorted(candidates, key=lambda m: (m not in earlier, max(link.middle for link in links[m]), -place[m]))
    stacked = set(weakest[: max(2, count)])
    members = [m for node in chart.nodes if node.id in stacked for m in earlier.get(node.id, (node.id,))]
    lines = [link for m in weakest if m in stacked for link in links[m]]
    words, low, high = _sum_shares(lines) if group.holds else ("", None, None)
    kind = "owners" if group.holds else "holdings"
    look = "" if group.style == "stated" else f":{group.style}"
    ident = f"stack:{kind}{'' if group.kind == 'owns' else f':{group.kind}'}{look}:{group.neighbour}"
    beside = (link for link in chart.links if (link.subject if group.holds else link.holder) == group.neighbour)
    is_all = stacked.issuperset(link.holder if group.holds else link.subject for link in beside if link.style != "inferred")
    node = ChartNode(
        ident, f"{len(members)} {'' if is_all else 'more '}{kind}", f"together {words}" if words else "listed in the table", "stack"
    )
    largest = max((link.share_max or 0 for link in lines if link.holder not in earlier), default=0)
    is_same = len({(link.share_min, link.share_max) for link in lines}) == 1 and lines[0].share_min == lines[0].share_max
    up_to = "" if is_same else "up to "
    is_sized = words or (not group.holds and all(link.share_max is not None and link.kind == "owns" for link in lines))
    each = f", each {up_to}{_format_units(largest)} %" if is_sized and largest and not stacked & earlier.keys() else ""
    line = ChartLink(
        ident,
        ident if group.holds else group.neighbour,
        group.neighbour if group.holds else ident,
        _choose_verb(lines),
        words,
        low,
        high,
        f"{len(members)} {kind}{each}",
        group.kind,
        group.style,
    )
    dropped = {id(link) for link in lines}
    return replace(
        chart,
        nodes=(*(n for n in chart.nodes if n.id not in stacked), node),
        links=(*(k for k in chart.links if id(k) not in dropped), line),
        stacks=(*(stack for stack in chart.stacks if stack.id not in stacked), ChartStack(ident, tuple(members), group.neighbour)),
    )


def _crop(chart: Chart, limit: int) -> Chart:
    """Keep the parties nearest to the subject, those on the way to a controller first; count the others in a stack without lines.

    Of a way that is too long by itself both ends are kept, and what lies between them is a stack with its lines.
    """
    previous, order = _walk(chart)
    ways = _list_ways(chart, previous)
    kept, gaps = _choose_kept(chart, ways, order, limit)
    stack_of = {party: f"stack:way:{place}" for place, gap in enumerate(gaps) for party in gap}
    lines = _draw_through(chart, ways, kept, stack_of)
    drawn = {line.id.partition(" ")[2] for line in lines}
    lost_links: dict[str, int] = {}
    for link in chart.links:
        if (link.holder in kept) != (link.subject in kept) and link.id not in drawn:
            inner = link.holder if link.holder in kept else link.subject
            lost_links[inner] = lost_links.get(inner, 0) + 1
    nodes = [
        replace(node, sub=f"{node.sub} (+{lost_links[node.id]} links not drawn)".strip()) if node.id in lost_links else node
        for node in chart.nodes
        if node.id in kept
    ]
    earlier = {s.id: s.members for s in chart.stacks}
    members: dict[str, list[str]] = {ident: [] for ident in (*stack_of.values(), _REST)}
    for node in chart.nodes:
        if node.id not in kept:
            members[stack_of.get(node.id, _REST)] += earlier.get(node.id, (node.id,))
    stacks = [ChartStack(ident, tuple(parties)) for ident, parties in members.items() if parties]
    return replace(
        chart,
        nodes=(
            *nodes,
            *(
                ChartNode(
                    s.id, _count_more(len(s.members)), "listed in the table" if s.id == _REST else "between these, in the table", "stack"
                )
                for s in stacks
            ),
        ),
        links=(*(k for k in chart.links if k.holder in kept and k.subject in kept), *lines),
        stacks=(*(s for s in chart.stacks if s.id in kept), *stacks),
    )


def _count_more(count: int) -> str:
    return f"{count} more {'party' if count == 1 else 'parties'}"


def _walk(chart: Chart) -> tuple[dict[str, str], list[str]]:
    """Walk from the subject, the largest shares first: from which party each was reached, and all parties in the order of the walk."""
    neighbours: dict[str, list[str]] = {node.id: [] for node in chart.nodes}
    for link in sorted(chart.links, key=lambda k: -k.middle):
        neighbours[link.subject].append(link.holder)
        neighbours[link.holder].append(link.subject)
    previous: dict[str, str] = {}
    queue = [chart.subject]
    for party in queue:
        for other in neighbours[party]:
            if other not in previous and other != chart.subject:
                previous[other] = party
                queue.append(other)
    return previous, list(dict.fromkeys([*queue, *neighbours]))


def _list_ways(chart: Chart, previous: dict[str, str]) -> list[list[str]]:
    """Return for each party with a role the parties from it to the subject, both ends included."""
    ways = []
    for node in chart.nodes:
        if node.role and (node.id in previous or node.id == chart.subject):
            way = [node.id]
            while way[-1] in previous:
                way.append(previous[way[-1]])
            ways.append(way)
    return ways


def _choose_kept(chart: Chart, ways: list[list[str]], order: list[str], limit: int) -> tuple[set[str], list[list[str]]]:
    """Choose the parties to draw, so that with their stacks they are at most ``limit``; and the parts of the ways that are left out."""
    ends = [
        party for place in range(max(map(len, ways), default=0)) for way in ways for party in (*way[-1 - place :][:1], *way[place:][:1])
    ]
    ranked = list(dict.fromkeys([chart.subject, *ends, *order]))
    count = limit - 1
    while True:
        kept = set(ranked[:count])
        gaps = _find_gaps(ways, kept)
        if count <= 2 or count + len(gaps) < limit:
            return kept, gaps
        count -= 1


def _find_gaps(ways: list[list[str]], kept: set[str]) -> list[list[str]]:
    """Return the stretches of the ways that are left out between parties that are kept; those that meet are one."""
    gaps: list[list[str]] = []
    for way in ways:
        for is_kept, stretch in groupby(way, kept.__contains__):
            # Where the controller itself is left out nothing is drawn above the stretch: it is no gap.
            if not is_kept and (gap := list(stretch))[0] != way[0]:
                met = [other for other in gaps if not set(other).isdisjoint(gap)]
                gaps = [other for other in gaps if other not in met]
                gaps.append(list(dict.fromkeys(chain(*met, gap))))
    return gaps


def _draw_through(chart: Chart, ways: list[list[str]], kept: set[str], stack_of: dict[str, str]) -> list[ChartLink]:
    """Return the lines between the parties that are kept and the stretches left out between them: those of the parties at their ends."""
    lines: dict[str, ChartLink] = {}
    for upper, lower in dict.fromkeys(pair for way in ways for pair in pairwise(way)):
        if not (upper in kept or lower in kept) or not (upper in stack_of or lower in stack_of):
            continue
        link = max((k for k in chart.links if {k.holder, k.subject} == {upper, lower}), key=lambda k: k.middle)
        note = "in the first of these" if link.holder in kept else "of the last of these"
        lines[link.id] = replace(
            link,
            id=f"stack:way {link.id}",
            holder=stack_of.get(link.holder, link.holder),
            subject=stack_of.get(link.subject, link.subject),
            note=note,
        )
    return list(lines.values())


def _sum_shares(links: list[ChartLink]) -> tuple[str, int | None, int | None]:
    """Add up the shares, as words and bounds; nothing where one of them is unknown.

    The words give a sum above 100 % as it is, since it shows that sources contradict each other; the line ends at the whole.
    """
    if any(link.share_min is None or link.share_max is None or link.kind != "owns" for link in links):
        return "", None, None
    low, high = sum(k.share_min or 0 for k in links), sum(k.share_max or 0 for k in links)
    return f"{_format_units(low)} %" if low == high else f"{_format_units(low)}–{_format_units(high)} %", min(low, WHOLE), min(high, WHOLE)


def _format_units(units: int) -> str:
    """A share in percent with two decimals, never rounded to nothing."""
    hundredths = round(Fraction(units * 100, PERCENT))
    return format_percent(hundredths * PERCENT // 100) if hundredths else format_percent(units)


def _choose_verb(links: list[ChartLink]) -> str:
    verbs = {link.verb for link in links}
    return next(iter(verbs)) if len(verbs) == 1 else "Owns"
