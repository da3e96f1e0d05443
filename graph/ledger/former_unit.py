"""Reads shares of releases that were written when a share unit was 10**-9 percent (layout 2).

Owns the one rule of that reading, for a record and in SQL: bounds are scaled, and what its source wrote as a fraction, which then stood
as the open unit that holds it, is the fraction again.  Nothing writes this layout.
"""

from __future__ import annotations

from typing import Final

import msgspec

from ontology.shares import NANOPERCENT, PARTS, WHOLE, Share
from ontology.statements import InterestStatement, Statement

LAYOUT: Final = 2

_LOW, _HIGH = f"share.min * {NANOPERCENT}", f"share.max * {NANOPERCENT}"
_PARTS: Final = f"[({_HIGH}) * n // {WHOLE} * ({WHOLE} // n) FOR n IN range(1, {PARTS + 1})]"
_PART: Final = f"list_max([if(unit > {_LOW} AND unit < {_HIGH}, unit, -1) FOR unit IN {_PARTS}])"

SHARE: Final = f"""
    CASE WHEN share IS NULL THEN NULL
    WHEN share.exact AND share.min < share.max AND contains(share.text, '/') AND {_PART} >= 0
    THEN struct_update(share, min := {_PART}, max := {_PART}, min_open := false, max_open := false)
    ELSE struct_update(share, min := {_LOW}, max := {_HIGH}, exact := share.exact AND share.min = share.max) END
"""
"""What ``convert_share`` says, of the column ``share``."""


def convert(statement: Statement) -> Statement:
    """The statement with its share in share units."""
    if isinstance(statement, InterestStatement) and statement.share is not None:
        return msgspec.structs.replace(statement, share=convert_share(statement.share))
    return statement


def convert_share(share: Share) -> Share:
    """The share in share units, from one in units of 10**-9 percent.

    >>> third = Share(min=33_333_333_333, max=33_333_333_334, min_open=True, max_open=True, exact=True, text="1/3")
    >>> convert_share(third).fraction, convert_share(Share(min=25 * 10**9, max=50 * 10**9)).interval()
    ('1/3', '[25..50]')
    """
    low, high = share.min * NANOPERCENT, share.max * NANOPERCENT
    if share.exact and low < high and share.text and "/" in share.text:
        for n in range(1, PARTS + 1):
            part = high * n // WHOLE * (WHOLE // n)
            if low < part < high:
                return Share(min=part, max=part, exact=True, text=share.text)
    return msgspec.structs.replace(share, min=low, max=high, exact=share.exact and low == high)
