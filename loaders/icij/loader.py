"""The Offshore Leaks database of the ICIJ: nodes and edges as CSV, known by their header, each row mapped.

Everything here is a lead: that a name stands in a leaked file says neither that it holds still nor that it is the person one thinks of.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from loaders.contract import LoadContext, RawRecord, ReadPlan
from loaders.framing import Rows
from loaders.icij.codes import meaning, similar
from loaders.icij.dates import date
from loaders.icij.model import ROWS, columns, header, known, row, schemes
from ontology.dates import check_date, ends_before_start
from ontology.errors import RecordError
from ontology.statements import (
    Address,
    Attribute,
    EntityStatement,
    Identifier,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Name,
    Source,
    Statement,
    Status,
)

WARNINGS: Final[dict[str, str]] = {
    "ADDRESS": "a node that is an address, or an edge that leads to one: left out; an address that stands on a node itself is kept",
    "BAD_DATE": "a date that is none is left out",
    "DATES_BACKWARDS": "it ends before it begins: both days are left out and kept in the note",
    "NO_NAME": "a node has no name",
    "UNKNOWN_LINK": "the words of an edge are not known here: kept as an unknown interest with these words",
}
REJECTS: Final[dict[str, str]] = {
    "BAD_ROW": "the row has not the cells that the header names",
    "MISSING_END": "an edge does not name both of its ends",
    "MISSING_ID": "a node has no id",
}

_JURISDICTIONS: Final = {
    "BVI": "VG",
    "PMA": "PA",
    "BAH": "BS",
    "SAM": "WS",
    "SEY": "SC",
    "NEV": "US-NV",
    "ANG": "AI",
    "HK": "HK",
    "UK": "GB",
    "JSY": "JE",
    "CYP": "CY",
    "NZL": "NZ",
    "IOM": "IM",
    "CAYMN": "KY",
    "COOK": "CK",
    "MLT": "MT",
    "BERMU": "BM",
    "NIUE": "NU",
    "WYO": "US-WY",
    "BM": "BM",
    "KY": "KY",
    "SGP": "SG",
    "BRB": "BB",
    "GIB": "GI",
    "LUX": "LU",
    "LABUA": "MY-15",
    "USA": "US",
    "GBR": "GB",
    "CHE": "CH",
    "LIE": "LI",
    "BLZ": "BZ",
    "HKG": "HK",
    "VGB": "VG",
    "PAN": "PA",
    "BHS": "BS",
    "CYM": "KY",
    "BMU": "BM",
    "JEY": "JE",
    "IMN": "IM",
    "GGY": "GG",
    "JE": "JE",
    "IM": "IM",
    "GG": "GG",
    "VG": "VG",
    "CK": "CK",
}
"""The database's own codes, as far as they are certain."""

_KINDS: Final = {"entity": Kind.COMPANY, "company": Kind.COMPANY}
_TRUST: Final = re.compile(r"\btrust\b", re.IGNORECASE)
_FOUNDATION: Final = re.compile(r"\bfoundation\b|\bfund\b", re.IGNORECASE)
_OVER: Final = re.compile(r"\b(?:inactive|resigned|ceased|former|terminated|removed)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_ATTRIBUTES: Final = {
    "legal_form": "legal-form",
    "type": "legal-form",
    "status": "status",
    "service_provider": "service-provider",
    "leak": "leak",
    "internal_id": "internal-id",
    "registration_number": "registration-number",
    "valid_until": "current-through",
    "jurisdiction_description": "jurisdiction",
}
_DATES: Final = {
    "inactivation_date": "inactivation-date",
    "struck_off_date": "struck-off-date",
    "dorm_date": "dormant-date",
    "closed_date": "closed-date",
}
_OFFICER: Final = ("officer of", "is officer of", "has officer")
_MEDIATOR: Final = ("intermediary of", "registered", "is intermediary of")
_DAY: Final = re.compile(r"(?<![0-9])(20\d\d)-?(\d\d)-?(\d\d)")


class IcijLoader:
    """The loader as the house asks for it."""

    name = "icij"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        return known(_header(head))

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        source = Source(
            id=context.source_iri,
            title=f"ICIJ Offshore Leaks ({context.file.name})",
            type="register",
            publisher="International Consortium of Investigative Journalists",
            date=_date(context.file),
            licence="ODbL-1.0",
            url="https://offshoreleaks.icij.org/",
        )
        cells = _header(head)
        nodes, ends = schemes(cells)
        return ReadPlan(source, Rows(), Icij(source.id, source.date, columns(cells), nodes, ends, _said_by(context.file)))


@dataclass(frozen=True, slots=True)
class Icij:
    """The rows, one by one."""

    source: str
    date: str | None
    columns: tuple[str, ...]
    nodes: str = "icij"
    """Scheme of the nodes' numbers."""
    ends: str = "icij"
    """Scheme of the numbers at the ends of edges."""
    kind: str | None = None
    """What the nodes are by the file's name, where their rows do not say it."""

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        cells = row(raw_record, self.columns)
        if "start" in cells or "end" in cells:
            yield from self._edge(cells, raw_record, context)
        elif "end" in self.columns and {"id", "row_id"}.isdisjoint(self.columns):
            raise RecordError("MISSING_END", "the edge names neither of its ends", "check that the file is not damaged there")
        else:
            yield from self._node(cells, raw_record, context)

    def _node(self, cells: dict[str, str], raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        scheme, identity, number = self.nodes, cells.get("id"), cells.get("row_id")
        if identity is None and number is not None:
            scheme, identity, number = ROWS, number, None
        if identity is None:
            raise RecordError("MISSING_ID", "the node has no id", "check that the file is not damaged there")
        kind = self._kind(cells)
        if kind == "address":
            context.warn("ADDRESS")
            return
        name = cells.get("name") or cells.get("label")
        if name is None:
            context.warn("NO_NAME")
        others = ((cells.get("original_name"), "alias"), (cells.get("former_name"), "former"))
        names = {name: Name(text=name)} if name else {}
        for text, type_ in others:
            if text:
                names.setdefault(text, Name(text=text, type=type_))
        told = [(attribute, cells[column]) for column, attribute in _ATTRIBUTES.items() if column in cells]
        told += [("country", country) for text in cells.get("countries", "").split(";") if (country := text.strip())]
        told += [(attribute, day) for column, attribute in _DATES.items() if (day := _day(cells.get(column), context))]
        if kind:
            told.append(("category", kind))
        place = raw_record.locate(context)
        code = cells.get("jurisdiction", "")
        if code and "jurisdiction_description" not in cells:
            told.append(("jurisdiction", code))
        party = context.base.identifier(scheme, identity)
        yield EntityStatement(
            id=context.base.statement(self.source, "node", identity, place.sha256 or ""),
            source=self.source,
            stated_at=self._stated(cells),
            record=identity,
            place=place,
            note=cells.get("note"),
            entity=party,
            kind=_what(kind, cells),
            names=tuple(names.values()),
            identifiers=(Identifier(scheme=scheme.upper(), value=identity),),
            jurisdiction=_JURISDICTIONS.get(code.upper()),
            founded=_day(cells.get("incorporation_date"), context),
            addresses=(Address(text=cells["address"]),) if "address" in cells else (),
            attributes=tuple([Attribute(name=name, value=value) for name, value in dict.fromkeys(told)]),
        )
        if number is not None:
            yield IdentityStatement(
                id=context.base.statement(self.source, "row", identity, number, place.sha256 or ""),
                source=self.source,
                stated_at=self._stated(cells),
                record=identity,
                place=place,
                left=party,
                right=context.base.identifier(ROWS, number),
                reason="the row has both numbers",
            )

    def _edge(self, cells: dict[str, str], raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        start, end, type_ = cells.get("start"), cells.get("end"), cells.get("type", "")
        if start is None or end is None:
            raise RecordError("MISSING_END", "the edge does not name both of its ends", "check that the file is not damaged there")
        kind = " ".join(type_.lower().replace("_", " ").split())
        link = cells.get("link") or type_.replace("_", " ")
        place, base = raw_record.locate(context), context.base
        left, right = base.identifier(self.ends, start), base.identifier(self.ends, end)
        key = ("edge", start, end, place.sha256 or "")
        if similar(type_):
            yield IdentityStatement(
                id=base.statement(self.source, *key),
                source=self.source,
                stated_at=self._stated(cells),
                place=place,
                left=left,
                right=right,
                judgement=Judgement.UNSURE,
                reason=f"the publisher's guess: {link}",
            )
            return
        words = link if kind in _OFFICER or kind == link.lower() else kind
        said = meaning(words)
        if said.address:
            context.warn("ADDRESS")
            return
        if not said.known and kind not in _MEDIATOR:
            context.warn("UNKNOWN_LINK")
        valid_from, valid_until, note = self._period(cells, context)
        # What has its last day held before it; that it did is still no more than alleged.
        ended = valid_until is None and _OVER.search(cells.get("status", "")) is not None
        details = link if kind in _OFFICER or link == words else f"{words}: {link}"
        for count, role in enumerate(said.roles):
            yield InterestStatement(
                id=base.statement(self.source, *key, str(count)),
                source=self.source,
                stated_at=self._stated(cells),
                place=place,
                note=note,
                holder=left,
                subject=right,
                interest=Interest.UNKNOWN if kind in _MEDIATOR else role.interest,
                share=role.share,
                direct=role.direct,
                status=Status.FORMER if ended or (role.former and not valid_until) else Status.ALLEGED,
                valid_from=valid_from,
                valid_until=valid_until,
                details=details,
                beneficial=role.beneficial,
            )

    def _period(self, cells: dict[str, str], context: LoadContext) -> tuple[str | None, str | None, str | None]:
        start, end = _day(cells.get("start_date"), context), _day(cells.get("end_date"), context)
        notes = [f"status: {cells['status']}"] if "status" in cells else []
        if ends_before_start(start, end):
            context.warn("DATES_BACKWARDS")
            notes.append(f"from {start} until {end}")
            start = end = None
        return start, end, "; ".join(notes) or None

    def _stated(self, cells: dict[str, str]) -> str | None:
        """The year until which the leak tells, which the rows write in words."""
        years = _YEAR.findall(cells.get("valid_until", ""))
        return max(years) if years else self.date

    def _kind(self, cells: dict[str, str]) -> str | None:
        """What the row's node is called: by its label, the file's name, else the columns that only one kind has."""
        label = re.sub(r"[^a-z]", "", cells.get("labels", "").lower())
        if label:
            return label
        if self.kind is not None:
            return self.kind
        if not {"jurisdiction_description", "service_provider"}.isdisjoint(self.columns):
            return "entity"
        if "address" in self.columns and "internal_id" not in self.columns:
            return "address"
        return "intermediary" if "internal_id" in self.columns else "officer"


def _what(kind: str | None, cells: dict[str, str]) -> Kind:
    """Nothing but entities are told to be companies: an officer or an intermediary may be a person as well."""
    form = cells.get("legal_form", "") or cells.get("type", "")
    if kind in _KINDS:
        return Kind.ARRANGEMENT if _TRUST.search(form) else Kind.LEGAL_ENTITY if _FOUNDATION.search(form) else Kind.COMPANY
    return (Kind.ARRANGEMENT if _TRUST.search(form) else Kind.LEGAL_ENTITY) if kind == "other" and form else Kind.UNKNOWN


def _day(text: str | None, context: LoadContext) -> str | None:
    found = date(text) if text else None
    if text and found is None:
        context.warn("BAD_DATE")
    return found


def _header(head: bytes) -> tuple[str, ...]:
    return header(head.removeprefix(codecs.BOM_UTF8).split(b"\n", 1)[0].decode(errors="replace"))


def _said_by(file: Path) -> str | None:
    """What the nodes are by the name of the file: nodes-officers.csv, Entities.csv, paradise_papers.nodes.other.csv."""
    match = re.search(r"(entit|officer|intermediar|other|address)", file.name.lower())
    return {"entit": "entity", "intermediar": "intermediary"}.get(match[1], match[1]) if match else None


def _date(file: Path) -> str | None:
    match = _DAY.search(file.name)
    try:
        return check_date("-".join(match.groups())) if match else None
    except RecordError:
        return None
