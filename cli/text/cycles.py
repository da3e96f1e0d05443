"""Parties that hold each other, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_cut, format_dates, format_grounds, format_range, format_table, format_tried, wrap
from graph.answers.cycles import CyclesAnswer
from graph.queries.conditions import describe_same


def format_cycles(answer: CyclesAnswer) -> str:
    """Each cycle with its members and what they hold in each other."""
    where = f" {answer.side} {answer.party.name}" if answer.party else ""
    if not answer.cycles:
        lines = [f"No cycle of {answer.column}{where} is shown by these sources as of {answer.as_of}."]
        return "\n".join([*lines, *format_tried(answer), *format_grounds(answer)]) + "\n"
    lines = [f"Cycles of {answer.column}{where}, as of {format_dates(answer)}:"]
    for number, cycle in enumerate(answer.cycles, 1):
        members = ", ".join(p.name for p in cycle.members[:20]) + (f" and {cycle.size - 20} more" if cycle.size > 20 else "")
        lines += ["", f"{number}. {cycle.size} members: {members}"]
        lines += wrap(f"Only if {describe_same(cycle.if_same)}:") if cycle.if_same else []
        lines += format_table(
            ["holder", "subject", "share"],
            ((h.holder.name, h.subject.name, format_range(h.share) if h.share else "not stated") for h in cycle.holdings[:50]),
        )
        lines += [f"  and {len(cycle.holdings) - 50} more holdings"] if len(cycle.holdings) > 50 else []
    lines += [*format_tried(answer), *format_cut("there are more than are listed", cut=answer.truncated), *format_grounds(answer)]
    return "\n".join(lines) + "\n"
