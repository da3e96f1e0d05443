"""Kinds, percentages, shares, links and names in words: the phrases of which sentences, pages and charts are made.

The sentence of a verdict is in wording.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.answers.common import LinkAnswer, PartyRef, Range, Size, VotesRange
from graph.answers.controllers import ControllerAnswer
from graph.generation.party import is_name_from_identifier
from graph.queries.interest_words import describe_interest, name_interest
from ontology.dates import first_day, last_day
from ontology.statements import Family, Interest, Kind

NAMES: Final = 3
"""Names of a list that a sentence spells out."""

_INNER_QUOTES: Final = str.maketrans({"“": "‘", "”": "’", '"': "’"})
"""Quotation marks within a title, as they are written within a quotation."""
_RELATIONSHIP: Final = "Relationship Type: "
"""What one publisher of BODS writes before the codes of a register."""
_FROM_ABOVE: Final = {
    "IS_DIRECTLY_CONSOLIDATED_BY": "consolidates it directly",
    "IS_ULTIMATELY_CONSOLIDATED_BY": "consolidates it ultimately",
    "IS_INTERNATIONAL_BRANCH_OF": "is its head office",
    "IS_FUND-MANAGED_BY": "manages the fund",
    "IS_SUBFUND_OF": "is its umbrella fund",
}
"""Codes that say what the subject is to the holder, as a line that begins at the holder has to say it."""
_CODE: Final = r"(?:[a-z]+(?:-[a-z]+){2,}|[a-z]{2,}(?:[A-Z][a-z]+)+)"
"""A code of a register, with hyphens or with capitals within."""
_CAPITALS: Final = r"[A-Z]+(?:_[A-Z0-9]+)+"
_SPOKEN: Final = re.compile(rf"\b(?:{_CAPITALS}|{_CODE})\b")
_EXPLAINED: Final = re.compile(rf"^{_CODE}: |\b{_CAPITALS} \(([^()]*)\)")

KINDS: Final = {
    Kind.COMPANY: "Company",
    Kind.LEGAL_ENTITY: "Legal entity",
    Kind.STATE: "State",
    Kind.STATE_BODY: "State body",
    Kind.ARRANGEMENT: "Trust or arrangement",
    Kind.PERSON: "Person",
    Kind.ANONYMOUS_PERSON: "Person, not named",
    Kind.UNKNOWN_PERSON: "Unknown person",
    Kind.ANONYMOUS_ENTITY: "Entity, not named",
    Kind.UNKNOWN: "Kind not stated",
}


def describe_kind(kind: str) -> str:
    """The kind of a party in words, from its code.

    >>> describe_kind("state-body")
    'State body'
    """
    return KINDS[Kind(kind)]


def join(parts: Sequence[str], word: str = "and") -> str:
    """Write parts as a list in a sentence.

    >>> join(["A", "B", "C"]), join(["A", "B"], "or")
    ('A, B and C', 'A or B')
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def shorten(parts: Sequence[str], most: int, rest: str) -> list[str]:
    """Keep the first ``most`` parts and count the others; one other is written out, since its count is no shorter.

    >>> shorten(["A", "B", "C"], 2, "more"), shorten(["A", "B", "C", "D"], 2, "more")
    (['A', 'B', 'C'], ['A', 'B', '2 more'])
    """
    others = len(parts) - most
    return list(parts) if others <= 1 else [*parts[:most], f"{others} {rest}"]


def speak_codes(text: str) -> str:
    """Write the codes within a source's words as they are read aloud; one that is explained behind it is left out.

    >>> speak_codes("NO_LEI"), speak_codes("NO_LEI (it has none)"), speak_codes("steps-to-find-psc: it has not finished")
    ('no lei', 'it has none', 'it has not finished')
    """
    text = _EXPLAINED.sub(lambda code: code[1] or "", text)
    return _SPOKEN.sub(lambda code: re.sub(r"[_-]|(?<=[a-z])(?=[A-Z])", " ", code[0]).lower(), text)


def name_role(interest: Interest, details: str | None) -> str:
    """Control without a number in the source's own words, else in the interest's.

    A list of all natures of a record stands beside each of its interests and says nothing of this one; nor does the accounting standard
    behind a code.

    >>> name_role(Interest.APPOINTMENT_OF_BOARD, "Relationship Type: ['voting-rights-75-to-100-percent', 'right-to-appoint-directors']")
    'right to appoint the board'
    >>> name_role(Interest.OTHER_INFLUENCE_OR_CONTROL, "Relationship Type: IS_DIRECTLY_CONSOLIDATED_BY")
    'consolidates it directly'
    >>> name_role(Interest.OTHER_INFLUENCE_OR_CONTROL, "IS_ULTIMATELY_CONSOLIDATED_BY; accounting standard US_GAAP")
    'consolidates it ultimately'
    """
    words = (details or "").removeprefix(_RELATIONSHIP)
    code = words.partition("; ")[0]
    if code in _FROM_ABOVE:
        return _FROM_ABOVE[code]
    return speak_codes(words) if words and not words.startswith("[") else name_interest(interest)


def quote_title(title: str) -> str:
    """The title of a source set apart in a sentence, whatever stands in it.

    >>> quote_title("Sold: a “quiet” deal")
    '“Sold: a ‘quiet’ deal”'
    """
    return f"“{title.translate(_INNER_QUOTES)}”"


def name_author(title: str, author: str | None, publisher: str | None) -> str:
    """Who stands behind a source, where its title does not say so already.

    >>> name_author("Sold", "Ann Lee", "The Post"), name_author("A register, published by Open Data (a.json)", None, "Open Data")
    ('Ann Lee', '')
    """
    name = author or publisher or ""
    return "" if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) else name


def quote_titles(titles: Sequence[str]) -> str:
    """Several titles as a list in a sentence, each once, of many the first three and how many others."""
    return shorten_names([quote_title(title) for title in dict.fromkeys(titles)])


def shorten_names(names: Sequence[str]) -> str:
    """Write names as a list in a sentence, of many the first three and how many others."""
    return join(shorten(names, NAMES, "others"))


def shorten_percent(value: float | int) -> str:
    """A percentage with two decimals at most, but never rounded onto the majority line or to nothing.

    >>> shorten_percent(51), shorten_percent(33.333333333), shorten_percent(50.000000001), shorten_percent(0.0001)
    ('51', '33.33', '50.000000001', '0.0001')
    """
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    is_changed = float(short) != value and float(short) in (0.0, 50.0, 100.0)
    return f"{value:.9f}".rstrip("0").rstrip(".") if is_changed else short


def describe_range(size: Range) -> str:
    """A range of percentages in words: one number where its ends agree; ends that are left out are told.

    >>> describe_range(Range(min=51, max=51)), describe_range(Range(min=25, max=50)), describe_range(Range(min=50, max=75, min_open=True))
    ('51 %', '25 to 50 %', 'more than 50 up to 75 %')
    >>> describe_range(Range(min=50, max=75, max_open=True)), describe_range(Range(min=50, max=100, min_open=True))
    ('50 to less than 75 %', 'more than 50 %')
    """
    low, high = shorten_percent(size.min), shorten_percent(size.max)
    if low == high:
        return f"{low} %"
    if size.max == 100 and size.min_open and not size.max_open:
        return f"more than {low} %"
    upper = f"to less than {high} %" if size.max_open else f"{'up to' if size.min_open else 'to'} {high} %"
    return f"{'more than ' if size.min_open else ''}{low} {upper}"


def describe_votes(votes: VotesRange, how: str = "", *, has_size: bool = False) -> str:
    """Votes in words, and how many can be exercised where the company holds some itself.  ``how``: through whom, or that each has them;
    ``has_size``: a number is stated of what they are of, however much of it counts.

    >>> describe_votes(VotesRange(min=45, max=45, assumed=True), " through Hold")
    '45 % of the votes through Hold'
    >>> describe_votes(VotesRange(min=45, max=45, assumed=True, exercisable=Range(min=88, max=88)), " each")
    '45 % of all votes each, while 88 % of all votes can be exercised'
    """
    if (votes.min, votes.max) == (0, 100) and not has_size:
        return f"votes of a number that is not stated{how}"
    if not votes.exercisable:
        return f"{describe_range(votes)} of the votes{how}"
    return f"{describe_range(votes)} of all votes{how}, while {describe_range(votes.exercisable)} of all votes can be exercised"


def describe_votes_of(controller: ControllerAnswer, subject: PartyRef, how: str = "") -> str:
    """The votes of a controller in a company in words.  ``how``: as of ``describe_votes``."""
    has_size = any(link.share.min is not None for link in controller.chain if link.subject.id == subject.id)
    return describe_votes(controller.votes, how, has_size=has_size)


def is_majority(size: Range | Size) -> bool:
    """Whether a share is more than half, wherever within its bounds it lies."""
    return size.min is not None and (size.min > 50 or (size.min == 50 and size.min_open is True))


def describe_excess(what: str) -> str:
    """What is said of shares that pass the whole, and that they do, where the figure itself does not say it.

    >>> describe_excess("the stated shares of A add to 120 %"), describe_excess("the stated shares of A add to more than 100 %")
    ('the stated shares of A add to 120 %, more than the whole', 'the stated shares of A add to more than 100 %')
    """
    return what if what.endswith(" more than 100 %") else f"{what}, more than the whole"


def describe_size(share: Size) -> str:
    """A stated share in words; empty where none is stated."""
    if share.fraction or share.min is None or share.max is None:
        return share.fraction or ""
    return describe_range(Range(min=share.min, max=share.max, min_open=share.min_open, max_open=share.max_open))


def format_span(low: float | int, high: float | int, *, min_open: bool = False, max_open: bool = False) -> str:
    """A range of percentages; one where its ends agree.  A bound that is left out is marked.

    >>> format_span(51, 51), format_span(25, 50), format_span(33.333333333, 33.333333334)
    ('51 %', '25–50 %', '33.33 %')
    >>> format_span(50, 75, min_open=True), format_span(50, 75, max_open=True)
    ('>50–75 %', '50–<75 %')
    """
    least, most = shorten_percent(low), shorten_percent(high)
    return f"{least} %" if least == most else f"{'>' if min_open else ''}{least}–{'<' if max_open else ''}{most} %"


def format_range(size: Range) -> str:
    """A range of an answer as ``format_span`` writes it."""
    return format_span(size.min, size.max, min_open=bool(size.min_open), max_open=bool(size.max_open))


def format_share(link: LinkAnswer) -> str:
    """The share of a link as a line of the chart gives it, ``51 %`` or ``1/3``; empty where its statement gives none."""
    share = link.share
    if share.fraction:
        return share.fraction
    if share.exact is not None:
        return f"{shorten_percent(share.exact)} %"
    if share.min is None or share.max is None:
        return ""
    return format_span(share.min, share.max, min_open=bool(share.min_open), max_open=bool(share.max_open))


def describe_link(link: LinkAnswer, *, alone: bool = False) -> str:
    """What the holder does, as the statement says it, ending before the subject.

    ``alone``: nothing around these words says that the claim is no more than an allegation, so they do.

    >>> from graph.answers.common import PartyRef, Size
    >>> a = PartyRef(id="a", name="A", kind="company")
    >>> describe_link(LinkAnswer(statement="s", holder=a, subject=a, interest="shareholding", share=Size(min=51, max=51, exact=51),
    ...                          status="agreed", valid_from=None, valid_until=None, stated_at=None, evidence=()))
    'has agreed to take 51 % of'
    """
    is_hearsay = alone and link.status == "alleged"
    if link.through:
        size, unsized = describe_size(link.share), "shares in" if len(link.through) > 1 else "a share of unknown size in"
        return f"{'is alleged to have' if is_hearsay else 'has'}, through {name_nominees(link)}, {f'{size} of' if size else unsized}"
    return describe_interest(Interest(link.interest), describe_size(link.share), "hearsay" if is_hearsay else link.status)


def name_nominees(link: LinkAnswer) -> str:
    """Name the nominees through whom the holder of a link has its share."""
    names = [party.name for party in link.through or ()]
    return f"the nominee{'s' if len(names) > 1 else ''} {shorten_names(names)}"


def describe_nominee(name: str, size: Range | None, company: str | None = None) -> str:
    """What a nominee holds where no source says for whom.  ``company``: of what, where the sentence does not say so.

    >>> describe_nominee("Gale Nominees", Range(min=100, max=100))
    '100 % are held by Gale Nominees as nominee, for parties that are not named'
    """
    amount = "shares" if size is None or size.max == 100 > size.min == 0 else describe_range(size)
    are = "may be" if size is not None and size.min == 0 and not size.min_open else "are"
    of = f" of {company}" if company else ""
    return f"{amount}{of} {are} held by {name} as nominee, for parties that are not named"


def describe_claim(link: LinkAnswer, *, alone: bool = False) -> str:
    """What a statement says, as a clause of a sentence.  ``alone``: as for ``describe_link``.

    >>> from graph.answers.common import PartyRef, Size
    >>> ann, y = PartyRef(id="a", name="Ann", kind="person"), PartyRef(id="y", name="Y Ltd", kind="company")
    >>> describe_claim(LinkAnswer(statement="s", holder=ann, subject=y, interest="votingRights", share=Size(min=51, max=51, exact=51),
    ...                           status="planned", valid_from=None, valid_until=None, stated_at=None, evidence=()))
    'Ann plans to take 51 % of the votes in Y Ltd'
    """
    if link.through and Interest(link.interest) is Interest.NOMINATOR:
        size, hold = describe_size(link.share), "hold" if len(link.through) > 1 else "holds"
        role = "is alleged to be" if alone and link.status == "alleged" else "is"
        who = f"{link.holder.name} {role} a nominator of {link.subject.name}"
        return f"{who}, in which {name_nominees(link)} {hold} {size or 'shares'}"
    return f"{link.holder.name} {describe_hold(link, link.subject.name, alone=alone)}"


def describe_hold(link: LinkAnswer, subject: str, *, alone: bool = False) -> str:
    """What the holder of a link has in its company, which is called ``subject``, and that it is through others where it is.

    ``alone``: as for ``describe_link``.

    >>> from graph.answers.common import PartyRef, Size
    >>> a = PartyRef(id="a", name="A", kind="company")
    >>> describe_hold(LinkAnswer(statement="s", holder=a, subject=a, interest="shareholding", share=Size(min=51, max=51, exact=51),
    ...                          status="alleged", valid_from=None, valid_until=None, stated_at=None, evidence=()), "B", alone=True)
    'is alleged to hold 51 % of B'
    """
    return f"{describe_link(link, alone=alone)} {subject}{' through others' if is_through_others(link) else ''}"


def is_through_others(link: LinkAnswer) -> bool:
    """Whether a link is a share that its source gives to the holder through others, whom it does not name there."""
    return link.indirect is True and not link.through and Interest(link.interest).family in (Family.MONEY, Family.VOTES)


def describe_treasury(link: LinkAnswer, *, is_left: bool = False) -> str:
    """What a company holds of itself and cannot vote with, as a clause.  ``is_left``: its votes are not stated, and those of others are.

    >>> from graph.answers.common import PartyRef, Size
    >>> y = PartyRef(id="y", name="Y Ltd", kind="company")
    >>> describe_treasury(LinkAnswer(statement="s", holder=y, subject=y, interest="shareholding", share=Size(min=5, max=12, exact=None),
    ...                              status="alleged", valid_from=None, valid_until=None, stated_at=None, evidence=()))
    'that Y Ltd holds 5 to 12 % of its shares itself, whose votes cannot be exercised, is alleged, not established'
    """
    size, is_of_votes = describe_size(link.share), Interest(link.interest).family is Family.VOTES
    held = f"{size} of its {'votes' if is_of_votes else 'shares'}" if size else f"{'votes' if is_of_votes else 'shares'} of its own"
    text = f"{link.subject.name} holds {held} itself, {'which' if is_of_votes else 'whose votes'} cannot be exercised"
    if link.status == "alleged":
        return f"that {text}, is alleged, not established"
    if link.status in ("agreed", "planned"):
        return f"that {text}, is {link.status}, not said to be done"
    if not size or (is_left and not is_of_votes):
        return f"{text}, and how many votes these are is not told"
    return text if link.share.min == link.share.max else f"{text}, and no more is told"


def describe_past_claim(link: LinkAnswer) -> str:
    """The same of what holds no more."""
    return f"{link.holder.name} {describe_interest(Interest(link.interest), describe_size(link.share), 'former')} {link.subject.name}"


def describe_closing(link: LinkAnswer, since: str = "") -> str:
    """The same of what a source closed without the day of its end.  ``since``: the clause of its beginning, where that is to be told.

    What was closed before it was to begin was never held.

    >>> from graph.answers.common import PartyRef, Size
    >>> ann, y = PartyRef(id="a", name="Ann", kind="person"), PartyRef(id="y", name="Y Ltd", kind="company")
    >>> describe_closing(LinkAnswer(statement="s", holder=ann, subject=y, interest="shareholding", share=Size(min=80, max=80, exact=80),
    ...                             status="in-effect", valid_from="2019-06", valid_until=None, stated_at=None, evidence=(),
    ...                             closed_at="2019-03-01"))
    'Ann was to hold 80 % of Y Ltd from 2019-06, and the record of it was closed on 2019-03-01'
    """
    if link.valid_from and link.closed_at and first_day(link.valid_from) >= last_day(link.closed_at):
        does = describe_interest(Interest(link.interest), describe_size(link.share), "unbegun")
        return f"{link.holder.name} {does} {link.subject.name} from {link.valid_from}, and the record of it was closed on {link.closed_at}"
    return f"{describe_past_claim(link)}{since} until an unknown day, {link.closed_at} at the latest, when the record of it was closed"


def capitalise(text: str) -> str:
    """Write the beginning of a sentence; what begins with an identifier in the place of a name, or with a word like eBay, stays as it is.

    >>> capitalise("nobody is shown"), capitalise("eBay Inc. controls Y Ltd"), capitalise("lei:X controls Y Ltd")
    ('Nobody is shown', 'eBay Inc. controls Y Ltd', 'lei:X controls Y Ltd')
    """
    is_mixed = any(letter.isupper() for letter in text.partition(" ")[0][1:])
    return text if is_mixed or is_name_from_identifier(text) else text[:1].upper() + text[1:]
