"""Processes that work on pieces: no one waits for another, and results come in order all the same."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from graph.ledger.workers import Workers

LAST = 3


def wait_for_last(piece: tuple[Path, int]) -> str:
    """Wait with the first piece until the last is done."""
    folder, number = piece
    if number:
        (folder / str(number)).touch()
        return str(number)
    deadline = time.monotonic() + 20
    while not (folder / str(LAST)).exists():
        if time.monotonic() > deadline:
            return "the last was not begun"
        time.sleep(0.01)
    return "0"


def end_at_once(status: int) -> None:
    os._exit(status)


def test_a_process_that_is_done_gets_the_next_piece_while_an_earlier_is_worked_on(tmp_path: Path) -> None:
    with Workers(wait_for_last) as workers:
        assert list(workers.run((tmp_path, number) for number in range(LAST + 1))) == ["0", "1", "2", "3"]


def test_where_a_process_ends_it_is_told() -> None:
    with Workers(end_at_once) as workers, pytest.raises(RuntimeError, match=r"exit code 3"):
        list(workers.run([3, 3, 3]))
