"""Sentences as short texts in which every name, figure and pronoun is one character, so that a pattern never sees a name.

Owns the placeholders, sentence splitting, the joining of definitions (``A (B)``) and the way back: each character of a reduced text knows
the offsets it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from loaders.article.mentions import Mention
from loaders.article.quantities import Amount, Figure
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

LONGEST: Final = 2_000
"""A longer sentence is read in pieces: a bound on the work of a pattern, far above any real sentence."""

_RESERVED = re.compile("[\ue000-\ue009]")
_FIGURES: Final = {Figure.PERCENT: PERCENT, Figure.MONEY: MONEY, Figure.DATE: DATE, Figure.NUMBER: NUMBER}
NOUNS = (
    "company|group|firm|bank|corporation|conglomerate|enterprise|business|brand|station|studio|network|label|airline|retailer|chain|"
    "manufacturer|publisher|newspaper|magazine|club|channel|website|site|service|startup|start-up|agency|organization|organisation"
    "|automaker|maker|holding"
)
_ANAPHOR = re.compile(
    rf"\b(?:(?P<venture>the (?:joint )?(?:venture|project)|the joint project|the partners)|(?P<its>its|their)|(?P<it>it|they|(?:the"
    rf"|this) (?:{NOUNS})))\b"
    r"(?![-’'](?!s\b))",
    re.IGNORECASE,
)
_FOLLOWS_NOUN: Final = frozenset(
    [
        "after",
        "also",
        "and",
        "as",
        "at",
        "because",
        "became",
        "before",
        "began",
        "bought",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "during",
        "for",
        "from",
        "had",
        "have",
        "held",
        "in",
        "into",
        "itself",
        "made",
        "may",
        "on",
        "or",
        "own",
        "ran",
        "sold",
        "than",
        "that",
        "the",
        "then",
        "they",
        "through",
        "to",
        "took",
        "under",
        "until",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "within",
        "would",
    ]
)
_NEXT_WORD = re.compile(r"\s+([a-z]+)")
_STOP = re.compile(r"[.!?]['\"”’)]*(?=\s+['\"“‘(]?[A-Z0-9\ue000-\ue009]|\s*$)|\n\s*\n")
_NO_STOP: Final = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "st", "no", "inc", "co", "ltd", "corp", "vs", "approx", "e.g", "i.e", "u.s", "u.k", "jr", "sr"]
)


class Token(msgspec.Struct, frozen=True):
    """What a placeholder stands for: its outer offsets, and the mention or figure."""

    char: str
    start: int
    end: int
    mention: Mention | None = None
    amount: Amount | None = None


class MaskedSentence(msgspec.Struct, frozen=True):
    """A reduced text; ``starts``/``ends`` give each character's offsets in the document, ``tokens`` what placeholders stand for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tokens: dict[int, Token]
    """By document offset."""

    def token(self, at: int) -> Token:
        return self.tokens[self.starts[at]]

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Document offsets of the reduced characters [start, end)."""
        return self.starts[start], self.ends[end - 1]

    def without(self, cuts: Iterable[tuple[int, int]]) -> MaskedSentence:
        """The text with the given reduced ranges left out."""
        drop: set[int] = set()
        for start, end in cuts:
            drop.update(range(start, end))
        if not drop:
            return self
        kept = [i for i in range(len(self.text)) if i not in drop]
        return MaskedSentence(
            "".join(self.text[i] for i in kept), tuple(self.starts[i] for i in kept), tuple(self.ends[i] for i in kept), self.tokens
        )

    def __len__(self) -> int:
        return len(self.text)


def tokens_of(text: str, mentions: Iterable[Mention], figures: Iterable[Amount]) -> list[Token]:
    """Placeholders of the document in order: names win over pronouns, and both over figures."""
    found: list[Token] = []
    taken = bytearray(len(text))

    def add(token: Token) -> None:
        if not any(taken[token.start : token.end]):
            taken[token.start : token.end] = b"\1" * (token.end - token.start)
            found.append(token)

    for m in mentions:
        add(Token(PLACE if m.place else PERSON if m.kind is Kind.PERSON else ORG, m.start, m.end, mention=m))
    for match in _ANAPHOR.finditer(text):
        if match["it"] and " " in match[0] and _goes_on(text, match.end()):
            continue
        char = VENTURE if match["venture"] else ITS if match["its"] else IT
        add(Token(char, match.start(), match.end(), mention=Mention(match.start(), match.end(), match[0])))
    for figure in figures:
        add(Token(_FIGURES[figure.kind], figure.start, figure.end, amount=figure))
    return sorted(found, key=lambda t: t.start)


def _goes_on(text: str, at: int) -> bool:
    """Whether the noun before ``at`` only begins a longer phrase: ``the brand portfolio`` is no company."""
    word = _NEXT_WORD.match(text, at)
    return word is not None and word[1] not in _FOLLOWS_NOUN and not word[1].endswith(("s", "ed", "ly"))


def sentences(text: str, tokens: list[Token]) -> Iterator[MaskedSentence]:
    """Reduced sentences in order; none is longer than ``LONGEST``, and a dot inside a name ends nothing."""
    whole = _reduce(text, tokens)
    start = 0
    for stop in [*(m.end() for m in _STOP.finditer(whole.text) if not _abbreviated(whole.text, m.start())), len(whole)]:
        for low, high in _pieces(whole.text, start, stop):
            while low < high and whole.text[low].isspace():
                low += 1
            if low < high:
                yield MaskedSentence(whole.text[low:high], whole.starts[low:high], whole.ends[low:high], whole.tokens)
        start = stop


def _reduce(text: str, tokens: list[Token]) -> MaskedSentence:
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for token in [*tokens, None]:
        stop = token.start if token else len(text)
        between = _RESERVED.sub("\ufffd", text[at:stop])
        chars.extend(
            " " if c == "\n" and (i + 1 >= len(between) or between[i + 1] != "\n") and (not i or between[i - 1] != "\n") else c
            for i, c in enumerate(between)
        )
        starts.extend(range(at, stop))
        ends.extend(range(at + 1, stop + 1))
        if token:
            chars.append(token.char)
            starts.append(token.start)
            ends.append(token.end)
            at = token.end
    return MaskedSentence("".join(chars), tuple(starts), tuple(ends), {t.start: t for t in tokens})


def _abbreviated(text: str, at: int) -> bool:
    if text[at] != ".":
        return False
    word = text[max(0, at - 8) : at].split()
    return bool(word) and word[-1].lower().lstrip("(") in _NO_STOP


def _pieces(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while stop - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, stop


def joined(reduced: MaskedSentence, same: dict[int, int]) -> MaskedSentence:
    """Definitions as one placeholder: ``same`` maps the start of a defined mention to the end of its definition's bracket or dash.

    The placeholder keeps the offsets of the first name; the words of the definition are left out.
    """
    cuts: list[tuple[int, int]] = []
    for i, char in enumerate(reduced.text):
        if char == ORG and (stop := same.get(reduced.starts[i])) is not None:
            j = i + 1
            while j < len(reduced) and reduced.starts[j] < stop:
                j += 1
            if j > i + 1:
                cuts.append((i + 1, j))
    return reduced.without(cuts)
