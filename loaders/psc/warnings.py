"""The codes of warnings and rejects of this register, each with the sentence that docs/reference/formats/uk-psc.md has."""

from __future__ import annotations

from typing import Final

WARNINGS: Final[dict[str, str]] = {
    "BAD_DATE": "a date that is no day of the calendar is left out",
    "BAD_FIELD": "a field is of another type than the register gives it and is left out",
    "CEASED_WITHOUT_DATE": "it ceased and no day is given: it held until an unknown day before it was stated",
    "DATES_BACKWARDS": "it ends before it begins: both days are left out and kept in the note",
    "EMPTY_IDENTIFIER": "a registration number is only a placeholder and is left out",
    "NO_NATURE": "no nature of control is given: kept as an unknown interest",
    "ODD_NUMBER": "a company's number has no form that the register gives: kept as it is",
    "OWN_NUMBER": "a holder bears the number of the company that it holds: kept as an identifier, not joined",
    "TOTALS": "the line that counts the others; it says nothing of anybody",
    "UNKNOWN_KIND_OF_HOLDER": "a kind of holder that is not known here: kept, with an unknown kind of party",
    "UNKNOWN_NATURE": "a nature of control that is not known here: kept as an unknown interest with the register's word",
    "UNKNOWN_STATEMENT": "a statement about the register that is not known here: kept with the register's word",
}
"""What is odd and was loaded all the same."""

REJECTS: Final[dict[str, str]] = {
    "BAD_JSON": "the record is no JSON",
    "BAD_ROW": "the row has not the cells that the header names",
    "MISSING_ID": "the record names no company",
    "NOT_AN_OBJECT": "the record is no JSON object",
    "UNKNOWN_KIND_OF_RECORD": "the record is of a kind that the register does not have",
}
"""Why a record was set aside."""
