"""The verb `owners`: whose money is in a party."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Format, write_answer
from cli.flags import WITHOUT_RULE, Context, Identity, Json, Out, Party, choose_format, open_generation, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


@with_options(*WITHOUT_RULE)
def owners(
    context: Context,
    party: Party,
    options: RawOptions,
    comparison: Annotated[bool, typer.Option("--comparison", help="Brioschi's figure and the sum over simple paths beside it")] = False,
    identity: Identity = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Whose money is in PARTY, directly and through others?"""
    from cli.text.owners import format_owners
    from graph import queries
    from graph.queries.identity import parse_identity
    from graph.queries.namesakes import spell_out

    generation, call = open_generation(context)
    query = call.open_query(generation, options)
    answer = queries.owners(query, queries.find_party(generation, party), comparison=comparison, identity=parse_identity(identity))
    write_answer(answer, choose_format(format_, json), format_owners(spell_out(answer)))
