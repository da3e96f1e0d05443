"""Which source a record is of: the publisher that it names, and where the publisher has it from.

Owns how the sources that a file names within itself are told apart and called.  The address of a single record is its evidence, no source.
"""

from __future__ import annotations

import functools
from typing import Final
from urllib.parse import urlsplit

from loaders.bods.model import Origin, Publisher, Record
from loaders.bods.values import parse_day
from loaders.contract import LoadContext
from ontology.statements import Source
from ontology.terms import Base

_BY_THE_PARTY: Final = {"selfDeclaration", "verified"}
"""Types of what each party declares of itself; its description is of one record and tells no source."""
_LONGEST: Final = 120
"""Letters of a description that is a source's name, and not a text about one record."""


def name_source(file: Source, record: Record, context: LoadContext, *, has_given_day: bool) -> str:
    """Return the IRI of the source of a record: its publisher and the register that this one has it from, else the file's.

    ``has_given_day``: whether the day of the file is that of all sources in it.
    """
    publication, origin = record.publication_details, record.source
    publisher = (publication.publisher if publication else None) or Publisher()
    name, url = _strip(publisher.name), _strip(publisher.url)
    register = _name_register(origin) if origin else ""
    if not (name or url or register):
        return file.id
    published = publication.publication_date if publication else None
    retrieved = origin.retrieved_at if origin else None
    licence = _strip(publication.license) if publication else ""
    day = "" if has_given_day else retrieved or published or ""
    source = _describe(context.base, file, context.file.name, (name, url, register), (licence, day))
    context.name_source(source)
    return source.id


def _name_register(origin: Origin) -> str:
    """Return what the publisher calls the register that it has the record from, else the host of its address."""
    types = [origin.type] if isinstance(origin.type, str) else origin.type or []
    if types and set(types) <= _BY_THE_PARTY:
        return ""
    description = _strip(origin.description)
    return description if 0 < len(description) <= _LONGEST else _find_host(_strip(origin.url))


@functools.lru_cache(maxsize=4_096)
def _find_host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@functools.lru_cache(maxsize=65_536)
def _describe(base: Base, file: Source, file_name: str, names: tuple[str, str, str], details: tuple[str, str]) -> Source:
    """Describe a source.  ``names``: the publisher's name and address, and the register; ``details``: the licence and a day."""
    publisher, url, register = names
    licence, day = details
    by = publisher or _find_host(url) or url
    register = "" if register == publisher else register
    words = f"{register}, published by {by}" if register and by else register or by
    return Source(
        id=base.part_of_source(file.id, "\n".join(filter(None, (register, publisher or url)))),
        title=f"{words} ({file_name})",
        type=file.type,
        publisher=publisher or None,
        url=url or None,
        licence=licence or None,
        date=(parse_day(day) if day else None) or file.date,
        part_of=file.id,
    )


def _strip(text: str | None) -> str:
    return " ".join(text.split()) if text else ""
