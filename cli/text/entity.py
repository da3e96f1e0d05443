"""What the sources say of a party, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from graph.answers.entity import EntityAnswer
from graph.queries.phrases import describe_kind
from ontology.terms import Base


def format_entity(answer: EntityAnswer, base: Base) -> str:
    """Names, identifiers, attributes and statements of a party."""
    kind = ", ".join(part for part in (describe_kind(answer.kind).lower(), answer.jurisdiction) if part)
    lines = [f"{answer.name} ({kind})", f"  id {base.compact(answer.id)}"]
    lines += [f"  {n['type']} name {n['text']}" for n in answer.names if n["text"] != answer.name]
    lines += [f"  {i.scheme} {i.value}" for i in answer.identifiers]
    lines += [f"  founded {answer.founded}"] if answer.founded else []
    for a in answer.attributes:
        parts = [a["qualifier"], a["value"], a["unit"], f"({a['at']})" if a["at"] else None]
        lines.append(f"  {a['name']} " + " ".join(p for p in parts if p))
    lines.append(f"  {len(answer.statements)} statements:")
    lines += [f"    {base.compact(s)}" for s in answer.statements]
    return "\n".join(lines) + "\n"
