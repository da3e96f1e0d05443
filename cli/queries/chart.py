"""The verb `chart`: the answer for a party as an SVG."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.flags import ALL_OPTIONS, Context, Party, open_generation, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


@with_options(*ALL_OPTIONS)
def chart(
    context: Context,
    party: Party,
    output: Annotated[Path, typer.Option("-o", "--output", help="SVG file; - for stdout")] = Path("-"),
    *,
    options: RawOptions,
) -> None:
    """Draw the answer for PARTY as an SVG that stands alone."""
    from graph import queries
    from graph.chart.build import draw_party_chart

    generation, call = open_generation(context)
    svg = draw_party_chart(call.open_query(generation, options), queries.find_party(generation, party))
    if str(output) == "-":
        sys.stdout.write(svg)
    else:
        from graph.files import raise_store_errors, replace_text

        with raise_store_errors(output.parent):
            replace_text(output, svg)
        call.progress(f"wrote {output}")
