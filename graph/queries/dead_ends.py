"""Where the search upwards ended and why, in words: one end, or many of them together.

Wording only; the reasons are those of an answer's ``stopped``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from graph.answers.controllers import HeldRange, StoppedAnswer
from graph.generation.party import NOT_NAMED
from graph.queries.phrases import describe_range, join, shorten, speak_codes
from graph.queries.stand_ins import close_names
from ontology.statements import Kind, Reason

_ONE: Final = {
    "no data": "no holder of {name} is stated by these sources for that day",
    "declared none": "{name} is declared to have nobody above it",
    "not identified": "{name} could not say or confirm who is above it",
    "withheld": "information on who is above {name} was not provided",
    "exempt": "{name} is exempt from naming its holders",
    "not named": "somebody is said to be above {name} and is not named",
    "no control stated": "these sources do not say that the holders of {name} control it",
    "none listed": "the register lists no holder of {name}",
    "not filed": "the register names no holder of {name}",
    "foreign register": "the holders of {name} would be in the register of another country",
    "held by a nominee": "shares of {name} are held by a nominee",
    "below threshold": "none of the holders of {name} is shown to pass the threshold of the rule",
    "depth": "the search stopped at {name}, at its limit",
}
"""Why the search upwards ended at a party, by the reason of an answer."""
_SIZED: Final = {
    "not identified": "{name} could not say or confirm who holds {size}",
    "exempt": "{name} is exempt from naming who holds {size}",
}
"""Why it is not told who one holder of a party is, with how much he has; else the size stands behind whom the party has above it."""
_SEVERAL: Final = {
    **_ONE,
    "declared none": "{name} are declared to have nobody above them",
    "not identified": "{name} could not say or confirm who is above them",
    "exempt": "{name} are exempt from naming their holders",
    "no control stated": "these sources do not say that the holders of {name} control them",
    "held by a nominee": "shares of {name} are held by nominees",
}
"""The same of several parties."""
_NAMED: Final = "of {name} these sources name {holders}, and do not say that it gives control"
"""That the holders of a party which are named hold nothing that gives control, with what they hold."""
_NOT_NAMED: Final = {
    "not identified": "who {name} is could not be said or confirmed",
    "withheld": "who {name} is was not provided",
    "exempt": "{name} is exempt from being named",
}
"""Why it is not told who a party itself is; else that it is not known."""
_REASON_CODES: Final = frozenset(reason.value for reason in Reason)


_NO_PARENT: Final = re.compile(r"_ACCOUNTING_CONSOLIDATION_PARENT: .*\b(?:NO_KNOWN_PERSON|NATURAL_PERSONS|NON_CONSOLIDATING)\b")


def declares_no_parent(text: str | None) -> bool:
    """Whether a register of parents says, in its own words, that no company consolidates a party: not that one is not told.

    >>> [declares_no_parent(f"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT: {code} (words)") for code in ("NATURAL_PERSONS", "NO_LEI")]
    [True, False]
    """
    return text is not None and _NO_PARENT.search(text) is not None


def describe_dead_end(end: StoppedAnswer, *, with_code: bool = False) -> str:
    """Why the search upwards ended at a party, with the source's own words where it has any.

    A bare code of the standard says no more than the phrase and cannot be read aloud: it is told only ``with_code``.

    >>> from graph.answers.common import PartyRef, Range
    >>> from graph.answers.controllers import HeldRange
    >>> fund = PartyRef(id="f", name="Fund", kind="company")
    >>> describe_dead_end(StoppedAnswer(party=fund, reason="exempt", text="traded-on-an-exchange"))
    'Fund is exempt from naming its holders (traded on an exchange)'
    >>> describe_dead_end(StoppedAnswer(party=fund, reason="not identified", size=HeldRange(min=80, max=80)))
    'Fund could not say or confirm who holds 80 % of it'
    >>> size = HeldRange(min=80, max=80, votes=Range(min=10, max=10))
    >>> describe_dead_end(StoppedAnswer(party=fund, reason="not named", size=size))
    'somebody is said to be above Fund, with 80 % of it and 10 % of its votes, and is not named'
    """
    if end.reason == "held by a nominee" and end.text:
        return end.text
    if end.reason == "no control stated" and end.text:
        return close_names(_NAMED.format(name=end.party.name, holders=end.text), [end.party.name])
    text = _choose_phrase(end)
    size = _describe_held(end.size) if end.size else ""
    if end.size and not end.whose:
        text = _SIZED.get(end.reason, text)
    held = " and ".join(filter(None, (size, f"the {end.right}" if end.right else "")))
    if held:
        # "…is above it and is not named" reads on after the size with a comma.
        text = text.replace(" above {name}", " above {name}, with {held},")
    text = close_names(text.format(name=end.party.name, size=size, held=held), [end.party.name])
    if not end.text or (end.text in _REASON_CODES and not with_code):
        return text
    return f"{text} ({end.text if with_code else speak_codes(end.text)})"


def _describe_held(size: HeldRange) -> str:
    """How much one holder has of a party that is named before, of its money and its votes."""
    text = f"{describe_range(size)} of {'its votes' if size.of else 'it'}"
    return f"{text} and {describe_range(size.votes)} of its votes" if size.votes else text


def _choose_phrase(end: StoppedAnswer) -> str:
    """The phrase for an end, in which ``{name}`` is that of its party."""
    if end.whose == "party":
        if end.source is None:
            return "these sources do not describe {name}"
        if end.party.name.endswith(NOT_NAMED):
            return "who it is is not told"
        is_unknown = Kind(end.party.kind) in (Kind.UNKNOWN, Kind.UNKNOWN_PERSON)
        unknown = "it is not known who {name} is" if is_unknown else "{name} is not named"
        return _NOT_NAMED.get(end.reason, unknown)
    return "somebody above {name} is exempt from being named" if end.whose == "holder" else _ONE[end.reason]


def describe_dead_ends(ends: Iterable[StoppedAnswer], most: int) -> list[str]:
    """Why the search ended, one text for all parties at which it ended for one reason in the same words.

    A text names at most ``most`` parties and counts the others.

    >>> from graph.answers.common import PartyRef
    >>> ends = [StoppedAnswer(party=PartyRef(id=n, name=n, kind="company"), reason="no data", text=None) for n in "ABCD"]
    >>> describe_dead_ends(ends, 2)
    ['no holder of A, B and 2 others is stated by these sources for that day']
    """
    groups: dict[tuple[object, ...], dict[str, StoppedAnswer]] = {}
    for end in ends:
        whose = end.whose or None
        alone = end.party.id if whose == "party" or end.size else None
        groups.setdefault((end.reason, end.text, whose, alone), {}).setdefault(end.party.id, end)
    texts = []
    for group in groups.values():
        first, *others = group.values()
        reason, text = first.reason, first.text
        if not others or (reason in ("held by a nominee", "no control stated") and text):
            texts.append(describe_dead_end(first))
            continue
        names = join(shorten([end.party.name for end in group.values()], most, "others"))
        words = speak_codes(text) if text and text not in _REASON_CODES else ""
        phrase = _SEVERAL[reason] if first.whose is msgspec.UNSET else _choose_phrase(first)
        texts.append(close_names(phrase.format(name=names), (end.party.name for end in group.values())) + (f" ({words})" if words else ""))
    return list(dict.fromkeys(texts))
