"""Opens one generation for reading: its releases, and what is built from them.

Owns the look-ups that need both, such as a party with all its statements.  How the files are built is build.py, who may publish or remove
them is data_folder.py.  Decides nothing about control or shares.
"""

from __future__ import annotations

import datetime
import functools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
from pyoxigraph import Quad

from graph.files import raise_store_errors
from graph.generation import candidates
from graph.generation.candidates import Candidates
from graph.generation.content_version import find_content_day, find_content_version
from graph.generation.holding_sources import HoldingSources
from graph.generation.interest_table import ALWAYS, InterestTable
from graph.generation.manifest import FORMER_UNIT, LAYOUT, Manifest
from graph.generation.party import Party, merge
from graph.generation.party_table import PartySummary, PartyTable
from graph.generation.search_index import SearchIndex
from graph.ledger.ledger import Ledger
from ontology import rdf
from ontology.dates import last_day
from ontology.errors import NoMatch, StoreError
from ontology.statements import EntityStatement, IdentityStatement, InterestStatement, Source, Statement
from ontology.terms import Base

TRIPLES_FOLDER: Final = "graphs"
NAMES_FILE: Final = "names.sqlite"
"""Where a generation keeps its triples.  Those in ``triples``, of earlier versions, lack what is derived from all sources together."""

_CACHED_PARTIES: Final = 16_384
_CACHED_STATEMENTS: Final = 32_768
"""A kilobyte each.  Several questions about a party, or about parties below the same holders, read the same statements."""


class Generation:
    """An opened generation; immutable, safe to read from several threads."""

    def __init__(self, path: Path, manifest: Manifest, base: Base, sources: dict[str, Source], ledger: Ledger) -> None:
        self.path = path
        self.manifest = manifest
        self.base = base
        self.sources = sources
        self.releases = [ledger.open(info.name) for info in manifest.releases]
        self.first_positions = [0, *accumulate(map(len, self.releases))]
        self._party_table = PartyTable(path / "roster")
        self.interests = InterestTable.open(path / "network", has_former_unit=manifest.layout == FORMER_UNIT)
        if manifest.layout == FORMER_UNIT:
            self._date_rows()
        self.party = functools.lru_cache(maxsize=_CACHED_PARTIES)(self._read_party)
        self.statement_at = functools.lru_cache(maxsize=_CACHED_STATEMENTS)(self._read_statement)

    @classmethod
    def open(cls, path: Path, base: Base, ledger: Ledger) -> Generation:
        """Open the generation in a folder.  Raises StoreError, OLD_LAYOUT for what another version of this program built."""
        with raise_store_errors(path):
            manifest = Manifest.read(path)
            if manifest.layout not in (LAYOUT, FORMER_UNIT):
                what = f"generation {manifest.number} has the file layout {manifest.layout}, this version reads {LAYOUT}"
                raise StoreError("OLD_LAYOUT", what, "build it anew from the ledger: ownership generations rebuild")
            sources = msgspec.json.decode((path / "sources.json").read_bytes(), type=list[Source])
            return cls(path, manifest, base, {source.id: source for source in sources}, ledger)

    @property
    def number(self) -> int:
        return self.manifest.number

    @property
    def root(self) -> Path:
        """The data folder that it lies in."""
        return self.path.parents[1]

    @functools.cached_property
    def content_version(self) -> str:
        """The version of what it holds, whichever number it has and whenever it was made."""
        return find_content_version(self.base, self.releases)

    @property
    def content_day(self) -> datetime.date:
        """The day up to which it reaches, that of its newest source."""
        return find_content_day(self.releases)

    @functools.cached_property
    def source_ids(self) -> list[str]:
        """The ids of the sources, by the number that the interest table has for them."""
        return list(self.sources)

    @functools.cached_property
    def holding_sources(self) -> HoldingSources:
        """The sources that state holdings, each with its own day, or that of its first load, and of which countries' companies it tells."""
        days = {info.source: release.day for info, release in zip(self.manifest.releases, self.releases, strict=True)}
        own = [last_day(source.date or days[source.feed]) for source in self.sources.values()]
        return HoldingSources.of(self.interests, self.source_ids, own, self.party_jurisdictions())

    @functools.cached_property
    def duplicated_ids(self) -> frozenset[str]:
        """The ids of statements of which a release has another that says something else and was left out."""
        return frozenset(duplicate.id for release in self.releases for duplicate in release.manifest.repeats)

    @functools.cached_property
    def search_index(self) -> SearchIndex:
        """Search over names and identifiers.  Raises StoreError NO_NAMES when it has not been built."""
        if not self.has_search_index:
            what = f"generation {self.number} is large and its names are not indexed yet"
            raise StoreError("NO_NAMES", what, "ownership index names; identifiers such as lei:... are found without")
        return SearchIndex(self.path / NAMES_FILE)

    @property
    def has_search_index(self) -> bool:
        """Whether the search index has been built."""
        return (self.path / NAMES_FILE).exists()

    @functools.cached_property
    def candidates(self) -> Candidates | None:
        """The pairs of parties that may be one; None where they were not looked for.  They join nothing."""
        folder = self.path / candidates.FOLDER
        return Candidates(folder) if Candidates.are_in(folder) else None

    @functools.cached_property
    def ranked(self) -> Candidates | None:
        """The pairs of parties whose names resemble, ranked for a person to look at; None where they were not.  No answer asks for them."""
        folder = self.path / candidates.RANKED_FOLDER
        return Candidates(folder) if Candidates.are_in(folder) else None

    @property
    def has_triples(self) -> bool:
        """Whether the SPARQL index has been built."""
        return (self.path / TRIPLES_FOLDER).exists()

    @property
    def triples_path(self) -> Path:
        """Where the SPARQL store lies.  Raises StoreError NO_TRIPLES when it has not been built."""
        if not self.has_triples:
            raise StoreError("NO_TRIPLES", f"generation {self.number} is large and has no SPARQL index yet", "ownership index triples")
        return self.path / TRIPLES_FOLDER

    def _date_rows(self) -> None:
        """Give the rows without a date the day of their source, as they have it since the layout after this one."""
        stated, statement = self.interests.columns["stated"], self.interests.columns["statement"]
        undated = np.flatnonzero(stated == ALWAYS)
        days = np.array([last_day(release.day).toordinal() for release in self.releases], np.int32)
        stated[undated] = days[np.searchsorted(self.first_positions, statement[undated], side="right") - 1]

    def _read_party(self, number: int) -> Party:
        """The party with this number as all its statements describe it; ``party`` remembers it."""
        statements = (self._read_statement(position) for position in self._party_table.statement_positions(number))
        entity_statements = [statement for statement in statements if isinstance(statement, EntityStatement)]
        iri = self._party_table.id(number)
        return merge(iri, entity_statements, self._party_table.aliases(number), self._party_table.summary(number).name)

    def party_summary(self, number: int) -> PartySummary:
        """What a list shows of a party, without reading its statements."""
        return self._party_table.summary(number)

    def party_summaries(self, numbers: Sequence[int]) -> list[PartySummary]:
        """The same of several parties, read together."""
        return self._party_table.summaries(numbers)

    def party_columns(self, numbers: npt.NDArray[np.integer[Any]]) -> tuple[list[str], list[str], list[int], list[bytes]]:
        """The same as columns: IRIs, names, kinds as places in ``party_table.KINDS``, and jurisdictions as stored."""
        return self._party_table.summary_columns(numbers)

    def party_hashes(self) -> npt.NDArray[np.uint64]:
        """The hash of each party's canonical IRI, by number: what stands for the IRI where millions are compared."""
        return self._party_table.hashes()

    def party_keys(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The hashes of all IRIs of parties, in rising order, and the number of the party of each."""
        return self._party_table.keys()

    def joined_party_keys(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The hashes of all IRIs of parties that have several, in rising order; of each the hash of the canonical one, and the number."""
        return self._party_table.joined_keys()

    def party_names(self, numbers: npt.NDArray[np.integer[Any]]) -> list[str]:
        """What parties with these numbers go by."""
        return self._party_table.names(numbers)

    def party_kinds(self) -> npt.NDArray[np.uint8]:
        """The kind of each party, by number."""
        return self._party_table.kinds()

    def party_jurisdictions(self) -> npt.NDArray[np.bytes_]:
        """The code of the jurisdiction of each party, by number; empty where it is not stated."""
        return self._party_table.jurisdictions()

    def party_number(self, iri: str) -> int | None:
        """Number of the party with this IRI (canonical or merged); None when unknown."""
        return self._party_table.number(iri)

    def party_iri(self, number: int) -> str:
        """The canonical IRI of a party."""
        return self._party_table.id(number)

    def aliases(self, number: int) -> tuple[str, ...]:
        """The other IRIs of a party."""
        return self._party_table.aliases(number)

    def count_aliases(self) -> npt.NDArray[np.int64]:
        """How many other IRIs each party has, by number."""
        return self._party_table.count_aliases()

    def canonical_iri(self, iri: str) -> str:
        """The IRI under which the party is kept; the same IRI for a party that is unknown here."""
        number = self._party_table.number(iri)
        return iri if number is None else self._party_table.id(number)

    def positions_about(self, number: int) -> list[int]:
        """Positions of the statements that describe a party, newest first."""
        return self._party_table.statement_positions(number)

    def description_arrays(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where the statements about each party begin among the positions of all, and these positions, newest first."""
        return self._party_table.description_arrays()

    def may_be_untold(self, number: int) -> bool:
        """Whether a statement about a party may say why it is not told who it is."""
        return self._party_table.may_be_untold(number)

    def _read_statement(self, position: int) -> Statement:
        """The statement at a position of the generation; ``statement_at`` remembers it."""
        release = self.release_at(position)
        return self.releases[release].read_statement(position - self.first_positions[release])

    def release_at(self, position: int) -> int:
        """The place of the release that a position lies in, the oldest first."""
        return bisect_right(self.first_positions, position) - 1

    def source_of_release(self, iri: str, release: int) -> Source:
        """A source as one of its releases describes it: of several files of one source, each has its title and its day."""
        source = self.releases[release].source
        return source if source.id == iri else self.sources[iri]

    def has_statement(self, iri: str) -> bool:
        """Whether there is a statement with this id, whole or compact."""
        try:
            self.statement(self.base.expand(iri) or iri)
        except NoMatch:
            return False
        return True

    def statement(self, iri: str) -> Statement:
        """The statement with this id.  Raises NoMatch NO_STATEMENT."""
        return self._find_statement(iri)[1]

    def find_position(self, iri: str) -> int:
        """The position of the statement with this id.  Raises NoMatch NO_STATEMENT."""
        return self._find_statement(iri)[0]

    def _find_statement(self, iri: str) -> tuple[int, Statement]:
        for first, release in zip(self.first_positions, self.releases, strict=False):
            for position in release.find_positions(iri):
                statement = release.read_statement(position)
                if statement.id == iri:
                    return first + position, statement
        raise NoMatch(
            "NO_STATEMENT",
            f"no statement has the id {iri[:200]}",
            "ids are listed by: [[ownership entity PARTY | /v1/entities/{id}/statements]]",
        )

    def interest_of_row(self, row: int) -> InterestStatement:
        """The statement behind a row of the network."""
        statement = self.statement_at(self.interests.views["statement"][row])
        assert isinstance(statement, InterestStatement)
        return statement

    def id_of_row(self, row: int) -> str:
        """The id of the statement behind a row of the network; nothing else of it is read."""
        position = self.interests.views["statement"][row]
        release = self.release_at(position)
        return self.releases[release].read_id(position - self.first_positions[release])

    def statements(self) -> Iterator[Statement]:
        """All statements: release by release, in each part entities, interests, identities."""
        return chain.from_iterable(self.releases)

    def interest_ids(self) -> Iterator[tuple[int, list[str]]]:
        """The ids of all interest statements, in pieces by rising position: the first position of a piece, and the ids from it on."""
        for base, release in zip(self.first_positions, self.releases, strict=False):
            for first, part in release.parts:
                yield base + first + part.find_first_position("interest"), part.ids("interest")

    def identity_statements(self) -> Iterator[IdentityStatement]:
        """All identity statements; no other statement is read."""
        for release in self.releases:
            for position in release.list_positions("identity"):
                statement = release.read_statement(position)
                assert isinstance(statement, IdentityStatement)
                yield statement

    def parties(self) -> Iterator[Party]:
        """All parties in the order of their numbers, without remembering them."""
        return (self._read_party(number) for number in range(len(self)))

    def find_feed(self, source: str) -> str:
        """The source of the file that names a source within itself (IRIs); the same where the file names none."""
        known = self.sources.get(source)
        return source if known is None else known.feed

    def is_sequence(self, source: str) -> bool:
        """Whether the lines of the file that names a source (IRI) are in an order: those of deltas are (ontology/series.py)."""
        known = self.sources.get(self.find_feed(source))
        return known is not None and known.delta

    def is_within(self, source: str, chosen: str | None) -> bool:
        """Whether a source is the chosen one, or one that the chosen one's file names within itself (IRIs); None chooses all."""
        return chosen is None or source == chosen or self.find_feed(source) == chosen

    def release_pages(self) -> None:
        """Take what was read of parties, interests and statements out of the memory of this process; it is read again from the files.

        For who reads all of a large generation once: the system counts what is mapped as memory of the process.
        """
        self._party_table.release_pages()
        self.interests.release_pages()
        self.statement_at.cache_clear()

    def __len__(self) -> int:
        """How many parties there are."""
        return len(self._party_table)

    def list_sources(self, release: int) -> tuple[Source, list[Source]]:
        """The source of a release (number), and those that its file names within itself."""
        iri = self.manifest.releases[release].source
        return self.sources[iri], [source for source in self.sources.values() if source.part_of == iri]

    def quads(self) -> Iterator[Quad]:
        """What the sources state, as quads, one named graph a source."""
        for number, release in enumerate(self.releases):
            source, named = self.list_sources(number)
            yield from rdf.make_quads(source, release, named)
