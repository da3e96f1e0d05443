"""Opens the ledger's columns for an export: the statements to choose from as tables of DuckDB, in the order of the ledger.

Memory does not grow with the generation: what has no room goes to a folder for temporary files.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import duckdb

from graph.exports.request import ExportRequest
from graph.generation.build_tables import NumberedRelease, create_views, keeps_order
from graph.generation.sql import quote
from graph.ledger.parts import KINDS

_MEMORY: Final = "400MB"


@contextmanager
def open_in_order() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in memory whose rows come in the order of what they are read of, so that the same content gives the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        config = {"threads": "1", "memory_limit": _MEMORY, "temp_directory": folder, "preserve_insertion_order": "true"}
        with duckdb.connect(config={**config}) as tables:
            # The smaller side of a join would come in the order of the other: there may be more releases than statements.
            tables.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
            yield tables


@contextmanager
def open_ledger_tables(request: ExportRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the statements of a generation by kind, as build_tables.py has them; view ``chosen_KIND`` has those to export, in order."""
    generation = request.generation
    feeds = {iri: number for number, iri in enumerate(generation.sources)}
    with open_in_order() as tables:
        create_views(
            tables,
            [
                NumberedRelease(feeds[info.source], False, release, {}, generation.is_sequence(info.source))
                for info, release in zip(generation.manifest.releases, generation.releases, strict=True)
            ],
        )
        in_order = "" if keeps_order(tables) else "ORDER BY position"
        for kind in KINDS:
            tables.execute(f"CREATE VIEW chosen_{kind} AS SELECT * FROM {kind} {_choose_sources(request)} {in_order}")  # noqa: S608
        yield tables


def _choose_sources(request: ExportRequest) -> str:
    """Write in SQL the condition for the statements to export; nothing where all are."""
    if request.source is None:
        return ""
    chosen = (quote(iri) for iri in request.generation.sources if request.includes(iri))
    return f"WHERE source IN ({', '.join(chosen)})"
