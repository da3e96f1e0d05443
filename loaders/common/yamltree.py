"""Parses a small, safe part of YAML: mappings, lists and scalars, with the line of each.

Owns the bounds (size, depth), and the refusal of anchors, tags and repeated keys.  Every scalar stays text: ``NO`` is Norway, ``1998`` a
year.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
import yaml

from ontology.errors import InputError

MAX_BYTES: Final = 64_000_000
_MAX_VALUES: Final = 12_000_000
"""Keys, values, and beginnings and ends of lists of one file: the claims of ten megabytes of dense news have more than six million."""
_MAX_DEPTH: Final = 12
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS: Final = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


class Tree(msgspec.Struct, frozen=True):
    """One node and its line (from 1): a mapping, a list, text, or null."""

    line: int
    value: dict[str, Tree] | list[Tree] | str | None


def parse(data: bytes, name: str, hint: str) -> Tree:
    """Read one YAML document.  ``hint``: what makes one.  Raises InputError MAP_TOO_LONG, MAP_NOT_UTF8, BAD_YAML, YAML_NOT_ALLOWED.

    >>> parse(b"a: [NO, ~]", "m", "write one").value["a"].value[0].value
    'NO'
    """
    if len(data) > MAX_BYTES:
        raise InputError("MAP_TOO_LONG", f"{name} has {len(data)} bytes; a map has at most {MAX_BYTES}", "split it in several")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("MAP_NOT_UTF8", f"{name} is not UTF-8: byte {error.start} cannot be read", "save the map as UTF-8") from None
    try:
        tree = _build_tree(yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)), name)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise InputError("BAD_YAML", f"{name}{where}: {problem}", "check the indentation and quotes of that line") from None
    if tree is None:
        raise InputError("BAD_YAML", f"{name} is empty", hint)
    return tree


class _Open:
    """A mapping or a list that has not ended yet; ``key``: what the next value of a mapping belongs to."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.key: str | None = None

    @property
    def takes_value(self) -> bool:
        """Whether what comes next is a value, and no key."""
        return self.key is not None or isinstance(self.tree.value, list)

    def add(self, value: Tree, name: str) -> None:
        """Add the next key or value."""
        content = self.tree.value
        if isinstance(content, list):
            content.append(value)
        elif isinstance(content, dict) and self.key is not None:
            content[self.key], self.key = value, None
        elif isinstance(content, dict):
            if not isinstance(value.value, str):
                raise _make_refusal(name, self.tree.line, "a key that is not a word")
            self.key = value.value
            if self.key in content:
                raise InputError("BAD_YAML", f"{name} at line {value.line}: {self.key[:40]!r} is there twice", "keep one of the two lines")


def _build_tree(events: Iterable[yaml.Event], name: str) -> Tree | None:
    """Build the tree from the flat stream of events, without recursion; None where there is nothing.

    Raises InputError YAML_NOT_ALLOWED, BAD_YAML.
    """
    documents: list[Tree] = []
    open_ = [_Open(Tree(0, documents))]
    for count, event in enumerate(events):
        if count > _MAX_VALUES:
            raise InputError("MAP_TOO_LONG", f"{name} has more than {_MAX_VALUES} keys and values", "split it in several")
        if isinstance(event, yaml.ScalarEvent):
            _check_event(event, name)
            is_null = open_[-1].takes_value and event.style not in ("'", '"', "|", ">") and event.value in _NULLS
            open_[-1].add(Tree(_line_of(event), None if is_null else event.value), name)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            _check_event(event, name)
            if len(open_) > _MAX_DEPTH:
                raise _make_refusal(name, _line_of(event), "so deep a nesting")
            tree = Tree(_line_of(event), {} if isinstance(event, yaml.MappingStartEvent) else [])
            open_[-1].add(tree, name)
            open_.append(_Open(tree))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            open_.pop()
        elif isinstance(event, yaml.AliasEvent):
            _check_event(event, name)
        elif isinstance(event, yaml.DocumentStartEvent) and documents:
            raise InputError("BAD_YAML", f"{name} at line {_line_of(event)}: a second document begins", "keep one document a file")
    return documents[0] if documents else None


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _check_event(event: yaml.NodeEvent, name: str) -> None:
    """Refuse what a map does not use.  Raises InputError YAML_NOT_ALLOWED."""
    line = _line_of(event)
    if event.anchor or isinstance(event, yaml.AliasEvent):
        raise _make_refusal(name, line, "anchors and aliases (& and *)")
    tag = getattr(event, "tag", None)
    if tag and tag not in _PLAIN_TAGS:
        raise _make_refusal(name, line, f"the tag {tag[:40]}")


def _make_refusal(name: str, line: int, what: str) -> InputError:
    return InputError("YAML_NOT_ALLOWED", f"{name} at line {line}: a map does not use {what}", "write plain keys, words and lists")
