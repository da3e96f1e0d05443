"""Tells an ``'s`` within a name from one that says whose something is: ``Dawson's Bakery Ltd``, ``Aral's bakery``."""

from __future__ import annotations

from typing import Final

from loaders.article.names import lexicon
from loaders.article.names.lexicon_places import CITIES, COUNTRIES, find_country
from loaders.article.names.tokens import Word, is_legal_form

_AFTER_POSSESSIVE: Final = frozenset(lexicon.split(", ; ) has had is was will said in on for from which to after before since until"))
"""What stands behind a name that ends in ``'s``, and not behind one whose something is told of."""
HOUSES: Final = frozenset(
    lexicon.split("bakery brewery club college cricket distillery football hospital hotel inn pub restaurant rugby school theatre")
)
"""Words of what is called by somebody's name: ``Dawson's Bakery``."""
_CALLED_FOR: Final = frozenset(
    ["investors", "service", "realty", "affiliates", "analytics", "auctions", "kitchen", "pizza", "grill", "sons", "söhne"]
)
"""Words of a name behind that of its founder: ``Moore's Investors Service``."""
_OF_COMPANY: Final = lexicon.COMPANY_WORDS | COUNTRIES.keys() | HOUSES | _CALLED_FOR


_ALL: Final = frozenset(["children", "men", "mothers", "people", "seamen", "women"])
_SAINTS: Final = frozenset(["st", "saint", "saints"])


def is_last_s(tokens: list[Word], j: int) -> bool:
    """Whether the mark at j begins an ``'s`` that ends the name: ``the bakery Crofter's, which``."""
    s, behind = tokens[j + 1 : j + 2], tokens[j + 2 : j + 3]
    is_s = bool(s) and s[0].text == "s" and s[0].glued
    return is_s and bool(behind) and behind[0].text in _AFTER_POSSESSIVE and not behind[0].after_blank_line


def is_s_of_all(tokens: list[Word], j: int) -> bool:
    """Whether the mark at j begins an ``'s`` of those whom the named is for: ``Women's Bank``."""
    s, behind = [*tokens[j + 1 : j + 3], None, None][:2]
    is_s = s is not None and s.text == "s" and s.glued and behind is not None and behind.is_capital
    return is_s and tokens[j - 1].lower in _ALL and tokens[j - 1].is_capital


def is_s_of_place(tokens: list[Word], j: int) -> bool:
    """Whether the mark at j begins an ``'s`` behind which the name has its place: ``Dawson's of Buri``."""
    s, of, place = [*tokens[j + 1 : j + 4], None, None, None][:3]
    return s is not None and s.text == "s" and s.glued and of is not None and of.text == "of" and place is not None and place.is_capital


def is_inner_s(tokens: list[Word], i: int, j: int) -> bool:
    """Whether the mark at j begins an ``'s`` within the name that starts at i: nothing but words of a company's name follows it."""
    s = tokens[j + 1 : j + 2]
    if not s or s[0].text != "s" or not s[0].glued or find_country(tokens[i].lower) or tokens[i].lower in CITIES:
        return False
    behind = []
    for token in tokens[j + 2 : j + 6]:
        if not token.is_capital and token.text not in lexicon.SMALL_FORMS:
            break
        behind.append(token)
    if tokens[i].lower in _SAINTS and behind and (is_legal_form(behind[-1].text) or behind[-1].lower in lexicon.COMPANY_WORDS | HOUSES):
        return True
    is_form = any(is_legal_form(t.text) or t.lower in lexicon.LOOSE_FORMS or t.lower in HOUSES or t.lower in _CALLED_FOR for t in behind)
    return is_form and all(t.lower in _OF_COMPANY or is_legal_form(t.text) for t in behind)
