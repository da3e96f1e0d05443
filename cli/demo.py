"""The verb `demo`."""

from __future__ import annotations

from importlib.resources import as_file, files

import typer

from cli.call import Call
from cli.flags import Context
from cli.load import load_files


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo(context: Context) -> None:
    """Load the example and answer its question."""
    from cli.text.controllers import format_controllers
    from graph import queries
    from graph.queries.options import RawOptions

    call: Call = context.obj
    with as_file(files("examples")) as examples:
        load_files(call, [examples / "saryarka.map.yaml"])
    generation = call.generation()
    query = call.open_query(generation, RawOptions(as_of="2018-12-12", include=["agreed"]))
    answer = queries.controllers(query, queries.find_party(generation, "Saryarka AvtoProm"))
    print("Who ultimately controls Saryarka AvtoProm?\n")
    print(format_controllers(answer))
    flag = f"--data {call.data} " if call.data else ""
    print("Next:")
    print(f'  ownership {flag}controllers "Saryarka AvtoProm" --as-of 2018-12-12')
    print("      the same question without counting the agreed deal as done")
    print(f"  ownership {flag}serve")
    print("      pages, API and SPARQL on http://127.0.0.1:8000")
