"""Masks a text: every name, quantity and pronoun becomes one character, so that a pattern never sees a name.

Owns the placeholder characters, sentence splitting, the joining of definitions (``A (B)``) and the way back: each character of a masked
text keeps the offsets that it came from.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

import msgspec

from loaders.article.names.lexicon import CAPITALS, split
from loaders.article.names.mention import Mention
from loaders.article.names.no_names import BARE_SIGN
from loaders.article.sentences.anaphors import ANAPHOR, NOUNS, is_phrase_start
from loaders.article.sentences.quantities import Quantity, QuantityKind
from ontology.statements import Kind

ORG: Final = "\ue000"
PERSON: Final = "\ue001"
PLACE: Final = "\ue002"
MONEY: Final = "\ue003"
PERCENT: Final = "\ue004"
DATE: Final = "\ue005"
NUMBER: Final = "\ue006"
IT: Final = "\ue007"
"""A pronoun or ``the company``: stands for a party named elsewhere."""
ITS: Final = "\ue008"
VENTURE: Final = "\ue009"
"""``the joint venture``, ``the project``: stands for the subject of the deal that the text is about."""
PARTY: Final = f"[{ORG}{PERSON}{IT}]"
OF_PERSON: Final = frozenset({"he", "she"})
"""Pronouns that are masked as a person."""

MAX_SENTENCE: Final = 1_000
"""A longer sentence is read in pieces of at most that many masked characters: a bound on the work of a pattern, twice what any sentence
has that was seen."""

MAX_PARTIES: Final = 80
"""Names and pronouns of a piece: a longer list is read in pieces, too; the longest seen has 71."""

_LINE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_PARTY_OR_PRONOUN = re.compile(f"[{ORG}{PERSON}{IT}{ITS}]")
_RESERVED = re.compile("[\ue000-\ue009]")
_QUANTITY_CHARS: Final = {QuantityKind.PERCENT: PERCENT, QuantityKind.MONEY: MONEY, QuantityKind.DATE: DATE, QuantityKind.NUMBER: NUMBER}
_PLACED = re.compile(r"(?:[Tt]he|[Tt]his) [A-Z]")
_COMPANY_BEHIND = re.compile(r"(?:-based|-listed)? (?:company|firm|brewer|lender|manufacturer|producer|[a-z]+maker)\b(?! [A-Z])")
_STOP = re.compile(rf"[.!?]['\"”’)]*(?=\s+['\"“‘(]?[{CAPITALS}0-9\ue000-\ue009]|\s*$)|\n\s*\n")
_AFTER_NAME = re.compile("[\ue000\ue001](?=\\s+(?:[A-Z][a-z]*\\b|[\ue000-\ue009]\\s+[a-z]))")
_SPLIT_HYPHEN = re.compile(r"(?<=[a-z])( )-( )(?=(?:owned|controlled|held|based|listed|backed|run|traded)\b)")
_MARKED_NAME = re.compile(
    r"(?P<form>\b(?:(?:[Pp]ublic |[Oo]pen |[Cc]losed )?[Jj]oint[- ][Ss]tock [Cc]ompany|[Ll]imited [Ll]iability [Cc]ompany|AO"
    r"|CJSC|JSC|LLC|LLP|OAO|OJSC|OOO|PAO|PJSC"
    r"|TOO|ZAO) )?"
    f'(?P<open>["“«„‘]){ORG}(?P<close>["”»“’](?: (?:AD|AG|AO|JSC|LLC|Ltd|OAO|OOO|PAO|PLC|SA|SRL|ZAO)\\b)?)'
)
_NAMED_BEHIND = re.compile(f"(?P<it>{IT}, ){ORG}(?P<comma>,)")
_NOUN_BEHIND = re.compile(
    rf"\b[Tt]he {ORG}(?P<noun>"
    rf" (?:(?!(?:parent|holding|sister|rival|subsidiary|management|operating|owned|family"
    rf"|board)\b)[a-z-]+ )?(?:{NOUNS}))"
    r"(?= (?:is|are|was|were|has|had|will|would|belongs|belonged|remains|became|changed|went|passed)\b|,"
    r" (?:which|owned|controlled|held)\b)"
)
"""What a name is, behind it: ``the Aral cereal brand is owned by``."""
_OF_LEAGUE = re.compile(rf"{ORG} (?:side|outfit|club|team|franchise) (?={ORG}(?!['’]))")
"""A league before one of its clubs: ``the Northern League side Aral Town``."""
_THE_BEFORE = re.compile(rf"(?<=[a-z] )The (?={ORG})")
"""The word that belongs to a title: ``the weekly The Aral Herald``."""
_OF_PLACE = re.compile(
    rf"(?<={ORG}), (?:an?|the) (?P<place>{ORG} )(?=(?:[a-z-]+ ){{0,2}}(?:[a-z]*(?:maker|grower|builder|packer)|brewer|baker|company|carrier"
    r"|developer|distiller|explorer|exporter|farmer|firm|grocer|importer|insurer|lender|manufacturer|miner|operator|processor|producer"
    r"|publisher|refiner|retailer|smelter|start-?up|trader|wholesaler|winery)\b)"
)
"""A town that no list has, before the trade of a company: ``Aral, the Thornby apple grower, has``."""
_CALLED_BEHIND = re.compile(
    rf"[{IT}{VENTURE}],? (?:(?:to|which will|which is to) be |which is )?(?:called|named|known as|dubbed) (?={ORG})|{VENTURE} (?={ORG})"
)
_ABBREVIATIONS: Final = frozenset(
    split("mr mrs ms dr prof st no inc co ltd corp vs approx e.g i.e u.s u.k jr sr pte pty pvt sdn")
    + split("brig capt col gen hon ing judr maj messrs mgr mudr rev rndr")
)
_BEFORE_NUMBER: Final = frozenset(split("apr aug dec feb jan jul jun mar nov oct sep sept"))
"""Abbreviations of which a day follows: ``Oct. 3``."""


class Placeholder(msgspec.Struct, frozen=True, gc=False):
    """A placeholder character with the document offsets of the words it replaces, and the mention or quantity that they are."""

    char: str
    start: int
    end: int
    mention: Mention | None = None
    quantity: Quantity | None = None


class MaskedSentence(msgspec.Struct, frozen=True):
    """A masked text; ``starts`` and ``ends`` give the document offsets of each character."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    placeholders: dict[int, Placeholder]
    """All of the document, by the document offset at which they start."""

    def placeholder(self, at: int) -> Placeholder:
        """Return the placeholder at a masked position."""
        return self.placeholders[self.starts[at]]

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Return the document offsets of the masked characters [start, end)."""
        return self.starts[start], self.ends[end - 1]

    def slice(self, start: int, end: int) -> MaskedSentence:
        """Return the masked characters [start, end)."""
        return MaskedSentence(self.text[start:end], self.starts[start:end], self.ends[start:end], self.placeholders)

    def join(self, other: MaskedSentence) -> MaskedSentence:
        """Return the text with another sentence of the same document behind it."""
        return MaskedSentence(self.text + other.text, (*self.starts, *other.starts), (*self.ends, *other.ends), self.placeholders)

    def without(self, cuts: Iterable[tuple[int, int]]) -> MaskedSentence:
        """Return the text without the masked ranges given; itself where there are none."""
        dropped: set[int] = set()
        for start, end in cuts:
            dropped.update(range(start, end))
        if not dropped:
            return self
        rest = [i for i in range(len(self.text)) if i not in dropped]
        starts, ends = array("i", (self.starts[i] for i in rest)), array("i", (self.ends[i] for i in rest))
        return MaskedSentence("".join(self.text[i] for i in rest), starts, ends, self.placeholders)

    def __len__(self) -> int:
        return len(self.text)


def find_placeholders(text: str, mentions: Sequence[Mention], quantities: Iterable[Quantity]) -> list[Placeholder]:
    """Find the placeholders of the document in order: names win over pronouns, and both win over quantities."""
    placeholders: list[Placeholder] = []
    covered = bytearray(len(text))

    def add(placeholder: Placeholder) -> None:
        if not any(covered[placeholder.start : placeholder.end]):
            covered[placeholder.start : placeholder.end] = b"\1" * (placeholder.end - placeholder.start)
            placeholders.append(placeholder)

    told = {
        start
        for m in ANAPHOR.finditer(text)
        if _PLACED.match(m[0]) and not is_phrase_start(text, m.end())
        for start in range(m.start(), m.end())
    }
    for mention in mentions:
        if mention.start in told and (mention.place or _is_town(mention, mentions, text)):
            continue
        char = PLACE if mention.place else PERSON if mention.kind is Kind.PERSON else ORG
        sign = BARE_SIGN.match(text, mention.end)
        add(Placeholder(char, mention.start, sign.end() if sign else mention.end, mention=mention))
    first_named: dict[str, int] = {}
    for mention in mentions:
        for word in mention.text.lower().split() if " " in mention.text else ():
            first_named.setdefault(word, mention.start)
    named = [mention for mention in mentions if not mention.place and mention.kind is not Kind.PERSON]
    lone = named[0].start if named else None
    second = next((mention.start for mention in named if mention.text != named[0].text), len(text))
    for match in ANAPHOR.finditer(text):
        is_alone = match["thing"] != "family" and lone is not None and lone < match.start() < second and match[0][0].isupper()
        if match["thing"] and not is_alone and first_named.get(match["thing"].lower(), len(text)) > match.start():
            continue
        if match[0] == "IT" and (text[match.end() + 1 : match.end() + 2].islower() or text[max(0, match.start() - 2)].islower()):
            continue
        if match["it"] and " " in match[0] and is_phrase_start(text, match.end()):
            continue
        char = VENTURE if match["venture"] else ITS if match["its"] else PERSON if match["he"] else IT
        add(Placeholder(char, match.start(), match.end(), mention=Mention(match.start(), match.end(), match[0])))
    for quantity in quantities:
        add(Placeholder(_QUANTITY_CHARS[quantity.kind], quantity.start, quantity.end, quantity=quantity))
    return sorted(placeholders, key=lambda placeholder: placeholder.start)


def _is_town(mention: Mention, mentions: Sequence[Mention], text: str) -> bool:
    """Whether a name is that of a town that no list has, by which a company named before is told: ``the Thornby company``."""
    word = mention.text
    is_alone = " " not in word and not any(other is not mention and word in other.text.split() for other in mentions)
    return is_alone and mentions[0].start != mention.start and _COMPANY_BEHIND.match(text, mention.end) is not None


def split_sentences(text: str, placeholders: list[Placeholder]) -> Iterator[MaskedSentence]:
    """Mask the text and split it into sentences of at most ``MAX_SENTENCE`` characters; a dot inside a name ends nothing."""
    whole = _mask(text, placeholders)
    start = 0
    stops = [match.end() for match in _STOP.finditer(whole.text) if not _is_abbreviation(whole.text, match.start())]
    # The dot of a legal form at the end of a sentence is part of the name.
    dotted = {p.start for p in placeholders if p.mention and p.mention.text.endswith(".")}
    stops += [match.end() for match in _AFTER_NAME.finditer(whole.text) if whole.starts[match.start()] in dotted]
    stops.sort()
    for stop in [*stops, len(whole)]:
        for low, high in _split_long(whole.text, start, stop):
            while low < high and whole.text[low].isspace():
                low += 1
            if low < high:
                yield whole.slice(low, high)
        start = stop


def _mask(text: str, placeholders: list[Placeholder]) -> MaskedSentence:
    """Mask the whole text.  A single line break becomes a space; the two of a blank line stay."""
    parts: list[str] = []
    starts, ends = array("i"), array("i")
    at = 0
    for placeholder in [*placeholders, None]:
        stop = placeholder.start if placeholder else len(text)
        parts.append(_LINE_BREAK.sub(" ", _RESERVED.sub("\ufffd", text[at:stop])))
        starts.extend(range(at, stop))
        ends.extend(range(at + 1, stop + 1))
        if placeholder:
            parts.append(placeholder.char)
            starts.append(placeholder.start)
            ends.append(placeholder.end)
            at = placeholder.end
    return MaskedSentence("".join(parts), starts, ends, {p.start: p for p in placeholders})


def _is_abbreviation(text: str, at: int) -> bool:
    """Whether the mark at ``at`` is the dot of an abbreviation such as ``Mr.``"""
    if text[at] != ".":
        return False
    words = text[max(0, at - 8) : at].split()
    word = words[-1].lower().lstrip("(") if words else ""
    return word in _ABBREVIATIONS or (word in _BEFORE_NUMBER and text[at + 2 : at + 3] in (NUMBER, DATE))


def _split_long(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Split a sentence where it has too many characters or parties."""
    while True:
        parties = islice(_PARTY_OR_PRONOUN.finditer(text, start, min(stop, start + MAX_SENTENCE)), MAX_PARTIES, None)
        next_party = next(parties, None)
        if next_party is None and stop - start <= MAX_SENTENCE:
            yield start, stop
            return
        furthest = next_party.start() if next_party else start + MAX_SENTENCE
        cut = text.rfind(" ", start, furthest)
        cut = cut if cut > start else furthest
        yield start, cut
        start = cut


def join_hyphens(sentence: MaskedSentence) -> MaskedSentence:
    """Leave out the spaces around the hyphen of ``wholly - owned``, as texts that went through a tokenizer have it."""
    return sentence.without(span for m in _SPLIT_HYPHEN.finditer(sentence.text) for span in (m.span(1), m.span(2)))


def join_names(sentence: MaskedSentence) -> MaskedSentence:
    """Leave out the marks around a name, and words that a name behind them explains: ``the airline, Aral Air, flew`` is ``Aral Air,
    flew``."""
    sentence = sentence.without(
        span for m in _MARKED_NAME.finditer(sentence.text) for span in (m.span("form"), m.span("open"), m.span("close")) if span[0] >= 0
    )
    cuts = [match.span() for match in _CALLED_BEHIND.finditer(sentence.text)]
    cuts += [match.span() for match in _OF_LEAGUE.finditer(sentence.text)]
    cuts += [match.span() for match in _THE_BEFORE.finditer(sentence.text)]
    towns = ((match.span("place"), sentence.placeholder(match.start("place")).mention) for match in _OF_PLACE.finditer(sentence.text))
    cuts += [span for span, mention in towns if mention is not None and " " not in mention.text]
    cuts += [match.span("noun") for match in _NOUN_BEHIND.finditer(sentence.text)]
    for match in _NAMED_BEHIND.finditer(sentence.text):
        mention = sentence.placeholder(match.start()).mention
        if mention is not None and " " in mention.text:
            cuts += [match.span("it"), match.span("comma")]
    return sentence.without(cuts)


def join_definitions(sentence: MaskedSentence, definition_ends: dict[int, int]) -> MaskedSentence:
    """Leave out the words of each definition, so that one placeholder with the offsets of the first name is left.

    ``definition_ends``: where the first name of a definition starts -> where the definition ends, in document offsets.
    """
    cuts: list[tuple[int, int]] = []
    for i, char in enumerate(sentence.text):
        if char == ORG and (stop := definition_ends.get(sentence.starts[i])) is not None:
            j = i + 1
            while j < len(sentence) and sentence.starts[j] < stop:
                j += 1
            if j > i + 1:
                cuts.append((i + 1, j))
    return sentence.without(cuts)
