"""One line of a batch, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from graph.answers.batch import BriefAnswer, BriefController, UnansweredParty
from graph.answers.controllers import ControllersAnswer
from graph.queries.conditions import describe_same


def format_batch(answer: ControllersAnswer | UnansweredParty | BriefAnswer) -> str:
    """One line of a batch."""
    match answer:
        case ControllersAnswer():
            return answer.sentence + "\n"
        case UnansweredParty():
            return f"{answer.party}: {answer.error.what}; {answer.error.hint}\n"
        case BriefAnswer():
            names = ", ".join(f"{c.name} ({c.certainty}{_describe_condition(c)})" for c in answer.controllers)
            standing = "" if answer.in_force is True else f", by a rule that was {answer.in_force or 'not in force'}"
            cut = "; cut short, the network above is too large to be walked whole" if answer.truncated else ""
            return f"{answer.name}: {names or 'not shown'}{standing}{cut}\n"


def _describe_condition(controller: BriefController) -> str:
    if controller.if_same:
        return f" if {describe_same(controller.if_same)}"
    return f", open if {describe_same(controller.unless_same)}" if controller.unless_same else ""
