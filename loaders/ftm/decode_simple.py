"""Decodes a row of the simple table of OpenSanctions: one target a row, without who holds it or what it holds."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Final

from loaders.common.decoding import DAMAGED, check_cells
from loaders.contract import LoadContext
from loaders.ftm.model import Entity, read_day
from ontology.errors import RecordError

HEADER: Final = frozenset(("id", "schema", "name", "aliases", "birth_date", "countries", "dataset", "last_seen"))
_PROPERTIES: Final = {"name": "name", "aliases": "alias", "birth_date": "birthDate", "countries": "country", "addresses": "address"}
"""Column -> property of the model.  ``identifiers`` do not say of which register they are, ``sanctions`` not by whom: both are left out."""


def decode(raw: bytes, header: Sequence[str], context: LoadContext) -> Entity:
    """Return the entity of a row.  Raises RecordError BAD_ROW, MISSING_ID."""
    try:
        cells = next(csv.reader([raw.decode()], strict=True), [])
    except (csv.Error, UnicodeDecodeError):
        raise RecordError("BAD_ROW", "the row cannot be split into cells", DAMAGED) from None
    check_cells(cells, header)
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
    if "id" not in row:
        raise RecordError("MISSING_ID", "the entity has no id", "check the record at its source")
    values = {
        name: [row[column]] if column == "name" else [text.strip() for text in row[column].split(";") if text.strip()]
        for column, name in _PROPERTIES.items()
        if column in row
    }
    return Entity(
        id=row["id"],
        schema=row.get("schema", ""),
        values=values,
        caption=row.get("name", ""),
        referents=(),
        stated_at=read_day(row.get("last_change") or row.get("last_seen"), context),
        datasets=(row["dataset"],) if "dataset" in row else (),
    )
