"""How much a generation holds, and of what: counted in its columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.answers.stats import SourceCount, StatsAnswer
from graph.generation.generation import Generation
from graph.generation.interest_table import HAS_SHARE, INTERESTS, STATUSES, UNNAMED
from graph.generation.party_table import KINDS

_JURISDICTIONS: Final = 20
"""Jurisdictions that are told one by one."""


def stats(generation: Generation) -> StatsAnswer:
    """Answer how many parties, interests and sources there are, of each kind."""
    table, manifest = generation.interests, generation.manifest
    by_source = np.bincount(table.columns["source"], minlength=len(generation.sources)).tolist()
    jurisdictions = _count_jurisdictions(generation.party_jurisdictions())
    return StatsAnswer(
        generation=generation.number,
        created=manifest.created,
        statements=manifest.statements,
        parties=len(generation),
        kinds=count_kinds(generation),
        jurisdictions=dict(jurisdictions[:_JURISDICTIONS]),
        other_jurisdictions=sum(count for _, count in jurisdictions[_JURISDICTIONS:]),
        companies=int(np.count_nonzero(np.diff(table.subject_start))),
        interests=table.rows,
        interest_types=_count(table.columns["interest"], INTERESTS),
        statuses=_count(table.columns["status"], STATUSES),
        with_share=int(np.count_nonzero(table.columns["flags"] & HAS_SHARE)),
        unnamed_holders=int(np.count_nonzero(table.columns["holder"] == UNNAMED)),
        sources=tuple(
            SourceCount(id=source.id, title=source.title, date=source.date, interests=count, lists_all=source.complete_register)
            for source, count in zip(generation.sources.values(), by_source, strict=True)
        ),
        bytes={path.name: _measure(path) for path in sorted(generation.path.iterdir())},
    )


def count_kinds(generation: Generation) -> dict[str, int]:
    """Count the parties of each kind, the most frequent first."""
    return _count(generation.party_kinds(), KINDS)


def _count(codes: npt.NDArray[Any], words: tuple[Any, ...]) -> dict[str, int]:
    """Count the codes, the most frequent first, under their words."""
    counts = np.bincount(codes, minlength=len(words)).tolist()
    return {word.value: count for word, count in sorted(zip(words, counts, strict=True), key=lambda c: -c[1]) if count}


def _count_jurisdictions(codes: npt.NDArray[Any]) -> list[tuple[str, int]]:
    found, counts = np.unique(codes, return_counts=True)
    return sorted(((code.decode(), int(count)) for code, count in zip(found, counts, strict=True)), key=lambda c: (-c[1], c[0]))


def _measure(path: Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path.is_dir() else path.stat().st_size
