"""The chart of a party: who controls it, or what it controls, as data and as a picture that stands alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from graph.chart.build import build_chart
from graph.chart.controlled import build_controlled_chart, list_controlled_relations
from graph.chart.draw import draw
from graph.chart.model import Chart
from graph.queries import QueryContext, controlled, controllers
from graph.queries.identity import Identity
from ontology.statements import Kind

Direction = Literal["up", "down"]
"""``up``: who controls a party; ``down``: what it controls."""


def choose_direction(kind: Kind, asked: Direction | None) -> Direction:
    """Return the direction that is asked for; else that in which there is something to see: nobody owns a person or a state."""
    return asked or ("down" if kind.is_never_owned else "up")


def build_party_chart(
    context: QueryContext,
    subject: int,
    direction: Direction | None = None,
    *,
    permalink: str | None = None,
    identity: Identity = Identity.STATED,
) -> Chart:
    """Build the chart of a party.  ``permalink``: the address of the answer, where it has one; ``identity``: as in that."""
    if choose_direction(context.generation.party(subject).kind, direction) == "down":
        answer = controlled(context, subject, identity)
        chart = build_controlled_chart(context, answer, list_controlled_relations(context, answer), link=lambda iri: iri)
    else:
        chart = build_chart(context, controllers(context, subject, identity), link=lambda iri: iri)
    return replace(chart, permalink=permalink)


def draw_party_chart(
    context: QueryContext,
    subject: int,
    direction: Direction | None = None,
    *,
    permalink: str | None = None,
    expanded: Collection[str] = (),
    identity: Identity = Identity.STATED,
) -> str:
    """Draw the chart of a party as a self-contained SVG.  ``expanded``: ids of the parties beside which no stack is made."""
    chart = build_party_chart(context, subject, direction, permalink=permalink, identity=identity)
    return draw(chart, theme="export", standalone=True, expanded=expanded)
