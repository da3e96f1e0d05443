"""The verbs that bring data in: demo, load, article propose / check / csv."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import Call, now

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.contract import Context as Loading
    from loaders.contract import Reject, Release
    from ontology.statements import Statement

Context = typer.Context
article = typer.Typer(no_args_is_help=True, help="From an article's text to claims that a person has reviewed.")


def register(app: typer.Typer) -> None:
    app.command()(demo)
    app.command()(load)
    app.add_typer(article, name="article")


def demo(context: Context) -> None:
    """Load the example and answer its question."""
    from cli.text import controllers_text
    from graph import questions

    call: Call = context.obj
    examples = Path(__file__).resolve().parent.parent / "examples"
    _load(call, [examples / "saryarka.map.yaml"])
    generation = call.generation()
    asking = call.ask(generation, "2018-12-12", None, None, ["agreed"])
    answer = questions.controllers(asking, questions.find_party(generation, "Saryarka AvtoProm"))
    print("Who ultimately controls Saryarka AvtoProm?\n")
    print(controllers_text(answer))
    flag = f"--data {call.data} " if call.data else ""
    print("Next:")
    print(f"  ownership {flag}controllers \"Saryarka AvtoProm\" --as-of 2018-12-12      the same without counting the agreed deal as done")
    print(f"  ownership {flag}serve                                                  pages, API and SPARQL on http://127.0.0.1:8000")


def load(
    context: Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files to load; - for stdin; gz and zip are read as they are")],
    format_: Annotated[str | None, typer.Option("--format", help="Format, where content does not tell")] = None,
    source: Annotated[str | None, typer.Option(help="Name of the source [default: the file's name]")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check everything, publish nothing")] = False,
    rejects: Annotated[Path | None, typer.Option(help="Write records that could not be used, as lines of JSON")] = None,
    accept: Annotated[str | None, typer.Option(help="Take claims of an article text of this tier (A) without review")] = None,
) -> None:
    """Append sources and publish a generation.  Exit code 3 when some input was rejected."""
    call: Call = context.obj
    rejected = _load(call, files, format_, source, dry_run=dry_run, rejects=rejects, accept=accept)
    if rejected:
        raise typer.Exit(3)


def _load(
    call: Call, files: list[Path], format_: str | None = None, source: str | None = None, *, dry_run: bool = False,
    rejects: Path | None = None, accept: str | None = None,
) -> int:
    """Load the files as one generation; prints a summary on stderr; returns how many records were rejected."""
    import msgspec

    from loaders.contract import Context as Loading
    from loaders.open import releases
    from ontology.errors import InputError
    from ontology.terms import Base

    settings = call.settings()
    folder = call.folder()
    base = folder.base if (folder.path / "base").exists() else Base(settings.base)
    with ExitStack() as stack:
        lines = stack.enter_context(rejects.open("wb")) if rejects else None

        def on_reject(reject: Reject) -> None:
            if lines:
                lines.write(msgspec.json.encode(reject) + b"\n")
            elif shown[0] < 10:
                shown[0] += 1
                print(f"rejected {reject.file}:{reject.line or '?'} [{reject.code}] {reject.reason} (hint: {reject.hint})", file=sys.stderr)

        shown = [0]
        loadings = [Loading(base=base, file=file, source=source, accept=accept, on_reject=on_reject) for file in files]
        made = (release for loading in loadings for release in _counted(loading, releases(loading, format_)))
        if dry_run:
            for _, statements in made:
                for _ in statements:
                    pass
        else:
            with folder.writer(base) as writer:
                before = folder.current()
                generation = writer.publish(made, created=now(), progress=call.progress)
    rejected = sum(loading.rejected for loading in loadings)
    if not call.quiet:
        for loading in loadings:
            _summary(loading)
        if dry_run:
            print("dry run: nothing was published", file=sys.stderr)
        elif generation.number == before:
            print(f"nothing new: generation {generation.number} stays", file=sys.stderr)
        else:
            print(f"published generation {generation.number}: {generation.manifest.statements:,} statements about "
                  f"{generation.manifest.parties:,} parties from {len(generation.sources)} sources", file=sys.stderr)
    if rejected and all(loading.statements == 0 for loading in loadings):
        raise InputError("NOTHING_USABLE", "no record could be used", "see the rejects above, or --rejects FILE")
    return rejected


def _counted(loading: Loading, made: Iterable[Release]) -> Iterator[Release]:
    for source, statements in made:
        yield source, _counting(loading, statements)


def _counting(loading: Loading, statements: Iterator[Statement]) -> Iterator[Statement]:
    for statement in statements:
        loading.statements += 1
        yield statement


def _summary(loading: Loading) -> None:
    parts = [f"{loading.read:,} read", f"{loading.statements:,} statements", f"{loading.rejected:,} rejected"]
    parts += [f"{count:,} x {code}" for code, count in sorted(loading.warnings.items())]
    print(f"{loading.file}: " + ", ".join(parts), file=sys.stderr)
