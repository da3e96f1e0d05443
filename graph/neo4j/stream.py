"""The property graph of a generation of any size, node by node: what ``model.project`` gives at once, in memory that stays small.

Owns how the statements are divided: by the number of the party into files that are gone afterwards, so that all that is said of a
party, and all holdings in a company, come together.  What a node or relationship is stays with model.py.
"""

from __future__ import annotations

import functools
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final

import msgspec
import numpy as np

from graph.generation.generation import Generation
from graph.neo4j.model import entity_node, interest_relationships, judgement_relationship, source_node, unnamed_nodes
from graph.neo4j.property_graph import Node, Relationship
from graph.neo4j.validity import Series
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement, Statement

PARTIES: Final = 50_000
"""Parties whose statements are held at a time."""

_OPEN: Final = 200
"""Most files that are open at a time, whatever the number of parties."""

_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Statement)


class GraphStream:
    """Nodes, then relationships, each in an order that the content alone decides.  A context manager: the files go at its end."""

    def __init__(self, generation: Generation, source: str | None = None, *, parties: int = PARTIES) -> None:
        self._generation, self._source = generation, source
        self._size = max(parties, -(-len(generation) // _OPEN))
        self._number = functools.lru_cache(maxsize=200_000)(generation.party_number)
        self._named = np.zeros(len(generation), np.bool_)
        self._loose: set[str] = set()
        self._temporary = tempfile.TemporaryDirectory()
        self._folder = Path(self._temporary.name)

    def __enter__(self) -> GraphStream:
        self._divide()
        self._series = Series(s for s in self._statements() if isinstance(s, InterestStatement))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._temporary.cleanup()

    def nodes(self) -> Iterator[Node]:
        for iri, source in sorted(self._generation.sources.items()):
            if self._source in (None, iri):
                yield source_node(source)
        for bucket in range(-(-len(self._generation) // self._size)):
            entities: defaultdict[str, list[EntityStatement]] = defaultdict(list)
            others: defaultdict[str, set[str]] = defaultdict(set)
            for statement in self._read(f"about-{bucket}"):
                match statement:
                    case EntityStatement(entity=iri):
                        entities[self._same(iri)].append(statement)
                        others[self._same(iri)].add(iri)
                    case IdentityStatement():
                        for iri in (statement.left, statement.right):
                            others[self._same(iri)].add(iri)
            first = bucket * self._size
            for number in (np.flatnonzero(self._named[first : first + self._size]) + first).tolist():
                iri = self._generation.brief(number).id
                yield entity_node(iri, entities[iri], sorted(others[iri] - {iri}))
        for iri in sorted(self._loose):
            yield entity_node(iri, [], [])
        for statement in self._read("unnamed"):
            if isinstance(statement, InterestStatement):
                yield from unnamed_nodes(statement)

    def relationships(self) -> Iterator[Relationship]:
        for bucket in range(max(1, -(-len(self._generation) // self._size))):
            interests = [s for s in self._read(f"in-{bucket}") if isinstance(s, InterestStatement)]
            yield from interest_relationships(interests, self._same, self._series.window)
        for statement in self._read("judged"):
            if isinstance(statement, IdentityStatement) and (found := judgement_relationship(statement, self._same)) is not None:
                yield found

    def _same(self, iri: str) -> str:
        number = self._number(iri)
        return iri if number is None else self._generation.brief(number).id

    def _statements(self) -> Iterator[Statement]:
        for statement in self._generation.statements():
            if self._source in (None, statement.source) and statement.is_accepted:
                yield statement

    def _divide(self) -> None:
        with ExitStack() as stack:
            files: dict[str, BinaryIO] = {}

            def put(name: str, line: bytes) -> None:
                if name not in files:
                    files[name] = stack.enter_context((self._folder / name).open("wb"))
                files[name].write(line)

            for statement in self._statements():
                line = _ENCODER.encode(statement) + b"\n"
                match statement:
                    case EntityStatement():
                        put(f"about-{self._bucket(statement.entity)}", line)
                    case InterestStatement():
                        held = self._bucket(statement.subject) if statement.subject else 0
                        if statement.holder:
                            self._bucket(statement.holder)
                        put(f"in-{held}", line)
                        if statement.subject is None or statement.holder is None:
                            put("unnamed", line)
                    case IdentityStatement():
                        for bucket in sorted({self._bucket(iri) for iri in (statement.left, statement.right)}):
                            put(f"about-{bucket}", line)
                        if self._same(statement.left) != self._same(statement.right):
                            put("judged", line)

    def _bucket(self, iri: str) -> int:
        """The bucket of a party, which is marked as named."""
        number = self._number(iri)
        if number is None:
            self._loose.add(iri)
            return 0
        self._named[number] = True
        return number // self._size

    def _read(self, name: str) -> list[Statement]:
        """Statements of a file in the order of their ids; none where there is no file."""
        path = self._folder / name
        if not path.exists():
            return []
        with path.open("rb") as file:
            return sorted((_DECODER.decode(line) for line in file), key=lambda s: s.id)
