"""Finds the relations in one masked sentence: which placeholder holds what in which, with share, status and time.

Owns the reading of a pattern's match.  Pronouns are still pronouns here; ``rule_extractor.py`` resolves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from loaders.article.claim_status import classify_status
from loaders.article.masking import DATE, IT, ITS, ORG, PARTY, PERCENT, PERSON, PLACE, VENTURE, MaskedSentence
from loaders.article.model import ABOVE, ClaimStatus
from loaders.article.patterns import PATTERNS
from loaders.article.patterns_grammar import MANAGED, NP, OWN, STAKE_WORD, Pattern, PatternIndex
from loaders.article.plain_phrases import write_plainly
from loaders.article.quantities import make_share
from loaders.article.relation_shares import find_predicate, find_raised, has_nothing, read_share
from ontology.shares import Share

_BRACKET = re.compile(rf" \([^(){PERCENT}]*\)")
_OF_LAST = (
    r"(?:(?:and |but )?(?:which|who|whose)\b|(?:and )?in turn\b|itself (?:an?|the|part|owned|controlled|held)\b"
    r"|(?:[a-z]+ly )?(?:owned|controlled|held)\b)"
)
"""Words that tell of the party right before them, so that the apposition with that party stays."""

_APPOSITION = re.compile(
    rf"(?<=[{ORG}{PERSON}]), (?:an?|the|which|who|formerly|now|itself|once|then|long|previously|part) "
    rf"[^,.;]{{1,150}},(?! {_OF_LAST})(?= )"
    rf"|(?<=[{ORG}{PERSON}]), (?=[a-z])[^,.;]{{1,150}},(?= (?:also |now |still )?(?:has|have|is|are|was|were|will|owns?|holds?|"
    rf"held|controls?"
    r"|said|bought|acquired|sold|took|agreed|plans?)\b)"
)
_CLOSING_COMMA = re.compile(rf"(?<=[a-z], [{ORG}{PERSON}]),(?= [a-z])")
"""The comma behind a name that stands in apposition: ``its vehicle, Aral, raised``."""
_DAY = re.compile(
    r"(?<=[\w\ue000-\ue009])(?:,? on| last| this| late| early)? (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)"
    r"(?: (?:morning|afternoon|evening|night))?(?=[ .;])"
)
"""When something was said, which no claim needs: ``said on Tuesday it had bought``."""
_ASIDE = re.compile(
    rf", (?:(?:he|she|they|it|{IT}|the [a-z]+|{ORG}|{PERSON}) (?:say|says|said|write|writes|wrote|add|adds|added|note|notes|noted)"
    rf"|according to [^,.;{ORG}{PERSON}]{{1,60}})(?=,)(?P<c>,)(?= )"
)
"""Who says so, within what is said: ``Aral, they write, is owned by Buri``."""
_MODIFIES = re.compile(
    rf"(?:['’]s?)? (?:(?:[a-z-]+ ){{0,2}}(?:shareholder|owner|co-owner|investor|founder|chairman|chairwoman|director|boss|"
    rf"executive|heir|lender|creditor|"
    rf"rival|subsidiary|unit|arm|parent) [{ORG}{PERSON}]|(?:share|stock|bond|debt)?(?:holders|owners|lenders|creditors|investors|"
    rf"employees|workers|"
    rf"managers|executives|customers|fans|founders|heirs|families)\b)"
)
"""What stands behind a name that only tells of whom the words speak: ``by Aral shareholder Ada Brook``, ``Aral bondholders own``."""
_AFTER_FROM = re.compile(rf"\bfrom (?:[a-z-]+ |{PLACE} ){{0,3}}$")
_AFTER_SELLER = re.compile(r" (?:in|on|for|last|and|at|but|after|earlier)\b")
"""What stands around a seller: the sentence goes on about the buyer."""
_HAS_MORE = re.compile(
    r"(?<!\w)(?:(?:majority|controlling|existing|largest|main|biggest|fellow)[ -](?:co-)?(?:owner|shareholder|stakeholder|investor)"
    r"|(?:its|their|his|her|\ue008) (?:[a-z-]+ ){0,2}partner|co-owner|co-shareholder),? (?:(?:the )?[a-z-]+ ){0,3}$"
)
"""What stands before a buyer who has more than what changes hands."""
_NOT_OWNED_BEFORE = re.compile(
    rf"(?:,? (?:that|which))? ?(?:{IT}|it|they|{ORG}) (?:(?:do|does|did) not|(?:do|does|did)n['’]t) (?:already |yet |currently "
    rf")?(?:own|hold|have|control)\b"
)
"""What stands behind a part that its buyer adds to what he has: ``the 30 % of Aral that it did not own``."""
_OF_HOLDER = re.compile(
    rf"\b(?:stakes?|shares?|interests?|holdings?|{PERCENT}) of (?:the )?(?:[a-z-]+ ){{0,2}}(?:shareholder|owner|holder|founder|"
    rf"investor|seller)s?,? "
    r"(?:the |an? )?(?:[a-z-]+ ){0,2}$"
)
"""Words before one whose shares, and not shares in whom, are told of: ``the shares of minority owner Ada Brook``."""
_LED_BY_DATE = re.compile(
    rf"(?:^|[,;] |\b(?:and|but|that) )(?:[A-Z][a-z]+, )?(?P<w>[Ii]n|[Oo]n|[Ss]ince|[Bb]y|[Dd]uring)(?: early| late| mid| the year)? "
    rf"(?P<d>{DATE})(?: [a-z]+){{0,2}},? $"
)
_DATE_AFTER = re.compile(rf"(?P<w>\b(?:in|on|since|during|from)) (?:early |late |mid-)?(?P<d>{DATE})")
_UNTIL = re.compile(rf"(?P<w>\buntil) (?:early |late |mid-)?(?P<d>{DATE})")
_INDEX = PatternIndex(PATTERNS)
_HOLDERS = (ORG, PERSON, IT, ITS, VENTURE)
"""Placeholders of what holds or is held."""
_NAME = re.compile(f"[{ORG}{PERSON}]")
_PART = re.compile(rf"(?P<p>{PERCENT})[^{PERCENT}{ORG}{PERSON}{IT}]*(?P<s>{PARTY})")
_BEGINS_WITH_ALL = re.compile(rf"(?:All|Both|They|Each|{IT})\b[^.;{ORG}{PERSON}]{{0,40}} (?:held|owned|controlled)\b")
_BEGINS_WITH_REST = re.compile(r"[Tt]he (?:remaining|other|rest|balance)\b")
_SHARE_OF = re.compile(rf"{PERCENT} (?:[a-z]+ )?(?:of|in) {NP}{PARTY}|{PERCENT}[- ](?:owned|held|controlled)")


_THROUGH = re.compile(rf"(?: \([^()]{{1,40}}\))?,? (?:through|via|by way of) (?!{DATE})(?:[a-z-]+ |[{ITS}{PLACE}] ?){{0,6}}[{ORG}{PERSON}]")
"""What follows a holding that is held through another party."""
_MANAGED = re.compile(rf"\b(?:{MANAGED})$", re.IGNORECASE)
"""What stands before one who has what he manages, and not himself: ``funds advised by Aral``."""
_VEHICLE = re.compile(rf"(?<=[a-z]), (?:through|via) {OWN} [^,.;]{{1,60}}[{ORG}{PERSON}],(?= )")
"""A party between a verb and its object: ``has bought, through its vehicle Aral, all of``."""
THEIRS = re.compile(
    r"\b(?:[Ss]hare|[Ss]tock|[Bb]ond)?(?:[Hh]olders|[Oo]wners|[Ii]nvestors|[Cc]reditors|[Ee]mployees|[Cc]ustomers|[Cc]lients) (?:of|in) "
    r"(?:the )?$"
)
"""Words before one of whom only they tell: ``shareholders of Aral will own``."""
_RAISED_BY_BUYING = re.compile(
    rf"\b(?:stake|holding|shareholding|interest) (?:in|of) .* by (?:buying|acquiring|purchasing) (?:the |all )?(?:{PERCENT} |[a-z]+ )?"
    r"(?:shares|stake|holding|interest) of\b"
)
"""Who raises its share of one company by what another has of it."""
_SAYS = re.compile(r" (?:said|says|added|reported|announced)\b")
_TAKES_REST = re.compile(r"\b(?:remaining|rest|balance)\b")
_OF_SELLER = re.compile(
    rf"(?:sold|sells?|divested|transferred|ceded|offloaded) (?:off )?(?:all (?:of )?)?{OWN} (?:(?:remaining|entire|whole|full) "
    rf")?(?:{PERCENT}|{STAKE_WORD} )"
)
_SOLD_WHOLE = re.compile(
    rf"\b(?:sold|sells?|divested|divest|(?:acquisition|purchase|takeover|buyout) of)(?: off)? {NP}{PARTY}(?! (?:stakes?|shares?"
    rf"|shareholding|holding|interest|assets?|units?)\b)"
)
_BOUGHT_OUT = re.compile(
    rf"\b(?:bought|buying|buys?) out (?:(?:[a-z-]+|[{PLACE}{ITS}]) ){{0,4}}(?:investors?|shareholders?|partners?|owners?|holders?) $"
)
"""Words before one whose shares, and not shares in whom, are bought."""
_BOUGHT_OUT_ONE = re.compile(rf"\b(?:bought|buying|buys?) out (?:(?:[a-z-]+|[{PLACE}{ITS}]),? ){{0,6}}$")
"""Words before one who was bought out, and has nothing: ``bought out Buri, which now has 65 %``."""
_OWN_STAKE = re.compile(rf"{OWN} (?:[a-z]+ )?(?:{PERCENT}|[a-z]+ )")
"""A stake that is told as all that somebody has: ``its 9 % stake``."""
NOT_DONE = (ClaimStatus.AGREED, ClaimStatus.NEGOTIATING, ClaimStatus.PLANNED)
_IN_APPOSITION = re.compile(rf"[{ORG}{PERSON}], [^,.;]{{1,80}} (?:of|to|by|from|with) (?:the )?(?:[a-z-]+ ){{0,3}}$")
_BY = re.compile(r"\bby (?:the |its )?(?:(?:CEO|chief executive|chairman|founder) )?$")
CLAUSE_BEHIND = re.compile(
    r"(?: \([^()]{1,40}\))?,? (?:which|[io][nf] which|that|whose?|an?|the|now|once|then|itself|formerly)\b(?! [a-z]+ (?:is|was|has"
    r"|were|are|had)\b)"
    rf"|, [{ORG}{PERSON}]['’]"
)
"""What tells of the party right before it: ``by Aral, which``; not ``by Aral, the yard was``."""
_GOES_ON = re.compile(
    r", (?!(?:which|who|whose|that|an?|the|and|but|or|its|their|his|her|itself|in|once|formerly|now|then|part|based|with|both|each|also"
    r"|(?:[a-z]+[ -])?(?:owned|held|controlled))\b)[a-z]+\b"
)
"""What follows the last name of an apposition: the sentence goes on about the party before it."""
IN_LIST = re.compile(r"\b(?:includ(?:e|es|ed|ing)|such as|comprise[sd]?|namely)\b[^.;]*$|:[^.;]*$")
"""What stands before the item of a list: what follows a passive about it are the next items."""


class RelationMatch(msgspec.Struct, frozen=True, kw_only=True):
    """One relation as a pattern read it, in positions of the masked sentence."""

    pattern: Pattern
    predicate: str
    """That of the pattern, or the votes where the share is of these."""
    sentence: MaskedSentence
    start: int
    end: int
    holder: int
    subject: int
    share: Share | None
    share_at: tuple[int, int] | None
    status: ClaimStatus
    valid_from: str | None
    valid_until: str | None
    indirect: bool = False

    @property
    def words(self) -> str:
        """The masked words that tell it."""
        return self.sentence.text[self.start : self.end]


def find_relations(sentence: MaskedSentence) -> Iterator[RelationMatch]:
    """Find the relations of a sentence, read as it stands, without brackets, and without appositions.

    Each pair of places is given once a predicate.
    """
    if sum(map(sentence.text.count, _HOLDERS)) < 2:
        return
    seen: set[tuple[str, int, int]] = set()
    sentence = sentence.without(m.span() for m in _DAY.finditer(sentence.text))
    sentence = sentence.without(m.span() for m in _ASIDE.finditer(sentence.text))
    bare = sentence.without(m.span() for m in _BRACKET.finditer(sentence.text))
    short = bare.without(m.span() for m in _APPOSITION.finditer(bare.text))
    short = short.without(m.span() for m in _VEHICLE.finditer(short.text))
    short = short.without(m.span() for m in _CLOSING_COMMA.finditer(short.text))
    texts = [sentence] + [t for t in (bare,) if t is not sentence] + [t for t in (short,) if t is not bare]
    for text in map(write_plainly, texts):
        for pattern in _INDEX.find_triggered(text.text):
            for match in _find_all(pattern.expression, text.text):
                for relation in _expand_lists(pattern, match, text):
                    place = (relation.predicate, text.starts[relation.holder], text.starts[relation.subject])
                    if place not in seen:
                        seen.add(place)
                        yield relation


def find_rest(before: MaskedSentence, sentence: MaskedSentence) -> Iterator[RelationMatch]:
    """Find who holds the rest of the one company of which the sentence before tells a share: ``The remaining 49% is held by NAME``."""
    is_of_all = _BEGINS_WITH_ALL.match(sentence.text) is not None
    if not is_of_all and (not _BEGINS_WITH_REST.match(sentence.text) or len(_SHARE_OF.findall(before.text)) != 1):
        return
    text = before.slice(0, len(before.text.rstrip(".!"))).join(sentence)
    for pattern in PATTERNS:
        is_asked = pattern.is_of_rest and (pattern.name == "all-held-by") == is_of_all
        match = pattern.expression.search(text.text) if is_asked else None
        if match is not None:
            yield from _expand_lists(pattern, match, text)


def _find_all(expression: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Find the matches of a pattern, of which one may begin with the party that the one before it ends with: ``owned by A, which is
    owned by B``."""
    at = 0
    while (match := expression.search(text, at)) is not None:
        yield match
        last = max(match.start("h"), match.start("s"))
        at = last if last > match.start() else max(match.end(), match.start() + 1)


def _expand_lists(pattern: Pattern, match: re.Match[str], text: MaskedSentence) -> Iterator[RelationMatch]:
    """Read one relation for each holder and each subject of the match."""
    groups = match.groupdict()
    holders, subjects = [match.start("h")], [match.start("s")]
    for name, places in (("hl", holders), ("sl", subjects)):
        if groups.get(name) and not (name == "hl" and IN_LIST.search(text.text, 0, match.start("s"))):
            places += [match.start(name) + m.start() for m in _NAME.finditer(groups[name])]
    first = min(holders[0], subjects[0])
    if _GOES_ON.match(text.text, first + 1) and _IN_APPOSITION.search(text.text, max(0, first - 120), first):
        return
    if is_agent(text.text, subjects[0]) and subjects[0] < holders[0]:
        return
    is_seller = _AFTER_FROM.search(text.text, max(0, first - 40), first) and _AFTER_SELLER.match(text.text, first + 1)
    # "owns it through NAME" names the one who owns it before, and a pronoun would be taken for that one.
    if (is_seller and holders[0] < subjects[0]) or (pattern.is_vehicle and text.text[subjects[0]] == IT):
        return
    if pattern.event and _RAISED_BY_BUYING.search(match[0]):
        return
    if pattern.event and _BOUGHT_OUT.search(text.text, max(0, subjects[0] - 80), subjects[0]):
        return
    if _BOUGHT_OUT_ONE.search(text.text, max(0, holders[0] - 80), holders[0]) and match[0][1:].startswith((", which now", " which now")):
        return
    if modifies_other(text.text, holders[0], subjects[0]) or _OF_HOLDER.search(text.text, max(0, subjects[0] - 80), subjects[0]):
        return
    if subjects[0] < holders[0] and text.text[max(0, holders[0] - 2) : holders[0]] == ", " and _SAYS.match(text.text, holders[0] + 1):
        # "was bought by a mill in Norway, NAME said" does not name the mill.
        return
    if holders[0] < subjects[0] and text.text[subjects[0] - 2 : subjects[0]] == ", " and _SAYS.match(text.text, max(subjects) + 1):
        return
    if holders[0] < subjects[0] and THEIRS.search(text.text, max(0, holders[0] - 40), holders[0]):
        return
    is_leader = text.text[holders[0]] == PERSON and holders[0] < subjects[0] and is_agent(text.text, holders[0])
    if is_leader or (pattern.predicate in ABOVE and text.text[subjects[0]] == PERSON):
        return
    status = classify_status(pattern, match, text.text[: match.start()], text.text[match.end() : match.end() + 120])
    if status in (None, ClaimStatus.DENIED) and _is_aside(match):
        status = classify_status(pattern, match, "", text.text[match.end() : match.end() + 120])
    if status is None:
        return
    if pattern.ends and status is ClaimStatus.DENIED:
        # That it was not sold denies no holding.
        return
    if pattern.ends and status in NOT_DONE:
        # Who has not sold it yet has it.
        status = ClaimStatus.IN_EFFECT
    times = _read_times(pattern, match, text, status)
    through = _THROUGH.match(text.text, match.end()) if not pattern.is_vehicle else None
    for i, holder in enumerate(holders):
        for subject in subjects:
            share, share_at = read_share(match, text, holder, subject, (i, len(holders)))
            is_part_sold = pattern.ends and status is ClaimStatus.IN_EFFECT and not _OWN_STAKE.search(match[0])
            is_more = _NOT_OWNED_BEFORE.match(text.text, match.end()) or (
                pattern.moves_share and _HAS_MORE.search(text.text, max(0, holder - 60), holder)
            )
            if holder < subject and (raised := find_raised(pattern, match, text)) is not None:
                share, share_at = raised
            nothing = has_nothing(share, match, text)
            if is_part_sold or is_more or nothing:
                share, share_at = None, None
            relation = RelationMatch(
                pattern=pattern,
                predicate=find_predicate(pattern, text, share_at),
                sentence=text,
                start=times.start,
                end=times.end,
                holder=holder,
                subject=subject,
                share=share,
                share_at=share_at,
                status=ClaimStatus.FORMER if nothing and status is ClaimStatus.IN_EFFECT else status,
                valid_from=times.valid_from,
                valid_until=times.valid_until,
                indirect=through is not None
                or pattern.is_for_another
                or _MANAGED.search(text.text, max(0, holder - 80), holder) is not None,
            )
            yield relation
    for name in ("parts", "hparts"):
        for part in _PART.finditer(groups.get(name) or ""):
            at, other = match.start(name) + part.start("p"), match.start(name) + part.start("s")
            quantity = text.placeholder(at).quantity
            share = make_share(quantity) if quantity else None
            changed = replace(relation, share=share, share_at=(at, at + 1) if share else None)
            yield replace(changed, holder=other) if name == "hparts" else replace(changed, subject=other)
    is_whole = _SOLD_WHOLE.search(match[0]) is not None
    is_all = relation.share is not None and relation.share == Share.point(100)
    is_former = groups.get("seller") and (
        pattern.seller_leaves or is_whole or is_all or _OF_SELLER.search(match[0]) or _TAKES_REST.search(match[0])
    )
    if is_former and status in (ClaimStatus.IN_EFFECT, *NOT_DONE):
        seller, is_done = match.start("seller"), status is ClaimStatus.IN_EFFECT
        is_told = is_done or _OWN_STAKE.search(match[0]) is not None
        yield replace(
            relation,
            holder=seller,
            subject=subjects[0],
            share=relation.share if is_told else None,
            share_at=relation.share_at if is_told else None,
            status=ClaimStatus.FORMER if is_done else ClaimStatus.IN_EFFECT,
            valid_from=None,
            valid_until=times.valid_from if is_done else None,
            indirect=False,
        )


def _is_aside(match: re.Match[str]) -> bool:
    """Whether a match only adds to the company before it what is so, whatever the sentence denies or supposes of that company: ``denied
    that Aral, in which Buri holds 40%, is for sale``."""
    return ", in which " in match[0] and not (match.groupdict().get("aux") or match.groupdict().get("cop"))


def is_agent(text: str, at: int) -> bool:
    """Whether the party at ``at`` did what the words before it tell, so that what follows is of another: ``Built by Aral, the yard was
    sold``."""
    return _BY.search(text, max(0, at - 30), at) is not None and not CLAUSE_BEHIND.match(text, at + 1)


def modifies_other(text: str, holder: int, subject: int) -> bool:
    """Whether the name at ``holder`` only tells of whom the words behind it speak, and these are not the subject: ``by Aral shareholder
    Ada Brook``."""
    behind = _MODIFIES.match(text, holder + 1) if text[holder] != ITS else None
    return behind is not None and behind.end() - 1 != subject


class _Times(msgspec.Struct, frozen=True):
    """Valid time, and the masked range of the match with the words that give it."""

    valid_from: str | None
    valid_until: str | None
    start: int
    end: int


def _read_times(pattern: Pattern, match: re.Match[str], text: MaskedSentence, status: ClaimStatus) -> _Times:
    """Read valid time as far as the words give it: "In 1998, X became", "since 2005", "until 2010"; an agreed deal has none yet."""
    low, high = match.span()
    if status not in (ClaimStatus.IN_EFFECT, ClaimStatus.FORMER):
        return _Times(None, None, low, high)
    until = _UNTIL.search(text.text, low, min(len(text), high + 30))
    since = _LED_BY_DATE.search(text.text, max(0, low - 60), low)
    if since is None:
        after = _DATE_AFTER.search(text.text, low, high) or _DATE_AFTER.match(text.text, high + 1)
        if after and (pattern.event or after["w"] in {"since", "from"} or "became" in match[0]):
            since = after
    if pattern.ends:
        since, until = None, since
    elif status is ClaimStatus.FORMER and until is None:
        since = None
    valid_from, valid_until = _read_date(text, since), _read_date(text, until)
    if valid_from and valid_until and valid_until < valid_from:
        valid_from, since = None, None
    dates = [m for m in (since, until) if m is not None]
    start, end = min([low, *(m.start("w") for m in dates)]), max([high, *(m.end("d") for m in dates)])
    return _Times(valid_from, valid_until, start, end)


def _read_date(text: MaskedSentence, match: re.Match[str] | None) -> str | None:
    date = text.placeholder(match.start("d")).quantity if match else None
    return date.value if date else None
