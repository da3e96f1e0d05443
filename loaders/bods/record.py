"""What all statements of one record have in common.

Owns the frame of a statement: source, series, date, place, evidence, note, and the warnings, each counted once a record.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from loaders.bods import values
from ontology.statements import Change, Evidence, Place
from ontology.terms import Base


@dataclass(slots=True)
class Said:
    """One record being mapped."""

    base: Base
    source: str
    record: str
    """Key of the series."""
    key: str
    """What tells this statement from the others of its series."""
    stated_at: str | None
    change: Change
    place: Place
    evidence: tuple[Evidence, ...]
    old: bool
    """Whether the record follows the rules of versions up to 0.3."""
    warnings: set[str]
    note: list[str] = field(default_factory=list)

    def id(self, kind: str, *more: str) -> str:
        return self.base.statement(self.source, kind, self.record, "\n".join((self.key, *more)))

    def warn(self, code: str) -> None:
        self.warnings.add(code)

    def day(self, text: str | None) -> str | None:
        """A date; what is none is left out with a warning."""
        if not text:
            return None
        found = values.day(text)
        if found is None:
            self.warn("BAD_DATE")
        return found


@functools.lru_cache(maxsize=131_072)
def party(base: Base, source: str, record: str) -> str:
    """IRI of the party of a record; the same few are spoken of again and again."""
    return base.record(source, record)


@functools.lru_cache(maxsize=4_096)
def evidence(source: str, url: str | None) -> tuple[Evidence, ...]:
    """The address where the publisher found it."""
    if url is None or not url.startswith(("http://", "https://")):
        return ()
    return (Evidence(source=source, url=url),)
