"""Who controls a party, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from typing import Final

from cli.text.common import format_chain, format_dates, format_provenance, format_range, format_sizes, format_table, format_votes, wrap
from graph.answers.candidates import PairAnswer
from graph.answers.common import RuleRef
from graph.answers.controllers import ControllersAnswer, HolderAnswer
from graph.queries.conditions import describe_candidates
from graph.queries.controller_names import name_controller
from graph.queries.dead_ends import describe_dead_end
from graph.queries.phrases import describe_kind, join
from graph.queries.rule_words import name_rule
from graph.rules.table import RULES

_BASES: Final = {
    "holding": "what it holds, directly and through others, each part counted in full",
    "control": "control",
    "multiplied": "its share, multiplied along chains and added over them",
    "control-of-holders": "control of entities that have parts of the company",
    "share-of-controller": "its share of an entity that controls the company",
    "held": "what the company asked about holds in it",
    "third-party": "a third party that has a holding in both",
    "presumed-control": "control that is presumed of a listed person who holds half, and can be rebutted",
}


def format_controllers(answer: ControllersAnswer) -> str:
    """The sentence first, then each controller with its chain and quotes, then what is not known."""
    lines = [*wrap(answer.sentence), ""]
    lines.append(f"verdict   {answer.verdict.replace('_', ' ')}, by the rule {name_rule(answer.rule)} (version {answer.rule.version})")
    lines += [f"          {text}" for text in _format_parameters(answer.rule)]
    lines.append(f"as of     {format_dates(answer)}")
    for controller in answer.controllers:
        lines += ["", f"{controller.party.name} ({describe_kind(controller.party.kind).lower()}): {controller.certainty}"]
        if controller.ring:
            lines.append(f"  a ring of {len(controller.ring)}: " + ", ".join(p.name for p in controller.ring))
        if controller.group:
            lines.append("  together with " + ", ".join(p.name for p in controller.group if p.id != controller.party.id))
        if controller.basis:
            lines.append(f"  by {_BASES.get(controller.basis, controller.basis)}")
        for words, candidates in (("if", controller.if_same), ("surely unless", controller.unless_same)):
            told = [line for candidate in candidates or () for line in wrap(f"{words} {_format_candidate(candidate)}")]
            lines += [f"  {line}" for line in told]
        lines.append(f"  votes {format_votes(controller.votes)}, economic interest {format_range(controller.economic)}")
        same = {frozenset((c.left.id, c.right.id)) for c in controller.if_same or ()}
        lines += format_chain(controller.chain, {s.id: s.title for s in answer.sources}, same)
    if answer.together:
        lines += ["", f"{join([party.name for party in answer.together.parties])}: certain, together"]
        lines += format_chain(answer.together.chain, {s.id: s.title for s in answer.sources})
    if answer.largest_holders:
        lines += ["", "largest holders", *format_table(["holder", "votes", "capital"], (_format_holder(h) for h in answer.largest_holders))]
    lines += [""]
    lines += [f"can block   {name_controller(b.party, group=b.group)}: {b.certainty}, by {b.by}" for b in answer.can_block]
    lines += [f"not named   {format_range(r.range)} of {answer.subject.name}" for r in answer.residual]
    lines += [f"stopped     {describe_dead_end(s, with_code=True)}" for s in answer.stopped]
    lines += [f"conflict    over {c.subject.name}: {len(c.statements)} statements that cannot all be true" for c in answer.conflicts]
    lines += [f"inconsistent {i.what}" for i in answer.inconsistencies]
    lines += [f"candidates  {describe_candidates(answer)}: --identity candidates"] if describe_candidates(answer) else []
    lines += ["cut short   the network above is too large to be walked whole"] if answer.truncated else []
    lines += format_provenance(answer, {s.id: s.title for s in answer.sources})
    lines += ["source      " + ", ".join(part for part in (s.title, s.author, s.date) if part) for s in answer.sources]
    return "\n".join(lines).rstrip() + "\n"


def _format_candidate(candidate: PairAnswer) -> str:
    """Who would be who, by which sources, and what speaks for it."""
    left, right = (
        f"{party.name} ({join(sources)})" if sources else party.name
        for party, sources in ((candidate.left, candidate.left_sources), (candidate.right, candidate.right_sources))
    )
    return f"{left} is {right}: {', '.join(candidate.reasons)}; score {candidate.score}"


def _format_parameters(rule: RuleRef) -> list[str]:
    """List the contested points that are not at their default."""
    defaults = {p.name: p.default for p in RULES[rule.id].parameters}
    return [f"with {name} = {value}" for name, value in rule.parameters.items() if value != defaults.get(name)]


def _format_holder(holder: HolderAnswer) -> tuple[str, ...]:
    return (holder.party.name, *format_sizes(holder))
