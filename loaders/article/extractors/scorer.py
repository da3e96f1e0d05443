"""Extracts claims by a small linear model over the words around two parties: a second opinion beside the rules.

Owns what a pair of parties in a sentence is described by.  The model has a few hundred weights, one a feature, which
tools/train_scorer.py made of annotated sentences; no name is among them, since names are masked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from loaders.article.claims.relations import RelationMatch
from loaders.article.extractors.pair_model import find_pairs, load_model
from loaders.article.extractors.rules import read_relations
from loaders.article.model import Extraction
from loaders.article.sentences.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PERCENT, PERSON, PLACE, VENTURE, MaskedSentence
from loaders.article.text.document import Document

WEIGHTS: Final = "scorer_weights.json"
_LOOKED_AT: Final = 12
"""Tokens at each end of what stands between two parties."""
_LENGTHS: Final = (3, 6, 12, 20)
MASKS: Final = {
    ORG: "ORG", PERSON: "PERSON", IT: "IT", ITS: "ITS", PLACE: "PLACE", MONEY: "MONEY", PERCENT: "PERCENT", DATE: "DATE",
    NUMBER: "NUMBER", VENTURE: "VENTURE",
}  # fmt: skip
"""What a feature calls a placeholder."""
_PARTY_NAMES: Final = frozenset(MASKS[char] for char in (ORG, PERSON, IT, ITS))
_TOKEN = re.compile("[\ue000-\ue009]|[a-z]+|[A-Z][a-z]*|[^\\w\\s]|\\d+")
_ENDINGS: Final = ("ing", "ed", "es", "s")
_SHORTEST_STEM: Final = 3


class Token(NamedTuple):
    """A word, a mark or a placeholder of a masked sentence: its character or stem, and where it begins."""

    text: str
    start: int


class ScorerExtractor:
    """Pairs of parties that the model takes for owner and owned."""

    name = "scorer"
    version = "2"

    def extract(self, document: Document) -> Extraction:
        """Find the claims of the document and the parties that they are about, in the order of the text."""
        return read_relations(document, _find_relations, name=self.name, version=self.version)


class WordReader:
    """A sentence as a row of words."""

    def __init__(self, sentence: MaskedSentence) -> None:
        self.tokens = tokenize(sentence)

    def list_parties(self) -> list[int]:
        """List the positions of the tokens that are parties."""
        return list_parties(self.tokens)

    def find_start(self, token: int) -> int:
        """Return where a token begins in the masked sentence."""
        return self.tokens[token].start

    def describe(self, holder: int, subject: int) -> list[str]:
        """List the features of a pair of parties."""
        return describe_pair(self.tokens, holder, subject)


def tokenize(sentence: MaskedSentence) -> list[Token]:
    """Split a masked sentence into tokens.

    >>> [t.text for t in tokenize(MaskedSentence("Aral owned it.", tuple(range(14)), tuple(range(1, 15)), {}))]
    ['aral', 'own', 'it', '.']
    """
    return [Token(MASKS.get(match[0]) or _stem(match[0].lower()), match.start()) for match in _TOKEN.finditer(sentence.text)]


def list_parties(tokens: Sequence[Token]) -> list[int]:
    """List the positions of the tokens that are parties."""
    return [i for i, token in enumerate(tokens) if token.text in _PARTY_NAMES]


def describe_pair(tokens: Sequence[Token], holder: int, subject: int) -> list[str]:
    """List the features of a pair: the words between, before and behind the two, their kinds, order and distance."""
    order = "holder first" if holder < subject else "subject first"
    around = _describe_around(tokens, min(holder, subject), max(holder, subject))
    kinds = f"kinds {tokens[holder].text} {tokens[subject].text}"
    return [f"{order}: {feature}" for feature in dict.fromkeys((around[0], kinds, *around[1:]))]


def _describe_around(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """List what is the same for a pair whichever of the two is the holder."""
    between = ["OTHER" if t.text in _PARTY_NAMES else t.text for t in tokens[first + 1 : last]]
    core = between if len(between) <= 2 * _LOOKED_AT else between[:_LOOKED_AT] + between[-_LOOKED_AT:]
    before = [t.text for t in tokens[max(0, first - 3) : first]]
    behind = [t.text for t in tokens[last + 1 : last + 4]]
    found = ["", f"others {min(3, between.count('OTHER'))}"]
    found.append(f"length {sum(len(between) >= length for length in _LENGTHS)}")
    found += [f"between {word}" for word in core]
    found += [f"between {one} {two}" for one, two in itertools.pairwise(core)]
    for place, words in (("begins", between[:2]), ("ends", between[-2:])):
        if words:
            found += [f"{place} {words[0] if place == 'begins' else words[-1]}", f"{place} {' '.join(words)}"]
    found += [f"before {word}" for word in before] + [f"behind {word}" for word in behind]
    found += [f"right before {before[-1]}"] if before else []
    found += [f"right behind {behind[0]}"] if behind else []
    return found


def _stem(word: str) -> str:
    return next((word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST_STEM), word)


def _find_relations(sentence: MaskedSentence) -> Iterator[RelationMatch]:
    return find_pairs(sentence, load_model(WEIGHTS), WordReader)
