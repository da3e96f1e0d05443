"""Patterns of ownership: shares held, bought, sold and agreed.

Owns the words of a shareholding.  Several that hold one company are in ``several.py``, who is called a shareholder is in
``investors.py``, a parent or a group in ``group.py``.
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
    HB,
    HL,
    HOLD,
    HPARTS,
    IN_ORDER,
    MAJOR,
    NO_THING,
    NP,
    OF_WHOLE,
    OWN,
    PARENT,
    PARTS,
    PCT,
    POSS,
    SIZE,
    SL,
    STAKE,
    STAKE_TRIGGERS,
    STAKE_WORD,
    UNIT,
    VOTES,
    WHEN,
    WHOSE,
    WORD,
    H,
    Pattern,
    S,
)
from loaders.article.sentences.masking import IT, ITS, NUMBER, ORG, PARTY, PERCENT, PERSON, PLACE

CHANGE: Final = (
    r"(?:raised|raises?|raising|increased|increases?|increasing|upped|boosted|lifted|lifts?|doubled|built(?: up)?|grew|cut|cuts|"
    r"cutting|reduced"
    r"|reduces?|reducing|lowered|lowers|trimmed|trims|pared|took|taken|takes|taking|brought|brings|bringing)"
)
"""Verbs that change a share which is then stated."""
NO_BRAND: Final = r"(?! (?:brand(?:s| names?)?|franchises?|stores?|trade ?marks?|stations?|outlets?|hotels)\b)"
"""Words behind a name by which it is what a company sells."""
NO_OTHER: Final = (
    rf"(?!{POSS} (?:(?!(?:shares?|stock|capital|equity|register|votes?|voting|ownership|interests?)\b)[a-z-]+ ?){{1,3}}"
    r"(?:[.,;]|$| (?:and|in|to|by|for)\b))"
)
"""What does not stand behind a company that is held: ``30 % of Aral's debt``."""

_DOES: Final = "(?: (?:built|created|designed|developed|established|founded|manages|operates|runs)(?:,|(?=,? and))(?: and)?)?"
"""What a holder did or does beside: ``developed, owns and operates``."""

OWNERSHIP: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "changes-share",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} {CHANGE} {OWN} (?:{PERCENT} )?(?:{WORD} ){{0,2}}{STAKE_WORD} (?:in|of) {NP}{S}{WHEN} "
        rf"(?:by {PERCENT}(?: points?)? |(?:from|of) (?:currently |about )?[{PERCENT}{NUMBER}] )?to {PCT}",
        PERCENT,
        event=True,
    ),
    Pattern.compile(
        "changes-share-in",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} {CHANGE} {OWN} (?:{WORD} ){{0,2}}{STAKE_WORD} (?:(?:from|of) [{PERCENT}{NUMBER}] )?to {PCT}"
        rf"(?: from {PERCENT})? (?:in|of) {NP}{S}",
        PERCENT,
        event=True,
    ),
    Pattern.compile(
        "shares-rose-as-raised",
        "owns",
        rf"^[Ss]hares (?:in|of) {NP}{S} [^.;{ORG}{PERSON}]{{1,120}}?{H}{AUX}{ADV} {CHANGE} {OWN} (?:{WORD} ){{0,2}}{STAKE_WORD} (?:from "
        rf"{PERCENT} )?to "
        rf"{PCT}",
        "hares",
        event=True,
    ),
    Pattern.compile(
        "assets-include",
        "owns",
        rf"{H}{POSS} (?:{WORD} ){{0,3}}(?:assets?|holdings?|interests|investments?|portfolio|stakes) (?:include|includes|are|is|"
        rf"comprise|comprises|consists of) "
        rf"(?:an? )?{PCT}(?: {STAKE_WORD})? (?:of|in) {NP}{S}{PARTS}",
        PERCENT,
    ),
    Pattern.compile(
        "holds-share",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV}"
        rf" {HOLD}(?:,? (?:directly|indirectly|directly (?:and|or) indirectly),?)?{ADV} {STAKE} (?:in|of) (?:[a-z]+ companies: )?"
        rf"{WHOSE}{NP}{S}{PARTS}{SL}",
        STAKE_TRIGGERS,
        ends_in_past=True,
    ),
    Pattern.compile(
        "holds-number",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who))?{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) (?:(?:a total of|another|a further|an"
        rf" additional|some|the|its|all) )?{NUMBER} "
        rf"(?:[a-z]+ )?shares (?:of (?:the )?(?:[a-z]+ )?(?:stock|shares) )?(?:in|of) {NP}{S}"
        rf"(?:,? (?:representing|equal to|equivalent to|which represents?|amounting to) {PCT})?",
        "shares",
        ends_in_past=True,
        moves_share=True,
    ),
    Pattern.compile(
        "holds-votes",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) {PCT} of (?:the |its |their )?"
        rf"(?:voting rights|voting shares|voting power|votes) (?:in|of|at) {NP}{S}",
        "voting|votes",
        ends_in_past=True,
    ),
    Pattern.compile(
        "capital-beside-votes",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) {PCT} of (?:the |its )?{CAPITAL}"
        rf",? (?:and|but) (?:only |just )?(?:has |holds |controls )?{PERCENT} of (?:the |its )?{VOTES} (?:in|of|at) {NP}{S}",
        "voting|votes",
        ends_in_past=True,
    ),
    Pattern.compile(
        "votes-beside-capital",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) {PERCENT} of (?:the |its )?{CAPITAL}"
        rf",? (?:and|but) (?:only |just )?(?:has |holds |controls )?{PCT} of (?:the |its )?{VOTES} (?:in|of|at) {NP}{S}",
        "voting|votes",
        ends_in_past=True,
    ),
    Pattern.compile(
        "votes-before-capital",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV} {HOLD} {PCT} of (?:the |its )?{VOTES},? (?:and|but) (?:only |just )?"
        rf"(?:has |holds )?{PERCENT} stake in {NP}{S}",
        "voting|votes",
        ends_in_past=True,
    ),
    Pattern.compile(
        "capital-after-votes",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV} {HOLD} {PERCENT} of (?:the |its )?{VOTES},? (?:and|but) "
        rf"(?:only |just )?"
        rf"(?:has |holds )?{PCT} stake in {NP}{S}",
        "voting|votes",
        ends_in_past=True,
    ),
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
        "its-stake-changes",
        "owns",
        rf"(?P<h>{ITS}) (?:{WORD} )?{STAKE_WORD} (?:in|of) {NP}{S} (?:(?:was|were|has been|have been|is|will be|would be) [a-z]+|"
        rf"rose|fell|grew|increased|"
        rf"dropped|declined) (?:(?:from|of) {PERCENT} )?to {PCT}",
        PERCENT,
        event=True,
    ),
    Pattern.compile(
        "holder-with-share",
        "owns",
        rf"{H}{APP},? (?:with|holding|owning|which holds|which owns|which held) {STAKE} (?:in|of) {NP}{S}",
        STAKE_TRIGGERS,
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
        "holds-of-its-shares",
        "owns",
        rf"{H}{APP}{ADV}{AUX}{ADV} {HOLD} {PCT} of (?P<s>{ITS}) (?:share capital|shares|capital|stock|equity|votes|voting rights|(?:[a-z]+ "
        rf"){{0,2}}"
        rf"(?:interests|units))",
        PERCENT,
        ends_in_past=True,
    ),
    Pattern.compile(
        "has-control",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:has|have|had|holds?|held|retains?|retained|keeps?|kept|exercises?|won|wins|gained|gains|seized"
        rf"|assumed) (?:(?!lost |no |little )[a-z]+ )?control "
        rf"(?:of|over) {NP}{S}{NO_THING}",
        "control",
        ends_in_past=True,
    ),
    Pattern.compile(
        "shares-held-by-in",
        "owns",
        rf"(?:{PCT} of (?:the )?)?(?:shares?|stakes?|interests?|holdings?)(?: that (?:is|are))? (?:held|owned) by {NP}{H} in {NP}{S}",
        "held|owned",
    ),
    Pattern.compile(
        "wholly-owns",
        "owns",
        rf"{H}{APP}(?:,? (?:which|who))?(?: (?:also|now|currently))?(?P<aux> has| have| had| will| would)? (?P<q>wholly|fully)[- "
        rf"]own(?:s|ed)?"
        rf" {NP}{S}{SL}",
        " own|-own",
        ends_in_past=True,
    ),
    Pattern.compile(
        "owns-all",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who))?{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) (?P<q>all|(?:the )?(?:whole|entire|entirety|"
        rf"totality)|every(?=(?: single)? share)) (?:of )?"
        rf"(?:the |its |single )?(?:(?:issued |outstanding |share |common |ordinary |preferred |and )*(?:shares?|share capital|capital"
        rf"|stock"
        rf"|equity) (?:of|in) )?{NP}{S}{SL}(?:(?: for [^.;,{ORG}{PERSON}{IT}]{{1,40}}?)?,? from {NP}(?P<seller>{PARTY}))?",
        "all|whole|entire|every",
    ),
    Pattern.compile("hyphen-owned", "owns", rf"{H}-(?:owned|controlled) (?:{WORD} ){{0,5}}{S}", "-owned|-controlled", is_given=True),
    Pattern.compile(
        "owns",
        "owns",
        rf"{H}{APP}{ADV}(?:,? (?:which|who))?{ADV}{_DOES}(?P<aux> has| have| had| has long| will| would| may| might| could| does not| did "
        rf"not| no longer| never| (?:has|have|had) never|(?: has| have| had)?(?: [a-z]+ly)? (?:denied|denies))?{ADV} (?:owns|own|"
        rf"owned|owning|controls"
        rf"|control|controlling|controlled)(?: and (?:also )?[a-z]+s?)? {NP}(?>{S}{NO_THING}{SL}){NO_BRAND}{PARTS}"
        rf"(?:,? (?:with|through|via) (?:an? )?{PCT}(?: (?:direct |indirect )?{STAKE_WORD})?(?=[.,;]|$| and\b))?",
        "own|control",
        ends_in_past=True,
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
        "as-shareholder",
        "owns",
        rf"{H}{APP} as (?:an?|the|its|{ITS}) (?:new |single |long-term )?{PCT} (?:shareholder|owner|investor|partner) (?:in|of) {NP}{S}",
        "shareholder|owner|investor|partner",
    ),
    Pattern.compile(
        "and-holds",
        "owns",
        rf"{H} [^.;{ORG}{PERSON}{IT}]{{2,120}}? and (?:also |now |still |currently )?(?:has|holds|owns|controls) {STAKE} (?:in|"
        rf"of) {NP}{S}{SL}",
        "and",
        is_of_doer=True,
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
        rf"{S}{APP}(?:,? (?:which|that))?(?: in turn|,? itself)?(?P<cop>(?:,)?(?: (?:is|are|was|were|has been|have been|had been|be|being"
        rf"|will be|would be|is to be|became"
        rf"|remains|will remain))?(?: (?:not|no longer|never|still))?){ADV} (?:(?:\w+ and "
        rf")?{SIZE}(?:owned|controlled|held|(?<=jointly )(?:contributed"
        rf"|established|formed|set up)))(?: (?:and|or) "
        rf"[a-z]+| equally| jointly| in equal parts| throughout| solely| entirely| fifty-fifty)?(?:"
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
        "percent-that-holds",
        "owns",
        rf"{PCT}(?: {STAKE_WORD})?(?: that| which)? {NP}{H}{ADV}(?P<aux> has| had)? (?:holds?|held|owns?|owned|has|had|controls?) "
        rf"(?:in|of) {NP}{S}",
        PERCENT,
        ends_in_past=True,
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
"""Shares that are held.  The order counts: the first reading of a pair in a sentence is kept."""
