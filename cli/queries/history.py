"""The verb `history`: who controlled a party when."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Format, write_answer
from cli.flags import ALL_OPTIONS, Context, Identity, Json, Out, Party, choose_format, open_generation, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


class Axis(StrEnum):
    """Which time runs."""

    as_of = "as-of"
    known_at = "known-at"


@with_options(*ALL_OPTIONS)
def history(
    context: Context,
    party: Party,
    axis: Annotated[Axis, typer.Option(help="Which of the two times runs")] = Axis.as_of,
    identity: Identity = None,
    *,
    options: RawOptions,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Who controlled PARTY when?"""
    from cli.text.history import format_history
    from graph import queries
    from graph.queries.history import Axis as Running
    from graph.queries.identity import parse_identity
    from graph.queries.namesakes import spell_out

    generation, call = open_generation(context)
    query = call.open_query(generation, options)
    answer = queries.history(query, queries.find_party(generation, party), Running(axis.value.replace("-", "_")), parse_identity(identity))
    write_answer(answer, choose_format(format_, json), format_history(spell_out(answer), generation.base))
