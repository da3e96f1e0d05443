"""The codelists of all versions: 0.1 and 0.2 write codes with hyphens, 0.3 and 0.4 in camel case; 0.3 dropped the endings ``of-trust``.

Knows nothing of records.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from ontology.statements import Change, Directness, Interest, Kind, Reason

_NOT_A_LETTER: Final = re.compile(r"[^a-z0-9]+")

RECORD_KINDS: Final = {
    "entity": "entity",
    "entityStatement": "entity",
    "person": "person",
    "personStatement": "person",
    "relationship": "relationship",
    "ownershipOrControlStatement": "relationship",
}
"""Kind of a record by ``recordType`` or ``statementType``."""

ENTITY_KINDS: Final = {
    "registeredEntity": Kind.COMPANY,
    "legalEntity": Kind.LEGAL_ENTITY,
    "arrangement": Kind.ARRANGEMENT,
    "anonymousEntity": Kind.ANONYMOUS_ENTITY,
    "unknownEntity": Kind.UNKNOWN,
    "state": Kind.STATE,
    "stateBody": Kind.STATE_BODY,
}
STATE_SUBTYPES: Final = {
    "governmentDepartment": Kind.STATE_BODY,
    "stateAgency": Kind.STATE_BODY,
    "stateBody": Kind.STATE_BODY,
    "state": Kind.STATE,
}
"""Subtypes that only a state or its bodies have."""

PERSON_KINDS: Final = {"knownPerson": Kind.PERSON, "anonymousPerson": Kind.ANONYMOUS_PERSON, "unknownPerson": Kind.UNKNOWN_PERSON}

CHANGES: Final = {"new": Change.NEW, "updated": Change.UPDATED, "closed": Change.CLOSED}

DIRECTNESS: Final = {"direct": Directness.DIRECT, "indirect": Directness.INDIRECT, "unknown": Directness.UNKNOWN}

NAME_TYPES: Final = {
    "legal": "legal",
    "individual": "legal",
    "alternative": "alias",
    "aka": "alias",
    "alias": "alias",
    "birth": "former",
    "former": "former",
    "translation": "transliteration",
    "transliteration": "transliteration",
}


def _strip(code: str) -> str:
    """Return the letters and figures of a code, by which the versions' spellings are alike."""
    return _NOT_A_LETTER.sub("", code.lower())


_INTERESTS: Final = {_strip(interest.value): interest for interest in Interest} | {
    "beneficiary": Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT,
    "influenceorcontrol": Interest.OTHER_INFLUENCE_OR_CONTROL,
    "righttosurplusassets": Interest.RIGHTS_TO_SURPLUS_ASSETS,
    "righttosurplusassetsondissolution": Interest.RIGHTS_TO_SURPLUS_ASSETS,
    "rightstosurplusassets": Interest.RIGHTS_TO_SURPLUS_ASSETS,
    "righttoprofitorincome": Interest.RIGHTS_TO_PROFIT,
    "rightstoprofitorincomefromassets": Interest.PROFIT_FROM_ASSETS,
    "shareholdings": Interest.SHAREHOLDING,
    "votingright": Interest.VOTING_RIGHTS,
    "appointmentofboards": Interest.APPOINTMENT_OF_BOARD,
    "appointmentoftheboard": Interest.APPOINTMENT_OF_BOARD,
    "seniormanagingofficials": Interest.SENIOR_MANAGING_OFFICIAL,
    "controlviacompanyrulesandarticles": Interest.CONTROL_VIA_RULES_OR_ARTICLES,
    "unknown": Interest.UNKNOWN,
    "unpublished": Interest.UNPUBLISHED,
}

_REASONS: Final = {_strip(reason.value): reason for reason in Reason}


@functools.lru_cache(maxsize=4_096)
def find_interest(code: str) -> Interest | None:
    """Return the interest of any version's code; None where no codelist has it.

    >>> find_interest("rights-to-surplus-assets").value, find_interest("beneficiary-of-trust").value
    ('rightsToSurplusAssetsOnDissolution', 'beneficiaryOfLegalArrangement')
    """
    stripped = _strip(code)
    return _INTERESTS.get(stripped) or _INTERESTS.get(stripped.removesuffix("oftrust"))


@functools.lru_cache(maxsize=4_096)
def find_reason(code: str) -> Reason | None:
    """Return why a party is not named; None where no codelist has the code.

    >>> find_reason("no-beneficial-owners").value
    'noBeneficialOwners'
    """
    return _REASONS.get(_strip(code))
