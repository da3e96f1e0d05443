"""How the claim behind a line stands, in words: in effect, agreed, alleged, disputed, denied, or impossible beside the others.

Chart, table and evidence panel take it from here, so that none of them says "owns" of a deal that is only agreed.  Words only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from graph.answers.common import LinkAnswer, RivalAnswer
from graph.queries.phrases import describe_size, join, quote_title, shorten
from graph.queries.rivals import describe_rival
from ontology.dates import last_day

Standing = Literal["stated", "agreed", "planned", "alleged", "former", "possible", "unclear", "disputed", "denied", "impossible", "same"]
"""``possible``: in effect by its source, but not surely on the day; ``unclear``: records of one source contradict each other;
``disputed``: those of several do; ``impossible``: with the other shares of its company it passes the whole; ``same``: no
holding, but a candidate for being one party."""

_LEADS: Final[dict[Standing, str]] = {
    "agreed": "Agreed:",
    "planned": "Planned:",
    "alleged": "Alleged:",
    "former": "Former:",
    "possible": "Possible:",
    "unclear": "Unclear:",
    "disputed": "Disputed:",
    "denied": "Denied:",
    "impossible": "Stated:",
    "same": "If the same:",
}
_BADGES: Final[dict[Standing, str]] = {
    "stated": "Stated",
    "agreed": "Agreed; completion not stated",
    "planned": "Planned; not said to be done",
    "alleged": "Alleged; not established",
    "former": "Former",
    "possible": "Possible on this day; not certain",
    "unclear": "Unclear within its source",
    "disputed": "Disputed",
    "denied": "Denied",
    "impossible": "Stated; the sum is impossible",
    "same": "Candidate; no source says it",
}
_NEVER_SURE: Final = ("agreed", "planned", "alleged", "former")
_STATUSES: Final[dict[str, str]] = {
    "agreed": "Agreement signed; completion not stated",
    "planned": "Not said to be done",
    "alleged": "Not established",
}
_NOUNS: Final = {"Owns": "shares", "Votes": "votes", "Can block": "veto"}
_SIDES: Final = 3
"""Sides of a dispute that are named on a line."""


def find_standing(status: str, rivals: Sequence[RivalAnswer], source: str | None, *, passes_whole: bool, is_sure: bool = True) -> Standing:
    """Find how a claim stands.

    ``rivals`` cannot be true together with it; ``passes_whole``: it is one of shares above 100 %; ``is_sure``: it surely holds on the day.
    """
    if status == "denied":
        return "denied"
    if rivals:
        return "disputed" if any(rival.source != source for rival in rivals) else "unclear"
    if status in _NEVER_SURE:
        return status  # type: ignore[return-value]
    if not is_sure:
        return "possible"
    return "impossible" if passes_whole else "stated"


def describe_on_line(standing: Standing, verb: str, size: str, right: str = "control") -> tuple[str, str]:
    """The first word on a line and what follows it.  ``right``: what a holder has by whom the subject is controlled.

    >>> describe_on_line("stated", "Owns", "51 %"), describe_on_line("agreed", "Owns", "51 %")
    (('Owns', '51 %'), ('Agreed:', '51 %'))
    >>> describe_on_line("denied", "Controls", "", "right to appoint the board")
    ('Denied:', 'right to appoint the board')
    >>> describe_on_line("planned", "Votes", "30 %")
    ('Planned:', '30 % of the votes')
    """
    if standing in ("stated", "same"):
        return verb, size
    return _LEADS[standing], _describe_held(verb, size, right)


def describe_unnamed(standing: Standing, verb: str, size: str, right: str = "control") -> str:
    """What somebody holds whom no source names, as a clause of its own.  ``right``: as on a line.

    >>> describe_unnamed("stated", "Owns", "49 %"), describe_unnamed("alleged", "Votes", "30 %"), describe_unnamed("stated", "Controls", "")
    ('Not named: 49 %', 'Not named, alleged: 30 % of the votes', 'Not named: control')
    """
    how = "" if standing == "stated" else f", {_LEADS[standing].removesuffix(':').lower()}"
    return f"Not named{how}: {_describe_held(verb, size, right)}"


def _describe_held(verb: str, size: str, right: str) -> str:
    return f"{size}{' of the votes' if verb == 'Votes' else ''}" if size else _NOUNS.get(verb, right)


def describe_badge(standing: Standing) -> str:
    """How a claim stands, as the badge beside its evidence says it."""
    return _BADGES[standing]


def describe_status(status: str) -> str:
    """What a status that is not in effect leaves open; empty for the others."""
    return _STATUSES.get(status, "")


def describe_doubt(link: LinkAnswer, day: str) -> str:
    """Why a claim that its source has in effect is not sure on a day, where no date beside it says so; empty for other reasons.

    A start or an end of which only the year is told is written beside it as that.
    """
    if link.closed_at:
        return f"record closed on {link.closed_at}, no day of its end told"
    if link.stated_at and link.valid_from is None and day < last_day(link.stated_at).isoformat():
        return f"stated {'on' if len(link.stated_at) == len(day) else 'in'} {link.stated_at}, since when is not told"
    return ""


def list_sizes(link: LinkAnswer, rivals: Sequence[RivalAnswer]) -> str:
    """The sizes that contradict each other: ``60 % or 20 %``; empty where they do not differ in size."""
    sizes = [describe_size(s) for s in (link.share, *(r.share for r in rivals if r.status != "denied" and not r.ended))]
    named = list(dict.fromkeys(size for size in sizes if size))
    return " or ".join(named) if 1 < len(named) <= _SIDES else ""


def describe_sides(link: LinkAnswer, rivals: Sequence[RivalAnswer], titles: Mapping[str, str]) -> str:
    """Both sides of a dispute, each with its source.  ``titles``: source id -> its title."""
    size = describe_size(link.share)
    own = f"{quote_title(titles.get(link.source or '', link.source or 'its source'))} says {size or 'so'}"
    others = [describe_rival(rival, link, titles.get(rival.source, rival.source)) for rival in rivals]
    return join(shorten(list(dict.fromkeys([own, *others])), _SIDES, "others disagree"))
