"""The verb `search`: parties by a part of a name or an identifier."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.call import Format, write_answer
from cli.flags import Context, Json, Out, choose_format, open_generation


def search(
    context: Context,
    text: Annotated[str, typer.Argument()],
    limit: Annotated[int, typer.Option(min=1, max=100)] = 20,
    kind: Annotated[str | None, typer.Option(help="Only parties of this kind: company, person, state and the like")] = None,
    jurisdiction: Annotated[str | None, typer.Option(help="Only parties of this country: ISO 3166 code")] = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Find parties by a part of a name, in any script, or an identifier.  Exit code 1 when there is none."""
    from cli.text.search import format_search
    from graph import queries

    generation, _ = open_generation(context)
    answer = queries.search(generation, text, limit, kind=kind, jurisdiction=jurisdiction)
    write_answer(answer, choose_format(format_, json), format_search(answer, generation.base))
    if not answer.matches:
        raise typer.Exit(1)
