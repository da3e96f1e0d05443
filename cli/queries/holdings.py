"""The verb `holdings`: what a party holds directly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cli.call import Format, write_answer
from cli.flags import WITHOUT_RULE, Context, Identity, Json, Out, Party, choose_format, open_generation, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


@with_options(*WITHOUT_RULE)
def holdings(
    context: Context, party: Party, options: RawOptions, identity: Identity = None, format_: Out = Format.table, json: Json = False
) -> None:
    """What does PARTY hold directly?  Exit code 1 when these sources show nothing."""
    from cli.text.holdings import format_holdings
    from graph import queries
    from graph.queries.identity import parse_identity
    from graph.queries.namesakes import spell_out

    generation, call = open_generation(context)
    answer = queries.holdings(call.open_query(generation, options), queries.find_party(generation, party), parse_identity(identity))
    write_answer(answer, choose_format(format_, json), format_holdings(spell_out(answer)))
    if not answer.holdings:
        raise typer.Exit(1)
