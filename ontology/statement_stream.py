"""The contract between loaders and the ledger: the statements of one source, in blocks.

Owns what both sides may rely on, and nothing else: how a file falls apart into blocks is loaders/records.py, what becomes of a block is
graph/ledger/ledger.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final, Protocol

from ontology.errors import InputError
from ontology.statements import Source, Statement

BLOCK_STATEMENTS: Final = 100_000
"""Statements of a block, where they come one by one."""


class Block(Protocol):
    """A piece of a source that can be made into statements by itself; picklable where the stream is ``parallel``."""

    @property
    def key(self) -> str:
        """Hash of all that the statements follow from, where the stream is ``parallel``: what was made from this key is not made again."""

    @property
    def tally(self) -> bytes:
        """JSON of what was counted, once all statements have been taken."""

    def statements(self) -> Iterator[Statement]:
        """The statements, once."""


class StatementStream:
    """The statements of one source, to be read once: as they come, or block by block.

    ``parallel``: each block can be made by itself, in another process and out of order, and be taken over from an earlier attempt.
    ``has_unique_ids``: that two statements have one id is an error of the whole stream; else the second is left out and counted.

    >>> source = Source(id="urn:source", title="A list", type="table")
    >>> list(StatementStream.from_statements(source, []))
    []
    """

    def __init__(
        self, source: Source, blocks: Iterable[Block], named: Iterable[Source] = (), *, parallel: bool = False, has_unique_ids: bool = False
    ) -> None:
        self.source = source
        """Described in full, with the hash of what was read, once the last block has been taken."""
        self.named = {part.id: part for part in named}
        """The sources that the file names within itself, by IRI; all of them once what was counted of the last block is absorbed.  What
        states none of them, the file does."""
        self.blocks = blocks
        self.parallel = parallel
        self.has_unique_ids = has_unique_ids

    @classmethod
    def from_statements(cls, source: Source, statements: Iterable[Statement], named: Iterable[Source] = ()) -> StatementStream:
        """A stream of statements that come one by one and each have an id of their own; cut into blocks to bound memory."""
        return cls(source, _cut(iter(statements)), named, has_unique_ids=True)

    def absorb(self, tally: bytes) -> None:
        """Take in what was counted while a block was made.  Whoever takes blocks calls it, in their order."""

    def find_fault(self) -> InputError | None:
        """Why this stream, which was read to its end and gave no statement, is at fault; None where that is as it should be."""
        return InputError(
            "NOTHING_USABLE", f"nothing in {self.source.title} can be used", "nothing was published; see docs/reference/loading.md"
        )

    def __iter__(self) -> Iterator[Statement]:
        for block in self.blocks:
            yield from block.statements()
            self.absorb(block.tally)


class _Run:
    """A block of statements that are there already."""

    key = ""
    tally = b"null"

    def __init__(self, statements: Iterator[Statement]) -> None:
        self._statements = statements

    def statements(self) -> Iterator[Statement]:
        return self._statements


def _cut(statements: Iterator[Statement]) -> Iterator[_Run]:
    """Yield the first block even if it is empty; each has to be read to its end before the next is taken."""
    first = list(islice(statements, 1))
    yield _Run(islice(chain(first, statements), BLOCK_STATEMENTS))
    while first := list(islice(statements, 1)):
        yield _Run(islice(chain(first, statements), BLOCK_STATEMENTS))
