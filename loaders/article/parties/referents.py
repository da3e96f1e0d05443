"""Resolves references: which party a placeholder of a masked sentence stands for: a name, a pronoun, "the mill", "the joint venture".

A pronoun takes the nearest fitting name: the first party of its own sentence, else of the sentences before.  A guess is never made
silently: the claim keeps the words that were resolved.  Which mentions name one party is in ``coreference.py``.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from typing import Final

import msgspec

from loaders.article.names.lexicon_places import CITIES
from loaders.article.parties.coreference import Cluster, may_be_person
from loaders.article.parties.named_parties import AFTER_SHARE, NamedParties, add_to_two, list_before
from loaders.article.parties.reference_words import (
    ACTOR,
    AFTER_BUY,
    AFTER_HOLDER,
    AFTER_OTHER,
    AFTER_URGING,
    AND,
    BEFORE_OWNED,
    BEGINS_CLAUSE,
    HELD_BEFORE,
    INTRODUCES,
    IS,
    MADE,
    MUST,
    OF_HOLDERS,
    OF_MONEY,
    OF_WORKS,
    SAID_OF_ALL,
    SELLS,
    SELLS_ITS,
    SEVERAL,
    TELLS,
    TO_ANOTHER,
    TOGETHER,
    TOLD_BY_NOUN,
)
from loaders.article.sentences.masking import IT, ITS, OF_PERSON, ORG, PERSON, VENTURE, MaskedSentence, Placeholder
from ontology.statements import Kind

_STATES: Final = (Kind.STATE, Kind.STATE_BODY)
_NO_FIRMS: Final = (Kind.PERSON, *_STATES)
"""What "the company" never is."""
_SENTENCES_BACK: Final = 3


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
        self._subjects: deque[list[Cluster]] = deque(maxlen=_SENTENCES_BACK)
        """Whom the latest sentences were about."""
        self._companies: deque[list[Cluster]] = deque(maxlen=_SENTENCES_BACK)
        """Those of them that are no persons."""
        self._described: dict[str, dict[Cluster, int]] = defaultdict(dict)
        """A noun -> the first two parties that earlier sentences have called so: two are as good as many."""
        self._named: dict[str, dict[Cluster, int]] = defaultdict(dict)
        """A noun of names -> the first two parties whose name has it, and where they are first named."""
        for cluster in clusters:
            for word in {
                word for mention in cluster.mentions if " " in mention.text for word in mention.text.lower().split()
            } & TOLD_BY_NOUN:
                add_to_two(self._named[word], cluster, cluster.mentions[0].start)
        self._known_persons: set[Cluster] = set()
        """Parties that the text calls "he" or "she"."""
        self._persons: deque[list[Cluster]] = deque(maxlen=_SENTENCES_BACK)
        self._has_made = False
        """Whether the sentence before tells of something that somebody made."""
        self._introduced: set[str] = set()
        """Nouns by which it tells of what it does not name: ``bought a yard``."""
        self._has_sold_own = False
        """Whether it tells of one who sold a company of his own."""
        self._here: NamedParties | None = None
        """Those of the sentence that was looked at last."""
        self.deal_subject: Cluster | None = None
        """Subject of the latest agreed or completed deal: what "the joint venture" means."""
        self._deal_here: Cluster | None = None
        """Subject of the latest deal that this sentence tells."""
        self._held_before: Cluster | None = None
        """The company of which the sentence before told a deal, or alone a share."""
        self._held_earlier: Cluster | None = None
        """That of which the one before it did."""

    def finish_sentence(self, sentence: MaskedSentence) -> None:
        """Remember whom the sentence was about, for pronouns in the next ones; one that begins with a pronoun is still about the same."""
        here = self._list_parties(sentence)
        for noun, called in here.described.items():
            for cluster, at in called.items():
                add_to_two(self._described[noun], cluster, at)
        pronoun = next((i for i, char in enumerate(sentence.text) if char in (ORG, IT, ITS)), None)
        referent = self.resolve(sentence, pronoun) if pronoun is not None and sentence.text[pronoun] != ORG else None
        doers, others = sorted(here.doers, key=_is_last_meant), sorted(here.others, key=_is_last_meant)
        if (several := SEVERAL.match(sentence.text)) is not None:
            # "It" is none of those that did something together.
            together = {self._by_start.get(sentence.starts[i]) for i in range(several.end()) if sentence.text[i] == ORG}
            doers = [c for c in doers if c not in together] or doers
        self._subjects.append([referent.cluster] if referent else [*doers, *others] if doers else [])
        self._companies.append([c for c in self._subjects[-1] if not may_be_person(c.kind, c.name)])
        persons = here.list_persons(len(sentence))
        if not persons and (he := next((i for i in range(len(sentence)) if self._is_pronoun_of_person(sentence, i)), None)) is not None:
            persons = [same.cluster] if (same := self.resolve(sentence, he)) else []
        self._persons.append(persons)
        held = list(here.held)
        self._introduced = {match["noun"] for match in INTRODUCES.finditer(sentence.text)}
        self._has_made = MADE.search(sentence.text) is not None
        self._has_sold_own = False
        if SELLS_ITS.search(sentence.text):
            # "The group" behind "has sold its chain Aral" is the seller.
            held, self._deal_here, self._has_sold_own = [], None, True
        self._held_earlier = self._held_before
        self._held_before, self._deal_here = self._deal_here or (held[0] if len(held) == 1 else None), None

    def find_cluster(self, placeholder: Placeholder) -> Cluster | None:
        """Return the party of a name; None where the placeholder is no name of a party."""
        return self._by_start.get(placeholder.start)

    def resolve(self, sentence: MaskedSentence, at: int, other: int | None = None, besides: Cluster | None = None) -> Referent | None:
        """Resolve the placeholder at ``at``; None where no party fits.  A pronoun never means the party at ``other``, nor ``besides``."""
        placeholder = sentence.placeholder(at)
        if self._is_pronoun_of_person(sentence, at):
            return self._resolve_person(sentence, at, self.find_cluster(sentence.placeholder(other)) if other is not None else None)
        if placeholder.char in (ORG, PERSON):
            cluster = self.find_cluster(placeholder)
            return Referent(cluster) if cluster else None
        anaphor = placeholder.mention.text if placeholder.mention else ""
        if (described := self._find_described(sentence, at, anaphor, other)) is not None:
            return Referent(described, anaphor)
        if anaphor.lower().endswith(" family"):
            return None
        if anaphor.lower().startswith(("the ", "this ")) and anaphor.lower().rpartition(" ")[2] in self._introduced:
            return None
        if placeholder.char == VENTURE:
            return Referent(self.deal_subject, anaphor) if self.deal_subject else None
        if placeholder.char in (IT, ITS):
            excluded = self.find_cluster(sentence.placeholder(other)) if other is not None else None
            if at and sentence.text[0] == placeholder.char == ITS and AND.search(sentence.text, max(0, at - 6), at):
                return self.resolve(sentence, 0, other)
            if sentence.text[max(0, at - 3) : at].endswith(" (") and at > 2 and sentence.text[at - 3] == ORG and placeholder.char == IT:
                return self.resolve(sentence, at - 3)
            if (same := self._find_same(sentence, at)) is not None:
                return self.resolve(sentence, same, other)
            acts_at = self._find_actor(sentence, at)
            actor = self.find_doer(sentence, at)
            if placeholder.char == ITS and actor is not None and actor is not excluded:
                return Referent(actor, anaphor)
            dealt = self._find_dealt(sentence.text, at) if " " in anaphor else None
            if dealt is not None and dealt is not excluded:
                return Referent(dealt, anaphor, is_far=True)
            if (sold := self._find_sold(sentence.text, at)) is not None:
                return self.resolve(sentence, sold)
            together = {cluster for place in (other, acts_at) for cluster in self._list_together(sentence, place)}

            first = next((i for i in range(at) if sentence.text[i] in (ORG, PERSON)), None)
            is_of_person = first is not None and self._is_pronoun_of_person(sentence, first)
            person = self._resolve_person(sentence, first, None) if first is not None and is_of_person else None
            told_of = person.cluster if person is not None else None

            is_plural = anaphor.lower() == "they"

            is_of_firm = anaphor.lower().rpartition(" ")[2] in SAID_OF_ALL
            is_of_works = OF_WORKS.search(anaphor) is not None

            def may_be_meant(cluster: Cluster) -> bool:
                if is_of_works and OF_MONEY.search(cluster.name):
                    return False
                if (is_plural and may_be_person(cluster.kind, cluster.name)) or (is_of_firm and cluster.kind in _NO_FIRMS):
                    return False
                others = (excluded, actor, besides, told_of)
                return cluster not in others and cluster not in together and cluster not in self._known_persons

            if placeholder.char == IT and acts_at is not None and (held := self._find_held(sentence, at)) is not None:
                return Referent(held, anaphor, is_guess=True) if may_be_meant(held) else None
            if acts_at is not None and anaphor.lower() == "it" and (self._has_made or MADE.search(sentence.text, 0, acts_at)):
                return None
            told = self._list_parties(sentence)
            doers, others = (_list_first(named, at, may_be_meant) for named in (told.doers, told.others))
            states = [c for c in doers if c.kind in _STATES and " " not in anaphor] if not others else []
            here = [c for c in doers if c.kind not in _STATES] or states or others
            if here and placeholder.char == IT and AFTER_URGING.search(sentence.text, max(0, at - 30), at):
                # Who urges the company is another.
                here = [c for c in {**told.held, **told.doers} if c is not here[0] and may_be_meant(c)]
            if here and placeholder.char == IT and _does_to_another(sentence.text, at):
                return None
            if here:
                is_guess = len({*here, *others}) > 1 or here is others or may_be_person(here[0].kind, here[0].name)
                return Referent(here[0], anaphor, is_guess=is_guess)
            if placeholder.char == ITS and (noun := self._find_noun(sentence, at)) is not None:
                return self.resolve(sentence, noun, other)
            is_held = is_of_firm or (placeholder.char == ITS and OF_HOLDERS.match(sentence.text, at + 1))
            held = self._held_before if is_held else None
            if self._has_sold_own and is_of_firm and not anaphor.lower().endswith("group") and BEFORE_OWNED.match(sentence.text, at + 1):
                # "The company is owned by" may tell of the one that was sold.
                return None
            return self._choose_earlier(may_be_meant, anaphor, held if held and may_be_meant(held) else None)
        return None

    def _find_dealt(self, text: str, at: int) -> Cluster | None:
        """Return what the last deal was about, if it is bought at ``at``; if it is held there, of what the sentence before told a deal or a
        share; else None."""
        if AFTER_BUY.search(text, max(0, at - 30), at):
            return self.deal_subject
        is_held = AFTER_SHARE.search(text, max(0, at - 30), at) or BEFORE_OWNED.match(text, at + 1)
        if is_held is None and AFTER_HOLDER.search(text, max(0, at - 30), at):
            return self._held_before or self._held_earlier
        return self._held_before if is_held else None

    @staticmethod
    def _find_sold(text: str, at: int) -> int | None:
        """Return the place of what was sold to one who then has it, which the pronoun at ``at`` means: ``Aral sold Buri to Cetin, which
        owns it``."""
        if text[at] != IT or not AFTER_OTHER.search(text, max(0, at - 80), at):
            return None
        sold = SELLS.search(text, 0, at)
        return sold.start("s") if sold else None

    @staticmethod
    def _find_noun(sentence: MaskedSentence, at: int) -> int | None:
        """Return the place of "the company" before ``its``, which then means the same."""
        mentions = ((i, sentence.placeholder(i).mention) for i in range(at) if sentence.text[i] == IT)
        return next((i for i, mention in mentions if mention is not None and " " in mention.text), None)

    def tell_deal(self, subject: Cluster) -> None:
        """Remember of which company a deal was told."""
        self.deal_subject = self._deal_here = subject

    def find_doer(self, sentence: MaskedSentence, at: int) -> Cluster | None:
        """Return the party that does something with what the pronoun at ``at`` means: a name, or ``it``."""
        acts_at = self._find_actor(sentence, at)
        if acts_at is None or sentence.text[acts_at] != IT:
            return None if acts_at is None else self._by_start.get(sentence.starts[acts_at])
        referent = self.resolve(sentence, acts_at)
        return referent.cluster if referent else None

    @staticmethod
    def _find_same(sentence: MaskedSentence, at: int) -> int | None:
        """Return the place of the pronoun that the sentence begins with, where the one at ``at`` begins a clause of it and means the same:
        ``It was founded by Ada Brook; it was bought``."""
        first = next((i for i, char in enumerate(sentence.text[:at]) if char in (ORG, PERSON, IT, ITS)), None)
        if first is None or sentence.text[first] != IT or sentence.text[at] != IT:
            return None
        return first if BEGINS_CLAUSE.search(sentence.text, max(0, at - 10), at) and IS.match(sentence.text, at + 1) else None

    def _choose_earlier(self, is_meant: Callable[[Cluster], bool], anaphor: str, held: Cluster | None = None) -> Referent | None:
        """Choose of the parties of earlier sentences, the nearest first; where the nearest may be a person and another is no person, the
        one that is ``held``, else none."""
        nearest = next((c for subjects in reversed(self._subjects) for c in subjects if is_meant(c)), None)
        if nearest is None or may_be_person(nearest.kind, nearest.name):
            is_doubtful = any(is_meant(c) for companies in self._companies for c in companies)
            nearest = held or (None if is_doubtful else nearest)
        return None if nearest is None else Referent(nearest, anaphor, is_far=True)

    def find_topic(self, excluded: Cluster | None) -> Referent | None:
        """Return the company that the latest sentences are about, as a guess; None where they are about a person."""
        return self._choose_earlier(lambda cluster: cluster is not excluded and cluster not in self._known_persons, "")

    def _list_parties(self, sentence: MaskedSentence) -> NamedParties:
        """List the parties that a sentence names, once for all of its pronouns."""
        if self._here is None or self._here.sentence is not sentence:
            self._here = NamedParties(sentence, self._by_start)
        return self._here

    def _find_described(self, sentence: MaskedSentence, at: int, anaphor: str, other: int | None) -> Cluster | None:
        """Return the only party before ``at`` whose name has the noun of ``the brewery``, or that the text calls so; None where there are
        several."""
        noun = anaphor.lower().rpartition(" ")[2]
        made = noun.removesuffix("maker")
        if " " not in anaphor or noun in SAID_OF_ALL:
            return None
        excluded = self.find_cluster(sentence.placeholder(other)) if other is not None else None
        fitting = {
            *(cluster for name, called in self._described.items() if name.endswith(noun) for cluster in called),
            *list_before(self._named.get(noun, {}), sentence.starts[at]),
            *list_before(self._named.get(made, {}), sentence.starts[at]),
            *list_before(self._list_parties(sentence).described.get(noun, {}), at + 1),
        }
        return fitting.pop() if len(fitting) == 1 and excluded not in fitting else None

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
        here = self._list_parties(sentence).list_persons(at, excluded)
        earlier = ([c for c in persons if c is not excluded] for persons in reversed(self._persons))
        persons = here or next(filter(None, earlier), [])
        if len(persons) == 1:
            self._known_persons.add(persons[0])
        mention = sentence.placeholder(at).mention
        return Referent(persons[0], mention.text if mention else None, is_far=not here) if len(persons) == 1 else None

    @staticmethod
    def _find_actor(sentence: MaskedSentence, at: int) -> int | None:
        """Return the place of the party that does something with what the pronoun at ``at`` means, which is another: ``Aral sold it``."""
        actor = ACTOR.search(sentence.text, max(0, at - 80), at)
        return actor.start() if actor else None

    def _find_held(self, sentence: MaskedSentence, before: int) -> Cluster | None:
        """Return the only party before a place that the sentence says somebody buys, sells or holds."""
        held = {self._by_start.get(sentence.starts[m.end() - 1]) for m in HELD_BEFORE.finditer(sentence.text, 0, before)}
        return held.pop() if len(held) == 1 else None

    def _list_together(self, sentence: MaskedSentence, other: int | None) -> list[Cluster | None]:
        """List the parties beside the one at ``other`` that do the same: ``Aral and Buri``."""
        if other is None:
            return []
        joined = (m for m in TOGETHER.finditer(sentence.text, max(0, other - 40), other + 40) if m.start() <= other < m.end())
        return [self._by_start.get(sentence.starts[i]) for m in joined for i in range(m.start(), m.end()) if sentence.text[i] == ORG]


def _does_to_another(text: str, at: int) -> bool:
    """Whether one does something to another before a pronoun, which may mean either."""
    return TO_ANOTHER.search(text, 0, at) is not None or (MUST.match(text, at + 1) is not None and TELLS.search(text, 0, at) is not None)


def _is_last_meant(cluster: Cluster) -> bool:
    """Whether a pronoun means a city or a body of a state, which it does where the sentence names no other."""
    return cluster.kind in _STATES or cluster.name.lower() in CITIES


def _list_first(named: dict[Cluster, int], end: int, is_meant: Callable[[Cluster], bool]) -> list[Cluster]:
    """List the first two companies named before ``end`` that may be meant, behind them cities and bodies of a state that stand before:
    whether there is one or several, two tell as well as all."""
    companies: list[Cluster] = []
    last: list[Cluster] = []
    for cluster in filter(is_meant, list_before(named, end)):
        (last if _is_last_meant(cluster) else companies).append(cluster)
        if len(companies) > 1:
            break
    return companies + last
