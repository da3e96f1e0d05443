"""Several worker processes are one service: what /metrics tells is of all of them, whichever is asked."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.scenarios import Sheet, publish
from tests.serving import find_processes, serving, wait_until

pytestmark = pytest.mark.thorough

REQUESTS = 200
MARK = "OWNERSHIP_TEST_WORKERS"
"""A variable by which the processes of the service are found."""


def sheet(companies: int) -> Sheet:
    invented = Sheet("invented")
    for i in range(companies):
        invented.holds("odo", f"zenda{i}", "60")
    return invented


@pytest.fixture
def two(tmp_path: Path) -> Iterator[httpx.Client]:
    """A client with a connection of its own for each request, so that either process is reached."""
    publish(tmp_path / "data", sheet(1))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    apart = httpx.Limits(max_keepalive_connections=0)
    with (
        serving(tmp_path / "data", options=("--workers", "2"), TMPDIR=str(scratch), **{MARK: str(tmp_path)}) as url,
        httpx.Client(base_url=url, timeout=30, limits=apart) as client,
    ):
        yield client
    assert list(scratch.iterdir()) == []


def reach_both(two: httpx.Client) -> int:
    """Ask the same, many at once, until either process has kept the answer.  How often it was."""
    asked = 0
    with ThreadPoolExecutor(16) as pool:
        while tell_all(two, "ownership_cache_answers") != {2} and asked < 20 * REQUESTS:
            assert set(pool.map(lambda _: two.get("/v1/sources").status_code, range(REQUESTS))) == {200}
            asked += REQUESTS
    assert tell_all(two, "ownership_cache_answers") == {2}
    return asked


def read_figures(two: httpx.Client) -> dict[str, float]:
    """Requests for /v1/sources, kept answers and the number of the generation, as whichever process is reached tells them."""
    text = two.get("/metrics").text
    lines = re.findall(r"^(\w+)(\{.*\})? ([-+.e\d]+)$", text, re.MULTILINE)
    asked = sum(float(value) for name, labels, value in lines if name == "ownership_requests_total" and '"/v1/sources"' in labels)
    return {"asked": asked} | {name: float(value) for name, labels, value in lines if not labels}


def tell_all(two: httpx.Client, name: str) -> set[float]:
    """What several askers are told at once."""
    with ThreadPoolExecutor(8) as pool:
        return {figures[name] for figures in pool.map(lambda _: read_figures(two), range(16))}


def test_figures_are_those_of_all_workers(two: httpx.Client, tmp_path: Path) -> None:
    wait_until(lambda: len(find_processes(MARK, str(tmp_path), "spawn_main")) == 2)
    asked = reach_both(two)
    wait_until(lambda: tell_all(two, "asked") == {asked})
    publish(tmp_path / "data", sheet(2))
    wait_until(lambda: tell_all(two, "ownership_generation") == {2})


def test_a_worker_that_was_killed_is_left_out_and_what_it_answered_is_not(two: httpx.Client, tmp_path: Path) -> None:
    wait_until(lambda: len(find_processes(MARK, str(tmp_path), "spawn_main")) == 2)
    asked = reach_both(two)
    wait_until(lambda: tell_all(two, "asked") == {asked})
    os.kill(find_processes(MARK, str(tmp_path), "spawn_main")[0], signal.SIGKILL)
    wait_until(lambda: tell_all(two, "ownership_cache_answers") == {1})
    assert tell_all(two, "asked") == {asked}
