"""Relations between parties, as patterns on reduced text: a pattern sees one character for each name, figure and pronoun.

Owns what the words of a relation mean (who holds, how much, whether it is in effect).  Knows no names and no offsets of the document.
Every gap in a pattern is bounded, so reading takes time in proportion to the text.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from loaders.article.reduce import DATE, IT, ITS, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON, PLACE


class Pattern(msgspec.Struct, frozen=True):
    """One way to say a relation.  Groups of the expression: ``h`` holder, ``s`` subject (``hl``, ``sl``: list items), ``p`` percent,
    ``q`` a quantity word (majority, wholly), ``aux`` and ``cop`` the
    words that carry tense."""

    name: str
    predicate: str
    expression: re.Pattern[str]
    trigger: re.Pattern[str]
    tier: str = "B"
    event: bool = False
    """Something that happened, so a past tense does not mean that it is over."""
    ends: bool = False
    """The holder gave it up."""


_STOPS = (
    "of|in|by|for|to|with|and|or|from|that|which|who|whose|was|is|are|were|has|have|had|will|would|after|before|as|on|at|but|while|when|"
    "where|through|into|not|than|under|between|including|until|since|because|if"
)
_W = rf"(?:(?!(?:{_STOPS})\b)[a-z{PLACE}{MONEY}{DATE}{NUMBER}'“\"][^\s,.;()]{{0,30}},?\s){{0,7}}"
_DET = (
    r"(?:(?:all of|all|most of|part of|parts of|much of|some of|the assets of|assets of|assets from|control of|the business of|the rest"
    r" of|fellow|rival) )?(?:(?:[Tt]he|an?|its|their|his|" + ITS + r") )?"
)
_NP = _DET + _W
_APP = r"(?: \([^()]{1,80}\))?(?:, [^,.;" + ORG + PERSON + IT + r"]{1,80},)?"
_ADV = (
    r"(?:,? (?:also|now|currently|still|later|subsequently|then|directly|indirectly|already|recently|fully|jointly|ultimately"
    r"|previously|formerly|once|eventually|finally|successfully|reportedly|itself|both|today|in turn)(?=[ ,]),?)*"
)
_WHEN = rf"(?:,? (?:in|on|since|during|by) (?:early |late |mid-|the )?{DATE},?)?"
_AUX = (
    r"(?P<aux> (?:(?:has |have |had )?(?:agreed|plans?|planned|intends?|intended|wants?|hopes?|offered|offers|proposed|bid|moved|sought"
    r"|is set|was set|is expected|was expected|is|was|is about|"
    r"announced plans|announced (?:its|their) intention|signed (?:an|a) (?:\w+ )?agreement|signed a deal|reached (?:an agreement|a"
    r" deal)|entered into (?:an|a) (?:\w+ ){0,2}agreement|announced (?:an|a) (?:\w+ )?(?:agreement|deal)) to"
    r"|(?:has |have |had )?(?:announced|confirmed|said|reported|stated|revealed)(?: that)? (?:it|they|"
    + IT
    + r") (?:was|were|would|will|had|has|is|are|plans? to|agreed to|had agreed to|has agreed to)"
    r"|is in talks to|was in talks to|in talks to|is considering|denied|denies|will|would|to|may|might|could|has been|have been|had"
    r" been|has|have|had|is|was|are|were|has since|have since))?"
)
_BUY = (
    r"(?:re)?(?:acquired|acquires?|acquiring|bought(?: out| up| back)?|buys?(?: out| up)?|buying(?: out)?|purchased|purchases?"
    r"|purchasing|took over|takes over|take over|taken over|taking over|took control of|takes control of|swallowed|absorbed|snapped up)"
)
_TAKE = (
    r"(?:took|takes|take|taken|obtained|obtains|gained|gains|gain|secured|got|received|raised|increased|increases|raise|increase"
    r"|bought|acquired)"
)
_HOLD = (
    r"(?:owns|own|owned|owning|holds|hold|held|holding|has|have|had|having|controls|control|controlled|retains|retained|retaining"
    r"|keeps|kept|maintains)"
)
_STAKE_WORD = (
    r"(?:(?:equity |ownership |share |capital |voting |economic |minority |majority |controlling )?(?:stakes?|shares?"
    r"|shareholdings?|interests?|holdings?|equity|ownership|stock|capital|participation))"
)
_Q = r"(?P<q>majority|controlling|minority|wholly|whole|full|100-percent|remaining|entire|significant|strategic|large|substantial|small)"
_PCT = f"(?P<p>{PERCENT})"
_STAKE = (
    rf"(?:(?:an?|the|its|{ITS}|another|further|additional|remaining) )?(?:(?:further|additional|remaining|direct|indirect|combined"
    rf"|total|outstanding|initial) )?(?:{_PCT}(?: of)?|{_Q})?[ -]?"
    rf"(?:(?:the|its|{ITS}) )?(?:(?:remaining|outstanding|issued|direct|indirect) )?{_STAKE_WORD}(?: \({PERCENT}\))?"
)
_COP = (
    r"(?P<cop>(?:,)?(?: which| that| who)?(?: \w+ly)?(?: (?:is|are|was|were|became|becomes|become|remained|remains|remain|being|has"
    r" been|have been|had been|has become|had become|will be|will become|would become|would be|to become|operated as|operates as"
    r"|continues as|serves as|itself became|was once))(?: (?:now|currently|also|today|still|formerly|once|originally|later|then"
    r"|initially|previously|ultimately))?|,(?: now| formerly| then| currently| once)?(?: as)?)"
)
_UNIT = (
    r"(?:subsidiar(?:y|ies)|units?|arms?|divisions?|affiliates?|brands?|branch|branches|imprints?|business|business unit|operating"
    r" company|company|compan(?:y|ies)|member|members|part|enterprise|enterprises|portfolio company|associate|spin-off|label"
    r"|property|station)"
)
_LIST = rf"(?P<{{0}}>(?:(?:, and |, | and | & |; |, as well as )(?:the )?{ORG}(?: \([^()]{{{{1,40}}}}\))?){{{{0,8}}}})"
_H, _S = f"(?P<h>{PARTY})", f"(?P<s>{PARTY})"
_HL, _SL = _LIST.format("hl"), _LIST.format("sl")
_POSS = "(?:['’]s|['’]|s['’])"
_SIZE = (
    rf"(?:(?P<q>wholly|fully|majority|partly|partially|jointly|minority)(?: - |[ -])(?:owned |controlled )?|(?:an? )?{_PCT}[ -]"
    rf"(?:owned |controlled )?)?"
)


def _pattern(
    name: str, predicate: str, expression: str, trigger: str, *, tier: str = "B", event: bool = False, ends: bool = False
) -> Pattern:
    return Pattern(name, predicate, re.compile(expression), re.compile(trigger), tier, event, ends)


_PARENT = r"(?:parent(?: company| firm| organi[sz]ation| group)?|owners?|holding company|proprietor)"
_MAJOR = (
    r"(?:(?P<q>majority|controlling|minority|largest|biggest|main|principal|major|significant|sole|key|single largest|second largest"
    r"|second-largest) )?"
    r"(?:shareholders?|stockholders?|stakeholders?|owners?|investors?)"
)

PATTERNS: Final[tuple[Pattern, ...]] = (
    _pattern(
        "entry-into-capital",
        "owns",
        rf"(?P<deal>(?:an? )?(?:[a-z]+ )?(?:agreement|contract|deal|memorandum|protocol)(?: [a-z]+){{0,3}} (?:signed|reached|concluded)"
        rf"(?: [a-z]+)? on (?:the )?)?"
        rf"(?:entry|entrance|accession|entering) (?:of|by) {_NP}{_H}{_APP}[^.;{ORG}{PERSON}]{{0,60}}? (?:in)?to the (?:[a-z]+"
        rf" ){{0,2}}capital"
        rf"(?: \(?(?:of |with )?{_PCT}[^(){ORG}.;]{{0,40}}\)?)? of {_NP}{_S}",
        "capital",
        event=True,
    ),
    _pattern(
        "holds-share",
        "owns",
        rf"{_H}{_APP}{_WHEN}(?:,? (?:which|who|that))?{_ADV}{_AUX}{_ADV}"
        rf" (?:{_HOLD}|{_TAKE}|{_BUY}){_ADV} {_STAKE} (?:in|of) {_NP}{_S}{_SL}",
        _STAKE_WORD,
    ),
    _pattern(
        "holds-percent",
        "owns",
        rf"{_H}{_APP}{_WHEN}(?:,? (?:which|who|that))?{_ADV}{_AUX}{_ADV} (?:{_HOLD}|{_BUY}) {_PCT} of {_NP}{_S}",
        PERCENT,
    ),
    _pattern(
        "raises-share",
        "owns",
        rf"{_H}{_ADV}{_AUX} (?:raised|increased|raises|increases|raise|increase|upped) (?:its|{ITS}) (?:{_STAKE_WORD}) in {_NP}{_S} "
        rf"(?:from {PERCENT} )?to {_PCT}",
        PERCENT,
        event=True,
    ),
    _pattern(
        "holder-with-share",
        "owns",
        rf"{_H}{_APP},? (?:with|holding|owning|which holds|which owns|which held) {_STAKE} (?:in|of) {_NP}{_S}",
        _STAKE_WORD,
    ),
    _pattern(
        "acquires",
        "owns",
        rf"{_H}{_APP}{_WHEN}{_ADV}(?:,? (?:which|who))?{_ADV}{_AUX}{_ADV} {_BUY}{_ADV} {_NP}{_S}{_SL}",
        r"cquir|bought|buy|purchas|t[ao]ken? |took|takes|absorb|swallow|snapp",
        event=True,
    ),
    _pattern(
        "owns",
        "owns",
        rf"{_H}{_APP}{_ADV}(?:,? (?:which|who))?{_ADV}(?P<aux> has| have| had| has long| will| would)?{_ADV} (?:owns|own|owned|controls"
        rf"|wholly owns|wholly-owns|fully owns) {_NP}{_S}{_SL}",
        r"\bown|control",
    ),
    _pattern(
        "acquired-by",
        "owns",
        rf"{_S}(?:['’]s)?{_APP}{_WHEN}(?:,? (?:which|that|and|but|it))?{_ADV}(?P<aux>(?: (?:was|were|is|are|has been|have been|had been"
        rf"|being|been|be|get|got|would be|will be|to be|agreed to be|is to be|was to be|is being|was being|was itself))(?: (?:itself"
        rf"|also|first|re))?)?"
        rf"{_ADV} (?:then |later |subsequently )?(?:fully |partly |partially |wholly )?{_BUY}{_WHEN}(?: (?:outright|entirely|for"
        rf" [^.;,{ORG}]{{1,30}}|in [^.;,{ORG}]{{1,30}}))?,? by {_NP}{_H}{_HL}",
        r"\bby\b",
        event=True,
    ),
    _pattern(
        "later-acquired-by",
        "owns",
        rf"{_S}[^.;{ORG}{PERSON}{IT}]{{2,140}}? (?:and|but|before|until|when|which)(?: (?:it|which))?{_ADV}(?: (?:was|were|has been"
        rf"|being))?{_ADV} "
        rf"(?:acquired|bought|purchased|taken over|sold){_WHEN}(?: (?:by|to)) {_NP}{_H}",
        r"\b(?:by|to)\b",
        event=True,
    ),
    _pattern(
        "and-acquired",
        "owns",
        rf"{_H}[^.;{PERSON}{IT}]{{2,140}}? (?:and|by|after|before|when it|then)(?: (?:later|then|subsequently|also))? (?:acquired"
        rf"|bought|purchased|acquiring|buying|purchasing) {_NP}{_S}{_SL}",
        r"cquir|bought|buying|purchas",
        event=True,
    ),
    _pattern(
        "acquired-and",
        "owns",
        rf"{_S} (?:was|were) [a-z]+(?: [a-z]+){{0,2}} and (?:then |later )?(?:acquired|bought|purchased) by {_NP}{_H}",
        r"\bby\b",
        event=True,
    ),
    _pattern(
        "share-acquired-by",
        "owns",
        rf"{_STAKE} (?:in|of) {_NP}{_S} (?:was|were|is|are|has been|had been)(?: [a-z]+)? (?:acquired|bought|purchased|taken|held|owned"
        rf"|sold to|transferred to)(?: by)? {_NP}{_H}",
        _STAKE_WORD,
        event=True,
    ),
    _pattern(
        "percent-held-by",
        "owns",
        rf"{_PCT} of {_NP}{_S}{_POSS}?(?: {_STAKE_WORD})? (?:is|are|was|were) (?:held|owned|controlled) by {_NP}{_H}",
        PERCENT,
    ),
    _pattern(
        "sold-to",
        "owns",
        rf"{_S}{_APP}{_WHEN}(?:,? (?:which|and))?{_ADV}(?P<aux>(?: (?:was|were|has been|had been|is|are|will be|would be|to be|being|is"
        rf" being)))?{_ADV} (?:re)?sold(?: off| again| on)?{_WHEN}(?: for {MONEY})?{_WHEN},? to {_NP}{_H}",
        "sold",
        event=True,
    ),
    _pattern(
        "sells-to",
        "owns",
        rf"{_H.replace('<h>', '<seller>')}{_APP}{_WHEN}{_ADV}{_AUX}{_ADV} (?:sold|sells?|selling|divested)(?: off)? (?:{_STAKE} (?:in"
        rf"|of) )?{_NP}{_S}[^.;{ORG}{PERSON}{IT}]{{0,40}}? to {_NP}{_H}",
        r"s[eo]l[dl]|divest",
        event=True,
    ),
    _pattern(
        "sells",
        "owns",
        rf"{_H}{_APP}{_WHEN}{_ADV}{_AUX}{_ADV} (?:sold|sells|sell|selling|divested|disposed of|offloaded)(?: off)? (?:{_STAKE} (?:in"
        rf"|of) )?{_NP}{_S}(?![^.;{ORG}]{{0,60}} to (?:{_NP}){PARTY})",
        r"s[eo]l[dl]|divest|dispos|offload",
        event=True,
        ends=True,
        tier="C",
    ),
    _pattern(
        "owned-by",
        "owns",
        rf"{_S}{_APP}(?:,? (?:which|that))?(?P<cop>(?:,)?(?: (?:is|are|was|were|has been|have been|had been|be|being|became"
        rf"|remains))?){_ADV} (?:(?:\w+ and )?{_SIZE}(?:owned|controlled|held))(?: (?:and|or) [a-z]+)?(?:"
        rf" {_PCT.replace('<p>', '<p2>')})?{_WHEN}(?: by|, by) {_NP}{_H}"
        rf"(?: \((?P<p3>{PERCENT})\))?{_HL}",
        "owned|controlled|held",
    ),
    _pattern(
        "owned-by-inverted", "owns", rf"(?:owned|controlled) by {_NP}{_H}, {_NP}{_S} (?:is|was|has|operates)", "owned by|controlled by"
    ),
    _pattern(
        "acquisition-by",
        "owns",
        rf"(?:acquisition|purchase|takeover|buyout|buy-out) of {_NP}{_S}{_WHEN} by {_NP}{_H}",
        "cquisition|purchase|takeover|buy-?out",
        event=True,
    ),
    _pattern(
        "acquisition-of",
        "owns",
        rf"{_H}(?:{_POSS})? (?:{DATE} )?(?:completed |planned |proposed |recent |announced )?(?:acquisition|purchase|takeover|buyout)"
        rf" of {_NP}{_S}",
        "cquisition|purchase|takeover|buyout",
        event=True,
    ),
    _pattern(
        "its-acquisition-of",
        "owns",
        rf"{_H}{_APP}{_WHEN}{_ADV} (?P<aux>(?:announced|completed|finali[sz]ed|closed|made|confirmed)) (?:the|its|{ITS}) (?:\w+ )?"
        rf"(?:acquisition|purchase|takeover|buyout) of {_NP}{_S}",
        "cquisition|purchase|takeover|buyout",
        event=True,
    ),
    _pattern(
        "its-acquisition-by",
        "owns",
        rf"{_S}{_WHEN}{_ADV} (?P<aux>(?:announced|confirmed)) (?:its|{ITS}) (?:acquisition|purchase|takeover) by {_NP}{_H}",
        "cquisition|purchase|takeover",
        event=True,
    ),
    _pattern(
        "wholly-owned-of",
        "owns",
        rf"{_S}{_APP}{_COP}(?: (?:an?|the|one of))*(?: (?:\w+[- ]){{0,4}}?(?:and|,))?(?: [a-z]+){{0,3}}? (?P<q>wholly|fully|majority"
        rf"|{PERCENT})(?:[- ]| - )owned (?:\w+ ){{0,3}}?{_UNIT}[^.;,{ORG}{IT}]{{0,20}}? of {_NP}{_H}",
        r"owned",
    ),
    _pattern(
        "subsidiary-of",
        "has-subsidiary",
        rf"{_S}{_APP}{_COP}(?: (?:an?|the|part of the|one of the|two))?(?: [a-z-]+){{0,6}}? (?:subsidiar(?:y|ies)|unit|arm|division"
        rf"|affiliate|imprint|operating company|portfolio company|business unit|sub-brand|brand|branch|holding)(?: company| firm| brand"
        rf"| label)?(?: [a-z]+)? (?:of|for|under|within) {_NP}{_H}",
        r"subsidiar|unit|arm|division|affiliate|imprint|compan|brand|branch",
    ),
    _pattern(
        "poss-subsidiary",
        "has-subsidiary",
        rf"{_H}{_POSS} (?:[a-z-]+ ){{0,4}}(?:subsidiary|subsidiaries|unit|arm|division|affiliate|imprint|brand|label|subsidiaries,?),?"
        rf" {_NP}{_S}{_SL}",
        r"subsidiar|unit|arm|division|affiliate|imprint|brand|label",
    ),
    _pattern(
        "owner-subsidiary",
        "has-subsidiary",
        rf"{_H} (?:subsidiary|unit|division|arm|affiliate|imprint),? {_S}",
        r"subsidiary|unit|division|arm|affiliate|imprint",
    ),
    _pattern(
        "its-subsidiary",
        "has-subsidiary",
        rf"{_H}[^.;{ORG}{PERSON}{IT}]{{0,80}}\b(?:its|{ITS}) (?:(?:[a-z-]+|{PLACE}) ){{0,3}}(?:subsidiary|subsidiaries|unit|arm"
        rf"|division|affiliate),? {_NP}{_S}",
        r"subsidiar|unit|arm|division|affiliate",
    ),
    _pattern(
        "subsidiary-appositive",
        "has-subsidiary",
        rf"{_S}, {_H}{_POSS} (?:[a-z-]+ ){{0,4}}(?:subsidiary|unit|arm|division|affiliate)",
        r"subsidiary|unit|arm|division|affiliate",
    ),
    _pattern(
        "subsidiaries-include",
        "has-subsidiary",
        rf"{_H}{_POSS}? (?:[a-z-]+ ){{0,3}}(?:subsidiaries|brands|units|divisions|labels|holdings|companies) (?:include|are|included)"
        rf" {_NP}{_S}{_SL}",
        r"include|are",
    ),
    _pattern(
        "through-subsidiary",
        "has-subsidiary",
        rf"{_H}[^.;{ORG}{IT}]{{0,60}} through (?:its|{ITS}) (?:[a-z-]+ ){{0,4}}(?:subsidiary|subsidiaries|unit|arm|division"
        rf"|affiliate)?,? ?{_S}",
        "through",
    ),
    _pattern(
        "part-of",
        "has-member",
        rf"{_S}{_APP}(?P<cop>,| (?:is|are|was|were|became|becomes|remains|has been|had been|being|forms?|formed))(?: (?:now|currently"
        rf"|also|today|still|since|once))?(?: an?)?(?: [a-z-]+){{0,3}}? part of {_NP}{_H}",
        "part of",
        tier="B",
    ),
    _pattern("member-of", "has-member", rf"{_S}{_APP}{_COP}(?: (?:an?|the|one of))*(?: [a-z-]+){{0,4}}? members? of {_NP}{_H}", "member"),
    _pattern(
        "founding-member-of",
        "has-founding-member",
        rf"{_S}{_APP}{_COP}(?: (?:an?|the|one of))*(?: [a-z-]+){{0,2}}? founding members?(?: and [^.;,{ORG}]{{1,40}})? of {_NP}{_H}",
        "founding member",
    ),
    _pattern(
        "parent-of",
        "has-subsidiary",
        rf"{_H}{_APP}{_COP}(?: (?:an?|the))?(?: [a-z-]+){{0,4}}? {_PARENT}(?: company)? (?:of|to|for) {_NP}{_S}{_SL}",
        r"parent|owner|holding company|proprietor",
    ),
    _pattern(
        "poss-parent",
        "has-subsidiary",
        rf"{_S}{_POSS} (?:[a-z-]+ ){{0,3}}?{_PARENT}(?: company)?,?(?: (?:is|was))? {_NP}{_H}",
        r"parent|owner|holding company|proprietor",
    ),
    _pattern(
        "its-parent",
        "has-subsidiary",
        rf"{_S}[^.;{ORG}{IT}]{{0,80}}\b(?:its|{ITS}) (?:[a-z-]+ ){{0,2}}{_PARENT}(?: company)?,? {_NP}{_H}",
        r"parent|owner",
    ),
    _pattern(
        "shareholder-of",
        "owns",
        rf"{_H}{_APP}{_COP}(?: (?:an?|the|one of the))?(?: [a-z-]+){{0,2}}? {_MAJOR}(?: company)? (?:of|in) {_NP}{_S}{_SL}",
        r"holder|owner|investor",
    ),
    _pattern(
        "poss-shareholder",
        "owns",
        rf"{_S}{_POSS} (?:[a-z-]+ ){{0,2}}?{_MAJOR}(?: (?:is|was|are|include|includes|included|were))?,? {_NP}{_H}{_HL}",
        r"holder|owner|investor",
    ),
    _pattern(
        "company-possessive",
        "has-subsidiary",
        rf"{_S}{_COP} an? {_H} (?:company|business|brand|subsidiary|unit|division)\b",
        "company|business|brand|subsidiary|unit|division",
    ),
    _pattern(
        "became-division",
        "has-subsidiary",
        rf"{_S} (?:was|were|is) (?:merged|folded|incorporated|absorbed|integrated) (?:with)?into {_NP}{_H}",
        "into",
        tier="C",
        event=True,
    ),
    _pattern(
        "invested-in",
        "owns",
        rf"{_H}{_APP}{_WHEN}{_ADV}{_AUX} (?:invested|invests|invest)(?: {MONEY}| [a-z]+){{0,3}} in(?:to)? {_NP}{_S}",
        "invest",
        tier="C",
        event=True,
    ),
    _pattern(
        "funded-by",
        "owns",
        rf"{_S}[^.;{ORG}{IT}]{{0,140}}(?:funding|investments?|financing|capital|round|rounds|funded|backed|backing"
        rf"|investors?)[^.;{ORG}{IT}]{{0,60}} (?:from|by|led by|including|with|include|included|are|were) {_NP}{_H}{_HL}",
        r"fund|invest|financ|round|back|capital",
        tier="C",
        event=True,
    ),
    _pattern(
        "joint-venture",
        "owns",
        rf"{_S}{_APP}{_COP}(?: (?:an?|the))?(?: [^.;,{ORG}]{{1,30}})? ?(?:joint[- ]venture|partnership|consortium|jointly owned"
        rf" company)(?: company)? (?:between|of|by) {_NP}{_H}{_HL}",
        r"joint|partnership|consortium",
    ),
    _pattern(
        "supervised",
        "supervises",
        rf"{_S}{_APP}{_COP}[^.;,{ORG}{PERSON}{IT}]{{0,120}}?\bunder (?:the )?(?:direct |indirect |immediate |overall )?(?:supervision"
        rf"|oversight|jurisdiction|control|authority) of (?:the )?{_H}",
        "under",
    ),
    _pattern(
        "supervised-by",
        "supervises",
        rf"{_S}{_APP}{_COP}[^.;{ORG}{PERSON}{IT}]{{0,120}}?\b(?:directly |jointly )?(?:supervised|overseen|regulated) by (?:the )?{_H}",
        "supervised|overseen|regulated",
    ),
    _pattern(
        "supervised-relative",
        "supervises",
        rf"{_S}{_APP} under (?:the )?(?:direct |immediate )?(?:supervision|oversight) of (?:the )?{_H}",
        "under",
    ),
    _pattern(
        "administered-by",
        "administers",
        rf"{_S}{_APP}{_COP}[^.;{ORG}{PERSON}{IT}]{{0,120}}?\b(?:directly |jointly )?(?:administered|managed|administrated) by (?:the"
        rf" )?{_H}",
        "administ|managed",
    ),
    _pattern(
        "affiliated",
        "affiliated",
        rf"{_S}{_APP}{_COP}[^.;,{ORG}{PERSON}{IT}]{{0,120}}?\b(?:affiliated|subordinate|subordinated) (?:to|with) (?:the )?"
        rf"(?P<ex>former |then |now-defunct )?{_H}",
        "affiliated|subordinate",
    ),
    _pattern(
        "predecessor",
        "succeeds",
        rf"{_S},? ?\(?(?:which was |was |is )?(?:the |a )?(?:legal |immediate )?(?:predecessor) (?:of|to) (?:the )?{_H}",
        "predecessor",
    ),
    _pattern(
        "successor",
        "succeeds",
        rf"{_H},? ?\(?(?:which is |is |was |the )?(?:the |a )?(?:legal |immediate )?successor (?:of|to) (?:the )?{_S}",
        "successor",
    ),
    _pattern(
        "chairs",
        "chairs",
        rf"(?P<s>[{ORG}{IT}])(?:{_POSS})? (?:[bB]oard )?(?:(?:[a-z]+ )?(?:[vV]ice )?)?(?P<title>[cC]hair(?:man|woman|person)?)(?: of"
        rf" the [bB]oard)?,? (?P<h>{PERSON})",
        "[cC]hair",
    ),
    _pattern(
        "chairman-of",
        "chairs",
        rf"(?P<h>{PERSON}),? (?:who )?(?:is |was |became |as )?(?:the |its )?(?:[a-z]+ )?(?P<title>[cC]hair(?:man|woman|person)?)(?: of"
        rf" the [bB]oard(?: of [dD]irectors)?)? of (?:the )?(?P<s>{ORG})",
        "[cC]hair",
    ),
    _pattern(
        "leads",
        "leads",
        rf"(?P<s>[{ORG}{IT}])(?:{_POSS})? (?:[a-z]+ )?(?P<title>CEO|[cC]hief [eE]xecutive(?: [oO]fficer)?|[pP]resident|[gG]eneral"
        rf" [dD]irector|[mM]anaging [dD]irector),? (?P<h>{PERSON})",
        "CEO|hief|resident|irector",
    ),
    _pattern(
        "leader-of",
        "leads",
        rf"(?P<h>{PERSON}),? (?:who )?(?:is |was |became |as )?(?:the |its )?(?P<title>CEO|[cC]hief [eE]xecutive(?: [oO]fficer)?"
        rf"|[pP]resident|[gG]eneral [dD]irector|[mM]anaging [dD]irector)(?: and [a-z]+)? of (?:the )?(?P<s>{ORG})",
        "CEO|hief|resident|irector",
    ),
)
