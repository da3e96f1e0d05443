"""Kinds of interests in words: the one table that sentences, pages, charts and the command name them by.

Words only.  What a kind of interest is worth is its family, in ontology/statements.py.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ontology.statements import Interest


class InterestWords(NamedTuple):
    """``name``: what lists and tables call it.  ``means``: by what somebody controls who has it; empty where it gives no control."""

    name: str
    means: str = ""


_WORDS: Final = {
    Interest.SHAREHOLDING: InterestWords("shares"),
    Interest.VOTING_RIGHTS: InterestWords("votes"),
    Interest.APPOINTMENT_OF_BOARD: InterestWords("right to appoint the board", "by the right to appoint the board"),
    Interest.OTHER_INFLUENCE_OR_CONTROL: InterestWords(
        "other influence or control", "by influence or control that is stated without a number"
    ),
    Interest.CONTROL_VIA_RULES_OR_ARTICLES: InterestWords(
        "control by rules or articles of association", "by rules or articles of association"
    ),
    Interest.CONTROL_BY_LEGAL_FRAMEWORK: InterestWords("control by law", "by law"),
    Interest.TRUSTEE: InterestWords("trustee", "as trustee"),
    Interest.PROTECTOR: InterestWords("protector", "as protector"),
    Interest.NOMINATOR: InterestWords("nominator", "as nominator"),
    Interest.SETTLOR: InterestWords("settlor", "as settlor"),
    Interest.SENIOR_MANAGING_OFFICIAL: InterestWords("senior managing official", "as senior managing official"),
    Interest.NOMINEE: InterestWords("nominee"),
    Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT: InterestWords("beneficiary of the arrangement"),
    Interest.RIGHTS_TO_SURPLUS_ASSETS: InterestWords("right to what is left on dissolution"),
    Interest.RIGHTS_TO_PROFIT: InterestWords("right to profit or income"),
    Interest.PROFIT_FROM_ASSETS: InterestWords("right to profit or income from its assets"),
    Interest.ENJOYMENT_AND_USE_OF_ASSETS: InterestWords("enjoyment and use of its assets"),
    Interest.RIGHTS_BY_CONTRACT: InterestWords("rights by contract"),
    Interest.CONDITIONAL_RIGHTS_BY_CONTRACT: InterestWords("conditional rights by contract"),
    Interest.BOARD_MEMBER: InterestWords("member of the board"),
    Interest.BOARD_CHAIR: InterestWords("chair of the board"),
    Interest.VETO: InterestWords("veto"),
    Interest.UNKNOWN: InterestWords("interest of a kind that is not stated"),
    Interest.UNPUBLISHED: InterestWords("interest that is not published"),
}


def name_interest(code: str) -> str:
    """Name a kind of interest, from its code.

    >>> name_interest("otherInfluenceOrControl")
    'other influence or control'
    """
    return _WORDS[Interest(code)].name


def describe_means(code: str) -> str:
    """Say by what somebody controls who has such an interest; empty where it gives no control.

    >>> describe_means("trustee"), describe_means("shareholding")
    ('as trustee', '')
    """
    return _WORDS[Interest(code)].means
