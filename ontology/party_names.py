"""Names of parties as they are compared: what tells one party from another, apart from its legal form, and how much two names resemble.

A kept library (rigour, extra ``[match]``) knows the legal forms and numerals of most countries; without it the list of ``legal_forms.py``
does.  Knows no party and decides nothing: that a name is the same makes a candidate at most (graph/generation/build_candidates.py).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ontology.legal_forms import FORMS


class SplitName(NamedTuple):
    """``core``: what tells the party, written together; empty where nothing is left.  ``form``: its legal forms, each in one spelling."""

    core: str
    form: str


class NameReader(Protocol):
    """Reads the names of organisations."""

    name: str
    """By which a stored result says who read its names."""
    likely: float
    """The score from which on two names of organisations are one name written differently in nineteen of twenty cases."""

    def split(self, text: str) -> SplitName:
        """Take the legal forms off a name."""

    def score(self, left: str, right: str) -> float:
        """How much two names resemble, of 1."""


def choose_reader() -> NameReader:
    """Return the reader of the kept library where that is installed, else this module's own."""
    try:
        return _load_kept()
    except ImportError:
        return OwnReader()


@functools.lru_cache(maxsize=1)
def _load_kept() -> NameReader:
    from ontology.kept_names import KeptReader

    return KeptReader()


def _words(text: str) -> list[str]:
    return text.split()


_SOCIETIES: Final = frozenset({"ev"})
_LONGEST: Final = max(form.count(" ") for form in FORMS) + 1
ROMAN_NUMERALS: Final = {
    word: str(n) for n, word in enumerate(_words("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"), 1) if n > 1
}
_NUMERALS: Final = (
    ROMAN_NUMERALS
    | {word: str(n) for n, word in enumerate(_words("zero one two three four five six seven eight nine ten"))}
    | {"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3"}
)
_SILENT: Final = frozenset({"the", "of", "and", "for"})
_SPELLINGS: Final = {
    "organisation": "organization", "labour": "labor", "centre": "center", "intl": "international", "int": "international", "usa": "us",
}  # fmt: skip
_SHORT: Final = {("united", "states"): "us", ("united", "kingdom"): "uk", ("united", "arab", "emirates"): "uae"}
_CLOSE_FORMS: Final = re.compile(r"(?<=[a-zà-ÿ])(?=(?:AG|GmbH|KG|SE|SA|SpA|NV|BV|AB|AS|PLC|LLC|LTD|Ltd)$)")
"""Where a legal form is written behind a name without a blank."""
CONTINENTS: Final = ("africa", "america", "asia", "europe")
_LEAST_MENDED: Final = 7
"""Letters of a legal form in which one may be wrong: a shorter one would be another form, or a name."""
_LONG_FORMS: Final = {
    length: [tuple(form.split()) for form in FORMS if form.count(" ") == length - 1 and len(form) >= _LEAST_MENDED]
    for length in range(1, _LONGEST + 1)
}
_TENS: Final = {word: n for n, word in enumerate(_words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
_UNITS: Final = {word: n for n, word in enumerate(_words("one two three four five six seven eight nine"), 1)}
_TWO_FIGURES: Final = re.compile(rf"\b({'|'.join(_TENS)})[\s-]+({'|'.join(_UNITS)}|[1-9])\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[a-z0-9]+")


def fold_words(text: str) -> list[str]:
    """Write a text as lower-case words of ASCII; initials with points between them are one word, ``&`` is ``and``.

    >>> fold_words("J.P. Morgan & Co."), fold_words("Société «Génie» S.A.R.L.")
    (['jp', 'morgan', 'and', 'co'], ['societe', 'genie', 'sarl'])
    """
    plain = re.sub(r"['’`´]", "", anyascii(text).lower()).replace("&", " and ").replace("a/s", "as").replace("s/a", "sa")
    plain = re.sub(r"\b(?:[a-z]\.\s?){2,}(?:[a-z]\b)?", lambda initials: re.sub(r"[.\s]", "", initials[0]) + " ", plain)
    return _WORD.findall(plain)


_SIGNS: Final = str.maketrans({"+": " plus ", "%": " percent ", "€": " euro "})
"""Signs that tell a name, written out: they are lost where words are folded."""
_EASTERN_FORMS: Final = {
    "股份有限公司": "jsc", "有限责任公司": "llc", "有限責任公司": "llc", "有限公司": "llc",
    "株式会社": "jsc", "有限会社": "llc", "合同会社": "llc", "(株)": "jsc", "(有)": "llc", "주식회사": "jsc", "유한회사": "llc",
}  # fmt: skip
"""Legal forms that stand before or behind a name without a blank."""
_EASTERN: Final = re.compile("|".join(map(re.escape, _EASTERN_FORMS)))
_NOBODY: Final = frozenset(
    _words(
        "unknown unnamed anonymous undisclosed not disclosed named available applicable known provided n a na none null nil no name tba tbc"
    )
    + _words("alternate alternatename legalname companyname entityname")
    + _words("other others various several sundry misc miscellaneous remaining rest minority private public free float treasury own shares")
    + _words(
        "share shareholder shareholders stockholders owners holder holders investor investors individuals persons person people members"
    )
    + _words(
        "company companies entity entities natural legal third party parties autres divers actionnaires streubesitz sonstige otros varios"
    )
    + _words("aktionare accionistas altri soci andre oevrige ovriga muut prochie and the of")
)
"""Words of which a cell is made that names nobody: "Other shareholders", "Free float", "Not disclosed", the name of its column."""
_SPELLED: Final = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN")
"""Alphabets whose letters mostly keep apart what they tell where they are written in ASCII."""


def take_off_eastern_forms(text: str) -> tuple[str, set[str]]:
    """Return a name with its signs and figures in one writing and without the legal forms that no blank parts from it, and these.

    >>> take_off_eastern_forms("株式会社ハルデン²"), take_off_eastern_forms("有限公司")
    ((' ハルデン2', {'jsc'}), (' ', {'llc'}))
    """
    plain = text if text.isascii() else "".join(map(_write_figure, unicodedata.normalize("NFKC", text)))
    plain = plain.translate(_SIGNS)
    return _EASTERN.sub(" ", plain), {_EASTERN_FORMS[form] for form in _EASTERN.findall(plain)}


def _write_figure(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


def names_nobody(text: str) -> bool:
    """Whether a name is made of words that name nobody.

    >>> names_nobody("Other Shareholders"), names_nobody("N/A"), names_nobody("Private Halden")
    (True, True, False)
    """
    return all(word in _NOBODY for word in fold_words(text))


def keep_letters(text: str) -> str:
    """Return the letters of a name that ASCII tells apart badly, as they are written, its words in the order of their letters.

    Two names that both have such letters are the same only where these are; in any other alphabet it is empty.

    >>> keep_letters("王 伟"), keep_letters("汪 伟"), keep_letters("Иван Birch")
    ('伟王', '伟汪', '')
    """
    if text.isascii():
        return ""
    plain = take_off_eastern_forms(text)[0].casefold()
    words = ("".join(c for c in word if c.isalpha() and not unicodedata.name(c, "").startswith(_SPELLED)) for word in plain.split())
    return "".join(sorted(words))


def write_numbers(text: str) -> str:
    """Write numbers from 21 to 99 in figures where a name has them in words.

    >>> write_numbers("Studio Forty-Four Ltd"), write_numbers("Twenty 1 Halden"), write_numbers("Forty Halden")
    ('Studio 44 Ltd', '21 Halden', 'Forty Halden')
    """
    return _TWO_FIGURES.sub(lambda m: f"{_TENS[m[1].lower()]}{_UNITS.get(m[2].lower(), m[2])}", text)


def part_close_form(text: str) -> str:
    """Put a blank before a legal form that is written behind a name without one.

    >>> part_close_form("HaldenAG"), part_close_form("HALDENAG"), part_close_form("Halden Works AG")
    ('Halden AG', 'HALDENAG', 'Halden Works AG')
    """
    return _CLOSE_FORMS.sub(" ", text.strip())


def mend_endings(text: str) -> str:
    """Write a long legal form at the end of a name as it is spelt where one letter of a word is wrong or two are swapped.

    >>> mend_endings("Halden Aktiengeselschaft"), mend_endings("Halden Joynt Stock Company"), mend_endings("Halden Companions")
    ('Halden aktiengesellschaft', 'Halden joint stock company', 'Halden Companions')
    """
    words = text.split()
    ending = [anyascii(word).lower().strip(".,;") for word in words[1:][-_LONGEST:]]
    for place in range(len(ending)):
        if " ".join(ending[place:]) in FORMS:
            return text
        mended = _mend_form(*ending[place:])
        if mended:
            return " ".join([*words[: len(words) - len(ending) + place], mended])
    return text


def _mend_form(*ending: str) -> str:
    """Return the one long legal form that an ending misspells, or nothing."""
    if len(ending) == 1:
        return _mend_word(ending[0])
    alike = (form for form in _LONG_FORMS[len(ending)] if form[0] == ending[0] or form[-1] == ending[-1])
    return next((" ".join(form) for form in alike if sum(map(OSA.distance, ending, form)) == 1), "")


@functools.lru_cache(maxsize=50_000)
def _mend_word(word: str) -> str:
    return next((form for (form,) in _LONG_FORMS[1] if OSA.distance(word, form, score_cutoff=1) == 1), "")


def mend_spelling(text: str) -> str:
    """Write a name's numbers and its legal form as they are mostly written, before it is split or compared.

    >>> mend_spelling("Forty-Four HaldenAG"), mend_spelling("Halden Limitted")
    ('44 Halden AG', 'Halden limited')
    """
    return mend_endings(write_numbers(part_close_form(text)))


def spell_alike(words: Sequence[str]) -> list[str]:
    """Write words in one spelling, and countries that are often written in short, in short.

    >>> spell_alike(["united", "states", "labour", "office"]), spell_alike(["us", "labor", "office"])
    (['us', 'labor', 'office'], ['us', 'labor', 'office'])
    """
    written, place = list[str](), 0
    while place < len(words):
        long = next((long for long in _SHORT if tuple(words[place : place + len(long)]) == long), None)
        written.append(_SHORT[long] if long else _SPELLINGS.get(words[place], words[place]))
        place += len(long) if long else 1
    return written


class OwnReader:
    """Reads names with the list of ``legal_forms.py``."""

    name = "own"
    likely = 0.82

    def split(self, text: str) -> SplitName:
        """Take the legal forms off a name.

        >>> OwnReader().split("The Halden Works Limited"), OwnReader().split("HALDEN WORKS, LTD.").core, OwnReader().split("AG").core
        (SplitName(core='haldenworks', form='ltd'), 'haldenworks', '')
        """
        plain, eastern = take_off_eastern_forms(mend_spelling(text))
        words, found = _split_words(plain)
        forms = {"kg"} if "kg" in found else {*found, *eastern}
        if not words or names_nobody(plain):
            return SplitName("", " ".join(sorted(forms)))
        # A society is no company of its name.
        return SplitName("".join([*words, *sorted(forms & _SOCIETIES)]), " ".join(sorted(forms)))

    def score(self, left: str, right: str) -> float:
        """How much two names resemble, of 1; different numbers, series letters, countries and legal forms count against it.

        >>> OwnReader().score("Halden Fund II", "Halden Fund III") < 0.8 < OwnReader().score("Halden Fond II AG", "Halden Fund II")
        True
        """
        (words, forms), (others, other_forms) = _split_words(mend_spelling(left)), _split_words(mend_spelling(right))
        core, other = "".join(words), "".join(others)
        if not core or not other:
            return 0.0
        # The same words in another order are one name more often than not.
        score = 1.0 if core == other else 0.95 if sorted(words) == sorted(others) else fuzz.ratio(core, other) / 100
        if len(words) != len(others) and core != other:
            score *= 0.9
        if _list_series(words) != _list_series(others):
            score *= 0.8
        if core != other and _differ_in_country(words, others):
            score *= 0.8
        return score * 0.9 if forms and other_forms and not set(forms) & set(other_forms) else score


def _list_series(words: Sequence[str]) -> set[str]:
    return {word for word in words if word.isdigit() or len(word) == 1}


def _differ_in_country(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether all that tells two names apart is a country that one of them names: such are sisters in most cases."""
    # Here, since that module folds names by this one.
    from ontology.country_names import find_country

    rests = [" ".join(w for w in one if w not in other) for one, other in ((words, others), (others, words))]
    return any(rests) and all(not rest or rest in CONTINENTS or find_country(rest) for rest in rests)


def _split_words(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a name that tell it, and its legal forms in the order of the alphabet."""
    words, kept, forms, place = fold_words(text), list[str](), set[str](), 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            form = FORMS.get(" ".join(words[place : place + length]))
            if form:
                forms.add(FORMS.get(form, form))
                place += length
                break
        else:
            word = words[place]
            if word not in _SILENT:
                kept.append(_NUMERALS.get(word, word))
            place += 1
    return spell_alike(kept), sorted(forms)


_TITLES: Final = frozenset(_words("mr mrs ms miss dr sir dame lord lady prof professor the hon rt herr frau"))


def split_person(text: str) -> str:
    """Return the words of a person's name in the order of the alphabet, without titles: sources disagree over the order.

    >>> split_person("Mr Rowan ARDEN"), split_person("ARDEN, Rowan"), split_person("Dr")
    ('arden rowan', 'arden rowan', '')
    """
    if names_nobody(text):
        return ""
    words = [word for word in fold_words(text) if word not in _TITLES]
    return " ".join(sorted(words)) if len(words) > 1 else ""
