"""The JSON of one line for each of many companies."""

from __future__ import annotations

from graph.answers.common import Answer, ErrorAnswer


class BriefController(Answer, frozen=True, kw_only=True):
    """A controller in a line of a batch over everything, with the ids of the statements of its chain, top first."""

    id: str
    name: str
    certainty: str
    ring: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()


class BriefAnswer(Answer, frozen=True, kw_only=True):
    """One line of a batch over everything: ``subject`` is the id."""

    subject: str
    name: str
    verdict: str
    contested: bool
    controllers: tuple[BriefController, ...]


class UnansweredParty(Answer, frozen=True, kw_only=True):
    """A party of a batch or list that could not be taken, as it was written, and why."""

    party: str
    error: ErrorAnswer
