"""The tool `what_if`: who would control a party after supposed changes.  Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from api.mcp.evidence import cite_links, describe_asked, describe_tried, list_conflicts, list_disagreements
from api.mcp.reply import Words
from api.mcp.tool import Skip, Tool, ToolCall
from api.mcp.tools.controllers import list_unknowns
from api.routes.bodies import WhatIfBody, check_count
from graph.answers.controllers import ControllerRef
from graph.answers.what_if import ControlChange, NeededStake, WhatIfAnswer
from graph.queries import what_if
from graph.queries.conditions import describe_same
from graph.queries.controller_names import name_controller
from graph.queries.phrases import describe_range
from graph.queries.provenance import list_provenance


class WhatIfQuestion(WhatIfBody):
    """Arguments of the tool."""

    skip: int = Skip


def _ask(call: ToolCall, question: WhatIfQuestion) -> WhatIfAnswer:
    check_count(call.settings, len(question.changes))
    return what_if(call.query(question), call.find(question.party), [change.row() for change in question.changes], question.identity)


def _describe(call: ToolCall, question: WhatIfQuestion, answer: WhatIfAnswer, shown: Sequence[ControlChange]) -> Words:
    after = answer.after
    links = [link for controller in after.controllers for link in controller.chain]
    urls = call.urls(question)
    unknown = [*list_unknowns(after), *(["more companies are below than were compared"] if answer.truncated else [])]
    return Words(
        sentence=f"Supposing these changes: {after.sentence} Without them: {answer.before.sentence}",
        asked=describe_asked(answer, answer.rule, after.verdict),
        whole=call.whole(
            "/v1/what-if (by POST)", f"ownership what-if CHANGES.csv {call.compact(answer.subject.id)} --json{call.flag(question)}"
        ),
        lines=(*(_describe_change(change) for change in shown), *(_describe_need(answer, need) for need in answer.needed[:5])),
        not_known=(*unknown, *describe_tried(answer)),
        disagreements=(*list_disagreements(call, links), *list_conflicts(call, after.conflicts, after.inconsistencies, links)),
        evidence=cite_links(call, links),
        rests_on=tuple(list_provenance(answer)),
        page=call.link(urls.entity(answer.subject.id)),
    )


def _describe_change(change: ControlChange) -> str:
    condition = f" if {describe_same(change.if_same)}" if change.if_same else ""
    return f"{change.subject.name}: {_name_all(change.before)} before, {_name_all(change.after)} after{condition}"


def _name_all(controllers: Sequence[ControllerRef]) -> str:
    names = (name_controller(c.party, c.ring, c.group) + ("" if c.certainty == "certain" else " (possible)") for c in controllers)
    return " and ".join(names) or "nobody that is shown by these sources"


def _describe_need(answer: WhatIfAnswer, need: NeededStake) -> str:
    who = f"{name_controller(need.party, group=need.group)}, with {describe_range(need.votes)} of the votes,"
    if need.more_than is None:
        return f"{who} controls {answer.subject.name} then"
    return f"{who} needs {'' if need.inclusive else 'more than '}{need.more_than} % more to control {answer.subject.name}"


what_if_tool: Final = Tool(
    name="what_if",
    title="Who would control after supposed changes",
    description=(
        "Who would control a company if holders had other shares, who gains and loses which companies, and what the contenders would still "
        "need. A supposition: nothing is written, and its answer is no fact about the world."
    ),
    arguments=WhatIfQuestion,
    answer=WhatIfAnswer,
    items="control_changes",
    ask=_ask,
    describe=_describe,
)
