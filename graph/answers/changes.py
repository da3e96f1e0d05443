"""The answer of ``changes``: whose verdict is another one than in an earlier generation."""

from __future__ import annotations

import msgspec

from graph.answers.batch import UnansweredParty
from graph.answers.common import Answer, DatedAnswer, PartyRef, RuleRef
from graph.answers.controllers import ControllerRef


class VerdictAnswer(Answer, frozen=True, kw_only=True):
    """A verdict without its proof.  ``truncated``: it is told from a part of the network, since a limit was reached."""

    verdict: str
    controllers: tuple[ControllerRef, ...]
    sentence: str
    truncated: bool = False


class ChangeOfVerdict(Answer, frozen=True, kw_only=True):
    """A company with its verdict before and after.

    ``began``: ids of the statements behind the verdict that are new, or say something else now, or hold for certain now; ``ended``: of
    those that are gone, or did so before.
    """

    party: PartyRef
    before: VerdictAnswer
    after: VerdictAnswer
    began: tuple[str, ...]
    ended: tuple[str, ...]


class ChangesAnswer(DatedAnswer, frozen=True, kw_only=True):
    """Both generations are asked about the same day: time that passed changes nothing here.

    ``since`` and ``since_created``: the earlier generation and when it was published; ``created``: when that of the answer was.
    ``compared``: parties that something changed can reach, in the list where one is given; all others have the verdict that they had.
    ``changed``: how many of them have another verdict; ``changes`` has all of these, or as many as a limit allows.
    ``incomplete``: how many were not decided whole in one of the generations, since a limit was reached above them, so that their verdicts
    may have changed unseen; ``incomplete_parties`` has all of these, or as many as a limit allows.
    ``truncated``: some are incomplete, told from a part of the network, or not listed.
    ``errors``: names of the list that neither generation knows.
    """

    since: int
    since_created: str
    created: str
    rule: RuleRef
    compared: int
    changed: int
    changes: tuple[ChangeOfVerdict, ...]
    incomplete: int = 0
    incomplete_parties: tuple[PartyRef, ...] = ()
    errors: tuple[UnansweredParty, ...] = ()
    truncated: bool = False
    candidates: int | msgspec.UnsetType = msgspec.UNSET
    """How many candidates would change a verdict that is told, before or after, which is by what is stated; not there where none does."""
