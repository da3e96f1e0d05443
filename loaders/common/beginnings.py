"""The beginning of a file: its text without a byte order mark, its header, the day in its name."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

import msgspec

from loaders.common.dates import parse_date
from loaders.common.decoding import NO_JSON

_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
DAY_IN_NAME: Final = re.compile(r"(?<![0-9])(20\d\d)-?(\d\d)-?(\d\d)")


def strip_bom(head: bytes) -> bytes:
    """Return the text without a byte order mark and white space before it."""
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def is_json(start: bytes) -> bool:
    """Whether a text begins like an object or a list of JSON, or has an object a line behind a first line that is damaged."""
    return start.startswith((b"{", b"[")) or is_lines(start)


def is_lines(start: bytes, list_keys: Collection[str] = ()) -> bool:
    """Whether a text has one object of JSON a line, so that a line that is none, the first one too, is one record that cannot be read.

    ``list_keys``: members of an object that may hold all records.  Within a list, or an object over several lines, a line may be an object
    too, but is as a rule followed by a comma or by a bracket that ends what is around it.

    >>> is_lines(b'{"a": 1}\\n{"b"'), is_lines(b'{bad\\n{"a": 1}\\n{"b": 2}'), is_lines(b'[\\n{"a": 1},\\n{"b": 2}\\n]')
    (True, True, False)
    """
    first, *others = [line.strip() for line in start.splitlines() if line.strip()] or [b""]
    if not others:
        return False
    fields = _read_fields(first)
    if fields is not None:
        return not any(bytes(fields.get(key, b"")).startswith(b"[") for key in list_keys)
    whole = sum(line.startswith(b"{") and _read_fields(line) is not None for line in others)
    # What begins like an object and is none may be a damaged record, or the last one of what was read of the file.
    parts = sum(not line.startswith(b"{") or line.endswith((b",", b"{", b"[")) for line in others)
    return whole > parts


def _read_fields(line: bytes) -> dict[str, msgspec.Raw] | None:
    """Return the members of an object of JSON; None for what is none."""
    try:
        return _FIELDS.decode(line)
    except NO_JSON:
        return None


def read_header(start: bytes, delimiter: str = ",") -> tuple[str, ...]:
    """Return the names in the first line of a CSV file; none where it is no CSV.

    >>> read_header(b'name,"a, b"\\r\\n1,2')
    ('name', 'a, b')
    """
    line = start.split(b"\n", 1)[0].decode(errors="replace").strip("\r")
    try:
        return tuple([name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])])
    except csv.Error:
        return ()


def find_day(file: Path, pattern: re.Pattern[str] = DAY_IN_NAME) -> str | None:
    """Return the day that a publisher wrote into the file's name.  ``pattern``: its groups are year, month and day.

    >>> find_day(Path("psc-snapshot-2024-11-22.txt")), find_day(Path("registers.json"))
    ('2024-11-22', None)
    """
    match = pattern.search(file.name)
    return parse_date("-".join(part for part in match.groups() if part)) if match else None
