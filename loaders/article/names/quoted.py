"""Finds names that stand in marks beside their legal form: ``OOO "Aral"``, ``"Buri Invest" EOOD``."""

from __future__ import annotations

import re
from typing import Final

from loaders.article.names.lexicon import CAPITALS
from loaders.article.names.tokens import is_legal_form

_MARKS: Final = ('""', "“”", "„“", "„”", "«»", "””")
_FORM: Final = rf"(?:[{CAPITALS}](?:[^\W\d_]|[./]){{0,7}}|d\. ?o\. ?o\.|d\. ?d\.|s\. ?r\. ?o\.|a\.s\.|[Ss]p\. ?z ?o\. ?o\.)(?![^\W_])"
_QUOTED = re.compile(
    rf"(?:\b(?P<before>{_FORM}) )?(?:"
    + "|".join(rf"{mark[0]}[{CAPITALS}0-9][^{mark[0]}{mark[1]}\n.;:!?]{{0,60}}{mark[1]}" for mark in _MARKS)
    + rf")(?: (?P<behind>{_FORM}))?"
)
_NAME_BEFORE = re.compile(rf"[{CAPITALS}][^\W_]* $")


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Find names in marks with a legal form before or behind them, as places in the text in their order.

    >>> [t[start:end] for t in ['PJSC "Aral Les" met "Buri" AD and "Ceda".'] for start, end in find_quoted(t)]
    ['PJSC "Aral Les"', '"Buri" AD']
    """
    found = []
    for match in _QUOTED.finditer(text):
        start, end = match.span()
        before, behind = (match[side] and is_legal_form(match[side].rstrip(".,")) for side in ("before", "behind"))
        if match["before"] and not before:
            start = match.end("before") + 1
        if match["behind"] and not behind:
            end = match.start("behind") - 1
        if before or (behind and not _NAME_BEFORE.search(text, max(0, start - 40), start)):
            found.append((start, end))
    return found
