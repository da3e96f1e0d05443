"""The answer of ``controlled``: every company that a party controls, or meets another rule for."""

from __future__ import annotations

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.common import Answer, LinkAnswer, PartyRef, RuleRef, TriedAnswer


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
    if_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    """Where it is asked with candidates: those without which it is not shown to be controlled.  Else not there."""
    unless_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    """Where it is asked with candidates: those that put in doubt that it surely is controlled.  Else not there."""


class ControlledAnswer(TriedAnswer, frozen=True, kw_only=True):
    party: PartyRef
    rule: RuleRef
    controlled: tuple[ControlledCompany, ...]
    truncated: bool = False
