"""GraphML for network tools (networkx, Gephi, yEd): parties as nodes, the interest statements that stand as edges.

Owns the attribute names (docs/reference/exports/graphml.md lists them).  Written line by line, so its size is not bounded by memory.
"""

from __future__ import annotations

import re
from typing import BinaryIO, Final

from graph.exports.current import CurrentStatements, find_status
from graph.exports.request import ExportRequest
from ontology.shares import WHOLE, format_percent
from ontology.statements import InterestStatement, Kind, Status

ENDED: Final = "statements that deny a holding, or of one that is over"

_NODE_TYPES: Final = {"label": "string", "iri": "string", "kind": "string", "jurisdiction": "string", "reason": "string"}
_EDGE_TYPES: Final = {
    "label": "string",
    "interest": "string",
    "min": "double",
    "max": "double",
    "exact": "double",
    "min_open": "boolean",
    "max_open": "boolean",
    "from": "string",
    "until": "string",
    "stated": "string",
    "status": "string",
    "direct": "string",
    "restates": "boolean",
    "source": "string",
    "statement": "string",
}
_FORBIDDEN: Final = re.compile("[^\\t\\n\\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ZERO, _WHOLE = "0", format_percent(WHOLE)


def write(request: ExportRequest, out: BinaryIO) -> int:
    """Write the graph; return how many edges."""
    current = CurrentStatements(request)
    out.write(b"<?xml version='1.0' encoding='UTF-8'?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")
    for owner, letter, types in (("node", "n", _NODE_TYPES), ("edge", "e", _EDGE_TYPES)):
        for name, type_ in types.items():
            out.write(f'  <key id="{letter}.{name}" for="{owner}" attr.name="{name}" attr.type="{type_}"/>\n'.encode())
    out.write(b'  <graph id="ownership" edgedefault="directed">\n')
    for number in current.party_numbers():
        party = request.generation.party_summary(number)
        out.write(_format_node(f"p{number}", label=party.name, iri=party.id, kind=party.kind.value, jurisdiction=party.jurisdiction))
    count = 0
    for statement in current.interests():
        if find_status(statement) in (Status.DENIED, Status.FORMER):
            request.omissions[ENDED] += 1
            continue
        holder = current.find_number(statement.holder) if statement.holder else None
        subject = current.find_number(statement.subject or "")
        start = f"p{holder}"
        if holder is None:
            # Never the same for two statements: nobody said that they mean one holder.
            start = f"u{count}"
            reason = statement.holder_reason.value if statement.holder_reason else None
            out.write(_format_node(start, label="not named", kind=Kind.UNKNOWN.value, reason=reason))
        out.write(_format_edge(f"s{count}", start, f"p{subject}", statement))
        count += 1
    out.write(b"  </graph>\n</graphml>\n")
    return count


def _format_node(key: str, **values: str | None) -> bytes:
    return f'    <node id="{key}">{_format_data("n", values)}</node>\n'.encode()


def _format_edge(key: str, start: str, end: str, statement: InterestStatement) -> bytes:
    share = statement.share
    values = {
        "label": share.label() if share else "? %",
        "interest": statement.interest.value,
        # Both bounds are always there, so that a missing one can never be read as 0 or 100.
        "min": format_percent(share.min) if share else _ZERO,
        "max": format_percent(share.max) if share else _WHOLE,
        "exact": format_percent(share.min) if share and share.exact else None,
        "min_open": "true" if share and share.min_open else None,
        "max_open": "true" if share and share.max_open else None,
        "from": statement.valid_from,
        "until": statement.valid_until,
        "stated": statement.stated_at,
        "status": statement.status.value,
        "direct": statement.direct.value,
        "restates": "true" if statement.components else None,
        "source": statement.source,
        "statement": statement.id,
    }
    return f'    <edge id="{key}" source="{start}" target="{end}">{_format_data("e", values)}</edge>\n'.encode()


def _format_data(letter: str, values: dict[str, str | None]) -> str:
    return "".join(f'<data key="{letter}.{name}">{escape_text(value)}</data>' for name, value in values.items() if value is not None)


def escape_text(value: str) -> str:
    """Write text as XML character data; characters that XML cannot hold are dropped.

    >>> escape_text("A & <B>" + chr(0))
    'A &amp; &lt;B&gt;'
    """
    return _FORBIDDEN.sub("", value).translate(_ESCAPES)
