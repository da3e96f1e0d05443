"""The model's schemas and properties, and the words of roles, as our codes.

An Ownership may hold any condition of a register in its role ("Right to appoint or remove directors"): only what is called a share, or
nothing in particular, is equity.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from ontology.statements import Interest, Kind, Status

LINK_ENDS: Final = {
    "Ownership": ("owner", "asset"),
    "Control": ("controller", "controlled"),
    "Directorship": ("director", "organization"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Representation": ("agent", "client"),
    "UnknownLink": ("subject", "object"),
    "Succession": ("predecessor", "successor"),
    "Family": ("person", "relative"),
    "Associate": ("person", "associate"),
    "Similar": ("candidate", "match"),
    "Occupancy": ("holder", "post"),
}
"""The properties that are the two ends of a link, the holder's first, by schema."""
ENTITY_KINDS: Final = {
    "Person": Kind.PERSON,
    "Company": Kind.COMPANY,
    "Organization": Kind.LEGAL_ENTITY,
    "PublicBody": Kind.STATE_BODY,
    "LegalEntity": Kind.UNKNOWN,
    **dict.fromkeys(
        ("Asset", "Airplane", "BankAccount", "Contract", "CryptoWallet", "License", "RealEstate", "Security", "Vehicle", "Vessel"),
        Kind.UNKNOWN,
    ),
}
"""Kind of party by schema; a LegalEntity may be a person or a company; a thing is no party of any kind but can be owned."""

HOLDINGS: Final = ("Ownership", "Control", "Directorship", "Membership", "Employment", "Representation", "UnknownLink")
"""Schemas of links that hold something, or may."""
TIES: Final = {"Family": ("family", "relationship"), "Associate": ("associate", "relationship"), "Succession": ("succeeded-by", "role")}
"""Schemas of links that are attributes of their first end: name of the attribute, property that qualifies it."""
_NO_HOLDINGS: Final = """
Address Analyzable Annotation Article Assessment Audio Call CallForTenders ContractAward CourtCase CourtCaseParty Debt Document
Documentation EconomicActivity Email Event Folder HyperText Identification Image Interest Interval Land Mention Message Note Occupancy
Package Page Pages Passport Payment PlainText Position Post Project ProjectParticipant Risk Table TaxRoll Thing Transport Trip UserAccount
Value Video Workbook
"""
OTHER_SCHEMAS: Final = frozenset(_NO_HOLDINGS.split())
"""Schemas that say nothing of who holds what."""

NAME_TYPES: Final = (("name", "alias"), ("alias", "alias"), ("weakAlias", "alias"), ("previousName", "former"), ("abbreviation", "acronym"))
"""Properties that are names, and our type of each."""
ATTRIBUTES: Final = {
    "topics": "topic",
    "legalForm": "legal-form",
    "status": "status",
    "sector": "sector",
    "classification": "category",
    "programId": "sanctions-listing",
    "citizenship": "nationality",
    "nationality": "nationality",
    "birthPlace": "place-of-birth",
    "country": "country",
    "mainCountry": "country",
    "website": "website",
    "sourceUrl": "uri",
    "position": "position",
}
DATE_ATTRIBUTES: Final = {"birthDate": "birth-date", "deathDate": "death-date"}
IDENTIFIER_SCHEMES: Final = {
    "leiCode": "LEI",
    "wikidataId": "WIKIDATA",
    "ogrnCode": "RU-OGRN",
    "innCode": "RU-INN",
    "dunsCode": "DUNS",
    "swiftBic": "BIC",
    "icijId": "ICIJ",
    "imoNumber": "IMO",
    "isin": "ISIN",
    "isinCode": "ISIN",
    "permId": "PERMID",
    "uniqueEntityId": "SAM-UEI",
    "taxNumber": "TAX",
    "vatCode": "VAT",
    "idNumber": "ID",
}
PRIVATE_PROPERTIES: Final = frozenset(("ogrnCode", "innCode", "taxNumber", "vatCode", "idNumber", "uniqueEntityId", "dunsCode", "permId"))
"""Numbers of offices that are kept of companies and left out of persons: they are of no use here and hurt when they leak."""

REGISTER_NUMBERS: Final = {
    place: (scheme, re.compile(pattern))
    for place, scheme, pattern in (
        ("gb", "GB-COH", r"[0-9]{8}|(?:SC|NI|OC|SO|NC|FC|OE|BR|SL|LP|NL)[0-9]{6}"),
        ("ru", "RU-OGRN", r"[0-9]{13}"),
        ("dk", "DK-CVR", r"[0-9]{8}"),
        ("no", "NO-BRC", r"[0-9]{9}"),
        ("fi", "FI-PRO", r"[0-9]{7}-[0-9]"),
        ("ee", "EE-RIK", r"[0-9]{8}"),
        ("lv", "LV-RE", r"[0-9]{11}"),
        ("lt", "LT-RC", r"[0-9]{9}"),
        ("cz", "CZ-ICO", r"[0-9]{8}"),
        ("sk", "SK-ORSR", r"[0-9]{8}"),
        ("pl", "PL-KRS", r"0000[0-9]{6}"),
        ("ua", "UA-EDR", r"[0-9]{8}"),
        ("fr", "FR-RCS", r"[0-9]{9}"),
        ("nl", "NL-KVK", r"[0-9]{8}"),
        ("ie", "IE-CRO", r"[0-9]{5,6}"),
        ("lu", "LU-RCS", r"B[0-9]{3,6}"),
    )
}
"""Scheme and form of a register's numbers by the jurisdiction: a number joins only where it has the form of that register alone."""

_INTERESTS: Final = {re.sub(r"([A-Z])", lambda m: f" {m[1].lower()}", interest.value): interest for interest in Interest}
"""The interests in words, as our own export writes them where a source has no words of its own."""

_RULES: Final = (
    (r"veto|golden share", Interest.VETO),
    (r"surplus assets", Interest.RIGHTS_TO_SURPLUS_ASSETS),
    (r"voting|\bvotes?\b|голос", Interest.VOTING_RIGHTS),
    (r"appoint|nominate (?:the )?(?:board|directors)", Interest.APPOINTMENT_OF_BOARD),
    (
        r"significant influence|influence (?:or|and) control|significant control|dominant influence|\bcontrol by other means",
        Interest.OTHER_INFLUENCE_OR_CONTROL,
    ),
    (r"\bsettlor|\bgrantor of (?:the |a )?trust", Interest.SETTLOR),
    (r"\bprotector", Interest.PROTECTOR),
    (r"\btrustee|\bfiduciar", Interest.TRUSTEE),
    (r"\bnominator", Interest.NOMINATOR),
    (r"\bnominee", Interest.NOMINEE),
    (r"\bbeneficiary\b|\bbeneficiaries\b", Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT),
    (r"right to (?:profit|income)|profit (?:or|and) income|share of profits", Interest.RIGHTS_TO_PROFIT),
    (r"articles|statutes|company rules", Interest.CONTROL_VIA_RULES_OR_ARTICLES),
)
_PATTERNS: Final = tuple([(re.compile(pattern), interest) for pattern, interest in _RULES])
_CONTROL_TYPES: Final = {
    "voting": Interest.VOTING_RIGHTS,
    "appointment": Interest.APPOINTMENT_OF_BOARD,
    "trust": Interest.TRUSTEE,
    "nominee": Interest.NOMINATOR,
}
_SECRETARY: Final = re.compile(r"\bsecretary\b|секретарь")
_CHAIR: Final = re.compile(r"\bchair(?:man|woman|person)?\b|председатель")
_VICE: Final = re.compile(r"\b(?:vice|deputy)[ -]|заместитель")
_MANAGING: Final = re.compile(
    r"\bchief executive|\bceo\b|\bmanaging (?:director|partner)|\bgeneral (?:director|manager)|\bdirector[ -]general|\bpresident\b"
    r"|\bexecutive director\b|\bsenior manag|(?:генеральный|исполнительный) директор|руководитель|президент"
)
_NON_EXECUTIVE: Final = re.compile(r"\bnon[ -]?executive")
_STATUSES: Final = {
    "agreed": Status.AGREED,
    "planned": Status.PLANNED,
    "former": Status.FORMER,
    "alleged": Status.ALLEGED,
    "denied": Status.DENIED,
    "ceased": Status.FORMER,
    "historical": Status.FORMER,
    "inactive": Status.FORMER,
    "terminated": Status.FORMER,
}
_FORMER: Final = re.compile(r"\bformer(?:ly)?\b|\bex-(?!officio|works)|\bprevious(?:ly)?\b|\bceased\b|\bresigned\b|\behemalig|\bбывш")
_STATUS_SUFFIX: Final = re.compile(r" \((?:agreed|planned|alleged|denied)\)$")
_BAND: Final = re.compile(
    r"(?:more than |over |less than |up to |at least )?[0-9][0-9.,]*\s*%?(?:\s*(?:[-\u2010-\u2015]|to|but not more than|but less than"
    r"|and less than)\s*[0-9][0-9.,]*)?\s*%(?:\s*or (?:more|less))?"
)


def strip_status(role: str) -> str:
    """Return the role without the status that our own export adds to it."""
    return _STATUS_SUFFIX.sub("", role)


@functools.lru_cache(maxsize=10_000)
def is_former(role: str) -> bool:
    """Whether a role says that it is over.

    >>> is_former("Former shareholder"), is_former("ex-officio member"), is_former("shareholder")
    (True, False, False)
    """
    return _FORMER.search(role.lower()) is not None


@functools.lru_cache(maxsize=10_000)
def find_interest(role: str) -> Interest | None:
    """Return the interest that the role names in the words of our own export; None for any other role."""
    return _INTERESTS.get(strip_status(role))


@functools.lru_cache(maxsize=10_000)
def classify_ownership(role: str) -> Interest:
    """Return what an owner holds by this role: shares, unless it names something else.

    >>> classify_ownership("Right to appoint or remove a majority of the board").value, classify_ownership("Gesellschafter").value
    ('appointmentOfBoard', 'shareholding')
    """
    interest = find_interest(role)
    if interest is not None:
        return interest
    text = role.lower()
    return next((interest for pattern, interest in _PATTERNS if pattern.search(text)), Interest.SHAREHOLDING)


@functools.lru_cache(maxsize=10_000)
def classify_control(role: str) -> Interest:
    """Return what a controller holds by this role; never shares."""
    interest = find_interest(role) or next((interest for pattern, interest in _PATTERNS if pattern.search(role.lower())), None)
    return interest or Interest.OTHER_INFLUENCE_OR_CONTROL


@functools.lru_cache(maxsize=100)
def find_control_type(control_type: str) -> Interest | None:
    """Return the interest that the type of a Control names by itself; None for any other type."""
    return _CONTROL_TYPES.get(control_type.lower())


@functools.lru_cache(maxsize=10_000)
def find_office(role: str) -> Interest | None:
    """Return the office that a role names; None where it names none that is known.

    >>> find_office("Deputy Chairman").value, find_office("Chief Executive Officer").value, find_office("secretary")
    ('boardMember', 'seniorManagingOfficial', None)
    """
    interest, text = find_interest(role), role.lower()
    if interest is not None:
        return interest
    if "nominee" in text:
        return Interest.NOMINEE
    if _SECRETARY.search(text):
        return None
    if _CHAIR.search(text):
        return Interest.BOARD_MEMBER if _VICE.search(text) else Interest.BOARD_CHAIR
    if _MANAGING.search(text) and not _VICE.search(text) and not _NON_EXECUTIVE.search(text):
        return Interest.SENIOR_MANAGING_OFFICIAL
    return Interest.BOARD_MEMBER if re.search(r"director|board|совет", text) else None


def find_status(text: str) -> Status | None:
    """Return the status that a word names; None for any other word."""
    return _STATUSES.get(text.lower())


def find_band(role: str) -> str | None:
    """Return the percentage within the words of a role."""
    match = _BAND.search(role.lower())
    return match[0] if match else None
