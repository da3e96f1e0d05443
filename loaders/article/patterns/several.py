"""Patterns of several that hold one company, each with its share, and of several companies of one holder.

Owns the words by which a company is divided.  One holder of one company is in ``ownership.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import (
    ADV,
    APP,
    AUX,
    BARE_STAKE,
    BUY,
    CAPITAL,
    COP,
    HB,
    HL,
    HOLD,
    HPARTS,
    IN_ORDER,
    LISTED,
    MAJOR,
    NP,
    OF_WHOLE,
    PCT,
    PL,
    SIZE,
    SL,
    STAKE,
    STAKE_WORD,
    WHEN,
    WORD,
    H,
    Pattern,
    S,
)
from loaders.article.sentences.masking import IT, ITS, NUMBER, ORG, PARTY, PERCENT, PERSON

REST: Final = (
    rf"(?:remaining|other|rest|balance)(?: {PCT})?[^.{ORG}{PERSON}]{{0,30}}? (?:(?:(?:is|are|was|were|being) )?(?:held|owned|"
    rf"controlled) by"
    rf"|belongs? to|(?:is|are|remains?|stays?) (?:in the hands of|with)|in (?:the )?hands of)"
)
"""What tells who has the rest."""

SEVERAL: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "venture-in-order",
        "owns",
        rf"{S}{APP}{COP} an? (?:[^.;,{ORG}{PERCENT}]{{1,30}} )?(?:[Jj]oint[- "
        rf"][Vv]enture|venture|partnership)(?: company)? (?:between|of|by)"
        rf" {NP}{HB}{HL},? (?:with |holding |who hold |which hold )?(?P<pl>(?:an? )?{PERCENT}(?:, {PERCENT}){{0,6}},? and {PERCENT})"
        rf"(?=(?: [a-z]+)?,? respectively)",
        "venture|enture|partnership",
    ),
    Pattern.compile(
        "shared-among",
        "owns",
        rf"(?:(?P<capital>{CAPITAL}|ownership) (?:of|in) {NP})?{S}(?P<cop> (?:is|are|was|were|remains?|will be))(?: [a-z]+)? (?:divided"
        rf"|split"
        rf"|shared|distributed|spread)(?: up| out)? (?:between|among|amongst) {NP}(?(capital)|(?=[^ ] \([^()]{{0,10}}{PERCENT})){HB}{HL}",
        "between|among",
    ),
    Pattern.compile(
        "split-among-each",
        "owns",
        rf"(?:[Oo]wnership|{CAPITAL}) (?:of|in) {NP}{S}(?P<cop> (?:is|are|was|were|remains?)) (?:divided|split|shared|distributed)"
        rf"(?: [a-z{NUMBER}]+){{0,3}}: {NP}{H}(?P<hl>(?:, {LISTED})*(?:,? and {LISTED})?) (?:each )?(?:has|have|holds?|owns?|controls?)"
        rf"(?: an?)? {PCT}(?: {STAKE_WORD})?(?: each| apiece)?",
        ": ",
    ),
    Pattern.compile(
        "shares-in-bracket",
        "owns",
        rf"{S} \((?P<pl>{H} {PERCENT}(?P<hl>(?:(?:, | and |; | / |/)(?:the )?{PARTY} {PERCENT}){{1,5}}))\)",
        "(",
    ),
    Pattern.compile(
        "bracket-of-shares",
        "owns",
        rf"{S} \({PCT} (?:(?:owned |held )?by )?{H}(?P<hparts>(?:(?:, | and |; | / |/){PERCENT} (?:by )?(?:the )?{PARTY}){{1,5}})\)",
        f"({PERCENT}",
    ),
    Pattern.compile(
        "owned-in-bracket", "owns", rf"{S} \((?:(?:{PCT} )?(?:owned|held)|(?:owned|held) (?P<p2>{PERCENT})) by {NP}{H}{HL}\)", "("
    ),
    Pattern.compile(
        "own-in-order",
        "owns",
        rf"{H}(?P<hl>(?:, {LISTED})*,? and {LISTED}){AUX} (?:own|hold|owned|held|control|have|had)"
        rf"(?: (?:stakes|shares|interests|holdings) of)? {PL} (?:(?:of|{STAKE_WORD}) )?(?:(?:of|in) )?{NP}{S}",
        PERCENT,
        ends_in_past=True,
    ),
    Pattern.compile(
        "are-the-shareholders-of",
        "owns",
        rf"{H}(?P<hl>(?:, {LISTED})*,? and {LISTED})(?P<cop> (?:are|were|remain|became)) (?:the |all |both )?(?:[a-z-]+ ){{0,2}}?{MAJOR} "
        rf"(?:of|in) {NP}{S}(?:,? (?:each )?(?:with|holding|owning) (?:{PL}|(?:an? )?{PCT}))?",
        "holders|owners|investors",
    ),
    Pattern.compile(
        "whose-owners-in-order",
        "owns",
        rf"{S},? whose (?:[a-z-]+ ){{0,2}}?{MAJOR},? {NP}{H}(?P<hl>(?:, {LISTED})*,? and {LISTED}){AUX} (?:own|hold|have) {PL}",
        "whose",
    ),
    Pattern.compile(
        "together-own",
        "owns",
        rf"{HB}(?P<hl>(?:, {LISTED}(?: \([^()]{{1,40}}\))?)*,? and {LISTED}(?: \([^()]{{1,40}}\))?)(?: together| jointly| collectively| "
        rf"both)?{AUX}(?: together| jointly)?"
        rf" (?:own|hold|owned|held|control|controlled|(?:have|had)(?! [a-z]+(?:ed|en|ld|ght)\b)) (?:{STAKE} (?:in|of) )?{NP}{S}{IN_ORDER}",
        "own|hold|held|control",
        ends_in_past=True,
    ),
    Pattern.compile(
        "in-which-other",
        "owns",
        rf"{S}(?: is an? (?:[a-z-]+ ){{0,2}}(?:joint venture|company|business|partnership))?(?:, an? [a-z -]{{2,60}})?,? (?:in|of) "
        rf"which {NP}{PARTY}{ADV}{AUX}{ADV} {HOLD}(?: "
        rf"an?)? {PERCENT}(?: {STAKE_WORD})?,? (?:and|while)"
        rf" {NP}{H}(?: holds| owns| has)?(?: the)?(?: remaining| other)? {PCT}(?! (?:of|in|stake in)\b)",
        "which",
    ),
    Pattern.compile(
        "each-own",
        "owns",
        rf"{H}(?P<hl>(?:, {LISTED})*,? and {LISTED})(?:{AUX} each|,? each(?P<cop> will| would| has| have)?) (?:own|hold|owned|held|have|had"
        rf"|took|taken|bought|acquired|take|put up|contribute|provide|subscribe for)"
        rf"(?: an?)? (?P<each>{PERCENT})(?: of(?: the {CAPITAL} of)?| the {CAPITAL} of| {STAKE_WORD} (?:of|in)) {NP}{S}",
        "each",
        ends_in_past=True,
    ),
    Pattern.compile(
        "own-each",
        "owns",
        rf"{H}(?P<hl>(?:, {LISTED})*,? and {LISTED})(?P<aux> will| would| has| have)? (?:own|hold|owned|held|have|had|took|taken"
        rf"|bought|acquired|take) (?:an? )?(?P<each>{PERCENT})(?: {STAKE_WORD})? each (?:of|in) {NP}{S}",
        "each",
        ends_in_past=True,
    ),
    Pattern.compile(
        "hold-in-turn",
        "owns",
        rf"(?!{ITS})(?:{PARTY}{APP}{ADV}{AUX}{ADV} {HOLD} (?:an? )?{PERCENT}|{PERCENT}) (?:{STAKE_WORD} )?(?:of|in) "
        rf"{NP}{S}(?:,|,? and|;|,? while) "
        rf"{NP}(?P<pl>{H} (?:an? |another |an? further |the other |the remaining )?{PERCENT}(?P<hl>(?:(?:, and |, | and |; ){NP}{PARTY} "
        rf"{PERCENT}){{0,5}}))(?=[.,;]|$| and\b)",
        PERCENT,
        ends_in_past=True,
    ),
    Pattern.compile(
        "and-percent-by",
        "owns",
        rf"{S}{APP}(?P<cop>,|,? (?:which )?(?:is|are|was|were))(?: now)? (?:{PERCENT}[- ])?(?:owned|held|"
        rf"controlled)(?: {OF_WHOLE}{PERCENT})? by [^.;{PERCENT}]{{1,80}}?(?:,? and |, |; )"
        rf"{OF_WHOLE}{PCT} by {NP}{H}{HPARTS}",
        "owned|held|controlled",
    ),
    Pattern.compile(
        "and-the-rest",
        "owns",
        rf"{PARTY}{APP}{WHEN}{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) {PERCENT} (?:{STAKE_WORD} )?(?:of|in) {NP}{S},? (?:and|while|but|with) "
        rf"{NP}{H}"
        rf"(?: (?:holds|owns|has|holding|owning|will own|will hold))?(?: the| an?)?(?: remaining| other)? (?:{PCT}|rest|remainder|balance)"
        rf"(?! (?:of|in|stake in)\b)",
        PERCENT,
    ),
    Pattern.compile(
        "rest-held-by",
        "owns",
        rf"{PERCENT} (?:{STAKE_WORD} )?(?:of|in) {NP}{S}[^.]{{0,100}}? {REST} {NP}{HB}{HL}",
        "remaining|other|rest|balance",
        is_of_rest=True,
    ),
    Pattern.compile(
        "rest-of-passive",
        "owns",
        rf"{S}{APP} (?:is|are|was|were) {PERCENT}[- ](?:owned|held|controlled)[^.]{{0,80}}? {REST} {NP}{HB}{HL}",
        "remaining|other|rest|balance",
        is_of_rest=True,
    ),
    Pattern.compile(
        "after-selling",
        "owns",
        rf"{STAKE_WORD} (?:in|of) {NP}{S},? (?:after|by|having) (?:selling|sold) (?:the (?:other|remaining) |an? |another )?{PCT}(?: "
        rf"{STAKE_WORD})? "
        rf"to {NP}{H}",
        "selling|sold",
        event=True,
    ),
    Pattern.compile(
        "all-held-by",
        "owns",
        rf"{S}(?: \([^()]{{1,40}}\))?(?P<sl>(?:, {LISTED}(?: \([^()]{{1,40}}\))?)*,? and {LISTED}(?: \([^()]{{1,40}}\))?) ?(?:All|Both"
        rf"|They|Each)"
        rf"(?: (?:of (?:them|these|which)|[a-z]+))?(?P<cop> (?:is|are|was|were))(?: [a-z]+ly)? (?:held|owned|controlled)(?: [a-z]+ly)? by "
        rf"{NP}{H}",
        "All|Both|They|Each",
        is_of_rest=True,
        is_of_all=True,
    ),
    Pattern.compile(
        "followed-by",
        "owns",
        rf"{PERCENT} (?:{STAKE_WORD} )?(?:of|in) {NP}{S}[^.;{ORG}{PERSON}]{{0,30}}?,? followed by {NP}{H}(?:,? with| at| on| \() ?{PCT}",
        "followed by",
    ),
    Pattern.compile(
        "each-of-several-owns",
        "owns",
        rf"[Ee]ach of (?:the |its |{ITS} )?(?:(?:{WORD}|{NUMBER}) ){{0,4}}?[a-z]+s, {NP}{H}(?P<hl>(?:, {LISTED})*,? and {LISTED}),? "
        rf"(?:owns|holds|has|"
        rf"controls) (?:an? )?(?P<each>{PERCENT})(?: of| {STAKE_WORD} (?:of|in)) {NP}{S}",
        "ach of",
    ),
    Pattern.compile(
        "has-shareholders",
        "owns",
        rf"{S}{APP}(?P<cop> (?:has|had|have|lists|counts))(?: (?:[a-z-]+|{NUMBER})){{0,3}} (?:shareholders?|owners?|co-owners)(?:(?: "
        rf"[a-z-]+){{0,4}}:"
        rf"|,(?: namely)?|"
        rf" -) {NP}{H}(?! (?:(?:has|have|had) )?(?:sold|left|withdr|exit)){HL}",
        "holder|owner",
    ),
    Pattern.compile(
        "each-of-which-owns",
        "owns",
        rf"{H}(?P<hl>(?:, {LISTED})*,? and {LISTED}),? each of (?:which|whom) (?:owns|holds|has|controls) (?:an? "
        rf")?(?P<each>{PERCENT})(?: of| {STAKE_WORD} (?:of|in)) {NP}{S}",
        "each of",
    ),
    Pattern.compile(
        "in-which-each",
        "owns",
        rf"{S},? (?:in|of) which {NP}{H}(?P<hl>(?:, {LISTED})*,? and {LISTED}){AUX} each (?:own|hold|have|owned|held|had)(?: an?)? "
        rf"(?P<each>{PERCENT})",
        "each",
        ends_in_past=True,
    ),
    Pattern.compile(
        "owned-by-as-well",
        "owns",
        rf"{PARTY}{APP} (?:is|are)(?: now)? {SIZE}(?:owned|controlled|held) by {NP}{PARTY},? and {NP}{S} by {NP}{H}",
        " by ",
    ),
    Pattern.compile(
        "all-controlled-by",
        "owns",
        rf"{S}(?P<sl>(?:, {LISTED})*,? and {LISTED})(?P<cop> (?:are|were)) (?:all|both|each) (?:[a-z]+ )?(?:owned|controlled|held) "
        rf"by {NP}{H}",
        "controlled|owned|held",
    ),
    Pattern.compile(
        "owns-several",
        "owns",
        rf"{H}{APP}{ADV}{AUX}{ADV} (?:owns?|controls?|holds?) (?:{WORD}|{NUMBER})(?: {WORD}){{0,3}}? (?:companies|firms|businesses"
        rf"|subsidiaries|hospitals|"
        rf"clinics|hotels|newspapers|papers|magazines|banks|broadcasters|stations|clubs|mines|plants|mills|airports|ports|schools"
        rf"|restaurants|breweries|"
        rf"cinemas|vineyards|estates|farms|refineries|airlines|insurers|retailers|publishers|shipyards)(?: in "
        rf"(?:the |its )?(?:{WORD} ?){{1,2}})?(?:,|:)? "
        rf"(?:(?:among them|including|such as|namely) |(?<=[,:] )(?={PARTY},? (?:{PARTY}|and {PARTY})))"
        rf"{NP}{S}{SL}",
        f"among them|including|such as|namely|, {ORG}|, {PERSON}|, {IT}|: {ORG}|: {PERSON}|: {IT}",
        ends_in_past=True,
    ),
    Pattern.compile(
        "owns-and-holds",
        "owns",
        rf"{H}{APP}{ADV}{AUX}{ADV} (?:{HOLD}|{BUY}) (?:{PERCENT} of |{BARE_STAKE} (?:in|of) )?{NP}{PARTY},? and (?:also |now |still )?"
        rf"(?:has|holds|owns|controls|bought|acquired) {STAKE} (?:in|of) {NP}{S}",
        "and",
        ends_in_past=True,
    ),
)
"""Before the patterns of one holder."""
