"""The context of one item: source, day and place of its statements, and the item's own IRI."""

from __future__ import annotations

import msgspec

from loaders.contract import LoadContext
from ontology.statements import Place


class RecordContext(msgspec.Struct, frozen=True):
    """One item being mapped."""

    context: LoadContext
    source: str
    stated_at: str | None
    place: Place
    party: str
    """IRI of the item."""

    def warn(self, code: str) -> None:
        """Warn of something odd in the item."""
        self.context.warn(code)

    def make_id(self, *key: str, number: int | None = None) -> str:
        """Return the id of a statement; the record's hash is part of it.  ``number``: among several of one key."""
        statement, version = self.context.base.statement, self.place.sha256 or ""
        return statement(self.source, *key, version) if number is None else statement(self.source, *key, version, str(number))

    def make_party_iri(self, item: str) -> str:
        """Return the IRI of an item."""
        return self.context.base.identifier("wikidata", item)
