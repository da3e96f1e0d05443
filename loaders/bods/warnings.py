"""The codes of warnings and rejects of this standard, each with the sentence that docs/reference/formats/bods.md has."""

from __future__ import annotations

from typing import Final

WARNINGS: Final[dict[str, str]] = {
    "BAD_DATE": "A date is no date of the calendar; it is left out.",
    "BAD_LEI": "The check digits of an LEI are wrong; it is kept.",
    "BAD_SHARE": "A share is no share from 0 to 100; the interest is kept without it.",
    "COMPONENTS_OF_DIRECT": "A relationship that is called direct lists components; they are left out.",
    "DATES_BACKWARDS": "An end lies before its start; both are left out and kept in the note; it counts as ended.",
    "EMPTY_IDENTIFIER": "An identifier has no value or no scheme; it is left out.",
    "INTEREST_WITHOUT_TYPE": "An interest has no type; it is kept as an unknown interest.",
    "MIXED_VERSIONS": "A record mixes fields or codes of several versions of the standard.",
    "NO_INTERESTS": "A relationship names two parties and no interest; it is kept as an unknown interest.",
    "PARTY_AND_REASON": "A party is named and said to be unspecified; the name is taken, the reason is kept in the note.",
    "REPLACED_TWICE": "Two statements replace the same one; the second stands for itself.",
    "SHARE_CONTRADICTS": "An exact share lies outside the band that stands beside it; the exact share is taken.",
    "SUBTYPE_MISMATCH": "The subtype of an entity belongs to another type; the type is taken.",
    "UNKNOWN_CODE": "A code is in no codelist; the value is taken as unknown.",
    "UNKNOWN_COUNTRY": "A jurisdiction has a name and no code; it is kept as a fact without a code.",
    "UNKNOWN_INTEREST": "The type of an interest is in no codelist; it is kept as an unknown interest, with its words.",
    "UNKNOWN_VERSION": "The stated version is none of 0.1 to 0.4; the record is read by its shape.",
    "WRONG_TYPE": "A value is of another type than its field; it is read as meant, or left out.",
}
"""What is odd and was loaded all the same."""

REJECTS: Final[dict[str, str]] = {
    "BAD_JSON": "The record is not JSON.",
    "MISSING_ID": "The record has no id of the statement or of what it describes.",
    "MISSING_PARTY": "A relationship does not say who is meant, nor why that is not said.",
    "NO_DETAILS": "The record describes nothing.",
    "NOT_AN_OBJECT": "The record is JSON and no object.",
    "RECORD_TOO_LONG": "The record is longer than any record of a register.",
    "TOO_DEEP": "The record is nested deeper than can be read.",
    "UNKNOWN_KIND_OF_RECORD": "The record is about neither an entity nor a person nor a relationship.",
}
"""Why a record was set aside."""
