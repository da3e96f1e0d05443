"""The beginning of a file: its text without a byte order mark, its header, the day in its name."""

from __future__ import annotations

import codecs
import csv
import re
from pathlib import Path
from typing import Final

from loaders.common.dates import parse_date

DAY_IN_NAME: Final = re.compile(r"(?<![0-9])(20\d\d)-?(\d\d)-?(\d\d)")


def strip_bom(head: bytes) -> bytes:
    """Return the text without a byte order mark and white space before it."""
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def is_json(start: bytes) -> bool:
    """Whether a text begins like an object or a list of JSON."""
    return start.startswith((b"{", b"["))


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
