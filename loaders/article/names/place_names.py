"""Finds states, and places by the state behind them: ``Fort Myers, Florida``.

The lists of places are in ``lexicon_places.py``; which names stand at a place is in ``kinds.py``.
"""

from __future__ import annotations

from typing import Final

from loaders.article.names import lexicon
from loaders.article.names.lexicon_places import STATE_SIGNS, STATES, TERRITORIES
from loaders.article.names.tokens import Word

_AMBIGUOUS: Final = frozenset({"washington", "victoria", "virginia"})
"""States that are names of persons, too: places behind a comma."""
_LONGEST: Final = 3
_BEHIND: Final = frozenset(",.;:)-—–/")


def find_state(name: str, before: str) -> str | None:
    """Return the country of a state or province in small letters; ``before``: the word or mark before it.

    >>> find_state("new jersey", "of"), find_state("virginia", "of"), find_state("virginia", ",")
    ('US', None, 'US')
    """
    return STATES.get(name) if name not in _AMBIGUOUS or before == "," else None


def is_sign(tokens: list[Word], i: int) -> bool:
    """Whether token i stands for a state: ``Overland Park, KS``."""
    return tokens[i].text in STATE_SIGNS and i > 0 and tokens[i - 1].text == "," and _ends(tokens, i + 1)


def stands_before_state(tokens: list[Word], j: int) -> bool:
    """Whether the name that ends before token j is followed by the state or country that it lies in: ``Fort Myers, Florida``."""
    if j + 1 >= len(tokens) or tokens[j].text != "," or tokens[j + 1].after_blank_line:
        return False
    if tokens[j + 1].text in STATE_SIGNS and not tokens[j + 1].glued:
        return _ends(tokens, j + 2)
    for size in range(1, _LONGEST + 1):
        name = " ".join(word.lower for word in tokens[j + 1 : j + 1 + size])
        if (name in STATES or TERRITORIES.get(name) == "US") and _ends(tokens, j + 1 + size):
            return True
    return False


def _ends(tokens: list[Word], k: int) -> bool:
    """Whether a name that ends before token k is not longer, and holds nothing."""
    return k >= len(tokens) or tokens[k].text in _BEHIND or (tokens[k].text.islower() and tokens[k].lower not in lexicon.COMPANY_WORDS)
