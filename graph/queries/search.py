"""Which parties a text may mean: by a part of a name, in any script, or an identifier."""

from __future__ import annotations

from typing import Final

from graph.answers.search import MatchAnswer, SearchAnswer
from graph.generation.generation import Generation
from ontology.errors import UsageError
from ontology.statements import Kind

MOST_MATCHES: Final = 400
"""Matches of a text that are looked at; among them those of a kind and a country are looked for."""
_ENOUGH: Final = 20
"""Matches by whole words beside which those that only resemble the text are not looked for."""


def search(generation: Generation, text: str, limit: int = 20, *, kind: str | None = None, jurisdiction: str | None = None) -> SearchAnswer:
    """Answer with the parties that resemble the text, best first; of this kind and country only, where they are given.

    Raises UsageError BAD_KIND, StoreError NO_NAMES.
    """
    if kind is not None and kind not in [k.value for k in Kind]:
        raise UsageError("BAD_KIND", f"{kind[:40]!r} is no kind of party", f"use one of: {', '.join(k.value for k in Kind)}")
    is_filtered = kind is not None or jurisdiction is not None
    # How many are asked for must not decide which are found: a page is a part of one list.
    found = generation.search_index.search(text, MOST_MATCHES, enough=MOST_MATCHES if is_filtered else _ENOUGH)
    matches = [m for m in found if kind in (None, m.kind.value) and jurisdiction in (None, m.jurisdiction)]
    return SearchAnswer(
        query=text,
        matches=tuple(
            MatchAnswer(id=m.id, name=m.name, kind=m.kind.value, jurisdiction=m.jurisdiction, matched=m.matched, score=m.score)
            for m in matches[:limit]
        ),
        generation=generation.number,
    )
