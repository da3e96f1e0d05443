"""Finds names that stand in marks beside their legal form: ``OOO "Aral"``, ``"Buri Invest" EOOD``."""

from __future__ import annotations

import re
from typing import Final

from loaders.article.names.lexicon import CAPITALS, split
from loaders.article.names.tokens import is_legal_form
from ontology.legal_forms import FORMS

_LONG: Final = 14
"""Characters of a legal form in words, at least."""
_LONG_FORM: Final = "(?i:" + "|".join(sorted(form.replace(" ", "[ -]") for form in FORMS if " " in form and len(form) > _LONG)) + ")"
"""Legal forms in words: ``Joint-Stock Company``."""
_FORM: Final = rf"(?:[{CAPITALS}](?:[^\W\d_]|[./]){{0,7}}|d\. ?o\. ?o\.|d\. ?d\.|s\. ?r\. ?o\.|a\.s\.|[Ss]p\. ?z ?o\. ?o\.)(?![^\W_])"
_MARKS: Final = ('""', "“”", "„“", "„”", "«»", "””")
_QUOTED = re.compile(
    "(?:"
    + "|".join(rf"{mark[0]}[{CAPITALS}0-9][^{mark[0]}{mark[1]}\n.;:!?]{{0,60}}{mark[1]}" for mark in _MARKS)
    + rf")(?: (?P<form>{_FORM}))?"
)
_FORMS_BEFORE: Final = frozenset(split("TOV TOW PAT PrAT VAT DP NPO NPP RAB FGUP GUP MUP DOO OD KD"))
"""Legal forms that stand before marks, and elsewhere are other words."""
_BEFORE = re.compile(rf"(?<![^\W_])(?:(?P<long>{_LONG_FORM})|(?P<form>{_FORM})) $")
_LONGEST_BEFORE: Final = 50
_NAME_BEFORE = re.compile(rf"[{CAPITALS}][^\W_]* $")


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Find names in marks with a legal form before or behind them, as places in the text in their order.

    >>> [t[start:end] for t in ['PJSC "Aral Les" met "Buri" AD and "Ceda".'] for start, end in find_quoted(t)]
    ['PJSC "Aral Les"', '"Buri" AD']
    """
    found = []
    for match in _QUOTED.finditer(text):
        start, end = match.span()
        before = _BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
        is_behind = match["form"] is not None and is_legal_form(match["form"].rstrip(".,"))
        if match["form"] and not is_behind:
            end = match.start("form") - 1
        if before is not None and (before["long"] or before["form"] in _FORMS_BEFORE or is_legal_form(before["form"].rstrip(".,"))):
            found.append((before.start(), end))
        elif is_behind and not _NAME_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start):
            found.append((start, end))
    return found
