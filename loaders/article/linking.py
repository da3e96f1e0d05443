"""Which known party a name may mean.

Owns the comparison key of a name and the candidates for it.  A link is automatic only for a registry identifier, or for an exact key in the
same jurisdiction that only one known party has; all else is a list for a person.
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


class Known(msgspec.Struct, frozen=True):
    """A party that is already in the data folder."""

    id: str
    name: str
    jurisdiction: str | None = None


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """The name without case, accents, script, punctuation and legal forms; common abbreviations are written out.

    >>> key("ARAL IMP. & EXP. CORP") == key("Aral Import and Export Corporation")
    True
    >>> key("LLP Buri"), key("Buri, L.L.P.")
    ('buri', 'buri')
    """
    ascii_name = anyascii(name).lower().replace("&", " and ")
    ascii_name = _DOTTED.sub(lambda m: m[1].replace(".", "") + " ", ascii_name).replace("'", "")
    found = [_EXPANDED.get(w, w) for w in _WORDS.findall(ascii_name)]
    kept = list(found)
    while len(kept) > 1 and kept[-1] in LEGAL_FORMS:
        kept.pop()
    while len(kept) > 1 and kept[0] in LEGAL_FORMS - {"company", "corporation"}:
        kept.pop(0)
    while len(kept) > 1 and kept[-1] == "and":
        kept.pop()
    return " ".join(kept if kept[0:1] != ["the"] or len(kept) == 1 else kept[1:])


def candidates(
    name: str, jurisdiction: str | None, known: Iterable[Known], *, identifier: str | None = None, limit: int = 5
) -> tuple[Candidate, ...]:
    """Known parties that the name may mean, best first; at most one is ``automatic``, and then it stands alone.

    >>> candidates("Buri LLP", "KZ", [Known("ent:1", "LLP Buri", "KZ"), Known("ent:2", "Buri", "CN")])[0].automatic
    True
    """
    parties = list(known)
    if identifier is not None and (same := next((k for k in parties if k.id == identifier), None)) is not None:
        return (Candidate(id=same.id, name=same.name, score=100.0, why="same identifier", automatic=True),)
    by_key: dict[str, list[Known]] = defaultdict(list)
    for party in parties:
        by_key[key(party.name)].append(party)
    exact = by_key.get(key(name), [])
    here = [k for k in exact if jurisdiction is not None and k.jurisdiction == jurisdiction]
    if len(here) == 1:
        return (
            Candidate(
                id=here[0].id,
                name=here[0].name,
                score=100.0,
                why="same name without legal form, same jurisdiction, only one",
                automatic=True,
            ),
        )
    found = [
        Candidate(
            id=k.id, name=k.name, score=100.0, why="same name without legal form; jurisdiction differs, is unknown, or several have it"
        )
        for k in exact
    ]
    for other, score, _ in process.extract(key(name), list(by_key), scorer=fuzz.WRatio, limit=limit + 1, score_cutoff=_LOWEST_SCORE):
        if other != key(name):
            found += [Candidate(id=k.id, name=k.name, score=round(score, 1), why="similar name") for k in by_key[other]]
    return tuple(found[:limit])
