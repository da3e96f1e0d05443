"""Parts of several texts: sizes, dates, tables and chains."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from graph.answers.common import DatedAnswer, LinkAnswer, Range, TriedAnswer, VotesRange
from graph.answers.controlled import ControlledCompany
from graph.answers.controllers import ControllersAnswer, HolderAnswer
from graph.answers.holdings import HoldingAnswer
from graph.queries.conditions import describe_candidates, list_tried
from graph.queries.interest_words import describe_interest, name_interest
from graph.queries.phrases import describe_range, describe_size, is_through_others, name_nominees, shorten_names
from graph.queries.provenance import count_sources
from graph.queries.rivals import describe_rival
from ontology.statements import Interest

WIDTH: Final = 100
_UNBROKEN: Final = "\N{NO-BREAK SPACE}%"


def format_range(size: Range) -> str:
    """A range in percent; one number where its ends agree.

    >>> format_range(Range(min=0, max=51)), format_range(Range(min=33.333333333, max=33.333333333))
    ('0 to 51 %', '33.33 %')
    """
    return describe_range(size)


def format_votes(votes: VotesRange) -> str:
    """Votes in percent, with what they rest on where that is not a statement of votes.

    >>> format_votes(VotesRange(min=0, max=40, assumed=False, left=True)), format_votes(VotesRange(min=51, max=51, assumed=True))
    ('0 to 40 % (not stated; bounded by those of others)', '51 % (one share taken as one vote)')
    """
    notes = ["not stated; bounded by those of others"] if votes.left else []
    notes += ["one share taken as one vote"] if votes.assumed else []
    return format_range(votes) + (f" ({'; '.join(notes)})" if notes else "")


def format_chain(links: Sequence[LinkAnswer], titles: Mapping[str, str] = {}, same: Collection[frozenset[str]] = frozenset()) -> list[str]:
    """One line a party from the top down, with the link, its quotes and what disagrees with it between two of them.

    ``titles``: source id -> its title; ``same``: ids of two parties that the chain takes for one.
    """
    lines: list[str] = []
    previous: str | None = None
    for link in links:
        if previous is not None and frozenset((link.holder.id, previous)) in same:
            lines.append("    | may be")
        if link.holder.id != previous:
            lines.append(f"  {link.holder.name}")
        parts = [_describe_holding(link)]
        parts += [f"(“{link.details}”)"] if link.details else []
        parts += [f"since {link.valid_from}"] if link.valid_from else []
        parts += [f"[{link.status}, stated {link.stated_at or 'at no date'}]"] if link.status != "in-effect" else []
        parts += ["[not reviewed]"] if link.reviewed is False else []
        lines.append("    | " + " ".join(parts))
        quotes = [e.quote for e in link.evidence if e.quote]
        for quote in dict.fromkeys(quotes):
            # A quote inside a longer one (the number in its sentence) tells a reader nothing more.
            if not any(quote != other and quote in other for other in quotes):
                lines += [f"    |   {line}" for line in textwrap.wrap(f"“{' '.join(quote.split())}”", WIDTH - 8)]
        for rival in link.disagrees:
            lines.append(f"    |   disagrees: {describe_rival(rival, link, titles.get(rival.source, rival.source))}")
        lines.append(f"  {link.subject.name}")
        previous = link.subject.id
    return lines


def _describe_holding(link: LinkAnswer) -> str:
    """What the holder has, in words that stand by themselves."""
    size = describe_size(link.share)
    if link.through:
        hold = "hold" if len(link.through) > 1 else "holds"
        return (
            f"{name_interest(link.interest)}, through {name_nominees(link)}, which {hold} {size or 'a share of a size that is not stated'}"
        )
    if link.interest in (Interest.SHAREHOLDING, Interest.VOTING_RIGHTS):
        words = describe_interest(Interest(link.interest), size, link.status).removesuffix(" of").removesuffix(" in")
        return f"{words} through others" if is_through_others(link) else words
    return f"{name_interest(link.interest)}, {size}" if size else name_interest(link.interest)


def wrap(text: str) -> list[str]:
    """Cut a sentence into lines, a number never from its per cent sign.

    >>> wrap("x" * 90 + " gb-coh:00000001")[1]
    'gb-coh:00000001'
    >>> wrap("x" * 94 + " by 51 % of it")[1]
    '51 % of it'
    """
    return [line.replace(_UNBROKEN, " %") for line in textwrap.wrap(text.replace(" %", _UNBROKEN), WIDTH, break_on_hyphens=False)]


def format_sizes(holder: HolderAnswer | HoldingAnswer) -> tuple[str, str]:
    """Votes and capital; empty where no statement gives any."""
    return format_votes(holder.votes) if holder.votes else "", format_range(holder.direct) if holder.direct else ""


def format_route(links: Sequence[LinkAnswer]) -> str:
    """Name the parties of a chain in a line; where several holders join, each with its own part of the way."""
    parts: list[list[str]] = []
    for before, link in zip([None, *links], links, strict=False):
        if before is None or before.subject.id != link.holder.id:
            parts.append([link.holder.name])
        parts[-1].append(link.subject.name)
    return "; ".join(" > ".join(part) for part in parts)


def format_dates(answer: DatedAnswer) -> str:
    """The day of an answer, the day of what was known, and the deals that were counted."""
    text = answer.as_of + (f", as known on {answer.known_at}" if answer.known_at else "")
    return text + (f", {' and '.join(answer.include)} deals counted as done" if answer.include else "")


def format_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows below their heading, each column as wide as its longest cell."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    return ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def format_companies(companies: Iterable[ControlledCompany]) -> list[str]:
    """A table of companies with the parties between, and those that reach them only together, where there are any."""
    rows = [(c.party.name, c.certainty, format_route(c.chain), " and ".join(party.name for party in c.together or ())) for c in companies]
    columns = 4 if any(row[3] for row in rows) else 3
    return format_table(["company", "certainty", "through", "only together"][:columns], (row[:columns] for row in rows))


def format_provenance(answer: ControllersAnswer | TriedAnswer, titles: Mapping[str, str] | None = None) -> list[str]:
    """Licence and age of what an answer rests on, and which sources tell nothing about its country.

    ``titles``: source id -> its title, where the answer has them; sources without a licence are named by them.
    """
    rests_on, lines = answer.provenance, list[str]()
    told = [f"{rests_on.licence} ({rests_on.terms}), the strictest of its sources"] if rests_on.licence else []
    without = rests_on.without_licence
    if without:
        named = shorten_names([titles[iri] for iri in without]) if titles else count_sources(len(without))
        told.append(f"{named} {'states' if len(without) == 1 else 'state'} none")
    lines += [f"licence     {'; '.join(told)}"] if told else []
    if rests_on.oldest and rests_on.newest:
        span = rests_on.oldest if rests_on.oldest == rests_on.newest else f"{rests_on.oldest} to {rests_on.newest}"
        lines.append(f"stated      {span}")
    asked = f"{count_sources(rests_on.asked)} of holdings"
    if rests_on.earlier:
        lines.append(f"asked       {asked}, {rests_on.earlier:,} of a day before {answer.as_of}")
    if rests_on.elsewhere:
        them = "it" if rests_on.elsewhere == 1 else "them"
        told_of = f"nothing about who holds companies of {rests_on.country} is loaded of {them}"
        lines.append(f"elsewhere   {rests_on.elsewhere:,} of {asked}: {told_of}")
    return lines


def format_grounds(answer: TriedAnswer) -> list[str]:
    """The same below a list, from which an empty line parts it."""
    lines = format_provenance(answer)
    return ["", *lines] if lines else []


def format_tried(answer: TriedAnswer) -> list[str]:
    """What holds only if candidates are right; asked without them, how many would change the answer."""
    waiting = describe_candidates(answer)
    if waiting:
        return ["", f"{waiting}: --identity candidates"]
    return ["", *(line for sentence in list_tried(answer) for line in wrap(sentence))] if answer.identity else []


def format_cut(what: str = "the network is too large to be told whole", *, cut: bool) -> list[str]:
    """The line that an answer was cut short, where it was."""
    return ["", f"Cut short: {what}."] if cut else []
