"""The tool `controlled`: what a party controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from api.mcp.evidence import cite_links, describe_asked, describe_tried, list_disagreements
from api.mcp.reply import Words
from api.mcp.tool import PartyQuestion, Tool, ToolCall
from api.routes.bodies import TriedIdentity
from graph.answers.controlled import ControlledAnswer, ControlledCompany
from graph.queries import controlled
from graph.queries.identity import Identity
from graph.queries.provenance import list_provenance
from graph.queries.rule_words import describe_controlled


class ControlledQuestion(PartyQuestion):
    """Arguments of the tool."""

    identity: Identity = TriedIdentity


def _ask(call: ToolCall, question: ControlledQuestion) -> ControlledAnswer:
    return controlled(call.query(question), call.find(question.party), question.identity)


def _describe(call: ToolCall, question: ControlledQuestion, answer: ControlledAnswer, shown: Sequence[ControlledCompany]) -> Words:
    urls = call.urls(question)
    command = f"ownership controlled {call.compact(answer.party.id)} --json{call.flag(question)}"
    links = [link for company in shown for link in company.chain]
    unknown = [f"whether {c.party.name} is among them: the sources leave it possible" for c in shown if c.certainty != "certain"]
    if answer.truncated:
        unknown.append("the network below is too large to be walked or told whole, so more may be below")
    return Words(
        sentence=describe_controlled(answer),
        asked=describe_asked(answer, answer.rule),
        whole=call.whole(urls.api(answer.party.id, "controlled"), command),
        lines=tuple(_describe_company(call, company) for company in shown),
        not_known=(*unknown, *describe_tried(answer)),
        disagreements=list_disagreements(call, links),
        evidence=cite_links(call, links),
        rests_on=tuple(list_provenance(answer)),
        page=call.link(urls.entity(answer.party.id)),
    )


def _describe_company(call: ToolCall, company: ControlledCompany) -> str:
    between = dict.fromkeys(link.holder.name for link in company.chain[1:])
    through = f", through {', '.join(between)}" if between else ""
    return f"{company.party.name} ({company.party.kind}, {call.compact(company.party.id)}): {company.certainty}{through}"


controlled_tool: Final = Tool(
    name="controlled",
    title="What a party controls",
    description=(
        "Every company that a person, company or state controls on a day (or reaches by another rule, such as a sanctions rule), directly "
        "and through others, each with its certainty and its chain of cited statements."
    ),
    arguments=ControlledQuestion,
    answer=ControlledAnswer,
    items="controlled",
    ask=_ask,
    describe=_describe,
)
