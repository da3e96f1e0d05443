"""The contract between loaders and the ledger: a source whose statements come in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from ontology.statements import Source, Statement


class Block(Protocol):
    """A piece of a source that can be made into statements by itself; picklable where the source is ``parallel``."""

    @property
    def key(self) -> str: ...

    @property
    def tally(self) -> bytes:
        """JSON of what was counted, once all statements have been taken."""

    def statements(self) -> Iterator[Statement]: ...


@runtime_checkable
class Blocks(Protocol):
    """Statements that come in blocks."""

    @property
    def parallel(self) -> bool: ...

    def blocks(self) -> Iterator[Block]: ...

    def absorb(self, tally: bytes) -> None: ...

    def source(self) -> Source: ...
