"""Finds which mentions name one party.

Owns definitions (``A (B)``, ``A - B -``), equal and short names, and the look-alike reading of short capital words.  A definition in the
text joins names; a look-alike is only ever a suggestion.  Which party a pronoun stands for is in ``referents.py``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from loaders.article.model import Alias
from loaders.article.names.lexicon import COMPANY_WORDS, FIRST_OF_NAMES, GENERIC, NO_TRADE, OF_HEADS
from loaders.article.names.lexicon_places import CITIES, COUNTRIES, REGIONS
from loaders.article.names.mention import Mention
from loaders.article.parties.linking import normalise_name
from loaders.article.sentences.anaphors import NOUNS, THINGS
from ontology.statements import Kind

_OPENS = re.compile(r"^,?\s?\((?:the |a\.k\.a\.? |aka |also |or |known as |called |hereinafter |abbreviated |now |short )*[\"“'‘«]?$")
_FORMERLY = re.compile(r"^,?\s?\((?:formerly|previously|until [0-9]{4})(?: known as| called)? [\"“'‘«]?$")
_COMMA_FORMERLY = re.compile(
    r"^, (?:formerly|previously|also|now|originally|better|once)(?: known as| called| named| trading as)?(?: the)? [\"“'‘«]?$"
)
_CLOSES = re.compile(r"^[\"”'’»]?\s?[),;(]")
_DASH = re.compile(r"^\s[-–—]\s$")
_DASH_CLOSES = re.compile(r"^\s[-–—](?:\s|$)")
_TIE = re.compile(
    r"\b(?:subsidiary|unit|arm|division|affiliate|parent|owner|shareholder)(?: company)? (?:of|to) [^.;]{0,60}$"
    r"|\b(?:through|via|its|their) (?:[a-z-]+ ){0,4}(?:subsidiary|unit|arm|division|affiliate|parent),? $"
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
_MOST_LEFT_OUT: Final = 2
"""Words that a short form leaves out, where they are not those of a company."""
_NO_PART: Final = REGIONS | CITIES | NO_TRADE | COUNTRIES.keys()
"""Words that a short form does not leave out: ``Buri Kazakhstan`` is another than ``Buri``."""
_OF_NO_PERSON: Final = (
    COMPANY_WORDS
    | GENERIC
    | frozenset(NOUNS.split("|"))
    | THINGS
    | frozenset(f"{word}s" for word in (*NOUNS.split("|"), *THINGS))
    | frozenset({"clinics", "ferries", "games", "homes", "seeds", "tools", "trams", "works"})
    | frozenset(
        [
            "airport",
            "castle",
            "estate",
            "farm",
            "hall",
            "manor",
            "palace",
            "villa",
            "army",
            "bay",
            "beach",
            "cathedral",
            "church",
            "college",
            "county",
            "cup",
            "district",
            "festival",
            "island",
            "islands",
            "lake",
            "league",
            "mount",
            "party",
            "province",
            "region",
            "river",
            "rugby",
            "school",
            "stadium",
            "street",
            "super",
            "university",
            "valley",
        ]
    )
    | frozenset({"radio", "park", "news", "times", "post", "music", "city", "house"})
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

    >>> from loaders.article.names.mentions import find_mentions
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
        elif _COMMA_FORMERLY.match(gap) and rest.startswith(","):
            definitions.append(Definition(first, second, first.start, second.end + 1, "former", _rate_confidence(first, second)))
        elif _DASH.match(gap) and _DASH_CLOSES.match(rest):
            definitions.append(Definition(first, second, first.start, second.end + 2, "dash", _rate_confidence(first, second)))
    return definitions


def find_apart(text: str, mentions: list[Mention]) -> list[tuple[str, str]]:
    """Find names that the text tells apart: ``Aral AB, a subsidiary of Aral Inc.``

    >>> from loaders.article.names.mentions import find_mentions
    >>> t = "Aral Electronics, a division of Aral, grew."
    >>> find_apart(t, find_mentions(t))
    [('Aral Electronics', 'Aral')]
    """
    named = [mention for mention in mentions if not mention.place]
    return [(one.text, two.text) for one, two in pairwise(named) if one.text != two.text and _TIE.search(text[one.end : two.start][:120])]


def build_clusters(
    mentions: list[Mention], definitions: list[Definition], apart: Sequence[tuple[str, str]] = (), headline_end: int = 0
) -> list[Cluster]:
    """Join the mentions that name one party, by definition, by equal and by short names; in the order of first mention.

    ``apart``: names that the text tells apart, however alike they are; ``headline_end``: where the headline ends, which may have the short
    name of a party that the text below names in full.
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
    surnames = {make_own_key(short): make_own_key(full) for short, full in _find_surnames(mentions)}
    for short, full in surnames.items():
        join(by_name[short], by_name[full])
    roots_apart = {frozenset(root(by_name[make_own_key(name)]) for name in names) for names in apart}
    bare = {make_own_key(m.text) for m in mentions if len(m.text.split()) == len(make_key(m.text).split())}
    headed = {key for key, i in by_name.items() if mentions[i].end <= headline_end}
    for short, full in _find_short_forms(by_name, bare, headed):
        # A founder and his company have one name: what has it alone is the founder, not both.
        if short not in surnames and frozenset((root(by_name[short]), root(by_name[full]))) not in roots_apart:
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
    return not name.isascii() and any(re.search(r"[A-Za-zÀ-ɏ]", word) and re.search(r"[\u0370-\u052f]", word) for word in name.split())


def _make_cluster(number: int, mentions: Sequence[Mention], definitions: Mapping[str, Definition]) -> Cluster:
    """Make a party of its mentions: its name has more than one word if any has, and is then the longest."""
    by_text = {mention.text: mention for mention in reversed(mentions)}
    later = [text for text in by_text if (told := definitions.get(text)) is None or told.how != "former" or told.short.text != text]
    name = max(later or by_text, key=lambda text: (len(normalise_name(text).split()) > 1, len(text)))
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


def _find_short_forms(by_name: dict[str, int], bare: set[str], headed: set[str]) -> list[tuple[str, str]]:
    """Find names that leave out only common company words of one earlier name, or any words of the only name that begins so: ``Buri`` of
    ``Buri Motors``, never of ``Buri Kazakhstan``; or the city before it, too: ``Buri`` of ``Shanghai Buri Motors``.

    ``by_name``: normalised name -> position of its first mention; ``bare``: those that the text has without a legal form; ``headed``: those
    of the headline, which may be short for a name below it.
    """
    longer: dict[str, set[str]] = defaultdict(set)
    ended: dict[str, set[str]] = defaultdict(set)
    begun: dict[str, set[str]] = defaultdict(set)
    for full in by_name:
        parts = full.split()
        for size in range(1, len(parts)):
            ended[" ".join(parts[size:])].add(full)
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
                if size > 1 and parts[0] in CITIES:
                    longer[" ".join(parts[1:size])].add(full)
    pairs = []
    for short, i in sorted(by_name.items(), key=lambda item: item[1]):
        if not short or short in COUNTRIES or short in COMPANY_WORDS or len(short) < 3:
            continue
        earlier = {full for full in longer.get(short, ()) if by_name[full] < i}
        alike = begun.get(short, set())
        if not earlier and len(alike) == 1 and short in bare and short not in GENERIC and short not in OF_HEADS and short not in CITIES:
            earlier = {full for full in alike if by_name[full] < i}
        if not earlier and short in headed and short in bare and short not in GENERIC and short not in CITIES:
            earlier = longer.get(short, set()) if longer.get(short) == alike else set()
        behind = ended.get(short, set())
        if not earlier and not alike and len(behind) == 1 and short in bare and not {short, *short.split()} & _NO_PART:
            earlier = {full for full in behind if by_name[full] < i and full.split()[0] in FIRST_OF_NAMES}
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
