"""A service over a large network: kernels are compiled beside it, questions do not wait for that, and nothing is left when it ends."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import httpx
import pytest

from api.warming import FEW
from graph.algorithms import kernel_cache
from graph.algorithms.kernels import has_numba
from graph.queries.warm import fill_cache
from tests.scenarios import Sheet, publish
from tests.serving import find_processes, serving, wait_until

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(not has_numba(), reason="numba (extra [fast]) is not installed")]

RING = 1_500


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chain and a ring so long that questions about them take compiled kernels where they are at hand, and the size of the second
    is counted in millions."""
    sheet = Sheet("invented", stated="2020-01-01")
    for i in range(FEW + 1):
        sheet.holds(f"c{i + 1}", f"c{i}", "60")
    for i in range(RING):
        sheet.holds(f"r{(i + 1) % RING}", f"r{i}", "99")
    path = tmp_path_factory.mktemp("large") / "data"
    publish(path, sheet)
    return path


def find_compilers(cache: Path) -> list[int]:
    """Processes that compile kernels into this folder."""
    return find_processes(kernel_cache.ENVIRONMENT, str(cache), "graph.queries.warm")


def read_state(url: str) -> str:
    return str(httpx.get(f"{url}/readyz", timeout=30).json()["kernels"])


def read_metric(url: str) -> str:
    lines = httpx.get(f"{url}/metrics", timeout=30).text.splitlines()
    return next(line for line in lines if line.startswith("ownership_kernels_ready"))


def test_a_large_question_is_answered_while_kernels_are_compiled_and_nothing_is_left_behind(large: Path, tmp_path: Path) -> None:
    with serving(large, **{kernel_cache.ENVIRONMENT: str(tmp_path)}) as url:
        wait_until(lambda: bool(find_compilers(tmp_path)))
        (process,) = find_compilers(tmp_path)
        wait_until(lambda: os.getpriority(os.PRIO_PROCESS, process) > os.getpriority(os.PRIO_PROCESS, os.getpid()))
        answer = httpx.get(f"{url}/v1/entities/ent:c0/controllers", timeout=60).json()
        assert answer["controllers"][0]["party"]["id"].endswith(f"c{FEW + 1}")
        assert len(httpx.get(f"{url}/v1/entities/ent:r0/owners", timeout=60).json()["owners"]) >= RING - 1
        assert read_state(url) == "compiling"
        assert read_metric(url) == "ownership_kernels_ready 0.0"
    assert find_compilers(tmp_path) == []


def test_a_killed_service_leaves_no_process_behind(large: Path, tmp_path: Path) -> None:
    with serving(large, **{kernel_cache.ENVIRONMENT: str(tmp_path)}):
        wait_until(lambda: bool(find_compilers(tmp_path)))
        (service,) = find_processes(kernel_cache.ENVIRONMENT, str(tmp_path), "serve")
        os.kill(service, signal.SIGKILL)
        wait_until(lambda: not find_compilers(tmp_path))


@pytest.mark.slow
def test_kernels_that_lie_on_disk_are_loaded_at_the_start(large: Path) -> None:
    assert fill_cache()
    with serving(large) as url:
        wait_until(lambda: read_state(url) == "ready")
        assert read_metric(url) == "ownership_kernels_ready 1.0"


def test_a_small_service_compiles_nothing(tmp_path: Path) -> None:
    sheet = Sheet("invented")
    sheet.holds("odo", "zenda", "60")
    publish(tmp_path / "data", sheet)
    with serving(tmp_path / "data", **{kernel_cache.ENVIRONMENT: str(tmp_path / "kernels")}) as url:
        assert read_state(url) == "not needed"
        assert read_metric(url) == "ownership_kernels_ready 1.0"
    assert [path.name for path in (tmp_path / "kernels").iterdir()] == []


def test_a_folder_that_cannot_be_written_is_told_and_replaced_for_as_long_as_the_service_runs(large: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with serving(large, TMPDIR=str(scratch), **{kernel_cache.ENVIRONMENT: str(tmp_path / "file" / "folder")}) as url:
        wait_until(lambda: read_state(url) == "compiling")
        (folder,) = scratch.glob("ownership-kernels-*")
        wait_until(lambda: bool(find_compilers(folder)))
        port = url.rpartition(":")[2]
    assert f"set {kernel_cache.ENVIRONMENT}" in (large.parent / f"serve-{port}.log").read_text()
    assert list(scratch.iterdir()) == []
