"""The context of one record: source, series, day, place, evidence and notes of its statements; the warnings, each counted once a record."""

from __future__ import annotations

import functools

import msgspec

from loaders.bods.values import parse_day
from loaders.common.statements import make_evidence
from loaders.contract import LoadContext
from ontology.statements import Change, Evidence, Place
from ontology.terms import Base


class RecordContext(msgspec.Struct, gc=False):
    """One record being mapped."""

    context: LoadContext
    feed: str
    """The source of the file, of whose records the statements are versions."""
    source: str
    """The source that states them: the publisher that the record names, else the file."""
    record: str
    """Key of the series."""
    version: str
    """What tells this statement from the others of its series."""
    stated_at: str | None
    change: Change
    place: Place
    evidence: tuple[Evidence, ...]
    is_old: bool
    """Whether the record follows the rules of versions up to 0.3."""
    warnings: set[str]
    notes: list[str] = msgspec.field(default_factory=list)

    def make_id(self, kind: str, *key: str) -> str:
        """Return the id of a statement of this record."""
        version = "\n".join((self.version, *key)) if key else self.version
        return self.context.base.statement(self.feed, kind, self.record, version)

    def warn(self, code: str) -> None:
        """Warn of something odd in the record, however often it stands there."""
        self.warnings.add(code)

    def read_day(self, text: str | None, notes: list[str] | None = None) -> str | None:
        """Return a date; None for no text, and with a warning for no date, whose text goes into the notes of its end."""
        if not text:
            return None
        day = parse_day(text)
        if day is None:
            self.warn("BAD_DATE")
            if notes is not None:
                notes.append(f"until {text[:40]}, as the source has it")
        return day


@functools.lru_cache(maxsize=131_072)
def make_party_iri(base: Base, source: str, record: str) -> str:
    """Return the IRI of the party of a record; the same few are named again and again."""
    return base.record(source, record)


@functools.lru_cache(maxsize=4_096)
def find_evidence(source: str, url: str | None) -> tuple[Evidence, ...]:
    """Return the address where the publisher read the record."""
    return make_evidence(source, (url,)) if url is not None else ()
