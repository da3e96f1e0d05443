"""Derives plain links from holder to subject from interest statements, so that a property path can follow control.

Owns which statement makes which link; knows no RDF.  A shortcut follows the newest statements, without dates: a question about a date
goes to the statements themselves (examples/queries/ultimate-controllers-as-of.rq).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ontology.rdf_fields import Shortcut
from ontology.series import find_stated_day, is_replaced, rank_version
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

    Of a record those versions count that stand (series.py), and none where one of them closes it; of a claim (same holder, subject and
    interest) the newest statement decides.  Shares of capital count as votes only where the source states no voting rights for the pair.
    """

    def __init__(self) -> None:
        self._by_record: dict[str, tuple[int, list[tuple[int, InterestStatement]]]] = {}
        """Of each record the latest rank, and its standing versions with theirs."""
        self._single: list[InterestStatement] = []

    def add(self, statement: InterestStatement, file: int) -> None:
        """Add a statement, with the number of its file; a claim that nobody accepted counts as not made."""
        if not statement.is_accepted:
            return
        if statement.record is None:
            self._single.append(statement)
            return
        rank = rank_version(statement, file)
        latest, versions = self._by_record.get(statement.record, (rank, []))
        if is_replaced(rank, latest):
            return
        if rank > latest:
            versions = [(other, x) for other, x in versions if not is_replaced(other, rank)]
        versions.append((rank, statement))
        self._by_record[statement.record] = max(rank, latest), versions

    def links(self) -> Iterator[tuple[str, Shortcut, str]]:
        """Yield (holder, shortcut, subject), each once, in a fixed order."""
        newest: dict[tuple[str | None, str | None, Interest, bool], int] = {}
        relevant = [x for x in (*self._list_standing(), *self._single) if _is_link(x)]
        for x in relevant:
            newest[_claim_key(x)] = max(newest.get(_claim_key(x), 0), find_stated_day(x.stated_at))
        current = [x for x in relevant if find_stated_day(x.stated_at) == newest[_claim_key(x)] and _is_current(x)]
        voting = {(x.holder, x.subject) for x in current if x.interest is Interest.VOTING_RIGHTS}
        links = {(str(x.holder), link, str(x.subject)) for x in current for link in _derive_links(x, (x.holder, x.subject) in voting)}
        yield from sorted(links)

    def _list_standing(self) -> Iterator[InterestStatement]:
        """Yield what the records say, closings alone where there is one."""
        for _, versions in self._by_record.values():
            closings = [x for _, x in versions if x.change is Change.CLOSED]
            yield from closings or (x for _, x in versions)


def _is_link(x: InterestStatement) -> bool:
    """Whether it speaks of a link: no summary of other statements and no holding in oneself, between two named parties."""
    is_between_two = x.holder is not None and x.subject is not None and x.holder != x.subject
    return is_between_two and not x.components and (x.status in _HOLDING or x.status is Status.AGREED)


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
