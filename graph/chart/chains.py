"""Build the model of a chart from chains: what a party controls, or by which ways it reaches another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.chart.build import make_link, make_node
from graph.chart.model import Chart
from graph.queries import QueryContext
from graph.queries.cards import make_card
from graph.queries.relations import Relation


def build_chains_chart(
    context: QueryContext, subject: int, relations: Sequence[Relation], *, title: str, link: Callable[[str], str]
) -> Chart:
    """Build the chart of the relations of chains around the party that is asked about.  ``link`` gives the address of a party's page."""
    asked = make_card(context, subject)
    shown = [r for r in relations if r.holder.id != r.subject.id]
    cards = {c.id: c for c in (asked, *(c for r in shown for c in (r.holder, r.subject)))}
    return Chart(
        subject=asked.id,
        title=title,
        as_of=context.options.as_of.isoformat(),
        nodes=tuple(make_node(card, asked.id, None, link) for card in cards.values()),
        links=tuple(make_link(relation) for relation in shown),
    )
