"""Patterns of ownership told of the company or of its shares: by whom they are held, in whose hands they are, whose property they are.

Told of the holder is in ``ownership.py``; a company whose holder stands last behind other words is in ``inverted.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import (
    ADV,
    APP,
    AUX,
    BUY,
    CAPITAL,
    COP,
    EQUALLY,
    HB,
    HL,
    HOLD,
    HPARTS,
    IN_ORDER,
    MAJOR,
    NP,
    OF_WHOLE,
    OWN,
    PARENT,
    PCT,
    POSS,
    SIZE,
    STAKE,
    STAKE_WORD,
    UNIT,
    WHEN,
    WHOSE,
    WORD,
    H,
    Pattern,
    S,
)
from loaders.article.sentences.masking import IT, ORG, PARTY, PERCENT, PERSON, PLACE

OWNED_BY: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "in-which",
        "owns",
        rf"{S}(?: is an? (?:[a-z-]+ ){{0,2}}(?:joint venture|company|business|partnership))?(?:, (?:an?|the) [a-z -]{{2,60}})?,? "
        rf"(?:in|of) which (?:{PARTY}{POSS} (?:[a-z-]+ ){{0,2}}(?:owner|parent|founder"
        rf"|chairman),? )?{NP}{H},?{ADV}{AUX}{ADV} (?:{HOLD}|{BUY})(?: {STAKE}| (?:an? "
        rf")?(?P<p2>{PERCENT}))",
        "which",
        ends_in_past=True,
    ),
    Pattern.compile(
        "in-which-holder",
        "owns",
        rf"{S}(?:, (?:an?|the) [a-z -]{{2,60}})?,? (?:in|of) which {NP}{H}{APP}(?P<cop> (?:is|was|are|were|remains?|became)) (?:the "
        rf"|an? )?{MAJOR}"
        rf"(?:,? (?:with|holding|owning|on|at) (?:an? )?{PCT})?",
        "which",
    ),
    Pattern.compile(
        "in-which-sold",
        "owns",
        rf"{S}(?:, (?:an?|the) [a-z -]{{2,60}})?,? (?:in|of) which {NP}{H}{ADV}{AUX}{ADV} (?:sold|divested|disposed of) {STAKE}",
        "which",
        ends=True,
    ),
    Pattern.compile(
        "with-share-held-by",
        "owns",
        rf"(?<!through )(?<!via ){S}[^.;{ORG}{PERSON}]{{0,80}}?,? with (?:an? |the )?(?:remaining |other )?{PCT}(?: {STAKE_WORD})? (?:in "
        rf"the hands of|held "
        rf"by|owned by|"
        rf"belonging to) (?P<by>{OWN} (?:[a-z-]+ ){{0,3}}?(?:parent|owner|founder|chairman),? )?{NP}{H}",
        "with",
    ),
    Pattern.compile(
        "shares-held-by-in",
        "owns",
        rf"(?:{PCT} of (?:the )?)?(?:shares?|stakes?|interests?|holdings?)(?: that (?:is|are))? (?:held|owned) by {NP}{H} in {NP}{S}",
        "held|owned",
    ),
    Pattern.compile(
        "percent-held-by",
        "owns",
        rf"(?:{PCT}(?: (?:[a-z]+ )?{STAKE_WORD})? (?:of|in)|(?:(?P<q>majority|entirety|whole)(?: of)?(?: the)? |entire ){CAPITAL} (?:of"
        rf"|in)) "
        rf"{NP}{S}{POSS}?(?: {STAKE_WORD})?(?P<cop>(?:,? (?:that|which))? (?:is|are|was|were)(?:"
        rf" (?:formerly|previously|once|then|now|still|currently))?)? "
        rf"(?:held|owned|controlled)(?: (?:through|via) an? [a-z ]{{3,30}}| indirectly| directly)? by {NP}{H}{HPARTS}",
        f"{PERCENT}|majority|entire|whole",
    ),
    Pattern.compile(
        "whose-owner",
        "owns",
        rf"{S}(?: group)?(?:(?:,| is| was) (?:an?|the) [^,.;{ORG}{PERSON}]{{1,50}}?)?,? (?:whose|of which the) (?:[a-z-]+ ){{0,2}}?"
        rf"(?:{MAJOR}|{PARENT}|beneficiar(?:y|ies))"
        rf"(?: on paper)?(?P<cop> (?:is|was|are"
        rf"|were|remains?|include[sd]?)) {WHOSE}{NP}{HB}(?!{POSS}){HL}(?:,? (?:with|at|on) {PCT})?",
        "whose|of which",
    ),
    Pattern.compile(
        "in-hands",
        "owns",
        rf"{S}{APP}(?P<cop> (?:is|are|was|were|has been|have been|had been|remains?|remained|will (?:stay|remain)|(?:is|are|was|were) and "
        rf"(?:always "
        rf")?(?:has|have|had) (?:always )?been|stays?|(?:will |would )?(?:pass|passes|passed|fall|falls|fell)))(?: (?!not\b"
        rf"|no\b)[a-z]+){{0,2}} "
        rf"(?:(?:in|into) (?:the )?hands of|(?:the|a|sole) property of|(?:(?<=stays )|(?<=mains )|(?<=stay )|(?<=emain ))with) {NP}{H}{HL}",
        "hands|property|with",
    ),
    Pattern.compile(
        "owned-by",
        "owns",
        rf"{S}{APP}(?:,? (?:which|that))?(?: in turn|,? itself)?(?P<cop>(?:,)?(?: (?:is|are|was|were|(?:has|have|had)(?:{WHEN}| long|"
        rf" always| ever since) been"
        rf"|be|being"
        rf"|will be|would be|is to be|became"
        rf"|remains|will remain))?(?: (?:not|no longer|never|still))?){ADV} (?:(?:\w+ and "
        rf")?{SIZE}(?:owned|controlled|held|(?<=jointly )(?:contributed"
        rf"|established|formed|set up)))(?: (?:and|or) "
        rf"[a-z]+| throughout| solely| entirely|{EQUALLY})?(?:"
        rf" {OF_WHOLE}{PCT.replace('<p>', '<p2>')}(?: or more)?)?(?:,? directly (?:or|and) indirectly,?)?{WHEN}(?: by|, by) {WHOSE}{NP}{H}"
        rf"(?: \((?P<p3>{PERCENT})\)| (?:through|via|with) an? (?P<p4>{PERCENT}) {STAKE_WORD})?{HL}{IN_ORDER}",
        "owned|controlled|held|jointly",
    ),
    Pattern.compile(
        "and-is-owned-by",
        "owns",
        rf"{S} [^.;{ORG}{PERSON}{IT}]{{2,80}}? (?:and(?P<cop>(?: (?:is|was|remains))?)|(?<=[a-z\ue002]) but(?: is)?)(?: [a-z]+)? "
        rf"{SIZE}(?:owned|controlled|held) by "
        rf"{WHOSE}{NP}{H}",
        "owned|controlled|held",
    ),
    Pattern.compile(
        "shares-owned-by",
        "owns",
        rf"(?:{PCT} of )?{S}{POSS} (?:[a-z]+ ){{0,2}}?{CAPITAL}(?P<cop> (?:is|are|was|were|remains?))(?: all| mostly| now| still)? "
        rf"(?:(?:held|owned|controlled) by|in (?:the )?hands of) {NP}{HB}{HL}{HPARTS}",
        "by|hands",
    ),
    Pattern.compile(
        "whose-shares-held-by",
        "owns",
        rf"{S}(?:, (?:an?|the)(?: {WORD}| {PLACE}){{1,5}}?)?,? whose shares(?P<cop> (?:are|were|is|was)) (?:all |mostly |now "
        rf")?(?:held|owned|"
        rf"controlled) by {NP}{H}{HL}",
        "whose shares",
    ),
    Pattern.compile(
        "of-which-held-by",
        "owns",
        rf"{S},? {PCT} of (?:which|whose (?:shares|capital)) (?:(?:is|are|was|were) (?:(?:owned|held|controlled) by|in the hands "
        rf"of)|belongs? to) {NP}{HB}{HPARTS}",
        "of wh",
    ),
    Pattern.compile(
        "one-that-is-owned-by",
        "owns",
        rf"{S}, (?:an?|the) (?!(?:unit|subsidiary|division|arm|affiliate|part)\b)(?:{WORD} ){{1,5}}?(?:that is |which is "
        rf")?(?:now |currently )?{SIZE}(?:owned|controlled) by {NP}{H}"
        rf"(?: \((?P<p3>{PERCENT})\))?{HL}",
        "owned|controlled",
    ),
    Pattern.compile(
        "and-was-of",
        "owns",
        rf"(?:^|[,;] )(?:{NP})?{S} [^.;{IT}]{{2,120}}? and (?:was|is) (?P<ex>previously|formerly|once|earlier) (?:owned by|(?:an? "
        rf")?(?:part|unit"
        rf"|subsidiary|division|brand) of) {NP}{H}",
        "previously|formerly|once|earlier",
    ),
    Pattern.compile(
        "until-now-owned",
        "owns",
        rf"{S}, (?P<ex>until (?:now|then|recently|last year|this year)|previously|formerly|once) (?:in (?:the )?hands of|"
        rf"(?:the )?property of|(?:an? )?(?:part|unit|subsidiary|division|brand) of|(?:{SIZE})(?:owned|held|controlled) by) {NP}{H}",
        "owned|held|controlled|hands|property|of",
    ),
    Pattern.compile(
        "owned-by-inverted",
        "owns",
        rf"(?:^|[,;:] |\b(?:and|but) )(?P<cop>(?:[Oo]nce |[Ff]ormerly |[Pp]reviously |[Nn]ow )?)"
        rf"(?:(?:(?!(?:is|are|was|were|which|that|who|not|be|been)\b)(?:[A-Za-z]+|{PERCENT})[- ]){{0,2}}?(?:[Oo]wned|[Cc]ontrolled"
        rf"|[Hh]eld) by"
        rf"|(?<=nce )(?:a )?(?:part|unit|subsidiary|division|arm) of) {NP}{H}(?: empire| group| family)?, {NP}{S} (?:is|was|"
        rf"has|operates)",
        "wned by|ontrolled by|eld by|nce ",
    ),
    Pattern.compile(
        "wholly-owned-of",
        "owns",
        rf"{S}{APP}{COP}(?: (?:an?|the|one of))*(?: (?:\w+[- ]){{0,4}}?(?:and|,))?(?: [a-z]+){{0,3}}? (?P<q>wholly|fully|majority"
        rf"|{PERCENT})(?:[- ]| - )owned (?:\w+ ){{0,3}}?{UNIT}[^.;,{ORG}{IT}]{{0,20}}? of {NP}{H}",
        r"owned",
    ),
)
"""Shares that are held by somebody.  The order counts: the first reading of a pair in a sentence is kept."""
