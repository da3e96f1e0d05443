"""Draw a chart into a page."""

from __future__ import annotations

from markupsafe import Markup

from graph.chart.draw import draw
from graph.chart.model import Chart
from ontology.errors import TooLarge


def draw_inline(chart: Chart) -> tuple[Markup, str]:
    """Draw a chart inline; with no drawing, say why."""
    try:
        return Markup(draw(chart, theme="page")), ""  # noqa: S704 - our own drawing, its texts are escaped
    except TooLarge as error:
        return Markup(""), f"{error.what}."
