"""What is known of a party, what a search found, and the rules, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from cli.text.shared import WIDTH, table
from graph.answers import EntityAnswer
from graph.generation.search_index import Match
from graph.rules.model import Rule
from ontology.terms import Base


def entity_text(answer: EntityAnswer, base: Base) -> str:
    lines = [f"{answer.name} ({', '.join(part for part in (answer.kind, answer.jurisdiction) if part)})", f"  id {base.compact(answer.id)}"]
    lines += [f"  {n['type']} name {n['text']}" for n in answer.names if n["text"] != answer.name]
    lines += [f"  {i.scheme} {i.value}" for i in answer.identifiers]
    lines += [f"  founded {answer.founded}"] if answer.founded else []
    for a in answer.attributes:
        words = [a["qualifier"], a["value"], a["unit"], f"({a['at']})" if a["at"] else None]
        lines.append(f"  {a['name']} " + " ".join(w for w in words if w))
    lines.append(f"  {len(answer.statements)} statements:")
    lines += [f"    {base.compact(s)}" for s in answer.statements]
    return "\n".join(lines) + "\n"


def search_text(query: str, matches: Sequence[Match], base: Base) -> str:
    if not matches:
        return f"No party resembling {query!r} is in these sources.\n"
    rows = ((m.name, m.kind.value, m.jurisdiction or "", base.compact(m.id), m.matched if m.matched != m.name else "") for m in matches)
    return "\n".join(table(["name", "kind", "where", "id", "matched"], rows)) + "\n"


def rules_text(rules: Sequence[Rule]) -> str:
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
