"""Answers as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from graph.answers import (
    ControlledAnswer,
    ControllersAnswer,
    EntityAnswer,
    HolderAnswer,
    HoldingAnswer,
    HoldingsAnswer,
    LinkAnswer,
    OwnerAnswer,
    OwnersAnswer,
    PathsAnswer,
    Range,
    UltimateAnswer,
)
from graph.names import Match
from ontology.terms import Base

WIDTH = 100


def controllers_text(answer: ControllersAnswer) -> str:
    """The sentence first, then each controller with its chain and quotes, then what is not known."""
    lines = [*textwrap.wrap(answer.sentence, WIDTH), ""]
    lines.append(f"verdict   {answer.verdict.replace('_', ' ')}, by the rule {answer.rule.id} (version {answer.rule.version})")
    lines.append(f"as of     {_when(answer)}")
    for controller in answer.controllers:
        lines += ["", f"{controller.party.name} ({controller.party.kind}): {controller.certainty}"]
        if controller.ring:
            lines.append(f"  a ring of {len(controller.ring)}: " + ", ".join(p.name for p in controller.ring))
        lines.append(f"  votes {spread(controller.votes)}, economic interest {spread(controller.economic)}")
        lines += _chain(controller.chain)
    if answer.largest_holders:
        lines += ["", "largest holders", *_table(["holder", "votes", "capital"], (_holder_row(h) for h in answer.largest_holders))]
    lines += [""]
    lines += [f"not named   {spread(Range(min=r.min, max=r.max))} of {answer.subject.name}" for r in answer.residual]
    lines += [f"stopped     at {s.party.name}: {s.reason}" for s in answer.stopped]
    lines += [f"conflict    over {c.subject.name}: {len(c.statements)} statements that cannot all be true" for c in answer.conflicts]
    lines += [f"inconsistent {i.what}" for i in answer.inconsistencies]
    lines += ["source      " + ", ".join(part for part in (s.title, s.author, s.date) if part) for s in answer.sources]
    return "\n".join(lines).rstrip() + "\n"


def controlled_text(answer: ControlledAnswer) -> str:
    if not answer.controlled:
        return f"Nothing that {answer.party.name} controls is shown by these sources as of {answer.as_of}.\n"
    head = f"{answer.party.name} controls, as of {_when(answer)}:"
    rows = ((c.party.name, c.certainty, " > ".join([*(link.holder.name for link in c.chain), c.party.name])) for c in answer.controlled)
    return "\n".join([head, *_table(["company", "certainty", "through"], rows)]) + "\n"


def owners_text(answer: OwnersAnswer) -> str:
    lines = [f"Owners of {answer.subject.name}, as of {_when(answer)}:"]
    lines += _table(["holder", "direct", "with what it holds through others", ""], (_owner_row(o) for o in answer.owners))
    lines += ["", "Where the money ends:"]
    lines += _table(["party", "share"], ((_end(u), spread(Range(min=u.min, max=u.max))) for u in answer.ultimate))
    return "\n".join(lines) + "\n"


def holdings_text(answer: HoldingsAnswer) -> str:
    if not answer.holdings:
        return f"No holding of {answer.party.name} is shown by these sources as of {answer.as_of}.\n"
    rows = ((h.subject.name, *_sizes(h), ", ".join(h.interests), h.certainty) for h in answer.holdings)
    head = f"{answer.party.name} holds directly, as of {_when(answer)}:"
    return "\n".join([head, *_table(["subject", "votes", "capital", "interest", "certainty"], rows)]) + "\n"


def paths_text(answer: PathsAnswer) -> str:
    if not answer.paths:
        return f"No chain from {answer.start.name} to {answer.end.name} is shown by these sources as of {answer.as_of}.\n"
    lines: list[str] = []
    for number, path in enumerate(answer.paths, 1):
        product = f", product {spread(path.product)}" if path.product else ", a link has no share"
        lines += [f"{number}. {len(path.links)} links{product}", *_chain(path.links), ""]
    return "\n".join([*lines, "more chains exist than are shown" if answer.truncated else ""]).rstrip() + "\n"


def entity_text(answer: EntityAnswer, base: Base) -> str:
    lines = [f"{answer.name} ({', '.join(part for part in (answer.kind, answer.jurisdiction) if part)})", f"  id {base.compact(answer.id)}"]
    lines += [f"  {n['type']} name {n['text']}" for n in answer.names if n["text"] != answer.name]
    lines += [f"  {i.scheme} {i.value}" for i in answer.identifiers]
    lines += [f"  founded {answer.founded}"] if answer.founded else []
    for a in answer.attributes:
        words = [a["qualifier"], a["value"], a["unit"], f"({a['at']})" if a["at"] else None]
        lines.append(f"  {a['name']} " + " ".join(w for w in words if w))
    lines.append(f"  {len(answer.statements)} statements:")
    lines += [f"    {base.compact(s)}" for s in answer.statements]
    return "\n".join(lines) + "\n"


def search_text(query: str, matches: Sequence[Match], base: Base) -> str:
    if not matches:
        return f"No party resembling {query!r} is in these sources.\n"
    rows = ((m.name, m.kind.value, m.jurisdiction or "", base.compact(m.id), m.matched if m.matched != m.name else "") for m in matches)
    return "\n".join(_table(["name", "kind", "where", "id", "matched"], rows)) + "\n"


def spread(size: Range) -> str:
    """
    >>> spread(Range(min=0, max=51)), spread(Range(min=51, max=51))
    ('0 to 51 %', '51 %')
    """
    return f"{size.min} %" if size.min == size.max else f"{size.min} to {size.max} %"


def _chain(links: Sequence[LinkAnswer]) -> list[str]:
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
    "shareholding": "owns", "votingRights": "votes", "appointmentOfBoard": "appoints the board of", "controlByLegalFramework": "supervises",
}


def _size(link: LinkAnswer) -> str:
    share = link.share
    return f"{share.exact} %" if share.exact is not None else f"{share.min} to {share.max} %"


def _sizes(holder: HolderAnswer | HoldingAnswer | OwnerAnswer) -> tuple[str, str]:
    return spread(holder.votes) if holder.votes else "", spread(holder.direct) if holder.direct else ""


def _holder_row(holder: HolderAnswer) -> tuple[str, ...]:
    return (holder.party.name, *_sizes(holder))


def _end(end: UltimateAnswer) -> str:
    if end.kind == "residual":
        return f"not named, in {end.party.name}"
    return "ring of " + ", ".join(p.name for p in end.ring) if end.ring else end.party.name


def _owner_row(owner: OwnerAnswer) -> tuple[str, ...]:
    direct = spread(owner.direct) if owner.direct else ", ".join(owner.interests)
    integrated = spread(Range(min=owner.integrated.min, max=owner.integrated.max))
    return owner.party.name, direct, integrated, "derived" if owner.derived else ""


def _when(answer: ControllersAnswer | ControlledAnswer | OwnersAnswer | HoldingsAnswer) -> str:
    text = answer.as_of + (f", as known on {answer.known_at}" if answer.known_at else "")
    return text + (f", {' and '.join(answer.include)} deals counted as done" if answer.include else "")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    return ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
