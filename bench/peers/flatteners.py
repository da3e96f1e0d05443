"""Programs that make tables of nested lines of JSON: flatterer writes CSV, polars Parquet.

They know nothing of what the lines say: they map nothing, check nothing, join nothing and keep no index.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from bench.tree import Ran, run

PROGRAMS: Final = {
    "flatterer": (
        "import flatterer; flatterer.flatten({file!r}, {folder!r}, ndjson=True, force=True, main_table_name='lines')",
        "SELECT count(*) FROM read_csv('{folder}/csv/lines.csv', all_varchar = true)",
    ),
    "polars": (
        "import polars; polars.scan_ndjson({file!r}, infer_schema_length=None).sink_parquet({folder!r} + '/lines.parquet')",
        "SELECT count(*) FROM '{folder}/lines.parquet'",
    ),
}
"""Name on PyPI -> what it is asked to do, and how many lines it wrote."""


def flatten(name: str, python: Path, file: Path, folder: Path) -> tuple[Ran, int]:
    """Flatten a file of lines of JSON into a folder; returns what was seen, and how many lines were written."""
    program, count = PROGRAMS[name]
    ran = run([str(python), "-c", program.format(file=str(file), folder=str(folder))])
    if ran.status:
        raise SystemExit(f"{name} ended with {ran.status}: {ran.stderr}")
    with duckdb.connect() as connection:
        row = connection.execute(count.format(folder=folder)).fetchone()
    assert row is not None
    return ran, int(row[0])
