"""The verb `paths`: by which chains one party reaches another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Format, write_answer
from cli.flags import WITHOUT_RULE, Context, Identity, Json, Out, choose_format, open_generation, with_flags, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


class By(StrEnum):
    """Which chains come first."""

    share = "share"
    length = "length"


@dataclass(frozen=True)
class Chosen:
    """Which chains are told."""

    by: Annotated[By, typer.Option(help="The strongest first, or the shortest")] = By.share
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many chains")] = 10
    identity: Identity = None


@with_flags(Chosen)
@with_options(*WITHOUT_RULE)
def paths(
    context: Context,
    start: Annotated[str, typer.Argument(metavar="FROM")],
    end: Annotated[str, typer.Argument(metavar="TO")],
    *,
    options: RawOptions,
    flags: Chosen,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """By which chains does FROM reach TO?  Exit code 1 when these sources show none."""
    from cli.text.paths import format_paths
    from graph import queries
    from graph.network.paths import Order
    from graph.queries.identity import parse_identity
    from graph.queries.namesakes import spell_out

    generation, call = open_generation(context)
    query = call.open_query(generation, options)
    first, last = queries.find_party(generation, start), queries.find_party(generation, end)
    answer = queries.paths(query, first, last, limit=flags.limit, by=Order(flags.by.value), identity=parse_identity(flags.identity))
    write_answer(answer, choose_format(format_, json), format_paths(spell_out(answer)))
    if not answer.paths:
        raise typer.Exit(1)
