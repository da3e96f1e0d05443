"""Defines the words that tell that something was so and is over: former, sold again, taken away, ended.

Owns their spelling on masked text.  What each of them means, and where, is in the tables of ``signs.py``.
"""

from __future__ import annotations

import re

from loaders.article.patterns.grammar import WAS_ONE
from loaders.article.sentences.masking import DATE, IT, ORG, PERCENT, PERSON, PLACE

ENDED = re.compile(r"\bno longer\b|\bceas(?:ed|es) to\b")
LEFT_AFTER = re.compile(
    r"(?: \([^()]{1,40}\))?,? (?:(?:both|all|each) of )?(?:which|who|whom) (?:has|have|had)(?: [a-z]+)? (?:exited|left|sold (?:out"
    r"|their|its)|withdrawn|divested)\b"
)
"""What stands behind those who hold it no more."""
OVER = re.compile(r"\b(?:until|at the time|at that time|back then|once|formerly|previously|originally|before|in \ue005)\b")
"""Words that tell of an earlier time."""
THEN_BEHIND = re.compile(r" (?:at (?:the|that) time|back then|in those days|then)(?=[,.;])")
"""What stands behind what was so at a time that is over."""
PASSED_ON = re.compile(
    r"(?: (?:in|for|on) [\ue003\ue005][^ .;,]*)*(?:,? (?:but|and|only to)(?: [a-z]+){0,2} (?:bought|buy|took|take|got|get) "
    r"(?:\ue007|it|them|the [a-z]+) back\b|, (?:which|who) (?:[a-z]+ ){0,2}sold (?:\ue007|it\b|them\b|the [a-z]+\b)"
    r"|, from (?:which|whom) [^.;,]{1,40}? (?:bought|took|got|acquired) (?:\ue007|it|them|the [a-z]+) (?:back|again))"
)
"""What stands behind one who bought and gave it on or back."""
KEPT_NOTHING = re.compile(r"\b(?:retain(?:s|ed|ing)?|keep(?:s|ing)?|kept) (?:no|none)\b")
"""Words of one who has it no more."""
SINCE = re.compile(
    r"\bsince (?:\ue005|(?:the|his|her|its|their|\ue008) )(?![^.;]{0,80}\b(?:until|till|when|before|but|sold|lost|ended|gave)\b)"
)
"""Words by which what had been so still was."""
SINCE_BEHIND = re.compile(rf"[^.;,{ORG}{PERSON}]{{0,20}}? {SINCE.pattern}")
HAD = re.compile(r"\bhad\b")
WILL_END = re.compile(
    r"\b(?:will|would|shall|may|might|could|can|(?:is|are|was|were|due|set|about|expected|scheduled|going|plans?|planned|agreed) to) "
    r"(?:then |also |soon |[a-z]+ly )?(?:cease|stop|no longer|not any longer)\b"
)
"""Words of what is so until then."""
OTHER_TODAY = re.compile(
    rf"\b(?:until|till|once|formerly|previously|originally|used to)\b[^;]*[{ORG}{PERSON}][^;]*\b(?:today|now|nowadays|currently|these "
    rf"days)\b"
)
"""Words that tell of another who had it, and then of one who has it."""
PAST = re.compile(r"\b(?:was|were|had been|formerly|once|previously|used to)\b")
FORMER = re.compile(r"\b(?:[Ff]ormerly|[Ff]ormer(?!,)|[Pp]reviously|[Oo]nce|used to)\b")
PERIOD_BEHIND = re.compile(r" (?:from \ue005 (?:to|until|till) \ue005|between \ue005 and \ue005|before \ue005)")
"""What stands behind what was so for a time."""
_ROLE = r"(?:owners?|co-owners?|(?:share|stake)holders?|investors?|parents?|proprietors?|controllers?)"
ROLE_FIRST = re.compile(rf"(?:(?:majority|largest|biggest|main|sole|only) )?{_ROLE}\b", re.IGNORECASE)
"""A role that a relation begins with, so that what kind of one it is stands before."""
ROLE_BEFORE = re.compile(rf"(?<![\w-])(?:{WAS_ONE}|original|first|old|last)(?: [a-z]+)? $", re.IGNORECASE)
ROLE_WAS = re.compile(rf"\b{_ROLE}(?: of \ue000)? (?:was|were|had been|used to be)\b")
"""Who was the owner, and by the words alone is so no more."""
WAS_OF = re.compile(
    r"\b(?:was|were|had been)(?:,? (?:until|till|in|for|at|before|from|during) [^,.;]{1,20}?,?)?(?: [a-z]+ly| then| once)? (?:[a-z]+[ "
    r"-])?(?:owned|controlled|held|part of|(?:an?|the) (?:[a-z-]+ ){0,4}"
    r"(?:subsidiary|unit|division|arm|brand|affiliate|part|parent|owner|shareholder))\b|\bbelonged\b"
)
"""What was so and, by the words alone, is over."""
FORMER_BEFORE = re.compile(rf"(?<!\w)(?:{WAS_ONE})[ -]$")
EX = re.compile(
    rf"(?<!\w)(?:(?:{WAS_ONE})[- ](?:(?:co-|majority|minority|controlling|main|largest|biggest|sole|only|principal|joint|long-time|new"
    rf"|part|half"
    rf"|{PERCENT}|{PLACE}) )?(?:subsidiary|unit|arm|division|affiliate|parent|(?:co-)?owner|(?:share|stake)?holder|proprietor"
    r"|holding)"
    r"|\b(?:former|erstwhile|one-time)[- ](?:(?:[a-z]+(?: and [a-z]+)?|\ue002) ){1,2}"
    r"(?:subsidiary|unit|arm|division|affiliate|parent|holding)\b"
    r"|(?:first|original|(?<!-)old) (?:parent|owner))"
    r"(?! (?:an? )?\ue004)"
)
AT_THE_TIME = re.compile(rf",(?: which| who)? (?:was )?(?:then|at (?:that|the) time|in those days|back then|in that era),? (?![{DATE}])")
"""What stands between two that were together at a time that is over."""
ONCE_OWNED = re.compile(r"\b(?:once|formerly|previously)(?: (?:an? )?[a-z\ue004]+)?[ -](?:owned|controlled|held)\b")
BOUGHT_OF_OWNER = re.compile(
    r"\b(?<!to )(?:acquired|bought|purchased)\b.* from (?:its|their|\ue008) |(?<!to )(?<!not )\bbought out (?:its|their|\ue008|the) "
    r"|\b(?:seized|confiscated|repossessed|expropriated|foreclosed on|ousted|nationali[sz]ed)\b.* (?:its|their|\ue008) (?:[a-z]+ )?"
    r"(?:owner|shareholder|proprietor)\b"
)
"""Words of one to whom it was sold, or who took it."""
AND_BACK = re.compile(r",? and (?:then |later |soon )?back(?: again)?(?=[.,;]|$| within| in \ue005| to \ue000)")
"""What stands behind what came back."""
SOLD_DOWN = re.compile(r"[^.;]{0,40}?,? (?:but|and|before) (?:(?:has|had|later|then|since|soon|it) )*(?:sold|selling) (?:down|out)\b")
"""What stands behind one who has less since."""
SNAPPED_UP = re.compile(r",? (?:has|have|had) been (?:[a-z]+ )?(?:snapped up|bought|acquired|sold|taken over|picked up)\b")
"""What stands behind what went to another since."""
PAID_TO = re.compile(
    r"^(?!.*\b(?:agree\w*|will|would|plans?|to"
    r" (?:buy|acquire|purchase))\b).*\b(?:bought|acquired|purchased|(?:completed|closed|finali[sz]ed) "
    r"(?:its|the|their|\ue008) [^.;,]{0,30}(?:purchase|acquisition|takeover))\b.*\bpa(?:ying|id) [^.;]{1,30} to (?:the )?$"
)
"""Words before the owner of what was bought, whom the buyer paid."""
GONE = re.compile(
    r",? (?:(?:was|were|has been|had been|have been) (?:struck off|dissolved|wound up|liquidated|deregistered)|(?:(?:has|had) )?died)\b"
)
"""What stands behind one who is no more."""
IN_ROLE = re.compile(rf"^(?!.*\bwhose\b).*\b{_ROLE}\b")
"""Words that end with one who is called owner or parent, or begin with him."""
WILL_REMAIN = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were|set|expected|due|likely) to) (?:also )?"
    r"(?:(?:still )?(?:remain|stay|continue)\b(?! on\b)|still hold)"
    r"(?!.* (?:with|at) (?:an? )?\ue004)"
)
"""Words of what is so, and is to be so."""
OF_OTHER_SINCE = re.compile(
    rf"[^.;{ORG}{PERSON}]{{0,40}}; (?:[a-z]+ )?[{ORG}{PERSON}] has (?:since|now|then) (?:bought|acquired|taken over) (?:all|the whole"
    rf"|everything|it)\b|, has (?:since|now|then) (?:bought|acquired|taken over) (?:{IT}|it)(?!\w)"
)
"""What stands behind one who got what another has got since."""
HELD = re.compile(
    r"(?<!-)(?<!already )\b(?:(?:owned|held|controlled|belonged)\b(?! (?:[a-z]+ly )?(?:acquired|bought|purchased|taken|raised|increased)\b)"
    r"|had\b(?! (?:[a-z]+ly )?(?:[a-z]{3,}ed|bought|built|got|grown|risen|taken|won)\b))"
)
SOLD_IT = re.compile(
    rf",? (?:which |who )?(?:(?:has|have|had) )?(?:since |later |then |reluctantly )?(?:sold|disposed of|gave up|lost) (?:{IT}|it\b|out\b"
    rf"|(?:the|his|her|its) "
    r"(?:business|firm|shares|stake)\b)"
)
"""What stands behind an owner who then sold it."""
LAST_OWNER = re.compile(r"\b(?:last|late|deceased) (?:[a-z]+ ){0,2}(?:owner|proprietor|shareholder)\b")
GAVE_UP = re.compile(
    r"\b(?:sold|transferred|divested|disposed of|gave up|surrendered) (?:its|their|his|her|\ue008|the|all)(?: (?:[a-z]+|\ue004)){0,3} "
    r"(?:stakes?|interests?|shares|shareholding|holdings?)\b|\b(?:held|owned|had)\b.*\buntil \ue005"
)
"""Words of one who has it no more."""
SOLD_AFTER = re.compile(
    r"[^.;]{0,60}?(?:,| and| but) (?:(?:and|but|that|they|who|which|\ue001|\ue007|only|later|then|has|have|had|since|soon|again"
    r"|subsequently|was|to|\ue005|in|[a-z]+ly) "
    r"){0,6}(?:(?:re)?s(?:old|ell|elling)(?: off| out of)?|dispos(?:ed|ing|e) of|divest(?:ed|ing)?|offload(?:ed)?|got rid of|parted "
    r"with|gave up|lost|no longer (?:owns?|holds?|controls?|has)|spun off) (?:(?:(?:the|its|his|her|their|\ue008) (?:(?:last|remaining"
    r"|final|entire|whole) )?(?:shares|stake"
    r"|holding|company|business)|them|it|all)\b|\ue007)"
    r"|[^.;]{0,40}? and (?:then |later |soon )?(?:passed|flipped|handed|transferred|gave) (?:\ue007|it|them)(?: on| over| back)?(?!\w)"
)
"""What stands behind one who bought and sold again."""
KEPT_UNTIL = re.compile(
    rf",? (?:and )?(?:(?:which|that) )?(?:[{IT}{PERSON}{ORG}] )?(?:then )?(?:owned|held|kept|ran|controlled|retained)(?: "
    rf"[a-z\ue007]+){{0,3}}? (?:until|till|up to)\b"
)
"""What stands behind one who bought and had it for a time."""
NOW_OF_OTHER = re.compile(
    r",? (?:which (?:is |was )?)?(?:now|today|currently|since|these days)\b[^.;,\ue000]{0,30}\b(?:owned|held|controlled|belong\w*|in "
    r"the hands|property|part of|run by)\b"
)
"""What stands behind one who bought what another has today."""
TAKEN_AWAY = re.compile(
    r"(?:(?! (?:and|but|or|which|who|that|is|was)\b) [^ .;,]+){0,3}(?: (?:(?:was|were|has been|have been|had been) (?:later |since |then "
    r")?(?:seized"
    r"|confiscated|expropriated|nationali[sz]ed|forfeited|auctioned|cancelled|redeemed|wiped out|diluted to (?:zero|nothing)|sold"
    r"|transferred"
    r"|(?:bought|acquired|taken over) (?:from (?:\ue007|it|them|him|her) )?by)|(?:passed|went|fell|fell from \ue004) to (?:nil|zero"
    r"|nothing|(?!\ue004))|(?:ended|expired"
    r"|lapsed)\b)"
    r"|, (?:since|later) (?:sold|transferred|lost|seized)\b)"
)
"""What stands behind one from whom it was taken."""
BROKE_AWAY = re.compile(
    r"\b(?:broke|split|separated|parted|(?:was|were|been) (?:spun|carved|hived|split|demerged|separated))(?: (?:away|off|out|company"
    r"|ways))? "
    r"(?:from|of|with) (?:its\b|\ue008)"
)
"""Words of a company that left the one above it."""
HAD_GOT = re.compile(
    r"\bhad (?:[a-z]+ )?(?:re)?(?:acquired|bought|purchased|taken|owned|held|controlled|belonged|inherited|founded)\b(?! back\b)"
)
"""What had been before what the text tells."""
WHO_GOT = re.compile(r", (?:which|who) (?:[a-z]+ly |first )?(?:acquired|bought|purchased|took over|inherited|founded)\b(?! back\b)")
"""The same in a clause of its own."""
BACK = re.compile(r"[^.;]{0,60}\b(?:back|again)\b")
GAVE_UNIT = re.compile(
    r"\b(?:sold|transferred|divested|disposed of|spun off|(?:completed|closed|concluded) the (?:sale|disposal|divestment|spin-off"
    r"|transfer) of) (?:its|their|\ue008) (?:[a-z-]+ |[\ue000\ue002] ){0,4}(?:subsidiary|unit|arm|division"
    r"|affiliate|company|business|brand|bank|insurer|vehicle)\b"
)
RESOLD = re.compile(
    r"(?: in \ue005)?(?:,? (?:and|but|only|then|before|later|soon|[a-z]+ly)){1,4} (?:to be |being |was |were )?(?:re)?sold (?:on |off "
    r"|again )?"
    rf"(?:[^.;{ORG}{PERSON}{IT}]{{0,60}} )?to\b|,? (?:which|who) (?:[a-z]+ ){{0,2}}(?:resold|gave) (?:{IT}|it)(?!\w)(?: back)?"
    rf"|[^.;]{{0,60}} (?:{IT}|it) was to [^.;]{{1,40}} that [^.;]{{1,30}} (?:re)?sold (?:{IT}|it)(?!\w)"
)
"""What stands behind one by whom it was bought, and who has it no more."""
UNTIL_THEN = re.compile(
    rf"^.(?: \([^()]{{1,40}}\))?,? (?:was )?(?:until|till|up to)(?: {DATE}| (?:[a-z]+ ){{0,2}}[a-z]+)?,? (?:an?|the|its|part|one)\b"
)
"""Words of what was so until a time that is over."""
KEEPS_OWN = re.compile(
    r"\b(?:keep|retain|maintain|hold on to|hang on to|cling to|stick with) (?:all (?:of )?)?(?:its|their|his|her|\ue008) "
)
"""Words of one who means to keep what he has."""
ONLY_ONE_LEFT = re.compile(
    r",? (?:but |and |of which )?(?:\ue007 )?(?:now |today )?(?:has |have )?(?:has|have|owns?|holds?|keeps?|kept|retain(?:s|ed)) (?:now "
    r")?only\b"
)
"""What stands behind several of which not all are left: which, the words do not say."""
JUST_BOUGHT = re.compile(
    r"(?<!to have )(?<!not )(?<!never )(?<!n['’]t )\b(?:acquired|bought|purchased|took over) (?:all (?:of )?)?(?:the )?(?:remaining |other "
    r"|entire )?$"
)
"""Words before what somebody else held until then: ``bought the 40 % of Aral held by Buri``."""
SOLD_BY_ITS = re.compile(
    r"\b(?:was|were|has been|had been|have been) (?:sold|transferred|given|ceded|handed over|passed|returned) (?:[a-z]+ )?to [^.;]* by "
    r"(?:its|their|\ue008) "
)
"""Words of an owner who gave away what the words tell of."""
SOLD_BY = re.compile(r"\bsold\b[^,;]*\bby (?:[a-z]+ ){0,3}.?$|\bdied\b")
UNTIL_BEHIND = re.compile(r"(?: \([^()]{1,40}\))?,? (?:until|till|up to)\b(?! (?:now|today|the end of))")
"""What stands behind one who had it and has it no more."""
DISSOLVED = re.compile(
    r"\b(?:dissolved?|dissolving|ended|wound up|liquidated|terminated|broke up|closed|shut) (?:its|their|the|an?|\ue008) (?:[a-z-]+ ){0,3}"
    r"(?:venture|partnership|company|firm|fund),? ?$"
)
"""What stands before a company that is no more."""
AFTERWARDS = re.compile(
    r"\b(?:(?:years?|months?|weeks?|days?|decades?) later|[Ll]ater|[Ss]ubsequently|[Ss]ince then|[Tt]oday|[Nn]ow|[Nn]owadays|[Cc]urrently"
    r"|[Tt]hese days)\b"
)
"""Words of a time after the one that was told of."""
