"""Kinds of interests in words: the one table that sentences, pages, charts and the command name them by, and what their holders do.

Words only.  What a kind of interest is worth is its family, in ontology/statements.py.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ontology.statements import Family, Interest


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
_VERBS: Final = {
    "agreed": "has agreed to take",
    "planned": "plans to take",
    "former": "held",
    "unbegun": "was to hold",
    "hearsay": "is alleged to hold",
}
"""What a holder does whose holding is not in effect, by its status; ``unbegun``: it was over before the day on which it was to begin;
``hearsay``: it is alleged, and nothing around the words says so."""
_CONTROLS: Final = {
    "agreed": "has agreed to take control of",
    "planned": "plans to take control of",
    "former": "controlled",
    "unbegun": "was to control",
    "hearsay": "is alleged to control",
}
_HAVING: Final = {
    "agreed": "has agreed to take",
    "planned": "plans to take",
    "former": "had",
    "unbegun": "was to have",
    "hearsay": "is alleged to have",
}
_KEEPING: Final = {**_HAVING, "agreed": "has agreed to have", "planned": "plans to have"}
_ROLES: Final = {
    "agreed": "has agreed to be",
    "planned": "is to be",
    "former": "was",
    "unbegun": "was to be",
    "hearsay": "is alleged to be",
}
"""The same of control that has no number, of a veto or another right, of a nominee, and of a role."""
_PROCEEDS: Final = {
    Interest.RIGHTS_TO_PROFIT: "the profit or income of",
    Interest.PROFIT_FROM_ASSETS: "the profit or income from the assets of",
    Interest.RIGHTS_TO_SURPLUS_ASSETS: "what is left on the dissolution of",
}
"""To what somebody has a right who owns no share by it."""
_RIGHTS: Final = {
    Interest.APPOINTMENT_OF_BOARD: "the right to appoint the board of",
    Interest.CONTROL_VIA_RULES_OR_ARTICLES: "control by rules or articles of association over",
    Interest.CONTROL_BY_LEGAL_FRAMEWORK: "control by law over",
    Interest.VETO: "a veto in",
    Interest.ENJOYMENT_AND_USE_OF_ASSETS: "the enjoyment and use of the assets of",
    Interest.RIGHTS_BY_CONTRACT: "rights by contract in",
    Interest.CONDITIONAL_RIGHTS_BY_CONTRACT: "conditional rights by contract in",
    Interest.UNKNOWN: "an interest of a kind that is not stated in",
    Interest.UNPUBLISHED: "an interest that is not published in",
}
"""What somebody has whose right has a name and no number: whoever denies it, or says that it is over, says that of this right alone."""
_OFFICES: Final = (Interest.TRUSTEE, Interest.PROTECTOR, Interest.BOARD_MEMBER, Interest.BOARD_CHAIR)
"""What somebody is beside the roles."""


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


def describe_interest(interest: Interest, size: str, status: str) -> str:
    """Say what a holder does, ending before the subject, from the interest, the size in words (empty = not stated) and the status.

    >>> describe_interest(Interest.VOTING_RIGHTS, "10 %", "in-effect"), describe_interest(Interest.TRUSTEE, "", "agreed")
    ('holds 10 % of the votes in', 'has agreed to be a trustee of')
    >>> describe_interest(Interest.RIGHTS_TO_PROFIT, "30 %", "denied"), describe_interest(Interest.NOMINEE, "", "denied")
    ('has a right to 30 % of the profit or income of', 'holds, as nominee for others, shares in')
    >>> describe_interest(Interest.APPOINTMENT_OF_BOARD, "", "former"), describe_interest(Interest.SHAREHOLDING, "80 %", "unbegun")
    ('had the right to appoint the board of', 'was to hold 80 % of')
    """
    family = interest.family
    if interest in _PROCEEDS:
        return f"{_HAVING.get(status, 'has')} a right to {f'{size} of ' if size else ''}{_PROCEEDS[interest]}"
    if interest is Interest.APPOINTMENT_OF_BOARD and size:
        return f"{_HAVING.get(status, 'has')} the right to appoint {size} of the board of"
    if interest in _RIGHTS:
        return f"{_HAVING.get(status, 'has')} {_RIGHTS[interest]}"
    if interest is Interest.BENEFICIARY_OF_LEGAL_ARRANGEMENT:
        return f"{_ROLES.get(status, 'is')} a beneficiary{f', with {size},' if size else ''} of"
    if interest is Interest.NOMINEE:
        return f"{_VERBS.get(status, 'holds')}, as nominee for others, {f'{size} of' if size else 'shares in'}"
    if interest is Interest.NOMINATOR:
        return f"{_KEEPING.get(status, 'has')} a nominee who holds {f'{size} of' if size else 'shares in'}"
    if family is Family.MONEY:
        unsized = "a share in" if status == "denied" else "a share of unknown size in"
        return f"{_VERBS.get(status, 'owns')} {f'{size} of' if size else unsized}"
    if family is Family.VOTES:
        return f"{_VERBS.get(status, 'holds')} {f'{size} of the votes in' if size else 'votes in'}"
    if family is Family.ROLE or interest in _OFFICES:
        article = "" if interest is Interest.BOARD_CHAIR else "a "
        return f"{_ROLES.get(status, 'is')} {article}{name_interest(interest)} of"
    return _CONTROLS.get(status, "controls")
