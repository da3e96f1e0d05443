"""Collects what an article tells of one party at a time: its founding, country, numbers and roles.

Owns which party a fact is about, and that one whose party is named further down waits for it.  The words of facts are in
``attributes.py`` and ``sentences/descriptions.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from loaders.article.claims.attributes import AttributeMatch, find_attributes
from loaders.article.claims.drafts import Draft
from loaders.article.model import Claim, ExtractorInfo, Quote, quote_at
from loaders.article.parties.coreference import Cluster
from loaders.article.parties.profiles import PartyProfiles
from loaders.article.parties.referents import ReferenceResolver, Referent
from loaders.article.sentences.descriptions import Description
from loaders.article.sentences.masking import OF_PERSON, ORG, PLACE, VENTURE, MaskedSentence
from loaders.article.text.document import Document
from ontology.statements import Kind

_ADJECTIVE_BEFORE_NAME = re.compile(rf"{PLACE} (?P<between>(?:[a-z-]+ ){{1,3}})(?P<s>{ORG})")
_NO_DESCRIPTION = re.compile(r"\b(?:and|of|in|by|for|to|with|from|that|acquired|bought|owns|s)\b")
_UNNAMED_INVESTOR = re.compile(rf"\b(?:an?|the) (?P<p>{PLACE}) (?:company|firm|group|corporation|investor)")


class _Deferred(msgspec.Struct, frozen=True):
    """An attribute whose party is named only further down: an owner of that country, or without one the subject of the deal."""

    attribute: AttributeMatch
    sentence: MaskedSentence
    words: str
    country: str | None = None


class FactReader:
    """Reads one document sentence by sentence, and makes the drafts of its facts."""

    def __init__(self, document: Document, resolver: ReferenceResolver, profiles: PartyProfiles, extractor: ExtractorInfo) -> None:
        self._document, self._resolver, self._profiles, self._extractor = document, resolver, profiles, extractor
        self._drafts: list[Draft] = []
        self._known: set[tuple[int, str, Quote]] = set()
        self._deferred: list[_Deferred] = []

    def read(self, plain: MaskedSentence, descriptions: Sequence[Description]) -> list[Draft]:
        """Read what a sentence tells of one party, and how the names in brackets are described."""
        for description in descriptions:
            cluster = self._resolver.find_cluster(description.words.placeholders[description.name_start])
            if cluster is not None:
                if description.countries:
                    words = self._list_words(description.words, 0, len(description.words))
                    self._profiles.set_country(cluster, description.countries[0], words)
                for attribute in find_attributes(description.words, subject=0):
                    self._add_attribute(attribute, description.words, Referent(cluster))
        self._read_adjectives(plain)
        for attribute in find_attributes(plain):
            self._resolve_attribute(attribute, plain)
        return self._take_drafts()

    def finish(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Read what waited for its party; ``drafts``: all that was read of the document."""
        owners = dict.fromkeys(d.holder for d in drafts if d.claim.predicate == "owns" and d.holder) if self._deferred else {}
        of_country: dict[str | None, Cluster] = {}
        for owner in owners:
            of_country.setdefault(self._profiles.country_of(owner), owner)
        for deferred in self._deferred:
            party = of_country.get(deferred.country) if deferred.country else self._resolver.deal_subject
            if party is not None:
                self._add_attribute(deferred.attribute, deferred.sentence, Referent(party, deferred.words))
        return self._take_drafts()

    def _take_drafts(self) -> list[Draft]:
        drafts, self._drafts = self._drafts, []
        return drafts

    def _read_adjectives(self, sentence: MaskedSentence) -> None:
        """Place companies by the adjective before them: ``the largest Chilean automaker NAME``."""
        for match in _ADJECTIVE_BEFORE_NAME.finditer(sentence.text):
            place = sentence.placeholder(match.start()).mention
            cluster = self._resolver.find_cluster(sentence.placeholder(match.start("s")))
            if cluster and place and place.country and not _NO_DESCRIPTION.search(match["between"].rstrip(" ")):
                self._profiles.set_country(cluster, place.country, self._list_words(sentence, match.start(), match.end() - 2))

    def _resolve_attribute(self, attribute: AttributeMatch, sentence: MaskedSentence) -> None:
        """Add an attribute to the party that it is about, or keep it until that party is named."""
        if attribute.predicate == "investment":
            investor = _UNNAMED_INVESTOR.search(sentence.text[attribute.start : attribute.end])
            place = sentence.placeholder(attribute.start + investor.start("p")).mention if investor else None
            if investor and place and place.country:
                words = self._list_words(sentence, attribute.start + investor.start(), attribute.start + investor.end())
                self._deferred.append(_Deferred(attribute, sentence, words, place.country))
                return
        referent = self._resolver.resolve(sentence, attribute.subject)
        if referent is not None and (referent.anaphor or "").lower() not in OF_PERSON:
            self._add_attribute(attribute, sentence, referent)
        elif sentence.text[attribute.subject] == VENTURE:
            self._deferred.append(_Deferred(attribute, sentence, "the project"))

    def _add_attribute(self, attribute: AttributeMatch, sentence: MaskedSentence, referent: Referent) -> None:
        value, unit, qualifier = attribute.value, attribute.unit, attribute.qualifier
        quotes = [quote_at(self._document, "claim", *sentence.offsets(attribute.start, attribute.end))]
        if referent.anaphor is None and 0 < attribute.subject < len(sentence) and sentence.text[attribute.subject] == ORG:
            placeholder = sentence.placeholder(attribute.subject)
            quotes.append(quote_at(self._document, "subject", placeholder.start, placeholder.end))
        if attribute.value_at is not None:
            quantity = sentence.placeholder(attribute.value_at).quantity
            assert quantity is not None
            value, unit = quantity.value, unit or quantity.unit
            qualifier = ", ".join(words for words in (qualifier, quantity.qualifier) if words) or None
            quotes.append(quote_at(self._document, "value", quantity.start, quantity.end))
        elif attribute.value_span is not None:
            quotes.append(quote_at(self._document, "value", *sentence.offsets(*attribute.value_span)))
            value = " ".join(quotes[-1].text.split())
        date = sentence.placeholder(attribute.date_at).quantity if attribute.date_at is not None else None
        claim = Claim(
            id="",
            predicate=attribute.predicate,
            subject="",
            value=value,
            unit=unit,
            qualifier=qualifier,
            as_of=date.value if date else None,
            status=attribute.status,
            quotes=tuple(quotes),
            extractor=msgspec.structs.replace(self._extractor, pattern=attribute.pattern),
            note=f"subject: the text says {referent.anaphor!r}" if referent.anaphor else None,
            tier="C" if referent.anaphor and attribute.predicate == "investment" else "B",
        )
        identity = (referent.cluster.number, claim.predicate, claim.quotes[-1])
        if identity in self._known:
            return
        self._known.add(identity)
        if attribute.predicate != "position":
            self._profiles.suggest_kind(referent.cluster, Kind.COMPANY)
        self._drafts.append(Draft(claim, None, referent.cluster))

    def _list_words(self, sentence: MaskedSentence, start: int, end: int) -> str:
        """Return the words of the document at the masked range [start, end)."""
        low, high = sentence.offsets(start, end)
        return " ".join(self._document.text[low:high].split())
