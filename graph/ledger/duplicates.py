"""Which of several statements with one id is kept, whatever their order: the fullest.

Owns the comparison of what two statements say.  Where in a file a statement stands is not part of what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec

from ontology.statements import Directness, Interest, Kind

_WEAKEST: Final = {"interest": Interest.UNKNOWN.value, "kind": Kind.UNKNOWN.value, "direct": Directness.UNKNOWN.value}
"""Values by which a field says no more than if it were blank."""


class Choice(NamedTuple):
    """Indices into the statements that were compared."""

    kept: int
    covered: list[int]
    """Those that say nothing that the kept one does not say."""
    differing: list[int]
    """Those that say something else."""


def choose(lines: Sequence[bytes]) -> Choice:
    """Choose among statements with one id, as stored.

    >>> choose([b'{"id": "s", "share": null}', b'{"id": "s", "share": "60"}', b'{"id": "s", "share": "50"}'])
    Choice(kept=1, covered=[0], differing=[2])
    """
    contents = [_read_content(line) for line in lines]
    # Of equal ones the first is kept; of others the order of their texts decides, so the order of the file does not.
    kept = max(range(len(lines)), key=lambda i: (_measure(contents[i]), msgspec.json.encode(contents[i], order="deterministic"), -i))
    others = [i for i in range(len(lines)) if i != kept]
    covered = [i for i in others if _covers(contents[kept], contents[i])]
    return Choice(kept, covered, [i for i in others if i not in covered])


def _read_content(line: bytes) -> dict[str, Any]:
    """Read the fields of a statement that say something."""
    fields: dict[str, Any] = msgspec.json.decode(line)
    return {
        name: value for name, value in fields.items() if name != "place" and value not in (None, "", []) and _WEAKEST.get(name) != value
    }


def _measure(content: dict[str, Any]) -> int:
    return sum(len(value) if isinstance(value, list) else 1 for value in content.values())


def _covers(full: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(_includes(full.get(name), value) for name, value in other.items())


def _includes(full: object, value: object) -> bool:
    if isinstance(full, list) and isinstance(value, list):
        return all(item in full for item in value)
    return full == value
