"""Files of Wikidata: known by content, cut into records, each record mapped."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from loaders.contract import Framing, LoadContext, RawRecord, ReadPlan
from loaders.framing import Objects, Subjects
from loaders.wikidata import decode_json, decode_ntriples, entities, interests
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.statements import Source, Statement
from ontology.terms import OWN

WARNINGS: Final[dict[str, str]] = {
    "BAD_DATE": "a time that is no year of the calendar, or only a decade, is left out and kept in the note of a claim",
    "BAD_FIELD": "a label, a claim or a qualifier of another type than it should be is left out",
    "BAD_LEI": "the check digits of an LEI are wrong; it is kept as it is",
    "BAD_SHARE": "a proportion that is none is left out and kept in the note, the claim is kept",
    "BAD_TRIPLE": "a line that is no triple is left out, the others about its subject are kept",
    "BESIDE_PREFERRED": "a claim of normal rank beside a preferred one is kept with a note",
    "DATES_BACKWARDS": "it ends before it begins: both dates are left out and kept in the note of a claim",
    "DEPRECATED": "a claim of deprecated rank is left out",
    "EMPTY_IDENTIFIER": "an identifier that is empty or a placeholder is left out",
    "NOT_ABOUT_HOLDINGS": "an item of a class that neither holds nor is held",
    "NOT_AN_ITEM": "a property, a lexeme or an item that is missing",
    "NO_PARTY": "a claim whose value is no item is left out",
    "OF_A_PART": "a claim about a part of the subject says nothing of the whole: an unknown interest",
    "SEVERAL_IDENTIFIERS": "several numbers of one register: all are kept and none joins the party with others",
    "SEVERAL_VALUES": "several proportions, beginnings or ends of one claim: the interval that holds them all is kept",
}
REJECTS: Final[dict[str, str]] = {
    "BAD_JSON": "the record is no JSON",
    "BAD_TRIPLES": "no line of the run is a triple",
    "MISSING_ID": "the entity has no id",
    "NOT_AN_OBJECT": "the record is no JSON object",
    "NOT_UTF8": "the lines are not UTF-8",
}

_ID: Final = re.compile(rb'"id"\s*:\s*"[QPL][1-9][0-9]*"')
_TYPED: Final = re.compile(rb'"type"\s*:\s*"(?:item|property|lexeme)"')
_TERMS: Final = re.compile(rb'"(?:labels|claims|lemmas)"\s*:\s*[\[{]')
_SNAK: Final = re.compile(rb'"mainsnak"\s*:\s*\{')
_LINE: Final = re.compile(rb"(?:<[^>\s]*>|_:\S+)[ \t]*<[^>\s]*>[ \t]*[^\n]*\.[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
_OURS: Final = re.compile(rb"<" + decode_ntriples.WIKIDATA.encode() + rb"(?:prop/|entity/[QP])")
_NODES: Final = re.compile(rb"<" + decode_ntriples.WIKIDATA.encode() + rb"(?:prop/statement/|prop/qualifier/|entity/statement/)")
_DUMPED: Final = re.compile(rb'<http://wikiba\.se/ontology#Dump> <http://schema\.org/dateModified> "([0-9]{4}-[0-9]{2}-[0-9]{2})')
_DAY: Final = re.compile(r"(?<![0-9])(20\d\d)-?(\d\d)-?(\d\d)(?![0-9])")


class WikidataLoader:
    """The loader as the house asks for it."""

    name = "wikidata"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        start = _start(head)
        return _is_json(start) or _is_triples(start)

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        start = _start(head)
        json = start.startswith((b"{", b"["))
        dumped = _DUMPED.search(start)
        source = Source(
            id=context.source_iri,
            title=f"Wikidata ({context.file.name})",
            type="register",
            publisher="Wikidata",
            licence="https://creativecommons.org/publicdomain/zero/1.0/",
            url="https://www.wikidata.org/",
            date=_checked(dumped[1].decode()) if dumped else _dated(context.file),
        )
        framing: Framing = Objects() if json else Subjects()
        return ReadPlan(source, framing, Wikidata(source.id, source.date, "json" if json else "full" if _NODES.search(start) else "truthy"))


@dataclass(frozen=True, slots=True)
class Wikidata:
    """The items, one by one.  ``form``: ``json``; ``truthy`` triples; ``full``, with statement nodes."""

    source: str
    date: str | None
    form: str

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        place = raw_record.locate(context)
        for item in (
            decode_json.items(raw_record, context)
            if self.form == "json"
            else decode_ntriples.items(raw_record, context, truthy=self.form == "truthy")
        ):
            if not entities.relevant(item):
                context.warn("NOT_ABOUT_HOLDINGS")
                continue
            stated = item.stated_at or self.date
            yield from entities.party(item, self.source, stated, place, context)
            yield from interests.interests(item, self.source, stated, place, context)


def _start(head: bytes) -> bytes:
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def _is_json(start: bytes) -> bool:
    if not start.startswith((b"{", b"[")) or _ID.search(start) is None:
        return False
    return _SNAK.search(start) is not None or (_TYPED.search(start) is not None and _TERMS.search(start) is not None)


def _is_triples(start: bytes) -> bool:
    """By its first line, and a name of Wikidata among those that follow."""
    while start.startswith(b"#"):
        start = start.partition(b"\n")[2].lstrip()
    return _LINE.match(start) is not None and _OURS.search(start) is not None and OWN.encode() not in start


def _dated(file: Path) -> str | None:
    """The day in the file's name, as the dumps bear it."""
    match = _DAY.search(file.name)
    return _checked("-".join(match.groups())) if match else None


def _checked(text: str) -> str | None:
    try:
        return check_date(text)
    except RecordError:
        return None
