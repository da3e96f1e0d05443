"""The reading verbs: controllers, controlled, owners, holdings, paths, entity, search, chart."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import Call, Format, write

if TYPE_CHECKING:
    from graph.generation import Generation

Party = Annotated[str, typer.Argument(help="IRI, identifier such as lei:..., or name", show_default=False)]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The day asked about: YYYY-MM-DD, YYYY-MM or YYYY [default: today]")]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="Only what was stated by this day")]
Rule = Annotated[str | None, typer.Option("--rule", help="Rule id [default: majority-control]")]
Include = Annotated[list[str] | None, typer.Option("--include", help="Count as done: agreed, planned")]
Out = Annotated[Format, typer.Option("--format", help="How to print")]
Json = Annotated[bool, typer.Option("--json", help="The HTTP body, byte for byte")]
Context = typer.Context


def register(app: typer.Typer) -> None:
    for verb in (controllers, controlled, owners, holdings, paths, entity, search, chart):
        app.command()(verb)


def controllers(
    context: Context, party: Party, as_of: AsOf = None, known_at: KnownAt = None, rule: Rule = None, include: Include = None,
    format_: Out = Format.table, json: Json = False,
) -> None:
    """Who ultimately controls PARTY?  Exit code 1 when these sources do not show it."""
    from cli.text import controllers_text
    from graph import questions

    generation, call = _open(context)
    asking = call.ask(generation, as_of, known_at, rule, include)
    answer = questions.controllers(asking, questions.find_party(generation, party))
    write(answer, _format(format_, json), answer.controllers, controllers_text(answer))
    if answer.verdict == "not_shown":
        raise typer.Exit(1)


def controlled(
    context: Context, party: Party, as_of: AsOf = None, known_at: KnownAt = None, rule: Rule = None, include: Include = None,
    format_: Out = Format.table, json: Json = False,
) -> None:
    """What does PARTY control?"""
    from cli.text import controlled_text
    from graph import questions

    generation, call = _open(context)
    asking = call.ask(generation, as_of, known_at, rule, include)
    answer = questions.controlled(asking, questions.find_party(generation, party))
    write(answer, _format(format_, json), answer.controlled, controlled_text(answer))


def owners(
    context: Context, party: Party, as_of: AsOf = None, known_at: KnownAt = None, include: Include = None,
    format_: Out = Format.table, json: Json = False,
) -> None:
    """Whose money is in PARTY, directly and through others?"""
    from cli.text import owners_text
    from graph import questions

    generation, call = _open(context)
    answer = questions.owners(call.ask(generation, as_of, known_at, None, include), questions.find_party(generation, party))
    write(answer, _format(format_, json), answer.owners, owners_text(answer))


def holdings(
    context: Context, party: Party, as_of: AsOf = None, known_at: KnownAt = None, include: Include = None,
    format_: Out = Format.table, json: Json = False,
) -> None:
    """What does PARTY hold directly?"""
    from cli.text import holdings_text
    from graph import questions

    generation, call = _open(context)
    answer = questions.holdings(call.ask(generation, as_of, known_at, None, include), questions.find_party(generation, party))
    write(answer, _format(format_, json), answer.holdings, holdings_text(answer))


def paths(
    context: Context, start: Annotated[str, typer.Argument(metavar="FROM")], end: Annotated[str, typer.Argument(metavar="TO")],
    as_of: AsOf = None, known_at: KnownAt = None, include: Include = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many chains")] = 10, format_: Out = Format.table, json: Json = False,
) -> None:
    """By which chains does FROM reach TO?"""
    from cli.text import paths_text
    from graph import questions

    generation, call = _open(context)
    asking = call.ask(generation, as_of, known_at, None, include)
    answer = questions.ways(asking, questions.find_party(generation, start), questions.find_party(generation, end), limit=limit)
    write(answer, _format(format_, json), answer.paths, paths_text(answer))


def entity(context: Context, party: Party, format_: Out = Format.table, json: Json = False) -> None:
    """What do the sources say of PARTY?"""
    from cli.text import entity_text
    from graph import questions

    generation, _ = _open(context)
    answer = questions.entity(generation, questions.find_party(generation, party))
    write(answer, _format(format_, json), [answer], entity_text(answer, generation.base))


def search(
    context: Context, text: Annotated[str, typer.Argument()], limit: Annotated[int, typer.Option(min=1, max=100)] = 20,
    format_: Out = Format.table, json: Json = False,
) -> None:
    """Find parties by a part of a name, in any script, or an identifier.  Exit code 1 when there is none."""
    from cli.text import search_text

    generation, _ = _open(context)
    matches = generation.names.search(text, limit)
    body = {"query": text, "matches": matches, "generation": generation.number}
    write(body, _format(format_, json), matches, search_text(text, matches, generation.base))
    if not matches:
        raise typer.Exit(1)


def chart(
    context: Context, party: Party, output: Annotated[Path, typer.Option("-o", "--output", help="SVG file; - for stdout")] = Path("-"),
    as_of: AsOf = None, known_at: KnownAt = None, rule: Rule = None, include: Include = None,
) -> None:
    """Draw the answer for PARTY as an SVG that stands alone."""
    from graph import questions
    from graph.chart.picture import picture

    generation, call = _open(context)
    svg = picture(call.ask(generation, as_of, known_at, rule, include), questions.find_party(generation, party))
    if str(output) == "-":
        sys.stdout.write(svg)
    else:
        from graph.files import replace_text, store_errors

        with store_errors(output.parent):
            replace_text(output, svg)
        call.progress(f"wrote {output}")


def _open(context: Context) -> tuple[Generation, Call]:
    call: Call = context.obj
    return call.generation(), call


def _format(format_: Format, json: bool) -> Format:
    return Format.json if json else format_
