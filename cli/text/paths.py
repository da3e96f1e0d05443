"""The chains between two parties, as text for people.  Pure: an answer in, text out."""

from __future__ import annotations

from cli.text.common import format_chain, format_range
from graph.answers.paths import PathsAnswer
from graph.queries.stand_ins import close_stand_ins


def format_paths(answer: PathsAnswer) -> str:
    """Each chain with the product of its shares, or that none is shown."""
    if not answer.paths:
        text = f"No chain from {answer.start.name} to {answer.end.name} is shown by these sources as of {answer.as_of}.\n"
        return close_stand_ins(text, answer.start, answer.end)
    lines: list[str] = []
    for number, path in enumerate(answer.paths, 1):
        product = f", product {format_range(path.product)}" if path.product else ", a link has no share"
        lines += [f"{number}. {len(path.links)} links{product}", *format_chain(path.links), ""]
    return "\n".join([*lines, "more chains exist than are shown" if answer.truncated else ""]).rstrip() + "\n"
