"""Writes headlines as a sentence has them, so that the words between names are not read as names: ``ARAL BUYS BURI STEEL``.

Owns which lines are headlines; paragraphs in capitals are for ``shouted.py``.  A text keeps its length, so every offset stays.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from loaders.article.names.common_words import COMMON, IN_NAMES
from loaders.article.names.lexicon import LEGAL_FORMS
from loaders.article.names.shouted import is_shouted, write_shouted

_LINE = re.compile(r"^.+$", re.MULTILINE)
_LONGEST: Final = 200
_WORD = re.compile(r"[^\W\d_]+")
_ENDS_SENTENCE = re.compile(r"[.!?:;,]['\"”’]?\s*$")
_IS_JOINED = re.compile(r"[-/&]$")
_ENDS_IN_NUMBER = re.compile(r"[0-9] ?%\s*$|[:|]")
_WITHIN = re.compile(r"[\w,’'\"“(&-] ?$")
"""What stands before a word that does not begin a sentence."""
_TAKES = re.compile(r"\b(?:[Tt]ak(?:es?|ing)|[Ww]ins?|[Gg]ains?|[Ss]eeks?|[Cc]edes?|[Ll]oses?) $")
"""Words before ``control`` where it is no part of a name."""
_FEWEST: Final = 3
"""Words of a headline."""


def write_as_sentences(text: str) -> str:
    """Return the text with its headlines and paragraphs in capitals written as sentences: common words small, names as the rest of the
    text has them.

    >>> write_as_sentences("ARAL MOTORS BUYS BURI\\n\\nAral Motors said it had bought Buri.").splitlines()[0]
    'Aral Motors buys Buri'
    >>> write_as_sentences("Aral Motors Buys Stake in Buri Steel\\n\\nIt grew.").splitlines()[0]
    'Aral Motors buys stake in Buri Steel'
    """
    headlines = [line for line in _LINE.finditer(text) if _is_headline(line[0]) or is_shouted(line[0])]
    if not headlines:
        return text
    edges = [0, *(edge for line in headlines for edge in line.span()), len(text)]
    rest = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    spellings = _find_spellings("\n".join(rest))
    parts = rest[:1]
    for line, behind in zip(headlines, rest[1:], strict=True):
        if _is_headline(line[0]):
            write = _write_capital if line[0].isupper() else _write_title
            parts += [_WORD.sub(functools.partial(write, spellings), line[0]), behind]
        else:
            parts += [write_shouted(line[0], spellings), behind]
    return "".join(parts)


def find_headline_end(text: str) -> int:
    """Return the offset at which the first line that has words ends where it is a headline, else 0."""
    line = next((line for line in _LINE.finditer(text, 0, 4 * _LONGEST) if _WORD.search(line[0])), None)
    return line.end() if line and len(line[0]) <= _LONGEST and not _ENDS_SENTENCE.search(line[0]) else 0


def _is_headline(line: str) -> bool:
    """Whether a line is written in capitals, or with capitals, and is no sentence, label or row of a table."""
    words = _WORD.findall(line) if len(line) <= _LONGEST else []
    if len(words) < _FEWEST or _ENDS_SENTENCE.search(line) or _ENDS_IN_NUMBER.search(line):
        return False
    return _is_title(words) or (line.isupper() and len(words) > _FEWEST)


def _is_title(words: list[str]) -> bool:
    """Whether each longer word begins with a capital, and a common one, not the first, does, too."""
    longer = [word for word in words if len(word) > _FEWEST]
    return (
        bool(longer)
        and all(word[0].isupper() for word in longer)
        and any(word.lower() in COMMON - IN_NAMES for word in words[1:] if word[0].isupper())
    )


def _find_spellings(text: str) -> dict[str, str]:
    """Return how the rest of a text spells its words, by the word in small letters: with a capital where one has it within a sentence."""
    spellings: dict[str, str] = {}
    for word in _WORD.finditer(text):
        if word[0].islower():
            spellings.setdefault(word[0], word[0])
        elif not word[0].isupper() and _WITHIN.search(text, max(0, word.start() - 3), word.start()):
            spellings[word[0].lower()] = word[0]
    for word in _WORD.finditer(text):
        if not word[0].isupper():
            spellings.setdefault(word[0].lower(), word[0])
    return spellings


def _write_capital(spellings: dict[str, str], word: re.Match[str]) -> str:
    """Write a word of a headline in capitals."""
    low, spelled = word[0].lower(), spellings.get(word[0].lower(), "")
    if len(low) != len(word[0]) or _IS_JOINED.search(word.string, 0, word.start()):
        return word[0]
    if len(low) == 1 and word.string[: word.start()].endswith(("'", "’")):
        return low
    if low in COMMON and not spelled[:1].isupper():
        return low
    if len(spelled) == len(low):
        return spelled
    return word[0] if low in LEGAL_FORMS or not re.search("[aeiouy]", low) else word[0].capitalize()


def _write_title(spellings: dict[str, str], word: re.Match[str]) -> str:
    """Write a word of a headline whose words begin with capitals."""
    low = word[0].lower()
    if low == "control" and _TAKES.search(word.string, 0, word.start()):
        return low
    is_common = (
        word.start() > 0 and not word[0].isupper() and low in COMMON - IN_NAMES and not _IS_JOINED.search(word.string, 0, word.start())
    )
    return low if is_common and not spellings.get(low, "")[:1].isupper() else word[0]
