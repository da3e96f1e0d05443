"""Patterns of a holding whose company a sentence does not name, since words before it did: ``The stake is 34 %``, ``who owns 80 %``,
``The other shareholder is Buri``.

Owns these words.  How a sentence is read by them is in ``left_out_read.py``, which company is meant is chosen in ``drafts.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.patterns.grammar import (
    ADV,
    APP,
    AUX,
    BUY,
    CAPITAL,
    HB,
    HL,
    LISTED,
    MAJOR,
    NP,
    OWN,
    PCT,
    PL,
    POSS,
    STAKE_WORD,
    VOTES,
    WHEN,
    WORD,
    H,
    Pattern,
    PatternIndex,
)
from loaders.article.patterns.ownership import CHANGE
from loaders.article.sentences.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON

_OF_IT: Final = (
    rf"(?: of (?:the |its |{ITS} )?(?:(?:issued |paid-up |enlarged |total )?(?:share capital|shares|capital|stock|equity|company)(?: and "
    rf"(?:votes|voting rights))?"
    rf"|(?:share )?register|{VOTES}))?"
)
_ENDS: Final = (
    r"(?=[.;)]|,? (?:and|while|but|with|through|via|plus|after|once|when|if|following|upon|according|afterwards|thereafter|as|from"
    r"|for|since|last"
    rf"|in {DATE})\b|, | in {DATE}|$)"
)
"""What follows a share of a company that is not named."""
_NO_VOTES: Final = rf"(?!,? (?:and|but) (?:[a-z]+ ){{0,2}}{PERCENT} of (?:the |its )?(?:{VOTES}|{CAPITAL}) (?:of|in|at)\b)"
"""What does not follow it: ``44 % of the capital and 61 % of the votes of Aral``."""

_AND_ALSO: Final = (
    rf"(?: (?:[^.;,{ORG}{PERSON}{IT}]|(?<= in ){ORG}|(?<= on ){ORG}|(?<= at ){ORG}|(?<=near ){ORG}|(?<=in the ){ORG}){{2,80}} and)?"
)
"""What a holder did or does beside, in a clause of its own: ``which built the plant and``."""
_OF_SHARE: Final = (
    rf"(?:,? (?:with|at|on|holding|owning|which (?:holds|owns|has)|who (?:holds|owns|has)) (?:an? )?{PERCENT}(?: {STAKE_WORD})?"
    rf"(?! (?:of|in|above|below|higher|lower|more|less|up|down)\b)| \([^(){PERCENT}]{{0,12}}{PERCENT}[^(){PERCENT}]{{0,20}}\))"
)
_EACH_OF_SHARE: Final = (
    rf"(?P<more>{NP}{PARTY}{_OF_SHARE}(?:(?:,? and|,|;|;? followed by|,? as well as|,? plus) {NP}{PARTY}{_OF_SHARE}){{0,8}})"
)
"""Holders, each with its share: ``Aral Fund with 22 percent and Ada Brook with 9``."""
SHARE_ALONE: Final = Pattern.compile(
    "share-alone",
    "owns",
    rf"^(?:[Tt]he|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|{ITS}) (?:[a-z]+ )?(?:stake|holding|shareholding|interest)(?:, [^,.;{PERCENT}]{{1,60}},)?"
    rf"(?: now| currently)? (?:is|amounts to|amounted to|stands at|stood at|comes to|totals|represents|equals|makes up|has (?:risen"
    rf"|grown|fallen|"
    rf"been cut|been raised) to)(?: now)? {PCT}(?! (?:larger|higher|lower|more|less|bigger|smaller|of (?!the )))",
    PERCENT,
    event=True,
)
HOLDS_ALONE: Final = Pattern.compile(
    "holds-alone",
    "owns",
    rf"{H}{APP},?(?: (?:which|who){_AND_ALSO})?{ADV}(?: (?:stays|remains|continues|will (?:stay|remain|continue)|is staying)"
    rf" [^.;,{ORG}{PERSON}]{{1,40}} "
    rf"and)?{AUX}{ADV} (?:owns|own|owned|holds|hold|held|has|controls|keeps?|kept|retains?|retained|bought|built(?: up)?|amassed"
    rf"|accumulated|acquired|takes?|gets?|(?:be )?left with|ends? up with|ended up with|(?:invests?|invested|pays?|paid) {MONEY} for)"
    rf" (?:an?"
    rf" |(?:the|{OWN}) (?:remaining |other )?|another "
    rf"|an? further )?(?:{PCT}(?!,? (?:and )?{PERCENT})(?:"
    rf" (?:{STAKE_WORD}|majority))?{_OF_IT}|(?:(?:significant|substantial|large|small) )?"
    rf"(?P<q>majority|minority|controlling) (?:stake|shareholding|interest|holding|position)(?! (?:in|of)\b)){_NO_VOTES}{_ENDS}",
    f"{PERCENT}|majority|minority|controlling",
    ends_in_past=True,
)
IN_ORDER_ALONE: Final = Pattern.compile(
    "in-order-alone",
    "owns",
    rf"{H}(?P<hl>(?:, {LISTED})*,? and {LISTED}){AUX} (?:own|hold|have|owned|held|had|control) {PL}(?: {STAKE_WORD})?{_OF_IT}"
    rf"(?:,? respectively)?{_ENDS}",
    PERCENT,
    ends_in_past=True,
)
HOLDS_BESIDE: Final = Pattern.compile(
    "holds-beside",
    "owns",
    rf"(?:[,;–—-]|\band|\bwhile) with {NP}{H}{APP}{ADV} (?:holding|owning|keeping|retaining|controlling|having) (?:an? |the "
    rf"(?:remaining|other) "
    rf"|another )?{PCT}(?: (?:{STAKE_WORD}|majority))?{_OF_IT}{_ENDS}",
    "with",
)
AND_ALONE: Final = Pattern.compile(
    "and-alone",
    "owns",
    rf"{PARTY}{APP},?(?: (?:which|who))?{ADV}{AUX}{ADV} (?:owns|own|owned|holds|hold|held|has|controls|keeps?|retains?|holding|owning) "
    rf"(?:an? )?{PERCENT}(?: {STAKE_WORD})?{_OF_IT}(?P<more>(?:(?:,? (?:and|while|but)|;|,) {NP}{PARTY}{APP}(?: the (?:remaining|other)"
    rf"| another)? (?:an? )?{PERCENT}(?: {STAKE_WORD})?{_OF_IT}){{1,6}}){_ENDS}",
    PERCENT,
    ends_in_past=True,
)
WHOSE_STAKE: Final = Pattern.compile(
    "whose-stake-is",
    "owns",
    rf"{H}(?:,? (?:whose|with {OWN})|{POSS}) (?:own |direct |combined |total )?{STAKE_WORD}"
    rf"(?P<aux> (?:has|had|will|would|is to|is set to))?(?: now)? "
    r"(?:falls?|fell|fallen|falling|drops?|dropped|dropping|declines?|declined|shrinks?|shrank|shrinking|shrunk|rises?|rose|risen|rising"
    r"|increases?|increased|increasing|grows|grew|grown|growing|is (?:cut|reduced|diluted)|be (?:cut|reduced|diluted)"
    r"|was (?:cut|reduced|diluted)|been (?:cut|reduced|diluted)|stands|stood|amounts)"
    rf" (?:from [{PERCENT}{NUMBER}] )?(?:to|at) (?:just |only |about )?{PCT}(?! (?:of|in)\b)",
    PERCENT,
    event=True,
)
STAYS_WITH: Final = Pattern.compile(
    "stays-with-share",
    "owns",
    rf"{H}{APP},?{ADV}{AUX}{ADV} (?:stays?|stayed|remains?|remained|continues?|continued)"
    rf"(?: on| in| aboard| invested| involved)?(?: as (?:an? |the |{OWN} )?(?:[a-z-]+ ){{0,2}}(?:shareholder|investor|owner|partner))?,? "
    rf"(?:with|holding|owning) (?:an? |the (?:remaining|other) )?{PCT}(?! (?:of|in)\b)",
    "stay|remain|continue",
)
SELLS_ALONE: Final = Pattern.compile(
    "sells-share-alone",
    "owns",
    rf"(?<!\bof )(?<!\bby )(?<!\bto )(?<!\bfrom ){H}{APP},?{ADV}{AUX}{ADV} (?:transferred|sold|sell|sells|selling|gave up|ceded|handed"
    rf" over|disposed of"
    rf"|divested|tendered|tender) (?:any (?:part )?of |all (?:of )?)?{OWN} (?:(?:entire|remaining|whole|last) )?"
    rf"(?>{PCT}(?: {STAKE_WORD})?|(?:(?<=entire )|(?<=whole ))(?:stake|holding|shareholding|interest))(?! (?:of|in|each)\b)",
    "transferred|sold|sell|gave|ceded|handed|disposed|divested|tender",
    event=True,
    ends=True,
)
SELLS_THESE: Final = Pattern.compile(
    "sells-these",
    "owns",
    rf"(?<!\bof )(?<!\bby )(?<!\bto )(?<!\bfrom ){H}{APP},?{ADV}{AUX}{ADV} (?:transferred|sold|passed|handed|ceded|gave) "
    r"(?:the|these|those) (?:shares|stake|holding|shareholding)(?: on| over)?(?= (?:to|in|for|last|again|a)\b|[.,;]|$)",
    "shares|stake|holding",
    event=True,
    ends=True,
)
GOES_TO: Final = Pattern.compile(
    "these-go-to",
    "owns",
    rf"(?:transferred|sold|passed|handed|ceded|gave) (?:the|these|those) (?:shares|stake|holding|shareholding)(?: on| over)? to {NP}{H}",
    "shares|stake|holding",
    event=True,
)
HOLDS_REST: Final = Pattern.compile(
    "holds-rest",
    "owns",
    rf"{H}{APP}{ADV}{AUX}{ADV} (?:owns|own|owned|holds|hold|held|has|controls|keeps?|retains?|holding|owning|keeping|retaining)"
    rf" the (?:rest|remainder|balance"
    rf"|remaining shares|"
    rf"other shares)(?: of (?:the |{ITS} )?(?:shares|capital|stock))?(?=[.;,]|$| (?:and|while|but)\b)",
    "rest|remain|balance|other shares",
    ends_in_past=True,
)
EACH_ALONE: Final = Pattern.compile(
    "each-alone",
    "owns",
    rf"{H}(?P<hl>(?:, {LISTED})*,? and {LISTED}){AUX}(?: each)? (?:own|owned|hold|held|have|had)(?: an?)? {PCT}(?: "
    rf"{STAKE_WORD})?{_OF_IT}(?: each| apiece)?{_ENDS}",
    "each|apiece",
    ends_in_past=True,
)
CHANGES_ALONE: Final = Pattern.compile(
    "changes-alone",
    "owns",
    rf"{H}{APP}{WHEN},?{ADV}{AUX}{ADV} {CHANGE} (?:its|their|his|her|{ITS}) (?:{WORD} ){{0,2}}{STAKE_WORD} (?:from "
    rf"[{PERCENT}{NUMBER}] )?to {PCT}(?! (?:of|in)\b)",
    PERCENT,
    event=True,
)
_ROLE: Final = (
    rf"(?:[Tt]he |{ITS} )?(?:(?:major|largest|biggest|main|majority|controlling|principal|substantial|single|current|existing|founding) "
    rf"){{0,2}}"
    r"(?:[Ss]hareholders?|[Pp]romoters?|[Ss]ponsors?|[Ff]ounders?|[Oo]wners?|[Pp]arent(?: company)?|[Ii]nvestors?)"
)
"""What those are to a company who hold it, where it stands for its name."""
ROLE_HOLDS: Final = Pattern.compile(
    "role-holds",
    "owns",
    rf"^(?=[A-Z{ITS}])(?:(?:[Mm]ajor|[Ll]argest|[Bb]iggest|[Mm]ain|[Mm]ajority|[Cc]ontrolling) )?{_ROLE},? {NP}{H},?(?: (?:which"
    rf"|who))?{ADV}{AUX}{ADV}"
    rf" (?:owns|own|owned|holds|hold|held|has|have|controls?) (?:an? )?{PCT}(?: {STAKE_WORD})?{_OF_IT}{_ENDS}",
    PERCENT,
    tier="C",
    ends_in_past=True,
)
ROLE_IS: Final = Pattern.compile(
    "role-is",
    "owns",
    rf"^(?:(?:Today|Now|Currently|At present|These days),? )?(?:[Tt]he|{ITS}) (?:(?:single )?(?:largest|biggest|main|controlling"
    rf"|majority|sole|only|ultimate|new)(?: single)?) (?:{MAJOR}"
    rf"|beneficiary|controller)(?:, with (?:an? )?(?P<p2>{PERCENT}),)?"
    rf"(?P<cop> (?:is|remains)) {NP}{H}(?! of\b)(?:(?:, (?:an?|the) [^.,;{ORG}{PERSON}{PERCENT}]{{1,60}})?,? (?:with|holding"
    rf"|owning) (?:an? )?{PCT})?(?=[.,;]|$| (?:and|with)\b)",
    "holder|owner|investor|beneficiary|controller",
    tier="C",
)
OTHER_HOLDER: Final = Pattern.compile(
    "other-holder",
    "owns",
    rf"(?:^[Tt]he (?:other|only other|remaining|second|minority) (?:{MAJOR})(?P<cop> (?:is|was|are|were)) (?:the [a-z ]{{2,30}} and )?"
    rf"|\b(?:by|of|with|from) the other (?:owner|shareholder),? ){NP}{H}(?=[.,;]|$| (?:and|with)\b)",
    "holder|owner|investor|participant",
)
LARGEST_HOLDER: Final = Pattern.compile(
    "largest-holder",
    "owns",
    rf"(?<!which ){H}(?:,? (?:with|holding|owning|at) (?:an? )?(?P<p2>{PERCENT})(?: {STAKE_WORD})?,?|{APP})(?P<cop>"
    rf" (?:is|are|was|were|has been|remains?|remained|will remain|stays|became|becomes)(?: now| still)?) (?:the|its|{ITS})"
    rf" (?:single )?(?:largest|biggest"
    rf"|main|majority"
    rf"|controlling|sole|only) "
    rf"(?:single )?(?:shareholder|owner|investor|holder)(?:,? (?:with|holding|owning) (?:an? )?{PCT})?(?=[.;]|$|,? (?:and|while|but)\b)",
    "holder|owner|investor",
)
REST_HOLDER: Final = Pattern.compile(
    "rest-holder",
    "owns",
    rf"(?:^|[;,] |\b(?:and|while|but|over|for|on) )(?:with )?(?:(?:[Aa] further|[Aa]nother)(?= {PERCENT})|[Tt]he (?:rest|remainder"
    rf"|remaining shares|other shares|(?:balance(?: of)?"
    rf"|remaining|other|outstanding|missing)))(?: (?:{PCT}|{NUMBER}))?(?: {STAKE_WORD})?(?:,? (?:which|that))?(?P<cop> (?:is|are"
    rf"|was|were|being|remains?"
    rf"|has been))? ?"
    rf"(?:(?:owned|held|controlled) by|belong(?:s|ed)? to|in (?:the )?hands of|(?:lies?|rests?|stays?) with|(?:parked|warehoused|placed) "
    rf"(?:in|with)|with)"
    rf" {NP}{H}",
    "rest|remain|balance|other|outstanding|missing|further|nother",
)
HOLDERS_EACH: Final = Pattern.compile(
    "holders-each",
    "owns",
    rf"(?:\b(?:(?:share|stock|stake)?[Hh]olders|owners|investors|backers|promoters)|(?:^|\band )(?:Share|Stock)holders)"
    rf"(?! (?:of|in) [{ORG}{IT}])[^.;{ORG}{PERSON}{IT}{ITS}]{{0,60}}?,? (?:chiefly|mainly|mostly|principally|notably|primarily|led by"
    rf"|including"
    rf"|among them|such as|namely|include|are|were) {_EACH_OF_SHARE}"
    rf"|\b[Ss]hares (?:are|remain) (?:[a-z]+ )?(?:held|owned|spread|scattered|dispersed|divided"
    rf"|traded)\b[^.;{ORG}{PERSON}{IT}{ITS}{PERCENT}]"
    rf"{{0,60}}, with {_EACH_OF_SHARE.replace('<more>', '<more2>')}",
    PERCENT,
)
OWNER_NAMED: Final = Pattern.compile(
    "owner-named-after",
    "owns",
    rf"^(?:[Tt]he|[Ii]ts|{ITS}) (?:(?P<now>present|current|existing)|new|only|sole|main|majority|minority|(?:(?:second|third)[-"
    rf" ])?(?:largest"
    rf"|biggest)) (?:owner|parent|shareholder|proprietor)s?, {NP}{H}{HL}(?:,? with (?:an? )?{PCT})?,? "
    rf"(?(now)|(?!(?:would|could|might)\b))",
    "owner|parent|holder|proprietor",
)
SHARES_BELONG: Final = Pattern.compile(
    "shares-belong",
    "owns",
    rf"(?:^|[;,] |\band )(?:[Tt]he|(?P<q>[Aa]ll)(?: of)?(?: the| {ITS})?|{ITS}) (?:shares|stake|shareholding)"
    rf"(?:(?P<cop> (?:now |still )?(?:is|are|was|were))(?: now| still| all| then)? (?:(?:owned|held) by|in the hands of)"
    rf"|(?P<ex> (?:then |once )?belonged) to|(?: now| still| all| then)? (?:belongs? to"
    rf"|reverts? to|(?:(?:is|are|was|were|has been|have been) )?(?:passed|went|transferred|handed|sold)(?: over)? to)) {NP}{H}",
    "shares|stake|holding",
)
BUYER: Final = Pattern.compile(
    "buyer-is",
    "owns",
    rf"^[Tt]he (?:buyers?|purchasers?|acquirer)(?: of the (?:shares|stake|business|company))?(?:,| (?:is|was|are|were)) {NP}{H}",
    "buyer|purchaser|acquirer",
    event=True,
)
SELLER: Final = Pattern.compile(
    "seller-is",
    "owns",
    rf"(?:(?<=\bof )the (?:former|previous) owner|(?<=\bfrom )(?:the|{ITS}) (?:former|previous) owner|^[Tt]he (?:sellers?|vendors?"
    rf"|(?:previous"
    rf"|former|prior|outgoing) (?:owner|proprietor))|^[Ff]ormer (?:owner|proprietor))(?: of the "
    rf"(?:shares|stake|business|company))?(?:,| (?:is"
    rf"|was|are|were)|(?<=[Ff]ormer owner)) {NP}{H}"
    rf"(?!,? (?:which|who) (?:has|have|owns|holds)\b)",
    "seller|vendor|owner|proprietor",
    event=True,
    ends=True,
)
LEAVES: Final = Pattern.compile(
    "leaves-it",
    "owns",
    rf"(?P<h>{ORG}){APP}{ADV}{AUX}{ADV} (?:left|exited|withdrew|pulled out|sold out|sold up|bowed out)(?= (?:in|last|after|on|by)\b|[.,;]"
    rf"|$)",
    "left|exited|withdrew|pulled|sold|bowed",
    event=True,
    ends=True,
)
BOUGHT_ALL_FROM: Final = Pattern.compile(
    "all-bought-from",
    "owns",
    rf"(?<= )(?:{BUY}) (?P<q>all(?= )|)(?:(?: of)? (?:the )?|the (?:remaining|other) )(?:issued )?(?:shares|share capital|stock|capital)"
    rf"(?: of the company)? from {NP}{H}{HL}",
    "shares|capital|stock",
    event=True,
    ends=True,
)
HOLDERS_ARE: Final = Pattern.compile(
    "holders-are",
    "owns",
    rf"^(?:(?:[Oo]ther|[Ee]xisting|[Cc]urrent|[Pp]resent|[Mm]ajor|[Mm]ain|[Kk]ey|[Ll]argest|[Bb]iggest|[Ii]nstitutional|[Tt]he"
    rf"|[Aa]mong(?: the| {ITS})?) ){{0,2}}(?:other |existing |current |present |main |major |only |largest |biggest |minority )*"
    rf"(?:[Ss]hareholders|[Ss]tockholders|[Oo]wners|[Bb]ackers)(?P<cop> (?:currently |now |also )?(?:include|are|comprise))"
    rf"(?! [a-z]+(?:ing|ed)\b) {NP}{HB}{HL}(?!{POSS})",
    "hareholders|tockholders|wners|ackers",
    tier="C",
)
ROUND_LED: Final = Pattern.compile(
    "round-led",
    "invested-in",
    rf"^(?:[A-Z][a-z]+ |{WHEN},? )?(?:[Tt]h(?:e|is|at)|{ITS}|[Aa]) (?:(?:{MONEY}|[A-Z]|[Ss]eries|[a-z-]+) ){{0,4}}(?:round"
    rf"|financing|fundraising) (?:was|is)(?: jointly)? "
    rf"(?:co-)?(?:led|backed|financed|joined) by {NP}{H}{HL}",
    "round|financing|fundraising",
    event=True,
)
ROUND_JOINED: Final = Pattern.compile(
    "round-joined",
    "invested-in",
    rf"^(?:[Tt]h(?:e|is|at)|{ITS}|[Aa]) [^.;]{{1,120}}?,? with (?:further |additional |the )?(?:participation|contributions|support"
    rf"|backing|money) (?:from|of|by) {NP}{H}{HL}",
    "participation|contributions|support|backing|money",
    event=True,
)
OTHER_INVESTORS: Final = Pattern.compile(
    "other-investors",
    "invested-in",
    rf"^(?:[Oo]ther|[Ee]xisting|[Ee]arlier|[Ff]urther|[Mm]ajor|[Ii]nstitutional|[Tt]he|{ITS})? ?(?:[a-z-]+ ){{0,2}}[Ii]nvestors "
    rf"(?:(?:in|across) [a-z ]{{3,40}} )?"
    rf"(?:currently |also )?(?:include[ds]?|are|were) {NP}{H}{HL}",
    "nvestors",
)
TOPICAL: Final = frozenset(
    pattern.name
    for pattern in (
        ROLE_HOLDS,
        ROLE_IS,
        LARGEST_HOLDER,
        ROUND_LED,
        ROUND_JOINED,
        OTHER_INVESTORS,
        HOLDERS_ARE,
        HOLDERS_EACH,
        HOLDS_ALONE,
        SHARES_BELONG,
    )
)
"""Patterns whose company may be told of before without a word of who holds it."""
LEFT_OUT: Final = PatternIndex(
    [
        ROLE_HOLDS,
        ROLE_IS,
        SHARE_ALONE,
        EACH_ALONE,
        HOLDS_REST,
        HOLDS_ALONE,
        IN_ORDER_ALONE,
        HOLDS_BESIDE,
        AND_ALONE,
        WHOSE_STAKE,
        STAYS_WITH,
        SELLS_ALONE,
        SELLS_THESE,
        GOES_TO,
        CHANGES_ALONE,
        OTHER_HOLDER,
        LARGEST_HOLDER,
        REST_HOLDER,
        HOLDERS_EACH,
        HOLDERS_ARE,
        BOUGHT_ALL_FROM,
        OWNER_NAMED,
        SHARES_BELONG,
        BUYER,
        SELLER,
        LEAVES,
        ROUND_LED,
        ROUND_JOINED,
        OTHER_INVESTORS,
    ]
)
"""In the order in which they are tried."""
