"""The tool `sources`: what all answers rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from api.mcp.reply import Words
from api.mcp.tool import Arguments, Tool, ToolCall
from graph.answers.common import SourceAnswer
from graph.answers.sources import SourcesAnswer
from graph.queries import sources


def _ask(call: ToolCall, _: Arguments) -> SourcesAnswer:
    return SourcesAnswer(sources=tuple(sources(call.generation)), generation=call.generation.number)


def _describe(call: ToolCall, _: Arguments, answer: SourcesAnswer, shown: Sequence[SourceAnswer]) -> Words:
    count = len(answer.sources)
    manifest = call.generation.manifest
    size = f"{manifest.statements:,} statements about {manifest.parties:,} parties"
    return Words(
        sentence=f"{count} source{'' if count == 1 else 's'} with {size}; what they do not say is not known here.",
        asked=f"Generation {answer.generation} of the data, made {manifest.created}.",
        whole=call.whole("/v1/sources", "ownership sources --json"),
        lines=tuple(_describe_source(call, source) for source in shown),
        page=call.link("/sources"),
    )


def _describe_source(call: ToolCall, source: SourceAnswer) -> str:
    parts = [source.title, source.type, source.author, source.publisher, source.date, source.licence, source.url]
    return f"{', '.join(part for part in parts if part)} [{call.link(call.urls().source(source.id)) or call.compact(source.id)}]"


sources_tool: Final = Tool(
    name="sources",
    title="What the answers rest on",
    description=(
        "Every source of the data with its date, publisher, licence and address. An answer knows what these sources say, and nothing else."
    ),
    arguments=Arguments,
    answer=SourcesAnswer,
    items="sources",
    ask=_ask,
    describe=_describe,
)
