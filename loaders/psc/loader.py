"""The register's files: known by their content, cut into records.

Owns what can be told from the beginning of a file: whether it is a snapshot, a stream or the companies, and its day.
"""

from __future__ import annotations

import codecs
import csv
import re
from pathlib import Path
from typing import Final

from loaders.contract import Framing, LoadContext, Mapper, ReadPlan
from loaders.framing import Lines, Objects, Rows
from loaders.psc.companies import Companies
from loaders.psc.interests import Controls
from ontology.dates import check_date
from ontology.errors import RecordError
from ontology.statements import Source

_KIND: Final = re.compile(
    rb'"kind"\s*:\s*"(?:(?:individual|corporate-entity|legal-person|super-secure)-(?:person-with-significant-control|beneficial-owner)'
    rb'|persons-with-significant-control-statement|totals#persons-of-significant-control-snapshot|exemptions)"'
)
_UNKNOWN: Final = re.compile(rb'^\s*\{\s*"data"\s*:\s*\{\s*"etag"\s*:.{0,200}"kind"\s*:', re.DOTALL)
_STREAM: Final = re.compile(rb'"resource_uri"\s*:\s*"/company/')
_COMPANY: Final = re.compile(rb'"CompanyNumber"\s*:')
_DAY: Final = re.compile(r"(?<!\d)(20\d\d)(-?)(\d\d)\2(\d\d)(?!\d)")


class PscLoader:
    """The loader as the house asks for it."""

    name = "psc"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        start = _start(head)
        if start.startswith((b"{", b"[")):
            return any(pattern.search(start) for pattern in (_KIND, _UNKNOWN, _STREAM)) or _companies(start)
        return {"CompanyName", "CompanyNumber"} <= set(_header(start))

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        start = _start(head)
        stream = _STREAM.search(start) is not None
        companies = not stream and not _KIND.search(start) and (_companies(start) or not start.startswith((b"{", b"[")))
        what = "BasicCompanyData" if companies else "PSC stream" if stream else "PSC register"
        source = Source(
            id=context.source_iri,
            title=f"Companies House {what} ({context.file.name})",
            type="register",
            publisher="Companies House",
            date=_date(context.file),
            licence="OGL-UK-3.0",
            url="https://download.companieshouse.gov.uk/",
            delta=stream,
        )
        mapper: Mapper = Controls(source.id, source.date)
        if companies:
            mapper = Companies(source.id, source.date, () if start.startswith((b"{", b"[")) else _header(start))
        return ReadPlan(source, _framing(start), mapper)


def _start(head: bytes) -> bytes:
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def _companies(start: bytes) -> bool:
    return _COMPANY.search(start) is not None and b'"RegAddress.' in start


def _framing(start: bytes) -> Framing:
    if not start.startswith((b"{", b"[")):
        return Rows()
    first = start.split(b"\n", 1)[0].rstrip()
    return Lines() if first.startswith(b"{") and first.endswith(b"}") else Objects()


def _header(start: bytes) -> tuple[str, ...]:
    line = start.split(b"\n", 1)[0].decode(errors="replace").strip("\r")
    try:
        return tuple([name.strip() for name in next(csv.reader([line]), [])])
    except csv.Error:
        return ()


def _date(file: Path) -> str | None:
    """The day in the file's name, as the register writes it there."""
    match = _DAY.search(file.name)
    try:
        return check_date(f"{match[1]}-{match[3]}-{match[4]}") if match else None
    except RecordError:
        return None
