"""Capital columns and what can be read off them without solving anything.  Pure; fractions and share units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from graph.algorithms.scc import strongly_connected_components
from graph.network.stake import Interval
from ontology.shares import WHOLE

Column = Mapping[int, Interval]
"""Holder -> the holder's capital in one company."""

Capital = Mapping[int, Column]
"""Company -> its column.  Holders without a column of their own are where walks end."""

Bounds = tuple[Fraction, Fraction]
"""Least and greatest, as fractions of one."""

ONE: Final = Fraction(1)
ZERO: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class UltimateShare:
    """A place where the money of a company ends up: a holder nobody owns, a residual (of ``party``) or a closed ring."""

    party: int
    least: Fraction
    most: Fraction
    residual: bool = False
    ring: tuple[int, ...] = ()


def rest(column: Column) -> Bounds:
    """The undisclosed remainder of one company, least and most, as fractions of one; never below nothing.

    >>> rest({1: Interval(60 * 10**9, 75 * 10**9)})
    (Fraction(1, 4), Fraction(2, 5))
    """
    least = max(0, WHOLE - sum(box.max for box in column.values()))
    most = max(0, WHOLE - sum(box.min for box in column.values()))
    return Fraction(least, WHOLE), Fraction(most, WHOLE)


def room(column: Column) -> int:
    """What the least shares leave, in share units; below nought where they pass 100 %."""
    return WHOLE - sum(box.min for box in column.values())


def settled(column: Column) -> bool:
    """Whether the column leaves its holders nothing to choose: exact shares, or least shares that fill it."""
    return all(box.min == box.max for box in column.values()) or room(column) <= 0


def links(column: Column) -> list[int]:
    """The holders to whom a walk may go at all."""
    filled = room(column) <= 0
    return [h for h, box in column.items() if (box.min if filled else box.max)]


def upwards(company: int, capital: Capital) -> list[int]:
    """The companies with a column that a walk up from ``company`` can meet, nearest first."""
    queue = [company] if company in capital else []
    seen = set(queue)
    for current in queue:
        for holder in capital[current]:
            if holder in capital and holder not in seen:
                seen.add(holder)
                queue.append(holder)
    return queue


def above(starts: Iterable[int], capital: Capital) -> set[int]:
    """Everyone whom a walk up from the starts can meet after at least one step."""
    found: set[int] = set()
    queue = list(starts)
    for current in queue:
        for holder in links(capital.get(current, {})):
            if holder not in found:
                found.add(holder)
                queue.append(holder)
    return found


def closed_rings(companies: Collection[int], capital: Capital) -> list[list[int]]:
    """Groups that surely hold all of each other: a walk that enters never leaves.  A company that has all of itself is one."""
    inside = {c for c in companies if room(capital[c]) <= 0}
    while leaving := {c for c in inside if any(h not in inside for h in links(capital[c]))}:
        inside -= leaving
    groups = strongly_connected_components({c: links(capital[c]) for c in sorted(inside)})
    group_of = {member: i for i, group in enumerate(groups) for member in group}
    return [g for i, g in enumerate(groups) if all(group_of[h] == i for c in g for h in links(capital[c]))]
