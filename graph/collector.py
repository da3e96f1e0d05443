"""How often Python looks for objects that refer to each other in a circle and that nobody uses; all others go at once, as ever.

Seldom where many are made that are used; as often as by itself where large ones are in circles, as batches are that a driver has sent.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = (200_000, 20, 100)
"""New objects after which Python looks for unused ones among them, and how often it does so before it looks among older ones, too."""
_OFTEN: Final = (700, 10, 10)
"""As Python does by itself."""
_LOCK: Final = threading.Lock()
_before: Final[list[tuple[int, int, int]]] = []
"""How often it looked when the first of those began that are under way now, once for each of them."""


@contextmanager
def collect_seldom() -> Iterator[None]:
    """Look far more seldom than else, in all threads, until the last of several that do so has ended.

    >>> before = gc.get_threshold()
    >>> with collect_seldom(), collect_seldom():
    ...     gc.get_threshold()[0]
    200000
    >>> gc.get_threshold() == before
    True
    """
    with _LOCK:
        _before.append(_before[0] if _before else gc.get_threshold())
        gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        with _LOCK:
            before = _before.pop()
            if not _before:
                gc.set_threshold(*before)


@contextmanager
def collect_often() -> Iterator[None]:
    """Look as often as Python does by itself, in all threads.

    >>> with collect_often():
    ...     gc.get_threshold()
    (700, 10, 10)
    """
    before = gc.get_threshold()
    gc.set_threshold(*_OFTEN)
    try:
        yield
    finally:
        gc.set_threshold(*before)
