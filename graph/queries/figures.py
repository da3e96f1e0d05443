"""The figures of an answer: shares, votes and sizes in percent, with the ends that are left out.  Fractions are rounded at the very end."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, TypedDict

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from graph.answers.common import Range, Size, VotesRange
from graph.network.stake import Interval, Stake
from ontology.shares import WHOLE, Share, to_percent

_NINE_DECIMALS: Final = 10**9
_ROUNDING: Final = 1e-9
"""As a part of one: a ten-millionth of a percent."""


class _OpenEnds(TypedDict, total=False):
    min_open: bool
    max_open: bool


def to_range(share: Interval | None) -> Range | None:
    """Return a share in percent."""
    return None if share is None else Range(min=to_percent(share.min), max=to_percent(share.max), **_open_ends(share))


def to_votes_range(votes: Interval, *, assumed: bool, left: bool, treasury: Interval | None = None) -> VotesRange:
    """Return votes in percent, and whether they are assumed, or what the stated votes of others leave.

    ``treasury``: what the company holds in itself, which is not exercised; the rest can be, and the votes are among them.
    """
    low, high = to_percent(votes.min), to_percent(votes.max)
    exercisable = None
    if treasury is not None and treasury.max:
        rest = Interval(WHOLE - treasury.max, WHOLE - treasury.min, treasury.max_open, treasury.min_open)
        if rest.min < votes.min < rest.max:
            rest = replace(rest, min=votes.min, min_open=votes.min_open)
        exercisable = to_range(rest)
    return VotesRange(
        min=low, max=high, assumed=assumed, left=left or msgspec.UNSET, exercisable=exercisable or msgspec.UNSET, **_open_ends(votes)
    )


def to_votes(stake: Stake, treasury: Interval | None = None) -> VotesRange | None:
    """Return the votes of a stake."""
    if stake.votes is None:
        return None
    return to_votes_range(stake.votes, assumed=stake.votes_assumed, left=stake.votes_left, treasury=treasury)


def _open_ends(share: Interval | Share) -> _OpenEnds:
    if share.max - share.min <= 1:
        # One number that lies between two share units.
        return {}
    ends = _OpenEnds()
    if share.min_open:
        ends["min_open"] = True
    if share.max_open:
        ends["max_open"] = True
    return ends


def fraction_to_percent(value: Fraction | float) -> float | int:
    """Return a fraction of one in percent, rounded to nine decimals at the very end."""
    numerator, denominator = value.as_integer_ratio()
    scaled, rest = divmod(numerator * 100 * _NINE_DECIMALS, denominator)
    scaled += 2 * rest > denominator or (2 * rest == denominator and scaled % 2)  # half to even, as round does
    return scaled // _NINE_DECIMALS if scaled % _NINE_DECIMALS == 0 else scaled / _NINE_DECIMALS


def fractions_to_percent(values: Sequence[Fraction | float] | npt.NDArray[np.float64]) -> list[float | int]:
    """Return the same of many: of an array at once."""
    if not isinstance(values, np.ndarray):
        return [fraction_to_percent(value) for value in values]
    percents = np.round(values * 100, 9)
    numbers: list[float | int] = percents.tolist()
    for i in np.flatnonzero(percents == np.rint(percents)).tolist():
        numbers[i] = int(numbers[i])
    return numbers


def to_size(share: Share | None) -> Size:
    """Return a stated share in percent, with its own text.  One number is one, also where it lies between two share units."""
    if share is None:
        return Size()
    low = to_percent(share.min)
    if share.exact:
        return Size(min=low, max=low, exact=low, text=share.text, fraction=share.fraction)
    return Size(min=low, max=to_percent(share.max), text=share.text, **_open_ends(share))


def is_rounding(most: Fraction | float) -> bool:
    """Whether a part of the whole, at its greatest, is no more than what decimals leave over: three holders of 33.333333333 % each."""
    return most < _ROUNDING
