"""What the loader warns of, what it rejects, and what companies say in place of naming anybody."""

from __future__ import annotations

from typing import Final

from ontology.statements import Reason

WARNINGS: Final[dict[str, str]] = {
    "BAD_DATE": "a date that is no day of the calendar is left out",
    "BAD_FIELD": "a field is of another type than the register gives it and is left out",
    "CEASED_WITHOUT_DATE": "it ceased and no day is given: it holds on no day",
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
REJECTS: Final[dict[str, str]] = {
    "BAD_JSON": "the record is no JSON",
    "BAD_ROW": "the row has not the cells that the header names",
    "MISSING_ID": "the record names no company",
    "NOT_AN_OBJECT": "the record is no JSON object",
    "UNKNOWN_KIND_OF_RECORD": "the record is of a kind that the register does not have",
}

KINDS_OF_STATEMENT: Final[dict[str, Reason | None]] = {
    "no-individual-or-entity-with-signficant-control": Reason.NO_BENEFICIAL_OWNERS,
    "no-individual-or-entity-with-significant-control": Reason.NO_BENEFICIAL_OWNERS,
    "no-beneficial-owner-identified": Reason.NO_BENEFICIAL_OWNERS,
    "psc-exists-but-not-identified": Reason.SUBJECT_UNABLE,
    "psc-details-not-confirmed": Reason.SUBJECT_UNABLE,
    "steps-to-find-psc-not-yet-completed": Reason.SUBJECT_UNABLE,
    "at-least-one-beneficial-owner-unidentified": Reason.SUBJECT_UNABLE,
    "at-least-one-beneficial-owner-unidentified-and-information-not-provided-for-at-least-one-beneficial-owner": Reason.SUBJECT_UNABLE,
    "psc-contacted-but-no-response": Reason.NOT_PROVIDED,
    "psc-has-failed-to-confirm-changed-details": Reason.NOT_PROVIDED,
    "restrictions-notice-issued-to-psc": Reason.NOT_PROVIDED,
    "information-not-provided-for-at-least-one-beneficial-owner": Reason.NOT_PROVIDED,
    "awaiting-confirmation-from-psc": Reason.NOT_PROVIDED,
    "super-secure-persons-with-significant-control": Reason.PARTY_EXEMPT,
    "super-secure-beneficial-owner": Reason.PARTY_EXEMPT,
    "all-beneficial-owners-identified": None,
    "nobody-has-become-or-ceased-to-be-a-beneficial-owner": None,
    "somebody-has-become-or-ceased-to-be-a-beneficial-owner": None,
    "no-change-beneficial-owner-relevant-period": None,
    "change-beneficial-owner-relevant-period": None,
    "no-trust-involved-relevant-period": None,
    "trust-involved-relevant-period": None,
    "no-change-beneficiary-relevant-period": None,
    "change-beneficiary-relevant-period": None,
}
"""Codes of statements, the first misspelt as the register has it.  None: it reports on a period and says nothing of an unnamed holder."""


def reason_of(code: str) -> Reason | None:
    """Why nobody is named, by the code of a statement; a Scottish partnership says the same with an ending of its own.

    >>> reason_of("psc-contacted-but-no-response-partnership").value
    'interestedPartyHasNotProvidedInformation'
    """
    return KINDS_OF_STATEMENT.get(code.removesuffix("-partnership"))
