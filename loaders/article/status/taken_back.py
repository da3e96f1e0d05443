"""Finds sentences that take back what the one before them told, or that doubt what the next one tells: ``The deal never closed.``

Owns these words.  Within one sentence, words of denial are for ``signs.py``.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from loaders.article.model import Claim, ClaimStatus
from loaders.article.patterns.all_patterns import PATTERNS
from loaders.article.patterns.grammar import BUY, TAKE, has_words
from loaders.article.sentences.masking import IT, ORG, PERSON, MaskedSentence
from loaders.article.status.words import BESIDE

_LEAD = (
    r"^[\"“'‘]?(?:(?:But|However|Yet|Later|Still|In the end|Instead|Eventually|In fact|In the event|Days later|Weeks later"
    r"|(?:An?|[A-Z][a-z]+|\ue003|\ue006) (?:years?|months?|weeks?|days?) (?:on|later|after)|In \ue005|Then|Last [a-z]+),? )?"
)
_DEAL = (
    rf"(?:{IT}|(?:[Tt]he|[Tt]hat|[Tt]his) (?:planned |proposed )?(?:deal|sale|purchase|takeover|acquisition|transaction|merger|agreement|"
    r"transfer|bid|offer)(?: itself)?)"
)
_SAYING = (
    r"(?:claims?|statements?|reports?|remarks?|allegations?|assertions?|suggestions?|stor(?:y|ies)|information"
    r"|accounts?|figures?|numbers?|percentages?|versions?|rumou?rs?|dossiers?|letters?|posts?)"
)
_UNDONE = re.compile(
    rf"(?:{_LEAD}|\b(?:admitted|conceded|acknowledged|confirmed|revealed|disclosed|said|found|ruled) that )"
    rf"{_DEAL} (?:(?:was|were|is|has|had|has been|had been|did) )?(?:then |later |eventually |subsequently |ultimately |also )?"
    r"(?:never (?:been )?(?:complet|clos|conclud|went|gone|happen|materiali[sz]|took|register)|(?:not|n['’]t) (?:complet|clos|go "
    r"|happen|proceed|materiali[sz])|fell through|collapsed|lapsed|annulled|called off|cancell?ed|abandoned|blocked|vetoed|reversed"
    r"|unwound|rescinded|terminated|scrapped|withdrawn|prohibited|declared void|voided|came to nothing|failed|fell apart|unravelled"
    r"|is off|died|lapsed)|\bdeclared (?:the|that|this) (?:deal|sale|purchase|takeover|acquisition|transfer) (?:null and )?void\b"
    r"|\brescinded the"
    r" (?:contract|deal|sale|agreement)\b|\b(?:blocked|vetoed|annulled|voided|prohibited|cancell?ed|abandoned|reversed|walked away from"
    r"|pulled out "
    r"of|called off|scrapped|backed out of|withdrew from|rejected|struck down|overturned) (?:the|that|this) (?:[a-z-]+ )?(?:deal|sale"
    r"|purchase|takeover|acquisition|transaction|merger|transfer)\b"
)
"""A deal that came to nothing."""
_TALKS_ENDED = re.compile(
    r"\b(?:[Tt]alks|[Nn]egotiations|[Dd]iscussions|[Pp]lans?|[Aa]uction|[Ss]ale process)\b[^.;]{0,100}?"
    r" (?:(?:have|has|had|were|was|been) )*"
    r"(?:collapsed|broke(?:n)? (?:down|off|up)|failed|fell (?:through|apart)|fallen (?:through|apart)|ended (?:without|with no)|abandoned"
    r"|called off|terminated|stalled|scrapped|shelved|dropped)\b"
)
"""Talks that led to nothing."""
_HAD_MEANT = re.compile(r"\bhad (?:offered|bid|agreed|planned|proposed|intended|wanted|hoped|sought|been (?:in|close|set|due|expected))\b")
"""Words of one who meant to buy before that."""
_OPEN: Final = (ClaimStatus.PLANNED, ClaimStatus.NEGOTIATING, ClaimStatus.AGREED)
_CAME_TO_NOTHING = re.compile(rf"\b[Nn]othing (?:ever )?(?:came|has come|had come) of (?:{IT}|it|this|that|the)(?!\w)")
"""A deal of which no more was heard."""
_NOT_YET = re.compile(
    rf"{_LEAD}{_DEAL} (?:(?:is|are|was) (?:due|expected|set|scheduled) to (?:close|conclude|complete|be (?:completed|closed|finali[sz]ed))"
    r"|(?:will|should) (?:close|be (?:completed|closed|finali[sz]ed))|(?:is |remains |is still )?subject to"
    r"|(?:still )?(?:needs?|requires?|awaits?|hinges? on|depends on) |(?:should|will|may) (?:complete|close)\b)|"
    rf"{_LEAD}(?:[Cc]ompletion|[Cc]losing) (?:is|was) (?:expected|due|scheduled|planned)\b|\b(?:has|have) yet to (?:approve|clear|agree|be "
    rf"approved)\b"
)
"""A deal that is still to be done."""
_FALSE = re.compile(
    rf"{_LEAD}(?:(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hese|[Tt]hose|[Hh]is|[Hh]er|\ue008) {_SAYING}|[Tt]hat|[Tt]his) "
    r"(?:is|was|were|are|has been|proved|turned out|has proved)(?: to be| since| later| simply| quite| entirely| quietly)* "
    r"(?:false|untrue|wrong|incorrect|mistaken|baseless|unfounded|retracted|not (?:true|so|the case|correct)|fabricated"
    r"|withdrawn|corrected|deleted|forged|an? (?:lie|error|mistake|forgery|hoax|fake|fabrication))\b"
    rf"|{_LEAD}(?:[Nn]one of (?:this|that|it|{IT}) (?:is|was) (?:true|so|right|correct)|(?:{IT}|[Tt]hat|[Tt]his|[Aa]ll of (?:this|that)) "
    r"(?:is|was) (?:a (?:hoax|lie|fake|forgery|fabrication)|nonsense|fake|made up|invented|an invention|fiction|fantasy)|(?:[Ww]rong"
    r"|[Nn]ot so|[Nn]ot true|[Uu]ntrue|[Ff]alse)\b|[Nn]o,|[Tt]here is (?:no|not any|little) (?:evidence|proof|truth|basis)\b|(?:[Ii]n "
    r"(?:truth|reality|fact)"
    rf"|[Aa]ctually),? (?:{IT}|it|they|he|she|[{ORG}{PERSON}]) (?:does|do|did|has|is|was)(?: not|n['’]t)[.;])"
    rf"|\b(?:corrected|retracted|withdrew|withdrawn|called|described|dismissed) (?:the|that|this|these|those|his|her|their|\ue008) "
    rf"{_SAYING}\b"
)
"""What was said is not so."""
_ONLY_SAID = re.compile(
    rf"{_LEAD}(?:[Oo]r (?:did|does|is|was|has) (?:{IT}|it|they|he|she)\?|(?:[Aa]t least,? )?[Tt]hat,? (?:at any rate, |at least, )?(?:is"
    rf"|was) (?:at least )?(?:what [^.;,]{{1,30}} (?:claims?|says?|said|thinks?|thought|believe[sd]?|assumed|hoped|was told)"
    r"|the (?:official [a-z]+|plan|idea|theory|story|claim|rumou?r))\b|[Oo]r so [^.;:,]{1,30}[.;:]|[Aa]t least (?:on paper|in theory"
    r"|that is)\b|[^.;]{1,40} (?:says?|shows?|tells?"
    r"|suggests?) "
    rf"(?:otherwise|something else|a different story)\b|(?:[Tt]his|[Tt]hat|[Tt]he|[Tt]hese|[Tt]hose) (?:{_SAYING} )?(?:could|can) ?not be "
    r"(?:[a-z]+ly )?(?:verified|confirmed|established|substantiated)\b|(?:[Ii]n (?:truth|reality|fact)|[Aa]ctually),? "
    rf"(?:{IT}|it|they|[{ORG}]) (?:really )?(?:belong(?:s|ed)? to|(?:is|was|are|were) (?:owned|controlled|held) by)\b)"
)
"""What was said is only said, or the register tells otherwise."""
_OVER = re.compile(rf"{_LEAD}(?:[Nn]ot any ?(?:more|longer)|[Nn]o longer|[Tt]hose days are (?:over|gone)|[Tt]hat was then)\b")
"""What was so is so no more."""
_DENIED = re.compile(
    rf"{_LEAD}(?:[^.;,]{{0,60}}[{ORG}{PERSON}{IT}][^.;]{{0,60}}|[^.;]{{0,60}}\b(?:spokes[a-z]+|lawyers?|company|family|group|office"
    rf"|compan(?:y|ies)|firms?|parties|sides)) (?:has |have |both |each |strongly |firmly |flatly )*(?:den(?:y|ies|ied)|disput(?:e|es"
    rf"|ed)|contest(?:s|ed)?|reject(?:s|ed)?) (?:this|that|it|{IT}|(?:the|that|this|these|those) {_SAYING}|all {_SAYING}|any (?:such "
    rf")?{_SAYING})(?=[.,;]|$| (?:and|as|in|on|to)\b)"
)
"""Somebody denies what was said."""
_SINCE = re.compile(r"\b(?:since|later|then|subsequently)\b")
_NEVER_SOLD = re.compile(
    rf"\b(?:never|not|n['’]t) (?:ever )?s(?:old|ell) (?:{IT}|it\b|them\b|any\b(?! of)|the |(?:its|his|her|their|\ue008) )"
    rf"|\bden(?:y|ies|ied) (?:(?:ever )?(?:having )?s(?:elling|old)\b|(?:that )?(?:{IT}|it|he|she|they) (?:(?:had|has|have|ever) )*sold\b)"
    rf"|\bdisput(?:es?|ed) that [^.;,]{{1,30}} (?:ever )?sold\b"
    rf"|\bnever (?:really |actually |lawfully )?(?:owned|held|had) (?:{IT}|it|them|any|the (?:shares|stake|company|business))(?!\w)"
)
"""Who is said to have sold says that he did not."""
_DISPUTED = re.compile(
    r"\b(?:[Oo]wnership|[Cc]ontrol|[Ww]ho (?:really |actually |ultimately )?(?:owns|controls))\b[^.;]{0,80}\b(?:disputed?|contested"
    r"|unclear|in doubt|unknown|uncertain|at the heart of|the subject of)\b"
)
"""Who owns is not certain: what follows is what some say."""


_SOLD_ON = re.compile(
    rf"{_LEAD}(?:{IT}|[Tt]hey|[Hh]e|[Ss]he) (?:[a-z]+ )?(?:(?:has|have|had) )?(?:since |later |then |again |gave up and )*(?:(?:re)?sold"
    rf"|returned|handed (?:back|over)|gave (?:back|away)|disposed "
    rf"of|divested|gave up|got rid of|parted with) (?:(?:the|its|their|his|her|\ue008|that) (?:entire |whole )?(?:business|firm|stake"
    rf"|shares|holding|interest|shareholding)\b(?! (?:in|of|to its|to a unit)\b)|{IT}|them\b)"
)
"""Who bought sold again."""
_SAID = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells|alleg\w+|claim\w*|accord\w+|knows?|believe[sd]?|report\w*|rumou?r\w*|accus\w+|suggest\w*|wrote|writes|"
    r"think|thought)\b"
)
"""Words of one who tells."""
_SOLD = re.compile(r"\b(?:sold|sells|divested|disposed of|parted with|gave up|changed hands|sale (?:of|to))\b")
_HAD_SINCE = re.compile(r"\bhad (?:been|owned|held|controlled)\b")
"""Words of one who had it, beside a sentence that tells of its sale."""
HELD_UNTIL: Final = "held-until-change"
"""Name of the reading of what is held until a change that is planned: whatever comes of that."""
_GIVEN: Final = frozenset(pattern.name for pattern in PATTERNS if pattern.is_given)
_BOUGHT = re.compile(rf"\b(?:{BUY}|{TAKE})\b")
_YEAR: Final = 4
"""Characters of a date that is a year alone, in which what is still to be done was not done: ``acquired Aral in 2008``."""
_MOST: Final = 0.5
"""Part of a sentence from which a claim is what the sentence tells."""
_EVENTS: Final = frozenset(pattern.name for pattern in PATTERNS if pattern.event)


def take_back(claim: Claim, told: MaskedSentence, after: MaskedSentence) -> Claim | None:
    """Return a claim of the sentence ``told`` as the one after it leaves it; None where the deal came to nothing."""
    pattern, words = claim.extractor.pattern, claim.quotes[0]
    if pattern == HELD_UNTIL:
        return claim
    is_deal = pattern in _EVENTS or claim.status is ClaimStatus.AGREED or _BOUGHT.search(words.text) is not None
    if (is_deal or claim.extractor.name != "rules") and (has_words(_UNDONE, after.text) or has_words(_CAME_TO_NOTHING, after.text)):
        return None
    if claim.status in _OPEN and is_deal and has_words(_TALKS_ENDED, after.text):
        return None
    is_long_done = claim.valid_from is not None and len(claim.valid_from) == _YEAR
    if claim.status is ClaimStatus.IN_EFFECT and is_deal and not is_long_done and _NOT_YET.search(after.text):
        return msgspec.structs.replace(claim, status=ClaimStatus.AGREED, valid_from=None, note=_note(claim))
    if claim.status is ClaimStatus.FORMER and not is_deal and has_words(_FALSE, after.text):
        return msgspec.structs.replace(claim, status=ClaimStatus.DENIED, note=_note(claim))
    if is_deal and claim.status in (ClaimStatus.IN_EFFECT, ClaimStatus.FORMER) and _NEVER_SOLD.search(after.text):
        return msgspec.structs.replace(claim, status=ClaimStatus.ALLEGED, note=_note(claim))
    if claim.status is not ClaimStatus.IN_EFFECT or (pattern in _GIVEN and not BESIDE.search(words.text)):
        return claim
    if _SOLD_ON.search(after.text) and (is_deal or _SINCE.search(after.text)):
        return msgspec.structs.replace(claim, status=ClaimStatus.FORMER, note=_note(claim))
    if has_words(_OVER, after.text):
        return msgspec.structs.replace(claim, status=ClaimStatus.FORMER, note=_note(claim))
    if has_words(_FALSE, after.text):
        return msgspec.structs.replace(claim, status=ClaimStatus.DENIED, note=_note(claim))
    is_all = words.end - words.start > _MOST * (told.ends[-1] - told.starts[0])
    denied = _DENIED.search(after.text)
    if (is_all or has_words(_SAID, told.text)) and (denied or has_words(_ONLY_SAID, after.text)):
        return msgspec.structs.replace(claim, status=ClaimStatus.ALLEGED, note=_note(claim))
    return claim


def doubt(claim: Claim, before: MaskedSentence) -> Claim | None:
    """Return a claim as the sentence before it leaves it: who owns may be in dispute, and who had owned have sold; None where what
    somebody had meant to do came to nothing."""
    if claim.status in _OPEN and _HAD_MEANT.search(claim.quotes[0].text) and has_words(_TALKS_ENDED, before.text):
        return None
    if claim.status is ClaimStatus.IN_EFFECT and has_words(_DISPUTED, before.text):
        return msgspec.structs.replace(claim, status=ClaimStatus.ALLEGED, note=_note(claim))
    if claim.status is ClaimStatus.IN_EFFECT and _HAD_SINCE.search(claim.quotes[0].text) and has_words(_SOLD, before.text):
        return msgspec.structs.replace(claim, status=ClaimStatus.FORMER, note=_note(claim))
    return claim


def _note(claim: Claim) -> str:
    return "; ".join(filter(None, (claim.note, "another sentence takes it back, doubts it or says that it is still to be done")))
