"""The note beside a line of the chart and a row of the table: status, role and time of what it stands for.  Words only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.answers.common import LinkAnswer
from graph.network.stake import Presence, Stake
from graph.queries.claim_words import describe_status
from graph.queries.phrases import capitalise, name_role
from ontology.shares import WHOLE
from ontology.statements import Directness, Family, InterestStatement

_NOUNS: Final = {"supervises": "supervision", "administers": "administration"}


def write_note(statements: Sequence[InterestStatement], stake: Stake, *, is_sized: bool, has_size: bool) -> str:
    """Return what stands beside the size: status, role, time.

    ``statements``: those of the stake, that which its line cites first; ``is_sized``: its kind has a size; ``has_size``: one is stated.
    """
    first = statements[0]
    notes = [status] if (status := describe_status(first.status.value)) else []
    has_role = False
    for family, presence in ((Family.CONTROL, stake.control), (Family.VETO, stake.veto)):
        if roles := [s for s in statements if s.interest.family is family]:
            # Where the line is of something else, that it is possible says nothing of the role, and the other way round.
            notes.append(f"{'possibly ' if is_sized and presence is Presence.POSSIBLE else ''}{_describe_roles(roles)}")
            has_role = True
    if first.share and first.share.exact and first.share.min == first.share.max == WHOLE:
        notes.append("Wholly owned")
    if not has_size:
        notes.append("no share stated")
    if first.valid_from:
        notes.append(f"since {first.valid_from}")
    if first.valid_until:
        notes.append(f"until {first.valid_until}")
    if is_sized and has_role and len(notes) > 1:
        notes = [n for n in notes if n != "no share stated"]
    text = "; ".join(notes).replace("Wholly owned; since", "Wholly owned since")
    return capitalise(text)


def _describe_roles(roles: Sequence[InterestStatement]) -> str:
    """Return the source's own word for a right without a number, else the interest's."""
    details = list(dict.fromkeys(s.details for s in roles if s.details))
    if details and all(d in _NOUNS for d in details):
        direct = "direct " if all(s.direct is Directness.DIRECT for s in roles) else ""
        return f"{direct}{' and '.join(_NOUNS[d] for d in details)}"
    return ", ".join(dict.fromkeys(name_role(s.interest, s.details) for s in roles))


def describe_start(link: LinkAnswer) -> str:
    """Say since when a claim holds: from the day it states, else by the day on which it was stated."""
    if link.valid_from:
        return link.valid_from
    return f"by {link.stated_at}" if link.stated_at else "not stated"
