"""Judgements that a person has given and no generation has yet: a small table in the data folder, which ``link review --csv`` reads.

Owns that none is lost between two publications.  Each judgement is written at once; publishing many together costs one generation.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from graph.files import raise_store_errors, replace_text
from graph.generation.reviews import Verdict
from ontology.statements import Judgement

FILE: Final = "link-review.csv"
COLUMNS: Final = ("left_id", "right_id", "judgement", "note", "reviewed_by", "reviewed_at")


class ReviewDraft:
    """The table; of two judgements on two parties the later one is in it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.verdicts = {_key(verdict.left, verdict.right): verdict for verdict in _read(self.path)}

    def __len__(self) -> int:
        return len(self.verdicts)

    def find(self, left: str, right: str) -> Verdict | None:
        """The judgement on two parties (IRIs)."""
        return self.verdicts.get(_key(left, right))

    def put(self, verdict: Verdict) -> None:
        """Take a judgement in.  Raises StoreError where it cannot be written."""
        self._write({**self.verdicts, _key(verdict.left, verdict.right): verdict})

    def take_back(self, left: str, right: str) -> None:
        """Take the judgement on two parties out."""
        self._write({key: verdict for key, verdict in self.verdicts.items() if key != _key(left, right)})

    def clear(self) -> None:
        """Take all out: they are in a generation."""
        self._write({})

    def _write(self, verdicts: dict[frozenset[str], Verdict]) -> None:
        with raise_store_errors(self.path.parent):
            if verdicts:
                replace_text(self.path, _format(verdicts.values()))
            else:
                self.path.unlink(missing_ok=True)
        self.verdicts = verdicts


def _key(left: str, right: str) -> frozenset[str]:
    return frozenset((left, right))


def _format(verdicts: Iterable[Verdict]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows((v.left, v.right, v.judgement.value, v.note or "", v.by, v.at) for v in verdicts)
    return out.getvalue()


def _read(path: Path) -> Iterator[Verdict]:
    if not path.exists():
        return
    with raise_store_errors(path.parent), path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            left, right, judgement, note, by, at = (row.get(name) or "" for name in COLUMNS)
            if left and right and judgement in [each.value for each in Judgement]:
                yield Verdict(left, right, Judgement(judgement), by, at, note or None)
