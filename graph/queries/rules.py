"""By which rules a query can be asked."""

from __future__ import annotations

from graph.answers.rules import CitationAnswer, ParameterAnswer, RuleAnswer, RulesAnswer
from graph.rules.model import Rule
from graph.rules.table import RULES


def rules() -> RulesAnswer:
    """Answer with every rule, its contested points and its sources; the default first."""
    return RulesAnswer(rules=tuple(_to_answer(rule) for rule in RULES.values()))


def _to_answer(rule: Rule) -> RuleAnswer:
    return RuleAnswer(
        id=rule.id,
        version=rule.version,
        title=rule.title,
        statement=rule.statement,
        threshold=rule.threshold,
        strict=rule.strict,
        column=rule.column,
        combine=rule.combine.value,
        aggregate=rule.aggregate,
        counts_control=rule.counts_control,
        persons_only=rule.persons_only,
        applies_from=rule.applies_from,
        applies_until=rule.applies_until,
        parameters=tuple(ParameterAnswer(name=p.name, choices=p.choices, default=p.default, what=p.what) for p in rule.parameters),
        sources=tuple(CitationAnswer(title=s.title, url=s.url) for s in rule.sources),
    )
