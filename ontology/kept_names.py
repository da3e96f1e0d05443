"""Names of organisations as the library rigour reads them (extra ``[match]``): legal forms and numerals of most countries and scripts.

Imported where it is installed only; party_names.py chooses.
"""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import Final

from rigour.names import (
    Alignment,
    CompareConfig,
    Name,
    NamePart,
    NamePartTag,
    NameTypeTag,
    Symbol,
    analyze_names,
    compare_parts,
    pair_symbols,
)

from ontology.party_names import ROMAN_NUMERALS, SplitName, mend_spelling, names_nobody, spell_alike, take_off_eastern_forms

_FORM: Final = Symbol.Category.ORG_CLASS
_PLACE: Final = Symbol.Category.LOCATION
_EVERYWHERE: Final = "zz"
"""What ``global`` and ``international`` are to the library."""
_NUMERIC: Final = Symbol.Category.NUMERIC
_CONFIG: Final = CompareConfig()
_NOT_TELLING: Final = (NamePartTag.STOP, NamePartTag.LEGAL)

_FORM_WORDS: Final = frozenset({"company", "corporation", "co", "corp", "private"})
"""Words that some write in short, and which are a legal form then."""

_NO_COMPANIES: Final = frozenset({"NGO", "COOP", "FIN", "FOUND", "TRUST", "FUND", "ASSOC"})
"""Legal forms that tell a party apart from a company of that name."""

_FORM_WEIGHT: Final = 0.6
"""How much a letter of a legal form counts beside one of the rest of a name."""
_SILENT_WEIGHT: Final = 0.2
"""The same of words such as ``of``."""
_MISSING_WEIGHT: Final = 2.0
"""The same of a word that the other name does not have."""
_LEAST_WORD: Final = 5.0
"""As how many letters a word of fewer counts that the other name does not have: ``Gas`` tells as much as ``Works``."""
_OTHER_PLACE: Final = 0.8
"""By what a score is multiplied where the names name two countries: such are sisters in most cases."""
_ONE_PLACE: Final = 0.9
"""By what it is multiplied where only one of them names a country: a firm and its daughter there."""
_NUMBER_LETTERS: Final = 16.0
"""As how many letters a number counts that the other name does not have: of two funds it is all that tells them apart."""


class KeptReader:
    """Reads names with rigour."""

    name = "rigour"
    likely = 0.73

    def split(self, text: str) -> SplitName:
        """Take the legal forms off a name."""
        plain, eastern = take_off_eastern_forms(mend_spelling(text))
        names = _analyse(plain)
        forms = {form.upper() for form in eastern}
        if not names or names_nobody(plain):
            return SplitName("", " ".join(sorted(forms)))
        name = names[0]
        numbers, left_out = dict[int, str](), set[int]()
        for span in name.spans:
            if span.symbol.category == _FORM and not _is_roman(span.parts):
                forms.add(span.symbol.id)
                left_out.update(part.index for part in span.parts)
            elif span.symbol.category == _NUMERIC:
                numbers[span.parts[0].index] = span.symbol.id
                left_out.update(part.index for part in span.parts[1:])
        words = [
            numbers.get(part.index) or ROMAN_NUMERALS.get(part.comparable, part.comparable)
            for part in name.parts
            if part.index not in left_out and part.comparable not in _FORM_WORDS and (part.tag not in _NOT_TELLING or _is_roman((part,)))
        ]
        # A foundation, a society and a fund are no company of their name.
        kinds = sorted(forms & _NO_COMPANIES) if words else []
        return SplitName("".join([*spell_alike(words), *kinds]), " ".join(sorted(forms)))

    def score(self, left: str, right: str) -> float:
        """How much two names resemble, of 1: what both share by its meaning, and the rest letter by letter."""
        return max((_score(one, other) for one in _analyse(mend_spelling(left)) for other in _analyse(mend_spelling(right))), default=0.0)


@functools.lru_cache(maxsize=10_000)
def _analyse(text: str) -> tuple[Name, ...]:
    return tuple(analyze_names(NameTypeTag.ORG, [text], phonetics=False))


def _score(left: Name, right: Name) -> float:
    score = max(_score_pairing(left, right, pairing) for pairing in pair_symbols(left, right) or [()])
    places, others = _list_places(left), _list_places(right)
    if places == others or places & others:
        return score
    return score * (_OTHER_PLACE if places and others else _ONE_PLACE)


def _list_places(name: Name) -> set[str]:
    """List the countries that a name names."""
    return {span.symbol.id for span in name.spans if span.symbol.category == _PLACE and span.symbol.id != _EVERYWHERE}


def _score_pairing(left: Name, right: Name, pairing: tuple[Alignment, ...]) -> float:
    """Score two names of which some parts are paired by what they mean."""
    on_left = {part.index for alignment in pairing for part in alignment.qps}
    on_right = {part.index for alignment in pairing for part in alignment.rps}
    rest = [part for part in left.parts if part.index not in on_left], [part for part in right.parts if part.index not in on_right]
    weights = [(alignment, _weigh(alignment)) for alignment in (*pairing, *compare_parts(rest[0], rest[1], _CONFIG))]
    total = sum(weight for _, weight in weights)
    return sum(alignment.score * weight for alignment, weight in weights) / total if total else 0.0


def _weigh(alignment: Alignment) -> float:
    parts = [*alignment.qps, *alignment.rps]
    letters = float(sum(len(part.comparable) for part in parts))
    if not (alignment.qps and alignment.rps) and (_is_roman(parts) or any(p.tag == NamePartTag.NUM or p.numeric for p in parts)):
        return max(letters * _MISSING_WEIGHT, _NUMBER_LETTERS)
    if (alignment.symbol and alignment.symbol.category == _FORM) or all(part.tag == NamePartTag.LEGAL for part in parts):
        return letters * _FORM_WEIGHT
    if all(part.tag == NamePartTag.STOP for part in parts):
        return letters * _SILENT_WEIGHT
    return letters if alignment.qps and alignment.rps else max(letters, _LEAST_WORD) * _MISSING_WEIGHT


def _is_roman(parts: Collection[NamePart]) -> bool:
    """Whether parts of a name are a Roman numeral: ``II`` is a legal form in some country, and in most names the second of its kind."""
    return len(parts) == 1 and all(part.comparable in ROMAN_NUMERALS for part in parts)
