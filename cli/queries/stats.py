"""The verb `stats`: how much the current generation holds, and of what."""

from __future__ import annotations

from cli.call import Format, write_answer
from cli.flags import Context, Json, Out, choose_format, open_generation


def stats(context: Context, format_: Out = Format.table, json: Json = False) -> None:
    """How much is here: parties, interests and sources, of each kind, and the size on disk."""
    from cli.text.stats import format_stats
    from graph import queries

    generation, _ = open_generation(context)
    answer = queries.stats(generation)
    write_answer(answer, choose_format(format_, json), format_stats(answer))
