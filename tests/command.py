"""The command for tests: called in the test's own process, or started as one of its own.

A process imports everything anew, which costs half a second of a core, ten times what most questions cost.  So what a verb prints and
how it ends is asked of a call here; what is about the process itself, such as signals, the log of a library or what is imported, of a
process.  ``tests/cli/test_command.py`` holds the two to each other.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from cli.main import main
from tests.conftest import CHECKOUT


def run(*arguments: object, data: Path | None = None, stdin: bytes = b"", **environment: str) -> CompletedProcess[str]:
    """Call the command with these arguments and no other settings than these: what it printed, and how it ended."""
    words = _list_words(arguments, data)
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.chdir(CHECKOUT)
        for name in filter(_is_setting, list(os.environ)):
            surroundings.delenv(name)
        for name, value in environment.items():
            surroundings.setenv(name, value)
        surroundings.setattr(sys, "argv", ["ownership", *words])
        for name, stream in (("stdin", io.BytesIO(stdin)), ("stdout", out), ("stderr", err)):
            surroundings.setattr(sys, name, io.TextIOWrapper(stream, encoding="utf-8", write_through=name != "stdin"))
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return CompletedProcess(words, ended.value.code, out.getvalue().decode(), err.getvalue().decode())


def run_process(*arguments: object, data: Path | None = None, stdin: bytes = b"", **environment: str) -> CompletedProcess[str]:
    """The same by a process of its own."""
    settings = {name: value for name, value in os.environ.items() if not _is_setting(name)} | environment
    command = [sys.executable, "-m", "cli.main", *_list_words(arguments, data)]
    done = subprocess.run(command, capture_output=True, input=stdin, env=settings, cwd=CHECKOUT, check=False, timeout=300)
    return CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def _is_setting(name: str) -> bool:
    return name.startswith("OWNERSHIP_")


def _list_words(arguments: tuple[object, ...], data: Path | None) -> list[str]:
    return [*(["--data", str(data)] if data else []), *map(str, arguments)]
