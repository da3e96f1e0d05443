"""The codes of warnings and rejects of this database, each with the sentence that docs/reference/formats/icij.md has."""

from __future__ import annotations

from typing import Final

WARNINGS: Final[dict[str, str]] = {
    "ADDRESS": "a node that is an address, or an edge that leads to one: left out; an address that stands on a node itself is kept",
    "BAD_DATE": "a date that is none is left out",
    "DATES_BACKWARDS": "it ends before it begins: both days are left out and kept in the note; it counts as ended",
    "NO_NAME": "a node has no name",
    "UNKNOWN_LINK": "the words of an edge are not known here: kept as an unknown interest with these words",
}
"""What is odd and was loaded all the same."""

REJECTS: Final[dict[str, str]] = {
    "BAD_ROW": "the row has not the cells that the header names",
    "MISSING_END": "an edge does not name both of its ends",
    "MISSING_ID": "a node has no id",
}
"""Why a record was set aside."""
