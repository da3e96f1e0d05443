"""The tool `rules`: the legal tests that a question can be asked by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from pydantic import Field

from api.mcp.reply import Words
from api.mcp.tool import Arguments, Tool, ToolCall
from graph.answers.rules import RuleAnswer, RulesAnswer
from graph.queries import rules
from graph.rules.table import parse_rule

_NOTE: Final = (
    "What can be set is told of one rule: ask with its id as `rule`. The default is majority-control. "
    "No rule says that a party is listed or has done wrong."
)


class RulesQuestion(Arguments):
    """Arguments of the tool."""

    rule: str | None = Field(None, max_length=60, description="only the rule of this id; all of them if not given")


def _ask(_: ToolCall, question: RulesQuestion) -> RulesAnswer:
    if question.rule is None:
        return rules()
    parse_rule(question.rule, {})
    return msgspec.structs.replace(rules(), rules=tuple(rule for rule in rules().rules if rule.id == question.rule))


def _describe(call: ToolCall, _: RulesQuestion, answer: RulesAnswer, shown: Sequence[RuleAnswer]) -> Words:
    count = len(answer.rules)
    return Words(
        sentence=f"{count} rule{'' if count == 1 else 's'} that a question can be asked by.",
        asked=_NOTE,
        whole=call.whole("/v1/rules", "ownership rules --json"),
        lines=tuple(_describe_rule(rule, is_whole=count == 1) for rule in shown),
    )


def _describe_rule(rule: RuleAnswer, *, is_whole: bool) -> str:
    points = "; ".join(f"{p.name} ({', '.join(p.choices)}; {p.default} if not set): {p.what}" for p in rule.parameters)
    changes = "; ".join(f"{change.standing} from {change.day}" for change in rule.changes)
    texts = "; ".join(source.title for source in rule.sources)
    parts = [f"{rule.id}, version {rule.version}: {rule.title}", rule.statement, changes]
    parts += [f"to be set: {points}" if points else "", f"texts: {texts}" if texts else ""] if is_whole else []
    return ". ".join(part.rstrip(".") for part in parts if part)


rules_tool: Final = Tool(
    name="rules",
    title="By which rules can be asked",
    description=(
        "The definitions and legal tests that `rule` takes, with the contested points that `set` takes, their dates and their texts."
    ),
    arguments=RulesQuestion,
    answer=RulesAnswer,
    items="rules",
    ask=_ask,
    describe=_describe,
)
