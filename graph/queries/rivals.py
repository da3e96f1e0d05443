"""What sources say against a claim, in words: denials, other sizes, ends, and figures of one source that were not added.  Wording only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from graph.answers.common import LinkAnswer, RivalAnswer
from graph.queries.interest_words import describe_interest, name_interest
from graph.queries.phrases import describe_claim, describe_size, join, quote_title, shorten, shorten_names
from graph.queries.stand_ins import close_stand_ins
from ontology.statements import Family, Interest

_PARTS: Final = 3
"""Sources of one sum that are spelled out."""
_FIGURES: Final = 4
"""Figures of one holding that are spelled out."""


def is_contradicted(link: LinkAnswer, rival: RivalAnswer) -> bool:
    """Whether what disagrees with a link speaks against what it says; a denial of another interest of its holder takes nothing from it."""
    is_same = rival.interest == link.interest or bool(link.through)
    return rival.status != "denied" or is_same or Interest(rival.interest).family is Family.VOTES


def describe_rival(rival: RivalAnswer, link: LinkAnswer, title: str) -> str:
    """What is said against a link and by whom: that it is denied, of another size, or had ended.  ``title``: that of the rival's source.

    >>> from graph.answers.common import PartyRef, RivalAnswer, Size
    >>> a, half = PartyRef(id="a", name="A", kind="company"), Size(min=49, max=49, exact=49)
    >>> link = LinkAnswer(statement="s", holder=a, subject=a, interest="shareholding", share=Size(), status="in-effect", source="z",
    ...                   valid_from=None, valid_until=None, stated_at=None, evidence=())
    >>> describe_rival(RivalAnswer(statement="t", source="x", interest="shareholding", share=half, status="in-effect", stated_at=None,
    ...                            evidence=()), link, "Harbour Post")
    '“Harbour Post” says 49 %'
    """
    who = _name_objector(rival, link, title)
    if rival.status == "denied":
        claim = close_stand_ins(_describe_rival_claim(link, rival), link)
        return f"{who} denies {'it' if rival.interest == link.interest else f'that {claim}'}"
    alleged = ", which is alleged, not established" if rival.status == "alleged" != link.status else ""
    return f"{who} says that it had ended" if rival.ended else f"{who} says {describe_size(rival.share) or 'no size'}{alleged}"


def describe_rivals(link: LinkAnswer, titles: Mapping[str, str]) -> list[str]:
    """What disagrees with the claim of a link, and figures of its source that were not added, a clause each.

    ``titles``: source id -> its title.
    """
    if not (link.disagrees or link.repeated or link.duplicated):
        return []
    lots = [rival for rival in link.disagrees if _is_lot(link, rival)]
    others = [rival for rival in link.disagrees if rival not in lots and not rival.version]
    texts = [_describe_lots(link, lots, titles)] if lots else []
    if link.repeated and not lots:
        times = "twice" if link.repeated == 1 else f"{link.repeated + 1} times"
        texts.append(f"{_name_source(link, titles)} lists {times} that {describe_claim(link)}, read as one figure and not added")
    if link.duplicated:
        claim = f"of which the one that says that {describe_claim(link)} is taken"
        texts.append(f"{_name_source(link, titles)} has several records under one id that differ, {claim}")
    texts += [_describe_rival(link, rival, titles) for rival in others]
    return texts + ([_describe_versions(link, titles)] if any(rival.version for rival in link.disagrees) else [])


def describe_sources_of_sum(company: str, links: Iterable[LinkAnswer], titles: Mapping[str, str]) -> str:
    """Which source states which of the shares of a company (its id) that pass the whole; empty where one states them all.

    ``titles``: source id -> its title.
    """
    parts = {link.statement: link for link in links if link.subject.id == company and link.share.min}.values()
    if len({link.source for link in parts}) < 2:
        return ""
    claims = [f"{_name_source(link, titles)} says that {describe_claim(link, alone=True)}" for link in parts]
    return f", since {join(shorten(claims, _PARTS, 'other statements add to it'))}"


def _is_lot(link: LinkAnswer, rival: RivalAnswer) -> bool:
    """Whether the source of a claim gives another figure for the same, in a record of its own, which a reader might want to add."""
    is_same = (rival.source, rival.status, rival.interest) == (link.source, link.status, link.interest)
    return is_same and not rival.version and not rival.ended


def _describe_lots(link: LinkAnswer, lots: list[RivalAnswer], titles: Mapping[str, str]) -> str:
    """That one source gives several figures for one holding, and that they are not added."""
    sizes = list(dict.fromkeys(describe_size(share) for share in (link.share, *(lot.share for lot in lots))))
    figures = join(shorten(sizes, _FIGURES, "other figures"))
    claim = describe_interest(Interest(link.interest), figures, link.status)
    source = _name_source(link, titles)
    return f"{source} lists separately that {link.holder.name} {claim} {link.subject.name}, read as rival figures and not added"


def _describe_rival(link: LinkAnswer, rival: RivalAnswer, titles: Mapping[str, str]) -> str:
    """What one source says against a claim of another, or another record of its own."""
    source = _name_objector(rival, link, titles.get(rival.source, rival.source))
    if rival.status == "denied":
        return f"{source} denies that {_describe_rival_claim(link, rival)}"
    if rival.ended:
        had = describe_interest(Interest(rival.interest), describe_size(rival.share), "former")
        day = f", {rival.stated_at} at the latest" if rival.stated_at else ""
        until = rival.valid_until or f"an unknown day{day}"
        return f"{source} says that {_name_claimant(link, rival)} {had} {link.subject.name} until {until}"
    alleged = "it is alleged, not established, that " if rival.status == "alleged" != link.status else ""
    return f"{source} says that {alleged}{_describe_rival_claim(link, rival)}, not {describe_size(link.share) or 'that much'}"


def _describe_versions(link: LinkAnswer, titles: Mapping[str, str]) -> str:
    """What one record of a source says in its older and its newer version."""
    sizes = [(link.stated_at or "", describe_size(link.share))]
    sizes += [(rival.stated_at or "", describe_size(rival.share)) for rival in link.disagrees if rival.version]
    versions = join([f"{size or 'no size'}{f' on {day}' if day else ''}" for day, size in sorted(sizes)])
    holder, source = next(_name_claimant(link, rival) for rival in link.disagrees if rival.version), _name_source(link, titles)
    text = f"of what {holder} has in {link.subject.name}, one record of {source} said {versions}, and not since when"
    days = sorted(day for day, _ in sizes)
    # A correction that has no start of its own may speak of its own day only: then nothing was held before it.
    is_newest = link.valid_from is None and link.stated_at == days[-1] > days[0]
    return f"{text}, so that it may have been none before {days[-1]}" if is_newest else text


def describe_other_sizes(link: LinkAnswer, titles: Mapping[str, str]) -> str:
    """Which source says which size, where they are not the same and can all be true; empty where no other size is told."""
    rivals = [rival for rival in link.other_sizes or () if rival.status == link.status]
    if not rivals:
        return ""
    sides = [f"{_name_objector(r, link, titles.get(r.source, r.source))} says {describe_size(r.share)}" for r in rivals]
    others = join(shorten(list(dict.fromkeys(sides)), _FIGURES, "others"))
    return f"{_name_source(link, titles)} says that {describe_claim(link)}, and {others}"


def describe_claims_beside(link: LinkAnswer, include: Collection[str], titles: Mapping[str, str]) -> list[str]:
    """What is alleged, agreed or planned beside what a link cites, and on whose word, where that is another source's.

    ``include``: statuses that are counted as done; ``titles``: source id -> its title.
    """
    texts = []
    for rival in link.other_sizes or ():
        if rival.status == link.status or (link.status == "in-effect" and describe_size(rival.share) == describe_size(link.share)):
            continue
        claim = _describe_rival_claim(link, rival)
        text = f"that {claim} is alleged, not established" if rival.status == "alleged" else claim
        text += ", completion not stated" if rival.status == "agreed" else ""
        text += "" if rival.source == link.source else f", according to {quote_title(titles.get(rival.source, rival.source))}"
        texts.append(text + ("; it is counted as done" if rival.status in include else ""))
    return shorten(list(dict.fromkeys(texts)), _FIGURES, "other claims")


def describe_other_versions(link: LinkAnswer, titles: Mapping[str, str], day: str) -> list[str]:
    """What a source said otherwise in the same record on other days: nothing of it, that it ended before ``day``, or that it never was."""
    silent = [] if link.withdrawn_at else _describe_silent_versions(link, titles)
    return [*_describe_withdrawal(link, titles), *silent, *_describe_other_ends(link, titles, day)]


def _describe_withdrawal(link: LinkAnswer, titles: Mapping[str, str]) -> list[str]:
    """That a source has since withdrawn the record that a link cites, or had withdrawn it before."""
    if not link.withdrawn_at:
        return []
    text = f"on {link.withdrawn_at} {_name_source(link, titles)} withdrew its record that {describe_claim(link)}"
    is_given_again = link.stated_at is not None and link.withdrawn_at < link.stated_at
    return [f"{text}, and on {link.stated_at} it gave it again" if is_given_again else text]


def _describe_silent_versions(link: LinkAnswer, titles: Mapping[str, str]) -> list[str]:
    """That a source gave on one day, in the same record, nothing of what it gave on another."""
    if not link.not_given:
        return []
    days, what = join(shorten(link.not_given, _FIGURES, "other days")), f"{name_interest(link.interest)} for {link.holder.name}"
    return [f"on {days} the same record of {_name_source(link, titles)} gave no {what} in {link.subject.name}, and does not say since when"]


def _describe_other_ends(link: LinkAnswer, titles: Mapping[str, str], day: str) -> list[str]:
    """That a source gave on one day an end before ``day`` to what it gave without one on another."""
    ends = [f"on {end.stated_at} until {end.valid_until}" for end in link.other_ends or () if end.valid_until <= day]
    if not ends:
        return []
    own, given = f"on {link.stated_at} without an end" if link.stated_at else "without an end", join(shorten(ends, _FIGURES, "other ends"))
    what = f"{name_interest(link.interest)} for {link.holder.name} in {link.subject.name}"
    return [f"{_name_source(link, titles)} gave {what} {given}, and {own}"]


def _name_source(link: LinkAnswer, titles: Mapping[str, str]) -> str:
    return quote_title(titles.get(link.source or "", "the source"))


def _describe_rival_claim(link: LinkAnswer, rival: RivalAnswer) -> str:
    """What a rival claim says about the holder and the subject of a link."""
    holder = _name_claimant(link, rival)
    return f"{holder} {describe_interest(Interest(rival.interest), describe_size(rival.share), rival.status)} {link.subject.name}"


def _name_claimant(link: LinkAnswer, rival: RivalAnswer) -> str:
    """Name whom a rival claim is about: the holder of the link, or the nominee through whom it has its share."""
    is_of_nominee = link.through and rival.interest != link.interest
    return shorten_names([party.name for party in link.through or ()]) if is_of_nominee else link.holder.name


def _name_objector(rival: RivalAnswer, link: LinkAnswer, title: str) -> str:
    """Name whoever says something against a link: a source by its title, or what else the source of the link itself says."""
    if rival.version:
        before, after = rival.stated_at or "", link.stated_at or ""
        age = "an older" if before < after else "a newer" if before > after else "another"
        return f"{age} version of the same record in {quote_title(title)}"
    # What a nominee holds may be of another source than that it is one.
    is_own = rival.source == link.source and (rival.interest == link.interest or not (link.through and link.also_stated_by))
    return f"another record of {quote_title(title)}" if is_own else quote_title(title)
