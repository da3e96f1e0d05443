"""Random texts by the batch: invented names, addresses, dates, hashes, identifiers with valid check digits."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

BATCH: Final = 20_000
"""Records that are drawn together."""

_ONSETS: Final = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "sch",
    "sk",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "z",
)
_VOWELS: Final = ("a", "e", "i", "o", "u", "ai", "ea", "ie", "oo", "ou", "ö", "é")
_CODAS: Final = ("", "", "", "n", "r", "l", "s", "m", "ck", "nd", "rt", "th")
_ALNUM: Final = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", np.uint8)
_DAY_ZERO: Final = datetime.date(1990, 1, 1)
COUNTRIES: Final = (
    "England",
    "England",
    "England",
    "United Kingdom",
    "Scotland",
    "Wales",
    "Northern Ireland",
    "Poland",
    "Gibraltar",
    "Jersey",
)


@cache
def words(count: int, seed: int, syllables: int) -> tuple[str, ...]:
    """Invented words."""
    random = np.random.default_rng(seed)
    names: set[str] = set()
    while len(names) < count:
        parts = ["".join(str(random.choice(x)) for x in (_ONSETS, _VOWELS, _CODAS)) for _ in range(syllables)]
        names.add("".join(parts).capitalize())
    return tuple(sorted(names))


class Draw:
    """The random source of one batch."""

    def __init__(self, seed: int, first: int) -> None:
        self.random = np.random.default_rng([seed, first])

    def numbers(self, low: int, high: int, count: int) -> list[int]:
        numbers: list[int] = self.random.integers(low, high, count).tolist()
        return numbers

    def of(self, values: Sequence[Any], count: int, parts: Sequence[float] | None = None) -> list[Any]:
        """One of some values each, in some proportion."""
        if parts is None:
            places = self.random.integers(0, len(values), count)
        else:
            bounds = np.cumsum(parts) / sum(parts)
            places = np.searchsorted(bounds, self.random.random(count), side="right")
        return [values[place] for place in places.tolist()]

    def forenames(self, count: int) -> list[str]:
        return self.of(words(3_000, 11, 2), count)

    def surnames(self, count: int) -> list[str]:
        return self.of(words(20_000, 12, 3), count)

    def places(self, count: int) -> list[str]:
        return self.of(words(4_000, 13, 2), count)

    def companies(self, count: int) -> list[str]:
        """Two invented words, a trade and a number now and then: nearly all differ."""
        trades = ("Holdings", "Trading", "Properties", "Capital", "Logistics", "Energy", "Foods", "Systems", "Partners", "Investments")
        parts = zip(self.surnames(count), self.surnames(count), self.of(trades, count), self.numbers(-300, 100, count), strict=True)
        return [f"{one} {two} {trade}" if number < 0 else f"{one} {trade} {number}" for one, two, trade, number in parts]

    def postcodes(self, count: int) -> list[str]:
        letters = _ALNUM[10:]
        drawn = letters[self.random.integers(0, 26, (count, 4))].tobytes().decode()
        numbers = self.numbers(10, 1_000, count)
        return [f"{drawn[4 * i : 4 * i + 2]}{n // 10} {n % 10}{drawn[4 * i + 2 : 4 * i + 4]}" for i, n in enumerate(numbers)]

    def days(self, count: int, low: int = 9_500, high: int = 12_700) -> list[str]:
        """Days since 1990; without bounds 2016 to 2024."""
        known = _days()
        return [known[number] for number in self.numbers(low, high, count)]

    def hexes(self, count: int, length: int) -> list[str]:
        text = self.random.bytes(count * length // 2).hex()
        return [text[place : place + length] for place in range(0, count * length, length)]

    def links(self, count: int) -> list[str]:
        """27 characters as the register makes of a hash."""
        text = base64.urlsafe_b64encode(self.random.bytes(21 * count)).decode()
        return [text[place : place + 27] for place in range(0, 28 * count, 28)]

    def uuids(self, count: int) -> list[str]:
        return [f"{x[:8]}-{x[8:12]}-{x[12:16]}-{x[16:20]}-{x[20:]}" for x in self.hexes(count, 32)]


@cache
def _days() -> tuple[str, ...]:
    return tuple((_DAY_ZERO + datetime.timedelta(days=number)).isoformat() for number in range(14_000))


def company_number(index: int) -> str:
    """Of the company with this number in the register; the same wherever it is named."""
    kind = index % 40
    if kind < 36:
        return f"{index + 1_000_000:08d}"
    return f"{('SC', 'NI', 'OC', 'OE')[kind - 36]}{index % 1_000_000:06d}"


def leis(index: npt.NDArray[np.int64]) -> list[str]:
    """LEIs with valid check digits, each index its own."""
    # An odd factor makes a permutation of the numbers below 2**60, which twelve characters of 36 hold.
    number = (index.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15 | 1)) & np.uint64(2**60 - 1)
    digits = np.zeros((len(index), 18), np.int64)
    digits[:, :4] = np.array([5, 4, 9, 3])
    for place in range(17, 5, -1):
        digits[:, place] = (number % np.uint64(36)).astype(np.int64)
        number //= np.uint64(36)
    rest = np.zeros(len(index), np.int64)
    for column in digits.T:
        rest = np.where(column > 9, rest * 100 + column, rest * 10 + column) % 97
    check = 98 - rest * 100 % 97
    text = _ALNUM[np.column_stack((digits, check // 10, check % 10))].tobytes().decode()
    return [text[place : place + 20] for place in range(0, len(text), 20)]
