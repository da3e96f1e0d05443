"""One row as statements: its columns decide whether it is a node or an edge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.contract import LoadContext, RawRecord
from loaders.icij.entities import describe_node
from loaders.icij.interests import list_interests
from loaders.icij.model import decode
from loaders.icij.record import RecordContext
from ontology.errors import RecordError
from ontology.statements import Statement

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class IcijMapper:
    """The rows, each by itself.  ``date``: the day of the file."""

    source: str
    date: str | None
    columns: tuple[str, ...]
    node_scheme: str = "icij"
    """Scheme of the nodes' numbers."""
    edge_scheme: str = "icij"
    """Scheme of the numbers at the ends of edges."""
    node_type: str | None = None
    """What the nodes are called by the file's name, where their rows do not say it."""

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        """Yield the statements of a row.  Raises RecordError BAD_ROW, MISSING_END, MISSING_ID."""
        cells = decode(raw_record.raw, self.columns)
        record = RecordContext(context, self.source, self._find_stated_at(cells), raw_record.locate(context))
        if "start" in cells or "end" in cells:
            yield from list_interests(record, cells, self.edge_scheme)
        elif "end" in self.columns and {"id", "row_id"}.isdisjoint(self.columns):
            raise RecordError("MISSING_END", "the edge names neither of its ends", "check that the file is not damaged there")
        else:
            yield from describe_node(record, cells, self.node_scheme, self._find_node_type(cells))

    def _find_stated_at(self, cells: dict[str, str]) -> str | None:
        """Return the year until which the leak is current, which the rows write in words."""
        years = _YEAR.findall(cells.get("valid_until", ""))
        return max(years) if years else self.date

    def _find_node_type(self, cells: dict[str, str]) -> str | None:
        """Return what the node is called: by its label, the file's name, else the columns that only one type has."""
        label = re.sub(r"[^a-z]", "", cells.get("labels", "").lower())
        if label:
            return label
        if self.node_type is not None:
            return self.node_type
        if not {"jurisdiction_description", "service_provider"}.isdisjoint(self.columns):
            return "entity"
        if "address" in self.columns and "internal_id" not in self.columns:
            return "address"
        return "intermediary" if "internal_id" in self.columns else "officer"
