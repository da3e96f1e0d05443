"""The name grammar: which runs of words are names, and of what kind.

Owns the reading of capitalised runs (legal forms before or after, ``&``, a bracketed word inside, abbreviations, "Ministry of X and Y",
particles) and of governments.  Which names mean the same party is not decided here (``coreference.py``).  One pass over the tokens.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from loaders.article import lexicon
from ontology.statements import Kind

_TOKEN = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+|-(?=[A-Z0-9])[^\W_]+)*|[^\w\s]|_")
_ABBREVIATED: Final = frozenset(
    ["imp", "exp", "co", "corp", "inc", "ltd", "intl", "mfg", "dev", "tech", "st", "mt", "dept", "bros", "jr", "sr", "no"]
)
_DOTTED: Final = frozenset(["co", "corp", "inc", "ltd", "ltda", "bros"])
"""Abbreviations that are written with their dot even at the end of a sentence."""
_PLACE_BEFORE: Final = frozenset(["in", "at", "near", "from", "across", "throughout"])
_INTEREST_WORDS: Final = frozenset(
    [
        "stake",
        "stakes",
        "share",
        "shares",
        "interest",
        "interests",
        "holding",
        "holdings",
        "investor",
        "investors",
        "shareholder",
        "shareholders",
        "invested",
        "invest",
        "invests",
        "investing",
        "investment",
        "investments",
        "shareholding",
        "ownership",
        "equity",
        "position",
        "sold",
    ]
)
_GOVERNMENT = re.compile(
    r"\b[Tt]he (?:(?P<who>[A-Z][a-z]+) )?(?P<level>central |federal |national |state |provincial |regional )?(?P<what>government|state)\b"
    r"(?: of (?:the )?(?P<of>[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}))?|\b(?P<bare>[A-Z][a-z]+) government\b"
)


class Mention(msgspec.Struct, frozen=True):
    """One occurrence of a name: ``kind`` as far as the words show it; ``place`` is set for countries and other places."""

    start: int
    end: int
    text: str
    kind: Kind = Kind.UNKNOWN
    place: bool = False
    country: str | None = None


class _Word(msgspec.Struct, frozen=True):
    start: int
    end: int
    text: str
    glued: bool
    """No space before it."""
    breaks: bool
    """A blank line before it."""
    first: bool
    """First of a sentence."""

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        text = self.text
        return text[0].isupper() or (len(text) > 2 and text[0].isalnum() and any(c.isupper() for c in text[1:3]))


def find_names(text: str) -> list[Mention]:
    """All names of the text in order, without overlap.

    >>> [m.text for m in find_names("Aral Imp. & Exp. Corp bought LLP Buri (Group) Holding Ltd., not the Ministry of Coal and Iron.")]
    ['Aral Imp. & Exp. Corp', 'LLP Buri (Group) Holding Ltd.', 'Ministry of Coal and Iron']
    """
    tokens = _tokens(text)
    lower = {t.text for t in tokens if t.text.islower()}
    governments = _governments(text)
    taken = iter(governments)
    government = next(taken, None)
    found: list[Mention] = []
    i = 0
    while i < len(tokens):
        while government is not None and government.end <= tokens[i].start:
            found.append(government)
            government = next(taken, None)
        if government is not None and tokens[i].end > government.start:
            i += 1
            continue
        if not _starts(tokens, i, lower):
            i += 1
            continue
        j = _run(tokens, i)
        if government is not None:
            while j > i + 1 and tokens[j - 1].end > government.start:
                j -= 1
        mention = _mention(text, tokens, i, j)
        if mention is not None:
            found.append(mention)
        i = j
    if government is not None:
        found.append(government)
    found.extend(taken)
    return found


def form(token: str) -> bool:
    """Whether the word is a legal form.

    >>> form("Ltd."), form("Motors")
    (True, False)
    """
    return token.replace(".", "").lower() in lexicon.LEGAL_FORMS


def _tokens(text: str) -> list[_Word]:
    tokens: list[_Word] = []
    end = 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        breaks = gap.count("\n") > 1
        previous = tokens[-1].text if tokens else ""
        first = not tokens or breaks or (bool(gap) and previous in '.!?:"”') or "\n" in gap
        tokens.append(_Word(match.start(), match.end(), match[0], not gap and bool(tokens), breaks, first))
        end = match.end()
    return tokens


def _starts(tokens: list[_Word], i: int, lower: set[str]) -> bool:
    token = tokens[i]
    low = token.low
    if not token.capital or low in lexicon.NEVER_FIRST or low in lexicon.TITLES:
        return False
    if low in lexicon.MONTH_DAYS:
        return False
    alone = i + 1 >= len(tokens) or not (tokens[i + 1].capital or tokens[i + 1].text in "&(" or form(tokens[i + 1].text))
    if token.first and alone and low in lower:
        return False
    return not (token.text.isdigit() or (token.text[0].isdigit() and not any(c.isupper() for c in token.text)))


def _run(tokens: list[_Word], i: int) -> int:
    """End (exclusive) of the name that starts at token i."""
    j = i + 1
    of = both = False
    heads = tokens[i].low in lexicon.OF_HEADS
    while j < len(tokens) and not tokens[j].breaks:
        token, rest = tokens[j], tokens[j + 1 : j + 4]
        closed = tokens[j - 1].text == "." and tokens[j - 2].low in lexicon.LEGAL_FORMS
        if token.text == "." and token.glued and _abbreviation(tokens, j):
            j += 1
        elif token.text == "," and rest and form(rest[0].text) and rest[0].text[0].isupper() and not rest[0].breaks:
            j += 2
        elif closed and not form(token.text) and token.text != "&":
            break
        elif _joins(token) and not (token.first and "\n" in _gap(tokens, j)):
            heads = heads or token.low in lexicon.OF_HEADS
            j += 1
        elif token.text in "&+" and rest and rest[0].capital:
            j += 2
        elif token.low == "of" and heads and not of and rest and _after_of(rest):
            j += 2 + (rest[0].low == "the")
            of = True
            both = tokens[i].low in lexicon.BODY_HEADS
        elif both and token.low == "and" and rest and rest[0].capital and rest[0].low not in lexicon.BODY_HEADS:
            j += 2
        elif (
            token.low in lexicon.PARTICLES
            and rest
            and (rest[0].capital or (rest[0].low in lexicon.PARTICLES and len(rest) > 1 and rest[1].capital))
        ):
            j += 2 if rest[0].capital else 3
        elif (
            token.text == "("
            and len(rest) == 3
            and rest[0].capital
            and rest[1].text == ")"
            and _joins(rest[2])
            and not _stands_for(tokens[i:j], rest[0])
        ):
            j += 4
        else:
            break
    return j


def _gap(tokens: list[_Word], j: int) -> str:
    return "\n" if tokens[j].first and tokens[j - 1].text not in '.!?:"”' else ""


def _joins(token: _Word) -> bool:
    return (
        token.capital
        and not token.text.isdigit()
        and token.low not in lexicon.TITLES
        and token.low not in lexicon.MONTH_DAYS
        and (token.low not in lexicon.NEVER_FIRST)
    )


def _after_of(rest: list[_Word]) -> bool:
    return rest[0].capital or (rest[0].low == "the" and len(rest) > 1 and rest[1].capital)


def _abbreviation(tokens: list[_Word], j: int) -> bool:
    """Whether the dot at j belongs to the word before it and does not end the sentence."""
    word = tokens[j - 1]
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    if word.low in _DOTTED:
        return True
    if following is None or following.breaks:
        return False
    goes_on = following.text == "&" or following.capital
    return goes_on and (word.low in _ABBREVIATED or (len(word.text) == 1 and word.capital))


def _stands_for(name: list[_Word], token: _Word) -> bool:
    """Whether a bracketed word is the initials of the name before it: then it is an alias, not a part."""
    initials = "".join(w.text[0] for w in name if w.capital)
    return len(token.text) > 1 and token.text.isupper() and token.text == initials


def _mention(text: str, tokens: list[_Word], i: int, j: int) -> Mention | None:
    while j > i + 1 and tokens[j - 1].text in "&,(":
        j -= 1
    run = [t for t in tokens[i:j] if t.text[0].isalnum()]
    low = [t.low for t in run]
    start, end = tokens[i].start, tokens[j - 1].end
    spelled = text[start:end]
    countries = [lexicon.COUNTRIES[w] for part in low for w in part.split("-") if w in lexicon.COUNTRIES]
    if all(
        w in lexicon.COUNTRIES or w in lexicon.REGIONS or w in lexicon.GENERIC or w in lexicon.MONTH_DAYS
        for part in low
        for w in part.split("-")
    ):
        place = bool(countries) or any(w in lexicon.REGIONS for w in low)
        return Mention(start, end, spelled, place=True, country=countries[0] if countries else None) if place else None
    if all(form(w) for w in low):
        return None
    kind = _kind(tokens, i, j, run)
    if kind is Kind.UNKNOWN and len(run) <= 2 and _is_place(tokens, i):
        return Mention(start, end, spelled, place=True)
    return Mention(start, end, spelled, kind=kind, country=countries[0] if countries else None)


def _kind(tokens: list[_Word], i: int, j: int, run: list[_Word]) -> Kind:
    if run[0].low in lexicon.BODY_HEADS or "ministry" in {t.low for t in run}:
        return Kind.STATE_BODY
    if any(t.low in lexicon.COMPANY_WORDS for t in run):
        return Kind.COMPANY
    before = tokens[i - 1] if i else None
    if (
        len(run) in (2, 3)
        and before is not None
        and (before.low in lexicon.TITLES or (before.text == "." and i > 1 and tokens[i - 2].low in lexicon.TITLES))
    ):
        return Kind.PERSON
    titled = any(t.low in lexicon.TITLES for t in tokens[max(0, i - 8) : i])
    if len(run) in (2, 3) and before is not None and before.text == "," and titled:
        return Kind.PERSON
    after = tokens[j : j + 4]
    if (
        len(run) in (2, 3)
        and after
        and (
            after[0].low in {"said", "noted", "told", "added"} or (after[0].text == "," and any(t.low in lexicon.TITLES for t in after[1:]))
        )
    ):
        return Kind.PERSON
    return Kind.UNKNOWN


def _is_place(tokens: list[_Word], i: int) -> bool:
    """``in Karaganda``, ``the city of Karaganda``; but not ``a stake in Karaganda``."""
    if not i:
        return False
    before = tokens[i - 1].low
    if before == "of" and i > 1 and tokens[i - 2].low in {"city", "town", "province", "region", "district"}:
        return True
    return before in _PLACE_BEFORE and not any(t.low in _INTEREST_WORDS for t in tokens[max(0, i - 3) : i - 1])


def _governments(text: str) -> list[Mention]:
    found = []
    for match in _GOVERNMENT.finditer(text):
        who = match["who"] or match["bare"]
        country = lexicon.COUNTRIES.get((who or "").lower()) or lexicon.COUNTRIES.get((match["of"] or "").split(" ")[-1].lower())
        if match["what"] == "state" and country is None:
            continue
        if match["what"] == "state" and (match["level"] or match["of"]):
            continue
        if match["what"] == "government" and not (who or match["level"] or match["of"]):
            continue
        found.append(Mention(match.start(), match.end(), match[0], kind=Kind.STATE, country=country))
    return found
