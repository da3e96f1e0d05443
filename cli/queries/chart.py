"""The verb `chart`: the answer for a party as a picture, SVG or PNG."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.flags import ALL_OPTIONS, Context, Party, open_generation, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


class Way(StrEnum):
    """Which side of a party is drawn."""

    UP = "up"
    DOWN = "down"


@with_options(*ALL_OPTIONS)
def chart(
    context: Context,
    party: Party,
    output: Annotated[Path, typer.Option("-o", "--output", help="file whose name ends in .svg or .png; - for the SVG on stdout")] = Path(
        "-"
    ),
    expand: Annotated[
        list[str] | None, typer.Option("--expand", metavar="PARTY", help="Draw all holders of PARTY, not stacks of them; may be repeated")
    ] = None,
    direction: Annotated[
        Way | None, typer.Option("--dir", help="Who controls PARTY (up), or what it controls (down) [default: down for persons and states]")
    ] = None,
    *,
    options: RawOptions,
) -> None:
    """Draw the answer for PARTY as a picture that stands alone."""
    from api.permalinks import make_permalink
    from graph import queries
    from graph.chart.party import Direction, draw_party_chart

    _check_name(output)
    generation, call = open_generation(context)
    question, number = call.open_query(generation, options), queries.find_party(generation, party)
    expanded = [generation.party_iri(queries.find_party(generation, text)) for text in expand or ()]
    way: Direction | None = None if direction is None else "down" if direction is Way.DOWN else "up"
    permalink = make_permalink(call.settings().public_url, question, number, expanded, way)
    svg = draw_party_chart(question, number, way, permalink=permalink, expanded=expanded)
    if str(output) == "-":
        sys.stdout.write(svg)
    else:
        from graph.files import raise_output_errors, replace_bytes, replace_text

        with raise_output_errors(output):
            if output.suffix.lower() == ".png":
                from graph.chart.png import render_png

                replace_bytes(output, render_png(svg))
            else:
                replace_text(output, svg)
        call.progress(f"wrote {output}")


def _check_name(output: Path) -> None:
    """Raise UsageError UNKNOWN_PICTURE unless the name of the file says which picture is wanted."""
    if str(output) != "-" and output.suffix.lower() not in (".svg", ".png"):
        from ontology.errors import UsageError

        raise UsageError("UNKNOWN_PICTURE", f"{output} names no picture that can be drawn", "end its name in .svg or .png")
