"""Joins what the words of a text part though it is one name, by what else the text says: ``Aral and Buri Ltd``, ``heirs of Ada Brook``.

Owns names of two that one legal form joins, titles and kin before a name, families, places behind a name.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from loaders.article.names.lexicon import COMPANY_WORDS, LOOSE_FORMS
from loaders.article.names.lexicon_places import CITIES, CITIES_OF_SEVERAL_WORDS, COUNTRIES
from loaders.article.names.mention import Mention
from loaders.article.names.peoples import PAPERS
from loaders.article.names.tokens import is_legal_form
from ontology.statements import Kind

_TITLE_BEFORE = re.compile(r"\b(?P<title>Mr|Mrs|Ms|Miss)\.? $")
_LONGEST_TITLE: Final = 6
_TITLE_OF_COMPANY = re.compile(r"\b(?:Shri|Sri|Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Dame|Captain|Chief|Prime|Executive|Judge|Justice|Governor)\.? $")
_OF_HEIRS = re.compile(
    r"\b(?:[Ff]amily|[Hh]eirs|[Dd]escendants|[Ee]state|[Ee]xecutors) of (?:the late )?"
    r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Col|Capt|Gen|Prof)\.? )?$"
)
_TITLE_OF_FUND = re.compile(r"\b(?:(?:Chief|First|Prime) )?(?:Minister|President|Governor|Mayor|King|Queen|Prince|Princess|Duke)['’]s $")
"""Whose fund it is, as its name says: ``Prime Minister's Relief Fund``."""
_LONGEST_BEFORE: Final = 40
_AND: Final = " and "
_OF_TWO = re.compile(
    r"\b(?:between|both|either|among|of|in|[a-z]{2,}(?:ers|ors|ies)|brothers|firms|banks|units|rivals)(?: the)? $"
    r"|(?:,| and|&) $"
)
"""Words before two names of two parties."""
_DONE_BY_TWO = re.compile(
    r",? (?:own|hold|have|are|were|each|both|jointly|together|respectively|formed|merged|agreed|plan|control|set up|joined|combined)\b"
)
"""Words behind two names of two parties."""
_THE = re.compile(r"\b[Tt]he $")
_FOUNDATIONS: Final = frozenset(["foundation", "trust", "institute", "fund", "charity", "endowment", "stiftung"])
"""What two persons give their names to."""
_FUNDS: Final = (" fund", " trust", " foundation")
_DEAL = re.compile(r"\b(?:acquisition|purchase|sale|takeover|ownership|owner|buyout|control|merger|by)\b[^.;]*$")
_OF: Final = " of "


def join_parted(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return the names of a text with those joined that are one, in order and without overlap."""
    return _name_families(
        text, _tell_spouses_apart(text, _take_before(text, _set_places(text, _join_cities(text, _join_two(text, mentions)))))
    )


def _join_two(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join two names that one legal form ends, where the text tells neither apart: ``Aral and Buri Ltd``, ``the Ada and Emil Brook
    Trust``."""
    named = Counter(mention.text for mention in mentions) if _AND in text else None
    joined: list[Mention] = []
    for mention in mentions:
        first = joined[-1] if joined else None
        if (
            named is not None
            and first is not None
            and text[first.end : mention.start] == _AND
            and _may_be_first(first)
            and named[first.text] == named[mention.text] == 1
            and not _DONE_BY_TWO.match(text, mention.end)
            and (
                _is_second(mention)
                or ((_is_of_foundation(mention) or _is_paper(mention)) and _THE.search(text, max(0, first.start - 5), first.start))
            )
            and not _OF_TWO.search(text, max(0, first.start - _LONGEST_BEFORE), first.start)
        ):
            joined[-1] = replace(mention, start=first.start, text=text[first.start : mention.end], kind=Kind.COMPANY)
        else:
            joined.append(mention)
    return joined


def _may_be_first(mention: Mention) -> bool:
    """Whether a name may be the first of two: one word that is no place."""
    is_word = mention.text.isalpha() and not mention.text.isupper()
    return (
        is_word
        and not mention.place
        and mention.kind in (Kind.UNKNOWN, Kind.PERSON)
        and mention.text.lower() not in COUNTRIES.keys() | CITIES
    )


def _is_paper(mention: Mention) -> bool:
    """Whether a name is the second word of that of a newspaper: ``The Brook and Mail``."""
    return mention.text.lower() in PAPERS


def _is_second(mention: Mention) -> bool:
    """Whether a name is one word and its legal form: ``Buri Ltd``."""
    word, *forms = mention.text.split()
    return bool(forms) and word.isalpha() and not word.isupper() and all(is_legal_form(f.rstrip(".,")) for f in forms)


def _is_of_foundation(mention: Mention) -> bool:
    """Whether a name is that of a foundation, behind the name of a person: ``Emil Brook Trust``."""
    words = mention.text.lower().split()
    return len(words) > 1 and words[-1] in _FOUNDATIONS and words[0] not in COMPANY_WORDS | LOOSE_FORMS


def _take_before(text: str, mentions: list[Mention]) -> list[Mention]:
    """Take into a name what stands before it: the heirs of a person, the title that a company is called by."""
    taken: list[Mention] = []
    for mention in mentions:
        if mention.place:
            taken.append(mention)
            continue
        low = max(0, mention.start - _LONGEST_BEFORE)
        is_company = mention.kind is Kind.COMPANY and is_legal_form(mention.text.split()[-1].rstrip(","))
        is_fund = mention.text.lower().endswith(_FUNDS)
        before = (_TITLE_OF_COMPANY if is_company else _TITLE_OF_FUND if is_fund else _OF_HEIRS).search(text, low, mention.start)
        kind = mention.kind if is_company or is_fund else Kind.UNKNOWN
        if before is not None and not (taken and taken[-1].start < before.start() < taken[-1].end):
            while taken and taken[-1].end > before.start():
                taken.pop()
            mention = replace(mention, start=before.start(), text=text[before.start() : mention.end], kind=kind)
        taken.append(mention)
    return taken


def _join_cities(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join a name with the city behind its ``of``, where a legal form shows that it is of the name: ``Aral of Leeds, Inc.``"""
    if _OF not in text:
        return mentions
    joined: list[Mention] = []
    for mention in mentions:
        first = joined[-1] if joined else None
        city = re.split(r",? (?=[^ ]+$)", mention.text)
        if (
            first is not None
            and not first.place
            and len(city) == len(["city", "form"])
            and city[0].lower() in CITIES | CITIES_OF_SEVERAL_WORDS
            and is_legal_form(city[1])
            and " " not in first.text
            and text[first.end : mention.start] == _OF
        ):
            joined[-1] = replace(mention, start=first.start, text=text[first.start : mention.end])
        else:
            joined.append(mention)
    return joined


def _set_places(text: str, mentions: list[Mention]) -> list[Mention]:
    """Call a name a place that only tells where the company before it is: ``Aral Ltd of Buri is``."""
    if _OF not in text:
        return mentions
    behind = {
        second.start
        for first, second in pairwise(mentions)
        if text[first.end : second.start] == _OF
        and not first.place
        and is_legal_form(first.text.split()[-1].rstrip(","))
        and second.kind is Kind.UNKNOWN
        and second.text.isalpha()
        and not _DEAL.search(text, max(0, first.start - 100), first.start)
    }
    return [replace(mention, place=True) if mention.start in behind else mention for mention in mentions]


def _tell_spouses_apart(text: str, mentions: list[Mention]) -> list[Mention]:
    """Take the title of a surname into its name where the text has a Mr and a Mrs of that name: they are two persons."""
    titles = [_TITLE_BEFORE.search(text, max(0, mention.start - _LONGEST_TITLE), mention.start) for mention in mentions]
    called: dict[str, set[bool]] = {}
    for mention, title in zip(mentions, titles, strict=True):
        if title is not None:
            called.setdefault(mention.text.rsplit(maxsplit=1)[-1], set()).add(title["title"] == "Mr")
    return [
        replace(mention, start=title.start(), text=text[title.start() : mention.end])
        if title is not None and len(called.get(mention.text, ())) > 1
        else mention
        for mention, title in zip(mentions, titles, strict=True)
    ]


def _name_families(text: str, mentions: list[Mention]) -> list[Mention]:
    """Call each of several families by its own name: ``the Brook and Dorn families`` are ``Brook family`` and ``Dorn family``."""
    for at, mention in enumerate(mentions):
        if not mention.text.endswith(" families"):
            continue
        first = at
        while (
            first and not mentions[first - 1].place and text[mentions[first - 1].end : mentions[first].start] in (" and ", ", ", ", and ")
        ):
            first -= 1
        for k in range(first, at + 1):
            name = mentions[k].text.removesuffix(" families")
            mentions[k] = replace(mentions[k], text=f"{name} family", kind=Kind.UNKNOWN)
    return mentions
