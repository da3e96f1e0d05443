"""The verb `owners`: whose money is in a party."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.call import Format, write_answer
from cli.flags import AsOf, Context, Include, Json, KnownAt, Out, Party, choose_format, open_generation


def owners(
    context: Context,
    party: Party,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    include: Include = None,
    comparison: Annotated[bool, typer.Option("--comparison", help="Brioschi's figure and the sum over simple paths beside it")] = False,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Whose money is in PARTY, directly and through others?"""
    from cli.text.owners import format_owners
    from graph import queries

    generation, call = open_generation(context)
    query = call.ask(generation, as_of, known_at, None, include)
    answer = queries.owners(query, queries.find_party(generation, party), comparison=comparison)
    write_answer(answer, choose_format(format_, json), answer.owners, format_owners(answer))
