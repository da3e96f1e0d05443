"""The verb `rules`: the rules that answers can be asked by."""

from __future__ import annotations

from cli.call import Format, write_answer
from cli.flags import Json, Out, choose_format


def rules(format_: Out = Format.table, json: Json = False) -> None:
    """The rules that answers can be asked by, with their contested points and sources."""
    from cli.text.rules import format_rules
    from graph import queries
    from graph.rules.table import RULES

    answer = queries.rules()
    write_answer(answer, choose_format(format_, json), format_rules(list(RULES.values())))
