"""The shape of what every tool answers: the sentence, what is not known, who disagrees and on what it rests, beside the JSON of HTTP.

Bounded in size: a list that is too long is cut, and what was left out is said with the way to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

import msgspec

from graph.answers.common import Answer

MAX_BYTES: Final = 48 * 2**10
"""Bytes of the JSON of one reply, and twice those of its text; what a model is given beyond that it does not keep."""
MAX_TEXT: Final = 400
"""Characters of one text of a source; a longer one is cut, visibly."""
MAX_LINE: Final = 4_000
"""Characters of one sentence or line, in which several such texts stand, and of one id or address."""

CUTS: Final = ((50, 50), (20, 50), (10, 20), (5, 10), (2, 5), (1, 3), (1, 1))
"""Entries of the list that a question asks for, and of every other list: the first pair that keeps the bounds is taken."""

_LONG: Final = frozenset({"sentence", "says", "id", "statement", "statements", "also", "source", "url", "page", "began", "ended", "same"})
"""Fields of sentences, and of ids and addresses, which say nothing when they are cut."""

T = TypeVar("T", bound=Answer)


class Citation(Answer, frozen=True, kw_only=True):
    """A statement that the answer rests on.

    ``says``: what it says, as a sentence.  ``source``: the title of who says so; null for a supposition of the question.
    ``reviewed``: false for what a program took from a text and no person has looked at, null where nothing was taken from a text.
    ``quotes``: the words of the source.  ``url``: where the source can be read.  ``page``: where this service shows the statement, if it
    has an address.
    """

    statement: str
    says: str
    source: str | None
    stated_at: str | None
    reviewed: bool | None
    quotes: tuple[str, ...]
    url: str | None
    page: str | None


class LeftOut(Answer, frozen=True, kw_only=True):
    """A list of which the reply has a part only: ``shown`` of ``total``, and ``how`` to get the others."""

    list: str
    shown: int
    total: int
    how: str


class ToolReply(Answer, Generic[T], frozen=True, kw_only=True):
    """What a tool answers.

    ``sentence``: the answer in one sentence, which says "not shown by these sources" where there is none.  ``not_known``: what the sources
    leave open.  ``disagreements``: which source contradicts which claim.  ``evidence``: the statements that it rests on.  ``left_out``:
    what was cut off.  ``page``: its permanent address, if the service has one.  ``answer``: the body that HTTP answers.
    """

    sentence: str
    not_known: tuple[str, ...]
    disagreements: tuple[str, ...]
    evidence: tuple[Citation, ...]
    left_out: tuple[LeftOut, ...]
    page: str | None
    answer: T


@dataclass(frozen=True, slots=True)
class Words:
    """An answer in words.

    ``lines``: the entries that are shown, one a line, in the text only.  ``asked``: by which rule, for which day.  ``whole``: where all of
    it is to be had.  ``rests_on``: licence and age of what it rests on, and which sources were asked; in the text only.
    """

    sentence: str
    asked: str
    whole: str
    lines: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    evidence: tuple[Citation, ...] = ()
    page: str | None = None
    rests_on: tuple[str, ...] = ()


def change_words(words: Words, change: Callable[[str], str]) -> Words:
    """Return the words with each sentence and line of them changed."""
    return replace(
        words,
        sentence=change(words.sentence),
        lines=tuple(map(change, words.lines)),
        not_known=tuple(map(change, words.not_known)),
        disagreements=tuple(map(change, words.disagreements)),
        evidence=tuple(msgspec.structs.replace(c, says=change(c.says)) for c in words.evidence),
    )


def cut_lists(value: Any, most: int, how: str, path: str = "answer") -> tuple[Any, list[LeftOut]]:
    """Cut every list in a JSON value to ``most`` entries, and every long text; return what was left out of which list.

    >>> cut_lists({"links": [1, 2, 3]}, 2, "ask less")
    ({'links': [1, 2]}, [LeftOut(list='answer.links', shown=2, total=3, how='ask less')])
    """
    left_out: list[LeftOut] = []

    def cut(part: Any, at: str, name: str) -> Any:
        if isinstance(part, dict):
            return {key: cut(inner, f"{at}.{key}", key) for key, inner in part.items()}
        if isinstance(part, list):
            if len(part) > most:
                left_out.append(LeftOut(list=at, shown=most, total=len(part), how=how))
            return [cut(inner, f"{at}[{place}]", name) for place, inner in enumerate(part[:most])]
        return shorten_text(part, MAX_LINE if name in _LONG else MAX_TEXT) if isinstance(part, str) else part

    return cut(value, path, path), left_out


def shorten_text(text: str, most: int = MAX_TEXT) -> str:
    """Cut a long text, visibly.

    >>> shorten_text("short"), len(shorten_text("long" * 1000))
    ('short', 400)
    """
    return text if len(text) <= most else text[: most - 1] + "…"


def list_cuts(name: str, words: Words, most: int) -> Iterator[LeftOut]:
    """The lists of words that a reply with ``most`` entries cuts; ``name`` says which list goes on elsewhere."""
    for field, entries in (("not_known", words.not_known), ("disagreements", words.disagreements), ("evidence", words.evidence)):
        if len(entries) > most:
            yield LeftOut(list=field, shown=most, total=len(entries), how=f"ask about one entry of {name} alone, or {words.whole}")
