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
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Find parties by a part of a name, in any script, or an identifier.  Exit code 1 when there is none."""
    from cli.text.search import format_search

    generation, _ = open_generation(context)
    matches = generation.search_index.search(text, limit)
    body = {"query": text, "matches": matches, "generation": generation.number}
    write_answer(body, choose_format(format_, json), matches, format_search(text, matches, generation.base))
    if not matches:
        raise typer.Exit(1)
