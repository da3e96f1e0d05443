"""Normalises identifiers of parties to one spelling, so that records with the same identifier can be joined.

Owns schemes (codes of org-id.guide), the names that publishers give them, and the forms of values.  Pure.  Which records are joined is for
identity statements.  Sources: org-id.guide (schemes), ISO 17442 (check digits of LEIs), Companies House (forms of company
numbers), GLEIF's list of registration authorities.

>>> normalise_identifier("Companies House", "sc1234")
Identifier(scheme='GB-COH', value='SC001234')
>>> normalise_identifier("LEI", " 5493001kjtiigc8y1r12 ").value
'5493001KJTIIGC8Y1R12'
>>> normalise_identifier("GB-COH", "N/A") is None
True
"""

from __future__ import annotations

import functools
import re
from typing import Final

from ontology.statements import Identifier

COMPANIES_HOUSE: Final = "GB-COH"
OPENCORPORATES: Final = "OPENCORPORATES"

_DIGIT_COUNTS: Final = {
    "AU-ABN": 11,
    "AU-ASIC": 9,
    "BE-BCE_KBO": 10,
    "BG-EIK": 9,
    "BR-CNPJ": 14,
    "CZ-ICO": 8,
    "DK-CVR": 8,
    "EE-RIK": 8,
    "FR-RCS": 9,
    "JP-JCN": 13,
    "KZ-BIN": 12,
    "LT-RC": 9,
    "LV-RE": 11,
    "NL-KVK": 8,
    "NO-BRC": 9,
    "NZ-NZBN": 13,
    "PL-KRS": 10,
    "RS-APR": 8,
    "RU-OGRN": 13,
    "SK-ORSR": 8,
    "UA-EDR": 8,
}
"""Registers whose numbers are digits only, and how many: shorter ones lost their leading zeros."""

_HYPHENED: Final = {"FI-PRO": (7, 1), "SE-ON": (6, 4)}
"""Registers whose numbers are two runs of digits, joined by a hyphen, and the lengths of these."""

_OTHER_REGISTERS: Final = """
CA-CC CH-FDJP CN-USCI CY-DRCOR GB-COH GG-RCE HK-CR HR-MBS IE-CRO IL-ROC IM-CR IN-MCA JE-FSC LU-RCS NG-CAC NZ-CO SG-ACRA SI-PRS TR-MERSIS
ZA-CIP
"""
REGISTERS: Final = frozenset((*_DIGIT_COUNTS, *_HYPHENED, *_OTHER_REGISTERS.split()))
"""Company registers whose numbers are of one legal entity each.  Tax numbers are not among them."""

_ALIASES: Final = {
    **dict.fromkeys(("XI-LEI", "GLEIF", "GLOBAL LEGAL ENTITY IDENTIFIER INDEX", "LEGAL ENTITY IDENTIFIER", "LEI CODE"), "LEI"),
    **dict.fromkeys(
        (
            "GB COH",
            "GB_COH",
            "UK-COH",
            "COMPANIES HOUSE",
            "UK COMPANIES HOUSE",
            "COMPANIES HOUSE UK",
            "COMPANIES REGISTRATION HOUSE",
            "GB COMPANIES HOUSE",
        ),
        COMPANIES_HOUSE,
    ),
    **dict.fromkeys(("XI-WIKIDATA", "WD", "WIKIDATA ID"), "WIKIDATA"),
    **dict.fromkeys(("OPEN CORPORATES", "OPENCORPORATES ID"), OPENCORPORATES),
    "DK CENTRALE VIRKSOMHEDSREGISTER": "DK-CVR",
    "MERSIS - CENTRAL TRADE REGISTRY SYSTEM": "TR-MERSIS",
    "SE-BLV": "SE-ON",
    "SE-KK": "SE-ON",
    "JE-CR": "JE-FSC",
    "CH-ZEFIX": "CH-FDJP",
    "JP-CN": "JP-JCN",
    "AU-ACN": "AU-ASIC",
}
_SITES: Final = (
    ("companieshouse", COMPANIES_HOUSE),
    ("companies-house", COMPANIES_HOUSE),
    ("company-information.service.gov.uk", COMPANIES_HOUSE),
    ("gleif.org", "LEI"),
    ("wikidata.org", "WIKIDATA"),
    ("opencorporates.com", OPENCORPORATES),
)
"""Part of an address -> scheme: some publishers give an address in place of a scheme."""

_AUTHORITIES: Final = {
    "RA000013": "AU-ABN",
    "RA000014": "AU-ASIC",
    "RA000025": "BE-BCE_KBO",
    "RA000156": "HR-MBS",
    "RA000161": "CY-DRCOR",
    "RA000163": "CZ-ICO",
    "RA000168": "CZ-ICO",
    "RA000170": "DK-CVR",
    "RA000181": "EE-RIK",
    "RA000188": "FI-PRO",
    "RA000189": "FR-RCS",
    "RA000192": "FR-RCS",
    "RA000394": "IN-MCA",
    "RA000402": "IE-CRO",
    "RA000423": "LV-RE",
    "RA000430": "LT-RC",
    "RA000463": "NL-KVK",
    "RA000466": "NZ-CO",
    "RA000469": "NG-CAC",
    "RA000472": "NO-BRC",
    "RA000473": "NO-BRC",
    "RA000484": "PL-KRS",
    "RA000523": "SG-ACRA",
    "RA000526": "SK-ORSR",
    "RA000544": "SE-ON",
    "RA000548": "CH-FDJP",
    "RA000549": "CH-FDJP",
    "RA000585": COMPANIES_HOUSE,
    "RA000586": COMPANIES_HOUSE,
    "RA000587": COMPANIES_HOUSE,
    "RA000681": "BR-CNPJ",
    "RA000749": "NZ-NZBN",
}
"""Registration authorities of GLEIF whose numbers are those of a scheme here; the numbers of others keep the authority's code as scheme."""

_NATION_PREFIXES: Final = {"RA000586": "NI", "RA000587": "SC"}
"""Authorities of Companies House whose numbers begin with letters, which some records leave out."""

_NO_AUTHORITY: Final = frozenset({"RA888888", "RA999999", "RA777777"})
_PLACEHOLDERS: Final = frozenset(
    {
        "",
        "-",
        "--",
        ".",
        "N/A",
        "NA",
        "N.A",
        "NO",
        "NONE",
        "NULL",
        "NIL",
        "UNKNOWN",
        "NOT AVAILABLE",
        "NOT APPLICABLE",
        "NOT KNOWN",
        "NOT PROVIDED",
        "NOT REGISTERED",
        "NOT REQUIRED",
        "NONE PROVIDED",
        "UNREGISTERED",
        "PENDING",
        "TBC",
        "TBA",
        "TBD",
        "X",
        "XX",
    }
)
_EMPTY: Final = re.compile(r"[0\s/.\-]*|X+")
OWN_SCHEME: Final = "ownership-graph"
"""Names a party by its id in a ledger, in what is exported of it; the same in two records only where the ledger has them as one."""
_OF_PERSONS: Final = frozenset({"LEI", "WIKIDATA"})
"""Identifiers that say which person is meant."""
_LEI: Final = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_LETTERS: Final = {ord(c): str(number) for number, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10)}
_COH: Final = re.compile(r"[0-9]{8}|R0[0-9]{6}|[A-Z]{2}(?:[0-9]{6}|[0-9]{5}[A-Z]|[0-9]{4}[A-Z]{2})")
_COH_LENGTH: Final = 8
_COH_SHORT: Final = re.compile(r"(R0|[A-Z]{2})([0-9]{1,5})")
_WIKIDATA: Final = re.compile(r"Q[1-9][0-9]{0,11}")
_OPENCORPORATES_VALUE: Final = re.compile(r"[a-z]{2}(?:_[a-z]{2})?/[0-9A-Z][0-9A-Z_.\-]*")
_OUTER_MARKS: Final = re.compile(r"^[\W_]+|[\W_]+\Z")
_SEPARATORS: Final = re.compile(r"[\s.\-/]")
_URL: Final = re.compile(r"https?://", re.IGNORECASE)
_LOST_ZEROS: Final = 4
"""Leading zeros that a number may have lost; a number that lacks more is left as it is."""

_MIN_LENGTH: Final = 4
"""Fewest characters of a number that joins records, where the form of the register's numbers is not known here."""


def normalise_identifier(scheme: str, value: str) -> Identifier | None:
    """Return the identifier in its normal spelling; None where the value is empty or a placeholder such as ``N/A``."""
    code = _normalise_scheme(scheme)
    if code == COMPANIES_HOUSE and len(value) == _COH_LENGTH and _is_digits(value) and value.strip("0"):
        return Identifier(scheme=code, value=value)
    return _normalise(code, value)


@functools.lru_cache(maxsize=20_000)
def _normalise(code: str, value: str) -> Identifier | None:
    """Return the identifier of a value that may be spelt otherwise."""
    text = _strip_prefixes(code, _OUTER_MARKS.sub("", value))
    upper = " ".join(text.upper().split())
    if not code or upper in _PLACEHOLDERS or _EMPTY.fullmatch(upper):
        return None
    return Identifier(scheme=code, value=_normalise_value(code, text, upper))


def is_joining(identifier: Identifier, *, is_person: bool) -> bool:
    """Whether records of parties, or of persons, that name that identifier are the same one.

    A registry's number beside a person is often of the company.

    >>> number = Identifier(scheme="GB-COH", value="00012345")
    >>> is_joining(number, is_person=False), is_joining(number, is_person=True)
    (True, False)
    """
    return is_strong(identifier) and (not is_person or identifier.scheme in _OF_PERSONS)


def is_strong(identifier: Identifier) -> bool:
    """Whether records with that identifier are the same party: an LEI, a number of a company register in its form, a Wikidata item.

    >>> is_strong(Identifier(scheme="GB-COH", value="00012345")), is_strong(Identifier(scheme="VAT", value="GB123"))
    (True, False)
    """
    value = identifier.value
    match identifier.scheme:
        case "LEI":
            return _LEI.fullmatch(value) is not None
        case "GB-COH":
            return _COH.fullmatch(value) is not None
        case "WIKIDATA":
            return _WIKIDATA.fullmatch(value) is not None
        case "OPENCORPORATES":
            return _OPENCORPORATES_VALUE.fullmatch(value) is not None
        case scheme if scheme in _DIGIT_COUNTS:
            return len(value) == _DIGIT_COUNTS[scheme] and _is_digits(value)
        case scheme if scheme in _HYPHENED:
            front, back = _HYPHENED[scheme]
            return len(value) == front + back + 1 and value[front] == "-" and _is_digits(value.replace("-", "", 1))
        case scheme:
            return (scheme in REGISTERS or scheme.startswith("RA0")) and len(value) >= _MIN_LENGTH


def normalise_company_number(text: str) -> str:
    """Write a number of Companies House in upper case, without blanks, its digits padded to eight characters in all.

    >>> normalise_company_number(" 9361466"), normalise_company_number("Sc311560"), normalise_company_number("oc 1234")
    ('09361466', 'SC311560', 'OC001234')
    """
    number = _SEPARATORS.sub("", text).upper()
    if _is_digits(number):
        return number.zfill(8)
    match = _COH_SHORT.fullmatch(number)
    return match[1] + match[2].zfill(6) if match else number


def is_valid_lei(value: str) -> bool:
    """Whether the check digits of an LEI are right (ISO 17442: the number modulo 97 is 1, letters counted from A = 10).

    >>> is_valid_lei("5493001KJTIIGC8Y1R12"), is_valid_lei("5493001KJTIIGC8Y1R13")
    (True, False)
    """
    return _LEI.fullmatch(value) is not None and int(value.translate(_LETTERS)) % 97 == 1


def normalise_registration_number(authority: str, value: str) -> Identifier | None:
    """Return the identifier of a number given by a registration authority of GLEIF; None where there is no authority or no number.

    >>> normalise_registration_number("RA000585", "9361466").value
    '09361466'
    >>> normalise_registration_number("RA000587", "311560").value
    'SC311560'
    """
    code = authority.strip().upper()
    if code in _NO_AUTHORITY or not code:
        return None
    scheme = _AUTHORITIES.get(code, code)
    if nation := _NATION_PREFIXES.get(code):
        digits = _SEPARATORS.sub("", value)
        if _is_digits(digits):
            # A number of eight digits without letters is one of England, and then not of this authority.
            short = digits.lstrip("0")
            return normalise_identifier(scheme, nation + short.zfill(6)) if 0 < len(short) <= 6 else normalise_identifier(code, value)
    return normalise_identifier(scheme, value)


@functools.lru_cache(maxsize=5_000)
def _normalise_scheme(text: str) -> str:
    """Return the code of a scheme for its code, name or address.

    >>> [_normalise_scheme(x) for x in ("http://org-id.guide/list/GB-COH", "https://opencorporates.com", "Some  register")]
    ['GB-COH', 'OPENCORPORATES', 'SOME-REGISTER']
    """
    if _URL.match(text.strip()):
        address = text.strip().rstrip("/")
        if "org-id.guide/list/" in address:
            text = address.rsplit("/", 1)[1]
        else:
            return next((code for site, code in _SITES if site in address.lower()), address)
    upper = " ".join(text.upper().split())
    return _ALIASES.get(upper, upper.replace(" ", "-"))


def _strip_prefixes(code: str, text: str) -> str:
    """Strip the address or the code of its scheme from the front of a value."""
    upper = text.upper()
    if code not in REGISTERS and code not in ("LEI", "WIKIDATA", OPENCORPORATES):
        return text
    while True:
        if _URL.match(text):
            _, separator, rest = text.rpartition("/companies/" if code == OPENCORPORATES else "/")
            if not separator:
                return text
            text = rest
        elif upper.startswith((f"{code}-", f"{code}:")):
            text = text[len(code) + 1 :]
        else:
            return text
        text = _OUTER_MARKS.sub("", text)
        upper = text.upper()


def _normalise_value(code: str, text: str, upper: str) -> str:
    """Normalise a value by the form of its scheme; ``upper`` is the text in upper case with single blanks."""
    if code == COMPANIES_HOUSE:
        return normalise_company_number(text)
    if code == "LEI":
        return _SEPARATORS.sub("", upper)
    if code == "WIKIDATA":
        return upper
    if code == OPENCORPORATES:
        place, slash, number = upper.partition("/")
        return f"{place.lower()}/{number.replace(' ', '')}" if slash else upper
    if code in _DIGIT_COUNTS or code in _HYPHENED:
        number, size = _SEPARATORS.sub("", upper), _DIGIT_COUNTS.get(code) or sum(_HYPHENED[code])
        if not _is_digits(number) or not size - _LOST_ZEROS <= len(number) <= size:
            return upper.replace(" ", "")
        number = number.zfill(size)
        return f"{number[: _HYPHENED[code][0]]}-{number[_HYPHENED[code][0] :]}" if code in _HYPHENED else number
    if code == "IE-CRO":
        return upper.replace(" ", "").lstrip("0")
    if code == "CH-FDJP":
        return _SEPARATORS.sub("", upper)
    return upper.replace(" ", "") if code in REGISTERS else text


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
