"""Build the model of a chart from an answer: who is on it, in which role, with which words.

Owns what is drawn; graph/queries/relations.py says which links there are and graph/chart/draw.py how they look.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from graph.answers.common import SourceAnswer
from graph.answers.controlled import ControlledAnswer
from graph.answers.controllers import ControllersAnswer
from graph.chart.model import Chart, ChartLink, ChartNode, LinkStyle
from graph.queries import QueryContext
from graph.queries.cards import Card, make_card
from graph.queries.phrases import name_author
from graph.queries.relations import Relation, list_relations
from graph.queries.rule_words import describe_settings
from graph.queries.wording import make_badge, make_title
from ontology.shares import PERCENT
from ontology.statements import Source

_ASKED: Final = "You asked about"


def build_chart(context: QueryContext, answer: ControllersAnswer, *, link: Callable[[str], str]) -> Chart:
    """Build the chart of a controllers answer.  ``link`` gives the address of a party's page."""
    number = context.generation.party_number(answer.subject.id)
    assert number is not None
    shown = list_relations(context, answer)
    # The subject first, then as the links name them: the order is part of the picture and has to be the same every time.
    cards = {c.id: c for c in (make_card(context, number), *(c for r in shown for c in (r.subject, r.holder)))}
    badges = _make_badges(answer)
    return Chart(
        subject=answer.subject.id,
        title=make_title(answer),
        subtitle=make_subtitle(answer),
        footer=make_footer(answer.sources, without="No source names an owner."),
        as_of=answer.as_of,
        nodes=tuple(make_node(c, answer.subject.id, badges.get(c.id), link) for c in cards.values()),
        links=tuple(make_link(r) for r in shown),
    )


def _make_badges(answer: ControllersAnswer) -> dict[str, str]:
    badges: dict[str, str] = {}
    for controller in answer.controllers:
        for party in (controller.party, *controller.ring, *controller.group):
            badges.setdefault(party.id, make_badge(controller, answer.rule))
    return badges


def make_node(party: Card, subject: str, badge: str | None, link: Callable[[str], str]) -> ChartNode:
    """Make the card of a party.  ``badge``: what stands above it where it is a controller."""
    is_subject = party.id == subject
    return ChartNode(
        id=party.id,
        name=party.name,
        sub=party.sub,
        kind=party.kind,
        country=party.country,
        role="subject" if is_subject else "controller" if badge else None,
        badge=_ASKED if is_subject else badge or "",
        href=link(party.id) if party.named else None,
        named=party.named,
    )


def make_link(relation: Relation) -> ChartLink:
    """Make the line of a relation."""
    return ChartLink(
        id=relation.id,
        holder=relation.holder.id,
        subject=relation.subject.id,
        verb=relation.parts[0],
        share=relation.parts[1],
        share_min=None if relation.low is None else round(relation.low * PERCENT),
        share_max=None if relation.high is None else round(relation.high * PERCENT),
        note=relation.note,
        kind="other" if relation.verb == "Can block" or relation.same else "controls" if relation.controls else "owns",
        style=_choose_style(relation),
        status=relation.status,
    )


def _choose_style(relation: Relation) -> LinkStyle:
    if relation.inferred:
        return "inferred"
    return "indirect" if relation.indirect and relation.standing == "stated" else relation.standing


def make_subtitle(answer: ControllersAnswer | ControlledAnswer) -> str:
    """The day, what is counted as done, and the rule, as they stand below the title of a picture."""
    counted = f", {' and '.join(answer.include)} deals counted as done" if answer.include else ""
    known = f", as known on {answer.known_at}" if answer.known_at else ""
    settings = "".join(f", {setting}" for setting in describe_settings(answer.rule))
    tried = ", parties that may be one tried as one" if answer.identity else ""
    rule = f"Rule {answer.rule.id}, version {answer.rule.version}{settings}."
    return f"Ownership and control as of {answer.as_of}{known}{counted}{tried}. {rule}"


def make_footer(sources: Sequence[SourceAnswer | Source], *, without: str) -> str:
    """The line of sources below a picture.  ``without``: what it says where there is none."""
    told = "; ".join(
        ", ".join(part for part in (s.title, name_author(s.title, s.author, s.publisher), s.date) if part) for s in sources[:4]
    )
    more = f" and {len(sources) - 4} more" if len(sources) > 4 else ""
    return f"Source: {told}{more}." if told else without
