"""Answers about control as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Final

from cli.text.shared import WIDTH, chain_lines, named, sizes, spread, table, through, when
from graph.answers import (
    BriefAnswer,
    ControlledAnswer,
    ControlledCompany,
    ControllerRef,
    ControllersAnswer,
    ExposureAnswer,
    HistoryAnswer,
    HolderAnswer,
    Range,
    RuleRef,
    UnansweredParty,
    WhatIfAnswer,
)
from graph.queries.wording import join
from graph.rules.table import DEFAULT, RULES
from ontology.terms import Base

_BASES: Final = {
    "holding": "what it holds, directly and through others, each part counted in full",
    "control": "control",
    "multiplied": "its share, multiplied along chains and added over them",
    "control-of-holders": "control of entities that have parts of the company",
    "share-of-controller": "its share of an entity that controls the company",
    "held": "what the company asked about holds in it",
    "third-party": "a third party that has a holding in both",
}


def controllers_text(answer: ControllersAnswer) -> str:
    """The sentence first, then each controller with its chain and quotes, then what is not known."""
    lines = [*textwrap.wrap(answer.sentence, WIDTH), ""]
    lines.append(f"verdict   {answer.verdict.replace('_', ' ')}, by the rule {answer.rule.id} (version {answer.rule.version})")
    lines += [f"          {text}" for text in _chosen(answer.rule)]
    lines.append(f"as of     {when(answer)}")
    for controller in answer.controllers:
        lines += ["", f"{controller.party.name} ({controller.party.kind}): {controller.certainty}"]
        if controller.ring:
            lines.append(f"  a ring of {len(controller.ring)}: " + ", ".join(p.name for p in controller.ring))
        if controller.group:
            lines.append("  together with " + ", ".join(p.name for p in controller.group if p.id != controller.party.id))
        if controller.basis:
            lines.append(f"  by {_BASES.get(controller.basis, controller.basis)}")
        lines.append(f"  votes {spread(controller.votes)}, economic interest {spread(controller.economic)}")
        lines += chain_lines(controller.chain)
    if answer.largest_holders:
        lines += ["", "largest holders", *table(["holder", "votes", "capital"], (_holder_row(h) for h in answer.largest_holders))]
    lines += [""]
    lines += [f"can block   {named(b.party, (), b.group)}: {b.certainty}, by {b.by}" for b in answer.can_block]
    lines += [f"not named   {spread(Range(min=r.min, max=r.max))} of {answer.subject.name}" for r in answer.residual]
    lines += [f"stopped     at {s.party.name}: {s.reason}" for s in answer.stopped]
    lines += [f"conflict    over {c.subject.name}: {len(c.statements)} statements that cannot all be true" for c in answer.conflicts]
    lines += [f"inconsistent {i.what}" for i in answer.inconsistencies]
    lines += ["cut short   the network above is too large to be walked whole"] if answer.truncated else []
    lines += ["source      " + ", ".join(part for part in (s.title, s.author, s.date) if part) for s in answer.sources]
    return "\n".join(lines).rstrip() + "\n"


def controlled_text(answer: ControlledAnswer) -> str:
    control = answer.rule.id == DEFAULT
    if not answer.controlled:
        what = f"that {answer.party.name} controls" if control else f"for which {answer.party.name} meets the rule {answer.rule.id}"
        return f"Nothing {what} is shown by these sources as of {answer.as_of}.\n"
    head = f"{answer.party.name} controls, as of {when(answer)}:"
    if not control:
        head = f"By the rule {answer.rule.id}, as of {when(answer)}, {answer.party.name} reaches:"
    return "\n".join([head, *_companies(answer.controlled), *_short(cut=answer.truncated)]) + "\n"


def exposure_text(answer: ExposureAnswer) -> str:
    """What the parties reach, then the names that were not found."""
    first, more = [p.name for p in answer.parties[:5]], len(answer.parties) - 5
    names = join([*first, *([f"{more} more"] if more > 0 else [])]) if first else ""
    by = f"By the rule {answer.rule.id}, as of {when(answer)}"
    reach = "reaches" if len(answer.parties) == 1 else "reach"
    if not answer.parties:
        lines = ["None of the parties was found, so nothing was asked."]
    elif answer.companies:
        lines = [f"{by}, {names} {reach}:", *_companies(answer.companies)]
    else:
        lines = [f"{by}, no company that {names} {reach} is shown by these sources."]
    lines += ["", "Not taken:"] if answer.errors else []
    lines += [f"  {e.party}: {e.error.what}; {e.error.hint}" for e in answer.errors]
    return "\n".join([*lines, *_short(cut=answer.truncated)]) + "\n"


def history_text(answer: HistoryAnswer, base: Base) -> str:
    """One line a time, oldest first, with the statements that began and ended it below."""
    if answer.axis == "known_at":
        lines = [f"Who controlled {answer.subject.name} on {answer.as_of}, by what was known when:"]
    else:
        lines = [f"Who controlled {answer.subject.name} when" + (f", as known on {answer.known_at}:" if answer.known_at else ":")]
    for period in answer.periods:
        span = f"{period.from_ or 'ever':>10} to {period.until or 'now on':<10}"
        lines.append(f"  {span}  {period.sentence}")
        lines += [f"{'':28}began {base.compact(s)}" for s in period.began]
        lines += [f"{'':28}ended {base.compact(s)}" for s in period.ended]
    return "\n".join([*lines, *_short("older days are left out", cut=answer.truncated)]) + "\n"


def what_if_text(answer: WhatIfAnswer) -> str:
    """The changes, the verdict before and after, who gains and loses, and what the contenders still need."""
    lines = ["Supposed:"]
    for change in answer.changes:
        before = spread(change.before) if change.before else "nothing stated"
        after = spread(change.after) if change.after else "nothing"
        lines.append(f"  row {change.row}: {change.holder.name} in {change.subject.name}, {change.interest}: {before} -> {after}")
    lines += ["", *textwrap.wrap(f"Before: {answer.before.sentence}", WIDTH), *textwrap.wrap(f"After:  {answer.after.sentence}", WIDTH), ""]
    for shift in answer.shifts:
        lines += [f"{shift.party.name} gains {', '.join(p.name for p in shift.gains)}"] if shift.gains else []
        lines += [f"{shift.party.name} loses {', '.join(p.name for p in shift.loses)}"] if shift.loses else []
    for one in answer.control_changes:
        lines.append(f"  {one.subject.name}: {_refs(one.before)} -> {_refs(one.after)}")
    lines += [] if answer.control_changes else ["No company changes hands."]
    if answer.needed:
        rows = []
        for need in answer.needed:
            more = "controls it" if need.more_than is None else f"{'' if need.inclusive else 'more than '}{need.more_than} %"
            rows.append((named(need.party, (), need.group), spread(need.votes), more))
        lines += ["", f"To control {answer.subject.name} after the changes, bought from others:"]
        lines += table(["party", "has votes", "still needs"], rows)
    return "\n".join([*lines, *_short(cut=answer.truncated)]) + "\n"


def batch_text(answer: ControllersAnswer | UnansweredParty | BriefAnswer) -> str:
    """One line of a batch."""
    match answer:
        case ControllersAnswer():
            return answer.sentence + "\n"
        case UnansweredParty():
            return f"{answer.party}: {answer.error.what}; {answer.error.hint}\n"
        case BriefAnswer():
            names = ", ".join(f"{c.name} ({c.certainty})" for c in answer.controllers)
            return f"{answer.name}: {names or 'not shown'}\n"


def _companies(companies: Iterable[ControlledCompany]) -> list[str]:
    return table(["company", "certainty", "through"], ((c.party.name, c.certainty, through(c.chain)) for c in companies))


def _refs(refs: Iterable[ControllerRef]) -> str:
    return ", ".join(named(r.party, r.ring, r.group) + (" (possible)" if r.certainty != "certain" else "") for r in refs) or "not shown"


def _short(what: str = "the network is too large to be told whole", *, cut: bool) -> list[str]:
    return ["", f"Cut short: {what}."] if cut else []


def _chosen(rule: RuleRef) -> list[str]:
    """The contested points that are not at their default."""
    known = {p.name: p.default for p in RULES[rule.id].parameters}
    return [f"with {name} = {value}" for name, value in rule.parameters.items() if value != known.get(name)]


def _holder_row(holder: HolderAnswer) -> tuple[str, ...]:
    return (holder.party.name, *sizes(holder))
