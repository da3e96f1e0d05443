"""Fold a chart and lay it out so that it fits its box in a page: with narrower cards, then with fewer siblings beside a company.

Changes what is drawn, never the numbers.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from graph.chart.collapse import LIMIT, SIBLINGS, collapse
from graph.chart.layout import Layout, compute_layout
from graph.chart.model import Chart
from ontology.errors import TooLarge

REFUSED_ABOVE: Final = 500
HUGE: Final = 1700.0
"""A chart that is wider than this could not be read if it were made as small as its box in a page."""
_FEWEST: Final = 3
"""Siblings that stay beside a company though the chart is wider for them."""


class FittedChart(NamedTuple):
    """A chart as it is drawn, with its stacks, and the place of everything."""

    chart: Chart
    layout: Layout


def fit(chart: Chart, *, siblings: int = SIBLINGS, expanded: Collection[str] = ()) -> FittedChart:
    """Fold weak siblings into stacks and lay the chart out.

    ``siblings``: how many stay beside a company, 40 parties in all; ``expanded``: parties beside which all stay, however wide the chart is.
    Raises TooLarge CHART_TOO_LARGE above 500 parties.
    """
    if len(chart.nodes) > REFUSED_ABOVE:
        raise TooLarge(
            "CHART_TOO_LARGE",
            f"a chart of {len(chart.nodes)} parties cannot be read (the limit is {REFUSED_ABOVE})",
            "read the same parties and links as a table or as CSV",
        )
    whole = collapse(chart, limit=LIMIT, siblings=siblings, expanded=expanded)
    layout = compute_layout(whole)
    if layout.width <= HUGE:
        return FittedChart(whole, layout)
    narrow = FittedChart(whole, compute_layout(whole, narrow=True))
    for count in range(siblings - 1, _FEWEST - 1, -1) if narrow.layout.width > HUGE and not expanded else ():
        folded = collapse(chart, limit=LIMIT, siblings=count)
        layout = compute_layout(folded, narrow=True)
        if layout.width <= HUGE:
            return FittedChart(folded, layout)
    return narrow
