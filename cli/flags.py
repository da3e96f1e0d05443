"""The flags that several reading verbs share, declared once, and how a verb begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Call, Format

if TYPE_CHECKING:
    from graph.generation.generation import Generation

Party = Annotated[str, typer.Argument(help="IRI, identifier such as lei:..., or name", show_default=False)]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The day asked about: YYYY-MM-DD, YYYY-MM or YYYY [default: today]")]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="Only what was stated by this day")]
Rule = Annotated[str | None, typer.Option("--rule", help="Rule id; ownership rules lists them [default: majority-control]")]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A contested point of the rule; may be repeated")]
Together = Annotated[list[str] | None, typer.Option("--together", metavar="A,B", help="Parties that act as one; may be repeated")]
Include = Annotated[list[str] | None, typer.Option("--include", help="Count as done: agreed, planned")]
Out = Annotated[Format, typer.Option("--format", help="How to print")]
Json = Annotated[bool, typer.Option("--json", help="The HTTP body, byte for byte")]
Context = typer.Context


def open_generation(context: typer.Context) -> tuple[Generation, Call]:
    """The current generation, and the call."""
    call: Call = context.obj
    return call.generation(), call


def choose_format(format_: Format, json: bool) -> Format:
    return Format.json if json else format_
