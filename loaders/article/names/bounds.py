"""Finds where a name begins and where it ends among the words of a text.

Owns which runs of capitalised words are one name: legal forms before or after, ``&``, a bracketed word inside, abbreviations, "Ministry of
X and Y", particles, trades.  Whether it is a name and what it names is for ``mentions.py`` and ``kinds.py``.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

from loaders.article.names import lexicon
from loaders.article.names.lexicon_numbers import NUMBER_WORDS
from loaders.article.names.lexicon_places import find_country
from loaders.article.names.parts import (
    BEFORE_NUMBER,
    MEMBERS,
    QUOTES,
    ends_company,
    is_capital_within,
    is_common_within,
    is_number_first,
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
from loaders.article.names.peoples import KIN, PAPERS, is_family_business, is_of_company, is_of_family, is_of_person
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
_ORDINAL = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)")
_OF_FAMILY: Final = frozenset(["trust", "office", "foundation", "holding"])
_AMOUNT = re.compile(r"[0-9]+(?:M|B|K|BN|MN|Bn|Mn|Mio)")
"""A number with its scale, as money has it: ``12M``."""
_MAKER = re.compile(r"[a-z]{3,}(?:maker|builder|packer|owner|grower|seller)")
"""A trade in one word: ``Steelmaker``."""
_AFTER_PARTICIPLE: Final = frozenset(lexicon.split("about against as at by for from in into on over that to under via with"))
_TRADED: Final = frozenset(["business", "chain", "company", "conglomerate", "firm", "giant", "group", "house", "maker", "startup", "store"])
_AFTER_SEVERAL: Final = frozenset(["at", "of", "who", "from", "for"])
_NUMBERED_NAMES: Final = frozenset(["channel", "canal", "kanal", "radio", "studio", "tv"])
"""Words of a name before its number: ``Channel 4``."""
_BEFORE_DAY: Final = frozenset(lexicon.split("on last next this late early since until in every each during"))
"""Words between which and a name a day is a day."""
_NUMERALS: Final = frozenset(NUMBER_WORDS) | {"first", "second", "third"}
_TIES: Final = frozenset(["company", "firm", "parent", "subsidiary", "affiliate", "sponsor", "owner", "bidder", "target", "vendor"])
"""What a company is to another, right before its name at the start of a sentence: ``Parent Aral said``."""
_TRADES: Final = lexicon.PERSONS | lexicon.TRADES | _TIES
_SUPPOSING: Final = frozenset(["suppose", "supposing", "assume", "assuming", "imagine", "imagining", "tomorrow", "yesterday"])
"""What a sentence begins with that supposes what the name behind it does, or tells when."""
_PARTICLES_FIRST: Final = frozenset(["af", "de", "della", "di", "dos", "du", "von"])
"""Small words that begin a name and are no other word."""
_LAST_WORDS: Final = frozenset(["above", "beyond", "first", "more", "most", "next", "now", "once", "only"])
"""Words that begin sentences and end names: ``Digital First``."""
_KIN_OF_FIRM: Final = frozenset(["sons", "brothers", "sisters", "daughters"])
"""Whose company a name says it is: ``Brook Sons' Company``."""
_SUFFIXES: Final = frozenset(["Jr", "Sr", "III", "CSc", "DrSc", "Esq", "PhD"])
"""What stands behind the comma of a person's name: ``Ada Brook, Jr``."""


_ADVERB = re.compile(
    r"(?!(?:kimber|bever|waver|ever|fami|assemb|monopo|butterf|dragonf|friend|elder|heaven|week|month|quarter|total|absolute|suppl|grizz)"
    r"l?y\b)[a-z]{5,}(?<![eoi]l)ly"
)
"""A word that tells how, and begins no name: ``Allegedly Aral owns``; not ``Connolly``."""


def is_name_start(tokens: list[Word], i: int, lower_words: set[str], names: set[str]) -> bool:
    """Whether a name begins at token i; a sentence's first word does not where the text also has it in lower case, or where it only says
    what the name behind it is.

    ``names``: words that have a capital within a sentence.
    """
    token = tokens[i]
    if token.text[0].isdigit() and (token.text.replace("-", "").isdigit() or token.text == "24/7" or _ORDINAL.fullmatch(token.text)):
        return is_number_first(tokens, i)
    if token.lower in _PARTICLES_FIRST and _begins_with_particle(tokens, i):
        return True
    if not token.is_capital or not (_is_capital_of_name(token) or _begins_with_common_word(tokens, i)):
        return False
    alone = i + 1 >= len(tokens) or not (
        _is_capital_of_name(tokens[i + 1]) or _is_of_members(tokens, i) or tokens[i + 1].text in "&(" or is_legal_form(tokens[i + 1].text)
    )
    if token.sentence_start and token.text not in names and token.lower in _SUPPOSING:
        return False
    one = token.lower.removesuffix("s")
    if token.sentence_start and token.text not in names and (token.lower in _TRADES or one in _TRADES or _MAKER.fullmatch(one)):
        return False
    if token.sentence_start and alone and token.text not in names and _is_participle(tokens, i):
        return False
    if token.sentence_start and alone and token.text not in names and _describes_group(tokens, i):
        return False
    if token.sentence_start and alone and (token.lower in lower_words or token.lower in lexicon.FIRST_WORDS or _is_plural(tokens, i)):
        return False
    return not (
        token.text.isdigit()
        or (
            _AMOUNT.fullmatch(token.text)
            and not ((token.sentence_start or tokens[i - 1].lower in BEFORE_NUMBER) and ends_company(tokens, i + 1))
        )
        or (token.text[0].isdigit() and not any(map(str.isupper, token.text)))
    )


def _begins_with_particle(tokens: list[Word], i: int) -> bool:
    """Whether the small particle at i begins a name, and does not stand within one: ``owned by de Brook Bank``."""
    behind, before = tokens[i + 1 : i + 2], tokens[i - 1] if i else None
    is_named = bool(behind) and behind[0].is_capital and not behind[0].sentence_start and behind[0].text.istitle()
    return is_named and tokens[i].text.islower() and before is not None and before.text.islower()


def _describes_group(tokens: list[Word], i: int) -> bool:
    """Whether the first word of a sentence only tells the trade of the company named behind it: ``Specialty chemicals group NAME``."""
    behind = tokens[i + 1 : i + 5]
    size = next((n for n, t in enumerate(behind) if not t.text.islower() or not t.text.isalpha()), len(behind))
    return 2 <= size < len(behind) and behind[size].is_capital and behind[size - 1].text in _TRADED


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
        elif _is_initial(tokens, j) and not after_form_dot and not _follows_line_break(tokens, j):
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
        elif token.text in "'’" and _is_of_members(tokens, j - 1):
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


def _is_initial(tokens: list[Word], i: int) -> bool:
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


def _is_of_members(tokens: list[Word], j: int) -> bool:
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
    is_late = not lexicon.LATE_OF_HEADS.isdisjoint(words[1:]) and not is_deal
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


def _is_plural(tokens: list[Word], i: int) -> bool:
    """Whether the first word of a sentence is of several and the next says where or whose: ``Guests at``, ``Owners of``."""
    return tokens[i].text.endswith("s") and i + 1 < len(tokens) and tokens[i + 1].text in _AFTER_SEVERAL


def _is_participle(tokens: list[Word], i: int) -> bool:
    """Whether the first word of a sentence is a verb that the next goes on from, or a trade: ``Contacted by``, ``Printing group``."""
    behind = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return tokens[i].text.endswith(("ing", "ed")) and (
        behind in _AFTER_PARTICIPLE or (tokens[i].text.endswith("ing") and behind in _TRADED)
    )


def _begins_with_common_word(tokens: list[Word], i: int) -> bool:
    """Whether a day, a month a number with a capital, an initial or a legal form is the first word of a
    name: ``Monday Capital``, ``One Harbour Place``, ``A. Brook``, ``AS Aral``."""
    token, before, behind = tokens[i], tokens[i - 1].lower if i else "", tokens[i + 1 : i + 2]
    if _is_initial(tokens, i) and (not token.sentence_start or _is_initial(tokens, i + 2)):
        return True
    if len(token.text) == 1 and [t.text for t in behind] == ["&"] and tokens[i + 2 : i + 3] and tokens[i + 2].is_capital:
        return True
    if not (behind and behind[0].is_capital and not behind[0].sentence_start):
        return False
    if len(token.text) > 1 and token.text.isupper() and not behind[0].text.isupper():
        return is_legal_form(token.text) or behind[0].lower in lexicon.LOOSE_FORMS or is_legal_form(behind[0].text)
    if not token.text.istitle():
        return False
    is_company = behind[0].lower in lexicon.COMPANY_WORDS or behind[0].lower in PAPERS or is_legal_form(behind[0].text)
    is_day = token.lower in lexicon.MONTH_DAYS and before not in _BEFORE_DAY and is_company
    is_first = token.sentence_start and not _ends_as_one(tokens, i + 1)
    return is_day or (token.lower in _NUMERALS and not is_first and behind[0].lower not in lexicon.MONTH_DAYS)


def _ends_as_one(tokens: list[Word], i: int) -> bool:
    """Whether the words with a capital from token i on name one company or body: ``Rivers Tribal Council``; not ``Aral Ports``."""
    run = list(itertools.takewhile(lambda t: t.is_capital and not t.sentence_start, tokens[i : i + 5]))
    last = run[-1] if len(run) > 1 else None
    return last is not None and (is_legal_form(last.text) or last.lower in lexicon.OF_HEADS or last.lower in ("capital", "partners"))


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
    return (_is_capital_of_name(token) or is_number) and not token.text.isdigit()


def _is_form_of_name(token: Word) -> bool:
    """Whether a word is a legal form as only a name has it: ``AS`` in capitals, ``a.s.`` with its dots."""
    return is_legal_form(token.text) and (
        token.text.isupper() or token.text in lexicon.SMALL_FORMS or any(mark in token.text for mark in "./")
    )


def _is_capital_of_name(token: Word) -> bool:
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
