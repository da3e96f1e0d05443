"""The verbs `article propose`, `article check`, `article csv` and `article score`: from a text to claims that a person has reviewed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.flags import Context, Json

article = typer.Typer(no_args_is_help=True, help="From an article's text to claims that a person has reviewed.")


def register(app: typer.Typer) -> None:
    app.add_typer(article, name="article")


@article.command()
def propose(
    context: Context,
    text: Annotated[Path, typer.Argument(metavar="TEXT", help="The article, plain UTF-8 text")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The claim map to write; - for stdout")] = Path("-"),
    extractor: Annotated[list[str] | None, typer.Option(help="Extractor; several may be named [default: rules and scorer]")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing map and the review in it")] = False,
) -> None:
    """Find claims in an article and write a map for a person to review."""
    from loaders.article import DEFAULT, write_map
    from loaders.article import propose as find

    claim_map = find(_read_bytes(text), name=text.name, extractors=tuple(extractor or DEFAULT))
    _write(output, write_map(claim_map), force=force)
    if not context.obj.quiet:
        counts = f"{len(claim_map.parties)} parties and {len(claim_map.claims)} claims found"
        print(f"{counts}; review each claim, then: ownership article check {output}", file=sys.stderr)


@article.command()
def check(
    map_: Annotated[Path, typer.Argument(metavar="MAP", help="The claim map")],
    text: Annotated[Path | None, typer.Option(help="The article [default: the file that the map names, beside it]")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write quotes that moved at their new places into the map")] = False,
) -> None:
    """Compare a map with its text: hash, quotes, offsets.  Exit code 3 when something does not hold."""
    from loaders.article import check as compare
    from loaders.article import read_map, write_map

    raw = _read_bytes(map_)
    article_file = text or map_.parent / Path(read_map(raw, map_.name).document.file).name
    report = compare(raw, _read_bytes(article_file), name=map_.name)
    print("\n".join(report.lines()))
    if write and report.ok:
        _write(map_, write_map(report.map), force=True)
    if not report.ok:
        raise typer.Exit(3)


@article.command(name="csv")
def csv_(
    context: Context,
    map_: Annotated[Path, typer.Argument(metavar="MAP", help="The claim map")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The CSV to write; - for stdout")] = Path("-"),
    read: Annotated[Path | None, typer.Option("--read", help="A reviewed CSV to take into the map")] = None,
) -> None:
    """Take the review through a spreadsheet: write the claims as CSV, or read them back with --read."""
    from loaders.article import read_csv, read_map, write_csv, write_map

    claim_map = read_map(_read_bytes(map_), map_.name)
    if read is None:
        _write(output, write_csv(claim_map), force=True)
    else:
        _write(map_, write_map(read_csv(claim_map, _read_bytes(read))), force=True)
        if not context.obj.quiet:
            print(f"review taken into {map_}", file=sys.stderr)


@article.command()
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated sentences, a JSON object a line")],
    extractor: Annotated[list[str] | None, typer.Option(help="Extractor; several may be named [default: rules and scorer]")] = None,
    json: Json = False,
) -> None:
    """Measure extractors on annotated sentences: claims about the annotated pairs that are right, and pairs that are found."""
    from graph.answers import encode
    from loaders.article import DEFAULT
    from loaders.article.score import read_gold
    from loaders.article.score import score as measure

    scores = measure(list(read_gold(_read_bytes(gold), gold.name)), tuple(extractor or DEFAULT))
    if json:
        rows = [{"tiers": s.tiers, "right": s.right, "wrong": s.wrong, "pairs": s.pairs} for s in scores]
        sys.stdout.buffer.write(encode(rows))
        return
    for one in scores:
        found = f"{one.right} right and {one.wrong} wrong, of {one.pairs} pairs"
        print(f"tiers {', '.join(one.tiers):7}  precision {one.precision:.3f}  recall {one.recall:.3f}  ({found})")


def _read_bytes(file: Path) -> bytes:
    from ontology.errors import InputError

    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except FileNotFoundError:
        raise InputError("NO_FILE", f"there is no file {file}", "check the path") from None
    except OSError as error:
        raise InputError("FILE_UNREADABLE", f"{file} cannot be read: {error.strerror}", "check that it is a readable file") from error


def _write(file: Path, content: bytes, *, force: bool) -> None:
    from graph.files import raise_output_errors, replace_text
    from ontology.errors import UsageError

    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    if file.exists() and not force:
        raise UsageError("FILE_EXISTS", f"{file} exists and may hold a review", "choose another name, or --force to replace it")
    with raise_output_errors(file):
        replace_text(file, content.decode())
