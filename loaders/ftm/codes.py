"""What the words of a role mean as interests.

An Ownership of FollowTheMoney may hold any condition of a register in its role ("Right to appoint or remove directors"): only what is
called a share, or nothing in particular, is equity.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from ontology.statements import Interest, Status

_NAMES: Final = {re.sub(r"([A-Z])", lambda m: f" {m[1].lower()}", interest.value): interest for interest in Interest}
"""The codes of BODS in words, as the export writes them where a source has no words of its own."""

_RULES: Final = (
    (r"veto|golden share", Interest.VETO),
    (r"surplus assets", Interest.RIGHTS_TO_SURPLUS_ASSETS),
    (r"voting|\bvotes?\b|голос", Interest.VOTING_RIGHTS),
    (r"appoint|nominate (?:the )?(?:board|directors)", Interest.APPOINTMENT_OF_BOARD),
    (
        r"significant influence|influence (?:or|and) control|significant control|dominant influence|\bcontrol by other means",
        Interest.OTHER_INFLUENCE_OR_CONTROL,
    ),
    (r"\bsettlor|\bgrantor of (?:the |a )?trust", Interest.SETTLOR),
    (r"\bprotector", Interest.PROTECTOR),
    (r"\btrustee|\bfiduciar", Interest.TRUSTEE),
    (r"\bnominator", Interest.NOMINATOR),
    (r"\bnominee", Interest.NOMINEE),
    (r"\bbeneficiary\b|\bbeneficiaries\b", Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT),
    (r"right to (?:profit|income)|profit (?:or|and) income|share of profits", Interest.RIGHTS_TO_PROFIT),
    (r"articles|statutes|company rules", Interest.CONTROL_VIA_RULES_OR_ARTICLES),
)
_EQUITY: Final = tuple([(re.compile(pattern), interest) for pattern, interest in _RULES])
_CONTROL: Final = {
    "voting": Interest.VOTING_RIGHTS,
    "appointment": Interest.APPOINTMENT_OF_BOARD,
    "trust": Interest.TRUSTEE,
    "nominee": Interest.NOMINATOR,
}
_SECRETARY: Final = re.compile(r"\bsecretary\b|секретарь")
_CHAIR: Final = re.compile(r"\bchair(?:man|woman|person)?\b|председатель")
_VICE: Final = re.compile(r"\b(?:vice|deputy)[ -]|заместитель")
_MANAGING: Final = re.compile(
    r"\bchief executive|\bceo\b|\bmanaging (?:director|partner)|\bgeneral (?:director|manager)|\bdirector[ -]general|\bpresident\b"
    r"|\bexecutive director\b|\bsenior manag|(?:генеральный|исполнительный) директор|руководитель|президент"
)
_NON_EXECUTIVE: Final = re.compile(r"\bnon[ -]?executive")
_STATUS: Final = {
    "agreed": Status.AGREED,
    "planned": Status.PLANNED,
    "former": Status.FORMER,
    "alleged": Status.ALLEGED,
    "denied": Status.DENIED,
    "ceased": Status.FORMER,
    "historical": Status.FORMER,
    "inactive": Status.FORMER,
    "terminated": Status.FORMER,
}
_SOFTENED: Final = re.compile(r" \((?:agreed|planned|alleged|denied)\)$")
_BAND: Final = re.compile(
    r"(?:more than |over |less than |up to |at least )?[0-9][0-9.,]*\s*%?(?:\s*(?:[-\u2010-\u2015]|to|but not more than|but less than"
    r"|and less than)\s*[0-9][0-9.,]*)?\s*%(?:\s*or (?:more|less))?"
)


def plain(role: str) -> str:
    """The role without the status that an export of ours adds to it."""
    return _SOFTENED.sub("", role)


@functools.lru_cache(maxsize=10_000)
def named(role: str) -> Interest | None:
    """The interest whose code the words are."""
    return _NAMES.get(plain(role))


@functools.lru_cache(maxsize=10_000)
def owned(role: str) -> Interest:
    """What an owner holds by this role.

    >>> owned("Right to appoint or remove a majority of the board").value, owned("Gesellschafter").value
    ('appointmentOfBoard', 'shareholding')
    """
    found = named(role)
    if found is not None:
        return found
    text = role.lower()
    return next((interest for pattern, interest in _EQUITY if pattern.search(text)), Interest.SHAREHOLDING)


@functools.lru_cache(maxsize=10_000)
def controlled(role: str) -> Interest:
    """What a controller holds by this role; no share by any word."""
    found = named(role) or next((interest for pattern, interest in _EQUITY if pattern.search(role.lower())), None)
    return found or Interest.OTHER_INFLUENCE_OR_CONTROL


@functools.lru_cache(maxsize=100)
def by_type(control_type: str) -> Interest | None:
    """What the type of a Control says by itself."""
    return _CONTROL.get(control_type.lower())


@functools.lru_cache(maxsize=10_000)
def office(role: str) -> Interest | None:
    """The office that a role names; None where it names none that is known.

    >>> office("Deputy Chairman").value, office("Chief Executive Officer").value, office("secretary")
    ('boardMember', 'seniorManagingOfficial', None)
    """
    found, text = named(role), role.lower()
    if found is not None:
        return found
    if "nominee" in text:
        return Interest.NOMINEE
    if _SECRETARY.search(text):
        return None
    if _CHAIR.search(text):
        return Interest.BOARD_MEMBER if _VICE.search(text) else Interest.BOARD_CHAIR
    if _MANAGING.search(text) and not _VICE.search(text) and not _NON_EXECUTIVE.search(text):
        return Interest.SENIOR_MANAGING_OFFICIAL
    return Interest.BOARD_MEMBER if re.search(r"director|board|совет", text) else None


def status(text: str) -> Status | None:
    """The status that the word means; None for any other word."""
    return _STATUS.get(text.lower())


def band(role: str) -> str | None:
    """The percentage within the words of a role."""
    match = _BAND.search(role.lower())
    return match[0] if match else None
