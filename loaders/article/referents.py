"""Resolves references: which party a placeholder of a masked sentence stands for: a name, a pronoun, "the mill", "the joint venture".

A pronoun takes the nearest fitting name: the first party of its own sentence, else of the sentences before.  A guess is never made
silently: the claim keeps the words that were resolved.  Which mentions name one party is in ``coreference.py``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import msgspec

from loaders.article.coreference import Cluster, may_be_person
from loaders.article.lexicon import CITIES
from loaders.article.masking import IT, ITS, NOUNS, OF_PERSON, ORG, PERCENT, PERSON, THINGS, VENTURE, MaskedSentence, Placeholder
from loaders.article.patterns_grammar import BUY
from ontology.statements import Kind

_STATES: Final = (Kind.STATE, Kind.STATE_BODY)
_SENTENCES_BACK: Final = 3
_AFTER_SHARE = re.compile(rf"(?:{PERCENT}|stakes?|shares?|interests?|holdings?|part|half|quarter) (?:of|in) (?:the )?$")
"""What stands before a company that is held."""
_ACTOR = re.compile(
    rf"[{ORG}{PERSON}](?:,? (?:which|who)(?: [^,.;]{{1,80}},)?)?(?: (?:has|had|have|later|then|also|[a-z]+ly))* (?:sold|sells|bought"
    rf"|acquired|acquires|owns|"
    rf"owned|controls|"
    r"controlled|holds|held|purchased|founded|built|runs|ran|floated|backed|transferred|valued|took|gave)(?: (?:over|off|up))?"
    rf"(?: (?:{PERCENT}|an? (?:[a-z]+ ){{0,2}}(?:stake|interest|share)|all|half|most|part|the (?:rest|whole|remainder)|control) "
    rf"(?:of|in))? $"
)
_SEVERAL = re.compile(
    rf"[^.;{ORG}]{{0,60}}{ORG}(?:, [^.;,{ORG}]{{0,30}}{ORG}){{0,4}},? and [^.;,{ORG}]{{0,40}}{ORG} (?:are|were|have|own|hold|plan"
    rf"|merged|agreed|formed)\b"
)
"""Several that do something together at the beginning of a sentence."""
_TOGETHER = re.compile(rf"[{ORG}{PERSON}](?:, [{ORG}{PERSON}]){{0,6}},? and [{ORG}{PERSON}]")
_AND = re.compile(r"(?:,| and|;) $")
_AFTER_BUY = re.compile(rf"\b{BUY} $")
"""What stands before what was bought: the company that a deal told before is about."""
_AFTER_PREPOSITION = re.compile(r"\b(?:in|at|from|near)\s$")
_OF_OTHER = re.compile(r"\b(?:of|by|with|against)\s(?:the\s)?$")
_SAID_OF_ALL: Final = frozenset(
    ["business", "company", "corporation", "enterprise", "firm", "group", "holding", "organisation", "organization"]
)
"""Nouns that say of no party what it is."""
_NOUN_BEFORE = re.compile(rf"\b(?P<noun>{NOUNS}),? $", re.IGNORECASE)
_NOUN_BEHIND = re.compile(rf", (?:an?|the) (?:[^,.;{ORG}{PERSON}]{{0,40}} )?(?P<noun>{NOUNS})\b")


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
            acts_at = self._find_actor(sentence, at)
            actor = self._by_start.get(sentence.starts[acts_at]) if acts_at is not None else None
            if placeholder.char == ITS and actor is not None and actor is not excluded:
                return Referent(actor, anaphor)
            if self.deal_subject not in (None, excluded) and " " in anaphor and _AFTER_BUY.search(sentence.text, max(0, at - 30), at):
                return Referent(self.deal_subject, anaphor, is_far=True)
            apart = {excluded, *self._known_persons, actor}
            apart.update(cluster for place in (other, acts_at) for cluster in self._list_together(sentence, place))
            doers, others = ([c for c in self._list_subjects(sentence, at, is_doer) if c not in apart] for is_doer in (True, False))
            states = [c for c in doers if c.kind in _STATES and " " not in anaphor] if not others else []
            here = [c for c in doers if c.kind not in _STATES] or states or others
            if here:
                is_guess = len({*here, *others}) > 1 or here is others or may_be_person(here[0].kind, here[0].name)
                return Referent(here[0], anaphor, is_guess=is_guess)
            earlier = ([c for told in pair for c in told if c not in apart] for pair in reversed(self._subjects[-_SENTENCES_BACK:]))
            return self._choose_earlier(list(filter(None, earlier)), anaphor)
        return None

    @staticmethod
    def _choose_earlier(earlier: Sequence[Sequence[Cluster]], anaphor: str) -> Referent | None:
        """Choose of the parties of earlier sentences, the nearest first; none where the nearest may be a person and another is no
        person."""
        if not earlier:
            return None
        nearest = earlier[0][0]
        others = [c for told in earlier for c in told if not may_be_person(c.kind, c.name)]
        return None if others and may_be_person(nearest.kind, nearest.name) else Referent(nearest, anaphor, is_far=True)

    def _find_described(self, sentence: MaskedSentence, at: int, anaphor: str, other: int | None) -> Cluster | None:
        """Return the only party before ``at`` whose name has the noun of ``the brewery``, or that the text calls so; None where there are
        several."""
        noun = anaphor.lower().rpartition(" ")[2]
        if " " not in anaphor or noun in _SAID_OF_ALL:
            return None
        excluded = self.find_cluster(sentence.placeholder(other)) if other is not None else None
        called = [cluster for name, clusters in self._described.items() if name.endswith(noun) for cluster in clusters]
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

    @staticmethod
    def _find_actor(sentence: MaskedSentence, at: int) -> int | None:
        """Return the place of the party that does something with what the pronoun at ``at`` means, which is another: ``Aral sold it``."""
        actor = _ACTOR.search(sentence.text, max(0, at - 80), at)
        return actor.start() if actor else None

    def _list_together(self, sentence: MaskedSentence, other: int | None) -> list[Cluster | None]:
        """List the parties beside the one at ``other`` that do the same: ``Aral and Buri``."""
        if other is None:
            return []
        joined = (m for m in _TOGETHER.finditer(sentence.text, max(0, other - 40), other + 40) if m.start() <= other < m.end())
        return [self._by_start.get(sentence.starts[i]) for m in joined for i in range(m.start(), m.end()) if sentence.text[i] == ORG]

    def _list_subjects(self, sentence: MaskedSentence, end: int, is_doer: bool) -> list[Cluster]:
        """List the companies before the masked position ``end`` that are no place of another (``in Aral``), behind them
        cities and bodies of a state; ``is_doer``: those that the sentence may be about, and not those
        of which another is told (``the owner of Aral``)."""
        clusters: list[Cluster] = []
        for i in range(end):
            if sentence.text[i] == ORG and not _AFTER_PREPOSITION.search(sentence.text, max(0, i - 12), i):
                cluster = self._by_start.get(sentence.starts[i])
                is_object = _OF_OTHER.search(sentence.text, max(0, i - 12), i) is not None
                if cluster is not None and cluster.kind is not Kind.PERSON and is_object is not is_doer:
                    clusters.append(cluster)
        return sorted(dict.fromkeys(clusters), key=lambda cluster: cluster.kind in _STATES or cluster.name.lower() in CITIES)
