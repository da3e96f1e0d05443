"""Patterns of one who is called owner, parent or shareholder without a word of whose: ``Majority owner Aral said``, ``Aral, the largest
shareholder, said``.

Owns these words.  Which company is meant is chosen as for the other patterns of ``left_out.py``: the one that the text is about.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import HB, HL, PCT, POSS, H, Pattern
from loaders.article.sentences.masking import DATE, ITS, ORG, PARTY, PERSON, PLACE

_SIZE: Final = (
    r"(?:(?:(?:private|public|state|family|founding|long|anchor|joint|single|only|main|ultimate|current|present|existing"
    r"|immediate|direct|biggest|major|(?P<q>[Mm]ajority|[Mm]inority|[Cc]ontrolling|[Ss]ole)|principal|significant|(?:(?:single|second"
    r"|third)[ -])?largest)"
    r"(?:[ -](?:equity|run|owned|time|term|based))?)[ -]){0,3}"
)
_NOUN: Final = r"(?:co-owners?|owners?|parent(?: company| group| firm)?|(?:share|stock)holders?|proprietors?)"
_DO: Final = (
    r"(?!(?:sold|bought|took|held|got|said|plan|want|fear|hope|welcome|reject|back|oppose|meet|met|vote|says|say|reports|writes"
    r"|according|with|by|in|at)\b)"
)
_PLACED: Final = rf"(?:{PLACE}(?:['’]s|-[a-z]+)? )"
_TRADE: Final = rf"(?:{_DO}[a-z-]+(?<!ed)(?<!ing)(?<!s) )"
"""Words that tell what a holder is, and not what he does."""
_NAMED: Final = (
    rf"(?P<comma>,)? (?(comma)(?:the |an? )?{_PLACED}?(?:{_DO}[a-z-]+ ){{0,4}}|(?:{_PLACED}{_TRADE}{{0,3}})?)"
    rf"{HB}{HL}(?!{POSS} (?:bid|offer|approach|proposal|claim)|(?: |['’]s ){PARTY})"
)
"""The name behind a role, which ends where the sentence goes on with what he does."""
_SHARE: Final = rf"(?:,? (?:with|holding|owning|at) (?:an? |the )?{PCT})?"
_ENDS: Final = r"(?(comma)(?=,| \(|\.$)|(?=[,.]| (?!(?:of|in)\b)[a-z\ue005]))"

ROLE_NAMED: Final = Pattern.compile(
    "role-named",
    "owns",
    rf"^(?i:(?:founder|chairman|chairwoman|president|chief executive|billionaire) and )?(?:[Tt]he |{ITS} )?"
    rf"(?i:(?P<new>new )?{_SIZE}{_NOUN}){_NAMED}{_SHARE}{_ENDS}(?(new)(?!,?(?: [a-z]+)? (?:would|could|might|will|may|hopes?|wants?"
    rf"|plans?)\b))",
    "wner|arent|holder|roprietor",
    tier="C",
)
FORMER_ROLE: Final = Pattern.compile(
    "former-role-named",
    "owns",
    rf"^(?:[Tt]he |{ITS} )?(?i:(?:former|previous|prior|one-time|erstwhile|ex|outgoing)[ -]{_SIZE}{_NOUN}){_NAMED}{_ENDS}",
    "wner|arent|holder|roprietor",
    tier="C",
    event=True,
    ends=True,
)
ROLE_ASIDE: Final = Pattern.compile(
    "role-aside",
    "owns",
    rf"{H}, (?:(?:currently|now|still|already|today|so far|at present) )?(?P<ex>(?:formerly|previously|once|until (?:now|then|recently)) )?"
    rf"(?:the|an?) {_SIZE}{_NOUN}(?: since (?:[A-Z][a-z]+ )?{DATE}| for [^.;,{ORG}{PERSON}]{{2,20}}|,? with (?:an? )?{PCT})?(?=,)",
    "owner|parent|holder|proprietor",
    tier="C",
)
BY_ROLE: Final = (ROLE_NAMED, FORMER_ROLE, ROLE_ASIDE)
