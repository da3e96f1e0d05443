"""The verb `sync`: the current generation into Neo4j, with progress on the way and a summary at the end.

Owns what a person reads of it.  What is written is graph/neo4j/.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.call import Call, write_json
from cli.flags import with_flags, with_options

if TYPE_CHECKING:
    from graph.neo4j.diff import KindCounts
    from graph.neo4j.sync import SyncReport
    from graph.queries.options import RawOptions

_TERMINAL, _LOG = 0.2, 5.0
"""Seconds between two lines of progress, on a terminal and elsewhere."""

_VERBS: Final = (("created", "create"), ("changed", "change"), ("deleted", "delete"))


def register(app: typer.Typer) -> None:
    app.command()(sync)


@dataclass(frozen=True, slots=True)
class SyncFlags:
    """The flags that are of this verb alone."""

    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change")] = False
    verify: Annotated[bool, typer.Option("--verify", help="Compare the server with the generation, change nothing")] = False
    repair: Annotated[bool, typer.Option("--repair", help="Read the server's content anew and mend it")] = False
    allow_mass_delete: Annotated[bool, typer.Option("--allow-mass-delete", help="Allow deleting more than a fifth")] = False
    beside_others: Annotated[bool, typer.Option("--beside-others", help="Allow writing beside data of somebody else")] = False
    as_of: Annotated[str | None, typer.Option("--as-of", help="Day of the derived answers; without it that of the generation")] = None
    no_derived: Annotated[bool, typer.Option("--no-derived", help="Without derived answers; those of this run go")] = False
    run: Annotated[str, typer.Option("--run", help="Name of the derived answers; those under other names stay beside them")] = "main"
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False


@with_options("rule", "parameters")
@with_flags(SyncFlags)
def sync(context: typer.Context, options: RawOptions, flags: SyncFlags) -> None:
    """Bring Neo4j to the current generation, with the engine's answers by a rule about a day; by default that of the generation."""
    from graph.generation.data_folder import DataFolder
    from graph.neo4j.connection import Neo4jSettings
    from graph.neo4j.derived import DerivedRun
    from graph.neo4j.stream import GenerationGraph
    from graph.neo4j.sync import sync as synchronise
    from graph.neo4j.verify import verify
    from graph.queries import Options
    from ontology.errors import UsageError

    call: Call = context.obj
    settings = call.settings()
    if flags.verify and (flags.repair or flags.dry_run):
        other = "--repair" if flags.repair else "--dry-run"
        raise UsageError("USAGE", f"--verify changes nothing, and {other} was given with it", f"give --verify or {other}")
    if not settings.neo4j_uri:
        raise UsageError("NO_NEO4J", "no Neo4j is configured", "set OWNERSHIP_NEO4J_URI, for example bolt://localhost:7687")
    generation = call.generation()
    login = settings.neo4j_login()
    server = Neo4jSettings(settings.neo4j_uri, *login, settings.neo4j_database, flags.beside_others, settings.neo4j_ca_file)
    manifest = settings.data / "neo4j-manifest.sqlite"
    day = datetime.date.fromisoformat(generation.manifest.created[:10])
    question = Options.parse(dataclasses.replace(options, as_of=flags.as_of), today=day, limits=settings.limits())
    graph = GenerationGraph(generation, DerivedRun(flags.run, None if flags.no_derived else question), DataFolder(settings.data))
    if flags.verify:
        comparison = verify(graph, server, manifest)
        if flags.as_json:
            sizes = {
                "nodes": comparison.nodes,
                "relationships": comparison.relationships,
                "derived": comparison.derived,
                "sampled": comparison.sampled,
            }
            write_json({"agrees": comparison.agrees, **sizes, "differences": list(comparison.differences)})
        else:
            for difference in comparison.differences:
                print(difference)
            size = f"{comparison.nodes:,} nodes, {comparison.relationships:,} relationships, {comparison.derived:,} derived answers"
            print(f"{'agrees' if comparison.agrees else 'differs'}: {size}", file=sys.stderr)
        raise typer.Exit(0 if comparison.agrees else 1)
    progress = Progress(quiet=call.quiet, as_json=flags.as_json)
    try:
        report = synchronise(
            graph,
            server,
            manifest,
            repair=flags.repair,
            dry_run=flags.dry_run,
            allow_mass_delete=flags.allow_mass_delete,
            progress=progress.show,
        )
    finally:
        progress.end()
    if flags.as_json:
        write_json({"server": server.address, "database": server.database, "generation": generation.number, **_to_json(report)})
        return
    print(format_report(report, server.address))
    if flags.dry_run and report.needs_leave:
        print("a sync refuses to delete that much without --allow-mass-delete", file=sys.stderr)


def format_report(report: SyncReport, address: str) -> str:
    """Write what a run did, or would do, in one line, what it left in a second, and why it compared all.

    >>> from graph.neo4j.diff import KindCounts
    >>> from graph.neo4j.property_graph import WholeReason
    >>> from graph.neo4j.sync import SyncReport
    >>> nodes, links = KindCounts(created=1200, unchanged=7), KindCounts(created=1, changed=2, deleted=3)
    >>> print(format_report(SyncReport(nodes, links, KindCounts(created=9), 4, False, False, False), "bolt://localhost:7687"))
    created 1,200 nodes, 1 relationship and 9 derived answers, changed 2 relationships, deleted 3 relationships at bolt://localhost:7687
    unchanged: 7 nodes
    >>> print(format_report(SyncReport(KindCounts(unchanged=7), KindCounts(), KindCounts(), 0, False, False, False), "bolt://localhost:7687"))
    nothing to change at bolt://localhost:7687
    unchanged: 7 nodes
    >>> kept = KindCounts(unchanged=7), KindCounts(), KindCounts()
    >>> print(format_report(SyncReport(*kept, 0, False, False, False, whole=WholeReason.GONE), "bolt://localhost:7687"))
    nothing to change at bolt://localhost:7687
    unchanged: 7 nodes
    all was compared: the generation that was last synced is not kept any more
    """
    parts = []
    for past, verb in _VERBS:
        if counted := _count(report, past):
            parts.append(f"{verb if report.dry_run else past} {counted}")
    start = "would " if report.dry_run and parts else ""
    lines = [f"{start}{', '.join(parts) or 'nothing to change'} at {address}"]
    if unchanged := _count(report, "unchanged"):
        lines.append(f"unchanged: {unchanged}")
    if left := _count(report, "out_of_scope"):
        lines.append(f"left as they are, of other runs or sources: {left}")
    if report.whole is not None:
        lines.append(f"all was compared: {report.whole}")
    return "\n".join(lines)


class Progress:
    """The progress of a sync: one line that is written over on a terminal, a line every few seconds elsewhere, in JSON for programs."""

    def __init__(self, *, quiet: bool, as_json: bool = False) -> None:
        self._quiet, self._as_json = quiet, as_json
        self._terminal = sys.stderr.isatty() and not as_json
        self._phase, self._started, self._printed = "", 0.0, time.monotonic()
        self._width = 0

    def show(self, phase: str, done: int, total: int) -> None:
        """Show how far it is; the rate is that of the reading or of the writing, not of both together."""
        moment = time.monotonic()
        kind = "writing" if total else phase
        if kind != self._phase:
            self._phase, self._started = kind, self._started if total and self._phase == "writing" else moment
        if self._quiet or moment - self._printed < (_TERMINAL if self._terminal else _LOG):
            return
        self._printed = moment
        seconds = moment - self._started
        if self._as_json:
            line = {"phase": phase, "done": done, "total": total or None, "seconds": round(seconds, 1)}
            print(json.dumps(line), file=sys.stderr, flush=True)
            return
        text = format_progress(phase, done, total, seconds)
        if self._terminal:
            print("\r" + text.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = len(text)
        else:
            print(text, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Clear the line on a terminal."""
        if self._terminal and self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr)


def format_progress(phase: str, done: int, total: int, seconds: float) -> str:
    """Write one line of progress.

    >>> format_progress("relationships", 150_000, 600_000, 60)
    'relationships: 25 % of 600,000, 2,500 a second, 3 min left'
    >>> format_progress("comparing", 90_000, 0, 10), format_progress("adding up the server", 0, 0, 10)
    ('comparing: 90,000, 9,000 a second', 'adding up the server')
    """
    if not total and not done:
        return phase
    parts = [f"{100 * done // total} % of {total:,}" if total else f"{done:,}"]
    if seconds >= 1 and done:
        parts.append(f"{done / seconds:,.0f} a second")
        left = seconds * (total - done) / done
        if total:
            parts.append(f"{left:.0f} s left" if left < 120 else f"{left / 60:.0f} min left")
    return f"{phase}: " + ", ".join(parts)


def _count(report: SyncReport, what: str) -> str:
    """Count in words what became of the three kinds of things, leaving out what there is none of."""
    counted = (("node", report.nodes), ("relationship", report.relationships), ("derived answer", report.derived))
    numbers = ((kind, getattr(counts, what)) for kind, counts in counted)
    parts = [f"{number:,} {kind}{'s' if number != 1 else ''}" for kind, number in numbers if number]
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _to_json(report: SyncReport) -> dict[str, object]:
    def describe(counts: KindCounts) -> dict[str, int]:
        names = ("created", "changed", "deleted", "unchanged", "out_of_scope")
        return {name: getattr(counts, name) for name in names}

    flags = ("dry_run", "reread", "resumed", "skipped", "needs_leave")
    return {
        "nodes": describe(report.nodes),
        "relationships": describe(report.relationships),
        "derived": describe(report.derived),
        **{name: getattr(report, name) for name in flags},
        "whole": report.whole,
    }
