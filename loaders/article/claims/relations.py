"""Finds the relations in one masked sentence: which placeholder holds what in which, with share, status and time.

Owns the reading of a pattern's match.  Pronouns are still pronouns here; ``extractors/rules.py`` resolves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from loaders.article.claims.misreadings import SAYS, is_told_by, tells_of_others
from loaders.article.claims.shares import ALL, TO_WHOLE, find_predicate, find_raised, has_nothing, read_share
from loaders.article.model import ClaimStatus
from loaders.article.patterns.all_patterns import PATTERNS
from loaders.article.patterns.grammar import MANAGED, NP, OWN, STAKE_WORD, Pattern, PatternIndex
from loaders.article.patterns.plain_phrases import write_plainly
from loaders.article.sentences.masking import DATE, IT, ITS, NUMBER, ORG, PARTY, PERCENT, PERSON, PLACE, VENTURE, MaskedSentence
from loaders.article.sentences.quantities import make_share
from loaders.article.status.claim_status import classify_status
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
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = re.compile(
    r"(?<=[\w\ue000-\ue009])(?:,? on| last| this| late| early)? (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)"
    r"(?: (?:morning|afternoon|evening|night))?(?=[ .;])"
    rf"|(?<=[\w\ue000-\ue009]),? on (?:{_MONTH}\.? {NUMBER}|{NUMBER} {_MONTH}\.?)(?=[ .;,])"
)
"""When something was said, which no claim needs: ``said on Tuesday it had bought``."""
_UNTIL_ASIDE = re.compile(r"(?:(?<= was)|(?<= were)|(?<=had been)), until [^.,;]{1,60},(?= )")
"""How long it was so, within what was so: its tense says that it is over."""
_ASIDE = re.compile(
    rf", (?:(?:he|she|they|it|{IT}|the [a-z]+|{ORG}|{PERSON}) (?:say|says|said|write|writes|wrote|add|adds|added|note|notes|noted)"
    rf"|according to (?!(?:[a-z]+ ){{0,2}}(?:prosecut|indictment|lawsuit|complaint|critics|claimant|plaintiff|rumou?r|gossip|unconfirmed))"
    rf"[^,.;{ORG}{PERSON}]{{1,60}})(?=,)(?P<c>,)(?= )"
)
"""Who says so, within what is said: ``Aral, they write, is owned by Buri``."""
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
_TAKES_REST = re.compile(r"\b(?:remaining|rest|balance)\b")
_OF_SELLER = re.compile(
    rf"(?:sold|sells?|divested|transferred|ceded|offloaded|gave|left|leaves?|handed|signed|made|passed|bequeathed|donated|gifted|willed) "
    rf"(?:off |up |over |on |back )?(?:all (?:of )?)?{OWN} (?:(?:remaining|entire|whole|full) "
    rf")?(?:{PERCENT}|{STAKE_WORD} )"
)
_SOLD_WHOLE = re.compile(
    rf"\b(?:sold|sells?|divested|divest|(?:acquisition|purchase|takeover|buyout|sale|disposal"
    rf"|divestment|divestiture) of)(?: off)? {NP}{PARTY}(?! (?:stakes?|shares?"
    rf"|shareholding|holding|interest|assets?|units?)\b)"
)
_OWN_STAKE = re.compile(rf"{OWN} (?:[a-z]+ )?(?:{PERCENT}|[a-z]+ )")
"""A stake that is told as all that somebody has: ``its 9 % stake``."""
NOT_DONE = (ClaimStatus.AGREED, ClaimStatus.NEGOTIATING, ClaimStatus.PLANNED)
IN_LIST = re.compile(rf"\b(?:includ(?:e|es|ed|ing)|such as|comprise[sd]?|namely)\b[^.;]*$|(?<!{PERCENT}):[^.;]*$")
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
    before: tuple[Share, tuple[int, int]] | None = None
    """What is held until a change that is not done yet, and the masked range of its words."""

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
    sentence = sentence.without(m.span() for m in _UNTIL_ASIDE.finditer(sentence.text))
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
        is_asked = pattern.is_of_rest and pattern.is_of_all is is_of_all
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
    """Read one relation for each holder and each subject of the match, for each part of a list of shares, and for the seller."""
    holders, subjects = _list_places(match, text, "h"), _list_places(match, text, "s")
    status = None if tells_of_others(pattern, match, text, holders, subjects) else _read_status(pattern, match, text)
    if status is None:
        return
    times = _read_times(pattern, match, text, status)
    for i, holder in enumerate(holders):
        for subject in subjects:
            relation = _read_one(pattern, match, text, (holder, subject), (i, len(holders)), status, times)
            yield relation
    yield from _read_parts(match, relation)
    if match.groupdict().get("seller") and (len(holders) > 1 or relation.share is not None):
        # What is sold, be it bought by several, or only a part of what the buyer has then.
        share, share_at = read_share(match, text, match.start("seller"), subjects[0], (0, 1))
        relation = replace(relation, share=share, share_at=share_at)
    yield from _read_seller(match, replace(relation, subject=subjects[0]), status, times.valid_from)


def _list_places(match: re.Match[str], text: MaskedSentence, name: str) -> list[int]:
    """List the places of the holders or the subjects of a match: the group ``name``, and the further items of its list."""
    places = [match.start(name)]
    if (
        name == "s"
        and _IS_OF_SEVERAL.match(text.text, places[0] + 1)
        and (led := _LISTED_BEFORE.search(text.text, max(0, places[0] - 200), places[0]))
    ):
        places += [m.start() for m in _NAME.finditer(text.text, led.start("items"), places[0])]
    is_each = name == "h" and _RELATIVE.match(match[0]) is None
    neither = _NEITHER.search(text.text, max(0, places[0] - 160), places[0]) if is_each else None
    if neither is not None:
        places.append(neither.start("h"))
    items = match.groupdict().get(f"{name}l")
    if items and not (name == "h" and IN_LIST.search(text.text, 0, match.start("s"))):
        listed = (match.start(f"{name}l") + m.start() for m in _NAME.finditer(items))
        places += [at for at in listed if not (_is_aside_or_person(text.text, at) and SAYS.match(text.text, at + 1))]
    return places


def _is_aside_or_person(text: str, at: int) -> bool:
    """Whether what says something is no company of a list: a person, or one behind a comma alone: ``bought Aral, the Daily Post said``."""
    return text[at] == PERSON or text[:at].removesuffix("the ").endswith(", ")


_IS_OF_SEVERAL = re.compile(r" (?:are|were|have|belong|remain)\b")
"""What stands behind the last of several of which a sentence tells."""
_LISTED_BEFORE = re.compile(
    rf"(?:\b(?:[Uu]nlike|[Ll]ike|[Bb]esides|than|to|from|by|after|with) {NP}[{ORG}{PERSON}], )?(?P<items>(?:[{ORG}{PERSON}], "
    rf"){{0,12}}[{ORG}{PERSON}]),? and (?:the )?$"
)
"""Those before the last of a list: ``Aral, Buri and Ceda are``; not ``unlike Aral, Buri and Ceda are``."""


def _read_status(pattern: Pattern, match: re.Match[str], text: MaskedSentence) -> ClaimStatus | None:
    """Read whether a match holds; None where the text only supposes it."""
    before, behind = text.text[: match.start()], text.text[match.end() : match.end() + 120]
    status = classify_status(pattern, match, before, behind)
    if status in (None, ClaimStatus.DENIED, *NOT_DONE) and _is_aside(match):
        status = classify_status(pattern, match, "", behind)
    if pattern.ends and status is ClaimStatus.DENIED:
        # That it was not sold denies no holding, and tells of one where it is his own.
        return ClaimStatus.IN_EFFECT if _OWN_STAKE.search(match[0]) else None
    if pattern.ends and status in NOT_DONE:
        # Who has not sold it yet has it.
        return ClaimStatus.IN_EFFECT
    return status


def _read_one(
    pattern: Pattern,
    match: re.Match[str],
    text: MaskedSentence,
    parties: tuple[int, int],
    place: tuple[int, int],
    status: ClaimStatus,
    times: _Times,
) -> RelationMatch:
    """Read the relation of two of the ``parties`` of a match, with its share; ``place``: which of how many holders it is."""
    holder, subject = parties
    share, share_at = read_share(match, text, holder, subject, place)
    is_part_sold = pattern.ends and status is ClaimStatus.IN_EFFECT and not _OWN_STAKE.search(match[0])
    is_more = (
        _NOT_OWNED_BEFORE.match(text.text, match.end())
        or _NOT_OWNED_BEFORE.search(match[0])
        or (pattern.moves_share and _HAS_MORE.search(text.text, max(0, holder - 60), holder))
    )
    if holder < subject and (raised := find_raised(pattern, match, text)) is not None:
        share, share_at = raised
    if holder < subject and status is ClaimStatus.IN_EFFECT and (whole := TO_WHOLE.match(text.text, match.end())) is not None:
        share, share_at = ALL, whole.span("q")
    nothing = has_nothing(share, match, text)
    if is_part_sold or is_more or nothing:
        share, share_at = None, None
    is_through = not pattern.is_vehicle and _THROUGH.match(text.text, match.end()) is not None
    return RelationMatch(
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
        before=_read_before(match, text) if status in NOT_DONE else None,
        indirect=is_through or pattern.is_for_another or _MANAGED.search(text.text, max(0, holder - 80), holder) is not None,
    )


def _read_before(match: re.Match[str], text: MaskedSentence) -> tuple[Share, tuple[int, int]] | None:
    """Read the share that a holder has until it changes: ``will raise its stake from 20% to 49%``."""
    name = next((name for name in ("was", "was2") if match.groupdict().get(name)), None)
    quantity = text.placeholder(match.start(name)).quantity if name else None
    share = make_share(quantity) if quantity else None
    return (share, match.span(name)) if name and share else None


def _read_parts(match: re.Match[str], relation: RelationMatch) -> Iterator[RelationMatch]:
    """Read the further companies, or holders, of a match, each with its share."""
    for name in ("parts", "hparts"):
        for part in _PART.finditer(match.groupdict().get(name) or ""):
            at, other = match.start(name) + part.start("p"), match.start(name) + part.start("s")
            quantity = relation.sentence.placeholder(at).quantity
            share = make_share(quantity) if quantity else None
            changed = replace(relation, share=share, share_at=(at, at + 1) if share else None)
            yield replace(changed, holder=other) if name == "hparts" else replace(changed, subject=other)


_NEITHER = re.compile(rf"\b[Nn]either {NP}(?P<h>{PARTY})(?: \([^()]{{1,40}}\))? nor {NP}$")
"""What stands before the second of two who do not hold something."""
_BACK = re.compile(r"[^.;]{0,60}\bback\b")
"""What stands behind a sale that was undone."""


_SELLER_STAYS = re.compile(
    rf"[^.;:]{{0,60}}?,? (?:who|which|and)(?: (?:will|would|is|are|to|also|still|both|each))* (?:stay|remain|keep|retain|continue|hold"
    rf"|reinvest"
    rf"|roll)\w*\b[^.;]{{0,60}}(?:holders?|owners?|investors?|partners?|stakes?|interests?|shares?|minority|rest|remainder|{PERCENT})"
)
"""What stands behind one who sold, and has something left: ``from Ada Brook, who stays on as a minority shareholder``."""


def _read_seller(match: re.Match[str], relation: RelationMatch, status: ClaimStatus, valid_from: str | None) -> Iterator[RelationMatch]:
    """Read who held before what ``relation`` tells: the seller is former if nothing is left to him, and holds on until it is sold."""
    is_resold = status is ClaimStatus.FORMER and not _BACK.match(match.string, match.end())
    if not match.groupdict().get("seller") or not (is_resold or status in (ClaimStatus.IN_EFFECT, *NOT_DONE)):
        return
    if is_told_by(relation.sentence.text, match.start("seller")) or _SELLER_STAYS.match(match.string, match.end()):
        return
    is_all = relation.share is not None and relation.share == ALL
    words = (_SOLD_WHOLE, _OF_SELLER, _TAKES_REST)
    if not (relation.pattern.seller_leaves or is_all or any(w.search(match[0]) for w in words)):
        return
    is_done = status not in NOT_DONE
    is_told = is_done or _OWN_STAKE.search(match[0]) is not None
    yield replace(
        relation,
        holder=match.start("seller"),
        share=relation.share if is_told else None,
        share_at=relation.share_at if is_told else None,
        status=ClaimStatus.FORMER if is_done else ClaimStatus.IN_EFFECT,
        valid_from=None,
        valid_until=valid_from if is_done else None,
        indirect=False,
    )


_RELATIVE = re.compile(rf"[{ORG}{PERSON}](?: \([^()]{{1,40}}\))?, (?:which|who) ")
"""A clause that only adds something to the party before it."""


def _is_aside(match: re.Match[str]) -> bool:
    """Whether a match only adds to the party before it what is so, whatever the sentence denies or supposes of that company: ``denied
    that Aral, in which Buri holds 40%, is for sale``."""
    is_told_apart = match.groupdict().get("aux") or match.groupdict().get("cop")
    return _RELATIVE.match(match[0]) is not None or (", in which " in match[0] and not is_told_apart)


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
