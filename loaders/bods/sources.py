"""Which source a record is of: the publisher that it names, and where the publisher has it from.

Owns how the sources that a file names within itself are told apart and called.  The address of a single record is its evidence, no source.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Final

from loaders.bods.model import Origin, Record
from loaders.bods.values import parse_day
from loaders.contract import LoadContext
from ontology.statements import Source
from ontology.terms import Base

_BY_THE_PARTY: Final = {"selfDeclaration", "verified"}
"""Types of what each party declares of itself; its description is of one record and tells no source."""
_HOST: Final = re.compile(r"\s*https?://(?:[^/?#@\s]*@)?(?:www\.)?([\w.-]+)", re.IGNORECASE)
_LONGEST: Final = 120
"""Letters of a description that is a source's name, and not a text about one record."""


def name_source(file: Source, record: Record, context: LoadContext, *, has_given_day: bool) -> str:
    """Return the IRI of the source of a record: its publisher and the register that this one has it from, else the file's.

    ``has_given_day``: whether the day of the file is that of all sources in it.
    """
    publication, origin = record.publication_details, record.source
    if publication is None and origin is None:
        return file.id
    name = url = licence = published = None
    if publication is not None:
        licence, published = publication.license, publication.publication_date
        if publication.publisher is not None:
            name, url = publication.publisher.name, publication.publisher.url
    register, retrieved = (_name_register(origin), origin.retrieved_at) if origin is not None else ("", None)
    day = None if has_given_day else retrieved or published
    source = _describe(context.base, file.id, file.date, context.file, (name, url, register), (licence, day))
    if source is None:
        return file.id
    context.name_source(source)
    return source.id


def _name_register(origin: Origin) -> str:
    """Return what the publisher calls the register that it has the record from, else the host of its address."""
    types = [origin.type] if isinstance(origin.type, str) else origin.type or []
    if types and _BY_THE_PARTY.issuperset(types):
        return ""
    if origin.description and len(origin.description) <= _LONGEST and not origin.description.isspace():
        return origin.description
    return _find_host(origin.url) if origin.url else ""


@functools.lru_cache(maxsize=1_024)
def _find_host(url: str) -> str:
    """Return the host of an address; nothing where the text is none.  Of one record each, or the same in all."""
    match = _HOST.match(url)
    return match[1].lower() if match else ""


@functools.lru_cache(maxsize=65_536)
def _describe(
    base: Base, file: str, date: str | None, path: Path, names: tuple[str | None, str | None, str], details: tuple[str | None, str | None]
) -> Source | None:
    """Describe a source; None where it has no name.

    ``names``: the publisher's name and address, and the register; ``details``: the licence and a day.  Keyed by what remembers its
    hash.
    """
    publisher, url, register = map(_strip, names)
    licence, day = map(_strip, details)
    by = publisher or _find_host(url) or url
    register = "" if register == publisher else register
    if not (by or register):
        return None
    words = f"{register}, published by {by}" if register and by else register or by
    return Source(
        id=base.part_of_source(file, "\n".join(filter(None, (register, publisher or url)))),
        title=f"{words} ({path.name})",
        type="register",
        publisher=publisher or None,
        url=url or None,
        licence=licence or None,
        date=(parse_day(day) if day else None) or date,
        part_of=file,
    )


def _strip(text: str | None) -> str:
    return " ".join(text.split()) if text else ""
