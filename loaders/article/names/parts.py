"""Finds how a name goes on where what follows has no capital or could be of another: numbers, brackets, marks, lists.

Owns these ways to write a part of a name.  Where a name begins is in ``starts.py``, where it ends in ``bounds.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.names import lexicon
from loaders.article.names.lexicon_places import COUNTRIES, TERRITORIES
from loaders.article.names.tokens import Word, is_legal_form

_FUNDS: Final = (
    ("foundation",),
    ("trust",),
    ("pension", "fund"),
    ("pension", "scheme"),
    ("estate",),
    ("charitable", "trust"),
    ("kommun",),
    ("kommune",),
)
"""Small words that are the end of a name: ``Voss foundation``."""
_NUMBERED_ENDS: Final = lexicon.LEGAL_FORMS | frozenset(
    lexicon.split(
        "bancorp bank brewing capital company fitness foundation fund group holding holdings media partners partnership plan settlement "
        "trust vc ventures"
    )
)
"""Last words of a name that may begin with a number or have one within."""
BEFORE_NUMBER: Final = frozenset(["by", "to", "from", "and", "buy", "bought", "acquired", ",", ";", "(", "parent", "owner"])
"""Words before a name that begins with a number, and not before a number of things."""
_DIGITS_OF_YEAR: Final = 4
_LONGEST_FIRM: Final = 8
"""Words and marks behind the first partner of a firm."""
_FIRMS: Final = frozenset(["partners", "associates", "co", "company", "cie", "sons"])
"""Last words of a firm behind the names of its partners."""
_CALLED_FIRM: Final = frozenset(["agency", "bank", "broker", "brokerage", "company", "firm", "house", "messrs", "partnership", "practice"])
"""Words before a firm that is named for its partners."""
_AND: Final = frozenset(["&", "and", "e", "et", "i", "och", "og", "und", "y"])
_OF_SEVERAL: Final = frozenset(lexicon.split("own hold have are were each both all jointly together control"))
"""What is told of several parties, and not of one firm."""
_FEWEST_DIGITS: Final = 5
"""Of a company that goes by its number."""
_PURPOSES: Final = frozenset(
    lexicon.split(
        "agricultural commercial construction contracting development electrical energy food general industrial investment maritime"
    )
    + lexicon.split(
        "distribution import marketing medical oil pharmaceutical printing publishing real services supplies technical "
        "tourism touristic trade trading transport"
    )
)
"""What a company is for: ``Aral for Trading``."""
_MOST_OF_NUMBERED: Final = 3
"""Words behind the number that a company goes by: its province and its legal form."""
QUOTES: Final = {'"': '"', "“": "”", "„": "“", "«": "»"}
_OF_ONE_WORD: Final = 2
"""Words and marks behind the first mark around one word."""
_BEHIND_FIRST: Final = frozenset(["and", "or", "of", "in", "to", "for", "by", "from", "has", "is", "was", "which", "holds", "owns", "will"])
"""Words behind a number that is written like ``I``."""
_TASKS: Final = frozenset(
    lexicon.split(
        "affairs agriculture aviation business climate commerce communications construction cooperation culture defence "
        "defense development "
        "digital economic economy ecology education electricity employment energy environment finance fisheries food foreign "
        "forestry gas health "
        "housing industry infrastructure innovation interior international investment investments labor labour maritime "
        "mineral minerals mines "
        "mining natural oil petroleum planning power privatisation privatization resources rural science social sports "
        "technology telecommunications "
        "tourism trade transport transportation urban water works youth"
    )
)
"""What a ministry is of."""
_FORMS_IN_BRACKETS: Final = (["limited", "partnership", ")"], ["general", "partnership", ")"], ["limited", "liability", ")"])
_BRACKETED_ENDS: Final = frozenset(["haftungsbeschränkt", "persero", "proprietary"])
"""Words in brackets that are of a legal form."""
MEMBERS: Final = frozenset(
    lexicon.split(
        "dockers drivers nurses officers pilots professors sailors seafarers soldiers "
        "teachers farmers workers employees employers growers producers traders merchants miners engineers doctors physicians "
        "dentists lawyers pensioners veterans firefighters savers citizens builders carpenters printers brewers "
        "grocers bankers underwriters students journalists"
    )
)
"""Those whose fund, bank or union a name says it is: ``Teachers' Pension Plan``."""
_STUDIES: Final = frozenset(["arts", "crafts", "engineering", "history", "letters", "medicine", "music", "sciences", "surgeons"])
"""What is taught where, as a name says."""
_ABBREVIATED_COUNTRIES: Final = (["u", ".", "k", ".", ")"], ["u", ".", "s", ".", ")"])
_LINES: Final = frozenset(["railroad", "railway", "canal", "tramway"])
"""What is called by its two ends: ``the Aral and Buri Railroad``."""
_ENDS_NAME: Final = frozenset(["sons", "son", "daughters", "brothers", "company", "co", "corporation", "partners", "associates", "bros"])
_NO_OWN_NAME: Final = (
    lexicon.COMPANY_WORDS
    | _ENDS_NAME
    | frozenset(["heat", "light", "supply", "service", "food", "drug", "storage", "pensions", "savings", "loan"])
    | frozenset(
        lexicon.split("catering consultancy consulting design exploration finance haulage leasing maintenance parts production ship")
    )
)
"""Words that are a name only with another before them: ``Gas and Electric Company``."""
_ADJECTIVES: Final = _TASKS | _PURPOSES | frozenset(lexicon.split("credit drug exchange exploration post production savings securities"))
"""Words of what a bank or office is for: ``Industrial and Commercial Bank``."""
_NEVER_WITHIN: Final = frozenset(lexicon.split("a an and but he i or she that the this"))
_SERIES = re.compile(r"(?:19|20)[0-9]{2}-[A-Z0-9]{1,6}")
"""The number of a trust that holds loans: ``2004-1``."""
_BEHIND_NUMBERED: Final = frozenset(["owns", "holds", "bought", "acquired"])
_BODIES: Final = frozenset(
    lexicon.split(
        "administration agency association authority bank board commission company corporation council fund institute society union"
    )
)
_NEVER_SECOND: Final = lexicon.LOOSE_FORMS | frozenset(["capital", "fund", "bank", "company", "corporation", "international", "investment"])


def _count_capitals(tokens: list[Word], j: int) -> int:
    """Return how many words from token j on have a capital, or are ``&`` between two that have one; five at most."""
    behind = tokens[j : j + 5]
    return next((n for n, t in enumerate(behind) if not (t.is_capital or t.text == "&") or (n and t.sentence_start)), len(behind))


def ends_company(tokens: list[Word], j: int) -> bool:
    """Whether the words with a capital from token j on end as the name of a company does: ``Hills Brewing``."""
    size = _count_capitals(tokens, j)
    words = [t.lower for t in tokens[j : j + size]]
    return bool(words) and (words[-1] in _NUMBERED_ENDS or is_legal_form(tokens[j + size - 1].text))


def _ends_in_form(tokens: list[Word], j: int) -> bool:
    """Whether the words with a capital from token j on end in a legal form."""
    size = _count_capitals(tokens, j)
    has_small = size > 0 and len(tokens) > j + size and tokens[j + size].text in lexicon.SMALL_FORMS
    return has_small or (size > 0 and is_legal_form(tokens[j + size - 1].text))


def is_common_within(tokens: list[Word], j: int) -> bool:
    """Whether a word that begins sentences, or a title, stands within a name, as its legal form shows: ``Aral Minister Corporation``."""
    token = tokens[j]
    is_spelled = token.text.istitle() or (token.text.isupper() and tokens[j - 1].text.isupper())
    return is_spelled and not token.sentence_start and token.lower not in _NEVER_WITHIN and _ends_in_form(tokens, j + 1)


def is_number_of_name(tokens: list[Word], j: int) -> bool:
    """Whether the number at j stands within a name: ``the Brook 2009 Irrevocable Trust``, ``Aral 2 Holdings``, ``Banco 2 de
    Mayo``, ``Aral 4, Inc.``, ``Aral 37 owns``, ``Aral Trust 2004-1``."""
    of, day = [*tokens[j + 1 : j + 3], None, None][:2]
    if tokens[j].sentence_start:
        return False
    if "-" in tokens[j].text:
        return _SERIES.fullmatch(tokens[j].text) is not None and tokens[j - 1].lower in lexicon.COMPANY_WORDS | {"series"}
    if of is not None and of.text == "," and day is not None and is_legal_form(day.text) and day.text[0].isupper():
        return True
    if of is not None and of.text in _BEHIND_NUMBERED and len(tokens[j].text) < _DIGITS_OF_YEAR:
        return True
    is_day = of is not None and of.text == "de" and day is not None and day.is_capital
    if of is not None and of.text.isupper() and is_legal_form(of.text):
        return len(tokens[j].text) <= _DIGITS_OF_YEAR
    return len(tokens[j].text) <= _DIGITS_OF_YEAR and (is_day or ends_company(tokens, j + 1))


def is_number_first(tokens: list[Word], i: int) -> bool:
    """Whether the number at i begins a name: ``7 Hills Brewing``, ``888 Partners``, ``24/7 Fitness``, ``1234567 Buri Inc.``; not ``in 2019
    Aral Capital``."""
    token, before = tokens[i], tokens[i - 1].lower if i else ""
    if len(token.text) >= _FEWEST_DIGITS and token.text.replace("-", "").isdigit():
        last = i + _count_capitals(tokens, i + 1)
        last += tokens[last + 1 : last + 2] != [] and tokens[last + 1].text in lexicon.SMALL_FORMS
        return i + 1 < last <= i + _MOST_OF_NUMBERED and is_legal_form(tokens[last].text)
    if token.text == "24/7":
        return _count_capitals(tokens, i + 1) > 1
    if token.sentence_start and i > 1 and before == "." and tokens[i - 2].lower == "no":
        return False
    if before == "of" and not is_legal_form(tokens[i + _count_capitals(tokens, i + 1)].text):
        return False
    is_small = len(token.text.rstrip("stndrh")) < _DIGITS_OF_YEAR and (not token.glued or before == "(")
    return is_small and (token.sentence_start or before == "of" or before in BEFORE_NUMBER) and ends_company(tokens, i + 1)


def is_numbered(tokens: list[Word], i: int, j: int) -> bool:
    """Whether the ``No`` at j begins the number of the company whose name starts at i: ``Aral Pension Trust No. 2``."""
    behind = tokens[j + 1 : j + 3]
    has_form = _ends_in_form(tokens, j + 3)
    is_number = len(behind) == 2 and behind[0].text == "." and behind[1].text.isdigit() and len(behind[1].text) < _DIGITS_OF_YEAR
    return is_number and tokens[j].text.istitle() and j > i and (tokens[j - 1].lower in lexicon.COMPANY_WORDS or has_form)


def match_partners(tokens: list[Word], i: int, j: int) -> int:
    """Return how many words from the comma at j on are of a firm named for its partners: ``Marks, Dunn & Holloway LLP``,
    ``Marks, Dunn and Partners``."""
    size = 0
    while size < _LONGEST_FIRM and [t.text for t in tokens[j + size : j + size + 1]] == [","]:
        size += 2
    words = tokens[j + 1 : j + size : 2]
    behind = tokens[j + size : j + size + 4]
    if not size or len(behind) < 2 or behind[0].text not in _AND or not behind[1].is_capital or behind[1].after_blank_line:
        return 0
    has_dot = len(behind) > 2 and behind[1].lower in _FIRMS and behind[2].text == "." and behind[2].glued
    follows = behind[2 + has_dot].text if len(behind) > 2 + has_dot else ""
    is_firm = behind[0].text == "&" or behind[1].lower in _FIRMS
    is_of_surnames = j == i + 1 and all(t.is_capital and t.text.isalpha() for t in words)
    if is_of_surnames and is_legal_form(follows) and (is_firm or behind[0].text != "and"):
        return size + 3 + has_dot
    is_told_as_one = is_firm and follows.isalpha() and follows.islower() and follows not in _OF_SEVERAL
    return size + 2 + has_dot if is_of_surnames and is_told_as_one and _is_called_firm(tokens, i) else 0


def _is_called_firm(tokens: list[Word], i: int) -> bool:
    """Whether the name of one firm may begin at i, and no list: the sentence begins with it, or it is called a firm."""
    is_name = tokens[i].text.istitle() and tokens[i].lower not in COUNTRIES and tokens[i].lower not in TERRITORIES
    return is_name and (tokens[i].sentence_start or tokens[i - 1].lower in _CALLED_FIRM)


def match_bracket(tokens: list[Word], j: int) -> int:
    """Return how many words the bracket at j has, where it is of the name before it: ``(Limited Partnership)``, ``(publ)``,
    ``(No. 2) Ltd``, ``(2015) Ltd``, ``(Upper Buri) Ltd``; else 0."""
    words = [t.lower for t in tokens[j + 1 : j + 6]]
    if words[:3] in _FORMS_IN_BRACKETS:
        return 4
    if words[1:2] == [")"] and is_legal_form(words[0]):
        return 3
    is_before_form = words[1:3] == [")", "("] and words[4:5] == [")"] and is_legal_form(words[3])
    if words[1:2] == [")"] and (words[0] in _BRACKETED_ENDS or is_before_form):
        return 3
    if words[1:3] == [")", ","] and is_legal_form(words[3]) and tokens[j + 1].is_capital:
        return 3
    if words in _ABBREVIATED_COUNTRIES:
        return 6
    if words[2:3] == [")"] and all(t.is_capital for t in tokens[j + 1 : j + 3]) and _ends_in_form(tokens, j + 4):
        return 4
    size = 2 if words[:2] == ["no", "."] else 0
    is_number = words[size : size + 1] and words[size].isdigit() and words[size + 1 : size + 2] == [")"]
    form = tokens[j + size + 3 : j + size + 4]
    return size + 3 if is_number and form and is_legal_form(form[0].text) else 0


def match_quoted(tokens: list[Word], j: int) -> int:
    """Return how many words the marks that open at j have around them, where the name goes on behind them: ``Aral Works "Buri" S.A.``,
    ``Ada "Bo" Brook``; else 0."""
    size = next((n for n in range(2, 7) if [t.text for t in tokens[j + n : j + n + 1]] == [QUOTES[tokens[j].text]]), 0)
    form = tokens[j + size + 1 : j + size + 2]
    if not size or not form or not all(t.is_capital for t in tokens[j + 1 : j + size]):
        return 0
    follows = tokens[j + size + 2 : j + size + 3]
    is_nickname = size == _OF_ONE_WORD and form[0].is_capital and form[0].text.istitle() and not form[0].after_blank_line
    is_placed = form[0].lower in lexicon.PARTICLES and bool(follows) and follows[0].is_capital
    return size + 1 if is_legal_form(form[0].text) or is_nickname or is_placed else 0


def is_capital_within(tokens: list[Word], j: int) -> bool:
    """Whether the ``I`` or ``Will`` at j is of a name: ``Aral Wind I, LLC``, ``the Brook Will Trust``."""
    behind = tokens[j + 1].text if j + 1 < len(tokens) else ""
    if tokens[j].sentence_start:
        return False
    return behind == "Trust" if tokens[j].text == "Will" else not behind.isalpha() or behind[0].isupper() or behind in _BEHIND_FIRST


def match_tasks(tokens: list[Word], j: int) -> int:
    """Return how many words from the comma at j on tell of what else a ministry is: ``Ministry of Trade, Industry and Fisheries``."""
    size, at = 0, j
    while at + 1 < len(tokens) and tokens[at].text in (",", "and"):
        at += 2 if tokens[at + 1].text == "and" else 1
        start = at
        while at < len(tokens) and tokens[at].lower in _TASKS and tokens[at].is_capital:
            at += 1
        if at == start:
            break
        size = at - j
    return size if "and" in {t.text for t in tokens[j : j + size]} else 0


def match_purpose(tokens: list[Word], j: int) -> int:
    """Return how many words behind the ``for`` at j tell what a company is for, as its name does: ``Aral for Trading & Investment LLC``,
    ``Aral for Trading and Distribution``."""
    size = _count_capitals(tokens, j + 1)
    words = [t.lower for t in tokens[j + 1 : j + 1 + size] if t.text != "&"]
    if size and all(word in _PURPOSES for word in words) and [t.text for t in tokens[j + 1 + size : j + 2 + size]] == ["and"]:
        more = _count_capitals(tokens, j + 2 + size)
        has_form = more > 1 and is_legal_form(tokens[j + 1 + size + more].text)
        is_purpose = more > has_form and all(t.lower in _PURPOSES for t in tokens[j + 2 + size : j + 2 + size + more - has_form])
        return size + 1 + more if is_purpose else 0
    is_purpose = bool(words) and words[0] in _PURPOSES
    return size if is_purpose and size > 1 and is_legal_form(tokens[j + size].text) else 0


def match_cause(tokens: list[Word], j: int) -> int:
    """Return how many words behind the ``for`` at j tell what a bank or fund is for: ``Bank for Trade and Development``; else 0."""
    if tokens[j - 1].lower not in lexicon.OF_HEADS:
        return 0
    size = next((n for n, t in enumerate(tokens[j + 1 : j + 6]) if not (t.is_capital and t.lower in _TASKS)), 0)
    return size + match_tasks(tokens, j + 1 + size) if size else 0


def match_studies(tokens: list[Word], j: int) -> int:
    """Return how many words behind the ``and`` at j are of what is taught, or of who are members: ``Union of Dock and Harbour Workers``,
    ``College of Art and Technology``."""
    size = _count_capitals(tokens, j + 1)
    last = tokens[j + size].lower if size else ""
    return size if last in _TASKS or last in MEMBERS or last in _STUDIES or last.endswith("ology") else 0


def match_trade(tokens: list[Word], i: int, j: int) -> int:
    """Return how many words behind the ``and`` at token j are of the name that starts at i, 0 where another may begin there: ``Aral Gas and
    Electric Company``, ``Ada Brook and Sons``, ``the Aral and Buri Railroad``, ``Industrial and Commercial Bank``."""
    behind = tokens[j + 1 : j + 6]
    size = next((n for n, t in enumerate(behind) if not t.is_capital or t.sentence_start), len(behind))
    words = [t.lower for t in behind[:size]]
    if size == 0 or is_legal_form(tokens[j - 1].text) or tokens[j - 1].text == ".":
        return 0
    if (size == 2 and words[1] in _LINES and j == i + 1) or words in (["company"], ["co"]):
        return size
    if size > 1 and words[-1] in _BODIES and {tokens[j - 1].lower, words[0]} <= _ADJECTIVES:
        return size
    is_trade = all(word in _NO_OWN_NAME or is_legal_form(word) for word in words) and words[0] not in _NEVER_SECOND
    bracket = tokens[j + 1 + size : j + 5 + size]
    has_bracket = len(bracket) == 4 and bracket[0].text == "(" and bracket[2].text == ")" and is_legal_form(bracket[3].text)
    is_whole = words[-1] in _ENDS_NAME or is_legal_form(words[-1]) or has_bracket
    return size if is_trade and (is_whole or (tokens[j - 1].lower in lexicon.COMPANY_WORDS and j > i + 1)) else 0


def match_fund(tokens: list[Word], i: int, j: int) -> int:
    """Return how many small words at token j end the name that starts at i, 0 where none do: ``Danish pension fund Aral`` has a name."""
    words = next((len(words) for words in _FUNDS if words == tuple(t.text for t in tokens[j : j + len(words)])), 0)
    behind = tokens[j + words : j + words + 1]
    is_told_of = (
        j == i + 1
        and (tokens[i].lower in COUNTRIES or tokens[i].lower in TERRITORIES)
        and (words == 1 or (bool(behind) and behind[0].is_capital))
    )
    return 0 if is_told_of else words
