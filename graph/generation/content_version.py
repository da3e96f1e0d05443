"""Name what a generation holds by its content alone: the same for the same statements of the same sources, however and whenever loaded.

A number of a generation is that of one data folder; this is the version under which a data set can be cited.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, Final, Protocol

import msgspec
import numpy as np
import numpy.typing as npt

from graph.ledger.release import ReleaseManifest
from ontology.dates import last_day
from ontology.statements import Source
from ontology.terms import Base

_ENCODER: Final = msgspec.json.Encoder()
_DIGITS: Final = 20


class Described(Protocol):
    """What is read of a release (graph/ledger/release.py): no statement."""

    @property
    def manifest(self) -> ReleaseManifest: ...
    @property
    def source(self) -> Source: ...
    @property
    def folder(self) -> PurePath: ...
    @property
    def day(self) -> str: ...
    @property
    def days(self) -> npt.NDArray[Any] | None: ...


def find_content_version(base: Base, releases: Iterable[Described]) -> str:
    """Return the version of the content of releases under a base, some digits of a hash.

    The order of lines in a file counts only where the file is one of changes.  Of what has no date, and whose source has none, the day
    of its first load is part of what it says.
    """
    digest = hashlib.sha256(base.iri.encode())
    # Of several releases of one source the later counts for more; releases of different sources stand beside each other.
    for release in sorted(releases, key=lambda release: release.source.id):
        digest.update(_describe(release))
    return digest.hexdigest()[:_DIGITS]


def find_content_day(releases: Iterable[Described]) -> datetime.date:
    """Return the day up to which the content reaches: that of the newest source; of a year or a month its last day.

    Of a source without a date it is the day of its first load, which is part of what it says.
    """
    return max(last_day(release.day) for release in releases)


def _describe(release: Described) -> bytes:
    manifest = release.manifest
    days = None if release.days is None else np.unique(release.days, return_counts=True)
    return _ENCODER.encode(
        {
            "source": release.source,
            "named": manifest.sources,
            "statements": manifest.statements,
            "checksum": manifest.checksum,
            "day": None if release.source.date else release.day,
            "days": None if days is None else [part.tolist() for part in days],
            "lines": release.folder.name if release.source.delta else None,
        }
    )
