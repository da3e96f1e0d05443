"""The codes of warnings and rejects of this source, each with the sentence that docs/reference/formats/wikidata.md has."""

from __future__ import annotations

from typing import Final

WARNINGS: Final[dict[str, str]] = {
    "BAD_DATE": "a time that is no year of the calendar, or only a decade, is left out and kept in the note of a claim",
    "BAD_FIELD": "a label, a claim or a qualifier of another type than it should be is left out",
    "BAD_LEI": "the check digits of an LEI are wrong; it is kept as it is",
    "BAD_SHARE": "a proportion that is none is left out and kept in the note, the claim is kept",
    "BAD_TRIPLE": "a line that is no triple is left out, the others about its subject are kept",
    "BESIDE_PREFERRED": "a claim of normal rank beside a preferred one is kept with a note",
    "DATES_BACKWARDS": "it ends before it begins: both dates are left out and kept in the note of a claim, which counts as ended",
    "DEPRECATED": "a claim of deprecated rank is left out",
    "EMPTY_IDENTIFIER": "an identifier that is empty or a placeholder is left out",
    "NOT_ABOUT_HOLDINGS": "an item of a class that neither holds nor is held",
    "NOT_AN_ITEM": "a property, a lexeme or an item that is missing",
    "NO_PARTY": "a claim whose value is no item is left out",
    "OF_A_PART": "a claim about a part of the subject says nothing of the whole: an unknown interest",
    "SEVERAL_IDENTIFIERS": "several numbers of one register: all are kept and none joins the party with others",
    "SEVERAL_VALUES": "several proportions, beginnings or ends of one claim: the interval that holds them all is kept",
}
"""What is odd and was loaded all the same."""

REJECTS: Final[dict[str, str]] = {
    "BAD_JSON": "the record is no JSON",
    "BAD_TRIPLES": "no line of the run is a triple",
    "MISSING_ID": "the entity has no id",
    "NOT_AN_OBJECT": "the record is no JSON object",
    "NOT_UTF8": "the lines are not UTF-8",
}
"""Why a record was set aside."""
