"""What sources say against a claim, in words: denials, other sizes, ends, and figures of one source that were not added.  Wording only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from graph.answers.common import LinkAnswer, RivalAnswer
from graph.queries.interest_words import describe_interest, name_interest
from graph.queries.phrases import (
    describe_claim,
    describe_rival_claim,
    describe_size,
    join,
    name_claimant,
    name_objector,
    quote_title,
    shorten,
)
from ontology.statements import Interest

_FIGURES: Final = 4
"""Figures of one holding that are spelled out."""


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
    source = name_objector(rival, link, titles.get(rival.source, rival.source))
    if rival.status == "denied":
        return f"{source} denies that {describe_rival_claim(link, rival)}"
    if rival.ended:
        had = describe_interest(Interest(rival.interest), describe_size(rival.share), "former")
        day = f", {rival.stated_at} at the latest" if rival.stated_at else ""
        until = rival.valid_until or f"an unknown day{day}"
        return f"{source} says that {name_claimant(link, rival)} {had} {link.subject.name} until {until}"
    alleged = "it is alleged, not established, that " if rival.status == "alleged" != link.status else ""
    return f"{source} says that {alleged}{describe_rival_claim(link, rival)}, not {describe_size(link.share) or 'that much'}"


def _describe_versions(link: LinkAnswer, titles: Mapping[str, str]) -> str:
    """What one record of a source says in its older and its newer version."""
    sizes = [(link.stated_at or "", describe_size(link.share))]
    sizes += [(rival.stated_at or "", describe_size(rival.share)) for rival in link.disagrees if rival.version]
    versions = join([f"{size or 'no size'}{f' on {day}' if day else ''}" for day, size in sorted(sizes)])
    holder, source = next(name_claimant(link, rival) for rival in link.disagrees if rival.version), _name_source(link, titles)
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
    sides = [f"{name_objector(r, link, titles.get(r.source, r.source))} says {describe_size(r.share)}" for r in rivals]
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
        claim = describe_rival_claim(link, rival)
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
