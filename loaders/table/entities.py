"""Who a row of the generic table names.

Owns the reading of a party's cells and what the blank ones mean.  Knows neither CSV nor interests.  A party with an identifier is named
by it, a party without one by (source, name, kind, jurisdiction).  A blank kind or jurisdiction is filled from the other rows of the file
when these leave one value only, so that a name that is holder here and subject there is one party, in whatever order the rows stand.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from ontology.errors import RecordError
from ontology.statements import Identifier, Kind
from ontology.terms import Base

UNNAMED: Final = "?"
"""What a cell holds where the source does not name the party."""

KINDS: Final = (Kind.COMPANY, Kind.LEGAL_ENTITY, Kind.PERSON, Kind.STATE, Kind.STATE_BODY, Kind.ARRANGEMENT, Kind.UNKNOWN)

_IRI: Final = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]{1,1000}")
_COMPACT: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,30}):([^\s/]\S{0,199})")
_JURISDICTION: Final = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_LEI: Final = re.compile(r"[A-Z0-9]{20}")
_UPPER: Final = ("lei", "gb-coh")
_OURS: Final = ("stmt", "src")
_HINT_ID: Final = "write scheme:value, such as lei:... or gb-coh:..., or a full IRI without blanks"

_Code = TypeVar("_Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Written:
    """A party as one row writes it; None = blank.  ``iri`` and ``identifier`` come from the id cell."""

    name: str | None
    iri: str | None
    identifier: Identifier | None
    kind: Kind | None
    jurisdiction: str | None

    @property
    def key(self) -> str:
        """What tells parties apart before blanks are filled.  An IRI has a colon before any blank, ``name`` is set off by one."""
        return self.iri or f" {self.name}"


@dataclass(frozen=True, slots=True)
class Party:
    """A party with its blanks filled."""

    iri: str
    name: str | None
    kind: Kind
    jurisdiction: str | None
    identifier: Identifier | None


_REMEMBERED: Final = 65_536
"""Parties that are kept with their blanks filled."""


def written(cells: Mapping[str, str], side: str, base: Base) -> Written | None:
    """The party of one side (``holder`` or ``subject``) of a row; None for ``?`` without an identifier.

    Raises RecordError MISSING_HOLDER, MISSING_SUBJECT, UNKNOWN_KIND, SUBJECT_IS_PERSON, BAD_JURISDICTION, BAD_ID.

    >>> written({"holder": "Zenda  Motors"}, "holder", Base()).name
    'Zenda Motors'
    """
    name = " ".join(unicodedata.normalize("NFC", cells.get(side, "")).split())
    if not name:
        if side == "holder":
            raise RecordError("MISSING_HOLDER", "the row has no holder", "write its name, or ? where the source does not name it")
        raise RecordError("MISSING_SUBJECT", "the row has no subject", "write the name of the company that is held")
    kind_cell, place_cell, id_cell = (cells.get(f"{side}_{x}", "") for x in ("kind", "jurisdiction", "id"))
    kind = code(kind_cell, KINDS) if kind_cell else None
    if kind_cell and kind is None:
        raise RecordError("UNKNOWN_KIND", f"{kind_cell[:60]!r} is no kind of party", near(kind_cell, KINDS))
    if side == "subject" and kind is Kind.PERSON:
        raise person_held()
    jurisdiction = place_cell.upper() or None
    if jurisdiction is not None and not _JURISDICTION.fullmatch(jurisdiction):
        raise RecordError(
            "BAD_JURISDICTION", f"{place_cell[:60]!r} is no ISO 3166 code", "write two letters, such as KZ, or US-DE for a part"
        )
    iri, identifier = _identity(id_cell, base) if id_cell else (None, None)
    if name == UNNAMED:
        if iri is not None:
            return Written(None, iri, identifier, kind, jurisdiction)
        if side == "subject":
            raise RecordError(
                "MISSING_SUBJECT", "the row does not name its subject", "write the name or the id of the company that is held"
            )
        return None
    return Written(name, iri, identifier, kind, jurisdiction)


class _Told(NamedTuple):
    """What all rows say of one key.  Few of these differ, so each is kept once, however many parties there are."""

    said: frozenset[tuple[Kind | None, str | None]] = frozenset()
    """Kind and jurisdiction, as rows without and with blanks have them."""
    subject: bool = False
    """Whether a row has it as subject."""
    identified: bool = False
    """Whether a row has the name with an identifier, which is another key."""


_NOTHING: Final = _Told()


class Parties:
    """All parties that a file writes, to fill the blanks of each."""

    def __init__(self, source: str, base: Base) -> None:
        self._source, self._base = source, base
        self._told: dict[str, _Told] = {}
        self._kept: dict[_Told, _Told] = {}
        self.resolve = functools.lru_cache(maxsize=_REMEMBERED)(self._filled)

    def add(self, party: Written, side: str) -> None:
        """Take note of what a row writes."""
        told = self._told.get(party.key, _NOTHING)
        said = (party.kind, party.jurisdiction)
        self._tell(party.key, told, told._replace(said=told.said | {said}, subject=told.subject or side == "subject"))
        if party.iri is not None and party.name is not None:
            named = self._told.get(f" {party.name}", _NOTHING)
            self._tell(f" {party.name}", named, named._replace(identified=True))

    def _tell(self, key: str, before: _Told, after: _Told) -> None:
        if after != before:
            self._told[key] = self._kept.setdefault(after, after)

    def _filled(self, party: Written) -> Party:
        """The party with blanks filled; a blank that two rows fill differently stays unknown.  All parties have to be added before."""
        said, is_subject, _ = self._told.get(party.key, _NOTHING)
        kind = party.kind
        if kind in (None, Kind.UNKNOWN):
            kinds = {k for k, place in said if k is not None and not _differ(place, party.jurisdiction)}
            known = kinds - {Kind.UNKNOWN}
            kind = known.pop() if len(known) == 1 else None
            if kind is None:
                plain = not known and Kind.UNKNOWN not in kinds and is_subject
                kind = Kind.COMPANY if plain else Kind.UNKNOWN
        place = party.jurisdiction
        if place is None:
            places = {p for k, p in said if p is not None and k in (None, Kind.UNKNOWN, kind)}
            place = places.pop() if len(places) == 1 else None
        iri = party.iri or self._base.entity(self._source, party.name or "", kind, place)
        return Party(iri, party.name, kind, place, party.identifier)

    def differing(self) -> int:
        """How many parties are of two kinds or of two jurisdictions."""
        return sum(
            len({k for k, _ in told.said} - {None, Kind.UNKNOWN}) > 1 or len({p for _, p in told.said} - {None}) > 1
            for told in self._told.values()
        )

    def partly_identified(self) -> int:
        """How many names stand with an identifier in one row and without in another: these are not joined."""
        return sum(told.identified and bool(told.said) for told in self._told.values())


def person_held() -> RecordError:
    """The fault of a row whose subject is a person."""
    return RecordError("SUBJECT_IS_PERSON", "nobody holds an interest in a person", "swap holder and subject, or correct the kind")


def code(text: str, codes: Iterable[_Code]) -> _Code | None:
    """The code that the text spells, in whatever case; None when it spells none."""
    return next((x for x in codes if x.value.casefold() == text.casefold()), None)


def near(text: str, codes: Iterable[StrEnum]) -> str:
    """A hint: the codes that look like the text, else all of them.

    >>> near("compny", KINDS)
    'did you mean company?'
    """
    spelled = {x.value.casefold(): x.value for x in codes}
    found = [spelled[x] for x in difflib.get_close_matches(text[:60].casefold(), spelled, n=3)]
    return f"did you mean {' or '.join(found)}?" if found else f"use one of: {', '.join(spelled.values())}"


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _identity(text: str, base: Base) -> tuple[str, Identifier | None]:
    """IRI and identifier of an id cell."""
    short = base.compact(text)
    if _IRI.fullmatch(short):
        return short, None
    match = _COMPACT.fullmatch(short)
    scheme = match[1].lower() if match else ""
    if match is None or scheme in _OURS:
        raise RecordError("BAD_ID", f"{text[:60]!r} is no identifier of a party", _HINT_ID)
    if scheme == "ent":
        return f"{base.iri}ent/{match[2]}", None
    value = match[2].upper() if scheme in _UPPER else match[2]
    if scheme == "lei" and not _LEI.fullmatch(value):
        raise RecordError("BAD_ID", f"{text[:60]!r} is no LEI", "an LEI has 20 letters and digits")
    return base.identifier(scheme, value), Identifier(scheme=scheme.upper(), value=value)
