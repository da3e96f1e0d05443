"""The verb `chart`: the answer for a party as an SVG."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.flags import AsOf, Context, Include, KnownAt, Party, Rule, Set, Together, open_generation


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

    generation, call = open_generation(context)
    svg = picture(call.ask(generation, as_of, known_at, rule, include, parameters, together), queries.find_party(generation, party))
    if str(output) == "-":
        sys.stdout.write(svg)
    else:
        from graph.files import raise_store_errors, replace_text

        with raise_store_errors(output.parent):
            replace_text(output, svg)
        call.progress(f"wrote {output}")
