"""The reading verbs over many parties or times: cycles, exposure, what-if, history, rules."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.common import Format, party_names, read_text, write
from cli.flags import AsOf, Context, Include, Json, KnownAt, Out, Party, Rule, Set, Together, chosen, opened


class Column(StrEnum):
    """What is held in a cycle."""

    votes = "votes"
    capital = "capital"


class Side(StrEnum):
    """Where cycles are looked for."""

    above = "above"
    below = "below"


class Axis(StrEnum):
    """Which time runs."""

    as_of = "as-of"
    known_at = "known-at"


def register(app: typer.Typer) -> None:
    for verb in (cycles, exposure, history, rules):
        app.command()(verb)
    app.command("what-if")(what_if)


def cycles(
    context: Context, party: Annotated[str | None, typer.Argument(help="Only cycles above or below this party")] = None,
    side: Annotated[Side, typer.Option(help="Above PARTY or below it")] = Side.above,
    column: Annotated[Column, typer.Option(help="What is held")] = Column.votes, as_of: AsOf = None, known_at: KnownAt = None,
    include: Include = None, format_: Out = Format.table, json: Json = False,
) -> None:
    """Which parties hold each other in cycles?"""
    from cli.text import cycles_text
    from graph import questions

    generation, call = opened(context)
    number = None if party is None else questions.find_party(generation, party)
    answer = questions.cycles(call.ask(generation, as_of, known_at, None, include), number, side=side.value, column=column.value)
    write(answer, chosen(format_, json), answer.cycles, cycles_text(answer))


def exposure(
    context: Context, parties: Annotated[Path, typer.Option(help="One id or name a line, or .csv with them first; - for stdin")],
    rule: Rule = None, parameters: Set = None, together: Together = None, as_of: AsOf = None, known_at: KnownAt = None,
    include: Include = None, format_: Out = Format.table, json: Json = False,
) -> None:
    """Which companies do the parties of a list reach by a rule?  Exit code 1 when one of them was not found."""
    from cli.text import exposure_text
    from graph import questions

    generation, call = opened(context)
    asking = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    answer = questions.exposure(asking, party_names(parties))
    write(answer, chosen(format_, json), answer.companies, exposure_text(answer))
    if answer.errors:
        raise typer.Exit(1)


def what_if(
    context: Context, changes: Annotated[Path, typer.Argument(metavar="CHANGES.csv", help="holder,subject,share[,interest]; - for stdin")],
    party: Party, as_of: AsOf = None, known_at: KnownAt = None, rule: Rule = None, parameters: Set = None, together: Together = None,
    include: Include = None, format_: Out = Format.table, json: Json = False,
) -> None:
    """Who would control PARTY after supposed changes, who gains and loses what, and what it still takes?  Nothing is written."""
    from cli.text import what_if_text
    from graph import questions

    generation, call = opened(context)
    asking = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    rows = questions.read_changes(read_text(changes))
    answer = questions.what_if(asking, questions.find_party(generation, party), rows)
    write(answer, chosen(format_, json), answer.control_changes, what_if_text(answer))


def history(
    context: Context, party: Party, axis: Annotated[Axis, typer.Option(help="Which of the two times runs")] = Axis.as_of,
    as_of: AsOf = None, known_at: KnownAt = None, rule: Rule = None, parameters: Set = None, together: Together = None,
    include: Include = None, format_: Out = Format.table, json: Json = False,
) -> None:
    """Who controlled PARTY when?"""
    from cli.text import history_text
    from graph import questions
    from graph.questions.history import Axis as Running

    generation, call = opened(context)
    asking = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    answer = questions.history(asking, questions.find_party(generation, party), Running(axis.value.replace("-", "_")))
    write(answer, chosen(format_, json), answer.periods, history_text(answer, generation.base))


def rules(format_: Out = Format.table, json: Json = False) -> None:
    """The rules that answers can be asked by, with their contested points and sources."""
    from cli.text import rules_text
    from graph import questions
    from graph.rules.table import RULES

    answer = questions.rules()
    write(answer, chosen(format_, json), answer.rules, rules_text(list(RULES.values())))
