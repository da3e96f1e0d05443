"""The register's codes: kinds of holder, statements of companies, natures of control.

A nature of control is read by a small grammar:

    [part-] right [-band] [-as-...] [-kind of entity] [-place]

Words may stand in any order after the right, as some publishers have them.  Source: the register's own list of codes (Companies House,
api-enumerations, psc_descriptions); its short descriptions decide where they differ from the long ones: "more than 50% but less than 75%"
is what fits the band "75% or more" beside it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final, Literal

from ontology.shares import Share
from ontology.statements import Interest, Kind, Reason

Through = Literal["trust", "firm"]

HOLDER_KINDS: Final = {
    f"{who}-{what}": kind
    for who, kind in (("individual", Kind.PERSON), ("corporate-entity", Kind.COMPANY), ("legal-person", Kind.LEGAL_ENTITY))
    for what in ("person-with-significant-control", "beneficial-owner")
}
"""The kind of party that the kind of a line states."""

COMPANY_STATEMENTS: Final[dict[str, Reason | None]] = {
    "no-individual-or-entity-with-signficant-control": Reason.NO_BENEFICIAL_OWNERS,
    "no-individual-or-entity-with-significant-control": Reason.NO_BENEFICIAL_OWNERS,
    "no-beneficial-owner-identified": Reason.NO_BENEFICIAL_OWNERS,
    "psc-exists-but-not-identified": Reason.SUBJECT_UNABLE,
    "psc-details-not-confirmed": Reason.SUBJECT_UNABLE,
    "steps-to-find-psc-not-yet-completed": Reason.SUBJECT_UNABLE,
    "at-least-one-beneficial-owner-unidentified": Reason.SUBJECT_UNABLE,
    "at-least-one-beneficial-owner-unidentified-and-information-not-provided-for-at-least-one-beneficial-owner": Reason.SUBJECT_UNABLE,
    "psc-contacted-but-no-response": Reason.NOT_PROVIDED,
    "psc-has-failed-to-confirm-changed-details": Reason.NOT_PROVIDED,
    "restrictions-notice-issued-to-psc": Reason.NOT_PROVIDED,
    "information-not-provided-for-at-least-one-beneficial-owner": Reason.NOT_PROVIDED,
    "awaiting-confirmation-from-psc": Reason.NOT_PROVIDED,
    "super-secure-persons-with-significant-control": Reason.PARTY_EXEMPT,
    "super-secure-beneficial-owner": Reason.PARTY_EXEMPT,
    "all-beneficial-owners-identified": None,
    "nobody-has-become-or-ceased-to-be-a-beneficial-owner": None,
    "somebody-has-become-or-ceased-to-be-a-beneficial-owner": None,
    "no-change-beneficial-owner-relevant-period": None,
    "change-beneficial-owner-relevant-period": None,
    "no-trust-involved-relevant-period": None,
    "trust-involved-relevant-period": None,
    "no-change-beneficiary-relevant-period": None,
    "change-beneficiary-relevant-period": None,
}
"""Why a company names nobody, by the code of its statement; the first is misspelt as in the register.  None: the statement reports on a
period and says nothing of an unnamed holder."""

_NOBODY: Final = "the company knows, or has reason to believe, that nobody has significant control of it"

REASON_WORDS: Final = {
    "no-individual-or-entity-with-signficant-control": _NOBODY,
    "no-individual-or-entity-with-significant-control": _NOBODY,
    "no-beneficial-owner-identified": "the entity has no reason to believe that it has a beneficial owner",
    "psc-exists-but-not-identified": "the company knows that somebody has significant control of it and has not identified who",
    "psc-details-not-confirmed": "the company has identified who has significant control of it, and the details are not confirmed",
    "steps-to-find-psc-not-yet-completed": "the company has not finished finding out whether anybody has significant control of it",
    "at-least-one-beneficial-owner-unidentified": "the entity could not identify at least one of its beneficial owners",
    "at-least-one-beneficial-owner-unidentified-and-information-not-provided-for-at-least-one-beneficial-owner": (
        "the entity could not identify at least one of its beneficial owners, and has no required information of at least one other"
    ),
    "psc-contacted-but-no-response": "the company asked whom it thinks to have significant control of it, and had no answer",
    "psc-has-failed-to-confirm-changed-details": "who has significant control of the company did not confirm changed details",
    "restrictions-notice-issued-to-psc": "the company restricted the interest of somebody who did not answer it",
    "information-not-provided-for-at-least-one-beneficial-owner": "the entity has no required information of at least one beneficial owner",
    "awaiting-confirmation-from-psc": "the company waits for who has significant control of it to confirm the details",
    "super-secure-persons-with-significant-control": "details of somebody with significant control are protected by law",
    "super-secure-person-with-significant-control": "details of somebody with significant control are protected by law",
    "super-secure-beneficial-owner": "details of a beneficial owner are protected by law",
    "psc-exempt-as-trading-on-regulated-market": "exempt, because its voting shares are traded on a regulated market",
    "psc-exempt-as-trading-on-uk-regulated-market": "exempt, because its voting shares are traded on a regulated market of the UK",
    "psc-exempt-as-trading-on-eu-regulated-market": "exempt, because its voting shares are traded on a regulated market of the EEA",
    "psc-exempt-as-shares-admitted-on-market": "exempt, because its voting shares are admitted to a market that the regulations name",
    "all-beneficial-owners-identified": "the entity has identified all of its beneficial owners",
    "disclosure-transparency-rules-chapter-five-applies": "exempt, because it discloses holdings under chapter 5 of the transparency rules",
}
"""What the register means by a code, in plain words."""


_RIGHTS: Final = {
    "ownership-of-shares": Interest.SHAREHOLDING,
    "voting-rights": Interest.VOTING_RIGHTS,
    "right-to-share-surplus-assets": Interest.RIGHTS_TO_SURPLUS_ASSETS,
    "right-to-appoint-and-remove-directors": Interest.APPOINTMENT_OF_BOARD,
    "right-to-appoint-and-remove-members": Interest.APPOINTMENT_OF_BOARD,
    "right-to-appoint-and-remove-person": Interest.APPOINTMENT_OF_BOARD,
    "significant-influence-or-control": Interest.OTHER_INFLUENCE_OR_CONTROL,
    "registered-owner-as-nominee-person": Interest.ENJOYMENT_AND_USE_OF_ASSETS,
    "registered-owner-as-nominee-another-entity": Interest.ENJOYMENT_AND_USE_OF_ASSETS,
}
"""An overseas entity that holds land as nominee gives the person the use of the land, and no control of the entity."""

_BANDS: Final = {
    "25-to-50-percent": Share.between(25, 50, min_open=True, text="more than 25% but not more than 50%"),
    # The longer description says "not more than 75%": as the two differ on 75 itself, it is in this band and in the next.
    "50-to-75-percent": Share.between(50, 75, min_open=True, text="more than 50% but less than 75%"),
    "75-to-100-percent": Share.between(75, 100, text="75% or more"),
    "more-than-25-percent": Share.between(25, 100, min_open=True, text="more than 25%"),
}
_SIZED: Final = frozenset({Interest.SHAREHOLDING, Interest.VOTING_RIGHTS, Interest.RIGHTS_TO_SURPLUS_ASSETS})
"""Rights that come with a band; the others have none."""

_THROUGH: Final[dict[str, Through]] = {
    "as-trust": "trust",
    "as-control-over-trust": "trust",
    "as-firm": "firm",
    "as-control-over-firm": "firm",
}
_KINDS: Final = (
    "limited-liability-partnership",
    "registered-overseas-entity",
    "partnership",
    "england-wales",
    "scotland",
    "northern-ireland",
)

_WORDS: Final = "|".join(sorted((*_BANDS, *_THROUGH, *_KINDS), key=len, reverse=True))
_NATURE: Final = re.compile(rf"(?:part-)?({'|'.join(sorted(_RIGHTS, key=len, reverse=True))})((?:-(?:{_WORDS}))*)")
_WORD: Final = re.compile(rf"-({_WORDS})(?=-|\Z)")


@dataclass(frozen=True, slots=True)
class Nature:
    """The meaning of a nature of control.

    ``band`` is the code's own word for the share; ``through``: held by a trust or firm over which the holder has influence; ``trustee``: as
    one of its trustees.
    """

    interest: Interest
    share: Share | None = None
    band: str = ""
    through: Through | None = None
    trustee: bool = False


UNKNOWN: Final = Nature(Interest.UNKNOWN)
"""The meaning of a code that the grammar does not know."""


@functools.lru_cache(maxsize=2_000)
def parse_nature(code: str) -> Nature | None:
    """Return the meaning of a code; None for one that the grammar does not know.

    >>> nature = parse_nature("voting-rights-50-to-75-percent-as-firm")
    >>> nature.interest.value, nature.share.interval(), nature.band, nature.through, nature.trustee
    ('votingRights', '(50..75]', '50-to-75-percent', 'firm', False)
    >>> parse_nature("a-right-of-another-kind") is None
    True
    """
    match = _NATURE.fullmatch(code)
    if match is None:
        return None
    interest, words = _RIGHTS[match[1]], _WORD.findall(match[2])
    bands = [word for word in words if word in _BANDS]
    through = [word for word in words if word in _THROUGH]
    if len(bands) > 1 or len(through) > 1 or (bands and interest not in _SIZED):
        return None
    band = bands[0] if bands else ""
    overseas = "registered-overseas-entity" in words
    return Nature(interest, _BANDS.get(band), band, _THROUGH[through[0]] if through else None, trustee=overseas and "as-trust" in words)


@functools.lru_cache(maxsize=4_096)
def parse_natures(codes: tuple[str, ...]) -> tuple[tuple[str, Nature], ...]:
    """Return each code once with its meaning, ``UNKNOWN`` for one that the grammar does not know."""
    return tuple([(code, parse_nature(code) or UNKNOWN) for code in dict.fromkeys(codes)])


def find_reason(code: str) -> Reason | None:
    """Return why a company names nobody, by the code of its statement.

    A Scottish partnership states the same with an ending of its own.

    >>> find_reason("psc-contacted-but-no-response-partnership").value
    'interestedPartyHasNotProvidedInformation'
    """
    return COMPANY_STATEMENTS.get(code.removesuffix("-partnership"))


def describe_reason(code: str) -> str:
    """Return a code with what the register means by it.

    >>> describe_reason("psc-exists-but-not-identified")
    'psc-exists-but-not-identified: the company knows that somebody has significant control of it and has not identified who'
    >>> describe_reason("psc-contacted-but-no-response-partnership").partition(": ")[2]
    'the partnership asked whom it thinks to have significant control of it, and had no answer'
    """
    words = REASON_WORDS.get(code.removesuffix("-partnership").replace("_", "-"))
    if words and code.endswith("-partnership"):
        words = words.replace("the company", "the partnership")
    return f"{code}: {words}" if words else code
