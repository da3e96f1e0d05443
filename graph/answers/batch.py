"""The lines of a batch: one for each of many companies, and one for a party that was not found."""

from __future__ import annotations

import msgspec

from graph.answers.candidates import PairAnswer
from graph.answers.common import Answer, ErrorAnswer


class BriefController(Answer, frozen=True, kw_only=True):
    """A controller in a line of a batch over all companies; ``chain``: the ids of the statements of its chain, top first.

    ``assumed``: somewhere on the way to it one share is taken as one vote.  ``ultimate``: whether nobody is shown, or may be, above it;
    null for a rule that does not ask who is highest.  ``if_same`` and ``unless_same``: as of a controller.
    """

    id: str
    name: str
    certainty: str
    ring: tuple[str, ...] = ()
    assumed: bool = False
    ultimate: bool | None = None
    chain: tuple[str, ...] = ()
    if_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET
    unless_same: tuple[PairAnswer, ...] | msgspec.UnsetType = msgspec.UNSET


class BriefAnswer(Answer, frozen=True, kw_only=True):
    """One line of a batch over all companies; ``subject`` is the id of the company.

    ``in_force``: whether the rule of the query was in force on the day asked for: true, false or ``suspended``.
    ``truncated``: a limit left out something that bears on the verdict.  ``candidates``: how many of them changed the line, where it is
    asked with them and some did; else not there.
    """

    subject: str
    name: str
    verdict: str
    contested: bool
    controllers: tuple[BriefController, ...]
    in_force: bool | str = True
    truncated: bool = False
    candidates: int | msgspec.UnsetType = msgspec.UNSET


class UnansweredParty(Answer, frozen=True, kw_only=True):
    """A party of a batch or list that names nobody, or several: the text as it was written, and the error."""

    party: str
    error: ErrorAnswer
