"""The claim map: the YAML file that a person reviews.  Owns its layout, written and read.

Whether its quotes stand in the article is for ``check.py``; what its claims become is for ``load.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, TypeVar

from loaders.article import yamltree
from loaders.article.claims import Alias, Candidate, Claim, ClaimMap, ClaimStatus, DocumentInfo, Made, Party, Quote
from loaders.article.yamltree import Tree
from ontology.dates import check_date
from ontology.errors import InputError, RecordError
from ontology.shares import Share, percent_text
from ontology.statements import Kind, Review

_E = TypeVar("_E", bound=StrEnum)
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
#               An alias of low confidence is a suggestion: delete it, or leave it; it joins nothing.
#
# Then: ownership article check THIS_FILE, and: ownership load THIS_FILE
"""
_PLAIN = re.compile(r"^[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*$|^[0-9]+(?:[.-][0-9]+)*$")
_WORDS_OF_YAML: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\\\\\"]")


def is_map(data: bytes) -> bool:
    """Whether the bytes are a claim map and not an article: a line that begins ``ownership_map:``.

    >>> is_map(b"# note\\nownership_map: 1\\n"), is_map(b"Aral bought Buri.")
    (True, False)
    """
    return re.search(rb"^(?:\xef\xbb\xbf)?ownership_map:", data[:20_000], re.MULTILINE) is not None


def write(claim_map: ClaimMap) -> bytes:
    """The map as UTF-8 YAML with the explanation at its top.  Reading it back gives an equal map."""
    lines = [_HEAD, f"ownership_map: {VERSION}", "", "document:"]
    info = claim_map.document
    lines += _fields("  ", [(n, getattr(info, n)) for n in ("file", "sha256", "title", "author", "date", "publisher", "language", "licence", "url")], keep=("file", "sha256"))
    if info.text is not None:
        lines.append(f"  text: {_quoted(info.text)}")
    lines += ["", "parties:" if claim_map.parties else "parties: []"]
    for party in claim_map.parties:
        lines.append(f"  - key: {_scalar(party.key)}")
        lines += _fields("    ", [("name", party.name), ("kind", party.kind.value), ("jurisdiction", party.jurisdiction),
                                  ("jurisdiction_note", party.jurisdiction_note), ("id", party.id), ("note", party.note)],
                         keep=("name", "kind", "jurisdiction", "id"))
        lines += _list("    ", "aliases", [[("text", a.text), ("how", a.how), ("confidence", a.confidence), ("start", a.start), ("end", a.end)]
                                          for a in party.aliases])
        lines += _list("    ", "candidates", [[("id", c.id), ("name", c.name), ("score", c.score), ("why", c.why), ("automatic", "true" if c.automatic else None)]
                                              for c in party.candidates])
    lines += ["", "claims:" if claim_map.claims else "claims: []"]
    for claim in claim_map.claims:
        lines += _claim(claim)
    return ("\n".join(lines) + "\n").encode()


def read(data: bytes, name: str = "map") -> ClaimMap:
    """Read a map.  Raises InputError with the line where it is malformed; quotes are not compared here."""
    top = _Node(yamltree.parse(data, name), name, "the map")
    if top.words("ownership_map") != VERSION:
        raise InputError("NOT_A_CLAIM_MAP", f"{name} is not a claim map of version {VERSION}", "make one with: ownership article propose TEXT -o MAP")
    top.only("ownership_map", "document", "parties", "claims")
    head = top.child("document")
    names = tuple(DocumentInfo.__struct_fields__)
    head.only(*names)
    info = DocumentInfo(file=head.needed("file"), sha256=head.needed("sha256"), title=head.words("title"), author=head.words("author"),
                        date=head.date("date"), publisher=head.words("publisher"), language=head.words("language"), licence=head.words("licence"),
                        url=head.words("url"), text=head.words("text"))
    parties = tuple(_read_party(node) for node in top.items("parties"))
    claims = tuple(_read_claim(node) for node in top.items("claims"))
    _check_references(parties, claims, name)
    return ClaimMap(document=info, parties=parties, claims=claims)


def share_text(share: Share | None) -> str | None:
    """The share in the notation of the map: ``51``, ``(50..100]``.

    >>> share_text(Share.parse(">50"))
    '(50..100]'
    """
    if share is None:
        return None
    if share.exact and share.min_open and share.max_open:
        return f"({percent_text(share.min)}..{percent_text(share.max)})"
    if share.exact or share.min == share.max:
        return percent_text(share.min) if share.exact else f"{percent_text(share.min)}..{percent_text(share.max)}"
    return f"{'(' if share.min_open else '['}{percent_text(share.min)}..{percent_text(share.max)}{')' if share.max_open else ']'}"


def _claim(claim: Claim) -> list[str]:
    lines = [f"  - id: {_scalar(claim.id)}"]
    fields: list[tuple[str, object]] = []
    if claim.holder is not None or claim.value is None:
        fields += [("holder", claim.holder), ("predicate", claim.predicate), ("subject", claim.subject), ("share", share_text(claim.share))]
    else:
        fields += [("subject", claim.subject), ("predicate", claim.predicate), ("share", share_text(claim.share))]
    fields += [("value", claim.value), ("unit", claim.unit), ("qualifier", claim.qualifier), ("as_of", claim.as_of), ("status", claim.status.value),
               ("valid_from", claim.valid_from), ("valid_until", claim.valid_until)]
    keep = ("holder", "predicate", "subject", "share", "status", "valid_from") if claim.value is None else ("subject", "predicate", "value", "status")
    lines += _fields("    ", fields, keep=keep)
    lines += _list("    ", "quotes", [[("role", q.role), ("start", q.start), ("end", q.end), ("text", q.text), ("before", q.before), ("after", q.after)]
                                     for q in claim.quotes])
    made = claim.extractor
    lines.append(f"    tier: {_scalar(claim.tier)}")
    lines.append("    extractor: " + _flow([("name", made.name), ("version", made.version), ("pattern", made.pattern), ("model", made.model)]))
    return lines + _fields("    ", [("review", claim.review.value), ("by", claim.by), ("at", claim.at), ("note", claim.note)], keep=("review", "by", "at", "note"))


def _fields(indent: str, fields: Iterable[tuple[str, object]], keep: tuple[str, ...] = ()) -> list[str]:
    """One line a field; an empty one is shown only where a person may want to fill it in."""
    return [f"{indent}{name}:" + (f" {_scalar(value)}" if value is not None else "") for name, value in fields if value is not None or name in keep]


def _list(indent: str, name: str, rows: list[list[tuple[str, object]]]) -> list[str]:
    return [f"{indent}{name}:", *(f"{indent}  - {_flow(row)}" for row in rows)] if rows else []


def _flow(fields: Iterable[tuple[str, object]]) -> str:
    return "{" + ", ".join(f"{name}: {_quoted(value) if isinstance(value, str) and not _simple(value) else value}" for name, value in fields if value is not None) + "}"


def _simple(text: str) -> bool:
    return _PLAIN.match(text) is not None and text.lower() not in _WORDS_OF_YAML


def _scalar(value: object) -> str:
    text = str(value)
    return text if _simple(text) else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + _UNSAFE.sub(lambda m: {"\n": "\\n", "\t": "\\t", "\\": "\\\\", '"': '\\"'}.get(m[0], f"\\u{ord(m[0]):04x}"), text) + '"'


class _Node:
    """A mapping of the map with its place, so that each error names its line."""

    def __init__(self, tree: Tree, name: str, what: str) -> None:
        if not isinstance(tree.value, dict):
            raise InputError("BAD_MAP", f"{name} at line {tree.line}: {what} is a list of `key: value` lines", "compare with a freshly proposed map")
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
        aliases.append(Alias(text=item.needed("text"), how=item.words("how") or "name", confidence=confidence, start=item.number("start"), end=item.number("end")))
    candidates = []
    for item in node.items("candidates"):
        item.only("id", "name", "score", "why", "automatic")
        score = item.words("score") or "0"
        if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?", score):
            raise item.bad(f"score is {score[:30]!r}, not a number", "give 0 to 100", "score")
        candidates.append(Candidate(id=item.needed("id"), name=item.needed("name"), score=float(score), why=item.words("why") or "",
                                    automatic=item.words("automatic") == "true"))
    return Party(key=node.needed("key"), name=node.needed("name"), kind=node.choice("kind", Kind, Kind.UNKNOWN), jurisdiction=node.words("jurisdiction"),
                 jurisdiction_note=node.words("jurisdiction_note"), id=node.words("id"), aliases=tuple(aliases), candidates=tuple(candidates),
                 note=node.words("note"))


def _read_claim(node: _Node) -> Claim:
    node.only("id", "holder", "predicate", "subject", "share", "value", "unit", "qualifier", "as_of", "status", "valid_from", "valid_until", "quotes",
              "tier", "extractor", "review", "by", "at", "note")
    quotes = []
    for item in node.items("quotes"):
        item.only("role", "start", "end", "text", "before", "after")
        start, end = item.number("start"), item.number("end")
        if start is None or end is None:
            raise item.bad("a quote needs start and end", "give the character offsets, or propose the map again")
        quotes.append(Quote(role=item.words("role") or "claim", start=start, end=end, text=item.needed("text"), before=item.words("before"), after=item.words("after")))
    made = Made(name="person", version="1")
    if "extractor" in node.fields:
        by = node.child("extractor")
        by.only("name", "version", "pattern", "model")
        made = Made(name=by.needed("name"), version=by.needed("version"), pattern=by.words("pattern"), model=by.words("model"))
    tier = node.words("tier") or "B"
    if tier not in ("A", "B", "C"):
        raise node.bad(f"tier cannot be {tier[:20]!r}", "one of: A, B, C", "tier")
    return Claim(
        id=node.needed("id"), predicate=node.needed("predicate"), subject=node.needed("subject"), holder=node.words("holder"), share=_read_share(node),
        value=node.words("value"), unit=node.words("unit"), qualifier=node.words("qualifier"), as_of=node.date("as_of"),
        status=node.choice("status", ClaimStatus, ClaimStatus.IN_EFFECT), valid_from=node.date("valid_from"), valid_until=node.date("valid_until"),
        quotes=tuple(quotes), tier=tier, extractor=made, review=node.choice("review", Review, Review.PROPOSED), by=node.words("by"), at=node.date("at"),
        note=node.words("note"))


def _read_share(node: _Node) -> Share | None:
    written = node.words("share")
    if written is None:
        return None
    quoted = next((item.words("text") for item in node.items("quotes") if item.words("role") == "share"), None)
    try:
        share = Share.parse(written)
    except RecordError as error:
        raise node.bad(f"share: {error.what}", error.hint, "share") from None
    return Share(min=share.min, max=share.max, min_open=share.min_open, max_open=share.max_open,
                 exact=share.exact or (share.min_open and share.max_open and share.max - share.min == 1), text=quoted or written)


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
                raise InputError("UNKNOWN_PARTY", f"{name}: claim {claim.id} names {key!r}, which is not among the parties",
                                 "add the party, or use one of: " + ", ".join(sorted(keys)[:12]))
