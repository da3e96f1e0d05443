"""One record, decoded: its nested entities brought to one level, its values read as texts.

Owns how forgiving that is: a value of another type costs the value, never the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from loaders.common.dates import parse_date
from loaders.common.decoding import NO_JSON, decode_object
from loaders.contract import LoadContext
from loaders.ftm.codes import LINK_ENDS
from ontology.dates import ends_before_start
from ontology.errors import RecordError

_MAX_DEPTH: Final = 20
_HINT: Final = "check the record at its source"


class PlainRecord(msgspec.Struct):
    """A record as nearly all are."""

    id: str
    schema: str
    properties: dict[str, list[str]]
    caption: str = ""
    referents: list[str] = []
    datasets: list[str] = []
    last_change: str | None = None
    last_seen: str | None = None


_PLAIN: Final = msgspec.json.Decoder(PlainRecord)


class Entity(msgspec.Struct, frozen=True):
    """An entity; the objects among its values are replaced by their ids."""

    id: str
    schema: str
    values: dict[str, list[str]]
    caption: str
    referents: tuple[str, ...]
    stated_at: str | None
    datasets: tuple[str, ...] = ()
    """The data sets that it names, in the order of their names."""
    nested: tuple[Entity, ...] = ()
    op: str | None = None
    """ADD, MOD or DEL in a file of changes."""

    def get_first(self, name: str) -> str | None:
        """Return the first value of a property."""
        values = self.values.get(name)
        return values[0] if values else None

    def get_all(self, name: str) -> Sequence[str]:
        """Return every value of a property, each once."""
        values = self.values.get(name, ())
        return values if len(values) < 2 else list(dict.fromkeys(values))

    def walk(self) -> Iterator[Entity]:
        """Yield the entity behind those nested in it, so that what a link names comes before the link."""
        for inner in self.nested:
            yield from inner.walk()
        yield self


def decode(raw: bytes, context: LoadContext) -> Entity:
    """Return the entity of a record.  Raises RecordError BAD_JSON, NOT_AN_OBJECT, MISSING_ID, UNKNOWN_OPERATION."""
    try:
        return _convert_plain(_PLAIN.decode(raw), context)
    except NO_JSON:
        # Nested, a change, of odd types or no JSON at all: read value by value.
        return _decode_odd(raw, context)


def _decode_odd(raw: bytes, context: LoadContext) -> Entity:
    record = decode_object(raw)
    op, entity, adjacent = record.get("op"), record.get("entity"), record.get("adjacent")
    if isinstance(entity, dict) and isinstance(adjacent, dict):
        return _convert(_take_in(entity, adjacent), context, None, 0)
    if op is None or not isinstance(record.get("entity"), dict):
        return _convert(record, context, None, 0)
    if op not in ("ADD", "MOD", "DEL"):
        raise RecordError("UNKNOWN_OPERATION", "the operation of the change is none of ADD, MOD, DEL", _HINT)
    return _convert(record["entity"], context, op, 0)


def _take_in(entity: dict[str, Any], adjacent: dict[str, Any]) -> dict[str, Any]:
    """Return an entity with those that an answer of yente has beside it, as values of the properties that lead to them."""
    properties = entity.get("properties")
    found = {name: page.get("results") for name, page in adjacent.items() if isinstance(page, dict)}
    return {**entity, "properties": {**(properties if isinstance(properties, dict) else {}), **found}}


def read_day(text: object, context: LoadContext) -> str | None:
    """Return a partial date, of a date with a time its day; None for no text, and with a warning for no date."""
    if not isinstance(text, str) or not text.strip():
        return None
    day = parse_date(text.strip()[:10])
    if day is None:
        context.warn("BAD_DATE")
    return day


def read_span(entity: Entity, first: str, last: str, context: LoadContext) -> tuple[str | None, str | None, str | None]:
    """Return the earliest day of the property ``first`` and the latest of ``last``; where they contradict each other, or
    no end is a day, a note instead."""
    starts, ends = entity.values.get(first, ()), entity.values.get(last, ())
    if not starts and not ends:
        return None, None, None
    start = min([day for text in starts if (day := read_day(text, context))], default=None)
    end = max([day for text in ends if (day := read_day(text, context))], default=None)
    if len(starts) > 1 or len(ends) > 1:
        context.warn("SEVERAL_VALUES")
    if ends_before_start(start, end):
        context.warn("DATES_BACKWARDS")
        return None, None, f"from {start} until {end}"
    unread = ", ".join(text[:40] for text in ends) if ends and end is None else None
    return start, end, f"until {unread}, as the source has it" if unread else None


def _convert_plain(record: PlainRecord, context: LoadContext) -> Entity:
    values = {name: texts for name, items in record.properties.items() if (texts := [text for value in items if (text := value.strip())])}
    identity = record.id.strip()
    if not identity:
        raise RecordError("MISSING_ID", "the entity has no id", _HINT)
    stated_at = record.last_change or record.last_seen or next(iter(values.get("modifiedAt", ())), None)
    return Entity(
        id=identity,
        schema=record.schema,
        values=values,
        caption=record.caption.strip(),
        stated_at=read_day(stated_at, context),
        datasets=_list_names(record.datasets),
        referents=tuple([other for text in record.referents if (other := text.strip())]),
    )


def _convert(record: dict[str, Any], context: LoadContext, op: str | None, depth: int) -> Entity:
    identity = record.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not identity.strip():
        raise RecordError("MISSING_ID", "the entity has no id", _HINT)
    schema, properties = record.get("schema"), record.get("properties")
    values: dict[str, list[str]] = {}
    nested: list[Entity] = []
    for name, content in properties.items() if isinstance(properties, dict) else ():
        for value in content if isinstance(content, list) else [content]:
            if isinstance(value, dict) and depth < _MAX_DEPTH:
                try:
                    inner = _convert(value, context, None, depth + 1)
                except RecordError:
                    context.warn("BAD_FIELD")
                    continue
                nested.append(_complete_link(inner, identity.strip()))
                values.setdefault(name, []).append(inner.id)
            elif isinstance(value, str):
                if value.strip():
                    values.setdefault(name, []).append(value.strip())
            elif isinstance(value, int | float) and not isinstance(value, bool):
                values.setdefault(name, []).append(str(value))
            elif value is not None:
                context.warn("BAD_FIELD")
    stated_at = record.get("last_change") or record.get("last_seen") or next(iter(values.get("modifiedAt", ())), None)
    caption, referents, datasets = record.get("caption"), record.get("referents"), record.get("datasets")
    return Entity(
        id=identity.strip(),
        schema=schema if isinstance(schema, str) else "",
        values=values,
        op=op,
        nested=tuple(nested),
        caption=caption.strip() if isinstance(caption, str) else "",
        stated_at=read_day(stated_at, context),
        datasets=_list_names([x for x in datasets if isinstance(x, str)]) if isinstance(datasets, list) else (),
        referents=tuple([x.strip() for x in referents if isinstance(x, str) and x.strip()]) if isinstance(referents, list) else (),
    )


def _list_names(texts: list[str]) -> tuple[str, ...]:
    """Return the names among the texts in their order, each once."""
    if len(texts) == 1 and texts[0].strip() == texts[0] != "":
        return (texts[0],)
    return tuple(sorted({name for text in texts if (name := text.strip())}))


def _complete_link(inner: Entity, parent: str) -> Entity:
    """Return a nested link with both ends: one that is nested in one of its ends need not name that end again."""
    missing = [end for end in LINK_ENDS.get(inner.schema, ()) if end not in inner.values]
    if len(missing) != 1:
        return inner
    return msgspec.structs.replace(inner, values={**inner.values, missing[0]: [parent]}, op=None)
