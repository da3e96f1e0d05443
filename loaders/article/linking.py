"""Links a name to the parties of a data folder: entity linking.

Owns the normalised form of a name and the candidates for it.  A link is automatic only for a registry identifier, or for an equal
normalised name in the same jurisdiction that only one known party has; all else is a list for a person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import msgspec
from anyascii import anyascii
from rapidfuzz import fuzz, process

from loaders.article.lexicon import LEGAL_FORMS
from loaders.article.model import Candidate

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
_LOWEST_SCORE: Final = 80.0


class KnownParty(msgspec.Struct, frozen=True):
    """A party of the data folder."""

    id: str
    name: str
    jurisdiction: str | None = None


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
    ascii_name = _SLASHED.sub(" ", anyascii(name).lower().replace("&", " and "))
    ascii_name = _DOTTED.sub(lambda m: m[1].replace(".", "") + " ", ascii_name).replace("'", "")
    words = [_EXPANDED.get(word, word) for word in _WORDS.findall(ascii_name)]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    while len(words) > 1 and words[0] in LEGAL_FORMS - {"company", "corporation"}:
        words.pop(0)
    while len(words) > 1 and words[-1] == "and":
        words.pop()
    return " ".join(words if words[0:1] != ["the"] or len(words) == 1 else words[1:])


def find_candidates(
    name: str, jurisdiction: str | None, parties: Iterable[KnownParty], *, identifier: str | None = None, limit: int = 5
) -> tuple[Candidate, ...]:
    """Find the parties that the name may mean, best first; at most one is ``automatic``, and then it stands alone.

    >>> find_candidates("Buri LLP", "KZ", [KnownParty("ent:1", "LLP Buri", "KZ"), KnownParty("ent:2", "Buri", "CN")])[0].automatic
    True
    """
    by_name: dict[str, list[KnownParty]] = defaultdict(list)
    for party in parties:
        if identifier is not None and party.id == identifier:
            return (Candidate(id=party.id, name=party.name, score=100.0, why="same identifier", automatic=True),)
        by_name[normalise_name(party.name)].append(party)
    normalised = normalise_name(name)
    namesakes = by_name.get(normalised, [])
    compatriots = [party for party in namesakes if jurisdiction is not None and party.jurisdiction == jurisdiction]
    if len(compatriots) == 1:
        only = compatriots[0]
        why = "same name without legal form, same jurisdiction, only one"
        return (Candidate(id=only.id, name=only.name, score=100.0, why=why, automatic=True),)
    why = "same name without legal form; jurisdiction differs, is unknown, or several have it"
    candidates = [Candidate(id=party.id, name=party.name, score=100.0, why=why) for party in namesakes]
    similar = process.extract(normalised, list(by_name), scorer=fuzz.WRatio, limit=limit + 1, score_cutoff=_LOWEST_SCORE)
    for other, score, _ in similar:
        if other != normalised:
            candidates += [Candidate(id=party.id, name=party.name, score=round(score, 1), why="similar name") for party in by_name[other]]
    return tuple(candidates[:limit])
