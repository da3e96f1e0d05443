"""The answer of ``exposure``: every company for which a set of parties meets a rule."""

from __future__ import annotations

from graph.answers.batch import UnansweredParty
from graph.answers.common import PartyRef, RuleRef, TriedAnswer
from graph.answers.controlled import ControlledCompany


class ExposureAnswer(TriedAnswer, frozen=True, kw_only=True):
    """``parties``: those that were found, in the order given.  ``errors``: the others; nothing is guessed for them."""

    rule: RuleRef
    parties: tuple[PartyRef, ...]
    errors: tuple[UnansweredParty, ...]
    companies: tuple[ControlledCompany, ...]
    truncated: bool = False
