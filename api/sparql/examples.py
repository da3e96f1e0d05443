"""The queries that the page offers: those of examples/queries that have an answer on the data of the demo."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

NAMES: Final = (
    "ultimate-controllers",
    "ultimate-controllers-as-of",
    "controlled-by-states",
    "agreed-deals",
    "statements-with-quotes",
    "parties-by-kind",
    "graphs",
)
"""In the order of the page; each is a file of examples/queries."""


@dataclass(frozen=True, slots=True)
class Example:
    """``title`` is the question that the first line of ``query`` asks."""

    title: str
    query: str


@functools.cache
def list_examples() -> tuple[Example, ...]:
    """List the examples.

    >>> list_examples()[0].title
    'Who ultimately controls each party, on the day on which this state was published?'
    """
    folder = files("examples") / "queries"
    queries = [(folder / f"{name}.rq").read_text(encoding="utf-8") for name in NAMES]
    return tuple(Example(query.partition("\n")[0].removeprefix("# "), query) for query in queries)
