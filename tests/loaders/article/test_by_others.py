"""Passages of news by writers who had seen neither the rules nor other passages: how much of them is read, and how much of it rightly.

A file has passages, each with the answers of its writer: behind ``=`` what a reader would say it states (owner, owned, share, status),
behind ``?`` what is acceptable, too.  All names are invented.  The counts are of the last reading: who lowers one says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from loaders.article.model import Claim, ClaimMap
from tests.loaders.article.extraction import proposed

_FOLDER: Final = Path(__file__).parent / "by_others"
_NO_OWNER: Final = frozenset({"leads", "chairs", "affiliated", "supervises", "administers", "succeeds"})

Told = tuple[str, str, str, str]
"""Owner, owned, share and status, as the files have them."""


class Passage(NamedTuple):
    text: str
    stated: list[Told]
    acceptable: list[Told]


def read_passages(name: str) -> Iterator[Passage]:
    """Read the passages of a file."""
    for block in re.split(r"(?m)^# \d+\n", (_FOLDER / name).read_text(encoding="utf-8"))[1:]:
        text, *answers = block.strip().splitlines()
        told = {mark: [_split(line[2:]) for line in answers if line.startswith(mark)] for mark in ("= ", "? ")}
        yield Passage(text, told["= "], told["? "])


def _split(line: str) -> Told:
    owner, owned, share, status = (cell.strip() for cell in line.split("|"))
    return owner, owned, share, status


def _is_called(name: str, names: list[str]) -> bool:
    """Whether one of the names of a party is the name, or begins or ends with it, or the other way round."""
    asked, known = _fold(name), [_fold(other) for other in names]
    pairs = [*((asked, other) for other in known), *((other, asked) for other in known)]
    return any(long == short or long.startswith(f"{short} ") or long.endswith(f" {short}") for long, short in pairs)


def _fold(name: str) -> str:
    return name.lower().removeprefix("the ").replace(".", "").replace(",", "")


class Reading:
    """What was read of one passage, held against its answers."""

    def __init__(self, passage: Passage) -> None:
        self._map: ClaimMap = proposed(passage.text, "rules", "scorer")
        self._names = {party.key: [party.name, *(alias.text for alias in party.aliases)] for party in self._map.parties}
        self._passage = passage

    def count(self) -> tuple[int, int, int]:
        """Return how many claims are right, how many are not, and how many of the stated relations were found."""
        claims = [claim for claim in self._map.claims if claim.holder is not None and claim.predicate not in _NO_OWNER]
        answers = [*self._passage.stated, *self._passage.acceptable]
        right = sum(any(self._tells(claim, answer) for answer in answers) for claim in claims)
        found = sum(any(self._tells(claim, answer) for claim in claims) for answer in self._passage.stated)
        return right, len(claims) - right, found

    def _tells(self, claim: Claim, answer: Told) -> bool:
        owner, owned, share, status = answer
        told = claim.share.label() if claim.share else "-"
        is_pair = _is_called(owner, self._names[claim.holder or ""]) and _is_called(owned, self._names[claim.subject])
        return is_pair and (told, claim.status.value) == (share.replace(">=", "≥"), status)


@pytest.mark.parametrize(
    ("name", "right", "wrong", "found"), [("agencies.txt", 147, 4, 130), ("investigations.txt", 56, 25, 49), ("papers.txt", 88, 24, 70)]
)
def test_no_less_is_read_of_what_others_wrote(name: str, right: int, wrong: int, found: int) -> None:
    counts = [Reading(passage).count() for passage in read_passages(name)]
    seen = [sum(column) for column in zip(*counts, strict=True)]
    assert seen[0] >= right
    assert seen[1] <= wrong
    assert seen[2] >= found
