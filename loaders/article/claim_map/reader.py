"""Reads a claim map; the first malformed line is an error that names the line and the fix.

Owns the checks of form (fields, words, dates, references inside the map).  Whether quotes are in the text is for ``check.py``.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, TypeVar

from loaders.article.claim_map.writer import VERSION
from loaders.article.model import Alias, Candidate, Claim, ClaimMap, ClaimStatus, DocumentInfo, ExtractorInfo, Party, Quote
from loaders.common import yamltree
from loaders.common.yamltree import Tree
from ontology.dates import check_date
from ontology.errors import InputError, RecordError
from ontology.shares import Share
from ontology.statements import Kind, Review

_E = TypeVar("_E", bound=StrEnum)
_HINT: Final = "make one with: ownership article propose TEXT -o MAP"


def read_map(data: bytes, name: str = "map") -> ClaimMap:
    """Read a map.  Raises InputError with the line where it is malformed; quotes are not compared with the text here."""
    top = _Node(yamltree.parse(data, name, _HINT), name, "the map")
    if top.read_text("ownership_map") != VERSION:
        raise InputError("NOT_A_CLAIM_MAP", f"{name} is not a claim map of version {VERSION}", _HINT)
    top.check_fields("ownership_map", "document", "parties", "claims")
    head = top.require_child("document")
    head.check_fields(*DocumentInfo.__struct_fields__)
    info = DocumentInfo(
        file=head.require_text("file"),
        sha256=head.require_text("sha256"),
        title=head.read_text("title"),
        author=head.read_text("author"),
        date=head.read_date("date"),
        publisher=head.read_text("publisher"),
        language=head.read_text("language"),
        licence=head.read_text("licence"),
        url=head.read_text("url"),
        text_from=head.read_text("text_from"),
        text_sha256=head.read_text("text_sha256"),
        text=head.read_text("text"),
    )
    parties = tuple(_read_party(node) for node in top.read_items("parties"))
    claims = tuple(_read_claim(node) for node in top.read_items("claims"))
    check_references(parties, claims, name)
    return ClaimMap(document=info, parties=parties, claims=claims)


def read_items(data: bytes, name: str = "map") -> tuple[tuple[Party, ...], tuple[Claim, ...]]:
    """Read parties and claims alone, as they stand in a map.  Raises InputError."""
    top = _Node(yamltree.parse(data, name, _HINT), name, "the map")
    top.check_fields("parties", "claims")
    return tuple(map(_read_party, top.read_items("parties"))), tuple(map(_read_claim, top.read_items("claims")))


class _Node:
    """One YAML mapping of the map with its line, so that each error names its place."""

    def __init__(self, tree: Tree, name: str, what: str) -> None:
        if not isinstance(tree.value, dict):
            raise InputError(
                "BAD_MAP", f"{name} at line {tree.line}: {what} is a list of `key: value` lines", "compare with a freshly proposed map"
            )
        self.fields, self.line, self.name, self.what = tree.value, tree.line, name, what

    def make_error(self, what: str, hint: str, field: str | None = None) -> InputError:
        line = self.fields[field].line if field in self.fields else self.line
        return InputError("BAD_MAP", f"{self.name} at line {line}: {what}", hint)

    def check_fields(self, *names: str) -> None:
        for field in self.fields:
            if field not in names:
                raise self.make_error(f"{self.what} has no field {field!r}", "fields here: " + ", ".join(names), field)

    def read_text(self, field: str) -> str | None:
        tree = self.fields.get(field)
        if tree is None or tree.value is None:
            return None
        if not isinstance(tree.value, str):
            raise self.make_error(f"{field} takes one value, not a list", f"write {field}: value", field)
        return tree.value

    def require_text(self, field: str) -> str:
        text = self.read_text(field)
        if text is None:
            raise self.make_error(f"{self.what} needs {field}", f"add {field}: ...")
        return text

    def read_number(self, field: str) -> int | None:
        text = self.read_text(field)
        if text is None:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise self.make_error(f"{field} is {text[:30]!r}, not a whole number", "give the character offset", field)
        return int(text)

    def read_choice(self, field: str, kind: type[_E], default: _E) -> _E:
        text = self.read_text(field)
        if text is None:
            return default
        if text not in {member.value for member in kind}:
            raise self.make_error(f"{field} cannot be {text[:40]!r}", "one of: " + ", ".join(member.value for member in kind), field)
        return kind(text)

    def read_date(self, field: str) -> str | None:
        text = self.read_text(field)
        try:
            return None if text is None else check_date(text)
        except RecordError as error:
            raise self.make_error(f"{field}: {error.what}", error.hint, field) from None

    def require_child(self, field: str) -> _Node:
        if field not in self.fields:
            raise self.make_error(f"{self.what} needs {field}", "compare with a freshly proposed map")
        return _Node(self.fields[field], self.name, field)

    def read_items(self, field: str) -> list[_Node]:
        tree = self.fields.get(field)
        if tree is None or tree.value is None:
            return []
        if not isinstance(tree.value, list):
            raise self.make_error(f"{field} is a list", f"begin each item of {field} with a dash", field)
        return [_Node(item, self.name, f"an item of {field}") for item in tree.value]


def _read_party(node: _Node) -> Party:
    node.check_fields("key", "name", "kind", "jurisdiction", "jurisdiction_note", "id", "note", "aliases", "candidates")
    aliases = []
    for item in node.read_items("aliases"):
        item.check_fields("text", "how", "confidence", "start", "end")
        confidence = item.read_text("confidence") or "high"
        if confidence not in ("high", "medium", "low"):
            raise item.make_error(f"confidence cannot be {confidence[:30]!r}", "one of: high, medium, low", "confidence")
        aliases.append(
            Alias(
                text=item.require_text("text"),
                how=item.read_text("how") or "name",
                confidence=confidence,
                start=item.read_number("start"),
                end=item.read_number("end"),
            )
        )
    candidates = []
    for item in node.read_items("candidates"):
        item.check_fields(*Candidate.__struct_fields__)
        score = item.read_text("score") or "0"
        if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?", score):
            raise item.make_error(f"score is {score[:30]!r}, not a number", "give 0 to 100", "score")
        candidates.append(
            Candidate(
                id=item.require_text("id"),
                name=item.require_text("name"),
                score=float(score),
                why=item.read_text("why") or "",
                automatic=item.read_text("automatic") == "true",
                rejected=item.read_text("rejected") == "true",
                jurisdiction=item.read_text("jurisdiction"),
                identifiers=item.read_text("identifiers"),
            )
        )
    return Party(
        key=node.require_text("key"),
        name=node.require_text("name"),
        kind=node.read_choice("kind", Kind, Kind.UNKNOWN),
        jurisdiction=node.read_text("jurisdiction"),
        jurisdiction_note=node.read_text("jurisdiction_note"),
        id=node.read_text("id"),
        aliases=tuple(aliases),
        candidates=tuple(candidates),
        note=node.read_text("note"),
    )


def _read_claim(node: _Node) -> Claim:
    node.check_fields(
        "id",
        "holder",
        "predicate",
        "subject",
        "share",
        "indirect",
        "value",
        "unit",
        "qualifier",
        "as_of",
        "status",
        "valid_from",
        "valid_until",
        "quotes",
        "tier",
        "extractor",
        "review",
        "by",
        "at",
        "note",
    )
    quotes = []
    for item in node.read_items("quotes"):
        item.check_fields(*Quote.__struct_fields__)
        start, end = item.read_number("start"), item.read_number("end")
        if start is None or end is None:
            raise item.make_error("a quote needs start and end", "give the character offsets, or propose the map again")
        quotes.append(
            Quote(
                role=item.read_text("role") or "claim",
                start=start,
                end=end,
                text=item.require_text("text"),
                before=item.read_text("before"),
                after=item.read_text("after"),
                page=item.read_number("page"),
            )
        )
    extractor = ExtractorInfo(name="person", version="1")
    if "extractor" in node.fields:
        info = node.require_child("extractor")
        info.check_fields("name", "version", "pattern", "model")
        extractor = ExtractorInfo(
            name=info.require_text("name"),
            version=info.require_text("version"),
            pattern=info.read_text("pattern"),
            model=info.read_text("model"),
        )
    tier = node.read_text("tier") or "B"
    if tier not in ("A", "B", "C"):
        raise node.make_error(f"tier cannot be {tier[:20]!r}", "one of: A, B, C", "tier")
    return Claim(
        id=node.require_text("id"),
        predicate=node.require_text("predicate"),
        subject=node.require_text("subject"),
        holder=node.read_text("holder"),
        share=_read_share(node),
        indirect=node.read_text("indirect") == "true",
        value=node.read_text("value"),
        unit=node.read_text("unit"),
        qualifier=node.read_text("qualifier"),
        as_of=node.read_date("as_of"),
        status=node.read_choice("status", ClaimStatus, ClaimStatus.IN_EFFECT),
        valid_from=node.read_date("valid_from"),
        valid_until=node.read_date("valid_until"),
        quotes=tuple(quotes),
        tier=tier,
        extractor=extractor,
        review=node.read_choice("review", Review, Review.PROPOSED),
        by=node.read_text("by"),
        at=node.read_date("at"),
        note=node.read_text("note"),
    )


def _read_share(node: _Node) -> Share | None:
    written = node.read_text("share")
    if written is None:
        return None
    quote = next((item.read_text("text") for item in node.read_items("quotes") if item.read_text("role") == "share"), None)
    try:
        share = Share.parse(written)
    except RecordError as error:
        raise node.make_error(f"share: {error.what}", error.hint, "share") from None
    return Share(
        min=share.min,
        max=share.max,
        min_open=share.min_open,
        max_open=share.max_open,
        exact=share.exact or (share.min_open and share.max_open and share.max - share.min == 1),
        text=quote or written,
    )


def check_references(parties: tuple[Party, ...], claims: tuple[Claim, ...], name: str) -> None:
    """Raise InputError where two items have one key, or a claim names no party."""
    keys: set[str] = set()
    for party in parties:
        if party.key in keys:
            raise InputError("DUPLICATE_PARTY", f"{name}: two parties have the key {party.key!r}", "give each party a key of its own")
        keys.add(party.key)
    claim_ids: set[str] = set()
    for claim in claims:
        if claim.id in claim_ids:
            raise InputError("DUPLICATE_CLAIM", f"{name}: two claims have the id {claim.id!r}", "give each claim an id of its own")
        claim_ids.add(claim.id)
        for key in (claim.holder, claim.subject):
            if key is not None and key not in keys:
                raise InputError(
                    "UNKNOWN_PARTY",
                    f"{name}: claim {claim.id} names {key!r}, which is not among the parties",
                    "add the party, or use one of: " + ", ".join(sorted(keys)[:12]),
                )
