"""The tool `search`: parties by a part of a name or an identifier, with what tells those of one name apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import Field

from api.mcp.candidates import describe_candidate
from api.mcp.reply import Words
from api.mcp.tool import Arguments, Tool, ToolCall
from api.routes.bodies import Text
from graph.answers.search import MatchAnswer, SearchAnswer
from graph.queries import search
from ontology.statements import Kind


class SearchQuestion(Arguments):
    """Arguments of the tool."""

    q: Text = Field(description="a part of a name, in any script, or an identifier")
    limit: int = Field(20, ge=1, le=100, description="how many parties at most")
    kind: Kind | None = Field(None, description="only parties of this kind")
    jurisdiction: str | None = Field(None, max_length=10, description="only parties of this country: ISO 3166 code")


def _ask(call: ToolCall, question: SearchQuestion) -> SearchAnswer:
    kind = question.kind and question.kind.value
    return search(call.generation, question.q, question.limit, kind=kind, jurisdiction=question.jurisdiction)


def _describe(call: ToolCall, question: SearchQuestion, answer: SearchAnswer, shown: Sequence[MatchAnswer]) -> Words:
    count = len(answer.matches)
    if not count:
        sentence = f"A party that resembles {question.q!r} is not shown by these sources."
    else:
        sentence = (
            f"{count} part{'y resembles' if count == 1 else 'ies resemble'} {question.q!r}; parties of one name may be different ones."
        )
    return Words(
        sentence=sentence,
        asked=f"Generation {answer.generation} of the data.",
        whole=call.whole("/v1/search", "ownership search TEXT --json"),
        lines=tuple(describe_candidate(call.generation, candidate) for candidate in shown),
    )


search_tool: Final = Tool(
    name="search",
    title="Find a party",
    description=(
        "Parties (companies, persons, states) whose names or identifiers resemble a text, best first, each with its id and with what tells "
        "those of one name apart: country, dates, identifiers, sources, holdings. Begin here when an id is not known."
    ),
    arguments=SearchQuestion,
    answer=SearchAnswer,
    items="matches",
    ask=_ask,
    describe=_describe,
)
