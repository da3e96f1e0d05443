"""One query: what it is asked of (a generation, as of a day) and how (its options), with the walks that stay within its limits.

Knows parties and statements by their numbers only; references.py turns them into the parts of an answer.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator
from typing import Final, TypedDict, TypeVar

import msgspec
from msgspec.structs import replace

from graph.algorithms.traversal import walk
from graph.generation.generation import Generation
from graph.network.as_of import AsOfView
from graph.network.stake import Interval
from graph.ownership.shares import fit_table
from graph.queries.hypothetical import Hypothetical
from graph.queries.options import Options
from graph.queries.parties import find_groups
from graph.queries.references import References

_T = TypeVar("_T")
_RENEWED: Final = 2_000
"""Items after which a context is opened anew, so that memory does not grow with their number."""


class Header(TypedDict):
    """The fields of DatedAnswer, which every answer about a day repeats."""

    as_of: str
    known_at: str | None
    include: tuple[str, ...]
    generation: int


class QueryContext(msgspec.Struct, frozen=True):
    """One query being answered.

    ``view``: the stakes on the day of the options.  ``groups``: parties that act together.  ``hypothetical``: supposed changes laid over
    the data, None = the data as it is.  ``references``: the parts of the answer, by number.
    """

    generation: Generation
    options: Options
    view: AsOfView
    references: References
    groups: tuple[frozenset[int], ...] = ()
    hypothetical: Hypothetical | None = None

    @classmethod
    def of(cls, generation: Generation, options: Options) -> QueryContext:
        """Open a query.  Raises NoMatch, SeveralMatches, UsageError for the parties that act together."""
        view = AsOfView(generation.interests, options.as_of, options.known_at, frozenset(options.include))
        references = References(generation, known_at=options.known_at, threshold=options.setting.threshold)
        return cls(generation, options, view, references, find_groups(generation, options.together))

    def at(self, as_of: datetime.date, known_at: datetime.date | None) -> QueryContext:
        """Return the same query for another day, over the data as it is."""
        options = dataclasses.replace(self.options, as_of=as_of, known_at=known_at)
        view = AsOfView(self.generation.interests, as_of, known_at, frozenset(options.include), earlier=self.view.earlier)
        return replace(self, options=options, view=view, references=replace(self.references, known_at=known_at), hypothetical=None)

    def over(self, hypothetical: Hypothetical) -> QueryContext:
        """Return the same query over supposed changes."""
        options = self.options
        view = AsOfView(
            self.generation.interests, options.as_of, options.known_at, frozenset(options.include), overlay=hypothetical.overlay
        )
        return replace(self, view=view, references=self.references.over(hypothetical), hypothetical=hypothetical)

    def header(self) -> Header:
        """Return what the answer repeats of the query."""
        known_at = self.options.known_at.isoformat() if self.options.known_at else None
        return Header(
            as_of=self.options.as_of.isoformat(),
            known_at=known_at,
            include=tuple(s.value for s in self.options.include),
            generation=self.generation.number,
        )

    def ancestors(self, subjects: Iterable[int]) -> tuple[list[int], set[int]]:
        """Return the parties and everyone above them, nearest first, and the parties at which the limit of the query stopped the walk."""
        return walk(subjects, self.view.holders_above, self.options.limits.parties)

    def descendants(self, parties: Iterable[int]) -> tuple[list[int], bool]:
        """Return the parties and every company below them, nearest first, and whether the limit of the query stopped the walk."""
        order, cut = walk(parties, self.view.companies_of, self.options.limits.parties, stop_when_cut=True)
        return order, bool(cut)

    def complete(self, companies: Iterable[int]) -> set[int]:
        """Return those of the companies whose sources list every holder."""
        return {company for company in companies if self.view.holders(company).complete}

    def capital(self, companies: Iterable[int]) -> dict[int, dict[int, Interval]]:
        """Return the capital by company and named holder, fit to the whole.

        Control or votes stated without a share leave it unknown: 0 to 100.  What is held through others beside direct holders is left out.
        """
        return fit_table({company: [(s.holder, s.capital) for s in self.view.stakes(company) if s.bears_on_money] for company in companies})


def open_contexts(generation: Generation, options: Options, items: Iterable[_T]) -> Iterator[tuple[QueryContext, _T]]:
    """Give each of any number of items a context to be answered in, anew after so many."""
    for count, item in enumerate(items):
        if count % _RENEWED == 0:
            context = QueryContext.of(generation, options)
        yield context, item
