"""The tool `history`: who controlled a party when, or what was known when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import Field

from api.mcp.evidence import cite_statements, describe_asked, describe_tried
from api.mcp.reply import Words
from api.mcp.tool import PartyQuestion, Tool, ToolCall
from api.routes.bodies import TriedIdentity
from graph.answers.history import HistoryAnswer, PeriodAnswer
from graph.queries import history
from graph.queries.history import Axis
from graph.queries.identity import Identity
from graph.queries.provenance import list_provenance


class HistoryQuestion(PartyQuestion):
    """Arguments of the tool."""

    axis: Axis = Field(Axis.AS_OF, description="which time runs: as_of (who controlled when) or known_at (what was known when)")
    identity: Identity = TriedIdentity


def _ask(call: ToolCall, question: HistoryQuestion) -> HistoryAnswer:
    return history(call.query(question), call.find(question.party), question.axis, question.identity)


def _describe(call: ToolCall, question: HistoryQuestion, answer: HistoryAnswer, shown: Sequence[PeriodAnswer]) -> Words:
    urls = call.urls(question)
    iri = answer.subject.id
    times = f"in the last of {len(answer.periods)} times" if len(answer.periods) > 1 else "in one time"
    runs = f"by what was known when, on {answer.as_of}" if answer.axis == Axis.KNOWN_AT else "when"
    unknown = [f"{_describe_span(period)}: the sources leave open who controls" for period in shown if period.verdict == "possible"]
    unknown += [f"{_describe_span(period)}: not shown by these sources" for period in shown if period.verdict == "not_shown"]
    if answer.truncated:
        unknown.append("older days are left out")
    return Words(
        sentence=f"Who controlled {answer.subject.name} {runs}: {times}, {_describe_period(answer.periods[-1])}.",
        asked=describe_asked(answer, answer.rule),
        whole=call.whole(urls.api(iri, "history"), f"ownership history {call.compact(iri)} --json{call.flag(question)}"),
        lines=tuple(_describe_period(period) for period in shown),
        not_known=(*unknown, *describe_tried(answer)),
        evidence=cite_statements(call, (statement for period in shown for statement in (*period.began, *period.ended))),
        rests_on=tuple(list_provenance(answer)),
        page=call.link(urls.entity(iri)),
    )


def _describe_period(period: PeriodAnswer) -> str:
    return f"{_describe_span(period)}: {period.sentence}"


def _describe_span(period: PeriodAnswer) -> str:
    if period.from_ and period.until:
        return f"from {period.from_} until {period.until}"
    return f"from {period.from_} on" if period.from_ else f"before {period.until}" if period.until else "at all times"


history_tool: Final = Tool(
    name="history",
    title="Who controlled a party when",
    description=(
        "One verdict for each time in which who controls a party did not change, oldest first, with the statements that began and ended "
        "it; or, with axis known_at, what was known when about one day."
    ),
    arguments=HistoryQuestion,
    answer=HistoryAnswer,
    items="periods",
    ask=_ask,
    describe=_describe,
)
