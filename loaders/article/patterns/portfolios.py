"""Patterns of one who has several companies, and of the rounds by which money is put into one.

Owns the words before such lists: subsidiaries, a portfolio, acquisitions, investors.  They state no share.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import ADV, APP, AUX, HL, LISTED, NO_THING, NP, OWN, POSS, SL, STAKE, WHEN, WORD, H, Pattern, S
from loaders.article.sentences.masking import IT, ITS, MONEY, NUMBER, ORG, PARTY, PERSON, PLACE

_BEFORE_LIST: Final = r"(?:,? (?:including|namely|such as|called|named|like)|:| [–—-])?"
_COMPANIES: Final = (
    r"(?:subsidiaries|operating divisions|(?:operating|group|member|portfolio|distribution|sister|listed|associated|operational) companies)"
)
_GAP: Final = f"[^.;{ORG}{PERSON}{IT}]"
_NOT_YET: Final = r"(?!(?:proposed|planned|failed|abandoned|blocked|attempted|possible|potential|pending|agreed|rumou?red)\b)"
_ROUND: Final = rf"(?:(?:{MONEY}|{WORD}|[A-Z]|[Ss]eries|[Ss]eed) ){{0,6}}(?:rounds?|funding|financing|investment)"

PORTFOLIOS: Final[tuple[Pattern, ...]] = (
    Pattern.compile(
        "its-subsidiaries",
        "has-subsidiary",
        rf"{H}(?:,? (?:and|through|via)| [^.;{ORG}{PERSON}]{{0,60}}? "
        rf"(?:through|via|includes|owns|has|created|formed|established|consolidated|merged))"
        rf" (?:(?:and )?{OWN} )?(?:{WORD} |{NUMBER} ){{0,3}}(?:subsidiaries|divisions|operating units|operating companies)"
        rf"(?: and (?:affiliates|associates|divisions|units))?{_BEFORE_LIST},? {NP}{S}{SL}",
        "subsidiaries|divisions|operating units|operating companies",
        is_given=True,
    ),
    Pattern.compile(
        "comprises-companies",
        "has-subsidiary",
        rf"{H}{APP}{ADV} (?:comprises|has|consists of|owns|controls|operates|operates through|is divided into|delivers {_GAP}{{1,40}}"
        rf" through|includes) (?:{NUMBER}|two|three|four|five|six|several) (?:{WORD} ){{0,2}}?{_COMPANIES}"
        rf"(?:,? (?:including|namely|called)|[:,]| ?[–—-]) ?{NP}{S}{SL}",
        "compan|subsidiaries|divisions",
    ),
    Pattern.compile(
        "among-its-subsidiaries",
        "has-subsidiary",
        rf"\b[Aa]mong (?P<h>{ITS}|{PARTY}(?={POSS}))(?:{POSS})? (?:{WORD} ){{0,2}}(?:subsidiaries|brands|units|companies|divisions)"
        rf" (?:is|are) {NP}{S}{SL}",
        "mong",
    ),
    Pattern.compile(
        "portfolio-includes",
        "owns",
        rf"{H}(?:{POSS})? (?:{WORD} ){{0,2}}(?:portfolio(?: companies| of companies)?|holdings|stable) (?:includes?|included|consists of"
        rf"|comprises) {NP}{S}{SL}",
        "portfolio|holdings|stable",
    ),
    Pattern.compile(
        "owns-and-operates-several",
        "owns",
        rf"{H}{APP}{ADV} (?:owns|operates|owned|controls)(?: and (?:owns|operates|manages|runs))? (?:{WORD} |{NUMBER} ){{1,4}}?"
        rf"(?:companies|businesses|brands|chains|franchises|teams|clubs|stations|firms|hotels|labels|newspapers|stores|restaurants"
        rf"|banks),? (?:including|such as|namely) {NP}{S}{SL}",
        "including|such as|namely",
    ),
    Pattern.compile(
        "acquisitions-include",
        "owns",
        rf"{H}{POSS}?{APP} {_GAP}{{0,70}}?(?:acquisitions|takeovers|purchases)(?:,? (?:including|such as|of)|:| included?| were| are)"
        rf" (?!(?:by|to)\b){NP}{S}{SL}",
        "acquisitions|takeovers|purchases",
        event=True,
    ),
    Pattern.compile(
        "buys-adding",
        "owns",
        rf"{H}{APP}{WHEN}{ADV} (?:acquired|bought|purchased|took over) {NP}{PARTY}{WHEN},? adding (?:{WORD} ){{0,4}}?(?:"
        rf"(?:such as|including|like) )?{NP}{S}{SL}",
        "adding",
        event=True,
    ),
    Pattern.compile(
        "consortium-made-of",
        "invested-in",
        rf"{S}{APP}{WHEN} (?:was|were|has been) (?:acquired|bought|purchased|sold|taken over){WHEN} (?:by|to) {NP}{PARTY}(?:,| \() ?"
        rf"(?:a consortium [a-z ]{{0,30}}?)?(?:made up of|consisting of|composed of|comprising|including|of (?:{NUMBER}|[a-z]+) "
        rf"[a-z]+:) {NP}{H}{HL}",
        "made up of|consisting of|composed of|comprising|including|consortium",
        event=True,
    ),
    Pattern.compile(
        "round-in-led-by",
        "invested-in",
        rf"\b(?:rounds?|investments?|financing|funding)(?: of [^.;,{ORG}{PERSON}]{{1,40}})? (?:in|for|of) "
        rf"{NP}{S}(?:,[^.;{ORG}{PERSON}]{{1,40}},)?"
        rf" (?:was|were) (?:co-)?led by {NP}{H}{HL}",
        "led by",
        event=True,
    ),
    Pattern.compile(
        "its-named-unit",
        "has-subsidiary",
        rf"{H}(?! to {OWN} )[^.;{ORG}{PERSON}{IT}]{{0,100}}?{OWN} (?:(?!(?:former|then)\b){WORD} ){{0,3}}{S} (?:[A-Z][a-z]+ ){{0,2}}"
        rf"(?:subsidiary|division|unit|arm)\b"
        rf"(?! of\b)",
        "subsidiary|division|unit|arm",
        is_given=True,
    ),
    Pattern.compile(
        "acquired-from-by",
        "owns",
        rf"{S}{APP}{WHEN}(?P<aux> (?:was|were|is|has been|had been|will be)){ADV} "
        rf"(?:acquired|bought|purchased|taken over|carved out){WHEN} (?:from|out of|of) "
        rf"{NP}(?P<seller>{PARTY})(?: for {MONEY})?{WHEN} by {NP}{H}{HL}",
        "from|of",
        event=True,
        seller_leaves=True,
    ),
    Pattern.compile(
        "under-parent",
        "has-subsidiary",
        rf"{S}{APP} (?![^.;]{{0,60}}\b(?:will|would|may|plans?|propos))[^.;{ORG}{PERSON}{IT}]{{2,100}}? under (?:the|its|a|{ITS}) "
        rf"(?:newly[- "
        rf"]formed |new |newly created )?(?:parent|holding) company,? "
        rf"(?:called |named )?{H}",
        "under",
    ),
    Pattern.compile(
        "which-includes-subsidiaries",
        "has-subsidiary",
        rf"{H},? which (?:includes|comprises) {NP}{S}{SL},? (?:both |all )?(?:(?:wholly|fully)[- ]owned |{ITS} )?subsidiaries",
        "which",
    ),
    Pattern.compile(
        "while-under",
        "owns",
        rf"{S}{APP} [^.;]{{2,80}}? (?:while|when|whilst) (?:it was |still )?(?:under the (?:ownership|control) of|owned by) {NP}{H}",
        "while|when|whilst",
        ends=True,
    ),
    Pattern.compile(
        "grows-by-acquisition",
        "owns",
        rf"{H}{POSS}?{APP}{WHEN}{ADV} (?:{_GAP}{{1,90}}? )?(?:after|with|through|following|via|by) (?:the|its|{ITS}|an?)"
        rf" {_NOT_YET}(?:(?:[a-z]+|{MONEY}) )?(?:acquisition|purchase|takeover|buyout) of (?!(?:stakes?|shares?|an?)\b){NP}{S}",
        "cquisition of|purchase of|takeover of|buyout of",
        event=True,
    ),
    Pattern.compile(
        "acquired-in-bracket",
        "owns",
        rf"{S} \((?:now |later |since |subsequently )?(?:acquired|bought|purchased|taken over|owned)(?: in [^ ()]{{1,12}})? by (?:the )?"
        rf"{NP}{H}(?: in [^ ()]{{1,12}})?\)",
        "(",
        event=True,
    ),
    Pattern.compile(
        "sold-by-owners-to",
        "owns",
        rf"\b(?:founders?|family|owners?|shareholders|investors|trustees|administrators|liquidators?|receivers?|heirs|estate|brothers"
        rf"|creditors|partners|management|fund|government|state|ministry|treasury|agency){AUX}{ADV} (?:sold|sell|sells|selling)(?: off)? "
        rf"(?:{STAKE} (?:of|in) )?{NP}{S}[^.;{ORG}{PERSON}{IT}]{{0,30}}? to {NP}{H}{HL}",
        "sold|sell",
        event=True,
    ),
    Pattern.compile(
        "that-is-subsidiary",
        "has-subsidiary",
        rf"{S}{APP}(?: is| was|,) (?:an? |the ){_GAP}{{2,100}}? (?:that|which)(?P<cop> (?:is|was|became|remains|operates as))"
        rf" (?:an? |the )?(?:{WORD},? ){{0,4}}(?:subsidiary|unit|division|arm|affiliate|part) of {NP}{H}",
        "subsidiary|unit|division|arm|affiliate|part of",
    ),
    Pattern.compile(
        "that-was-acquired",
        "owns",
        rf"{S}{APP}(?: is| was|,) (?:an? |the ){_GAP}{{2,100}}? (?:that|which)(?P<aux> (?:is|was|has been|had been))(?: [a-z]+)?"
        rf" (?:acquired|bought|purchased|taken over|owned|controlled){WHEN} by {NP}{H}{HL}",
        " by ",
        event=True,
    ),
    Pattern.compile(
        "and-is-part-of",
        "has-member",
        rf"{S}{APP} (?:is|was) (?:an? |the ){_GAP}{{2,140}}? and(?P<cop> (?:is|was|remains|now))(?: [a-z]+)? part of {NP}{H}(?!, ?{PLACE})",
        "part of",
    ),
    Pattern.compile(
        "by-unit-of",
        "owns",
        rf"{S}{APP}{WHEN}(?P<aux> (?:is|was|were|has been|had been|will be))?{ADV} (?:acquired|bought|purchased|owned|taken over)"
        rf"(?: (?:from (?:the )?(?:{WORD} )*{PARTY}|for [^.;,{ORG}]{{1,20}}))?{WHEN} by (?:an?|the) (?:{WORD} ){{0,3}}"
        rf"(?:subsidiary|affiliate|unit|arm|division|fund|vehicle) of {NP}{H}",
        "subsidiary of|affiliate of|unit of|arm of|division of|fund of|vehicle of",
        event=True,
        is_for_another=True,
    ),
    Pattern.compile(
        "acquired-again-by",
        "owns",
        rf"{S}{APP}{WHEN} (?:was|were) (?:first |originally |initially )?(?:acquired|bought|purchased|sold)(?: and [a-z]+)? "
        rf"(?:by|to) {NP}{PARTY}"
        rf"{_GAP}{{0,40}}?,? (?:and|but|then|before|who)(?: (?:was|being|again|later|then|subsequently|eventually|in turn)){{0,3}}"
        rf"(?: (?:acquired|bought|purchased|sold|resold))?{WHEN} (?:by|on to|to) {NP}{H}",
        "and|but|then|before|who",
        event=True,
    ),
    Pattern.compile(
        "spun-off-from",
        "has-subsidiary",
        rf"{S}{APP}{WHEN} (?:was|were|is|has been|had been) (?:[a-z]+ )?(?:spun[- ](?:out|off)|demerged|hived off|carved out|split off"
        rf"|split|separated) (?:of|from|out of|off from) (?:{OWN} (?:former |then-?)?parent(?: company)?,? )?{NP}{H}",
        "spun|demerged|hived|carved|split|separated",
        event=True,
        ends=True,
    ),
    Pattern.compile(
        "spins-off",
        "has-subsidiary",
        rf"{H}{APP}{WHEN}{ADV}(?P<aux> has| have| had)? (?:spun[- ]off|spun[- "
        rf"]out|demerged|hived off|carved out) (?!{OWN}){NP}{S}{NO_THING}",
        "spun|demerged|hived|carved",
        event=True,
        ends=True,
    ),
    Pattern.compile(
        "raises-with",
        "invested-in",
        rf"{S}{APP}{WHEN}{ADV}(?P<aux> has| have| had)?{ADV} (?:raised|secured|closed|received|completed|announced) [^.;]{{0,180}}?"
        rf"(?:participation (?:from|of|by)|and including|joined by|with contributions from|along with|alongside)"
        rf" (?:(?:existing |other |previous |return(?:ing)? |earlier |new )*(?:investors?|backers?|shareholders?),? (?:including "
        rf"|such as )?)?{NP}{H}{HL}",
        "participation|and including|joined by|contributions|along",
        event=True,
    ),
    Pattern.compile(
        "takes-part-in-round",
        "invested-in",
        rf"{H}{APP}{WHEN}{ADV}(?P<aux> has| have| had)?{ADV} (?:took part|taken part|participated|joined|invested)(?: in)?"
        rf" (?:an? |the |{ITS} )?"
        rf"(?:(?:{MONEY}|[A-Z]|[Ss]eries|[a-z-]+) ){{0,5}}(?:round|financing|fundraising)s? (?:for|of|in|by) {NP}{S}"
        rf"(?:,? (?:alongside|together with|along with) {NP}(?P<hl>{PARTY}(?:(?:, | and |, and ){LISTED}){{0,5}}))?",
        "round|financing|fundraising",
        event=True,
    ),
    Pattern.compile(
        "as-its-company",
        "has-subsidiary",
        rf"^As an? (?P<h>{ORG}) (?:group )?(?:company|subsidiary|unit|brand|division), {NP}{S}(?! {PLACE}) [a-z]+s\b",
        "company|subsidiary|unit|brand|division",
    ),
    Pattern.compile(
        "agrees-to-offer-by",
        "owns",
        rf"{S}{APP}{WHEN}{ADV}(?P<aux> (?:has |had |have )?(?:agreed to|accepted|recommended|approved)) (?:an?|the) (?:"
        rf"{WORD} |{MONEY} ){{0,3}}"
        rf"(?:takeover offer|buyout offer|takeover bid|takeover|buyout|acquisition|offer)(?: offer)? (?:by|from) {NP}{H}(?! of\b)",
        "takeover|buyout|acquisition|offer",
        event=True,
    ),
    Pattern.compile(
        "is-spin-off-from",
        "has-subsidiary",
        rf"{S}{APP}{WHEN} (?:was|were) (?:founded|established|formed|set up|created|launched|started|born){_GAP}{{0,40}}? as a "
        rf"(?:{WORD} ){{0,2}}spin-?(?:off|out) (?:from|of) {NP}{H}",
        "spin",
        event=True,
        ends=True,
    ),
    Pattern.compile(
        "investors-in-include",
        "invested-in",
        rf"(?:[Ii]nvestors|[Bb]ackers|[Ss]hareholders) (?:in|of) {NP}{S}(?: {_GAP}{{1,40}})?,? (?:include[ds]?|are|were|comprise) "
        rf"{NP}{H}{HL}",
        "nvestors|ackers|hareholders",
    ),
    Pattern.compile(
        "its-investors-include",
        "invested-in",
        rf"(?P<s>{ITS}|{PARTY}(?={POSS}))(?:{POSS})? (?:(?!(?:former|early|previous|past)\b)[a-z-]+ ){{0,2}}?(?:investors|backers)"
        rf"(?: {_GAP}{{1,40}})?,? (?:include|are) {NP}{H}{HL}",
        "investors|backers",
    ),
    Pattern.compile(
        "among-its-investors",
        "invested-in",
        rf"\b[Aa]mong (?P<s>{ITS}|{PARTY}(?={POSS}))(?:{POSS})? (?:{WORD} ){{0,2}}(?:investors|backers|shareholders){_GAP}{{0,50}}? "
        rf"(?:are|is|were) "
        rf"{NP}{H}{HL}",
        "mong",
    ),
    Pattern.compile(
        "leads-its-round",
        "invested-in",
        rf"{H}{APP}{WHEN}{ADV}(?P<aux> has| have| had)?{ADV} (?:led|co-led|leads|joined|anchored) {NP}(?P<s>{ITS}|{PARTY}(?={POSS}))"
        rf"(?:{POSS})?"
        rf" {_ROUND}\b",
        "led|leads|joined|anchored",
        event=True,
    ),
    Pattern.compile(
        "leads-round-in",
        "invested-in",
        rf"{H}{APP}{WHEN}{ADV}(?P<aux> has| have| had)?{ADV} (?:led|co-led|leads|joined|anchored) (?:an?|the) {_ROUND} (?:in|of|for)"
        rf" {NP}{S}",
        "led|leads|joined|anchored",
        event=True,
    ),
    Pattern.compile(
        "makes-investment-in",
        "invested-in",
        rf"{H}{APP}{WHEN}{ADV}(?P<aux> has| have| had)?{ADV} (?:made|makes|announced|completed|closed) (?:an? |the )?(?:{MONEY} )?"
        rf"(?:(?!majority|minority|controlling)[a-z-]+ ){{0,3}}investment in {NP}{S}",
        "investment in",
        event=True,
    ),
    Pattern.compile(
        "investments-made-by",
        "invested-in",
        rf"[Ii]nvestments (?:made )?(?:by|of) {NP}{H} (?:have )?(?:include[ds]?|are|were) {NP}{S}{SL}",
        "nvestments",
        event=True,
    ),
    Pattern.compile(
        "invested-in-several",
        "invested-in",
        rf"{H}{APP}{WHEN}{ADV}{AUX}{ADV} (?:invested|invests|held positions|holds positions|holds stakes|owns stakes|made investments"
        rf"|has investments|with investments|with stakes|{_GAP}{{1,60}} with investments|{_GAP}{{1,60}} with stakes) in (?:[a-z-]+ "
        rf"|{NUMBER} ){{1,6}}?(?:companies|firms|start-?ups|businesses"
        rf"|ventures|brands),?(?: with notable exits)? (?:such as|including|like|that include[sd]?|which include[sd]?) {NP}{S}{SL}",
        "such as|including|like|include",
        event=True,
    ),
)
"""Lists of what one has, and of who put money into a company."""
