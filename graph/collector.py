"""Keeps Python from looking again and again for unused objects while many are made that are used."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = (200_000, 20, 100)
"""New objects after which Python looks for unused ones among them, and how often it does so before it looks among older ones, too."""
_USUAL: Final = gc.get_threshold()


@contextmanager
def collect_seldom() -> Iterator[None]:
    """Look for objects that refer to each other in a circle and that nobody uses a hundred times more seldom than else.

    All other objects are let go of at once, as ever.  It is so for all threads, and as usual again when the first of several ends.

    >>> with collect_seldom():
    ...     gc.get_threshold()[0]
    200000
    """
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL)
