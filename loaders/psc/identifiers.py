"""The number by which a holder is registered, and whether the register is certainly Companies House.

Owns the reading of the free text in which filers write where a company is registered.  A wrong match would hang the owners of a foreign
company on a British one with the same number, so the text has to name the United Kingdom and no other place.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from loaders.contract import LoadContext
from loaders.psc.model import Identification
from ontology.identifiers import is_strong, normalise_identifier
from ontology.statements import Identifier

SCHEME: Final = "GB-COH"
OTHER_SCHEME: Final = "REGISTRATION-NUMBER"
"""Scheme of a number whose register is not certain; it joins nothing."""

_PHRASES: Final = (
    (re.compile(r"\bunited kingdom\b|\bgreat britain\b|\bn(?:orthern)? ireland\b"), "uk"),
    (re.compile(r"\bcompanies house\b"), "companieshouse"),
)
"""Two words with another meaning together than alone."""

_HOME_WORDS: Final = "uk gb england wales scotland britain english welsh scottish"
_NEUTRAL_WORDS: Final = """
and the of in for at a companieshouse companies company registrar registry registrars register registered registration house incorporated
cardiff edinburgh belfast london limited office number private act acts 1985 2006 laws law
"""
_FOREIGN_WORDS: Final = """
jersey guernsey alderney sark isle man gibraltar virgin cayman bermuda anguilla turks caicos ireland eire dublin delaware nevada usa
states america canada ontario australia queensland zealand india luxembourg netherlands germany france italy spain switzerland sweden
norway denmark finland poland cyprus malta hong kong singapore china japan dubai emirates jebel marshall bahamas seychelles mauritius
belize panama liechtenstein austria belgium portugal romania bulgaria hungary czech estonia latvia lithuania greece turkey israel
africa nigeria kenya brazil nevis samoa liberia
"""
_HOME: Final = frozenset(_HOME_WORDS.split())
_NEUTRAL: Final = frozenset(_NEUTRAL_WORDS.split())
_FOREIGN: Final = frozenset(_FOREIGN_WORDS.split())
"""Words that make a place doubtful beside a country that is the United Kingdom."""

_TOKEN: Final = re.compile(r"[^\W_]+")


def read_identifier(identification: Identification | None, company: str, context: LoadContext) -> Identifier | None:
    """Return the number of a holder, under ``GB-COH`` where that register is certain.  ``company``: number of the company that is held."""
    if identification is None or not identification.registration_number:
        return None
    number = identification.registration_number
    if is_british(identification.country_registered or "", identification.place_registered or "", identification.legal_authority or ""):
        identifier = normalise_identifier(SCHEME, number)
        if identifier is not None and is_strong(identifier):
            if identifier.value != company:
                return identifier
            # A company cannot hold itself this way: the filer wrote the number of the company that is held.
            context.warn("OWN_NUMBER")
    identifier = normalise_identifier(OTHER_SCHEME, number)
    if identifier is None:
        context.warn("EMPTY_IDENTIFIER")
    return identifier


@functools.lru_cache(maxsize=16_384)
def is_british(country: str, place: str, law: str) -> bool:
    """Whether the texts name the United Kingdom and no other place.

    >>> is_british("England & Wales", "Companies House, Crown Way, Cardiff", ""), is_british("", "Companies House", "Companies Act 2006")
    (True, True)
    >>> is_british("New South Wales", "", ""), is_british("Ireland", "Companies House", ""), is_british("", "Companies House", "Jersey Law")
    (False, False, False)
    """
    of_country, of_place, of_law = _split_words(country), _split_words(place), _split_words(law)
    if of_country and not of_country <= _HOME | _NEUTRAL:
        return False
    if of_country & _HOME:
        return not of_place & _FOREIGN
    if not of_place or not of_place <= _HOME | _NEUTRAL:
        return False
    return bool(of_place & _HOME or "companieshouse" in of_place) and not of_law & _FOREIGN


def _split_words(text: str) -> set[str]:
    plain = text.lower().replace(".", "").replace("&", " and ")
    for pattern, word in _PHRASES:
        plain = pattern.sub(word, plain)
    return set(_TOKEN.findall(plain))
