"""Patterns of ownership: shares held, bought, sold and agreed.

Owns the words of a shareholding.  Who is called a shareholder is in ``patterns_investors.py``, a parent or a group in
``patterns_group.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON
from loaders.article.patterns_grammar import (
    ADV,
    APP,
    AUX,
    BUY,
    COP,
    HB,
    HL,
    HOLD,
    NP,
    OWN,
    PCT,
    POSS,
    SIZE,
    SL,
    STAKE,
    STAKE_WORD,
    TAKE,
    UNIT,
    WHEN,
    WORD,
    H,
    Pattern,
    S,
)

CHANGE: Final = (
    r"(?:raised|raises?|raising|increased|increases?|increasing|upped|boosted|lifted|lifts|doubled|built(?: up)?|grew|cut|cuts|"
    r"cutting|reduced"
    r"|reduces?|reducing|lowered|lowers|trimmed|trims|pared|took|taken|takes|taking|brought|brings|bringing)"
)
"""Verbs that change a share which is then stated."""
NO_BRAND: Final = r"(?! (?:brand(?:s| names?)?|franchises?|stores?|trade ?marks?|stations?|outlets?|hotels)\b)"
"""Words behind a name by which it is what a company sells."""
_CAPITAL: Final = r"(?:(?:share |issued |equity )?(?:capital|shares|equity|stock))"
_VOTES: Final = r"(?:voting rights|voting shares|voting power|votes)"
_STAKE: Final = STAKE.replace("(?P<p>", "(?:").replace("(?P<q>", "(?:")

OWNERSHIP: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "entry-into-capital",
        "owns",
        rf"(?P<deal>(?:an? )?(?:[a-z]+ )?(?:agreement|contract|deal|memorandum|protocol)(?: [a-z]+){{0,3}} (?:signed|reached|concluded)"
        rf"(?: [a-z]+)? on (?:the )?)?"
        rf"(?:entry|entrance|accession|entering) (?:of|by) {NP}{H}{APP}[^.;{ORG}{PERSON}]{{0,60}}? (?:in)?to the (?:[a-z]+"
        rf" ){{0,2}}capital"
        rf"(?: \(?(?:of |with )?{PCT}[^(){ORG}.;]{{0,40}}\)?)? of {NP}{S}",
        "capital",
        event=True,
    ),
    Pattern.compile(
        "changes-share",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} {CHANGE} {OWN} (?:{WORD} ){{0,2}}{STAKE_WORD} (?:in|of) {NP}{S}{WHEN} (?:(?:from|of)"
        rf" {PERCENT} )?to {PCT}",
        PERCENT,
        event=True,
    ),
    Pattern.compile(
        "changes-share-in",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} {CHANGE} {OWN} (?:{WORD} ){{0,2}}{STAKE_WORD} (?:(?:from|of) {PERCENT} )?to {PCT}"
        rf"(?: from {PERCENT})? (?:in|of) {NP}{S}",
        PERCENT,
        event=True,
    ),
    Pattern.compile(
        "vehicle-owns",
        "owns",
        rf"{PARTY}[^.;{ORG}{PERSON}{IT}]{{0,40}} (?:{HOLD}|{BUY})(?: (?P<p2>{PERCENT})(?: of)?| {STAKE} (?:in|of))? {NP}{S} "
        rf"(?:through|via) {NP}{H}",
        "through|via",
        is_vehicle=True,
    ),
    Pattern.compile(
        "vehicle-of",
        "has-subsidiary",
        rf"{H}[^.;{ORG}{PERSON}{IT}]{{0,40}} (?:{HOLD}|{BUY})(?: {PERCENT}(?: of)?| {_STAKE} (?:in|of))? {NP}{PARTY} (?:through|via)"
        rf" {OWN} {NP}{S}",
        "through|via",
        is_vehicle=True,
    ),
    Pattern.compile(
        "vehicle-owns-passive",
        "owns",
        rf"{S}{APP}(?: (?:is|are|was|were|has been))?{ADV} (?:{PCT}[ -])?(?:owned|controlled|held)(?: by|, by) {NP}{PARTY} (?:through|via)"
        rf" {NP}{H}",
        "through|via",
        is_vehicle=True,
    ),
    Pattern.compile(
        "vehicle-of-passive",
        "has-subsidiary",
        rf"{PARTY}{APP}(?: (?:is|are|was|were|has been))?{ADV} (?:{PERCENT}[ -])?(?:owned|controlled|held)(?: by|, by) {NP}{H}"
        rf" (?:through|via) {NP}{S}",
        "through|via",
        is_vehicle=True,
    ),
    Pattern.compile(
        "together-own",
        "owns",
        rf"{H}(?P<hl>(?:, (?:the )?{ORG})*,? and (?:the )?{ORG})(?: together| jointly| collectively| both)?{AUX}(?: together| jointly)?"
        rf" (?:own|hold|owned|held|control|controlled|have|had) (?:{PCT} of |{STAKE.replace('<p>', '<p2>')} (?:in|of) )?{NP}{S}",
        r"\b(?:own|hold|held|control)",
        ends_in_past=True,
    ),
    Pattern.compile(
        "holds-share",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV}"
        rf" (?:{HOLD}|{TAKE}|{BUY}){ADV} {STAKE} (?:in|of) {NP}{S}{SL}",
        STAKE_WORD,
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
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) {PCT} of (?:the |its )?{_CAPITAL}"
        rf" and (?:has |holds |controls )?{PERCENT} of (?:the |its )?{_VOTES} (?:in|of|at) {NP}{S}",
        "voting|votes",
        ends_in_past=True,
    ),
    Pattern.compile(
        "votes-beside-capital",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) {PERCENT} of (?:the |its )?{_CAPITAL}"
        rf" and (?:has |holds |controls )?{PCT} of (?:the |its )?{_VOTES} (?:in|of|at) {NP}{S}",
        "voting|votes",
        ends_in_past=True,
    ),
    Pattern.compile(
        "buys-more",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV} {BUY} (?:the |an? )?(?:remaining|further|additional|another|other) {PCT}"
        rf"(?: {STAKE_WORD})? (?:of|in) {NP}{S}",
        "remaining|further|additional|other",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "in-which",
        "owns",
        rf"{S},? (?:in|of) which {NP}{H}{ADV}{AUX}{ADV} (?:{HOLD}|{BUY})(?: {STAKE}| (?:an? )?(?P<p2>{PERCENT}))",
        "which",
    ),
    Pattern.compile(
        "holds-percent",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) {PCT} of {NP}{S}",
        PERCENT,
        ends_in_past=True,
    ),
    Pattern.compile(
        "holder-with-share",
        "owns",
        rf"{H}{APP},? (?:with|holding|owning|which holds|which owns|which held) {STAKE} (?:in|of) {NP}{S}",
        STAKE_WORD,
    ),
    Pattern.compile(
        "acquires",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}(?:,? (?:which|who))?{ADV}{AUX}{ADV} {BUY}{ADV} {NP}{S}{SL}",
        r"cquir|bought|buy|purchas|t[ao]ken? |took|takes|absorb|swallow|snapp",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "acquires-several",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} {BUY} (?:several|many|numerous|various|other|multiple|an? (?:number|series|string)|two|three|four"
        rf"|{NUMBER})"
        rf" [^.;{ORG}{PERSON}]{{0,80}}?,? (?:including|such as|namely) {NP}{S}{SL}",
        "including|such as|namely",
        event=True,
    ),
    Pattern.compile(
        "each-own",
        "owns",
        rf"{H}(?P<hl>(?:, (?:the )?{ORG})*,? and (?:the )?{ORG}) each(?P<aux> will| would| has| have)? (?:own|hold|owned|held|have|had)"
        rf"(?: an?)? (?P<each>{PERCENT})(?: of| (?:{STAKE_WORD}) (?:of|in)) {NP}{S}",
        "each",
        ends_in_past=True,
    ),
    Pattern.compile(
        "and-percent-by",
        "owns",
        rf"{S}{APP} (?:is|are|was|were)(?: now)? {PERCENT}[- ](?:owned|held|controlled) by [^.;]{{1,80}}?,? and {PCT} by {NP}{H}",
        "owned|held|controlled",
    ),
    Pattern.compile(
        "wholly-owns",
        "owns",
        rf"{H}{APP}(?:,? (?:which|who))?(?: (?:also|now|currently))?(?P<aux> has| have| had| will| would)? (?P<q>wholly|fully)[- "
        rf"]own(?:s|ed)?"
        rf" {NP}{S}{SL}",
        r"[- ]own",
        ends_in_past=True,
    ),
    Pattern.compile(
        "owns-all",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who))?{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) (?P<q>all|(?:the )?(?:whole|entire|entirety)) (?:of )?"
        rf"(?:the |its )?(?:(?:issued |outstanding |share )*(?:shares|share capital|capital|stock|equity) (?:of|in) )?{NP}{S}",
        "all|whole|entire",
    ),
    Pattern.compile("hyphen-owned", "owns", rf"{H}-(?:owned|controlled) (?:{WORD} ){{0,5}}{S}", "-(?:owned|controlled)"),
    Pattern.compile(
        "owns",
        "owns",
        rf"{H}{APP}{ADV}(?:,? (?:which|who))?{ADV}(?P<aux> has| have| had| has long| will| would| may| might| could| does not| did "
        rf"not| no longer| never)?{ADV} (?:owns|own|owned|controls"
        rf"|control)(?: and (?:also )?[a-z]+s?)? {NP}(?>{S}{SL}){NO_BRAND}",
        r"\bown|control",
        ends_in_past=True,
    ),
    Pattern.compile(
        "share-acquired-by",
        "owns",
        rf"{STAKE} (?:in|of) {NP}{S} (?:was|were|is|are|has been|had been)(?: [a-z]+)? (?:acquired|bought|purchased|taken|held|owned"
        rf"|sold to|transferred to)(?: by)? {NP}{H}",
        STAKE_WORD,
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "acquired-by",
        "owns",
        rf"{S}(?:['’]s)?{APP}{WHEN}(?:,? (?:which|that|and|but|it))?{ADV},?(?P<aux>(?: (?:was|were|is|are|has been|have been|had been"
        rf"|being|been|be|get|got|would be|will be|to be|(?:has |have |had )?agreed to be"
        rf"|(?:has |had )?entered into an? (?:\w+ )?agreement to be"
        rf"|is to be|was to be|is being|was being|was itself))(?: (?:itself"
        rf"|also|first|re))?)?"
        rf"{ADV} (?:then |later |subsequently )?(?:fully |partly |wholly |jointly )?{BUY}{WHEN}(?: and [a-z]+ed)?(?: (?:outright|entirely"
        rf"|for"
        rf" [^.;,{ORG}]{{1,30}}|in [^.;,{ORG}]{{1,30}}|from [^.;,{ORG}]{{1,40}}))?,? by {NP}{H}{HL}",
        r"\bby\b",
        event=True,
    ),
    Pattern.compile(
        "later-acquired-by",
        "owns",
        rf"{S}[^.;{ORG}{PERSON}{IT}]{{2,140}}? (?:and|but|before|until|when|which)(?: (?:it|which))?{ADV}(?: (?:was|were|has been"
        rf"|being))?{ADV} "
        rf"(?:acquired|bought|purchased|taken over|sold){WHEN}(?: (?:by|to)) {NP}{H}",
        r"\b(?:by|to)\b",
        event=True,
    ),
    Pattern.compile(
        "and-acquired",
        "owns",
        rf"{H}[^.;{PERSON}{IT}]{{2,140}}? (?:and|by|after|before|when it|then)(?: (?:later|then|subsequently|also))? (?:acquired"
        rf"|bought|purchased|acquiring|buying|purchasing) {NP}{S}{SL}",
        r"cquir|bought|buying|purchas",
        event=True,
    ),
    Pattern.compile(
        "percent-held-by",
        "owns",
        rf"{PCT} of {NP}{S}{POSS}?(?: {STAKE_WORD})? (?:is|are|was|were) (?:held|owned|controlled) by {NP}{H}",
        PERCENT,
    ),
    Pattern.compile(
        "rest-held-by",
        "owns",
        rf"{PERCENT} of {NP}{S}[^.]{{0,100}}? (?:remaining|other|rest|balance)(?: {PCT})?[^.{ORG}{PERSON}]{{0,30}}? (?:(?:is|are|was|"
        rf"were|being) )?"
        rf"(?:held|owned|controlled|belongs?)(?: by| to) {NP}{HB}{HL}",
        "remaining|other|rest|balance",
    ),
    Pattern.compile(
        "rest-of-passive",
        "owns",
        rf"{S}{APP} (?:is|are|was|were) {PERCENT}[- ](?:owned|held|controlled)[^.]{{0,80}}? (?:remaining|other|rest|balance)(?: {PCT})?"
        rf"[^.{ORG}{PERSON}]{{0,30}}? (?:(?:is|are|was|were|being) )?(?:held|owned|controlled|belongs?)(?: by| to) {NP}{HB}{HL}",
        "remaining|other|rest|balance",
    ),
    Pattern.compile(
        "would-give",
        "owns",
        rf"(?P<aux>would|will|could|may|might) (?:give|leave|hand|grant|bring) {NP}{H} (?:with )?(?:an? )?{PCT} (?:of|{STAKE_WORD} "
        rf"(?:in|of)) {NP}{S}",
        "would|will|could|may|might",
    ),
    Pattern.compile(
        "sold-to",
        "owns",
        rf"{S}{APP}{WHEN}(?:,? (?:which|and))?{ADV}(?P<aux>(?: (?:was|were|has been|had been|is|are|will be|would be|to be|being|is"
        rf" being)))?{ADV} (?:re)?sold(?: off| again| on)?{WHEN}(?: by {NP}(?P<seller>{PARTY}))?(?: for (?:{MONEY}|an? [a-z ]{{1,30}}))?"
        rf"{WHEN},? to {NP}{H}{HL}",
        "sold",
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "sells-to",
        "owns",
        rf"{H.replace('<h>', '<seller>')}{APP}{WHEN}{ADV}{AUX}{ADV} (?:sold|sells?|selling|divested)(?: off)? (?:{STAKE} (?:in"
        rf"|of) )?{NP}{S}[^.;{ORG}{PERSON}{IT}]{{0,40}}? to {NP}{H}",
        r"s[eo]l[dl]|divest",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "sells",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:sold|sells|sell|selling|divested|disposed of|offloaded)(?: off)? (?:{STAKE} (?:in"
        rf"|of) )?{NP}{S}(?![^.;{ORG}]{{0,60}} to (?:{NP}){PARTY})",
        r"s[eo]l[dl]|divest|dispos|offload",
        event=True,
        ends=True,
        tier="C",
    ),
    Pattern.compile(
        "owned-by",
        "owns",
        rf"{S}{APP}(?:,? (?:which|that))?(?P<cop>(?:,)?(?: (?:is|are|was|were|has been|have been|had been|be|being|became"
        rf"|remains))?(?: (?:not|no longer|never|still))?){ADV} (?:(?:\w+ and )?{SIZE}(?:owned|controlled|held))(?: (?:and|or) [a-z]+)?(?:"
        rf" {PCT.replace('<p>', '<p2>')})?{WHEN}(?: by|, by) {NP}{H}"
        rf"(?: \((?P<p3>{PERCENT})\))?{HL}",
        "owned|controlled|held",
    ),
    Pattern.compile(
        "owned-by-inverted", "owns", rf"(?:owned|controlled) by {NP}{H}, {NP}{S} (?:is|was|has|operates)", "owned by|controlled by"
    ),
    Pattern.compile(
        "acquisition-by",
        "owns",
        rf"(?:acquisition|purchase|takeover|buyout|buy-out) of {NP}{S}{WHEN} by {NP}{H}",
        "cquisition|purchase|takeover|buy-?out",
        event=True,
    ),
    Pattern.compile(
        "acquisition-of",
        "owns",
        rf"{H}(?:{POSS})? (?:{DATE} )?(?:completed |planned |proposed |recent |announced )?(?:acquisition|purchase|takeover|buyout)"
        rf" of {NP}{S}",
        "cquisition|purchase|takeover|buyout",
        event=True,
    ),
    Pattern.compile(
        "its-acquisition-of",
        "owns",
        rf"{H}{APP}{WHEN}{ADV} (?P<aux>(?:(?:has |had )?(?:announced|completed|finali[sz]ed|closed|made|confirmed))) (?:the|its|{ITS})"
        rf" (?:\w+ )?"
        rf"(?:acquisition|purchase|takeover|buyout) of {NP}{S}",
        "cquisition|purchase|takeover|buyout",
        event=True,
    ),
    Pattern.compile(
        "its-acquisition-by",
        "owns",
        rf"{S}{WHEN}{ADV} (?P<aux>(?:announced|confirmed)) (?:its|{ITS}) (?:acquisition|purchase|takeover) by {NP}{H}",
        "cquisition|purchase|takeover",
        event=True,
    ),
    Pattern.compile(
        "wholly-owned-of",
        "owns",
        rf"{S}{APP}{COP}(?: (?:an?|the|one of))*(?: (?:\w+[- ]){{0,4}}?(?:and|,))?(?: [a-z]+){{0,3}}? (?P<q>wholly|fully|majority"
        rf"|{PERCENT})(?:[- ]| - )owned (?:\w+ ){{0,3}}?{UNIT}[^.;,{ORG}{IT}]{{0,20}}? of {NP}{H}",
        r"owned",
    ),
)
"""Shares and deals.  The order counts: the first reading of a pair in a sentence is kept."""
