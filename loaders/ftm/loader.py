"""Recognises files of the model by their content and chooses how they are cut into records."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from loaders.common.beginnings import find_day, is_json, is_lines, read_header, strip_bom
from loaders.contract import LoadContext, ReadPlan
from loaders.framing import Lines, Objects, Rows
from loaders.ftm import decode_simple, statement_rows
from loaders.ftm.codes import ENTITY_KINDS, LINK_ENDS, OTHER_SCHEMAS
from loaders.ftm.mapper import FtmMapper
from loaders.ftm.statement_rows import StatementRows
from ontology.statements import Source

_SCHEMAS: Final = "|".join(sorted({*ENTITY_KINDS, *LINK_ENDS, *OTHER_SCHEMAS, "Sanction"}))
_SCHEMA: Final = re.compile(rf'"schema"\s*:\s*"(?:{_SCHEMAS})"'.encode())
_PROPERTIES: Final = re.compile(rb'"properties"\s*:\s*\{')
_CHANGE: Final = re.compile(rb'"op"\s*:\s*"(?:ADD|MOD|DEL)"')
_ENTITY: Final = re.compile(rb'"entity"\s*:\s*\{')
_LIST_KEYS: Final = ("results", "entities")


class FtmLoader:
    """The loader of FollowTheMoney."""

    name = "ftm"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        """Whether the file is of FollowTheMoney."""
        start = strip_bom(head)
        if not is_json(start):
            return _find_table(start) is not None
        return _has_changes(start) or (_SCHEMA.search(start) is not None and _PROPERTIES.search(start) is not None)

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        """Describe the source, and choose framing and mapper."""
        start = strip_bom(head)
        delta = _has_changes(start[:1_000])
        header = _find_table(start)
        source = Source(
            id=context.source_iri,
            title=f"FollowTheMoney {'changes' if delta else 'entities'} ({context.file.name})",
            type="register",
            publisher="OpenSanctions" if (b'"datasets"' in start and b'"last_seen"' in start) or header else None,
            date=context.date or find_day(context.file),
            url="https://followthemoney.tech/",
            delta=delta,
        )
        if header is None:
            return ReadPlan(source, Lines() if is_lines(start, _LIST_KEYS) else Objects(_LIST_KEYS), FtmMapper(source))
        if frozenset(header) >= statement_rows.HEADER:
            return ReadPlan(source, StatementRows(header), FtmMapper(source))
        return ReadPlan(source, Rows(), FtmMapper(source, header))


def _find_table(start: bytes) -> tuple[str, ...] | None:
    """Return the header of a table that OpenSanctions publishes; None for any other text."""
    header = read_header(start)
    return header if any(names <= frozenset(header) for names in (statement_rows.HEADER, decode_simple.HEADER)) else None


def _has_changes(start: bytes) -> bool:
    """Whether the records are changes of entities."""
    return _CHANGE.search(start) is not None and _ENTITY.search(start) is not None
