"""The verb `holdings`: what a party holds directly."""

from __future__ import annotations

from cli.call import Format, write_answer
from cli.flags import AsOf, Context, Include, Json, KnownAt, Out, Party, choose_format, open_generation


def holdings(
    context: Context,
    party: Party,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """What does PARTY hold directly?"""
    from cli.text.holdings import format_holdings
    from graph import queries

    generation, call = open_generation(context)
    answer = queries.holdings(call.ask(generation, as_of, known_at, None, include), queries.find_party(generation, party))
    write_answer(answer, choose_format(format_, json), answer.holdings, format_holdings(answer))
