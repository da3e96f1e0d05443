"""Links the parties of a text to those of a data folder, and says when two names are equal.

Owns the normalised form of a name, and what a person's judgement about a candidate does to a new look-up.  Knows no data folder: who calls
gives what looks a party up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

import msgspec
from anyascii import anyascii

from loaders.article.model import Candidate, Party
from loaders.article.names.lexicon import LEGAL_FORMS

_WORDS = re.compile(r"[a-z0-9]+")
_DOTTED = re.compile(r"\b((?:[a-z]\.){2,})")
_EXPANDED: Final = {
    "imp": "import",
    "exp": "export",
    "intl": "international",
    "dev": "development",
    "tech": "technology",
    "mfg": "manufacturing",
    "natl": "national",
    "bros": "brothers",
    "govt": "government",
    "assn": "association",
    "dept": "department",
    "mgmt": "management",
    "svcs": "services",
}

_SPACED = re.compile(r"(?<=\w )(?:s\.?\s?a\.?\s?r\.?\s?l\b\.?|sp\.\s?z\s?o\.\s?o\.)")
"""Legal forms of several words."""
_SLASHED = re.compile(r"(?<=\w )[aki]/s\b|(?<=\w )s/a\b")
"""Legal forms with a stroke."""


@lru_cache(maxsize=65_536)
def normalise_name(name: str) -> str:
    """Strip case, accents, script, punctuation and legal forms from the name, and write common abbreviations out.

    >>> normalise_name("ARAL IMP. & EXP. CORP") == normalise_name("Aral Import and Export Corporation")
    True
    >>> normalise_name("LLP Buri"), normalise_name("Buri, L.L.P.")
    ('buri', 'buri')
    """
    ascii_name = _SPACED.sub(" ", _SLASHED.sub(" ", anyascii(name).lower().replace("&", " and ")))
    ascii_name = _DOTTED.sub(lambda m: m[1].replace(".", "") + " ", ascii_name).replace("'", "")
    words = [_EXPANDED.get(word, word) for word in _WORDS.findall(ascii_name)]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    while len(words) > 1 and words[0] in LEGAL_FORMS - {"company", "corporation"}:
        words.pop(0)
    while len(words) > 1 and words[-1] == "and":
        words.pop()
    return " ".join(words if words[0:1] != ["the"] or len(words) == 1 else words[1:])


FindCandidates = Callable[[Party], tuple[Candidate, ...]]
"""Looks a party up among those that are known: what the caller has a data folder for."""


def link_parties(parties: Iterable[Party], find: FindCandidates) -> tuple[Party, ...]:
    """Look the parties up.  What a person said stays: an identifier is not replaced, a candidate that was rejected is not offered again.

    >>> known = lambda party: (Candidate(id="lei:X", name="Buri", score=100.0, why="same name", automatic=True),)
    >>> [p.candidates[0].id for p in link_parties([Party(key="buri", name="Buri")], known)]
    ['lei:X']
    """
    return tuple(_link(party, find) for party in parties)


def _link(party: Party, find: FindCandidates) -> Party:
    if not party.is_named:
        return party
    rejected = {candidate.id: candidate for candidate in party.candidates if candidate.rejected}
    candidates = [candidate for candidate in find(party) if candidate.id not in rejected]
    return msgspec.structs.replace(party, candidates=(*candidates, *rejected.values()))
