"""Reading the claim map back: every malformed line is one error that names the line and the fix.

Owns the checks of form (fields, words, dates, references inside the map).  Whether quotes stand in the text is for ``check.py``.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar

from loaders.article import yamltree
from loaders.article.map_writer import VERSION
from loaders.article.model import Alias, Candidate, Claim, ClaimMap, ClaimStatus, DocumentInfo, Made, Party, Quote
from loaders.article.yamltree import Tree
from ontology.dates import check_date
from ontology.errors import InputError, RecordError
from ontology.shares import Share
from ontology.statements import Kind, Review

_E = TypeVar("_E", bound=StrEnum)


def read(data: bytes, name: str = "map") -> ClaimMap:
    """Read a map.  Raises InputError with the line where it is malformed; quotes are not compared here."""
    top = _Node(yamltree.parse(data, name), name, "the map")
    if top.words("ownership_map") != VERSION:
        raise InputError(
            "NOT_A_CLAIM_MAP", f"{name} is not a claim map of version {VERSION}", "make one with: ownership article propose TEXT -o MAP"
        )
    top.only("ownership_map", "document", "parties", "claims")
    head = top.child("document")
    names = tuple(DocumentInfo.__struct_fields__)
    head.only(*names)
    info = DocumentInfo(
        file=head.needed("file"),
        sha256=head.needed("sha256"),
        title=head.words("title"),
        author=head.words("author"),
        date=head.date("date"),
        publisher=head.words("publisher"),
        language=head.words("language"),
        licence=head.words("licence"),
        url=head.words("url"),
        text=head.words("text"),
    )
    parties = tuple(_read_party(node) for node in top.items("parties"))
    claims = tuple(_read_claim(node) for node in top.items("claims"))
    _check_references(parties, claims, name)
    return ClaimMap(document=info, parties=parties, claims=claims)


class _Node:
    """A mapping of the map with its place, so that each error names its line."""

    def __init__(self, tree: Tree, name: str, what: str) -> None:
        if not isinstance(tree.value, dict):
            raise InputError(
                "BAD_MAP", f"{name} at line {tree.line}: {what} is a list of `key: value` lines", "compare with a freshly proposed map"
            )
        self.fields, self.line, self.name, self.what = tree.value, tree.line, name, what

    def bad(self, what: str, hint: str, field: str | None = None) -> InputError:
        line = self.fields[field].line if field in self.fields else self.line
        return InputError("BAD_MAP", f"{self.name} at line {line}: {what}", hint)

    def only(self, *names: str) -> None:
        for field in self.fields:
            if field not in names:
                raise self.bad(f"{self.what} has no field {field!r}", "fields here: " + ", ".join(names), field)

    def words(self, field: str) -> str | None:
        tree = self.fields.get(field)
        if tree is None or tree.value is None:
            return None
        if not isinstance(tree.value, str):
            raise self.bad(f"{field} takes one value, not a list", f"write {field}: value", field)
        return tree.value

    def needed(self, field: str) -> str:
        found = self.words(field)
        if found is None:
            raise self.bad(f"{self.what} needs {field}", f"add {field}: ...")
        return found

    def number(self, field: str) -> int | None:
        found = self.words(field)
        if found is None:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", found):
            raise self.bad(f"{field} is {found[:30]!r}, not a whole number", "give the character offset", field)
        return int(found)

    def choice(self, field: str, kind: type[_E], default: _E) -> _E:
        found = self.words(field)
        if found is None:
            return default
        if found not in {member.value for member in kind}:
            raise self.bad(f"{field} cannot be {found[:40]!r}", "one of: " + ", ".join(member.value for member in kind), field)
        return kind(found)

    def date(self, field: str) -> str | None:
        found = self.words(field)
        try:
            return None if found is None else check_date(found)
        except RecordError as error:
            raise self.bad(f"{field}: {error.what}", error.hint, field) from None

    def child(self, field: str) -> _Node:
        if field not in self.fields:
            raise self.bad(f"{self.what} needs {field}", "compare with a freshly proposed map")
        return _Node(self.fields[field], self.name, field)

    def items(self, field: str) -> list[_Node]:
        tree = self.fields.get(field)
        if tree is None or tree.value is None:
            return []
        if not isinstance(tree.value, list):
            raise self.bad(f"{field} is a list", f"begin each item of {field} with a dash", field)
        return [_Node(item, self.name, f"an item of {field}") for item in tree.value]


def _read_party(node: _Node) -> Party:
    node.only("key", "name", "kind", "jurisdiction", "jurisdiction_note", "id", "note", "aliases", "candidates")
    aliases = []
    for item in node.items("aliases"):
        item.only("text", "how", "confidence", "start", "end")
        confidence = item.words("confidence") or "high"
        if confidence not in ("high", "medium", "low"):
            raise item.bad(f"confidence cannot be {confidence[:30]!r}", "one of: high, medium, low", "confidence")
        aliases.append(
            Alias(
                text=item.needed("text"),
                how=item.words("how") or "name",
                confidence=confidence,
                start=item.number("start"),
                end=item.number("end"),
            )
        )
    candidates = []
    for item in node.items("candidates"):
        item.only("id", "name", "score", "why", "automatic")
        score = item.words("score") or "0"
        if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?", score):
            raise item.bad(f"score is {score[:30]!r}, not a number", "give 0 to 100", "score")
        candidates.append(
            Candidate(
                id=item.needed("id"),
                name=item.needed("name"),
                score=float(score),
                why=item.words("why") or "",
                automatic=item.words("automatic") == "true",
            )
        )
    return Party(
        key=node.needed("key"),
        name=node.needed("name"),
        kind=node.choice("kind", Kind, Kind.UNKNOWN),
        jurisdiction=node.words("jurisdiction"),
        jurisdiction_note=node.words("jurisdiction_note"),
        id=node.words("id"),
        aliases=tuple(aliases),
        candidates=tuple(candidates),
        note=node.words("note"),
    )


def _read_claim(node: _Node) -> Claim:
    node.only(
        "id",
        "holder",
        "predicate",
        "subject",
        "share",
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
    for item in node.items("quotes"):
        item.only("role", "start", "end", "text", "before", "after")
        start, end = item.number("start"), item.number("end")
        if start is None or end is None:
            raise item.bad("a quote needs start and end", "give the character offsets, or propose the map again")
        quotes.append(
            Quote(
                role=item.words("role") or "claim",
                start=start,
                end=end,
                text=item.needed("text"),
                before=item.words("before"),
                after=item.words("after"),
            )
        )
    made = Made(name="person", version="1")
    if "extractor" in node.fields:
        by = node.child("extractor")
        by.only("name", "version", "pattern", "model")
        made = Made(name=by.needed("name"), version=by.needed("version"), pattern=by.words("pattern"), model=by.words("model"))
    tier = node.words("tier") or "B"
    if tier not in ("A", "B", "C"):
        raise node.bad(f"tier cannot be {tier[:20]!r}", "one of: A, B, C", "tier")
    return Claim(
        id=node.needed("id"),
        predicate=node.needed("predicate"),
        subject=node.needed("subject"),
        holder=node.words("holder"),
        share=_read_share(node),
        value=node.words("value"),
        unit=node.words("unit"),
        qualifier=node.words("qualifier"),
        as_of=node.date("as_of"),
        status=node.choice("status", ClaimStatus, ClaimStatus.IN_EFFECT),
        valid_from=node.date("valid_from"),
        valid_until=node.date("valid_until"),
        quotes=tuple(quotes),
        tier=tier,
        extractor=made,
        review=node.choice("review", Review, Review.PROPOSED),
        by=node.words("by"),
        at=node.date("at"),
        note=node.words("note"),
    )


def _read_share(node: _Node) -> Share | None:
    written = node.words("share")
    if written is None:
        return None
    quoted = next((item.words("text") for item in node.items("quotes") if item.words("role") == "share"), None)
    try:
        share = Share.parse(written)
    except RecordError as error:
        raise node.bad(f"share: {error.what}", error.hint, "share") from None
    return Share(
        min=share.min,
        max=share.max,
        min_open=share.min_open,
        max_open=share.max_open,
        exact=share.exact or (share.min_open and share.max_open and share.max - share.min == 1),
        text=quoted or written,
    )


def _check_references(parties: tuple[Party, ...], claims: tuple[Claim, ...], name: str) -> None:
    keys: set[str] = set()
    for party in parties:
        if party.key in keys:
            raise InputError("DUPLICATE_PARTY", f"{name}: two parties have the key {party.key!r}", "give each party a key of its own")
        keys.add(party.key)
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            raise InputError("DUPLICATE_CLAIM", f"{name}: two claims have the id {claim.id!r}", "give each claim an id of its own")
        seen.add(claim.id)
        for key in (claim.holder, claim.subject):
            if key is not None and key not in keys:
                raise InputError(
                    "UNKNOWN_PARTY",
                    f"{name}: claim {claim.id} names {key!r}, which is not among the parties",
                    "add the party, or use one of: " + ", ".join(sorted(keys)[:12]),
                )
