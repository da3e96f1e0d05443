"""What all BODS statements have in common: the frame around a record, dates, addresses of the web, annotations.

Owns the frame; knows nothing of what a record describes, nor of series.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Final

from ontology.dates import first_day
from ontology.statements import Assertion, Evidence, Review, Source
from ontology.terms import Base, digest

Json = dict[str, object]

VERSION: Final = "0.4"

_MARKS: Final = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"
_URI: Final = re.compile(rf"https?://[A-Za-z0-9.-]+(?::[0-9]{{1,5}})?(?:/{_MARKS})?(?:\?(?:{_MARKS}|\?)*)?(?:#(?:{_MARKS}|\?)*)?")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_REGION: Final = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_MOTIVE: Final = re.compile(r"(commenting|correcting|identifying|linking|transformation): (.+)", re.DOTALL)
_LINK: Final = re.compile(r"(?:(.*) )?(https?://\S+)", re.DOTALL)
_UNDATED: Final = "The source does not date this; the day is that of the source, of the record's next version or of the ledger."
_SOURCE_TYPES: Final = {"register": ["officialRegister"], "article": ["thirdParty"]}


class Notes:
    """The annotations of one statement, each said once."""

    def __init__(self) -> None:
        self.all: list[Json] = []

    def add(self, target: str, text: str, motivation: str = "commenting", url: str | None = None) -> None:
        """``target``: JSON pointer into the statement, empty for the whole."""
        made: Json = {"statementPointerTarget": target, "motivation": motivation, "description": text}
        if (address := uri(url)) is not None:
            made["url"] = address
        if made not in self.all:
            self.all.append(made)

    def note(self, text: str) -> None:
        """One part of a note (see ``parts``).  What came from an annotation becomes that annotation again."""
        found = _MOTIVE.fullmatch(text)
        motivation, words = (found[1], found[2]) if found else ("commenting", text)
        if motivation != "linking":
            self.add("", words, motivation)
        elif (link := _LINK.fullmatch(words)) and uri(link[2]):
            made: Json = {"statementPointerTarget": "", "motivation": "linking", "url": link[2]}
            self.all.append(made | ({"description": link[1]} if link[1] else {}))
        else:
            self.add("", text)

    def evidence(self, target: str, evidence: Iterable[Evidence]) -> None:
        for one in evidence:
            if one.quote:
                self.add(target, f"Quoted from the source: {one.quote}", url=one.url)

    def assertion(self, target: str, assertion: Assertion | None) -> None:
        if assertion is not None:
            review = "taken without review" if assertion.review is Review.AUTO else f"review: {assertion.review.value}"
            self.add(target, f"Extracted from the text by {assertion.extractor} {assertion.version}; {review}.")

    def day(self, text: str, target: str, *, not_before: str | None = None) -> str:
        """A date as the standard writes it: a year or a month is rounded to its first day, and the original is noted."""
        day = first_day(text).isoformat()
        if not_before is not None and day < not_before:
            day = not_before
        if day != text:
            self.add(target, f"The source says {text}; rounded to {day}.", "transformation")
        return day


def parts(note: str | None) -> tuple[list[str], list[str]]:
    """A note as the parts that came from annotations, and its other words.

    >>> parts("component | linking: see https://example.org | in trust")
    (['linking: see https://example.org'], ['in trust'])
    """
    # Whether a record is a component is said by isComponent.
    given = [part for part in (note or "").split(" | ") if part.strip() and part != "component"]
    return [part for part in given if _MOTIVE.fullmatch(part)], [part for part in given if not _MOTIVE.fullmatch(part)]


@functools.lru_cache(maxsize=4_096)
def uri(text: str | None) -> str | None:
    """The text when it is a web address that the schema takes.

    >>> uri("https://example.org/a?b#c"), uri("see example.org")
    ('https://example.org/a?b#c', None)
    """
    return text if text and _URI.fullmatch(text) else None


def place(text: str, *, regions: bool = False) -> Json:
    """A country, or with ``regions`` a jurisdiction.  The ledger keeps the code, so the code is also the name.

    >>> place("US-DE", regions=True), place("Ruritania")
    ({'name': 'US-DE', 'code': 'US-DE'}, {'name': 'Ruritania'})
    """
    return {"name": text, "code": text} if (_REGION if regions else _COUNTRY).fullmatch(text) else {"name": text}


class Frames:
    """The frame of every statement of one source.  ``undated``: the day of what neither the statement nor the source dates."""

    def __init__(self, source: Source, base: Base, undated: str) -> None:
        self._published = first_day(source.date).isoformat() if source.date else None
        self._undated = self._published or undated
        publisher: Json = {"name": source.publisher or source.title or base.compact(source.id)}
        if (home := uri(source.url)) is not None:
            publisher["url"] = home
        licence = uri(source.licence)
        self._details: Json = {"bodsVersion": VERSION, "publisher": publisher, **({"license": licence} if licence else {})}
        self._source: Json = {}
        if (kind := _SOURCE_TYPES.get(source.type)) is not None:
            self._source["type"] = kind
        titles = [source.title, f"Licence: {source.licence}" if source.licence and not licence else None]
        self._source["description"] = ". ".join(filter(None, titles)) or base.compact(source.id)
        if by := source.author or source.publisher:
            self._source["assertedBy"] = [{"name": by}]

    def statement(
        self,
        *,
        ids: Iterable[str],
        stated_at: str | None,
        subject: str,
        record: str,
        kind: str,
        status: str,
        details: Json,
        notes: Notes,
        evidence: Iterable[Evidence] = (),
        undated: str | None = None,
    ) -> Json:
        """One statement.  ``ids``: the statements of the ledger that it says; ``undated``: the day of the next version that has one."""
        if stated_at is None:
            date = min(self._undated, first_day(undated).isoformat()) if undated else self._undated
            notes.add("/statementDate", _UNDATED, "transformation")
        else:
            date = notes.day(stated_at, "/statementDate")
        address = next((one.url for one in evidence if not one.quote and uri(one.url)), None)
        made: Json = {
            "statementId": digest(record, *ids, size=40),
            "declarationSubject": subject,
            "statementDate": date,
            "recordId": record,
            "recordType": kind,
            "recordStatus": status,
            "recordDetails": details,
            "source": self._source | ({"url": address} if address else {}),
            "publicationDetails": {"publicationDate": max(date, self._published or date), **self._details},
        }
        return made | ({"annotations": notes.all} if notes.all else {})


__all__ = ["VERSION", "Frames", "Json", "Notes", "parts", "place", "uri"]
