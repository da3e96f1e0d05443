"""Registers and lists whose mapping is part of the program: recognised by the names that their publishers use.

Each is one file in published/: what it is told by, how a record becomes rows, and the mapping of their columns, in the words that a person
writes for a table of his own (docs/reference/mapping.md).
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Final

import msgspec

from loaders.common import yamltree
from loaders.common.beginnings import find_day, is_json, is_lines, read_header, strip_bom
from loaders.common.encodings import find_declared
from loaders.contract import Framing, LoadContext, ReadPlan
from loaders.framing import Elements, Lines, Objects, Rows
from loaders.table.mapping_reader import TOP, MappingReader, read_tree
from loaders.table.published_mapper import Published, PublishedMapper
from ontology.errors import InputError
from ontology.statements import Source

_FOLDER: Final = Path(__file__).with_name("published")
_FORMAT: Final = (
    "title",
    "publisher",
    "url",
    "licence",
    "header",
    "delimiter",
    "keys",
    "root",
    "elements",
    "lists",
    "unwrap",
    "rows",
    "delta",
)
_ROOT: Final = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?(\w+)[\s>]", re.DOTALL)
"""The first element of XML."""
_HINT: Final = "see the other files of its folder"


class PublishedLoader:
    """The loader of registers that a mapping describes."""

    name = "published"

    def detect(self, head: bytes, file: Path) -> bool:  # noqa: ARG002
        """Whether the file is one of them."""
        return find_format(strip_bom(head)) is not None

    def open(self, head: bytes, context: LoadContext) -> ReadPlan:
        """Describe the source, and choose framing and mapper.  Raises InputError UNKNOWN_CONTENT."""
        start = strip_bom(head)
        found = find_format(start)
        if found is None:
            hint = f"leave --format away, or see docs/reference/formats/published.md: {', '.join(one.name for one in list_formats())}"
            raise InputError("UNKNOWN_CONTENT", f"{context.file} is none of the registers that are described here", hint)
        source = Source(
            id=context.source_iri,
            title=f"{found.title} ({context.file.name})",
            type="register",
            publisher=found.publisher,
            date=context.date or find_day(context.file),
            licence=found.licence,
            url=found.url,
            mapping=found.text,
            delta=found.is_delta,
        )
        header = read_header(start, found.delimiter) if found.header else ()
        return ReadPlan(source, _choose_framing(found, start), PublishedMapper(found, header, find_declared(start) if found.root else None))


def _choose_framing(found: Published, start: bytes) -> Framing:
    if found.header:
        return Rows()
    if found.root:
        return Elements(found.elements)
    return Lines() if is_lines(start, found.lists) else Objects(found.lists)


def find_format(start: bytes) -> Published | None:
    """Return the register that a text without a byte order mark begins as; None for any other."""
    for one in list_formats():
        if one.header:
            if frozenset(read_header(start, one.delimiter)) >= frozenset(one.header):
                return one
        elif one.root:
            if (match := _ROOT.match(start)) and match[1].decode() == one.root and all(_has_element(start, key) for key in one.keys):
                return one
        elif is_json(start) and all(re.search(rb'"%b"\s*:' % re.escape(key.encode()), start) for key in one.keys):
            return one
    return None


def _has_element(start: bytes, name: str) -> bool:
    return re.search(rb"<(?:\w+:)?%b[\s>/]" % re.escape(name.encode()), start) is not None


@functools.cache
def list_formats() -> tuple[Published, ...]:
    """Return every register that is described in published/, in the order of their names."""
    return tuple(read_published(file.read_bytes(), file.name) for file in sorted(_FOLDER.glob("*.yaml")))


def read_published(data: bytes, name: str) -> Published:
    """Read the description of a register.  Raises InputError as mapping_reader.py does."""
    tree, reader = yamltree.parse(data, name, _HINT), MappingReader(name)
    top = reader.read_object(tree, "a register", (*TOP, "format"))
    fields = reader.read_object(top["format"], "format", _FORMAT)
    texts = {key: text for key in ("title", "publisher", "url", "licence", "root") if (text := reader.read_text(fields.get(key)))}
    lists = {key: reader.read_texts(fields.get(key)) for key in ("header", "keys", "elements", "lists", "unwrap", "rows")}
    return msgspec.convert(
        {
            "name": Path(name).stem,
            **texts,
            **lists,
            "is_delta": reader.read_text(fields.get("delta")) == "yes",
            "delimiter": reader.read_delimiter(fields.get("delimiter")) or ",",
            "mapping": read_tree(tree, reader, (*TOP, "format")),
            "text": data.decode(),
        },
        Published,
    )
