"""Which parties of two generations are the same: names that mean the same in both.

A name is the number that the later generation has for a party; for a party that it does not know, a number beyond all of those.  What was
joined since are several parties of the earlier generation with one name; what was parted since is one with several.  Works on the hashes of
IRIs, all at once, since generations have millions of parties.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.generation.generation import Generation

Numbers = npt.NDArray[np.int64]


class Names(NamedTuple):
    """The names of the parties of one generation.

    ``of``: by number, what the party is called.  ``names`` and ``numbers``: in pairs, by name, each party that any of the IRIs of a name
    stands for.
    """

    of: Numbers
    names: Numbers
    numbers: Numbers

    def find(self, name: int) -> list[int]:
        """Find the parties of a name: none, or several where they were not joined yet."""
        first, last = np.searchsorted(self.names, (name, name + 1))
        found: list[int] = self.numbers[first:last].tolist()
        return found

    def find_all(self, names: Numbers) -> tuple[Numbers, Numbers]:
        """Find the parties of many names: those pairs of a name and a number."""
        is_wanted = np.isin(self.names, names)
        return self.names[is_wanted], self.numbers[is_wanted]


def match_parties(old: Generation, new: Generation) -> tuple[Names, Names]:
    """Name the parties of two generations, the earlier one first."""
    own = np.arange(len(new), dtype=np.int64)
    hashes, numbers = old.party_keys()
    of = _look_up(old.party_hashes().astype(np.int64), new)
    unknown = np.flatnonzero(of < 0)
    of[unknown] = len(new) + unknown
    names = _look_up(hashes, new)
    # A pair as one number, so that each is kept once and they are sorted by name.
    known = names >= 0
    pairs = np.unique(np.concatenate((names[known] * len(old) + numbers[known], of[unknown] * len(old) + unknown)))
    return Names(of, *np.divmod(pairs, len(old))), Names(own, own, own)


def _look_up(hashes: Numbers, generation: Generation) -> Numbers:
    """Look up IRIs by their hashes: the numbers of their parties, -1 for those that are unknown."""
    keys, numbers = generation.party_keys()
    places = np.minimum(np.searchsorted(keys, hashes), len(keys) - 1)
    return np.where(keys[places] == hashes, numbers[places], -1)
