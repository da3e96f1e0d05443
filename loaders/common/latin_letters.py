"""Which code page a text of Latin letters is in, by which of its letters can stand together.

The pages of Windows give one byte to è and č, ø and ř, þ and ş.  A vowel stands between consonants, a consonant beside a vowel: by that the
words themselves tell most of them apart.  Where they do not, two pages fit alike, and a person is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final, NamedTuple

WESTERN: Final = "cp1252"
PAGES: Final = (WESTERN, "cp1250", "iso8859-2", "cp1254", "cp1257")
"""Western, central (of Windows, and of ISO), Turkish, Baltic; the usual one first."""

_WORD: Final = re.compile(rb"[A-Za-z]{0,60}[\x80-\xff][A-Za-z\x80-\xff]{0,100}")
"""A word with a letter beyond ASCII."""
_MOST_WORDS: Final = 5_000
_MOST_FOUND: Final = 100_000
_VOWELS: Final = frozenset("aeiouyæøœı")
_CLEARLY: Final = 1.0
"""By how much one page has to fit better than another."""
_NO_LETTER: Final = 2.0

Rule = Callable[[str, str], bool]
"""Whether a letter can stand there, by the one before it and the one behind it; "" where it begins or ends its word."""


def _is_vowel(letter: str) -> bool:
    return letter != "" and (unicodedata.normalize("NFD", letter)[0].casefold() in _VOWELS)


def _between_consonants(before: str, after: str) -> bool:
    return not _is_vowel(before) and not _is_vowel(after)


def _stressed(before: str, after: str) -> bool:
    # "più", "siège"
    return (not _is_vowel(before) or before in "iu") and not _is_vowel(after)


def _beside_vowel(before: str, after: str) -> bool:
    return _is_vowel(before) or _is_vowel(after) or not before + after


def _between_vowels(before: str, after: str) -> bool:
    return _is_vowel(before) and _is_vowel(after)


def _after_vowel(before: str, _after: str) -> bool:
    return _is_vowel(before)


def _closing(before: str, after: str) -> bool:
    return _is_vowel(before) and not _is_vowel(after)


def _not_closing(before: str, after: str) -> bool:
    return not after or not _closing(before, after)


def _last(_before: str, after: str) -> bool:
    return not after


def _last_stressed(before: str, after: str) -> bool:
    return not after and _stressed(before, after)


def _first(before: str, after: str) -> bool:
    return not before and after != ""


def _before_o(_before: str, after: str) -> bool:
    return not after or after in "oein"


def _within(_before: str, after: str) -> bool:
    return after != ""


def _before_consonant(_before: str, after: str) -> bool:
    return not _is_vowel(after)


def _before_vowel(_before: str, after: str) -> bool:
    return _is_vowel(after)


def _before_a(_before: str, after: str) -> bool:
    return after != "" and unicodedata.normalize("NFD", after)[0].casefold() in "aou"


def _always(_before: str, _after: str) -> bool:
    return True


def _never(_before: str, _after: str) -> bool:
    return False


def _make_rules(anywhere: str, *rules: tuple[str, Rule, float]) -> dict[str, tuple[Rule | None, float]]:
    """Return the rule of each letter of a page and how much it weighs, capitals too."""
    small: dict[str, tuple[Rule | None, float]] = dict.fromkeys(anywhere, (None, 0.0))
    for letters, rule, weight in rules:
        small |= dict.fromkeys(letters, (rule, weight))
    return {**{letter.upper(): rule for letter, rule in small.items() if len(letter.upper()) == 1}, **small}


_CENTRAL: Final = _make_rules(
    "áéíóúýäöüßâîôšžłżźś",
    ("čřć", _beside_vowel, 1.0),
    ("ńľ", _closing, 1.0),
    ("ď", _not_closing, 0.5),
    ("ňđť", _beside_vowel, 0.5),
    ("ţ", _before_vowel, 0.25),
    ("ş", _beside_vowel, 0.25),
    ("Ý", _never, 0.5),
    ("ěůűăąë", _between_consonants, 0.5),
    ("ő", _before_consonant, 0.5),
    ("ę", _stressed, 0.5),
    ("ç", _before_a, 1.0),
    ("ŕĺ", _never, 1.0),
)
_RULES: Final = {
    WESTERN: _make_rules(
        "äöüßéáíóúâîôëœšžýÿ",
        ("èà", _stressed, 1.0),
        ("åøæ", _between_consonants, 1.0),
        ("ù", _stressed, 0.5),
        ("êû", _between_consonants, 0.5),
        ("ìò", _last_stressed, 1.0),
        ("ï", _after_vowel, 0.5),
        ("ñ", _between_vowels, 1.0),
        ("ã", _before_o, 1.0),
        ("õ", _within, 0.5),
        ("ç", _before_a, 1.0),
        ("þ", _first, 0.5),
        ("Ý", _never, 0.5),
        ("ð", _after_vowel, 0.25),
    ),
    "cp1250": _CENTRAL,
    "iso8859-2": _CENTRAL,
    "cp1254": _make_rules(
        "äöüßéáíóúâîôûëœç",
        ("ş", _beside_vowel, 1.0),
        ("ğ", _after_vowel, 0.5),
        ("İ", _always, 0.5),
        ("ı", _between_consonants, 0.5),
        ("èàêñåøæìòïãõù", _never, 1.0),
    ),
    "cp1257": _make_rules(
        "äöüõßéó",
        ("āīūė", _between_consonants, 0.5),
        ("ąęįų", _last, 0.5),
        ("ē", _between_consonants, 1.0),
        ("č", _beside_vowel, 1.0),
        ("šž", _always, 0.5),
        ("ņļķģ", _beside_vowel, 0.5),
        ("åøæźśłżńć", _never, 1.0),
    ),
}
_SELDOM: Final = {"iso8859-2": 0.5, "cp1254": 1.0, "cp1257": 0.75}
"""How much better pages have to fit that are seldom met."""
_SIGNS: Final = frozenset("“”„‚–—…«»‹›°§€™®©·ªº№")
"""What stands beside words."""


LETTERS: Final = {page: frozenset(rules) for page, rules in _RULES.items()}
"""The letters beyond ASCII of each page that words have."""


class Doubt(NamedTuple):
    """Two code pages that fit a text alike, and a word that they spell otherwise."""

    pages: tuple[str, str]
    words: tuple[str, str]


def rank_pages(text: bytes) -> list[str]:
    """Return the code pages that a text fits best, the usual one first; several where none fits clearly better.

    >>> rank_pages("Genève, Sørensen".encode("cp1252")), rank_pages("Kovač, Dvořák".encode("cp1250")), rank_pages("Nuñez".encode("cp1252"))
    (['cp1252'], ['cp1250'], ['cp1252'])
    >>> rank_pages("Karşı, Beşiktaş".encode("cp1254")), rank_pages("Bērziņš".encode("cp1257")), rank_pages("Müller".encode("cp1250"))
    (['cp1254'], ['cp1257'], ['cp1252'])
    """
    words = _list_words(text)
    rates = {page: sum(_rate_word(word, page) for word in words) - _SELDOM.get(page, 0.0) for page in PAGES}
    best = max(rates.values())
    near = [page for page in PAGES if rates[page] > best - _CLEARLY]
    # Pages that spell all of it alike are one.
    return [page for number, page in enumerate(near) if not any(_is_alike(words, page, other) for other in near[:number])]


def find_doubt(text: bytes) -> Doubt | None:
    """Find the first word that two pages, which fit alike, spell otherwise; None where one page fits.

    >>> find_doubt("Forêt".encode("cp1252"))
    Doubt(pages=('cp1252', 'cp1250'), words=('Forêt', 'Foręt'))
    """
    pages = rank_pages(text)
    if len(pages) == 1:
        return None
    for word in _list_words(text):
        first, second = (word.decode(page, errors="replace") for page in pages[:2])
        if first != second:
            return Doubt((pages[0], pages[1]), (first, second))
    return None


def _list_words(text: bytes) -> list[bytes]:
    """List the different words that have a letter beyond ASCII."""
    return list(islice(dict.fromkeys(islice(_WORD.findall(text), _MOST_FOUND)), _MOST_WORDS))


def _is_alike(words: Iterable[bytes], page: str, other: str) -> bool:
    return all(word.decode(page, errors="replace") == word.decode(other, errors="replace") for word in words)


def _rate_word(word: bytes, page: str) -> float:
    """Rate how well the letters of a word stand together as a page spells them."""
    letters, rules, rate = word.decode(page, errors="replace"), _RULES[page], 0.0
    for number, letter in enumerate(letters):
        if letter.isascii():
            continue
        before, after = letters[max(number - 1, 0) : number], letters[number + 1 : number + 2]
        if letter in "’‘" or (letter in _SIGNS and not (before.isalpha() and after.isalpha())):
            continue
        if letter not in rules or (letter.isupper() and before.islower()):
            rate -= _NO_LETTER
        elif (rule := rules[letter])[0] is not None:
            rate += rule[1] if rule[0](before if before.isalpha() else "", after if after.isalpha() else "") else -rule[1]
    return rate
