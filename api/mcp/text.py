"""A reply as text that a model can quote: the sentence, the entries, what is not known, who disagrees, the evidence.

What comes from sources is data.  It stands on the line where it belongs, whatever it holds: a name with a line break in it begins no line,
and characters that nobody sees, or that turn the direction of reading, are written out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from api.mcp.reply import Citation, LeftOut, Words, shorten_text

_JOINERS: Final = "\u200c\u200d"
"""Unseen, and part of how some scripts are written."""


def format_reply(words: Words, left_out: Sequence[LeftOut], most: int) -> str:
    """Write a reply; ``most`` entries of each list of words."""
    lines = [flatten(words.sentence), *(f"- {flatten(line)}" for line in words.lines)]
    lines += _format_list("Not known:", words.not_known[:most])
    lines += _format_list("Sources disagree:", words.disagreements[:most])
    lines += _format_list("Evidence:", (_format_citation(citation) for citation in words.evidence[:most]))
    lines += _format_list("Licence and age:", words.rests_on)
    lines += _format_list("Left out of this reply:", (format_left_out(part) for part in left_out))
    lines += ["", flatten(words.asked)]
    lines += [f"Permanent address: {words.page}"] if words.page else []
    return "\n".join(lines) + "\n"


def format_left_out(part: LeftOut) -> str:
    """How much of a list is missing, and the way to it.

    >>> format_left_out(LeftOut(list="owners", shown=20, total=300, how="ask again with skip=20"))
    'and 280 more of owners (20 of 300 shown): ask again with skip=20'
    """
    return f"and {part.total - part.shown} more of {part.list} ({part.shown} of {part.total} shown): {part.how}"


def flatten(text: str) -> str:
    """Write a text on one line, with what cannot be seen in it made visible.

    >>> flatten("A\\nNot known:  nothing"), flatten("x\\u202ey")
    ('A Not known: nothing', 'x<U+202E>y')
    """
    return " ".join("".join(_show(character) for character in text).split())


def quote(text: str) -> str:
    """A quote of a source between quotation marks, which it cannot end itself.

    >>> quote("he said “yes” and left")
    '“he said "yes" and left”'
    """
    inner = shorten_text(flatten(text)).replace("“", '"').replace("”", '"')
    return f"“{inner}”"


def _format_list(heading: str, entries: Iterable[str]) -> list[str]:
    lines = [f"- {flatten(entry)}" for entry in entries]
    return ["", heading, *lines] if lines else []


def _format_citation(citation: Citation) -> str:
    title = quote(citation.source) if citation.source else ""
    source = ", ".join(part for part in (title, citation.stated_at) if part) or "supposed by the question"
    quotes = " ".join(quote(text) for text in citation.quotes[:3])
    places = [f"[{citation.page or citation.statement}]", *([f"<{citation.url}>"] if citation.url else [])]
    review = "Taken from a text by program, not reviewed by a person." if citation.reviewed is False else ""
    return " ".join(part for part in (f"{citation.says}. Source: {source}.", review, quotes, *places) if part)


def _show(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return f"<U+{ord(character):04X}>" if category in ("Cf", "Cs") and character not in _JOINERS else character
