"""Changes a few items of a long claim map without reading the rest of it: a review of thousands of claims changes one at a time.

Owns where in the file an item stands.  Nothing is taken on trust: the items that change are read alone before and after, and where one does
not read as it should, the whole file is read instead (``editor.py``).
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from loaders.article.claim_map.editor import Change, UnlikeError, apply_changes, list_item_changes
from loaders.article.claim_map.reader import check_references, read_items
from loaders.article.claim_map.writer import format_claim, format_party
from loaders.article.model import Claim, ClaimMap, Party
from ontology.errors import InputError

_NEXT_SECTION = re.compile(r"^[A-Za-z_]+:", re.MULTILINE)
_DASH = re.compile(r"^( *)- ", re.MULTILINE)
_T = TypeVar("_T", Party, Claim)


class _Excerpt(NamedTuple, Generic[_T]):
    """The items of a list that change, as ``before`` and ``after``, and the ranges of the file that have them."""

    before: list[_T]
    after: list[_T]
    ranges: list[tuple[int, int]]


def edit_items(data: bytes, before: ClaimMap, after: ClaimMap, name: str = "map") -> tuple[bytes, ClaimMap] | None:
    """Return the file of a map so that it reads as ``after``, and what it then reads as; None where the whole file has to be read for
    that.

    ``before``: what the file reads as.  Raises InputError where a claim names no party.
    """
    if before.document != after.document:
        return None
    if before == after:
        return data, before
    text = data.decode("utf-8-sig")
    try:
        parties = _cut_out(text, "parties", before.parties, after.parties, lambda party: party.key)
        claims = _cut_out(text, "claims", before.claims, after.claims, lambda claim: claim.id)
        small, places = _join(text, {"parties": parties, "claims": claims})
        if not _read_as(small, parties.before, claims.before, name):
            return None
        changes = list_item_changes(small, parties.before, parties.after, claims.before, claims.after)
        if not _read_as(apply_changes(small, changes), parties.after, claims.after, name):
            return None
        read = read_items(apply_changes(small, changes).encode(), name)
    except (UnlikeError, InputError):
        return None
    edited = apply_changes(text, [_move(change, places) for change in changes]).encode()
    as_read: dict[tuple[type, str], Party | Claim] = {(Party, party.key): party for party in read[0]}
    as_read |= {(Claim, claim.id): claim for claim in read[1]}
    new = msgspec.structs.replace(
        after,
        parties=tuple(as_read.get((Party, party.key), party) for party in after.parties),
        claims=tuple(as_read.get((Claim, claim.id), claim) for claim in after.claims),
    )
    check_references(new.parties, new.claims, name)
    return (codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b"") + edited, new


def _cut_out(text: str, section: str, before: Sequence[_T], after: Sequence[_T], key_of: Callable[[_T], str]) -> _Excerpt[_T]:
    """Find the items of a list that change or go; with new ones the last item, too, behind which these are written."""
    if list(before) == list(after):
        return _Excerpt[_T]([], [], [])
    wanted: dict[str, _T] = {key_of(item): item for item in after}
    known = {key_of(item) for item in before}
    changed = [i for i, item in enumerate(before) if wanted.get(key_of(item)) != item]
    added: list[_T] = [item for item in after if key_of(item) not in known]
    if added and len(before) - 1 not in changed:
        changed.append(len(before) - 1)
    if not before or [key_of(item) for item in after if key_of(item) in known] != [key_of(i) for i in before if key_of(i) in wanted]:
        raise UnlikeError
    ranges = _find_items(text, section, len(before))
    kept: list[_T] = [wanted[key_of(before[i])] for i in changed if key_of(before[i]) in wanted]
    return _Excerpt[_T]([before[i] for i in changed], kept + added, [ranges[i] for i in changed])


def _find_items(text: str, section: str, count: int) -> list[tuple[int, int]]:
    """Find the lines of each item of a list.  Raises UnlikeError where they are not laid out one below another."""
    headings = list(re.finditer(rf"^{section}:[ \t]*(?:#.*)?$", text, re.MULTILINE))
    if len(headings) != 1:
        raise UnlikeError
    start = headings[0].end()
    behind = _NEXT_SECTION.search(text, start)
    end = behind.start() if behind else len(text)
    first = _DASH.search(text, start, end)
    if first is None or not text[:end].endswith("\n"):
        raise UnlikeError
    starts = [match.start() for match in re.compile(rf"^{first[1]}- ", re.MULTILINE).finditer(text, start, end)]
    if len(starts) != count:
        raise UnlikeError
    return list(pairwise([*starts, end]))


def _join(text: str, sections: dict[str, _Excerpt[Any]]) -> tuple[str, list[tuple[int, int]]]:
    """Write a small map of the items that change; also where each range of it stands in the file, as (place here, place there)."""
    small, places = "", []
    for section, excerpt in sections.items():
        if excerpt.ranges:
            small += f"{section}:\n"
        for start, end in excerpt.ranges:
            places.append((len(small), start))
            small += text[start:end]
    return small, places


def _move(change: Change, places: Sequence[tuple[int, int]]) -> Change:
    # A change at the end of one item stands at the beginning of nothing else.
    here, there = places[max(0, bisect_right([place for place, _ in places], max(0, change.start - (change.start == change.end))) - 1)]
    return Change(change.start - here + there, change.end - here + there, change.text)


def _read_as(small: str, parties: Sequence[Party], claims: Sequence[Claim], name: str) -> bool:
    """Whether a small map reads as these items."""
    read_parties, read_claims = read_items(small.encode(), name)
    as_read = [*map(format_party, read_parties), *map(format_claim, read_claims)]
    return as_read == [*map(format_party, parties), *map(format_claim, claims)]
