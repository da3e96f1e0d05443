"""Which mentions of a text name the same party.

Owns definitions (``A (B)``, ``A - B -``), equal keys, unique short forms, and the look-alike reading of short capital
words.  A definition in the text joins names; a look-alike is only ever a suggestion.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from loaders.article.lexicon import COMPANY_WORDS, COUNTRIES
from loaders.article.linking import key
from loaders.article.masking import IT, ITS, ORG, PERSON, VENTURE, MaskedSentence, Token
from loaders.article.mentions import Mention
from loaders.article.model import Alias
from ontology.statements import Kind

_OPENS = re.compile(r"^,?\s?\((?:the |a\.k\.a\.? |aka |also |or |known as |called |hereinafter |abbreviated |now |short )*[\"“'‘«]?$")
_FORMERLY = re.compile(r"^,?\s?\((?:formerly|previously|until [0-9]{4})(?: known as| called)? [\"“'‘«]?$")
_CLOSES = re.compile(r"^[\"”'’»]?\s?[),;(]")
_DASH = re.compile(r"^\s[-–—]\s$")
_DASHES_ON = re.compile(r"^\s[-–—](?:\s|$)")
_SHORT = re.compile(r"^[A-Z][A-Z0-9&]{1,7}$")

_TO_CYRILLIC_TO_LOOK: Final = dict(zip("ABCEHIKMNOPRSTUVXYabc", "ABCEHIKMHOPPCTYBXYabc", strict=True)) | {
    "N": "H",
    "R": "P",
    "S": "C",
    "U": "Y",
    "V": "B",
}
"""A Latin letter -> the Latin look-alike of the Cyrillic letter it transliterates: S is Cyrillic Es, which looks like C."""


class Definition(msgspec.Struct, frozen=True):
    """The text says that two mentions are one party; [start, end) is the whole definition."""

    long: Mention
    short: Mention
    start: int
    end: int
    how: str
    confidence: str


class Cluster(msgspec.Struct, frozen=True, eq=False):
    """All mentions of one party, with its fullest name."""

    number: int
    mentions: tuple[Mention, ...]
    name: str
    kind: Kind
    aliases: tuple[Alias, ...] = ()

    @property
    def first(self) -> Mention:
        return self.mentions[0]


def cluster_of(number: int, mentions: Sequence[Mention], stated: Mapping[str, Definition]) -> Cluster:
    """A party from its mentions: its name has more than one word if any has, and is then the longest."""
    texts = {m.text: m for m in reversed(mentions)}
    name = max(texts, key=lambda t: (len(key(t).split()) > 1, len(t)))
    kind = next((m.kind for m in mentions if m.kind is not Kind.UNKNOWN), Kind.UNKNOWN)
    aliases = sorted((_alias(m, name, stated.get(m.text)) for text, m in texts.items() if text != name), key=lambda alias: alias.start or 0)
    return Cluster(number, tuple(mentions), name, kind, tuple(aliases))


def definitions(text: str, mentions: list[Mention]) -> list[Definition]:
    """``A (B)`` and ``A - B -`` as they stand in the text.

    >>> from loaders.article.mentions import find_names
    >>> t = "Aral Holding (AH) and Buri Motors - Burimo - grew."
    >>> [(d.long.text, d.short.text, d.how) for d in definitions(t, find_names(t))]
    [('Aral Holding', 'AH', 'bracket'), ('Buri Motors', 'Burimo', 'dash')]
    """
    found: list[Definition] = []
    for one, two in pairwise(mentions):
        if one.place or two.place or Kind.PERSON in (one.kind, two.kind) or Kind.STATE in (one.kind, two.kind):
            continue
        gap, rest = text[one.end : two.start], text[two.end : two.end + 3]
        if len(gap) > 40:
            continue
        if (_OPENS.match(gap) or _FORMERLY.match(gap)) and _CLOSES.match(rest):
            how = "former" if _FORMERLY.match(gap) else "bracket"
            close = text.find(")", two.end, two.end + 200)
            end = close + 1 if close >= 0 and text[two.end : close].strip("\"”'’» ") == "" else two.end
            found.append(Definition(one, two, one.start, end, how, _confidence(one, two)))
        elif _DASH.match(gap) and _DASHES_ON.match(rest):
            found.append(Definition(one, two, one.start, two.end + 2, "dash", _confidence(one, two)))
    return found


def clusters(mentions: list[Mention], defined: list[Definition]) -> list[Cluster]:
    """Mentions by party, in the order of first mention."""
    above = list(range(len(mentions)))

    def top(i: int) -> int:
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    def join(i: int, j: int) -> None:
        a, b = sorted((top(i), top(j)))
        above[b] = a

    at = {m.start: i for i, m in enumerate(mentions)}
    by_key: dict[str, int] = {}
    for i, mention in enumerate(mentions):
        join(by_key.setdefault(key(mention.text), i), i)
    for definition in defined:
        join(at[definition.long.start], at[definition.short.start])
    for short, full in _short_forms(by_key):
        join(by_key[short], by_key[full])
    found: dict[int, list[Mention]] = {}
    for i, mention in enumerate(mentions):
        found.setdefault(top(i), []).append(mention)
    stated: dict[str, Definition] = {}
    for definition in defined:
        for mention in (definition.long, definition.short):
            again = stated.get(mention.text)
            stated[mention.text] = msgspec.structs.replace(again, confidence="high") if again else definition
    ordered = sorted(found.values(), key=lambda group: group[0].start)
    return [cluster_of(number, group, stated) for number, group in enumerate(ordered)]


def _alias(mention: Mention, name: str, definition: Definition | None) -> Alias:
    """``definition`` is the first that names the mention; one that is given twice is certain."""
    same = key(mention.text) == key(name)
    how = definition.how if definition else "name" if same else "short"
    confidence = "high" if how == "name" else definition.confidence if definition else "medium"
    return Alias(text=mention.text, how=how, confidence=confidence, start=mention.start, end=mention.end)


def look_alikes(found: list[Cluster]) -> list[tuple[Cluster, Cluster, Alias]]:
    """Short capital words that, read through Cyrillic letters, spell a defined acronym: (the word's party, the acronym's party, alias).

    >>> look_alike("SMS")
    'CMC'
    """
    acronyms: dict[str, Cluster] = {}
    for cluster in found:
        for mention in cluster.mentions:
            if _SHORT.match(mention.text) and len(cluster.mentions) > 1 and cluster.name != mention.text:
                acronyms[mention.text] = cluster
    result = []
    for cluster in found:
        word = cluster.first
        if cluster.aliases or not _SHORT.match(word.text) or len(word.text) > 5:
            continue
        other = acronyms.get(look_alike(word.text))
        if other is not None and other is not cluster:
            result.append((cluster, other, Alias(text=word.text, how="homoglyph", confidence="low", start=word.start, end=word.end)))
    return result


def look_alike(word: str) -> str:
    """How the word looks once it is written in Cyrillic letters and read as Latin ones."""
    return "".join(_TO_CYRILLIC_TO_LOOK.get(c, c) for c in word)


def _confidence(one: Mention, two: Mention) -> str:
    long, short = sorted((one.text, two.text), key=len, reverse=True)
    initials = iter(w[0].upper() for w in re.findall(r"\w+", long))
    if _SHORT.match(short):
        return "high" if all(c in initials for c in short if c.isalnum()) else "medium"
    return "high" if set(key(short).split()) & set(key(long).split()) else "medium"


def _short_forms(by_key: dict[str, int]) -> list[tuple[str, str]]:
    """Keys that leave out only common company words of one earlier name: ``Buri`` of ``Buri Motors``, never of ``Buri Kazakhstan``."""
    longer: dict[str, set[str]] = defaultdict(set)
    for full in by_key:
        parts = full.split()
        for size in range(len(parts) - 1, 0, -1):
            if parts[size] not in COMPANY_WORDS:
                break
            longer[" ".join(parts[:size])].add(full)
    found = []
    for short, i in sorted(by_key.items(), key=lambda pair: pair[1]):
        if not short or short in COUNTRIES or short in COMPANY_WORDS or len(short) < 3:
            continue
        earlier = {f for f in longer.get(short, set()) if by_key[f] < i}
        if len(earlier) == 1:
            found.append((short, next(iter(earlier))))
    return found


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
