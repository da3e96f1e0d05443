"""Reads and writes generation.json: what a generation holds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

LAYOUT: Final = 4
"""Version of the built files.  Raised when what is on disk would be misread; the ledger stays and is built anew."""

FORMER_UNIT: Final = 3
"""The layout that has shares in units of 10**-9 percent and no day where a source gives none, and is this one in all else; its shares are
scaled, and its rows dated, when it is opened."""

_NAME: Final = "generation.json"


class ReleaseInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A release in a generation: the folder's name in the ledger, and the IRI of its source."""

    name: str
    source: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """generation.json.  ``checksum`` is order-free: the sum of statement hashes modulo 2**64, to hold built files against the ledger."""

    number: int
    created: str
    releases: tuple[ReleaseInfo, ...]
    statements: int = 0
    parties: int = 0
    interests: int = 0
    """Rows of the network."""
    stated: int = 0
    """Interest statements about a named subject.  Those that a later line of the same day replaces make no row; a closing that names no
    ends makes one for each that it closes."""
    checksum: int = 0
    kept_apart: int = 0
    """Judgements that two records are the same which were not followed: they would have joined two legal entity identifiers."""
    layout: int = 1
    """Version of the built files; 1 where none was written."""
    builder: str = ""
    """Which program built them (builder.py): only what the same one built is taken over into another generation."""

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a generation's folder.  Raises OSError, msgspec.DecodeError."""
        return msgspec.json.decode((folder / _NAME).read_bytes(), type=cls)

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a folder holds a generation."""
        return (folder / _NAME).exists()

    def write(self, folder: Path) -> None:
        """Write it into a generation's folder."""
        (folder / _NAME).write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=1))
