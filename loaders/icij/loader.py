"""Recognises the database's files by their header and chooses how they are cut into records."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from loaders.common.beginnings import find_day, read_header
from loaders.contract import LoadContext, ReadPlan
from loaders.framing import Rows
from loaders.icij.mapper import IcijMapper
from loaders.icij.model import find_schemes, is_header, rename_columns
from ontology.statements import Source


class IcijLoader:
    """The loader of the Offshore Leaks database."""

    name = "icij"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        """Whether the header is of the database."""
        return is_header(_read_header(head))

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        """Describe the source, and choose framing and mapper."""
        source = Source(
            id=context.source_iri,
            title=f"ICIJ Offshore Leaks ({context.file.name})",
            type="register",
            publisher="International Consortium of Investigative Journalists",
            date=context.date or find_day(context.file),
            licence="ODbL-1.0",
            url="https://offshoreleaks.icij.org/",
        )
        header = _read_header(head)
        mapper = IcijMapper(source.id, source.date, rename_columns(header), *find_schemes(header), _find_node_type(context.file))
        return ReadPlan(source, Rows(), mapper)


def _read_header(head: bytes) -> tuple[str, ...]:
    return read_header(head.removeprefix(codecs.BOM_UTF8))


def _find_node_type(file: Path) -> str | None:
    """Return what the nodes are by the name of the file: nodes-officers.csv, Entities.csv, paradise_papers.nodes.other.csv."""
    match = re.search(r"(entit|officer|intermediar|other|address)", file.name.lower())
    return {"entit": "entity", "intermediar": "intermediary"}.get(match[1], match[1]) if match else None
