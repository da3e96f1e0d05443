"""The URLs of pages and downloads: how ids and options are written into them.  Knows no data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from graph.queries import Options
from graph.queries.identity import Identity
from ontology.terms import Base


@dataclass(frozen=True, slots=True)
class Urls:
    """URLs that keep the options of the question: those that the reader gave, nothing else."""

    base: Base
    options: tuple[tuple[str, str], ...] = ()
    """Public names and texts, as ``Options.to_pairs`` writes them."""

    @classmethod
    def of(cls, base: Base, options: Options, *, dated: bool) -> Urls:
        """``dated`` says whether the reader named the day; today is never written into an address."""
        return cls(base, tuple((name, text) for name, text in options.to_pairs() if dated or name != "as_of"))

    def asking(self, identity: Identity) -> Urls:
        """The same for a question that is asked with candidates, or without."""
        options = tuple(pair for pair in self.options if pair[0] != "identity")
        return Urls(self.base, options if identity is Identity.STATED else (*options, ("identity", identity.value)))

    def path(self, start: str, end: str) -> str:
        """The page of the chains from one party down to another."""
        return f"/path{_query([('from', start), ('to', end), *self.options])}"

    def cycles(self, party: str, side: str, column: str) -> str:
        """The page of the parties that hold each other; without a party of all."""
        own = [("column", column), ("side", side), *([("party", party)] if party else [])]
        return f"/cycles{_query([*own, *self.options])}"

    def entity(self, iri: str) -> str:
        """The answer page."""
        return f"/entity/{self.id(iri)}{_query(self.options)}"

    def entity_with(self, iri: str, **changed: str | None) -> str:
        """The answer page with other options; None removes one."""
        unchanged = [(name, text) for name, text in self.options if name not in changed]
        return f"/entity/{self.id(iri)}{_query([*unchanged, *((name, text) for name, text in changed.items() if text is not None)])}"

    def file(self, iri: str, name: str, **more: str | None) -> str:
        """What lies below the answer page: answer.csv, answer.jsonld, embed; ``more`` are its own parameters, those that are not None.

        Candidates are not tried in a frame.
        """
        options = [pair for pair in self._with(more) if pair[0] != "identity" or name != "embed"]
        return f"/entity/{self.id(iri)}/{name}{_query(options)}"

    def api(self, iri: str, name: str, **more: str | None) -> str:
        """The same question over HTTP; ``more`` are parameters of its own, those that are not None."""
        return f"/v1/entities/{self.id(iri)}/{name}{_query(self._with(more))}"

    def compare(self, iri: str, *days: str) -> str:
        """The page that shows a party on two days; without days it chooses them.

        >>> Urls(Base(), (("include", "agreed"),)).compare(Base().identifier("LEI", "X1"), "2019-12-31", "2020-01-01")
        '/compare?id=lei%3AX1&include=agreed&as_of=2019-12-31&as_of=2020-01-01'
        """
        kept = [(name, text) for name, text in self.options if name != "as_of"]
        return f"/compare{_query([('id', self.base.compact(iri)), *kept, *(('as_of', day) for day in days)])}"

    def statement(self, iri: str) -> str:
        """The page of a statement."""
        return f"/statement/{self.id(iri)}"

    def pair(self, left: str, right: str) -> str:
        """The page of two parties that may be one."""
        return f"/candidates/pair{_query([('left', self.base.compact(left)), ('right', self.base.compact(right))])}"

    def candidates(self, iri: str) -> str:
        """The page of all that a party may be."""
        return f"/candidates{_query([('party', self.base.compact(iri))])}"

    def source(self, iri: str) -> str:
        """The page of a source."""
        return f"/source/{self.id(iri)}"

    def _with(self, more: Mapping[str, str | None]) -> list[tuple[str, str]]:
        return [*self.options, *((name, text) for name, text in more.items() if text)]

    def id(self, iri: str) -> str:
        """The compact id, percent-encoded so that it is one segment of a path.

        >>> Urls(Base()).id(Base().identifier("LEI", "X1"))
        'lei:X1'
        """
        return quote(self.base.compact(iri), safe=":")


def _query(pairs: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""
