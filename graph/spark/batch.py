"""Answers for all companies of a ledger on a Spark cluster.  Owns the order of the steps and what is refused before they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graph.exports.answers.rows import QuestionRow
from graph.queries.options import Options
from graph.spark.answers import make_answers
from graph.spark.controllers import find_controllers
from graph.spark.identities import join_identities
from graph.spark.ledger import open_ledger
from graph.spark.residual import STAKES, decide_by_engine
from graph.spark.rows import make_rows
from graph.spark.stakes import Day, make_stakes
from ontology.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.spark.session import Workspace

BUCKET_STATEMENTS: Final = 250_000
"""Interest statements, about, that a worker takes at a time."""


def batch(
    root: str, target: str, options: Options, workspace: Workspace, *, progress: Callable[[str], None] = lambda _: None, limit: int = STAKES
) -> int:
    """Write who ultimately controls each company of the data folder at ``root`` to ``target``, a folder of Parquet; returns how many rows.

    ``limit``: stakes that the driver may be given.  Where the stakes of the day are no more than that, they go to the engine whole, which
    is the shorter way; else joins decide what they can, and the rest goes to it.  Raises UsageError SPARK_RULE for another rule than
    majority control by its defaults, SPARK_LEDGER, SPARK_ANCESTORS, SPARK_RESIDUAL; StoreError NO_DATA, OLD_LAYOUT.
    """
    check_options(options)
    progress("reading the ledger")
    ledger = open_ledger(root, workspace)
    if ledger.interests is None:
        raise StoreError("NO_DATA", f"no source in {root} states an interest", "load a source that says who holds what")
    progress("joining identities")
    canonical = join_identities(ledger.identities, ledger.base, workspace) if ledger.identities is not None else None
    progress("making rows")
    buckets = max(2, ledger.interests.count() // BUCKET_STATEMENTS + 1)
    rows, parties = make_rows(ledger.interests, canonical, workspace, buckets)
    progress("making stakes")
    stakes = make_stakes(rows, Day(options.as_of, options.known_at, tuple(options.include)), workspace, buckets)
    if (count := stakes.count()) <= limit:
        progress(f"the engine finds controllers by {count:,} stakes")
        controllers = decide_by_engine(stakes, None, workspace)
    else:
        progress(f"joins find controllers by {count:,} stakes")
        controllers = workspace.save(find_controllers(stakes, workspace, limit))
    progress("writing answers")
    companies = rows.selectExpr("subject AS company").where("company IS NOT NULL").distinct()
    make_answers(companies, controllers, parties, describe_question(options, ledger.content_version)).write.mode("error").parquet(target)
    return int(workspace.session.read.parquet(target).count())


def check_options(options: Options) -> None:
    """Refuse what is not majority control by its defaults.  Raises UsageError SPARK_RULE."""
    setting = options.setting
    if not (setting.rule.ultimate and setting.has_defaults) or options.together:
        what = "on Spark companies are asked about by majority control with its defaults, and nobody acts together"
        raise UsageError("SPARK_RULE", what, "leave out --engine spark for any other rule, or leave out --rule, --set and --together")


def describe_question(options: Options, content_version: str) -> QuestionRow:
    """Return the question as every row repeats it."""
    rule = options.setting.rule
    return QuestionRow(
        rule=rule.id,
        rule_version=rule.version,
        rule_set=None,
        rule_standing=rule.standing_on(options.as_of).value,
        as_of=options.as_of,
        known_at=options.known_at,
        include=" ".join(status.value for status in options.include) or None,
        content_version=content_version,
    )
