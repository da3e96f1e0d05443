"""The verb `exposure`: which companies the parties of a list reach by a rule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.call import Format, read_parties, write_answer
from cli.flags import AsOf, Context, Include, Json, KnownAt, Out, Rule, Set, Together, choose_format, open_generation


def exposure(
    context: Context,
    parties: Annotated[Path, typer.Option(help="One id or name a line, or .csv with them first; - for stdin")],
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Which companies do the parties of a list reach by a rule?  Exit code 1 when one of them was not found."""
    from cli.text.exposure import format_exposure
    from graph import queries

    generation, call = open_generation(context)
    query = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    answer = queries.exposure(query, read_parties(parties))
    write_answer(answer, choose_format(format_, json), answer.companies, format_exposure(answer))
    if answer.errors:
        raise typer.Exit(1)
