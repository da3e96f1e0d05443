"""The tool `owners`: whose money is in a company."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from api.mcp.evidence import cite_statements, describe_asked, describe_tried, list_conflicts
from api.mcp.reply import Words
from api.mcp.tool import DatedPartyQuestion, Tool, ToolCall
from api.routes.bodies import TriedIdentity
from graph.answers.owners import OwnerAnswer, OwnersAnswer, UltimateAnswer
from graph.queries import owners
from graph.queries.identity import Identity
from graph.queries.phrases import NAMES, describe_range, join, shorten
from graph.queries.provenance import list_provenance
from graph.queries.rule_words import describe_day
from graph.queries.wording import describe_never_owned
from ontology.statements import Kind


class OwnersQuestion(DatedPartyQuestion):
    """Arguments of the tool."""

    identity: Identity = TriedIdentity


def _ask(call: ToolCall, question: OwnersQuestion) -> OwnersAnswer:
    return owners(call.query(question), call.find(question.party), identity=question.identity)


def _describe(call: ToolCall, question: OwnersQuestion, answer: OwnersAnswer, shown: Sequence[OwnerAnswer]) -> Words:
    urls = call.urls(question)
    command = f"ownership owners {call.compact(answer.subject.id)} --json{call.flag(question)}"
    rests = [end for end in answer.ultimate if end.kind == "residual" and end.max > 0]
    unknown = [_describe_rest(answer, end) for end in rests]
    if answer.truncated:
        unknown.append("more parties stand above than were walked, so the shares of those left out are unknown")
    return Words(
        sentence=_describe_owners(answer),
        asked=describe_asked(answer),
        whole=call.whole(urls.api(answer.subject.id, "owners"), command),
        lines=tuple(_describe_owner(call, owner) for owner in shown),
        not_known=(*unknown, *describe_tried(answer)),
        disagreements=list_conflicts(call, answer.conflicts, answer.inconsistencies),
        evidence=cite_statements(call, (statement for owner in shown for statement in owner.statements)),
        rests_on=tuple(list_provenance(answer)),
        page=call.link(urls.entity(answer.subject.id)),
    )


def _describe_owners(answer: OwnersAnswer) -> str:
    """The largest owners in one sentence."""
    if not answer.owners:
        if Kind(answer.subject.kind).is_never_owned:
            return f"{describe_never_owned(answer.subject)}."
        return f"An owner of {answer.subject.name} is not shown by these sources {describe_day(answer)}."
    names = shorten([f"{o.party.name} {_describe_share(o)}" for o in answer.owners], NAMES, "more")
    return f"Of the money in {answer.subject.name} {describe_day(answer)}, directly and through others: {join(names)}."


def _describe_rest(answer: OwnersAnswer, end: UltimateAnswer) -> str:
    money = f"{describe_range(end.range)} of the money in {answer.subject.name}"
    return f"whose is {money}: the part of {end.party.name} that no source gives to a named holder"


def _describe_share(owner: OwnerAnswer) -> str:
    return describe_range(owner.integrated.range)


def _describe_owner(call: ToolCall, owner: OwnerAnswer) -> str:
    direct = f"directly {describe_range(owner.direct)}" if owner.direct else "no share of its own that a source states"
    return f"{owner.party.name} ({owner.party.kind}, {call.compact(owner.party.id)}): {_describe_share(owner)} in all, {direct}"


owners_tool: Final = Tool(
    name="owners",
    title="Whose money is in a company",
    description=(
        "Whose money is in a company on a day, directly and through other companies, in percent with bounds, and how much of it no source "
        "gives to anybody. Money is not control: who controls is asked with `controllers`."
    ),
    arguments=OwnersQuestion,
    answer=OwnersAnswer,
    items="owners",
    ask=_ask,
    describe=_describe,
)
