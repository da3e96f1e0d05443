"""Finds the names in a text, in one pass over its words.

Owns which runs of words are a name, a place or none, and which name a government.  Where a name begins is in ``starts.py``, where
it ends in ``bounds.py``, of what kind it is in ``kinds.py``, which names mean the same party in ``parties/coreference.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.names import lexicon
from loaders.article.names.bounds import find_name_end
from loaders.article.names.joined import join_parted
from loaders.article.names.kinds import PLACE_BEFORE, describes_next, guess_kind, is_placed, is_second_place, stands_at_place
from loaders.article.names.lexicon import CAPITALS
from loaders.article.names.lexicon_numbers import CURRENCIES
from loaders.article.names.lexicon_places import CITIES, CITIES_OF_SEVERAL_WORDS, COUNTRIES, REGIONS, TERRITORIES, find_country
from loaders.article.names.mention import Mention
from loaders.article.names.no_names import find_no_names
from loaders.article.names.place_names import find_state, is_sign, stands_before_state
from loaders.article.names.quoted import find_quoted
from loaders.article.names.starts import is_name_start
from loaders.article.names.tokens import Word, is_legal_form, tokenize
from ontology.statements import Kind

_LONGEST_SPELLED: Final = 400
"""Characters of a name."""
_GOVERNMENT = re.compile(
    r"\b[Tt]he (?:(?P<demonym>[A-Z][a-z]+) )?(?P<level>central |federal |national |state |provincial |regional )?"
    r"(?P<what>government|state)\b(?!-| (?:fund|holding|company|bank|oil|gas|investor|enterprise|pension|railways?|agency|body|"
    r"broadcaster|"
    r"utility|lender|news|corporation|firm|group)\b)"
    r"(?: of (?:the )?(?P<of>[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}))?|\b(?P<bare>[A-Z][a-z]+)(?:['’]s)? government\b"
)
_DEPARTMENT = re.compile(
    r"\b(?:[Tt]he )?(?P<of>[A-Z][a-z]+)(?:['’]s?)? (?:state )?(?:[a-z]+ (?:and [a-z]+ )?)?"
    r"(?:ministry|treasury|sovereign wealth fund|wealth fund|privati[sz]ation agency|property agency|property fund)\b(?!,? [A-Z])"
)
"""A body of a country that is named by its task: ``Norway's energy ministry``."""
_PLACE: Final = (
    rf"[{CAPITALS}][^\W\d_]+(?:(?:[ -]|[ -](?:am|an der|au|aux|auf|bei|da|de|de la|de los|del|des|di|do|du|im|la|le|los|ob|ob der|of|op"
    rf"|op den|sur|upon|von|vor der|zu)[ -])[{CAPITALS}][^\W\d_]+){{0,3}}"
)
"""The name of a municipality: ``Brook upon Dorn``."""
_COMMUNITY: Final = "(?:[Cc]ity and [Cc]ounty|borough|canton|city|commune|county|district|municipality|province|town|village)"
_MUNICIPALITY = re.compile(
    rf"(?:(?<=\bby )the|(?<=\bto )the|(?<=\bfrom )the|\bThe) {_COMMUNITY} of "
    rf"{_PLACE}|\bthe {_COMMUNITY} of {_PLACE}"
    r"(?= (?:owns?|holds?|held|keeps?|kept|controls?|sold|bought|acquired|retains?)\b)"
)
"""A municipality that does something with a company: elsewhere such words tell of a place."""


_NO_NAME: Final = frozenset(COUNTRIES) | REGIONS | lexicon.GENERIC | lexicon.MONTH_DAYS
"""A run made of these alone is a place or a common phrase."""
_SERIES = re.compile(r"(?:pre-)?(?:series(?: [a-z])?|seed)[0-9]?(?: (?:round|funding|financing))?", re.IGNORECASE)
_ABBREVIATED_PLACES: Final = frozenset(["us", "uk", "eu", "uae", "un", "usa", "prc"])
_LAWS: Final = frozenset(["rules", "act", "law", "directive", "regulation", "bill", "decree", "treaty", "statute"])
"""Last words of names of what binds parties and is none."""
_NUMBERED: Final = frozenset(["article", "section", "chapter", "rule", "annex", "form", "table", "figure", "page", "paragraph", "note"])
_REPORTS: Final = frozenset(["review", "report", "investigation", "analysis", "poll", "tally", "calculation", "examination"])
"""What a newspaper makes: ``a Dawn Post review of filings``."""
_PARTS: Final = frozenset(lexicon.split("north south east west northern southern eastern western upper lower central"))
"""First words of a people or region of two: ``South Tyrolean``."""
_STREETS: Final = frozenset(["street", "road", "avenue", "lane", "square", "boulevard"])


def find_mentions(text: str) -> list[Mention]:
    """Find all names of the text in order, without overlap.

    >>> [m.text for m in find_mentions("Aral Imp. & Exp. Corp bought LLP Buri (Group) Holding Ltd., not the Ministry of Coal and Iron.")]
    ['Aral Imp. & Exp. Corp', 'LLP Buri (Group) Holding Ltd.', 'Ministry of Coal and Iron']
    """
    tokens = tokenize(text)
    lower_words = {t.text for t in tokens if t.text.islower()}
    names = {t.text for t in tokens if t.is_capital and not t.sentence_start}
    governments = iter(_find_whole(text))
    government = next(governments, None)
    passages = iter(find_no_names(text))
    passage = next(passages, None)
    mentions: list[Mention] = []
    i = 0
    while i < len(tokens):
        while government is not None and government.end <= tokens[i].start:
            mentions.append(government)
            government = next(governments, None)
        while passage is not None and passage[1] <= tokens[i].start:
            passage = next(passages, None)
        if passage is not None and passage[0] <= tokens[i].start:
            i += 1
            continue
        if government is not None and tokens[i].end > government.start:
            i += 1
            continue
        if not is_name_start(tokens, i, lower_words, names):
            i += 1
            continue
        j = find_name_end(tokens, i)
        nearest = min(government.start if government else len(text), passage[0] if passage else len(text))
        while j > i + 1 and tokens[j - 1].end > nearest:
            j -= 1
        mention = _make_mention(text, tokens, i, j)
        if mention is not None:
            last = mentions[-1] if mentions else None
            if last is not None and last.place and mention.kind is Kind.UNKNOWN and is_second_place(tokens, i, j, last.end):
                mention = Mention(mention.start, mention.end, mention.text, place=True)
            mentions.append(mention)
        i = j
    if government is not None:
        mentions.append(government)
    mentions.extend(governments)
    return join_parted(text, mentions)


def _make_mention(text: str, tokens: list[Word], i: int, j: int) -> Mention | None:
    """Make the mention of tokens [i, j); None where these words alone are no name."""
    while j > i + 1 and tokens[j - 1].text in "&,(":
        j -= 1
    name_words = [t for t in tokens[i:j] if t.text[0].isalnum()]
    lower_words = [t.lower for t in name_words]
    parts = [part for word in lower_words for part in word.split("-")]
    start, end = tokens[i].start, tokens[j - 1].end
    if end - start > _LONGEST_SPELLED:
        return None
    spelled = text[start:end]
    country = next((COUNTRIES[part] for part in parts if part in COUNTRIES), None)
    if all(part in _NO_NAME for part in parts) and not _has_strong_form(name_words):
        is_place = country is not None or any(word in REGIONS for word in lower_words)
        is_currency = tokens[j : j + 1] and tokens[j].text == "$"
        return Mention(start, end, spelled, place=True, country=country) if is_place and not is_currency else None
    if spelled.lower() in CURRENCIES and tokens[j : j + 1] and (tokens[j].text[0].isdigit() or tokens[j].text == "$"):
        return None
    is_numbered = lower_words[-1] in _NUMBERED and tokens[j : j + 1] and tokens[j].text[0].isdigit()
    if lower_words[-1] in _LAWS or is_numbered or all(is_legal_form(t.text) for t in name_words) or _SERIES.fullmatch(spelled):
        return None
    if spelled == "IT" and tokens[j : j + 1] and tokens[j].text.islower() and tokens[j].text.endswith(("s", "ing")):
        return None
    if spelled.replace(".", "").lower() in _ABBREVIATED_PLACES and "." in spelled:
        behind = [t.text for t in tokens[j : j + 2]]
        is_dotted = len(behind) == 2 and behind[0] == "." and tokens[j].glued and (behind[1].islower() or behind[1] in "'’-")
        end += is_dotted
        return Mention(start, end, text[start:end], place=True, country=country or COUNTRIES.get(spelled.replace(".", "").lower()))
    place = " ".join(word for word in lower_words if word != "the")
    state = find_state(place, tokens[i - 1].text if i else "")
    if place in TERRITORIES or state or is_placed(tokens, j) or (j == i + 1 and is_sign(tokens, i)):
        return Mention(start, end, spelled, place=True, country=TERRITORIES.get(place) or state or country)
    if j == i + 1 and i and tokens[i - 1].lower in ("a", "an", "the") and tokens[j : j + 1] and tokens[j].text in _REPORTS:
        return Mention(start, end, spelled, place=True)
    kind = guess_kind(tokens, i, j, name_words)
    if " ".join(lower_words) in CITIES_OF_SEVERAL_WORDS and not (tokens[j : j + 1] and tokens[j].is_capital):
        return Mention(start, end, spelled, place=True)
    is_of_part = len(name_words) == 2 and lower_words[0] in _PARTS
    is_street = i > 0 and lower_words[-1] in _STREETS and (tokens[i - 1].lower in PLACE_BEFORE or tokens[i - 1].lower == "on")
    if is_street or (kind is not Kind.PERSON and describes_next(text, end, 1 if is_of_part else len(name_words))):
        is_first = tokens[i].sentence_start and j == i + 1 and not (i and tokens[i - 1].text == ":")
        return None if is_first else Mention(start, end, spelled, place=True, country=country)
    is_city = lower_words[0] in CITIES and len(name_words) == 1 and tokens[j : j + 1] and tokens[j].text.islower() and i > 0
    is_of_city = is_city and tokens[i - 1].lower in ("the", "a", "its") and tokens[j].lower not in lexicon.NO_TRADE
    is_short = kind is Kind.UNKNOWN and len(name_words) <= 3
    if is_of_city or (is_short and (stands_before_state(tokens, j) or (len(name_words) <= 2 and stands_at_place(tokens, i)))):
        return Mention(start, end, spelled, place=True)
    return Mention(start, end, spelled, kind=kind, country=country)


def _has_strong_form(name: list[Word]) -> bool:
    """Whether words of which each alone is none are a name by the legal form behind them: ``Global Enterprises Ltd``."""
    last = name[-1]
    return (
        len(name) > 1 and is_legal_form(last.text) and last.lower not in lexicon.GENERIC - {"limited"} and not is_legal_form(name[-2].text)
    )


def _find_whole(text: str) -> list[Mention]:
    """Find what has a name by its form and not by its words, in order and without overlap."""
    quoted = [Mention(start, end, text[start:end], kind=Kind.COMPANY) for start, end in find_quoted(text)]
    if not quoted:
        return _find_governments(text)
    within = {at for mention in quoted for at in range(mention.start, mention.end)}
    others = (mention for mention in _find_governments(text) if mention.start not in within and mention.end not in within)
    return sorted([*quoted, *others], key=lambda mention: mention.start)


def _find_governments(text: str) -> list[Mention]:
    mentions = []
    for match in _GOVERNMENT.finditer(text):
        demonym = match["demonym"] or match["bare"]
        country = find_country((demonym or "").lower()) or find_country((match["of"] or "").split(" ")[-1].lower())
        if match["bare"] and country is None:
            continue
        if match["what"] == "state" and country is None:
            continue
        if match["what"] == "state" and (match["level"] or match["of"]):
            continue
        if match["what"] == "government" and not (demonym or match["level"] or match["of"]):
            continue
        mentions.append(Mention(match.start(), match.end(), match[0], kind=Kind.STATE, country=country))
    for match in _DEPARTMENT.finditer(text):
        country = find_country(match["of"].lower())
        if country is not None:
            mentions.append(Mention(match.start(), match.end(), match[0], kind=Kind.STATE_BODY, country=country))
    mentions += [Mention(match.start(), match.end(), match[0], kind=Kind.STATE_BODY) for match in _MUNICIPALITY.finditer(text)]
    return sorted(mentions, key=lambda mention: mention.start)
