"""Small drawings for the kinds of party, 28 by 28, as strokes.  Own work; colour comes from the caller."""

from __future__ import annotations

from typing import Final

from ontology.statements import Kind

_PERSON: Final = "M14 5a4.6 4.6 0 1 0 .01 0M5.5 25c0-6 3.6-9.4 8.5-9.4s8.5 3.4 8.5 9.4"
_COMPANY: Final = "M3 24.500h22M5.5 24.500V6h10.500v18.500M16 12h7v12.500M9 10h3.500M9 14h3.500M9 18h3.500M19 16h1.500M19 20h1.5"
_LEGAL: Final = "M7 3.500h9l5.5 5.500v15.500H7zM16 3.500V9h5.500M10.5 14h7.500M10.5 18h7.5"
_STATE: Final = "M6.5 25V4M6.5 5.500c5-3 9.5 3 15.5 0v10.500c-6 3-10.5-3-15.5 0"
_STATE_BODY: Final = "M3.5 24.500h21M5 11h18L14 4.500zM7 11v10M12 11v10M16 11v10M21 11v10M5 21h18"
_TRUST: Final = "M14 4v20M8.5 24.500h11M5 8h18M5 8l-3.5 8.500a4 4 0 0 0 7 0zM23 8l-3.5 8.500a4 4 0 0 0 7 0z"
_QUESTION: Final = "M10 10.500a4 4 0 1 1 6.3 3.300c-1.6 1.1-2.3 1.9-2.3 4M14 22.300v.4"
_OUTLINE: Final = "M14 2.500a11.5 11.5 0 1 0 .01 0"
_SHEETS: Final = "M8 9.500h16v13H8zM5 18.500v-12.500h16"

_STROKES: Final[dict[str, str]] = {
    Kind.COMPANY: _COMPANY,
    Kind.LEGAL_ENTITY: _LEGAL,
    Kind.STATE: _STATE,
    Kind.STATE_BODY: _STATE_BODY,
    Kind.ARRANGEMENT: _TRUST,
    Kind.PERSON: _PERSON,
    Kind.ANONYMOUS_PERSON: _PERSON,
    Kind.UNKNOWN_PERSON: _PERSON,
    Kind.ANONYMOUS_ENTITY: _COMPANY,
    Kind.UNKNOWN: _OUTLINE + _QUESTION,
    "stack": _SHEETS,
}
_UNSURE: Final = frozenset({Kind.ANONYMOUS_PERSON, Kind.UNKNOWN_PERSON, Kind.ANONYMOUS_ENTITY})


def find_icon(kind: str) -> tuple[str, bool]:
    """Find the strokes for a kind of party and whether they are dashed because the party is not identified.

    >>> find_icon("unknown-person")[1], find_icon("state")[1]
    (True, False)
    """
    return _STROKES.get(kind, _STROKES[Kind.UNKNOWN]), kind in _UNSURE
