"""Derives plain links from holder to subject from interest statements, so that a property path can follow control.

Owns which statement makes which link; knows no RDF.  A shortcut follows the newest statements, without dates: a question about a date
goes to the statements themselves (examples/queries/ultimate-controllers-as-of.rq).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ontology.rdf_fields import Shortcut
from ontology.shares import WHOLE, Share
from ontology.statements import Change, Family, Interest, InterestStatement, Status

_HOLDING: Final = frozenset({Status.IN_EFFECT, Status.FORMER, Status.DENIED})
"""Of these the newest decides whether an interest is in effect; an agreed one stands beside it."""


def _is_majority(share: Share | None) -> bool:
    """Whether the share is certainly more than half.

    >>> _is_majority(Share.parse("(50..75]")), _is_majority(Share.parse("50")), _is_majority(None)
    (True, False, False)
    """
    return share is not None and (share.min * 2 > WHOLE or (share.min * 2 == WHOLE and share.min_open))


class Shortcuts:
    """Collects the interest statements of one source and derives the links that hold at the end.

    The newest statement of a series (same record) and of a claim (same holder, subject and interest) decides.  Shares of capital count
    as votes only where the source states no voting rights for the pair.
    """

    def __init__(self) -> None:
        self._by_record: dict[str, InterestStatement] = {}
        self._single: list[InterestStatement] = []

    def add(self, statement: InterestStatement) -> None:
        """Add a statement; one that nobody accepted, a summary of others and a holding in oneself make no link."""
        if not statement.is_accepted or statement.components or statement.holder == statement.subject:
            return
        if statement.holder is None or statement.subject is None:
            return
        if statement.record is None:
            self._single.append(statement)
            return
        key = f"{statement.record}\n{statement.interest.value}"
        earlier = self._by_record.get(key)
        if earlier is None or (earlier.stated_at or "") <= (statement.stated_at or ""):
            self._by_record[key] = statement

    def links(self) -> Iterator[tuple[str, Shortcut, str]]:
        """Yield (holder, shortcut, subject), each once, in a fixed order."""
        newest: dict[tuple[str | None, str | None, Interest, bool], str] = {}
        relevant = [x for x in (*self._by_record.values(), *self._single) if x.status in _HOLDING or x.status is Status.AGREED]
        for x in relevant:
            newest[_claim_key(x)] = max(newest.get(_claim_key(x), ""), x.stated_at or "")
        current = [x for x in relevant if (x.stated_at or "") == newest[_claim_key(x)] and _is_current(x)]
        voting = {(x.holder, x.subject) for x in current if x.interest is Interest.VOTING_RIGHTS}
        links = {(str(x.holder), link, str(x.subject)) for x in current for link in _derive_links(x, (x.holder, x.subject) in voting)}
        yield from sorted(links)


def _claim_key(x: InterestStatement) -> tuple[str | None, str | None, Interest, bool]:
    return x.holder, x.subject, x.interest, x.status is Status.AGREED


def _is_current(x: InterestStatement) -> bool:
    return x.status in (Status.IN_EFFECT, Status.AGREED) and x.valid_until is None and x.change is not Change.CLOSED


def _derive_links(x: InterestStatement, pair_has_votes: bool) -> Iterator[Shortcut]:
    is_agreed = x.status is Status.AGREED
    yield Shortcut.AGREED_INTEREST_IN if is_agreed else Shortcut.HAS_INTEREST_IN
    if x.interest.family is Family.CONTROL:
        yield Shortcut.AGREED_CONTROL_BY_OTHER_MEANS if is_agreed else Shortcut.CONTROLS_BY_OTHER_MEANS
    votes = x.interest is Interest.VOTING_RIGHTS or (x.interest is Interest.SHAREHOLDING and not pair_has_votes)
    if votes and _is_majority(x.share):
        yield Shortcut.AGREED_MAJORITY_OF if is_agreed else Shortcut.HAS_MAJORITY_OF
