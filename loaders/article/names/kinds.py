"""Guesses what a run of capitalised words names: a company, a person, a body of the state, or only a place or trade of the next name.

Owns the words around a name that tell its kind.  Where a name begins and ends is for ``mentions.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.names import lexicon
from loaders.article.names.lexicon import CAPITALS
from loaders.article.names.lexicon_places import CITIES
from loaders.article.names.tokens import Word, is_legal_form
from ontology.statements import Kind

PLACE_BEFORE: Final = frozenset(["in", "at", "near", "from", "across", "throughout"])
"""Words before a place."""
_LONGEST_WORD: Final = 60
"""Characters of a word that may be a city."""
_INTEREST_WORDS: Final = frozenset(
    lexicon.split(
        "stake stakes share shares interest interests holding holdings investor investors shareholder shareholders invested invest "
        "invests investing investment investments shareholding ownership equity position sold"
    )
)
_PLACED: Final = frozenset(
    [
        "based",
        "headquartered",
        "listed",
        "registered",
        "domiciled",
        "incorporated",
        "quoted",
        "traded",
        "located",
        "born",
        "focused",
        "like",
        "style",
    ]
)
"""Words that make the name before their hyphen a place: ``London-based``."""
_KIN_BEFORE: Final = frozenset(
    ["wife", "husband", "widow", "widower", "daughter", "son", "brother", "sister", "mother", "father", "cousin", "nephew"]
)
_SIBLINGS: Final = frozenset(["brothers", "sisters", "siblings", "twins", "sons", "daughters", "spouses", "couple"])
_KIN: Final = frozenset(
    lexicon.split(
        "son daughter wife husband brother sister father mother uncle aunt nephew niece cousin widow widower grandson granddaughter "
        "son-in-law daughter-in-law brother-in-law sister-in-law father-in-law mother-in-law stepson stepdaughter"
    )
)
_DIGITS_OF_AGE: Final = 2
_WHOSE_KIN: Final = frozenset(["his", "her", "their", "whose", "s", "'s", "’s", "older", "younger", "elder", "late", "twin", "and"])
"""Words before one of kin that a name stands behind: ``his son NAME``."""
_BOUGHT: Final = frozenset(
    ["acquire", "acquired", "acquires", "acquiring", "acquisition", "bought", "buy", "buying", "buys", "purchase", "purchased"]
)
"""Words after which ``from`` is said of a seller."""
_RAISED: Final = frozenset(["funding", "investment", "investments", "financing", "raised", "raises", "round", "secured", "attracted"])
"""Words after which ``from`` is said of who gave money."""
_ADDRESSES: Final = frozenset(
    lexicon.split(
        "mr mrs ms dr sir lord lady prof judge justice president minister senator governor mayor sheikh prince princess bishop chancellor"
    )
)
"""Words before the name of a person."""
_DESCRIBES = re.compile(
    r"(?: (?!(?:of|in|by|for|to|with|and|or|from|that|which|who|is|was|are|has|its|their|the|a|an|on|at|as|into|over|under|than|"
    r"but|after|before|"
    r"through|between|including|until|since|because|if|not|no|up|out|off|down|about|against|also|both|"
    r"whose)\b)[a-z][a-z-]*){1,3}"
    rf"(?= (?:[{CAPITALS}]|[0-9]+[{CAPITALS}a-z]))"
)
"""Small words between a name and the next."""
_DESCRIBES_BEHIND = re.compile(
    r" (?P<words>(?:[a-z-]+ ){1,3})(?:company|firm|operator|vehicle|venture|concession|licence|project|deposit), "
    rf"(?=[{CAPITALS}])"
)
"""Words between the name of a place or project and that of its company: ``the Buri refinery company, NAME``."""
_NO_TRADE_OF_CITY: Final = lexicon.NO_TRADE - {"group", "brand", "fund", "investor", "branch", "division", "label"}
"""Words that stand between two names and do not say what the second is, where the first is a city: without those that elsewhere tell of a
tie between the two."""
_NO_NOUN: Final = ("ed", "s", "ly", "ing", "ship")
"""Ends of words that are no trade: verbs, adverbs, several."""


def describes_next(text: str, end: int, words: int) -> bool:
    """Whether a name only says of which place, trade or rival the company behind it is: ``Leeds developer NAME``."""
    if text.startswith(("'s ", "’s "), end):
        return _ends_in_city(text, end)
    behind = _DESCRIBES_BEHIND.match(text, end, end + 80)
    if words == 1 and behind is not None and not lexicon.NO_TRADE.intersection(behind["words"].split()):
        return True
    match = _DESCRIBES.match(text, end, end + 60)
    between = match[0].split() if match else [""]
    last = between[-1]
    no_trade = _NO_TRADE_OF_CITY if _ends_in_city(text, end) else lexicon.NO_TRADE
    is_trade = bool(last) and not any(word in no_trade or word.endswith(_NO_NOUN) for word in between)
    return (words == 1 and is_trade) or last in {"rival", "competitor", "peer"} or between[-2:] == ["joint", "venture"]


def _ends_in_city(text: str, end: int) -> bool:
    """Whether the last word before ``end`` is a city."""
    return text[max(0, end - _LONGEST_WORD) : end].rsplit(maxsplit=1)[-1].lower() in CITIES


_OF_COURTS: Final = frozenset(
    lexicon.split(
        "administrative appeal appeals arbitration bankruptcy circuit civil commercial constitutional county criminal crown district"
        " economic "
        "family federal high labour magistrates national regional state superior supreme tax"
    )
)
"""Words of the name of a court, which no company has beside ``Court``."""


def guess_kind(tokens: list[Word], i: int, j: int, name_words: list[Word]) -> Kind:
    """Read the kind of the name at tokens [i, j) off its words, and off a title before or after it."""
    if name_words[0].lower in lexicon.BODY_HEADS or "ministry" in {t.lower for t in name_words}:
        return Kind.STATE_BODY
    if {"court", "tribunal"} & (words := {t.lower for t in name_words}) and words & _OF_COURTS:
        return Kind.STATE_BODY
    if any(t.lower in lexicon.COMPANY_WORDS or is_legal_form(t.text) for t in name_words):
        return Kind.COMPANY
    before = tokens[max(0, i - 8) : i]
    address = [t.lower for t in before[-2:] if t.text != "."]
    if len(name_words) == 1 and address and address[-1] in _ADDRESSES:
        return Kind.PERSON
    if len(name_words) <= 3 and before[-1:] and before[-1].lower in _KIN and {t.lower for t in before[-2:-1]} & _WHOSE_KIN:
        return Kind.PERSON
    if any(t.lower in _SIBLINGS for t in before[-3:]) and "and" in {t.text for t in (*before[-1:], *tokens[j : j + 1])}:
        return Kind.PERSON
    if len(name_words) == 1 and before and before[-1].lower in _KIN_BEFORE:
        return Kind.PERSON
    if len(name_words) <= 3 and _is_told_of_person(tokens[j : j + 3]):
        return Kind.PERSON
    if len(name_words) not in (2, 3):
        return Kind.UNKNOWN
    if before:
        title_stands_before = before[-1].lower in lexicon.TITLES or (
            before[-1].text == "." and len(before) > 1 and before[-2].lower in lexicon.TITLES
        )
        if title_stands_before or (before[-1].text == "," and any(t.lower in lexicon.TITLES for t in before)):
            return Kind.PERSON
        is_founder = before[-1].lower == "by" and any(t.lower in {"founded", "cofounded"} for t in before)
        is_person = before[-1].lower in lexicon.PERSONS or (
            before[-1].text == "," and before[-2:-1] and before[-2].lower in lexicon.PERSONS
        )
        if is_founder or is_person:
            return Kind.PERSON
    after = tokens[j : j + 4]
    if [t.lower for t in after[:2]] == [",", "who"]:
        return Kind.PERSON
    if after and after[0].text == "," and "said" not in {t.text for t in after} and any(t.lower in lexicon.TITLES for t in after[1:]):
        return Kind.PERSON
    return Kind.UNKNOWN


def _is_told_of_person(after: list[Word]) -> bool:
    """Whether the words behind a name are said of a person alone: ``NAME and his son``, ``NAME's wife``, ``NAME, 34,``, ``NAME
    himself``."""
    match [t.lower for t in after]:
        case ["himself" | "herself", *_]:
            return True
        case ["and", "his" | "her", kin] | ["'s" | "’s", kin, *_]:
            return kin in _KIN
        case [",", age, ","]:
            return age.isdigit() and len(age) == _DIGITS_OF_AGE
    return False


_GOES_ON: Final = frozenset(lexicon.split(". , ; ) as at by during for from in on since through to under until via with"))
"""What stands behind a place, and not what a company does."""


def is_placed(tokens: list[Word], j: int) -> bool:
    """Whether a hyphen and a word behind the name say that it is a place or an exchange: ``London-listed``."""
    after = tokens[j : j + 2]
    return len(after) == 2 and after[0].text == "-" and after[0].glued and after[1].glued and after[1].lower in _PLACED


def _is_interest(word: Word) -> bool:
    """Whether a word is one of a share, and no part of a name: ``a stake in``, not ``Aral Holding in``."""
    return word.text in _INTEREST_WORDS or (word.sentence_start and word.lower in _INTEREST_WORDS)


def stands_at_place(tokens: list[Word], i: int) -> bool:
    """Whether the words before token i make it a place: ``in Karaganda``, ``the city of Karaganda``; not ``a stake in Karaganda``."""
    if not i:
        return False
    before = tokens[i - 1].lower
    if before == "of" and i > 1 and tokens[i - 2].lower in {"city", "town", "province", "region", "district"}:
        return True
    if before == "of" and i > 1 and tokens[i - 2].is_capital and tokens[i].lower in CITIES:
        return True
    if before not in PLACE_BEFORE or any(_is_interest(t) for t in tokens[max(0, i - 3) : i - 1]):
        return False
    if before != "from":
        return True
    is_told_of = [t.lower for t in tokens[i + 1 : i + 3]] in ([",", "which"], [",", "who"])
    gave = any(t.lower in _RAISED for t in tokens[max(0, i - 12) : i]) or any(t.lower in _BOUGHT for t in tokens[max(0, i - 30) : i])
    return not (is_told_of or gave)


def is_second_place(tokens: list[Word], i: int, j: int, place: int) -> bool:
    """Whether the word at token i is a town that no list has: it stands beside another place, which ends at ``place``, and a preposition
    or a mark goes on behind it: ``at Leeds and Thornby as of May``."""
    beside = i > 2 and tokens[i - 1].text == "and" and tokens[i - 2].end == place and tokens[i - 2].is_capital
    behind = tokens[j].text if j < len(tokens) else "."
    return j == i + 1 and beside and tokens[i - 3].lower in PLACE_BEFORE - {"from"} and behind in _GOES_ON
