"""Find which of many ranges of shares have a share in common, in n log n steps.

Knows numbers only; must not know statements.
"""

from __future__ import annotations

from typing import Any, Final

from graph.algorithms.kernels import kernel

NONE_MET: Final = -(1 << 62)
"""In place of a value: no range was met."""


@kernel
def find_greatest_met(ranges: Any, asked: Any) -> Any:
    """Return for each asked range the greatest value of those that have a number in common with it, or NONE_MET.

    ``ranges``: (group, least, most, value); ``asked``: (group, least, most), both ends included.  Ranges of different groups never meet.
    """
    by_least = sorted([(ranges[i][0], ranges[i][1], i) for i in range(len(ranges))])
    place = [0] * len(ranges)
    for at in range(len(by_least)):
        place[by_least[at][2]] = at + 1
    # How many ranges, in that order, begin no later than an asked one ends.
    begun, at = [0] * len(asked), 0
    for group, most, i in sorted([(asked[i][0], asked[i][2], i) for i in range(len(asked))]):
        while at < len(by_least) and (by_least[at][0] < group or (by_least[at][0] == group and by_least[at][1] <= most)):
            at += 1
        begun[i] = at
    # From the last to the first that they reach up to; the greatest value of the first so many is kept in a Fenwick tree.
    by_most = sorted([(ranges[i][0], ranges[i][2], i) for i in range(len(ranges))])
    greatest, met, at = [NONE_MET] * (len(ranges) + 1), [NONE_MET] * len(asked), len(by_most)
    by_asked = sorted([(asked[i][0], asked[i][1], i) for i in range(len(asked))])
    for turn in range(len(by_asked)):
        group, least, i = by_asked[len(by_asked) - 1 - turn]
        while at > 0 and (by_most[at - 1][0] > group or (by_most[at - 1][0] == group and by_most[at - 1][1] >= least)):
            at -= 1
            branch, value = place[by_most[at][2]], ranges[by_most[at][2]][3]
            while branch < len(greatest):
                greatest[branch] = max(greatest[branch], value)
                branch += branch & -branch
        branch = begun[i]
        while branch > 0:
            met[i] = max(met[i], greatest[branch])
            branch -= branch & -branch
    return met
