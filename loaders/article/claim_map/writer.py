"""Writes the claim map: the YAML file that a person reviews.

Owns its layout; ``reader.py`` reads it back.  Whether its quotes are in the article is for ``check.py``; what its claims become is for
``to_statements.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from loaders.article.model import Claim, ClaimMap, DocumentInfo, Party
from ontology.shares import Share, format_exactly

VERSION: Final = "1"
_HEAD: Final = """\
# Claims proposed from an article, for a person to review.  Nothing here counts until its `review` says so.
#
#   review      proposed -> accepted (right as it stands), edited (you changed it), rejected.  Then fill in `by` and `at` (YYYY-MM-DD).
#   quotes      the article's own words, with the characters they start and end at.  Do not retype them; `ownership article check` compares.
#   share       percent: 51, 33.5, 25..50, (25..50], >50, 1/3; empty = the text gives no size (that is not 0 and not 100).
#   status      in-effect, agreed (signed, completion not stated), planned, negotiating, former, alleged, denied, implied (never asserted).
#   valid_from / valid_until   YYYY, YYYY-MM or YYYY-MM-DD: when it held.  as_of: the date a figure is about.
#   parties     `id` takes a registry identifier (lei:..., gb-coh:...) or an IRI; pick one of the `candidates` by copying its id there.
#               One that is `automatic` is taken unless you add `rejected: true` to it.
#               An alias of low confidence is a suggestion: delete it, or leave it; it joins nothing.
#
# Then: ownership article check THIS_FILE, and: ownership load THIS_FILE
"""
_PLAIN = re.compile(r"^[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*$|^[0-9]+(?:[.-][0-9]+)*$")
_YAML_WORDS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\\\\"]')


def is_map(data: bytes) -> bool:
    """Whether the bytes are a claim map and not an article: a line that begins ``ownership_map:``.

    >>> is_map(b"# note\\nownership_map: 1\\n"), is_map(b"Aral bought Buri.")
    (True, False)
    """
    return re.search(rb"^(?:\xef\xbb\xbf)?ownership_map:", data[:20_000], re.MULTILINE) is not None


def write_map(claim_map: ClaimMap) -> bytes:
    """Write the map as UTF-8 YAML with an explanation at its top.  Reading it back gives an equal map."""
    lines = [_HEAD, f"ownership_map: {VERSION}", "", "document:", *format_document(claim_map.document)]
    lines += ["", "parties:" if claim_map.parties else "parties: []"]
    for party in claim_map.parties:
        lines += format_party(party)
    lines += ["", "claims:" if claim_map.claims else "claims: []"]
    for claim in claim_map.claims:
        lines += format_claim(claim)
    return ("\n".join(lines) + "\n").encode()


def format_document(info: DocumentInfo) -> list[str]:
    """Format the lines of the document."""
    fields = [
        (n, getattr(info, n))
        for n in ("file", "sha256", "title", "author", "date", "publisher", "language", "licence", "url", "text_from", "text_sha256")
    ]
    lines = _format_fields("  ", fields, keep=("file", "sha256"))
    return lines if info.text is None else [*lines, f"  text: {_quote(info.text)}"]


def format_party(party: Party) -> list[str]:
    """Format the lines of a party."""
    lines = [f"  - key: {_format_scalar(party.key)}"]
    lines += _format_fields(
        "    ",
        [
            ("name", party.name),
            ("kind", party.kind.value),
            ("jurisdiction", party.jurisdiction),
            ("jurisdiction_note", party.jurisdiction_note),
            ("id", party.id),
            ("note", party.note),
        ],
        keep=("name", "kind", "jurisdiction", "id"),
    )
    lines += _format_list(
        "    ",
        "aliases",
        [[("text", a.text), ("how", a.how), ("confidence", a.confidence), ("start", a.start), ("end", a.end)] for a in party.aliases],
    )
    return lines + _format_list(
        "    ",
        "candidates",
        [
            [
                *(("id", c.id), ("name", c.name), ("jurisdiction", c.jurisdiction), ("identifiers", c.identifiers)),
                *(("score", c.score), ("why", c.why)),
                *(("automatic", "true" if c.automatic else None), ("rejected", "true" if c.rejected else None)),
            ]
            for c in party.candidates
        ],
    )


def format_share(share: Share | None) -> str | None:
    """Format the share in the notation of the map: ``51``, ``(50..100]``.

    >>> format_share(Share.parse(">50"))
    '(50..100]'
    """
    if share is None:
        return None
    if share.min == share.max:
        bound = format_exactly(share.min)
        return bound if share.exact else f"{bound}..{bound}"
    return share.interval()


def format_claim(claim: Claim) -> list[str]:
    """Format the lines of a claim."""
    lines = [f"  - id: {_format_scalar(claim.id)}"]
    fields: list[tuple[str, object]] = []
    if claim.holder is not None or claim.value is None:
        fields += [("holder", claim.holder), ("predicate", claim.predicate), ("subject", claim.subject)]
    else:
        fields += [("subject", claim.subject), ("predicate", claim.predicate)]
    fields += [
        ("share", format_share(claim.share)),
        ("indirect", "true" if claim.indirect else None),
        ("value", claim.value),
        ("unit", claim.unit),
        ("qualifier", claim.qualifier),
        ("as_of", claim.as_of),
        ("status", claim.status.value),
        ("valid_from", claim.valid_from),
        ("valid_until", claim.valid_until),
    ]
    keep = (
        ("holder", "predicate", "subject", "share", "status", "valid_from")
        if claim.value is None
        else ("subject", "predicate", "value", "status")
    )
    lines += _format_fields("    ", fields, keep=keep)
    lines += _format_list(
        "    ",
        "quotes",
        [
            [
                ("role", q.role),
                ("start", q.start),
                ("end", q.end),
                ("text", q.text),
                ("before", q.before),
                ("after", q.after),
                ("page", q.page),
            ]
            for q in claim.quotes
        ],
    )
    extractor = [(name, getattr(claim.extractor, name)) for name in ("name", "version", "pattern", "model")]
    lines.append(f"    tier: {_format_scalar(claim.tier)}")
    lines.append(f"    extractor: {_format_flow(extractor)}")
    return lines + _format_fields(
        "    ",
        [("review", claim.review.value), ("by", claim.by), ("at", claim.at), ("note", claim.note)],
        keep=("review", "by", "at", "note"),
    )


def _format_fields(indent: str, fields: Iterable[tuple[str, object]], keep: tuple[str, ...] = ()) -> list[str]:
    """Format one line a field; an empty one is written only where a person may want to fill it in."""
    return [
        f"{indent}{name}:" + (f" {_format_scalar(value)}" if value is not None else "")
        for name, value in fields
        if value is not None or name in keep
    ]


def _format_list(indent: str, name: str, rows: list[list[tuple[str, object]]]) -> list[str]:
    return [f"{indent}{name}:", *(f"{indent}  - {_format_flow(row)}" for row in rows)] if rows else []


def _format_flow(fields: Iterable[tuple[str, object]]) -> str:
    return (
        "{"
        + ", ".join(
            f"{name}: {_quote(value) if isinstance(value, str) and not _is_plain(value) else value}"
            for name, value in fields
            if value is not None
        )
        + "}"
    )


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and text.lower() not in _YAML_WORDS


def _format_scalar(value: object) -> str:
    text = str(value)
    return text if _is_plain(text) else _quote(text)


def _quote(text: str) -> str:
    return '"' + _UNSAFE.sub(lambda m: {"\n": "\\n", "\t": "\\t", "\\": "\\\\", '"': '\\"'}.get(m[0], f"\\u{ord(m[0]):04x}"), text) + '"'
