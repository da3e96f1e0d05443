"""The codes of warnings and rejects of this register, each with the sentence that docs/reference/formats/gleif.md has."""

from __future__ import annotations

from typing import Final

WARNINGS: Final[dict[str, str]] = {
    "BAD_DATE": "a date that no calendar has was dropped",
    "BAD_LEI": "an LEI has wrong check digits or a wrong length; it was kept",
    "BRANCH_ENDED": "a branch relation is not in effect, so branch and head office are not joined",
    "DATES_BACKWARDS": "something ends before it begins; both dates were dropped and stand in the note; it counts as ended",
    "LAPSED_REGISTRATION": "the registration was not renewed in time; what it says was kept and has not ended",
    "NOT_A_LEI": "a relationship names a party by something else than an LEI; the party belongs to this source only",
    "NO_NAME": "an LEI record has no legal name",
    "STATUS_NOT_SAID": "a relationship is neither active nor inactive; it counts as possible only",
    "UNKNOWN_CATEGORY": "a category of entity that is not known here was kept as an attribute",
    "UNKNOWN_COUNTRY": "a jurisdiction that is no code of ISO 3166 was moved to the note",
    "UNKNOWN_EXCEPTION": "the category of a reporting exception is not known here; it was kept in the details",
    "UNKNOWN_INTEREST": "a type of relationship that is not known here was kept in the details and gives no control",
    "UNKNOWN_REASON": "the reason of a reporting exception is missing or not known here; it was kept in the details",
    "WITHDRAWN_RECORD": "the record was annulled, cancelled or is a duplicate; it counts on no day",
}
"""What is odd and was loaded all the same."""

REJECTS: Final[dict[str, str]] = {
    "BAD_JSON": "the record is no JSON",
    "BAD_ROW": "the row is not UTF-8 or has not as many cells as the header",
    "BAD_XML": "the record is no XML",
    "MISSING_ID": "the record names no LEI, or a relationship lacks a side or its type",
    "NOT_AN_OBJECT": "the record is no JSON object",
    "SELF_HOLDING": "a relationship has the same party on both sides",
    "UNKNOWN_KIND_OF_RECORD": "the record is no LEI record, relationship record or reporting exception",
}
"""Why a record was set aside."""
