"""Patterns of ownership told of the holder: who holds, raises or keeps a share of a company.

Told of the company is in ``owned_by.py``, several that hold one company are in ``several.py``, who is called a shareholder is in
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
    HOLD,
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
    VOTES,
    WHEN,
    WHOSE,
    WORD,
    H,
    Pattern,
    S,
)
from loaders.article.sentences.masking import IT, ITS, NUMBER, ORG, PARTY, PERCENT, PERSON

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

_LOSES: Final = (
    r"(?:sales?|sell(?:s|ing)?|sold|disposals?|dispos(?:e[sd]?|ing)|divest\w*|exit\w*|transfer\w*|swap\w*|exchange\w*|los[et]\w*|loss|seiz\w+"
    r"|strip\w*|rid|parted|parting|den(?:y|ie)\w*|denials?|reports?|reported|rumou?r\w*|alleg\w+|claim\w*|proceeds|profits?|gains?|former"
    r"|previous|once|acquisition|purchase|instead|without|no|not|never|invent\w*|fictitious|supposed|purported|they|[a-z]*holders|creditors|lenders|owners|investors|heirs"
    r"|famil(?:y|ies)|partners|members|banks|funds|executives|managers|founders|directors|siblings|brothers|sisters|bidders?"
    r"|buyers(?! for))"
)
"""Words by which ``its stake`` may be one that is its no more, or never was."""
_DOES: Final = "(?: (?:built|created|designed|developed|established|founded|manages|operates|runs)(?:,|(?=,? and))(?: and)?)?"
"""What a holder did or does beside: ``developed, owns and operates``."""

OWNERSHIP: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "changes-share",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} {CHANGE} {OWN} (?:{PERCENT} )?(?:{WORD} ){{0,2}}{STAKE_WORD} (?:in|of) {NP}{S}{WHEN} "
        rf"(?:by {PERCENT}(?: points?)? |(?:from|of) (?:currently |about )?(?:(?P<was>{PERCENT})|{NUMBER}) )?to {PCT}(?: from"
        rf" (?P<was2>{PERCENT}))?",
        PERCENT,
        event=True,
    ),
    Pattern.compile(
        "changes-share-in",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} {CHANGE} {OWN} (?:{WORD} ){{0,2}}{STAKE_WORD} (?:(?:from|of) (?:(?P<was>{PERCENT})|{NUMBER})"
        rf" )?to {PCT}"
        rf"(?: from (?P<was2>{PERCENT}))? (?:in|of) {NP}{S}",
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
        "holds-of-its-shares",
        "owns",
        rf"{H}{APP}{ADV}{AUX}{ADV} {HOLD} {PCT} of (?P<s>{ITS}) (?:share capital|shares|capital|stock|equity|votes|voting rights|(?:[a-z]+ "
        rf"){{0,2}}"
        rf"(?:interests|units))",
        PERCENT,
        ends_in_past=True,
    ),
    Pattern.compile(
        "of-its-own-stake",
        "owns",
        rf"(?<!ormer )(?<!ormer owner )(?<!ormer parent )(?<!ormer shareholder ){H}{APP}{AUX}(?! (?:as|of|in|at|for|to|from|with|by|and|or"
        rf"|on|into)\b)(?: (?!{_LOSES}\b)[^ .;,{ORG}{PERSON}{IT}{ITS}]+){{1,14}}? (?:of|for|in|on|over|with|from|against) {OWN}"
        rf" (?:(?:entire|whole|current|existing|remaining|own|direct|indirect) )?{PCT} {STAKE_WORD} (?:in|of) {NP}{S}{NO_THING}",
        STAKE_TRIGGERS,
        event=True,
        is_given=True,
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
        rf"not| no longer| never| (?:has|have|had) never|(?: has| have| had)?(?: [a-z]+ly)? (?:denied|denies)|(?: has| have| had)?"
        rf" (?:claim|purport)(?:s|ed)? "
        rf"to(?: have)?)?{ADV} (?:owns|own|"
        rf"owned|owning|controls"
        rf"|control|controlling|controlled)(?: and (?:also )?[a-z]+s?)? {NP}(?>{S}{NO_THING}{SL}){NO_BRAND}{PARTS}"
        rf"(?:,? (?:with|through|via) (?:an? )?{PCT}(?: (?:direct |indirect )?{STAKE_WORD})?(?=[.,;]|$| and\b))?",
        "own|control",
        ends_in_past=True,
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
        "percent-that-holds",
        "owns",
        rf"{PCT}(?: {STAKE_WORD})?(?: that| which)? {NP}{H}{ADV}(?P<aux> has| had)? (?:holds?|held|owns?|owned|has|had|controls?) "
        rf"(?:in|of) {NP}{S}",
        PERCENT,
        ends_in_past=True,
    ),
)
"""Shares that are held.  The order counts: the first reading of a pair in a sentence is kept."""
