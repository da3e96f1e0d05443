"""What a rule finds: a party that meets it for a company, and on what that rests.  Shapes only."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

import msgspec

from graph.control import Decision
from ontology.statements import Family


class Basis(StrEnum):
    """On what a finding rests, for a rule that can be met in several ways."""

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
    PRESUMED_CONTROL = "presumed-control"
    """One listed person holds half of the company, whom it is therefore presumed to control (case C-84/24)."""


class Finding(msgspec.Struct, frozen=True):
    """A party that meets a rule for a company, or a company for which a rule is met.

    ``party`` is the holder in the findings of ``holders`` and the company in those of ``reach``.  ``basis`` is None for a rule that can be
    met in one way only.  ``by``: the parties asked about that it rests on.  ``group``: the parties that act as one, when several do;
    ``ring``: all members that share the place.  ``decisions``: what was decided on the way, each resting on earlier ones only.
    ``through``: the entity or third party between.  ``share``: the multiplied share, least and most, as fractions of one, and
    ``multiplied`` of what: money or votes.  ``legs``: the findings that it is made of, where it is not one holding downwards: each of its
    ``by`` in its ``party``.
    ``round``: how many rounds of decisions led to it, for a rule that lists the nearest companies first; else 0.
    """

    party: int
    certain: bool
    basis: Basis | None
    by: tuple[int, ...] = ()
    group: tuple[int, ...] = ()
    ring: tuple[int, ...] = ()
    decisions: Sequence[Decision] = ()
    through: int | None = None
    share: tuple[Fraction, Fraction] | None = None
    multiplied: Family | None = None
    legs: tuple[Finding, ...] = ()
    round: int = 0


class Evaluation(msgspec.Struct, frozen=True):
    """Who meets a rule for one company.  ``truncated``: a limit of work was reached, so that there may be others, or higher ones."""

    findings: tuple[Finding, ...]
    truncated: bool = False
