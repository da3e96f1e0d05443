"""The reading verbs about one party: controllers, controlled, owners, holdings, paths, entity, search, chart."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Format, party_names, read_text, write
from cli.flags import AsOf, Context, Include, Json, KnownAt, Out, Party, Rule, Set, Together, chosen, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.answers import BriefAnswer, ControllersAnswer, UnansweredParty


class By(StrEnum):
    """Which chains come first."""

    share = "share"
    length = "length"


def register(app: typer.Typer) -> None:
    for verb in (controllers, controlled, owners, holdings, paths, entity, search, chart, cycles, exposure, history, rules):
        app.command()(verb)
    app.command("what-if")(what_if)


def controllers(
    context: Context,
    party: Annotated[str | None, typer.Argument(help="IRI, identifier such as lei:..., or name")] = None,
    batch: Annotated[Path | None, typer.Option(help="Answer for each party of this file instead: one a line, or .csv; - for stdin")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Answer in short for every company instead")] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Who ultimately controls PARTY?  Exit code 1 when these sources do not show it, or a party of the batch was not found."""
    from cli.text import controllers_text
    from graph import queries
    from ontology.errors import UsageError

    if (party is not None) + (batch is not None) + all_ != 1:
        raise UsageError("WHICH_PARTY", "name one party, or --batch FILE, or --all", 'ownership controllers "Company Ltd"')
    generation, call = opened(context)
    if party is None:
        options = call.options(as_of, known_at, rule, include, parameters, together)
        stream = queries.batch_all(generation, options) if batch is None else queries.batch(generation, options, party_names(batch))
        if not _stream(stream, chosen(format_, json)):
            raise typer.Exit(1)
        return
    query = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    answer = queries.controllers(query, queries.find_party(generation, party))
    write(answer, chosen(format_, json), answer.controllers, controllers_text(answer))
    if answer.verdict == "not_shown":
        raise typer.Exit(1)


def controlled(
    context: Context,
    party: Party,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """What does PARTY control, or meet another rule for?"""
    from cli.text import controlled_text
    from graph import queries

    generation, call = opened(context)
    query = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    answer = queries.controlled(query, queries.find_party(generation, party))
    write(answer, chosen(format_, json), answer.controlled, controlled_text(answer))


def owners(
    context: Context,
    party: Party,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    include: Include = None,
    comparison: Annotated[bool, typer.Option("--comparison", help="Brioschi's figure and the sum over simple paths beside it")] = False,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Whose money is in PARTY, directly and through others?"""
    from cli.text import owners_text
    from graph import queries

    generation, call = opened(context)
    query = call.ask(generation, as_of, known_at, None, include)
    answer = queries.owners(query, queries.find_party(generation, party), comparison=comparison)
    write(answer, chosen(format_, json), answer.owners, owners_text(answer))


def holdings(
    context: Context,
    party: Party,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """What does PARTY hold directly?"""
    from cli.text import holdings_text
    from graph import queries

    generation, call = opened(context)
    answer = queries.holdings(call.ask(generation, as_of, known_at, None, include), queries.find_party(generation, party))
    write(answer, chosen(format_, json), answer.holdings, holdings_text(answer))


def paths(
    context: Context,
    start: Annotated[str, typer.Argument(metavar="FROM")],
    end: Annotated[str, typer.Argument(metavar="TO")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    include: Include = None,
    by: Annotated[By, typer.Option(help="The strongest first, or the shortest")] = By.share,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many chains")] = 10,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """By which chains does FROM reach TO?"""
    from cli.text import paths_text
    from graph import queries
    from graph.network.paths import Order

    generation, call = opened(context)
    query = call.ask(generation, as_of, known_at, None, include)
    first, last = queries.find_party(generation, start), queries.find_party(generation, end)
    answer = queries.paths(query, first, last, limit=limit, by=Order(by.value))
    write(answer, chosen(format_, json), answer.paths, paths_text(answer))


def entity(context: Context, party: Party, format_: Out = Format.table, json: Json = False) -> None:
    """What do the sources say of PARTY?"""
    from cli.text import entity_text
    from graph import queries

    generation, _ = opened(context)
    answer = queries.entity(generation, queries.find_party(generation, party))
    write(answer, chosen(format_, json), [answer], entity_text(answer, generation.base))


def search(
    context: Context,
    text: Annotated[str, typer.Argument()],
    limit: Annotated[int, typer.Option(min=1, max=100)] = 20,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Find parties by a part of a name, in any script, or an identifier.  Exit code 1 when there is none."""
    from cli.text import search_text

    generation, _ = opened(context)
    matches = generation.names.search(text, limit)
    body = {"query": text, "matches": matches, "generation": generation.number}
    write(body, chosen(format_, json), matches, search_text(text, matches, generation.base))
    if not matches:
        raise typer.Exit(1)


def chart(
    context: Context,
    party: Party,
    output: Annotated[Path, typer.Option("-o", "--output", help="SVG file; - for stdout")] = Path("-"),
    as_of: AsOf = None,
    known_at: KnownAt = None,
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    include: Include = None,
) -> None:
    """Draw the answer for PARTY as an SVG that stands alone."""
    from graph import queries
    from graph.chart.build import picture

    generation, call = opened(context)
    svg = picture(call.ask(generation, as_of, known_at, rule, include, parameters, together), queries.find_party(generation, party))
    if str(output) == "-":
        sys.stdout.write(svg)
    else:
        from graph.files import replace_text, store_errors

        with store_errors(output.parent):
            replace_text(output, svg)
        call.progress(f"wrote {output}")


def _stream(answers: Iterable[ControllersAnswer | UnansweredParty | BriefAnswer], format_: Format) -> bool:
    """Print answers as they come: NDJSON as HTTP sends it, or a line of text; CSV comes at the end.  False when a party was not found."""
    from cli.text import batch_text
    from graph.answers import UnansweredParty, encode_line

    whole = True
    rows: list[object] = []
    for answer in answers:
        whole = whole and not isinstance(answer, UnansweredParty)
        match format_:
            case Format.csv:
                rows.append(answer)
            case Format.table:
                sys.stdout.write(batch_text(answer))
            case Format.json | Format.jsonl:
                sys.stdout.buffer.write(encode_line(answer))
    if format_ is Format.csv:
        write({}, format_, rows, "")
    sys.stdout.flush()
    return whole


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


def cycles(
    context: Context,
    party: Annotated[str | None, typer.Argument(help="Only cycles above or below this party")] = None,
    side: Annotated[Side, typer.Option(help="Above PARTY or below it")] = Side.above,
    column: Annotated[Column, typer.Option(help="What is held")] = Column.votes,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Which parties hold each other in cycles?"""
    from cli.text import cycles_text
    from graph import queries

    generation, call = opened(context)
    number = None if party is None else queries.find_party(generation, party)
    answer = queries.cycles(call.ask(generation, as_of, known_at, None, include), number, side=side.value, column=column.value)
    write(answer, chosen(format_, json), answer.cycles, cycles_text(answer))


def exposure(
    context: Context,
    parties: Annotated[Path, typer.Option(help="One id or name a line, or .csv with them first; - for stdin")],
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Which companies do the parties of a list reach by a rule?  Exit code 1 when one of them was not found."""
    from cli.text import exposure_text
    from graph import queries

    generation, call = opened(context)
    query = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    answer = queries.exposure(query, party_names(parties))
    write(answer, chosen(format_, json), answer.companies, exposure_text(answer))
    if answer.errors:
        raise typer.Exit(1)


def what_if(
    context: Context,
    changes: Annotated[Path, typer.Argument(metavar="CHANGES.csv", help="holder,subject,share[,interest]; - for stdin")],
    party: Party,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Who would control PARTY after supposed changes, who gains and loses what, and what it still takes?  Nothing is written."""
    from cli.text import what_if_text
    from graph import queries

    generation, call = opened(context)
    query = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    rows = queries.read_changes(read_text(changes))
    answer = queries.what_if(query, queries.find_party(generation, party), rows)
    write(answer, chosen(format_, json), answer.control_changes, what_if_text(answer))


def history(
    context: Context,
    party: Party,
    axis: Annotated[Axis, typer.Option(help="Which of the two times runs")] = Axis.as_of,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    include: Include = None,
    format_: Out = Format.table,
    json: Json = False,
) -> None:
    """Who controlled PARTY when?"""
    from cli.text import history_text
    from graph import queries
    from graph.queries.history import Axis as Running

    generation, call = opened(context)
    query = call.ask(generation, as_of, known_at, rule, include, parameters, together)
    answer = queries.history(query, queries.find_party(generation, party), Running(axis.value.replace("-", "_")))
    write(answer, chosen(format_, json), answer.periods, history_text(answer, generation.base))


def rules(format_: Out = Format.table, json: Json = False) -> None:
    """The rules that answers can be asked by, with their contested points and sources."""
    from cli.text import rules_text
    from graph import queries
    from graph.rules.table import RULES

    answer = queries.rules()
    write(answer, chosen(format_, json), answer.rules, rules_text(list(RULES.values())))
