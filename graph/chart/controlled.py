"""Build the model of a chart of what a party controls, or meets another rule for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from graph.answers.controlled import ControlledAnswer
from graph.chart.build import make_footer, make_subtitle
from graph.chart.chains import build_chains_chart
from graph.chart.model import Chart
from graph.queries import QueryContext
from graph.queries.relations import Relation, list_chain_relations, list_same
from graph.queries.rule_words import count_controlled

DRAWN: Final = 60
"""Companies whose chains a chart shows."""


def list_controlled_relations(context: QueryContext, answer: ControlledAnswer) -> tuple[Relation, ...]:
    """List the relations of the chains down to the first companies that a party controls: those that the chart draws."""
    companies = answer.controlled[:DRAWN]
    relations = list_chain_relations(context, (link for company in companies for link in company.chain))
    return (*relations, *list_same(context, [(company.chain, company.party.id, company.if_same or ()) for company in companies]))


def build_controlled_chart(
    context: QueryContext, answer: ControlledAnswer, relations: Sequence[Relation], *, link: Callable[[str], str]
) -> Chart:
    """Build the chart of an answer from its relations.  ``link`` gives the address of a party's page."""
    number = context.generation.party_number(answer.party.id)
    assert number is not None
    chart = build_chains_chart(context, number, relations, title=count_controlled(answer), link=link)
    drawn = min(DRAWN, len(answer.controlled))
    part = f" Drawn: the chains down to {drawn} of {len(answer.controlled):,} companies." if drawn < len(answer.controlled) else ""
    ids = dict.fromkeys(iri for company in answer.controlled[:DRAWN] for hold in company.chain for iri in hold.sources)
    sources = [context.generation.sources[iri] for iri in ids if iri in context.generation.sources]
    return replace(chart, subtitle=make_subtitle(answer) + part, footer=make_footer(sources, without="No source states what it controls."))
