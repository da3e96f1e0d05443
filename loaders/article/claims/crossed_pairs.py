"""Finds which pairs of parties are no owner and owned, however a model scores them, since the words around them tell of others.

Owns the table of where these words stand; they are spelled in ``crossed_words.py``.  What a model is asked about, and what its claim says,
is in ``extractors/pair_model.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache
from typing import Final, NamedTuple

from loaders.article.claims import crossed_words as words
from loaders.article.claims.misreadings import (
    AGREED_WITH,
    BOUGHT_OUT,
    CLAUSE_BEHIND,
    GOES_ON,
    IN_ANOTHER,
    IN_APPOSITION,
    INDIRECT,
    NOT_WHOLE,
    OF_HIS_NAME,
    OF_HIS_SHARE,
    OF_HOLDER,
    ONE_MADE_BY,
    SHARE_BEHIND,
    SHARES_OF,
    TO_DEAL,
    is_agent,
    is_one_of_two,
    is_told_by,
    modifies_other,
)
from loaders.article.patterns.needed_words import Needs, find_needs, has_many_parties, may_fit
from loaders.article.sentences.masking import IT, ITS, ORG, PERSON, MaskedSentence
from ontology.statements import Kind

_PARTY = re.compile(f"[{ORG}{PERSON}]")
_NEAR: Final = 160
"""Characters before a place in which words are looked for that stand right before it."""


class _Pair(NamedTuple):
    """Two parties of a sentence, by their places, of which a model takes the one for the holder of the other."""

    sentence: MaskedSentence
    holder: int
    subject: int
    first: int
    last: int

    @property
    def text(self) -> str:
        """The masked sentence."""
        return self.sentence.text

    @property
    def words(self) -> str:
        """Both parties and what stands between them."""
        return self.text[self.first : self.last + 1]

    def has_other(self) -> bool:
        """Whether another party stands between the two."""
        return _PARTY.search(self.text, self.first + 1, self.last) is not None

    def stands_before(self, sign: re.Pattern[str], at: int) -> bool:
        """Whether words stand right before a place."""
        return sign.search(self.text, max(0, at - _NEAR), at) is not None


class _At(Enum):
    """Where words stand; those behind or beginning with a party begin right there."""

    WITHIN = "from the one party to the other"
    BETWEEN = "between the two"
    UP_TO_LAST = "from the first up to the last"
    BEFORE_HOLDER = "right before the holder"
    BEFORE_SUBJECT = "right before what is held"
    BEFORE_FIRST = "right before the first"
    BEFORE_LAST = "right before the last"
    HOLDER = "beginning with the holder"
    BEHIND_HOLDER = "right behind the holder"
    BEHIND_FIRST = "right behind the first, up to the last"
    BEHIND_LAST = "right behind the last"


class _Order(Enum):
    """Which of the two parties stands first."""

    HOLDER_FIRST = "Aral owns Buri"
    SUBJECT_FIRST = "Buri is owned by Aral"


class _Sign(NamedTuple):
    """One row: words at a place by which the one party does not hold the other."""

    at: _At
    words: re.Pattern[str]
    of: Callable[[_Pair], object] | None = None
    """Of which pairs they tell so: None for all."""


def _is_agent_of_passive(pair: _Pair) -> bool:
    return CLAUSE_BEHIND.match(pair.text, pair.subject + 1) is None


def _tells_of_purchase(pair: _Pair) -> bool:
    return words.BOUGHT.search(pair.text, 0, pair.subject) is not None


def _ends_clause(pair: _Pair) -> bool:
    return pair.text[pair.last + 1 : pair.last + 2] in ("", ".", ",", ";")


def _is_set_apart(pair: _Pair) -> bool:
    return pair.words.count(",") > bool(CLAUSE_BEHIND.match(pair.words, 1))


def _acts(pair: _Pair) -> bool:
    return words.ACTS.match(pair.text, pair.holder + 1) is not None


_SIGNS: Final = (
    _Sign(_At.BEFORE_LAST, words.FROM, of=lambda pair: words.BOUGHT.search(pair.words)),
    _Sign(_At.BEFORE_LAST, words.SPEAKER, of=_ends_clause),
    _Sign(_At.WITHIN, words.OF_NEAREST, of=_Pair.has_other),
    _Sign(_At.BETWEEN, words.OF_BETWEEN),
    _Sign(_At.BETWEEN, words.ENDED_WITH_OTHER),
    _Sign(_At.WITHIN, words.OTHER_OBJECT),
    _Sign(_At.UP_TO_LAST, words.NOT_LIKE),
    _Sign(_At.HOLDER, words.ITS_HOLDERS),
    _Sign(_At.BEFORE_HOLDER, AGREED_WITH, lambda pair: TO_DEAL.match(pair.text, pair.holder + 1)),
    _Sign(_At.BEFORE_HOLDER, words.HIS_OWN, of=lambda pair: pair.text[pair.holder] == ITS),
    _Sign(_At.BEHIND_HOLDER, words.SELLS_ITS, of=lambda pair: pair.stands_before(words.BUYING, pair.holder)),
    _Sign(_At.BEFORE_SUBJECT, words.THING_OF),
    _Sign(_At.BEFORE_HOLDER, words.PLACED),
    _Sign(_At.BEFORE_SUBJECT, words.PLACED),
    _Sign(_At.BEFORE_HOLDER, words.IN_PLACE),
    _Sign(_At.BEFORE_SUBJECT, words.IN_PLACE),
    _Sign(_At.BEFORE_FIRST, words.EXCEPT, of=_is_set_apart),
)
"""Whichever of the two parties stands first."""

_SIGNS_OF_ORDER: Final = {
    _Order.HOLDER_FIRST: (
        _Sign(_At.BEFORE_SUBJECT, words.THROUGH, of=_Pair.has_other),
        _Sign(_At.WITHIN, words.BEHIND_OTHER),
        _Sign(_At.WITHIN, words.IN_WHICH),
        _Sign(_At.WITHIN, words.PARALLEL),
        _Sign(_At.BEFORE_HOLDER, words.OF_DOER),
        _Sign(_At.UP_TO_LAST, words.ITS_OWNER),
        _Sign(_At.WITHIN, words.SALE),
        _Sign(_At.UP_TO_LAST, words.AND_OTHER),
        _Sign(_At.UP_TO_LAST, words.OF_RELATIVE),
        _Sign(_At.BEFORE_HOLDER, words.IS_OBJECT, of=lambda pair: pair.text[pair.subject] == IT),
        _Sign(_At.BEHIND_HOLDER, words.OF_GO_BETWEEN),
        _Sign(_At.BEHIND_HOLDER, GOES_ON, of=lambda pair: pair.stands_before(IN_APPOSITION, pair.holder)),
        _Sign(_At.BEHIND_LAST, words.THING_BEHIND),
        _Sign(_At.BEHIND_LAST, INDIRECT),
        _Sign(_At.BEHIND_LAST, words.RELATIVE_BEHIND, of=lambda pair: words.HAS_THING.search(pair.text, pair.first, pair.last)),
        _Sign(_At.BEFORE_SUBJECT, words.UNIT_OF),
        _Sign(_At.BEFORE_SUBJECT, BOUGHT_OUT),
        _Sign(_At.BEFORE_SUBJECT, OF_HOLDER),
        _Sign(_At.BEFORE_SUBJECT, SHARES_OF, of=lambda pair: IN_ANOTHER.match(pair.text, pair.last + 1)),
        _Sign(_At.BEHIND_LAST, words.HOLDS_IT, of=_Pair.has_other),
        _Sign(_At.BEHIND_LAST, SHARE_BEHIND, of=lambda pair: pair.words.endswith(f", {ORG}")),
        _Sign(_At.BEFORE_SUBJECT, words.TO_BUYER),
        _Sign(_At.WITHIN, words.NOR),
        _Sign(_At.WITHIN, words.HIRES),
    ),
    _Order.SUBJECT_FIRST: (
        _Sign(_At.BEFORE_SUBJECT, words.THROUGH),
        _Sign(_At.BEHIND_FIRST, words.SELLS, of=lambda pair: " to " in pair.words),
        _Sign(_At.BEFORE_SUBJECT, words.BY, of=_is_agent_of_passive),
        _Sign(_At.BEFORE_SUBJECT, words.FROM, of=_tells_of_purchase),
        _Sign(_At.BEFORE_SUBJECT, words.OF_WHICH),
        _Sign(_At.WITHIN, words.SELLS_OTHER),
        _Sign(_At.BEHIND_FIRST, words.REPORTER),
        _Sign(_At.BEHIND_FIRST, GOES_ON, of=lambda pair: pair.stands_before(IN_APPOSITION, pair.subject)),
        _Sign(_At.BEHIND_FIRST, words.DOES, of=lambda pair: " itself " not in pair.words),
        _Sign(_At.BEHIND_FIRST, words.IS_HOLDER),
        _Sign(_At.HOLDER, words.ITS_SHARES),
        _Sign(_At.HOLDER, words.ACTS_AFTER),
        _Sign(_At.BEFORE_HOLDER, words.IN_CITY),
        _Sign(_At.BEFORE_HOLDER, words.WITH, of=lambda pair: words.HELD_BY.search(pair.words)),
        _Sign(_At.WITHIN, words.OTHER_CLAUSE),
        _Sign(_At.WITHIN, words.OF_NOBODY),
        _Sign(_At.WITHIN, words.OTHER_AGENT, of=_acts),
        _Sign(_At.WITHIN, words.IT_WAS, of=lambda pair: pair.text[pair.subject] == ORG),
        _Sign(_At.WITHIN, words.OFFICER_OF),
        _Sign(_At.UP_TO_LAST, words.FROM_SEVERAL),
        _Sign(_At.UP_TO_LAST, words.LISTED),
        _Sign(_At.WITHIN, words.KEPT),
        _Sign(_At.BEHIND_LAST, words.HIS_COMPANY, of=lambda pair: not words.INVESTS.search(pair.words)),
    ),
}
"""Of those pairs in which the parties stand in one order."""


def is_of_others(sentence: MaskedSentence, holder: int, subject: int) -> bool:
    """Whether the words around two parties show that the one does not hold the other."""
    pair = _Pair(sentence, holder, subject, min(holder, subject), max(holder, subject))
    order = _Order.HOLDER_FIRST if holder < subject else _Order.SUBJECT_FIRST
    signs = _list_possible(order, sentence.text) if has_many_parties(sentence.text) else _SIGNS + _SIGNS_OF_ORDER[order]
    if any(_has_sign(sign, pair) for sign in signs):
        return True
    if _cannot_be_held(pair) or modifies_other(pair.text, holder, subject) or words.SAME.search(words.BRACKETED.sub("", pair.words)):
        return True
    if is_one_of_two(pair.text, holder, holder):
        return True
    if order is _Order.HOLDER_FIRST:
        return is_told_by(pair.text, holder) or _is_thing_of(pair)
    return is_agent(pair.text, subject) or _is_from(pair)


@lru_cache(maxsize=128)
def _list_possible(order: _Order, text: str) -> tuple[_Sign, ...]:
    """List the signs of which a sentence has the words that they need, once for all of its pairs: most have none."""
    return tuple(sign for signs in (_SIGNS, _SIGNS_OF_ORDER[order]) for sign in signs if may_fit(_get_needs(sign.words), text))


@cache
def _get_needs(sign: re.Pattern[str]) -> Needs:
    return () if sign.flags & re.IGNORECASE else find_needs(sign.pattern)


def _has_sign(sign: _Sign, pair: _Pair) -> bool:
    """Whether the words of a sign stand where it says, of one of the pairs that it is read of."""
    return _find(sign, pair) is not None and (sign.of is None or bool(sign.of(pair)))


def _find(sign: _Sign, pair: _Pair) -> re.Match[str] | None:
    """Find the words of a sign at its place."""
    text, holder, subject, first, last = pair.text, *pair[1:]
    match sign.at:
        case _At.WITHIN:
            return sign.words.search(text, first, last + 1)
        case _At.BETWEEN:
            return sign.words.search(text, first + 1, last)
        case _At.UP_TO_LAST:
            return sign.words.search(text, first, last)
        case _At.HOLDER:
            return sign.words.match(text, holder)
        case _At.BEHIND_HOLDER:
            return sign.words.match(text, holder + 1)
        case _At.BEHIND_FIRST:
            return sign.words.match(text, first + 1, last + 1)
        case _At.BEHIND_LAST:
            return sign.words.match(text, last + 1)
    at = {_At.BEFORE_HOLDER: holder, _At.BEFORE_SUBJECT: subject, _At.BEFORE_FIRST: first, _At.BEFORE_LAST: last}[sign.at]
    return sign.words.search(text, max(0, at - _NEAR), at)


def _cannot_be_held(pair: _Pair) -> bool:
    """Whether what would be held is a person, or what is only called the party's own: ``its``."""
    char = pair.text[pair.subject]
    if ONE_MADE_BY.search(pair.text, max(0, pair.subject - 12), pair.subject):
        return True
    return char == PERSON or (char == ITS and not words.ITS_HOLDERS.match(pair.text, pair.subject))


def _is_thing_of(pair: _Pair) -> bool:
    """Whether what is held or bought is something of the last party: ``bought Aral's mill``."""
    text, end = pair.text, pair.last + 1
    is_thing = OF_HIS_NAME.match(text, end) or (NOT_WHOLE.match(text, end) and not OF_HIS_SHARE.match(text, end))
    return bool(is_thing) and words.HAS_THING.search(text, pair.first, pair.last) is not None


def _is_from(pair: _Pair) -> bool:
    """Whether the holder is where the party before it comes from: ``Aral Ventures of Richmond``."""
    mention = pair.sentence.placeholder(pair.holder).mention
    is_name = mention is not None and mention.kind is Kind.UNKNOWN and len(mention.text.split()) == 1
    return is_name and pair.stands_before(words.OF_PLACE, pair.holder)
