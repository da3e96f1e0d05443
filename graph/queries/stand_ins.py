"""The comma that closes what a party without a name goes by, "a firm, GB-99", where a sentence goes on behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from graph.answers.common import PartyRef
from graph.generation.party import STAND_INS


def close_stand_ins(text: str, *parts: object) -> str:
    """Close what each party in parts of an answer goes by.  A text that has its commas already stays as it is.

    >>> firm, ann = PartyRef(id="f", name="a firm, GB-99", kind="legal-entity"), PartyRef(id="a", name="Ann", kind="person")
    >>> close_stand_ins("a firm, GB-99 and Ann control a firm, GB-99", firm, ann)
    'a firm, GB-99, and Ann control a firm, GB-99'
    """
    # Almost all parties have names.
    if not any(beginning in text for beginning in STAND_INS):
        return text
    return close_names(text, (party.name for part in parts for party in _list_parties(part)))


def close_names(text: str, names: Iterable[str]) -> str:
    """The same of parties that go by these names."""
    of_kinds = sorted({name for name in names if name.startswith(STAND_INS)}, key=len, reverse=True)
    if not of_kinds:
        return text
    # What stands in brackets behind a name belongs to it; before other marks no comma is needed.
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, of_kinds))})(?= (?!\())", r"\g<0>,", text)


def _list_parties(value: object) -> Iterator[PartyRef]:
    """List the parties within a part of an answer."""
    if isinstance(value, PartyRef):
        yield value
    elif isinstance(value, tuple | list):
        for member in value:
            yield from _list_parties(member)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _list_parties(getattr(value, name))
