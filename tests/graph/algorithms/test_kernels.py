"""Kernels run as they stand or compiled."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.algorithms import kernel_cache
from graph.algorithms.kernels import (
    HUGE,
    LARGE,
    choose_kernel,
    compile_kernel,
    compiling_always,
    digest,
    has_numba,
    loading_kernels,
    sparing_memory,
)
from graph.control import decision_kernel
from graph.control.criterion import MAJORITY
from graph.control.decision_kernel import is_feasible, meets
from ontology.shares import PERCENT, WHOLE

needs_numba = pytest.mark.skipif(not has_numba(), reason="the extra [fast] is not installed")


def test_small_networks_are_left_to_the_interpreter() -> None:
    assert choose_kernel(meets, LARGE - 1) is meets


@needs_numba
def test_huge_networks_get_the_compiled_kernel() -> None:
    fast = choose_kernel(meets, HUGE)
    assert fast is compile_kernel(meets) is not meets
    more = (51 * PERCENT, 0, 51 * PERCENT, 0)
    none = (0, 0, 0, 0)
    assert fast(more, none, none, 0, 1, MAJORITY)
    assert not fast(none, none, more, 0, 1, MAJORITY)


@needs_numba
def test_compiled_products_do_not_overflow() -> None:
    """The largest terms that the decision multiplies."""
    far = 4 * WHOLE
    group, own, others = (far, 0, far, 0), (0, 0, WHOLE, 1), (far, 0, far, 0)
    for side in (-1, 0, 1):
        for num in (1, 500, 999, 1000):
            arguments = group, own, others, 1, side, num, 1000, 1
            assert compile_kernel(is_feasible)(*arguments) == is_feasible(*arguments)


@needs_numba
def test_large_networks_get_it_once_all_kernels_lie_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kernel_cache.ENVIRONMENT, str(tmp_path))
    assert choose_kernel(meets, LARGE) is meets
    with compiling_always():
        assert choose_kernel(meets, 1) is not meets
    kernel_cache.mark_filled()
    assert choose_kernel(meets, LARGE) is compile_kernel(meets)
    with loading_kernels():
        assert choose_kernel(meets, LARGE) is meets
    with sparing_memory():
        assert choose_kernel(meets, LARGE) is meets
        assert choose_kernel(meets, HUGE) is compile_kernel(meets)
    assert choose_kernel(meets, LARGE - 1) is meets


@pytest.mark.thorough
@needs_numba
def test_kernels_are_compiled_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    program = (
        "from graph.algorithms import kernel_cache\n"
        "from graph.algorithms.kernels import HUGE, LARGE, choose_kernel, is_worth_compiling\n"
        "from graph.control.decision_kernel import compare\n"
        "assert kernel_cache.find_folder() is None and not kernel_cache.is_filled() and not is_worth_compiling(LARGE)\n"
        "fast = choose_kernel(compare, HUGE)\n"
        "assert fast is not compare and fast(1, 2, 1, 3) == compare(1, 2, 1, 3)\n"
    )
    environment = {**os.environ, kernel_cache.ENVIRONMENT: str(tmp_path / "file" / "folder")}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.thorough
@needs_numba
def test_what_was_compiled_follows_a_change_in_the_file_of_an_inner_kernel_and_serves_any_folder(tmp_path: Path) -> None:
    def run(name: str, step: int) -> list[str]:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "inner_kernel.py").write_text(
            f"from graph.algorithms.kernels import kernel\n\n\n@kernel\ndef step(x):\n    return x + {step}\n", encoding="utf-8"
        )
        program = (
            "from graph.algorithms.kernels import compile_kernel, kernel\nfrom inner_kernel import step\n\n\n"
            "@kernel\ndef twice(x):\n    return step(step(x))\n\n\n"
            "fast = compile_kernel(twice)\nprint(fast(10), fast.stats.cache_hits.total())\n"
        )
        (folder / "outer_kernel.py").write_text(program, encoding="utf-8")
        environment = {"PYTHONPATH": str(Path(__file__).resolve().parents[3]), kernel_cache.ENVIRONMENT: str(tmp_path / "kernels")}
        command = [sys.executable, str(folder / "outer_kernel.py")]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()

    assert run("one", 1) == ["12", "0"]
    assert run("one", 100) == ["210", "0"]
    assert run("other", 1) == ["12", "1"]


def test_what_is_kept_on_disk_is_named_after_the_constants_of_other_files_too(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(meets)
    assert before == digest(meets)
    monkeypatch.setattr(decision_kernel, "WHOLE", WHOLE + 1)
    assert digest(meets) != before
