"""Patterns of deals as others tell of them: the purchase that a regulator clears, the sale by its owner that a company announces

Owns these words.  Deals of which buyer or seller tells are in ``deals.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.deals import FROM
from loaders.article.patterns.grammar import (
    ADV,
    APP,
    AUX,
    BARE_STAKE,
    BUY,
    HL,
    IS,
    MAJOR,
    NO_THING,
    NP,
    OWN,
    PARENT,
    PCT,
    POSS,
    SIZE,
    SL,
    STAKE,
    STAKE_WORD,
    WHEN,
    WHOSE,
    WORD,
    H,
    Pattern,
    S,
)
from loaders.article.sentences.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON

_STRUCK: Final = (
    "(?:entered into|signed|inked|reached|struck|made|sealed|concluded|announced|secured|clinched|(?:came|come) to|has|have|had)"
    "(?: an?| the)?(?: [a-z-]+){0,3} (?:agreement|deal|contract|pact|accord)"
)

TOLD_DEALS: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "purchase-by-of",
        "owns",
        rf"(?:acquisition|purchase|takeover|buyout|buy-out) by {NP}{H}{APP} of (?:{STAKE} (?:in|of) )?{NP}{S}{FROM}",
        "acquisition|purchase|takeover|buyout|buy-out",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "its-cleared-deal",
        "owns",
        rf"(?<!not )(?<!n['’]t )(?P<deal>(?:(?:cleared|approved|waved through|nodded through)|(?:approval|clearance|consent|permission"
        rf"|green light)"
        rf" (?:for|to|of)|(?:expects?|expected|plans?|hopes?|aims?) to (?:complete|close|finali[sz]e|conclude)) )(?P<h>{ITS})"
        rf" (?:[a-z]+ |{MONEY} ){{0,3}}(?:acquisition|purchase|takeover|buyout) of (?:{STAKE} (?:in|of) )?{NP}{S}{FROM}",
        "cquisition|purchase|takeover|buyout",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "its-own-deal",
        "owns",
        rf"(?:[Ss]ince|(?:in|since|during) {DATE},? (?:as part of|with|through|following|after)) (?P<h>{ITS}) (?:{DATE} )?(?:[a-z]+ )?"
        rf"(?:acquisition|purchase|takeover|buyout) of (?:{STAKE} (?:in|of) )?{NP}{S}",
        "cquisition|purchase|takeover|buyout",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "agreement-with-buyer",
        "owns",
        rf"(?P<deal>agreements?|deals?|contracts?|pact) with {NP}{H}{APP} (?:for|under which|by which) (?:(?:the latter|{IT}) )?"
        rf"(?:to|will|would) (?:{BUY}|take|get) (?:{STAKE} (?:in|of) )?{NP}{S}",
        "agreement|deal|contract|pact",
        event=True,
    ),
    Pattern.compile(
        "agreement-with-buyer-to-sell",
        "owns",
        rf"{H.replace('<h>', '<seller>')}{APP}{WHEN}{ADV}{AUX}{ADV} (?P<deal>agree[sd]?|{_STRUCK}) with {NP}{H}{APP} to"
        rf" (?:sell|transfer|divest|hand over)(?: off)? (?:(?:{STAKE}|(?:{OWN}|the) (?:remaining |entire |last )?"
        rf"(?P<p2>{PERCENT})) (?:in|of) )?{NP}{S}{NO_THING}",
        "agree|deal|contract|pact|accord",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "agreement-with-seller-to-buy",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?P<deal>agree[sd]?|{_STRUCK}) with {NP}{H.replace('<h>', '<seller>')}{APP} to {BUY} "
        rf"(?:(?:{STAKE}|(?:{OWN}|the|the latter['’]s) (?:remaining |entire |last )?(?P<p2>{PERCENT})) (?:in|of) )?{NP}{S}{NO_THING}",
        "agree|deal|contract|pact|accord",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "is-being-sold-by",
        "owns",
        rf"{S}{APP}(?:,? (?:which|that))?(?P<aux> (?:is|are)(?: now| currently)? being) (?:sold(?: off)?|auctioned(?: off)?|put up for"
        rf" sale)"
        rf"{ADV} by (?:{OWN} (?:[a-z]+ )?(?:owner|parent|shareholder),? )?{NP}{H}",
        "being",
        event=True,
        ends=True,
    ),
    Pattern.compile(
        "owner-sells-to",
        "owns",
        rf"(?P<s>{ITS}|{PARTY}(?={POSS}))(?:{POSS})? (?:[a-z-]+ ){{0,3}}(?:owner|shareholder|stakeholder|parent|sponsor|promoter|investor"
        rf"|backer)(?: company)?,? {NP}(?P<seller>{PARTY}),?{AUX}{ADV} (?:sells?|sold|selling|transfers?|transferred) (?:all (?:of"
        rf" )?)?{OWN} "
        rf"(?:(?:entire|whole|remaining) )?(?:{PCT}[ -]?)?{STAKE_WORD}(?: in {IT})? to {WHOSE}{NP}{H}{HL}",
        "sell|sold|transfer",
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "board-approves-sale",
        "owns",
        rf"(?P<seller>{PARTY}){APP}(?: (?:said|announced)(?: that)?)?(?:{POSS}| {ITS}) board (?:has |had )?(?P<deal>approved) (?:the|an?) "
        rf"(?:sale|disposal|transfer|divestment) of (?:{OWN} )?(?:{STAKE} (?:in|of) )?{NP}{S}[^.;{ORG}{PERSON}{IT}]{{0,40}}? to "
        rf"{WHOSE}{NP}{H}",
        "board",
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "sale-approved",
        "owns",
        rf"(?<!not) (?<!refused to )(?<!declined to )(?<!failed to )(?<!yet to )(?<!never )(?P<deal>approve[sd]?|clear(?:s|ed)|sanctioned"
        rf"|authori[sz]e[sd]?|waved through|signed off on|voted for|(?:gave|given) (?:[a-z-]+ ){{0,4}}(?:to|for)) (?:the|an?)"
        rf" (?:(?:[a-z-]+|{MONEY}) ){{0,2}}(?:sale|disposal|transfer|divestment) of (?:{STAKE} (?:in|of) )?{NP}{S}"
        rf"(?: for {MONEY}| by {NP}(?P<seller>{PARTY}))? to (?:(?:one|two|three) of {ITS} [a-z]+, )?{WHOSE}{NP}{H}",
        "sale of|disposal of|transfer of|divestment of",
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "bid-for-unit-of",
        "owns",
        rf"(?P<seller>{PARTY}){APP}{WHEN}{ADV}(?: (?:has|have|had|is|was|were))? (?!den|not\b|no\b)[a-z]+"
        rf"(?: [a-z]+){{0,2}}?(?: (?:an?|the|{NUMBER}))?"
        rf" (?:(?:[a-z-]+|{MONEY}) ){{0,4}}"
        rf"(?P<aux>bids?|offers?|approach(?:es)?|proposals?)(?: (?:of|worth|at) {MONEY})? (?:from|by) {NP}{H}{APP} (?:for|to (?:buy"
        rf"|acquire)) {ITS} (?:(?!former\b|ex-){WORD} ){{0,3}}(?:subsidiary|unit|arm|division|business|brand|affiliate),? {NP}{S}",
        "bid|offer|approach|proposal",
        event=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "pays-to-for",
        "owns",
        rf"{H}{APP}(?:,? (?:which|who))?{WHEN}{ADV}{AUX}{ADV} (?:paid|pays|pay|paying) {MONEY} to {NP}(?P<seller>{PARTY}) for "
        rf"(?:all of |the whole of |control of )?(?:[Tt]he )?{NP}(?P<s>{ORG}){NO_THING}"
        rf"(?=[.,;)]|$| (?:in|last|and|after|when)\b)",
        MONEY,
        event=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "leaves-by-selling",
        "owns",
        rf"(?P<seller>{PARTY}){APP}{WHEN}{ADV}{AUX} [a-z][^.;{ORG}{PERSON}{IT}{ITS}]{{2,100}}?(?:,|,? (?:by|after))"
        rf" (?:selling|transferring|ceding"
        rf"|handing(?: over)?|passing|offloading) {OWN} "
        rf"(?:entire |whole |remaining |full )?(?:{STAKE}|(?P<p2>{PERCENT})) (?:of|in) {NP}{S} to {WHOSE}{NP}{H}",
        "selling|transferring|ceding|handing|passing|offloading",
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "companies-it-owns",
        "owns",
        rf"(?:companies|firms|entities|businesses|subsidiaries|units|banks|hotels|mines|plants|refineries|airlines|newspapers|ships|vessels)"
        rf" (?:that |which )?{H} (?:(?:also|still|now) )?(?:owns|controls|owned|controlled)(?:,|:| [–—-])? "
        rf"(?:(?:including|namely|such as|among them),? )?{NP}{S}{SL}",
        "own|control",
        ends_in_past=True,
    ),
    Pattern.compile(
        "buyer-of-is",
        "owns",
        rf"[Tt]he (?:eventual |winning |new )?(?:buyer|purchaser|acquirer) of (?:{STAKE} (?:in|of) )?{NP}{S}{IS} {NP}{H}(?!{POSS})",
        "buyer|purchaser|acquirer",
        event=True,
    ),
    Pattern.compile(
        "holds-and-is-owned-by",
        "owns",
        rf"{S}{APP}{ADV} (?:owns|holds|has|controls) (?:{BARE_STAKE} (?:of|in) )?{NP}{PARTY},? and(?P<cop> (?:is|was))(?: itself| in turn"
        rf"| now)? {SIZE}(?:owned|controlled) by {NP}{H}",
        "owned|controlled",
    ),
    Pattern.compile(
        "raises-by-selling-to",
        "owns",
        rf"(?P<aux> has| have| had)? (?:raised|received|earned|netted|pocketed|collected)[^.;{ORG}{PERSON}{IT}]{{0,40}} (?:by|from|after) "
        rf"(?:selling|the sale of) {STAKE} (?:in|of) {NP}{S} to {WHOSE}{NP}{H}",
        "selling|sale of",
        event=True,
    ),
    Pattern.compile(
        "whose-owner-named",
        "owns",
        rf"{S}(?: group)?,? whose (?:[a-z-]+ ){{0,2}}?(?:{MAJOR}|{PARENT}),? {NP}{H},? (?:has|have|had|is|was|said|says|will)\b",
        "whose",
        is_given=True,
    ),
    Pattern.compile(
        "has-new-owner",
        "owns",
        rf"{S}{APP}(?P<aux> has| had| got| gets| will have)(?: found| got)? (?:an? |its )new (?:[a-z]+ ){{0,2}}?"
        rf"(?:{MAJOR}|{PARENT})(?::|,| -| –|"
        rf" in)? {WHOSE}{NP}{H}(?!{POSS})",
        "new",
        event=True,
    ),
    Pattern.compile(
        "buys-back-from",
        "owns",
        rf"{S}{APP}{WHEN}{ADV}{AUX}{ADV} (?:bought back|buys? back|buying back|repurchase[sd]?|redeem(?:s|ed)?) {STAKE}(?:,? (?:that|which)"
        rf"(?: is| was)?)? (?:held by|owned by|of|from) {NP}{H}",
        "back|repurchase|redeem",
        event=True,
        ends=True,
    ),
    Pattern.compile(
        "sells-its-stake-to",
        "owns",
        rf"{S}[^.;{ORG}{PERSON}{IT}]{{2,120}}? (?:in which|after|as|when|because) {NP}(?P<seller>{PARTY}){APP}{ADV}{AUX}{ADV}"
        rf" (?:sold|sells?) "
        rf"(?:all (?:of )?)?{OWN} (?:(?:entire|whole|remaining) )?(?:{PCT}[ -]?)?{STAKE_WORD} to {WHOSE}{NP}{H}",
        "sold|sell",
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
)
"""After the deals that buyers and sellers tell of."""
