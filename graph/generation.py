"""One generation: its releases and the projections built from them.  Owns what is in the folder; who may write is generations.py.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
from pyoxigraph import Quad

from graph import names, triples
from graph import network as networks
from graph.files import store_errors
from graph.ledger import Ledger
from graph.names import Names
from graph.network import UNNAMED, Link, Network
from graph.parties import Identities, Party, merge
from graph.records import RecordStore, RecordWriter, key_hash
from ontology import rdf
from ontology.errors import NoMatch, StoreError
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement, Source, Statement
from ontology.terms import Base

LAYOUT: Final = 2
"""Version of the projections' files.  Raised when what is on disk would be misread; the ledger stays and is built anew."""

_ENCODER = msgspec.json.Encoder()
_STATEMENTS = msgspec.json.Decoder(Statement)
_PARTIES = msgspec.json.Decoder(Party)


class ReleaseInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A release in a generation."""

    name: str
    source: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """generation.json.  ``checksum`` is order-free: the sum of statement hashes modulo 2**64, to hold projections against the ledger."""

    number: int
    created: str
    releases: tuple[ReleaseInfo, ...]
    statements: int = 0
    parties: int = 0
    interests: int = 0
    checksum: int = 0
    layout: int = 1
    """Which version of the projections' files this is; 1 where none was written."""


class Generation:
    """An opened generation; immutable, safe to read from several threads."""

    def __init__(self, path: Path, manifest: Manifest, base: Base, sources: dict[str, Source]) -> None:
        self.path = path
        self.manifest = manifest
        self.base = base
        self.sources = sources
        self._statements = RecordStore(path / "statements")
        self._parties = RecordStore(path / "parties")
        self.network = Network.open(path / "network")

    @classmethod
    def open(cls, path: Path, base: Base) -> Generation:
        """Raises StoreError OLD_LAYOUT for what another version of this program built."""
        with store_errors(path):
            manifest = msgspec.json.decode((path / "generation.json").read_bytes(), type=Manifest)
            if manifest.layout != LAYOUT:
                what = f"generation {manifest.number} has the file layout {manifest.layout}, this version reads {LAYOUT}"
                raise StoreError("OLD_LAYOUT", what, "build it anew from the ledger: ownership generations rebuild")
            sources = msgspec.json.decode((path / "sources.json").read_bytes(), type=list[Source])
            return cls(path, manifest, base, {source.id: source for source in sources})

    @property
    def number(self) -> int:
        return self.manifest.number

    @functools.cached_property
    def names(self) -> Names:
        return Names(self.path / "names.sqlite")

    @property
    def has_triples(self) -> bool:
        """Whether the SPARQL index has been built."""
        return (self.path / "triples").exists()

    @property
    def triples_path(self) -> Path:
        """Where the SPARQL store lies.  Raises StoreError NO_TRIPLES when it has not been built."""
        if not self.has_triples:
            raise StoreError("NO_TRIPLES", f"generation {self.number} is large and has no SPARQL index yet", "ownership index triples")
        return self.path / "triples"

    @functools.cached_property
    def _aliases(self) -> dict[str, int]:
        """IRIs that were judged the same as another -> number of the party."""
        return {alias: number for number, raw in enumerate(self._parties) for alias in _PARTIES.decode(raw).same}

    def party(self, number: int) -> Party:
        return _PARTIES.decode(self._parties.at(number))

    def party_number(self, iri: str) -> int | None:
        """Number of the party with this IRI (canonical or merged); None when unknown."""
        for position in self._parties.positions(iri):
            if self.party(position).id == iri:
                return position
        return self._aliases.get(iri)

    def canonical(self, iri: str) -> str:
        """The IRI under which the party is kept; the same IRI for a party that is unknown here."""
        number = self.party_number(iri)
        return iri if number is None else self.party(number).id

    def statement_at(self, position: int) -> Statement:
        statement: Statement = _STATEMENTS.decode(self._statements.at(position))
        return statement

    def statement(self, iri: str) -> Statement:
        """Raises NoMatch NO_STATEMENT."""
        for position in self._statements.positions(iri):
            statement = self.statement_at(position)
            if statement.id == iri:
                return statement
        raise NoMatch("NO_STATEMENT", f"no statement has the id {iri[:200]}", "ids are listed by: ownership entity PARTY")

    def interest_of_row(self, row: int) -> InterestStatement:
        """The statement behind a row of the network."""
        statement = self.statement_at(int(self.network.columns["statement"][row]))
        assert isinstance(statement, InterestStatement)
        return statement

    def statements(self) -> Iterator[Statement]:
        """All statements: by source, within it entities, interests, identities."""
        return (_STATEMENTS.decode(raw) for raw in self._statements)

    def parties(self) -> Iterator[Party]:
        return (_PARTIES.decode(raw) for raw in self._parties)

    def __len__(self) -> int:
        return len(self._parties)

    def quads(self) -> Iterator[Quad]:
        """The whole generation as quads, one named graph a source."""
        by_source: dict[str, list[Statement]] = {iri: [] for iri in self.sources}
        for statement in self.statements():
            by_source[statement.source].append(statement)
        for iri, statements in by_source.items():
            yield from rdf.quads(self.sources[iri], statements)


def checksum(raw: bytes) -> int:
    """Hash of one statement as stored; sums of these are independent of order."""
    return key_hash(raw.decode())


def build_projections(
    folder: Path, number: int, releases: Sequence[ReleaseInfo], ledger: Ledger, *, base: Base, created: str, with_triples_up_to: int,
) -> None:
    """Build everything of a generation below ``folder`` from the ledger alone."""
    sources = {release.source: ledger.source(release.name) for release in releases}
    entities: dict[str, list[EntityStatement]] = {}
    interests: list[tuple[int, InterestStatement]] = []
    judgements: list[IdentityStatement] = []
    total = 0
    with RecordWriter(folder / "statements") as writer:
        for release in releases:
            for statement in ledger.statements(release.name):
                raw = _ENCODER.encode(statement)
                total = (total + checksum(raw)) % 2**64
                position = writer.add(statement.id, raw)
                match statement:
                    case EntityStatement():
                        entities.setdefault(statement.entity, []).append(statement)
                    case InterestStatement():
                        interests.append((position, statement))
                    case IdentityStatement():
                        judgements.append(statement)
        count = position + 1 if releases and (entities or interests or judgements) else 0
    numbers = _write_parties(folder, entities, interests, Identities(judgements))
    source_numbers = {iri: number for number, iri in enumerate(sources)}
    links = (
        Link(
            UNNAMED if record.holder is None else numbers(record.holder), numbers(record.subject), position, source_numbers[record.source],
            sources[record.source].complete_register, record,
        )
        for position, record in interests if record.subject is not None
    )
    network = networks.build(numbers.count, links)
    network.save(folder / "network")
    (folder / "sources.json").write_bytes(_ENCODER.encode(list(sources.values())))
    manifest = Manifest(
        number=number, created=created, releases=tuple(releases), statements=count, parties=numbers.count, interests=network.rows,
        checksum=total, layout=LAYOUT,
    )
    (folder / "generation.json").write_bytes(msgspec.json.format(_ENCODER.encode(manifest), indent=1))
    generation = Generation.open(folder, base)
    names.build(folder / "names.sqlite", generation.parties())
    if count <= with_triples_up_to:
        triples.build(folder / "triples", generation.quads(), generation=number, base=base)


class _Numbers:
    """IRI -> party number, through identity."""

    def __init__(self, identities: Identities, order: list[str]) -> None:
        self._identities = identities
        self._number = {iri: number for number, iri in enumerate(order)}
        self.count = len(order)

    def __call__(self, iri: str) -> int:
        return self._number[self._identities.canonical(iri)]


def _write_parties(
    folder: Path, entities: dict[str, list[EntityStatement]], interests: list[tuple[int, InterestStatement]], identities: Identities,
) -> _Numbers:
    mentioned = {iri for _, record in interests for iri in (record.holder, record.subject) if iri is not None}
    groups: dict[str, list[EntityStatement]] = {identities.canonical(iri): [] for iri in sorted(mentioned | entities.keys())}
    for iri, statements in entities.items():
        groups[identities.canonical(iri)].extend(statements)
    members = identities.members()
    order = sorted(groups)
    with RecordWriter(folder / "parties") as writer:
        for iri in order:
            writer.add(iri, _ENCODER.encode(merge(iri, groups[iri], members.get(iri, ()))))
    return _Numbers(identities, order)
