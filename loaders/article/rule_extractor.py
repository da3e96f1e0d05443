"""The default extractor: a name grammar and patterns, no model.

Owns the order of the steps: names, definitions, reduced sentences, relations, facts, parties.  Each step has its own module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from loaders.article.attributes import Fact, find_facts
from loaders.article.coreference import Cluster, Meaning, Resolver, clusters, definitions, look_alikes
from loaders.article.descriptions import describe
from loaders.article.document import Document, header_end
from loaders.article.lexicon import COUNTRIES
from loaders.article.linking import key
from loaders.article.masking import ORG, PLACE, VENTURE, MaskedSentence, joined, sentences, tokens_of
from loaders.article.mentions import find_names
from loaders.article.model import RELATIONS, Alias, Claim, ClaimStatus, Extraction, Made, Party, Quote, quoted
from loaders.article.quantities import find_figures
from loaders.article.relations import Pair, find_relations
from ontology.statements import Kind
from ontology.terms import slug

VERSION: Final = "1"
CONTEXT: Final = 24
"""Characters kept around a quote, to find it again in a changed text."""

_MADE_DEAL = frozenset({ClaimStatus.AGREED, ClaimStatus.IN_EFFECT, ClaimStatus.PLANNED})


class RulesExtractor:
    """Rules over reduced sentences.

    >>> from loaders.article.document import read_document
    >>> found = RulesExtractor().extract(read_document(b"Aral Motors owns 60 percent of Buri Steel LLP.", "a.txt"))
    >>> [(c.holder, c.predicate, c.subject, c.share.label()) for c in found.claims]
    [('aral-motors', 'owns', 'buri-steel', '60 %')]
    """

    name = "rules"
    version = VERSION

    def extract(self, document: Document) -> Extraction:
        """All parties and claims of the document, in the order of the text."""
        start = header_end(document.text)
        mentions = [m for m in find_names(document.text) if m.start >= start]
        defined = definitions(document.text, mentions)
        found = clusters([m for m in mentions if not m.place], defined)
        tokens = [t for t in tokens_of(document.text, mentions, find_figures(document.text)) if t.start >= start]
        same = {d.long.start: d.end for d in defined}
        return _Reading(document, found).read(joined(s, same) for s in sentences(document.text, tokens))


class _Reading:
    """One pass over one document: collects claims and what the text says of each party."""

    def __init__(self, document: Document, found: list[Cluster]) -> None:
        self.document = document
        self.clusters = found
        self.resolver = Resolver(found)
        self.claims: list[tuple[Claim, Cluster | None, Cluster | None]] = []
        self.places: dict[int, tuple[str, str]] = {}
        self.kinds: dict[int, Kind] = {}
        self.unnamed: dict[str, Cluster] = {}
        self.facts: set[tuple[int, str, Quote]] = set()
        self.waiting: list[tuple[Fact, MaskedSentence, str]] = []

    def read(self, texts: Iterator[MaskedSentence]) -> Extraction:
        for whole in texts:
            plain, descriptions = describe(whole)
            for pair in find_relations(plain):
                self._relation(pair)
            for description in descriptions:
                cluster = self.resolver.cluster(description.words.tokens[description.name_start])
                if cluster is not None:
                    if description.countries:
                        self._place(cluster, description.countries[0], self._said(description.words, 0, len(description.words)))
                    for fact in find_facts(description.words, subject=0):
                        self._fact(fact, description.words, Meaning(cluster))
            self._described_places(plain)
            for fact in find_facts(plain):
                self._fact_of(fact, plain)
            self.resolver.finish(plain)
        self._late()
        return self._extraction()

    def _said(self, text: MaskedSentence, start: int, end: int) -> str:
        low, high = text.offsets(start, end)
        return " ".join(self.document.text[low:high].split())

    def _place(self, cluster: Cluster, country: str, why: str) -> None:
        self.places.setdefault(cluster.number, (country, f'inferred from "{why[:80]}"'))

    def _described_places(self, sentence: MaskedSentence) -> None:
        """``the largest Chilean automaker NAME``: the adjective places the company."""
        for match in re.finditer(rf"{PLACE} (?:[a-z-]+ ){{1,3}}(?P<s>{ORG})", sentence.text):
            country = sentence.token(match.start()).mention
            cluster = self.resolver.cluster(sentence.token(match.start("s")))
            inner = match[0][2:-2]
            if (
                cluster
                and country
                and country.country
                and not re.search(r"\b(?:and|of|in|by|for|to|with|from|that|acquired|bought|owns|s)\b", inner)
            ):
                self._place(cluster, country.country, self._said(sentence, match.start(), match.end() - 2))

    def _meaning(self, sentence: MaskedSentence, at: int, other: int) -> Meaning:
        """The party meant; a party of its own ("the company", not named) where nothing fits, for a person to name."""
        found = self.resolver.meaning(sentence, at, other)
        if found is not None:
            return found
        mention = sentence.token(at).mention
        said = mention.text if mention else ""
        cluster = self.unnamed.setdefault(said.lower(), Cluster(-1 - len(self.unnamed), (mention,) if mention else (), said, Kind.UNKNOWN))
        return Meaning(cluster, said)

    def _relation(self, pair: Pair) -> None:
        holder, subject = (
            self._meaning(pair.sentence, at, other) for at, other in ((pair.holder, pair.subject), (pair.subject, pair.holder))
        )
        if holder.cluster is subject.cluster or self._restates(pair, holder.cluster, subject.cluster):
            return
        kind = {"chairs": Kind.PERSON, "leads": Kind.PERSON}.get(pair.pattern.predicate, Kind.COMPANY)
        for meaning, guess in ((holder, kind), (subject, Kind.COMPANY)):
            if meaning.cluster.kind is Kind.UNKNOWN and meaning.cluster.number >= 0:
                self.kinds.setdefault(meaning.cluster.number, guess)
        if (pair.pattern.event or pair.status is ClaimStatus.AGREED) and pair.status in _MADE_DEAL:
            self.resolver.deal = subject.cluster
        span = self.document.span(*pair.sentence.offsets(pair.start, pair.end))
        quotes = [quoted(self.document, "claim", span, context=CONTEXT)]
        for role, at in (("holder", pair.holder), ("subject", pair.subject)):
            token = pair.sentence.token(at)
            quotes.append(quoted(self.document, role, self.document.span(token.start, token.end)))
        share = pair.share
        if pair.share_at is not None and share is not None:
            words = self.document.span(*pair.sentence.offsets(*pair.share_at))
            quotes.append(quoted(self.document, "share", words))
            share = msgspec.structs.replace(share, text=words.text)
        unnamed = holder.cluster.number < 0 or subject.cluster.number < 0
        said = [f"{role}: the text says {m.said!r}" for role, m in (("holder", holder), ("subject", subject)) if m.said]
        self.claims.append(
            (
                Claim(
                    id="",
                    predicate=pair.pattern.predicate,
                    holder="",
                    subject="",
                    share=share,
                    status=pair.status,
                    valid_from=pair.valid_from,
                    valid_until=pair.valid_until,
                    quotes=tuple(quotes),
                    tier="C" if unnamed else pair.pattern.tier,
                    extractor=Made(name="rules", version=VERSION, pattern=pair.pattern.name),
                    note="; ".join(said) or None,
                ),
                holder.cluster,
                subject.cluster,
            )
        )

    def _restates(self, pair: Pair, holder: Cluster, subject: Cluster) -> bool:
        """Whether an earlier, more telling pattern read the same relation from the same sentence."""
        start, _ = pair.sentence.offsets(0, 1)
        _, end = pair.sentence.offsets(len(pair.sentence) - 1, len(pair.sentence))
        interest = RELATIONS[pair.pattern.predicate].interest.family if pair.pattern.predicate in RELATIONS else None
        for claim, other_holder, other in reversed(self.claims):
            if not start <= claim.quotes[0].start < end:
                break  # claims come sentence by sentence
            if other_holder is holder and other is subject:
                same = claim.predicate == pair.pattern.predicate
                owned = claim.predicate in {"owns", "has-subsidiary"} and pair.pattern.predicate in {"owns", "has-subsidiary"}
                if same or (owned and interest is not None):
                    return True
        return False

    def _fact_of(self, fact: Fact, sentence: MaskedSentence) -> None:
        if fact.predicate == "investment":
            unnamed = re.search(
                rf"\b(?:an?|the) (?P<p>{PLACE}) (?:company|firm|group|corporation|investor)", sentence.text[fact.start : fact.end]
            )
            place = sentence.token(fact.start + unnamed.start("p")).mention if unnamed else None
            if unnamed and place and place.country:
                said = self._said(sentence, fact.start + unnamed.start(), fact.start + unnamed.end())
                self.waiting.append((fact, sentence, f"{place.country} {said}"))
                return
        found = self.resolver.meaning(sentence, fact.subject)
        if found is not None:
            self._fact(fact, sentence, found)
        elif sentence.text[fact.subject] == VENTURE:
            self.waiting.append((fact, sentence, ""))

    def _late(self) -> None:
        """Facts whose party is named only further down."""
        for fact, sentence, where in self.waiting:
            if not where:
                if self.resolver.deal is not None:
                    self._fact(fact, sentence, Meaning(self.resolver.deal, "the project"))
                continue
            country, _, said = where.partition(" ")
            owners = [h for claim, h, _ in self.claims if claim.predicate == "owns" and h is not None and self._country(h) == country]
            if owners:
                self._fact(fact, sentence, Meaning(owners[0], said))

    def _country(self, cluster: Cluster) -> str | None:
        placed = self.places.get(cluster.number)
        return placed[0] if placed else next((m.country for m in cluster.mentions if m.country), None)

    def _fact(self, fact: Fact, sentence: MaskedSentence, meaning: Meaning) -> None:
        value, unit, qualifier = fact.value, fact.unit, fact.qualifier
        span = self.document.span(*sentence.offsets(fact.start, fact.end))
        quotes = [quoted(self.document, "claim", span, context=CONTEXT)]
        if meaning.said is None and fact.subject < len(sentence) and fact.subject and sentence.text[fact.subject] == ORG:
            token = sentence.token(fact.subject)
            quotes.append(quoted(self.document, "subject", self.document.span(token.start, token.end)))
        if fact.value_at is not None:
            amount = sentence.token(fact.value_at).amount
            assert amount is not None
            value, unit = amount.value, unit or amount.unit
            qualifier = ", ".join(q for q in (qualifier, amount.qualifier) if q) or None
            quotes.append(quoted(self.document, "value", self.document.span(amount.start, amount.end)))
        elif fact.value_span is not None:
            words = self.document.span(*sentence.offsets(*fact.value_span))
            value = " ".join(words.text.split())
            quotes.append(quoted(self.document, "value", words))
        dated = sentence.token(fact.date_at).amount if fact.date_at is not None else None
        claim = Claim(
            id="",
            predicate=fact.predicate,
            subject="",
            value=value,
            unit=unit,
            qualifier=qualifier,
            as_of=dated.value if dated else None,
            status=fact.status,
            quotes=tuple(quotes),
            extractor=Made(name="rules", version=VERSION, pattern=fact.pattern),
            note=f"subject: the text says {meaning.said!r}" if meaning.said else None,
            tier="C" if meaning.said and fact.predicate == "investment" else "B",
        )
        said = (meaning.cluster.number, claim.predicate, claim.quotes[-1])
        if said in self.facts:
            return
        self.facts.add(said)
        if meaning.cluster.kind is Kind.UNKNOWN and fact.predicate != "position":
            self.kinds.setdefault(meaning.cluster.number, Kind.COMPANY)
        self.claims.append((claim, None, meaning.cluster))

    def _extraction(self) -> Extraction:
        suggested = {other.number: (word, alias) for word, other, alias in look_alikes(self.clusters)}
        order: dict[int, Cluster] = {}
        for _, holder, subject in sorted(self.claims, key=lambda c: c[0].quotes[0].start):
            for cluster in (holder, subject):
                if cluster is not None:
                    order.setdefault(cluster.number, cluster)
        self._infer_places()
        keys: dict[int, str] = {}
        used: dict[str, int] = {}
        taken: set[str] = set()
        for number, cluster in order.items():
            wanted = _key(cluster)
            name = wanted
            while name in taken:
                used[wanted] = used.get(wanted, 1) + 1
                name = f"{wanted}-{used[wanted]}"
            taken.add(name)
            keys[number] = name
        parties = tuple(self._party(c, keys[c.number], suggested.get(c.number)) for c in order.values())
        claims = []
        ordered = sorted(self.claims, key=lambda c: (c[0].quotes[0].start, c[0].holder is None))
        for number, (claim, holder, subject) in enumerate(ordered, 1):
            claims.append(
                msgspec.structs.replace(
                    claim, id=f"c{number}", holder=keys[holder.number] if holder else None, subject=keys[subject.number] if subject else ""
                )
            )
        return Extraction(parties=parties, claims=tuple(claims))

    def _infer_places(self) -> None:
        for cluster in self.clusters:
            country = next(((m.country, m.text) for m in cluster.mentions if m.country), None)
            if country and country[0] and cluster.number not in self.places:
                word = next((w for w in country[1].split() if COUNTRIES.get(w.lower()) == country[0]), country[1])
                self._place(cluster, country[0], word)
        for _ in range(2):
            for _, holder, subject in self.claims:
                if holder is None or subject is None:
                    continue
                for one, two in ((holder, subject), (subject, holder)):
                    if one.kind in (Kind.STATE, Kind.STATE_BODY) and one.number not in self.places and two.number in self.places:
                        self.places[one.number] = (
                            self.places[two.number][0],
                            f"inferred from {two.name}, which it is linked to; the text names no country here",
                        )

    def _party(self, cluster: Cluster, name_key: str, suggested: tuple[Cluster, Alias] | None) -> Party:
        aliases = [*cluster.aliases, *([suggested[1]] if suggested else [])]
        country, why = self.places.get(cluster.number, (None, None))
        kind = cluster.kind if cluster.kind is not Kind.UNKNOWN else self.kinds.get(cluster.number, Kind.UNKNOWN)
        note = "the text does not name this party: give its name, or reject its claims" if cluster.number < 0 else None
        return Party(
            key=name_key, name=cluster.name, kind=kind, jurisdiction=country, jurisdiction_note=why, aliases=tuple(aliases), note=note
        )


def _key(cluster: Cluster) -> str:
    """A short handle: a defined alias of one word if there is one, else the name without its legal form."""
    short = [a.text for a in cluster.aliases if a.how in {"bracket", "dash"} and " " not in a.text]
    name = min(short, key=len) if short else cluster.name
    return slug(key(name) or name) if cluster.number >= 0 else slug(name)
