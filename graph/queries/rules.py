"""By which rules a query can be asked."""

from __future__ import annotations

from graph.answers.rules import CitationAnswer, ParameterAnswer, RuleAnswer, RuleChange, RulesAnswer
from graph.rules.model import Citation, Rule
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
        listed=rule.listed,
        changes=tuple(
            RuleChange(day=c.day, standing=c.standing.value, unless=c.unless, exempt=c.exempt, source=_to_citation(c.source))
            for c in rule.changes
        ),
        parameters=tuple(ParameterAnswer(name=p.name, choices=p.choices, default=p.default, what=p.what) for p in rule.parameters),
        sources=tuple(_to_citation(source) for source in rule.sources),
    )


def _to_citation(source: Citation) -> CitationAnswer:
    return CitationAnswer(
        title=source.title, url=source.url, quote=source.quote, checked=source.checked, copy=source.copy, unchecked=source.unchecked
    )
