"""The context of one record: source, day and place of its statements, and the ids and IRIs that follow from them."""

from __future__ import annotations

import msgspec

from loaders.common.statements import make_evidence
from loaders.contract import LoadContext
from loaders.ftm.model import Entity
from ontology.statements import Change, Evidence, Place


class RecordContext(msgspec.Struct, frozen=True):
    """One record being mapped; of the entities nested in it each with its own day."""

    context: LoadContext
    source: str
    stated_at: str | None
    change: Change
    place: Place
    version: str
    """What tells the statements of the record from those of another version: its day, or in a delta the hash of its content."""

    def make_id(self, *key: str) -> str:
        """Return the id of a statement."""
        return self.context.base.statement(self.source, *key, self.version)

    def make_party_iri(self, identity: str) -> str:
        """Return the IRI of the party that an id of the data set names."""
        return self.context.base.identifier("ftm", identity)

    def find_evidence(self, entity: Entity) -> tuple[Evidence, ...]:
        """Return the addresses that the entity gives as its sources."""
        return make_evidence(self.source, entity.get_all("sourceUrl"))
