"""Recognises the register's files by their content and chooses how they are cut into records.

Owns what the beginning of a file tells: whether it is a snapshot, a stream or the companies, and its day.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from loaders.common.beginnings import find_day, is_json, is_lines, read_header, strip_bom
from loaders.contract import Framing, LoadContext, Mapper, ReadPlan
from loaders.framing import Lines, Objects, Rows
from loaders.psc.companies import CompanyMapper
from loaders.psc.mapper import PscMapper
from ontology.statements import Source

_KIND: Final = re.compile(
    rb'"kind"\s*:\s*"(?:(?:individual|corporate-entity|legal-person|super-secure)-(?:person-with-significant-control|beneficial-owner)'
    rb'|persons-with-significant-control-statement|totals#persons-of-significant-control-snapshot|exemptions)"'
)
_UNKNOWN: Final = re.compile(rb'^\s*\{\s*"data"\s*:\s*\{\s*"etag"\s*:.{0,200}"kind"\s*:', re.DOTALL)
_WRAPPED: Final = re.compile(rb'^\s*\{\s*"company_number"\s*:\s*(?:"[^"]*"|null)\s*,\s*"data"\s*:\s*\{')
"""What only the snapshot has around each record, also where the record itself is damaged."""
_STREAM: Final = re.compile(rb'"resource_uri"\s*:\s*"/company/')
_API_LIST: Final = re.compile(rb'"items"\s*:\s*\[')
_LIST_KEYS: Final = ("items",)
"""Where an answer of the API has its records."""
_COMPANY: Final = re.compile(rb'"CompanyNumber"\s*:')
_DAY: Final = re.compile(r"(?<!\d)(20\d\d)(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))(?!\d)")


class PscLoader:
    """The loader of the register of people with significant control."""

    name = "psc"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        """Whether the file is of the register or of BasicCompanyData."""
        start = strip_bom(head)
        if is_json(start):
            return any(pattern.search(start) for pattern in (_KIND, _UNKNOWN, _WRAPPED, _STREAM)) or _is_companies(start)
        return {"CompanyName", "CompanyNumber"} <= set(read_header(start))

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        """Describe the source, and choose framing and mapper."""
        start = strip_bom(head)
        json = is_json(start)
        stream = _STREAM.search(start) is not None
        companies = not stream and not _KIND.search(start) and (_is_companies(start) or not json)
        what = "BasicCompanyData" if companies else "PSC stream" if stream else "PSC register"
        source = Source(
            id=context.source_iri,
            title=f"Companies House {what} ({context.file.name})",
            type="register",
            publisher="Companies House",
            date=context.date or find_day(context.file, _DAY),
            licence="OGL-UK-3.0",
            url="https://download.companieshouse.gov.uk/",
            delta=stream,
        )
        mapper: Mapper = PscMapper(source.id, source.date)
        if companies:
            mapper = CompanyMapper(source.id, source.date, () if json else read_header(start))
        return ReadPlan(source, _choose_framing(start), mapper)


def _is_companies(start: bytes) -> bool:
    """Whether JSON holds rows of BasicCompanyData."""
    return _COMPANY.search(start) is not None and b'"RegAddress.' in start


def _choose_framing(start: bytes) -> Framing:
    if not is_json(start):
        return Rows()
    if _API_LIST.search(start):
        return Lines() if is_lines(start, _LIST_KEYS) else Objects(_LIST_KEYS)
    return Lines() if is_lines(start) else Objects()
