"""Names the program that builds a generation, so that what another one built is not taken over into a new generation.

The name is a hash of all code that says what is built from which statements, and of the version of the engine that sorts and hashes.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Final

import duckdb

_ROOT: Final = Path(__file__).parents[2]
_ROOMS: Final = ("graph/generation", "graph/ledger", "graph/algorithms", "ontology")
_DIGITS: Final = 16


@functools.cache
def describe_builder() -> str:
    """Return the name of this program as a builder; empty, which is that of no builder, where its code cannot be read."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    files = sorted(path for room in _ROOMS for path in (_ROOT / room).rglob("*.py"))
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:_DIGITS] if files else ""
