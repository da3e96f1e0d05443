"""Says how the words between two parties link them, which is how surely a model must find that one holds the other.

Owns these words.  A model of single words knows no order: where others stand between two parties, or a clause about something else, it
takes one who is only near for one who holds.  So it is believed at once where the words link just these two (``was bought by the brewer``,
``through its subsidiaries Aral and``), and else only where it is all but certain.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.sentences.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PERCENT, PERSON, PLACE

SURE: Final = 0.95
"""The score from which a pair is taken that no words link."""
NEVER: Final = 1.1
LIKELY: Final = 0.65
"""The score from which one is taken that the words of a round of funding link, or a chain of companies."""

_P: Final = f"[{ORG}{PERSON}]"
_CLAUSE: Final = r"(?:is|are|was|were|be|been|has|have|had|that|which|who|whose|where|when|while|after|before|until|but|said|says|then|due)"
_PREPOSITION: Final = r"(?:of|in|on|at|to|for|with|from|by|through|via|under|into|over|as)"
_W: Final = rf"(?:(?!{_CLAUSE}\b)(?:[a-z0-9][\w'’.-]*|[A-Z][a-z]+|{PLACE}(?:\.?-[a-z]+)?(?:['’]s)?|[{NUMBER}{MONEY}{DATE}{PERCENT}{ITS}]))"
_NOUN: Final = rf"(?:(?!{_PREPOSITION}\b|[a-z]+ing (?:the|an?|its|[{ORG}{PERSON}{ITS}])(?![a-z])){_W})"
_POSS: Final = r"['’]s?"
_WHERE: Final = rf"(?: (?:of|in|from|for) (?:the )?(?:[{PLACE}{DATE}]|[a-z]+))?"
_SEPARATOR: Final = r"(?:,? (?:and|&|or|as well as|along with) |, |; )"
_OF_OTHER: Final = rf"(?:{_P}{_POSS} (?:{_NOUN} ){{0,4}}|{_P} (?:{_NOUN} ){{0,2}}(?:firm|company|group|conglomerate|agency|fund) )?"
_FROM_SELLER = re.compile(rf" from (?:the )?(?:{_NOUN} ){{0,3}}{_P}(?: and {_P})?(?= )")
_BRACKET = re.compile(r" ?\([^()]*\)")
_FORMER_NAMES = re.compile(
    r"(?:[™®]|,? (?:officially|formerly|formally|previously)[^,()]*\)|\)? \((?:formerly|officially|also|previously)[^()]*\))"
)
_OPENED = re.compile(r"(?: \([^()]*\))* \(([^()]*)$")
_LIST_BEFORE = re.compile(rf"(?:{_SEPARATOR}(?:[Tt]he )?{_P})*(?:,? (?:and|&|or|as well as|along with) )(?:[Tt]he )?{_P}")
_LIST_BEHIND = re.compile(
    rf"(?:{_P}(?:{_POSS})?(?: {_NOUN}){{0,2}}{_WHERE}{_SEPARATOR}(?:[Tt]he )?(?:(?!an? ){_NOUN} ){{0,4}}{_OF_OTHER})+$"
)
_OF_LAST = re.compile(r",? (?:an?|the|now|once|itself|which|who)\b")
"""What follows a list and tells of its last item alone."""
_MODIFIERS: Final = (
    rf"(?: ?(?:(?:an?|the|The|some|certain|{ITS}) )?(?:(?:maker|producer|operator|provider|owner|publisher|manufacturer|group"
    rf"|consortium|affiliate|subsidiary|unit|division|team) of )?"
    rf"(?:(?:{_NOUN} ){{0,3}}(?:maker|producer|operator|provider|publisher|manufacturer|seller|builder) of )?"
    rf"(?:(?:(?!and\b|or\b){_NOUN}|of the|(?:and|or) [a-z-]+(?= [a-z])),? ){{0,6}}(?:(?:led by|including) )?{_OF_OTHER}(?:[Tt]he )?)"
)
_IN_GROUP: Final = r"(?:[Ss]ubsidiar(?:y|ies)|units?|[Dd]ivisions?|arms?|affiliates?|brands?|part|ownership|control)"
_PASSIVE: Final = r"(?:was|were|been|being|is|are|be|and|then|later|subsequently) "
_IS_HELD = re.compile(
    rf"(?:(?<![\w-])(?:{_PASSIVE}(?:{_W} ){{0,3}}?|, (?:[a-z]+ly |now |then )?)?(?:re-?)?"
    rf"(?:acquired|bought|purchased|taken over|owned|co-owned|backed"
    rf"|funded|nationali[sz]ed) (?:(?!under\b){_W} ){{0,6}}?by(?: investors?)?"
    rf"|(?<![\w-])(?:held|controlled) (?:(?:[a-z]+ly|[{DATE}{PERCENT}]) ){{0,2}}?by"
    rf"|{_PASSIVE}(?:{_W} )?sold (?:(?!under\b){_NOUN} ){{0,5}}?(?:to|by)"
    rf"|(?<!at an )(?<!at a )(?<!at the )(?<!\bfor a )(?<!with a )(?<!from a )\b{_IN_GROUP} (?:of|within|under)"
    r"|\bunder the (?:ownership|control) of|\b(?:acquisition|takeover|purchase|sale) (?:by|to)"
    rf"|\bparent(?: company)?,?(?: (?:is|was))?|\bowners? (?:is|was)){_MODIFIERS}$"
)
_OF_FIRST = re.compile(
    r",? (?:an?|the|its|now|once|then|formerly|previously|currently|itself|that|which|who|part|also|jointly"
    r"|wholly|fully|[a-z]+-owned)\b|,? [–—-] "
)
"""Words that tell of the party right before them."""
_IS = re.compile(
    r"\b(?:is|was|are|were|be|been|being|becomes?|became|becoming|remains?|remained|operat\w+|works|serves|served|continues|exists"
    r"|(?<=from its )parent|through its|until its|separated|demerged|parent)\b"
)
"""Verbs of the party before."""
_IS_SOLD = re.compile(r"\b(?:sold|sells|selling|sell|transferred|divested)(?: [a-z-]+| [\ue000-\ue009]){0,6} $")
_SOLD_TO = re.compile(rf" to{_MODIFIERS}$")
"""Words before what is sold, and between it and the buyer."""
_HOLDS = re.compile(
    r"(?:(?<![\w-])(?:acquire[sd]?|acquiring|buys?|bought|buying|purchase[sd]?|purchasing|owns?|owned|controls?|takes? over|took over"
    rf"|holds?|held|invest(?:ed|s)? in(?:to)?)(?![\w-])(?: and [a-z]+)?{_MODIFIERS}"
    rf"|(?<![\w-])(?:stakes?|interests?|shares?|shareholdings?|majority|{PERCENT}|half|part|control|ownership|acquisitions?|purchase"
    rf"|takeover|investments?|shareholders?|portion)(?: each)?(?![\w-]) (?:in|of){_MODIFIERS}"
    rf"|(?<![\w-])(?<!certain of {ITS} )(?:{_IN_GROUP}|companies|acquisitions|businesses|chains?)(?! {_PREPOSITION}\b),?"
    rf"(?: (?:including|such as|like|namely|are|that include|include|is|called|named),?)?{_MODIFIERS})$"
)
_THING_OF = re.compile(
    r"(?<![\w-])(?:assets?|branch|operations|rights|distribution|inventory|brands?|stores?|library|catalogue|businesses|locations|mill"
    r"|plants?|line|activities)(?![\w-]) (?:of|to|in|from)(?: [\w-]+){0,4} $|\bassets (?:and|or) [^,]*$"
)
"""Words before the party of which a thing is bought, and not the whole."""
_FUNDED = re.compile(
    r"\b(?:raise[sd]?|raising|secured?|received|closed|funding|financing|rounds?|investors?|seed|[Ss]eries|backers?)\b(?!.*\bowned by\b)"
    r"(?:[^.:]|\.(?=[a-z])|:)*? (?:from|(?:co-)?led by|by|including|include[ds]?|such as|with|lead|investors|were|are),?(?= )"
    rf"(?:(?!(?<!e){_CLAUSE}\b|revenue)[^.;:()]| \([^()]*\))*$"
)
"""Words between a company and one of those who put money in."""
_CHAIN = re.compile(r"(?:,| \(|,? and| –) ?(?:(?:which|who|an?|part|itself|now|in turn|then|later)\b)")
"""Words by which what follows is told of the party before them."""
_GOES_ON = re.compile(
    r".*(?:,? and|,? then|,? but)(?= (?:(?:is|was|were|are|has|later|then|also|now|subsequently|previously|to|it|bought|acquired"
    r"|purchased|owns|took|holds)\b|[^a-z]))"
)
"""Words by which the sentence goes on about its first party."""
_OF_OTHERS = re.compile(r"\b(?:which|who|that)\b")
_OF_HOLDER_BEHIND = re.compile(rf"{_POSS} (?:{_NOUN} ){{0,4}}{_P}|{_POSS} (?:[a-z]+ ){{0,3}}[a-z]+, {_P}")
"""What stands behind one of whose company is told: ``bought by Ada Brook's Aral``."""


def find_least_score(text: str, holder: int, subject: int) -> float:
    """Find the score from which a model is believed that the party at ``holder`` holds the one at ``subject``; 0 where any is enough.

    >>> find_least_score(f"{ORG} was bought by the brewer {ORG}.", 27, 0)
    0.0
    >>> find_least_score(f"{ORG} said it met {ORG}.", 0, 14)
    0.95
    """
    start, end = min(holder, subject), max(holder, subject)
    if text[max(0, start - 2) : start] in ("- ", "– ", "— "):
        return SURE
    between = _FORMER_NAMES.sub("", text[start + 1 : end], count=1) if subject < holder else text[start + 1 : end]
    if between.count("(") != between.count(")"):
        opened = _OPENED.match(between)
        if opened is None:
            return SURE
        between = " " + opened[1]
    between = _BRACKET.sub("", between)
    if subject < holder and _OF_HOLDER_BEHIND.match(text, holder + 1):
        return SURE
    if subject < holder and text[subject] == IT and IT in between:
        between = between[between.rfind(IT) + 1 :]
    listed = _LIST_BEFORE.match(between)
    if listed:
        between = between[listed.end() :]
        if subject < holder and _OF_LAST.match(between):
            return SURE
    if subject < holder and _is_funded(between):
        return LIKELY
    return _rate(text[max(0, start - 60) : start], between, is_holder_first=holder < subject)


def _is_funded(between: str) -> bool:
    return _FUNDED.search(between) is not None


def _rate(before: str, between: str, *, is_holder_first: bool) -> float:
    """Rate the words between two parties, without brackets and lists."""
    own = _LIST_BEHIND.sub("", _FROM_SELLER.sub("", between))
    core = re.sub(rf"{_P}{_POSS} (?:{_NOUN} ){{0,4}}$", "", own)
    others = [i for i, char in enumerate(core) if char in (ORG, PERSON, IT)]
    if not others:
        if _is_link(before, own, is_holder_first=is_holder_first):
            return 0.0
        return NEVER if not is_holder_first and _IS_HELD.search(own) else SURE
    last = own[others[-1] + 1 :]
    if " with " in last:
        return NEVER
    goes_on = None if _OF_OTHERS.search(core) else _GOES_ON.match(last)
    if goes_on and _is_link("", last[goes_on.end() - 4 :], is_holder_first=is_holder_first):
        return LIKELY
    if (
        is_holder_first
        or own[: others[-1]].endswith((" and ", " & "))
        or not _CHAIN.match(last)
        or not _is_link("", last, is_holder_first=False)
    ):
        return SURE
    return LIKELY if _rate(before, own[: others[-1]], is_holder_first=False) < SURE else SURE


def _is_link(before: str, between: str, *, is_holder_first: bool) -> bool:
    """Whether words with no other party among them link two."""
    if re.search(r"[:\n;](?! $)|  ", between):
        return False
    words = between if between.startswith((" ", ",")) else f" {between}"
    if is_holder_first:
        return _HOLDS.search(words) is not None and not _THING_OF.search(words)
    held = _IS_HELD.search(words)
    is_of_first = held is not None and (held.start() <= 1 or _OF_FIRST.match(words) is not None or _IS.search(words) is not None)
    return is_of_first or (_SOLD_TO.fullmatch(words) is not None and _IS_SOLD.search(before) is not None)
