"""Whose money is in a party, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_dates, format_grounds, format_range, format_table, format_tried
from graph.answers.owners import OwnerAnswer, OwnersAnswer, UltimateAnswer
from graph.queries.interest_words import name_interest
from graph.queries.wording import describe_never_owned
from ontology.statements import Kind


def format_owners(answer: OwnersAnswer) -> str:
    """Direct and integrated shares, then where the money ends, then what is stated or computed for comparison."""
    if not answer.owners and Kind(answer.subject.kind).is_never_owned:
        return f"{describe_never_owned(answer.subject)}.\n"
    lines = [f"Owners of {answer.subject.name}, as of {format_dates(answer)}:"]
    through = {declared.party.id for declared in answer.declared}
    lines += format_table(
        ["holder", "direct", "with what it holds through others", ""], (_format_owner(o, o.party.id in through) for o in answer.owners)
    )
    lines += ["", "Where the money ends:"]
    lines += format_table(["party", "share"], ((_name_end(u), format_range(u.range)) for u in answer.ultimate))
    if answer.declared:
        stated = [(d.party.name, "of unknown size" if d.share is None else format_range(d.share)) for d in answer.declared]
        lines += ["", "Stated as held through others, added to no direct share:", *format_table(["holder", "share"], stated)]
    if answer.comparison is not None:
        rows = [
            (c.party.name, format_range(c.integrated.range), _format_figure(c.brioschi), _format_figure(c.simple_paths))
            for c in answer.comparison
        ]
        lines += [
            "",
            "For comparison only, at the least shares:",
            *format_table(["holder", "integrated", "Brioschi", "simple paths"], rows),
        ]
    odd = [
        f"conflict      over {c.subject.name}: {len(c.statements)} statements that cannot all be true, bracketed and not added"
        for c in answer.conflicts
    ]
    odd += [f"inconsistent  {i.what}" for i in answer.inconsistencies]
    lines += ["", *odd] if odd else []
    lines += ["", "More parties stand above than were walked: what is shown may be incomplete."] if answer.truncated else []
    lines += [*format_tried(answer), *format_grounds(answer)]
    return "\n".join(lines) + "\n"


def _format_figure(value: float | None) -> str:
    return "not defined" if value is None else f"{value} %"


def _name_end(end: UltimateAnswer) -> str:
    if end.kind == "residual":
        return f"not named, in {end.party.name}"
    return "ring of " + ", ".join(p.name for p in end.ring) if end.ring else end.party.name


def _format_owner(owner: OwnerAnswer, is_through_others: bool) -> tuple[str, ...]:
    rights = "through others" if is_through_others else ", ".join(map(name_interest, owner.interests))
    direct = format_range(owner.direct) if owner.direct else rights
    integrated = format_range(owner.integrated.range)
    return owner.party.name, direct, integrated, "derived" if owner.derived else ""
