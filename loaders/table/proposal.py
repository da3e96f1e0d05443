"""A proposed mapping, before it is YAML: what was guessed, what a person has to decide, what should be looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from loaders.table.guess_cells import Guess, Options


@dataclass(slots=True)
class Proposal:
    """A proposed mapping, in the words of its YAML."""

    file: str
    head: dict[str, str] = field(default_factory=dict)
    """Sheet, header, delimiter and encoding, where they are not what they are taken for anyway."""
    columns: dict[str, Options] = field(default_factory=dict)
    also: list[dict[str, Options]] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)
    """What lines of totals have in the place of a holder."""
    without: dict[str, list[str]] = field(default_factory=dict)
    """What cells of a column say where a row is no holding."""
    shape: dict[str, Any] = field(default_factory=dict)
    """The grid or the tree that the table is."""
    guessed: dict[str, str] = field(default_factory=dict)
    """The column by which a field is shown while it is not decided."""
    unread: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    """What a person has to decide."""
    remarks: list[str] = field(default_factory=list)
    """What a person should look at."""
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """The first rows of data, by the table's own columns, each with its line."""

    def set(self, name: str, column: str, guess: Guess | None = None) -> None:
        """Take a column for a field, with what was guessed of its cells."""
        guess = guess or Guess({})
        self.columns[name] = {"column": column, **guess.options}
        self.questions += guess.questions
        self.remarks += guess.remarks
