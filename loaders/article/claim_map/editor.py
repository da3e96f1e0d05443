"""Changes a claim map where it differs, and leaves every other line of the file as its writer left it: comments, order, spacing.

Owns where in the file a field stands.  What a field looks like is for ``writer.py``.  A file whose layout is too unlike that to be
changed in place is written anew; either way, reading the result gives exactly the map that was asked for.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

import yaml

from loaders.article.claim_map.reader import read_map
from loaders.article.claim_map.writer import format_claim, format_document, format_party, write_map
from loaders.article.model import Claim, ClaimMap, Party
from ontology.errors import InputError

_FIELD = re.compile(r"( *)(?:- )?([A-Za-z_0-9]+):")
_BOM: Final = codecs.BOM_UTF8
_T = TypeVar("_T", Party, Claim)


class Change(NamedTuple):
    """The characters [start, end) of the file become ``text``."""

    start: int
    end: int
    text: str


def edit_map(data: bytes, claim_map: ClaimMap, name: str = "map", *, before: ClaimMap | None = None) -> bytes:
    """Return the file of a map so that it reads as ``claim_map``.  Raises InputError where the file is no map.

    ``before``: what the file reads as, where that is known.

    >>> file = b"ownership_map: 1\\n# mine\\ndocument:\\n  file: a.txt  # here\\n  sha256: x\\n"
    >>> import msgspec
    >>> before = read_map(file)
    >>> after = msgspec.structs.replace(before, document=msgspec.structs.replace(before.document, file="b.txt"))
    >>> print(edit_map(file, after).decode().strip())
    ownership_map: 1
    # mine
    document:
      file: b.txt  # here
      sha256: x
    """
    before = read_map(data, name) if before is None else before
    if before == claim_map:
        return data
    text, anew = data.decode("utf-8-sig"), write_map(claim_map)
    try:
        edited = apply_changes(text, _list_changes(text, before, claim_map)).encode()
        # Written anew the two are the same: what a share is called in a map is its quote, whatever it was called before.
        if write_map(read_map(edited, name)) == anew:
            return (_BOM if data.startswith(_BOM) else b"") + edited
    except (UnlikeError, InputError):
        pass
    return anew


class UnlikeError(Exception):
    """The file has another layout than can be changed in place."""


def _list_changes(text: str, before: ClaimMap, after: ClaimMap) -> list[Change]:
    top = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    nodes = _read_fields(top)
    changes = _change_fields(text, nodes["document"], format_document(before.document), format_document(after.document))
    changes += _change_items(text, nodes.get("parties"), before.parties, after.parties, lambda party: party.key, format_party)
    return changes + _change_items(text, nodes.get("claims"), before.claims, after.claims, lambda claim: claim.id, format_claim)


def list_item_changes(
    text: str, parties: Sequence[Party], new_parties: Sequence[Party], claims: Sequence[Claim], new_claims: Sequence[Claim]
) -> list[Change]:
    """List what changes in a text of lists of parties and claims.  Raises UnlikeError."""
    nodes = _read_fields(yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    changes = _change_items(text, nodes.get("parties"), parties, new_parties, lambda party: party.key, format_party)
    return changes + _change_items(text, nodes.get("claims"), claims, new_claims, lambda claim: claim.id, format_claim)


def apply_changes(text: str, changes: Sequence[Change]) -> str:
    """Return the text with what changes in it."""
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def _read_fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise UnlikeError
    return {key.value: value for key, value in node.value}


def _change_items(
    text: str,
    node: yaml.Node | None,
    before: Sequence[_T],
    after: Sequence[_T],
    key_of: Callable[[_T], str],
    format_item: Callable[[_T], list[str]],
) -> list[Change]:
    """Change the items of a list that differ, drop those that are gone, and add the new ones at its end."""
    if before == after:
        return []
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise UnlikeError
    changes = []
    wanted = {key_of(item): item for item in after}
    for item, place in zip(before, node.value, strict=True):
        new = wanted.pop(key_of(item), None)
        if new is None:
            changes.append(Change(*_find_lines(text, place), ""))
        elif new != item:
            changes += _change_fields(text, place, format_item(item), format_item(new))
    if wanted:
        _, end = _find_lines(text, node.value[-1])
        dash = " " * _find_dash(text, node.value[-1])
        lines = [dash + line[2:] for item in wanted.values() for line in format_item(item)]
        opening = "" if text[:end].endswith("\n") else "\n"
        changes.append(Change(end, end, opening + "".join(f"{line}\n" for line in lines)))
    return changes


def _change_fields(text: str, node: yaml.Node, before: list[str], after: list[str]) -> list[Change]:
    """Change the fields of one item whose lines differ."""
    old, new = _split_fields(before), _split_fields(after)
    if old == new:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise UnlikeError
    indent = " " * node.start_mark.column
    if node.flow_style:
        return [Change(node.start_mark.index, node.end_mark.index, _join(new, indent))]
    places = {key.value: (key.start_mark.index, max(_find_end(text, value), key.end_mark.index + 1)) for key, value in node.value}
    changes = []
    last = max(end for _, end in places.values())
    added: dict[int, list[str]] = {}
    for field, lines in new.items():
        start, end = places.get(field, (None, last))
        if start is None:
            added.setdefault(end, []).extend(lines)
        elif lines != old.get(field):
            changes.append(Change(start, end, _join({field: lines}, indent)))
        last = end
    for field in old.keys() - new.keys():
        start, end = places[field]
        changes.append(Change(*_widen(text, start, end), ""))
    for end, lines in added.items():
        stop = _find_line_end(text, end)
        changes.append(Change(stop, stop, "\n" + indent + _join({"": lines}, indent)))
    return changes


def _split_fields(lines: list[str]) -> Mapping[str, list[str]]:
    """Split the lines of an item into those of each field, without the indentation of the item."""
    depth = re.match(r" *(?:- )?", lines[0])
    assert depth is not None
    width = depth.end()
    fields: dict[str, list[str]] = {}
    for line in lines:
        match = _FIELD.match(line)
        if match is not None and match.start(2) == width:
            fields[match[2]] = [line[width:]]
        else:
            fields[next(reversed(fields))].append(line[width:])
    return fields


def _join(fields: Mapping[str, list[str]], indent: str) -> str:
    return f"\n{indent}".join(line for lines in fields.values() for line in lines)


def _find_end(text: str, node: yaml.Node) -> int:
    """Find where the last character of a node ends; a block of lines is said to end where the next thing begins."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _find_end(text, node.value[-1])
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        key, value = node.value[-1]
        return max(_find_end(text, value), int(key.end_mark.index) + 1)
    start: int = node.start_mark.index
    return start + len(text[start : node.end_mark.index].rstrip())


def _find_line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _find_dash(text: str, node: yaml.Node) -> int:
    """Find the column of the dash before an item."""
    start = text.rfind("\n", 0, node.start_mark.index) + 1
    dash = text.find("-", start, node.start_mark.index)
    if dash < 0 or text[start:dash].strip():
        raise UnlikeError
    return dash - start


def _find_lines(text: str, node: yaml.Node) -> tuple[int, int]:
    """Find the lines of an item: from its dash to the end of its last line."""
    _find_dash(text, node)
    start = text.rfind("\n", 0, node.start_mark.index) + 1
    return start, min(len(text), _find_line_end(text, _find_end(text, node)) + 1)


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen the place of a field to whole lines.  The first field of an item stands beside its dash and cannot go."""
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():
        raise UnlikeError
    return line, min(len(text), _find_line_end(text, end) + 1)
