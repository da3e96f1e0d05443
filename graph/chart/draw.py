"""Draw a chart as SVG: the drawing for a page, or a picture that stands alone with title, legend and source.

Pure: the same description gives the same bytes.  In a page the stylesheet api/static/chart.css gives the colours; a picture
that stands alone carries them literally, since drawing programs know no custom properties.
"""

from __future__ import annotations

from typing import Final

from graph.chart.boxes import NAME_SIZE
from graph.chart.collapse import LIMIT, SIBLINGS, collapse
from graph.chart.layout import MARGIN, Layout, compute_layout
from graph.chart.model import Chart
from graph.chart.palette import Paint
from graph.chart.svg import ElementIds, draw_card, draw_link, draw_text, num
from graph.chart.text import escape, measure, wrap
from ontology.errors import TooLarge, UsageError

REFUSED_ABOVE: Final = 500
_FONT: Final = "Inter, system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
_WIDE: Final = 1000.0
_LEAST: Final = 640.0
_TITLE: Final = 22.0


def draw(chart: Chart, *, theme: str = "page", standalone: bool = False, siblings: int = SIBLINGS) -> str:
    """Draw the SVG of a chart.

    ``theme``: ``page`` is painted by the page's stylesheet and can be walked with the keyboard; ``export`` adds title, date,
    legend, source and permalink.  ``standalone`` makes a file of it: literal colours, namespaces of drawing programs.
    Weak siblings are collapsed into stacks (``siblings`` stay beside a company, 40 parties in all).  Raises TooLarge CHART_TOO_LARGE above
    500 parties, UsageError BAD_THEME.
    """
    if theme not in ("page", "export"):
        raise UsageError("BAD_THEME", f"'{theme}' is not a theme of the chart", "use page or export")
    if len(chart.nodes) > REFUSED_ABOVE:
        raise TooLarge(
            "CHART_TOO_LARGE",
            f"a chart of {len(chart.nodes)} parties cannot be read (the limit is {REFUSED_ABOVE})",
            "read the same parties and links as a table or as CSV",
        )
    collapsed = collapse(chart, limit=LIMIT, siblings=siblings)
    export = theme == "export"
    literal = export or standalone
    layout = compute_layout(collapsed)
    paint = Paint(literal)
    ids = ElementIds({node.id: f"n{p}" for p, node in enumerate(collapsed.nodes, 1)}, focusable=not literal)
    head, foot = (_draw_head(collapsed, layout, paint), _draw_foot(collapsed, layout, paint)) if export else (([], 0.0), ([], 0.0))
    width = max(layout.width, _LEAST) if export else layout.width
    height = layout.height + head[1] + foot[1]
    body = _draw_body(collapsed, layout, paint, ids)
    shift = (width - layout.width) / 2
    centred = f'<g transform="translate({num(shift)} {num(head[1])})">{body}</g>' if export else body
    below = f'<g transform="translate(0 {num(head[1] + layout.height)})">{"".join(foot[0])}</g>' if export else ""
    return f"{_open_svg(collapsed, width, height, literal)}{''.join(head[0])}{centred}{below}</svg>\n"


def _open_svg(chart: Chart, width: float, height: float, literal: bool) -> str:
    wide, tall = num(width), num(height)
    size = f'viewBox="0 0 {wide} {tall}" width="{wide}" height="{tall}"'
    about = f"<title>{escape(chart.title)}</title><desc>{escape(chart.describe())}</desc>"
    if literal:
        spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
        ground = f'<rect width="{wide}" height="{tall}" fill="#ffffff"/>'
        return f'<svg {spaces} {size} role="img" aria-label="{escape(chart.describe())}" font-family="{_FONT}">{about}{ground}'
    kind = "chart-drawing chart-wide" if width > _WIDE else "chart-drawing"
    label = escape(f"Ownership chart: {chart.describe()} Use the arrow keys to move along links.")
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} class="{kind}" role="group" aria-label="{label}">{about}'


def _draw_body(chart: Chart, layout: Layout, paint: Paint, ids: ElementIds) -> str:
    names = {node.id: node.name for node in chart.nodes}
    stacks = {stack.id: len(stack.members) for stack in chart.stacks}
    lines = []
    for route in layout.routes:
        link = chart.links[route.link]
        lines.append(draw_link(link, route, f"e{route.link + 1}", (names[link.holder], names[link.subject]), paint, ids))
    cards = [draw_card(layout.cards[n.id], layout.boxes[n.id], paint, ids, stack=stacks.get(n.id, 0)) for n in chart.nodes]
    return "".join([*lines, *cards])


def _draw_head(chart: Chart, layout: Layout, paint: Paint) -> tuple[list[str], float]:
    width = max(layout.width, _LEAST) - 2 * MARGIN
    title = wrap(chart.title, width, _TITLE, lines=3, bold=True)
    needs_date = chart.as_of and chart.as_of not in chart.subtitle
    below = wrap(f"{chart.subtitle} {f'As of {chart.as_of}.' if needs_date else ''}", width, 14, lines=3)
    y, parts = 24.0, []
    for line in title:
        y += 20.0
        parts.append(draw_text(MARGIN, y, _TITLE, line, paint.fill("ink"), bold=True))
        y += 8.0
    for line in below:
        y += 18.0
        parts.append(draw_text(MARGIN, y, 14, line, paint.fill("soft")))
    return parts, y + 8.0


def _draw_foot(chart: Chart, layout: Layout, paint: Paint) -> tuple[list[str], float]:
    width = max(layout.width, _LEAST) - 2 * MARGIN
    parts, y = _draw_legend(chart, paint, width)
    lines = [line for part in chart.footer.split("\n") for line in wrap(part, width, NAME_SIZE - 4, lines=3)]
    lines += wrap(chart.permalink or "", width, NAME_SIZE - 4, lines=2)
    y += 8.0
    for line in lines:
        y += 19.0
        parts.append(draw_text(MARGIN, y, 13, line, paint.fill("soft")))
    return parts, y + 22.0


def _draw_legend(chart: Chart, paint: Paint, room: float) -> tuple[list[str], float]:
    """Explain the lines, for the kinds of line that the chart has."""
    stated = [link for link in chart.links if link.style != "inferred"]
    entries = [
        ("owns", "", "3", "owns (line width = share)", any(link.kind == "owns" for link in stated)),
        ("controls", "", "3", "controls", any(link.kind == "controls" for link in stated)),
        ("other", "", "2", "other link", any(link.kind == "other" for link in stated)),
        ("owns", ' stroke-dasharray="0.1 7" stroke-linecap="round"', "2.4", "indirect", any(link.style == "indirect" for link in stated)),
        ("inferred", ' stroke-dasharray="7 6"', "2", "inferred, not stated in a source", len(stated) < len(chart.links)),
    ]
    parts, x, y = [], MARGIN, 6.0
    for colour, dashes, width, words, is_used in entries:
        if not is_used:
            continue
        wide = 40.0 + measure(words, 13) + 24.0
        if x + wide > room and x > MARGIN:
            x, y = MARGIN, y + 20.0
        parts.append(f'<path d="M{num(x)} {num(y)}h28" stroke-width="{width}"{dashes}{paint.stroke(colour)}/>')
        parts.append(draw_text(x + 38, y + 4.5, 13, words, paint.fill("soft")))
        x += wide
    return parts, y + 6.0
