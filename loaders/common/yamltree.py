"""Parses a small, safe part of YAML: mappings, lists and scalars, with the line of each.

Owns the bounds (size, depth), and the refusal of anchors, tags and repeated keys.  Every scalar stays text: ``NO`` is Norway, ``1998`` a
year.
"""

from __future__ import annotations

from typing import Final

import msgspec
import yaml

from ontology.errors import InputError

MAX_BYTES: Final = 20_000_000
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
        # yaml's own recursion is the risk, so the nesting is measured on its flat stream of events first
        _check_events(text, name)
        node = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise InputError("BAD_YAML", f"{name}{where}: {problem}", "check the indentation and quotes of that line") from None
    if node is None:
        raise InputError("BAD_YAML", f"{name} is empty", hint)
    return _build_tree(node, name)


def _check_events(text: str, name: str) -> None:
    """Refuse what a map does not use, before any recursion.  Raises InputError YAML_NOT_ALLOWED."""
    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _make_refusal(name, line, "anchors and aliases (& and *)")
        tag = getattr(event, "tag", None)
        if tag and tag not in _PLAIN_TAGS:
            raise _make_refusal(name, line, f"the tag {tag[:40]}")
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                raise _make_refusal(name, line, "so deep a nesting")
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1


def _build_tree(node: yaml.Node, name: str) -> Tree:
    line = _line_of(node)
    if isinstance(node, yaml.MappingNode):
        fields: dict[str, Tree] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _make_refusal(name, line, "a key that is not a word")
            if key.value in fields:
                raise InputError(
                    "BAD_YAML", f"{name} at line {_line_of(key)}: {key.value[:40]!r} is there twice", "keep one of the two lines"
                )
            fields[key.value] = _build_tree(value, name)
        return Tree(line, fields)
    if isinstance(node, yaml.SequenceNode):
        return Tree(line, [_build_tree(item, name) for item in node.value])
    is_plain = getattr(node, "style", None) not in ("'", '"', "|", ">")
    return Tree(line, None if is_plain and node.value in _NULLS else node.value)


def _line_of(node: yaml.Node) -> int:
    return node.start_mark.line + 1 if node.start_mark else 0


def _make_refusal(name: str, line: int, what: str) -> InputError:
    return InputError("YAML_NOT_ALLOWED", f"{name} at line {line}: a map does not use {what}", "write plain keys, words and lists")
