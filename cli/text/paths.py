"""The chains between two parties, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_chain, format_grounds, format_range, format_tried, wrap
from graph.answers.paths import PathsAnswer
from graph.queries.conditions import describe_same
from graph.queries.stand_ins import close_stand_ins


def format_paths(answer: PathsAnswer) -> str:
    """Each chain with the product of its shares, or that none is shown."""
    if not answer.paths:
        text = f"No chain from {answer.start.name} to {answer.end.name} is shown by these sources as of {answer.as_of}."
        return "\n".join([close_stand_ins(text, answer.start, answer.end), *format_tried(answer), *format_grounds(answer)]) + "\n"
    lines: list[str] = []
    for number, path in enumerate(answer.paths, 1):
        product = f", product {format_range(path.product)}" if path.product else ", a link has no share"
        lines += [f"{number}. {len(path.links)} links{product}", *format_chain(path.links)]
        condition = wrap(f"if {describe_same(path.if_same)}") if path.if_same else []
        lines += [*(f"  {line}" for line in condition), ""]
    notes = [*(["more chains exist than are shown"] if answer.truncated else []), *format_tried(answer)[1:]]
    return "\n".join([*lines, *notes, *format_grounds(answer)[0 if notes else 1 :]]).rstrip() + "\n"
