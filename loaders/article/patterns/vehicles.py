"""Patterns of what is held through another party: ``owns 40 % of A through B``.

Owns the words of the party between.  What is held is in ``ownership.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import (
    ADV,
    APP,
    AUX,
    BARE_STAKE,
    BUY,
    HOLD,
    NO_THING,
    NP,
    OWN,
    PCT,
    POSS,
    STAKE,
    STAKE_WORD,
    TAKE,
    VOTES,
    WHEN,
    WORD,
    H,
    Pattern,
    S,
)
from loaders.article.sentences.masking import IT, NUMBER, ORG, PARTY, PERCENT, PERSON

THROUGH: Final = (
    r"(?:through|via|by way of|by means of) (?![^,.;]{0,30}\b(?:straw|front ?m[ae]n|prox(?:y|ies)|cousin|relatives?|wife|husband"
    r"|brother|sister|son|daughter)\b)"
    rf"(?P<by>{BARE_STAKE} (?:held|owned) by )?"
)
"""What stands before a party that is held, and not before a person who only lends a name."""

_FOR = (
    r"(?:(?:,? (?:on|in) (?:bare )?trust|,? as (?:an? |the )?(?:bare |mere )?(?:nominee|trustee|agent|custodian)s?)(?: for| of)(?: the "
    r"benefit of)?"
    r"|,? on behalf of|,? for (?:and on behalf of|the (?:sole )?benefit of))"
)
"""Words between one who holds in his name and one for whom he does."""

VEHICLES: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "held-for",
        "owns",
        rf"{PARTY}{APP}{WHEN}{ADV}{AUX}{ADV} {HOLD}(?:(?: (?P<p2>{PERCENT}) of| {STAKE} (?:in|of)| (?:all |the |{NUMBER} )*(?:issued "
        rf")?shares "
        rf"(?:in|of))?) {NP}{S}{_FOR} {NP}{H}",
        r"trust|behalf|nominee|trustee|benefit|agent|custodian",
        is_for_another=True,
        ends_in_past=True,
    ),
    Pattern.compile(
        "is-held-for",
        "owns",
        rf"(?:{PCT} of )?{S}{POSS}?(?: (?:shares?|capital|stock))?(?P<cop> (?:is|are|was|were|has been|have been))(?: [a-z]+ly)? (?:held"
        rf"|owned)"
        rf"(?: by {NP}{PARTY}(?: and {NP}{PARTY})?,?)?{_FOR} {NP}{H}",
        r"trust|behalf|nominee|trustee|benefit|agent|custodian",
        is_for_another=True,
    ),
    Pattern.compile(
        "in-which-through",
        "owns",
        rf"{S},? in which (?:the |an? )?[a-z][a-z ]{{2,40}} {HOLD} (?:an? )?(?P<p2>{PERCENT})(?: {STAKE_WORD})? (?:through|via) "
        rf"{OWN} {NP}{H}",
        "in which",
        is_vehicle=True,
    ),
    Pattern.compile(
        "held-through",
        "owns",
        rf"{S}{APP}(?P<cop> (?:is|are|was|were)){ADV} (?:owned|held|controlled)(?: indirectly| directly)? {THROUGH}{NP}{H}",
        "through|via",
        is_vehicle=True,
    ),
    Pattern.compile(
        "vehicle-owns",
        "owns",
        rf"{PARTY}[^.;{ORG}{PERSON}{IT}]{{0,40}} (?:{HOLD}|{BUY})(?: (?P<p2>{PERCENT})(?: of)?| {STAKE} (?:in|of))? {NP}{S} "
        rf"{THROUGH}{NP}{H}",
        "through|via",
        is_vehicle=True,
        ends_in_past=True,
    ),
    Pattern.compile(
        "vehicle-of",
        "has-subsidiary",
        rf"{H}[^.;{ORG}{PERSON}{IT}]{{0,40}} (?:{HOLD}|{BUY}(?=[^.;]* (?:through|via) {OWN}))(?: {PERCENT}(?: of)?| {BARE_STAKE} "
        rf"(?:in|of))?"
        rf" {NP}{PARTY} {THROUGH}{NP}{S}",
        "through|via",
        is_vehicle=True,
        is_of_go_between=True,
    ),
    Pattern.compile(
        "through-percent-unit",
        "owns",
        rf"{H}[^.;{ORG}{PERSON}{IT}]{{0,40}} (?:{HOLD}|{BUY})(?: {PERCENT}(?: of)?| {BARE_STAKE} (?:in|of))? {NP}{PARTY} (?:through|via) "
        rf"{OWN} {PCT}(?:[- ]owned)? (?:{WORD} ){{0,3}}?(?:subsidiary|unit|arm|affiliate|vehicle|company),? {S}",
        PERCENT,
        is_vehicle=True,
    ),
    Pattern.compile(
        "who-holds-through",
        "has-subsidiary",
        rf"{H},? (?:which|who) {HOLD} [^.;{ORG}{PERSON}{IT}]{{0,60}}?(?:through|via) {OWN} {NP}{S}",
        "through|via",
        is_vehicle=True,
        is_of_go_between=True,
    ),
    Pattern.compile(
        "through-own-company",
        "has-subsidiary",
        rf"^(?:{NP})?{H}(?! (?:is|are|was|were|has been) (?:[a-z]+ )?(?:owned|held|controlled)\b)[^.;{PERSON}{IT}]{{0,100}}? "
        rf"(?:through|via) {OWN} (?:(?P<q>wholly)[- ]owned|own|private|personal|family) "
        rf"(?:[a-z]+ )?(?:company|"
        rf"vehicle|firm),? {S}",
        "through|via",
        is_vehicle=True,
        is_of_go_between=True,
    ),
    Pattern.compile(
        "vehicle-owns-passive",
        "owns",
        rf"{S}{APP}(?: (?:is|are|was|were|has been))?{ADV} (?:{PCT}[ -])?(?:owned|controlled|held)(?: by|, by) {NP}{PARTY} "
        rf"{THROUGH}{NP}{H}",
        "through|via",
        is_vehicle=True,
    ),
    Pattern.compile(
        "vehicle-of-passive",
        "has-subsidiary",
        rf"{PARTY}{APP}(?: (?:is|are|was|were|has been))?{ADV} (?:{PERCENT}[ -])?(?:owned|controlled|held)(?: by|, by) {NP}{H}"
        rf" {THROUGH}{NP}{S}",
        "through|via",
        is_vehicle=True,
        is_of_go_between=True,
    ),
    Pattern.compile(
        "vehicle-between",
        "owns",
        rf"{PARTY}(?: \([^()]{{1,40}}\))?,? (?:acting )?(?:through|via) (?:{OWN}|the|an?) (?:{WORD} ){{0,4}}{NP}{H},?{ADV}{AUX}{ADV} "
        rf"(?:{HOLD}|{BUY})(?: {STAKE} (?:in|of))? {NP}{S}",
        "through|via",
        is_vehicle=True,
        event=True,
    ),
    Pattern.compile(
        "vehicle-behind-verb",
        "owns",
        rf"{PARTY}{APP}{AUX}{ADV} (?:{HOLD}|{BUY}), (?:through|via) {OWN} (?:{WORD} ){{0,4}}{H}, (?:{STAKE} (?:in|of))?(?:the "
        rf"(?:totality|whole|entirety) of )? ?{NP}{S}",
        "through|via",
        is_vehicle=True,
        event=True,
    ),
    Pattern.compile(
        "vehicle-before-verb",
        "owns",
        rf"{PARTY}{APP}(?: (?:has|have|had))?,? (?:through|via) {OWN} (?:{WORD} ){{0,4}}{H},(?: (?:has|have|had))? (?:{HOLD}|{BUY}|{TAKE}) "
        rf"(?:{STAKE} (?:in|of) )?{NP}{S}",
        "through|via",
        is_vehicle=True,
        event=True,
    ),
    Pattern.compile(
        "vehicle-first",
        "owns",
        rf"(?:^|[;,] )(?:[Tt]hrough|[Vv]ia) (?:{OWN} )?{NP}{H}, {NP}{PARTY}(?: and [a-z ]{{0,20}}{PARTY})?{ADV} (?:{HOLD}"
        rf" (?:{STAKE}|(?P<p2>{PERCENT}) of (?:the )?{VOTES}) (?:in|of|at)|(?:owns?|owned|controls?|controlled)) {NP}{S}{NO_THING}",
        "hrough|ia",
        is_vehicle=True,
    ),
)
"""Before the other patterns of a holding, which do not see the party between."""
