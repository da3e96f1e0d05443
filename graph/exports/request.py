"""What every format is asked for: which generation, which source, under which name, and where to count what it cannot hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from graph.generation.generation import Generation


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

    def includes(self, source: str) -> bool:
        """Whether statements of this source (IRI) are exported: with the source of a file, those of all that the file names within it."""
        return self.generation.is_within(source, self.source)
