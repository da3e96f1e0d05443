"""What every format is asked for: which generation, which source, under which name, and where to count what it cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.generation.generation import Generation
from ontology.statements import Statement
from ontology.terms import Base

Excerpt = Sequence[Sequence[Statement]]
"""Some statements of a generation, by release, in the order of the ledger (graph/exports/excerpt.py)."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """One export.  ``write(request, out)`` of each format takes it and returns how many of its units it wrote."""

    generation: Generation
    source: str | None = None
    """IRI of the one source to export; None = all."""
    format_name: str = ""
    """As the user gave it; for a module that writes several formats."""
    target_name: str = ""
    """Name of the file or folder as the user gave it, ``-`` for standard output."""
    omissions: Counter[str] = field(default_factory=Counter)
    """How many statements the format cannot hold, by reason; counted while the export is written."""

    roundings: Counter[str] = field(default_factory=Counter)
    """How many values were rounded, since the format cannot hold them as they are, by what they are; counted likewise."""

    excerpt: Excerpt | None = None
    """What to export of the generation; None = all.  For a format that reads ``releases``, which is BODS."""

    @property
    def releases(self) -> Iterable[Iterable[Statement]]:
        """The statements to choose from, release by release, in the order of the ledger."""
        return self.generation.releases if self.excerpt is None else self.excerpt

    def includes(self, source: str) -> bool:
        """Whether statements of this source (IRI) are exported: with the source of a file, those of all that the file names within it."""
        return self.generation.is_within(source, self.source)


def name_component(base: Base, feed: str, record: str) -> str:
    """Return what a source whose components are record ids calls the relationship of a record.  ``feed``: the source of its file."""
    return base.statement(feed, "relationship", record)
