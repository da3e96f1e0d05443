"""Whether a company that holds is on the register of Companies House, and its number there.

Owns the reading of the free words in which filers say where a company is registered.  A wrong joining would hang a foreign company's owners
on a British one with the same number, so the words have to say the United Kingdom and no other place.
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
ELSEWHERE: Final = "REGISTRATION-NUMBER"
"""Scheme of a number whose register the line does not tell for certain; it joins nothing."""

_TWO: Final = (
    (re.compile(r"\bunited kingdom\b|\bgreat britain\b|\bn(?:orthern)? ireland\b"), "uk"),
    (re.compile(r"\bcompanies house\b"), "companieshouse"),
)
"""Two words that mean something else than each of them."""

_HOME_WORDS: Final = "uk gb england wales scotland britain english welsh scottish"
_NEUTRAL_WORDS: Final = """
and the of in for at a companieshouse companies company registrar registry registrars register registered registration house incorporated
cardiff edinburgh belfast london limited office number private act acts 1985 2006 laws law
"""
_ABROAD_WORDS: Final = """
jersey guernsey alderney sark isle man gibraltar virgin cayman bermuda anguilla turks caicos ireland eire dublin delaware nevada usa
states america canada ontario australia queensland zealand india luxembourg netherlands germany france italy spain switzerland sweden
norway denmark finland poland cyprus malta hong kong singapore china japan dubai emirates jebel marshall bahamas seychelles mauritius
belize panama liechtenstein austria belgium portugal romania bulgaria hungary czech estonia latvia lithuania greece turkey israel
africa nigeria kenya brazil nevis samoa liberia
"""
_HOME: Final = frozenset(_HOME_WORDS.split())
_NEUTRAL: Final = frozenset(_NEUTRAL_WORDS.split())
_ABROAD: Final = frozenset(_ABROAD_WORDS.split())
"""Words that make a place doubtful beside a country that is the United Kingdom."""

_TOKEN: Final = re.compile(r"[^\W_]+")


def number(said: Identification | None, own: str, context: LoadContext) -> Identifier | None:
    """The number by which the holder is registered, under ``GB-COH`` where that is certain.  ``own``: that of the company which is held."""
    if said is None or not said.registration_number:
        return None
    given = said.registration_number
    if at_home(said.country_registered or "", said.place_registered or "", said.legal_authority or ""):
        found = normalise_identifier(SCHEME, given)
        if found is not None and is_strong(found):
            if found.value != own:
                return found
            # A company cannot hold itself this way: the filer wrote the number of the company that is held.
            context.warn("OWN_NUMBER")
    found = normalise_identifier(ELSEWHERE, given)
    if found is None:
        context.warn("EMPTY_IDENTIFIER")
    return found


@functools.lru_cache(maxsize=16_384)
def at_home(country: str, place: str, law: str) -> bool:
    """Whether the words say the United Kingdom, and nothing else.

    >>> at_home("England & Wales", "Companies House, Crown Way, Cardiff", ""), at_home("", "Companies House", "Companies Act 2006")
    (True, True)
    >>> at_home("New South Wales", "", ""), at_home("Ireland", "Companies House", ""), at_home("", "Companies House", "Jersey Law")
    (False, False, False)
    """
    named, at, under = _words(country), _words(place), _words(law)
    if named and not named <= _HOME | _NEUTRAL:
        return False
    if named & _HOME:
        return not at & _ABROAD
    if not at or not at <= _HOME | _NEUTRAL:
        return False
    return bool(at & _HOME or "companieshouse" in at) and not under & _ABROAD


def _words(text: str) -> set[str]:
    plain = text.lower().replace(".", "").replace("&", " and ")
    for pattern, word in _TWO:
        plain = pattern.sub(word, plain)
    return set(_TOKEN.findall(plain))
