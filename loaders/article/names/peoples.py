"""Tells a word for a people that is told of a party from one within a name: ``the American Ada Brook``, ``the American Red Cross``."""

from __future__ import annotations

import re
from typing import Final

from loaders.article.names import lexicon
from loaders.article.names.lexicon_places import COUNTRIES, find_country
from loaders.article.names.possessives import HOUSES
from loaders.article.names.tokens import Word, is_legal_form

KIN: Final = frozenset(["family", "families", "brothers", "sisters", "siblings"])
_GROUPS: Final = frozenset(["group", "empire", "conglomerate", "clan", "dynasty"])
_FAMILIES: Final = frozenset(["family", "families"])
_DEMONYM = re.compile(r"[a-z]+(?:ish|ese|ian|ean)|greek|czech|dutch|french|swiss|german")
"""A word for what is of a country, and not the country's name."""
PAPERS: Final = frozenset(
    lexicon.split("chronicle express gazette herald independent mail mirror news observer post star sun telegraph times tribune world")
)
"""Words of names of newspapers."""
_NO_PERSON: Final = (
    lexicon.COMPANY_WORDS
    | lexicon.GENERIC
    | COUNTRIES.keys()
    | HOUSES
    | PAPERS
    | frozenset(
        lexicon.split(
            "air army bank broadcasting church cross embassy federal federation football grand league national navy open "
            "orthodox premier royal stock union"
        )
    )
)
"""Words behind a country in names of what is no person: ``the American Red Cross``."""


def is_of_person(tokens: list[Word], i: int) -> bool:
    """Whether token i tells of which country the person named behind it is: ``the American Ada Brook has``."""
    if not i or tokens[i - 1].lower != "the" or tokens[i].lower not in COUNTRIES:
        return False
    name, behind = tokens[i + 1 : i + 3], tokens[i + 3 : i + 4]
    is_named = len(name) == 2 and all(t.is_capital and t.text.isalpha() and not t.text.isupper() for t in name)
    is_end = not behind or not (behind[0].is_capital or behind[0].text in "&'’-" or behind[0].lower in ("of", "and"))
    return is_named and is_end and not any(t.lower in _NO_PERSON for t in name)


def is_of_family(tokens: list[Word], i: int) -> bool:
    """Whether token i tells of which country those named behind it are, a family, kin or group: ``Syrian brothers``."""
    name = tokens[i + 1 : i + 3]
    if not name or find_country(tokens[i].lower) is None:
        return False
    is_named = len(name) == 2 and name[0].is_capital and (name[1].lower in KIN or name[1].text in _GROUPS)
    return name[0].lower in KIN - _FAMILIES or (is_named and i > 0 and tokens[i - 1].lower == "the")


def is_of_company(tokens: list[Word], i: int) -> bool:
    """Whether token i tells of which country the company behind it is, whose name ends in a legal form: ``the Finnish Aral Voima Oy``."""
    if (
        not i
        or tokens[i - 1].lower not in ("the", "a", "an")
        or find_country(tokens[i].lower) is None
        or not _DEMONYM.fullmatch(tokens[i].lower)
    ):
        return False
    behind = tokens[i + 1 : i + 6]
    size = next((n for n, t in enumerate(behind) if not t.is_capital), len(behind))
    return size > 1 and is_legal_form(behind[size - 1].text) and behind[0].lower not in lexicon.COMPANY_WORDS


def is_family_business(tokens: list[Word], i: int, j: int) -> bool:
    """Whether the word for kin at j only tells of what kind the company named behind it is: ``the Danish family holding NAME``."""
    behind = tokens[j + 1 : j + 3]
    is_named = len(behind) == 2 and behind[0].text.islower() and behind[0].text.isalpha() and behind[1].is_capital
    is_of_people = find_country(tokens[i].lower) is not None or _DEMONYM.fullmatch(tokens[i].lower) is not None
    return is_of_people and is_named
