"""Which statements up to version 0.3 are one series: those that replace one another.

Owns the memory of replacements, in whatever order they come.  The first of a chain names its series; where a later statement came first,
the one that it replaces does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import msgspec


class Place(NamedTuple):
    """Where a statement belongs."""

    key: str
    others: tuple[str, ...] = ()
    """Series that end in this one."""
    split: bool = False
    """Whether another statement had replaced the same, so that this one begins a series."""


class Series:
    """The replacements seen so far, in memory that grows with them only.

    >>> series = Series()
    >>> series.place("b", ["a"]).key, series.place("c", ["b"]).key, series.key("b")
    ('a', 'a', 'a')
    """

    def __init__(self) -> None:
        self._key: dict[str, str] = {}
        self._by: dict[str, str] = {}
        self._digest = hashlib.sha256()

    def key(self, statement: str) -> str:
        """The series of a statement."""
        return self._key.get(statement, statement)

    def place(self, statement: str, replaces: Sequence[str]) -> Place:
        """Where a statement belongs that replaces others."""
        replaces = [one for one in dict.fromkeys(replaces) if one and one != statement]
        if not replaces:
            return Place(self.key(statement))
        split = statement not in self._key and all(self._by.get(one, statement) != statement for one in replaces)
        if split:
            key = statement
        else:
            known = next((self._key[one] for one in (statement, *replaces) if one in self._key), None)
            key = replaces[0] if known is None else known
            self._remember(statement, key)
        others = tuple(dict.fromkeys(other for one in replaces if (other := self.key(one)) != key))
        for one in replaces:
            if one not in self._key:
                self._remember(one, key)
            self._by.setdefault(one, statement)
            self._digest.update(msgspec.json.encode((statement, one, key)))
        return Place(key, () if split else others, split)

    def __repr__(self) -> str:
        """What is remembered, as a hash of it."""
        return f"Series({self._digest.hexdigest()})"

    def _remember(self, statement: str, key: str) -> None:
        self._key.setdefault(statement, key)
