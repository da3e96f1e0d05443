"""The verb `exposure`: which companies the parties of a list reach by a rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Format, read_parties, write_answer
from cli.flags import Context, Identity, Json, Out, choose_format, open_generation, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


@with_options("rule", "parameters", "together", "as_of", "known_at", "include")
def exposure(
    context: Context,
    parties: Annotated[Path, typer.Option(help="One id or name a line, or .csv with them first; - for stdin")],
    options: RawOptions,
    identity: Identity = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Which companies do the parties of a list reach by a rule?  Exit code 1 when one of them was not found, or no company is shown."""
    from cli.text.exposure import format_exposure
    from graph import queries
    from graph.queries.identity import parse_identity
    from graph.queries.namesakes import spell_out

    generation, call = open_generation(context)
    query = call.open_query(generation, options)
    answer = queries.exposure(query, read_parties(parties), parse_identity(identity))
    write_answer(answer, choose_format(format_, json), format_exposure(spell_out(answer)))
    if answer.errors or not answer.companies:
        raise typer.Exit(1)
