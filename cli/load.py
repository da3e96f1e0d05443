"""The verb `load`: files into the data folder, with progress on the way and a summary at the end.

Owns progress and the summary.  What a file says is loaders/, what is kept is graph/.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.call import Call, now, read_bytes
from cli.flags import with_flags

if TYPE_CHECKING:
    from graph.generation.generation import Generation
    from graph.ledger.release import Release, ReleaseManifest
    from loaders.contract import LoadContext, NamedFile, Reject
    from ontology.statement_stream import StatementStream

SHOWN: Final = 10
"""Rejects that are printed on stderr when no file takes them."""

_TERMINAL, _LOG = 0.2, 5.0
"""Seconds between two lines of progress, on a terminal and elsewhere."""


def register(app: typer.Typer) -> None:
    app.command()(load)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the files of one load are read: what the caller says of them."""

    format_: Annotated[str | None, typer.Option("--format", help="Format, where content does not tell")] = None
    source: Annotated[str | None, typer.Option(help="Name of the source [default: the file's name]")] = None
    date: Annotated[
        str | None, typer.Option(help="Day of the source [default: the file's own, else the day on which it is first loaded]")
    ] = None
    mapping: Annotated[Path | None, typer.Option(help="How a table of your own is read; see: ownership table propose")] = None
    accept: Annotated[str | None, typer.Option(help="Take claims of a bare article from this tier on (A, B or C) without review")] = None


AS_IT_IS: Final = Reading()


@with_flags(Reading)
def load(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files; - for stdin; gz, zip and zst are read as they are")],
    flags: Reading,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check everything, publish nothing")] = False,
    rejects: Annotated[Path | None, typer.Option(help="Write records that could not be used, as lines of JSON")] = None,
) -> None:
    """Append sources and publish a generation.  Exit code 3 when some input was rejected.

    A load that was stopped or killed goes on where it was when the same command is given again.
    """
    if load_files(context.obj, files, flags, dry_run=dry_run, rejects=rejects):
        raise typer.Exit(3)


def load_files(call: Call, files: list[Path], reading: Reading = AS_IT_IS, *, dry_run: bool = False, rejects: Path | None = None) -> int:
    """Load the files as one generation, print a summary on stderr and return how many records were rejected.

    Raises UsageError BAD_DATE, and for a mapping InputError NO_FILE, FILE_UNREADABLE, BAD_MAPPING, UNDECIDED_MAPPING.
    """
    import msgspec

    from graph.exports import derived
    from graph.files import raise_output_errors
    from loaders.contract import LoadContext
    from loaders.open import load_file
    from ontology.errors import InputError
    from ontology.terms import Base

    if reading.date is not None:
        _check_date(reading.date)
    mapping = None if reading.mapping is None else read_named(reading.mapping)
    settings = call.settings()
    folder = call.folder()
    base = folder.base if (folder.path / "base").exists() else Base(settings.base)
    with ExitStack() as stack:
        lines = None
        if rejects:
            with raise_output_errors(rejects):
                lines = stack.enter_context(rejects.open("wb"))
        printed = 0

        def on_reject(reject: Reject) -> None:
            nonlocal printed
            if lines:
                lines.write(msgspec.json.encode(reject) + b"\n")
            elif printed < SHOWN:
                printed += 1
                print(f"rejected {reject.file}:{reject.line or '?'} [{reject.code}] {reject.reason} (hint: {reject.hint})", file=sys.stderr)

        contexts = [
            LoadContext(base, file, reading.source, reading.date, reading.accept, mapping=mapping, on_reject=on_reject) for file in files
        ]
        for context in contexts:
            context.on_warning = _make_printer(call, context)
        progress = Progress(call, contexts)
        context_of: dict[str, LoadContext] = {}
        deltas: list[StatementStream] = []
        streams = (stream for context in contexts for stream in _note(load_file(context, reading.format_), context, context_of, deltas))
        loaded: dict[str, ReleaseManifest] = {}

        def examine(iri: str, release: Release) -> None:
            loaded[iri] = release.manifest
            _reject_repeats(release.manifest, context_of[iri])
            _check_release(release, context_of[iri])

        before, generation = None, None
        try:
            if dry_run:
                _append_apart(streams, progress, examine)
            else:
                with folder.writer(base, derive=derived.write_lines) as writer:
                    before = folder.current_number()
                    generation = writer.publish(streams, created=now(), progress=progress.step, counted=lambda _: progress.show())
                    for info in writer.appended:
                        examine(info.source, folder.ledger.open(info.name))
            if not (loaded or deltas or any(context.warnings["NO_CHANGES"] for context in contexts)):
                raise InputError(
                    "NOTHING_USABLE", "none of the records gives a statement", "load them with the files that say who holds what"
                )
        except InputError as error:
            if error.code == "NOTHING_USABLE":
                _end(call, progress, contexts, {}, {})
            raise
    _end(call, progress, contexts, loaded, context_of)
    if not call.quiet:
        if dry_run:
            print("dry run: nothing was published", file=sys.stderr)
        elif generation is None:
            print("nothing new: nothing was published yet", file=sys.stderr)
        elif generation.number == before:
            print(f"nothing new: generation {generation.number} stays", file=sys.stderr)
        else:
            _print_published(generation)
    return sum(context.rejected for context in contexts)


def read_named(mapping: Path) -> NamedFile:
    """Read a mapping, so that a fault in it is told before any file is opened.

    Raises InputError NO_FILE, FILE_UNREADABLE, BAD_MAPPING, UNDECIDED_MAPPING.
    """
    from loaders.contract import NamedFile
    from loaders.table import read_mapping

    file = NamedFile(mapping.name, read_bytes(mapping))
    read_mapping(file.content, file.name)
    return file


def _check_date(date: str) -> None:
    """Raise UsageError BAD_DATE where it is none."""
    from ontology.dates import check_date
    from ontology.errors import RecordError, UsageError

    try:
        check_date(date)
    except RecordError as error:
        raise UsageError("BAD_DATE", f"--date {date[:40]!r} is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD") from error


def _make_printer(call: Call, context: LoadContext) -> Callable[[str, str], None]:
    """Make what prints the first warnings of a file that say more than their count."""
    left = SHOWN

    def on_warning(code: str, what: str) -> None:
        nonlocal left
        if left and not call.quiet:
            print(f"warning {context.file.name} [{code}] {what}", file=sys.stderr)
        left = max(left - 1, 0)

    return on_warning


def _append_apart(streams: Iterable[StatementStream], progress: Progress, examine: Callable[[str, Release], None]) -> None:
    """Do what a load does up to its publication, in a ledger that is thrown away once each release was examined."""
    import tempfile

    from graph.ledger.ledger import Ledger

    with tempfile.TemporaryDirectory(prefix="ownership-dry-run-") as folder:
        ledger = Ledger(Path(folder))
        for stream in streams:
            name = ledger.append(stream, progress=lambda _: progress.show())
            if name is not None:
                examine(stream.source.id, ledger.open(name))


def _end(
    call: Call, progress: Progress, contexts: list[LoadContext], loaded: dict[str, ReleaseManifest], context_of: dict[str, LoadContext]
) -> None:
    """End the progress and print what became of each file's records; ``loaded``: the releases made of them, by source."""
    progress.end()
    if not call.quiet:
        for context in contexts:
            _print_summary(context, [manifest for iri, manifest in loaded.items() if context_of[iri] is context])


def _print_published(generation: Generation) -> None:
    print(
        f"published generation {generation.number}: {generation.manifest.statements:,} statements about "
        f"{generation.manifest.parties:,} parties from {len(generation.sources)} sources",
        file=sys.stderr,
    )
    if generation.manifest.kept_apart:
        print(
            f"{generation.manifest.kept_apart:,} identities not followed: they would have joined two legal entity identifiers",
            file=sys.stderr,
        )
    if not generation.has_search_index:
        print("names are not indexed yet: ownership index names", file=sys.stderr)


def _note(
    streams: Iterator[StatementStream], context: LoadContext, context_of: dict[str, LoadContext], deltas: list[StatementStream]
) -> Iterator[StatementStream]:
    """Pass the sources on as they come, and note for each the context it is loaded in, and which are deltas."""
    for stream in streams:
        context_of[stream.source.id] = context
        if stream.source.delta:
            deltas.append(stream)
        yield stream


def _reject_repeats(manifest: ReleaseManifest, context: LoadContext) -> None:
    """Reject the records of which a statement was left out because a fuller one that says something else has its id."""
    from ontology.errors import RecordError
    from ontology.statements import Place

    places = set()
    for repeat in manifest.repeats:
        place = repeat.place or Place()
        # A record of several such statements is one reject.
        if place.line is None or (place.file, place.line) not in places:
            places.add((place.file, place.line))
            error = RecordError(
                "DUPLICATE_ID",
                f"another statement has the id {repeat.id} and says something else; the fuller one is kept",
                "give each statement an id of its own",
            )
            context.reject_place(error, place)


def _check_release(release: Release, context: LoadContext) -> None:
    """Warn of what only a whole release shows."""
    from graph.ledger.release_checks import (
        count_small_shares,
        find_missing_components,
        find_open_holdings,
        find_two_kinds,
        names_parties_only,
    )

    holdings = find_open_holdings(release)
    if holdings.total:
        lines = ", ".join(map(str, holdings.lines))
        what = "a holding is open, and the record of its holder or subject is closed" + (f": record {lines}" if lines else "")
        context.warn("OPEN_TO_CLOSED", what, times=holdings.total)
    two_kinds = find_two_kinds(release)
    if two_kinds.total:
        lines = ", ".join(map(str, two_kinds.lines))
        what = "a person and an entity have one id, and are read as one party" + (f": records {lines}" if lines else "")
        context.warn("PERSON_AND_ENTITY", what, times=two_kinds.total)
    summaries = find_missing_components(release, context.base)
    if summaries.total:
        lines = ", ".join(map(str, summaries.lines))
        what = "an indirect interest lists relationships that are not in this file" + (f": record {lines}" if lines else "")
        context.warn("COMPONENTS_MISSING", what, times=summaries.total)
    if release.source.publisher == "Wikidata" and names_parties_only(release):
        what = "the file names parties and no holding: a query that constructs triples has to give P127, P749, P355 or P1830 of them too"
        context.warn("NO_HOLDINGS", what)
    if small := count_small_shares(release):
        what = "each share is a number of at most 1 and read as percent: 0.51 is 0.51 %, not 51 %"
        context.warn("SHARES_AT_MOST_1", what, times=small)


def _print_summary(context: LoadContext, manifests: list[ReleaseManifest]) -> None:
    """Print one line that adds up: records read = used + merged + rejected."""
    used = context.read - context.merged - context.rejected
    parts = [f"{context.read:,} records read = {used:,} used + {context.merged:,} merged + {context.rejected:,} rejected"]
    repeated, left_out = sum(r.repeated for r in manifests), sum(len(r.repeats) for r in manifests)
    parts.append(f"{context.statements - repeated - left_out:,} statements")
    parts += [f"{repeated:,} said again"] if repeated else []
    parts += [f"{left_out:,} x DUPLICATE_ID"] if left_out else []
    parts += [f"{count:,} x {code}" for code, count in sorted(context.warnings.items())]
    print(f"{context.file}: " + ", ".join(parts), file=sys.stderr)


class Progress:
    """The progress of a load: one line that is written over on a terminal, a line every few seconds elsewhere."""

    def __init__(self, call: Call, contexts: list[LoadContext]) -> None:
        self._quiet, self._contexts, self._terminal = call.quiet, contexts, sys.stderr.isatty()
        self._started = self._printed = time.monotonic()
        self._file: LoadContext | None = None
        self._width = 0

    def step(self, text: str) -> None:
        """Show that another stage of the work begins."""
        if self._terminal:
            self._write(text)
        elif not self._quiet and time.monotonic() - self._printed > _LOG:
            self._printed = time.monotonic()
            self._write(text)

    def show(self) -> None:
        """Show where the file being read is: share, statements, rate, time left."""
        moment = time.monotonic()
        if self._quiet or moment - self._printed < (_TERMINAL if self._terminal else _LOG):
            return
        self._printed = moment
        context = next((x for x in reversed(self._contexts) if x.position), None)
        if context is None:
            return
        if context is not self._file:
            self._file, self._started = context, self._started if self._file is None else moment
        self._write(format_progress(str(context.file), context.position, context.size, context.statements, moment - self._started))

    def end(self) -> None:
        """Clear the line on a terminal."""
        if self._terminal and self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr)

    def _write(self, text: str) -> None:
        if self._quiet:
            return
        if self._terminal:
            print("\r" + text.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = len(text)
        else:
            print(text, file=sys.stderr, flush=True)


def format_progress(name: str, position: int, size: int | None, statements: int, seconds: float) -> str:
    """Write one line of progress.

    >>> format_progress("psc.txt", 25_000_000, 100_000_000, 90_000, 10)
    'psc.txt: 25 % of 100 MB, 90,000 statements, 9,000 a second, 30 s left'
    """
    parts = [f"{statements:,} statements"]
    if seconds >= 1:
        parts.append(f"{statements / seconds:,.0f} a second")
    if not size:
        return f"{name}: " + ", ".join([f"{position / 1e6:,.0f} MB", *parts])
    if seconds >= 1 and position:
        left = seconds * (size - position) / position
        parts.append(f"{left:.0f} s left" if left < 120 else f"{left / 60:.0f} min left")
    return f"{name}: " + ", ".join([f"{100 * position // size} % of {size / 1e6:,.0f} MB", *parts])
