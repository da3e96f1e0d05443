"""Patterns of a company that the sentence is about, and of one who acts on it: who bids for it has a share, who it says has raised one.

Owns these words.  The company stands first, and no word of a holding is beside it.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import (
    ADV,
    APP,
    AUX,
    BUY,
    CAPITAL,
    HL,
    HOLD,
    LISTED,
    MAJOR,
    NP,
    OWN,
    PARENT,
    PCT,
    PL,
    POSS,
    SIZE,
    STAKE,
    STAKE_WORD,
    TAKE,
    WHEN,
    WORD,
    H,
    Pattern,
    S,
)
from loaders.article.patterns.ownership import CHANGE
from loaders.article.sentences.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON, PLACE

_BID: Final = r"(?:approach(?:es)?|bids?|offers?|proposals?|advances|overtures?|takeover attempts?)"
_MADE_KNOWN: Final = (
    r"(?:disclosed|announced|confirmed|reported to (?:the )?[^.;,]{2,40}|said in an? [a-z -]{2,40}|(?:was|were|has been) "
    r"(?:informed|notified)"
    r"|(?:told|informed|notified) (?:the )?[^.;,]{2,40})"
)
"""Words with which a company makes known who holds what in it; a newspaper that reports it is no company of which it is told."""

_LISTING: Final = (
    rf"[^.;{ORG}{PERSON}{IT}]{{2,120}}?\b(?:listing|flotation|IPO|initial public offering|public offering|share (?:sale|offering|issue)"
    rf"|placing|placement|stock market debut|float|rights issue|capital increase)\b[^.;,{ORG}{PERSON}{IT}]{{0,40}},? (?:in|at|by"
    rf"|through|with"
    rf"|under|during) which"
)
"""A sale of shares to the public, of the company that the sentence is about."""

TARGET: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "bidder-has-share",
        "owns",
        rf"{S}{APP}[^.;{ORG}{PERSON}{IT}]{{1,100}}? {_BID}[^.;,{ORG}{PERSON}{IT}]{{0,30}} (?:by|from|of) {NP}{H},? (?:which|who|that){ADV}"
        rf"{AUX}{ADV} (?:{HOLD}|{TAKE}) {STAKE}(?! (?:in|of)\b)",
        "approach|bid|offer|proposal|advances|overture|attempt",
    ),
    Pattern.compile(
        "listing-in-which",
        "owns",
        rf"{S}{APP} {_LISTING} {NP}{H}{APP}{ADV}{AUX}{ADV} {CHANGE} {OWN} (?:{WORD} ){{0,2}}{STAKE_WORD} (?:from (?P<was>{PERCENT}) )?"
        rf"to {PCT}(?! (?:of|in)\b)",
        "which",
        event=True,
    ),
    Pattern.compile(
        "listing-in-which-sells",
        "owns",
        rf"{S}{APP} {_LISTING} {NP}{H}{APP}{ADV}(?P<aux> (?:will|would|is|plans|intends|wants|hopes|expects)(?: to)?){ADV} "
        rf"(?:sell|selling|offload|offloading|divest|divesting|place|placing|dispose of|disposing of)(?: down)?\b"
        rf"(?![^.;]{{0,60}} (?:of|in) {NP}[{ORG}{PERSON}])",
        "which",
        event=True,
        ends=True,
    ),
    Pattern.compile(
        "new-owner-after",
        "owns",
        rf"{S}{APP}(?P<aux> (?:has|have|had|got|gets?|will have))(?: got| found)? an? new (?:[a-z]+ ){{0,2}}(?:owner|parent"
        rf"|shareholder|investor)"
        rf"[^.;{ORG}{PERSON}{IT}]{{0,30}}? (?:after|as|when|with|following|now that) [^.;{ORG}{PERSON}{IT}]{{0,60}}?{NP}{H}"
        rf"(?:{POSS} (?:{WORD} |{MONEY} ){{0,2}}(?:purchase|acquisition|takeover) of|(?: has| had)? (?:{BUY}|{TAKE})) {STAKE}\b(?!"
        rf" (?:in|of)\b)"
        rf"(?:,? from {NP}(?P<seller>{PARTY}))?",
        "new",
        event=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "makes-known-raised",
        "owns",
        rf"{S}{APP}{WHEN}{ADV} {_MADE_KNOWN} that {NP}{H}{APP}{WHEN}{ADV}{AUX}{ADV} {CHANGE} {OWN} (?:{WORD} ){{0,2}}{STAKE_WORD} "
        rf"(?:from [{PERCENT}{NUMBER}] )?to {PCT}(?! (?:of|in)\b)",
        PERCENT,
        event=True,
    ),
    Pattern.compile(
        "officer-gives-share",
        "owns",
        rf"(?P<s>{ITS}|{PARTY}(?={POSS}))(?:{POSS})? (?:[a-z-]+ ){{0,3}}(?:chairman|chairwoman|chair|founder|co-founder|chief executive|CEO"
        rf"|boss|president|director|owner|shareholder),? (?P<seller>{PARTY}),?{AUX}{ADV} (?:transferred|gave|given|sold|handed|donated"
        rf"|placed|put|ceded|passed)(?: over)? {OWN} (?:(?:entire|whole|remaining) )?(?:{PCT}[ -]?)?{STAKE_WORD}(?: in it| in the "
        rf"company)? "
        rf"(?:in)?to (?:{NP}{PARTY}, )?(?:an? (?:[a-z-]+ ){{1,4}}, )?{NP}{H}",
        "transferred|gave|given|sold|handed|donated|placed|put|ceded|passed",
        event=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "is-acquisition-of",
        "owns",
        rf"{S}{APP}(?P<cop> (?:is|was|were|became|becomes))(?: (?:one|two|some) of)? {NP}{H}{POSS} (?:{WORD} |{DATE} ){{0,3}}"
        r"(?:acquisitions?|purchases?|takeovers?)\b",
        "cquisition|purchase|takeover",
        event=True,
    ),
    Pattern.compile(
        "founded-by-who-holds",
        "owns",
        rf"{S}{APP}(?: (?:was|were|is))?(?: (?:co-)?(?:founded|set up|started|established|launched|created|built|run|led|headed))[^.;{ORG}"
        rf"{PERSON}{IT}]{{0,60}}? by {NP}{H}(?P<hl>(?:, {LISTED})*(?:,? and {LISTED})?),? (?:who|which){ADV}(?: each)? "
        rf"(?:holds?|owns?|has|have|controls?|retains?|keeps?) (?:{PL}|(?:an? )?{PCT})(?: {STAKE_WORD})?(?! (?:of|in)\b)",
        "who|which",
    ),
    Pattern.compile(
        "identified-as-owner",
        "owns",
        rf"(?:identif(?:y|ies|ied)|names?|named|lists?|listed|gives?|shows?|records?) (?:the |an? )?(?:sole )?(?:[a-z]+ and )?"
        rf"(?:{MAJOR}|{PARENT}) of (?:{PCT} of )?{NP}{S} as {NP}{H}",
        " as ",
    ),
    Pattern.compile(
        "is-one-owned-by",
        "owns",
        rf"{S}(?: \([^()]{{1,60}}\))?(?P<cop> (?:is|was|remains)) an? "
        rf"(?:(?!(?:in|at|on|near|from|with|by|for|to|and|or|that|who|whose|which)\b)"
        rf"(?:[a-z-]+(?:['’]s)?|{PLACE}(?:-[a-z]+)?) ){{1,7}}?{SIZE}(?:owned|controlled)(?: and (?:operated|run|managed|published))? "
        rf"by {NP}{H}{HL}",
        "owned|controlled",
    ),
    Pattern.compile(
        "in-which-invested",
        "owns",
        rf"{S},? in which {NP}{H}{ADV}{AUX}{ADV} (?:invested|put) {MONEY} for (?:an? )?{PCT}",
        "in which",
        event=True,
    ),
    Pattern.compile(
        "shares-belonging-to",
        "owns",
        rf"(?:{PCT} of (?:the )?)?{CAPITAL} (?:of|in) {NP}{S},? (?:which |that )?(?:belonging to|belongs? to|held by|owned by"
        rf"|registered to) {NP}{H}"
        rf"{HL}",
        "belong|held by|owned by|registered to",
    ),
    Pattern.compile(
        "says-joins-as-holder",
        "owns",
        rf"{S}{APP}{WHEN}{ADV} (?:said|announced|confirmed)(?: that)? {NP}{H}{APP}{ADV}{AUX} (?:become|became|becomes|join|joins|joined)"
        rf"(?: as)? (?:an?|its|the|{ITS}) (?:[a-z-]+ ){{0,2}}?{MAJOR}(?! (?:of|in)\b)",
        "holder|owner|investor",
        event=True,
    ),
)
"""Before the patterns of a group, which see no share."""
