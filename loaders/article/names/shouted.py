"""Writes paragraphs in capitals as sentences: ``ARAL LTD OWNS 40% OF BURI LLP.`` is ``Aral LTD owns 40% of Buri LLP.``

Owns which paragraphs these are and how their words are written.  A text keeps its length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from loaders.article.names.common_words import ALONE, BEGINS_NAME, COMMON, COMMON_IN_TEXT, DETERMINERS, ENDS_NAME, OPENERS
from loaders.article.names.lexicon import LEGAL_FORMS, TITLES
from loaders.article.names.lexicon_places import COUNTRIES

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST: Final = 4
"""Words of a sentence."""
_NEAR: Final = 12
"""Characters before a word that tell whether it begins a sentence."""
_SENTENCE = re.compile(r"(?:^|[.!?:]['\"”’)]?\s+['\"“‘(]?)$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:LTD|INC|CO|CORP|BROS|CIE|STI|PTY|PVT|MR|MRS|MS|DR|NO|ST|JR|SR|PLC))\.[),]?\s+$")
_JOINED = re.compile(r"[-/&]$")
_VOWEL = re.compile("[aeiouy]")
_DONE = re.compile(r"(?!limited|united|allied|associated|consolidated|integrated|combined|unlimited)[a-z]{4,}ed")
"""A word for what was done, which is of few names."""
_KIN: Final = (["family"], ["families"], ["brothers"], ["sisters"], ["heirs"], ["estate"])
_BESIDE: Final = (" ", " & ")
"""What stands between two words of a name."""


def is_shouted(line: str) -> bool:
    """Whether a line is a sentence or several in capitals.

    >>> is_shouted("ARAL LTD OWNS 40% OF BURI LLP."), is_shouted("ARAL BURI CEDA DORN"), is_shouted("Aral owns Buri.")
    (True, False, False)
    """
    if not line.isupper():
        return False
    words = _WORD.findall(line)
    return len(words) >= _FEWEST and any(word.lower() in COMMON for word in words)


def write_shouted(line: str, spellings: Mapping[str, str]) -> str:
    """Return a line in capitals as sentences have it; ``spellings``: how the rest of the text spells a word.

    >>> write_shouted("NEW ARAL GROUP IS THE OWNER OF BURI LTD. IT IS OWNED BY MR. BROOK.", {})
    'New Aral Group is the owner of Buri LTD. It is owned by Mr. Brook.'
    """
    words = list(_WORD.finditer(line))
    small = [word[0].lower() for word in words]
    is_common = [low in COMMON_IN_TEXT and not spellings.get(low, "")[:1].isupper() for low in small]
    for k, low in enumerate(small):
        is_common[k] = is_common[k] and not _is_of_name(line, words, k, low, is_common)
    for k, low in enumerate(small):
        if not is_common[k]:
            is_thing = k > 0 and small[k - 1] in DETERMINERS and low not in COUNTRIES and small[k + 1 : k + 2] not in _KIN
            is_told = (low in ALONE and low not in LEGAL_FORMS) or is_thing
            is_common[k] = _DONE.fullmatch(low) is not None or (is_told and _is_alone(line, words, k, is_common))
    parts: list[str] = []
    end = 0
    for k, word in enumerate(words):
        parts += [line[end : word.start()], _write(line, words, k, small[k], is_common, spellings)]
        end = word.end()
    return "".join([*parts, line[end:]])


def _write(line: str, words: Sequence[re.Match[str]], k: int, low: str, is_common: Sequence[bool], spellings: Mapping[str, str]) -> str:
    """Return the word at k as a sentence has it."""
    word, before = words[k], line[max(0, words[k].start() - _NEAR) : words[k].start()]
    is_initial = len(low) == 1 and line[word.end() : word.end() + 1] == "."
    if len(low) != len(word[0]) or is_initial or _JOINED.search(before):
        return word[0] if is_initial or len(low) != len(word[0]) or len(low) < _FEWEST else word[0].capitalize()
    if len(low) == 1 and before.endswith(("'", "’")):
        return low
    if low in TITLES:
        is_before_name = k + 1 < len(words) and not is_common[k + 1]
        return word[0].capitalize() if is_before_name or len(low) < _FEWEST else low
    begins = _SENTENCE.search(before) is not None and (low in OPENERS or _ABBREVIATED.search(before) is None)
    if is_common[k]:
        return word[0].capitalize() if begins else low
    if len(spelled := spellings.get(low, "")) == len(low) and not spelled.islower():
        return spelled
    return word[0] if (low in LEGAL_FORMS and len(low) <= _FEWEST) or not _VOWEL.search(low) else word[0].capitalize()


def _is_alone(line: str, words: Sequence[re.Match[str]], k: int, is_common: Sequence[bool]) -> bool:
    """Whether no word of a name stands beside the one at k."""
    follows = k > 0 and not is_common[k - 1] and line[words[k - 1].end() : words[k].start()] in _BESIDE
    leads = k + 1 < len(words) and not is_common[k + 1] and line[words[k].end() : words[k + 1].start()] in _BESIDE
    return not (follows or leads)


def _is_of_name(line: str, words: Sequence[re.Match[str]], k: int, low: str, is_common: Sequence[bool]) -> bool:
    """Whether a common word is part of the name beside it."""
    follows = k > 0 and not is_common[k - 1] and line[words[k - 1].end() : words[k].start()] in _BESIDE
    leads = k + 1 < len(words) and not is_common[k + 1] and line[words[k].end() : words[k + 1].start()] in _BESIDE
    return (low in ENDS_NAME and follows) or (low in BEGINS_NAME and leads)
