"""Draw a chart into a page, with the legend of the lines that it has."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from markupsafe import Markup

from graph.chart.draw import draw_fitted, draw_legend
from graph.chart.fit import fit
from graph.chart.model import Chart, ChartStack
from ontology.errors import TooLarge


class Drawing(NamedTuple):
    """The chart of a page: its SVG, its legend as samples with words, the parties that it folds into stacks, or why it is not drawn."""

    svg: Markup
    legend: list[tuple[Markup, str]]
    stacks: tuple[ChartStack, ...]
    refused: str


NOTHING: Final = Drawing(Markup(""), [], (), "")
"""Where there is no link to draw."""


def draw_inline(chart: Chart, *, expanded: Collection[str] = ()) -> Drawing:
    """Draw a chart inline; with no drawing, say why.  ``expanded``: ids of the parties beside which no stack is made."""
    try:
        fitted = fit(chart, expanded=expanded)
    except TooLarge as error:
        return NOTHING._replace(refused=f"{error.what}.")
    drawn = Markup(draw_fitted(fitted))  # noqa: S704 - our own drawing, its texts are escaped
    legend = [(Markup(sample), words) for sample, words in draw_legend(fitted.chart)]  # noqa: S704 - our own drawing
    return Drawing(drawn, legend, fitted.chart.stacks, "")
