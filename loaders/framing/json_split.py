"""Where the items of a JSON list begin and end, without parsing them: quotes and brackets counted over a block at once.

Owns what can be told of a block that begins where an item may begin.  Text that is no JSON is divided all the same: at its brackets and
commas.  Knows nothing of streams.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

SPACE: Final = b" \t\r\n"
WINDOW: Final = 2**20
"""Bytes that are looked at together."""

_QUOTE, _ESCAPE, _FEED, _LIST_END = (ord(x) for x in '"\\\n]')
_DELTA: Final = np.zeros(256, np.int8)
_DELTA[[ord(x) for x in "{["]] = 1
_DELTA[[ord(x) for x in "}]"]] = -1
_MARK: Final = _DELTA != 0
_MARK[[_QUOTE, _FEED]] = True
_SEGMENT: Final = re.compile(rb'(?:"(?:[^"\\]|\\.?)*+"?|[^,"])++', re.DOTALL)


class Split(NamedTuple):
    """What a block holds."""

    items: list[tuple[int, int]]
    """The whole items: objects, lists, and whatever else lies between commas."""
    rest: int
    """Where the text begins that is no whole item yet, or that follows the end of the list."""
    closed: bool
    """Whether the list ended."""
    torn: bool
    """Whether a string holds a line feed behind the items, which no JSON does: a quote is missing."""


def split(raw: bytes) -> Split:
    """The items at the beginning of a list's inside.

    >>> raw = b'{"a": "]"}, 1, [2], {"b'
    >>> [raw[begin:end] for begin, end in split(raw).items], raw[split(raw).rest:]
    ([b'{"a": "]"}', b'1', b'[2]'], b'{"b')
    """
    text = np.frombuffer(raw, np.uint8)
    marks = np.flatnonzero(_MARK[text])
    kinds = text[marks]
    quotes = kinds == _QUOTE
    if b"\\" in raw:
        quotes[quotes] = ~_escaped(text, marks[quotes])
    inside = np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(np.bool_)
    feeds = np.flatnonzero(inside & (kinds == _FEED))
    brackets = np.flatnonzero(~inside & (_DELTA[kinds] != 0))
    if len(feeds):
        brackets = brackets[: np.searchsorted(brackets, feeds[0])]
    at, delta = marks[brackets], _DELTA[kinds[brackets]]
    depth = np.cumsum(delta, dtype=np.int32)
    # A closing bracket too many ends the list or is passed over.
    low = np.minimum.accumulate(np.minimum(depth, 0))
    depth -= low
    extra = np.diff(low, prepend=0) < 0
    over = np.flatnonzero(extra & (kinds[brackets] == _LIST_END))
    if len(over):
        last = int(over[0])
        closed, stop = True, int(at[last])
        at, delta, depth, extra = at[:last], delta[:last], depth[:last], extra[:last]
    else:
        closed, stop = False, len(raw)
    begins = at[(delta > 0) & (depth == 1)].tolist()
    ends = at[(delta < 0) & (depth == 0) & ~extra].tolist()
    items: list[tuple[int, int]] = []
    previous = 0
    for begin, end in zip(begins, ends, strict=False):
        if begin > previous and raw[previous:begin].strip(b", \t\r\n"):
            items += _between(raw, previous, begin)
        previous = end + 1
        items.append((begin, previous))
    opened = len(begins) > len(ends)
    between = list(_between(raw, previous, begins[-1] if opened else stop))
    if closed:
        return Split([*items, *between], stop + 1, closed=True, torn=False)
    if between and not opened:
        # The last of several may go on behind the block.
        stop = between.pop()[0]
    return Split([*items, *between], begins[-1] if opened else stop, closed=False, torn=bool(len(feeds)))


def _between(raw: bytes, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """What lies between commas, without the white space around it."""
    for match in _SEGMENT.finditer(raw, begin, end):
        text = match[0]
        if not text.isspace():
            yield match.start() + len(text) - len(text.lstrip(SPACE)), match.end() - len(text) + len(text.rstrip(SPACE))


def _escaped(text: npt.NDArray[np.uint8], quotes: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """Whether an odd number of backslashes stands before each quote."""
    odd = np.zeros(len(quotes), np.bool_)
    running = np.flatnonzero(quotes > 0)
    steps = 1
    while len(running := running[quotes[running] >= steps]) and len(running := running[text[quotes[running] - steps] == _ESCAPE]):
        odd[running] ^= True
        steps += 1
    return odd


def every(raw: bytes) -> Iterator[tuple[int, int]]:
    """All items of a list's inside."""
    begin, size = 0, WINDOW
    while begin < len(raw):
        found = split(raw[begin : begin + size])
        yield from ((begin + first, begin + last) for first, last in found.items)
        if not found.items and begin + size >= len(raw):
            if last := raw[begin + found.rest :].strip(b", \t\r\n"):
                first = raw.index(last, begin + found.rest)
                yield first, first + len(last)
            return
        size = WINDOW if found.items else size * 4
        begin += found.rest
