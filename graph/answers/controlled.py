"""The JSON of what a party controls, and of what a set of parties reaches."""

from __future__ import annotations

from graph.answers.batch import UnansweredParty
from graph.answers.common import Answer, Dated, LinkAnswer, PartyRef, RuleRef


class ControlledCompany(Answer, frozen=True, kw_only=True):
    party: PartyRef
    certainty: str
    basis: str | None = None
    """By what a rule other than majority control is met."""
    chain: tuple[LinkAnswer, ...]
    """Empty for the farthest where the chains of one answer have too many links; then the answer is ``truncated``."""


class ControlledAnswer(Dated, frozen=True, kw_only=True):
    party: PartyRef
    rule: RuleRef
    controlled: tuple[ControlledCompany, ...]
    truncated: bool = False


class ExposureAnswer(Dated, frozen=True, kw_only=True):
    """Every company that a set of parties meets a rule for.  ``errors``: parties that were not found; nothing was guessed for them."""

    rule: RuleRef
    parties: tuple[PartyRef, ...]
    errors: tuple[UnansweredParty, ...]
    companies: tuple[ControlledCompany, ...]
    truncated: bool = False
