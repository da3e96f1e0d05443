"""How two statements about one holding stand to each other: rivals that cannot both be true, versions of one record, or the word
of several sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.generation.generation import Generation
from ontology.statements import InterestStatement, Status

_DEALS: Final = (Status.AGREED, Status.PLANNED)
_NOT_ASSERTED: Final = (*_DEALS, Status.ALLEGED, Status.DENIED)
"""Of what a source does not say of itself to be, or to have been, in effect."""


def is_rival(statement: InterestStatement, cited: InterestStatement) -> bool:
    """Whether two statements of one kind of interest cannot both be true: no share lies in both, and neither is of a deal for the other."""
    a, b = statement.share, cited.share
    if statement.interest is not cited.interest or a is None or b is None or (statement.status in _DEALS) != (cited.status in _DEALS):
        return False
    least, most = max(a, b, key=lambda s: (s.min, s.min_open)), min(a, b, key=lambda s: (s.max, not s.max_open))
    return least.min > most.max or (least.min == most.max and (least.min_open or most.max_open))


def has_ended_beside(statement: InterestStatement, cited: InterestStatement) -> bool:
    """Whether a statement says of what another has in effect that it had ended, on a day that is not told."""
    is_ended = statement.status is Status.FORMER and statement.valid_until is None
    return is_ended and statement.interest is cited.interest and cited.status is Status.IN_EFFECT


def is_other_size(statement: InterestStatement, cited: InterestStatement) -> bool:
    """Whether a statement of the same kind of interest gives another size than the cited one in effect, or is alleged or of a deal.

    Beside a cited one that is alleged or of a deal itself, one that is not the same of both.
    """
    a, b = statement.share, cited.share
    if statement.interest is not cited.interest:
        return False
    if cited.status is not Status.IN_EFFECT:
        return {statement.status, cited.status} <= {*_DEALS, Status.ALLEGED} and statement.status is not cited.status
    is_size = statement.status is Status.IN_EFFECT and a is not None and b is not None and (a.min, a.max) != (b.min, b.max)
    return is_size or statement.status in (*_DEALS, Status.ALLEGED)


def is_of_record(generation: Generation, statement: InterestStatement, other: InterestStatement) -> bool:
    """Whether two statements are of one record of a file's source, whichever of the sources within the file states each."""
    find_feed = generation.find_feed
    return statement.record == other.record and find_feed(statement.source) == find_feed(other.source)


def is_version(generation: Generation, statement: InterestStatement, cited: InterestStatement) -> bool:
    """Whether a statement says of another day what a record said then; two interests of one statement are no versions of each other."""
    is_of_one = statement.record is not None and is_of_record(generation, statement, cited)
    return is_of_one and statement.stated_at != cited.stated_at


def list_agreeing_sources(cited: InterestStatement, others: Iterable[InterestStatement], *, of_nominees: bool = False) -> tuple[str, ...]:
    """List the other sources that state the same kind of interest, as surely, and a size where the cited statement has one.

    ``of_nominees``: the cited statement is of a nominator, and the others are also of what his nominees hold, which makes the size.
    """
    is_asserted = cited.status not in _NOT_ASSERTED
    alike = [s for s in others if s.status is cited.status or (is_asserted and s.status not in _NOT_ASSERTED)]
    same = [s for s in alike if s.interest is cited.interest and (s.share is not None or cited.share is None)]
    agreeing = [*same, *(s for s in alike if of_nominees and s.interest is not cited.interest)]
    return tuple(sorted({s.source for s in agreeing} - {cited.source}))
