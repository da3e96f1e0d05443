"""Takes the descriptions of parties out of a sentence: ``a Chilean state company (Aral)``.

Owns which words before a bracket describe the name inside it.  Knows no relations.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from loaders.article.sentences.anaphors import NOUNS
from loaders.article.sentences.masking import ORG, PLACE, MaskedSentence

_DESCRIBED = re.compile(rf"(?<=[a-z]) \((?P<name>{ORG})\)")
_INDEFINITE = re.compile(r"\b(?:an?|one of the) (?=[^.;,()]*$)")
_DEFINITE = re.compile(r"\bthe (?=[^.;,()]*$)")
_MAX_DESCRIPTION: Final = 200
"""Characters before the bracket that are looked through."""
_COMPANY_NOUN = re.compile(rf"\b(?:{NOUNS})\b")


class Description(msgspec.Struct, frozen=True):
    """Words that describe the party named in the bracket after them: ``a Chilean state company (Aral)``."""

    words: MaskedSentence
    name_start: int
    countries: tuple[str, ...]


def extract_descriptions(sentence: MaskedSentence) -> tuple[MaskedSentence, list[Description]]:
    """Return the sentence with each ``a ... company (NAME)`` as the name alone, and the descriptions that were taken out."""
    text = sentence.text
    cuts: list[tuple[int, int]] = []
    descriptions: list[Description] = []
    for match in _DESCRIBED.finditer(text):
        furthest = max(0, match.start() - _MAX_DESCRIPTION)
        low = max(furthest, max(text.rfind(mark, furthest, match.start()) for mark in ".;,()") + 1)
        segment = text[low : match.start()]
        starts = [low + m.start() for m in _INDEFINITE.finditer(segment)] or [low + m.start() for m in _DEFINITE.finditer(segment)]
        if not starts or not _COMPANY_NOUN.search(text, starts[-1], match.start()) or (cuts and starts[-1] < cuts[-1][1]):
            continue
        words = sentence.slice(starts[-1], match.start())
        descriptions.append(Description(words, sentence.starts[match.start("name")], _list_countries(words)))
        cuts += [(starts[-1], match.start("name")), (match.end() - 1, match.end())]
    return sentence.without(cuts), descriptions


def _list_countries(sentence: MaskedSentence) -> tuple[str, ...]:
    """List the country codes among the placeholders, in order."""
    mentions = (sentence.placeholder(i).mention for i, char in enumerate(sentence.text) if char == PLACE)
    return tuple(mention.country for mention in mentions if mention is not None and mention.country is not None)
