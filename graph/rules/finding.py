"""A finding: a party that meets a rule, and on what that rests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from graph.control import Decision


class Basis(StrEnum):
    """On what a finding rests."""

    HOLDING = "holding"
    """Parts of the company held directly and through others, each counted in full."""
    CONTROL = "control"
    """Control, by a majority or without a number."""
    MULTIPLIED = "multiplied"
    """The share multiplied along chains and added over them."""
    CONTROL_OF_HOLDERS = "control-of-holders"
    """Control of entities that have parts of the company (article 54(a))."""
    SHARE_OF_CONTROLLER = "share-of-controller"
    """A share of an entity that controls the company (article 54(b))."""
    HELD = "held"
    """The company asked about has the holding (close links, downwards)."""
    THIRD_PARTY = "third-party"
    """A third party has a holding in both (close links)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A party that meets the rule for a company, or a company for which the rule is met.

    ``party`` is the holder in an answer of ``holders`` and the company in one of ``reach``.  ``by``: the parties asked about that it rests
    on.  ``group``: the parties that act as one, when several do; ``ring``: members that share the place.  ``decisions``: how it
    was decided, each resting on earlier ones only; ``through``: the entity or third party between.  ``share``: the
    multiplied share, least and most, as fractions of one.
    """

    party: int
    certain: bool
    basis: Basis
    by: tuple[int, ...] = ()
    group: tuple[int, ...] = ()
    ring: tuple[int, ...] = ()
    decisions: tuple[Decision, ...] = ()
    through: int | None = None
    share: tuple[Fraction, Fraction] | None = None
