"""The answer of ``statements``: what the sources state about a party and its interests, statement by statement."""

from __future__ import annotations

from typing import Any

from graph.answers.common import Answer, PartyRef


class StatementsAnswer(Answer, frozen=True, kw_only=True):
    """``statements``: those that describe the party, newest first, then the interests in it, then those that it holds.

    Each has all its fields, as ontology/statements.py has them; the bounds of its share are in percent.  What names a record alone, and
    neither party, such as a closing in a delta, is not among them.
    """

    party: PartyRef
    statements: tuple[dict[str, Any], ...]
    generation: int
