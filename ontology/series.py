"""Says which version of a record stands: the order of the statements that a source makes about one record.

Statements of a file's source that share its record id are a series, whichever of the sources that the file names within itself each is
of: a record that moves from one data set to another is the same record.  Their order is one key: the day on which a version was stated,
then what the source tells of the order within the day.  A later version replaces an earlier one.  Deltas are a sequence: the file in the
order of loading, then the line.  The lines of any other file are in no order; there a version that is new comes before one that updates it
and a closing after both, and several updates stand beside each other, since nobody knows which is the newer.  A statement that names no
line has no place within its day: it stands beside the last version of the day.

Owns the key and the comparison, for numbers and for arrays of them; graph/generation/series.py applies it to many series at once,
graph/generation/sql.py says the same in SQL, and graph/network/temporal.py keeps the newest day that is known.
tests/graph/generation/test_series.py holds them to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

from ontology.dates import last_day
from ontology.statements import Change, EntityStatement, IdentityStatement, InterestStatement

_Statement = TypeVar("_Statement", bound=EntityStatement | InterestStatement | IdentityStatement)

LINE_BITS: Final = 29
FILE_BITS: Final = 12
PLACE_BITS: Final = LINE_BITS + FILE_BITS
"""A rank is a day of 22 bits, a file and a line, in 63 bits: more files than 4,095, or lines than 536 million, count as the last of
them."""

_CHANGES: Final = tuple(Change)
"""In the order in which they come: new, updated, closed."""

MAX_LINE: Final = (1 << LINE_BITS) - 1
MAX_FILE: Final = (1 << FILE_BITS) - 1


def name_series(feed: str, record: str) -> str:
    """Name a series: no two records of any source have one name.  ``feed``: the source of the file (``Source.feed``)."""
    return f"{feed}\n{record}"


def find_stated_day(stated_at: str | None) -> int:
    """Return the number of the last day on which a version can have been stated, until which it may be unknown; 0 where nothing says when.

    >>> find_stated_day("0001"), find_stated_day("0001-01-01"), find_stated_day(None)
    (365, 1, 0)
    """
    return last_day(stated_at).toordinal() if stated_at else 0


def rank_version(statement: EntityStatement | InterestStatement | IdentityStatement, file: int | None) -> int:
    """Return the place of a statement in its series.

    ``file``: its number, from 0, as ``number_files`` gives it; None of a source whose lines are in no order.
    """
    line = statement.place.line if statement.place else None
    if line is None:
        place = 0
    elif file is None:
        place = 1 if isinstance(statement, IdentityStatement) else _CHANGES.index(statement.change) + 1
    else:
        place = min(file + 1, MAX_FILE) << LINE_BITS | min(line, MAX_LINE)
    return find_stated_day(statement.stated_at) << PLACE_BITS | place


def is_replaced(rank: Any, latest: Any) -> Any:
    """Whether a version is replaced by the latest of its series.  Takes ranks, or arrays of them.

    >>> day, other_day = 7 << PLACE_BITS, 8 << PLACE_BITS
    >>> is_replaced(day | 1, day | 2), is_replaced(day | 2, other_day), is_replaced(day, day | 2), is_replaced(day | 2, day | 2)
    (True, True, False, False)
    """
    return (rank >> PLACE_BITS < latest >> PLACE_BITS) | (has_place(rank) & (rank < latest))


def has_place(rank: Any) -> Any:
    """Whether a version has a place within its day.  Takes a rank, or an array of them."""
    return (rank & ((1 << PLACE_BITS) - 1)) > 0


def number_files(releases: Iterable[Iterable[_Statement]], is_sequence: Callable[[str], bool]) -> Iterator[tuple[int | None, _Statement]]:
    """Yield the statements of releases, each with the number of its file: from 0, one more with each release and with each other file.

    A release is of one file, or of several one after the other; which of the sources that a file names a statement is of plays no part.
    A statement without a place is in no file; its number says nothing.  ``is_sequence``: whether the lines of a source (its IRI) are in
    an order; the number of a statement of one whose lines are not is None.
    """
    number = 0
    for release in releases:
        last_file: str | None = None
        is_first = True
        for statement in release:
            if statement.place is not None and (is_first or statement.place.file != last_file):
                last_file, is_first = statement.place.file, False
                number += 1
            yield max(number - 1, 0) if is_sequence(statement.source) else None, statement
