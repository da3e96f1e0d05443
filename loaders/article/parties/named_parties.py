"""Lists the parties that one sentence names: whom it is about, of whom only another is told, and by what noun it calls them.

Which of them a pronoun means is chosen in ``referents.py``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Final

from loaders.article.parties.coreference import Cluster, may_be_person
from loaders.article.sentences.anaphors import NOUNS
from loaders.article.sentences.masking import ORG, PERCENT, PERSON, PLACE, MaskedSentence
from ontology.statements import Kind

AFTER_SHARE = re.compile(rf"(?:{PERCENT}|stakes?|shares?|interests?|holdings?|part|half|quarter) (?:of|in) (?:the )?$")
"""What stands before a company that is held."""
HELD_BEFORE = re.compile(
    rf"(?<!\w)(?:{PERCENT}|[Ss]takes?|[Ss]hares?|interests?|holdings?|control|takeover|acquisition|purchase|sale|buyout|privati[sz]ation|bids?|offers?"
    rf"|tender) (?:of|in|for) (?:(?:[a-z-]+|{PLACE}(?:['’]s|-[a-z]+)?),? ){{0,6}}$"
)
"""What stands before a company of which a share or a deal is told."""
_OF_NO_DOER = re.compile(r"(?:\b(?:in|at|on|near|from|for|of|with|to|as|by|through|via|against|into|the|The|like)|[\"“]) ?$")
"""What does not stand before a person who is meant by ``he`` behind it, and is not known to be one."""
OF_SHARES: Final = re.compile(rf"(?:[Ss]hares|[Ss]tock) (?:of|in) (?:[a-z-]+ |{PLACE} ){{0,4}}")
"""What begins a sentence about the company whose shares it tells of."""
_AFTER_PREPOSITION = re.compile(rf"\b(?:(?:in|at|from|near)\s(?:[{ORG}{PLACE}] \()?|(?:at|near)\sthe\s)$")
_WHERE = re.compile(r",? where\b")
"""What stands behind a place."""
_POSSESSIVE = re.compile(r"['’]s? [a-z]")
_OF_OTHER = re.compile(r"\b(?:of|by|with|against)\s(?:the\s)?$")
_HAS_OTHER = re.compile(
    rf"['’]s? (?:[a-z\ue002][a-z-]* ){{0,4}}(?:subsidiary|unit|arm|division|affiliate|fund|brand|owner|parent|"
    rf"founder|chairman),? [{ORG}{PERSON}]"
    rf"|['’]s? [{ORG}]"
    r"|['’]s? (?:[a-z-]+ ){0,2}(?:heirs|owners?|family|widow|sons?|daughters?|children|shareholders?|founders?|managers?|creditors|chief"
    r"|chairman|board|staff|lawyers?|spokesman|spokeswoman|employees|workers|liquidators?|trustees|executors)\b"
)
"""What stands behind one that only tells whose another is: ``Aral's unit Buri``."""
_NOUN_BEFORE = re.compile(rf"\b(?P<noun>{NOUNS}),? $", re.IGNORECASE)
_NOUN_BEHIND = re.compile(rf", (?:an?|the) (?:[^,.;{ORG}{PERSON}]{{0,40}} )?(?P<noun>{NOUNS})\b")
_AS_GOOD_AS_ALL: Final = 3
"""Persons of a sentence that are as good as all: whether there is one but for the one that a pronoun cannot mean."""


class NamedParties:
    """The parties that one sentence names, found once for all of its pronouns: each with where it is first named, in that order."""

    def __init__(self, sentence: MaskedSentence, by_start: dict[int, Cluster]) -> None:
        self.sentence = sentence
        self.doers: dict[Cluster, int] = {}
        """Companies that are no place of another (``in Aral``), and that the sentence may be about."""
        self.others: dict[Cluster, int] = {}
        """Those of which another is told: ``the owner of Aral``."""
        self.described: dict[str, dict[Cluster, int]] = defaultdict(dict)
        """By what noun the sentence calls which two parties first, and where the words end that say so: ``the carmaker Aral``, ``Aral, a
        Danish carmaker``."""
        self.held: dict[Cluster, int] = {}
        """The first two of which a share or a deal is told: ``a stake in Aral``, ``a bid for Aral``."""
        self._named: dict[Cluster, int] = {}
        """Parties but those of which a share is told."""
        self._no_doers: set[Cluster] = set()
        """Those of them that a preposition stands before."""
        for i, char in enumerate(sentence.text):
            cluster = by_start.get(sentence.starts[i]) if char in (ORG, PERSON) else None
            if cluster is not None:
                self._add(cluster, i, char)

    def _add(self, cluster: Cluster, i: int, char: str) -> None:
        text = self.sentence.text
        if not AFTER_SHARE.search(text, max(0, i - 30), i):
            self._named.setdefault(cluster, i)
            if _OF_NO_DOER.search(text, max(0, i - 12), i):
                self._no_doers.add(cluster)
        if char != ORG:
            return
        if OF_SHARES.fullmatch(text, 0, i):
            self.doers.setdefault(cluster, i)
        is_held = HELD_BEFORE.search(text, max(0, i - 80), i)
        if is_held:
            add_to_two(self.held, cluster, i)
        is_place = (not AFTER_SHARE.search(text, max(0, i - 30), i) and _AFTER_PREPOSITION.search(text, max(0, i - 12), i)) or _WHERE.match(
            text, i + 1
        )
        if cluster.kind is not Kind.PERSON and not is_place:
            is_his = may_be_person(cluster.kind, cluster.name) and _POSSESSIVE.match(text, i + 1)
            is_other = _OF_OTHER.search(text, max(0, i - 12), i) or _HAS_OTHER.match(text, i + 1) or is_his
            (self.others if is_other else self.doers).setdefault(cluster, i)
        if (before := _NOUN_BEFORE.search(text, max(0, i - 20), i)) is not None:
            add_to_two(self.described[before["noun"].lower()], cluster, i + 1)
        if (behind := _NOUN_BEHIND.match(text, i + 1)) is not None:
            add_to_two(self.described[behind["noun"].lower()], cluster, behind.end())

    def list_persons(self, end: int, excluded: Cluster | None = None) -> list[Cluster]:
        """List the first parties before the masked position ``end`` that are persons; where none is known to be one, those that may be."""
        named = [cluster for cluster in list_before(self._named, end) if cluster is not excluded]
        known = (cluster for cluster in named if cluster.kind is Kind.PERSON)
        maybe = (c for c in named if may_be_person(c.kind, c.name) and c not in self._no_doers)
        return list(islice(known, _AS_GOOD_AS_ALL)) or list(islice(maybe, _AS_GOOD_AS_ALL))


def list_before(named: dict[Cluster, int], end: int) -> Iterator[Cluster]:
    """List those of the parties that are named before ``end``, in the order of the text."""
    return (cluster for cluster, _ in takewhile(lambda item: item[1] < end, named.items()))


def add_to_two(found: dict[Cluster, int], cluster: Cluster, at: int) -> None:
    """Add a party, unless it is there or two others are."""
    if len(found) < 2:
        found.setdefault(cluster, at)
