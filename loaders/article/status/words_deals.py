"""Defines the words that tell whether a deal is done, agreed, planned or given up, and what is only meant to be.

Owns their spelling on masked text.  What each of them means, and where, is in the tables of ``signs.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.patterns.grammar import BUY, MAY_BE_ONE
from loaders.article.sentences.masking import PARTY, PERCENT

NEGOTIATING = re.compile(
    r"\b(?:in (?:[a-z]+ )?talks|negotiat|considering|exploring|discuss|preferred|closing in on|clos(?:e|er) to|nearing|near to)"
)
AGREED = re.compile(
    r"\b(?:agreement|contract|deal|memorandum|protocol|treaty|accord)(?: [a-z]+){0,3} (?:was |were |has been |have been |is "
    r")?(?:signed|reached|concluded|inked)\b|\b(?:signed|signs|signing|reached|concluded|inked|announced)(?: [a-z]+){0,3} "
    r"(?:agreement|contract|deal|memorandum|protocol|treaty|accord)\b|\bagree[ds]? (?:to|on)\b|\bagreement\b"
)
PLANNED = re.compile(
    r"\b(?:will|would|plans?|planned|planning|preparing|looking to|seeking to|trying to|poised to|aiming to|intends?|intended|wants?"
    r"|hopes?|proposed|offer(?:ed|s)?|bid|may|might|can|could|is to|set to|expected to|scheduled to|due to|should|must|sought|options?"
    r"|entitled|right to|about to|(?:is|are) being)\b|^ to$|^ to (?:acquire|buy|purchase|sell|take)\b|\bto (?:be|become)$"
    r"|^(?:bids|approach(?:es)?|proposals?)$"
)
IS_BUYING = re.compile(r"\b(?:is|are) (?:buying|acquiring|purchasing)\b")
IS_SELLING = re.compile(r"\b(?:is|are) (?:selling|divesting|offloading)\b")
OF_DEAL = re.compile(
    rf"{PERCENT}|\b(?:stakes?|shares?|holdings?|interest|bids?|offers?|deals?|sales?|sold|sell\w*|dispos\w+|exit\w*|acqui\w+|takeovers?"
    r"|purchas\w*|buy\w*|bought|merg\w+|handed|transfer\w*|swap\w*|complet\w+|former\w*|previous\w*|once|no longer)\b"
)
"""Words of a sentence that tells of a deal, of a share or of an earlier time."""
OPTION = re.compile(r"\b(?:(?:options?|warrants?|rights?)(?: over| on| for)?|(?:options?|rights?|entitled) to(?: [a-z]+){0,2})$")
SELLING = re.compile(r"\bannounced.*\b(?:was|were|is|are|would|will)$|\bannounced.*\b(?:would|will)\b")
INFINITIVE = re.compile(
    r"\b(?:to|can|cannot)(?: [a-z]+ly)? (?:own|hold|acquire|buy|purchase|take|control|become|be|have|gain|sell|raise|increase|secure"
    r"|inherit|get|obtain|bid)\b"
)
TO = re.compile(r" to$")
WENT_ON = re.compile(
    r"\b(?:managed|went on|goes on|came|comes|grew|continue[sd]?|chose|happens?|proceeded|succeeded|able|return(?:s|ed)|moved|used|only) "
    r"to\b"
)
"""Words before an infinitive that was done."""
GERUND_OF = re.compile(
    r"\b(?<!by )(?<!after )(?:of|in|from|with|at|about|on|out|against|consider(?:s|ed|ing)?|avoid(?:s|ed)|stopp?(?:s|ed)|proposed?"
    r"|gave up|be|up) (?:secretly )?(?:owning|holding|controlling|buying|acquiring|taking|being|purchasing)\b"
)
"""What somebody may do, or no more does."""
DEAL_NOUN = re.compile(r"\b(?:[Aa]cquisition|[Pp]urchase|[Tt]akeover|[Bb]uyout|[Ss]ale|[Mm]erger|[Tt]ransfer|[Dd]isposal|[Dd]ivestment)\b")
DEAL_OF_BEFORE = re.compile(rf"{DEAL_NOUN.pattern} of (?:\ue004 of )?(?:the )?(?:[a-z]+ )?$")
DEAL_OPEN_BEFORE = re.compile(
    r"\b(?:[Aa]pproval|[Cc]learance|[Pp]lans?|[Pp]roposals?|[Vv]ot(?:e[sd]?|ing)|[Rr]eview(?:s|ed|ing)?"
    r"|[Pp]rob(?:es?|ing)"
    r"|[Ii]nvestigat\w+|[Ee]xamin\w+|[Ss]crutin\w+|[Oo]ppos\w+|[Oo]pponents|[Aa]gainst|[Rr]umou?rs|[Ss]peculation|[Tt]alk|[Ii]dea"
    r"|[Pp]ossib\w+|[Pp]otential|[Cc]onsider\w*|[Ww]eigh\w*|[Bb]id|[Ss]eek\w*|[Pp]roposed(?: deal,)?|[Pp]lanned|[Pp]rospective|[Mm]ooted"
    r"|[Rr]umou?red|[Ii]ntended|[Pp]ending|[Ee]xpected|[Uu]pcoming|[Ii]mminent|[Ff]orthcoming|[Aa]nticipated)(?: (?:[a-z]+|\ue004)){0,6} $"
)
"""Words before a deal that is not done."""
CLEARED_BEFORE = re.compile(
    r"\b(?:cleared|clears?|approve[sd]?|waved through|nodded through|authori[sz]ed|backed|endorsed|(?:gave|given|gives?) (?:[a-z-]+ "
    r"){0,4}(?:to|for)"
    r"|green-lit|greenlit|rubber-stamped|signed off on|consented to)(?: [a-z\ue002\ue004][a-z-]*(?:['’]s)?){0,8} $"
)
"""Words of those whose consent a deal needs."""
TALKS_BEFORE = re.compile(r"\b(?:[Tt]alks|[Nn]egotiations|[Dd]iscussions)(?: [a-z]+)? (?:on|about|over|for)(?: [a-z]+){0,4} $")
NO_DEAL_BEFORE = re.compile(
    r"\b(?:[Nn]o|[Ww]ithout|(?:rule[sd]?|ruling) out|[Aa]bortive|[Aa]borted|[Aa]ttempted|[Bb]otched|[Uu]nsuccessful|[Ii]ll-fated"
    r"|[Cc]ancelled|[Aa]bandoned|[Cc]ollapsed|[Ff]ailed|[Vv]oid(?:s|ed)?|[Bb]lock(?:s|ed)?|[Ss]top(?:s|ped)?"
    r"|[Ee]nd of|[Ii]nstead of)(?: deal,)?(?: (?:the|an?))?(?: (?:[a-z]+ )?(?:acquisition|purchase|takeover|buyout|sale|merger"
    r"|transfer) of(?: the)?)? $"
)
"""Words before a deal that came to nothing."""
DEAL_OPEN_BEHIND = re.compile(
    r"[^.;,]{0,50}? (?:(?:(?:has|have|is|are|was) (?:still |yet |not yet )(?:to\b|been\b)|hinges?|depends?|(?:is|was) (?:still )?(?:an? "
    r")?(?:long way"
    r"|some way|far from|not complete|months away))\b|(?:would|could|might|may|will|should)\b|(?:stall(?:s|ed)|r[au]ns? into|needs?"
    r"|requires?|faces?)\b|(?:is|was|has "
    r"been|remains?) (?:approved|cleared|opposed|criticised|not planned|pending|being|under"
    r"|referred to|a dream|in limbo|in doubt|uncertain|before the courts?|awaiting|disputed|delayed|(?:on|put on) hold|postponed"
    r"|(?:rumou?red|discussed|planned|proposed|mooted|tabled|announced)\b(?! "
    r"and completed)|off the table|no longer on))"
)
"""What stands behind a deal that is not done."""
DEAL_ENDED_BEHIND = re.compile(
    r"[^.;,]{0,40}? (?:ended|came to an end|was over|unravelled|fell apart|(?:has )?never (?:took|taken) place)\b"
)
UNDER_PLAN = re.compile(
    r"\b(?:[Uu]nder (?:the|this|that|an?|its|their) (?:[a-z]+ ){0,2}(?:plans?|proposals?|draft|offer|blueprint|bill|roadmap)|[Ii]f all goes"
    r"|(?:\ue007|it) is hoped|[Hh]opefully|[Ii]deally)\b[^.;:]*$"
)
"""Words before what is meant to be."""
IF_DONE = re.compile(
    r"[^.;]{0,60}?,? (?:(?:if|once|when|as soon as|unless) (?:the|this|that) (?:deal|sale|transaction|merger|takeover|acquisition|offer"
    r"|purchase|transfer|court|judge|regulator|plan)\b|(?:subject to|pending|conditional (?:up)?on) (?:[a-z]+ ){0,3}(?:approvals?|clearance"
    r"|consent|completion|closing)\b)"
)
"""What stands behind a relation that is to be when something else is done."""
MAY_SELL_OWN = re.compile(
    r"\b(?:will|would|may|might|could|to|wants?|wanted|plans?|planned|intends?|intended)\b[^.;,]{0,30} "
    r"(?:sell|divest|dispose of|offload|part with|give up|reduce|cut|trim) (?:off )?(?:all (?:of )?)?(?:its|their|his|her|\ue008) "
    r"(?:\ue004|[a-z]+ )(?: ?[a-z]+){0,2} (?:in|of) "
)
"""Words of one who has what he may sell."""
WANTED = re.compile(
    r"\b(?:on (?:the )?condition|provided|requir(?:ed?|es|ing)|demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|order(?:s|ed|ing)?"
    r"|recommend(?:s|ed|ing)?|ask(?:s|ed|ing)?|propos(?:es|ed|ing)) that [^.;]{0,40}$"
)
"""What stands before a sale that somebody asks for."""
IS_TO_SELL = re.compile(rf"^{PARTY} (?:sell|dispose of|divest|offload|transfer|exit) ")
"""Words of one who is to sell: ``on condition that Aral sell Buri``."""
WISHED = re.compile(r"\b(?:would|dream\w*|hope[sd]?|hoping|wish\w*|wait\w*|long(?:s|ed)?)\b[^.;:]*\b(?:day|time|moment) when (?:the )?$")
UNDONE: Final = (
    r"(?:blocked|blocks|vetoed|vetoes|abandon(?:s|ed)|cancel(?:s|l?ed)|call(?:s|ed) off|scrap(?:s|ped)|shelve[sd]|drop(?:s|ped)"
    r"|prohibit(?:s|ed)|halt(?:s|ed)|terminate[sd]|withdrew|withdrawn|fell through|collapsed|failed|unwound|annul(?:s|led)|lapsed"
    r"|expired|rescinded|reversed|overturned|nullified|voted down|thwarted|derailed|void|undone|turned down|rejected|rebuffed|spurned|came "
    r"to nothing|come to nothing|ran aground|foundered|fizzled|went nowhere|ran out(?! of)|fell apart|walked"
    r" away|set aside|quashed|struck down|invalidated|(?:never|not)(?: been| yet been| yet)? "
    r"(?:complet|clos|conclud|finali[sz]"
    r"|execut|consummat|approv|implement|carried out|happen|materiali[sz]|proceed|g(?:o|one) (?:ahead|through)|to (?:be|go))[a-z]*)"
)
UNDONE_BEFORE = re.compile(
    rf"(?:(?<!of )(?<!the )(?<!an )(?<!a )|(?!collapsed|failed))\b{UNDONE}(?:"
    rf" (?:its|the|an?|\ue008|planned|proposed|\ue003|\ue005))*(?: {PARTY}(?:['’]s?)?)?(?:"
    rf" [a-z\ue002][a-z-]*(?:['’]s)?){{0,3}} ?$"
)
UNDONE_AFTER = re.compile(
    r"[^.;]{0,40} but (?:never|did not|has not|didn['’]t) (?:receive|got|get|pay|paid)|"
    rf"[^.;]{{0,40}}[;,] (?:but )?(?:the|this|that) (?:sale|deal|purchase|takeover|transaction|acquisition|transfer) "
    rf"(?:was|were|is|has been|had been) (?:later |then )?{UNDONE}\b|(?:[^.;]{{0,40}})? (?:(?:was|were|is|has|had|has been|had been|did) "
    rf")?(?:later |then )?{UNDONE}\b"
)
"""What became of a deal that did not happen."""
GAVE_UP_DEAL = re.compile(
    r"\b(?:abandon\w*|cancel\w*|scrap\w*|drop\w*|shelv\w*|withdr[aeo]w\w*|call\w* off|walk\w* away|pull\w* out|back\w* out)(?: from| of)? "
    r"(?:its|their|his|her|the|an?|\ue008) (?:[a-z]+ ){0,3}(?:purchase|acquisition|takeover|bid|offer|deal|sale|plans?)\b"
)
"""Words between two of whom one gave up a deal."""
NOT_DONE = re.compile(
    r"\b(?:fail(?:s|ed)|tried|tries|attempt(?:s|ed)|unable|refuse[sd]|decline[sd]) to (?:acquire|buy|purchase|take|sell|own|gain|"
    r"become)\b"
)
WOULD_HAVE = re.compile(
    r"\b(?:would|could|might|should|ought to) (?:not )?have (?:been|owned|held|had|become|taken|given|made|left|kept|[a-z]{3,}ed|bought"
    r"|sold)\b"
)
"""What did not come about."""
ALMOST = re.compile(
    r"\b(?:nearly|almost|all but|came close to|narrowly (?:failed|missed)|on the verge of|on the brink of)\b(?! (?:\ue004|\ue006|all|half"
    r"|the whole|entirely))"
)
NEXT = re.compile(rf"\b(?:{MAY_BE_ONE}) (?:[a-z]+ )?(?:parent|owner|shareholder|investor|holder|proprietor|buyer)\b")
"""Words of one who may hold it some day."""
NEXT_BEFORE = re.compile(rf"\b(?:{MAY_BE_ONE}|preferred)(?: new)? $", re.IGNORECASE)
IS_TO = re.compile(r"\b(?:is|are|was|were) to (?:become|be|join)\b")
ROLE_MAY_BE = re.compile(
    r"\b(?:owner|(?:share|stake)?holder|investor|parent|proprietor)s? (?:may|might|could|will|would|should)(?: "
    r"[a-z]+)? be\b"
)
"""Who may be the owner some day."""
MAY_CHANGE = re.compile(
    r"\b(?:would|will|could|may|might) (?:then )?(?:rise|increase|grow|fall|drop|climb|be (?:raised|increased|cut|reduced|diluted))\b"
)
"""Words of a share that is to be another one."""
HIRED = re.compile(r"\b(?:hired|mandated|appointed|retained|tasked|engaged|commissioned) (?:the )?(?:[a-z-]+ ){0,3}$")
"""Words before one who sells for another."""
TO_BE_SET_UP = re.compile(r"\b(?:will|would|to)(?: jointly)? (?:set up|form|create|establish|launch)\b[^.;]*$")
"""What is told of a venture that does not exist yet."""
SHORT = re.compile(r" (?:shares |stock )?short\b")
"""What stands behind shares that somebody sold and never had."""
BUYS = re.compile(rf"\b{BUY}\b")
COMPLETED = re.compile(r"\b(?:complet|clos|finali[sz])ed\b")
TAKES = re.compile(r"\b(?:took|takes|taken|raised|raises|increased|secured|gained|obtained|amassed|lifted|received)\b")
PURSUANT = re.compile(r"\b(?:[Pp]ursuant to|[Uu]nder|[Ff]ollowing|[Bb]y virtue of|(?:agreement|contract|deed) by which)\b[^.;]*$")
"""Words before what an agreement has brought about."""
NOT_YET = re.compile(
    r"[^.;]{0,100}?(?:\b(?:(?:is|are|was|were) (?:due|expected|set|scheduled) to (?:be )?(?:complet|clos|conclud)|(?:will|would|should) "
    r"(?:be )?(?:complet|clos)|(?:is|are|remains?) subject to|still (?:needs?|requires?|has to)|awaits?)"
    r"|, (?:pending|subject to(?! (?:an? |the )?(?:charge|pledge|mortgage|lien|lease|debt))|conditional (?:up)?on|if (?:the "
    r")?(?:regulators?|authorities|shareholders) (?:agree|approve))\b)"
)
"""What stands behind a deal that is still to be done."""
GERUND = re.compile(rf"{PARTY}(?: \([^()]{{1,40}}\))? (?:buying|acquiring|purchasing|taking (?:over|control)|selling|divesting)\b")
"""What somebody may do: ``there was talk of Aral buying Buri``."""
CAME_ABOUT = re.compile(
    r"\b(?:resulted in|result was|ended (?:with|in|by)|led to|leading to|saw|followed by|culminat\w+|after|since|with|(?:even?|day"
    r"|time|result|effect) of) (?:the )?$"
)
"""Words before what somebody then did."""
BECAME = re.compile(r"\b(?:became|becomes?|has become|had become)\b")
PROPOSED = re.compile(r"\b(?:planned|proposed)\b")
ANNOUNCED = re.compile(r"^\s*(?:announced|disclosed|unveiled)\s*$")
