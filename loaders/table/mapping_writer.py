"""Writes a proposed mapping as YAML that a person can correct: each guess with what speaks for it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Dict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from loaders.table.proposal import Proposal

from loaders.table.mapping import VERSION

_PLAIN: Final = re.compile(r"[A-Za-z_À-ɏͰ-ӿ][\w .%()/-]*[\w%)]|[A-Za-z]", re.UNICODE)
_WORDS: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


def write_mapping(proposal: Proposal) -> bytes:
    """Write a proposal; what is to be decided has a question mark, and a comment that asks."""
    lines = [
        f"# How {_on_one_line(proposal.file)} is read.  Correct it, then: ownership load {_on_one_line(proposal.file)} --mapping THIS_FILE",
        "# docs/reference/mapping.md says what can be written here.",
        *(f"# TO DECIDE: {_on_one_line(question)}" for question in proposal.questions),
        *(f"# look at: {_on_one_line(remark)}" for remark in proposal.remarks),
        f"mapping: {VERSION}",
        f"file: {_quote(proposal.file)}",
        *(f"{key}: {_quote(value)}" for key, value in proposal.head.items()),
        *(line for key, value in proposal.shape.items() for line in _write_shape(key, value)),
        "columns:",
    ]
    for name, options in proposal.columns.items():
        lines += _write_field(name, options, "  ")
    if proposal.also:
        lines.append("also:")
        for fields in proposal.also:
            block = [line for name, options in fields.items() for line in _write_field(name, options, "    ")]
            lines += ["  - " + block[0].removeprefix("    "), *block[1:]]
    totals = {str(proposal.columns["holder"]["column"]): proposal.totals} if proposal.totals else {}
    if without := [(column, values) for column, values in [*totals.items(), *proposal.without.items()] if values]:
        lines.append("without:  # rows that are no holdings, such as lines of totals")
        for column, values in without:
            lines += [f"  - column: {_quote(column)}", f"    values: [{', '.join(map(_quote, values))}]"]
    if proposal.unread:
        lines.append("unread:  # columns that are left out; what should be kept in the note of each statement goes under notes:")
        lines += [f"  - {_quote(name)}" for name in proposal.unread]
    return ("\n".join(lines) + "\n").encode()


def _write_shape(key: str, value: list[str] | Dict[str, object]) -> list[str]:
    """Write the columns of a grid, or what a tree is made of."""
    if isinstance(value, list):
        return [f"{key}: [{', '.join(map(_quote_listed, value))}]"]
    return _write_field(key, value, "")


def _write_field(name: str, options: Dict[str, object], indent: str) -> list[str]:
    """Write a field: on one line where there is only a column."""
    if set(options) == {"column"}:
        return [f"{indent}{name}: {_quote(str(options['column']))}"]
    lines = [f"{indent}{name}:"]
    for key, value in options.items():
        if isinstance(value, dict):
            lines.append(f"{indent}  {key}:")
            lines += [f"{indent}    {_quote(cell)}: {_quote(meaning)}" for cell, meaning in value.items()]
        elif isinstance(value, list):
            lines.append(f"{indent}  {key}: [{', '.join(_quote_listed(str(one)) for one in value)}]")
        else:
            lines.append(f"{indent}  {key}: {_quote(str(value))}")
    return lines


def _quote(text: str) -> str:
    """Write a text so that YAML reads it as it is.

    >>> [_quote(text) for text in ("Share", "Anteil in %", "no", ":START_ID", "?", "comma", "1", "a: b")]
    ['Share', 'Anteil in %', '"no"', '":START_ID"', '"?"', 'comma', '"1"', '"a: b"']
    """
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS and "  " not in text:
        return text
    return json.dumps(text, ensure_ascii=False)


def _quote_listed(text: str) -> str:
    """Write a text within brackets, where a comma divides."""
    return json.dumps(text, ensure_ascii=False)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
