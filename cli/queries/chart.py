"""The verb `chart`: the answer for a party as a picture, SVG or PNG."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.flags import ALL_OPTIONS, Context, Identity, Json, Party, open_generation, with_options

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
    output: Annotated[
        Path, typer.Option("-o", "--output", help="file whose name ends in .svg, .png or .json; - for the SVG, or the JSON, on stdout")
    ] = Path("-"),
    expand: Annotated[
        list[str] | None, typer.Option("--expand", metavar="PARTY", help="Draw all holders of PARTY, not stacks of them; may be repeated")
    ] = None,
    direction: Annotated[
        Way | None, typer.Option("--dir", help="Who controls PARTY (up), or what it controls (down) [default: down for persons and states]")
    ] = None,
    identity: Identity = None,
    json: Json = False,
    *,
    options: RawOptions,
) -> None:
    """Draw the answer for PARTY as a picture that stands alone, or give what it shows as data."""
    from api.permalinks import make_permalink
    from graph import queries
    from graph.answers import encode
    from graph.chart.model import to_json
    from graph.chart.party import Direction, build_party_chart, draw_party_chart
    from graph.queries.identity import parse_identity

    asked, kind = parse_identity(identity), _choose_kind(output, json)
    generation, call = open_generation(context)
    question, number = call.open_query(generation, options), queries.find_party(generation, party)
    expanded = [generation.party_iri(queries.find_party(generation, text)) for text in expand or ()]
    way: Direction | None = None if direction is None else "down" if direction is Way.DOWN else "up"
    # As data nothing is folded, so that there is nothing to open.
    permalink = make_permalink(call.settings().public_url, question, number, () if kind == ".json" else expanded, way, asked)
    if kind == ".json":
        content = encode(to_json(build_party_chart(question, number, way, permalink=permalink, identity=asked)))
    else:
        svg = draw_party_chart(question, number, way, permalink=permalink, expanded=expanded, identity=asked)
        content = _paint(svg) if kind == ".png" else svg.encode()
    if str(output) == "-":
        sys.stdout.write(content.decode())
        return
    from graph.files import raise_output_errors, replace_bytes

    with raise_output_errors(output):
        replace_bytes(output, content)
    call.progress(f"wrote {output}")


def _paint(svg: str) -> bytes:
    from graph.chart.png import render_png

    return render_png(svg)


def _choose_kind(output: Path, json: bool) -> str:
    """Return .svg, .png or .json.  Raises UsageError UNKNOWN_PICTURE where the name of the file says something else."""
    kinds = (".json",) if json else (".svg", ".png", ".json")
    kind = kinds[0] if str(output) == "-" else output.suffix.lower()
    if kind not in kinds:
        from ontology.errors import UsageError

        raise UsageError("UNKNOWN_PICTURE", f"{output} does not name what can be written", f"end its name in {' or '.join(kinds)}")
    return kind
