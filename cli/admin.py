"""The verbs of upkeep: key, export, query, sources, generations, verify, index, config, version."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.batch import tell_untried
from cli.call import Call, Format, now, write_answer, write_json
from cli.flags import WITHOUT_GROUPS, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions

Context = typer.Context
Out = Annotated[Format, typer.Option("--format", help="How to print")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON")]
generations = typer.Typer(help="The published states of the data folder: list, rollback N, prune, rebuild.", invoke_without_command=True)
index = typer.Typer(no_args_is_help=True, help="Build a projection that a large load left out.")


def register(app: typer.Typer) -> None:
    for verb in (key, export, query, sources, verify, config, version):
        app.command()(verb)
    app.add_typer(generations, name="generations")
    app.add_typer(index, name="index")


@with_options(*WITHOUT_GROUPS)
def export(
    context: Context,
    format_: Annotated[
        str, typer.Option("--format", help="nquads, trig, turtle, jsonld, csv, bods, ftm, graphml, cypher; as a folder: parquet, neo4j-csv")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="File or folder; .gz compresses; - for stdout")],
    source: Annotated[str | None, typer.Option(help="Only this source")] = None,
    answers: Annotated[
        bool, typer.Option("--answers", help="Who ultimately controls each company instead, as one file: parquet, csv, nquads")
    ] = False,
    changes_since: Annotated[
        str | None,
        typer.Option("--changes-since", metavar="N|DATE", help="What changed since that generation instead, as a folder: nquads"),
    ] = None,
    *,
    options: RawOptions,
) -> None:
    """Write a dump, the answers about all companies, or what changed; two runs give the same bytes."""
    from graph.exports.dump import export as write_dump
    from graph.exports.dump import export_answers, export_changes
    from graph.queries.options import RawOptions
    from ontology.errors import UsageError

    call: Call = context.obj
    if answers:
        if source is not None:
            raise UsageError("ANSWERS_OF_ALL", "the answers rest on all sources together", "leave out --source")
        if changes_since is not None:
            raise UsageError("ANSWERS_OR_CHANGES", "answers and changes are two exports", "leave out --answers or --changes-since")
        report = export_answers(call.generation(), format_, output, call.parse_options(options))
    elif options != RawOptions():
        raise UsageError("NO_ANSWERS", "a dump holds every day and knows no rule", "add --answers, or leave out the day and the rule")
    elif changes_since is not None:
        if format_ != "nquads" or source is not None:
            raise UsageError("CHANGES_OF_ALL", "changes are those of all triples", "write --format nquads, and leave out --source")
        folder = call.folder()
        report = export_changes(folder.open(folder.find_since(changes_since)), call.generation(), output)
    else:
        report = write_dump(call.generation(), format_, output, source)
    if not call.quiet:
        print(f"wrote {report.count:,} {report.unit} to {output}", file=sys.stderr)
    if answers:
        tell_untried(call)
    for reason, count in sorted(report.omissions.items()):
        print(f"left out, because {format_} cannot hold them: {count:,} {reason}", file=sys.stderr)
    for what, count in sorted(report.roundings.items()):
        print(f"rounded, because {format_} cannot hold them as they are: {count:,} {what}", file=sys.stderr)


def query(
    context: Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.rq", help="SPARQL query; - for stdin")],
    format_: Out = Format.table,
) -> None:
    """Ask the current generation in SPARQL."""
    from cli.sparql import run_query

    call: Call = context.obj
    run_query(call.generation(), file, format_)


def sources(context: Context, format_: Out = Format.table, json: Json = False) -> None:
    """The sources of the current generation."""
    from graph import queries
    from graph.answers.sources import SourcesAnswer

    call: Call = context.obj
    generation = call.generation()
    rows = queries.sources(generation)
    lines = [("  " if s.part_of else "", f"{s.title} ({s.type}{', ' + s.date if s.date else ''})", s.id) for s in rows]
    text = "".join(f"{indent}{title}\n{indent}  {generation.base.compact(iri)}\n" for indent, title, iri in lines)
    answer = SourcesAnswer(sources=tuple(rows), generation=generation.number)
    write_answer(answer, Format.json if json else format_, text)


def key(name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is: letters, digits, . _ -")]) -> None:
    """Make a key for the service: the key on stdout, once; what the service is told of it on stderr."""
    from api.keys import Keys, make_key

    secret, digest = make_key()
    Keys(f"{name}:{digest}", 1)
    print(secret)
    print(f"give the key to whoever asks; it is not kept.  Add to OWNERSHIP_API_KEYS:\n  {name}:{digest}", file=sys.stderr)


@generations.callback()
def list_generations(context: Context, as_json: Json = False) -> None:
    """List the generations; the served one is marked."""
    if context.invoked_subcommand:
        return
    folder = context.obj.folder()
    current = folder.current_number()
    if as_json:
        counts_of = [
            {"number": m.number, "created": m.created, "statements": m.statements, "parties": m.parties, "sources": len(m.releases)}
            for m in folder.manifests()
        ]
        write_json({"served": current, "generations": counts_of})
        return
    for manifest in folder.manifests():
        mark = "*" if manifest.number == current else " "
        counts = f"{manifest.statements:,} statements, {manifest.parties:,} parties, {len(manifest.releases)} sources"
        print(f"{mark} {manifest.number}  {manifest.created}  {counts}")


@generations.command()
def rollback(context: Context, number: Annotated[int, typer.Argument()]) -> None:
    """Serve another generation that is still on disk."""
    folder = context.obj.folder()
    with folder.writer() as writer:
        writer.roll_back(number)
    print(f"generation {number} is served")


@generations.command()
def rebuild(context: Context) -> None:
    """Build the current generation anew from the ledger, as after an update of this program."""
    from graph.exports import derived

    with context.obj.folder().writer(derive=derived.write_lines) as writer:
        generation = writer.rebuild(created=now(), progress=context.obj.progress)
    print(f"generation {generation.number} is built and served")


@generations.command()
def prune(context: Context, keep: Annotated[int, typer.Option(min=1, help="How many of the newest to keep")] = 3) -> None:
    """Remove old generations and the releases that only they used."""
    folder = context.obj.folder()
    with folder.writer() as writer:
        removed = writer.prune(keep)
    print(f"removed {len(removed)} generations" + (f": {', '.join(map(str, removed))}" if removed else ""))


@index.command()
def triples(
    context: Context,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="URL", help="Copy it to the graph store (SPARQL 1.1 Graph Store Protocol) of another server, too"),
    ] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Build it above a million statements, too")] = False,
) -> None:
    """Build the SPARQL index of the current generation; of a large one it says first what that takes."""
    from graph.exports import derived

    call: Call = context.obj
    server = call.settings().sparql_server(to) if to is not None else None
    with call.folder().writer() as writer:
        generation = writer.index_triples(derived.write_lines, even_if_large=anyway, progress=call.progress)
    print(f"generation {generation.number} answers SPARQL")
    if server is not None:
        from graph.rdf import graph_store, triple_store

        copied = graph_store.copy_triples(triple_store.open_read_only(generation.triples_path), server, generation.base, call.progress)
        deleted = f", and deleted {copied.deleted} that it no longer has" if copied.deleted else ""
        print(f"copied {copied.triples:,} triples in {copied.graphs} graphs to {server.name}{deleted}; each was counted there")


@index.command(name="names")
def names_(context: Context) -> None:
    """Build the search index of the current generation."""
    folder = context.obj.folder()
    with folder.writer() as writer:
        generation = writer.index_names()
    print(f"generation {generation.number} is searched by name")


def verify(
    context: Context,
    shapes: Annotated[bool, typer.Option("--shapes", help="Hold the RDF of small data against the shapes too")] = False,
    as_json: Json = False,
) -> None:
    """Compare every file with its hash and every projection with the ledger.  Exit code 4 when one differs."""
    from graph.generation.verify import verify as checks
    from graph.generation.verify import verify_files

    folder = context.obj.folder()
    of_files = verify_files(folder)
    # What is not whole is not opened.
    all_checks = [of_files, *checks(folder.open(), folder.ledger)] if of_files.agrees else [of_files]
    findings = [(check.agrees, f"{check.name}: {check.finding}") for check in all_checks]
    if shapes and of_files.agrees:
        from graph.generation.shacl import find_violations

        violations = [(False, str(violation)) for violation in find_violations(folder.open())]
        findings += violations or [(True, "the RDF fits its shapes")]
    if as_json:
        write_json({"checks": [{"agrees": agrees, "finding": finding} for agrees, finding in findings]})
    else:
        print("\n".join(f"{'ok  ' if agrees else 'FAIL'}  {finding}" for agrees, finding in findings))
    if not all(agrees for agrees, _ in findings):
        anew = "load the sources again; the ledger is the truth, projections are built from it"
        print(f"hint: {anew if of_files.agrees else 'copy these files again, or ' + anew}", file=sys.stderr)
        raise typer.Exit(4)


def config(context: Context, as_json: Json = False) -> None:
    """Each setting with its value and where it came from; secrets masked."""
    from api.settings import describe_settings

    settings, origins = context.obj.settings_and_origins()
    rows = describe_settings(settings, origins)
    if as_json:
        write_json({"settings": list(rows)})
        return
    for row in rows:
        print(f"{row['name']:<18} {row['value']:<44} {row['origin']}")


def version(as_json: Json = False) -> None:
    """The version of this program."""
    from importlib.metadata import version as installed

    number = installed("ownership-graph")
    if as_json:
        write_json({"version": number})
    else:
        print(number)
