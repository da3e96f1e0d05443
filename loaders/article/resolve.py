"""What a placeholder means: which party a name, a pronoun or "the joint venture" stands for.

Owns the reading back from placeholders to parties.  A pronoun takes the nearest fitting name: the first party of its own sentence,
else of the sentences before.  A guess is never made silently: the claim says what was resolved.
"""

from __future__ import annotations

import re

import msgspec

from loaders.article.aliases import Cluster
from loaders.article.reduce import IT, ITS, NOUNS, ORG, PERSON, PLACE, VENTURE, MaskedSentence, Token
from ontology.statements import Kind

_BODIES = (Kind.STATE, Kind.STATE_BODY, Kind.PERSON)
_BACK = 3
_AFTER_PREPOSITION = re.compile(r"\b(?:in|at|from|near)\s$")


class Meaning(msgspec.Struct, frozen=True):
    """The party a placeholder stands for; ``said`` where the text did not name it there."""

    cluster: Cluster
    said: str | None = None


class Resolver:
    """Reads placeholders of one document, sentence by sentence in order."""

    def __init__(self, found: list[Cluster]) -> None:
        self._by_start = {m.start: c for c in found for m in c.mentions}
        self._subjects: list[Cluster | None] = []
        self._described: dict[str, Cluster] = {}
        self.deal: Cluster | None = None
        """Subject of the latest agreed or completed deal: what "the joint venture" means."""

    def finish(self, sentence: MaskedSentence) -> None:
        """The sentence is read: remember whom it was about."""
        subject = None
        for i, char in enumerate(sentence.text):
            if char == ORG and not _AFTER_PREPOSITION.search(sentence.text, max(0, i - 6), i):
                cluster = self._by_start.get(sentence.starts[i])
                if cluster is not None and cluster.kind not in _BODIES:
                    subject = cluster
                    break
        self._subjects.append(subject)

    def cluster(self, token: Token) -> Cluster | None:
        """The party of a name."""
        return self._by_start.get(token.start)

    def meaning(self, sentence: MaskedSentence, at: int, other: int | None = None) -> Meaning | None:
        """The party that the placeholder at ``at`` stands for; None where no party fits.  A pronoun never means the party at ``other``."""
        token = sentence.token(at)
        if token.char in (ORG, PERSON):
            cluster = self.cluster(token)
            return Meaning(cluster) if cluster else None
        said = token.mention.text if token.mention else ""
        if token.char == VENTURE:
            return Meaning(self.deal, said) if self.deal else None
        if token.char in (IT, ITS):
            not_this = self.cluster(sentence.token(other)) if other is not None else None
            earlier = (c for c in reversed(self._subjects[-_BACK:]) if c is not None and c is not not_this)
            near = self._before(sentence, at, not_this) or next(earlier, None)
            return Meaning(near, said) if near else None
        return None

    def _before(self, sentence: MaskedSentence, at: int, not_this: Cluster | None) -> Cluster | None:
        for i in range(at):
            if sentence.text[i] == ORG and not _AFTER_PREPOSITION.search(sentence.text, max(0, i - 6), i):
                cluster = self._by_start.get(sentence.starts[i])
                if cluster is not None and cluster is not not_this and cluster.kind not in _BODIES:
                    return cluster
        return None


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
