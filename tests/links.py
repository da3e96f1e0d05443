"""Rows of the network from statements, one by one: the plain definition that graph/generation/build_network.py is held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.generation import interest_table as n
from graph.generation.interest_table import COLUMN_TYPES, InterestTable
from ontology.dates import first_day, last_day
from ontology.statements import Change, InterestStatement


@dataclass(frozen=True, slots=True)
class Link:
    """One interest statement with its ends and source numbered."""

    holder: int
    subject: int
    statement: int
    source: int
    complete: bool
    record: InterestStatement
    rival: int = 0
    """Number among the versions of its record that its source states on its day, and that are in no order."""


def build(parties: int, links: Iterable[Link]) -> InterestTable:
    series: dict[tuple[int, str], int] = {}
    rows = [row(link, series) for link in links]
    table = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMN_TYPES)
    columns = {name: np.array(values, dtype=dtype) for (name, dtype), values in zip(COLUMN_TYPES.items(), table, strict=True)}
    order = np.lexsort([columns[name] for name in ("source", "interest", "holder", "subject")])
    columns = {name: column[order] for name, column in columns.items()}
    named = np.flatnonzero(columns["holder"] >= 0)
    return InterestTable(
        parties,
        columns,
        subject_start=np.searchsorted(columns["subject"], np.arange(parties + 1)).astype(np.int64),
        holder_start=np.cumsum(np.bincount(columns["holder"][named] + 1, minlength=parties + 1)),
        by_holder=named[np.argsort(columns["holder"][named], kind="stable")],
    )


def row(link: Link, series: dict[tuple[int, str], int]) -> Sequence[int]:
    record, share = link.record, link.record.share
    flags = (
        (n.HAS_SHARE if share else 0)
        | (n.MIN_OPEN if share and share.min_open else 0)
        | (n.MAX_OPEN if share and share.max_open else 0)
        | (n.ACCEPTED if record.is_accepted else 0)
        | (n.CLOSED if record.change is Change.CLOSED else 0)
        | (n.SUMMARY if record.components else 0)
        | (n.COMPLETE if link.complete else 0)
        | link.rival << n.RIVAL_SHIFT
    )
    return (
        link.holder,
        link.subject,
        n.INTERESTS.index(record.interest),
        n.STATUSES.index(record.status),
        n.DIRECTNESS.index(record.direct),
        flags,
        n.REASONS.index(record.holder_reason) if record.holder_reason else -1,
        share.min if share else 0,
        share.max if share else 0,
        *((days(record.valid_from)) if record.valid_from else (n.ALWAYS, n.ALWAYS)),
        *((days(record.valid_until)) if record.valid_until else (n.NEVER, n.NEVER)),
        days(record.stated_at)[1] if record.stated_at else n.ALWAYS,
        link.source,
        series.setdefault((link.source, record.record), len(series)) if record.record else -1,
        link.statement,
    )


def days(text: str) -> tuple[int, int]:
    """The first and the last day that a partial date can mean, as numbers."""
    return first_day(text).toordinal(), last_day(text).toordinal()
