"""The codes of warnings and rejects of this format, each with the sentence that docs/reference/formats/ftm.md has."""

from __future__ import annotations

from typing import Final

WARNINGS: Final[dict[str, str]] = {
    "BAD_DATE": "a date that is no day of the calendar is left out",
    "BAD_FIELD": "a value of another type than the model gives it is left out",
    "BAD_LEI": "the check digits of an LEI are wrong; it is kept as it is",
    "BAD_SHARE": "a percentage that is none is left out, the interest is kept",
    "DATES_BACKWARDS": "it ends before it begins: both days are left out and kept in the note of a link, which counts as ended",
    "EMPTY_IDENTIFIER": "an identifier that is empty or a placeholder is left out",
    "MISSING_END": "a link does not name both of its ends: set aside, or left out where it is nested in what can be used",
    "NOT_ABOUT_HOLDINGS": "an entity of a schema that says nothing of who holds what",
    "SEVERAL_IDENTIFIERS": "several numbers of one register: all are kept and none joins the party with others",
    "UNKNOWN_KIND_OF_RECORD": "the schema is none of the model's: set aside, or left out where it is nested in what can be used",
    "SEVERAL_VALUES": "several percentages or dates of one link or one life: the interval that holds them all is kept",
}
"""What is odd and was loaded all the same."""

REJECTS: Final[dict[str, str]] = {
    "BAD_JSON": "the record is no JSON",
    "BAD_ROW": "the row has not the cells that the header names",
    "MISSING_END": "a link does not name both of its ends: set aside, or left out where it is nested in what can be used",
    "MISSING_ID": "the entity has no id",
    "NOT_AN_OBJECT": "the record is no JSON object",
    "UNKNOWN_KIND_OF_RECORD": "the schema is none of the model's: set aside, or left out where it is nested in what can be used",
    "UNKNOWN_OPERATION": "the operation of a change is none of ADD, MOD, DEL",
}
"""Why a record was set aside."""
