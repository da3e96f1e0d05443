"""The question that every peer of the labelling answers, as plain arrays: who certainly controls whom by majority of votes.

Weights are whole numbers in which an open end breaks a tie: ``2 * sum > need`` says exactly "more than half of the exercisable
votes".  Preparing them is not timed for a peer.  Knows the columns; nothing of a peer.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from bench.topology import Ints
from graph.network.stake_table import CONTROL_POSSIBLE, HAS_VOTES, UNCERTAIN, VOTES_MIN_OPEN, StakeTable
from ontology.shares import WHOLE

TIE: Final = 2**12
"""Weight of one share unit; an open end weighs one."""


class Majority(NamedTuple):
    """Stakes that can count, by company: ``weight`` of ``holder`` in ``company``; half of ``need`` has to be exceeded."""

    parties: int
    company: Ints
    holder: Ints
    weight: Ints
    need: Ints


def majority(columns: StakeTable) -> Majority:
    """The stakes with votes of named holders, own votes taken off both sides."""
    parties = len(columns.indptr) - 1
    own = columns.holder == columns.company
    has = (columns.flags & HAS_VOTES) > 0
    weight = columns.votes_min * TIE + ((columns.flags & VOTES_MIN_OPEN) > 0)
    need = np.full(parties, WHOLE * TIE, np.int64)
    need[columns.company[own & has]] -= weight[own & has]
    counting = has & ~own & (columns.holder >= 0) & (columns.votes_min + (columns.flags & VOTES_MIN_OPEN) > 0)
    return Majority(parties, columns.company[counting].astype(np.int64), columns.holder[counting].astype(np.int64), weight[counting], need)


def decided_by_numbers(columns: StakeTable) -> npt.NDArray[np.bool_]:
    """Companies that the theorem covers: no control without a number, no register over 100 % or said to be whole, no interval,
    nothing possible, and the same of everyone above them."""
    parties = len(columns.indptr) - 1
    total = np.bincount(columns.company, columns.votes_min.astype(np.float64), parties)
    odd = (columns.flags & (CONTROL_POSSIBLE | UNCERTAIN)) > 0
    odd |= columns.votes_min != columns.votes_max
    touched = (columns.complete > 0) | (total > WHOLE)
    touched[columns.company[odd]] = True
    named = columns.holder >= 0
    company, holder = columns.company[named], columns.holder[named]
    while True:
        spread = touched.copy()
        spread[company[touched[holder]]] = True
        if (spread == touched).all():
            covered: npt.NDArray[np.bool_] = ~touched
            return covered
        touched = spread


def smallest(labels: npt.NDArray[np.integer[Any]], among: npt.NDArray[np.bool_]) -> Ints:
    """Labels of some parties, named after the smallest of them that carries it, so that two labellings can be compared."""
    parties = np.flatnonzero(among)
    least = np.full(len(labels), len(labels), np.int64)
    np.minimum.at(least, labels[parties], parties)
    named: Ints = least[labels[parties]]
    return named
