"""Defines the words around a pronoun by which it means one party and not another: ``Aral sold it``, ``has sold its chain Buri``.

Owns their spelling.  What they decide is in ``referents.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.patterns.grammar import BUY
from loaders.article.sentences.anaphors import NOUNS, THINGS
from loaders.article.sentences.masking import IT, ITS, ORG, PERCENT, PERSON, PLACE

ACTOR = re.compile(
    rf"[{ORG}{PERSON}{IT}](?:,? (?:which|who)(?: [^,.;]{{1,80}},)?)?(?: (?:has|had|have|will|would|may|could|later|then|now|since|also"
    rf"|[a-z]+ly))* (?:own|sell|buy|hold|keep|sold|sells|bought"
    rf"|acquired|acquires|owns|"
    rf"owned|controls|"
    r"controlled|holds|held|purchased|founded|built|runs|ran|floated|backed|transferred|valued|took|gave)(?: (?:over|off|up))?"
    rf"(?: (?:{PERCENT}(?: stake)?|an? (?:[a-z]+ ){{0,2}}(?:stake|interest|share)|all|half|most|part|the (?:rest|whole|remainder)|control) "
    rf"(?:of|in))? $"
)
"""What stands before what somebody does something with: ``Aral has sold``, ``Aral owns 40 % of``."""
HELD_BEFORE = re.compile(
    rf"\b(?:sold|sells?|bought|buys?|acquire[sd]?|owns|owned|controls|controlled|purchased|took over|takes over) "
    rf"(?:the )?(?:(?!(?:by|to|from|in|for|with|at|on|of|and|or)\b)[a-z-]+ ){{0,2}}{ORG}"
    r"(?!['’])"
)
"""What somebody buys, sells or holds, which is what another does so with: ``When Aral bought Buri, Cetin had owned it``."""
TO_ANOTHER = re.compile(
    rf"[{ORG}{PERSON}](?: (?:has|had|have|also|[a-z]+ly))* (?:lent|loaned|advised|persuaded|helped|allowed|let|asked|urged|ordered"
    rf"|forced|gave|offered|granted|invited|convinced|warned|sued|accused|blamed|supplied|served|hired|joined|followed|rescued"
    rf"|saved|beat|defeated|overtook) (?:the )?(?:[a-z-]+ ){{0,3}}[{ORG}{PERSON}]"
)
"""One who does something to another: ``it`` behind them may mean either."""
MADE = re.compile(
    rf"[{ORG}{PERSON}{IT}](?: (?:has|had|have|also|[a-z]+ly))* (?:built|wrote|developed|designed|launched|opened|created|published|painted"
    rf"|composed|recorded|discovered|invented) (?:the|an?|its|{ITS}) (?!company|firm|business|group)[a-z]"
)
"""One who made something, which is what another buys or has: ``Aral wrote the software; Buri owns it``."""
AFTER_HOLDER = re.compile(r"(?:holders?|investors?|owners?) (?:of|in) $")
"""What stands before a company that others hold: ``a shareholder in``."""
AFTER_URGING = re.compile(
    r"\b(?:urg(?:ed?|es|ing)|ask(?:ed|s|ing)|press(?:ed|es|ing)|push(?:ed|es|ing)|call(?:ed|s|ing) on|want(?:ed|s)"
    r"|forc(?:ed?|es|ing)|order(?:ed|s|ing)|advis(?:ed|es|ing)|told|persuaded) $"
)
"""What stands before the one whom somebody else urges to do something."""
TELLS = re.compile(rf"\b(?:told|promised|assured|informed|reminded) (?:the )?(?:[a-z-]+ ){{0,3}}[{ORG}{PERSON}]")
MUST = re.compile(r" (?:must|should|could|may|can|cannot|ought)\b")
"""What stands around ``it`` where it may mean the one who is told something."""
SEVERAL = re.compile(
    rf"[^.;{ORG}]{{0,60}}{ORG}(?:, [^.;,{ORG}]{{0,30}}{ORG}){{0,4}},? and [^.;,{ORG}]{{0,40}}{ORG} (?:are|were|have|own|hold|plan"
    rf"|merged|agreed|formed)\b"
)
"""Several that do something together at the beginning of a sentence."""
TOGETHER = re.compile(rf"[{ORG}{PERSON}](?:, [{ORG}{PERSON}]){{0,6}},? and [{ORG}{PERSON}]")
SELLS_ITS = re.compile(
    rf"\b(?:sell(?:s|ing)?|sold|sale of|disposal of|dispos(?:es?|ed|ing) of|divest(?:s|ed|ing|ment of|iture of)?|offload(?:s|ed|ing)?"
    rf"|spin(?:ning)? off"
    rf"|spun off) (?:{ITS}|its|their) (?!own\b)(?:[a-z-]+ |{PLACE} )*{ORG}"
)
"""Who sells a company of his own."""
INTRODUCES = re.compile(
    r"\b(?:bought|buys?|buying|acquir(?:e|es|ed|ing)|sold|sells?|selling|built|opened|owns|owned|runs|operates|took over|stake in"
    r"|shares in|of|for"
    rf"|with|from|to|at|in) (?:an?|another) (?:[a-z-]+ |{PLACE}(?:-[a-z]+)? ){{0,3}}?(?P<noun>{NOUNS}|{'|'.join(sorted(THINGS))})"
    r"(?=[.,;]|$| (?:that|which|in|near|and|for|from|last|on|to|by)\b)(?!,? (?:called |named )?\ue000)"
)
"""What a sentence tells of without a name: ``bought a yard``; "the yard" behind it is that."""
OF_HOLDERS = re.compile(r" (?:[a-z-]+ ){0,3}(?:(?:share|stock|stake)holders?|(?:co-)?owners?|parent)\b")
"""What stands behind ``its`` where it means a company that is held."""
AND = re.compile(r"(?:,| and|;) $")
"""What joins a clause to the one before it."""
AFTER_BUY = re.compile(rf"\b{BUY} $")
"""What stands before what was bought: the company that a deal told before is about."""
BEFORE_OWNED = re.compile(rf"(?:,? which)? (?:is|was|has been|remains?) (?:[a-z]+ly |{PERCENT}[ -])?(?:owned|controlled|held)\b")
"""What stands behind what is held."""
AFTER_OTHER = re.compile(
    rf"[{ORG}{PERSON}](?: [^.;,{ORG}{PERSON}{IT}]{{1,30}})?,? (?:which|who) (?:still |now |today |also )?(?:owns|holds|controls|runs|has) $"
)
"""What stands before what another holds, to whom it was sold."""
SELLS = re.compile(
    rf"[{ORG}{PERSON}{IT}](?: (?:has|had|have|later|then|also|[a-z]+ly))* (?:sold|transferred|handed|ceded|gave|passed)(?: off| over| on)? "
    rf"(?:[a-z-]+ |[{PLACE}{ITS}] ){{0,4}}(?P<s>[{ORG}{IT}])[^.;,{ORG}{PERSON}]{{0,40}} to "
)
"""Who sells what to another."""
BEGINS_CLAUSE = re.compile(r"(?:[;(]|\b(?:when|until|before|after|while|where|but|and|because|since)) ?$")
"""What stands before the first word of a clause."""
IS = re.compile(r" (?:was|is|had|has|became|later|then|also)\b")
"""What stands around ``it`` at the beginning of a clause."""
SAID_OF_ALL: Final = frozenset(
    ["business", "company", "corporation", "enterprise", "firm", "group", "holding", "organisation", "organization"]
)
"""Nouns that say of no party what it is."""
TOLD_BY_NOUN: Final = THINGS | frozenset(["car", "cement", "chip", "drug", "glass", "paper", "steel", "toy", "wine"])
"""Words of names by which "the winery" or "the steelmaker" tells who is meant."""

OF_WORKS = re.compile(
    r" (?:airline|bakery|brewer|brewery|broadcaster|builder|carmaker|cinema|clinic|creamery|dairy|distillery|drugmaker|farm|foundry|grocer"
    r"|hospital|hotel|manufacturer|mill|mine|miner|newspaper|plant|port|pub|quarry|refinery|restaurant|retailer|sawmill|shipbuilder|shipyard"
    r"|smelter|steelmaker|steelworks|supermarket|vineyard|winery|yard)$"
)
"""Nouns of those who make, grow or sell things."""
OF_MONEY = re.compile(
    r"\b(?:Bank|Banca|Banco|Banque|Capital|Equity|Funds?|Insurance|Investments?|Investors|Ministry|Partners|Pension|Ventures)\b"
)
"""Names of those who do not, and whom such a noun never means: ``the yard`` is not Aral Bank."""
