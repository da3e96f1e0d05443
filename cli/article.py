"""The verbs `article propose`, `link`, `review`, `check`, `csv` and `score`: from a text to claims that a person has reviewed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.call import Call, read_bytes, today, write_reviewed
from cli.flags import Context, Json

if TYPE_CHECKING:
    from loaders.article.model import ClaimMap, DocumentInfo, Extractor, Party
    from loaders.article.parties.linking import FindCandidates

article = typer.Typer(no_args_is_help=True, help="From an article's text to claims that a person has reviewed.")


def register(app: typer.Typer) -> None:
    app.add_typer(article, name="article")


@article.command()
def propose(
    context: Context,
    text: Annotated[Path, typer.Argument(metavar="TEXT", help="The article: text, HTML, Markdown, PDF or DOCX; or a folder of such files")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The claim map to write; - for stdout; of a folder, the folder of maps")
    ] = Path("-"),
    extractor: Annotated[list[str] | None, typer.Option(help="Extractor; several may be named [default: rules and scorer]")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing map and the review in it")] = False,
    link: Annotated[bool, typer.Option("--link/--no-link", help="Look the parties up in the data folder, where there is one")] = True,
) -> None:
    """Find claims in an article and write a map for a person to review; of a folder, a map for each article in it.

    Exit code 3 where some files of a folder could not be read.
    """
    from loaders.article import DEFAULT, UNSEEN

    extractors = tuple(extractor or DEFAULT)
    look_up = _open_look_up(context.obj) if link else None
    if text.is_dir():
        if _propose_each(context.obj, text, None if str(output) == "-" else output, extractors, look_up, force=force):
            raise typer.Exit(3)
        return
    claim_map = _propose(text, output, extractors, look_up, force=force)
    if not context.obj.quiet:
        unseen = sum(UNSEEN in (claim.note or "") for claim in claim_map.claims)
        if unseen:
            print(f"warning: in {unseen} of the claims {UNSEEN} (of no width, or that turn the direction)", file=sys.stderr)
        counts = f"{len(claim_map.parties)} parties and {len(claim_map.claims)} claims found"
        known = f"; {_count_links(claim_map.parties)}" if look_up else ""
        print(f"{counts}{known}; review each claim: ownership article review {output}", file=sys.stderr)


@article.command(name="link")
def link_(context: Context, map_: Annotated[Path, typer.Argument(metavar="MAP", help="The claim map")]) -> None:
    """Look the parties of a map up in the data folder: an identifier, or a name that one party of the country has, links by itself."""
    from msgspec.structs import replace

    from api.review.look_up import make_look_up
    from loaders.article import edit_map, link_parties, read_map

    look_up = make_look_up(context.obj.generation(), today())
    raw = read_bytes(map_)
    claim_map = read_map(raw, map_.name)
    parties = link_parties(claim_map.parties, look_up)
    write_reviewed(map_, edit_map(raw, replace(claim_map, parties=parties), map_.name), force=True)
    if not context.obj.quiet:
        print(_count_links(parties), file=sys.stderr)


@article.command()
def review(
    context: Context,
    map_: Annotated[Path, typer.Argument(metavar="MAP", help="The claim map")],
    text: Annotated[Path | None, typer.Option(help="The article [default: the file that the map names, beside it]")] = None,
    by: Annotated[str | None, typer.Option(help="Who reviews; the page can change it")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0: any that is free")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser")] = True,
) -> None:
    """Review a map on a page of this machine: accept, edit or reject each claim, and say whom each party means.  Ctrl-C ends it."""
    from api.review.app import Reviewing, create_review
    from api.review.map_file import MapFile
    from cli.reviewing import serve_review

    file = MapFile(map_, text)
    file.read()
    look_up = _open_look_up(context.obj)
    serve_review(
        context.obj,
        lambda token, number: create_review(Reviewing(file, token, number, lambda: today().isoformat(), by, look_up)),
        port=port,
        browser=browser,
        hint="review the claims there; each change is written at once; Ctrl-C ends the review",
    )


@article.command()
def check(
    map_: Annotated[Path, typer.Argument(metavar="MAP", help="The claim map")],
    text: Annotated[Path | None, typer.Option(help="The article [default: the file that the map names, beside it]")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write quotes that moved at their new places into the map")] = False,
) -> None:
    """Compare a map with its text: hash, quotes, offsets.  Exit code 3 when something does not hold."""
    from loaders.article import check as compare
    from loaders.article import edit_map, read_map

    raw = read_bytes(map_)
    report = compare(raw, _read_article(map_, read_map(raw, map_.name).document, text), name=map_.name)
    print("\n".join(report.lines()))
    if write and report.ok:
        write_reviewed(map_, edit_map(raw, report.map, map_.name), force=True)
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
    from loaders.article import edit_map, read_csv, read_map, write_csv

    raw = read_bytes(map_)
    claim_map = read_map(raw, map_.name)
    if read is None:
        write_reviewed(output, write_csv(claim_map), force=True)
    else:
        write_reviewed(map_, edit_map(raw, read_csv(claim_map, read_bytes(read)), map_.name), force=True)
        if not context.obj.quiet:
            print(f"review taken into {map_}", file=sys.stderr)


@article.command()
def score(
    context: Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated sentences, a JSON object a line")],
    extractor: Annotated[list[str] | None, typer.Option(help="Extractor; several may be named [default: rules and scorer]")] = None,
    json: Json = False,
) -> None:
    """Measure extractors on annotated sentences: claims about the annotated pairs that are right, and pairs that are found."""
    from graph.answers import encode
    from loaders.article import DEFAULT
    from loaders.article.score import read_gold
    from loaders.article.score import score as measure

    scores = measure(list(read_gold(read_bytes(gold), gold.name)), _choose_extractors(context.obj, extractor or DEFAULT))
    if json:
        rows = [{"tiers": s.tiers, "right": s.right, "wrong": s.wrong, "pairs": s.pairs} for s in scores]
        sys.stdout.buffer.write(encode(rows))
        return
    for one in scores:
        found = f"{one.right} right and {one.wrong} wrong, of {one.pairs} pairs"
        print(f"tiers {', '.join(one.tiers):7}  precision {one.precision:.3f}  recall {one.recall:.3f}  ({found})")


_ARTICLES: Final = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx"})
"""Files of a folder that may be articles."""
_MAPS: Final = (".map.yaml", ".map.yml")
_MOST_LEFT_OUT: Final = 20
"""Files that are named one by one."""


def _propose(
    text: Path, output: Path, extractors: Sequence[str], look_up: FindCandidates | None, *, force: bool, carry_text: bool = False
) -> ClaimMap:

    from loaders.article import propose as find
    from loaders.article import write_map
    from loaders.common.yamltree import MAX_BYTES
    from ontology.errors import InputError

    claim_map = find(read_bytes(text), name=text.name, extractors=extractors, find_candidates=look_up, carry_text=carry_text)
    content = write_map(claim_map)
    if len(content) > MAX_BYTES:
        what = f"the map of {text.name} would have {len(content)} bytes, and one of at most {MAX_BYTES} is read"
        raise InputError("MAP_TOO_LONG", what, "split the article, and propose a map for each part")
    write_reviewed(output, content, force=force)
    return claim_map


def _propose_each(
    call: Call, folder: Path, maps: Path | None, extractors: Sequence[str], look_up: FindCandidates | None, *, force: bool
) -> int:
    """Write a map for each article of a folder, beside it or into a folder of maps, and return how many could not be read.

    A map that is there already, with the review in it, stays.
    """
    from graph.files import raise_output_errors
    from ontology.errors import InputError

    files = sorted(file for file in folder.iterdir() if file != maps)
    articles = [file for file in files if file.suffix.lower() in _ARTICLES and file.is_file()]
    left_out = [(file.name, why) for file in files if (why := _tell_why_left_out(file)) is not None]
    if not call.quiet:
        _print_left_out(left_out)
    if not articles:
        hint = "articles are read of " + ", ".join(sorted(_ARTICLES))
        raise InputError("NO_ARTICLES", f"there is no article in {folder}", hint)
    if maps is not None:
        with raise_output_errors(maps):
            maps.mkdir(parents=True, exist_ok=True)
    written = kept = failed = claims = 0
    for file in articles:
        output = (maps or folder) / f"{file.name}.map.yaml"
        if output.exists() and not force:
            kept += 1
            continue
        call.progress(f"{file.name} ({written + kept + failed + 1} of {len(articles)})")
        try:
            # A map that lies elsewhere carries its article.
            claim_map = _propose(file, output, extractors, look_up, force=force, carry_text=maps is not None)
        except InputError as error:
            failed += 1
            print(f"not read {file.name} [{error.code}] {error.what} (hint: {error.hint})", file=sys.stderr)
            continue
        written, claims = written + 1, claims + len(claim_map.claims)
    if not call.quiet:
        counts = f"{written} maps with {claims} claims written, {kept} kept as they were, {failed} files not read"
        print(f"{counts}, {len(left_out)} left out" if left_out else counts, file=sys.stderr)
    return failed


def _tell_why_left_out(file: Path) -> str | None:
    """Tell why a file of a folder is not read as an article; None for an article, and for a map."""
    if file.is_dir():
        return "a folder; propose from it by itself"
    if not file.is_file():
        return "no file that can be opened"
    if file.suffix.lower() in _ARTICLES or file.name.lower().endswith(_MAPS):
        return None
    return f"files in {file.suffix} are not read as articles" if file.suffix else "files without an ending are not read as articles"


def _print_left_out(files: Sequence[tuple[str, str]]) -> None:
    """Print which files of a folder were left out and why, one a line, the first of many."""
    for name, why in files[:_MOST_LEFT_OUT]:
        print(f"left out {name if name.isprintable() else ascii(name)}: {why}", file=sys.stderr)
    if len(files) > _MOST_LEFT_OUT:
        print(f"left out {len(files) - _MOST_LEFT_OUT} more", file=sys.stderr)


def _read_article(map_: Path, document: DocumentInfo, text: Path | None) -> bytes:
    """Read the text that a map is compared with: of the file that was named, else the one that the map carries, else the file beside it."""
    from loaders.article.text.document import MAX_BYTES
    from loaders.article.text.extracted_text import extract_text

    if text is None and document.text is not None:
        return document.text.encode()
    file = text or map_.parent / Path(document.file).name
    data = read_bytes(file)
    extracted = extract_text(data, file.name, MAX_BYTES)
    return data if extracted is None else extracted.text.encode()


def _choose_extractors(call: Call, names: Sequence[str]) -> tuple[str | Extractor, ...]:
    """Return the extractors of those names; the language model as the settings have it."""
    from loaders.article.extractors.language_model import LanguageModelExtractor

    return tuple(LanguageModelExtractor(call.settings().model_server()) if name == LanguageModelExtractor.name else name for name in names)


def _open_look_up(call: Call) -> FindCandidates | None:
    """Open what looks a party up in the data folder; None where nothing was loaded yet, or its names are not indexed."""
    from api.review.look_up import make_look_up
    from ontology.errors import StoreError

    try:
        generation = call.generation()
    except StoreError as error:
        if error.code != "NO_DATA":
            raise
        return None
    if not generation.has_search_index:
        print("warning: no party is looked up, since names are not indexed yet: ownership index names", file=sys.stderr)
        return None
    return make_look_up(generation, today())


def _count_links(parties: Sequence[Party]) -> str:
    linked = sum(party.automatic is not None or party.id is not None for party in parties)
    open_ = sum(bool(party.candidates) and party.automatic is None and party.id is None for party in parties)
    return f"{linked} of {len(parties)} parties linked to known ones, {open_} with candidates to choose from"
