"""What the statements of one line share: its company, its ids, its day; and the parties that many lines speak of alike.

A statement that lines make alike (that a company exists, that an arrangement does) has no day and no place, so that it is word for word
the same from each and is kept once.
"""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from loaders.contract import LoadContext
from loaders.psc.codes import Through
from loaders.psc.identifiers import SCHEME
from loaders.psc.model import Line
from ontology.errors import RecordError
from ontology.identifiers import is_strong, normalise_company_number
from ontology.statements import Change, EntityStatement, Identifier, Kind, Name, Place
from ontology.terms import Base

_PATH: Final = re.compile(r"^/company/([^/]+)/")
_LONGEST: Final = 32
"""Characters of a number with its blanks; what is longer is none."""

_FOREIGN: Final = ("OE", "FC", "SF", "NF")
"""Beginnings of the numbers of overseas companies: the register does not say under which law they stand."""


class Said(NamedTuple):
    context: LoadContext
    source: str
    record: str
    """Key of the series: the register's own path of the record."""
    number: str
    """Of the company that is held."""
    stem: str
    """What the ids of the line's statements begin with: of the record and its version."""
    stated: str | None
    change: Change
    place: Place


def company_of(line: Line, context: LoadContext) -> str:
    """The number of the company that a line is about.  Raises RecordError MISSING_ID."""
    given = line.company_number
    if given is None or not given.strip():
        links = line.data.links if line.data is not None else None
        match = _PATH.match(line.resource_uri or "") or _PATH.match((links.self if links is not None else None) or "")
        given = match[1] if match else ""
    if len(given) == 8 and given.isascii() and given.isalnum() and (given.isdigit() or given.isupper()):
        return given
    number = normalise_company_number(given[: _LONGEST + 1])
    if not number or len(number) > _LONGEST:
        raise RecordError("MISSING_ID", "the record names no company", "check the record at its register")
    if not is_strong(Identifier(scheme=SCHEME, value=number)):
        context.warn("ODD_NUMBER")
    return number


def company_iri(base: Base, number: str) -> str:
    """IRI of a company of the register."""
    return _stem(base) + number if number.isascii() and number.isalnum() else base.identifier(SCHEME, number)


@functools.lru_cache(maxsize=8)
def _stem(base: Base) -> str:
    return base.identifier(SCHEME, "0").removesuffix("0")


@functools.lru_cache(maxsize=8)
def _about(base: Base, source: str) -> str:
    """What the ids of the statements begin with that a company exists; its number follows, which is shorter to make than a digest."""
    return base.statement(source, "company")


@functools.lru_cache(maxsize=1_024)
def company(base: Base, source: str, number: str, name: str | None = None) -> EntityStatement:
    """That the company exists; its name where the line gives it."""
    identifier = Identifier(scheme=SCHEME, value=number)
    plain = name is None and number.isascii() and number.isalnum()
    return EntityStatement(
        id=f"{_about(base, source)}-{number}" if plain else base.statement(source, "company", number, name or ""),
        source=source,
        entity=company_iri(base, number),
        kind=Kind.COMPANY,
        names=(Name(text=name),) if name else (),
        identifiers=(identifier,) if is_strong(identifier) else (),
        jurisdiction=jurisdiction(number),
    )


def jurisdiction(number: str) -> str | None:
    """Where a company with this number is registered as a company."""
    return None if number.startswith(_FOREIGN) else "GB"


@functools.lru_cache(maxsize=1_024)
def arrangement(base: Base, source: str, number: str, through: Through, band: str) -> EntityStatement:
    """The trust or firm that holds a block of a company: one for all who report it with the same band."""
    iri = base.record(source, f"{number}#{through}#{band}")
    return EntityStatement(
        id=base.statement(source, "arrangement", iri),
        source=source,
        entity=iri,
        kind=Kind.ARRANGEMENT,
        note=f"a {through} of which the register lists members or those who control it, and not its name",
    )
