"""Defines the words around two parties that show that the one does not hold the other, as they tell of others.

Owns their spelling on masked text.  Where each of them stands is in the table of ``crossed_pairs.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.patterns.grammar import STAKE_WORD
from loaders.article.sentences.masking import DATE, IT, ITS, NUMBER, ORG, PERCENT, PERSON, PLACE

OTHER_OBJECT = re.compile(
    r"\b(?:acquire[sd]?|acquiring|bought|buys?|buying|purchase[sd]?|purchasing|took|takes?|owne?[sd]?|ran) "
    rf"(?:(?:the|an?|its|their|his|her|all|some|several|many|any|[{ITS}{NUMBER}]) )?(?:[a-z-]+ |{PLACE} ){{0,3}}?"
    r"(?!stakes?\b|shares?\b|shareholdings?\b|holdings?\b|interests?\b|majority\b|control\b|half\b|part\b|rest\b|all\b|most\b|remainder\b"
    r"|equity\b|capital\b|ownership\b|stock\b|company\b|companies\b|firm\b|business\b|position\b|over\b|out\b|up\b|back\b|by\b)"
    r"[a-z-]{3,} (?:in|at|with|near|between|on|around|like) "
)
"""Words that tell of another thing that is held: ``acquired two plots in``, ``bought new stores with``."""
SELLS_ITS = re.compile(rf"['’]s? (?:[a-z]+ ){{0,2}}(?:{PERCENT}|{STAKE_WORD})")
BUYING = re.compile(r"\b(?:acquir\w+|b[uo]y\w*|bought|purchas\w+) (?:[a-z-]+ ){0,3}$")
"""Words around one whose shares are bought: ``buying Aral's 49 %``."""
IT_WAS = re.compile(rf"{IT} (?:was|is|were|has been|had been) (?:[a-z]+ ){{0,2}}(?:bought|acquired|sold|purchased|taken over|owned)\b")
"""Words by which what follows is of what a pronoun means: ``Ada Brook; it was bought by Aral``."""
OFFICER_OF = re.compile(
    r"(?i:\b(?:chair(?:man|woman)|president|director|officer|ceo|manager|counsel|treasurer|secretary|analyst|controller)\b)"
    rf"[^.;{ORG}{PERSON}]{{0,40}}? (?:of|at|for|with) [^.;{ORG}{PERSON}]{{0,20}}{ORG}"
)
"""Words by which the one before them works for the next."""
WITH = re.compile(rf"\bwith (?:the )?(?:[a-z-]+ |{PLACE}(?:-[a-z]+)? ){{0,3}}$")
HELD_BY = re.compile(rf"\b(?:(?:owned|held|controlled|acquired) by|(?:subsidiary|unit|division) of)\b[^.;]*{ORG}[^.;]*\bwith\b")
"""Words between a company and another beside which it stands, and whose it is not: ``owned by Aral, in a duopoly with Buri``."""
FROM_SEVERAL = re.compile(rf"\b(?:bought|acquired|purchased) from [^.;,]{{0,60}}[{ORG}{PERSON}],? and (?:the )?(?:[a-z-]+ ){{0,2}}$")
"""Words before the second of those who sold."""
AND_OTHER = re.compile(rf"{PERCENT}(?: {STAKE_WORD})?,? and (?:[a-z-]+ |{PLACE} ){{0,4}}$")
"""Words between two that both hold: ``Ada Brook owned 33 % and carmaker Aral 8 %``."""
SAME = re.compile(
    r"\b(?:known as|renamed|rebranded|changed (?:its name )?(?:in)?to|name (?:was |is )?changed|successor (?:to|of)|predecessor (?:to|of)"
    r"|degree|graduat\w+|studied|grew up|born in|(?:was|were|is|and) raised)\b"
)
"""Words between two that are one, or a person and where he was."""
BRACKETED = re.compile(r" \([^()]*\)|, (?:also|formerly|previously|better|later) (?:known as|renamed|called) [^,]{1,60},")
PLACED = re.compile(
    r"\b(?:based|headquartered|located|domiciled|offices?|headquarters?|plants?|factory|premiered|lives?|living|lived|situated|campus"
    rf"|employed|incorporated|registered)(?: [a-z]+)? (?:in|at|near|on|to) (?:the )?(?:(?:[a-z-]+ )?{PLACE}, )?$"
)
"""Words before a place."""
IN_PLACE = re.compile(rf"\b(?:in|at|near) (?:the )?{PLACE}, $")
OF_PLACE = re.compile(rf"[{ORG}{PERSON}] (?:of|from) $")
"""Words before the place of the one they follow: ``Aral Ventures of Richmond``."""
LISTED = re.compile(
    r"(?<!\binvestors )(?<!\bgroups )(?<!\bgroup )(?<!\bconsortium )(?<!\bholders )(?<!\bbackers )(?<!\bowners )(?<!\bfirms )(?<!\bfunds )"
    rf"(?<!\binvestors, )\b(?:including|such as|namely)\b[^.;]*[{ORG}{PERSON}]"
)
"""Words between two of which the second is an item of a list."""
OF_BETWEEN = re.compile(
    rf"[{ORG}{PERSON}],? (?:which|who|itself|in turn)(?: [a-z]+ly| also)? (?:owns|owned|holds|held|has|had) (?:an? )?{PERCENT}"
)
"""Words that tell what a party between two others has."""
ENDED_WITH_OTHER = re.compile(rf"\bno longer\b[^.;]*[{ORG}{PERSON}]")
"""Words that tell that it was of a party between two others."""
OF_WHICH = re.compile(r"\b(?:of|in) which (?:[a-z]+ ){0,2}$")
"""Words before one who holds something in the company before him."""
ITS_SHARES = re.compile(rf"{ITS} (?:own )?(?:shares?|stock|equity|capital|votes)\b")
"""What others hold in a party, where it stands behind a company: ``a position in Aral equal to 1.2 % of its shares``."""
ITS_HOLDERS = re.compile(
    rf"{ITS} (?:[a-z-]+ ){{0,4}}(?:investors?|shareholders?|stockholders?|owners?|backers?|parents?|staff|employees|workers"
    rf"|founders?|members|management|managers|directors|officers|executives|residents|readers|fans|supporters|funding|"
    rf"rounds?|financing|acquisition|sale)\b"
)
"""What makes a company of which only ``its`` is said one that is held: ``its holdings`` are of others."""
SELLS = re.compile(
    rf"(?: \([^()]*\))?,?(?: (?!(?:was|were|is|are|been|be|being)\b)[a-z{DATE}{ORG}]+){{0,8}} (?:sold|sells|selling|sell|divested"
    rf"|transferred)"
    rf"(?: off)? (?:its|their|the|an?|all|it|them|{PERCENT}|[{ITS}{IT}{ORG}])"
)
"""What stands behind a seller: it is not what is sold."""
THROUGH = re.compile(rf"\b(?:through|via) (?:[a-z-]+ |{ITS} |{PLACE}(?:-[a-z]+)? ){{0,5}}$")
"""What stands before a party through which another holds."""
ITS_OWNER = re.compile(
    rf"{ITS} (?:[a-z-]+ ){{0,3}}(?:shareholder|investor|owner|stakeholder|parent)(?: company)?,? (?:(?:is|was|remains) )?(?:the "
    rf")?(?:[a-z-]+ ){{0,3}}$"
)
"""What stands before the owner of the party that the sentence began with."""
BOUGHT = re.compile(r"\b(?:acqui|bought|buy|purchas|took|take)")
FROM = re.compile(rf"\bfrom (?:[a-z-]+ |{PLACE} ){{0,3}}$")
"""What stands before the one of whom something was bought."""
BY = re.compile(
    rf"\b(?:[Bb]ought|[Aa]cquired|[Pp]urchased|[Mm]ade|[Rr]un|[Ss]old|[Bb]uilt|[Oo]wned|[Ff]ounded|[Ee]stablished|[Cc]reated"
    rf"|[Oo]pened) by (?:the |its )?(?:[a-z-]+ |{PLACE} ){{0,3}}$"
)
"""What stands before the one who did what is told."""
REPORTER = re.compile(r" (?:has |have )?(?:found|wrote|revealed|documented)\b(?! guilty)")
"""What stands behind one who tells of others."""
SPEAKER = re.compile(r"\b(?:said|says|added|according to|told) (?:[a-z]+ ){0,3}$")
PARALLEL = re.compile(r", and (?:to|by|from|of|in) ")
"""Words between two of whom the same is told."""
OF_DOER = re.compile(
    rf"[{ORG}{PERSON}{IT}],? (?:(?:which|who|that) (?:is|are|was|were) )?(?:[a-z]+ )?(?:[a-z]+(?:ed|wn|un)|held)(?: [io]n trust)? by "
    rf"(?:[a-z -]|{PLACE}|{ORG}"
    rf"|{PERSON}){{0,60}}$"
    rf"|[{ORG}],? (?:(?:which is|itself) )?(?:an? |the )?(?:[a-z-]+ ){{0,2}}(?:part|unit|subsidiary|arm|division|vehicle|member) of "
    rf"(?:[a-z -]|{PLACE}){{0,40}}$"
)
"""What stands before one who only tells of the party before it: ``Aral, backed by Buri, has bought``."""
OF_NEAREST = re.compile(
    r", (?:itself|in turn|followed by|(?:which|who) (?:is |was )?(?:itself|in turn))\b|, (?:[a-z]+ly )?(?:owned"
    r"|controlled) by\b|, an? [^,.;]{1,40} whose\b"
)
"""Words by which what follows is told of the party right before them."""
DOES = re.compile(
    r",?(?: (?:has|had|have|also|already|now|then))*(?: [a-z]+ly)? (?:acquired|acquires|bought|buys|purchased|owns|owned|holds|held"
    r"|controls|"
    r"controlled|took over|inherited)(?! (?:[a-z]+ )?by\b)"
)
"""What stands behind one who holds, and is not held."""
SALE = re.compile(r"\b(?:completed|closed|announced|agreed|disclosed|approved) (?:the|its|\ue008|an?) (?:sale|disposal|divestment)\b")
"""Words behind one who sells, and does not hold."""
OTHER_CLAUSE = re.compile(
    rf"\b(?:owned|controlled|held|bought|acquired) by (?:[a-z-]+ ){{0,3}}[{ORG}{PERSON}](?:,? (?:while|but|whereas|although|when)|;) "
)
EXCEPT = re.compile(
    r"\b(?:[Uu]nlike|[Ee]xcept(?: for)?|[Ww]ith the exception of|[Aa]part from|[Aa]side from|[Oo]ther than|[Ee]xcluding|[Cc]ontrary to"
    r"|[Cc]ompared (?:with|to)|[Ii]n contrast to|[Aa]s opposed to|[Ii]nstead of|[Rr]ather than|[Cc]ontrary to what) "
    rf"(?:[a-z-]+ |{PLACE} ){{0,3}}$"
)
"""Words before one that is set apart from those of whom the sentence tells."""
NOT_LIKE = re.compile(
    r"\b(?:unlike|in contrast to|as opposed to|rather than|instead of|contrary to|than(?: [a-z]+){0,2}) (?:by |the |in |of )?$"
)
ACTS_AFTER = re.compile(rf"(?<=, )[{ORG}{PERSON}] (?:is|are|was|were|remains?)\b")
"""One who does something else, behind what stands between two commas."""
OTHER_AGENT = re.compile(rf"\b(?:owned|controlled|held|bought|acquired) by (?:[a-z-]+ ){{0,3}}[{ORG}{PERSON}],? and (?:the )?.$")
ACTS = re.compile(r" (?:is|are|was|were|has|had|owns|will|would|makes|runs)\b")
"""Words by which the one behind them is of another clause than the passive before it."""
IN_CITY = re.compile(rf"\bby (?:the )?[{ORG}{PERSON}] (?:of|from|in) $")
"""Words before the place of one who holds: ``owned by Aral of Nicosia``."""
IS_HOLDER = re.compile(
    rf"['’]s? (?:(?:[a-z-]+|{PERCENT}) ){{0,3}}?(?:ownership|stake|shareholding|holding|shares|control|purchase|acquisition|takeover|sale) "
    rf"(?:of|in|over)\b"
)
"""What stands behind one who holds something: ``Aral's ownership of Buri``."""
KEPT = re.compile(r"\b(?:kept|keeps|retained|retains) ")
"""Words between two that both were of somebody else."""
_THING: Final = (
    r"(?:divisions?|brands?|debts?|bonds?|loans?|licen[cs]es?|rights|plants?|mills?|factor(?:y|ies)|sites?|shops|branches|products?"
    r"|inventory|output|sales|production|exports?|revenues?|turnover|profits?|headquarters|buildings?|offices?)"
)
THING_OF = re.compile(rf"\b(?:{_THING} of|(?:claims?|(?:law)?suits?|judge?ments?|case) against) (?:the )?(?:[a-z-]+ )?$")
OF_RELATIVE = re.compile(
    r"\b(?:rivals?|competitors?|customers?|suppliers?|output|sales|employees) of (?:the )?(?:[a-z-]+ )?$|\b(?:in|of|by|from|with) (?:the"
    r"|an?|its) "
    r"(?:[a-z]+ )?(?:parent|owner)(?: company)? of $|\b(?:fund|company|firm|group|trust|vehicle) (?:that|which) (?:owns|holds|controls"
    r"|owned|held|bought|acquired|took over) $"
)
"""Words before a company of which another is told."""
THING_BEHIND = re.compile(rf"['’]s? (?:[a-z-]+ ){{0,2}}(?:{_THING}|half|quarter|third|stake|shares?|holding|interest)\b")
"""Words before and behind a company of which a thing is told, and not the whole: ``the mill of Aral``, ``Aral's mill``."""
RELATIVE_BEHIND = re.compile(
    r"['’]s? (?:[a-z-]+ ){0,2}(?:parent|owner|shareholder|rival|competitor|landlord|lender|creditor|supplier|customer|founder)\b"
)
"""What stands behind one of whom only another is bought: ``bought Aral's parent, Buri``."""
HAS_THING = re.compile(
    r"\b(?:owns|owned|controls|controlled|acquire[sd]?|acquiring|bought|buys?|purchase[sd]?|takes? over|took over|sold) (?:[a-z]+ ){0,3}$"
)
HIS_OWN = re.compile(r"\b(?:sold|sells?|selling|divested|transferred|kept|keeps|reduced|raised|increased|cut|lifted|pledged) $")
"""Words before ``its`` that tell of the shares of the one who acts."""
BEHIND_OTHER = re.compile(", followed by| behind ")
"""Words between one and another that has less, or comes after it."""
HIS_COMPANY = re.compile(rf"['’]s? (?:(?!(?:shares?|stakes?)\b)[a-z-]+ ){{0,2}}{ORG}")
"""What stands behind one whose company holds: ``owned by Ada Brook's Aral``."""
UNIT_OF = re.compile(
    rf"\b(?:subsidiar(?:y|ies)|units?|arms?|divisions?|affiliates?|imprints?|part) of (?:the )?(?:[a-z-]+ |{PLACE} ){{0,2}}$"
)
"""Words before one that holds, and is not held: ``Aral and Buri remain units of Cetin``."""
NOR = re.compile(r"\bnor (?:will|would|does|did|do|has|have|is|was|could|can|should)\b")
"""Words between two of whom the first is not who the last clause is about."""
SELLS_OTHER = re.compile(rf"\b(?:selling|sold|sells|the sale of)\b[^.;]* (?:in|of) (?:[a-z-]+ |{PLACE} ){{0,4}}{ORG} to\b")
"""Words between one who sells a share of another, and the buyer."""
HIRES = re.compile(r"\b(?:appointed|hired|engaged|mandated|instructed|tasked) (?:[a-z-]+ ){0,3}\ue000$")
"""Words between one and those who work for him: ``Aral has appointed Buri to run an auction``."""
INVESTS = re.compile(r"\b(?:invest|rais|fund|back|round)")
"""Words of money put in."""
TO_BUYER = re.compile(
    rf"\b(?:sold|sell|sells|selling|resold|transferred|transfers?|passed|handed|gave|ceded) (?:[a-z]+ |{IT} |{DATE} ){{0,4}}(?:on )?to "
    rf"(?:the )?"
    rf"(?:[a-z-]+ |{PLACE} ){{0,3}}$"
)
"""Words of one who gave to the next, and does not hold him."""
OF_NOBODY = re.compile(
    rf"\b(?:owned|controlled|held|run|bought|acquired) by [a-z'’ {ITS}{IT}{NUMBER}{PLACE}-]{{1,120}}(?:;|, (?:while|whereas|but|and)) "
)
"""Words between a company whose owners have no name and another that the next clause is about."""
HOLDS_IT = re.compile(r" (?:already |now |still )?(?:holds?|held|owns?|owned|has|had)(?=[.,;]|$)")
"""What stands behind one who holds what the words before tell of: ``30 % of Aral that Buri holds``."""
IS_OBJECT = re.compile(r"\b(?:bought|buys?|acquire[sd]?|purchased|sold|sells?|owns|owned|helped) (?:the )?$")
"""Words before one to whom something is done, and who does nothing with it."""
OF_GO_BETWEEN = re.compile(
    r" (?:(?:has|have|had|also) )*(?:arranged|brokered|financed|funded|underwrote|structured|handled|facilitated|oversaw|negotiated|blocked"
    r"|vetoed|cleared|approved|opposed|criticised|advised (?:[^.;,]{1,30} )?on|worked on"
    r"|(?:has|had|played|took) (?:no|an?|any) (?:[a-z]+ )?(?:hand|part|role|say) in) (?:the|an?|its) (?:[a-z-]+ ){0,2}"
    r"(?:purchase|acquisition|takeover|sale|buyout|merger)\b"
)
"""What stands behind one who has a hand in the deal of others."""
IN_WHICH = re.compile(" in which ")
"""Words between a company and one that holds something in it."""
