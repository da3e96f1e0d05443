"""The verb `what-if`: who would control a party after supposed changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Format, read_text, write_answer
from cli.flags import ALL_OPTIONS, Context, Identity, Json, Out, Party, choose_format, open_generation, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


@with_options(*ALL_OPTIONS)
def what_if(
    context: Context,
    changes: Annotated[Path, typer.Argument(metavar="CHANGES.csv", help="holder,subject,share[,interest]; - for stdin")],
    party: Party,
    options: RawOptions,
    identity: Identity = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Who would control PARTY after supposed changes, who gains and loses what, and what it still takes?  Nothing is written."""
    from cli.text.what_if import format_what_if
    from graph import queries
    from graph.queries.identity import parse_identity

    generation, call = open_generation(context)
    query = call.open_query(generation, options)
    rows = queries.read_changes(read_text(changes))
    answer = queries.what_if(query, queries.find_party(generation, party), rows, parse_identity(identity))
    write_answer(answer, choose_format(format_, json), format_what_if(answer))
