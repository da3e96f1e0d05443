"""The verb `controlled`: what a party controls, or meets another rule for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cli.call import Format, write_answer
from cli.flags import ALL_OPTIONS, Context, Identity, Json, Out, Party, choose_format, open_generation, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


@with_options(*ALL_OPTIONS)
def controlled(
    context: Context, party: Party, options: RawOptions, identity: Identity = None, format_: Out = Format.table, json: Json = False
) -> None:
    """What does PARTY control, or meet another rule for?  Exit code 1 when these sources show nothing."""
    from cli.text.controlled import format_controlled
    from graph import queries
    from graph.queries.identity import parse_identity
    from graph.queries.namesakes import spell_out

    generation, call = open_generation(context)
    query = call.open_query(generation, options)
    answer = queries.controlled(query, queries.find_party(generation, party), parse_identity(identity))
    write_answer(answer, choose_format(format_, json), format_controlled(spell_out(answer)))
    if not answer.controlled:
        raise typer.Exit(1)
