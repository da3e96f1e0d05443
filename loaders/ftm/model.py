"""One record of FollowTheMoney: decoded, its nested entities brought to one level, its values read as texts.

Owns how forgiving that is: a value of another type costs the value, never the record.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from loaders.contract import LoadContext, RawRecord
from ontology.dates import check_date, ends_before_start
from ontology.errors import RecordError

ENDS: Final = {
    "Ownership": ("owner", "asset"),
    "Control": ("controller", "controlled"),
    "Directorship": ("director", "organization"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Representation": ("agent", "client"),
    "UnknownLink": ("subject", "object"),
    "Succession": ("predecessor", "successor"),
    "Family": ("person", "relative"),
    "Associate": ("person", "associate"),
    "Similar": ("candidate", "match"),
    "Occupancy": ("holder", "post"),
}
"""The two ends of a link, the holder's first."""


class Plain(msgspec.Struct):
    """A record as nearly all are."""

    id: str
    schema: str
    properties: dict[str, list[str]]
    caption: str = ""
    referents: list[str] = []
    last_change: str | None = None
    last_seen: str | None = None


_DECODER: Final = msgspec.json.Decoder()
_PLAIN: Final = msgspec.json.Decoder(Plain)
_DEEPEST: Final = 20
_HINT: Final = "check the record at its source"


class Entity(msgspec.Struct, frozen=True):
    """An entity; of a nested one the objects among its values are replaced by their ids."""

    id: str
    schema: str
    values: dict[str, list[str]]
    caption: str
    referents: tuple[str, ...]
    stated_at: str | None
    nested: tuple[Entity, ...] = ()
    op: str | None = None

    def first(self, name: str) -> str | None:
        """The first value of a property."""
        found = self.values.get(name)
        return found[0] if found else None

    def all(self, name: str) -> Sequence[str]:
        """Every value of a property, each once."""
        found = self.values.get(name, ())
        return found if len(found) < 2 else list(dict.fromkeys(found))

    def some(self, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """The values of these properties, as a key."""
        found = self.values
        return tuple([tuple(found[name]) if name in found else () for name in names])

    def walk(self) -> Iterator[Entity]:
        """The nested ones first, so that what a link names is told before the link."""
        for inner in self.nested:
            yield from inner.walk()
        yield self


def read(raw_record: RawRecord, context: LoadContext) -> Entity:
    """Raises RecordError BAD_JSON, NOT_AN_OBJECT, MISSING_ID, UNKNOWN_OPERATION."""
    try:
        return _plain(_PLAIN.decode(raw_record.raw), context)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Nested, a change, of odd types or no JSON at all: looked at value by value.
        return _odd(raw_record, context)


def _odd(raw_record: RawRecord, context: LoadContext) -> Entity:
    try:
        record = _DECODER.decode(raw_record.raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise RecordError("BAD_JSON", "the record is no JSON", "check that the file is not damaged there") from None
    if not isinstance(record, dict):
        raise RecordError("NOT_AN_OBJECT", "the record is no JSON object", "check that the file is not damaged there")
    op = record.get("op")
    if op is None or not isinstance(record.get("entity"), dict):
        return _entity(record, context, None, 0)
    if op not in ("ADD", "MOD", "DEL"):
        raise RecordError("UNKNOWN_OPERATION", "the operation of the change is none of ADD, MOD, DEL", _HINT)
    return _entity(record["entity"], context, op, 0)


def day(text: object, context: LoadContext) -> str | None:
    """A partial date, date-times cut to their day; None and a warning for what is none."""
    if not isinstance(text, str) or not text.strip():
        return None
    found = _day(text.strip()[:10])
    if found is None:
        context.warn("BAD_DATE")
    return found


def period(entity: Entity, context: LoadContext) -> tuple[str | None, str | None, str | None]:
    """From, until and, where they contradict each other, the words that are kept instead."""
    return spanned(entity, "startDate", "endDate", context)


def spanned(entity: Entity, first: str, last: str, context: LoadContext) -> tuple[str | None, str | None, str | None]:
    """From the earliest of one property until the latest of another; both None, with the words, where they contradict each other."""
    starts, ends = entity.values.get(first, ()), entity.values.get(last, ())
    if not starts and not ends:
        return None, None, None
    start = min([found for text in starts if (found := day(text, context))], default=None)
    end = max([found for text in ends if (found := day(text, context))], default=None)
    if len(starts) > 1 or len(ends) > 1:
        context.warn("SEVERAL_VALUES")
    if end is not None and ends_before_start(start, end):
        context.warn("DATES_BACKWARDS")
        return None, None, f"from {start} until {end}"
    return start, end, None


@functools.lru_cache(maxsize=50_000)
def _day(text: str) -> str | None:
    try:
        return check_date(text)
    except RecordError:
        return None


def _plain(record: Plain, context: LoadContext) -> Entity:
    values = {name: kept for name, given in record.properties.items() if (kept := [text for value in given if (text := value.strip())])}
    identity = record.id.strip()
    if not identity:
        raise RecordError("MISSING_ID", "the entity has no id", _HINT)
    stated = record.last_change or record.last_seen or next(iter(values.get("modifiedAt", ())), None)
    return Entity(
        id=identity,
        schema=record.schema,
        values=values,
        caption=record.caption.strip(),
        stated_at=day(stated, context),
        referents=tuple([other for text in record.referents if (other := text.strip())]),
    )


def _entity(record: dict[str, Any], context: LoadContext, op: str | None, depth: int) -> Entity:
    identity = record.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not identity.strip():
        raise RecordError("MISSING_ID", "the entity has no id", _HINT)
    schema, properties = record.get("schema"), record.get("properties")
    values: dict[str, list[str]] = {}
    nested: list[Entity] = []
    for name, given in properties.items() if isinstance(properties, dict) else ():
        for value in given if isinstance(given, list) else [given]:
            if isinstance(value, dict) and depth < _DEEPEST:
                try:
                    inner = _entity(value, context, None, depth + 1)
                except RecordError:
                    context.warn("BAD_FIELD")
                    continue
                nested.append(_placed(inner, identity.strip()))
                values.setdefault(name, []).append(inner.id)
            elif isinstance(value, str):
                if value.strip():
                    values.setdefault(name, []).append(value.strip())
            elif isinstance(value, int | float) and not isinstance(value, bool):
                values.setdefault(name, []).append(str(value))
            elif value is not None:
                context.warn("BAD_FIELD")
    stated = record.get("last_change") or record.get("last_seen") or next(iter(values.get("modifiedAt", ())), None)
    caption, referents = record.get("caption"), record.get("referents")
    return Entity(
        id=identity.strip(),
        schema=schema if isinstance(schema, str) else "",
        values=values,
        op=op,
        nested=tuple(nested),
        caption=caption.strip() if isinstance(caption, str) else "",
        stated_at=day(stated, context),
        referents=tuple([x.strip() for x in referents if isinstance(x, str) and x.strip()]) if isinstance(referents, list) else (),
    )


def _placed(inner: Entity, parent: str) -> Entity:
    """A link that is nested in one of its ends need not name that end again."""
    ends = ENDS.get(inner.schema)
    missing = [end for end in ends or () if end not in inner.values]
    if len(missing) != 1:
        return inner
    return Entity(
        id=inner.id,
        schema=inner.schema,
        values={**inner.values, missing[0]: [parent]},
        caption=inner.caption,
        referents=inner.referents,
        stated_at=inner.stated_at,
        nested=inner.nested,
    )
