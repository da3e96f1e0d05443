"""The tool `paths`: by which chains one party reaches another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from pydantic import Field

from api.mcp.evidence import cite_links, describe_asked, describe_tried, list_disagreements
from api.mcp.reply import Words
from api.mcp.tool import Skip, Tool, ToolCall
from api.routes.bodies import DatedBody, Text, TriedIdentity
from graph.answers.paths import PathAnswer, PathsAnswer
from graph.network.paths import Order
from graph.queries import paths
from graph.queries.conditions import describe_same
from graph.queries.identity import Identity
from graph.queries.phrases import describe_claim, describe_range
from graph.queries.provenance import list_provenance
from graph.queries.rule_words import describe_day


class PathsQuestion(DatedBody):
    """Arguments of the tool."""

    start: Text = Field(alias="from", description="the holder at the top: an id, an IRI, or a whole name")
    end: Text = Field(alias="to", description="the company at the bottom: an id, an IRI, or a whole name")
    by: Order = Field(Order.SHARE, description="which chains come first: the strongest, or the shortest")
    limit: int = Field(10, ge=1, le=100, description="how many chains are looked for")
    identity: Identity = TriedIdentity
    skip: int = Skip


def _ask(call: ToolCall, question: PathsQuestion) -> PathsAnswer:
    context = call.query(question)
    return paths(
        context, call.find(question.start), call.find(question.end), limit=question.limit, by=question.by, identity=question.identity
    )


def _describe(call: ToolCall, question: PathsQuestion, answer: PathsAnswer, shown: Sequence[PathAnswer]) -> Words:
    links = [link for path in shown for link in path.links]
    between = f"from {answer.start.name} to {answer.end.name}"
    count = "1 chain leads" if len(answer.paths) == 1 else f"{len(answer.paths)} chains lead"
    ends = {"from": call.compact(answer.start.id), "to": call.compact(answer.end.id)}
    query = urlencode([*ends.items(), *call.urls(question).options])
    unknown = (f"more chains exist than were looked for: ask with a limit above {question.limit}",) if answer.truncated else ()
    return Words(
        sentence=f"{count} {between} {describe_day(answer)}."
        if answer.paths
        else f"A chain {between} is not shown by these sources {describe_day(answer)}.",
        asked=describe_asked(answer),
        whole=call.whole(f"/v1/paths?{query}", f"ownership paths {ends['from']} {ends['to']} --json{call.flag(question)}"),
        lines=tuple(_describe_path(path) for path in shown),
        not_known=(*unknown, *describe_tried(answer)),
        disagreements=list_disagreements(call, links),
        evidence=cite_links(call, links),
        rests_on=tuple(list_provenance(answer)),
        page=call.link(f"/path?{query}"),
    )


def _describe_path(path: PathAnswer) -> str:
    product = describe_range(path.product) if path.product else "not known, since a link states no share"
    condition = f"If {describe_same(path.if_same)}: " if path.if_same else ""
    return f"{condition}{'; '.join(describe_claim(link, alone=True) for link in path.links)}. Shares multiplied: {product}"


paths_tool: Final = Tool(
    name="paths",
    title="By which chains one party reaches another",
    description=(
        "The chains of holdings that lead from one party down to another on a day, the strongest or the shortest first, each link cited."
    ),
    arguments=PathsQuestion,
    answer=PathsAnswer,
    items="paths",
    ask=_ask,
    describe=_describe,
)
