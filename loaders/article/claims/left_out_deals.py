"""Patterns of a deal whose company a sentence does not name, since words before it did: ``sold her 9 %``, ``The buyer is Buri``.

Owns these words.  Who holds a company that is not named is in ``left_out.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import ADV, APP, AUX, BUY, HL, NP, OWN, PCT, POSS, STAKE_WORD, WHEN, WORD, H, Pattern
from loaders.article.patterns.ownership import CHANGE
from loaders.article.sentences.masking import ITS, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON

SELLS_ALONE: Final = Pattern.compile(
    "sells-share-alone",
    "owns",
    rf"(?<!\bof )(?<!\bby )(?<!\bto )(?<!\bfrom ){H}{APP},?{ADV}{AUX}{ADV} (?:transferred|sold|sell|sells|selling|gave up|ceded|handed"
    rf" over|disposed of"
    rf"|divested|tendered|tender) (?:any (?:part )?of |all (?:of )?)?{OWN} (?:(?:entire|remaining|whole|last) )?"
    rf"(?>{PCT}(?: {STAKE_WORD})?|(?:(?<=entire )|(?<=whole ))(?:stake|holding|shareholding|interest))(?! (?:of|in|each)\b)",
    "transferred|sold|sell|gave|ceded|handed|disposed|divested|tender",
    event=True,
    ends=True,
)
SELLS_TO: Final = Pattern.compile(
    "sells-share-to",
    "owns",
    rf"{PARTY}{APP},?{ADV}{AUX}{ADV} (?:transferred|sold|sells?|selling|cede[sd]?|ceding|handed over|divest(?:s|ed|ing)?|transfer(?:s"
    rf"|ring)?)"
    rf" (?:all (?:of )?)?{OWN} (?:(?:entire|remaining|whole|last) )?(?:{PCT}(?: {STAKE_WORD})?|(?:entire |whole )?(?:stake|holding"
    rf"|shareholding"
    rf"|interest|shares)) to (?!(?:an? |the )?(?:consortium|group|syndicate|pair|trio) of){NP}{H}(?!{POSS})",
    "transfer|sold|sell|ced|handed|divest",
    event=True,
)
SELLS_PARTS: Final = Pattern.compile(
    "sells-parts-to",
    "owns",
    rf"{PARTY}{APP},?{ADV}{AUX}{ADV} (?:sold|sells?|selling|transfer(?:s|red)?|handed(?: over)?|gave|gives?|passed|ceded) "
    rf"(?P<pl>(?:an? )?{PERCENT}(?: {STAKE_WORD})? to {NP}{H}(?P<hl>(?:,? (?:and|plus)|,) (?:an? |another |the (?:remaining|other) )?"
    rf"{PERCENT}(?: {STAKE_WORD})? to {NP}[{ORG}{PERSON}])*)(?!{POSS})",
    "sold|sell|transfer|handed|gave|give|passed|ceded",
    event=True,
)
OFFERS_ALONE: Final = Pattern.compile(
    "offers-a-share",
    "owns",
    rf"{H}{APP},?{ADV}(?P<aux> (?:has |have |had |is |are )?(?:offered|offers|bid|bids|offering|proposed to pay|proposes to pay))"
    rf"(?: to pay)? {MONEY} (?:a|per|for each|for every) share\b(?!(?: in [a-z]+)? for\b)",
    "share",
    event=True,
)
SELLS_THESE: Final = Pattern.compile(
    "sells-these",
    "owns",
    rf"(?<!\bof )(?<!\bby )(?<!\bto )(?<!\bfrom ){H}{APP},?{ADV}{AUX}{ADV} (?:transferred|sold|passed|handed|ceded|gave) "
    r"(?:the|these|those) (?:shares|stake|holding|shareholding)(?: on| over)?(?= (?:to|in|for|last|again|a)\b|[.,;]|$)",
    "shares|stake|holding",
    event=True,
    ends=True,
)
GOES_TO: Final = Pattern.compile(
    "these-go-to",
    "owns",
    rf"(?:transferred|sold|passed|handed|ceded|gave) (?:the|these|those) (?:shares|stake|holding|shareholding)(?: on| over)? to {NP}{H}",
    "shares|stake|holding",
    event=True,
)
CHANGES_ALONE: Final = Pattern.compile(
    "changes-alone",
    "owns",
    rf"{H}{APP}{WHEN},?{ADV}{AUX}{ADV} {CHANGE} (?:its|their|his|her|{ITS}) (?:{WORD} ){{0,2}}{STAKE_WORD} (?:from "
    rf"[{PERCENT}{NUMBER}] )?to {PCT}(?! (?:of|in)\b)",
    PERCENT,
    event=True,
)
BOUGHT_ALL_FROM: Final = Pattern.compile(
    "all-bought-from",
    "owns",
    rf"(?<= )(?:{BUY}) (?P<q>all(?= )|)(?:(?: of)? (?:the )?|the (?:remaining|other) )(?:issued )?(?:shares|share capital|stock|capital)"
    rf"(?: of the company)? from {NP}{H}{HL}",
    "shares|capital|stock",
    event=True,
    ends=True,
)
BUYER: Final = Pattern.compile(
    "buyer-is",
    "owns",
    rf"^[Tt]he (?:buyers?|purchasers?|acquirer)(?: of the (?:shares|stake|business|company))?(?:,| (?:is|was|are|were)) {NP}{H}",
    "buyer|purchaser|acquirer",
    event=True,
)
LIKELY_BUYER: Final = Pattern.compile(
    "likely-buyer",
    "owns",
    rf"{H}{APP}(?P<aux> (?:is|was|are|were|has emerged as|had emerged as|emerged as))(?: now| seen as)? (?:the |an? )?(?:most"
    rf" )?(?:likely|preferred"
    rf"|prospective|potential|possible|probable|favoured|favored) (?:buyer|bidder|acquirer|purchaser|suitor)(?! (?:of|for|in)\b)",
    "buyer|bidder|acquirer|purchaser|suitor",
    event=True,
)
SELLER: Final = Pattern.compile(
    "seller-is",
    "owns",
    rf"(?:(?<=\bof )the (?:former|previous) owner|(?<=\bfrom )(?:the|{ITS}) (?:former|previous) owner|^[Tt]he (?:sellers?|vendors?"
    rf"|(?:previous|former|prior|outgoing) (?:owner|proprietor)))(?: of the (?:shares|stake|business|company))?"
    rf"(?:,| (?:is|was|are|were)) {NP}{H}(?!,? (?:which|who) (?:has|have|owns|holds)\b)(?:,? (?:with|holding|owning) (?:an? )?{PCT})?",
    "seller|vendor|owner|proprietor",
    event=True,
    ends=True,
)
LEAVES: Final = Pattern.compile(
    "leaves-it",
    "owns",
    rf"(?P<h>{ORG}){APP}{ADV}{AUX}{ADV} (?:left|exited|withdrew|pulled out|sold out|sold up|bowed out)(?= (?:in|last|after|on|by)\b|[.,;]"
    rf"|$)",
    "left|exited|withdrew|pulled|sold|bowed",
    event=True,
    ends=True,
)
ROUND_LED: Final = Pattern.compile(
    "round-led",
    "invested-in",
    rf"^(?:[A-Z][a-z]+ |{WHEN},? )?(?:[Tt]h(?:e|is|at)|{ITS}|[Aa]) (?:(?:{MONEY}|[A-Z]|[Ss]eries|[a-z-]+) ){{0,4}}(?:round"
    rf"|financing|fundraising) (?:was|is)(?: jointly)? "
    rf"(?:co-)?(?:led|backed|financed|joined) by {NP}{H}{HL}",
    "round|financing|fundraising",
    event=True,
)
ROUND_JOINED: Final = Pattern.compile(
    "round-joined",
    "invested-in",
    rf"^(?:[Tt]h(?:e|is|at)|{ITS}|[Aa]) [^.;]{{1,120}}?,? with (?:further |additional |the )?(?:participation|contributions|support"
    rf"|backing|money) (?:from|of|by) {NP}{H}{HL}",
    "participation|contributions|support|backing|money",
    event=True,
)
OTHER_INVESTORS: Final = Pattern.compile(
    "other-investors",
    "invested-in",
    rf"^(?:[Oo]ther|[Ee]xisting|[Ee]arlier|[Ff]urther|[Mm]ajor|[Ii]nstitutional|[Tt]he|{ITS})? ?(?:[a-z-]+ ){{0,2}}[Ii]nvestors "
    rf"(?:(?:in|across) [a-z ]{{3,40}} )?"
    rf"(?:currently |also )?(?:include[ds]?|are|were) {NP}{H}{HL}",
    "nvestors",
)
