"""The tool `controllers`: who ultimately controls a party."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from api.mcp.evidence import cite_links, cite_statements, describe_asked, describe_tried, list_conflicts, list_disagreements
from api.mcp.reply import Citation, Words
from api.mcp.tool import PartyQuestion, Tool, ToolCall
from api.routes.bodies import TriedIdentity
from graph.answers.common import PartyRef
from graph.answers.controllers import BlockerAnswer, ControllerAnswer, ControllersAnswer
from graph.queries import controllers
from graph.queries.controller_names import name_controller
from graph.queries.dead_ends import describe_dead_end
from graph.queries.identity import Identity
from graph.queries.none_shown import describe_not_counted
from graph.queries.phrases import describe_range, describe_votes_of
from graph.queries.provenance import list_provenance


def list_unknowns(answer: ControllersAnswer) -> tuple[str, ...]:
    """What the sources leave open about who controls a company."""
    return tuple(dict.fromkeys(_list_unknowns(answer)))


def cite_controllers(call: ToolCall, answer: ControllersAnswer, shown: Sequence[ControllerAnswer]) -> tuple[Citation, ...]:
    """The chains of the controllers that are shown; where there is none, what the largest holders hold and what does not count."""
    if shown:
        return cite_links(call, (link for controller in shown for link in controller.chain))
    if answer.controllers:
        return ()
    held = (statement for holder in answer.largest_holders for statement in holder.statements)
    return (*cite_links(call, answer.not_counted), *cite_statements(call, held))


class ControllersQuestion(PartyQuestion):
    """Arguments of the tool."""

    identity: Identity = TriedIdentity


def _ask(call: ToolCall, question: ControllersQuestion) -> ControllersAnswer:
    return controllers(call.query(question), call.find(question.party), question.identity)


def _describe(call: ToolCall, question: ControllersQuestion, answer: ControllersAnswer, shown: Sequence[ControllerAnswer]) -> Words:
    urls = call.urls(question)
    command = f"ownership controllers {call.compact(answer.subject.id)} --json{call.flag(question)}"
    disputed = [holder.disputed for holder in answer.largest_holders if holder.disputed]
    links = [*(link for controller in shown for link in controller.chain), *answer.not_counted, *disputed]
    return Words(
        sentence=answer.sentence,
        asked=describe_asked(answer, answer.rule, answer.verdict),
        whole=call.whole(urls.api(answer.subject.id, "controllers"), command),
        lines=(
            *(_describe_controller(call, controller, answer.subject) for controller in shown),
            *(_describe_blocker(b) for b in answer.can_block),
        ),
        not_known=(*list_unknowns(answer), *describe_tried(answer)),
        rests_on=tuple(list_provenance(answer)),
        disagreements=(*list_disagreements(call, links), *list_conflicts(call, answer.conflicts, answer.inconsistencies, links)),
        evidence=cite_controllers(call, answer, shown),
        page=call.link(urls.entity(answer.subject.id)),
    )


def _describe_controller(call: ToolCall, controller: ControllerAnswer, subject: PartyRef) -> str:
    party, votes = controller.party, describe_votes_of(controller, subject)
    name = name_controller(party, controller.ring, controller.group)
    held = f"{votes}, economic interest {describe_range(controller.economic)}"
    return f"{name} ({party.kind}, {call.compact(party.id)}): {controller.certainty}, with {held}"


def _describe_blocker(blocker: BlockerAnswer) -> str:
    """Who can block without controlling, with the certainty of that."""
    can = "can" if blocker.certainty == "certain" else "may be able to"
    return f"{name_controller(blocker.party, group=blocker.group)} {can} block decisions, by {blocker.by}"


def _list_unknowns(answer: ControllersAnswer) -> Iterator[str]:
    for rest in answer.residual:
        if rest.max > 0:
            yield f"who holds {describe_range(rest.range)} of the capital of {answer.subject.name}"
    yield from (describe_dead_end(end) for end in answer.stopped)
    yield from (f"whether {c.party.name} controls: the sources leave it possible" for c in answer.controllers if c.certainty != "certain")
    yield from (f"not counted on this day: {remark}" for remark in describe_not_counted(answer))
    if answer.truncated:
        yield "the network above is too large to be walked whole, so more may be above"


controllers_tool: Final = Tool(
    name="controllers",
    title="Who ultimately controls a company",
    description=(
        "Who ultimately controls a company (or any party), on a day, by a rule: verdict certain, possible or not_shown, the chain of cited "
        "statements, what is not known and which sources disagree. A name that fits several parties is answered with the candidates: "
        "choose one by its id, do not guess."
    ),
    arguments=ControllersQuestion,
    answer=ControllersAnswer,
    items="controllers",
    ask=_ask,
    describe=_describe,
)
