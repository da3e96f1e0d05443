"""Peers that are installed, from PyPI or their repository, each into an environment of its own; nothing of the product needs them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

from bench.store import FOLDER

_SECONDS: Final = 180
"""How long one may take to be installed."""


class Peer(NamedTuple):
    """A peer: its interpreter, or None and why it is left out."""

    python: Path | None
    why: str = ""


def find_installed(name: str) -> Peer:
    """Find a peer where it was installed."""
    python = FOLDER / name / "bin" / "python"
    return Peer(python) if python.is_file() else Peer(None, "it was not installed before, and this run takes nothing from the net")


def install(name: str, requirement: str | None = None) -> Peer:
    """Install a peer where it is not.  ``requirement``: how pip finds it, where that is not its name on PyPI."""
    if find_installed(name).python is not None:
        return find_installed(name)
    part = FOLDER / f"{name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    pip = [
        str(part / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--prefer-binary",
        requirement or name,
    ]
    try:
        subprocess.run([sys.executable, "-m", "venv", part], check=True)
        subprocess.run(pip, check=True, timeout=_SECONDS, capture_output=True, text=True)
    except subprocess.TimeoutExpired:
        return _leave_out(name, f"it was not installed within {_SECONDS} s")
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or "").strip().splitlines()
        return _leave_out(name, f"it cannot be installed: {lines[-1][:200] if lines else error}")
    except OSError as error:
        return _leave_out(name, f"it cannot be installed: {error}")
    part.rename(FOLDER / name)
    return find_installed(name)


def read_version(name: str, python: Path) -> str:
    """Read the version of an installed peer."""
    program = f"from importlib import metadata; print(metadata.version({name!r}))"
    return subprocess.run([python, "-c", program], check=True, capture_output=True, text=True).stdout.strip()


def _leave_out(name: str, why: str) -> Peer:
    print(f"  left out: {name}: {why}", file=sys.stderr)
    return Peer(None, why)
