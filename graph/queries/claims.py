"""How two statements about one holding stand to each other: rivals that cannot both be true, or versions of one record."""

from __future__ import annotations

from ontology.statements import InterestStatement


def is_rival(statement: InterestStatement, cited: InterestStatement) -> bool:
    """Whether two statements of one kind of interest cannot both be true: no share lies in both."""
    a, b = statement.share, cited.share
    if statement.interest is not cited.interest or a is None or b is None:
        return False
    least, most = max(a, b, key=lambda s: (s.min, s.min_open)), min(a, b, key=lambda s: (s.max, not s.max_open))
    return least.min > most.max or (least.min == most.max and (least.min_open or most.max_open))


def is_version(statement: InterestStatement, cited: InterestStatement) -> bool:
    """Whether a statement says of another day what a record said then; two interests of one statement are no versions of each other."""
    of_one_record = statement.record is not None and (statement.record, statement.source) == (cited.record, cited.source)
    return of_one_record and statement.stated_at != cited.stated_at
