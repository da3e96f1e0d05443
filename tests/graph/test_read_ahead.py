"""What a thread makes ahead comes in its order, with its errors in their place, and ends with who asks for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from graph.read_ahead import read_ahead


def test_an_error_comes_behind_what_was_made_before_it() -> None:
    def count() -> Iterator[int]:
        yield from range(5)
        raise ValueError("no more")

    asked = read_ahead(count())
    assert [next(asked) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="no more"):
        next(asked)


def test_who_stops_asking_ends_the_thread_and_little_is_made_in_vain() -> None:
    made = []

    def count() -> Iterator[int]:
        for number in range(1_000):
            made.append(number)
            yield number

    threads = threading.active_count()
    asked = read_ahead(count())
    assert [next(asked), next(asked)] == [0, 1]
    asked.close()  # type: ignore[attr-defined]
    assert threading.active_count() == threads
    assert len(made) <= 4
