"""Takes the descriptions of parties out of a sentence: ``a Chilean state company (Aral)``.

Owns which words before a bracket describe the name inside it.  Knows nothing of relations.
"""

from __future__ import annotations

import re

import msgspec

from loaders.article.masking import NOUNS, ORG, PLACE, MaskedSentence

_DESCRIBED = re.compile(rf"(?<=[a-z]) \((?P<name>{ORG})\)")
_INDEFINITE = re.compile(r"\b(?:an?|one of the) (?=[^.;,()]*$)")
_DEFINITE = re.compile(r"\bthe (?=[^.;,()]*$)")
_COMPANY_NOUN = re.compile(rf"\b(?:{NOUNS})\b")


class Description(msgspec.Struct, frozen=True):
    """Words that describe the party named in the bracket after them: ``a Chilean state company (Aral)``."""

    words: MaskedSentence
    name_start: int
    countries: tuple[str, ...]


def describe(sentence: MaskedSentence) -> tuple[MaskedSentence, list[Description]]:
    """The sentence with each ``a ... company (NAME)`` as the name alone, and the descriptions that were taken out."""
    text = sentence.text
    cuts: list[tuple[int, int]] = []
    found: list[Description] = []
    for match in _DESCRIBED.finditer(text):
        low = max((text.rfind(c, max(0, match.start() - 200), match.start()) for c in ".;,()"), default=-1) + 1
        low = max(low, match.start() - 200)
        segment = text[low : match.start()]
        starts = [low + m.start() for m in _INDEFINITE.finditer(segment)] or [low + m.start() for m in _DEFINITE.finditer(segment)]
        if not starts or not _COMPANY_NOUN.search(text, starts[-1], match.start()) or (cuts and starts[-1] < cuts[-1][1]):
            continue
        words = MaskedSentence(
            text[starts[-1] : match.start()],
            sentence.starts[starts[-1] : match.start()],
            sentence.ends[starts[-1] : match.start()],
            sentence.tokens,
        )
        found.append(Description(words, sentence.starts[match.start("name")], countries(words)))
        cuts += [(starts[-1], match.start("name")), (match.end() - 1, match.end())]
    return sentence.without(cuts), found


def countries(sentence: MaskedSentence) -> tuple[str, ...]:
    """Countries among the placeholders, in order."""
    return tuple(
        t.mention.country
        for t in (sentence.token(i) for i, c in enumerate(sentence.text) if c == PLACE)
        if t.mention is not None and t.mention.country is not None
    )
