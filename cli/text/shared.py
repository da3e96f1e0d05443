"""What the texts share: how sizes, dates, tables and chains are written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

from graph.answers import Dated, HolderAnswer, HoldingAnswer, LinkAnswer, OwnerAnswer, PartyRef, Range
from graph.queries.wording import join

WIDTH: Final = 100


def spread(size: Range) -> str:
    """
    >>> spread(Range(min=0, max=51)), spread(Range(min=51, max=51))
    ('0 to 51 %', '51 %')
    """
    return f"{size.min} %" if size.min == size.max else f"{size.min} to {size.max} %"


def chain_lines(links: Sequence[LinkAnswer]) -> list[str]:
    lines: list[str] = []
    above: str | None = None
    for link in links:
        if link.holder.name != above:
            lines.append(f"  {link.holder.name}")
        words = [link.details or _VERBS.get(link.interest, link.interest)]
        words.append(f"{_size(link)}" if link.share.min is not None else "(no share stated)")
        words += [f"since {link.valid_from}"] if link.valid_from else []
        words += [f"[{link.status}, stated {link.stated_at or 'at no date'}]"] if link.status != "in-effect" else []
        words += ["[not reviewed]"] if link.reviewed is False else []
        lines.append("    | " + " ".join(words))
        quotes = [e.quote for e in link.evidence if e.quote]
        for quote in dict.fromkeys(quotes):
            # A quote inside a longer one (the number in its sentence) tells a reader nothing more.
            if not any(quote != other and quote in other for other in quotes):
                quoted = textwrap.wrap(f"“{' '.join(quote.split())}”", WIDTH - 8)
                lines += [f"    |   {part}" for part in quoted]
        lines.append(f"  {link.subject.name}")
        above = link.subject.name
    return lines


_VERBS = {
    "shareholding": "owns",
    "votingRights": "votes",
    "appointmentOfBoard": "appoints the board of",
    "controlByLegalFramework": "supervises",
}


def _size(link: LinkAnswer) -> str:
    share = link.share
    return f"{share.exact} %" if share.exact is not None else f"{share.min} to {share.max} %"


def sizes(holder: HolderAnswer | HoldingAnswer | OwnerAnswer) -> tuple[str, str]:
    return spread(holder.votes) if holder.votes else "", spread(holder.direct) if holder.direct else ""


def named(party: PartyRef, ring: Sequence[PartyRef] = (), group: Sequence[PartyRef] = ()) -> str:
    """A party, or the ring or group that stands in its place."""
    if ring:
        return "ring of " + join([p.name for p in ring])
    return join([p.name for p in group]) + " together" if group else party.name


def through(links: Sequence[LinkAnswer]) -> str:
    """The parties of a chain in a line; where several holders join, each with its own part of the way."""
    parts: list[list[str]] = []
    for before, link in zip([None, *links], links, strict=False):
        if before is None or before.subject.id != link.holder.id:
            parts.append([link.holder.name])
        parts[-1].append(link.subject.name)
    return "; ".join(" > ".join(part) for part in parts)


def when(answer: Dated) -> str:
    text = answer.as_of + (f", as known on {answer.known_at}" if answer.known_at else "")
    return text + (f", {' and '.join(answer.include)} deals counted as done" if answer.include else "")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    return ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
