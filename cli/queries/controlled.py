"""The verb `controlled`: what a party controls, or meets another rule for."""

from __future__ import annotations

from cli.call import Format, write_answer
from cli.flags import AsOf, Context, Include, Json, KnownAt, Out, Party, Rule, Set, Together, choose_format, open_generation


def controlled(
    context: Context,
    party: Party,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """What does PARTY control, or meet another rule for?"""
    from cli.text.controlled import format_controlled
    from graph import queries

    generation, call = open_generation(context)
    query = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    answer = queries.controlled(query, queries.find_party(generation, party))
    write_answer(answer, choose_format(format_, json), answer.controlled, format_controlled(answer))
