"""The verb `batch`: who ultimately controls each company, as a table of answers, by one process or by a cluster.  Owns the choice."""

from __future__ import annotations

import enum
import shutil
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cli.call import Call
from cli.flags import WITHOUT_GROUPS, with_options

if TYPE_CHECKING:
    from graph.queries.options import RawOptions


class Engine(enum.StrEnum):
    """Who works it out."""

    process = "process"
    spark = "spark"


def register(app: typer.Typer) -> None:
    app.command()(batch)


@with_options(*WITHOUT_GROUPS)
def batch(
    context: typer.Context,
    output: Annotated[str, typer.Option("-o", "--output", help="Parquet: a file; with --engine spark a new folder that workers reach")],
    engine: Annotated[Engine, typer.Option(help="This process, or a Spark cluster (extra [spark])")] = Engine.process,
    master: Annotated[str | None, typer.Option(metavar="URL", help="The cluster: spark://HOST:7077, yarn, sc://HOST, local[2]")] = None,
    ledger: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The data folder as workers reach it, such as s3a://BUCKET/data [default: --data]")
    ] = None,
    driver_stakes: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Stakes that this process may take off the cluster [default: 10000000]")
    ] = None,
    *,
    options: RawOptions,
) -> None:
    """Write who ultimately controls each company as a table of answers."""
    from pathlib import Path

    from ontology.errors import UsageError

    call: Call = context.obj
    if engine is Engine.spark:
        if master is None:
            raise UsageError("WHICH_CLUSTER", "a cluster is named by its address", "--master spark://HOST:7077, or --master 'local[2]'")
        rows = _run_on_cluster(call, output, master, ledger, driver_stakes, options)
    else:
        if any(flag is not None for flag in (master, ledger, driver_stakes)):
            raise UsageError(
                "WHICH_CLUSTER", "--master, --ledger and --driver-stakes are of a cluster", "add --engine spark, or leave them out"
            )
        from graph.exports.dump import export_answers

        rows = export_answers(call.generation(), "parquet", Path(output), call.parse_options(options)).count
    if not call.quiet:
        print(f"wrote {rows:,} rows to {output}", file=sys.stderr)
    if engine is Engine.process:
        tell_untried(call)


def tell_untried(call: Call) -> None:
    """Say of answers about all companies, which are by what is stated, on how many a candidate can bear; nothing where there is none."""
    from graph.queries.batch import count_touched

    count = 0 if call.quiet else count_touched(call.generation())
    if count:
        told = f"{count:,} {'company is' if count == 1 else 'companies are'} the party of a candidate or below one"
        print(f"told by what is stated; {told}: ownership controllers --all --identity candidates", file=sys.stderr)


def _run_on_cluster(call: Call, output: str, master: str, ledger: str | None, driver_stakes: int | None, options: RawOptions) -> int:
    """Run the steps on a cluster; what is kept between them lies beside the output, and goes afterwards from a disk."""
    from pathlib import Path

    from graph.spark.batch import batch as run
    from graph.spark.batch import check_options
    from graph.spark.residual import STAKES
    from graph.spark.session import Workspace, open_session
    from ontology.errors import UsageError

    parsed = call.parse_options(options)
    check_options(parsed)
    is_local = "://" not in output
    target = str(Path(output).absolute()) if is_local else output.rstrip("/")
    if is_local and Path(target).exists():
        raise UsageError("TARGET_EXISTS", f"{output} exists", "name a new folder")
    root = ledger or str(call.settings().data.absolute())
    session = open_session(master)
    work = f"{target}.work"
    try:
        limit = STAKES if driver_stakes is None else driver_stakes
        return run(root, target, parsed, Workspace(session, work), progress=call.progress, limit=limit)
    finally:
        session.stop()
        if is_local:
            shutil.rmtree(work, ignore_errors=True)
