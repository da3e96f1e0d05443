"""The picture of an answer for downloads, embeds and the command: one SVG that stands alone."""

from __future__ import annotations

from graph.chart.build import chart_of
from graph.chart.description import Chart
from graph.chart.draw import draw
from graph.questions import Asking, controllers


def described(asking: Asking, subject: int) -> Chart:
    """What the picture of a party's controllers answer shows."""
    return chart_of(asking, controllers(asking, subject), link=lambda iri: iri)


def picture(asking: Asking, subject: int) -> str:
    """The controllers answer of a party as a self-contained SVG."""
    return draw(described(asking, subject), theme="export", standalone=True)
