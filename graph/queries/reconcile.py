"""Which party a row of somebody's table means: candidates with a score of 0 to 100, what it was made of, and whether one is surely meant.

An identifier decides: who has it scores 100 and is the match, who has another one of the same register is no candidate.  Else the likeness
of names counts 80, and what agrees or disagrees beside it adds or takes away (``_AGREES``, ``_DISAGREES``).  A name alone is a match only
where it is whole, is that of one organisation here, and nothing speaks against it; never for a person, for one of several of a name that
nothing else tells apart, or for what has ended.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec import UNSET

from graph.answers.reconcile import CandidateAnswer, FeatureAnswer, ReconcileAnswer, UnusedPart
from graph.generation.generation import Generation
from graph.generation.party import Party, is_stand_in
from graph.generation.search_index import Match, fold, list_legal_forms, score_names, strip_legal_forms
from graph.queries.reconcile_evidence import Condition, GivenNumber, list_identifiers, read_conditions, read_text
from graph.queries.reconcile_terms import PROPERTIES, TYPES, PartyType, find_fit, find_type
from graph.queries.search import find_birth_year
from ontology.dates import first_day
from ontology.statements import Identifier, Kind

MOST_CANDIDATES: Final = 100
_POOL: Final = 50
"""Names that resemble a text that are looked at."""
_FEW: Final = 5
"""Names with all words of a text beside which those that only resemble it are not looked for; where one equals it, one is enough."""
_NAMESAKES: Final = 20
"""Parties of one name that are told apart; of more, none is a match by its name."""
_BESIDE: Final = 20
"""Candidates beyond those asked for that are compared in full, since they may come before others by it."""
_LIKE: Final = 75
"""How much of 100 a name has to resemble that of the party with a number that stands beside it and does not say of which register it is."""

_NAME: Final = 0.8
_SURE: Final = 100.0
_MOST: Final = 99.0
"""Without an identifier nothing is sure."""
_SEVERAL: Final = 90.0
"""The score of each of several parties that an identifier fits."""
_AGREES: Final = {"jurisdiction": 8.0, "founded": 8.0, "dissolved": 8.0, "birth-date": 8.0, "name": 4.0, "kind": 4.0, "type": 4.0}
_DISAGREES: Final = {
    "jurisdiction": 25.0,
    "founded": 20.0,
    "dissolved": 20.0,
    "birth-date": 30.0,
    "kind": 25.0,
    "type": 25.0,
    "legal-form": 10.0,
}
_ENDED: Final = 5.0


@dataclass(frozen=True, slots=True)
class ReconcileQuery:
    """What is known of the party that is meant.

    ``texts``: its name, perhaps with identifiers; of several any may be meant.  ``ids``: ids of parties here.  ``types``: ids of types;
    ``is_strict``: who is surely of none of them is no candidate.
    """

    texts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    is_strict: bool = False
    conditions: tuple[Condition, ...] = ()
    limit: int = 10


@dataclass(slots=True)
class _Candidate:
    """A party that is compared.  ``agreements``: what was asked -> whether it agrees; not there where it is silent."""

    match: Match
    party: Party | None = None
    identifiers: Sequence[Identifier] = ()
    name_score: float = 0.0
    agreements: dict[str, bool] = field(default_factory=dict)
    is_identified: bool = False
    is_ended: bool = False
    score: float = 0.0
    is_match: bool = False

    @property
    def disagrees(self) -> bool:
        return False in self.agreements.values()


class _Search:
    """One query on its way to an answer."""

    def __init__(self, generation: Generation, query: ReconcileQuery, today: datetime.date) -> None:
        self._generation, self._query, self._today = generation, query, today
        self._checks, self._unused = read_conditions(query.conditions)
        self._texts = [read_text(text) for text in query.texts]
        self._names = [text.name if fold(text.name) else text.text for text in self._texts if fold(text.name) or text.numbers]
        self._types = self._read_types()
        self._numbers = [number for check in self._checks for number in check.list_identifiers()]
        self._numbers += [(number,) for text in self._texts for number in text.given]
        """Identifiers that were given; of those that stand together any may be the party's."""
        self._candidates: dict[str, _Candidate] = {}
        self._equal = 0
        """How many parties have the name that was asked for, as far as they are counted."""

    def _read_types(self) -> list[PartyType]:
        for place, type_id in enumerate(self._query.types):
            if type_id not in TYPES:
                what = f"no type is called {type_id[:60]!r}; types are: {', '.join(TYPES)}"
                self._unused.append(UnusedPart(where=f"type.{place}" if len(self._query.types) > 1 else "type", what=what))
        return [TYPES[type_id] for type_id in self._query.types if type_id in TYPES]

    def find(self) -> ReconcileAnswer:
        """Find the candidates and compare them."""
        if not (self._texts or self._numbers or self._query.ids) and not self._unused:
            self._note_unused("query", "nothing says which party is meant: give a name or an identifier")
        self._find_by_id()
        self._find_by_number()
        self._find_by_name()
        compared = self._choose()
        for candidate in compared:
            self._compare(candidate)
        candidates = [each for each in compared if self._may_be(each) and self._is_wanted(each)]
        contradicted = [each.match.name for each in compared if each.is_identified and not self._may_be(each)]
        if contradicted and not any(each.is_identified for each in candidates):
            self._note_unused("identifier", f"the identifiers are of different parties here, one of them {contradicted[0]!r}")
        self._decide(candidates)
        candidates.sort(key=lambda each: (-each.score, not each.is_match, each.match.name, each.match.id))
        result = tuple(self._describe(each) for each in candidates[: self._query.limit])
        return ReconcileAnswer(result=result, errors=tuple(self._unused) or UNSET)

    def _note_unused(self, where: str, what: str) -> None:
        self._unused.append(UnusedPart(where=where, what=what))

    def _find_by_id(self) -> None:
        """Find the parties whose ids were given, alone or as the whole text."""
        for place, text in enumerate((*self._query.ids, *self._query.texts)):
            iri = self._generation.base.expand(text.strip())
            number = iri and self._generation.party_number(iri)
            if isinstance(number, int):
                self._add(number)
            elif place < len(self._query.ids):
                self._note_unused("id", f"no party here has the id {text[:200]!r}")

    def _find_by_number(self) -> None:
        """Find the parties with an identifier that was given, and those with a number that stands beside a name like theirs."""
        for given in self._numbers:
            numbers = {number for value in given for number in self._find_with(value)}
            for number in numbers:
                self._add(number)
            if not numbers:
                self._note_unused("identifier", f"no party here has the identifier {', '.join(value.value[:60] for value in given)}")
        for text in self._texts:
            for value in text.numbers:
                for number in self._find_with(value):
                    if not fold(text.name) or score_names(text.name, self._list_names(number)) >= _LIKE:
                        self._add(number)

    def _find_with(self, value: GivenNumber) -> set[int]:
        """The parties that have an identifier: those whose ids are made of it, then those of which it is stated."""
        base, generation = self._generation.base, self._generation
        forms = value.forms()
        numbers = {generation.party_number(base.identifier(each.scheme, each.value)) for each in forms}
        if generation.has_search_index:
            for text in {value.value, *(each.value for each in forms)}:
                numbers |= {generation.party_number(match.id) for match in generation.search_index.find_exact(text)[:_NAMESAKES]}
        known = {number for number in numbers if number is not None}
        return {number for number in known if value.agrees(list_identifiers(base, generation.party(number)))}

    def _find_by_name(self) -> None:
        """Find the parties with such a name, where no identifier has said which party is meant."""
        for name in () if any(each.is_identified for each in self._candidates.values()) else self._names:
            index = self._generation.search_index
            equal = index.find_exact(name)
            self._equal = max(self._equal, len(equal))
            for match in (*equal, *index.search(name, _POOL, enough=1 if equal else _FEW)):
                known = self._candidates.setdefault(match.id, _Candidate(match))
                known.name_score = max(known.name_score, match.score)

    def _add(self, number: int) -> None:
        """Add a party that an identifier says is meant."""
        party = self._generation.party_summary(number)
        match = Match(id=party.id, name=party.name, kind=party.kind, jurisdiction=party.jurisdiction, matched=party.name, score=0.0)
        self._candidates.setdefault(party.id, _Candidate(match)).is_identified = True

    def _list_names(self, number: int) -> list[str]:
        """All names of a party; what it goes by where it has none."""
        return [each.text for each in self._generation.party(number).names] or [self._generation.party_summary(number).name]

    def _choose(self) -> list[_Candidate]:
        """Choose those that are compared in full, by what lists show of them: the likely ones, and all of an equal name."""
        for each in self._candidates.values():
            self._note_agreements(each)
            each.score = self._weigh(each)
        ordered = sorted(self._candidates.values(), key=lambda each: (not each.is_identified, -each.score, each.match.id))
        count = self._query.limit + _BESIDE
        return ordered[:count] + [each for each in ordered[count:] if each.name_score == _SURE][:_NAMESAKES]

    def _compare(self, candidate: _Candidate) -> None:
        """Compare a candidate by its record."""
        number = self._generation.party_number(candidate.match.id)
        assert number is not None
        candidate.party = self._generation.party(number)
        candidate.identifiers = list_identifiers(self._generation.base, candidate.party)
        candidate.is_ended = is_ended(candidate.party, self._today)
        names = self._list_names(number)
        candidate.name_score = max((score_names(name, names) for name in self._names), default=0.0)
        self._note_agreements(candidate)
        forms = self._pair_forms(names)
        if forms and all(asked and stated and not (asked <= stated or stated <= asked) for asked, stated in forms):
            candidate.agreements["legal-form"] = False

    def _pair_forms(self, names: Iterable[str]) -> list[tuple[frozenset[str], frozenset[str]]]:
        """The legal forms of each text and each of some names that are equal but for these."""
        equal = ((asked, name) for asked in self._names for name in names if strip_legal_forms(asked) == strip_legal_forms(name))
        return [(list_legal_forms(asked), list_legal_forms(name)) for asked, name in equal]

    def _note_agreements(self, candidate: _Candidate) -> None:
        """Note what agrees and what does not, beside identifiers that were given."""
        for check in self._checks:
            agrees = None if check.list_identifiers() else check.agrees(candidate.match, candidate.party, candidate.identifiers)
            if agrees is not None:
                candidate.agreements[check.property_id] = agrees and candidate.agreements.get(check.property_id, True)
        fits = find_fit(candidate.match.kind, self._types) if self._types else None
        if fits is not None:
            candidate.agreements["type"] = fits

    def _may_be(self, candidate: _Candidate) -> bool:
        """Whether no identifier that was given says that it is another party."""
        return not any(_agree_any(given, candidate.identifiers) is False for given in self._numbers)

    def _is_wanted(self, candidate: _Candidate) -> bool:
        """Whether a candidate meets all that is required."""
        if self._query.is_strict and self._types and candidate.agreements.get("type") is False and not candidate.is_identified:
            return False
        required = [check for check in self._checks if check.required]
        return all(check.agrees(candidate.match, candidate.party, candidate.identifiers) for check in required)

    def _weigh(self, candidate: _Candidate) -> float:
        """The score of a candidate without an identifier."""
        score = _NAME * candidate.name_score - (_ENDED if candidate.is_ended and "dissolved" not in candidate.agreements else 0)
        score += sum(_AGREES.get(name, 0) if agrees else -_DISAGREES.get(name, 0) for name, agrees in candidate.agreements.items())
        return round(min(_MOST, max(0.0, score)), 1)

    def _decide(self, candidates: Sequence[_Candidate]) -> None:
        """Give each candidate its score, and say which one is surely meant, if one is."""
        identified = [each for each in candidates if each.is_identified]
        meant = identified if len(identified) == 1 else [each for each in identified if not each.disagrees]
        for each in candidates:
            each.score = self._weigh(each)
            if each.is_identified:
                penalty = sum(_DISAGREES.get(name, 0) for name, agrees in each.agreements.items() if not agrees)
                each.score = _SURE if meant == [each] else max(0.0, _SEVERAL - penalty)
        possible = [each for each in candidates if each.name_score == _SURE and not each.disagrees]
        if identified:
            for each in meant:
                each.is_match = len(meant) == 1
        elif len(possible) == 1 and self._equal <= _NAMESAKES and not self._numbers and not self._unused:
            possible[0].is_match = self._is_sure_by_name(possible[0])

    def _is_sure_by_name(self, candidate: _Candidate) -> bool:
        """Whether the one of its name that nothing speaks against is surely meant."""
        kind, match = candidate.match.kind, candidate.match
        if kind.is_person or kind in (Kind.UNKNOWN, Kind.ANONYMOUS_ENTITY) or candidate.is_ended or is_stand_in(match.name):
            return False
        assert candidate.party is not None
        # Short names and former ones are of many: what a party is called in full has to be equal.
        full = [match.name, *(each.text for each in candidate.party.names if each.type == "legal")]
        is_whole = any(asked == stated for asked, stated in self._pair_forms(full))
        return (is_whole and self._equal == 1) or any(candidate.agreements.get(name) for name in ("jurisdiction", "founded", "dissolved"))

    def _describe(self, candidate: _Candidate) -> CandidateAnswer:
        party, match = candidate.party, candidate.match
        assert party is not None
        features: list[FeatureAnswer] = []
        if any(fold(text.name) for text in self._texts):
            features.append(FeatureAnswer(id="name_score", name="Likeness of names, of 100", value=candidate.name_score))
            features.append(FeatureAnswer(id="name_equal", name="Names are equal, legal forms aside", value=candidate.name_score == _SURE))
            features.append(FeatureAnswer(id="namesakes", name="Parties with the name that was asked for", value=self._equal))
        if self._numbers or candidate.is_identified:
            features.append(FeatureAnswer(id="identifier_match", name="It has the identifier", value=candidate.is_identified))
        for name, agrees in candidate.agreements.items():
            word = PROPERTIES[name].name if name in PROPERTIES else name.replace("-", " ").capitalize()
            features.append(FeatureAnswer(id=f"{name.replace('-', '_')}_match", name=f"{word} agrees", value=agrees))
        features.append(FeatureAnswer(id="ended", name="It has ended", value=candidate.is_ended))
        return CandidateAnswer(
            id=match.id,
            name=match.name,
            description=describe_party(party, self._today),
            score=candidate.score,
            match=candidate.is_match,
            type=(find_type(match.kind),),
            features=tuple(features),
        )


def reconcile(generation: Generation, query: ReconcileQuery, today: datetime.date) -> ReconcileAnswer:
    """Answer with the parties that a query may mean, best first.  Raises StoreError NO_NAMES where names are looked for and not indexed."""
    return _Search(generation, query, today).find()


def is_ended(party: Party, today: datetime.date) -> bool:
    """Whether a party is said to have ended, today at the latest; of a year or a month its first day counts."""
    return party.dissolved is not None and first_day(party.dissolved) <= today


def describe_party(party: Party, today: datetime.date) -> str:
    """What tells a party apart in one line: what it is, where, since when, and its first identifiers; and that it has ended."""
    born = find_birth_year(party)
    parts = [
        find_type(party.kind).name,
        party.jurisdiction or "",
        f"ended {party.dissolved}" if is_ended(party, today) else "",
        f"born {born}" if born else "",
        f"founded {party.founded}" if party.founded and not party.kind.is_person else "",
        *(f"{each.scheme} {each.value}" for each in party.identifiers[:2]),
    ]
    return ", ".join(filter(None, parts))


def _agree_any(values: Iterable[GivenNumber], identifiers: Sequence[Identifier]) -> bool | None:
    """Whether a party has one of several identifiers; False where it has others in their place, None where it may have any."""
    agreements = [value.agrees(identifiers) for value in values]
    return True if True in agreements else None if None in agreements else False
