"""Splits a text into words and marks, with legal forms as one word.

Owns what a word is.  Which words are a name is for ``mentions.py``.
"""

from __future__ import annotations

import functools
import re

import msgspec

from loaders.article.names import lexicon
from loaders.article.names.lexicon import CAPITALS

_FORM = (
    r"(?:[AIKP]/S|S/A|P/F)\b|\b(?:N\.A\.|A\.Ş\.|J\.V\.|K\.K\.|S\.C\.p\.A\.)|(?<=Trust )reg\."
    r"|\b(?:S\.A\.(?:[A-Z]\.){0,4}(?:\sde\sC\.V\.)?|S\.\sde\sR\.L\.(?:\sde\sC\.V\.)?|S\.L\.(?:U\.)?|N\.V\.|B\.V\.(?:B\.A\.)?|C\.V\.|A\.G\.|L\.L\.[CP]\.|L\.P\.|P\.L\.C\.|S\.R\.L\.|S\.C\.A\."
    r"|W\.L\.L\.|[BK]\.S\.C\.(?:[CP]\.)?|Q\.(?:P\.)?S\.C\.|S\.A\.O\.[CG]\.|E\.I\.R\.L\."
    r"|S\.E\.M\.|(?<=[\w,] )(?:S\.E|R\.L|A\.S)\.(?! ?[A-Z])|S\. en C\.(?: por A\.)?)"
    r"|\b(?:S\.\s?[aà]\.?\s?r\.?\s?l\.|[Ss]p\.\s?z\s?o\.\s?o\.|d\.\s?o\.\s?o\.|d\.\s?d\.|s\.\s?r\.\s?o\.|[Ss]h\.\s?(?:[aA]|p\.\s?k)\."
    r"|S\.r\.l\.(?:s\.)?|S\.c\.a\.r\.l\.|S\.n\.c\.|S\.a\.s\.|S\.\s?p\.\s?A\.|p\.l\.c\.|G\.m\.b\.H\.|a\.s\.)"
)
"""Legal forms that are written with marks or spaces."""
_DOMAIN = (
    rf"(?:[{CAPITALS}0-9]|(?<=[a-z] )(?<!\bat )(?<!\bon )(?<!\bvia )(?<!\bfrom )(?<!\bvisit )[a-z])[\w-]{{0,40}}"
    r"\.(?:com|net|org|io|ai|co\.uk|de|fr|eu|tv|me)\b(?![@/]|\.\w)"
)
"""A name that is an address: ``Aral.com``."""
_DOTTED = (
    rf"[{CAPITALS}0-9-]{{2,20}}\.(?:COM|NET|ORG)\b"
    rf"|[{CAPITALS}]\w{{1,20}}-[a-z]{{1,20}}(?=,? (?:Ltd|Limited|Inc|LLC|PLC|plc|GmbH|AG)\b)"
    rf"|(?:[{CAPITALS}]|[a-z](?=\w{{0,8}}[{CAPITALS}]))\w{{1,30}}\.[a-z]{{2,8}}"
    r"(?= (?:Ltd|Limited|Inc|LLC|PLC|plc|GmbH|AG|SA|AB|AS|BV|N\.A)\b)"
)
"""A name with a dot within, as its legal form shows: ``Aral.ly Ltd``."""
_SYLLABLE = (
    "(?:bi|chee|cheol|chen|cheong|chi|chiu|chol|chuen|chul|chun|chung|fai|fan|fang|fung|geun|gyu|hee|hye|hyo|jae|ji|hing|ho|hock|hoon|hsien|hua|hui|hun|hwan|hyun|jeou|jia|jie|jin|jong|joon|jun|keung|kin|kit|kok|kuen|kwan|kwok|kwong|kyu|kyung|lai"
    "|leong|"
    "liang|lin|ling|lok|loong|mei|meng|min|ming|nam|ngai|ping|rae|sang|seng|seok|seong|shan|shing|sik|siu|soo|su|suk|sung|tae|tak|ting|tung|wah|wai|wan|wei|wen|won|woo|wook|yan|yee|yeol|yeon|yew|yin|ying|yiu|"
    "yong|young|yuen|yuk|yul|yun)"
)
"""Second parts of Korean and Chinese given names: ``Min-ho``."""
_JOINED = rf"-(?:op(?:erative)?s?\b|{_SYLLABLE}\b|(?:[a-z]{{1,4}}-|[a-z]{{1,2}}['’])?(?=[{CAPITALS}0-9])[^\W_]+)"
"""What belongs to the word before its hyphen."""
_MARKED = (
    rf"{_FORM}|{_DOMAIN}|{_DOTTED}|\b(?:BRIEF|EXCLUSIVE|CORRECTED|REFILE|RPT|WRAPUP|FACTBOX|FOCUS|ANALYSIS|INSIGHT|UPDATE)(?=-[A-Z][a-z])"
    r"|\b[A-Z]{1,3}&[A-Z]{1,3}\b|(?<!\w)24/7\b|\bState-[Oo]wned Assets Supervision and Administration\b"
    r"|(?<![\w.])[a-z]\.[A-Z][a-z]{2,}|\bF\.lli\b"
)
"""Words in which a mark stands; looked for where a mark stands behind the letters."""
_TOKEN = re.compile(rf"(?=\w{{1,60}}+[./&-])(?:{_MARKED})|[^\W_]+(?:['’](?!s\b)[^\W_]+|{_JOINED})*|[^\w\s]|_")


_INNER_CAPITAL = re.compile(rf"^[a-z]{{2,5}}['’][{CAPITALS}]")
"""An article or preposition that is written with the name behind it: ``dell'Alto``."""
_OPENING = ('"', "“", "„")
_CLOSING = ('"', "”", "“")
_SMALL_NAME = re.compile("ff[a-z]{3,}")
"""A surname that is written with two small letters for one capital: ``ffolkes``."""
_ADDRESS = re.compile(r"[\w-]+\.(?:com|net|org|io|ai|co\.uk|de|fr|eu|tv|me)")


class Word(msgspec.Struct, frozen=True, gc=False):
    """One token: a word or a punctuation mark."""

    start: int
    end: int
    text: str
    glued: bool
    """Nothing separates it from the word before it."""
    after_blank_line: bool
    sentence_start: bool

    lower: str
    is_capital: bool
    """Whether it begins with a capital, or has one among its first three characters or behind an apostrophe, or is an address."""


@functools.lru_cache(maxsize=4096)
def is_legal_form(word: str) -> bool:
    """Whether the word is a legal form.

    >>> is_legal_form("Ltd."), is_legal_form("Motors")
    (True, False)
    """
    return word == "N.A." or "".join(word.lower().replace("à", "a").split()).replace(".", "") in lexicon.LEGAL_FORMS


def tokenize(text: str) -> list[Word]:
    """Split a text into words and marks, in their order."""
    tokens: list[Word] = []
    kinds: dict[str, tuple[str, str, bool]] = {}
    """What is told of each word, however often the text has it."""
    end = 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        after_blank_line = gap.count("\n") > 1
        previous = tokens[-1].text if tokens else ""
        ends = previous in '.!?:"”' or previous.endswith(".")
        sentence_start = not tokens or after_blank_line or (bool(gap) and ends) or "\n" in gap or _begins_speech(tokens, text, match)
        word = match[0]
        if word not in kinds:
            kinds[word] = word, word.lower(), _is_capital(word)
        tokens.append(
            Word(match.start(), match.end(), kinds[word][0], not gap and bool(tokens), after_blank_line, sentence_start, *kinds[word][1:])
        )
        end = match.end()
    return tokens


def _begins_speech(tokens: list[Word], text: str, match: re.Match[str]) -> bool:
    """Whether a word begins what is said, behind a mark: ``"Nobody owns it``; not ``"Aral" owns it``."""
    if tokens[-1].text not in _OPENING or tokens[-1].end != match.start() or text[match.end() : match.end() + 1] in _CLOSING:
        return False
    return tokens[-1].sentence_start or (len(tokens) > 1 and tokens[-2].text in (",", ":"))


def _is_capital(word: str) -> bool:
    if word[0].isupper() or _SMALL_NAME.match(word) or (len(word) > 1 and word[0].isalnum() and any(c.isupper() for c in word[1:3])):
        return True
    return _INNER_CAPITAL.search(word) is not None or ("." in word and _ADDRESS.fullmatch(word) is not None)
