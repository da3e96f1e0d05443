"""A file is hashed while a thread writes it; what fails there is not lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from graph.exports.hashed_file import HashedFile, open_with_checksum


@pytest.mark.parametrize("sizes", [[], [1], [3, 0, 2_000_000, 5, 1_500_000], [1 << 20, 1 << 20]])
def test_the_checksum_is_that_of_the_file(tmp_path: Path, sizes: list[int]) -> None:
    pieces = [bytes([number]) * size for number, size in enumerate(sizes)]
    with open_with_checksum(tmp_path / "a") as file:
        for piece in pieces:
            file.write(piece)
    assert (tmp_path / "a").read_bytes() == b"".join(pieces)
    assert (tmp_path / "a.sha256").read_text() == f"{hashlib.sha256(b''.join(pieces)).hexdigest()}  a\n"


def test_what_is_handed_over_may_be_changed_afterwards(tmp_path: Path) -> None:
    piece = bytearray(2_000_000)
    with open_with_checksum(tmp_path / "a") as file:
        file.write(piece)
        piece[:] = b"1" * len(piece)
    assert (tmp_path / "a").read_bytes() == bytes(2_000_000)


@pytest.mark.parametrize("size", [1, 3_000_000])
def test_a_full_disk_is_told(size: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        _write(Path("/dev/full"), [bytes(size), bytes(size)])


def _write(path: Path, pieces: list[bytes]) -> None:
    with HashedFile(path) as file:
        for piece in pieces:
            file.write(piece)
