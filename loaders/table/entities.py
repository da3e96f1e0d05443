"""The parties that the cells of a row name.

Owns the reading of a party's cells and what the blank ones mean.  Knows neither CSV nor interests.  A party with an identifier is named
by it, a party without one by (source, name, kind, jurisdiction).  A blank kind or jurisdiction is filled from the other rows of the file
when these leave one value only, so that a name that is holder here and subject there is one party, in whatever order the rows stand.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from array import array
from collections.abc import Mapping
from typing import Final, NamedTuple, NoReturn

import msgspec
import numpy as np

from loaders.table.codes import KINDS, find_code, suggest_code
from loaders.table.model import REQUIRED, Holding
from ontology.errors import RecordError
from ontology.statements import Identifier, Kind
from ontology.terms import Base

UNNAMED: Final = "?"
"""The cell of a party that the source does not name."""
NOT_NAMED: Final = "not named"
"""The same in words, as the mapping of a register writes it where a record has no name: no words of the source."""

_STAND_INS: Final = """
#ref!, #value!, #name?, #div/0!, #num!, #null!, #error!, #spill!, #calc!,
n/a, #n/a, n.a., n.a, n/k, n/d, nil, none, null, not applicable, not available, not known, not named, not stated, not disclosed,
not specified, not identified, not provided, unknown, undisclosed, unnamed, unidentified, unspecified, no name, tbc, tbd,
to be confirmed, to be determined,
unbekannt, nicht bekannt, keine angabe, inconnu, non communiqué, desconocido, sconosciuto, неизвестно, нет данных, не указан, не указано,
невідомо, немає даних, не вказано, nieznany, brak danych, neznámý, okänd, ukjent, ukendt, onbekend
"""
_OF_NOBODY: Final = """
bearer, bearers, bearer share, bearer shares, shares to bearer, bearer shareholders, holders of bearer shares, inhaberaktien,
au porteur, actions au porteur, al portador, acciones al portador, ao portador, al portatore, azioni al portatore, на предъявителя,
акции на предъявителя, free float, freefloat, public float, streubesitz, flottant, flottante, public, the public,
general public, other, others, other shareholders, other holders, other owners, other investors, all others,
remaining shareholders, remaining, minority shareholders, minorities, small shareholders, various, various shareholders,
miscellaneous, dispersed, widely held, andere, sonstige, übrige, weitere, kleinaktionäre, andere aktionäre, sonstige aktionäre,
übrige aktionäre, weitere aktionäre, andere gesellschafter, sonstige gesellschafter, übrige gesellschafter, weitere gesellschafter,
autres, autres actionnaires, divers, otros, otros accionistas, altri, altri azionisti, altri soci, outros, outros acionistas,
прочие, прочие акционеры, прочие участники, другие, другие акционеры, інші, інші акціонери, інші учасники, pozostali,
pozostali akcjonariusze, ostatní, ostatní akcionáři, ostatní akcionári, overige, overige aandeelhouders, övriga, övriga aktieägare,
øvrige, øvrige aktionærer, øvrige aksjonærer, muut, muut osakkeenomistajat
"""
OF_NOBODY: Final = frozenset(" ".join(word.split()) for word in _OF_NOBODY.split(","))
"""What tables write for holders whom nobody names, folded: whoever has bearer shares, the many who have the rest."""
PLACEHOLDERS: Final = frozenset(" ".join(word.split()) for word in _STAND_INS.split(",")) | OF_NOBODY
"""Cells that stand for a name in tables, folded: whoever is meant is not named.  A cell without a letter or digit is one, too."""

_LONGEST: Final = max(map(len, PLACEHOLDERS))
_IRI: Final = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]{1,1000}")
_COMPACT: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,30}):([^\s/]\S{0,199})")
_JURISDICTION: Final = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_LEI: Final = re.compile(r"[A-Z0-9]{20}")
_UPPER_CASE: Final = ("lei", "gb-coh")
_OWN_SCHEMES: Final = ("stmt", "src")
_HINT_ID: Final = "write scheme:value, such as lei:... or gb-coh:..., or a full IRI without blanks"

_COLUMNS: Final = {side: (f"{side}_kind", f"{side}_jurisdiction", f"{side}_id") for side in ("holder", "subject")}
_CACHED_PARTIES: Final = 65_536
"""Parties whose IRI is remembered."""


class PartyCells(msgspec.Struct, frozen=True, array_like=True):
    """A party as one row writes it; None: blank.  ``iri`` and ``identifier`` come from the id cell."""

    name: str | None
    iri: str | None
    identifier: Identifier | None
    kind: Kind | None
    jurisdiction: str | None

    @property
    def key(self) -> str:
        """What tells parties apart before blanks are filled.  An IRI has a colon before any blank; a name has a blank before it."""
        return self.iri or f" {self.name}"


class ReadHolding(NamedTuple):
    """A holding whose parties were read: its cells, what a mapping reads beyond these, and both sides; None: not named."""

    cells: dict[str, str]
    more: dict[str, str]
    holder: PartyCells | None
    subject: PartyCells | None


class Party(NamedTuple):
    """A party with its blanks filled."""

    iri: str
    name: str | None
    kind: Kind
    jurisdiction: str | None
    identifier: Identifier | None


def read_party(cells: Mapping[str, str], side: str, base: Base) -> PartyCells | None:
    """Return the party of one side (``holder`` or ``subject``) of a row; None for ``?`` and the like without an identifier.

    Raises RecordError MISSING_HOLDER, MISSING_SUBJECT, UNKNOWN_KIND, SUBJECT_IS_PERSON, BAD_JURISDICTION, BAD_ID.

    >>> read_party({"holder": "Zenda  Motors"}, "holder", Base()).name
    'Zenda Motors'
    """
    columns = _COLUMNS[side]
    name = cells.get(side, "")
    name = " ".join((name if name.isascii() else unicodedata.normalize("NFC", name)).split())
    if not name:
        if side == "holder":
            raise RecordError("MISSING_HOLDER", "the row has no holder", "write its name, or ? where the source does not name it")
        raise RecordError("MISSING_SUBJECT", "the row has no subject", "write the name of the company that is held")
    kind_cell, place_cell, id_cell = cells.get(columns[0], ""), cells.get(columns[1], ""), cells.get(columns[2], "")
    kind = find_code(kind_cell, KINDS) if kind_cell else None
    if kind_cell and kind is None:
        raise RecordError("UNKNOWN_KIND", f"{kind_cell[:60]!r} is no kind of party", suggest_code(kind_cell, KINDS))
    if side == "subject" and kind is Kind.PERSON:
        raise_person_held()
    jurisdiction = place_cell.upper() or None
    if jurisdiction is not None and not _JURISDICTION.fullmatch(jurisdiction):
        raise RecordError(
            "BAD_JURISDICTION", f"{place_cell[:60]!r} is no ISO 3166 code", "write two letters, such as KZ, or US-DE for a part"
        )
    iri, identifier = _parse_id(id_cell, base) if id_cell else (None, None)
    if name == UNNAMED and iri is not None:
        return PartyCells(None, iri, identifier, kind, jurisdiction)
    if iri is None and is_placeholder(name):
        if side == "subject":
            raise RecordError(
                "MISSING_SUBJECT",
                f"the row does not name its subject: {name!r} is no name",
                "write the name or the id of the company that is held",
            )
        return None
    return PartyCells(name, iri, identifier, kind, jurisdiction)


def is_placeholder(name: str) -> bool:
    """Whether a cell says that its party has no name there, rather than name it.

    >>> [is_placeholder(text) for text in ("N/A", "- ", "[not disclosed]", "Unknown Holdings", "None Ltd", "3")]
    [True, True, True, False, False, False]
    """
    if len(name) > _LONGEST and name[0].isalnum():
        return False
    text = name.casefold().strip(" ()[]<>*\"'")
    return text in PLACEHOLDERS or not any(map(str.isalnum, text))


class _Rows(NamedTuple):
    """What all rows state of one key.  Few of these differ, so each is kept once, however many parties there are."""

    kinds: frozenset[tuple[Kind | None, str | None]] = frozenset()
    """Kind and jurisdiction, as rows without and with blanks have them."""
    is_subject: bool = False
    """Whether a row has it as subject."""


_NO_ROWS: Final = _Rows()


class Parties:
    """All parties that a file names, to fill the blanks of each."""

    def __init__(self, source: str, base: Base) -> None:
        self._source, self._base = source, base
        self._rows: dict[int, _Rows] = {}
        """By the hash of a key, of 64 bits: the keys themselves would be most of what a load holds in memory."""
        self._identified = array("q")
        """Hashes of the names that stand with an identifier, which is another key; some twice."""
        self._distinct: dict[_Rows, _Rows] = {}
        self._mint = functools.lru_cache(maxsize=_CACHED_PARTIES)(functools.partial(base.entity, source))

    def read(self, holding: Holding) -> ReadHolding:
        """Read both sides of a holding and add them, also the one beside another that cannot be read (a corrected row then changes no
        party).  Raises the RecordError of the first."""
        sides: list[PartyCells | None] = []
        fault: RecordError | None = None
        for side in REQUIRED:
            try:
                party = read_party(holding.cells, side, self._base)
            except RecordError as error:
                fault = fault or error
            else:
                sides.append(party)
                if party is not None:
                    self.add(party, side)
        if fault is not None:
            raise fault
        return ReadHolding(*holding, *sides)

    def add(self, party: PartyCells, side: str) -> None:
        """Remember what a row states of a party."""
        iri, name = party.iri, party.name
        key, stated, is_subject = hash(iri or f" {name}"), (party.kind, party.jurisdiction), side == "subject"
        rows = self._rows.get(key, _NO_ROWS)
        if stated not in rows.kinds or (is_subject and not rows.is_subject):
            self._rows[key] = self._intern(rows._replace(kinds=rows.kinds | {stated}, is_subject=rows.is_subject or is_subject))
        if iri is not None and name is not None:
            self._identified.append(hash(f" {name}"))

    def _intern(self, rows: _Rows) -> _Rows:
        return self._distinct.setdefault(rows, rows)

    def fill_blanks(self, party: PartyCells) -> Party:
        """Return the party with blanks filled, once all parties were added; a blank that two rows fill differently stays unknown."""
        name, iri, identifier, kind, jurisdiction = party.name, party.iri, party.identifier, party.kind, party.jurisdiction
        rows = self._rows.get(hash(iri or f" {name}"), _NO_ROWS)
        kind, jurisdiction = _fill(rows, kind, jurisdiction)
        return Party(iri or self._mint(name or "", kind, jurisdiction), name, kind, jurisdiction, identifier)

    def count_differing(self) -> int:
        """Return how many parties are of two kinds or of two jurisdictions."""
        return sum(
            len({kind for kind, _ in rows.kinds} - {None, Kind.UNKNOWN}) > 1 or len({place for _, place in rows.kinds} - {None}) > 1
            for rows in self._rows.values()
        )

    def count_partly_identified(self) -> int:
        """Return how many names stand with an identifier in one row and without in another: these are not joined."""
        keys = np.fromiter(self._rows, np.int64, len(self._rows))
        return int(np.isin(keys, np.frombuffer(self._identified, np.int64)).sum()) if self._identified else 0


@functools.lru_cache(maxsize=_CACHED_PARTIES)
def _fill(rows: _Rows, kind: Kind | None, jurisdiction: str | None) -> tuple[Kind, str | None]:
    """Return kind and jurisdiction of a party with the blanks filled from all that rows state of it."""
    if kind in (None, Kind.UNKNOWN):
        kinds = {k for k, place in rows.kinds if k is not None and not _differ(place, jurisdiction)}
        certain = kinds - {Kind.UNKNOWN}
        kind = certain.pop() if len(certain) == 1 else None
        if kind is None:
            is_company = not certain and Kind.UNKNOWN not in kinds and rows.is_subject
            kind = Kind.COMPANY if is_company else Kind.UNKNOWN
    if jurisdiction is None:
        places = {place for k, place in rows.kinds if place is not None and k in (None, Kind.UNKNOWN, kind)}
        jurisdiction = places.pop() if len(places) == 1 else None
    return kind, jurisdiction


def raise_person_held() -> NoReturn:
    """Raise RecordError SUBJECT_IS_PERSON, the fault of a row whose subject is a person."""
    raise RecordError("SUBJECT_IS_PERSON", "nobody holds an interest in a person", "swap holder and subject, or correct the kind")


def _differ(first: str | None, second: str | None) -> bool:
    return first is not None and second is not None and first != second


def _parse_id(text: str, base: Base) -> tuple[str, Identifier | None]:
    """Return IRI and identifier of an id cell.  Raises RecordError BAD_ID."""
    if text.startswith("ent:") and text[4:].isalnum() and text.isascii():
        return f"{base.iri}ent/{text[4:]}", None
    short = base.compact(text)
    if _IRI.fullmatch(short):
        return short, None
    match = _COMPACT.fullmatch(short)
    scheme = match[1].lower() if match else ""
    if match is None or scheme in _OWN_SCHEMES:
        raise RecordError("BAD_ID", f"{text[:60]!r} is no identifier of a party", _HINT_ID)
    if scheme == "ent":
        return f"{base.iri}ent/{match[2]}", None
    value = match[2].upper() if scheme in _UPPER_CASE else match[2]
    if scheme == "lei" and not _LEI.fullmatch(value):
        raise RecordError("BAD_ID", f"{text[:60]!r} is no LEI", "an LEI has 20 letters and digits")
    return base.identifier(scheme, value), Identifier(scheme=scheme.upper(), value=value)
