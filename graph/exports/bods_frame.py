"""Make what all BODS statements have in common: the frame around a version of a record, dates, web addresses, annotations.

Owns the frame; knows nothing of what a record describes, nor of series.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from ontology.dates import first_day, last_day
from ontology.statements import Assertion, Evidence, Review, Source
from ontology.terms import Base, digest

Json = dict[str, object]

VERSION: Final = "0.4"

_MARKS: Final = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"
_URI: Final = re.compile(rf"https?://[A-Za-z0-9.-]+(?::[0-9]{{1,5}})?(?:/{_MARKS})?(?:\?(?:{_MARKS}|\?)*)?(?:#(?:{_MARKS}|\?)*)?")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_REGION: Final = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_ANNOTATION: Final = re.compile(r"(commenting|correcting|identifying|linking|transformation): (.+)", re.DOTALL)
_LINK: Final = re.compile(r"(?:(.*) )?(https?://\S+)", re.DOTALL)
_SOURCE_TYPES: Final = {"register": ["officialRegister"], "article": ["thirdParty"]}


class Annotations:
    """The annotations of one statement, each once.  ``target``: JSON pointer into the statement, empty for the whole."""

    def __init__(self) -> None:
        self.items: list[Json] = []
        self.rounded = 0
        """How many dates of the statement were rounded."""

    def add(self, target: str, text: str, motivation: str = "commenting", url: str | None = None) -> None:
        """Add one annotation, unless it is there."""
        annotation: Json = {"statementPointerTarget": target, "motivation": motivation, "description": text}
        if (address := parse_uri(url)) is not None:
            annotation["url"] = address
        if annotation not in self.items:
            self.items.append(annotation)

    def add_note(self, part: str) -> None:
        """Add one part of a note (see ``split_note``).  What came from an annotation becomes that annotation again."""
        match = _ANNOTATION.fullmatch(part)
        motivation, words = (match[1], match[2]) if match else ("commenting", part)
        if motivation != "linking":
            self.add("", words, motivation)
        elif (link := _LINK.fullmatch(words)) and parse_uri(link[2]):
            annotation: Json = {"statementPointerTarget": "", "motivation": "linking", "url": link[2]}
            self.items.append(annotation | ({"description": link[1]} if link[1] else {}))
        else:
            self.add("", part)

    def add_quotes(self, target: str, evidence: Iterable[Evidence]) -> None:
        """Add the passages that are quoted."""
        for passage in evidence:
            if passage.quote:
                self.add(target, f"Quoted from the source: {passage.quote}", url=passage.url)

    def add_assertion(self, target: str, assertion: Assertion | None) -> None:
        """Add how the claim was extracted, where it was."""
        if assertion is not None:
            review = "taken without review" if assertion.review is Review.AUTO else f"review: {assertion.review.value}"
            self.add(target, f"Extracted from the text by {assertion.extractor} {assertion.version}; {review}.")

    def round_day(self, text: str, target: str, *, not_before: str | None = None, to_last: bool = False) -> str:
        """Return a date as the standard writes it: a year or a month is rounded to its first day, and the original is annotated.

        ``to_last``: to its last day, for what is sure only from then on; ``not_before``: the earliest day (YYYY-MM-DD) that may come out.
        """
        day = (last_day if to_last else first_day)(text).isoformat()
        if not_before is not None and day < not_before:
            day = not_before
        if day != text:
            self.add(target, f"The source says {text}; rounded to {day}.", "transformation")
            self.rounded += 1
        return day


def split_note(note: str | None) -> tuple[list[str], list[str]]:
    """Split a note into the parts that came from annotations, and its other words.

    >>> split_note("component | linking: see https://example.org | in trust")
    (['linking: see https://example.org'], ['in trust'])
    """
    # Whether a record is a component is said by isComponent.
    parts = [part for part in (note or "").split(" | ") if part.strip() and part != "component"]
    return [part for part in parts if _ANNOTATION.fullmatch(part)], [part for part in parts if not _ANNOTATION.fullmatch(part)]


@functools.lru_cache(maxsize=4_096)
def parse_uri(text: str | None) -> str | None:
    """Return the text when it is a web address that the schema takes, else None.

    >>> parse_uri("https://example.org/a?b#c"), parse_uri("see example.org")
    ('https://example.org/a?b#c', None)
    """
    return text if text and _URI.fullmatch(text) else None


def make_place(text: str, *, is_jurisdiction: bool = False) -> Json:
    """Make a country, or a jurisdiction, which may be a region.  The ledger keeps the code, so the code is also the name.

    >>> make_place("US-DE", is_jurisdiction=True), make_place("Ruritania")
    ({'name': 'US-DE', 'code': 'US-DE'}, {'name': 'Ruritania'})
    """
    return {"name": text, "code": text} if (_REGION if is_jurisdiction else _COUNTRY).fullmatch(text) else {"name": text}


class RecordVersion(NamedTuple):
    """What one statement says of a record."""

    record_id: str
    record_type: str
    """entity, person or relationship."""
    status: str
    """new, updated or closed."""
    subject: str
    """Id of the record that the declaration is about."""
    details: Json
    ledger_ids: tuple[str, ...]
    """What tells the version from others of the record: ids of the statements of the ledger that it comes from."""
    stated_at: str | None
    """Never None for what the ledger gives out: where a source does not say, it is the day of the source."""


def _name_register(source: Source) -> str:
    """Name what the publisher has its statements from; where a file named the source within itself, without the name of the file."""
    if source.part_of is None:
        return source.title
    words = source.title.rpartition(" (")[0] or source.title
    return "" if words == source.publisher else words.removesuffix(f", published by {source.publisher}")


class SourceFrame:
    """The frame of every statement of one source."""

    def __init__(self, source: Source, base: Base) -> None:
        self._published = first_day(source.date).isoformat() if source.date else None
        publisher: Json = {"name": source.publisher or _name_register(source) or base.compact(source.id)}
        if (address := parse_uri(source.url)) is not None:
            publisher["url"] = address
        licence = parse_uri(source.licence)
        self._publication: Json = {"bodsVersion": VERSION, "publisher": publisher, **({"license": licence} if licence else {})}
        self._source: Json = {}
        if (source_types := _SOURCE_TYPES.get(source.type)) is not None:
            self._source["type"] = source_types
        titles = [_name_register(source), f"Licence: {source.licence}" if source.licence and not licence else None]
        if description := ". ".join(filter(None, titles)):
            self._source["description"] = description
        if asserted_by := source.author or source.publisher:
            self._source["assertedBy"] = [{"name": asserted_by}]

    def make_statement(self, version: RecordVersion, annotations: Annotations, evidence: Iterable[Evidence] = ()) -> Json:
        """Make one statement.  Of ``evidence`` it takes the address of the record in the source."""
        assert version.stated_at is not None
        # As known on the days before, it is not surely stated.
        date = annotations.round_day(version.stated_at, "/statementDate", to_last=True)
        address = next((passage.url for passage in evidence if not passage.quote and parse_uri(passage.url)), None)
        statement: Json = {
            "statementId": digest(version.record_id, *version.ledger_ids, size=40),
            "declarationSubject": version.subject,
            "statementDate": date,
            "recordId": version.record_id,
            "recordType": version.record_type,
            "recordStatus": version.status,
            "recordDetails": version.details,
            "source": self._source | ({"url": address} if address else {}),
            "publicationDetails": {"publicationDate": max(date, self._published or date), **self._publication},
        }
        return statement | ({"annotations": annotations.items} if annotations.items else {})
