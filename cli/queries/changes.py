"""The verb `changes`: whose verdict is another one than in an earlier generation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Call, Format, read_parties, write_answer
from cli.flags import ALL_OPTIONS, Context, Json, Out, choose_format, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


@with_options(*ALL_OPTIONS)
def changes(
    context: Context,
    since: Annotated[str, typer.Option(metavar="GENERATION|DATE", help="The earlier generation, or that of the end of a day")],
    parties: Annotated[
        Path | None, typer.Option(help="Only these: one id or name a line, or .csv with them first; - for stdin", show_default=False)
    ] = None,
    *,
    options: RawOptions,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Whose verdict changed since an earlier generation?  Exit code 1 when a party of the list was not found."""
    from cli.text.changes import format_changes
    from graph import queries

    call: Call = context.obj
    folder, generation = call.folder(), call.generation()
    old = folder.open(folder.find_since(since))
    answer = queries.changes(old, generation, call.parse_options(options), read_parties(parties) if parties else None)
    write_answer(answer, choose_format(format_, json), format_changes(answer, generation.base))
    if answer.errors:
        raise typer.Exit(1)
