"""Tells where a name begins among the words of a text.

Owns words that begin sentences and names, numbers and particles before a name.  Where it ends is in ``bounds.py``.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

from loaders.article.names import lexicon
from loaders.article.names.bounds import is_capital_of_name, is_initial, is_of_members
from loaders.article.names.lexicon_numbers import NUMBER_WORDS
from loaders.article.names.parts import BEFORE_NUMBER, ends_company, is_number_first
from loaders.article.names.peoples import PAPERS
from loaders.article.names.tokens import Word, is_legal_form

_ORDINAL = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)")
_AMOUNT = re.compile(r"[0-9]+(?:M|B|K|BN|MN|Bn|Mn|Mio)")
"""A number with its scale, as money has it: ``12M``."""
_MAKER = re.compile(r"[a-z]{3,}(?:maker|builder|packer|owner|grower|seller)")
"""A trade in one word: ``Steelmaker``."""
_AFTER_PARTICIPLE: Final = frozenset(lexicon.split("about against as at by for from in into on over that to under via with"))
_TRADED: Final = frozenset(["business", "chain", "company", "conglomerate", "firm", "giant", "group", "house", "maker", "startup", "store"])
_ROLES: Final = frozenset(lexicon.split("ceo chairman chairwoman chief director finance founder managing president vice"))
_AFTER_SEVERAL: Final = frozenset(["at", "of", "who", "from", "for"])
_BEFORE_DAY: Final = frozenset(lexicon.split("on last next this late early since until in every each during"))
"""Words between which and a name a day is a day."""
_NUMERALS: Final = frozenset(NUMBER_WORDS) | {"first", "second", "third"}
_TIES: Final = frozenset(["company", "firm", "parent", "subsidiary", "affiliate", "sponsor", "owner", "bidder", "target", "vendor"])
"""What a company is to another, right before its name at the start of a sentence: ``Parent Aral said``."""
_TRADES: Final = lexicon.PERSONS | lexicon.TRADES | _TIES
_SUPPOSING: Final = frozenset(["suppose", "supposing", "assume", "assuming", "imagine", "imagining", "tomorrow", "yesterday"])
"""What a sentence begins with that supposes what the name behind it does, or tells when."""
_PARTICLES_FIRST: Final = frozenset(["af", "de", "della", "di", "dos", "du", "von"])
"""Small words that begin a name and are no other word."""


def is_name_start(tokens: list[Word], i: int, lower_words: set[str], names: set[str]) -> bool:
    """Whether a name begins at token i; a sentence's first word does not where the text also has it in lower case, or where it only says
    what the name behind it is.

    ``names``: words that have a capital within a sentence.
    """
    token = tokens[i]
    if token.text[0].isdigit() and (token.text.replace("-", "").isdigit() or token.text == "24/7" or _ORDINAL.fullmatch(token.text)):
        return is_number_first(tokens, i)
    if token.lower in _PARTICLES_FIRST and _begins_with_particle(tokens, i):
        return True
    if not token.is_capital or not (is_capital_of_name(token) or _begins_with_common_word(tokens, i)):
        return False
    alone = i + 1 >= len(tokens) or not (
        is_capital_of_name(tokens[i + 1]) or is_of_members(tokens, i) or tokens[i + 1].text in "&(" or is_legal_form(tokens[i + 1].text)
    )
    if token.sentence_start and token.text not in names and token.lower in _SUPPOSING:
        return False
    one = token.lower.removesuffix("s")
    if token.sentence_start and token.text not in names and (token.lower in _TRADES or one in _TRADES or _MAKER.fullmatch(one)):
        return False
    if token.sentence_start and alone and token.text not in names and _is_participle(tokens, i):
        return False
    if token.sentence_start and alone and token.text not in names and _describes_group(tokens, i):
        return False
    if token.sentence_start and alone and (token.lower in lower_words or token.lower in lexicon.FIRST_WORDS or _is_plural(tokens, i)):
        return False
    return not (
        token.text.isdigit()
        or (
            _AMOUNT.fullmatch(token.text)
            and not ((token.sentence_start or tokens[i - 1].lower in BEFORE_NUMBER) and ends_company(tokens, i + 1))
        )
        or (token.text[0].isdigit() and not any(map(str.isupper, token.text)))
    )


def _begins_with_particle(tokens: list[Word], i: int) -> bool:
    """Whether the small particle at i begins a name, and does not stand within one: ``owned by de Brook Bank``."""
    behind, before = tokens[i + 1 : i + 2], tokens[i - 1] if i else None
    is_named = bool(behind) and behind[0].is_capital and not behind[0].sentence_start and behind[0].text.istitle()
    return is_named and tokens[i].text.islower() and before is not None and before.text.islower()


def _describes_group(tokens: list[Word], i: int) -> bool:
    """Whether the first word of a sentence only tells the trade of the company named behind it: ``Specialty chemicals group NAME``, not
    ``Aral group Chairman NAME``."""
    behind = tokens[i + 1 : i + 5]
    size = next((n for n, t in enumerate(behind) if not t.text.islower() or not t.text.isalpha()), len(behind))
    return 1 <= size < len(behind) and behind[size].is_capital and behind[size - 1].text in _TRADED and behind[size].lower not in _ROLES


def _is_plural(tokens: list[Word], i: int) -> bool:
    """Whether the first word of a sentence is of several and the next says where or whose: ``Guests at``, ``Owners of``."""
    return tokens[i].text.endswith("s") and i + 1 < len(tokens) and tokens[i + 1].text in _AFTER_SEVERAL


def _is_participle(tokens: list[Word], i: int) -> bool:
    """Whether the first word of a sentence is a verb that the next goes on from, or a trade: ``Contacted by``, ``Printing group``."""
    behind = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return tokens[i].text.endswith(("ing", "ed")) and (
        behind in _AFTER_PARTICIPLE or (tokens[i].text.endswith("ing") and behind in _TRADED)
    )


def _begins_with_common_word(tokens: list[Word], i: int) -> bool:
    """Whether a day, a month a number with a capital, an initial or a legal form is the first word of a
    name: ``Monday Capital``, ``One Harbour Place``, ``A. Brook``, ``AS Aral``."""
    token, before, behind = tokens[i], tokens[i - 1].lower if i else "", tokens[i + 1 : i + 2]
    if is_initial(tokens, i) and (not token.sentence_start or is_initial(tokens, i + 2)):
        return True
    if len(token.text) == 1 and [t.text for t in behind] == ["&"] and tokens[i + 2 : i + 3] and tokens[i + 2].is_capital:
        return True
    if not (behind and behind[0].is_capital and not behind[0].sentence_start):
        return False
    if len(token.text) > 1 and token.text.isupper() and not behind[0].text.isupper():
        return is_legal_form(token.text) or behind[0].lower in lexicon.LOOSE_FORMS or is_legal_form(behind[0].text)
    if not token.text.istitle():
        return False
    is_company = behind[0].lower in lexicon.COMPANY_WORDS or behind[0].lower in PAPERS or is_legal_form(behind[0].text)
    is_day = token.lower in lexicon.MONTH_DAYS and before not in _BEFORE_DAY and is_company
    is_first = token.sentence_start and not _ends_as_one(tokens, i + 1)
    return is_day or (token.lower in _NUMERALS and not is_first and behind[0].lower not in lexicon.MONTH_DAYS)


def _ends_as_one(tokens: list[Word], i: int) -> bool:
    """Whether the words with a capital from token i on name one company or body: ``Rivers Tribal Council``; not ``Aral Ports``."""
    run = list(itertools.takewhile(lambda t: t.is_capital and not t.sentence_start, tokens[i : i + 5]))
    last = run[-1] if len(run) > 1 else None
    return last is not None and (is_legal_form(last.text) or last.lower in lexicon.OF_HEADS or last.lower in ("capital", "partners"))
