"""Defines the pieces that every relation pattern is made of: parties, noun phrases, tense, stakes, units.

Owns their spelling on masked text, and the record of a pattern.  Knows no relation.  Every gap in a piece is bounded, so reading takes
time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec

from loaders.article.patterns.needed_words import Needs, find_needs, may_fit
from loaders.article.sentences.anaphors import NOUNS
from loaders.article.sentences.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PARTY, PERCENT, PERSON, PLACE


@lru_cache(maxsize=64)
def has_words(words: re.Pattern[str], text: str) -> bool:
    """Whether a text has the words, which is looked up once: many pairs of parties have the same words before them."""
    return words.search(text) is not None


class Pattern(msgspec.Struct, frozen=True):
    """One way to state a relation.

    Groups of the expression: ``h`` holder, ``s`` subject (``hl``, ``sl``: further items of a list), ``p`` percent (``pl``: one a
    holder; ``parts``, ``hparts``: further percentages with their subjects or holders),
    ``q`` a quantity word (majority, wholly), ``aux`` and ``cop`` the words
    that carry tense, ``deal`` a signed agreement, ``ex`` a word for "former",
    ``by`` words that tell of the holder alone.
    """

    name: str
    predicate: str
    expression_text: str
    triggers: tuple[str, ...]
    """Words of which a text has one where the expression fits, to save the work of looking for the rest."""
    tier: str = "B"
    event: bool = False
    """Something that happened, so a past tense does not mean that it is over."""
    ends: bool = False
    """The holder gave it up."""
    ends_in_past: bool = False
    """A past tense of its verb means that it is over: ``held``, ``belonged``."""
    moves_share: bool = False
    """Its share may be what changes hands and not what the buyer has then."""
    seller_leaves: bool = False
    """The seller has nothing left, whatever share is named."""
    is_vehicle: bool = False
    """What stands behind "through" is one of its parties."""
    is_of_go_between: bool = False
    """Its subject only stands between its holder and the company of which the sentence tells: ``controls Buri through its unit Aral``."""
    is_for_another: bool = False
    """Somebody else has it in his name for its holder."""
    is_of_rest: bool = False
    """It tells who holds the rest, and may begin in the sentence before."""
    is_of_all: bool = False
    """It tells who holds all that the sentence before lists."""
    is_of_doer: bool = False
    """Its holder is who the sentence is about, and nobody does something to it: ``Ada Brook founded Aral and holds``."""
    is_given: bool = False
    """Said by the way, so that it holds whatever the sentence denies, plans or asks: ``denied that its unit Aral had paid``."""

    @classmethod
    def compile(cls, name: str, predicate: str, expression: str, trigger: str, tier: str = "B", **traits: bool) -> Pattern:
        """Make a pattern from the text of its expression; ``trigger``: its triggers, with ``|`` between them; ``traits``: the fields that
        are true.

        The expression is compiled when it is first used: all of them take half a second, and most that is loaded is no article.
        """
        return cls(name, predicate, expression, tuple(trigger.split("|")), tier, **traits)

    @property
    def expression(self) -> re.Pattern[str]:
        """What states the relation."""
        return compile_once(self.expression_text)


class PatternIndex:
    """Patterns in their order, by what triggers them."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = [(pattern, frozenset(pattern.triggers)) for pattern in patterns]
        self._triggers = sorted(frozenset[str]().union(*(triggers for _, triggers in self._patterns)))
        self.find_triggered = lru_cache(maxsize=256)(self._find_triggered)
        """Finds the patterns that may fit a text, once for sentences that differ only in names."""

    def _find_triggered(self, text: str) -> list[Pattern]:
        """Find the patterns of which a text has a trigger, and the words that they need in their order.

        >>> patterns = [Pattern.compile("owns", "owns", "A owns B", "owns"), Pattern.compile("sells", "owns", "A sells B", "sold|sell")]
        >>> [pattern.name for pattern in PatternIndex(patterns).find_triggered("A sells B")]
        ['sells']
        """
        found = {trigger for trigger in self._triggers if trigger in text}
        return [
            pattern for pattern, triggers in self._patterns if not found.isdisjoint(triggers) and may_read(pattern.expression_text, text)
        ]


@cache
def compile_once(text: str) -> re.Pattern[str]:
    """Compile an expression when it is first used: most that is loaded is no article."""
    return re.compile(text)


def may_read(expression: str, text: str) -> bool:
    """Whether a masked text has the words without which an expression cannot fit, so that it is worth compiling and searching."""
    return may_fit(_get_needs(expression), text)


@cache
def _get_needs(expression: str) -> Needs:
    known = _find_needs_of_pieces()
    for piece, mark in _PIECES:
        expression = expression.replace(piece, mark)
    return find_needs(expression, known)


@cache
def _find_needs_of_pieces() -> dict[str, Needs]:
    return {mark: find_needs(piece) for piece, mark in _PIECES}


_STOPS = (
    "of|in|by|for|to|with|against|alongside|and|or|from|that|which|who|whose|was|is|are|were|has|have|had|will|would|after|before|as|on|at|but|while|when|"
    "where|through|into|not|than|under|between|including|until|since|because|if"
)
_W = (
    rf"(?:(?!(?:{_STOPS})\b)[a-z{PLACE}{MONEY}{DATE}{NUMBER}'“\"][^\s,.;()]{{0,30}},?\s|(?:in|near) (?:the )?{PLACE},?\s"
    rf"|from (?:the )?{PLACE},\s){{0,7}}"
)
MANAGED = (
    r"(?:investment |private equity |equity |infrastructure |certain |several |other )*(?:funds?|vehicles?|accounts?|entities|partnerships"
    r"|affiliates) "
    r"(?:that are |which are )?(?:[a-z]+ly )?(?:advised|managed|sub-advised|run|sponsored|raised)(?: (?:and|or) (?:advised|managed"
    r"|controlled))? by "
    r"(?:affiliates of )?"
)
"""What one has who manages it: ``funds advised by``."""
_DET = (
    r"(?:(?:an? |the )?(?:consortium|group|syndicate|team|alliance|pair) (?:of|including|comprising|led by|consisting of) )?"
    r"(?:(?:all of|all|the whole of|most of|part of|parts of|much of|some of|the assets of|assets of|assets from|control of|the "
    r"business of|the rest"
    rf" of|(?:(?:all|the whole|the entirety)(?: of)? )?(?:the )?(?:(?:issued|outstanding|voting|common|ordinary|preferred|Class "
    rf"[A-Z]) ){{0,4}}(?:shares|share capital"
    rf"|capital|stock|equity) of|fellow|rival) )?(?:(?:[Tt]he|an?|its|their|his|{ITS}) )?"
)
_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Prof|Professor|Sheikh|Prince|Princess|Baron|Count|Senator|President|Minister|Governor|Judge"
    r"|Justice|Mayor|Chief|Datuk|Dato['’]?|Datin|Tan Sri|Alhaji|Alhaja|Shri|Smt|Engr|Pastor|Captain|Colonel|General|Sheikha|Baroness"
    r"|Earl|Duke|Messrs|M/s|Col|Capt|Gen|Hon|Rev|Ing|Mgr|JUDr|MUDr|RNDr)"
    r"\.? ){0,3}"
)
_ROLE = r"(?:(?:Purchaser|Buyer|Seller|Vendor|Issuer|Company|Investor|Holder|Offeror|Target),? )?"
_CITIZEN = rf"(?:(?:an? |the )?(?:[a-z]+ )?(?:citizen|national|resident) of (?:the )?{PLACE},? )?"
_TRADES = (
    rf"(?:(?:{PLACE}(?:-based)? )?(?:[a-z-]+, )?[a-z-]+ and [a-z-]+ (?={NOUNS}|giant|holding|conglomerate|concern|powerhouse|major|company"
    r"|firm|specialist))?"
)
NP = rf"(?:{MANAGED})?" + _DET + _ROLE + _CITIZEN + _TRADES + _W + _TITLE
WORD = rf"(?:(?!(?:no|not|never|longer|neither|nor|owns|holds|controls)\b)[a-z][a-z-]*|{PLACE}(?:-[a-z]+)?|{NUMBER}-[a-z]+)"
"""A word that may describe a company: ``German``, ``London-listed``, ``family-run``."""
OWN = rf"(?<!\w)(?:its|their|his|her|{ITS})"
APP = (
    r"(?: group(?=, ))?(?: and (?:its|their|his|her|\ue008)"
    r" (?:affiliates|associates|family|heirs|partners|subsidiaries|wife|husband|children))?"
    r"(?: (?:in|on|at|near|of) (?:the )?\ue002)?(?: \([^()]{1,80}\))?(?:, [^,.;"
    + ORG
    + PERSON
    + IT
    + r"]{1,80},)?(?:,? (?:together|along|jointly) with (?:the )?[^,.;"
    + IT
    + r"]{1,80}?,?(?= (?:has|have|is|are|was|were|own|hold|acquire|buy|bought|took|agreed|purchase)))?"
)
ADV = (
    r"(?:,? (?:also|now|currently|ever|still|later|subsequently|then|directly|indirectly|already|recently|ultimately"
    r"|previously|formerly|once|eventually|finally|successfully|reportedly|itself|himself|herself"
    r"|themselves|both|today|in turn|secretly|effectively|quietly|legally"
    r"|beneficially|privately|publicly|openly|actually|(?!wholly|fully|part|joint|only|family|early|monthly|daily|reply|supply|"
    r"apply|imply)[a-z]{3,12}ly)(?=[ ,]),?)*"
)
WHEN = (
    rf"(?:,? (?:in|on|since|during|by) (?:early |late |mid-|the )?{DATE},?"
    rf"|,? (?:just |some |about |only )?(?:an?|several|a few|{NUMBER}) (?:years?|months?|weeks?|days?|decades?) (?:ago|later|before),?)?"
)
AUX = (
    r"(?P<aux> (?:(?:has |have |had )?(?:definitively |formally )?(?:agreed|decided|resolved|promise[ds]?|pledge[ds]?|vow(?:s|ed)"
    r"|undertook|undertaken|plans?|planned|intends?|intended|"
    r"wants?|hopes?|"
    r"offered|offers|proposed|bid|moved|sought"
    r"|(?:has |have |had |holds |hold |held )(?:an? |the )?(?:call )?(?:options?|rights?)"
    r"|(?:is|are|was|were) (?:widely )?(?:rumou?red|said|believed|thought|understood|alleged|reported|reputed|suspected)"
    r"|(?:is|are|was|were) (?:preparing|planning|looking|seeking|trying|ready|poised|aiming"
    r"|(?:closing in on|close to|nearing) an? (?:deal|agreement))|is set|was set"
    r"|(?:has|have) been (?:expected|due|set|scheduled)|is expected|was expected|is scheduled|is due|was "
    r"due|is|was|is about|made (?:an? )(?:\w+ )?(?:offer|bid)|"
    rf"announced (?:plans|(?:its|their|an|{ITS}) (?:intention|intent|plans?|decision))|(?:has |have |had )?sign(?:ed|s) (?:an|a) "
    rf"(?:\w+ ){{0,2}}agreement"
    rf"|signed a deal|reach(?:ed|es) (?:an agreement|a deal)(?: with (?:the )?{PARTY})?"
    r"|(?:(?:has|have|had|will|would|may|could|can) )?exercise[sd]? (?:its|their|an?|the|\ue008) (?:call )?(?:options?|rights?)"
    r"|(?:has |have |had )?entered into (?:an|a) (?:\w+ ){0,2}agreement|announced (?:an|a) (?:\w+ )?(?:agreement|deal)) to"
    r"|(?:has |have |had )?(?:announced|confirmed|said|reported|stated|revealed)(?: that)? (?:it|they|"
    + IT
    + r") (?:was|were|would|will|had|has|is|are|plans? to|agreed to|had agreed to|has agreed to)"
    r"|(?:does|do|did|has|have|had|is|was|are|were|will|would)(?: not| never|n['’]t)|no longer|never"
    r"|(?:is|are|was|were) (?:closing in on|close to|nearing)|(?:(?:is |are |was |were )?in|(?:has |have |had )?(?:entered(?: into)?"
    r"|enters(?: into)?|began|begun|opened|started|held|resumed|is holding)) (?:[a-z]+ )?(?:talks|negotiations|discussions) to"
    r"|(?:is|are|was|were) considering|(?:(?:has|have|had) )?(?:claims?|claimed|purports?|purported) to(?: have)?"
    r"|(?:(?:has|have|had)(?: [a-z]+ly)? )?(?:denied|denies)|will|"
    r"would|to|may|might|can|could|has been|have been|had"
    r" been|has|have|had|is|was|are|were|has since|have since))?"
)
BUY = (
    r"(?:re)?(?:acquired|acquires?|acquiring|bought(?: out| up| back)?|buys?(?: out| up)?|buying(?: out)?|purchased|purchases?"
    r"|purchasing|inherited|inherits|took over|takes over|take over|taken over|taking over|(?:took|takes|taken) (?:full |sole )?"
    r"control of|"
    r"swallowed|absorbed|snapped up)"
)
TAKE = (
    r"(?:took|takes|take|taken|obtained|obtains|gained|gains|gain|secured|got|gets|receives?|received|amassed|accumulated|built(?: "
    r"up)?|disclosed|discloses|revealed|declared|raised|increased|increases|raise|increase"
    r"|bought|acquired|pick(?:ed|s) up|scoop(?:ed|s) up|mopped up|emerged with"
    r"|subscribed (?:to|for)|subscribes (?:to|for)|bag(?:s|ged)|land(?:s|ed)|snag(?:s|ged)|clinch(?:es|ed)|won|wins)"
)
HOLD = (
    r"(?:owns|own|owned|owning|holds|hold|held|holding|has|have|had|having|controls|control|controlled|retains|retained|retaining"
    r"|keeps?|kept|maintains|retain)"
)
LISTED_AS = (
    r"(?:listed|registered|recorded|entered|named|shown) as (?:holding|owning|having|(?:the |an? )?(?:[a-z]+ )?(?:owner|holder)s? of)"
)
"""What a register says of one who holds."""
STAKE_TRIGGERS = "stake|share|interest|holding|equity|ownership|stock|capital|participation|position"
STAKE_WORD = (
    rf"(?:(?:equity |ownership |share |capital |voting |economic |minority |majority |controlling )?(?:stakes?|shares?"
    rf"|shareholdings?|interests?|holdings?|equity|ownership|stock|capital|participation|positions?(?! of\b(?! (?:about )?{PERCENT}))))"
)
_Q = (
    r"(?:(?:significant|substantial|large|small|sizable|sizeable|considerable) (?=majority|minority|controlling))?"
    r"(?P<q>majority|controlling|minority|wholly|whole|full|100-percent|remaining|entire|significant|strategic|large|substantial|"
    r"small|considerable"
    r"|sizable|sizeable|undisclosed|non-?controlling)"
)
PCT = f"(?P<p>{PERCENT})"
STAKE = (
    rf"(?<!\w)(?:all (?:of )?(?=its|their|his|her|{ITS}))?(?:(?:[Aa]n?|the|its|their|his|her|{ITS}|any|no|another|further|additional"
    rf"|remaining) "
    rf")?(?:(?:further"
    rf"|additional|new|remaining|other|direct|indirect|combined|first|last|entire|whole|entire remaining"
    rf"|total|outstanding|initial) )?(?:{PCT}(?: of)?|{_Q})?[ -]?"
    rf"(?:(?:the|its|{ITS}) )?(?:(?:remaining|outstanding|issued|direct|indirect) )?{STAKE_WORD}(?: (?:of |\()(?P<p4>{PERCENT})\)?)?"
)
COP = (
    r"(?P<cop>(?:,)?(?: which| that| who)?(?: in turn)?(?: \w+ly)?(?: (?:is|are|was|were|became|becomes|become|remained|remains"
    r"|remain|being|(?:(?:has|have|had) )?ceased to be|has"
    r" been|have been|had been|has become|had become|ceased to be|ceases to be|will be|will become|would become|would be|to become"
    r"|(?:is|are|was|were|has been|"
    r"have been)(?: not| no longer| never)|(?:has|have|had) (?:never|not|long) been|operated as|operates as|has operated as|has served as"
    r"|continues as|serves as|itself became|was once)(?: at (?:all|the) (?:material |relevant )?times?)?)(?: (?:now|currently|also|today"
    r"|still|formerly|once|originally|later|then"
    r"|initially|previously|ultimately))?|,(?! (?:and|but|or|when|while|before|after)\b)(?: now| formerly| then| currently| "
    r"once)?(?: as)?)"
)
IS = (
    r"(?P<cop> (?:is|was|are|were|became|has become|remains?|include|included|will be|will become))"
    r"(?! (?:(?!named\b|called\b)[a-z]+(?:ing|ed)|to|set|due|about|likely|ready|able|among|the (?:chairman|head|chief))\b)"
)
"""What stands before a name that tells who somebody is, and not before what somebody does: ``is suing Aral``."""
UNIT = (
    r"(?:subsidiar(?:y|ies)|units?|arms?|divisions?|affiliates?|brands?|branch|branches|imprints?|business|business unit|operating"
    r" company|company|compan(?:y|ies)|member|members|part|enterprise|enterprises|portfolio company|associate|spin-off|label"
    r"|property|station|flagship(?: company)?)"
)
_WHO = (
    r"(?:husband|wife|son|daughter|brother|sister|father|mother|billionaire|businessman|businesswoman|chairman|chairwoman|chief "
    r"executive|company|conglomerate|director|entrepreneur|executive|"
    rf"app|shop|store|subsidiary|hotel|family|financier|founder|fund|giant|investor|manager|officer|partner|president|tycoon|{NOUNS})"
)
LISTED = (
    rf"(?:(?:in|of|by) )?(?:[Tt]he |its |his |her |their |an? )?(?:{PLACE}(?:['’]s|-[a-z]+)? )?"
    rf"(?:(?!(?:{_STOPS}|bought|sold|took)\b)(?:[a-z-]+(?<!ed)(?<!ing) ){{0,3}}{_WHO}s? (?:called |named )?|(?<=the )(?:(?!(?:of|to|in|by"
    rf"|for|from|at|lists|names|shows|says|gives|calls|owns|holds|has)\b)[a-z-]+ "
    rf"){{1,2}}|(?:his|her|their|{ITS}) (?:[a-z]+ |{PLACE} )?(?:wife|husband|spouse|son|daughter|brother|sister|partner|mother|father"
    rf"|cousin|rival|competitor|peer|ally|vehicle|company|firm|fund|foundation),? "
    rf"|(?<={PLACE} )(?:(?!(?:{_STOPS})\b)[a-z-]+(?<!ed)(?<!ing)(?<!s) ){{1,3}}"
    rf"|(?:(?!(?:{_STOPS})\b)[a-z-]+ ){{1,4}}(?=[{ORG}{PERSON}] \([^()]{{0,12}}{PERCENT}))?"
    rf"(?:(?<=and )(?:Mr|Mrs|Ms|Dr|Sir)\.? )?[{ORG}{PERSON}]"
    r"(?!['’]s | (?:co-)?(?:founder|chairman|chairwoman|chief|boss|executive|president|director|heir|owner)\b)"
)
"""A further item of a list: ``and Germany's NAME``, ``and finance director NAME``."""
_UNNAMED = rf"(?:,(?: and)? (?:its|their|the|{ITS}) (?:management|employees|founders|staff|workers|public)(?: \([^()]{{1,40}}\))?)?"
"""Those in a list who are no party: ``, its management (19%)``."""
_NO_SHARE = rf"(?! (?:an? |another |a further |some |about |the other )?{PERCENT})"
"""What does not stand behind a company of a list: ``and Aral 40%`` tells of a holder."""
_IS_OF_NEXT = (
    rf"(?!(?:,? (?:and )?[{ORG}{PERSON}]){{0,3}} (?:are|were|have|belong|will (?:be|merge|form|combine|join)|merged|agreed)\b"
    r"|, (?:owned|controlled|held) by\b)"
)
"""What does not stand behind an item of a list: ``owns Aral, and Buri and Ceda are`` tells of the others anew."""
LISTED_WITH = "(?:with|holding|owning|(?:who|which) (?:has|had|holds|held|owns|owned))"
"""What stands between one of a list and its share."""
_MORE = (
    rf"(?:(?: \([^()]{{1,40}}\)| (?:in|of|from) [{DATE}{PLACE}](?=,| and)| for [a-z]+(?= and )|,? {LISTED_WITH} "
    rf"(?:an? )?{PERCENT}| {PERCENT}(?=,| and))?{_UNNAMED}"
    rf"(?:, and |,(?! [{ORG}{PERSON}] (?:is|are|was|were|will|would|may)\b) | and | & "
    rf"|;(?= (?:and )?(?:[a-z-]+ |{PLACE} ){{0,4}}[{ORG}{PERSON}](?: \([^()]{{1,40}}\))?"
    rf"(?:[;.]|$| and (?:[a-z-]+ |{PLACE} ){{0,4}}[{ORG}{PERSON}](?: \([^()]{{1,40}}\))?(?:[;.,]|$)))(?: and)? |, as well as "
    rf"){LISTED}(?: \([^()]{{1,40}}\))?{_IS_OF_NEXT}(?! (?:by|has|had|holds?|held|owns?|owned|sold|sells|keeps?"
    rf"|retains?|controls?|became|joined|moved|went|served|worked)\b| the (?:rest|remainder|remaining|other|balance)\b"
    rf"| (?:the|its|their|{ITS}) (?!same\b|next\b|latter\b|former\b)[a-z-]+[.;]){_NO_SHARE})"
    rf"{{0,8}}"
)
H, S = f"(?P<h>{PARTY})", f"(?P<s>{PARTY})"
HB = rf"{H}(?: \([^()]{{1,40}}\))?"
"""A holder with what stands in brackets behind it, which may be its share."""
_MORE_OF_HOLDERS = _MORE.replace(_NO_SHARE, "")
HL = f"(?P<hl>{_MORE_OF_HOLDERS})"
SL = f"(?P<sl>{_MORE})"
PL = rf"(?P<pl>(?:an? )?{PERCENT}(?:, {PERCENT}){{0,6}},? and {PERCENT})"
"""Shares of several holders, in their order."""
_WITH = r"(?:with |at |holding |owning |having |contributing |taking |keeping )?(?:an? )?"
_LATTER = rf"the former {_WITH}{PERCENT}(?: [a-z]+)?,? (?:and|while) the latter {_WITH}{PERCENT}"
IN_ORDER = (
    rf"(?:,? (?:with |holding |(?:which|who) (?:hold|own) )?(?P<pl>(?:an? )?{PERCENT}(?:, {PERCENT}){{0,6}},? and {PERCENT}"
    rf"(?=,? respectively)|{_LATTER}))?"
)
"""The same behind the holders: ``with 60% and 40% respectively``, ``the former with 60% and the latter with 40%``."""
PARTS = rf"(?P<parts>(?:(?:, and |, | and |; and |; )(?:an? )?{PERCENT}(?: {STAKE_WORD})? (?:of|in) {NP}{PARTY}){{0,8}})"
"""Further companies with the share that is held in each."""
POSS = "(?:['’]s|['’]|s['’])"
NO_THING = (
    rf"(?!{POSS} (?!(?:after|and|as|at|before|but|by|for|from|in|on|or|since|through|to|until|via|when|where|which|who|with)\b)"
    rf"[a-z{PERCENT}{NUMBER}])"
)
"""What does not stand behind a company that is held or sold: ``Aral's mill`` is not Aral."""
SIZE = (
    rf"(?:(?P<q>wholly|fully|majority|part|partly|partially|jointly|minority)(?: - |[ -])(?:owned |controlled )?|(?:an? )?{PCT}[ -]"
    rf"(?:owned |controlled )?)?"
)


EQUALLY = (
    r"(?: equally| jointly| in equal (?:parts|shares|halves|thirds|quarters|measure)| in (?:halves|thirds|quarters)| half and half"
    r"| fifty-fifty)?"
)
"""How several have what they have together."""
UP_TO_ITS = (
    rf"(?: (?:was|were|is|are|has been|have been|had been|being) [a-z]+[^.;,{ORG}{PERSON}{IT}]{{0,30}}? (?:to|into|with|for|against) "
    rf"[^.;,{ORG}{PERSON}{IT}]{{0,40}}"
    rf"[{ORG}{PERSON}][^.;,{ORG}{PERSON}{IT}]{{0,40}} by |[^.;{ORG}{IT}]{{0,80}})"
)
"""What stands between a party and ``its owner``: where something is done to the party, it is the party's owner who does it."""
WAS_ONE = f"former|erstwhile|one-time|{NUMBER}-time|onetime|previous|prior|past|ex|then|late"
"""Words before one who is no more what he is called: ``former owner``."""
MAY_BE_ONE = "would-be|prospective|potential|possible|likely|next|future|incoming|intended|designated"
"""Words before one who is not yet what he is called: ``prospective owner``."""
PARENT = r"(?:controlling party|parent(?: company| undertaking| entity| firm| organi[sz]ation| group)?|holding company|proprietor)"
MAJOR = (
    r"(?:(?P<q>majority|controlling|minority|largest|biggest|main|principal|major|significant|sole|only|key|top|single largest"
    r"|second largest|second-largest) )?"
    r"(?:shareholders?|stockholders?|stakeholders?|(?:co-)?owners?(?: of record)?|holders? of record|UBOs?|persons? with significant "
    r"control|investors?|backers?"
    r"|(?:(?<=largest )|(?<=biggest ))holders?"
    rf"|(?:(?<=sole )|(?<=only ))(?:participant|member(?! was))|holders?(?= of (?:an? )?{PERCENT})"
    r"|(?:(?<=real )|(?<=true )|(?<=actual )|(?<=ultimate ))controllers?)"
)
WITH_SHARE = (
    rf"(?:(?:^|[,;:] |\b(?:and|but|that) )(?:[Ww]ith|[Aa]t|[Hh]olding|[Oo]wning|[Hh]aving) (?:(?:an?|its|{ITS}) )?(?:(?:[a-z]+ "
    rf")?{STAKE_WORD} of )?"
    rf"(?P<p3>{PERCENT})(?: {STAKE_WORD}| of (?:the |its )?(?:[a-z]+ ){{0,2}}(?:shares|capital|stock|votes))?, {NP})?"
)
"""A share that is told before its holder: ``With 35%, Aral is``."""
CAPITAL = r"(?:(?:share |issued |equity )?(?:capital|shares|equity|stock))"
WHOSE = (
    rf"(?:{PARTY}{POSS} (?:(?:[a-z-]+ ){{0,2}}(?:rival|competitor|partner|neighbour|ally|owner|parent|founder|chairman|wife|husband"
    rf"|son|daughter|brother|sister|father|mother|widow|widower|cousin|nephew|niece|[a-z]+-in-law),? )?"
    rf"(?=(?:[a-z-]+ ){{0,3}}[{ORG}{PERSON}]))?"
)
"""Words that tell of the party behind them by another: ``Aral's rival Buri``, ``Ada Brook's Buri``."""
OF_WHOLE = r"(?:as to |to the extent of |at |to )?"
"""What stands before the share that one of several has: ``held as to 60% by``."""
HPARTS = (
    rf"(?P<hparts>(?:(?:,? and |,? while |,? with |, |; ){OF_WHOLE}(?:the )?(?:other |remaining |another )?{PERCENT}(?: {STAKE_WORD})?"
    rf"(?: (?:is|are))?(?: (?:held|owned|controlled))? (?:by|to|belongs? to|in (?:the )?hands of) {NP}{PARTY}){{0,6}})"
)
"""Further holders of one company with the share of each."""
VOTES = r"(?:voting rights|voting shares|voting power|votes)"
BARE_STAKE = STAKE.replace("(?P<p>", "(?:").replace("(?P<q>", "(?:").replace("(?P<p4>", "(?:")
"""A stake whose share is not read."""
_OPTIONAL = (NP, APP, ADV, AUX, WHEN, COP, _MORE, _MORE_OF_HOLDERS, PARTS, HPARTS, WHOSE, WITH_SHARE)
_WITH_WORDS = (LISTED, STAKE, BARE_STAKE, STAKE_WORD, BUY, HOLD, TAKE, MAJOR)
_PIECES = [(piece, chr(0xF000 + number)) for number, piece in enumerate(sorted(_OPTIONAL + _WITH_WORDS, key=len, reverse=True))]
"""Long pieces of patterns, read once for what they need, and a character for each; the longest first, which may have others in it."""
