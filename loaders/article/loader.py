"""Loads a reviewed claim map, or a bare text whose claims nobody has reviewed yet.

Owns recognising the two and reading the article beside a map.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from loaders.article import is_map, make_statements
from loaders.common import yamltree
from loaders.contract import LoadContext, LoadedSource
from ontology.errors import InputError
from ontology.statements import Statement

MAX_BYTES: Final = 20 * 2**20
"""Largest file that is read without a map; its text has a limit of its own (document.py)."""


_SENTENCE: Final = re.compile(r"[\w%](?:[,;:]?[\"'”»)]*\s+[\"'“„«(]*[\w%][\w%.,’'/-]*){2}[\"'”»)]*[.!?…](?:[\"'”»)\s]|$)|\w{5}[。！？]")
"""Three words and a full stop, or a few signs and one."""


class MapLoader:
    """A claim map (YAML)."""

    name = "map"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        return is_map(head)

    def load(self, stream: BinaryIO, context: LoadContext) -> Iterator[LoadedSource]:
        yield _load_source(stream, context, yamltree.MAX_BYTES)


class ArticleLoader:
    """Running text: every claim that the extractors find, unreviewed unless ``context.accept`` takes a tier."""

    name = "article"

    def detect(self, head: bytes, file: Path) -> bool:
        return file.suffix in ("", ".txt", ".md", ".text") and b"\0" not in head and _is_prose(head.decode(errors="replace"))

    def load(self, stream: BinaryIO, context: LoadContext) -> Iterator[LoadedSource]:
        yield _load_source(stream, context, MAX_BYTES)


def _is_prose(text: str) -> bool:
    """Whether there is a sentence in a text: a list of settings or of users is text too, and no article.

    >>> [_is_prose(text) for text in ("root:x:0:0:root:/root:/bin/bash", "Mill takes 51 % of Works.", "磨坊公司收购了工厂百分之五十一。")]
    [False, True, True]
    """
    return _SENTENCE.search(text) is not None


def _load_source(stream: BinaryIO, context: LoadContext, limit: int) -> LoadedSource:
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError("TOO_LARGE", f"{context.file} is larger than {limit >> 20} MiB", "give one article at a time")
    source, statements = make_statements(
        raw,
        name=context.file.name,
        base=context.base,
        date=context.date,
        accept_tier=context.accept,
        read_beside=lambda name: _read_neighbour(context.file, name),
    )
    return source, _count_read(statements, context)


def _count_read(statements: Iterator[Statement], context: LoadContext) -> Iterator[Statement]:
    for statement in statements:
        context.read += 1
        yield statement


def _read_neighbour(file: Path, name: str) -> bytes | None:
    """Read the article that a map names, from the map's own folder only; None where it cannot be read."""
    neighbour = file.parent / Path(name).name
    try:
        return neighbour.read_bytes()
    except OSError:
        return None
