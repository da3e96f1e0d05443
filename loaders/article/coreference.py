"""Resolves references: which mentions name one party, and which party a name, a pronoun or "the joint venture" stands for.

Owns definitions (``A (B)``, ``A - B -``), equal and short names, the look-alike reading of short capital words, and pronouns.  A definition
in the text joins names; a look-alike is only ever a suggestion.  A pronoun takes the nearest fitting name: the first party of its own
sentence, else of the sentences before.  A guess is never made silently: the claim keeps the words that were resolved.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from loaders.article.lexicon import CITIES, COMPANY_WORDS, COUNTRIES, GENERIC, NO_TRADE, OF_HEADS, REGIONS
from loaders.article.linking import normalise_name
from loaders.article.masking import IT, ITS, NOUNS, OF_PERSON, ORG, PERCENT, PERSON, THINGS, VENTURE, MaskedSentence, Placeholder
from loaders.article.mentions import Mention
from loaders.article.model import Alias
from loaders.article.patterns_grammar import BUY
from ontology.statements import Kind

_OPENS = re.compile(r"^,?\s?\((?:the |a\.k\.a\.? |aka |also |or |known as |called |hereinafter |abbreviated |now |short )*[\"“'‘«]?$")
_FORMERLY = re.compile(r"^,?\s?\((?:formerly|previously|until [0-9]{4})(?: known as| called)? [\"“'‘«]?$")
_CLOSES = re.compile(r"^[\"”'’»]?\s?[),;(]")
_DASH = re.compile(r"^\s[-–—]\s$")
_DASH_CLOSES = re.compile(r"^\s[-–—](?:\s|$)")
_TIE = re.compile(
    r"\b(?:subsidiary|unit|arm|division|affiliate|parent|owner|shareholder)(?: company)? (?:of|to) [^.;]{0,30}$"
    r"|\b(?:owned|controlled|held)(?: and controlled)? by [^.;]{0,30}$"
)
"""Words between two names that tell two parties apart."""
_INNER_S = re.compile(r"['’]s\b")
_SHORT = re.compile(r"^[A-Z][A-Z0-9&]{1,7}$")

_TO_CYRILLIC_TO_LOOK: Final = dict(zip("ABCEHIKMNOPRSTUVXYabc", "ABCEHIKMHOPPCTYBXYabc", strict=True)) | {
    "N": "H",
    "R": "P",
    "S": "C",
    "U": "Y",
    "V": "B",
}
"""A Latin letter -> the Latin look-alike of the Cyrillic letter that it transliterates: S is Cyrillic Es, which looks like C."""
_LOOKS: Final = str.maketrans("АВЕЗКМНОРСТУХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABE3KMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo")
"""A Cyrillic or Greek letter -> the Latin letter that it looks like."""
_STATES: Final = (Kind.STATE, Kind.STATE_BODY)
_SENTENCES_BACK: Final = 3
_AFTER_SHARE = re.compile(rf"(?:{PERCENT}|stakes?|shares?|interests?|holdings?|part|half|quarter) (?:of|in) (?:the )?$")
"""What stands before a company that is held."""
_ACTOR = re.compile(
    rf"[{ORG}](?:,? (?:which|who))?(?: (?:has|had|have|later|then|also|[a-z]+ly))* (?:sold|sells|bought|acquired|acquires|owns|"
    rf"owned|controls|"
    r"controlled|holds|held|purchased|founded|built|runs|ran|floated|backed|transferred|valued|took|gave)(?: (?:over|off|up))? $"
)
_SEVERAL = re.compile(
    rf"[^.;{ORG}]{{0,60}}{ORG}(?:, [^.;,{ORG}]{{0,30}}{ORG}){{0,4}},? and [^.;,{ORG}]{{0,40}}{ORG} (?:are|were|have|own|hold|plan"
    rf"|merged|agreed|formed)\b"
)
"""Several that do something together at the beginning of a sentence."""
_AND = re.compile(r"(?:,| and|;) $")
_AFTER_BUY = re.compile(rf"\b{BUY} $")
"""What stands before what was bought: the company that a deal told before is about."""
_AFTER_PREPOSITION = re.compile(r"\b(?:in|at|from|near)\s$")
_OF_OTHER = re.compile(r"\b(?:of|by|with|against)\s(?:the\s)?$")


_MOST_LEFT_OUT: Final = 2
"""Words that a short form leaves out, where they are not those of a company."""
_NO_PART: Final = REGIONS | CITIES | NO_TRADE | COUNTRIES.keys()
"""Words that a short form does not leave out: ``Buri Kazakhstan`` is another than ``Buri``."""
_SAID_OF_ALL: Final = frozenset(
    ["business", "company", "corporation", "enterprise", "firm", "group", "holding", "organisation", "organization"]
)
"""Nouns that say of no party what it is."""
_NOUN_BEFORE = re.compile(rf"\b(?P<noun>{NOUNS}) $", re.IGNORECASE)
_NOUN_BEHIND = re.compile(rf", (?:an?|the) (?:[^,.;{ORG}{PERSON}]{{0,40}} )?(?P<noun>{NOUNS})\b")


_OF_NO_PERSON: Final = (
    COMPANY_WORDS | GENERIC | frozenset(NOUNS.split("|")) | frozenset({"radio", "park", "news", "times", "post", "music", "city", "house"})
)
"""Words that are no part of the name of a person."""


class Definition(msgspec.Struct, frozen=True):
    """The text says that two mentions are one party; [start, end) is the whole definition."""

    long: Mention
    short: Mention
    start: int
    end: int
    how: str
    confidence: str


class Cluster(msgspec.Struct, frozen=True, eq=False):
    """All mentions of one party, with its fullest name.  The number is negative where the text never names the party."""

    number: int
    mentions: tuple[Mention, ...]
    name: str
    kind: Kind
    aliases: tuple[Alias, ...] = ()


def find_definitions(text: str, mentions: list[Mention]) -> list[Definition]:
    """Find ``A (B)`` and ``A - B -`` in the text.

    >>> from loaders.article.mentions import find_mentions
    >>> t = "Aral Holding (AH) and Buri Motors - Burimo - grew."
    >>> [(d.long.text, d.short.text, d.how) for d in find_definitions(t, find_mentions(t))]
    [('Aral Holding', 'AH', 'bracket'), ('Buri Motors', 'Burimo', 'dash')]
    """
    definitions: list[Definition] = []
    for first, second in pairwise(mentions):
        if first.place or second.place or Kind.PERSON in (first.kind, second.kind) or Kind.STATE in (first.kind, second.kind):
            continue
        gap, rest = text[first.end : second.start], text[second.end : second.end + 3]
        if len(gap) > 40:
            continue
        if (_OPENS.match(gap) or _FORMERLY.match(gap)) and _CLOSES.match(rest):
            how = "former" if _FORMERLY.match(gap) else "bracket"
            close = text.find(")", second.end, second.end + 200)
            end = close + 1 if close >= 0 and text[second.end : close].strip("\"”'’» ") == "" else second.end
            definitions.append(Definition(first, second, first.start, end, how, _rate_confidence(first, second)))
        elif _DASH.match(gap) and _DASH_CLOSES.match(rest):
            definitions.append(Definition(first, second, first.start, second.end + 2, "dash", _rate_confidence(first, second)))
    return definitions


def find_apart(text: str, mentions: list[Mention]) -> list[tuple[str, str]]:
    """Find names that the text tells apart: ``Aral AB, a subsidiary of Aral Inc.``

    >>> from loaders.article.mentions import find_mentions
    >>> t = "Aral Electronics, a division of Aral, grew."
    >>> find_apart(t, find_mentions(t))
    [('Aral Electronics', 'Aral')]
    """
    named = [mention for mention in mentions if not mention.place]
    return [(one.text, two.text) for one, two in pairwise(named) if one.text != two.text and _TIE.search(text[one.end : two.start][:120])]


def build_clusters(mentions: list[Mention], definitions: list[Definition], apart: Sequence[tuple[str, str]] = ()) -> list[Cluster]:
    """Join the mentions that name one party, by definition, by equal and by short names; in the order of first mention.

    ``apart``: names that the text tells apart, however alike they are.
    """
    split = {make_key(one) for one, two in apart if make_key(one) == make_key(two)}

    def make_own_key(name: str) -> str:
        key = make_key(name)
        return f"{key} {name.lower()}" if key in split else key

    parent = list(range(len(mentions)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(i: int, j: int) -> None:
        first, second = sorted((root(i), root(j)))
        parent[second] = first

    position = {mention.start: i for i, mention in enumerate(mentions)}
    by_name: dict[str, int] = {}
    for i, mention in enumerate(mentions):
        join(by_name.setdefault(make_own_key(mention.text), i), i)
    for definition in definitions:
        join(position[definition.long.start], position[definition.short.start])
    for short, full in _find_surnames(mentions):
        join(by_name[make_own_key(short)], by_name[make_own_key(full)])
    roots_apart = {frozenset(root(by_name[make_own_key(name)]) for name in names) for names in apart}
    bare = {make_own_key(m.text) for m in mentions if len(m.text.split()) == len(make_key(m.text).split())}
    for short, full in _find_short_forms(by_name, bare):
        if frozenset((root(by_name[short]), root(by_name[full]))) not in roots_apart:
            join(by_name[short], by_name[full])
    groups: dict[int, list[Mention]] = {}
    for i, mention in enumerate(mentions):
        groups.setdefault(root(i), []).append(mention)
    by_text: dict[str, Definition] = {}
    for definition in definitions:
        for mention in (definition.long, definition.short):
            earlier = by_text.get(mention.text)
            by_text[mention.text] = msgspec.structs.replace(earlier, confidence="high") if earlier else definition
    ordered = sorted(groups.values(), key=lambda group: group[0].start)
    return [_make_cluster(number, group, by_text) for number, group in enumerate(ordered)]


def make_key(name: str) -> str:
    """Return what equal names of one text have in common.  One in which letters of two alphabets stand equals only what is spelled so."""
    return name.lower() if is_mixed(name) else normalise_name(_INNER_S.sub("", name))


def may_be_person(kind: Kind, name: str) -> bool:
    """Whether a name may be that of a person: of two or three words of which none is that of a company or family.

    >>> may_be_person(Kind.UNKNOWN, "Ada Brook"), may_be_person(Kind.UNKNOWN, "Aral Motors"), may_be_person(Kind.UNKNOWN, "Brook family")
    (True, False, False)
    """
    words = name.split()
    is_name = len(words) in (2, 3) and all(word[0].isupper() and word[1:].isalpha() and not word.isupper() for word in words)
    return kind is Kind.PERSON or (kind is Kind.UNKNOWN and is_name and not any(word.lower() in _OF_NO_PERSON for word in words))


def is_mixed(name: str) -> bool:
    """Whether a word has Latin letters beside Cyrillic or Greek ones, which look alike."""
    return any(re.search(r"[A-Za-zÀ-ɏ]", word) and re.search(r"[\u0370-\u052f]", word) for word in name.split())


def _make_cluster(number: int, mentions: Sequence[Mention], definitions: Mapping[str, Definition]) -> Cluster:
    """Make a party of its mentions: its name has more than one word if any has, and is then the longest."""
    by_text = {mention.text: mention for mention in reversed(mentions)}
    name = max(by_text, key=lambda text: (len(normalise_name(text).split()) > 1, len(text)))
    kind = next((mention.kind for mention in mentions if mention.kind is not Kind.UNKNOWN), Kind.UNKNOWN)
    aliases = [_make_alias(mention, name, definitions.get(text)) for text, mention in by_text.items() if text != name]
    return Cluster(number, tuple(mentions), name, kind, tuple(sorted(aliases, key=lambda alias: alias.start or 0)))


def _make_alias(mention: Mention, name: str, definition: Definition | None) -> Alias:
    """Make an alias; ``definition`` is the first that has the mention, and is certain where the text repeats it."""
    same = normalise_name(mention.text) == normalise_name(name)
    how = definition.how if definition else "name" if same else "short"
    confidence = "high" if how == "name" else definition.confidence if definition else "medium"
    return Alias(text=mention.text, how=how, confidence=confidence, start=mention.start, end=mention.end)


def _rate_confidence(first: Mention, second: Mention) -> str:
    """Rate a definition: high where the shorter name has initials or words of the longer first, else medium."""
    long, short = sorted((first.text, second.text), key=len, reverse=True)
    initials = iter(w[0].upper() for w in re.findall(r"\w+", long))
    if _SHORT.match(short):
        return "high" if all(c in initials for c in short if c.isalnum()) else "medium"
    return "high" if set(normalise_name(short).split()) & set(normalise_name(long).split()) else "medium"


def _find_short_forms(by_name: dict[str, int], bare: set[str]) -> list[tuple[str, str]]:
    """Find names that leave out only common company words of one earlier name, or any words of the only name that begins so: ``Buri`` of
    ``Buri Motors``, never of ``Buri Kazakhstan``.

    ``by_name``: normalised name -> position of its first mention; ``bare``: those that the text has without a legal form.
    """
    longer: dict[str, set[str]] = defaultdict(set)
    begun: dict[str, set[str]] = defaultdict(set)
    for full in by_name:
        parts = full.split()
        is_common = True
        for size in range(len(parts) - 1, 0, -1):
            if parts[size] not in COMPANY_WORDS and parts[size] in _NO_PART:
                break
            is_common = is_common and parts[size] in COMPANY_WORDS
            short = " ".join(parts[:size])
            if len(parts) - size <= _MOST_LEFT_OUT:
                begun[short].add(full)
            if is_common:
                longer[short].add(full)
    pairs = []
    for short, i in sorted(by_name.items(), key=lambda item: item[1]):
        if not short or short in COUNTRIES or short in COMPANY_WORDS or len(short) < 3:
            continue
        earlier = {full for full in longer.get(short, ()) if by_name[full] < i}
        alike = begun.get(short, set())
        if not earlier and len(alike) == 1 and short in bare and short not in GENERIC and short not in OF_HEADS and short not in CITIES:
            earlier = {full for full in alike if by_name[full] < i}
        if len(earlier) == 1:
            pairs.append((short, next(iter(earlier))))
    return pairs


def _find_surnames(mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """Find names of one word that are the last of the one person named before: ``Brook`` of ``Ada Brook``.

    Where the kind of neither is known, it is only a guess that the longer one is a person; a company goes by its first words.
    """
    persons: dict[str, dict[str, Kind]] = defaultdict(dict)
    pairs = []
    for mention in mentions:
        words = mention.text.split()
        if may_be_person(mention.kind, mention.text) and len(words) > 1:
            persons[words[-1]][mention.text] = mention.kind
        elif len(words) == 1 and mention.kind in (Kind.PERSON, Kind.UNKNOWN) and len(full := persons.get(mention.text, {})) == 1:
            pairs.append((mention.text, next(iter(full))))
    return pairs


def find_look_alikes(clusters: list[Cluster]) -> list[tuple[Cluster, Alias]]:
    """Find short capital words that spell a defined acronym once read through Cyrillic letters.

    Returns the acronym's party with the word as its alias.
    """
    acronyms: dict[str, Cluster] = {}
    for cluster in clusters:
        for mention in cluster.mentions:
            if _SHORT.match(mention.text) and len(cluster.mentions) > 1 and cluster.name != mention.text:
                acronyms[mention.text] = cluster
    suggestions = []
    by_name = {normalise_name(cluster.name): cluster for cluster in clusters if not is_mixed(cluster.name)}
    for cluster in clusters:
        word = cluster.mentions[0]
        if is_mixed(cluster.name) and (alike := by_name.get(normalise_name(cluster.name.translate(_LOOKS)))) is not None:
            suggestions.append((alike, Alias(text=word.text, how="homoglyph", confidence="low", start=word.start, end=word.end)))
            continue
        if cluster.aliases or not _SHORT.match(word.text) or len(word.text) > 5:
            continue
        owner = acronyms.get(_spell_look_alike(word.text))
        if owner is not None and owner is not cluster:
            suggestions.append((owner, Alias(text=word.text, how="homoglyph", confidence="low", start=word.start, end=word.end)))
    return suggestions


def _spell_look_alike(word: str) -> str:
    """Write the word in Cyrillic letters and read these as Latin ones: ``SMS`` gives ``CMC``."""
    return "".join(_TO_CYRILLIC_TO_LOOK.get(c, c) for c in word)


class Referent(msgspec.Struct, frozen=True):
    """The party that a placeholder stands for; ``anaphor`` has the words of the text where these do not name the party."""

    cluster: Cluster
    anaphor: str | None = None
    is_far: bool = False
    """Whether an earlier sentence names the party, and this one does not."""
    is_guess: bool = False
    """Whether its sentence names others that the pronoun may as well mean, or the party may be a person."""


class ReferenceResolver:
    """Resolves the placeholders of one document, sentence by sentence in order."""

    def __init__(self, clusters: list[Cluster]) -> None:
        self._by_start = {mention.start: cluster for cluster in clusters for mention in cluster.mentions}
        self._subjects: list[tuple[list[Cluster], list[Cluster]]] = []
        self._described: dict[str, list[Cluster]] = defaultdict(list)
        """A noun -> the parties that the text has called so."""
        self._named: dict[str, dict[Cluster, int]] = defaultdict(dict)
        """A noun of names -> the parties whose name has it, and where they are first named."""
        for cluster in clusters:
            for word in {word for mention in cluster.mentions for word in mention.text.lower().split()[1:]} & THINGS:
                self._named[word][cluster] = cluster.mentions[0].start
        self._known_persons: set[Cluster] = set()
        """Parties that the text calls "he" or "she"."""
        self._persons: list[list[Cluster]] = []
        self.deal_subject: Cluster | None = None
        """Subject of the latest agreed or completed deal: what "the joint venture" means."""

    def finish_sentence(self, sentence: MaskedSentence) -> None:
        """Remember whom the sentence was about, for pronouns in the next ones; one that begins with a pronoun is still about the same."""
        for noun, called in self._list_described(sentence).items():
            self._described[noun] += called
        pronoun = next((i for i, char in enumerate(sentence.text) if char in (ORG, IT, ITS)), None)
        referent = self.resolve(sentence, pronoun) if pronoun is not None and sentence.text[pronoun] != ORG else None
        doers, others = (self._list_subjects(sentence, len(sentence), is_doer) for is_doer in (True, False))
        if (several := _SEVERAL.match(sentence.text)) is not None:
            # "It" is none of those that did something together.
            together = {self._by_start.get(sentence.starts[i]) for i in range(several.end()) if sentence.text[i] == ORG}
            doers = [c for c in doers if c not in together] or doers
        self._subjects.append(([referent.cluster], []) if referent else (doers, others if doers else []))
        persons = self._find_persons(sentence, len(sentence), None)
        if not persons and (he := next((i for i in range(len(sentence)) if self._is_pronoun_of_person(sentence, i)), None)) is not None:
            persons = [same.cluster] if (same := self.resolve(sentence, he)) else []
        self._persons.append(persons)

    def find_cluster(self, placeholder: Placeholder) -> Cluster | None:
        """Return the party of a name; None where the placeholder is no name of a party."""
        return self._by_start.get(placeholder.start)

    def resolve(self, sentence: MaskedSentence, at: int, other: int | None = None) -> Referent | None:
        """Resolve the placeholder at ``at``; None where no party fits.  A pronoun never means the party at ``other``."""
        placeholder = sentence.placeholder(at)
        if self._is_pronoun_of_person(sentence, at):
            return self._resolve_person(sentence, at, self.find_cluster(sentence.placeholder(other)) if other is not None else None)
        if placeholder.char in (ORG, PERSON):
            cluster = self.find_cluster(placeholder)
            return Referent(cluster) if cluster else None
        anaphor = placeholder.mention.text if placeholder.mention else ""
        if (described := self._find_described(sentence, at, anaphor, other)) is not None:
            return Referent(described, anaphor)
        if placeholder.char == VENTURE:
            return Referent(self.deal_subject, anaphor) if self.deal_subject else None
        if placeholder.char in (IT, ITS):
            excluded = self.find_cluster(sentence.placeholder(other)) if other is not None else None
            if at and sentence.text[0] == placeholder.char == ITS and _AND.search(sentence.text, 0, at):
                return self.resolve(sentence, 0, other)
            actor = self._find_actor(sentence, at)
            if placeholder.char == ITS and actor is not None and actor is not excluded:
                return Referent(actor, anaphor)
            if self.deal_subject not in (None, excluded) and " " in anaphor and _AFTER_BUY.search(sentence.text, max(0, at - 30), at):
                return Referent(self.deal_subject, anaphor, is_far=True)
            apart = {excluded, *self._known_persons, actor}
            doers, others = ([c for c in self._list_subjects(sentence, at, is_doer) if c not in apart] for is_doer in (True, False))
            states = [c for c in doers if c.kind in _STATES and " " not in anaphor] if not others else []
            here = [c for c in doers if c.kind not in _STATES] or states or others
            if here:
                is_guess = len({*here, *others}) > 1 or here is others or may_be_person(here[0].kind, here[0].name)
                return Referent(here[0], anaphor, is_guess=is_guess)
            earlier = ([c for told in pair for c in told if c not in apart] for pair in reversed(self._subjects[-_SENTENCES_BACK:]))
            return Referent(nearest[0], anaphor, is_far=True) if (nearest := next(filter(None, earlier), None)) else None
        return None

    def _find_described(self, sentence: MaskedSentence, at: int, anaphor: str, other: int | None) -> Cluster | None:
        """Return the only party before ``at`` whose name has the noun of ``the brewery``, or that the text calls so; None where there are
        several."""
        noun = anaphor.lower().rpartition(" ")[2]
        if " " not in anaphor or noun in _SAID_OF_ALL:
            return None
        excluded = self.find_cluster(sentence.placeholder(other)) if other is not None else None
        called = list(self._described.get(noun, ()))
        called += [cluster for cluster, start in self._named.get(noun, {}).items() if start < sentence.starts[at]]
        called += self._list_described(sentence.slice(0, at)).get(noun, ())
        fitting = list(dict.fromkeys(called))
        return fitting[0] if len(fitting) == 1 and fitting[0] is not excluded else None

    def _list_described(self, sentence: MaskedSentence) -> dict[str, list[Cluster]]:
        """List by what noun the sentence calls which party: ``the carmaker Aral``, ``Aral, a Danish carmaker``."""
        described: dict[str, list[Cluster]] = defaultdict(list)
        for i, char in enumerate(sentence.text):
            cluster = self._by_start.get(sentence.starts[i]) if char == ORG else None
            if cluster is None:
                continue
            before, behind = _NOUN_BEFORE.search(sentence.text, max(0, i - 20), i), _NOUN_BEHIND.match(sentence.text, i + 1)
            for match in (before, behind):
                if match is not None:
                    described[match["noun"].lower()].append(cluster)
        return described

    def means(self, sentence: MaskedSentence, at: int, other: int) -> bool:
        """Whether the pronoun at ``at`` can only mean the party at ``other``."""
        return self.resolve(sentence, at, other) is None and self.resolve(sentence, at) is not None

    @staticmethod
    def _is_pronoun_of_person(sentence: MaskedSentence, at: int) -> bool:
        """Whether the character at ``at`` is ``he`` or ``she``."""
        mention = sentence.placeholder(at).mention if sentence.text[at] == PERSON else None
        return mention is not None and mention.text.lower() in OF_PERSON

    def _resolve_person(self, sentence: MaskedSentence, at: int, excluded: Cluster | None) -> Referent | None:
        """Resolve ``he`` or ``she`` to the only person before it in its sentence, else in the nearest sentence that names any; None where
        there are several."""
        here = self._find_persons(sentence, at, excluded)
        earlier = ([c for c in persons if c is not excluded] for persons in reversed(self._persons[-_SENTENCES_BACK:]))
        persons = here or next(filter(None, earlier), [])
        if len(persons) == 1:
            self._known_persons.add(persons[0])
        mention = sentence.placeholder(at).mention
        return Referent(persons[0], mention.text if mention else None, is_far=not here) if len(persons) == 1 else None

    def _find_persons(self, sentence: MaskedSentence, end: int, excluded: Cluster | None) -> list[Cluster]:
        """List the parties before the masked position ``end`` that are persons; where none is known to be one, those that may be."""
        named = (
            self._by_start.get(sentence.starts[i])
            for i, char in enumerate(sentence.text[:end])
            if char in (ORG, PERSON) and not _AFTER_SHARE.search(sentence.text, max(0, i - 30), i)
        )
        clusters = list(dict.fromkeys(c for c in named if c is not None and c is not excluded))
        known = [c for c in clusters if c.kind is Kind.PERSON]
        return known or [c for c in clusters if may_be_person(c.kind, c.name)]

    def _find_actor(self, sentence: MaskedSentence, at: int) -> Cluster | None:
        """Return the party that does something with what the pronoun at ``at`` means, which is another: ``Aral sold it``."""
        actor = _ACTOR.search(sentence.text, max(0, at - 80), at)
        return self._by_start.get(sentence.starts[actor.start()]) if actor else None

    def _list_subjects(self, sentence: MaskedSentence, end: int, is_doer: bool) -> list[Cluster]:
        """List the companies before the masked position ``end`` that are no place of another (``in Aral``), behind them the bodies of a
        state; ``is_doer``: those that the sentence may be about, and not those of which another is told (``the owner of Aral``)."""
        clusters: list[Cluster] = []
        for i in range(end):
            if sentence.text[i] == ORG and not _AFTER_PREPOSITION.search(sentence.text, max(0, i - 12), i):
                cluster = self._by_start.get(sentence.starts[i])
                is_object = _OF_OTHER.search(sentence.text, max(0, i - 12), i) is not None
                if cluster is not None and cluster.kind is not Kind.PERSON and is_object is not is_doer:
                    clusters.append(cluster)
        return sorted(dict.fromkeys(clusters), key=lambda cluster: cluster.kind in _STATES)
