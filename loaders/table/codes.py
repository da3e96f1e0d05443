"""The codes that a cell spells, in whatever case; and hints for what a misspelt one may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, TypeVar

from ontology.statements import Kind

KINDS: Final = (Kind.COMPANY, Kind.LEGAL_ENTITY, Kind.PERSON, Kind.STATE, Kind.STATE_BODY, Kind.ARRANGEMENT, Kind.UNKNOWN)
"""Kinds that a table may give a party."""

_Code = TypeVar("_Code", bound=StrEnum)


def find_code(text: str, codes: Iterable[_Code]) -> _Code | None:
    """Return the code that the text spells, in whatever case; None where it spells none."""
    return next((code for code in codes if code.value.casefold() == text.casefold()), None)


def suggest_code(text: str, codes: Iterable[StrEnum]) -> str:
    """Return a hint: the codes that look like the text, else all of them.

    >>> suggest_code("compny", KINDS)
    'did you mean company?'
    """
    by_spelling = {code.value.casefold(): code.value for code in codes}
    alike = [by_spelling[x] for x in difflib.get_close_matches(text[:60].casefold(), by_spelling, n=3)]
    return f"did you mean {' or '.join(alike)}?" if alike else f"use one of: {', '.join(by_spelling.values())}"
