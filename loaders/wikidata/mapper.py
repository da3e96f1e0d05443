"""One record, in the form of its file, as statements: its items, each as a party with its interests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from loaders.contract import LoadContext, RawRecord
from loaders.wikidata import decode_json, decode_ntriples
from loaders.wikidata.entities import describe_item, is_relevant
from loaders.wikidata.interests import list_interests
from loaders.wikidata.model import Item
from loaders.wikidata.record import RecordContext
from ontology.statements import Statement

Form = Literal["json", "truthy", "full"]
"""JSON; N-Triples without statement nodes; N-Triples with them."""


@dataclass(frozen=True, slots=True)
class WikidataMapper:
    """The items, each by itself.  ``date``: the day of the file."""

    source: str
    date: str | None
    form: Form

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        """Yield the statements of the items of a record.  Raises RecordError."""
        place, base = raw_record.locate(context), context.base
        for item in self._decode(raw_record.raw, context):
            if not is_relevant(item):
                context.warn("NOT_ABOUT_HOLDINGS")
                continue
            record = RecordContext(context, self.source, item.stated_at or self.date, place, base.identifier("wikidata", item.id))
            yield from describe_item(record, item)
            yield from list_interests(record, item)

    def _decode(self, raw: bytes, context: LoadContext) -> Iterator[Item]:
        if self.form == "json":
            return decode_json.decode(raw, context)
        return decode_ntriples.decode(raw, context, truthy=self.form == "truthy")
