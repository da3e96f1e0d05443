"""Extracts claims by a small linear model over masked sentences: a second opinion beside the rules.

Owns what a pair of parties in a sentence is described by, and the score of a description.  The model has a few hundred weights, one a
feature, which tools/train_scorer.py made of annotated sentences; no name is among them, since names are masked.  It tells no share, and
what it alone finds is weak: tier C.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Final, NamedTuple

import msgspec

from loaders.article.claim_status import classify_words
from loaders.article.document import Document
from loaders.article.masking import DATE, IT, ITS, MONEY, NUMBER, ORG, PERCENT, PERSON, PLACE, VENTURE, MaskedSentence
from loaders.article.model import Extraction
from loaders.article.patterns_grammar import Pattern
from loaders.article.patterns_group import NO_COMPANY
from loaders.article.relations import IN_LIST, RelationMatch
from loaders.article.rule_extractor import read_relations

WEIGHTS: Final = "scorer_weights.json"
_FURTHEST: Final = 40
"""Tokens between two parties above which nothing is read of them."""
_LOOKED_AT: Final = 12
"""Tokens at each end of what stands between two parties."""
_LENGTHS: Final = (3, 6, 12, 20)
_NAMES: Final = {
    ORG: "ORG", PERSON: "PERSON", IT: "IT", ITS: "ITS", PLACE: "PLACE", MONEY: "MONEY", PERCENT: "PERCENT", DATE: "DATE",
    NUMBER: "NUMBER", VENTURE: "VENTURE",
}  # fmt: skip
_PARTIES: Final = frozenset({ORG, PERSON, IT, ITS})
_PARTY_NAMES: Final = frozenset(_NAMES[char] for char in _PARTIES)
_TOKEN = re.compile("[\ue000-\ue009]|[a-z]+|[A-Z][a-z]*|[^\\w\\s]|\\d+")
_ENDINGS: Final = ("ing", "ed", "es", "s")
_SHORTEST_STEM: Final = 3
_INVESTMENT = re.compile(r"\b(?:fund(?:ing|ed|s)?|financ\w+|rounds?|rais\w+|invest\w+|back(?:ed|ing|ers?)|venture)\b")
_FOUNDED = re.compile(r"\bfounde[dr]|\bestablished by|\bheaded by|\brun by|\bled by (?:its|the)\b")
_COMPANY = re.compile(NO_COMPANY)
_ITS_HOLDERS = re.compile(
    rf"{ITS} (?:[a-z-]+ ){{0,4}}(?:investors?|shareholders?|stockholders?|owners?|backers?|parents?|funding|"
    rf"rounds?|financing|acquisition|sale)\b"
)
"""What makes a company of which only ``its`` is said one that is held: ``its holdings`` are of others."""
_GROUP = re.compile(r"\b(?:subsidiar\w+|units?|arms?|divisions?|affiliates?|parents?|part of|members?|brands?|belongs?)\b")


class Token(NamedTuple):
    """A word, a mark or a placeholder of a masked sentence: its character or stem, and where it begins."""

    text: str
    start: int


class Model(msgspec.Struct, frozen=True):
    """``threshold``: the score from which a pair is taken for owner and owned; ``made_from``: the data that it was trained on."""

    weights: dict[str, float]
    bias: float
    threshold: float
    made_from: str

    def score(self, features: Sequence[str]) -> float:
        """Return how likely a described pair is owner and owned, 0 to 1."""
        total = self.bias + sum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


class ScorerExtractor:
    """Pairs of parties that the model takes for owner and owned."""

    name = "scorer"
    version = "1"

    def extract(self, document: Document) -> Extraction:
        """Find the claims of the document and the parties that they are about, in the order of the text."""
        return read_relations(document, _find_relations, name=self.name, version=self.version)


@functools.cache
def load_model() -> Model:
    """Read the weights that the project ships."""
    return msgspec.json.decode(files("loaders.article").joinpath(WEIGHTS).read_bytes(), type=Model)


def tokenize(sentence: MaskedSentence) -> list[Token]:
    """Split a masked sentence into tokens.

    >>> [t.text for t in tokenize(MaskedSentence("Aral owned it.", tuple(range(14)), tuple(range(1, 15)), {}))]
    ['aral', 'own', 'it', '.']
    """
    return [Token(_NAMES.get(match[0]) or _stem(match[0].lower()), match.start()) for match in _TOKEN.finditer(sentence.text)]


def list_parties(tokens: Sequence[Token]) -> list[int]:
    """List the positions of the tokens that are parties."""
    return [i for i, token in enumerate(tokens) if token.text in _PARTY_NAMES]


def describe_pair(tokens: Sequence[Token], holder: int, subject: int) -> list[str]:
    """List the features of a pair: the words between, before and behind the two, their kinds, order and distance."""
    first, last = min(holder, subject), max(holder, subject)
    order = "holder first" if holder < subject else "subject first"
    between = ["OTHER" if t.text in _PARTY_NAMES else t.text for t in tokens[first + 1 : last]]
    core = between if len(between) <= 2 * _LOOKED_AT else between[:_LOOKED_AT] + between[-_LOOKED_AT:]
    before = [t.text for t in tokens[max(0, first - 3) : first]]
    behind = [t.text for t in tokens[last + 1 : last + 4]]
    found = ["", f"kinds {tokens[holder].text} {tokens[subject].text}", f"others {min(3, between.count('OTHER'))}"]
    found.append(f"length {sum(len(between) >= length for length in _LENGTHS)}")
    found += [f"between {word}" for word in core]
    found += [f"between {one} {two}" for one, two in itertools.pairwise(core)]
    for place, words in (("begins", between[:2]), ("ends", between[-2:])):
        if words:
            found += [f"{place} {words[0] if place == 'begins' else words[-1]}", f"{place} {' '.join(words)}"]
    found += [f"before {word}" for word in before] + [f"behind {word}" for word in behind]
    found += [f"right before {before[-1]}"] if before else []
    found += [f"right behind {behind[0]}"] if behind else []
    return [f"{order}: {feature}" for feature in dict.fromkeys(found)]


def _stem(word: str) -> str:
    return next((word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST_STEM), word)


def _find_relations(sentence: MaskedSentence) -> Iterator[RelationMatch]:
    """Find the pairs of a sentence that score high enough, of both directions the better one."""
    model, tokens = load_model(), tokenize(sentence)
    parties = list_parties(tokens)
    for i, one in enumerate(parties):
        for two in parties[i + 1 :]:
            if two - one > _FURTHEST:
                break
            scores = {(h, s): model.score(describe_pair(tokens, h, s)) for h, s in ((one, two), (two, one))}
            (holder, subject), score = max(scores.items(), key=lambda item: item[1])
            if score >= model.threshold:
                relation = _make_relation(sentence, tokens[holder].start, tokens[subject].start)
                if relation is not None:
                    yield relation


def _make_relation(sentence: MaskedSentence, holder: int, subject: int) -> RelationMatch | None:
    start, end = min(holder, subject), max(holder, subject) + 1
    words = sentence.text[start:end]
    status = classify_words(words, sentence.text[:start], sentence.text[end : end + 120])
    is_next_item = subject < holder and ORG in words[1:-1] and IN_LIST.search(sentence.text, 0, start)
    is_of_others = sentence.text[subject] == ITS and not _ITS_HOLDERS.match(sentence.text, subject)
    if status is None or is_of_others or is_next_item or _FOUNDED.search(words) or not _COMPANY.match(sentence.text, end):
        return None
    predicate = (
        "invested-in" if _INVESTMENT.search(words) else "has-subsidiary" if _GROUP.search(sentence.text[start : end + 20]) else "owns"
    )
    return RelationMatch(
        pattern=_PATTERNS[predicate],
        predicate=predicate,
        sentence=sentence,
        start=start,
        end=end,
        holder=holder,
        subject=subject,
        share=None,
        share_at=None,
        status=status,
        valid_from=None,
        valid_until=None,
    )


_PATTERNS: Final = {p: Pattern.compile("score", p, "(?!)", "(?!)", tier="C") for p in ("owns", "has-subsidiary", "invested-in")}
