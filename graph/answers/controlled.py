"""The answer of ``controlled``: every company that a party controls, or meets another rule for."""

from __future__ import annotations

import msgspec

from graph.answers.common import Answer, DatedAnswer, LinkAnswer, PartyRef, RuleRef


class ControlledCompany(Answer, frozen=True, kw_only=True):
    """A company that meets the rule, with the chain that leads to it."""

    party: PartyRef
    certainty: str
    basis: str | None = None
    """On what a rule other than majority control is met; null for majority control."""
    chain: tuple[LinkAnswer, ...]
    """Left out of the farthest companies where the chains of one answer have too many links; the answer is then ``truncated``."""
    together: tuple[PartyRef, ...] | msgspec.UnsetType = msgspec.UNSET
    """The parties asked about on whose parts it rests together, where none of them is shown to meet the rule alone; else not there."""


class ControlledAnswer(DatedAnswer, frozen=True, kw_only=True):
    party: PartyRef
    rule: RuleRef
    controlled: tuple[ControlledCompany, ...]
    truncated: bool = False
