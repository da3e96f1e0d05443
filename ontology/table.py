"""The columns of the generic table (docs/reference/table.md), which is read and written."""

from __future__ import annotations

from typing import Final

TABLE_COLUMNS: Final = (
    "holder",
    "subject",
    "interest",
    "share",
    "valid_from",
    "valid_until",
    "stated_at",
    "status",
    "holder_id",
    "holder_kind",
    "holder_jurisdiction",
    "subject_id",
    "subject_kind",
    "subject_jurisdiction",
    "source",
    "note",
)
