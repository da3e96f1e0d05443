"""The context of one record: source, day and place of its statements, and the ids and IRIs that follow from them."""

from __future__ import annotations

import functools
from pathlib import Path

import msgspec

from loaders.common.statements import make_evidence
from loaders.contract import LoadContext
from loaders.ftm.model import Entity
from ontology.statements import Change, Evidence, Place, Source
from ontology.terms import Base


class RecordContext(msgspec.Struct, frozen=True):
    """One record being mapped; of the entities nested in it each with its own day."""

    context: LoadContext
    feed: str
    """The source of the file, of whose records the statements are versions."""
    source: str
    """The source that states them: the data sets that the record names, else the file."""
    stated_at: str | None
    change: Change
    place: Place
    version: str
    """What tells the statements of the record from those of another version, or of another data set: its day, or in a delta the hash of its
    content, and the source where it is not the file's."""

    def make_id(self, *key: str) -> str:
        """Return the id of a statement."""
        return self.context.base.statement(self.feed, *key, self.version)

    def make_party_iri(self, identity: str) -> str:
        """Return the IRI of the party that an id of the data set names."""
        return self.context.base.identifier("ftm", identity)

    def find_evidence(self, entity: Entity) -> tuple[Evidence, ...]:
        """Return the addresses that the entity gives as its sources."""
        return make_evidence(self.source, entity.get_all("sourceUrl"))


def name_source(file: Source, datasets: tuple[str, ...], context: LoadContext) -> str:
    """Return the IRI of the source of an entity: its data sets, several of them together as one, else the file's.

    ``datasets``: in the order of their names.
    """
    if not datasets:
        return file.id
    source = _describe_datasets(context.base, file.id, file.date, context.file, datasets)
    context.name_source(source)
    return source.id


@functools.lru_cache(maxsize=65_536)
def _describe_datasets(base: Base, file: str, date: str | None, path: Path, datasets: tuple[str, ...]) -> Source:
    """Describe the source.  Keyed by what remembers its hash."""
    return Source(
        id=base.part_of_source(file, "+".join(datasets)),
        title=f"{' + '.join(datasets)} ({path.name})",
        type="register",
        date=date,
        part_of=file,
    )
