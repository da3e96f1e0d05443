"""Patterns of deals: what was bought, sold, bid for or entered into.

Owns the words of what happened.  What is held is in ``ownership.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import (
    ADV,
    APP,
    AUX,
    BARE_STAKE,
    BUY,
    HL,
    LISTED,
    NO_THING,
    NP,
    OWN,
    PARTS,
    PCT,
    POSS,
    SL,
    STAKE,
    STAKE_TRIGGERS,
    STAKE_WORD,
    TAKE,
    WHEN,
    WHOSE,
    WORD,
    H,
    Pattern,
    S,
)
from loaders.article.sentences.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON

FROM: Final = (
    rf"(?:(?: (?:that |which )?{IT} (?:do|does|did) not (?:already |yet )?(?:own|hold))?(?: for [^.;,{ORG}{PERSON}{IT}]{{1,40}}?)?"
    rf",? from {NP}(?P<seller>{PARTY}))?"
)
"""Of whom something was bought."""

DEALS: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "entry-into-capital",
        "owns",
        rf"(?P<deal>(?:an? )?(?:[a-z]+ )?(?:agreement|contract|deal|memorandum|protocol)(?: [a-z]+){{0,3}} (?:signed|reached|concluded)"
        rf"(?: [a-z]+)? on (?:the )?)?"
        rf"(?:entry|entrance|accession|entering) (?:of|by) {NP}{H}{APP}[^.;{ORG}{PERSON}]{{0,60}}? (?:in)?to the (?:[a-z]+ ){{0,2}}capital"
        rf"(?: \(?(?:of |with )?{PCT}[^(){ORG}.;]{{0,40}}\)?)? of {NP}{S}",
        "capital",
        event=True,
    ),
    Pattern.compile(
        "together-buy",
        "owns",
        rf"{H}(?:, [^,.;{ORG}]{{1,60}}{ORG},)?(?P<hl>(?:, {LISTED})*,? and {LISTED}){AUX}(?: together| jointly)? {BUY}"
        rf"(?: {STAKE} (?:in|of)| {PCT.replace('<p>', '<p2>')} of)? {NP}{S}",
        "and",
        event=True,
    ),
    Pattern.compile(
        "shares-moved-after",
        "owns",
        rf"{S}[^.;{ORG}{PERSON}{IT}]{{0,10}} (?:rose|fell|jumped|gained|climbed|soared|surged|rallied|dropped|slid|slipped|lost|added|"
        rf"advanced)\b[^.;{ORG}{PERSON}{IT}]{{0,60}} (?:after|as|when) {NP}{H} (?:disclosed|revealed|took|bought|acquired|built"
        rf"|reported) {STAKE}(?! (?:in|of))",
        "after|as|when",
        event=True,
    ),
    Pattern.compile(
        "buys-share",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who|that))?{ADV}{AUX}{ADV} (?:{TAKE}|{BUY}){ADV} {STAKE} (?:in|of) (?:[a-z]+ companies: )?"
        rf"{WHOSE}{NP}{S}{PARTS}{SL}{FROM}",
        STAKE_TRIGGERS,
        ends_in_past=True,
        moves_share=True,
    ),
    Pattern.compile(
        "acquires",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}(?:,? (?:which|who))?{ADV}{AUX}{ADV} {BUY}{ADV} {WHOSE}{NP}{S}{NO_THING}(?! (?:to become|and became)\b|,? "
        rf"becoming\b){SL}{FROM}",
        "cquir|bought|buy|purchas|take |taken |took|takes|absorb|swallow|snapp",
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "acquires-several",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} {BUY} (?:several|many|numerous|various|other|multiple|an? (?:number|series|string)|two|three|four"
        rf"|{NUMBER}) [^.;{ORG}{PERSON}]{{0,80}}?,? (?:including|such as|namely) {NP}{S}{SL}",
        "including|such as|namely",
        event=True,
    ),
    Pattern.compile(
        "share-acquired-by",
        "owns",
        rf"{STAKE} (?:in|of) {NP}{S} (?:was|were|is|are|has been|had been)(?: [a-z]+)? (?:acquired|bought|purchased|taken|(?:held"
        rf"|owned)(?: on trust| in trust)?|sold to|transferred to)(?: by)? {NP}{H}",
        STAKE_TRIGGERS,
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "acquired-by",
        "owns",
        rf"{S}(?:['’]s)?{APP}{WHEN}(?:,? (?:which|that|and|but|it))?{ADV},?(?P<aux>(?: (?:was|were|is|are|has been|have been|had been"
        rf"|being|been|be|get|got|would be|will be|to be|(?:has |have |had )?agreed to be(?: taken)?"
        rf"|(?:has |had )?entered into an? (?:\w+ )?agreement to be|is to be|was to be|is being|was being|was itself))(?: (?:itself"
        rf"|also|first|re))?)?"
        rf"{ADV} (?:then |later |subsequently )?(?:fully |partly |wholly |jointly )?(?:{BUY}|(?:taken )?private){WHEN}(?: and "
        rf"[a-z]+ed)?(?: (?:outright|entirely|(?:out )?of (?:administration|bankruptcy|receivership|insolvency|liquidation)|for"
        rf" [^.;,{ORG}]{{1,30}}|at [a-z ]{{0,20}}auction|in [^.;,{ORG}]{{1,30}}|from [^.;,{ORG}]{{1,40}}))?,? by {WHOSE}{NP}{H}{HL}",
        "by",
        event=True,
    ),
    Pattern.compile(
        "later-acquired-by",
        "owns",
        rf"{S}[^.;{ORG}{PERSON}{IT}]{{2,140}}? (?:and|but|before|until|when|which)(?: (?:it|which))?{ADV}(?: (?:was|were|has been"
        rf"|being))?{ADV} (?:acquired|bought|purchased|taken over|sold){WHEN}(?: (?:by|to)) {NP}{H}",
        "by |to ",
        event=True,
    ),
    Pattern.compile(
        "and-acquired",
        "owns",
        rf"(?<!\bin )(?<!\bof )(?<!\bto )(?<!\bfrom )(?<!\bwith )(?<!\bfor ){H}(?:(?!{ORG},? (?:which"
        rf"|who)\b)[^.;{PERSON}{IT}]){{2,140}}?(?: (?:and|by|after|before|when it|then)(?: (?:later|then|subsequently|also))? (?:acquired"
        rf"|bought|purchased|acquiring|buying|purchasing)|, (?:acquiring|buying|purchasing))(?: back)? (?:{STAKE} (?:in|of)"
        rf" )?{NP}{S}{NO_THING}{SL}",
        r"cquir|bought|buying|purchas",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "seller-keeps",
        "owns",
        rf"{PERCENT} (?:{STAKE_WORD} )?(?:of|in) {NP}{S} from {NP}{H},? (?:which|who)(?P<aux> will| would)? (?:keeps?|retains?|"
        rf"holds?|kept|retained) (?:the |an? )?(?:remaining |other |rest of )?{PCT}",
        "keep|kept|retain|hold",
    ),
    Pattern.compile(
        "exits",
        "owns",
        rf"{H.replace('<h>', '<seller>')}{APP}{WHEN}{ADV}{AUX}{ADV} (?:exit(?:s|ed)?|left|pulled out of|withdrew "
        rf"from) {NP}{S}[^.;{ORG}{PERSON}{IT}]{{0,40}}?,? (?:by )?selling {OWN} (?:entire |whole |remaining |full )?{STAKE} to {NP}{H}",
        "selling",
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "sale-of",
        "owns",
        rf"(?:(?:[Aa]dvis(?:ed|es|ing)|[Rr]epresented|[Aa]cted for|[Aa]ssisted) {NP})?{H.replace('<h>', '<seller>')}{APP}{WHEN}{ADV}"
        rf"(?P<aux>(?: (?:on|in|with)(?= (?:the|its)\b)| (?:(?:has|have|had) )?(?:completed|closed|finali[sz]ed|"
        rf"announced|agreed|confirmed|disclosed|unveiled|(?:signed|reached|entered into) an? (?:[a-z]+ ){{0,4}}(?:agreement|deal|contract) "
        rf"(?:for|on))))(?: to [a-z ]{{3,30}})? (?:the|its|{ITS}) "
        rf"(?:(?:[a-z]+ly )?[a-z]+ed )?(?:sale|disposal|divestment|divestiture) of (?:{NP}{PARTY}{POSS} )?(?:{STAKE} (?:in|of)"
        rf" )?{NP}{S}[^.;{ORG}{PERSON}{IT}]{{0,40}}? to "
        rf"{NP}(?:{WORD} ){{0,4}}{H}",
        "sale|disposal|divest",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "buys-from-owner",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who))?{ADV}{AUX}{ADV} {BUY} {NP}(?P<seller>{PARTY}){POSS} (?:(?:{WORD} ){{0,2}}?(?:{PCT}"
        rf"|(?P<q>majority|controlling"
        rf"|minority|entire|whole))[ -]?(?:{WORD} )?{STAKE_WORD}|(?:{WORD} )?(?:stake|shareholding|shares|holding)) (?:in|of) {NP}{S}",
        "'s |’s |' |’ ",
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "buys-out-to-own",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:bought|buys|buying|buy) out {NP}{PARTY} (?:to become|and became|becoming) (?:the "
        rf")?(?P<q>sole|full|only|majority)? ?(?:shareholder|owner) of {NP}{S}",
        "out",
        event=True,
    ),
    Pattern.compile(
        "gives-up-control",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:ended|gave up|gives up|relinquished|lost|surrendered) (?:{OWN} )?(?:[^ .,;]+ )?(?:control"
        rf"|ownership) (?:of|over) {NP}{S}",
        "control|ownership",
        event=True,
        ends=True,
    ),
    Pattern.compile(
        "leaves",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} exit(?:s|ed)? {NP}{S}(?=[.,;]|$| (?:after|in|on|by|with|as|for)\b)",
        "exit",
        event=True,
        ends=True,
        tier="C",
    ),
    Pattern.compile(
        "seller-keeps-part",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:(?:sold|sells?|selling)(?: off)? (?:{PERCENT} of|{BARE_STAKE} (?:in|"
        rf"of))|spun off|floated|demerged|carved out|spun out) {NP}{S}[^.;{IT}]{{0,80}}?,? "
        rf"(?:(?:cutting|reducing|lowering|trimming|slashing|bringing|taking) {OWN} (?:{WORD} ){{0,2}}{STAKE_WORD}[^.;,{PERCENT}]{{0,30}}"
        rf" to|(?:(?:and|but|while)(?: {IT})?(?: will| would| still)? )?(?:keeps?|kept|keeping|retains?|retained|retaining"
        rf"|leaving (?:{IT}|them) with|(?<=still )(?:owns|holds|has)))(?: an?| the)?(?: remaining| other)? {PCT}(?! of {OWN})",
        "keep|kept|retain|still|leaving|cutting|reducing|lowering|trimming|slashing|bringing|taking",
    ),
    Pattern.compile(
        "enters-capital",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:enter(?:s|ed)?|join(?:s|ed)?|bought into|came into) (?:the (?:share )?(?:capital|shareholding) "
        rf"of )?{NP}{S}"
        rf"(?:{POSS} (?:share )?(?:capital|shareholding))?{WHEN}(?: with (?:an? )?{PCT}| as (?:an?|its|the) (?:(?P<p2>{PERCENT}) |[a-z-]+ "
        rf"){{0,2}}(?:shareholder|owner|investor)(?=[.,;]|$| (?:in|with|and|of|after|last)\b))",
        "enter|join|into",
        event=True,
    ),
    Pattern.compile(
        "issues-to",
        "owns",
        rf"{S}{APP}{WHEN}{ADV}{AUX}{ADV} (?:issued?|issues|allotted|placed|sold|gave) (?:(?:new )?(?:shares|stock) (?:worth|equal to"
        rf"|representing|amounting to) )?{PCT} of {OWN} (?:own |new |issued |enlarged |share )?(?:shares|stock|equity"
        rf"|capital|share capital) to {NP}{H}",
        PERCENT,
        event=True,
    ),
    Pattern.compile(
        "options-over",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}(?P<aux> (?:has|have|had|holds?|held|owns?|was granted|were granted|received|gets?) (?:an? )?"
        rf"(?:(?!no\b)[a-z]+ ){{0,2}}(?:options?|warrants?|rights?)(?: over| on| for| to (?:buy|acquire|purchase|subscribe for))?)"
        rf" (?:an? )?(?:further |additional )?{PCT} {STAKE_WORD} (?:in|of) {NP}{S}",
        "option|warrant|right",
    ),
    Pattern.compile(
        "could-become",
        "owns",
        rf"{H}{POSS} (?:{WORD} ){{0,3}}(?:bonds?|notes?|loans?|shares|debt|options?|warrants?)(?P<aux> (?:could|can|may|would|"
        rf"might|will) be) (?:exchanged|converted|swapped|exercised) (?:for|into) (?:an? )?{PCT} {STAKE_WORD} (?:in|of) {NP}{S}",
        "exchanged|converted|swapped|exercised",
    ),
    Pattern.compile(
        "preferred-buyer",
        "owns",
        rf"(?:picked|chose|chosen|selected|named|as) {NP}{H}(?P<aux> as (?:the |its |a )?preferred) (?:buyer|bidder) (?:of|for) "
        rf"(?:{STAKE} (?:in|of) )?{NP}{S}",
        "preferred",
        event=True,
    ),
    Pattern.compile(
        "would-give",
        "owns",
        rf"(?P<aux>would|will|could|may|might) (?:give|leave|hand|grant|bring) {NP}{H} (?:with )?(?:an? )?{PCT} {STAKE_WORD} "
        rf"(?:in|of) {NP}{S}",
        "would|will|could|may|might",
    ),
    Pattern.compile(
        "sold-to",
        "owns",
        rf"(?:(?<!\bthat )(?<!\bwhich )|(?=. (?:was|were|has|had|is|are|will|would|to be|being)\b)){S}{APP}{WHEN}(?:,? (?:which"
        rf"|and))?{ADV}(?P<aux>(?: (?:was|were|has been|had been|is|are|will be|would be|to be|being|is"
        rf" being)))?{ADV} (?:re)?sold(?: off| again| on)?{WHEN}(?: in [A-Z][a-z]+| last [a-z]+)?(?: by {NP}(?P<seller>{PARTY}))?(?: "
        rf"for (?:{MONEY}|an? [a-z ]{{1,30}}))?{WHEN},? to {NP}{H}{HL}",
        "sold",
        event=True,
        moves_share=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "passes-from-to",
        "owns",
        rf"{S}{APP}{WHEN}{ADV}(?P<aux> has| had| will| was| is to)?{ADV} (?:passed|passes|pass|went|changed hands|transferred)(?: "
        rf"last [a-z]+)?{WHEN} from {NP}(?P<seller>{PARTY}) to {NP}{H}",
        "from",
        event=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "sells-to",
        "owns",
        rf"{H.replace('<h>', '<seller>')}{APP}{WHEN}(?:,? (?:which|who))?{ADV}{AUX}{ADV}"
        rf" (?:sold|sells?|selling|dispos(?:es?|ed|ing) of|offload(?:s|ed|ing)?|divest(?:s|ed|ing)?"
        rf"|transfer(?:s|red"
        rf"|ring)?|tender(?:s|ed)?|ced(?:es?|ed|ing))(?: off)? (?:{STAKE} (?:in"
        rf"|of) |(?:{OWN} )?(?P<p5>{PERCENT}) (?:of|in) )?{NP}{S}[^.;{ORG}{PERSON}{IT}]{{0,40}}? to {NP}{WHOSE}{H}{HL}",
        "sold|sell|divest|tender|transfer|offload|ced|dispos",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "gives-to",
        "owns",
        rf"{H.replace('<h>', '<seller>')}{APP}{WHEN}{ADV}{AUX}{ADV} (?:gave|given|gives?|left|leaves?|handed|hands?|signed|signs?|made"
        rf"|passed|pass|bequeathed|donated|gifted|willed)(?: up| over| on| back)?(?=[^,.;]{{0,12}}(?:its|their|his|her|{ITS}) )"
        rf"(?: {STAKE} (?:in|of)| {OWN} (?:remaining )?(?P<p5>{PERCENT}) (?:of|in)) {NP}{S}[^.;{ORG}{PERSON}{IT}]{{0,40}}? to {NP}{H}{HL}",
        "gave|give|left|leave|hand|sign|made|pass|bequeath|donat|gift|will",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "sells-part-of-itself",
        "owns",
        rf"{S}{APP}{WHEN}{ADV}{AUX}{ADV} (?:sold|sells?|selling) an? (?:{PCT}|(?P<q>minority|majority|controlling)) (?:stake"
        rf"|interest|shareholding|holding) to {NP}{H}",
        "sold|sell",
        event=True,
        tier="C",
    ),
    Pattern.compile(
        "bought-from",
        "owns",
        rf"{S}{APP}{WHEN}(?P<aux> (?:was|were|has been|had been|have been))(?: [a-z]+ly| later)? (?:bought|acquired"
        rf"|purchased)(?:(?!\band\b)[^.;{IT}]){{1,100}}? from (?:the |its |{ITS} )?{NP}{H}(?![^.;,]{{0,20}} to {NP}{PARTY})",
        "from",
        event=True,
        ends=True,
    ),
    Pattern.compile(
        "sells",
        "owns",
        rf"{H}{APP}{WHEN}(?:,? (?:which|who))?{ADV}{AUX}{ADV} (?:sold|sells|sell|selling|divest(?:s|ed|ing)?|transfer(?:s|red|ring)?"
        rf"|dispos(?:e|es|ed|ing) of|offload(?:s|ed|ing)?|shed|exit(?:s|ed)|ceded|relinquished|unloaded|swapped|exchanged)(?: off)? "
        rf"(?:{STAKE} (?:in"
        rf"|of) |{OWN} (?:remaining |entire |last )?(?P<p2>{PERCENT}) (?:in|of) )?{NP}{S}{NO_THING}(?![^.;{ORG}]{{0,60}} to "
        rf"(?:{NP}){PARTY})",
        "sold|sell|divest|dispos|offload|transfer|shed|exit|ceded|relinquished|unloaded|swapped|exchanged",
        event=True,
        ends=True,
        tier="C",
    ),
    Pattern.compile(
        "which-it-bought",
        "owns",
        rf"{S},? (?:which|that) {NP}{H}{AUX}{ADV} {BUY}{WHEN}(?P<ex>,? (?:has|have|had|was|were|is) (?:since |later |now )?(?:been )?"
        rf"(?:(?:re)?sold|returned|(?:handed|given|transferred) back|seized|confiscated|nationali[sz]ed|forfeited)\b)?",
        "which|that",
        event=True,
    ),
    Pattern.compile(
        "acquisition-by",
        "owns",
        rf"(?:acquisition|purchase|takeover|buyout|buy-out) of (?:{STAKE} (?:in|of) |(?P<p2>{PERCENT}) of )?{NP}{S}{WHEN} by {NP}{H}",
        "cquisition|purchase|takeover|buyout|buy-out",
        event=True,
    ),
    Pattern.compile(
        "acquisition-of",
        "owns",
        rf"{H}(?:{POSS})? (?:{DATE} )?(?:completed |planned |proposed |recent |announced )?(?:{MONEY}"
        rf" )?(?:acquisition|purchase|takeover|buyout)"
        rf" of (?:{STAKE} (?:in|of) )?{NP}{S}{FROM}",
        "cquisition|purchase|takeover|buyout",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "its-acquisition-of",
        "owns",
        rf"{H}{APP}{WHEN}{ADV} (?P<aux>(?:(?:today |yesterday )?(?:announced|announces|said|says|confirmed|confirms)(?: that)? {IT} )?"
        rf"(?:(?:has |had )?(?:announced|completed|finali[sz]ed|closed|made|confirmed))) (?:the|its|{ITS})"
        rf" (?:(?:\w+|{MONEY}) ){{0,2}}(?:acquisition|purchase|takeover|buyout) of (?:{STAKE} (?:in|of) )?{NP}{S}{FROM}",
        "cquisition|purchase|takeover|buyout",
        event=True,
        moves_share=True,
    ),
    Pattern.compile(
        "its-acquisition-by",
        "owns",
        rf"{S}{WHEN}{ADV} (?P<aux>(?:announced|confirmed)) (?:its|{ITS}) (?:acquisition|purchase|takeover) by {NP}{H}",
        "cquisition|purchase|takeover",
        event=True,
    ),
)
"""Purchases and sales, and what is only offered."""
