"""Classifies whether a relation holds: in effect, agreed, planned, former, denied.

Owns how the rows of ``status_signs.py`` are read: the first that fits decides.  Knows no words but those of an option that is one no
more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.article.model import ClaimStatus
from loaders.article.patterns_grammar import Pattern, has_words
from loaders.article.status_signs import BETWEEN, GIVEN, TOLD, Sign, Told
from loaders.article.status_words import BESIDE

_EXERCISED = re.compile(r"\bexercised (?:its|their|an?|the|\ue008) (?:call )?(?:options?|rights?) to\b")
"""An option that is one no more."""


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
    return _read_signs(GIVEN if pattern.is_given and not BESIDE.search(match[0]) else TOLD, told)


def classify_words(between: str, before: str, behind: str) -> ClaimStatus | None:
    """Classify a relation of which no verb is known by the words between its parties, before and behind them; None where it is
    supposed."""
    return _read_signs(BETWEEN, Told(before=before, words=between, behind=behind))


def _read_signs(signs: Iterable[Sign], told: Told) -> ClaimStatus | None:
    """Return the status of the first sign that fits; its words are looked for first, since most signs have none in a sentence."""
    for sign in signs:
        text: str = getattr(told, sign.at)
        if text and (sign.words is None or _has_sign(sign, sign.words, text)) and (sign.of is None or sign.of(told)):
            return sign.status
    return ClaimStatus.IN_EFFECT


def _has_sign(sign: Sign, words: re.Pattern[str], text: str) -> bool:
    """Whether the words of a sign stand where it says in the text of its place."""
    if sign.at == "behind":
        return words.match(text) is not None
    if sign.reach is not None:
        return words.search(text[-sign.reach :]) is not None
    return has_words(words, text) if sign.at == "before" else words.search(text) is not None
