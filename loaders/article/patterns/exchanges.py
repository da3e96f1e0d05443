"""Patterns of a holder who gives something for a company or for its shares, or changes what he has: pays, swaps, makes it wholly his own.

Owns these words, and those of one from whom it is taken.  The usual words of purchases and sales are in ``deals.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import ADV, APP, AUX, NO_THING, NP, OWN, PCT, POSS, STAKE, STAKE_WORD, WHEN, WORD, H, Pattern, S
from loaders.article.sentences.masking import IT, MONEY, ORG, PARTY, PERCENT, PERSON

EXCHANGES: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "bought-and-sold-on",
        "owns",
        rf"{S}{APP}(?:,? (?:which|that))?,?(?: (?:was|were|had been))?{ADV}{WHEN} (?:acquired|bought(?: up)?|purchased|taken over){WHEN}"
        rf"(?: for {MONEY})? by {NP}(?P<seller>{PARTY}){WHEN},?"
        rf" (?:and|but|then|before(?: being)?)(?: (?:then|later|soon))?{WHEN} (?:re)?sold(?: on| off| again)?"
        rf"{WHEN}(?: for {MONEY})?{WHEN} to {NP}{H}(?!{POSS})",
        "sold",
        event=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "stripped-of",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:stripped|deprived|relieved|dispossessed) of {OWN} (?:(?:entire|whole) )?(?:{STAKE} (?:in|of)"
        rf"|(?P<p2>{PERCENT}) (?:of|in)) {NP}{S}",
        "stripped|deprived|relieved|dispossessed",
        event=True,
        ends=True,
    ),
    Pattern.compile(
        "pays-for",
        "owns",
        rf"{H}{APP}(?:,? (?:which|who))?{WHEN}(?: (?:in|last) [A-Za-z]+)?{ADV}{AUX}{ADV} (?:paid|pays|pay|paying) {MONEY} "
        rf"for (?:all of |the whole of |control of )?"
        rf"{NP}(?P<s>[{ORG}]){NO_THING}(?=[.,;)]|$| (?:in|from|last|and|after|when|to the)\b)",
        MONEY,
        event=True,
    ),
    Pattern.compile(
        "pays-seller-for",
        "owns",
        rf"{H}{APP}(?:,? (?:which|who))?{WHEN}{ADV}{AUX}{ADV} (?:paid|pays|pay|paying) {NP}(?P<seller>[{ORG}{PERSON}]) {MONEY} for "
        rf"(?:{STAKE} (?:in|of) )?{NP}(?P<s>{ORG}){NO_THING}(?=[.,;)]|$| (?:in|last|and|after|when)\b)",
        MONEY,
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "buys-back-what-was-sold-to",
        "owns",
        rf"(?P<aux>[^.;,{ORG}{PERSON}]{{0,30}}) ?\b(?:buy|buys|buying|bought|repurchas(?:e|es|ed|ing)|reacquir(?:e|es|ed|ing)) (?:back )?"
        rf"(?:(?<=back )|(?<=purchased )|(?<=purchase )|(?<=purchasing )|(?<=acquired )){STAKE} (?:in|of) {NP}{S},? (?:that|which) "
        rf"[{ORG}{PERSON}{IT}](?: had| once)? sold(?:{WHEN})? to {NP}{H}",
        "back|repurchas|reacquir",
        event=True,
        ends=True,
    ),
    Pattern.compile(
        "own-share-to-change",
        "owns",
        rf"{H}{APP}[^.;{ORG}{PERSON}{IT}]{{0,80}}? to (?:raise|increase|lift|boost|double|cut|reduce|trim|lower) {OWN} "
        rf"(?:current |existing )?{PCT} {STAKE_WORD} (?:in|of) {NP}{S}",
        "to raise|to increase|to lift|to boost|to double|to cut|to reduce|to trim|to lower",
        event=True,
        is_given=True,
    ),
    Pattern.compile(
        "swaps-for",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:swapped|exchanged|traded|swaps|exchanges|swap|exchange) [^.;]{{1,80}}? (?:for|into|against) "
        rf"{STAKE} (?:in|of) {NP}{S}",
        "swap|exchange|traded",
        event=True,
    ),
    Pattern.compile(
        "splits-off-as",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:sp[iu]n(?:s|ning)? (?:off|out)|hiv(?:e|es|ed|ing) off|carv(?:e|es|ed|ing) out|separat(?:e|es|ed"
        rf"|ing)|transfer(?:s|red|ring)?|mov(?:e|es|ed|ing)|bundl(?:e|es|ed|ing)|hous(?:e|es|ed|ing)|place[sd]?|put|putting|set(?:s"
        rf"|ting)? up"
        rf"|establish(?:es|ed|ing)?|creat(?:e|es|ed|ing)|form(?:s|ed|ing)?|launch(?:es|ed|ing)?|incorporat(?:e|es|ed|ing))"
        rf"(?: [^.;,{ORG}{PERSON}{IT}]{{1,80}} (?:as|in|into|to))? (?:an? |{OWN} )?(?:new |newly [a-z]+ |separate )?"
        rf"(?P<q>wholly|fully)[- ]owned (?:{WORD} )?(?:subsidiary|unit|arm|company|business)(?: (?:named|called|to be (?:named|called)"
        rf"|known as|under the name(?: of)?)|,|,? (?:which|that) (?:is|will be) (?:named|called)) {S}",
        "wholly|fully",
        event=True,
    ),
    Pattern.compile(
        "makes-own-unit",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:turn(?:s|ed|ing)?|makes?|made|making|convert(?:s|ed|ing)?) {NP}{S},? (?:in)?(?:to )?"
        rf"(?:an? |{OWN} )(?P<q>wholly|fully)[- ]owned (?:subsidiary|unit|arm|company)\b",
        "wholly|fully",
        event=True,
    ),
)
"""Before the patterns of a group, which see no share."""
