"""The rules, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from cli.text.common import WIDTH
from graph.rules.model import Citation, Rule


def format_rules(rules: Sequence[Rule]) -> str:
    """Every rule with its test, its contested points, its dates and where they are written."""
    lines: list[str] = []
    for rule in rules:
        lines += [f"{rule.id}  {rule.title}, version {rule.version}"]
        lines += [f"  {line}" for line in textwrap.wrap(rule.statement, WIDTH - 2)]
        for parameter in rule.parameters:
            text = f"--set {parameter.name}={'|'.join(parameter.choices)}  {parameter.what}"
            lines += _wrap(text)
        for change in rule.changes:
            unless = f", unless {change.unless}" if change.unless else ""
            exempt = f" without {change.exempt}" if change.exempt else ""
            lines += _wrap(f"{change.standing.value} from {change.day}{exempt}{unless}: {describe_citation(change.source)}")
        for source in rule.sources:
            lines += _wrap(f"source: {describe_citation(source)}")
        lines.append("")
    return "\n".join(lines)


def describe_citation(source: Citation) -> str:
    """The title of a text, what was read of it and what was not.

    >>> describe_citation(Citation("A Act, section 1", unchecked="the text"))
    'A Act, section 1 (not checked: the text)'
    """
    checks = [f"checked {source.checked}"] if source.checked else []
    checks += [f"not checked: {source.unchecked}"] if source.unchecked else []
    quote = f": “{source.quote}”" if source.quote else ""
    return f"{source.title}{quote} ({'; '.join(checks)})"


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH - 2, initial_indent="    ", subsequent_indent="        ")
