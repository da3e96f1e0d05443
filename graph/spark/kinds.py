"""Says what decides in each company, as column expressions: the rules of graph/control/batch/classify.py over all companies at once.

The kinds are the same: NOBODY, SINGLE, JOINT and OPEN.  Shares with an open end are numbers of their own: a weight is the least share with
the open end as an infinitesimal, and bounds of a share are doubled, so that an open one lies between two that are closed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from graph.control.batch.classify import FEW, FULL, JOINT, NOBODY, OPEN, SHIFT, SINGLE
from graph.control.decision_kernel import MUCH
from graph.network.stake_table import CONTROL_CERTAIN, CONTROL_POSSIBLE, HAS_VOTES, INDIRECT_BESIDE, VOTES_MAX_OPEN, VOTES_MIN_OPEN
from ontology.shares import WHOLE

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_SUM: Final = "decimal(38, 0)"
"""Thousands of shares over 100 % do not fit a number of 64 bits."""


class _Sum(NamedTuple):
    """The shares of some holders in a company: the least and the most, and how many ends of each are open."""

    low: Column
    low_open: Column
    high: Column
    high_open: Column


def weigh_stakes(stakes: DataFrame) -> DataFrame:
    """Add to stakes ``low``, ``low_open``, ``high``, ``high_open`` and ``weight`` of their votes, and whether a holder ``is_other``: named,
    and not the company itself."""
    from pyspark.sql import functions as f

    has_votes = _has(HAS_VOTES)
    table = stakes.select(
        "*",
        f.when(has_votes, f.col("votes_min")).otherwise(0).alias("low"),
        (has_votes & _has(VOTES_MIN_OPEN)).cast("bigint").alias("low_open"),
        f.when(has_votes, f.col("votes_max")).otherwise(0).alias("high"),
        (has_votes & _has(VOTES_MAX_OPEN)).cast("bigint").alias("high_open"),
        (f.col("holder").isNotNull() & (f.col("holder") != f.col("company"))).alias("is_other"),
        f.coalesce(f.col("holder") == f.col("company"), f.lit(False)).alias("is_self"),
    )
    return table.withColumn("weight", f.shiftleft("low", SHIFT) + f.col("low_open"))


def classify(weighed: DataFrame) -> DataFrame:
    """Return (company, kind, via, need) of every company with a stake: ``via``: the holder who decides alone, ``need``: the weight of which
    a majority has more than half.  ``weighed``: as `weigh_stakes` gives them."""
    from pyspark.sql import functions as f

    is_other, is_self, weight = f.col("is_other"), f.col("is_self"), f.col("weight")
    controls = is_other & _has(CONTROL_POSSIBLE)
    counts = is_other & (f.col("high") > 0)
    is_named = f.col("holder").isNotNull()
    is_interval = _has(HAS_VOTES) & (_has(VOTES_MIN_OPEN | VOTES_MAX_OPEN) | (f.col("votes_min") != f.col("votes_max")))
    share = f.struct(*(f.col(name).cast("bigint").alias(name) for name in (*_Sum._fields, "weight")))
    companies = weighed.groupBy("company").agg(
        f.max(_has(INDIRECT_BESIDE)).alias("has_indirect"),
        _total(weight, is_self).alias("itself"),
        f.count(f.when(is_self, 1)).alias("selves"),
        _total(weight).alias("total"),
        _total(weight, is_other).alias("named"),
        f.max_by("holder", f.when(is_other & (weight > 0), f.struct(weight, -f.xxhash64("holder")))).alias("best_holder"),
        f.coalesce(f.max(f.when(is_other, weight)), f.lit(0)).alias("best"),
        f.coalesce(f.max(is_named & is_interval), f.lit(False)).alias("has_intervals"),
        f.count(f.when(controls, 1)).alias("controlling"),
        f.max(f.when(controls, f.col("holder"))).alias("controller"),
        f.coalesce(f.max(controls & _has(CONTROL_CERTAIN)), f.lit(False)).alias("is_certain"),
        f.max("complete").alias("complete"),
        f.least(_total(f.col("high"), is_named), f.lit(WHOLE)).alias("most"),
        f.count(f.when(counts, 1)).alias("count"),
        *(_total(f.col(name), is_self).alias(f"self_{name}") for name in _Sum._fields),
        *(_total(f.col(name), ~is_self).alias(f"all_{name}") for name in _Sum._fields),
        *(_total(f.col(name), counts).alias(f"counted_{name}") for name in _Sum._fields),
        *(_total(f.col(name), counts & ~controls).alias(f"beside_{name}") for name in _Sum._fields),
        # More than a few are not tried one by one; the first of them are enough to see that.
        f.slice(f.collect_list(f.when(counts, share)), 1, FEW).alias("few"),
    )
    need = f.lit(FULL) - f.col("itself")
    by_control = (f.col("controlling") == 1) & f.col("is_certain") & ~_may_meet(_read("beside"))
    kind = (
        f.when(f.col("has_indirect") | (f.col("selves") > 1) | (f.col("total") > FULL), OPEN)
        .when(f.col("controlling") > 0, f.when(by_control, SINGLE).otherwise(OPEN))
        .when(2 * f.col("best") > need, SINGLE)
        .when(f.col("has_intervals"), _classify_by_groups(need))
        .when(2 * f.col("named") > need, JOINT)
        .otherwise(NOBODY)
    )
    via = f.when(f.col("kind") == SINGLE, f.when(f.col("controlling") > 0, f.col("controller")).otherwise(f.col("best_holder")))
    return companies.select("company", kind.alias("kind"), need.alias("need"), "controlling", "controller", "best_holder").select(
        "company", "kind", via.alias("via"), "need"
    )


def _has(flag: int) -> Column:
    from pyspark.sql import functions as f

    return f.col("flags").bitwiseAND(f.lit(flag)) != 0


def _total(column: Column, where: Any = None) -> Column:
    from pyspark.sql import functions as f

    counted = column if where is None else f.when(where, column)
    return f.coalesce(f.sum(counted.cast(_SUM)), f.lit(0).cast(_SUM))


def _read(which: str) -> _Sum:
    from pyspark.sql import functions as f

    return _Sum(*(f.col(f"{which}_{name}") for name in _Sum._fields))


def _classify_by_groups(need: Column) -> Column:
    """The kind of a company whose shares are intervals, without a single certain majority: every group of few holders is tried."""
    from pyspark.sql import functions as f

    def add(members: Column, name: str) -> Column:
        parts = f.transform("few", lambda share, place: f.get(members, place) * share.getField(name))
        return f.aggregate(parts, f.lit(0).cast(_SUM), lambda total, part: (total + part).cast(_SUM)).alias(name)

    # One and nought a holder: a group of holders that are not there is that of those who are.
    members = [[f.lit(chosen >> place & 1) for place in range(FEW)] for chosen in range(1, 1 << FEW)]
    groups = f.transform(
        f.array(*(f.array(*one) for one in members)), lambda one: f.struct(*(add(one, n) for n in (*_Sum._fields, "weight")))
    )
    is_open = f.exists(
        groups, lambda group: (2 * group.getField("weight") <= need) & _may_meet(_Sum(*(group.getField(name) for name in _Sum._fields)))
    )
    is_nobody = (2 * f.col("most") <= WHOLE) | ~_may_meet(_read("counted"))
    return f.when(is_nobody, NOBODY).when((f.col("count") == 1) | (f.col("count") > FEW) | is_open, OPEN).otherwise(JOINT)


def _may_meet(group: _Sum) -> Column:
    """Whether a group of holders may have more than half of the votes that can be exercised (graph/control/decision_kernel.py, `meets`).

    The least shares of the company add to at most 100 %: of others the kind is told before it is asked for.
    """
    from pyspark.sql import functions as f

    whole = f.lit(WHOLE).cast(_SUM)
    s, t = _limit(group, MUCH), _limit(_read("self"), WHOLE)
    o = _limit(_Sum(*(all_ - part for all_, part in zip(_read("all"), group, strict=True))), MUCH)
    excess = 2 * s.low - (whole - t.low)
    is_sure = ((s.low > 0) | (s.low_open > 0)) & ((excess > 0) | ((excess == 0) & ((s.low_open > 0) | (t.low_open > 0))))

    def lower(value: Column, *opens: Column) -> Column:
        return 2 * value + _any(*opens)

    def upper(value: Column, *opens: Column) -> Column:
        return 2 * value - _any(*opens)

    def is_feasible(complete: bool, *, more: Callable[[], tuple[list[Column], list[Column]]] | None = None) -> Column:
        at, to = [lower(t.low, t.low_open)], [upper(t.high, t.high_open), upper(whole - o.low - s.low, s.low_open, o.low_open)]
        if complete:
            at.append(lower(whole - o.high - s.high, s.high_open, o.high_open))
        if more:
            more_at, more_to = more()
            at, to = at + more_at, to + more_to
        least, greatest = f.least(*to), f.greatest(*at) if len(at) > 1 else at[0]
        return least >= greatest

    def meeting() -> tuple[list[Column], list[Column]]:
        return [2 * (whole - 2 * s.high) + 1], [2 * (whole - o.low) - 1, 2 * (whole - 2 * o.low) - 1]

    counts_all = (f.col("complete") > 0) & is_feasible(True)
    may = f.when(counts_all, is_feasible(True, more=meeting)).otherwise(is_feasible(False, more=meeting))
    is_exact = ~counts_all & (s.low == s.high) & (t.low == t.high) & (f.col("complete") == 0)
    return (s.high > 0) & (is_sure | (~is_exact & may))


def _any(*opens: Column) -> Column:
    """One where any of these ends is open, else nothing."""
    from pyspark.sql import functions as f

    return f.when(f.greatest(*opens, f.lit(0)) > 0, 1).otherwise(0)


def _limit(shares: _Sum, most: int) -> _Sum:
    from pyspark.sql import functions as f

    limit = f.lit(most).cast(_SUM)
    return _Sum(f.least(shares.low, limit), shares.low_open, f.least(shares.high, limit), shares.high_open)
