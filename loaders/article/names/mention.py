"""One occurrence of a name in a text."""

from __future__ import annotations

import msgspec

from ontology.statements import Kind


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One occurrence of a name: its kind as far as its words show it; ``place`` is set for countries and other places."""

    start: int
    end: int
    text: str
    kind: Kind = Kind.UNKNOWN
    place: bool = False
    country: str | None = None
