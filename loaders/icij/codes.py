"""Jurisdictions, kinds of node, and the words on an edge: a role in free text, classified by its words.

A word that is not known gives an unknown interest, never ownership.  A nominee holds for somebody else, whatever it holds.
"""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from ontology.errors import RecordError
from ontology.shares import Share
from ontology.statements import Directness, Interest, Kind

JURISDICTIONS: Final = {
    "BVI": "VG",
    "PMA": "PA",
    "BAH": "BS",
    "SAM": "WS",
    "SEY": "SC",
    "NEV": "US-NV",
    "ANG": "AI",
    "HK": "HK",
    "UK": "GB",
    "JSY": "JE",
    "CYP": "CY",
    "NZL": "NZ",
    "IOM": "IM",
    "CAYMN": "KY",
    "COOK": "CK",
    "MLT": "MT",
    "BERMU": "BM",
    "NIUE": "NU",
    "WYO": "US-WY",
    "BM": "BM",
    "KY": "KY",
    "SGP": "SG",
    "BRB": "BB",
    "GIB": "GI",
    "LUX": "LU",
    "LABUA": "MY-15",
    "USA": "US",
    "GBR": "GB",
    "CHE": "CH",
    "LIE": "LI",
    "BLZ": "BZ",
    "HKG": "HK",
    "VGB": "VG",
    "PAN": "PA",
    "BHS": "BS",
    "CYM": "KY",
    "BMU": "BM",
    "JEY": "JE",
    "IMN": "IM",
    "GGY": "GG",
    "JE": "JE",
    "IM": "IM",
    "GG": "GG",
    "VG": "VG",
    "CK": "CK",
}
"""ISO 3166 codes by the database's own, as far as they are certain."""

COMPANY_KINDS: Final = {"entity": Kind.COMPANY, "company": Kind.COMPANY}
"""Kind of party by what a node is called; no other node is known to be a company."""
ATTRIBUTES: Final = {
    "legal_form": "legal-form",
    "type": "legal-form",
    "status": "status",
    "service_provider": "service-provider",
    "leak": "leak",
    "internal_id": "internal-id",
    "registration_number": "registration-number",
    "valid_until": "current-through",
    "jurisdiction_description": "jurisdiction",
}
"""Attributes by column."""
DATE_ATTRIBUTES: Final = {
    "inactivation_date": "inactivation-date",
    "struck_off_date": "struck-off-date",
    "dorm_date": "dormant-date",
    "closed_date": "closed-date",
}
OFFICER_EDGES: Final = ("officer of", "is officer of", "has officer")
"""Types of edges whose link names the office."""
MEDIATOR_EDGES: Final = ("intermediary of", "registered", "is intermediary of")
"""Types of edges of those who set a company up, and hold nothing."""


class Role(NamedTuple):
    """One meaning of a link."""

    interest: Interest
    share: Share | None = None
    direct: Directness = Directness.UNKNOWN
    beneficial: bool | None = None
    is_former: bool = False


class Meaning(NamedTuple):
    """All that a link says."""

    roles: tuple[Role, ...]
    is_known: bool = True
    """Whether any word of it is known here."""
    is_address: bool = False
    """Whether it only says where somebody is."""


_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_ADDRESS: Final = re.compile(
    r"\baddr(?:ess)?\b|\bregistered (?:at|office)(?! service)|\bprincipal office|^(?:same address as)$|\badministration address"
)
_SIMILARITY: Final = re.compile(
    r"^(?:(?:probably )?same (?!address|intermediary)[a-z ]*as|(?:has )?similar(?: [a-z ]*as)?|entity similar to|same_\w+|is similar to)$"
)
_VICE: Final = re.compile(r"\b(?:vice|deputy)[ -](?:president|chair\w*)|\bdeputy ch\.|\bv\.? ?pres\.?|\bv\.? ?/?p\.|\bvp\b|\bv\. p\.")
_BENEFICIAL: Final = re.compile(r"\bbe[nm]ef\w*cial ?owners?\b|\bbeneficiary owner|\bu?bo\b")
_BENEFICIARY: Final = re.compile(r"\bbenefi+ci?ari?(?:y|es)\b|\bbeneficiay\b")
_INDIRECT: Final = re.compile(r"\bthrough\b|\bvia\b|\bunderlying company\b")
_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?) ?%")
_NOMINEE: Final = re.compile(r"\bnominee\b|\bnominated person\b")
_OWNER: Final = re.compile(r"\bshareh\w*|\bstockholders?\b|\bowners?\b|^(?:general |limited )?partner(?: of)?$|^investor(?: of)?$")
_OTHERS: Final = re.compile(
    r"\brepresent\w*|\bon behalf\b|\bagent (?:for|of)\b|\bregist(?:er|rar)s? of\b|\bnot\b"
    r"|\b(?:wife|husband|spouse|widow|son|daughter|brother|sister|father|mother|relative|lawyer|attorney|secretary) (?:of|to|for)\b"
)
"""Whoever stands for an owner, or beside one, is none."""

_FORMER: Final = re.compile(r"\bformer(?:ly)?\b|\bex-|\bresigned\b|\bceased\b|\bprevious(?:ly)?\b")
_PARTS: Final = re.compile(r"[/,;&+]| and ")
_LATER: Final = re.compile(r"^(?:substitute|successor|contingent|subse?quent|default) ")

_RULES: Final = tuple(
    [
        (re.compile(pattern), interest)
        for pattern, interest in (
            (r"\bsettlors?\b|\bgrantor\b|\btrustor\b|\bfounder\b", Interest.SETTLOR),
            (r"\btrustees?\b", Interest.TRUSTEE),
            (r"\bprotectors?\b|\benforcer\b", Interest.PROTECTOR),
            (r"\bappoint[oe]r\b", Interest.APPOINTMENT_OF_BOARD),
            (r"\beffective controller|\bultimate control\w* party|\bsignificant control", Interest.OTHER_INFLUENCE_OR_CONTROL),
            (r"\bchair(?:man|woman|person)?\b|\bchrm\b|\bcob\b", Interest.BOARD_CHAIR),
            (
                r"\bc\.?e\.?o\b|\bc\.?[fo]\.?o\b|\bchief (?:exec|fin)|\bch\.exec|\b(?:managing|mng\.?|mgn\.?) (?:dir|partner)"
                r"|\bgeneral (?:manager|director)|\bpresid(?:ent)?\b|\bpres\b|\bexecutive officer",
                Interest.SENIOR_MANAGING_OFFICIAL,
            ),
            (
                r"(?<!investment )\bdirec(?:tor)?(?:ship)?\b|\bdir\b|\bdiretor\b|\bexecutive direct$"
                r"|(?<!to the )\bboard[ -]|(?<!to the )\bboard$|\bfoundation council|\bsupervisory|\blid van het college",
                Interest.BOARD_MEMBER,
            ),
            (
                r"\bpower of attorney\b|\bpoa\b|\battorney[ -]in[ -]fact\b|\bsignatory\b|\bproxy\b"
                r"|\b(?:legal|judicial|auth\.|designated) representative",
                Interest.RIGHTS_BY_CONTRACT,
            ),
        )
    ]
)
_NOTHING: Final = re.compile(
    r"\bsecretary\b|\bsecr?\b|\btreas|\bofficer\b|\baudit|\bcustodian|\bsafekeeping|\bagent\b|\bintermediary\b|\baccountant\b|\bad[vw]is[oe]r\b"
    r"|\bmanager\b|\bcontroller\b|\bconnected\b|\blinked\b|\bunderlying company\b|\bmember\b|\badministrator\b|\bliquidator\b|\blawyer\b"
    r"|\battorney\b|\bsubscriber\b|\bemployed\b|\bconsultant\b|\bentrepreneur\b|\bcompany\b|\brelated\b|\brepresentative\b|\bmortgage\b"
    r"|\bbanker\b|\bstockbroker\b|\bregist(?:er|rar)\b|\bexecutive\b|\bunknown\b|\bcreator\b|\bclient\b|\bbusiness ?(?:wo)?man\b"
    r"|\bprovider\b|\badvocate\b|\bcounsel\b|\bresigned\b|\bpartner\b|\bleader\b|\bauthorized\b|\binvestment\b|\binvestor\b|\bregistered\b|\bcorporation\b"
    r"|\bshareh\w*|\bowner\b|\bsame intermediary\b"
)


@functools.lru_cache(maxsize=20_000)
def interpret_link(link: str) -> Meaning:
    """Return the meaning of a link.

    >>> [role.interest.value for role in interpret_link("Director and shareholder").roles]
    ['shareholding', 'boardMember']
    >>> interpret_link("Nominee Shareholder of").roles[0].interest.value, interpret_link("astronaut of").is_known
    ('nominee', False)
    >>> [(role.interest.value, role.is_former) for role in interpret_link("Shareholder / former director").roles]
    [('shareholding', False), ('boardMember', True)]
    """
    text = " ".join(_DASHES.sub("-", link.lower()).replace("_", " ").split())
    if not _FORMER.search(text):
        return _interpret_present(text)
    parts = [(_interpret_present(part.strip()), _FORMER.search(part) is not None) for part in _PARTS.split(text)]
    # "Director, resigned": a word that stands for itself is about all of the link.
    is_all_former = any(is_former and not _list_known_roles(part) for part, is_former in parts)
    roles: dict[Interest, Role] = {}
    for part, is_former in parts:
        for role in _list_known_roles(part):
            if role.interest not in roles or roles[role.interest].is_former:
                roles[role.interest] = role._replace(is_former=is_former or is_all_former)
    if not roles and any(part.is_address for part, _ in parts):
        return Meaning((), is_address=True)
    return Meaning(tuple(roles.values()) or (Role(Interest.UNKNOWN, is_former=True),), is_known=any(part.is_known for part, _ in parts))


def _list_known_roles(meaning: Meaning) -> list[Role]:
    return [role for role in meaning.roles if role.interest is not Interest.UNKNOWN]


def _interpret_present(text: str) -> Meaning:
    """Return the meaning of the words, whether or not it is over."""
    if _ADDRESS.search(text) and not _OWNER.search(text) and not _BENEFICIAL.search(text):
        return Meaning((), is_address=True)
    if _NOMINEE.search(text):
        is_owner = any(_BENEFICIAL.search(part) and not _NOMINEE.search(part) for part in _PARTS.split(text))
        return Meaning((Role(Interest.NOMINEE), *([Role(Interest.SHAREHOLDING, beneficial=True)] if is_owner else [])))
    roles: dict[Interest, Role] = {}
    direct = Directness.INDIRECT if _INDIRECT.search(text) else Directness.UNKNOWN
    is_beneficial = bool(_BENEFICIAL.search(text))
    # A vice-president is a director where the words say so, else an officer.
    plain = _VICE.sub(" director ", text) if "dir" in text else _VICE.sub(" officer ", text)
    if (is_beneficial or _OWNER.search(_BENEFICIAL.sub("", text))) and not _OTHERS.search(text):
        roles[Interest.SHAREHOLDING] = Role(Interest.SHAREHOLDING, _find_percentage(text), direct, True if is_beneficial else None)
    if _BENEFICIARY.search(_BENEFICIAL.sub("", text)):
        is_later = _LATER.match(text)
        interest = Interest.CONDITIONAL_RIGHTS_BY_CONTRACT if is_later else Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT
        roles[interest] = Role(interest, direct=direct)
    for pattern, interest in _RULES:
        if pattern.search(plain):
            roles.setdefault(interest, Role(interest))
    if roles:
        return Meaning(tuple(roles.values()))
    return Meaning((Role(Interest.UNKNOWN),), is_known=_NOTHING.search(plain) is not None)


@functools.lru_cache(maxsize=1_000)
def is_similarity(kind: str) -> bool:
    """Whether the edge is a guess that two nodes are one.

    >>> is_similarity("same_name_as"), is_similarity("has similar name and address as"), is_similarity("officer_of")
    (True, True, False)
    """
    return _SIMILARITY.match(" ".join(kind.lower().replace("_", " ").split())) is not None


def _find_percentage(text: str) -> Share | None:
    match = _PERCENT.search(text)
    try:
        return Share.point(match[1], match[0]) if match else None
    except RecordError:
        return None
