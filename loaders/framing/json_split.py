"""Finds where the items of a JSON list begin and end, without parsing them: quotes and brackets are counted over a block at once.

Owns what follows from one block that begins where an item may begin.  Text that is no JSON is divided all the same, at its brackets and
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
"""Bytes that are split at a time."""

_QUOTE, _ESCAPE, _FEED, _LIST_END = (ord(x) for x in '"\\\n]')
_DELTA: Final = np.zeros(256, np.int8)
_DELTA[[ord(x) for x in "{["]] = 1
_DELTA[[ord(x) for x in "}]"]] = -1
_MARK: Final = _DELTA != 0
_MARK[[_QUOTE, _FEED]] = True
_SEGMENT: Final = re.compile(rb'(?:"(?:[^"\\]|\\.?)*+"?|[^,"])++', re.DOTALL)


class Split(NamedTuple):
    """The items of a block."""

    items: list[tuple[int, int]]
    """Begin and end of each whole item: objects, lists, and whatever else lies between commas."""
    rest: int
    """Position of the text that is no whole item yet, or that follows the end of the list."""
    closed: bool
    """Whether the list ended."""
    torn: bool
    """Whether a string behind the items holds a line feed, which JSON forbids: a quote is missing."""


def split(raw: bytes) -> Split:
    """Find the items at the beginning of what a list holds.  ``raw`` begins behind the list's bracket or behind an item.

    >>> raw = b'{"a": "]"}, 1, [2], {"b'
    >>> [raw[begin:end] for begin, end in split(raw).items], raw[split(raw).rest:]
    ([b'{"a": "]"}', b'1', b'[2]'], b'{"b')
    """
    text = np.frombuffer(raw, np.uint8)
    marks = np.flatnonzero(_MARK[text])
    kinds = text[marks]
    quotes = kinds == _QUOTE
    if b"\\" in raw:
        quotes[quotes] = ~_mark_escaped(text, marks[quotes])
    inside = np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(np.bool_)
    feeds = np.flatnonzero(inside & (kinds == _FEED))
    brackets = np.flatnonzero(~inside & (_DELTA[kinds] != 0))
    if len(feeds):
        brackets = brackets[: np.searchsorted(brackets, feeds[0])]
    at, delta = marks[brackets], _DELTA[kinds[brackets]]
    depth = np.cumsum(delta, dtype=np.int32)
    # A closing bracket without an opening one ends the list or is skipped.
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
            items += _split_plain(raw, previous, begin)
        previous = end + 1
        items.append((begin, previous))
    opened = len(begins) > len(ends)
    between = list(_split_plain(raw, previous, begins[-1] if opened else stop))
    if closed:
        return Split([*items, *between], stop + 1, closed=True, torn=False)
    if between and not opened:
        # The last of several may go on behind the block.
        stop = between.pop()[0]
    return Split([*items, *between], begins[-1] if opened else stop, closed=False, torn=bool(len(feeds)))


def _split_plain(raw: bytes, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what stands between commas, without the white space around it."""
    for match in _SEGMENT.finditer(raw, begin, end):
        text = match[0]
        if not text.isspace():
            yield match.start() + len(text) - len(text.lstrip(SPACE)), match.end() - len(text) + len(text.rstrip(SPACE))


def _mark_escaped(text: npt.NDArray[np.uint8], quotes: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """Mark the quotes behind an odd number of backslashes."""
    odd = np.zeros(len(quotes), np.bool_)
    running = np.flatnonzero(quotes > 0)
    steps = 1
    while len(running := running[quotes[running] >= steps]) and len(running := running[text[quotes[running] - steps] == _ESCAPE]):
        odd[running] ^= True
        steps += 1
    return odd


def split_all(raw: bytes) -> Iterator[tuple[int, int]]:
    """Yield begin and end of every item of what a list holds."""
    begin, size = 0, WINDOW
    while begin < len(raw):
        block = split(raw[begin : begin + size])
        yield from ((begin + first, begin + last) for first, last in block.items)
        if not block.items and begin + size >= len(raw):
            if torn := raw[begin + block.rest :].strip(b", \t\r\n"):
                first = raw.index(torn, begin + block.rest)
                yield first, first + len(torn)
            return
        size = WINDOW if block.items else size * 4
        begin += block.rest
