"""Draw one card, and one line with its label, as SVG.  Places come from the layout, colours from the paint."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.chart import flags
from graph.chart.boxes import BADGE_SIZE, FLAG_WIDTH, INSET, NAME_SIZE, NOTE_SIZE, SUB_SIZE, WORDS_SIZE, CardBox
from graph.chart.icons import find_icon
from graph.chart.layout import Box, Route
from graph.chart.model import ChartLink
from graph.chart.palette import Paint
from graph.chart.text import escape
from ontology.shares import WHOLE

_CORNER: Final = 9.0
_HEAD: Final = 13.0
_THICKEST: Final = 6.0
NOT_DONE: Final = ("agreed", "planned", "alleged", "former", "possible", "denied", "same")
"""Styles of claims that do not hold, not yet, or not surely: thin lines with an open arrowhead, however much they are about."""
DOUBTED: Final = ("unclear", "disputed", "impossible")
"""Styles of claims that contradict others: a double line."""
_DASHES: Final = {
    "inferred": ' stroke-dasharray="7 6"',
    "indirect": ' stroke-dasharray="0.1 7" stroke-linecap="round"',
    "agreed": ' stroke-dasharray="14 5"',
    "planned": ' stroke-dasharray="14 5 2 5"',
    "alleged": ' stroke-dasharray="5 3"',
    "former": ' stroke-dasharray="3 9"',
    "possible": ' stroke-dasharray="9 4"',
    "denied": ' stroke-dasharray="2 4"',
    "same": ' stroke-dasharray="12 4 1 4 1 4" stroke-linecap="round"',
}


@dataclass(frozen=True, slots=True)
class ElementIds:
    """Ids in the drawing, free of what parties are called: ``n1`` and ``e1``, by the order of the description."""

    nodes: dict[str, str]
    focusable: bool
    """Whether cards and lines can be reached with the keyboard; not in a picture that stands alone."""


def num(value: float) -> str:
    """A coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def draw_text(x: float, y: float, size: float, content: str, colour: str, *, bold: bool = False, extra: str = "") -> str:
    """Draw one line of text; ``colour`` and ``extra`` are attributes."""
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{num(x)}" y="{num(y)}" font-size="{num(size)}"{weight}{extra}{colour}>{escape(content)}</text>'


def draw_card(card: CardBox, box: Box, paint: Paint, ids: ElementIds, *, stack: int) -> str:
    """Draw a party: box, badge, icon, name, second line and flag."""
    node = card.node
    where = f", {node.country}" if node.country else ""
    label = f"{card.badge.capitalize() + ': ' if card.badge else ''}{node.name}{', ' + node.sub if node.sub else ''}{where}"
    focus = f' tabindex="0" role="button" aria-label="{escape(label)}"' if ids.focusable else ""
    href = f' data-href="{escape(node.href)}"' if node.href and ids.focusable else ""
    role = f' data-role="{node.role}"' if node.role else ""
    kind = "chart-node chart-stack" if stack else "chart-node"
    parts = [
        f'<g id="{ids.nodes[node.id]}" class="{kind}" data-node="{escape(node.id)}"{role}{href}{focus} '
        f'transform="translate({num(box.x)} {num(box.y)})">',
        f"<title>{escape(label)}</title>",
        _draw_frame(card, paint, stack),
    ]
    y = 14.0
    if card.badge:
        colour = paint.fill("accent" if node.role == "controller" else "soft")
        parts.append(draw_text(16, y + 9, BADGE_SIZE, card.badge, colour, bold=True, extra=' letter-spacing=".06em"'))
        y += 16.0
    parts.append(_draw_icon(card, y + (card.height - 12 - y - 28) / 2, paint, stack))
    slant = ' font-style="italic"' if card.dashed or stack else ""
    parts += [
        draw_text(INSET, y + 16 + 22 * p, NAME_SIZE, line, paint.fill("ink"), bold=True, extra=slant) for p, line in enumerate(card.name)
    ]
    below = y + 22.0 * len(card.name)
    parts += [draw_text(INSET, below + 13 + 17 * p, SUB_SIZE, line, paint.fill("soft")) for p, line in enumerate(card.sub)]
    if node.country:
        parts.append(_draw_flag(node.country, card.width - 16 - FLAG_WIDTH, y, paint))
    return "".join([*parts, "</g>"])


def _draw_frame(card: CardBox, paint: Paint, stack: int) -> str:
    strong = card.node.role is not None
    fill = "accent-card" if card.node.role == "controller" else "card"
    colours = paint.both(fill, "ink" if strong else "rim")
    dash = ' stroke-dasharray="5 4"' if card.dashed and not stack else ""
    wide, tall = num(card.width), num(card.height)
    behind = (
        ""
        if not stack
        else (f'<path d="M10 {num(card.height + 2.5)}q1 3 5 3h{num(card.width - 30)}q4 0 5-3"{paint.stroke("rim")} stroke-width="1.2"/>')
    )
    width = "2" if strong else "1.2"
    return f'{behind}<rect width="{wide}" height="{tall}" rx="10" stroke-width="{width}"{dash}{colours}/>'


def _draw_icon(card: CardBox, y: float, paint: Paint, stack: int) -> str:
    strokes, unsure = find_icon("stack" if stack else card.node.kind)
    colour = "accent" if card.node.role == "controller" else "soft" if card.dashed or stack else "ink"
    dash = ' stroke-dasharray="3 2.5"' if unsure else ""
    return (
        f'<path d="{strokes}" transform="translate(14 {num(y)})" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
        f"{dash}{paint.stroke(colour)}/>"
    )


def _draw_flag(country: str, x: float, y: float, paint: Paint) -> str:
    drawn = flags.draw_flag(country.upper())
    if drawn is None:
        inner = f'<rect width="{num(flags.WIDTH)}" height="{num(flags.HEIGHT)}" rx="3"{paint.fill("chip")}/>' + draw_text(
            flags.WIDTH / 2, 14.5, 11, country[:3].upper(), paint.fill("soft"), bold=True, extra=' text-anchor="middle"'
        )
    else:
        rim = f'<rect width="{num(flags.WIDTH)}" height="{num(flags.HEIGHT)}"{paint.stroke("hair")}/>'
        inner = drawn + rim
    return f'<g transform="translate({num(x)} {num(y)})" aria-hidden="true">{inner}</g>'


def line_width(link: ChartLink) -> float:
    """The width of a line: its share for what is owned, one width for control, thin where the size is unknown."""
    if link.style in NOT_DONE:
        return 2.2
    if link.share_min is None or link.share_max is None:
        return 3.0 if link.kind == "controls" else 1.6
    return max(1.3, _THICKEST * link.middle)


def band_width(link: ChartLink) -> float:
    """The width of the pale band around a line whose share is a range; 0 for one number."""
    if link.share_min is None or link.share_max is None or link.share_min == link.share_max or link.style in NOT_DONE:
        return 0.0
    return line_width(link) + 5.0 + 8.0 * (link.share_max - link.share_min) / WHOLE


def line_colour(link: ChartLink) -> str:
    """The name of the colour in the palette."""
    if link.style in ("inferred", "denied", "same"):
        return "inferred"
    return "doubt" if link.style in DOUBTED else link.kind


def dash_attribute(style: str) -> str:
    """Dashes for what is inferred, dots for what is indirect, and others for what is not done or not established; the rest is solid."""
    return _DASHES.get(style, "")


def draw_link(link: ChartLink, route: Route, ident: str, ends: tuple[str, str], paint: Paint, ids: ElementIds) -> str:
    """Draw a line with its arrowhead and label, in one group."""
    what = f"{link.words[:1].lower()}{link.words[1:]}"
    is_plain = link.style in ("stated", "indirect", "inferred")
    claim = f"{ends[0]} {what}{' of' if link.share else ''} {ends[1]}" if is_plain else f"{ends[0]} in {ends[1]}, {what}"
    if link.style == "inferred":
        claim = f"Not named: {link.share} of {ends[1]}" if link.share else f"Who owns {ends[1]} is not stated"
    label = f"{claim}{'. ' + link.note if link.note else ''}"
    focus = f' tabindex="0" role="button" aria-label="{escape(label)}"' if ids.focusable else ""
    href = f' data-href="{escape(link.href)}"' if link.href and ids.focusable else ""
    colour, line = line_colour(link), make_path_data(cut_below_arrowhead(route.points))
    least = {"indirect": 2.4, **dict.fromkeys(DOUBTED, 4.5)}.get(link.style, 0.0)
    width = max(least, line_width(link))
    connector = (
        ""
        if ids.focusable
        else (
            f' inkscape:connector-type="orthogonal" inkscape:connection-start="#{ids.nodes[link.holder]}"'
            f' inkscape:connection-end="#{ids.nodes[link.subject]}"'
        )
    )
    wide = band_width(link)
    parts = [
        f'<g id="{ident}" class="chart-edge" data-edge="{escape(link.id)}" data-holder="{escape(link.holder)}" '
        f'data-subject="{escape(link.subject)}" data-style="{link.style}"{href}{focus}>',
        f"<title>{escape(label)}</title>",
        f'<path class="chart-hit" d="{line}" fill="none" stroke="none" stroke-width="18" pointer-events="stroke"/>'
        if ids.focusable
        else "",
        f'<path d="{line}" stroke-width="{num(wide)}" stroke-opacity=".2" stroke-linejoin="round"{paint.stroke(colour)}/>' if wide else "",
        f'<path d="{line}" stroke-width="{num(width)}"{dash_attribute(link.style)}{connector}{paint.stroke(colour)}/>',
        # A line down the middle makes two of a thick one: two accounts of one holding.
        f'<path d="{line}" stroke-width="{num(width / 3)}"{paint.stroke("ground")}/>' if link.style in DOUBTED else "",
        _draw_head(link, route, colour, paint),
        _draw_label(link, route, paint),
        "</g>",
    ]
    return "".join(parts)


def _draw_label(link: ChartLink, route: Route, paint: Paint) -> str:
    colour = "soft" if line_colour(link) == "inferred" else line_colour(link)
    x, y = route.box.x, route.box.y
    words = [draw_text(x, y + 14.5 + 19 * p, WORDS_SIZE, line, paint.fill(colour), bold=True) for p, line in enumerate(route.label.words)]
    y += 19.0 * len(route.label.words)
    notes = [draw_text(x, y + 12.5 + 16.5 * p, NOTE_SIZE, line, paint.fill("soft")) for p, line in enumerate(route.label.note)]
    return "".join([*words, *notes])


def cut_below_arrowhead(points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """The corners of a line without the part below its arrowhead."""
    (x, y), before = points[-1], points[-2]
    return (*points[:-1], (x, y - 8.0 if before[1] < y else y + 8.0))


def make_path_data(points: tuple[tuple[float, float], ...]) -> str:
    """The path through these corners, rounded."""
    parts = [f"M{num(points[0][0])},{num(points[0][1])}"]
    for (before, here), (_, after) in pairwise(pairwise(points)):
        size = min(_CORNER, _distance(before, here) / 2, _distance(here, after) / 2)
        (ax, ay), (bx, by) = _move_towards(here, before, size), _move_towards(here, after, size)
        parts.append(f"L{num(ax)},{num(ay)}Q{num(here[0])},{num(here[1])} {num(bx)},{num(by)}")
    parts.append(f"L{num(points[-1][0])},{num(points[-1][1])}")
    return "".join(parts)


def _distance(start: tuple[float, float], goal: tuple[float, float]) -> float:
    return abs(start[0] - goal[0]) + abs(start[1] - goal[1])


def _move_towards(start: tuple[float, float], goal: tuple[float, float], size: float) -> tuple[float, float]:
    distance = _distance(start, goal) or 1.0
    return start[0] + (goal[0] - start[0]) * size / distance, start[1] + (goal[1] - start[1]) * size / distance


def _draw_head(link: ChartLink, route: Route, colour: str, paint: Paint) -> str:
    """The arrowhead, open where nothing is done or established; on what is denied a cross, too."""
    path = f'<path d="{_draw_arrowhead(route.points)}"'
    if link.style not in NOT_DONE:
        return f"{path}{paint.fill(colour)}/>"
    head = f'{path} stroke-width="1.6"{paint.hollow(colour)}/>'
    if link.style != "denied":
        return head
    (x, y), before = route.points[-1], route.points[-2]
    up = y - 26.0 if before[1] < y else y + 26.0
    return f'{head}<path d="M{num(x - 6)},{num(up - 6)}l12,12m0,-12l-12,12" stroke-width="2.2"{paint.stroke(colour)}/>'


def _draw_arrowhead(points: tuple[tuple[float, float], ...]) -> str:
    """An arrowhead whose tip is the end of the line; lines end vertically."""
    (x, y), before = points[-1], points[-2]
    back = -_HEAD if before[1] < y else _HEAD
    return f"M{num(x)},{num(y)}l-6.5,{num(back)}l6.5,{num(-back / 4)}l6.5,{num(back / 4)}z"
