"""The verb `explore`: the files with which one looks at the property graph in Neo4j's own tools, into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command()(explore)


def explore(
    folder: Annotated[Path, typer.Option("-o", "--output", help="Folder to write to; made where there is none", show_default=False)],
    address: Annotated[str, typer.Option("--address", help="Where the Browser reaches the service")] = "http://localhost:8000",
) -> None:
    """Write style, guide and queries for the Neo4j Browser, saved queries for Query, and a perspective for Explore and Bloom."""
    from graph.files import raise_output_errors
    from graph.neo4j.explore import FILES, make_file

    with raise_output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (folder / name).write_bytes(make_file(name, address.rstrip("/")))
            print(folder / name, file=sys.stderr)
