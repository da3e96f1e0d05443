"""Extracts claims from an article by a name grammar and patterns, without a model: the default extractor.

Owns the order of the steps (mentions, definitions, masked sentences, relations, facts, parties) and the making of claims of two parties.
Each step has its own module.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

import msgspec

from loaders.article.claims.drafts import Draft, choose_base, tidy_drafts
from loaders.article.claims.facts import FactReader
from loaders.article.claims.left_out import HOLDS_BESIDE, THROUGH_ALONE, TOPICAL
from loaders.article.claims.left_out_claims import complete, takes_place_of
from loaders.article.claims.left_out_deals import BUYER, SELLER
from loaders.article.claims.left_out_read import LeftOut, find_left_out
from loaders.article.claims.left_out_roles import BY_ROLE
from loaders.article.claims.left_out_topic import find_topical, names_another
from loaders.article.claims.listings import ListingReader
from loaders.article.claims.no_holdings import is_no_holding, is_of_business
from loaders.article.claims.relations import RelationMatch, find_relations, find_rest
from loaders.article.model import FAINT, Claim, ClaimStatus, Extraction, ExtractorInfo, quote_at
from loaders.article.names.headlines import find_headline_end, write_as_sentences
from loaders.article.names.mentions import find_mentions
from loaders.article.parties.coreference import Cluster, build_clusters, find_apart, find_definitions, may_be_person
from loaders.article.parties.profiles import PartyProfiles
from loaders.article.parties.referents import ReferenceResolver, Referent
from loaders.article.sentences.descriptions import extract_descriptions
from loaders.article.sentences.masking import (
    IT,
    ITS,
    OF_PERSON,
    ORG,
    PERCENT,
    MaskedSentence,
    find_placeholders,
    join_definitions,
    join_hyphens,
    join_names,
    split_sentences,
)
from loaders.article.sentences.quantities import find_quantities
from loaders.article.status.taken_back import HELD_UNTIL, doubt, take_back
from loaders.article.status.words_deals import OF_DEAL
from loaders.article.text.document import Document, find_body_start
from ontology.shares import Share
from ontology.statements import Kind

VERSION: Final = "1"

FindRelations = Callable[[MaskedSentence], Iterable[RelationMatch]]

_DEAL_STATUSES: Final = frozenset({ClaimStatus.AGREED, ClaimStatus.IN_EFFECT, ClaimStatus.NEGOTIATING, ClaimStatus.PLANNED})
_DEALS: Final = frozenset({ClaimStatus.AGREED, ClaimStatus.NEGOTIATING})
_OWNERSHIP: Final = frozenset({"owns", "has-subsidiary", "invested-in"})
_LED_BY_PERSON: Final = frozenset({"chairs", "leads"})
_RESOLD = re.compile(rf"\b(?:re)?sold (?:off |on )?{PERCENT} (?:of|stake in) (?:the |its |their )?[{IT}{ITS}{ORG}]")
_FIRST_CLAUSE = re.compile(rf"{ORG} [a-z][^;:{ORG}]*(?:;|, (?:and|while|but)) ")
"""A clause about one company at the start of a sentence that goes on."""
_NEAREST: Final = 16
"""Claims before a holding that are looked at for one of the same company."""
_SENTENCES_BACK: Final = 2
"""Sentences before, whose company one that names none may be about."""
_PRONOUNS: Final = frozenset({"its", "their", "they"})


def _rate(relation: RelationMatch, holder: Referent, subject: Referent) -> str:
    """Rate a claim that one extractor makes: A where it reads a share between two parties that are named beside it, since a percentage of
    a company is hardly told of anything else; C where a pronoun means a party of an earlier sentence, or one of several."""
    if any(referent.is_far or referent.is_guess for referent in (holder, subject)):
        return "C"
    is_told = relation.share_at is not None and not relation.pattern.is_of_rest and not (holder.anaphor or subject.anaphor)
    return "A" if is_told and relation.pattern.tier == "B" else relation.pattern.tier


def _tells_of_deal(relation: RelationMatch) -> bool:
    """Whether the sentence of a relation tells of a deal or a share in other words than its own."""
    text = relation.sentence.text
    return bool(OF_DEAL.search(text, 0, relation.start) or OF_DEAL.search(text, relation.end))


def _is_vague(referent: Referent) -> bool:
    """Whether a pronoun means nobody that is named, or what is a company to the text would be a person."""
    if referent.cluster.number < 0:
        return (referent.anaphor or "").lower() in _PRONOUNS
    return referent.is_guess and " " in (referent.anaphor or "") and may_be_person(referent.cluster.kind, referent.cluster.name)


def _get_family(predicate: str) -> str:
    """Return what predicates have in common that tell the same of two parties."""
    return "owns" if predicate in _OWNERSHIP else predicate


def _is_guessed(referent: Referent) -> bool:
    """Whether a pronoun means a party of an earlier sentence, or one of several."""
    return referent.cluster.number >= 0 and (referent.is_far or referent.is_guess)


class RulesExtractor:
    """Rules over masked sentences.

    >>> from loaders.article.text.document import read_document
    >>> extraction = RulesExtractor().extract(read_document(b"Aral Motors owns 60 percent of Buri Steel LLP.", "a.txt"))
    >>> [(c.holder, c.predicate, c.subject, c.share.label()) for c in extraction.claims]
    [('aral-motors', 'owns', 'buri-steel', '60 %')]
    """

    name = "rules"
    version = VERSION

    def extract(self, document: Document) -> Extraction:
        """Find all parties and claims of the document, in the order of the text."""
        return read_relations(document, find_relations, name=self.name, version=self.version, with_facts=True)


def read_relations(
    document: Document, find: FindRelations, *, name: str, version: str, model: str | None = None, with_facts: bool = False
) -> Extraction:
    """Read a document sentence by sentence, with whatever finds the relations of one.

    ``name``, ``version``, ``model``: of the extractor; ``with_facts``: what is told of one party, too.
    """
    text = _read_text(document.text)
    reader = _ArticleReader(document, text, find, ExtractorInfo(name=name, version=version, model=model), with_facts=with_facts)
    for sentence in text.sentences:
        reader.read_sentence(sentence)
    return reader.finish()


class _Text(NamedTuple):
    """What every extractor of masked sentences begins with; ``written`` is the text with its headlines written as sentences."""

    written: str

    clusters: list[Cluster]
    sentences: list[MaskedSentence]


@functools.lru_cache(maxsize=1)
def _read_text(text: str) -> _Text:
    """Find the parties and the masked sentences of a text; kept for the next extractor, which reads the same text."""
    start = find_body_start(text)
    text = write_as_sentences(text)
    mentions = [mention for mention in find_mentions(text) if mention.start >= start]
    definitions = find_definitions(text, mentions)
    clusters = build_clusters(
        [mention for mention in mentions if not mention.place], definitions, find_apart(text, mentions), find_headline_end(text)
    )
    placeholders = find_placeholders(text, mentions, find_quantities(text))
    definition_ends = {definition.long.start: definition.end for definition in definitions}
    sentences = split_sentences(text, [p for p in placeholders if p.start >= start])
    return _Text(text, clusters, [join_names(join_hyphens(join_definitions(sentence, definition_ends))) for sentence in sentences])


forget_text = _read_text.cache_clear
"""Lets go of the text that was read last."""


class _ArticleReader:
    """Reads one document sentence by sentence, and collects its claims and parties."""

    def __init__(self, document: Document, text: _Text, find: FindRelations, extractor: ExtractorInfo, *, with_facts: bool) -> None:
        self._document, self._find, self._extractor, self._with_facts = document, find, extractor, with_facts
        self._written = text.written
        self._is_of_business = is_of_business(text.written)
        self._resolver = ReferenceResolver(text.clusters)
        self._profiles = PartyProfiles(text.clusters)
        self._facts = FactReader(document, self._resolver, self._profiles, extractor)
        self._listings = ListingReader()
        self._before: MaskedSentence | None = None
        self._whole = MaskedSentence("", (), (), {})
        self._starts: list[int] = []
        self._drafts: list[Draft] = []
        self._told: dict[tuple[int, int, str], list[int]] = defaultdict(list)
        """Where the text tells of two parties, by kind of relation, in the order of the text."""
        self._unnamed: dict[str, Cluster] = {}

    def read_sentence(self, sentence: MaskedSentence) -> None:
        """Collect the claims of the next sentence."""
        plain, descriptions = extract_descriptions(sentence)
        self._whole = plain
        self._starts = [*self._starts[-_SENTENCES_BACK:], plain.starts[0]]
        self._take_back(plain)
        for relation in self._find(plain):
            self._add_relation(relation)
        if self._with_facts:
            for relation in (*self._listings.read(sentence), *(find_rest(self._before, plain) if self._before else ())):
                self._add_relation(relation)
            for left_out in find_left_out(plain):
                self._add_left_out(left_out, plain)
            self._drafts += self._facts.read(plain, descriptions)
        self._resolver.finish_sentence(plain)
        self._before = plain

    def finish(self) -> Extraction:
        """Add the attributes whose party was named later, and give parties their keys and claims their ids."""
        self._drafts += self._facts.finish(self._drafts)
        self._drafts = tidy_drafts(self._drafts, self._written)
        self._profiles.infer_countries([(draft.holder, draft.subject) for draft in self._drafts if draft.holder is not None])
        clusters: dict[int, Cluster] = {}
        for draft in sorted(self._drafts, key=lambda draft: draft.claim.quotes[0].start):
            for cluster in (draft.holder, draft.subject):
                if cluster is not None:
                    clusters.setdefault(cluster.number, cluster)
        parties = self._profiles.make_parties(clusters.values())
        claims = []
        for number, draft in enumerate(sorted(self._drafts, key=lambda draft: (draft.claim.quotes[0].start, draft.holder is None)), 1):
            holder = parties[draft.holder.number].key if draft.holder else None
            subject = parties[draft.subject.number].key
            claims.append(msgspec.structs.replace(draft.claim, id=f"c{number}", holder=holder, subject=subject))
        return Extraction(parties=tuple(parties.values()), claims=tuple(claims))

    def _resolve_party(self, sentence: MaskedSentence, at: int, other: int) -> Referent | None:
        """Resolve a placeholder; one that fits nothing ("the company", never named) becomes a party for a person to name, but for
        "he"."""
        referent = self._resolver.resolve(sentence, at, other)
        if referent is None and sentence.text[at] == IT and sentence.text != self._whole.text:
            # What was left out of the sentence to read it may be what is meant.
            places = {start: i for i, start in enumerate(self._whole.starts)}
            doer = self._resolver.find_doer(sentence, at)
            referent = self._resolver.resolve(self._whole, places[sentence.starts[at]], places[sentence.starts[other]], doer)
        if referent is not None:
            return referent
        mention = sentence.placeholder(at).mention
        anaphor = mention.text if mention else ""
        if anaphor.lower() in OF_PERSON or anaphor.lower().endswith(" family"):
            return None
        number = -1 - len(self._unnamed)
        unnamed = Cluster(number, (mention,) if mention else (), anaphor, Kind.UNKNOWN)
        return Referent(self._unnamed.setdefault(anaphor.lower(), unnamed), anaphor)

    def _add_relation(self, relation: RelationMatch) -> None:
        pattern = relation.pattern
        for at, other in ((relation.holder, relation.subject), (relation.subject, relation.holder)):
            if relation.sentence.text[at] == ITS and self._resolver.means(relation.sentence, at, other):
                return
        holder = self._resolve_party(relation.sentence, relation.holder, relation.subject)
        subject = self._resolve_party(relation.sentence, relation.subject, relation.holder)
        if (
            holder is None
            or subject is None
            or holder.cluster is subject.cluster
            or self._is_restated(relation, holder.cluster, subject.cluster)
        ):
            return
        if is_no_holding(relation, holder.cluster, subject.cluster, is_of_model=not self._with_facts, is_of_business=self._is_of_business):
            return
        holder_kind = Kind.PERSON if relation.predicate in _LED_BY_PERSON else Kind.COMPANY
        for referent, kind in ((holder, holder_kind), (subject, Kind.COMPANY)):
            if referent.cluster.number >= 0:
                is_person = (referent.anaphor or "").lower() in OF_PERSON
                self._profiles.suggest_kind(referent.cluster, Kind.PERSON if is_person else kind)
        if (pattern.event or pattern.moves_share or relation.status in _DEALS) and relation.status in _DEAL_STATUSES:
            self._resolver.tell_deal(subject.cluster)
        quotes = [quote_at(self._document, "claim", *relation.sentence.offsets(relation.start, relation.end))]
        for role, at in (("holder", relation.holder), ("subject", relation.subject)):
            placeholder = relation.sentence.placeholder(at)
            quotes.append(quote_at(self._document, role, placeholder.start, placeholder.end))
        share = relation.share
        if relation.share_at is not None and share is not None:
            quotes.append(quote_at(self._document, "share", *relation.sentence.offsets(*relation.share_at)))
            share = msgspec.structs.replace(share, text=quotes[-1].text)
        referents = (("holder", holder), ("subject", subject))
        notes = [f"{role}: the text says {referent.anaphor!r}" for role, referent in referents if referent.anaphor]
        # What only a model finds about a pronoun that means nobody, or may mean another, is worth nothing.
        is_faint = pattern.tier == FAINT or (not self._with_facts and any(_is_vague(r) or _is_guessed(r) for r in (holder, subject)))
        resold = _RESOLD.search(relation.sentence.text, relation.end) if pattern.event and share is None else None
        if resold:
            low, high = relation.sentence.offsets(resold.start(), resold.end())
            words = " ".join(self._document.text[low:high].split())
            notes.append(f"the text says that a part was sold again: {words!r}")
        claim = Claim(
            id="",
            predicate=relation.predicate,
            holder="",
            subject="",
            share=share,
            status=relation.status,
            valid_from=relation.valid_from,
            valid_until=relation.valid_until,
            quotes=tuple(quotes),
            tier=FAINT if is_faint else "C" if resold else _rate(relation, holder, subject),
            is_loose=pattern.is_given and share is None and _tells_of_deal(relation),
            extractor=msgspec.structs.replace(self._extractor, pattern=pattern.name),
            indirect=relation.indirect,
            note="; ".join(notes) or None,
        )
        left = doubt(claim, self._before) if self._before else claim
        if left is not None:
            self._add_draft(Draft(left, holder.cluster, subject.cluster))
            if relation.before is not None:
                self._add_draft(Draft(self._keep_share(left, relation, *relation.before), holder.cluster, subject.cluster))

    def _keep_share(self, claim: Claim, relation: RelationMatch, share: Share, share_at: tuple[int, int]) -> Claim:
        """Return the claim of what is held until a change that ``claim`` tells, which is not done yet."""
        words = quote_at(self._document, "share", *relation.sentence.offsets(*share_at))
        quotes = (*(quote for quote in claim.quotes if quote.role != "share"), words)
        return msgspec.structs.replace(
            claim,
            share=msgspec.structs.replace(share, text=words.text),
            status=ClaimStatus.IN_EFFECT,
            quotes=quotes,
            extractor=msgspec.structs.replace(claim.extractor, pattern=HELD_UNTIL),
        )

    def _take_back(self, sentence: MaskedSentence) -> None:
        """Change the claims of the sentence before as this one leaves them."""
        told: list[Draft] = []
        while self._before and self._drafts and self._drafts[-1].claim.quotes[0].start >= self._before.starts[0]:
            told.append(self._drafts.pop())
        for draft in reversed(told):
            claim = take_back(draft.claim, self._before, sentence) if draft.holder is not None and self._before else draft.claim
            if claim is not None:
                self._drafts.append(msgspec.structs.replace(draft, claim=claim))

    def _add_left_out(self, left_out: LeftOut, sentence: MaskedSentence) -> None:
        """Add a holding whose company the sentence leaves out, where what was told just before has only one that is meant."""
        holder = self._resolver.resolve(sentence, left_out.holder) if left_out.holder is not None else None
        if left_out.holder is not None and (holder is None or holder.is_guess):
            return
        told_at = left_out.holder if left_out.pattern is THROUGH_ALONE else left_out.share_at
        until = sentence.starts[left_out.start if told_at is None else told_at]
        is_deal = left_out.pattern in (BUYER, SELLER)
        who = holder.cluster if holder else None
        # What the same sentence tells of is meant before what an earlier one does.
        near = (choose_base(self._drafts, since, until, who, is_deal=is_deal) for since in (self._starts[-1], self._starts[0]))
        place = next((place for place in near if place is not None), None)
        if place is None:
            if self._before is not None and left_out.pattern.name in TOPICAL:
                relation = find_topical(left_out, sentence, self._before, self._resolver)
                if relation is not None:
                    self._add_relation(relation)
            return
        base = self._drafts[place]
        if left_out.holder is not None and self._is_about_other(sentence, left_out.holder, base):
            return
        if left_out.pattern in BY_ROLE and not self._is_role_in(base, left_out, sentence):
            return
        if left_out.pattern is HOLDS_BESIDE and base.claim.predicate == "has-subsidiary":
            # "A's arm, B, will own 40 % of C, with D keeping 60 %" is not told of B.
            return
        draft = complete(left_out, sentence, holder, base, self._document, self._extractor)
        if draft is not None and takes_place_of(draft, base):
            self._drafts[place] = draft
        elif draft is not None and (holder is None or holder.cluster is not base.subject):
            self._add_draft(draft)

    def _is_role_in(self, base: Draft, left_out: LeftOut, sentence: MaskedSentence) -> bool:
        """Whether who is called owner is that of the company of a claim, and neither of its holder nor of another."""
        if names_another(left_out, sentence, base.subject, self._resolver):
            return False
        topic = self._resolver.find_topic(base.subject)
        return sentence.text.startswith(("The ", ITS)) or topic is None or topic.cluster is not base.holder

    def _is_about_other(self, sentence: MaskedSentence, at: int, base: Draft) -> bool:
        """Whether a clause before the holder begins the sentence with a third company: ``Aral is listed; founder Ada Brook has``."""
        clause = _FIRST_CLAUSE.match(sentence.text, 0, at)
        first = self._resolver.find_cluster(sentence.placeholder(0)) if clause else None
        is_holder = any(draft.holder is first and draft.subject is base.subject for draft in self._drafts[-_NEAREST:])
        return first is not None and first is not base.subject and not is_holder

    def _is_restated(self, relation: RelationMatch, holder: Cluster, subject: Cluster) -> bool:
        """Whether an earlier, more telling pattern read the same relation from the same sentence."""
        start, end = relation.sentence.offsets(0, len(relation.sentence))
        told = self._told.get((holder.number, subject.number, _get_family(relation.predicate)), ())
        at = bisect_left(told, start)
        return at < len(told) and told[at] < end

    def _add_draft(self, draft: Draft) -> None:
        """Add what is told of two parties, and keep where."""
        self._drafts.append(draft)
        if draft.holder is not None:
            identity = (draft.holder.number, draft.subject.number, _get_family(draft.claim.predicate))
            insort(self._told[identity], draft.claim.quotes[0].start)
