"""What a query of ``reconcile`` says of the party it means, and whether a party agrees with it: identifiers, country, kind, dates.

Whatever cannot be read, or names nothing that is compared, is told (``unused``) and never passed over: a candidate must not look as though
it had been compared.  Finds nothing; reconcile.py does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import unquote

from graph.answers.reconcile import UnusedPart
from graph.generation.party import MUTE_PLACES, Party
from graph.generation.search_index import Match, fold
from graph.queries.reconcile_terms import PROPERTIES, TYPES, PartyType, find_fit, find_property
from ontology.country_names import OTHER_CODES, find_country
from ontology.dates import check_date, first_day, last_day
from ontology.errors import RecordError
from ontology.identifiers import OPENCORPORATES, REGISTERS, is_joining, is_strong, is_valid_lei, normalise_identifier
from ontology.statements import Identifier
from ontology.terms import Base

_SCHEMES: Final = ("LEI", "WIKIDATA", OPENCORPORATES, *sorted(REGISTERS))
_PLACES: Final = {Base().compact(Base().identifier(scheme, "1")).partition(":")[0]: scheme for scheme in _SCHEMES}
"""Where the IRIs of parties with an identifier lie -> its scheme."""
_SCHEME: Final = re.compile(r"([A-Za-z][\w-]{1,30})(?::\s*|\s+)(\S.*)")
_LEI: Final = re.compile(r"[0-9A-Za-z]{18}[0-9]{2}")
_NUMBER: Final = re.compile(r"(?=(?:\D*\d){5})[A-Za-z]{0,3}[\d./-]{5,}[A-Za-z]{0,2}")
"""A word that may be a number in a register: five digits or more."""
_LONGEST_NUMBER: Final = 100
"""Characters that an identifier may have."""
_MOST_NUMBERS: Final = 5
"""Words of one text that are looked up as numbers; further ones are part of the name."""
_COUNTRY: Final = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z0-9]{1,3})?")
_MARKS: Final = "()[]{}<>,;:\"'"
_DATES: Final = ("founded", "dissolved", "birth-date")


class GivenNumber(NamedTuple):
    """An identifier as a query gives it; without a scheme where it does not say whose number it is."""

    value: str
    scheme: str | None = None

    def forms(self) -> list[Identifier]:
        """All that it may be, in the spelling of each register."""
        schemes = [self.scheme] if self.scheme else _SCHEMES
        forms = [normalise_identifier(scheme, self.value) for scheme in schemes]
        return [each for each in forms if each is not None and (self.scheme or is_strong(each))]

    def agrees(self, identifiers: Sequence[Identifier]) -> bool | None:
        """Whether one of a party's identifiers is this one; None where it has none that this could be.

        >>> own = [Identifier(scheme="GB-COH", value="00012345")]
        >>> GivenNumber("12345", "GB-COH").agrees(own), GivenNumber("99999").agrees(own), GivenNumber("X1", "LEI").agrees(own)
        (True, False, None)
        """
        own = [each for each in identifiers if self.scheme == each.scheme or (self.scheme is None and is_strong(each))]
        if any(fold(each.value) == fold(self.value) for each in own):
            return True
        forms = {each.scheme: each.value for each in self.forms()}
        known = [each for each in identifiers if each.scheme in forms]
        if any(each.value == forms[each.scheme] for each in known):
            return True
        return False if any(map(is_strong, known)) else None


@dataclass(frozen=True, slots=True)
class Condition:
    """What a query says of one property: the party has ``any``, ``all`` or ``none`` of the values.

    ``required``: who does not agree is no candidate.  ``where``: its place in the query.
    """

    property_id: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: str = "any"
    where: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that has been read.  ``values``: numbers, countries, types, dates or names, as the property has them."""

    property_id: str
    values: tuple[GivenNumber | PartyType | str, ...]
    required: bool
    quantifier: str

    def list_identifiers(self) -> list[tuple[GivenNumber, ...]]:
        """The identifiers that it says the party has; of those that stand together any may be the party's."""
        numbers = tuple(value for value in self.values if isinstance(value, GivenNumber))
        if not numbers or self.quantifier == "none":
            return []
        return [(number,) for number in numbers] if self.quantifier == "all" else [numbers]

    @property
    def needs_record(self) -> bool:
        """Whether what a list shows of a party is not enough to compare it."""
        return self.property_id not in ("jurisdiction", "kind")

    def agrees(self, match: Match, party: Party | None, identifiers: Sequence[Identifier]) -> bool | None:
        """Whether a party agrees; None where it is silent.  ``party``: None where it was not read yet."""
        if party is None and self.needs_record:
            return None
        agreements = [self._compare(value, match, party, identifiers) for value in self.values]
        if self.quantifier == "none":
            return False if True in agreements else None if None in agreements else True
        if self.quantifier == "all":
            return False if False in agreements else None if None in agreements else True
        return True if True in agreements else None if None in agreements else False

    def _compare(
        self, value: GivenNumber | PartyType | str, match: Match, party: Party | None, identifiers: Sequence[Identifier]
    ) -> bool | None:
        if isinstance(value, GivenNumber):
            return value.agrees(identifiers)
        if isinstance(value, PartyType):
            return find_fit(match.kind, [value])
        if self.property_id == "jurisdiction":
            return _is_within(match.jurisdiction, value)
        assert party is not None
        if self.property_id == "name":
            return fold(value) in {fold(name.text) for name in party.names} or None
        return _overlaps(find_date(party, self.property_id), value)


def read_conditions(conditions: Iterable[Condition]) -> tuple[list[Check], list[UnusedPart]]:
    """Read conditions, and tell which could not be."""
    checks: list[Check] = []
    unused: list[UnusedPart] = []
    for condition in conditions:
        found = find_property(condition.property_id)
        if found is None or not found.is_matched:
            known = ", ".join(each.id for each in PROPERTIES.values() if each.is_matched)
            what = (
                f"no party is compared by {condition.property_id[:60]!r}"
                if found
                else f"no property is called {condition.property_id[:60]!r}"
            )
            unused.append(UnusedPart(where=condition.where, what=f"{what}; compared are: {known}"))
            continue
        values: list[GivenNumber | PartyType | str] = []
        for text in filter(str.strip, condition.values):
            value = _read_value(found.id, text.strip())
            if value is None:
                unused.append(UnusedPart(where=condition.where, what=f"{text[:60]!r} is no {_EXPECTED[found.id]}"))
            else:
                values.append(value)
        if values:
            checks.append(Check(found.id, tuple(values), condition.required, condition.quantifier))
    return checks, unused


_DATE: Final = "date: write YYYY, YYYY-MM or YYYY-MM-DD"
_EXPECTED: Final = {
    "lei": "LEI, which has 18 letters or digits and two check digits",
    "registration-number": "number of a register",
    "identifier": "identifier",
    "jurisdiction": "country: write its name, or two letters of ISO 3166 such as KZ, or US-DE for a part",
    "kind": f"kind: write one of {', '.join(TYPES)}",
    "name": "name",
    **dict.fromkeys(_DATES, _DATE),
}


def _read_value(property_id: str, text: str) -> GivenNumber | PartyType | str | None:
    match property_id:
        case "lei":
            number = normalise_identifier("LEI", text) if len(text) <= _LONGEST_NUMBER else None
            return GivenNumber(number.value, "LEI") if number and is_strong(number) else None
        case "registration-number" | "identifier":
            return read_number(text) if fold(text) and len(text) <= _LONGEST_NUMBER else None
        case "jurisdiction":
            return OTHER_CODES.get(text.upper(), text.upper()) if _COUNTRY.fullmatch(text) else find_country(text)
        case "kind":
            return next((each for each in TYPES.values() if fold(text) in (fold(each.id), fold(each.name))), None)
        case "name":
            return text if fold(text) else None
        case _:
            try:
                return check_date(text.partition("T")[0])
            except RecordError:
                return None


def read_number(text: str) -> GivenNumber:
    """Read an identifier, with its scheme in front where it has one.

    >>> read_number("gb-coh:123456"), read_number("HRB 12345")
    (GivenNumber(value='123456', scheme='GB-COH'), GivenNumber(value='HRB 12345', scheme=None))
    """
    match = _SCHEME.fullmatch(text.strip())
    scheme = match and _find_scheme(match[1])
    return GivenNumber(match[2], scheme) if match and scheme else GivenNumber(text.strip())


def _find_scheme(text: str) -> str | None:
    """The scheme that a word names; None where it names none that is known, and is not written like one."""
    upper = _PLACES.get(text.lower(), text.upper())
    return upper if upper in _SCHEMES or re.fullmatch(r"RA\d{6}|[A-Z]{2}-[A-Z0-9_-]+", upper) else None


class QueryText(NamedTuple):
    """The text of a query: the name in it, the identifiers that it says are such, and numbers that may be some."""

    text: str
    name: str
    given: tuple[GivenNumber, ...]
    numbers: tuple[GivenNumber, ...]


def read_text(text: str) -> QueryText:
    """Take the identifiers out of a text: an LEI with right check digits, a number behind its scheme, and any word with five digits.

    >>> read_text("Example Ltd (LEI 5493001KJTIIGC8Y1R12)")[1:]
    ('Example Ltd', (GivenNumber(value='5493001KJTIIGC8Y1R12', scheme='LEI'),), ())
    >>> read_text("Wei Lei")[1:]
    ('Wei Lei', (), ())
    >>> read_text("Example Ltd, 01234567")[1:]
    ('Example Ltd,', (), (GivenNumber(value='01234567', scheme=None),))
    """
    names: list[str] = []
    given: list[GivenNumber] = []
    numbers: list[GivenNumber] = []
    scheme_word = ""
    for word in text.split():
        bare = word.strip(_MARKS)
        if len(bare) > _LONGEST_NUMBER or len(given) + len(numbers) >= _MOST_NUMBERS:
            names += [scheme_word] if scheme_word else []
            scheme_word = ""
            names.append(word)
            continue
        place, colon, value = bare.partition(":")
        behind = _find_scheme(place) if colon and value else None
        if behind:
            given.append(GivenNumber(value, behind))
        elif _LEI.fullmatch(bare) and is_valid_lei(bare.upper()):
            given.append(GivenNumber(bare.upper(), "LEI"))
        elif scheme_word and any(map(str.isdigit, bare)):
            given.append(GivenNumber(bare, _PLACES[scheme_word.strip(_MARKS).lower()]))
        else:
            # The word before names a scheme, and no number follows: it is part of a name.
            names += [scheme_word] if scheme_word else []
            scheme_word = word if bare.lower() in _PLACES else ""
            if _NUMBER.fullmatch(bare):
                numbers.append(GivenNumber(bare))
            elif not scheme_word:
                names.append(word)
            continue
        scheme_word = ""
    names += [scheme_word] if scheme_word else []
    return QueryText(text, " ".join(names), tuple(given), tuple(numbers))


def list_identifiers(base: Base, party: Party) -> list[Identifier]:
    """The identifiers of a party: those that its statements give, and those that its ids are made of, which may be all there is.

    A register's number beside a person is often of a company, and is left out.
    """
    is_person = party.kind.is_person
    identifiers = [each for each in party.identifiers if not is_person or is_joining(each, is_person=True)]
    for iri in (party.id, *party.same):
        place, colon, value = base.compact(iri).partition(":")
        scheme = _PLACES.get(place) if colon and place not in MUTE_PLACES else None
        identifier = normalise_identifier(scheme, unquote(value)) if scheme else None
        if identifier is not None and identifier not in identifiers:
            identifiers.append(identifier)
    return identifiers


def find_date(party: Party, property_id: str) -> str | None:
    """The day, month or year that a property of a party is; None where it is not stated."""
    if property_id == "dissolved":
        return party.dissolved
    is_birth = property_id == "birth-date"
    if party.kind.is_person != is_birth:
        return None
    born = next((each.value for each in party.attributes if each.name == "birth-date"), None) if is_birth else None
    return born or party.founded


def _is_within(jurisdiction: str | None, country: str) -> bool | None:
    """Whether one is the other, or a part of it; None where none is stated."""
    if jurisdiction is None:
        return None
    return jurisdiction == country or jurisdiction.startswith(f"{country}-") or country.startswith(f"{jurisdiction}-")


def _overlaps(stated: str | None, asked: str) -> bool | None:
    """Whether two dates may be the same day; None where none is stated."""
    if stated is None:
        return None
    try:
        return first_day(stated) <= last_day(asked) and first_day(asked) <= last_day(stated)
    except RecordError:
        return None
