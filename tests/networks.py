"""Small invented networks as statements: the inputs of the tests of graph/, api/ and cli/.

``Sheet`` writes statements the way one writes a table; it is data, not a stand-in for anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.queries import Options, QueryContext
from ontology.shares import Share
from ontology.statements import EntityStatement, Evidence, Interest, InterestStatement, Kind, Name, Source, Statement, Status
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
        given = {"status": Status.IN_EFFECT, "stated_at": self.stated, "valid_from": "2000-01-01", **fields}
        statement = InterestStatement(
            id=self.base.statement(self.source.id, str(len(self.rows))),
            source=self.source.id,
            holder=self.id(holder),
            subject=self.id(subject),
            interest=interest,
            share=Share.parse(share) if share else None,
            evidence=(Evidence(source=self.source.id, quote=f"{holder} {share or interest.value} {subject}"),),
            **given,  # type: ignore[arg-type]
        )
        self.rows.append(statement)
        return statement

    def release(self) -> tuple[Source, Iterator[Statement]]:
        named = {s.entity for s in self.rows if isinstance(s, EntityStatement)}
        mentioned = {iri for s in self.rows if isinstance(s, InterestStatement) for iri in (s.holder, s.subject) if iri}
        for iri in sorted(mentioned - named):
            self.party(iri.rsplit("/", 1)[-1])
        return self.source, iter(self.rows)


def publish(folder: Path, *sheets: Sheet) -> Generation:
    """The sheets as the current generation of a data folder."""
    with DataFolder(folder).writer() as writer:
        return writer.publish([sheet.release() for sheet in sheets], created=CREATED)


def ask(generation: Generation, as_of: str = "2021-01-01", **options: object) -> QueryContext:
    import datetime

    return QueryContext.of(generation, Options.parse(today=datetime.date(2021, 1, 1), as_of=as_of, **options))  # type: ignore[arg-type]
