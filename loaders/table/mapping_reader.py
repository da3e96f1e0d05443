"""Reads a mapping from YAML; the first malformed line is an error that names the line and the fix."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from typing import Any, Final, TypeVar

import msgspec

from loaders.common import yamltree
from loaders.common.yamltree import Tree
from loaders.table.mapping import (
    DATE_FIELDS,
    FIELDS,
    ID_FIELDS,
    UNDECIDED,
    VERSION,
    Century,
    Condition,
    DecimalSign,
    Field,
    Fill,
    Mapping,
    Order,
    Split,
    Unit,
    YesNo,
)
from loaders.table.mapping import Tree as DrawnTree
from loaders.table.model import REQUIRED
from ontology.errors import InputError

_HINT: Final = "make one with: ownership table propose FILE -o mapping.yaml"
TOP: Final = (
    "mapping",
    "file",
    "sheet",
    "header",
    "delimiter",
    "encoding",
    "turned",
    "grid",
    "tree",
    "columns",
    "also",
    "where",
    "without",
    "notes",
    "unread",
)
_COMMON: Final = ("column", "columns", "first", "join", "value", "codes", "otherwise", "blank", "when", "find", "fill")
_OPTIONS: Final = {
    **dict.fromkeys(ID_FIELDS, ("scheme",)),
    **dict.fromkeys(DATE_FIELDS, ("order", "century")),
    "share": ("unit", "decimal", "of", "min", "max"),
    "holder": ("split",),
}
"""Options of a field beside those that every field has."""
_DELIMITERS: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_MAX_HEADER: Final = 1_000
_MAX_HEADERS: Final = 4
"""Rows that name the columns together."""
_MAX_PATTERN: Final = 200
"""Letters of a regular expression."""

_E = TypeVar("_E", bound=StrEnum)


def read_mapping(data: bytes, name: str) -> Mapping:
    """Read a mapping.  Raises InputError BAD_MAPPING, UNDECIDED_MAPPING and those of yamltree.py, each with its line."""
    return read_tree(yamltree.parse(data, name, _HINT), MappingReader(name), TOP)


def read_tree(tree: Tree, reader: MappingReader, names: tuple[str, ...]) -> Mapping:
    """Read a mapping from its tree, whose top may have these names.  Raises InputError BAD_MAPPING, UNDECIDED_MAPPING."""
    top = reader.read_object(tree, "a mapping", names)
    if reader.read_text(top.get("mapping")) != VERSION:
        raise reader.make_error(tree, f"this is no mapping of version {VERSION}", _HINT)
    for key, node in top.items():
        if isinstance(node.value, str) and node.value == UNDECIDED:
            raise reader.make_undecided(node, key)
    if "columns" not in top:
        raise reader.make_error(
            tree, "a mapping needs columns", "write columns: and below it holder: and subject: with the names of theirs"
        )
    columns = reader.read_fields(top["columns"])
    for required in REQUIRED:
        if required not in columns:
            raise reader.make_error(top["columns"], f"columns needs {required}", f"add {required}: and the name of its column")
    header, header_end = reader.read_header(top.get("header"))
    return Mapping(
        columns=columns,
        also=tuple(reader.read_fields(node) for node in reader.read_list(top.get("also"))),
        where=tuple(reader.read_condition(node) for node in reader.read_list(top.get("where"))),
        without=tuple(reader.read_condition(node) for node in reader.read_list(top.get("without"))),
        notes=reader.read_texts(top.get("notes")),
        sheet=reader.read_text(top.get("sheet")),
        header=header,
        header_end=header_end,
        delimiter=reader.read_delimiter(top.get("delimiter")),
        encoding=reader.read_encoding(top.get("encoding")),
        is_turned=reader.read_choice(top.get("turned"), "turned", YesNo) is YesNo.YES,
        grid=reader.read_texts(top.get("grid")),
        tree=reader.read_shape_of_tree(top.get("tree")),
    )


class MappingReader:
    """Reads nodes of one file; each error names the file and the node's line."""

    def __init__(self, name: str) -> None:
        self._name = name

    def make_error(self, node: Tree, what: str, hint: str) -> InputError:
        return InputError("BAD_MAPPING", f"{self._name} at line {node.line}: {what}", hint)

    def make_undecided(self, node: Tree, what: str, choices: tuple[str, ...] = ()) -> InputError:
        hint = f"write {' or '.join(choices)} in its place" if choices else "write what it is in the place of the question mark"
        return InputError("UNDECIDED_MAPPING", f"{self._name} at line {node.line}: {what} is not decided yet", hint)

    def read_object(self, node: Tree, what: str, names: tuple[str, ...]) -> dict[str, Tree]:
        if not isinstance(node.value, dict):
            raise self.make_error(node, f"{what} is made of lines `key: value`", "compare with a freshly proposed mapping")
        for key, value in node.value.items():
            if key not in names:
                raise self.make_error(value, f"{what} has no {key[:40]!r}", f"use one of: {', '.join(names)}")
        return node.value

    def read_text(self, node: Tree | None) -> str | None:
        if node is None or node.value is None:
            return None
        if not isinstance(node.value, str):
            raise self.make_error(node, "one value is needed here, not a list", "write it on the same line")
        return node.value

    def read_list(self, node: Tree | None) -> list[Tree]:
        if node is None or node.value is None:
            return []
        if not isinstance(node.value, list):
            raise self.make_error(node, "a list is needed here", "begin each item with a dash")
        return node.value

    def read_header(self, node: Tree | None) -> tuple[int, int | None]:
        """Read the row that names the columns, or the first and the last of several that do."""
        text = self.read_text(node) or "1"
        match = re.fullmatch(r"([0-9]{1,4})(?: ?- ?([0-9]{1,4}))?", text, re.ASCII)
        first, last = (int(match[1]), int(match[2]) if match[2] else None) if match else (0, None)
        if node is not None and (not 1 <= first <= _MAX_HEADER or (last is not None and not 0 < last - first < _MAX_HEADERS)):
            what = f"header is the number of a row, or of the first and the last of several (2-3), not {text[:30]!r}"
            raise self.make_error(node, what, "count rows from 1")
        return first, last

    def read_texts(self, node: Tree | None) -> tuple[str, ...]:
        if node is not None and isinstance(node.value, str):
            return (node.value,)
        texts = [self.read_text(item) for item in self.read_list(node)]
        return tuple([text for text in texts if text])

    def read_choice(self, node: Tree | None, what: str, kind: type[_E]) -> _E | None:
        text, choices = self.read_text(node), tuple(member.value for member in kind)
        if node is None or text is None:
            return None
        if text == UNDECIDED:
            raise self.make_undecided(node, what, choices)
        if text not in choices:
            raise self.make_error(node, f"{what} cannot be {text[:40]!r}", f"use one of: {', '.join(choices)}")
        return kind(text)

    def read_fields(self, node: Tree) -> dict[str, Field]:
        return {key: self.read_field(value, key) for key, value in self.read_object(node, "a holding", FIELDS).items()}

    def read_field(self, node: Tree, key: str) -> Field:
        """Read where a field comes from: the name of a column, or its options."""
        if node.value == UNDECIDED:
            raise self.make_undecided(node, f"the column of {key}")
        if isinstance(node.value, str):
            return Field(columns=(node.value,))
        if isinstance(node.value, list):
            return Field(alternatives=tuple(self.read_field(item, key) for item in node.value))
        options = self.read_object(node, key, (*_COMMON, *_OPTIONS.get(key, ())))
        values: dict[str, Any] = {
            "columns": (*self.read_texts(options.get("column")), *self.read_texts(options.get("columns"))),
            "first": self.read_texts(options.get("first")),
            "join": self.read_text(options.get("join")) or " ",
            "find": self.read_pattern(options.get("find")),
            "codes": self.read_codes(options.get("codes"), key),
            **{name: self.read_text(options.get(name)) for name in ("value", "otherwise", "blank", "scheme", "of")},
            "min": self.read_texts(options.get("min")),
            "max": self.read_texts(options.get("max")),
            "unit": self.read_choice(options.get("unit"), "unit", Unit) or Unit.PERCENT,
            "decimal": self.read_choice(options.get("decimal"), "decimal", DecimalSign),
            "order": self.read_choice(options.get("order"), "order", Order),
            "century": self.read_choice(options.get("century"), "century", Century),
            "fill": self.read_choice(options.get("fill"), "fill", Fill) or Fill.NONE,
            "split": self.read_choice(options.get("split"), "split", Split) or Split.NONE,
        }
        for name, value in values.items():
            if value == UNDECIDED or value == (UNDECIDED,):
                raise self.make_undecided(options.get(name, node), f"{name} of {key}")
        when = None if "when" not in options else self.read_condition(options["when"])
        field = msgspec.structs.replace(msgspec.convert(values, Field), when=when)
        if not (field.columns or field.first or field.min or field.max) and field.value is None:
            raise self.make_error(node, f"{key} has neither a column nor a value", "write column: and its name, or value: for every row")
        if field.columns and field.value is not None:
            raise self.make_error(node, f"{key} has both a column and a value", "remove one of the two")
        if field.unit is Unit.COUNT and field.of is None:
            raise self.make_error(
                node, "a count is a part of a total, and of: is missing", "write of: and the total, or the column that has it"
            )
        return field

    def read_pattern(self, node: Tree | None) -> str | None:
        text = self.read_text(node)
        if node is None or text is None:
            return None
        try:
            groups = re.compile(text).groups
        except re.error as error:
            raise self.make_error(node, f"find is no regular expression: {error}", "write one with a group, such as '^([^,]+)'") from None
        if groups != 1 or len(text) > _MAX_PATTERN:
            raise self.make_error(node, "find has one group, which is what is read", "write one, such as '^([^,]+)'")
        return text

    def read_codes(self, node: Tree | None, key: str) -> dict[str, str]:
        if node is None or node.value is None:
            return {}
        if not isinstance(node.value, dict):
            raise self.make_error(node, "codes is made of lines `cell: meaning`", "write each cell with what it means behind a colon")
        codes = {}
        for cell, meaning in node.value.items():
            text = self.read_text(meaning) or ""
            if text == UNDECIDED:
                raise self.make_undecided(meaning, f"what {cell[:40]!r} means as {key}")
            codes[fold(cell)] = text
        return codes

    def read_condition(self, node: Tree) -> Condition:
        options = self.read_object(node, "a condition", ("column", "values"))
        column = self.read_text(options.get("column"))
        values = [self.read_text(item) or "" for item in self.read_list(options.get("values"))]
        if column is None or not values:
            raise self.make_error(node, "a condition needs a column and values", "write column: and values: with a list")
        return Condition(column=column, values=tuple(fold(value) for value in values))

    def read_shape_of_tree(self, node: Tree | None) -> DrawnTree | None:
        """Read where the names of a tree stand, and what says how deep."""
        if node is None or node.value is None:
            return None
        if isinstance(node.value, str):
            return DrawnTree(columns=(node.value,))
        options = self.read_object(node, "a tree", ("column", "columns", "level", "number"))
        columns = (*self.read_texts(options.get("column")), *self.read_texts(options.get("columns")))
        level, number = self.read_text(options.get("level")), self.read_text(options.get("number"))
        if not columns or (level is not None and number is not None) or (len(columns) > 1 and (level or number)):
            hint = "write column:, and level: or number: where blanks do not say how deep a name stands; or columns: for its levels"
            raise self.make_error(node, "a tree has one column of names, or one for each level", hint)
        return DrawnTree(columns=columns, level=level, number=number)

    def read_delimiter(self, node: Tree | None) -> str | None:
        text = self.read_text(node)
        if node is None or text is None:
            return None
        delimiter = _DELIMITERS.get(text, text)
        if delimiter not in _DELIMITERS.values():
            raise self.make_error(node, f"{text[:20]!r} divides no cells", f"use one of: {', '.join(_DELIMITERS)}")
        return delimiter

    def read_encoding(self, node: Tree | None) -> str | None:
        text = self.read_text(node)
        if node is None or text is None:
            return None
        try:
            name = codecs.lookup(text).name
            "".encode(name)
        except (LookupError, ValueError):
            raise self.make_error(node, f"there is no encoding {text[:40]!r}", "for example: utf-8, utf-16, windows-1251") from None
        return name


def fold(cell: str) -> str:
    """Return a cell as it is compared with codes: without regard to case and blanks around and between."""
    return " ".join(cell.split()).casefold()
