"""Patterns of who is called the owner, shareholder or parent of a company: one row a way to put the role beside the two names.

Owns those places; the words for a role and for its share (``sole``, ``majority``, ``60%``) are in ``grammar.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import APP, COP, HL, IS, MAJOR, NP, PARENT, POSS, SL, WHEN, WORD, H, Pattern, S
from loaders.article.sentences.masking import ITS, ORG, PERCENT

_SIZE = rf"(?:(?:(?!(?:no|not)\b)[a-z][a-z-]*|\ue002) ){{0,2}}?(?:(?P<p2>{PERCENT})[ -])?"
_ROLES: Final = (
    ("role", "owns", rf"{_SIZE}{MAJOR}", "holder|owner|investor|backer|UBO|sole member|only member|participant"),
    ("parent", "has-subsidiary", rf"{_SIZE}{PARENT}", "parent|holding company|proprietor|controlling party"),
)
_BEHIND = r"(?=[,.;]|$| (?:said|says|has|had|is|was|will|would|declined|told|and)\b)"
_NO_DOING = r"(?! (?:own|hold|control|buy|bought|sold|acquired|took|(?!(?:named|called|remained|counted)\b)[a-z]+ed)\b)"
"""No word of what the owner does."""
_PLACES: Final = (
    # name, expression, whether it is said by the way
    ("as-{}-of", rf"(?:^|[,;] )[Aa]s (?:the |an? )?@ (?:of|in) {NP}{S}, {NP}{H}", False),
    ("poss-{}-behind", rf"{H}, {NP}{S}{POSS} (?:(?!holding company)@)(?=[,.;])", True),
    ("poss-role-beside", rf"{S}{POSS} @{_NO_DOING}{WHEN},? {NP}{H}{_BEHIND}", True),
    ("poss-role-is", rf"{S}{POSS} @{IS} {NP}{H}", False),
    ("is-poss-role", rf"{H}{IS} {NP}(?P<s>{ORG}){POSS} @(?=[,.;]|$| (?:and|with|since|after|in)\b)", False),
    ("{}-of-named", rf"(?<![{ORG}\ue001], )(?:^|[,;] |\b(?:and|but|that) )[Tt]he @ (?:of|in) {NP}{S}, {NP}{H}{HL}(?=,)", True),
    ("its-{}-is", rf"(?P<s>{ITS}) @(?! include){IS} {NP}{H}(?!{POSS})", False),
    ("its-{}-beside", rf"^(?P<s>{ITS}) (?:(?!holding company)@),? {NP}{H}{_BEHIND}", True),
    ("its-{}-with-share", rf"{H}, (?P<s>{ITS}) @,? (?:with|holding|owning|at|on) (?:an? )?(?P<p3>{PERCENT})(?! of\b)", True),
    (
        "is-role-of",
        rf"(?<!\bout ){H}{APP}(?:{COP}| \()(?: ?(?:an?|the|one of))*(?: ?(?!sold\b|to\b)(?:{WORD})){{0,4}}? ?(?<![a-z]){MAJOR} "
        rf"(?:of|in) {NP}{S}{SL}",
        False,
    ),
)

ROLES: Final[tuple[Pattern, ...]] = tuple(
    Pattern.compile(name.format(role), predicate, expression.replace("@", words), trigger, is_given=is_given)
    for name, expression, is_given in _PLACES
    for role, predicate, words, trigger in (_ROLES if "{}" in name else _ROLES[:1])
)
"""Behind the patterns of investors, some of which read a share that stands further off."""
