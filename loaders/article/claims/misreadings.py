"""Tells of which matches of a pattern a party is another than it looks: ``Built by Aral, the yard was sold``, ``by Aral shareholder Ada
Brook``.

Owns the words around a party that say so.  What a match tells is in ``relations.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.model import ABOVE
from loaders.article.patterns.grammar import BUY, NO_THING, NP, OWN, Pattern
from loaders.article.sentences.masking import IT, ITS, ORG, PERCENT, PERSON, PLACE, MaskedSentence
from loaders.article.status.words import DENIED

_MODIFIES = re.compile(
    rf"['’]s? (?:[a-z-]+ ){{0,2}}(?:fund|vehicle|affiliate|division) [{ORG}{PERSON}]"
    rf"|(?:['’]s?)? (?:(?:[a-z-]+ ){{0,2}}(?:shareholder|owner|co-owner|investor|founder|chairman|chairwoman|director|boss|"
    rf"executive|heir|lender|creditor|"
    rf"rival|subsidiary|unit|arm|parent) [{ORG}{PERSON}]|(?:share|stock|bond|debt)?(?:holders"
    rf"|owners|lenders|creditors|investors|"
    rf"employees|workers|"
    rf"managers|executives|customers|fans|founders|heirs|families)\b)"
)
"""What stands behind a name that only tells of whom the words speak: ``by Aral shareholder Ada Brook``, ``Aral bondholders own``."""
_BUYS_OF_OWN = re.compile(
    r"\b(?:take|takes|took|taking|buys?|bought|buying|acquire[sd]?|acquiring|purchase[sd]?|invest(?:s|ed)?|subscribe[sd]?) "
    r"(?:[a-z-]+ ){0,4}"
    rf"(?:{PERCENT}(?: stake)?|stake|shares|interest|holding) (?:of|in) {ITS} (?:[a-z-]+ |{PLACE} ){{0,3}}"
    r"(?:subsidiary|unit|arm|division|affiliate)\b"
)
"""Words of one who buys a part of another's unit: nobody buys a part of his own."""
_BID_BY = re.compile(
    rf"\b(?:bids?|offers?|approach(?:es)?|proposals?|interest|overtures?|moves?|attempts?) (?:by|from)"
    rf" (?:(?:[a-z-]+|{PLACE}(?:['’]s|-[a-z]+)?) ){{0,5}}$"
)
"""Words before one who bids for what is another's."""
_AFTER_FROM = re.compile(rf"\bfrom (?:[a-z-]+ |[{PLACE}{ITS}] ){{0,4}}$")
_AFTER_SELLER = re.compile(r" (?:in|on|for|last|and|at|but|after|earlier)\b")
"""What stands around a seller: the sentence goes on about the buyer."""
OF_HOLDER = re.compile(
    rf"\b(?:stakes?|shares?|interests?|holdings?|{PERCENT}) (?:of|in(?= (?:the other|another|its|minority|majority)\b)) (?:the "
    rf")?(?:[a-z-]+ ){{0,2}}(?:shareholder|owner|holder|founder|"
    rf"investor|seller)s?,? "
    r"(?:the |an? )?(?:[a-z-]+ ){0,2}$"
)
"""Words before one whose shares, and not shares in whom, are told of: ``the shares of minority owner Ada Brook``."""
_GOES_ON_BEHIND = re.compile(r", (?:would|will|has|have|had|is|are|was|were|could|may|said|says)\b")
"""What closes the words around the last name before it: ``the lenders, led by Aral, would take its subsidiary``."""
_THEIRS = re.compile(
    r"\b(?:[Ss]hare|[Ss]tock|[Bb]ond)?(?:[Hh]olders|[Oo]wners|[Ii]nvestors|[Cc]reditors|[Ee]mployees|[Cc]ustomers|[Cc]lients) (?:of|in) "
    r"(?:the )?$"
    r"|\b(?:chairman|chairwoman|chief executive|CEO|(?:co-)?founder|head|boss|president|director|wife|husband|widow|widower|son|daughter"
    r"|brother|sister|father|mother|children|grandchildren|heirs|descendants|relatives|estate|friend|associate|ally|lawyer|employee"
    r"|executive|rival|competitor|customer|supplier|creditor|lender"
    r"|owner"
    r"|shareholder|investor|former (?:unit|subsidiary|division|arm|parent)) (?:of|at|in) (?:the )?(?:(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady)\.? )?$"
    rf"|\b(?:widow|widower|children|grandchildren|heirs|descendants|relatives|estate) of (?:the )?(?:late )?(?:(?:[a-z-]+|{PLACE})"
    rf" ){{1,3}}$"
    r"|\b(?:once owned|formerly owned|previously owned) by (?:the )?$|\b(?:without|not include|beat|beats|pipped|outbid|edged out"
    r"|saw off|defeated) (?:the )?$"
)
"""Words before one of whom only they tell: ``shareholders of Aral will own``, ``the founder of Aral owns``."""
_RAISED_BY_BUYING = re.compile(
    rf"\b(?:stake|holding|shareholding|interest) (?:in|of) .* by (?:buying|acquiring|purchasing) (?:the |all )?(?:{PERCENT} |[a-z]+ )?"
    r"(?:shares|stake|holding|interest) of\b"
)
"""Who raises its share of one company by what another has of it."""
_ONE_OF_MANY = re.compile(r"\b(?:own(?:s|ed)?|acquire[sd]?|bought|buys|purchased|holds|held|has|had) an? $")
"""Words before a thing that has the name of its maker: ``owned a Beretta``."""
ONE_MADE_BY = re.compile(r"(?<![A-Za-z])[Aa]n? $")
"""The same of a thing that is told of first: ``a Mercedes owned by``."""
OF_HIS_SHARE = re.compile(
    rf"['’]s? (?:(?:[a-z-]+|{PERCENT}) ){{0,3}}?(?:stakes?|shares?|shareholdings?|holdings?|interests?|capital|equity|stock|parent|owner)\b"
)
NOT_WHOLE = re.compile(NO_THING.replace("(?!", "(?=", 1))
"""What stands behind a company of which only a thing is held: ``owns Aral's mill``."""
SAYS = re.compile(r" (?:said|says|added|reported|announced)\b")
OF_HIS_NAME = re.compile(rf"['’]s? (?:(?!(?:shares?|stakes?|interest|holding|parent|owner)\b)[a-z-]+ ){{0,2}}{ORG}")
"""What stands behind one of whose company or brand is told: ``bought Aral's Buri brand``."""
_DOER_BEFORE = re.compile(
    rf"[{ORG}{PERSON}{IT}] [^.;,{ORG}{PERSON}{IT}]{{1,60}}$|\b(?:own|hold|run|manage|operate|control|bought|acquire|took|take|built|opened)"
    rf"(?:s|d|ed)?(?: over)? (?:the |an? )?(?:[a-z-]+ |{PLACE} ){{0,3}}$"
)
"""What stands before one to whom something is done: ``Ada Brook founded Aral and holds``."""
_OF_STAKE = re.compile(rf"\b(?:stake|shareholding|holding|interest|shares) (?:in|of) (?:[a-z-]+ |{PLACE} ){{0,3}}$")
_AND_DOES = re.compile(rf" and [a-z]+ (?:of |off )?{ITS}")
"""Words by which the doer of a sentence does something to what is his."""
_WITH = (", with", " with")
_AFTER_THROUGH = re.compile(rf"\b(?:through|via) (?:[a-z-]+ |[{ITS}{PLACE}] ){{0,4}}$")
"""Words before one through which another holds what the sentence goes on about."""
BOUGHT_OUT = re.compile(
    rf"\b(?:bought|buying|buys?) out (?:(?:[a-z-]+|[{PLACE}{ITS}{PERCENT}]) ){{0,4}}(?:investors?|shareholders?|partners?|(?:co-)?owners?"
    rf"|holders?"
    r"|family)(?: (?:of|in) (?:the )?[^,.;]{1,30}(?=,))?"
    r"(?:,? (?:among them|including|such as|namely))?,? (?:the |an? )?(?:[a-z-]+ ){0,2}$"
)
"""Words before one whose shares, and not shares in whom, are bought."""
_BOUGHT_OUT_ONE = re.compile(rf"\b(?:bought|buying|buys?) out (?:(?:[a-z-]+|[{PLACE}{ITS}]),? ){{0,6}}$")
"""Words before one who was bought out, and has nothing: ``bought out Buri, which now has 65 %``."""
IN_APPOSITION = re.compile(
    rf"[{ORG}{PERSON}], [^,.;]{{1,80}} (?:of|in|to|by|from|with|is) (?:the )?(?:(?:[a-z-]+ ){{0,3}}[{ORG}{PERSON}](?:,? and|,) ){{0,6}}"
    rf"(?:[a-z-]+ ){{0,3}}$"
    rf"|[{ORG}{PERSON}{IT}a-z], (?:which|whose|who) [^.;,]{{1,80}}(?:, [{ORG}{PERSON}]){{0,6}}(?:,|,? and)? $"
)
"""What stands before one that is named by the way: ``Aral, the parent of Buri and``, ``Aral, which owns Buri,``."""
_BY = re.compile(
    rf"\bby (?:the |its )?(?:(?:CEO|chief executive|chairman|founder) |{PLACE}(?:['’]s|-[a-z]+)? (?:(?!that\b)[a-z-]+ ){{0,2}})?$"
)
CLAUSE_BEHIND = re.compile(
    r"(?: \([^()]{1,40}\))?,? (?:which|[io][nf] which|that|whose?|an?|the|(?:now|once|then|formerly)(?! (?:belong|is|are|was|were|ha[sd]"
    r"|owns?\b"
    r"|holds?\b|controls?\b|(?:re)?sold|bought|passed|taken))|itself)\b(?! [a-z]+ (?:is|was|has|were|are|had)\b)"
    rf"|, [{ORG}{PERSON}]['’]"
)
"""What tells of the party right before it: ``by Aral, which``; not ``by Aral, the yard was``."""
GOES_ON = re.compile(
    rf"(?:(?:,|,? and) [{ORG}{PERSON}]){{0,6}}"
    r"(?: (?:(?:in|of|from) (?:the )?\ue002|(?:in|on|since|until|till|for|last) [^,.;\ue000\ue001\ue007]{1,25}))?, (?!(?:which|who|whose"
    r"|that|an?|the|and|but|or|its|their|his|her|itself|in|once|formerly"
    r"|now|then|part|based|with|both|each|also"
    r"|(?:(?!(?:is|are|was|were)\b)[a-z]+[ -])?(?:owned|held|controlled))\b)[a-z]+\b"
)
"""What follows the last name of an apposition: the sentence goes on about the party before it."""


_BOUGHT_BEFORE = re.compile(rf"\b{BUY} (?:[a-z-]+ ){{0,3}}$")
"""Words before what somebody bought who then sells: ``Aral bought Buri, selling it to Cetin``."""
SHARES_OF = re.compile(rf"\b(?:stakes?|shares?|interests?|holdings?|{PERCENT}) of (?:[a-z-]+ |{ITS} |{PLACE} ){{0,4}}$")
IN_ANOTHER = re.compile(rf" in (?:[a-z-]+ |{PLACE} ){{0,3}}{ORG}")
"""What stands around one whose shares in another are told of: ``the shares of Aral in Buri``."""
_SELLING = re.compile(rf"[^.;{ORG}{PERSON}]{{0,30}}?,? selling\b")
_DOES_IN_CLAUSE = re.compile(r"\b(?:that|which) (?:[a-z]+ ){0,2}$")
_BACK_TO_ITS = re.compile(
    rf" (?:(?:has|had|have) )?[a-z]+(?: [a-z]+){{0,5}} (?:was|were|is|are|has been|have been|had been|will be) (?:[a-z]+ )?[a-z]+ (?:back "
    rf")?to {OWN} "
)
"""What stands behind one who did something with what then came back to its owner: ``the yard that Aral seized was returned to its owner``.
"""
NOR_IT = re.compile(r"\bnor (?:will|would|does|did|do|has|have|is|was|could|can|should) $")
_BEGINS_WITH_NAME = re.compile(rf"{NP}[{ORG}{PERSON}{IT}]")


_OR_BEFORE = re.compile(rf"(?:\b[Ee]ither {NP}|[{ORG}{PERSON}](?: \([^()]{{1,40}}\))? or (?:by |to |of |with )?{NP})$")
_OR_BEHIND = re.compile(rf"(?: \([^()]{{1,40}}\))? or (?:by |to |of |with )?{NP}[{ORG}{PERSON}]")
"""What stands around one of two of whom the words do not tell which."""
_NEAR: Final = 80
_VEHICLE_ASIDE = re.compile(rf"[{ORG}{PERSON}], (?:through|via|by way of) (?:[a-z-]+ |[{ITS}{PLACE}] ){{0,4}}$")
"""What stands before one through which another acts."""
_TELLS = re.compile(r"\b(?:told|informed|assured|promised|warned|reminded|notified|persuaded|convinced) (?:the )?(?:[a-z-]+ ){0,3}$")
"""What stands before one who is told what follows: ``told Aral that it would buy``."""
_AS_HOLDER = re.compile(r" as (?:an? )?(?:[a-z-]+ )?(?:shareholders?|owners?|investors?|partners?) (?:of|in)\b")
"""What stands behind one whom another joined: ``joined Aral as a shareholder of Buri``."""
AGREED_WITH = re.compile(rf"\b(?:agree[sd]?|agreeing|agreements?|deals?|contracts?|pacts?|accords?) with {NP}$")
TO_DEAL = re.compile(r"(?: \([^()]{1,40}\))? to (?:sell|transfer|divest|hand over|dispose of|buy|acquire|purchase|take over)\b")
"""What stands around one with whom another agreed that the other sells or buys: ``has an agreement with Aral to sell Buri``."""
_FOR_ANOTHER = re.compile(rf"\b(?:bought|acquired|purchased|held|taken over) (?:for|on behalf of) (?:the )?[{ORG}{PERSON}{IT}{ITS}]")
"""Words by which somebody acts for another: ``was bought for it by Aral``."""
_ELLIPSIS = re.compile(rf" (?:the|its|{ITS}) [a-z-]+(?: [a-z-]+)?(?=[.;]|$)")
"""What stands behind another who has something else: ``Aral owns the trains, Buri the tracks``."""
_OF_DEBT = re.compile(
    r" (?:the|its|all its|their) (?:[a-z-]+ )?(?:debts?|loans?|bonds?|land|site|building|property|brands?|rest|remainder)(?=[.,;]|$)"
)
"""What stands behind one to whom something else went: ``sold Aral to Buri, to Ceda the debt``."""
_SET_APART = re.compile(
    r"(?:\b(?:rather than|instead of|other than|unlike|except(?: for)?|apart from)|(?:,|\band) not,?(?: as [^.;,]{1,40},?)?) "
    rf"(?:(?:[a-z-]+|{ITS}) ){{0,3}}(?:(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady)\.? )?$"
)
INDIRECT = re.compile(
    r" (?:time\b|(?:an?|some|more) (?!(?:[a-z-]+ ){0,2}(?:ago|later|earlier|before|after|years?|months?|weeks?|days?|decades?|time)\b)"
    r"[a-z-]+(?: [a-z-]+){0,3}(?=[.;]|$)|on (?:the|an?) (?:[a-z-]+ )?(?:idea|plan|notion|merits|virtues|concept|benefits|dream)s?\b"
    rf"|(?:his|her|their|its|{ITS}) (?:[a-z-]+ ){{0,2}}(?:shares?|stakes?|holding|interest|third|half|quarter|{PERCENT}))"
)
"""What stands behind one to whom something is sold, or for whom it is bought: ``sold Aral a crane``."""
_THING_NAMED = re.compile(
    r"\b(?:name|logo|trade ?mark|domain|website|ship|ferry|vessel|yacht|boat|tug|tanker|freighter|trawler|barge|horse|racehorse|aircraft"
    r"|jet|locomotive|painting|song|statue|dog|cat|villa|cottage)(?: called| named| christened| known as)? $"
)
"""What stands before the name of a thing."""
_ITSELF = re.compile(
    r"(?: (?:it|him|her|them)sel(?:f|ves))?(?:,|,? (?:that|which|who))? (?:is|are|was|were|has|have|had|owns?|holds?|controls?|bought)\b"
)
"""What stands around one who is set apart from the one that the sentence goes on about: ``the trust, not Aral itself, owns``."""


_IN_ROLE_BEFORE = re.compile(r"\b(?:shareholder|owner|investor|partner|holder),? $")
_BUYS_OUT_OTHER = re.compile(rf".(?: has| had)? (?:bought|buys|buying) out {OWN} (?:[a-z]+ )?other ")
_NEXT_OF_LIST = re.compile(rf", (?:(?:[a-z-]+|{PLACE}(?:['’]s|-[a-z]+)?) ){{0,4}}$")
"""What stands before the next of several who hold one company: ``Aral owns 13% of the group, Danish fund Buri 9%``."""
SHARE_BEHIND = re.compile(rf" (?:an? )?{PERCENT}(?=[.,;]|$| and\b)")


def _agreed_with(text: str, party: int) -> bool:
    """Whether another agreed with a party that this other sells or buys."""
    return AGREED_WITH.search(text, max(0, party - 60), party) is not None and TO_DEAL.match(text, party + 1) is not None


def tells_of_others(pattern: Pattern, match: re.Match[str], text: MaskedSentence, holders: list[int], subjects: list[int]) -> bool:
    """Whether the words around a match show that one of its parties is another than it looks."""
    seller = match.start("seller") if match.groupdict().get("seller") else -1
    first = min(at for at in (holders[0], subjects[0], seller) if at >= 0)
    if seller >= 0 and _SELLING.match(text.text, seller + 1) and _BOUGHT_BEFORE.search(text.text, max(0, seller - 60), seller):
        return True
    if GOES_ON.match(text.text, first + 1) and IN_APPOSITION.search(text.text, max(0, first - 120), first):
        return True
    if is_agent(text.text, subjects[0]) and subjects[0] < holders[0]:
        return True
    is_seller = _AFTER_FROM.search(text.text, max(0, first - 40), first) and _AFTER_SELLER.match(text.text, first + 1)
    # "owns it through NAME" names the one who owns it before, and a pronoun would be taken for that one.
    if (is_seller and holders[0] < subjects[0]) or (pattern.is_vehicle and text.text[subjects[0]] == IT):
        return True
    if pattern.event and _RAISED_BY_BUYING.search(match[0]):
        return True
    if pattern.event and holders[0] < subjects[0] and not pattern.ends and OF_HIS_NAME.match(text.text, subjects[-1] + 1):
        return True
    if pattern.predicate in ABOVE and subjects[0] < holders[0] and ONE_MADE_BY.search(text.text, max(0, subjects[0] - 12), subjects[0]):
        return True
    if pattern.predicate in ABOVE and holders[0] < subjects[0] and _ONE_OF_MANY.search(text.text, max(0, subjects[0] - 12), subjects[0]):
        return True
    if text.text[holders[0]] == PERSON and holders[0] < subjects[0] and _has_its(text, holders[0], subjects[0]):
        return True
    if pattern.is_of_doer and _DOER_BEFORE.search(text.text, 0, holders[0]):
        return True
    if _AND_DOES.search(match[0]) and _OF_STAKE.search(text.text, 0, holders[0]):
        return True
    if match[0].startswith(_WITH, subjects[0] + 1 - match.start()) and _AFTER_THROUGH.search(text.text, 0, subjects[0]):
        return True
    if pattern.event and BOUGHT_OUT.search(text.text, max(0, subjects[0] - 80), subjects[0]):
        return True
    if _BOUGHT_OUT_ONE.search(text.text, max(0, holders[0] - 80), holders[0]) and match[0][1:].startswith((", which now", " which now")):
        return True
    if _DOES_IN_CLAUSE.search(text.text, max(0, subjects[0] - 40), subjects[0]) and _BACK_TO_ITS.match(text.text, subjects[0] + 1):
        return True
    if text.text[holders[0]] == IT and NOR_IT.search(text.text, 0, holders[0]) and not _BEGINS_WITH_NAME.match(text.text):
        # "The city does not own Aral, nor will it buy Buri" tells of the city.
        return True
    if SHARES_OF.search(text.text, max(0, subjects[0] - 80), subjects[0]) and IN_ANOTHER.match(text.text, subjects[0] + 1):
        return True
    is_role_of_same = _IN_ROLE_BEFORE.search(text.text, max(0, subjects[0] - 30), subjects[0]) and ITS in match[0]
    if (is_role_of_same and subjects[0] < holders[0]) or _BUYS_OUT_OTHER.match(text.text, subjects[0]):
        # "Its shareholder Aral wants to buy out its shareholder Buri" tells of one company.
        return True
    if (
        holders[0] < subjects[0]
        and _NEXT_OF_LIST.search(match[0], 0, subjects[0] - match.start())
        and SHARE_BEHIND.match(text.text, subjects[0] + 1)
    ):
        return True
    if (
        pattern.predicate == "invested-in"
        and subjects[0] < holders[0]
        and _AFTER_FROM.search(text.text, max(0, subjects[0] - 60), subjects[0])
    ):
        # "Bought from Aral with financing from Buri" tells of the buyer.
        return True
    if ITS in match[0] and holders[0] < subjects[0] and _BUYS_OF_OWN.search(match[0]):
        return True
    if _BID_BY.search(text.text, max(0, first - 80), first) and ITS in match[0]:
        # "A bid by Aral for its unit Buri" is for the unit of whom the sentence is about.
        return True
    if holders[0] < subjects[0] and text.text[subjects[0] - 2 : subjects[0]] == ", " and _ELLIPSIS.match(text.text, subjects[0] + 1):
        return True
    if seller < 0 and _agreed_with(text.text, holders[0]):
        return True
    if _ITSELF.match(text.text, first + 1) and _SET_APART.search(text.text, max(0, first - 40), first):
        return True
    if modifies_other(text.text, holders[0], subjects[0]) or OF_HOLDER.search(text.text, max(0, subjects[0] - 80), subjects[0]):
        return True
    if subjects[0] < holders[0] and text.text[max(0, holders[0] - 2) : holders[0]] == ", " and SAYS.match(text.text, holders[0] + 1):
        # "was bought by a mill in Norway, NAME said" does not name the mill.
        return True
    if holders[0] < subjects[0] and text.text[subjects[0] - 2 : subjects[0]] == ", " and SAYS.match(text.text, max(subjects) + 1):
        return True
    if is_one_of_two(text.text, holders[0], holders[-1]) and not DENIED.search(match[0]):
        return True
    if (pattern.event or pattern.ends) and holders[0] < subjects[0] and INDIRECT.match(text.text, subjects[0] + 1):
        return True
    if _TELLS.search(text.text, max(0, subjects[0] - _NEAR), subjects[0]) and text.text.startswith(" that ", subjects[0] + 1):
        return True
    if holders[0] < subjects[0] and _AS_HOLDER.match(text.text, subjects[0] + 1):
        return True
    if _FOR_ANOTHER.search(match[0]) and not pattern.is_for_another:
        return True
    is_last = match.end() == subjects[0] + 1 and holders[0] < subjects[0]
    if is_last and NOT_WHOLE.match(text.text, match.end()) and not OF_HIS_SHARE.match(text.text, match.end()):
        return True
    if _THING_NAMED.search(text.text, max(0, subjects[0] - _NEAR), subjects[0]):
        return True
    if not pattern.is_vehicle and _VEHICLE_ASIDE.search(text.text, max(0, holders[0] - _NEAR), holders[0]):
        return True
    if pattern.event and subjects[0] < holders[0] and _OF_DEBT.match(text.text, holders[0] + 1):
        return True
    if holders[0] < subjects[0] and is_told_by(text.text, holders[0]):
        return True
    is_closed = text.text[holders[0]] == PERSON or _GOES_ON_BEHIND.match(text.text, holders[0] + 1)
    is_leader = is_closed and holders[0] < subjects[0] and is_agent(text.text, holders[0])
    return is_leader or (pattern.predicate in ABOVE and text.text[subjects[0]] == PERSON)


def is_one_of_two(text: str, first: int, last: int) -> bool:
    """Whether the parties from ``first`` to ``last`` are such of whom the words do not tell which: ``Aral or Buri owns``."""
    is_before = _OR_BEFORE.search(text, max(0, first - _NEAR), first) is not None
    return is_before or " or " in text[first:last] or _OR_BEHIND.match(text, last + 1) is not None


def _has_its(text: MaskedSentence, start: int, end: int) -> bool:
    """Whether ``its`` stands between two places, which is said of no person: ``She was president of its unit Aral``."""
    mentions = (text.placeholder(i).mention for i in range(start, end) if text.text[i] == ITS)
    return any(mention is not None and mention.text.lower() == "its" for mention in mentions)


def is_agent(text: str, at: int) -> bool:
    """Whether the party at ``at`` did what the words before it tell, so that what follows is of another: ``Built by Aral, the yard was
    sold``."""
    return _BY.search(text, max(0, at - 30), at) is not None and not CLAUSE_BEHIND.match(text, at + 1)


def modifies_other(text: str, holder: int, subject: int) -> bool:
    """Whether the name at ``holder`` only tells of whom the words behind it speak, and these are not the subject: ``by Aral shareholder
    Ada Brook``."""
    behind = _MODIFIES.match(text, holder + 1) if text[holder] != ITS else None
    return behind is not None and behind.end() - 1 != subject


def is_told_by(text: str, holder: int) -> bool:
    """Whether the words before a party make it only the one by whom another is told, and no clause behind it goes on about it: ``the
    founder of Aral``."""
    return _THEIRS.search(text, max(0, holder - 40), holder) is not None and not CLAUSE_BEHIND.match(text, holder + 1)
