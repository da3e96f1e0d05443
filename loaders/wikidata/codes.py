"""Properties, classes, countries and languages of Wikidata with a meaning here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ontology.statements import Interest, Kind

HOLDINGS: Final[dict[str, tuple[Interest, bool]]] = {
    "P127": (Interest.SHAREHOLDING, False),
    "P1830": (Interest.SHAREHOLDING, True),
    "P749": (Interest.OTHER_INFLUENCE_OR_CONTROL, False),
    "P355": (Interest.OTHER_INFLUENCE_OR_CONTROL, True),
    "P169": (Interest.SENIOR_MANAGING_OFFICIAL, False),
    "P488": (Interest.BOARD_CHAIR, False),
    "P3320": (Interest.BOARD_MEMBER, False),
}
"""The interest that a claim of this property gives, and whether the claim is the holder's (else the subject's)."""

LABELS: Final = {
    "P127": "owned by",
    "P1830": "owner of",
    "P749": "parent organization",
    "P355": "has subsidiary",
    "P169": "chief executive officer",
    "P488": "chairperson",
    "P3320": "board member",
}

SCHEMES: Final = {
    "P1278": "LEI",
    "P2622": "GB-COH",
    "P1320": "OPENCORPORATES",
    "P1059": "DK-CVR",
    "P2333": "NO-BRC",
    "P6460": "SE-ON",
    "P12980": "FI-PRO",
    "P3220": "NL-KVK",
    "P1616": "FR-RCS",
    "P3376": "BE-BCE_KBO",
    "P3548": "AU-ABN",
    "P3549": "AU-ASIC",
    "P6204": "BR-CNPJ",
    "P4156": "CZ-ICO",
    "P946": "ISIN",
    "P5531": "CIK",
}

CLASS, COUNTRY, ISO_CODE, LEGAL_FORM = "P31", "P17", "P297", "P1454"
FOUNDED, DISSOLVED, BORN, DIED = "P571", "P576", "P569", "P570"
SUCCESSOR, CITIZENSHIP, EXCHANGE, WEBSITE = "P1366", "P27", "P414", "P856"
OFFICIAL_NAMES: Final = ("P1448", "P1705")
REFERENCE_URL: Final = "P854"

START, END, AT, PROPORTION, PART = "P580", "P582", "P585", "P1107", "P518"
CIRCUMSTANCES: Final = ("P1480", "P5102")
QUALIFIERS: Final = frozenset((START, END, AT, PROPORTION, PART, *CIRCUMSTANCES))

UNSURE: Final = frozenset(("Q18122778", "Q56644435", "Q30230067", "Q18603603", "Q32188232", "Q18912752"))
"""Presumably, probably, possibly, hypothetically, allegedly, disputed."""

PERCENT: Final = "Q11229"

READ: Final = frozenset(
    (
        *HOLDINGS,
        *SCHEMES,
        *OFFICIAL_NAMES,
        CLASS,
        COUNTRY,
        ISO_CODE,
        LEGAL_FORM,
        FOUNDED,
        DISSOLVED,
        BORN,
        DIED,
        SUCCESSOR,
        CITIZENSHIP,
        EXCHANGE,
        WEBSITE,
    )
)
"""Properties that are read; all others are left out."""

_STATES: Final = "Q3624078 Q6256 Q7275"
_BODIES: Final = "Q327333 Q192350 Q2659904 Q35798"
_ENTITIES: Final = "Q43229 Q163740 Q157031"
_COMPANIES: Final = """
Q4830453 Q783794 Q6881511 Q891723 Q1589009 Q167037 Q134161 Q219577 Q161726 Q658255 Q778575 Q270791 Q197952 Q17326725 Q22687 Q46970 Q786820
Q249556 Q740752 Q18388277 Q1058914 Q2085381 Q210167 Q1331793 Q650241 Q18043413 Q507619
"""
KINDS: Final = {
    "Q5": Kind.PERSON,
    **dict.fromkeys(_ENTITIES.split(), Kind.LEGAL_ENTITY),
    **dict.fromkeys(_COMPANIES.split(), Kind.COMPANY),
    **dict.fromkeys(_BODIES.split(), Kind.STATE_BODY),
    **dict.fromkeys(_STATES.split(), Kind.STATE),
}
"""Kind of party by class; where an item is of several classes, the kind that stands last here."""

RANKING: Final = {kind: rank for rank, kind in enumerate(dict.fromkeys(KINDS.values()))}

_IRRELEVANT: Final = "Q4167836 Q4167410 Q11266439 Q13406463 Q13442814 Q16521 Q523 Q318 Q7187 Q8054 Q101352 Q202444"
IRRELEVANT: Final = frozenset(_IRRELEVANT.split())
"""Classes whose items neither hold nor are held: pages of Wikimedia, scholarly articles, taxa, stars, galaxies, genes, proteins, names."""

MAX_NAMES: Final = 40
_WIDEST: Final = "en mul en-gb en-us de fr es it pt nl pl sv ru uk kk ar tr zh ja ko"
_LANGUAGES: Final = _WIDEST.split()
_MAX_LANGUAGES: Final = 20


def select_languages(available: Iterable[str], official: Iterable[str]) -> list[str]:
    """Return the languages whose names are kept: English, those of the official names, then the widest; where none is available, the first.

    >>> select_languages({"fi": 1, "en": 2, "xx": 3}, {"fi"})
    ['en', 'fi']
    >>> select_languages(["cy", "br"], [])
    ['cy']
    """
    languages = [*available]
    wanted = dict.fromkeys(("en", "mul", *sorted(official), *_LANGUAGES))
    selected = [language for language in wanted if language in languages]
    return selected[:_MAX_LANGUAGES] or languages[:1]


_CODES: Final = """
US30 GB145 DE183 FR142 IT38 ES29 NL55 NL29999 BE31 LU32 CH39 AT40 SE34 NO20 DK35 DK756617 FI33 IS189 IE27 PT45 PL36 CZ213 SK214 HU28 RO218
BG219 GR41 CY229 MT233 EE191 LV211 LT37 UA212 RU159 BY184 MD217 SI215 HR224 BA225 RS403 ME236 MK221 AL222 TR43 GE230 AM399 AZ227 KZ232
UZ265 KG813 TJ863 TM874 CN148 HK8646 MO14773 TW865 JP17 KR884 KP423 MN711 IN668 PK843 BD902 LK854 NP837 MM836 TH869 VN881 KH424 LA819
MY833 SG334 ID252 PH928 BN921 AU408 NZ664 CA16 MX96 BR155 AR414 CL298 CO739 PE419 VE717 EC736 BO750 PY733 UY77 PA804 CR800 CU241 DO786
GT774 HN783 SV792 NI811 JM766 TT754 BS778 BZ242 BB244 IL801 JO810 LB822 SY858 IQ796 IR794 SA851 AE878 QA846 KW817 BH398 OM842 YE805
AF889 EG79 MA1028 DZ262 TN948 LY1016 NG1033 KE114 ZA258 GH117 ET115 CI1008 SN1041 AO916 MZ1029 TZ924 UG1036 ZM953 ZW954 MU1027 SC1042
NA1030 BW963 CM1009 CD974 CG971 GA1000 LR1014 SL1044 MC235 LI347 SM238 VA237 AD228 KY5785 VG25305 BM23635 JE785 GG25230 IM9676 GI1410
MH709
"""
COUNTRIES: Final = {f"Q{code[2:]}": code[:2] for code in _CODES.split()}
"""Items of countries and their ISO 3166 codes; others keep the item's id in an attribute."""
