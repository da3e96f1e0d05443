"""The rules, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from cli.text.common import WIDTH
from graph.rules.model import Rule


def format_rules(rules: Sequence[Rule]) -> str:
    """Every rule with its test, its dates, its contested points and where it is written."""
    lines: list[str] = []
    for rule in rules:
        dates = [f"from {rule.applies_from}" if rule.applies_from else "", f"until {rule.applies_until}" if rule.applies_until else ""]
        lines += [f"{rule.id}  {rule.title}, version {rule.version}{''.join(f', {d}' for d in dates if d)}"]
        lines += [f"  {line}" for line in textwrap.wrap(rule.statement, WIDTH - 2)]
        for parameter in rule.parameters:
            text = f"--set {parameter.name}={'|'.join(parameter.choices)}  {parameter.what}"
            lines += textwrap.wrap(text, WIDTH - 2, initial_indent="    ", subsequent_indent="        ")
        for source in rule.sources:
            lines += textwrap.wrap(f"source: {source.title}", WIDTH - 2, initial_indent="    ", subsequent_indent="        ")
        lines.append("")
    return "\n".join(lines)
