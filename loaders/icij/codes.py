"""What the words on an edge of the leaks mean: a role in free text, classified by its words.

A word that is not known gives an unknown interest, never ownership.  A nominee holds for somebody else, whatever it holds.
"""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from ontology.errors import RecordError
from ontology.shares import Share
from ontology.statements import Directness, Interest


class Role(NamedTuple):
    """One meaning of a link."""

    interest: Interest
    share: Share | None = None
    direct: Directness = Directness.UNKNOWN
    beneficial: bool | None = None
    former: bool = False


class Meaning(NamedTuple):
    """All that a link says.  ``known``: whether any word of it is; ``address``: it only says where somebody is."""

    roles: tuple[Role, ...]
    known: bool = True
    address: bool = False


_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_ADDRESS: Final = re.compile(
    r"\baddr(?:ess)?\b|\bregistered (?:at|office)(?! service)|\bprincipal office|^(?:same address as)$|\badministration address"
)
_SIMILAR: Final = re.compile(
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
def meaning(link: str) -> Meaning:
    """What a link says.

    >>> [role.interest.value for role in meaning("Director and shareholder").roles]
    ['shareholding', 'boardMember']
    >>> meaning("Nominee Shareholder of").roles[0].interest.value, meaning("astronaut of").known
    ('nominee', False)
    >>> [(role.interest.value, role.former) for role in meaning("Shareholder / former director").roles]
    [('shareholding', False), ('boardMember', True)]
    """
    text = " ".join(_DASHES.sub("-", link.lower()).replace("_", " ").split())
    if not _FORMER.search(text):
        return _present(text)
    said = [(_present(part.strip()), _FORMER.search(part) is not None) for part in _PARTS.split(text)]
    # "Director, resigned": a word that stands for itself is about all that is said.
    everything = any(over and not _telling(part) for part, over in said)
    found: dict[Interest, Role] = {}
    for part, over in said:
        for role in _telling(part):
            if role.interest not in found or found[role.interest].former:
                found[role.interest] = role._replace(former=over or everything)
    if not found and any(part.address for part, _ in said):
        return Meaning((), address=True)
    return Meaning(tuple(found.values()) or (Role(Interest.UNKNOWN, former=True),), known=any(part.known for part, _ in said))


def _telling(said: Meaning) -> list[Role]:
    return [role for role in said.roles if role.interest is not Interest.UNKNOWN]


def _present(text: str) -> Meaning:
    """What the words say, whether or not it is over."""
    if _ADDRESS.search(text) and not _OWNER.search(text) and not _BENEFICIAL.search(text):
        return Meaning((), address=True)
    if _NOMINEE.search(text):
        own = any(_BENEFICIAL.search(part) and not _NOMINEE.search(part) for part in _PARTS.split(text))
        return Meaning((Role(Interest.NOMINEE), *([Role(Interest.SHAREHOLDING, beneficial=True)] if own else [])))
    found: dict[Interest, Role] = {}
    direct = Directness.INDIRECT if _INDIRECT.search(text) else Directness.UNKNOWN
    beneficial = bool(_BENEFICIAL.search(text))
    rest = _VICE.sub(" director ", text) if "dir" in text else _VICE.sub(" officer ", text)
    if (beneficial or _OWNER.search(_BENEFICIAL.sub("", text))) and not _OTHERS.search(text):
        found[Interest.SHAREHOLDING] = Role(Interest.SHAREHOLDING, _percent(text), direct, True if beneficial else None)
    if _BENEFICIARY.search(_BENEFICIAL.sub("", text)):
        later = _LATER.match(text)
        one = Interest.CONDITIONAL_RIGHTS_BY_CONTRACT if later else Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT
        found[one] = Role(one, direct=direct)
    for pattern, interest in _RULES:
        if pattern.search(rest):
            found.setdefault(interest, Role(interest))
    if found:
        return Meaning(tuple(found.values()))
    return Meaning((Role(Interest.UNKNOWN),), known=_NOTHING.search(rest) is not None)


@functools.lru_cache(maxsize=1_000)
def similar(kind: str) -> bool:
    """Whether the edge is a guess that two nodes are one.

    >>> similar("same_name_as"), similar("has similar name and address as"), similar("officer_of")
    (True, True, False)
    """
    return _SIMILAR.match(" ".join(kind.lower().replace("_", " ").split())) is not None


def _percent(text: str) -> Share | None:
    match = _PERCENT.search(text)
    try:
        return Share.point(match[1], match[0]) if match else None
    except RecordError:
        return None
