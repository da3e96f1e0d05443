"""The verb `table propose`: from somebody's own table to a mapping that a person has corrected, with ten rows as they are read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.call import write_reviewed
from cli.flags import Context

if TYPE_CHECKING:
    from loaders.table import Proposal

table = typer.Typer(no_args_is_help=True, help="From a table of your own to a mapping that says how it is read.")

_WIDTH: Final = 28
"""Characters of a cell that are shown."""


def register(app: typer.Typer) -> None:
    app.add_typer(table, name="table")


@table.callback()
def _group() -> None:
    """Let the group have one verb, and be a group all the same."""


@table.command()
def propose(
    context: Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV, XLSX, ODS, JSON, SQLite or Parquet; - for stdin")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The mapping to write; - for stdout")] = Path("-"),
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook, table of a database [default: the first]")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing mapping")] = False,
) -> None:
    """Guess which column is what, show ten rows as they are read, and write a mapping for a person to correct."""
    from loaders.contract import LoadContext
    from loaders.open import propose_mapping
    from loaders.table import write_mapping
    from ontology.terms import Base

    proposal = propose_mapping(LoadContext(Base(), file), sheet)
    write_reviewed(output, write_mapping(proposal), force=force)
    if not context.obj.quiet:
        _print_proposal(proposal, file, output)


def _print_proposal(proposal: Proposal, file: Path, output: Path) -> None:
    """Print the rows, what has to be decided and what to look at, on stderr."""
    from loaders.table import preview

    rows = preview(proposal)
    widths = [max(len(_cut(row[place])) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        print("  ".join(_cut(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), file=sys.stderr)
    if proposal.unread:
        print(f"not read: {', '.join(proposal.unread)}", file=sys.stderr)
    for question in proposal.questions:
        print(f"to decide: {question}", file=sys.stderr)
    for remark in proposal.remarks:
        print(f"look at: {remark}", file=sys.stderr)
    name = "MAPPING" if str(output) == "-" else str(output)
    first = f"answer what is to be decided in {name}, then" if proposal.questions else f"correct {name} where it is wrong, then"
    print(f"{first}: ownership load {file} --mapping {name}", file=sys.stderr)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
