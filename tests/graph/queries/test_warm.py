"""Compiling beforehand: every kernel that a large network is given, for the types that it is called with, once, and not twice."""

from __future__ import annotations

import ast
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.algorithms import kernel_cache
from graph.algorithms.kernels import compile_kernel, has_numba, list_kernels
from graph.queries.warm import compile_kernels, fill_cache
from ontology.statements import Kind
from tests.conftest import CHECKOUT
from tests.scenarios import Sheet, publish

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(not has_numba(), reason="numba (extra [fast]) is not installed")]

CHOOSERS = ("choose_kernel", "compile_kernel", "call")
"""What gives a compiled kernel for a kernel."""


def run_python(program: str, **environment: str) -> str:
    """What a program prints, run in a process of its own."""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=CHECKOUT, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def find_asked() -> Iterator[object]:
    """The kernels that the source asks to have compiled, by name."""
    for file in sorted((CHECKOUT / "graph").rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call) and node.args]
        names = [
            call.args[0].id
            for call in calls
            if getattr(call.func, "id", getattr(call.func, "attr", "")) in CHOOSERS and isinstance(call.args[0], ast.Name)
        ]
        module = importlib.import_module(".".join(file.relative_to(CHECKOUT).with_suffix("").parts)) if names else None
        yield from (getattr(module, name) for name in names if hasattr(module, name))


def test_every_kernel_that_is_asked_for_is_compiled_beforehand() -> None:
    assert fill_cache()
    assert compile_kernels()
    asked = {kernel for kernel in find_asked() if kernel in list_kernels()}
    assert len(asked) > 20
    assert [f"{kernel.__module__}.{kernel.__qualname__}" for kernel in asked if not compile_kernel(kernel).signatures] == []  # type: ignore[attr-defined]


QUESTIONS = """
import datetime, json, sys
from pathlib import Path
from graph import queries
from graph.algorithms.kernels import compile_kernel, compiling_always, list_kernels
from graph.generation.data_folder import DataFolder
from graph.queries import Options, QueryContext, RawOptions
from graph.queries.warm import fill_cache

assert fill_cache()
generation = DataFolder(Path(sys.argv[1])).open()
base = generation.base.iri + "ent/"
today = datetime.date(2021, 1, 1)


def ask(*kinds, **options):
    context = QueryContext.of(generation, Options.parse(RawOptions("2021-01-01", **options), today=today))
    for name in kinds:
        for question in ("controllers", "owners", "controlled", "history", "holdings"):
            getattr(queries, question)(context, queries.find_party(generation, base + name))


with compiling_always():
    for rule in (rule.id for rule in queries.rules().rules if not rule.listed):
        ask("c0", "mixed", rule=rule)
    ask("c0", "mixed", "left", "t")
    ask("c0", "mixed", together=("p,q",), include=("agreed",), known_at="2020-06-01")
    context = QueryContext.of(generation, Options.parse(RawOptions("2021-01-01"), today=today))
    queries.cycles(context)
    list(queries.batch_all(generation, context.options))
    list(queries.batch(generation, context.options, [base + "c0"]))
kernels = [compile_kernel(kernel) for kernel in list_kernels()]
print(json.dumps([f"{k.py_func.__qualname__} {k.stats.cache_misses}" for k in kernels if k.stats.cache_misses]))
"""


@pytest.mark.slow
def test_no_question_compiles_what_was_compiled_beforehand(tmp_path: Path) -> None:
    sheet = Sheet("invented")
    sheet.party("t", Kind.PERSON, "Theo Long")
    for i in range(450):
        sheet.holds(f"c{i + 1}" if i < 449 else "t", f"c{i}", "60")
    for i in range(60):
        sheet.holds(f"r{(i + 1) % 60}", f"r{i}", "90")
    sheet.holds("r0", "c449", "20")
    sheet.holds("left", "mixed", "30")
    sheet.holds("right", "mixed", "30")
    sheet.holds("mixed", "left", "60")
    sheet.holds("mixed", "right", "60")
    sheet.holds("p", "mixed", "(10..30]")
    sheet.holds("q", "mixed", "25..50")
    publish(tmp_path / "data", sheet)
    misses = run_python(QUESTIONS.replace("sys.argv[1]", repr(str(tmp_path / "data"))))
    assert json.loads(misses) == []


def test_one_process_compiles_and_the_others_wait_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kernel_cache.ENVIRONMENT, str(tmp_path))
    with kernel_cache.compiling_alone():
        other = subprocess.Popen([sys.executable, "-m", "graph.queries.warm"], cwd=CHECKOUT, stdin=subprocess.PIPE)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(4)
        kernel_cache.mark_filled()
    with other:
        assert other.wait(60) == 0
    assert not list(tmp_path.rglob("*.nbi"))
