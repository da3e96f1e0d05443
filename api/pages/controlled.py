"""The page of a party downwards, /entity/{id}?dir=down: what it controls, with verdict and chain, as chart and table.

Persons and states are shown so unless the address says otherwise: nobody owns them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from starlette.responses import Response

from api.pages.citation import make_citation
from api.pages.drawing import NOTHING, Drawing, draw_inline
from api.pages.grounds import list_controlled_grounds, list_link_sources, list_rival_sources
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.pages.view_models import describe_attribute, find_namesakes, list_thresholds, list_tried_notes, note_sums
from graph.answers.common import LinkAnswer, PartyRef
from graph.chart.controlled import DRAWN, build_controlled_chart, list_controlled_relations
from graph.generation.generation import Generation
from graph.queries import QueryContext, controlled, entity
from graph.queries.conditions import list_tried
from graph.queries.holdings import list_holdings
from graph.queries.identity import Identity
from graph.queries.phrases import describe_hold, describe_kind
from graph.queries.rule_words import count_controlled, describe_controlled
from graph.queries.wording import describe_never_owned
from graph.rules.table import RULES
from ontology.statements import Kind

_ROWS: Final = 25
"""Companies that the table writes out with their chains."""
_LISTED: Final = 425
"""Companies that the page names; all are in the data."""
_HOLDINGS: Final = 50


class ControlledRow(NamedTuple):
    """A company of the table: whether it is certain, or shown only if candidates are right, and its chain from the party down."""

    party: PartyRef
    kind: str
    certain: bool
    conditional: bool
    chain: list[tuple[LinkAnswer, str]]


def show_controlled(
    context: QueryContext, number: int, urls: Urls, address: str, expanded: tuple[str, ...], identity: Identity
) -> Response:
    """Show what a party controls.  ``address``: the permanent one of the answer; ``expanded``: beside whom no stack is made."""
    generation = context.generation
    answer = controlled(context, number, identity)
    other = Identity.CANDIDATES if identity is Identity.STATED else None
    about, held = entity(generation, number), list_holdings(context, number)
    relations = list_controlled_relations(context, answer)
    chart = build_controlled_chart(context, answer, relations, link=urls.entity)
    links = [link for company in answer.controlled for link in company.chain]
    sources, rivals = list_link_sources(generation, links), list_rival_sources(generation, links)
    certain = sum(company.certainty == "certain" for company in answer.controlled)
    drawing = draw_inline(chart, expanded=expanded) if chart.links else NOTHING
    return render_page(
        "controlled.html",
        answer=answer,
        rule=RULES[answer.rule.id],
        thresholds=list_thresholds(answer.rule),
        rules=[(rule.id, rule.title) for rule in RULES.values()],
        headline=count_controlled(answer),
        sentence=describe_controlled(answer),
        grounds=list_controlled_grounds(answer, sources, rivals, urls) if answer.controlled else [],
        not_owned=describe_never_owned(answer.party) if Kind(answer.party.kind).is_never_owned else "",
        certain=certain,
        possible=len(answer.controlled) - certain,
        rows=[
            ControlledRow(
                c.party,
                describe_kind(c.party.kind),
                c.certainty == "certain",
                bool(c.if_same),
                [(link, describe_hold(link, link.subject.name, alone=True)) for link in c.chain],
            )
            for c in answer.controlled[:_ROWS]
        ],
        folded=[ControlledRow(c.party, "", c.certainty == "certain", bool(c.if_same), []) for c in answer.controlled[_ROWS:_LISTED]],
        more=len(answer.controlled[_LISTED:]),
        tried=list_tried_notes(answer, urls.entity_with(answer.party.id, dir="down", identity=other and other.value)),
        notes=note_sums(context, relations),
        citation=make_citation(
            answer, " ".join([describe_controlled(answer), *list_tried(answer)]), sources, generation.manifest.created[:10], address
        ),
        drawing=drawing,
        folds=_list_folds(drawing, answer.party.id, urls, expanded),
        expand=",".join(map(urls.base.compact, expanded)) or None,
        undrawn=len(answer.controlled[DRAWN:]),
        holdings=held[:_HOLDINGS],
        namesakes=find_namesakes((c.party for c in answer.controlled[:_LISTED]), (h.subject for h in held[:_HOLDINGS])),
        held=len(held),
        about=about,
        attributes=list_attributes(generation, number),
        urls=urls,
        sources=list({source.id: source for source in (*sources, *rivals)}.values()),
        titles={source.id: source.title for source in generation.sources.values()},
    )


def _list_folds(drawing: Drawing, party: str, urls: Urls, expanded: tuple[str, ...]) -> list[tuple[int, str]]:
    """How many parties each stack of the chart stands for, and the address of the chart that has it opened."""
    return [
        (len(s.members), urls.entity_with(party, dir="down", expand=",".join(map(urls.base.compact, (*expanded, s.beside)))))
        for s in drawing.stacks
        if s.beside and s.beside not in expanded
    ]


def list_attributes(generation: Generation, number: int) -> list[tuple[str, str]]:
    """Label and words of what sources say of a party."""

    def name(iri: str | None) -> str:
        other = generation.party_number(iri) if iri else None
        return iri or "" if other is None else generation.party(other).name

    return list(dict.fromkeys((a.name, describe_attribute(a, name)) for a in generation.party(number).attributes))[:30]
