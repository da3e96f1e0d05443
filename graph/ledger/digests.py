"""Hashes statements as they are stored: one digest of each, of what it says, and where it stands added to that.

    claim    what a statement says, wherever in its file it stands; below 0 where it has a date
    content  all that is stored of it: its claim, and a checksum of its place

Owns both, for one statement and for many at once.  A claim is compared from one release to the next (first_days.py), so what is hashed and
how is the same in all versions of this program; a content is compared within a release only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

from graph.ledger.record_store import BEGIN_DIGEST, hash_bytes, read_digests

_Numbers = npt.NDArray[np.int64]

_UNDATED: Final = b'"stated_at":null'
_PLACE: Final = b'"place":'
_BEHIND_PLACE: Final = b',"evidence":'
"""The field that a statement has after its place."""

_SPREAD: Final = 0x9E3779B97F4A7C15
_POSITIVE: Final = 2**63 - 1


class Digests(NamedTuple):
    """Of some statements, in their order."""

    claims: _Numbers
    contents: _Numbers


class _Origin(msgspec.Struct, frozen=True):
    """When and where a statement was made."""

    place: msgspec.Raw
    stated_at: str | None = None


_ORIGIN: Final = msgspec.json.Decoder(_Origin)


def hash_claim(line: bytes) -> int:
    """Hash what a statement, as stored, says wherever it stands; below 0 where it has a date.

    >>> one, other = (b'{"id":"s","stated_at":null,"place":{"line":%d},"share":"60"}' % line for line in (2, 3))
    >>> hash_claim(one) == hash_claim(other) != hash_claim(other.replace(b"60", b"70"))
    True
    >>> hash_claim(one) > 0 > hash_claim(one.replace(b"null", b'"2020"'))
    True
    """
    claim, origin = _read_claim(line)
    return claim if origin.stated_at is None else -claim


def hash_content(line: bytes) -> int:
    """Hash all of a statement, as stored, to 63 bits; sums of these do not depend on the order.

    >>> hash_content(b'{"place":{"line":2}}') == hash_content(b'{"place":{"line":3}}')
    False
    """
    claim, origin = _read_claim(line)
    return (claim + crc32(bytes(origin.place)) * _SPREAD) & _POSITIVE


def _read_claim(line: bytes) -> tuple[int, _Origin]:
    origin = _ORIGIN.decode(line)
    return max(1, hash_bytes(line.replace(_PLACE + bytes(origin.place), b"", 1))), origin


def digest_lines(lines: Sequence[bytes]) -> Digests:
    """Hash each of some statements, as stored by this version, as ``hash_claim`` and ``hash_content`` do; nothing of them is decoded.

    A name with its quotes and colon can be no part of a text, in which each quote has a backslash before it.
    """
    said, places, is_dated = [], [], []
    name_size = len(_PLACE)
    for line in lines:
        start = line.index(_PLACE)
        end = line.index(_BEHIND_PLACE, start)
        digest = BEGIN_DIGEST()
        digest.update(line[:start])
        digest.update(line[end:])
        said.append(digest.digest())
        places.append(crc32(line[start + name_size : end]))
        is_dated.append(line.find(_UNDATED, 0, start) < 0)
    claims = np.maximum(read_digests(said), 1)
    contents = claims.astype(np.uint64) + np.array(places, np.uint64) * np.uint64(_SPREAD)
    return Digests(np.where(np.array(is_dated, np.bool_), -claims, claims), (contents & np.uint64(_POSITIVE)).astype(np.int64))
