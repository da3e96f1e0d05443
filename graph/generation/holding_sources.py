"""Which sources state holdings, of which day each is, and about the companies of which countries it tells who holds them.

It follows from what is loaded, not from what a source is: it tells nothing about who holds companies of a country where each of its
companies, as far as it is loaded, is of another one.  Of a company without a country that is not known.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.generation.interest_table import InterestTable

_LETTERS: Final = 26
_UNKNOWN: Final = _LETTERS * _LETTERS
"""The place of a company of which no country is told."""
_MOST_KEPT: Final = 100
"""Days and countries of which it is remembered what was found."""
_CHUNK: Final = 1_000_000
"""Rows that are read together."""


@dataclass(frozen=True, eq=False)
class HoldingSources:
    """The sources that state holdings.

    ``ids`` by place; ``days``: the last day that the day of each can mean; ``tells_of``: a row for each country and one for none, a column
    for each source: whether it states who holds a company of it.
    """

    ids: list[str]
    days: npt.NDArray[np.int32]
    tells_of: npt.NDArray[np.bool_]
    _found: dict[int | str, tuple[int, ...]] = field(default_factory=dict)
    """What was found of a day or a country before: most questions are about today."""

    @classmethod
    def of(
        cls, interests: InterestTable, ids: Sequence[str], days: Sequence[datetime.date], jurisdictions: npt.NDArray[np.bytes_]
    ) -> HoldingSources:
        """Read them off the interest table.  ``ids``, ``days``: of all sources, by number; ``jurisdictions``: of the parties, by number."""
        source, subject = interests.columns["source"], interests.columns["subject"]
        stating = np.flatnonzero(np.bincount(source, minlength=len(ids)))
        place = np.full(len(ids), -1, np.int32)
        place[stating] = np.arange(len(stating))
        countries = _number_countries(jurisdictions)
        tells_of = np.zeros((_UNKNOWN + 1, len(stating)), np.bool_)
        for start in range(0, len(source), _CHUNK):
            companies = subject[start : start + _CHUNK]
            told = companies >= 0
            tells_of[countries[companies[told]], place[source[start : start + _CHUNK][told]]] = True
        ordinals = np.array([days[number].toordinal() for number in stating.tolist()], np.int32)
        return cls([ids[number] for number in stating.tolist()], ordinals, tells_of)

    def __len__(self) -> int:
        return len(self.ids)

    def find_earlier(self, day: datetime.date) -> tuple[int, ...]:
        """Find the places of those that are of an earlier day."""
        number = day.toordinal()
        found = self._found.get(number)
        return self._keep(number, self.days < number) if found is None else found

    def find_without(self, country: str) -> tuple[int, ...]:
        """Find the places of those of which nothing about who holds companies of a country is loaded; none where that is no code of one."""
        if not (len(country) == 2 and country.isascii() and country.isupper()):
            return ()
        found = self._found.get(country)
        if found is not None:
            return found
        first, second = (ord(letter) - ord("A") for letter in country)
        return self._keep(country, ~(self.tells_of[first * _LETTERS + second] | self.tells_of[_UNKNOWN]))

    def _keep(self, key: int | str, is_one: npt.NDArray[np.bool_]) -> tuple[int, ...]:
        """Remember the places of sources that are ones of a day or a country."""
        if len(self._found) >= _MOST_KEPT:
            self._found.clear()
        places = self._found[key] = tuple(np.flatnonzero(is_one).tolist())
        return places


def _number_countries(jurisdictions: npt.NDArray[np.bytes_]) -> npt.NDArray[np.int32]:
    """Number the countries of jurisdictions, of which the parts of a country are the country.

    >>> _number_countries(np.array([b"AA", b"DK-84", b""])).tolist()
    [0, 88, 676]
    """
    letters = np.ascontiguousarray(jurisdictions.astype("S2")).view(np.uint8).reshape(-1, 2).astype(np.int32) - ord("A")
    is_code = ((letters >= 0) & (letters < _LETTERS)).all(axis=1)
    return np.where(is_code, letters[:, 0] * _LETTERS + letters[:, 1], _UNKNOWN).astype(np.int32)
