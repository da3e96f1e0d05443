"""Which country a name means, in the languages in which tables of companies are often written.  Knows names, not parties."""

from __future__ import annotations

from functools import cache
from typing import Final

from ontology.party_names import fold_words

_LANGUAGES: Final = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "ru", "uk", "tr")
OTHER_CODES: Final = {"UK": "GB", "EL": "GR"}
"""Two letters that stand for a country and are not those of ISO 3166."""
_ALSO: Final[dict[str, str | None]] = {
    "congo": None,
    "georgia": None,
    "great britain": "GB",
    "england": "GB",
    "england and wales": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "uk": "GB",
    "usa": "US",
    "united states of america": "US",
    "uae": "AE",
    "hong kong": "HK",
    "macau": "MO",
    "macao": "MO",
    "turkey": "TR",
    "czech republic": "CZ",
    "russian federation": "RU",
    "republic of korea": "KR",
    "holland": "NL",
    "burma": "MM",
    "myanmar": "MM",
    "ivory coast": "CI",
    "swaziland": "SZ",
    "viet nam": "VN",
    "republic of ireland": "IE",
    "peoples republic of china": "CN",
    "palestine": "PS",
}
"""What else tables write, folded; None for what two go by, also a country and a part of another."""


def find_country(text: str) -> str | None:
    """The code of ISO 3166 of the country that has this name, in any spelling of it; None where none has, or two have.

    >>> find_country("United Kingdom"), find_country("the Netherlands"), find_country("Казахстан"), find_country("Congo")
    ('GB', 'NL', 'KZ', None)
    """
    return _read_names().get(_fold(text).removeprefix("the "))


def _fold(text: str) -> str:
    return " ".join(fold_words(text))


@cache
def _read_names() -> dict[str, str]:
    # Here, for most questions name no country, and it takes long.
    from babel import Locale

    names: dict[str, str | None] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            # Others are continents, and code points of no country.
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"):
                folded = _fold(name)
                names[folded] = code if names.get(folded, code) == code else None
    return {name: code for name, code in (names | _ALSO).items() if code is not None}
