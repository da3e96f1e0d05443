"""Identifiers of parties: one writing for each, so that records which name the same one can be joined.

Owns schemes (codes of org-id.guide), their aliases and the shapes of values.  Pure; says nothing of which records are joined, which is for
identity statements.  Sources: org-id.guide (schemes), ISO 17442 (check digits of LEIs), Companies House (forms of company numbers), GLEIF's
list of registration authorities.

>>> identifier("Companies House", "sc1234")
Identifier(scheme='GB-COH', value='SC001234')
>>> identifier("LEI", " 5493001kjtiigc8y1r12 ").value
'5493001KJTIIGC8Y1R12'
>>> identifier("GB-COH", "N/A") is None
True
"""

from __future__ import annotations

import functools
import re
from typing import Final

from ontology.statements import Identifier

COMPANIES_HOUSE: Final = "GB-COH"

_REGISTERS: Final = """
AU-ABN AU-ACN BE-BCE_KBO BG-EIK BR-CNPJ CZ-ICO DK-CVR EE-RIK FI-PRO FR-RCS GB-COH GG-RCE HK-CR IE-CRO IM-CR IN-MCA JE-FSC JP-CN LT-RC
LU-RCS LV-RE MT-MFSA NL-KVK NO-BRC NZ-NZBN PL-KRS RO-ONRC RU-OGRN SE-BLV SG-ACRA SI-PRS SK-ORSR UA-EDR
"""
REGISTERS: Final = frozenset(_REGISTERS.split())
"""Company registers whose numbers are of one legal entity each.  Tax numbers are not among them."""

_ALIASES: Final = {
    "LEI": "LEI", "XI-LEI": "LEI", "GLEIF": "LEI", "GLOBAL LEGAL ENTITY IDENTIFIER INDEX": "LEI", "LEGAL ENTITY IDENTIFIER": "LEI",
    "GB COH": COMPANIES_HOUSE, "GB-COH": COMPANIES_HOUSE, "COMPANIES HOUSE": COMPANIES_HOUSE, "UK COMPANIES HOUSE": COMPANIES_HOUSE,
    "GB_COH": COMPANIES_HOUSE, "WIKIDATA": "WIKIDATA", "XI-WIKIDATA": "WIKIDATA", "WD": "WIKIDATA",
}
_AUTHORITIES: Final = {
    "RA000585": COMPANIES_HOUSE, "RA000586": COMPANIES_HOUSE, "RA000587": COMPANIES_HOUSE, "RA000463": "NL-KVK", "RA000170": "DK-CVR",
    "RA000188": "FI-PRO", "RA000472": "NO-BRC", "RA000544": "SE-BLV",
}
"""Registration authorities of GLEIF whose numbers are those of a scheme here; the numbers of others keep the authority's code as scheme."""

_NOBODY: Final = frozenset({"RA888888", "RA999999", "RA777777"})
_BLANK: Final = frozenset({
    "", "-", "--", ".", "N/A", "NA", "NONE", "NULL", "NIL", "UNKNOWN", "NOT AVAILABLE", "NOT APPLICABLE", "TBC", "TBA", "X", "XX",
})
_LEI: Final = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_FIGURES: Final = {ord(c): str(number) for number, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10)}
_COH: Final = re.compile(r"[0-9]{8}|(?:[A-Z]{2}|R0|[A-Z][0-9])[0-9A-Z]{6}")
_Q: Final = re.compile(r"Q[1-9][0-9]{0,11}")
_ENDS: Final = re.compile(r"^[\W_]+|[\W_]+\Z")


@functools.lru_cache(maxsize=20_000)
def identifier(scheme: str, value: str) -> Identifier | None:
    """An identifier in its one writing; None where the value is empty or a placeholder."""
    code = _scheme(scheme)
    text = _ENDS.sub("", value)
    upper = " ".join(text.upper().split())
    if not code or upper in _BLANK or not upper.strip("0-/ "):
        return None
    if code == "LEI":
        text = upper.replace(" ", "").replace("-", "")
    elif code == COMPANIES_HOUSE:
        text = company_number(text)
    elif code == "WIKIDATA":
        text = upper.rsplit("/", 1)[-1]
    elif code in REGISTERS:
        text = upper.replace(" ", "")
    return Identifier(scheme=code, value=text)


def is_strong(found: Identifier) -> bool:
    """Whether records that name it are the same party: an LEI, a number of a company register, a Wikidata item.

    >>> is_strong(Identifier(scheme="GB-COH", value="00012345")), is_strong(Identifier(scheme="VAT", value="GB123"))
    (True, False)
    """
    match found.scheme:
        case "LEI":
            return _LEI.fullmatch(found.value) is not None
        case "GB-COH":
            return _COH.fullmatch(found.value) is not None
        case "WIKIDATA":
            return _Q.fullmatch(found.value) is not None
    return (found.scheme in REGISTERS or found.scheme.startswith("RA0")) and len(found.value) >= 4


def company_number(text: str) -> str:
    """A number of Companies House: upper case, without blanks, figures padded to eight characters in all.

    >>> company_number(" 9361466"), company_number("Sc311560"), company_number("oc 1234")
    ('09361466', 'SC311560', 'OC001234')
    """
    number = re.sub(r"[\s.\-/]", "", text).upper()
    if number.isdigit() and number.isascii():
        return number.zfill(8) if len(number) <= 8 else number
    match = re.fullmatch(r"([A-Z]{2})([0-9]{1,5})", number)
    return match[1] + match[2].zfill(6) if match else number


def lei_ok(value: str) -> bool:
    """Whether the check digits of an LEI are right (ISO 17442: the number modulo 97 is 1, letters counted from A = 10).

    >>> lei_ok("5493001KJTIIGC8Y1R12"), lei_ok("5493001KJTIIGC8Y1R13")
    (True, False)
    """
    return _LEI.fullmatch(value) is not None and int(value.translate(_FIGURES)) % 97 == 1


def of_registration_authority(authority: str, value: str) -> Identifier | None:
    """The identifier that a registration authority of GLEIF gave; None where there is no authority or no number.

    >>> of_registration_authority("RA000585", "9361466").value
    '09361466'
    """
    code = authority.strip().upper()
    return None if code in _NOBODY or not code else identifier(_AUTHORITIES.get(code, code), value)


def _scheme(text: str) -> str:
    upper = " ".join(text.upper().split())
    return _ALIASES.get(upper, upper.replace(" ", "-"))
