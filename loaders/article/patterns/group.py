"""Patterns of belonging to a group: subsidiaries, members, parents.

Owns the words of a group.  They state no share.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import (
    ADV,
    APP,
    AUX,
    COP,
    EQUALLY,
    HL,
    NP,
    OWN,
    PARENT,
    PCT,
    POSS,
    SL,
    UP_TO_ITS,
    WHEN,
    WORD,
    H,
    Pattern,
    S,
)
from loaders.article.sentences.masking import IT, ITS, NUMBER, ORG, PERCENT, PERSON, PLACE

NO_COMPANY: Final = (
    r"(?! (?:article|report|programme?|series|show|index|project|initiative|campaign|event|conference|exhibition|forum|study|survey|list"
    r"|ranking|alliance|coalition|round|basin|range|mountains|archipelago|region|peninsula|district|diocese)\b)"
)
"""Words behind a name by which it is no company: ``part of the Aral Outlook report``."""

GROUP: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "subsidiary-of",
        "has-subsidiary",
        rf"{S}{APP}{COP}(?: (?:an?|the|part of the|one of the|two))?(?: {PCT})?(?: {WORD},?){{0,6}}?"
        rf" (?:subsidiar(?:y|ies)|units?|arms?|divisions?"
        rf"|affiliates?|imprints?|operating company|portfolio compan(?:y|ies)|business units?|vehicles?|sub-brand|brands?|branch(?:es)?"
        rf"|holding(?! company))(?: "
        rf"company| firm| brand"
        rf"| label)?(?: [a-z]+)? (?:of|to|for|under|within) {NP}{H}",
        r"subsidiar|unit|arm|division|affiliate|imprint|compan|brand|branch|vehicle",
    ),
    Pattern.compile(
        "founded-as-subsidiary",
        "has-subsidiary",
        rf"{S}{APP} (?:was|were) (?:founded|established|formed|set up|incorporated|created|launched"
        rf"|started)[^.;{ORG}{PERSON}{IT}]{{0,40}}?,? as an? "
        rf"(?:{WORD} ){{0,4}}(?:subsidiary|division|unit|arm|affiliate) of {NP}{H}",
        "subsidiary|division|unit|arm|affiliate",
        event=True,
    ),
    Pattern.compile(
        "runs-as-subsidiary",
        "has-subsidiary",
        rf"{H}{APP}{ADV} (?:operates|runs|maintains|keeps|holds|owns|has) {NP}{S} as (?:an?|its|{ITS}) (?:(?P<q>wholly|fully)[- ]owned "
        rf")?(?:{WORD} "
        rf"){{0,3}}(?:subsidiary|division|unit|arm|affiliate|brand)\b",
        "subsidiary|division|unit|arm|affiliate|brand",
    ),
    Pattern.compile(
        "and-is-subsidiary",
        "has-subsidiary",
        rf"(?:^|; )(?:{NP})?{S} (?:is|was) [^.;{ORG}{PERSON}{IT}]{{2,120}}? and(?P<cop> (?:is|was|remains)|(?= an? ))(?: (?:an?|the))? "
        rf"(?:{WORD} ){{0,4}}"
        rf"(?:subsidiary|unit|division|arm|affiliate) of {NP}{H}",
        "subsidiary|unit|division|arm|affiliate",
    ),
    Pattern.compile(
        "and-is-parent",
        "has-subsidiary",
        rf"(?:^|; )(?:{NP})?{H} (?:is|was|has|makes|runs|operates) [^.;{ORG}{PERSON}{IT}]{{2,120}}? and(?P<cop> (?:is|was|remains)) (?:the"
        rf"|an?) "
        rf"(?:{WORD} ){{0,3}}?{PARENT}(?: company)? (?:of|to|for) {NP}{S}{SL}",
        "parent|owner|holding company",
    ),
    Pattern.compile(
        "is-its-parent",
        "has-subsidiary",
        rf"{H}{APP}(?P<cop> (?:is|was|remains|became|has been|has served as|serves as|served as)) {NP}{S}{POSS} (?:{WORD} ){{0,2}}"
        rf"(?:parent|holding company|owner)\b",
        "parent|holding company|owner",
    ),
    Pattern.compile(
        "poss-subsidiary",
        "has-subsidiary",
        rf"{H}{POSS} (?!(?:through|via|by|with|from|to|in|for)\b)(?:(?P<q>wholly|fully)[- ]owned )?(?:(?!(?:is|are|was"
        rf"|were|has|had|remains?|became)\b){WORD} ){{0,4}}(?:[Ss]ubsidiary|subsidiaries|unit|arm|division|affiliate|"
        rf"imprint|brand|label|investment (?:company|firm|vehicle)|vehicle|family office|(?<!joint )venture|holding(?:"
        rf" company)?|flagship(?: company| group)?"
        rf"|(?<!partner )(?<!rival )(?<!former )(?<!sister )(?<!parent )(?<!law )(?<!old )(?<!client )(?<!record )company),?"
        rf" {NP}{S}{SL}",
        r"company|flagship|holding|ubsidiar|unit|arm|division|affiliate|imprint|brand|label|investment|ve|family office",
        is_given=True,
    ),
    Pattern.compile(
        "subsidiary-first",
        "has-subsidiary",
        rf"(?:^|[,;] |\b(?:and|but|that) )(?:[Aa]s )?(?:[Aa]n? |[Tt]he |[Oo]ne of the )?(?:{WORD} ){{0,3}}(?:[Ss]ubsidiar(?:y|ies)|[Uu]nit"
        rf"|[Dd]ivision"
        rf"|[Aa]ffiliate) of {NP}{H}, {NP}{S}"
        rf" (?:is|was|has|had|will|[a-z]{{3,}}(?:s|ed))\b",
        r"ubsidiar|nit|ivision|ffiliate",
    ),
    Pattern.compile(
        "subsidiaries-of-are",
        "has-subsidiary",
        rf"(?:[Ss]ubsidiaries|[Uu]nits|[Aa]ffiliates|[Bb]rands) of {NP}{H} (?:are|were|include|included|comprise[sd]?)(?: as follows)?:? "
        rf"{NP}{S}{SL}",
        r"ubsidiaries|nits|ffiliates|rands",
    ),
    Pattern.compile(
        "owned-unit",
        "owns",
        rf"{H}(?:{POSS}|(?! (?:through|via) )[^.;{ORG}{PERSON}{IT}]{{0,80}}{OWN}) (?:{WORD} ){{0,2}}{PCT}(?:[- "
        rf"]owned)? (?:{WORD} ){{0,3}}?(?:subsidiary|unit|arm"
        rf"|division|affiliate"
        rf"|associate|venture),? {S}",
        PERCENT,
        is_given=True,
    ),
    Pattern.compile(
        "unit-named-first",
        "has-subsidiary",
        rf"{H}{POSS} {S} (?:subsidiary|unit|arm|division|brand|business)\b",
        "subsidiary|unit|arm|division|brand|business",
        is_given=True,
    ),
    Pattern.compile(
        "unit-in-bracket",
        "has-subsidiary",
        rf"{S} \((?:now |currently )?(?:an? |the )?(?:{WORD} ){{0,3}}?(?<!founding )"
        rf"(?:part|unit|subsidiary|division|member|brand) of {NP}{H}(?: group)?\)",
        "(",
        is_given=True,
    ),
    Pattern.compile(
        "sets-up-subsidiary",
        "has-subsidiary",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:set up|sets up|sett?ing up|establish(?:ed|es)?|form(?:ed|s)?|creat(?:ed|es)|found(?:ed|s)"
        rf"|launch(?:ed|es)|incorporat(?:ed|es)) (?:an? |its |the )?(?:{WORD} ){{0,4}}?(?:subsidiary|unit|arm|division|affiliate)(?: "
        rf"company)?,?"
        rf" (?:in {PLACE},? )?(?:called |named |known as )?{S}",
        "subsidiary|unit|arm|division|affiliate",
        event=True,
    ),
    Pattern.compile(
        "owner-subsidiary",
        "has-subsidiary",
        rf"{H} (?:[Ss]ubsidiary|unit|[Dd]ivision|arm|[Aa]ffiliate|imprint),? {S}",
        "ubsidiary|unit|division|arm|affiliate|imprint",
        is_given=True,
    ),
    Pattern.compile(
        "its-subsidiary",
        "has-subsidiary",
        rf"{H}(?!,? in which | to {OWN} |{POSS}? (?:through|via) (?:his|her) |[^.;]{{0,60}} (?:held|owned|controlled)"
        rf" (?:by|through|via) {OWN} "
        rf"| (?:is|was|are|were|has been|(?:will|would|to|could|may|might) be)(?: being)? [a-z]+ by {OWN} )"
        rf"[^.;{ORG}{PERSON}{IT}]{{0,80}}{OWN} (?:(?P<q>wholly|fully)[- ]owned )?(?:{WORD} "
        rf"){{0,3}}(?:(?:subsidiary|unit|arm"
        rf"|division|affiliate|(?:portfolio|project|operating) company),?|subsidiaries) {NP}{S}",
        r"subsidiar|unit|arm|division|affiliate|portfolio company|project company|operating company",
        is_given=True,
    ),
    Pattern.compile(
        "its-vehicle",
        "has-subsidiary",
        rf"{H}(?!,? in which )[^.;{ORG}{PERSON}{IT}]{{0,80}}(?<!through )(?<!via ){OWN} (?:{WORD} ){{0,3}}vehicle,? {NP}{S}",
        "vehicle",
        is_of_go_between=True,
        is_given=True,
    ),
    Pattern.compile(
        "its-company",
        "has-subsidiary",
        rf"{H}(?! (?:through|via) |,? in which | to {OWN} |[^.;]{{0,60}} (?:held|owned|controlled) (?:by|through|via) {OWN} )"
        rf"[^.;{ORG}{PERSON}{IT}]{{0,80}}(?<!\w)(?:its|their|{ITS}) (?:{WORD} ){{0,3}}(?<!parent )(?<!partner )(?<!sister )(?<!holding )"
        rf"(?<!rival )(?<!management )(?<!former )(?<!other )company,? {NP}{S}",
        "company",
        is_given=True,
    ),
    Pattern.compile(
        "subsidiary-appositive",
        "has-subsidiary",
        rf"{S}, (?:the )?{H}{POSS} (?:{WORD} ){{0,4}}(?:subsidiary|unit|arm|division|affiliate|vehicle|holding company)",
        r"subsidiary|unit|arm|division|affiliate|vehicle|holding",
        is_given=True,
    ),
    Pattern.compile(
        "subsidiaries-include",
        "has-subsidiary",
        rf"{H}{POSS}? (?:{WORD} ){{0,3}}(?:subsidiaries|brands|units|divisions|labels|holdings|companies|(?<=[’'] )assets|(?<=s )assets"
        rf"|businesses) (?:include|are|included|comprise)"
        rf" {NP}{S}{SL}",
        r"include|are",
    ),
    Pattern.compile(
        "through-subsidiary",
        "has-subsidiary",
        rf"(?:^|[,;] |\b(?:and|but|that|where|when) )(?:{NP})?{H}(?! (?:through|via)\b)"
        rf"(?! (?:is|are|was|were|has been) (?:[a-z]+ )?(?:owned|held|controlled)\b)"
        rf"[^.;{ORG}{PERSON}{IT}]{{0,60}} (?:through|via) "
        rf"(?:{OWN}|(?:the|an?)(?= (?:[a-z-]+ ){{0,3}}(?:subsidiary|unit|division)\b)) (?:{WORD} "
        rf"){{0,4}}(?:subsidiary"
        rf"|subsidiaries|unit|arm|division|affiliate|vehicle)?,? ?{S}",
        "through|via",
        is_of_go_between=True,
    ),
    Pattern.compile(
        "through-its-unit-first",
        "has-subsidiary",
        rf"(?:^|(?<![{ORG}{PERSON}{IT}])[;,] )(?:[Tt]hrough|[Vv]ia) {OWN} (?:{WORD} ){{0,3}}(?:subsidiary|unit|arm|division"
        rf"|affiliate),? {S}, {NP}{H}",
        "hrough|ia",
        is_given=True,
    ),
    Pattern.compile(
        "part-of",
        "has-member",
        rf"{S}{APP}(?P<cop>(?:,(?! (?:and|but|or|when|while)\b)| (?:is|are|was|were|became|becomes|remains|has been|had been|"
        rf"being|forms?|formed))(?: (?:now|currently"
        rf"|also|today|still|since|once|formerly|previously))?)(?: an?)?(?: {WORD}){{0,3}}? part of {NP}{H}(?!, ?{PLACE}){NO_COMPANY}",
        "part of",
        tier="B",
    ),
    Pattern.compile(
        "member-of",
        "has-member",
        rf"{S}{APP}{COP}(?: (?:an?|the|one of))*(?: "
        rf"{WORD}){{0,4}}? (?<!founding )(?<!sole )(?<!only )(?<!board )(?<!staff )(?<!team )(?<!committee )"
        rf"(?<!council )(?<!cabinet )(?<!faculty )(?<!honorary )(?<!surviving )(?<!crew )(?<!cast )(?<!party )members? of {NP}"
        rf"{H}{NO_COMPANY}",
        "member",
    ),
    Pattern.compile(
        "belongs-to",
        "has-member",
        rf"{S}{APP}(?:,? (?:which|that))?{ADV}(?P<aux> had| has| have)? (?:belongs?|belonged)"
        rf"(?: entirely| wholly| solely| now| still|{EQUALLY}) to (?:(?:two|three|four|{NUMBER}) [^.;:,{ORG}]{{1,40}}: )?{NP}{H}{HL}",
        "belong",
        ends_in_past=True,
    ),
    Pattern.compile(
        "founding-member-of",
        "has-founding-member",
        rf"{S}{APP}{COP}(?: (?:an?|the|one of))*(?: {WORD}){{0,2}}? founding members?(?: and [^.;,{ORG}]{{1,40}})? of {NP}{H}",
        "founding member",
    ),
    Pattern.compile(
        "parent-of",
        "has-subsidiary",
        rf"(?<!\bout ){H}{APP}(?:{COP}| \()(?: ?(?:an?|the))?(?: ?(?!sold\b|to\b){WORD}){{0,4}}? ?{PARENT}(?: company)? (?:of|to|for) "
        rf"{NP}{S}{SL}",
        r"parent|holding company|proprietor|controlling party",
    ),
    Pattern.compile(
        "parent-of-which-include",
        "has-subsidiary",
        rf"{H}{APP}{COP}(?: (?:an?|the))?(?: {WORD}){{0,3}}? {PARENT}(?: company)? (?:of|to|for) (?:{WORD} |{NUMBER} ){{1,8}}?"
        rf"(?:which|that) (?:includes?|included|comprises?|comprised) {NP}{S}{SL}",
        r"parent|holding company",
    ),
    Pattern.compile(
        "poss-parent",
        "has-subsidiary",
        rf"{S}{POSS} (?:{WORD} ){{0,3}}?{PARENT}(?: company)?{WHEN},?(?: (?:is|was))?"
        rf"(?! (?:controls?|owns?|holds?|has|had|bought|sold|acquired|operates|runs|said|says)\b) {NP}{H}",
        r"parent|holding company|proprietor|controlling party",
        is_given=True,
    ),
    Pattern.compile(
        "its-parent",
        "has-subsidiary",
        rf"{S}(?!, [a-z]+ing\b|[^.;]{{0,60}}\b(?:demerged|separated|split|spun|hived|carved|independen[ct])){UP_TO_ITS}"
        rf"(?<!\bas ){OWN} "
        rf"(?:{WORD} ){{0,2}}{PARENT}(?: company)?,? {NP}{H}",
        r"parent|controlling party",
        is_given=True,
    ),
    Pattern.compile(
        "company-possessive",
        "has-subsidiary",
        rf"{S}{COP} an? {H} (?:company|business|brand|subsidiary|unit|division)\b",
        "company|business|brand|subsidiary|unit|division",
    ),
    Pattern.compile(
        "became-division",
        "has-subsidiary",
        rf"{S} (?:was|were|is) (?:folded|incorporated|absorbed|integrated) into {NP}{H}",
        "into",
        tier="C",
        event=True,
    ),
)
"""Subsidiaries, members and parents."""
