"""Which statements up to version 0.3 are one series: those that replace one another.

Owns the memory of replacements, in whatever order they come.  The first of a chain names its series; where a later statement came first,
the statement that it replaces does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import msgspec


class Position(NamedTuple):
    """The series of a statement."""

    key: str
    others: tuple[str, ...] = ()
    """Series that end in this one."""
    replaced_twice: bool = False
    """Whether another statement had replaced the same one, so that this one begins a series."""


class Series:
    """The replacements seen so far, in memory that grows with them only.

    >>> series = Series()
    >>> series.add("b", ["a"]).key, series.add("c", ["b"]).key, series.find_key("b")
    ('a', 'a', 'a')
    """

    def __init__(self) -> None:
        self._key: dict[str, str] = {}
        self._replaced_by: dict[str, str] = {}
        self._digest = hashlib.sha256()

    def find_key(self, statement: str) -> str:
        """Return the series of a statement."""
        return self._key.get(statement, statement)

    def add(self, statement: str, replaces: Sequence[str]) -> Position:
        """Remember what a statement replaces and return its series."""
        replaced = [other for other in dict.fromkeys(replaces) if other and other != statement]
        if not replaced:
            return Position(self.find_key(statement))
        replaced_twice = statement not in self._key and all(self._replaced_by.get(other, statement) != statement for other in replaced)
        if replaced_twice:
            key = statement
        else:
            key = next((self._key[other] for other in (statement, *replaced) if other in self._key), replaced[0])
            self._key.setdefault(statement, key)
        others = tuple(dict.fromkeys(ended for other in replaced if (ended := self.find_key(other)) != key))
        for other in replaced:
            self._key.setdefault(other, key)
            self._replaced_by.setdefault(other, statement)
            self._digest.update(msgspec.json.encode((statement, other, key)))
        return Position(key, () if replaced_twice else others, replaced_twice)

    def __repr__(self) -> str:
        """Return a hash of what is remembered."""
        return f"Series({self._digest.hexdigest()})"
