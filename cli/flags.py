"""The flags that several verbs share, declared once, and how a reading verb begins.

Which options a question has is said by ``RawOptions`` (graph/queries/options.py); this module gives each of them its flag.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, get_type_hints

import typer

from cli.call import Call, Format

if TYPE_CHECKING:
    from graph.generation.generation import Generation

Context = typer.Context
Party = Annotated[str, typer.Argument(help="IRI, identifier such as lei:..., or name", show_default=False)]
Out = Annotated[Format, typer.Option("--format", help="How to print")]
Identity = Annotated[
    str | None, typer.Option("--identity", help="stated, or candidates: parties that may be one are tried as one [default: stated]")
]
Json = Annotated[bool, typer.Option("--json", help="The HTTP body, byte for byte")]

FLAGS: Final[Mapping[str, Any]] = {
    "as_of": Annotated[str | None, typer.Option("--as-of", help="The day asked about: YYYY-MM-DD, YYYY-MM or YYYY [default: today]")],
    "known_at": Annotated[str | None, typer.Option("--known-at", help="Only what was stated by this day")],
    "rule": Annotated[str | None, typer.Option("--rule", help="Rule id; ownership rules lists them [default: majority-control]")],
    "parameters": Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A contested point of the rule; may be repeated")
    ],
    "together": Annotated[list[str] | None, typer.Option("--together", metavar="A,B", help="Parties that act as one; may be repeated")],
    "include": Annotated[list[str] | None, typer.Option("--include", help="Count as done: agreed, planned")],
}
"""Field of RawOptions -> its flag."""

ALL_OPTIONS: Final = tuple(FLAGS)
"""For a verb that asks by a rule."""
WITHOUT_GROUPS: Final = tuple(name for name in FLAGS if name != "together")
"""For a verb that asks by a rule about everybody."""
WITHOUT_RULE: Final = ("as_of", "known_at", "include")
"""For a verb whose answer depends on no rule."""


def with_options(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorate a verb: it takes the flags of these options, in this order, in the place of its parameter ``options: RawOptions``."""

    def decorate(verb: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(verb)
        def run(**arguments: Any) -> None:
            from graph.queries.options import RawOptions

            values = {name: arguments.pop(name) for name in names}
            verb(**arguments, options=RawOptions(**{name: value for name, value in values.items() if value is not None}))

        # RawOptions is not imported before a verb runs, so that --help is quick: its name stands for nothing here.
        signature = inspect.signature(verb, eval_str=True, locals={"RawOptions": None})
        flags = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=FLAGS[name]) for name in names]
        parameters: list[inspect.Parameter] = []
        for parameter in signature.parameters.values():
            parameters += flags if parameter.name == "options" else [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        return run

    return decorate


def with_flags(flags: type) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorate a verb: it takes the fields of a dataclass as flags, in the place of its parameter ``flags``."""
    hints = get_type_hints(flags, include_extras=True)

    def decorate(verb: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(verb)
        def run(**arguments: Any) -> None:
            values = {name: arguments.pop(name) for name in hints}
            verb(**arguments, flags=flags(**values))

        parameters: list[inspect.Parameter] = []
        for parameter in inspect.signature(verb, eval_str=True, locals={"RawOptions": None}).parameters.values():
            if parameter.name == "flags":
                fields = dataclasses.fields(flags)
                parameters += [
                    inspect.Parameter(f.name, inspect.Parameter.KEYWORD_ONLY, default=f.default, annotation=hints[f.name]) for f in fields
                ]
            else:
                parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return run

    return decorate


def open_generation(context: typer.Context) -> tuple[Generation, Call]:
    """The current generation, and the call."""
    call: Call = context.obj
    return call.generation(), call


def choose_format(format_: Format, json: bool) -> Format:
    """The format of ``--format``, unless ``--json`` was given."""
    return Format.json if json else format_
