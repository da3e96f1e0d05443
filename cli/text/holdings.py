"""Answers about money and holdings as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.shared import chain_lines, sizes, spread, table, when
from graph.answers import CyclesAnswer, HoldingsAnswer, OwnerAnswer, OwnersAnswer, PathsAnswer, Range, UltimateAnswer


def owners_text(answer: OwnersAnswer) -> str:
    lines = [f"Owners of {answer.subject.name}, as of {when(answer)}:"]
    lines += table(["holder", "direct", "with what it holds through others", ""], (_owner_row(o) for o in answer.owners))
    lines += ["", "Where the money ends:"]
    lines += table(["party", "share"], ((_end(u), spread(Range(min=u.min, max=u.max))) for u in answer.ultimate))
    if answer.declared:
        checks = [(d.party.name, "of unknown size" if d.share is None else spread(d.share)) for d in answer.declared]
        lines += ["", "Stated for a chain as a whole, a check that is added to nothing:", *table(["holder", "share"], checks)]
    if answer.comparison is not None:
        rows = [
            (c.party.name, spread(Range(min=c.integrated.min, max=c.integrated.max)), _figure(c.brioschi), _figure(c.simple_paths))
            for c in answer.comparison
        ]
        lines += ["", "For comparison only, at the least shares:", *table(["holder", "integrated", "Brioschi", "simple paths"], rows)]
    lines += ["", "More parties stand above than were walked: what is shown may be incomplete."] if answer.truncated else []
    return "\n".join(lines) + "\n"


def _figure(value: float | None) -> str:
    return "not defined" if value is None else f"{value} %"


def holdings_text(answer: HoldingsAnswer) -> str:
    if not answer.holdings:
        return f"No holding of {answer.party.name} is shown by these sources as of {answer.as_of}.\n"
    rows = ((h.subject.name, *sizes(h), ", ".join(h.interests), h.certainty) for h in answer.holdings)
    head = f"{answer.party.name} holds directly, as of {when(answer)}:"
    return "\n".join([head, *table(["subject", "votes", "capital", "interest", "certainty"], rows)]) + "\n"


def paths_text(answer: PathsAnswer) -> str:
    if not answer.paths:
        return f"No chain from {answer.start.name} to {answer.end.name} is shown by these sources as of {answer.as_of}.\n"
    lines: list[str] = []
    for number, path in enumerate(answer.paths, 1):
        product = f", product {spread(path.product)}" if path.product else ", a link has no share"
        lines += [f"{number}. {len(path.links)} links{product}", *chain_lines(path.links), ""]
    return "\n".join([*lines, "more chains exist than are shown" if answer.truncated else ""]).rstrip() + "\n"


def _end(end: UltimateAnswer) -> str:
    if end.kind == "residual":
        return f"not named, in {end.party.name}"
    return "ring of " + ", ".join(p.name for p in end.ring) if end.ring else end.party.name


def _owner_row(owner: OwnerAnswer) -> tuple[str, ...]:
    direct = spread(owner.direct) if owner.direct else ", ".join(owner.interests)
    integrated = spread(Range(min=owner.integrated.min, max=owner.integrated.max))
    return owner.party.name, direct, integrated, "derived" if owner.derived else ""


def cycles_text(answer: CyclesAnswer) -> str:
    """Each cycle with its members and what they hold in each other."""
    where = f" {answer.side} {answer.party.name}" if answer.party else ""
    if not answer.cycles:
        return f"No cycle of {answer.column}{where} is shown by these sources as of {answer.as_of}.\n"
    lines = [f"Cycles of {answer.column}{where}, as of {when(answer)}:"]
    for number, cycle in enumerate(answer.cycles, 1):
        shown = ", ".join(p.name for p in cycle.members[:20]) + (f" and {cycle.size - 20} more" if cycle.size > 20 else "")
        lines += ["", f"{number}. {cycle.size} members: {shown}"]
        lines += table(
            ["holder", "subject", "share"],
            ((h.holder.name, h.subject.name, spread(h.share) if h.share else "not stated") for h in cycle.holdings[:50]),
        )
        lines += [f"  and {len(cycle.holdings) - 50} more holdings"] if len(cycle.holdings) > 50 else []
    return "\n".join([*lines, *(["", "Cut short: there are more than are listed."] if answer.truncated else [])]) + "\n"
