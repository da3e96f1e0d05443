"""Patterns of a holding whose company a sentence does not name, since words before it did: ``The stake is 34 %``, ``who owns 80 %``,
``The other shareholder is Buri``.

Owns these words, and the list of all such patterns; who sells or buys is in ``left_out_deals.py``.  How a sentence is read by them is in
``left_out_read.py``, which company is meant is chosen in ``drafts.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.claims.left_out_deals import (
    BOUGHT_ALL_FROM,
    BUYER,
    CHANGES_ALONE,
    GOES_TO,
    LEAVES,
    LIKELY_BUYER,
    OFFERS_ALONE,
    OTHER_INVESTORS,
    ROUND_JOINED,
    ROUND_LED,
    SELLER,
    SELLS_ALONE,
    SELLS_PARTS,
    SELLS_THESE,
    SELLS_TO,
)
from loaders.article.claims.left_out_roles import BY_ROLE
from loaders.article.patterns.grammar import (
    ADV,
    APP,
    AUX,
    CAPITAL,
    HB,
    HL,
    HOLD,
    LISTED,
    LISTED_AS,
    MAJOR,
    NP,
    OWN,
    PCT,
    PL,
    POSS,
    STAKE_WORD,
    VOTES,
    WORD,
    H,
    Pattern,
    PatternIndex,
)
from loaders.article.patterns.vehicles import THROUGH
from loaders.article.sentences.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON

_OF_IT: Final = (
    rf"(?: of (?:the |its |{ITS} )?(?:(?:issued |paid-up |enlarged |total )?(?:share capital|shares|capital|stock|equity|company)(?: and "
    rf"(?:votes|voting rights))?"
    rf"|(?:share )?register|{VOTES}))?"
)
_ENDS: Final = (
    r"(?=[.;)]|,? (?:and|while|but|with|through|via|by|plus|after|once|when|if|following|upon|according|afterwards|thereafter|as|from"
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
    rf"and)?{AUX}{ADV} (?:owns|own|(?<! is )(?<! are )(?<! was )(?<! were )(?<! been )(?:owned|held)|holds|hold|has|controls|keeps?"
    rf"|kept|retains?|retained|bought|built(?: up)?|amassed"
    rf"|accumulated|disclosed|declared|acquired|takes?|gets?|(?:be )?left with"
    rf"|(?:ends?|ended) up with|(?:hold|hang|cling)s? on to|(?:held|hung) on to|{LISTED_AS}"
    rf"|(?:has |have |had )?(?:promised|vowed|pledged) to (?:keep|hold on to)|(?:invests?|invested|pays?"
    rf"|paid) {MONEY} for)"
    rf" (?:an?"
    rf" |(?:the|{OWN}) (?:remaining |other )?|another "
    rf"|an? further )?(?:{PCT}(?!,? (?:and )?{PERCENT})(?:"
    rf" (?:{STAKE_WORD}|majority))?{_OF_IT}|(?:(?:significant|substantial|large|small) )?"
    rf"(?P<q>majority|minority|controlling) (?:stake|shareholding|interest|holding|position)(?! (?:in|of)\b)){_NO_VOTES}{_ENDS}",
    f"{PERCENT}|majority|minority|controlling",
    ends_in_past=True,
)
CAPITAL_ALONE: Final = Pattern.compile(
    "capital-alone",
    "owns",
    rf"{H}{APP},?(?: (?:which|who))?{ADV}{AUX}{ADV} {HOLD} {PERCENT} of (?:the |its )?{VOTES},? (?:and|but|with) (?:[a-z]+ ){{0,2}}{PCT} of"
    rf" (?:the |its )?{CAPITAL}(?! (?:of|in)\b)",
    "voting|votes",
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
    rf"{H}(?P<hl>(?:, {LISTED})*,? and {LISTED})?{APP},?(?: (?:who|which))?{ADV}{AUX}{ADV} (?:stays?|stayed|remains?|remained"
    rf"|continues?|continued)"
    rf"(?: on| in| aboard| invested| involved)?(?: as (?:an? |the |{OWN} )?(?:[a-z-]+ ){{0,2}}(?:shareholder|investor|owner|partner)s?)?,? "
    rf"(?:with|holding|owning) (?:an? |the (?:remaining|other) )?{PCT}(?! (?:of|in)\b)(?(hl) (?:each|apiece))",
    "stay|remain|continue",
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
    rf"(?:(?:single|outside|individual|institutional|private|foreign|minority|remaining) )?(?:shareholder|owner|investor|holder)(?:,?"
    rf" (?:with|holding|owning) (?:an? )?{PCT})?(?=[.;]|$|,? (?:and|while|but)\b)",
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
    rf"(?:(?:owned|held|controlled) by|belong(?:s|ed)? to|in (?:the )?hands of|(?:sits?|lies?|rests?|stays?) with|(?:the )?property of"
    rf"|(?:parked|warehoused|placed) "
    rf"(?:in|with)|with)"
    rf" {NP}{H}",
    "rest|remain|balance|other|outstanding|missing|further|nother",
)
FOLLOWED_BY: Final = Pattern.compile(
    "followed-by-alone",
    "owns",
    rf"{PERCENT}(?: {STAKE_WORD})?\)?,? (?:followed by|ahead of|before|then) {_EACH_OF_SHARE}",
    "followed by|ahead of|before|then",
)
SHARE_OF_THESE: Final = Pattern.compile(
    "share-of-these",
    "owns",
    rf"(?:^|[;,:] |\b(?:and|while|but|that) )(?:[A-Z][a-z]+ )?{PCT} of (?:(?:the|its|{ITS}) (?:[a-z-]+ )?(?:shares|(?!capital [a-z]+"
    rf" to\b)capital|share"
    rf" capital|stock"
    rf"|equity)|{IT})(?:,? (?:that|which))?(?P<cop> (?:is|are|was|were|has been|have been|remains?))?(?: now| still| currently)?"
    rf" (?:(?:held|owned|controlled) by|(?:goes|went|passed|sold|handed|issued) to|belong(?:s|ed)? to|(?:sits?|lies?|rests?|remains?"
    rf"|stays?)"
    rf" with|in (?:the )?hands of|(?:the )?property of) {NP}{H}",
    PERCENT,
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
SHARES_BELONG: Final = Pattern.compile(
    "shares-belong",
    "owns",
    rf"(?:^|[;,] |\band )(?:[Tt]he|(?P<q>[Aa]ll)(?: of)?(?: the| {ITS})?|{ITS}) (?:shares|stake|shareholding)"
    rf"(?:(?P<cop> (?:now |still )?(?:is|are|was|were))(?: now| still| all| then)? (?:(?:owned|held) by|in the hands of)"
    rf"|(?P<ex> (?:then |once )?belonged) to|(?: now| still| all| then)? (?:belongs? to"
    rf"|reverts? to|(?:(?:is|are|was|were|has been|have been) )?(?:passed|went|transferred|handed|sold)(?: over)? to)) {NP}{H}",
    "shares|stake|holding",
)
THROUGH_ALONE: Final = Pattern.compile(
    "through-alone",
    "owns",
    rf"{PARTY}{APP},?(?: (?:which|who))?{ADV}{AUX}{ADV} {HOLD} (?:an? )?{PCT}(?: {STAKE_WORD})?(?:{_OF_IT}| (?:of|in) {IT}) {THROUGH}"
    rf"(?:{OWN} (?:{WORD} ){{0,4}}?(?:vehicle|company|firm|arm|unit|fund|subsidiary|trust|foundation),? )?{NP}(?P<h>{ORG})",
    "through|via|by way of|by means of",
    ends_in_past=True,
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
        *BY_ROLE,
        AND_ALONE,
        IN_ORDER_ALONE,
        CAPITAL_ALONE,
        SHARE_OF_THESE,
        SELLS_ALONE,
        SELLS_PARTS,
        SELLS_TO,
        OFFERS_ALONE,
    )
)
"""Patterns whose company may be told of before without a word of who holds it."""
LEFT_OUT: Final = PatternIndex(
    [
        ROLE_HOLDS,
        ROLE_IS,
        ROUND_LED,
        ROUND_JOINED,
        SHARE_ALONE,
        EACH_ALONE,
        HOLDS_REST,
        CAPITAL_ALONE,
        HOLDS_ALONE,
        THROUGH_ALONE,
        IN_ORDER_ALONE,
        HOLDS_BESIDE,
        AND_ALONE,
        WHOSE_STAKE,
        STAYS_WITH,
        SELLS_ALONE,
        SELLS_PARTS,
        SELLS_TO,
        OFFERS_ALONE,
        SELLS_THESE,
        GOES_TO,
        CHANGES_ALONE,
        OTHER_HOLDER,
        LARGEST_HOLDER,
        SHARE_OF_THESE,
        REST_HOLDER,
        HOLDERS_EACH,
        FOLLOWED_BY,
        HOLDERS_ARE,
        BOUGHT_ALL_FROM,
        *BY_ROLE,
        SHARES_BELONG,
        BUYER,
        LIKELY_BUYER,
        SELLER,
        LEAVES,
        OTHER_INVESTORS,
    ]
)
"""In the order in which they are tried."""
