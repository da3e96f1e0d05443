"""Draw a chart as SVG: the drawing for a page, or a picture that stands alone with title, legend and source.

Pure: the same description gives the same bytes.  In a page the stylesheet api/static/chart.css gives the colours; a picture
that stands alone carries them literally, since drawing programs know no custom properties.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from graph.chart.boxes import NAME_SIZE
from graph.chart.collapse import SIBLINGS
from graph.chart.fit import HUGE, FittedChart, fit
from graph.chart.layout import MARGIN, Layout
from graph.chart.model import Chart, ChartLink, LinkKind, LinkStyle
from graph.chart.palette import Paint
from graph.chart.svg import DOUBTED, ElementIds, dash_attribute, draw_card, draw_link, draw_text, line_colour, num
from graph.chart.text import escape, measure, wrap
from ontology.errors import UsageError

_FONT: Final = "Inter, system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
_KINDS: Final[dict[LinkKind, str]] = {"owns": "owns (line width = share)", "controls": "controls", "other": "can block"}
_STYLES: Final[dict[LinkStyle, str]] = {
    "indirect": "indirect",
    "agreed": "agreed, not stated as done",
    "planned": "planned",
    "alleged": "alleged, not established",
    "former": "former, end not dated",
    "possible": "possible on this day, not certain",
    "unclear": "one source gives several figures",
    "disputed": "sources disagree",
    "impossible": "shares that add to more than 100 %",
    "denied": "denied",
    "inferred": "inferred, not stated in a source",
    "same": "may be the same party, not stated in a source",
}
"""What the lines of a chart mean, in the order of the legend."""
_WIDE: Final = 1000.0
_READABLE: Final = 0.65
"""How far a chart of a page is made smaller at most, until the reader asks for it."""
_LEAST: Final = 640.0
_TITLE: Final = 22.0


def draw(chart: Chart, *, theme: str = "page", standalone: bool = False, siblings: int = SIBLINGS, expanded: Collection[str] = ()) -> str:
    """Draw the SVG of a chart.

    ``theme``: ``page`` is painted by the page's stylesheet and can be walked with the keyboard; ``export`` adds title, date,
    legend, source and permalink.  ``standalone`` makes a file of it: literal colours, namespaces of drawing programs.
    Weak siblings are collapsed into stacks (``siblings`` stay beside a company, 40 parties in all; ``expanded``: beside which all stay).
    Raises TooLarge CHART_TOO_LARGE above
    500 parties, UsageError BAD_THEME.
    """
    if theme not in ("page", "export"):
        raise UsageError("BAD_THEME", f"'{theme}' is not a theme of the chart", "use page or export")
    return draw_fitted(fit(chart, siblings=siblings, expanded=expanded), theme=theme, standalone=standalone)


def draw_fitted(fitted: FittedChart, *, theme: str = "page", standalone: bool = False) -> str:
    """Draw the SVG of a chart that is folded and laid out; the rest as in ``draw``."""
    collapsed, layout = fitted
    export = theme == "export"
    literal = export or standalone
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
    if width > HUGE:
        kind = "chart-drawing chart-wide chart-huge"
        size = f'viewBox="0 0 {wide} {tall}" width="{num(width * _READABLE)}" height="{num(height * _READABLE)}"'
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


def draw_legend(chart: Chart) -> list[tuple[str, str]]:
    """The legend of a chart in a page as it is drawn: a small SVG of each kind of line, painted by the page's stylesheet, and its words."""
    return [
        (f'<svg class="chart-drawing chart-sample" viewBox="0 -8 30 16" width="30" height="16" aria-hidden="true">{sample}</svg>', words)
        for sample, words in _list_legend(chart, Paint(literal=False))
    ]


def _list_legend(chart: Chart, paint: Paint) -> list[tuple[str, str]]:
    """A sample of each kind of line that the chart has, drawn from the origin to the right, and what it means."""
    styles, kinds = {link.style for link in chart.links}, {link.kind for link in chart.links if link.style in ("stated", "indirect")}
    entries = [(_draw_sample("stated", kind, "3", paint), words) for kind, words in _KINDS.items() if kind in kinds]
    return entries + [(_draw_sample(style, "owns", "2.4", paint), words) for style, words in _STYLES.items() if style in styles]


def _draw_sample(style: LinkStyle, kind: LinkKind, width: str, paint: Paint) -> str:
    colour = line_colour(ChartLink("", "", "", kind=kind, style=style))
    if style in DOUBTED:
        width = "5"
    line = f'<path d="M0 0h28" stroke-width="{width}"{dash_attribute(style)}{paint.stroke(colour)}/>'
    inner = f'<path d="M0 0h28" stroke-width="1.7"{paint.stroke("ground")}/>' if style in DOUBTED else ""
    cross = f'<path d="M8 -6l12,12m0,-12l-12,12" stroke-width="2.2"{paint.stroke(colour)}/>' if style == "denied" else ""
    return f"{line}{inner}{cross}"


def _draw_legend(chart: Chart, paint: Paint, room: float) -> tuple[list[str], float]:
    """Explain the lines, for the kinds of line that the chart has."""
    parts, x, y = [], MARGIN, 6.0
    for sample, words in _list_legend(chart, paint):
        wide = 40.0 + measure(words, 13) + 24.0
        if x + wide > room and x > MARGIN:
            x, y = MARGIN, y + 20.0
        parts.append(f'<g transform="translate({num(x)} {num(y)})">{sample}</g>')
        parts.append(draw_text(x + 38, y + 4.5, 13, words, paint.fill("soft")))
        x += wide
    return parts, y + 6.0
