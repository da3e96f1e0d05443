"""Codelists of all versions: 0.1 and 0.2 write them with hyphens, 0.3 and 0.4 in camel case; 0.3 dropped the endings ``of-trust``.

Owns the way from a code to the meaning; knows nothing of records.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from ontology.statements import Change, Directness, Interest, Kind, Reason

_NOT_A_LETTER: Final = re.compile(r"[^a-z0-9]+")

RECORDS: Final = {
    "entity": "entity",
    "entityStatement": "entity",
    "person": "person",
    "personStatement": "person",
    "relationship": "relationship",
    "ownershipOrControlStatement": "relationship",
}
"""What a record is about, by ``recordType`` or ``statementType``."""

ENTITIES: Final = {
    "registeredEntity": Kind.COMPANY,
    "legalEntity": Kind.LEGAL_ENTITY,
    "arrangement": Kind.ARRANGEMENT,
    "anonymousEntity": Kind.ANONYMOUS_ENTITY,
    "unknownEntity": Kind.UNKNOWN,
    "state": Kind.STATE,
    "stateBody": Kind.STATE_BODY,
}
SUBTYPES: Final = {
    "governmentDepartment": Kind.STATE_BODY,
    "stateAgency": Kind.STATE_BODY,
    "stateBody": Kind.STATE_BODY,
    "state": Kind.STATE,
}
"""Subtypes that are only of the state's."""

PERSONS: Final = {"knownPerson": Kind.PERSON, "anonymousPerson": Kind.ANONYMOUS_PERSON, "unknownPerson": Kind.UNKNOWN_PERSON}

CHANGES: Final = {"new": Change.NEW, "updated": Change.UPDATED, "closed": Change.CLOSED}

LEVELS: Final = {"direct": Directness.DIRECT, "indirect": Directness.INDIRECT, "unknown": Directness.UNKNOWN}

NAMES: Final = {
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


def _letters(code: str) -> str:
    return _NOT_A_LETTER.sub("", code.lower())


_INTERESTS: Final = {_letters(interest.value): interest for interest in Interest} | {
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

_REASONS: Final = {_letters(reason.value): reason for reason in Reason}


@functools.lru_cache(maxsize=4_096)
def interest(code: str) -> Interest | None:
    """The interest of any version's code; None where no codelist has it.

    >>> interest("rights-to-surplus-assets").value, interest("beneficiary-of-trust").value
    ('rightsToSurplusAssetsOnDissolution', 'beneficiaryOfLegalArrangement')
    """
    letters = _letters(code)
    return _INTERESTS.get(letters) or _INTERESTS.get(letters.removesuffix("oftrust"))


@functools.lru_cache(maxsize=4_096)
def reason(code: str) -> Reason | None:
    """Why a party is not named; None where no codelist has the code.

    >>> reason("no-beneficial-owners").value
    'noBeneficialOwners'
    """
    return _REASONS.get(_letters(code))
