"""Finds the words without which an expression cannot fit, in their order: ``is`` or ``was``, then ``owned``, then ``by``.

A text is searched for these first: to compile an expression takes milliseconds, and to search a text for it a hundred times what looking
for words takes.  Owns how they are read off an expression; what is not understood is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Needs = tuple[tuple[str, ...], ...]
"""One word of each must stand in a text, behind that of the one before."""

_MOST: Final = 60
"""Words of which one is asked for: of more, some stand in any text."""
_MOST_LETTERS: Final = 8
"""Characters of a class of which one is asked for."""
_NO_LETTERS: Final = "\ue000"
"""The first of the characters that stand for parties and quantities; a letter is asked for within a word only."""
_PARTIES: Final = "\ue000\ue001\ue007"
_FEW: Final = 5
"""Parties of a sentence of which few pairs are asked about."""
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:|>))?(?!\?)")
"""What begins a group that has to fit."""
_ASIDE = re.compile(r"\(\?(?:[=!]|<[=!]|\(\w+\)|[a-zA-Z-]+:)")
"""What begins a group that only looks around, depends on another or has its own flags."""
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_QUANTIFIER = re.compile(r"(?:[*+?]|\{(?P<least>[0-9]*),?[0-9]*\})[?+]?")
_SPECIAL: Final = frozenset("bBAZdDwWsS")
"""Letters that are none behind a stroke."""


def find_needs(expression: str, known: Mapping[str, Needs] | None = None) -> Needs:
    """Find what a text must have where the expression fits; ``known``: characters that stand for pieces of it, with what these need.

    >>> find_needs("(?:, which)? (?:is|was) (?:[a-z]+ly )?owned(?= )(?: solely)? by")
    (('is', 'was'), ('owned',), (' by',))
    """
    needs = _Reader(expression, known or {}).read_alternatives()
    return tuple(words for words in needs if all(len(word) > 1 or word >= _NO_LETTERS for word in words))


def may_fit(needs: Needs, text: str) -> bool:
    """Whether a text has what is needed, in its order.

    >>> may_fit((("is", "was"), ("owned",)), "it was owned"), may_fit((("is", "was"), ("owned",)), "owned it was")
    (True, False)
    """
    at = 0
    for words in needs:
        end = -1
        for word in words:
            start = text.find(word, at)
            if start >= 0 and (end < 0 or start + len(word) < end):
                end = start + len(word)
        if end < 0:
            return False
        at = end
    return True


def has_many_parties(text: str) -> bool:
    """Whether a masked text has so many parties that it pays to choose once what is tried on all of their pairs.

    >>> has_many_parties("\ue000 owns \ue000"), has_many_parties("\ue000, " * 9)
    (False, True)
    """
    return sum(map(text.count, _PARTIES)) > _FEW


class _Reader:
    """Reads an expression from its beginning to its end."""

    def __init__(self, text: str, known: Mapping[str, Needs]) -> None:
        self._text, self._known, self._at = text, known, 0

    def read_alternatives(self) -> list[tuple[str, ...]]:
        """Read up to the bracket that closes, or the end: what one needs, or where there are several a word of each."""
        options = [self._read_sequence()]
        while self._text.startswith("|", self._at):
            self._at += 1
            options.append(self._read_sequence())
        if len(options) == 1:
            return options[0]
        best = [max(needs, key=lambda words: (min(map(len, words)), -len(words))) for needs in options if needs]
        words = tuple(dict.fromkeys(word for words in best for word in words))
        return [words] if len(best) == len(options) and len(words) <= _MOST else []

    def _read_sequence(self) -> list[tuple[str, ...]]:
        needs: list[tuple[str, ...]] = []
        letters = ""
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            letter, inner = self._read_piece()
            quantifier = _QUANTIFIER.match(self._text, self._at)
            if quantifier is None and letter:
                letters += letter
                continue
            if letters:
                needs.append((letters,))
                letters = ""
            self._at = quantifier.end() if quantifier else self._at
            is_optional = quantifier is not None and (quantifier[0][0] in "*?" or quantifier["least"] in ("", "0"))
            if not is_optional:
                needs += [(letter,)] if letter else inner
        return [*needs, (letters,)] if letters else needs

    def _read_piece(self) -> tuple[str, list[tuple[str, ...]]]:
        """Read a letter, or what a group or class needs."""
        char = self._text[self._at]
        if char == "(":
            aside = _ASIDE.match(self._text, self._at)
            group = _GROUP.match(self._text, self._at)
            begin = aside or group
            self._at = begin.end() if begin else len(self._text)
            inner = self.read_alternatives()
            self._at += 1
            return "", [] if aside else inner
        if char == "[" and (letters := _CLASS.match(self._text, self._at)):
            self._at = letters.end()
            is_list = len(letters[0]) <= _MOST_LETTERS and not set("^-\\").intersection(letters[0])
            return "", [tuple(letters[0][1:-1])] if is_list else []
        if char == "\\":
            return self._read_escaped(), []
        self._at += 1
        if char in self._known:
            return "", list(self._known[char])
        return "" if char in ".^$" else char, []

    def _read_escaped(self) -> str:
        escaped = self._text[self._at + 1]
        if escaped == "u":
            self._at += 6
            return chr(int(self._text[self._at - 4 : self._at], 16))
        self._at += 2
        return "" if escaped in _SPECIAL else {"n": "\n", "t": "\t"}.get(escaped, escaped)
