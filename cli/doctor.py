"""The verb `doctor`: looks at everything that the product needs, and says what is missing and what to do."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from cli.call import Call, write_json
from ontology.errors import OwnershipError, Reader, UsageError

if TYPE_CHECKING:
    from api.settings import Settings

_FREE: Final = 2 * 2**30
"""Bytes of free disk below which a load may not end."""
_OLD_DAYS: Final = 92
"""Days after which a source is called old."""


class Check(NamedTuple):
    """What was looked at, how it is (ok, note or fail), and the next step where there is one."""

    state: str
    what: str
    hint: str = ""


def register(app: typer.Typer) -> None:
    app.command()(doctor)


def doctor(
    context: typer.Context,
    warm: Annotated[bool, typer.Option("--warm", help="First compile the kernels for large networks, which takes a minute or two")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Look at program, settings, data folder and Neo4j, and say what is missing.  Exit code 4 when something fails."""
    call: Call = context.obj
    if warm:
        _warm(call)
    checks = []
    for check in _run_checks(call):
        checks.append(check)
        if not as_json:
            print(f"{check.state:<5} {check.what}" + (f"\n      {check.hint}" if check.hint else ""))
    if as_json:
        write_json({"checks": [check._asdict() for check in checks]})
    if any(check.state == "fail" for check in checks):
        raise typer.Exit(4)


def _run_checks(call: Call) -> Iterator[Check]:
    yield from _check_program()
    settings: list[Settings] = []
    yield _guard("settings", lambda: settings.append(call.settings()))
    if not settings:
        return
    yield from _check_folder(call, settings[0])
    if settings[0].neo4j_uri:
        yield _check_neo4j(settings[0])
    else:
        yield Check("note", "no Neo4j is configured", "not needed; set OWNERSHIP_NEO4J_URI to sync")


def _check_program() -> Iterator[Check]:
    yield Check("ok", f"Python {sys.version.split()[0]}")
    if importlib.util.find_spec("numba") is None:
        yield Check("note", "numba is not installed: large networks take long", "pip install 'ownership-graph[fast]'")
        return
    from graph.algorithms import kernel_cache

    folder = kernel_cache.find_folder()
    if folder is None:
        hint = f"set {kernel_cache.ENVIRONMENT} to a folder that this user may write to"
        yield Check("note", "compiled kernels have no place on disk: each process compiles what the largest questions need", hint)
    elif kernel_cache.is_filled():
        yield Check("ok", f"numba is installed, kernels are compiled in {folder}")
    else:
        hint = "ownership doctor --warm; serve does it by itself, beside its answers"
        yield Check("note", "kernels are not compiled yet: large questions take longer", hint)


def _warm(call: Call) -> None:
    """Compile the kernels.  Raises UsageError NO_NUMBA."""
    if importlib.util.find_spec("numba") is None:
        raise UsageError("NO_NUMBA", "numba, which compiles kernels, is not installed", "pip install 'ownership-graph[fast]'")
    from graph.queries.warm import fill_cache

    call.progress("compiling kernels")
    fill_cache()


def _check_folder(call: Call, settings: Settings) -> Iterator[Check]:
    folder = call.folder()
    if folder.current_number() is None:
        yield Check("note", f"nothing is loaded in {folder.path}", "ownership load FILE, or ownership demo")
        return
    free = shutil.disk_usage(folder.path).free
    what = f"{free / 1e9:,.1f} GB are free where the data lies"
    if free > _FREE:
        yield Check("ok", what)
    else:
        yield Check("fail", what, "a load needs room for the new release and generation: ownership generations prune")
    try:
        generation = folder.open()
    except OwnershipError as error:
        yield Check("fail", error.what_for(Reader.COMMAND), error.hint_for(Reader.COMMAND))
        return
    manifest = generation.manifest
    counts = f"{manifest.statements:,} statements, {len(generation):,} parties"
    yield Check("ok", f"generation {generation.number} of {manifest.created[:10]}: {counts}")
    if generation.has_search_index:
        yield Check("ok", "names are indexed")
    else:
        yield Check("fail", "names are not indexed: parties are found by identifier only", "ownership index names")
    if generation.has_triples:
        yield Check("ok", "SPARQL is indexed")
    else:
        yield Check("note", "SPARQL is not indexed: /sparql and query are not answered", "ownership index triples")
    yield from _check_sources(call)
    if settings.host not in ("127.0.0.1", "localhost", "::1") and not settings.api_keys:
        yield Check("note", f"serve listens on {settings.host} and everybody may ask", "ownership key NAME, and OWNERSHIP_API_KEYS")


def _check_sources(call: Call) -> Iterator[Check]:
    from cli.call import today
    from graph import queries
    from ontology.dates import last_day

    for source in queries.sources(call.generation()):
        # What an article says was so on its day; a register is published anew.
        if source.date and source.type != "article" and (age := (today() - last_day(source.date)).days) > _OLD_DAYS:
            yield Check("note", f"{source.title} is {age:,} days old", "load a newer release where there is one")


def _check_neo4j(settings: Settings) -> Check:
    from graph.neo4j.connection import Neo4jSettings, connect

    server = Neo4jSettings(settings.neo4j_uri or "", None, None, settings.neo4j_database, ca_file=settings.neo4j_ca_file)

    def check() -> None:
        user, password = settings.neo4j_login()
        with connect(replace(server, user=user, password=password)):
            pass

    return _guard(f"Neo4j at {server.address}", check)


def _guard(what: str, check: Callable[[], object]) -> Check:
    """Make a check of what raises one of the product's errors where it fails."""
    try:
        check()
    except OwnershipError as error:
        return Check("fail", f"{what}: {error.what_for(Reader.COMMAND)}", error.hint_for(Reader.COMMAND))
    return Check("ok", what)
