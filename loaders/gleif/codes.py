"""The register's codes: categories of entities, types of names and addresses, relationships, reporting exceptions, registrations."""

from __future__ import annotations

from typing import Final

from ontology.statements import Directness, Interest, Kind, Reason

ENTITY_KINDS: Final = {
    "GENERAL": None,
    "": None,
    "FUND": Kind.LEGAL_ENTITY,
    "BRANCH": Kind.LEGAL_ENTITY,
    "INTERNATIONAL_ORGANIZATION": Kind.LEGAL_ENTITY,
    "RESIDENT_GOVERNMENT_ENTITY": Kind.STATE_BODY,
    "SOLE_PROPRIETOR": Kind.PERSON,
}
"""Kind of party by category.  None: a company where it has a number in a register, else a legal entity."""

NAME_TYPES: Final = {
    "": "legal",
    "PREVIOUS_LEGAL_NAME": "former",
    "AUTO_ASCII_TRANSLITERATED_LEGAL_NAME": "transliteration",
    "PREFERRED_ASCII_TRANSLITERATED_LEGAL_NAME": "transliteration",
    "TransliteratedOtherEntityName": "transliteration",
}
"""Our type of a name; every other type is an alias."""

ADDRESS_TYPES: Final = {"LegalAddress": "registered", "HeadquartersAddress": "business"}
NO_FORM: Final = frozenset({"", "8888", "9999"})
"""Codes of legal forms that say that the form has no code."""

INTERESTS: Final = {
    "IS_DIRECTLY_CONSOLIDATED_BY": (Interest.OTHER_INFLUENCE_OR_CONTROL, Directness.DIRECT),
    "IS_ULTIMATELY_CONSOLIDATED_BY": (Interest.OTHER_INFLUENCE_OR_CONTROL, Directness.INDIRECT),
    "IS_FUND-MANAGED_BY": (Interest.RIGHTS_BY_CONTRACT, Directness.DIRECT),
    "IS_SUBFUND_OF": (Interest.RIGHTS_BY_CONTRACT, Directness.DIRECT),
    "IS_FEEDER_TO": (Interest.RIGHTS_BY_CONTRACT, Directness.DIRECT),
}
"""The interest of the parent in the child by type of relationship, and how direct it is."""

BRANCH: Final = "IS_INTERNATIONAL_BRANCH_OF"
"""A branch is the same legal entity as its head office."""
FEEDER: Final = "IS_FEEDER_TO"
"""A feeder invests in its master: here the start is the holder."""

REASONS: Final = {
    "NO_KNOWN_PERSON": Reason.SUBJECT_UNABLE,
    "NATURAL_PERSONS": Reason.UNKNOWN_TO_PUBLISHER,
    "NON_CONSOLIDATING": Reason.UNKNOWN_TO_PUBLISHER,
    "NO_LEI": Reason.UNKNOWN_TO_PUBLISHER,
    "NON_PUBLIC": Reason.NOT_PROVIDED,
    "CONSENT_NOT_OBTAINED": Reason.NOT_PROVIDED,
    "BINDING_LEGAL_COMMITMENTS": Reason.NOT_PROVIDED,
    "DETRIMENT_NOT_EXCLUDED": Reason.NOT_PROVIDED,
    "DISCLOSURE_DETRIMENTAL": Reason.NOT_PROVIDED,
    "LEGAL_OBSTACLES": Reason.SUBJECT_EXEMPT,
}
"""Why no parent is named: nobody is known to control the entity; people or companies that do not consolidate control it, or a parent has
no LEI, and the register does not name them; a parent is withheld; the law forbids to name it."""

REASON_WORDS: Final = {
    "NO_KNOWN_PERSON": "nobody is known to control it, as where its owners are many",
    "NATURAL_PERSONS": "natural persons control it, without a legal entity between",
    "NON_CONSOLIDATING": "its parents prepare no consolidated accounts",
    "NO_LEI": "its parent has no LEI, and does not consent to one or did not ask for one",
    "NON_PUBLIC": "its parent is not public",
    "CONSENT_NOT_OBTAINED": "its parent's consent was needed and not given",
    "BINDING_LEGAL_COMMITMENTS": "binding commitments forbid to name its parent",
    "DETRIMENT_NOT_EXCLUDED": "that naming its parent does harm could not be excluded",
    "DISCLOSURE_DETRIMENTAL": "naming its parent would do harm",
    "LEGAL_OBSTACLES": "the law forbids to name its parent",
}
"""What the register means by a code, in plain words."""

EXCEPTION_DIRECTNESS: Final = {
    "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT": Directness.DIRECT,
    "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT": Directness.INDIRECT,
}
"""Which parent the category of an exception is about: the direct or the ultimate one."""

WITHDRAWN: Final = frozenset({"ANNULLED", "CANCELLED", "DUPLICATE"})
"""Registrations that never held, or that another one holds for."""
