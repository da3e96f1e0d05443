"""Dumps: a generation written to a file that leaves the house.  Same content, same bytes; the checksum lies beside it.

RDF comes from the triples; CSV is the generic table, so what leaves can come in again.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from graph import triples
from graph.files import store_errors, sync
from graph.generation import Generation
from graph.parties import is_accepted
from ontology.errors import NoMatch, RecordError, UsageError
from ontology.shares import Share, percent_text
from ontology.statements import InterestStatement, Kind

FORMATS: Final = (*triples.FORMATS, "csv")

_COLUMNS: Final = (
    "holder", "subject", "interest", "share", "valid_from", "valid_until", "stated_at", "status", "holder_id", "holder_kind",
    "holder_jurisdiction", "subject_id", "subject_kind", "subject_jurisdiction", "source", "note",
)
_KINDS: Final = {
    Kind.ANONYMOUS_PERSON: "person", Kind.UNKNOWN_PERSON: "person", Kind.ANONYMOUS_ENTITY: "unknown", Kind.UNKNOWN: "unknown",
}


def export(generation: Generation, format_name: str, target: Path, source: str | None = None) -> int:
    """Write a dump; returns how many quads or rows.  ``-`` is standard output; ``.gz`` is compressed without a time stamp.

    The file appears whole; ``<file>.sha256`` is written beside it.  Raises UsageError UNKNOWN_FORMAT, NoMatch NO_SOURCE, StoreError.
    """
    if format_name not in FORMATS:
        raise UsageError("UNKNOWN_FORMAT", f"there is no export format {format_name!r}", f"use one of: {', '.join(FORMATS)}")
    iri = _source(generation, source)
    if str(target) == "-":
        return _write(generation, format_name, iri, sys.stdout.buffer)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    with store_errors(target.parent):
        try:
            with temporary.open("wb") as raw:
                if target.suffix == ".gz":
                    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
                        count = _write(generation, format_name, iri, packed)
                else:
                    count = _write(generation, format_name, iri, raw)
            sync(temporary)
            digest = hashlib.sha256(temporary.read_bytes()).hexdigest()
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        note = f"{digest}  {target.name}\n# generation {generation.number}\n"
        target.with_name(f"{target.name}.sha256").write_text(note, encoding="utf-8")
    return count


def _write(generation: Generation, format_name: str, iri: str | None, out: BinaryIO | gzip.GzipFile) -> int:
    if format_name == "csv":
        return _write_csv(generation, iri, out)
    store = triples.open_read_only(generation.triples_path)
    return triples.dump(store, format_name, out, graphs=None if iri is None else [iri])  # type: ignore[arg-type]


def _source(generation: Generation, text: str | None) -> str | None:
    if text is None:
        return None
    for iri in (text, generation.base.expand(text), generation.base.source(text)):
        if iri in generation.sources:
            return iri
    known = ", ".join(generation.base.compact(s) for s in generation.sources)
    raise NoMatch("NO_SOURCE", f"there is no source {text!r}", f"sources: {known}")


def _write_csv(generation: Generation, iri: str | None, out: BinaryIO | gzip.GzipFile) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    count = 0
    for row in sorted(_rows(generation, iri)):
        writer.writerow(row)
        count += 1
    text.detach()
    return count


def _rows(generation: Generation, iri: str | None) -> Iterator[tuple[str, ...]]:
    for statement in generation.statements():
        if not isinstance(statement, InterestStatement) or statement.subject is None or (iri and statement.source != iri):
            continue
        if not is_accepted(statement.assertion.review if statement.assertion else None):
            continue
        holder, subject = _party(generation, statement.holder), _party(generation, statement.subject)
        quote = next((e.quote for e in statement.evidence if e.quote), None) or statement.note or ""
        yield (
            holder[0], subject[0], statement.interest.value, _notation(statement.share),
            statement.valid_from or "", statement.valid_until or "", statement.stated_at or "", statement.status.value,
            *holder[1:], *subject[1:], statement.source, quote,
        )


def _party(generation: Generation, iri: str | None) -> tuple[str, str, str, str]:
    number = generation.party_number(iri) if iri else None
    if number is None:
        return "?", "", "unknown", ""
    party = generation.party(number)
    return party.name, party.id, _KINDS.get(party.kind, party.kind.value), party.jurisdiction or ""


def _notation(share: Share | None) -> str:
    if share is None:
        return ""
    if share.exact or share.min == share.max:
        return share.text if share.text and _same(share) else percent_text(share.min)
    return f"{'(' if share.min_open else '['}{percent_text(share.min)}..{percent_text(share.max)}{')' if share.max_open else ']'}"


def _same(share: Share) -> bool:
    """Whether the published text is in the table's notation and means this share (1/3 does, "wholly-owned" does not)."""
    try:
        return Share.parse(share.text or "") == share
    except RecordError:
        return False
