"""The verb `entity`: what the sources say of a party."""

from __future__ import annotations

from cli.call import Format, write_answer
from cli.flags import Context, Json, Out, Party, choose_format, open_generation


def entity(context: Context, party: Party, format_: Out = Format.table, json: Json = False) -> None:
    """What do the sources say of PARTY?"""
    from cli.text.entity import format_entity
    from graph import queries

    generation, _ = open_generation(context)
    answer = queries.entity(generation, queries.find_party(generation, party))
    write_answer(answer, choose_format(format_, json), format_entity(answer, generation.base))
