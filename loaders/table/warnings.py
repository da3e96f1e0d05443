"""The codes of warnings and rejects of published registers, each with the sentence that docs/reference/formats/published.md has."""

from __future__ import annotations

from typing import Final

WARNINGS: Final[dict[str, str]] = {
    "AMBIGUOUS_DATE": "a date may be one of two days: read as its year",
    "HOLDING_LEFT_OUT": "a holding of a record cannot be used; the others of the record are kept",
    "REPEATED_ROW": "a record states the same holding twice: both are kept",
    "UNKNOWN_PLACE": "a country that is neither an ISO code nor known by its name: kept in the note",
}
"""What is odd and was loaded all the same."""

REJECTS: Final[dict[str, str]] = {
    "BAD_DATE": "a date is none",
    "BAD_ID": "an identifier has blanks within",
    "BAD_JSON": "the record is no JSON",
    "BAD_ROW": "the row has not the cells that the header names",
    "BAD_SHARE": "a share is none",
    "BAD_XML": "the record is no XML",
    "DATES_BACKWARDS": "it ends before it begins",
    "HOLDER_IS_SUBJECT": "holder and subject are the same party",
    "MISSING_HOLDER": "the record names nobody who holds",
    "MISSING_SUBJECT": "the record names nobody who is held",
    "NOT_AN_OBJECT": "the record is no JSON object",
    "TOO_MANY_ROWS": "the record has more than 100,000 holdings",
}
"""Why a record was set aside; of a record of several holdings, where none can be used."""
