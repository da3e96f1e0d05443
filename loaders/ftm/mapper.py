"""One record as statements: the schema of an entity decides what it states; entities nested in it come before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from loaders.common.statements import make_closing
from loaders.contract import LoadContext, RawRecord
from loaders.ftm import decode_simple
from loaders.ftm.codes import ENTITY_KINDS, HOLDINGS, OTHER_SCHEMAS, TIES
from loaders.ftm.entities import describe_listing, describe_party, describe_similarity, describe_tie
from loaders.ftm.interests import list_interests
from loaders.ftm.model import Entity, decode
from loaders.ftm.record import RecordContext, name_source
from ontology.errors import RecordError
from ontology.statements import Change, Source, Statement

_CHANGES: Final = {None: Change.NEW, "ADD": Change.NEW, "MOD": Change.UPDATED, "DEL": Change.CLOSED}


@dataclass(frozen=True, slots=True)
class FtmMapper:
    """The entities, each by itself.  ``file``: the source of the file; ``header``: the columns where it is the simple table."""

    file: Source
    header: tuple[str, ...] = ()

    def map_record(self, raw_record: RawRecord, context: LoadContext) -> Iterator[Statement]:
        """Yield the statements of an entity and of those nested in it.  Raises RecordError."""
        raw = raw_record.raw
        outer = decode_simple.decode(raw, self.header, context) if self.header else decode(raw, context)
        place = raw_record.locate(context)
        change = _CHANGES[outer.op]
        # In a whole file two lines of one entity and one day say the same, more or less fully; changes are told apart by their content.
        content = place.sha256 or ""
        source = name_source(self.file, outer.datasets, context)
        stated_at = outer.stated_at or self.file.date
        version = _name_version(content if outer.op else stated_at or "", source, self.file)
        record = RecordContext(context, self.file.id, source, stated_at, change, place, version)
        if change is Change.CLOSED:
            yield make_closing(record.make_id("closing", outer.id), source, outer.id, place, record.stated_at)
            return
        for entity in outer.walk():
            own = record
            if entity is not outer:
                source = name_source(self.file, entity.datasets or outer.datasets, context)
                own = msgspec.structs.replace(
                    record, source=source, stated_at=entity.stated_at or record.stated_at, version=_name_version(content, source, self.file)
                )
            try:
                yield from _map_entity(own, entity)
            except RecordError as error:
                if entity is outer:
                    raise
                # What is nested costs itself only.
                context.warn(error.code)


def _name_version(version: str, source: str, file: Source) -> str:
    """Return what tells a version from others: what two data sets say of a record on one day are two statements."""
    return version if source == file.id else f"{version}\n{source}"


def _map_entity(record: RecordContext, entity: Entity) -> Iterator[Statement]:
    if entity.schema in ENTITY_KINDS:
        yield from describe_party(record, entity)
    elif entity.schema in HOLDINGS:
        yield from list_interests(record, entity)
    elif entity.schema in TIES:
        yield from describe_tie(record, entity)
    elif entity.schema == "Similar":
        yield from describe_similarity(record, entity)
    elif entity.schema == "Sanction":
        yield from describe_listing(record, entity)
    elif entity.schema in OTHER_SCHEMAS:
        record.context.warn("NOT_ABOUT_HOLDINGS")
    else:
        raise RecordError("UNKNOWN_KIND_OF_RECORD", "the schema is none of the model's", "check the version of the file's model")
