"""Small invented networks: the inputs of the tests of graph/, api/ and cli/, and the one way to publish them.

``Sheet`` writes statements the way one writes a table; it is data, not a stand-in for anything.  ``owns``, ``votes``, ``capital`` and
``controls`` write stakes for what takes stakes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import starmap
from pathlib import Path

from graph.exports import derived
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.network.stake import Interval, Presence, Stake
from graph.queries import Options, QueryContext, RawOptions
from graph.queries.options import Limits
from loaders.contract import LoadContext
from loaders.open import load_file
from ontology.shares import PERCENT, Share
from ontology.statement_stream import StatementStream
from ontology.statements import (
    EntityStatement,
    Evidence,
    IdentityStatement,
    Interest,
    InterestStatement,
    Judgement,
    Kind,
    Name,
    Source,
    Statement,
    Status,
)
from ontology.terms import Base

CREATED = "2026-01-01T00:00:00Z"


@dataclass
class Sheet:
    """One source of invented statements.  ``stated`` is its date."""

    name: str = "sheet"
    stated: str = "2020-01-01"
    complete: bool = False
    base: Base = field(default_factory=Base)
    rows: list[Statement] = field(default_factory=list)

    @property
    def source(self) -> Source:
        return Source(
            id=self.base.source(self.name), title=f"Sheet {self.name}", type="table", date=self.stated, complete_register=self.complete
        )

    def id(self, name: str) -> str:
        return f"{self.base.iri}ent/{name}"

    def party(self, name: str, kind: Kind = Kind.COMPANY, label: str | None = None) -> str:
        statement = EntityStatement(
            id=self.base.statement(self.source.id, "party", name),
            source=self.source.id,
            entity=self.id(name),
            kind=kind,
            names=(Name(text=label or name),),
            stated_at=self.stated,
        )
        if statement not in self.rows:
            self.rows.append(statement)
        return self.id(name)

    def holds(
        self, holder: str, subject: str, share: str | None = None, interest: Interest = Interest.SHAREHOLDING, **fields: object
    ) -> InterestStatement:
        """``holder`` and ``subject`` are short names; ``share`` in the notation of the generic table."""
        quote = Evidence(source=self.source.id, quote=f"{holder} {share or interest.value} {subject}")
        values = {"status": Status.IN_EFFECT, "stated_at": self.stated, "valid_from": "2000-01-01", "evidence": (quote,), **fields}
        statement = InterestStatement(
            id=self.base.statement(self.source.id, str(len(self.rows))),
            source=self.source.id,
            holder=self.id(holder),
            subject=self.id(subject),
            interest=interest,
            share=Share.parse(share) if share else None,
            **values,  # type: ignore[arg-type]
        )
        self.rows.append(statement)
        return statement

    def same(self, name: str, iri: str, judgement: Judgement = Judgement.SAME) -> IdentityStatement:
        """The party with this short name is, or is not, the one with this IRI."""
        statement = IdentityStatement(
            id=self.base.statement(self.source.id, "same", name, iri, judgement),
            source=self.source.id,
            left=self.id(name),
            right=iri,
            judgement=judgement,
            stated_at=self.stated,
        )
        self.rows.append(statement)
        return statement

    def release(self) -> StatementStream:
        """What the sheet says, as a source to be published."""
        named = {s.entity for s in self.rows if isinstance(s, EntityStatement)}
        mentioned = {iri for s in self.rows if isinstance(s, InterestStatement) for iri in (s.holder, s.subject) if iri}
        for iri in sorted(mentioned - named):
            self.party(iri.rsplit("/", 1)[-1])
        return StatementStream.from_statements(self.source, self.rows)


def publish(folder: Path, *sheets: Sheet, with_triples: bool = False) -> Generation:
    """The sheets as the current generation of a data folder; with a SPARQL index where the test asks in SPARQL."""
    return publish_streams(folder, (sheet.release() for sheet in sheets), with_triples=with_triples)


def publish_files(
    folder: Path, *files: Path, base: Base | None = None, source: str | None = None, with_triples: bool = False
) -> Generation:
    """Files as the command loads them, one after the other, as the current generation of a data folder."""
    contexts = [LoadContext(base or Base(), file, source) for file in files]
    return publish_streams(folder, (stream for context in contexts for stream in load_file(context)), base=base, with_triples=with_triples)


def publish_releases(
    folder: Path, sources: Iterable[tuple[Source, Iterable[Statement]]], *, base: Base | None = None, with_triples: bool = False
) -> Generation:
    """Sources with their statements as the current generation of a data folder."""
    return publish_streams(folder, starmap(StatementStream.from_statements, sources), base=base, with_triples=with_triples)


def publish_streams(
    folder: Path, streams: Iterable[StatementStream], *, base: Base | None = None, with_triples: bool = False
) -> Generation:
    """Streams as the current generation of a data folder."""
    with DataFolder(folder).writer(base, derive=derived.write_lines if with_triples else None) as writer:
        generation = writer.publish(streams, created=CREATED)
    assert generation is not None
    return generation


def ask(generation: Generation, as_of: str = "2021-01-01", *, limits: Limits | None = None, **options: object) -> QueryContext:
    """A question about a day, as asked on 2021-01-01; ``options`` as a person types them."""
    raw = RawOptions(as_of, **options)  # type: ignore[arg-type]
    return QueryContext.of(generation, Options.parse(raw, today=datetime.date(2021, 1, 1), limits=limits))


def interval(least: str | float | Decimal, most: float | None = None, *, min_open: bool = False, max_open: bool = False) -> Interval:
    """A share in the notation of the generic table (``51``, ``(25..50]``, ``>50``), or between two bounds in percent."""
    share = Share.parse(str(least)) if most is None else Share(min=round(least * PERCENT), max=round(most * PERCENT))
    return Interval(share.min, share.max, share.min_open or min_open, share.max_open or max_open)


def owns(holder: int, text: str | float | Decimal) -> Stake:
    """Capital, with votes taken equal."""
    return Stake(holder, capital=interval(text), votes=interval(text), votes_assumed=True)


def votes(holder: int, least: str | float | Decimal, most: float | None = None, **ends: bool) -> Stake:
    return Stake(holder, votes=interval(least, most, **ends))


def capital(holder: int, text: str | float | Decimal) -> Stake:
    return Stake(holder, capital=interval(text))


def controls(holder: int, presence: Presence = Presence.CERTAIN) -> Stake:
    """Control without a number."""
    return Stake(holder, control=presence, presence=presence)
