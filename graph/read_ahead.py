"""Lets a thread make what is asked for next while what it made last is used: both cores are busy where a library does much of the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

_T = TypeVar("_T")
_AHEAD: Final = 2
_END: Final = object()


def read_ahead(items: Iterable[_T]) -> Iterator[_T]:
    """Yield the items, of which up to two are made before they are asked for; for those that take more than a millisecond to make.

    >>> list(read_ahead(number * number for number in range(4)))
    [0, 1, 4, 9]
    """
    iterator: Iterator[_T | object] = iter(items)
    with ThreadPoolExecutor(max_workers=1) as thread:
        waiting: deque[Future[_T | object]] = deque(thread.submit(next, iterator, _END) for _ in range(_AHEAD))
        while (item := waiting.popleft().result()) is not _END:
            waiting.append(thread.submit(next, iterator, _END))
            yield item  # type: ignore[misc]
