"""Classifies whether a relation holds: in effect, agreed, planned, former, denied.

Owns how the rows of ``signs.py`` are read: the first that fits decides.  Knows no words but those of an option that is one no
more.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from loaders.article.model import ClaimStatus
from loaders.article.patterns.grammar import Pattern, has_words
from loaders.article.patterns.needed_words import Needs, find_needs, has_many_parties, may_fit
from loaders.article.status.signs import BETWEEN, GIVEN, TOLD, Sign
from loaders.article.status.told import Told
from loaders.article.status.words import BESIDE

_EXERCISED = re.compile(r"\bexercised (?:its|their|an?|the|\ue008) (?:call )?(?:options?|rights?) to\b")
"""An option that is one no more."""
_TABLES: Final = {"given": GIVEN, "told": TOLD, "between": BETWEEN}


def classify_status(pattern: Pattern, match: re.Match[str], before: str, behind: str = "") -> ClaimStatus | None:
    """Classify a match by the words in it, and by the text of its sentence ``before`` and ``behind`` it; None where the text only supposes
    it or asks.

    "Was purchased" is an event and no end; "was owned by" is over.  A signed agreement is agreed, never in effect.
    """
    groups = match.groupdict()
    aux = groups.get("aux") or ""
    told = Told(
        before=before,
        words=match[0],
        behind=behind,
        body=match[0].replace(groups["by"], "") if groups.get("by") else match[0],
        tense=_EXERCISED.sub("", aux + (groups.get("cop") or "")),
        aux=aux,
        deal=groups.get("deal") or "",
        is_holder_first={"h", "s"} <= groups.keys() and match.start("h") < match.start("s"),
        ex=groups.get("ex") or "",
        pattern=pattern,
    )
    return _read_signs("given" if pattern.is_given and not BESIDE.search(match[0]) else "told", told, match.string)


def classify_words(between: str, before: str, behind: str, sentence: str) -> ClaimStatus | None:
    """Classify a relation of which no verb is known by the words between its parties, before and behind them in a sentence; None where it
    is supposed."""
    return _read_signs("between", Told(before=before, words=between, behind=behind), sentence)


def _read_signs(table: str, told: Told, sentence: str) -> ClaimStatus | None:
    """Return the status of the first sign of a table that fits."""
    for sign in _list_possible(table, sentence) if has_many_parties(sentence) else _TABLES[table]:
        text: str = getattr(told, sign.at)
        if text and (sign.words is None or _has_sign(sign, sign.words, text)) and (sign.of is None or sign.of(told)):
            return sign.status
    return ClaimStatus.IN_EFFECT


@lru_cache(maxsize=64)
def _list_possible(table: str, sentence: str) -> tuple[Sign, ...]:
    """List the signs of which a sentence has the words that they need, once for all of its relations: most have none."""
    return tuple(sign for sign in _TABLES[table] if may_fit(_get_needs(sign), sentence))


@cache
def _get_needs(sign: Sign) -> Needs:
    """Find what a sentence must have where a sign stands in it; nothing where its place is put together of several."""
    is_found = sign.words is not None and sign.at != "tense" and not sign.words.flags & re.IGNORECASE
    return find_needs(sign.words.pattern) if sign.words is not None and is_found else ()


def _has_sign(sign: Sign, words: re.Pattern[str], text: str) -> bool:
    """Whether the words of a sign stand where it says in the text of its place."""
    if sign.at == "behind":
        return words.match(text) is not None
    if sign.reach is not None:
        return words.search(text[-sign.reach :]) is not None
    return has_words(words, text) if sign.at == "before" else words.search(text) is not None
