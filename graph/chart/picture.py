"""The picture of an answer for downloads, embeds and the command: one SVG that stands alone."""

from __future__ import annotations

from graph.chart.build import chart_of
from graph.chart.draw import draw
from graph.questions import Asking, controllers


def picture(asking: Asking, subject: int) -> str:
    """The controllers answer of a party as a self-contained SVG."""
    return draw(chart_of(asking, controllers(asking, subject), link=lambda iri: iri), theme="export", standalone=True)
