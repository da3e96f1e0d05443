"""Finds where a name ends among the words of a text.

Owns which runs of capitalised words are one name: legal forms before or after, ``&``, a bracketed word inside, abbreviations, "Ministry of
X and Y", particles, trades.  Where one begins is in ``starts.py``; whether it is a name is for ``mentions.py``, what it
names for ``kinds.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.names import lexicon
from loaders.article.names.lexicon_numbers import NUMBER_WORDS
from loaders.article.names.lexicon_places import find_country
from loaders.article.names.parts import (
    MEMBERS,
    QUOTES,
    is_capital_within,
    is_common_within,
    is_number_of_name,
    is_numbered,
    match_bracket,
    match_cause,
    match_fund,
    match_partners,
    match_purpose,
    match_quoted,
    match_studies,
    match_tasks,
    match_trade,
)
from loaders.article.names.peoples import KIN, is_family_business, is_of_company, is_of_family, is_of_person
from loaders.article.names.place_names import is_sign
from loaders.article.names.possessives import is_inner_s, is_last_s, is_s_of_all, is_s_of_place
from loaders.article.names.tokens import Word, is_legal_form

_ABBREVIATED: Final = frozenset(
    lexicon.split(
        "imp exp cia cía cie "
        "chas ets gebr geo hnos jas jos sts thos wm co corp inc ltd intl mfg dev tech st mt dept bros jr sr no pte pty pvt sdn"
    )
)
_DOTTED: Final = frozenset(["ehf", "hf", "co", "corp", "inc", "ltd", "ltda", "bros", "csc", "drsc", "esq", "phd", "sti", "şti"])
"""Abbreviations that are written with their dot even at the end of a sentence."""
_LONGEST_SHORT: Final = 3
"""Letters of an abbreviation before a legal form: ``Nig. Ltd``."""
_LEADING: Final = frozenset(["AB", "AO", "AS", "OAO", "OOO", "OY", "OÜ", "PAO", "PT", "SIA", "UAB", "ZAO"])
"""Legal forms that stand before a name as often as behind."""
_LONGEST: Final = 40
"""Words and marks of a name: a longer run of capitals is several names; the longest seen has 12."""
_OF_FAMILY: Final = frozenset(["trust", "office", "foundation", "holding"])
_NUMBERED_NAMES: Final = frozenset(["channel", "canal", "kanal", "radio", "studio", "tv"])
"""Words of a name before its number: ``Channel 4``."""
_LAST_WORDS: Final = frozenset(["above", "beyond", "first", "more", "most", "next", "now", "once", "only"])
"""Words that begin sentences and end names: ``Digital First``."""
_KIN_OF_FIRM: Final = frozenset(["sons", "brothers", "sisters", "daughters"])
"""Whose company a name says it is: ``Brook Sons' Company``."""
_OF_BOARD: Final = frozenset(["directors", "trustees", "governors", "managers", "commissioners", "supervisors"])
"""Who is on a board, and no part of the name of its company."""
_SUFFIXES: Final = frozenset(["Jr", "Sr", "III", "CSc", "DrSc", "Esq", "PhD"])
"""What stands behind the comma of a person's name: ``Ada Brook, Jr``."""


_ADVERB = re.compile(
    r"(?!(?:kimber|bever|waver|ever|fami|assemb|monopo|butterf|dragonf|friend|elder|heaven|week|month|quarter|total|absolute|suppl|grizz)"
    r"l?y\b)[a-z]{5,}(?<![eoi]l)ly"
)
"""A word that tells how, and begins no name: ``Allegedly Aral owns``; not ``Connolly``."""


def find_name_end(tokens: list[Word], i: int) -> int:
    """Return the end (exclusive) of the name that starts at token i."""
    j = i + 1
    of_passed = and_allowed = False
    if is_of_person(tokens, i) or is_of_company(tokens, i) or is_of_family(tokens, i):
        return j
    while j < min(len(tokens), i + _LONGEST) and not tokens[j].after_blank_line:
        token, rest = tokens[j], tokens[j + 1 : j + 4]
        after_form_dot = (tokens[j - 1].text == "." and tokens[j - 2].lower in lexicon.LEGAL_FORMS) or (
            j - 1 > i and tokens[j - 1].text.endswith(".") and is_legal_form(tokens[j - 1].text)
        )
        if token.text == "." and token.glued and _is_abbreviation_dot(tokens, j):
            j += 1
        elif token.text == "," and rest and (_is_form_behind_comma(tokens, j + 1) or rest[0].text in _SUFFIXES):
            j += 2
        elif after_form_dot and not is_legal_form(token.text) and token.text != "&" and not _is_bracket_before_form(tokens, j):
            break
        elif is_initial(tokens, j) and not after_form_dot and not _follows_line_break(tokens, j):
            j += 2
        elif token.lower == "no" and is_numbered(tokens, i, j):
            j += 3
        elif (_is_name_word(token) or _is_form_of_name(token)) and not _follows_line_break(tokens, j):
            j += 1
        elif token.lower in KIN and not token.sentence_start and _is_surname(tokens[i:j]) and not is_family_business(tokens, i, j):
            j += 2 if rest and rest[0].lower in _OF_FAMILY and not (len(rest) > 1 and rest[1].is_capital) else 1
            break
        elif (fund := match_fund(tokens, i, j)) and not token.sentence_start and tokens[j - 1].text != ".":
            j += fund
            j += 2 if [t.lower for t in tokens[j : j + 1]] == ["of"] and tokens[j + 1 : j + 2] and tokens[j + 1].is_capital else 0
            break
        elif token.text[0].isdigit() and token.text.replace("-", "").isalnum() and is_number_of_name(tokens, j):
            j += 1
        elif token.text == "," and (size := match_partners(tokens, i, j)):
            j += size
        elif token.text == "for" and (size := match_cause(tokens, j)):
            j += 1 + size
        elif token.text == "for" and (size := match_purpose(tokens, j)):
            j += 1 + size
            break
        elif (token.text == "(" and (size := match_bracket(tokens, j))) or (token.text in QUOTES and (size := match_quoted(tokens, j))):
            j += size
        elif (token.lower in _LAST_WORDS and _is_last_word(tokens, j)) or (token.text in ("I", "Will") and is_capital_within(tokens, j)):
            j += 1
        elif token.text == "," and and_allowed and (size := match_tasks(tokens, j)):
            j += size
            j += 2 if len(tokens) > j + 1 and tokens[j].text == "of" and tokens[j + 1].is_capital else 0
            break
        elif token.is_capital and token.text.isalpha() and is_common_within(tokens, j):
            j += 1
        elif token.text in "'’" and is_s_of_all(tokens, j):
            j += 3
        elif token.text in "'’" and is_of_members(tokens, j - 1):
            j += 2
        elif token.text in "'’" and is_s_of_place(tokens, j):
            j += 4
            break
        elif token.text in "'’" and is_last_s(tokens, j):
            j += 2
            break
        elif token.text.isdigit() and len(token.text) < 3 and tokens[j - 1].lower in _NUMBERED_NAMES:
            j += 1
        elif (token.text in "'’" and is_inner_s(tokens, i, j)) or (token.text in "&+" and rest and rest[0].is_capital):
            j += 2
        elif token.text == "&" and len(rest) > 1 and rest[0].lower in lexicon.PARTICLES and rest[1].is_capital:
            j += 3
        elif token.lower == "of" and _may_have_of(tokens, i, j, of_passed) and rest and _can_follow_of(rest):
            j += 2 + (rest[0].lower == "the")
            of_passed = True
            and_allowed = any(token.lower in lexicon.BODY_HEADS for token in tokens[i : j - 1])
        elif of_passed and token.text == "and" and (size := match_studies(tokens, j)):
            j += 1 + size
        elif token.lower in lexicon.PARTICLES and _is_dutch_the(tokens, j):
            j += 4
        elif and_allowed and token.lower == "and" and rest and rest[0].is_capital and rest[0].lower not in lexicon.BODY_HEADS:
            j += 2
        elif token.lower == "and" and (size := match_trade(tokens, i, j)):
            j += 1 + size
            j += j < len(tokens) and tokens[j].text == "." and tokens[j].glued and tokens[j - 1].lower in _DOTTED
            if j < len(tokens) and (tokens[j].text == "(" or (tokens[j].text == "of" and _may_have_of(tokens, i, j, of_passed))):
                continue
            break
        elif (
            token.lower in lexicon.PARTICLES
            and rest
            and (rest[0].is_capital or (rest[0].lower in lexicon.PARTICLES and len(rest) > 1 and rest[1].is_capital))
        ):
            j += 2 if rest[0].is_capital else 3
        elif (
            token.text == "("
            and len(rest) == 3
            and rest[0].is_capital
            and rest[1].text == ")"
            and (_is_name_word(rest[2]) or _is_form_of_name(rest[2]))
            and (not _is_initials(tokens[i:j], rest[0]) or is_legal_form(rest[2].text))
        ):
            j += 4
        else:
            break
    return j


def is_initial(tokens: list[Word], i: int) -> bool:
    """Whether token i is the initial of a name before a part of it: ``Igor A. Brook``."""
    behind = tokens[i + 1 : i + 3]
    is_dotted = len(behind) == 2 and behind[0].text == "." and behind[0].glued
    return (
        is_dotted
        and len(tokens[i].text) == 1
        and tokens[i].is_capital
        and (behind[1].is_capital or behind[1].text == "&")
        and not behind[1].after_blank_line
    )


def is_of_members(tokens: list[Word], j: int) -> bool:
    """Whether the word at j tells whose bank, fund or union the name behind it is: ``Teachers' Pension Plan``."""
    mark, behind = [*tokens[j + 1 : j + 3], None, None][:2]
    is_marked = mark is not None and mark.text in "'’" and behind is not None and behind.is_capital and not behind.glued
    is_firm = tokens[j].lower in _KIN_OF_FIRM and behind is not None and behind.lower in lexicon.COMPANY_WORDS
    return is_marked and (tokens[j].lower in MEMBERS or is_firm)


def _may_have_of(tokens: list[Word], i: int, j: int, of_passed: bool) -> bool:
    """Whether the ``of`` at j may belong to the name that starts at i: ``Bank of``; behind ``Trust`` only where that did no deal, a second
    one behind ``of the Republic`` or before a country."""
    if of_passed:
        is_of_country = j + 1 < len(tokens) and find_country(tokens[j + 1].lower) is not None
        return is_of_country or tokens[j - 1].lower in lexicon.OF_STATES | lexicon.OF_HEADS
    words = [t.lower for t in tokens[i:j]]
    is_deal = i > 0 and tokens[i - 1].lower == "by" and not (j + 1 < len(tokens) and find_country(tokens[j + 1].lower))
    is_board = j + 1 < len(tokens) and tokens[j + 1].lower in _OF_BOARD
    is_late = not lexicon.LATE_OF_HEADS.isdisjoint(words[1:]) and not is_deal and not is_board
    return is_late or not lexicon.OF_HEADS.isdisjoint(words)


def _is_bracket_before_form(tokens: list[Word], j: int) -> bool:
    """Whether a bracket of one word and a legal form begin at j: ``(Holdings) Limited``."""
    return [t.text for t in tokens[j : j + 3 : 2]] == ["(", ")"] and len(tokens) > j + 3 and is_legal_form(tokens[j + 3].text)


def _is_dutch_the(tokens: list[Word], j: int) -> bool:
    """Whether the particle at j has a short article behind it: ``van 't Brook``."""
    mark, t, name = [*tokens[j + 1 : j + 4], None, None, None][:3]
    return mark is not None and mark.text in "'’" and t is not None and t.text == "t" and t.glued and name is not None and name.is_capital


def _is_last_word(tokens: list[Word], j: int) -> bool:
    """Whether a word that begins sentences is the last one of a name, but for its legal form: ``Digital First Ltd``."""
    behind = tokens[j + 1] if j + 1 < len(tokens) else None
    is_last = behind is None or not behind.is_capital or behind.sentence_start or is_legal_form(behind.text)
    return is_last and tokens[j].text.istitle() and not tokens[j].sentence_start


def _is_surname(name: list[Word]) -> bool:
    """Whether a name may be that of a family: of two words, and small ones between: ``Van der Meulen``."""
    return len(name) <= 4 and sum(t.is_capital for t in name) <= 2


def _is_form_behind_comma(tokens: list[Word], i: int) -> bool:
    """Whether token i is the legal form of the name before the comma, and no state and not of the next name: ``Aral, Inc.``, not ``Dorn
    Park, KS``, not ``Aral UAB, SIA Buri``."""
    is_led = tokens[i].text in _LEADING or is_legal_form(tokens[i - 2].text)
    is_of_next = is_led and tokens[i].text.isupper() and bool(tokens[i + 1 : i + 2]) and tokens[i + 1].is_capital
    return (
        not is_of_next
        and is_legal_form(tokens[i].text)
        and (tokens[i].text[0].isupper() or "." in tokens[i].text)
        and not tokens[i].after_blank_line
        and not is_sign(tokens, i)
    )


def _follows_line_break(tokens: list[Word], j: int) -> bool:
    """Whether token j begins a line, and not a sentence."""
    return tokens[j].sentence_start and tokens[j - 1].text not in '.!?:"”'


def _is_name_word(token: Word) -> bool:
    is_number = token.text.istitle() and token.lower in NUMBER_WORDS
    return (is_capital_of_name(token) or is_number) and not token.text.isdigit()


def _is_form_of_name(token: Word) -> bool:
    """Whether a word is a legal form as only a name has it: ``AS`` in capitals, ``a.s.`` with its dots."""
    return is_legal_form(token.text) and (
        token.text.isupper() or token.text in lexicon.SMALL_FORMS or any(mark in token.text for mark in "./")
    )


def is_capital_of_name(token: Word) -> bool:
    low = token.lower
    is_no_name = low in lexicon.TITLES or low in lexicon.MONTH_DAYS or low in lexicon.NEVER_FIRST
    return token.is_capital and not is_no_name and not (token.sentence_start and _ADVERB.fullmatch(low))


def _can_follow_of(rest: list[Word]) -> bool:
    return rest[0].is_capital or (rest[0].lower == "the" and len(rest) > 1 and rest[1].is_capital)


def _is_abbreviation_dot(tokens: list[Word], j: int) -> bool:
    """Whether the dot at j belongs to the word before it and does not end the sentence."""
    word = tokens[j - 1]
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    if word.lower in _DOTTED:
        return True
    if following is None or following.after_blank_line:
        return False
    if following.text.islower() and is_legal_form(word.text) and len(word.text) > 1:
        return True
    if (
        len(word.text) <= _LONGEST_SHORT
        and is_legal_form(following.text)
        and following.text[0].isupper()
        and following.text not in _LEADING
    ):
        return True
    name_continues = following.text == "&" or following.is_capital
    return name_continues and (word.lower in _ABBREVIATED or (len(word.text) == 1 and word.is_capital))


def _is_initials(name: list[Word], token: Word) -> bool:
    """Whether a bracketed word is the initials of the name before it: then it is an alias, not a part."""
    initials = "".join(w.text[0] for w in name if w.is_capital)
    return len(token.text) > 1 and token.text.isupper() and token.text == initials
