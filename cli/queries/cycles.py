"""The verb `cycles`: parties that hold each other."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Format, write_answer
from cli.flags import WITHOUT_RULE, Context, Identity, Json, Out, choose_format, open_generation, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


class Column(StrEnum):
    """What is held in a cycle."""

    votes = "votes"
    capital = "capital"


class Side(StrEnum):
    """Where cycles are looked for."""

    above = "above"
    below = "below"


@with_options(*WITHOUT_RULE)
def cycles(
    context: Context,
    party: Annotated[str | None, typer.Argument(help="Only cycles above or below this party")] = None,
    side: Annotated[Side, typer.Option(help="Above PARTY or below it")] = Side.above,
    column: Annotated[Column, typer.Option(help="What is held")] = Column.votes,
    identity: Identity = None,
    *,
    options: RawOptions,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Which parties hold each other in cycles?  Exit code 1 when these sources show none."""
    from cli.text.cycles import format_cycles
    from graph import queries
    from graph.queries.identity import parse_identity
    from graph.queries.namesakes import spell_out

    generation, call = open_generation(context)
    number = None if party is None else queries.find_party(generation, party)
    answer = queries.cycles(
        call.open_query(generation, options), number, side=side.value, column=column.value, identity=parse_identity(identity)
    )
    write_answer(answer, choose_format(format_, json), format_cycles(spell_out(answer)))
    if not answer.cycles:
        raise typer.Exit(1)
