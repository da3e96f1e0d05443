"""The interests as kernels read them: the family of each by its code, and which money interest of a holder counts.  Owns codes, no rule."""

from __future__ import annotations

from typing import Final

from graph.generation.interest_table import INTERESTS, STATUSES
from ontology.statements import Family, Interest, Status

MONEY, VOTING, CONTROL, ROLE, VETO, NONE = range(6)
_FAMILIES: Final = (Family.MONEY, Family.VOTES, Family.CONTROL, Family.ROLE, Family.VETO, Family.NONE)
FAMILY: Final = tuple(_FAMILIES.index(interest.family) for interest in INTERESTS)
"""Code of an interest -> its family, as one of the numbers above."""

SHAREHOLDING: Final = INTERESTS.index(Interest.SHAREHOLDING)

MONEY_ORDER: Final = (
    Interest.SHAREHOLDING,
    Interest.RIGHTS_TO_PROFIT,
    Interest.RIGHTS_TO_SURPLUS_ASSETS,
    Interest.PROFIT_FROM_ASSETS,
    Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT,
)
"""Several money interests of one holder describe one stake: the first of these that is stated counts."""

UNRANKED: Final = 100
MONEY_RANK: Final = tuple(MONEY_ORDER.index(interest) if interest in MONEY_ORDER else UNRANKED - 1 for interest in INTERESTS)
"""Code of an interest -> its place in that order."""

IS_PROFIT_RIGHT: Final = tuple(interest in (Interest.RIGHTS_TO_PROFIT, Interest.PROFIT_FROM_ASSETS) for interest in INTERESTS)
"""Code of an interest -> whether it is a right to profit or income: money, and no part of the capital."""

HAS_PARTS: Final = tuple(interest in (Interest.APPOINTMENT_OF_BOARD, Interest.NOMINATOR) for interest in INTERESTS)
"""Code of an interest -> whether a share that is stated of it is a part, of the board or of the shares, so that it gives control if it is
most of it."""

NOMINATOR: Final = INTERESTS.index(Interest.NOMINATOR)

IS_DEAL: Final = tuple(status in (Status.AGREED, Status.PLANNED) for status in STATUSES)
"""Code of a status -> whether it is of a deal: what its holder is to have, not what he has."""
