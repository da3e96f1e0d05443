"""What supposed changes would do, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from collections.abc import Iterable

from cli.text.common import format_cut, format_grounds, format_range, format_table, format_tried, wrap
from graph.answers.controllers import ControllerRef
from graph.answers.what_if import WhatIfAnswer
from graph.queries.controller_names import name_controller
from graph.queries.interest_words import name_interest
from graph.queries.stand_ins import close_stand_ins


def format_what_if(answer: WhatIfAnswer) -> str:
    """The changes, the verdict before and after, who gains and loses, and what the contenders still need."""
    lines = ["Supposed:"]
    for change in answer.changes:
        before = format_range(change.before) if change.before else "nothing stated"
        after = format_range(change.after) if change.after else "nothing"
        lines.append(
            f"  row {change.row}: {change.holder.name} in {change.subject.name}, {name_interest(change.interest)}: {before} -> {after}"
        )
    lines += ["", *wrap(f"Before: {answer.before.sentence}"), *wrap(f"After:  {answer.after.sentence}"), ""]
    for shift in answer.shifts:
        lines += [f"{shift.party.name} gains {', '.join(p.name for p in shift.gains)}"] if shift.gains else []
        lines += [f"{shift.party.name} loses {', '.join(p.name for p in shift.loses)}"] if shift.loses else []
    for company in answer.control_changes:
        condition = ", if the same" if company.if_same else ""
        lines.append(f"  {company.subject.name}: {_name_controllers(company.before)} -> {_name_controllers(company.after)}{condition}")
    lines += [] if answer.control_changes else ["No company changes hands."]
    if answer.needed:
        rows = []
        for need in answer.needed:
            more = "controls it" if need.more_than is None else f"{'' if need.inclusive else 'more than '}{need.more_than} %"
            rows.append((name_controller(need.party, group=need.group), format_range(need.votes), more))
        lines += ["", close_stand_ins(f"To control {answer.subject.name} after the changes, bought from others:", answer.subject)]
        lines += format_table(["party", "has votes", "still needs"], rows)
    lines += format_tried(answer)
    return "\n".join([*lines, *format_cut(cut=answer.truncated), *format_grounds(answer)]) + "\n"


def _name_controllers(refs: Iterable[ControllerRef]) -> str:
    return (
        ", ".join(name_controller(r.party, r.ring, r.group) + (" (possible)" if r.certainty != "certain" else "") for r in refs)
        or "not shown"
    )
