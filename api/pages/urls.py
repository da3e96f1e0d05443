"""Addresses of pages and downloads.  Owns how ids and options are written into a URL; asks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from graph.queries import Options
from ontology.terms import Base


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses that keep the options of the question: those that the reader gave, nothing else."""

    base: Base
    given: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, base: Base, options: Options, *, dated: bool) -> Addresses:
        """``dated`` says whether the reader named the day; today is never written into an address."""
        return cls(base, tuple((name, text) for name, text in options.to_pairs() if dated or name != "as_of"))

    def entity(self, iri: str) -> str:
        return f"/entity/{self.id(iri)}{self.query()}"

    def entity_with(self, iri: str, **changed: str | None) -> str:
        """The answer page with other options; None removes one."""
        kept = [(k, v) for k, v in self.given if k not in changed]
        return f"/entity/{self.id(iri)}{self.query(*kept, *((k, v) for k, v in changed.items() if v is not None), only=True)}"

    def file(self, iri: str, name: str) -> str:
        """A download below the answer page: answer.csv, answer.jsonld."""
        return f"/entity/{self.id(iri)}/{name}{self.query()}"

    def api(self, iri: str, name: str) -> str:
        return f"/v1/entities/{self.id(iri)}/{name}{self.query()}"

    def statement(self, iri: str) -> str:
        return f"/statement/{self.id(iri)}"

    def source(self, iri: str) -> str:
        return f"/source/{self.id(iri)}"

    def id(self, iri: str) -> str:
        """The compact id, percent-encoded so that it is one segment of a path.

        >>> Addresses(Base()).id(Base().identifier("LEI", "X1"))
        'lei:X1'
        """
        return quote(self.base.compact(iri), safe=":")

    def query(self, *pairs: tuple[str, str], only: bool = False) -> str:
        pairs = pairs if only else (*self.given, *pairs)
        return f"?{urlencode(pairs)}" if pairs else ""
