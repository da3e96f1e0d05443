"""The verb `history`: who controlled a party when."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.call import Format, write_answer
from cli.flags import AsOf, Context, Include, Json, KnownAt, Out, Party, Rule, Set, Together, choose_format, open_generation


class Axis(StrEnum):
    """Which time runs."""

    as_of = "as-of"
    known_at = "known-at"


def history(
    context: Context,
    party: Party,
    axis: Annotated[Axis, typer.Option(help="Which of the two times runs")] = Axis.as_of,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Who controlled PARTY when?"""
    from cli.text.history import format_history
    from graph import queries
    from graph.queries.history import Axis as Running

    generation, call = open_generation(context)
    query = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    answer = queries.history(query, queries.find_party(generation, party), Running(axis.value.replace("-", "_")))
    write_answer(answer, choose_format(format_, json), answer.periods, format_history(answer, generation.base))
