"""Patterns of those who are called shareholders, investors or partners, and of money put in.

Owns their words.  What a shareholder holds is in ``ownership.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import (
    ADV,
    APP,
    AUX,
    COP,
    HB,
    HL,
    LISTED,
    MAJOR,
    NP,
    OWN,
    PARENT,
    PCT,
    POSS,
    SL,
    STAKE_WORD,
    UP_TO_ITS,
    WHEN,
    WHOSE,
    WITH_SHARE,
    WORD,
    H,
    Pattern,
    S,
)
from loaders.article.sentences.masking import IT, ITS, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON, PLACE

_THOUGHT: Final = r"(?:[a-z]+ )?(?:plans?|ideas?|visions?|strateg\w+|stor(?:y|ies)|claims?|arguments?|hype|narrative)\b"
"""What is believed in and not bought: ``bought into Aral's vision``."""

INVESTORS: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "shareholder-of",
        "owns",
        rf"{WITH_SHARE}{H}{APP}{COP}(?:, (?:with|at|holding) (?:an? )?(?P<p5>{PERCENT})(?: {STAKE_WORD})?,)?(?: (?:an?|the|one of the))?"
        rf"(?: (?P<p2>{PERCENT})(?=[ -]))?(?:[ -][a-z-]+){{0,2}}?[ -]{MAJOR}(?: company)? (?:of|in) (?:{PCT} (?:of|stake in) )?{NP}{S}{SL}"
        rf"(?: itself)?(?:{WHEN},? (?:with|holding|owning) (?:an? )?(?P<p4>{PERCENT}))?",
        r"holder|owner|investor",
    ),
    Pattern.compile(
        "as-owner-of",
        "owns",
        rf"(?:lists?|listed|names?|named|shows?|shown|records?|recorded|registers?|registered|identifie[sd]|gives?|given"
        rf"|recogni[sz](?:ed|es)|confirmed|declared) "
        rf"(?:{WHOSE}{NP})?{H}{APP} as (?:the |an? )?(?:[a-z-]+ ){{0,2}}?"
        rf"(?:owner|holder|shareholder|proprietor|UBO|controller|person with significant control|(?<=sole )member|(?<=only )member) (?:of"
        rf"|over) "
        rf"(?:{PCT} (?:of|stake in) )?{NP}{S}{SL}(?:,? (?:with|holding|owning) (?P<p2>{PERCENT}))?",
        " as ",
    ),
    Pattern.compile(
        "is-listed-as-owner",
        "owns",
        rf"{H}{APP}(?P<cop>,? (?:which |who )?(?:is|are|was|were)) (?:listed|registered|named|recorded|shown|identified|entered)"
        rf"[^.;{ORG}{PERSON}{IT}]{{0,40}}? as (?:the |an? )?(?:[a-z-]+ ){{0,2}}?(?:owner|holder|shareholder|proprietor|UBO) of "
        rf"(?:{PCT} (?:of|stake in) |{NUMBER} (?:of (?:the )?{NUMBER} )?shares (?:in|of) )?{NP}{S}",
        " as ",
    ),
    Pattern.compile(
        "as-owner-of-its-shares",
        "owns",
        rf"(?:lists?|listed|names?|named|shows?|shown|records?|recorded|registers?|registered|identifie[sd]|gives?|given) "
        rf"(?:{WHOSE}{NP})?{H}{APP} as (?:the |an? )?(?:[a-z-]+ ){{0,2}}?(?:owner|holder|shareholder|controller) of "
        rf"(?:{PCT}|(?P<q>all|most)) of (?P<s>{ITS}) (?:share capital|shares|capital|stock|equity)",
        " as ",
    ),
    Pattern.compile(
        "its-shareholder",
        "owns",
        rf"{S}(?!, [a-z]+ing\b|[^.;]{{0,60}}\b(?:demerged|separated|split|spun|hived|carved|independen[ct])){UP_TO_ITS}"
        rf"(?<!\bas ){OWN} "
        rf"(?:(?:[a-z-]+|{PLACE}) ){{0,2}}?(?:(?P<q>majority|minority|controlling|sole|only|"
        rf"{PERCENT}) )?(?:owner|shareholder|stakeholder|(?:(?<=largest )|(?<=biggest )|(?<=main )|(?<=anchor )|(?<=key )|(?<=top ))"
        r"investor)"
        rf"{WHEN},? {NP}{H}",
        "shareholder|investor|owner|stakeholder",
        is_given=True,
    ),
    Pattern.compile(
        "lists-its-owner",
        "owns",
        rf"(?:lists?|listed|names?|named|gives?|given|shows?|records?|identifie[sd]) (?P<s>{ITS}) (?:[a-z-]+ "
        rf"){{0,2}}?(?:{MAJOR}|{PARENT}) as {NP}{H}",
        " as ",
    ),
    Pattern.compile(
        "officer-holds",
        "owns",
        rf"(?P<s>{ITS}|{PARTY}(?={POSS}|,? whose))(?:{POSS}|,? whose)?"
        rf" (?:(?!(?:after|behind|before|than|with|alongside|by|from|to)\b)[a-z-]+ ){{0,3}}(?:chairman|chairwoman|chair|founder"
        rf"|co-founder|chief executive|CEO|boss|president|"
        rf"director),? {H},? (?:who )?"
        rf"(?:holds|owns|controls|has) (?:(?:an? )?(?:(?:further|additional) )?{PCT}|(?P<q>all))(?: {STAKE_WORD}| of (?:the|its"
        rf"|{ITS}) (?:shares|capital|stock"
        rf"|equity|votes))?"
        rf"(?! (?:of|in|stake in)\b)",
        f"{PERCENT}|all of",
    ),
    Pattern.compile(
        "officer-is-holder",
        "owns",
        rf"(?P<s>{ITS}|{PARTY}(?={POSS}))(?:{POSS})? (?:[a-z-]+ ){{0,3}}(?:chairman|chairwoman|chair|founder|co-founder|chief executive|CEO"
        rf"|boss|president|director),? {H}(?P<cop>,? (?:is|remains|was))(?: also| still)? (?:the|its|{ITS}) (?:[a-z-]+ ){{0,2}}?{MAJOR}"
        rf"(?! (?:of|in)\b)(?:,? (?:with|holding|owning) (?:an? )?{PCT})?",
        "holder|owner|investor",
    ),
    Pattern.compile(
        "its-owner-is",
        "owns",
        rf"(?P<s>{ITS}) (?:(?:[a-z-]+|{NUMBER}|{PLACE}) ){{0,2}}?(?:{MAJOR}|{PARENT})(?P<cop> (?:is|was|are|were|remains?"
        rf"|includes?)) (?:said to be "
        rf"|believed to be )?{WHOSE}{NP}{HB}(?!{POSS}){HL}",
        r"holder|owner|investor|parent|controlling party|member|UBO",
    ),
    Pattern.compile(
        "its-owner-named",
        "owns",
        rf"^(?P<s>{ITS}) (?:(?!new\b)[a-z-]+ ){{0,2}}?(?:(?P<q>majority|controlling|sole"
        rf"|only|minority) )?"
        rf"(?:shareholder|owner|investor|parent(?: company)?|controlling party), {NP}{HB}(?=,| (?:[a-z]+ ){{0,2}}(?:said|says|has"
        rf"|had|is|was|bought"
        rf"|will|declined)\b)",
        r"holder|owner|investor|parent|controlling party",
        is_given=True,
    ),
    Pattern.compile(
        "holder-its-owner",
        "owns",
        rf"{H}, (?P<s>{ITS}) (?:(?!new\b)[a-z-]+ ){{0,2}}?"
        rf"(?:(?:(?P<p2>{PERCENT})|(?P<q>majority|controlling|minority|sole|only))[- ])?(?:co-)?(?:owner|parent(?: company)?"
        rf"|shareholder|proprietor)"
        rf"(?: (?:for|since|of) [^,.;{ORG}{PERSON}]{{1,30}})?(?=[,.;])",
        "owner|parent|holder|proprietor",
        is_given=True,
    ),
    Pattern.compile(
        "its-owners-aside",
        "owns",
        rf"(?P<s>{ITS}) (?:[a-z-]+ ){{0,2}}?(?:shareholders|owners|backers|investors)"
        rf"(?: [–—-] |: |, (?=[^.;]{{1,80}} \([^()]{{0,10}}{PERCENT}))"
        rf"{NP}{HB}{HL}",
        "holders|owners|backers|investors",
        is_given=True,
    ),
    Pattern.compile(
        "register-names",
        "owns",
        rf"(?P<s>{ITS}) (?:share )?(?:register|list|roll)(?: of [a-z]+)? (?:names|lists|shows|gives|has) {NP}{H}(?:,? (?:with|at|as "
        rf"holding) (?:an? )?{PCT})?"
        rf"(?:, ?)?{HL}",
        "register|list|roll",
    ),
    Pattern.compile(
        "of-its-shares",
        "owns",
        rf"(?:(?:{PCT}|(?:the )?(?P<q>[Mm]ajority|[Aa]ll|[Ww]hole)) of )?(?P<s>{ITS}) (?:share capital|shares|capital|stock|equity) "
        rf"(?:(?:is|are|was|were)(?: now)? (?:(?:owned|held|controlled) by|in the hands of)|belongs? to"
        rf"|(?:was|were|has been|have been) (?:sold|transferred|handed|passed){WHEN}(?: last [a-z]+)? to) (?:{NUMBER} [a-z]+, "
        rf")?{NP}{HB}{HL}",
        "shares|capital|stock|equity",
    ),
    Pattern.compile(
        "becomes-holder",
        "owns",
        rf"{WITH_SHARE}{H}(?:,? with (?:an? )?(?P<p2>{PERCENT})(?: {STAKE_WORD})?,?|{APP}){WHEN}{ADV}(?P<cop>(?:,)?(?: (?:will|would|to"
        rf"|has|may"
        rf"|could))? (?:is|was|become|becomes|became|becoming|"
        rf"remains|remained)) {S}{POSS}"
        rf" (?:(?P<p4>{PERCENT})[ -])?(?:[a-z-]+ ){{0,2}}?{MAJOR}(?:,? (?:with|holding|owning)(?: an?)?(?: (?:holding|stake|share"
        rf"|interest) of)? {PCT})?",
        r"holder|owner|investor",
    ),
    Pattern.compile(
        "has-as-owner",
        "owns",
        rf"{S}{APP}(?P<cop> has| had| counts| counted|,? with) {NP}{H}{HL} (?:as|among) {OWN} (?:[a-z-]+ ){{0,2}}?(?:{MAJOR}|{PARENT})",
        r"holder|owner|investor|parent|controlling party",
    ),
    Pattern.compile(
        "listed-as",
        "owns",
        rf"{H},? (?:who|which)(?P<cop> (?:is|was)) (?:listed|registered|named|shown|recorded) as (?P<s>{ITS}) (?:[a-z-]+ "
        rf"){{0,2}}?{MAJOR}",
        r"holder|owner|investor",
    ),
    Pattern.compile(
        "poss-shareholder",
        "owns",
        rf"{S}{POSS} (?:(?P<p4>{PERCENT})[ -])?(?:(?:[a-z-]+|{NUMBER}) ){{0,3}}?{MAJOR}(?:, with (?:an? "
        rf")?(?P<p3>{PERCENT})[^,.;{ORG}{PERSON}]{{0,30}},)?(?: "
        rf"(?:is|was|are|remains?|include|includes|included|were)|,? (?:who|which) include)?(?: [–—-])?(?!"
        rf" (?:controls?|owns?|holds?|has|had|have|buy|bought|sold"
        rf"|acquired|took|(?!(?:named|called|remained|counted)\b)[a-z]+ed)\b),? {NP}{HB}{HL}"
        rf"(?:,? (?:which|who|that|with|holding|owning|holds|owns|has|controls)(?: (?:has|have|holds|hold|owns|own|owned|held|controls?))?"
        rf" (?:an? )?(?P<p2>{PERCENT})|,? (?:(?:will|would|has|had|plans to|agreed to) )?(?:tender|sell|sold|keep|kept|pledge|add"
        rf"|use)[a-z]* {OWN} "
        rf"(?P<p5>{PERCENT}) )?",
        r"holder|owner|investor|member|UBO|backer",
    ),
    Pattern.compile(
        "said-the-owner",
        "owns",
        rf"{S}[^.;{ORG}{PERSON}{IT}{ITS}]{{0,90}}?(?:, |\b(?:and|but|against|with|its|to|by|said|says|told|leaving) )"
        rf"(?:(?P<q>majority|minority|controlling|sole) )?(?:co-)?owner {H}(?! of\b)",
        "owner",
        is_given=True,
    ),
    Pattern.compile(
        "owner-named",
        "owns",
        rf"(?:(?<=[a-z,] )|(?=. (?!owner\b))){S} (?:shareholder|co-owner|owner|investor|backer) {H}",
        "shareholder|owner|investor|backer",
        is_given=True,
    ),
    Pattern.compile(
        "stake-of-holder-changes",
        "owns",
        rf"(?:(?P<aux>\b(?:will|would|could|may|might|to))(?: [a-z]+){{1,2}} )?{H}{POSS} (?:(?:{WORD}|{PERCENT}) ){{0,2}}{STAKE_WORD} "
        rf"(?:in|of) {NP}{S}"
        rf" (?:(?:(?:was|were|has been|had been|has|had|is|will be|would be) )?(?:[a-z]+ ){{0,2}})?(?:(?:from|of) {PERCENT} )?to {PCT}",
        PERCENT,
        event=True,
    ),
    Pattern.compile(
        "stake-of-holder-is",
        "owns",
        rf"{H}{POSS} (?:{WORD} ){{0,2}}{STAKE_WORD} (?:in|of) {NP}{S} (?:now |currently )?(?P<cop>is|was|stands at|stood at|amounts to"
        rf"|amounted to"
        rf"|totals|totalled|came to|comes to)(?: now)? {PCT}(?! (?:larger|higher|lower|more|less|bigger|smaller))",
        PERCENT,
    ),
    Pattern.compile(
        "stake-of-holder",
        "owns",
        rf"(?<!of )(?<!of the )(?<!acquired )(?<!acquire )(?<!acquiring )(?<!bought )(?<!buy )(?<!buying )(?<!purchased )(?<!over "
        rf")(?<!sold )(?<!sell )(?<!selling )"
        rf"{H}{POSS} (?:(?:existing|current|own|indirect|direct|remaining|entire) ){{0,2}}(?:(?:{PCT}|(?P<q>majority|controlling"
        rf"|minority))[ -]?"
        rf"(?:{WORD} )?{STAKE_WORD} (?:of|in)|ownership of {PCT.replace('<p>', '<p2>')} of|(?:stake|shareholding|shares|holding"
        rf"|participation) in) {NP}{S}",
        "'s |’s |' |’ ",
        is_given=True,
    ),
    Pattern.compile(
        "forms-venture",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:formed|form|forms|created|create|established|establish|set up|launched|launch) an? "
        rf"(?P<each>{PERCENT} )?"
        rf"(?:{WORD} )?joint venture(?: company)? with (?P<hl>{LISTED}),? (?:called|named|known as|to be called) {S}",
        "joint venture",
        event=True,
    ),
    Pattern.compile(
        "form-venture",
        "owns",
        rf"{H}(?P<hl>(?:, {LISTED})*,? and {LISTED}){AUX}(?: today| jointly)? (?:formed|form|created|create|established|"
        rf"establish|set up|launched)"
        rf" an? (?:(?P<each>{PERCENT}) |(?P<pl>{PERCENT}.{PERCENT}) )?(?:{WORD} )?joint venture(?: company)?"
        rf"(?:,? called|,? named|,? known as|,) {S}",
        "joint venture",
        event=True,
    ),
    Pattern.compile(
        "invests-for-share",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:invest(?:ed|s)?|puts?|inject(?:ed|s)?|contribut(?:ed?|es)|pump(?:ed|s)?)"
        rf" {MONEY}(?: (?:in cash|of (?:new |fresh )?(?:capital|equity|money)))? in(?:to)? {NP}{S} "
        rf"(?:for|in return for|in exchange for|to take|taking|and (?:will )?(?:gets?|receives?|takes?)) (?:an? )?{PCT}"
        rf"(?= {STAKE_WORD}\b|[.,;]|$| (?:and|as|in|after|from|when|last)\b| of (?:the |its |{ITS} )?(?:shares|share capital|capital"
        rf"|stock|equity|company)\b)",
        MONEY,
        event=True,
    ),
    Pattern.compile(
        "founds-as-venture",
        "owns",
        rf"{H}(?P<hl>(?:, {LISTED})*,? and {LISTED}){AUX}(?: jointly)? (?:founded|formed|created|established|set up|launched) "
        rf"{NP}{S}{WHEN} as "
        rf"(?:an?|their) (?:(?P<each>{PERCENT}) |(?P<pl>{PERCENT}.{PERCENT}) )?(?:[^ .;,]+ ){{0,2}}?joint venture",
        "joint venture",
        event=True,
    ),
    Pattern.compile(
        "holding-of-in",
        "owns",
        rf"(?:[Hh]olding|[Ss]hareholding|[Ss]take|[Pp]articipation|[Pp]osition) of {NP}{H} in {NP}{S}(?:{POSS} (?:shares|capital))?"
        rf"(?: (?:has |had |have )?(?:is|was|amounts? to|amounted to|stood at|stands at|increased|decreased|risen|rose|fallen|fell|exceeded"
        rf"|exceeds|reached|reaches)(?: to| at)? {PCT})",
        "olding|take|articipation|osition",
        moves_share=True,
    ),
    Pattern.compile(
        "invests-for-part",
        "owns",
        rf"{H}{APP}{WHEN}{ADV}(?P<aux>(?: (?:announced|said) that {IT})?(?: has| have| had)?) (?:completed|closed|made|announced|led"
        rf"|finali[sz]ed) an? "
        rf"(?P<q>majority|minority|controlling) (?:[a-z]+ )?(?:investment|recapitali[sz]ation|buyout) (?:in|of) {NP}{S}",
        "investment|recapitali|buyout",
        event=True,
    ),
    Pattern.compile(
        "invested-in",
        "invested-in",
        rf"{H}{APP}{WHEN}{ADV}{AUX} (?:(?:invested|invests|invest)(?: {MONEY}| [a-z]+){{0,3}} in(?:to)?|(?:bought|buys|buy) into) "
        rf"(?:(?:[a-z-]+ ){{0,4}}(?:companies|firms|start-?ups|businesses)[a-z ]{{0,20}},? (?:such as|including|like) )?{NP}"
        rf"{S}(?!{POSS} {_THOUGHT}){SL}",
        "invest| into ",
        event=True,
    ),
    Pattern.compile(
        "investments-include",
        "invested-in",
        rf"{H}{POSS}? (?:{WORD} ){{0,3}}investments (?:include|included|are)(?: in)? {NP}{S}{SL}",
        "investments",
        event=True,
    ),
    Pattern.compile(
        "backs",
        "invested-in",
        rf"{H}{APP}{WHEN}{ADV}(?P<aux> has| have| had)?{ADV} (?:backed|funded|financed)"
        rf"(?! (?:the|an?|its) (?:[a-z-]+ ){{0,2}}(?:purchase|acquisition|takeover|sale|buyout|merger|bid|offer|campaign)\b)"
        rf"(?: [a-z-]+){{0,3}}?(?: (?:including|such as|like))?"
        rf" {NP}{S}{SL}",
        "backed|funded|financed",
        event=True,
    ),
    Pattern.compile(
        "raises-from",
        "invested-in",
        rf"{S}{APP}{WHEN}(?:{ADV})(?P<aux> has| have| had)?{ADV} (?:raised|raises|received|secured|closed|obtained|attracted)"
        rf"(?: [^.;{ORG}{PERSON}{IT}{PERCENT}]{{0,30}}?){MONEY}[^.;{ORG}{PERSON}{IT}]{{0,120}}?,? (?:from|led by|co-led by)"
        rf" (?:[a-z-]+,? ){{0,3}}?(?:(?:such as|including|like) )?{NP}{H}{HL}",
        MONEY,
        event=True,
    ),
    Pattern.compile(
        "funded-by",
        "invested-in",
        rf"{S}(?![^.;]{{0,60}}\b(?:has|have|had) (?:backed|funded|financed|invested)\b|{POSS}? (?:{WORD} ){{0,3}}investments )"
        rf"(?:(?!\b(?:loans?|guarantee[ds]?|credit|debts?|bonds?|by (?:an?|some|its|their))\b)"
        rf"[^.;{ORG}{IT}]){{0,140}}\b(?:funding|investments?|financing|capital"
        rf"|round|rounds|funded|backed|backing"
        rf"|investors?)(?! (?:firm|company|bank|house|trust|fund|manager|adviser|banking))(?:(?!\b(?:directors|board|members|offices?|based"
        rf"|headquartered|located|experience|implementations?)\b)[^.;{ORG}{IT}]){{0,60}}"
        rf" (?:from|by|led by|including|with|include|included|are|were)"
        rf" {NP}{H}{HL}",
        r"fund|invest|financ|round|back|capital",
        event=True,
    ),
    Pattern.compile(
        "joint-venture",
        "owns",
        rf"{S}{APP}{COP}(?: (?:an?|the))?(?: (?P<each>{PERCENT})| (?P<pl>{PERCENT}.{PERCENT}))?(?: [^.;,{ORG}{PERCENT}]{{1,30}})?"
        rf" ?(?:[Jj]oint[- ][Vv]enture|(?<= a )venture|venture(?= between)|partnership|consortium|jointly owned"
        rf" company)(?: company)? (?:between|of|by) (?:{PLACE}['’]s )?{NP}{H}{HL}",
        r"oint|venture|partnership|consortium",
    ),
    Pattern.compile(
        "its-own-stake",
        "owns",
        rf"{H}{APP},?{AUX} (?:put|puts|placed|pledges?|pledged|(?:is |are )?(?:reviewing|weighing|marketing)|values?|valued|defended"
        rf"|wr[io]tes? down|written(?: down)?|wrote|impaired|unbundles?|spin off|distribute|demerge|moneti[sz]e|list|float"
        rf"|mortgage[sd]?|keep) {OWN} (?:entire |whole |current |existing |remaining )?{PCT} {STAKE_WORD} (?:in|of) {NP}{S}",
        "stake|share|interest|holding",
        event=True,
        is_given=True,
    ),
)
"""Shareholders named as such, and money put in; after the words of a group, which say more."""
