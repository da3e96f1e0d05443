"""Defines the words that tell whether a relation holds, is over, agreed, planned, denied, supposed or said by others.

Owns their spelling on masked text.  What each of them means, and where, is in the tables of ``status_signs.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.masking import IT, ORG, PARTY, PERSON
from loaders.article.patterns_grammar import BUY

NEGOTIATING = re.compile(
    r"\b(?:in (?:[a-z]+ )?talks|negotiat|considering|exploring|discuss|preferred|closing in on|clos(?:e|er) to|nearing|near to)"
)
AGREED = re.compile(
    r"\b(?:agreement|contract|deal|memorandum|protocol|treaty|accord)(?: [a-z]+){0,3} (?:was |were |has been |have been |is )?(?:signed"
    r"|reached|concluded|inked)\b|"
    r"\b(?:signed|signs|signing|reached|concluded|inked|announced)(?: [a-z]+){0,3} (?:agreement|contract|deal|memorandum|protocol"
    r"|treaty|accord)\b|\bagree[ds]? (?:to|on)\b|\bagreement\b"
)
PLANNED = re.compile(
    r"\b(?:will|would|plans?|planned|planning|preparing|looking to|seeking to|trying to|poised to|aiming to|intends?|intended|wants?"
    r"|hopes?|proposed|offer(?:ed|s)?|bid|may|might|could|is to|set to"
    r"|expected to|scheduled to|due to|sought|options?|entitled|right to)\b|^ to$"
    r"|^ to (?:acquire|buy|purchase|sell|take)\b|\bto (?:be|become)$"
)
IS_SELLING = re.compile(r"\b(?:is|are) (?:selling|divesting|offloading)\b")
OPTION = re.compile(r"\b(?:(?:options?|warrants?|rights?)(?: over| on| for)?|(?:options?|rights?|entitled) to(?: [a-z]+){0,2})$")
SELLING = re.compile(r"\bannounced.*\b(?:was|were|is|are|would|will)$|\bannounced.*\b(?:would|will)\b")
DENIED = re.compile(r"\b(?:denied|denies|not|never)\b|n['’]t\b")
NEITHER = re.compile(r"\b(?:[Nn]either|nor|[Nn]one of|[Nn]obody at|[Nn]ot one of)\b[^.;:]{0,60}$")
"""Words before a party that does not do what follows."""
ENDED = re.compile(r"\bno longer\b|\bceas(?:ed|es) to\b")
LEFT_AFTER = re.compile(
    r"(?: \([^()]{1,40}\))?,? (?:(?:both|all|each) of )?(?:which|who|whom) (?:has|have|had)(?: [a-z]+)? (?:exited|left|sold (?:out"
    r"|their|its)|"
    r"withdrawn|divested)\b"
)
"""What stands behind those who hold it no more."""
FOUND_THAT = re.compile(
    r"\b(?:found|finds|ruled|rules|held|concluded|concludes|established|heard|revealed|confirmed|showed?|shows|discovered|told [a-z "
    r"]{1,20}) "
    r"that (?:(?:[a-z]+|Mr|Mrs|Ms|Dr|Sir|Lord)\.? ){0,3}$"
)
"""Words after which ``was`` tells of the time of which they speak."""
SAID_THAT = re.compile(
    r"\b(?:said|says|added|wrote|stated|reported|disclosed)(?: (?:[a-z]+ ){0,2}\ue005,?)?(?: that)? "
    r"(?:(?:[a-z\ue002-]+|Mr|Mrs|Ms|Dr|Sir|Lord)\.? ){0,4}$"
)
"""Words after which a past tense tells of the time at which they were said, unless the end is told."""
OVER = re.compile(r"\b(?:until|at the time|at that time|back then|once|formerly|previously|originally|before|in \ue005)\b")
"""Words that tell of an earlier time."""
AS_OF = re.compile(r"\b[Aa]s (?:of|at) (?:the )?|\b[Aa]t (?:the (?:end|close) of )?(?=\ue005)")
"""Words by which a past tense tells of a day, and of no end."""
REPORTED = re.compile(
    r"\b(?:reportedly|allegedly|rumou?red|(?:is|are|was|were) (?:said|believed|thought|understood|alleged|reported) to|rumou?rs"
    r"|speculation|unconfirmed|alleges?|alleged|suspects?|suspected|claims?|claimed|accuse[ds]?|(?<!name )suggests?|suggested|allegations?"
    r"|accusations?|suggestions?|according to (?:the )?(?:prosecution|prosecutors?|indictment|lawsuit|complaint|charges"
    r"|claimants?)|believes? (?:that )?|thinks? (?:that )?|insist(?:s|ed)?|maintain(?:s|ed) that|contends?|contended|purportedly"
    r"|supposedly|ostensibly)\b|\bput (?:it "
    r"|\ue007 )?to [^,.;]{1,30}\bthat\b"
)
REPORTED_BEFORE = re.compile(REPORTED.pattern, re.IGNORECASE)
CONTRADICTED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|e|ing)|disput(?:es|ed|e|ing)|contradict(?:s|ed)?"
    r"|debunk(?:s|ed|ing)|rubbish(?:es|ed|ing)|quash(?:es|ed|ing)|scotch(?:es|ed|ing)|shot down|laughed off|brush(?:es|ed) (?:aside|off)"
    r"|pour(?:s|ed) cold water on|no truth (?:in|to)|(?:is|was) (?:untrue|false|wrong|incorrect)|denials?|not true"
    r"|(?:false|untrue|incorrect|defamatory|absurd|nonsense)[\"”’']? (?:to (?:say|suggest|claim|imply|allege|state)|that)"
    r"|wrongly|falsely|incorrectly|mistakenly|erroneously|(?:earlier|previous|original|first) version (?:of (?:this|the|our|an) [a-z]+,? )?"
    r"(?:had )?(?:said|stated|claimed|reported|suggested|implied|gave))\b[^.;:]*$"
)
"""Words before a relation that deny it."""
DENIED_AFTER = re.compile(
    r"[^.;]{0,80}?,? (?:which|that|a claim|a report|but)? ?(?:[a-z\ue000-\ue009]+ ){0,3}(?:den(?:y|ies|ied)|rejected|"
    r"dismissed)\b(?! (?:suggestions|reports|claims|rumou?rs|speculation|allegations|that|an?)\b)"
    r"| (?:are|is|was|were) (?:entirely |simply |completely |pure |a )?[\"“'‘]?(?:pure )?(?:false|untrue|wrong|incorrect"
    r"|baseless|unfounded|denied|not true|fantasy|fiction|nonsense|absurd|rubbish|invention|invented|lies?|fabricated|fabrication)\b"
)
AS_TOLD = re.compile(r"[^,.;]{0,60},? (?:has|have|had|was|is|also)?(?: [a-z]+ly)? ?(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed))\b")
"""What goes on behind an apposition: the party before it denies something else."""
NO_SHARE = re.compile(
    r"\bno (?:direct |indirect |longer any |other )?(?:stakes?|shares?|interests?|holdings?|shareholdings?|equity|ownership|investments?)\b"
)
UNDONE: Final = (
    r"(?:blocked|blocks|vetoed|vetoes|abandon(?:s|ed)|cancel(?:s|l?ed)|call(?:s|ed) off|scrap(?:s|ped)|shelve[sd]|drop(?:s|ped)"
    r"|prohibit(?:s|ed)|halt(?:s|ed)|terminate[sd]|withdrew|withdrawn|fell through|collapsed|failed|unwound|annul(?:s|led)|lapsed|expired"
    r"|rescinded|reversed|overturned|nullified|voted down|thwarted|derailed|void|turned down|rejected|rebuffed|spurned|came to "
    r"nothing|come to nothing"
    r"|(?:never|not)(?: been| yet been| yet)? (?:complet|clos|conclud|finali[sz]|execut|consummat|approv|implement|carried out|happen"
    r"|materiali[sz]|proceed|g(?:o|one) (?:ahead|through)|to (?:be|go))[a-z]*)"
)
UNDONE_BEFORE = re.compile(
    rf"\b{UNDONE}(?: (?:its|the|an?|\ue008|planned|proposed|\ue003|\ue005))*(?: {PARTY}(?:['’]s?)?)?(?: [a-z]+){{0,2}} ?$"
)
UNDONE_AFTER = re.compile(rf"(?:[^.;]{{0,40}})? (?:(?:was|were|is|has|had|has been|had been|did) )?(?:later |then )?{UNDONE}\b")
"""What became of a deal that did not happen."""
NOT_DONE = re.compile(
    r"\b(?:fail(?:s|ed)|tried|tries|attempt(?:s|ed)|unable|refuse[sd]|decline[sd]) to (?:acquire|buy|purchase|take|sell|own|gain|"
    r"become)\b"
)
CONDITION = re.compile(
    r"(?:\b(?:if|unless|whether|provided that|in case|suppos(?:e|ing)|imagin(?:e|ing)|assum(?:e|ing)|as if|as though|instead of"
    r"|rather than|in the event)|^(?:should|were|had|does|did|do|is|are|has|have|would|will|could|can|why|who|what|how))\b[^,;:.]*$",
    re.IGNORECASE,
)
"""Words before a relation that ask for it or only suppose it."""
WOULD_HAVE = re.compile(
    r"\b(?:would|could|might) (?:not )?have (?:been|owned|held|had|become|taken|given|made|left|kept|[a-z]{3,}ed|bought|sold)\b"
)
"""What did not come about."""
ALMOST = re.compile(
    r"\b(?:nearly|almost|came close to|narrowly (?:failed|missed)|on the verge of|on the brink of)\b(?! (?:\ue004|\ue006|all|half"
    r"|the whole|entirely))"
)
NAMESAKE = re.compile(r"\bnot(?: to be confused with)? (?:the )?$")
"""Words before another of the same name."""
NOT_THE_ONE = re.compile(rf"\bnot (?:the|an?) {PARTY},? (?:that |which )?(?:is |was )?(?:owned|controlled|held|run|belonging)\b")
NOT_SHOWN = re.compile(
    r"\b(?:(?:[Nn]o|little|without|not any) (?:evidence|proof|indication|signs?|suggestion|records?|document)|[Nn]othing)\b[^.;]{0,80}"
    r"\b(?:that|suggests?|suggested|shows?|showed|indicates?|of)\b[^.;]{0,60}$"
)
"""Words before a relation that something does not show: it is neither told nor denied."""
PAST = re.compile(r"\b(?:was|were|had been|formerly|once|previously|used to)\b")
FORMER = re.compile(r"\b(?:[Ff]ormerly|[Ff]ormer|[Pp]reviously|[Oo]nce|used to)\b")
WAS_OF = re.compile(
    r"\b(?:was|were|had been)(?: [a-z]+ly| then| once)? (?:[a-z]+[ -])?(?:owned|controlled|held|part of|(?:an?|the) (?:[a-z-]+ ){0,4}"
    r"(?:subsidiary|unit|division|arm|brand|affiliate|part|parent|owner|shareholder))\b|\bbelonged\b"
)
"""What was so and, by the words alone, is over."""
FORMER_BEFORE = re.compile(r"\b(?:former|erstwhile|one-time|ex)[ -]$")
EX = re.compile(
    r"\b(?:former|erstwhile|then|one-time|ex)[- ](?:subsidiary|unit|arm|division|affiliate|parent|owner|shareholder|holding)"
    r"(?! (?:an? )?\ue004)"
)
ONCE_OWNED = re.compile(r"\b(?:once|formerly|previously)(?: [a-z]+)? (?:owned|controlled|held)\b")
TO_BE_SET_UP = re.compile(r"\b(?:will|would|to)(?: jointly)? (?:set up|form|create|establish|launch)\b[^.;]*$")
"""What is told of a venture that does not exist yet."""
BOUGHT_OF_OWNER = re.compile(r"\b(?<!to )(?:acquired|bought|purchased)\b.* from (?:its|their|\ue008) ")
HELD = re.compile(
    r"(?<!-)(?<!already )\b(?:(?:owned|held|controlled|belonged)\b(?! (?:[a-z]+ly )?(?:acquired|bought|purchased|taken|raised|increased)\b)"
    r"|had\b(?! (?:[a-z]+ly )?(?:[a-z]{3,}ed|bought|built|got|grown|risen|taken|won)\b))"
)
BUYS = re.compile(rf"\b{BUY}\b")
PURSUANT = re.compile(r"\b(?:[Pp]ursuant to|[Uu]nder|[Ff]ollowing|[Bb]y virtue of|(?:agreement|contract|deed) by which)\b[^.;]*$")
"""Words before what an agreement has brought about."""
GAVE_UP = re.compile(
    r"\b(?:sold|transferred|divested|disposed of|gave up|surrendered) (?:its|their|his|her|\ue008|the|all)(?: (?:[a-z]+|\ue004)){0,3} "
    r"(?:stakes?|interests?|shares|shareholding|holdings?)\b|\b(?:held|owned|had)\b.*\buntil \ue005"
)
"""Words of one who has it no more."""
NOT_BUT = re.compile(r"\bnot\b[^.;]*\bbut (?:by|to|with|rather)\b")
"""Words that deny one and name another."""
SOLD_AFTER = re.compile(
    r"(?:[^.;]{0,40}? and (?:later |then )?(?:re)?sold|[^.;]{0,60}?,? only to (?:re)?sell) "
    r"(?:(?:(?:the|its|his|her|their|\ue008) (?:shares|stake|holding|company|business)|them|it|all)\b|\ue007)"
)
"""What stands behind one who bought and sold again."""
KEPT_UNTIL = re.compile(
    rf",? (?:and )?(?:(?:which|that) )?(?:[{IT}{PERSON}{ORG}] )?(?:then )?(?:owned|held|kept|ran|controlled|retained)(?: "
    rf"[a-z\ue007]+){{0,3}}? (?:until|till|up to)\b"
)
"""What stands behind one who bought and had it for a time."""
NOW_OF_OTHER = re.compile(
    r",? (?:which (?:is |was )?)?(?:now|today|currently|since|these days)\b[^.;,\ue000]{0,30}\b(?:owned|held|controlled|belong\w*|in "
    r"the hands|"
    r"property|part of|run by)\b"
)
"""What stands behind one who bought what another has today."""
GAVE_UNIT = re.compile(
    r"\b(?:sold|transferred|divested|disposed of|spun off) (?:its|their|\ue008) (?:[a-z-]+ ){0,4}(?:subsidiary|unit|arm|division"
    r"|affiliate)\b"
)
SOLD_BY = re.compile(r"\bsold\b[^,;]*\bby (?:[a-z]+ ){0,3}.?$|\bdied\b")
SAYS_FOR = re.compile(
    r"\b(?:lawyers?|attorneys?|counsel|representatives?|relatives?) (?:(?:has|have|had) )?(?:said|says?|told|insist\w*|claim\w*)\b[^.;]*$"
)
"""Words before what one side says of itself."""
UNTIL_BEHIND = re.compile(r"(?: \([^()]{1,40}\))?,? (?:until|till|up to)\b(?! (?:now|today|the end of))")
"""What stands behind one who had it and has it no more."""
HAD_IT = re.compile(r"^(?:[Hh]ad|[Ww]ere) [^.;]*\bwould\b")
"""What would be so, had something happened."""
IS = re.compile(r" (?:is|was|are|were|remains?) ")
ACCUSES = re.compile(
    r"\b(?:[Pp]rosecutors?|[Ii]nvestigators|[Pp]olice|[Dd]etectives|[Cc]ritics|[Oo]pponents|[Cc]ampaigners|[Aa]ctivists)\b[^.;:]{0,60}"
    r"\b(?:say|says|said|believe|claim|suspect|think)\b[^.;:]{0,60}$"
)
"""Words before what those say who accuse."""
NOT_YET = re.compile(
    r"[^.;]{0,100}?\b(?:(?:is|are|was|were) (?:due|expected|set|scheduled) to (?:be )?(?:complet|clos|conclud)|(?:will|would|should) "
    r"(?:be )?"
    r"(?:complet|clos)|(?:(?:is|are|remains?)|,) subject to|still (?:needs?|requires?|has to)|awaits?)"
)
"""What stands behind a deal that is still to be done."""
GERUND = re.compile(rf"{PARTY}(?: \([^()]{{1,40}}\))? (?:buying|acquiring|purchasing|taking (?:over|control)|selling|divesting)\b")
"""What somebody may do: ``there was talk of Aral buying Buri``."""
CAME_ABOUT = re.compile(
    r"\b(?:resulted in|result was|ended (?:with|in|by)|led to|leading to|saw|followed by|culminat\w+|after|since|with|(?:even?|day"
    r"|time|result|effect) of) (?:the )?$"
)
"""Words before what somebody then did."""
DISSOLVED = re.compile(
    r"\b(?:dissolved?|dissolving|ended|wound up|liquidated|terminated|broke up|closed|shut) (?:its|their|the|an?|\ue008) (?:[a-z-]+ ){0,3}"
    r"(?:venture|partnership|company|firm|fund),? ?$"
)
"""What stands before a company that is no more."""
BECAME = re.compile(r"\b(?:became|becomes?|has become|had become)\b")
ASKED = re.compile(r"\s*\?")
PROPOSED = re.compile(r"\b(?:planned|proposed)\b")
ANNOUNCED = re.compile(r"^\s*(?:announced|disclosed|unveiled)\s*$")
