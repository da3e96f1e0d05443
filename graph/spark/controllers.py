"""Finds who ultimately controls every company, by joins until nothing changes: the pass of graph/control/batch over a cluster.

Owns the order: what decides in each company (kinds.py), which companies joins cannot decide, who comes under whom by single majorities, and
then by majorities that groups have together.  A group with a top is decided here.  A group without one, where parties control each other
in a ring, and whatever depends on an OPEN company, goes to the engine (residual.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.control.batch.classify import JOINT, OPEN, SINGLE
from graph.spark.components import find_components
from graph.spark.kinds import classify, weigh_stakes
from graph.spark.residual import decide_residual

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from graph.spark.session import Workspace


def find_controllers(stakes: DataFrame, workspace: Workspace, limit: int) -> DataFrame:
    """Return (company, controller, certain, ring, truncated): each company with each who ultimately controls it, or may.

    Companies that nobody controls have no row, unless their search was truncated: then one without a controller.  ``ring``: all members,
    where the controller stands in one; else null.  ``stakes``: as `graph.spark.stakes.make_stakes` gives them.  ``limit``: stakes that the
    engine may be given.  Raises UsageError SPARK_RESIDUAL.
    """
    weighed = weigh_stakes(stakes)
    kinds = workspace.save(classify(weighed))
    unsure = _find_unsure(weighed, kinds, workspace)
    exact = kinds.join(unsure, "company", "left_anti")
    captured, labels = _merge_groups(weighed, exact, workspace)
    groups = workspace.save(
        captured.join(labels.withColumnRenamed("member", "company"), "company", "left").selectExpr(
            "company", "coalesce(root, company) AS root"
        )
    )
    tops = labels.selectExpr("member AS top", "root").union(labels.selectExpr("root AS top", "root").distinct())
    tops = workspace.save(tops.join(captured.withColumnRenamed("company", "top"), "top", "left_anti").distinct())
    below = groups.join(tops, "root").selectExpr(
        "company", "top AS controller", "true AS certain", "CAST(NULL AS ARRAY<BIGINT>) AS ring", "false AS truncated"
    )
    in_rings = groups.join(tops, "root", "left_anti")
    asked = in_rings.groupBy("root").agg({"company": "min"}).selectExpr("root", "`min(company)` AS company")
    asked = workspace.save(asked)
    answers = decide_residual(stakes, unsure.union(asked.select("company")), workspace, limit)
    # Of whom nobody controls, what it controls controls it, though nobody in that does by himself: it stands there alone.
    leaders = asked.join(answers, "company", "left").selectExpr(
        "root", "coalesce(controller, company) AS controller", "true AS certain", "ring", "coalesce(truncated, false) AS truncated"
    )
    of_rings = in_rings.join(leaders, "root").drop("root").where("ring IS NOT NULL OR company <> controller")
    return below.unionByName(of_rings).unionByName(answers.join(unsure, "company", "left_semi"))


def _find_unsure(weighed: DataFrame, kinds: DataFrame, workspace: Workspace) -> DataFrame:
    """Find the companies that joins cannot decide: OPEN ones, and whatever depends on them."""
    single = kinds.where(f"kind = {SINGLE}").selectExpr("company", "via AS holder")
    joint = weighed.where("weight > 0 AND holder IS NOT NULL").join(
        kinds.where(f"kind = {JOINT}").select("company"), "company", "left_semi"
    )
    rests_on = single.union(joint.select("company", "holder"))
    latest = unsure = workspace.save(kinds.where(f"kind = {OPEN}").select("company"))
    while not latest.isEmpty():
        below = rests_on.join(latest.withColumnRenamed("company", "holder"), "holder").select("company").distinct()
        latest = workspace.save(below.join(unsure, "company", "left_anti"))
        unsure = unsure.union(latest)
    return workspace.save(unsure)


def _merge_groups(weighed: DataFrame, exact: DataFrame, workspace: Workspace) -> tuple[DataFrame, DataFrame]:
    """Put exact companies under those who control them, until nobody controls one more.

    Returns the companies that somebody controls, and (member, root) of all in a group but its root (components.py).
    """
    pairs = exact.where(f"kind = {SINGLE}").selectExpr("company AS a", "via AS b")
    captured = workspace.save(pairs.selectExpr("a AS company"))
    labels = find_components(pairs, workspace)
    joint = workspace.save(
        weighed.where("is_other AND weight > 0")
        .join(exact.where(f"kind = {JOINT}").select("company", "need"), "company")
        .select("company", "holder", "weight", "need")
    )
    while True:
        groups = joint.join(labels.withColumnRenamed("member", "holder"), "holder", "left")
        groups = groups.selectExpr("company", "coalesce(root, holder) AS root", "weight", "need")
        sums = groups.groupBy("company", "root", "need").agg({"weight": "sum"}).where("2 * `sum(weight)` > need")
        winners = workspace.save(sums.select("company", "root").join(captured, "company", "left_anti"))
        if winners.isEmpty():
            return captured, labels
        captured = workspace.save(captured.union(winners.select("company")))
        pairs = labels.selectExpr("member AS a", "root AS b").union(winners.selectExpr("company AS a", "root AS b"))
        labels = find_components(pairs, workspace)
