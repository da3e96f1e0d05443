"""Does the map still fit the article, and do its claims make sense?  Owns the checks, and finding moved quotes again.

Nothing is loaded here and nothing is guessed: a quote that stands elsewhere in a changed text is reported as moved, one that is gone as a
problem.
"""

from __future__ import annotations

import hashlib

import msgspec

from loaders.article.document import decode
from loaders.article.model import ATTRIBUTES, RELATIONS, SUCCEEDS, Claim, ClaimMap, Quote
from ontology.dates import backwards
from ontology.errors import InputError, OwnershipError


class Problem(msgspec.Struct, frozen=True):
    """One thing that keeps a claim from being loaded."""

    claim: str
    error: OwnershipError


class Moved(msgspec.Struct, frozen=True):
    """A quote that stands at another place than the map says."""

    claim: str
    role: str
    was: int
    now: int


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the check found.  ``map`` has the moved quotes at their new places and the digest of the text at hand."""

    text_changed: bool
    problems: tuple[Problem, ...]
    moved: tuple[Moved, ...]
    map: ClaimMap

    @property
    def ok(self) -> bool:
        return not self.problems

    def lines(self) -> list[str]:
        """The report for a reader, one finding a line."""
        found = ["the text is not the one the map was made from (its SHA-256 differs)"] if self.text_changed else []
        found += [f"claim {m.claim}: the {m.role} quote moved from character {m.was} to {m.now}" for m in self.moved]
        found += [f"claim {p.claim}: {p.error} ({p.error.hint})" for p in self.problems]
        return found or ["the map fits its text"]


def check_map(claim_map: ClaimMap, text_bytes: bytes) -> CheckReport:
    """Compare digest, offsets and quotes with the text, and each claim with the rules of a claim."""
    text = decode(text_bytes, claim_map.document.file)
    digest = hashlib.sha256(text_bytes).hexdigest()
    problems: list[Problem] = []
    moved: list[Moved] = []
    claims = []
    for claim in claim_map.claims:
        problems += [Problem(claim.id, error) for error in claim_errors(claim)]
        found, errors = _anchored(claim, text)
        problems += [Problem(claim.id, error) for error in errors]
        moved += [
            Moved(claim.id, new.role, old.start, new.start) for old, new in zip(claim.quotes, found, strict=True) if old.start != new.start
        ]
        claims.append(msgspec.structs.replace(claim, quotes=found))
    document = msgspec.structs.replace(claim_map.document, sha256=digest)
    return CheckReport(
        text_changed=digest != claim_map.document.sha256,
        problems=tuple(problems),
        moved=tuple(moved),
        map=msgspec.structs.replace(claim_map, claims=tuple(claims), document=document),
    )


def claim_errors(claim: Claim) -> list[OwnershipError]:
    """What is wrong with a claim by itself, whatever the text says."""
    where = f"claim {claim.id}"
    found: list[OwnershipError] = []
    relation = claim.predicate in RELATIONS or claim.predicate == SUCCEEDS
    if not relation and claim.predicate not in ATTRIBUTES and not claim.predicate.startswith("x-"):
        found.append(
            InputError(
                "UNKNOWN_PREDICATE",
                f"{where}: {claim.predicate[:40]!r} is no predicate",
                "between parties: "
                + ", ".join(p for p in RELATIONS if p == p.lower())
                + "; of one party: "
                + ", ".join(sorted(ATTRIBUTES)),
            )
        )
    elif relation and claim.holder is None:
        found.append(
            InputError("NO_HOLDER", f"{where}: {claim.predicate} needs a holder and a subject", "name the holder, or reject the claim")
        )
    elif not relation and claim.value is None:
        found.append(InputError("NO_VALUE", f"{where}: {claim.predicate} needs a value", "give value: ..., or reject the claim"))
    elif not relation and claim.holder is not None:
        found.append(
            InputError("HOLDER_NOT_USED", f"{where}: {claim.predicate} is about one party and takes no holder", "remove the holder")
        )
    if claim.holder is not None and claim.holder == claim.subject:
        found.append(
            InputError(
                "HOLDER_IS_SUBJECT",
                f"{where}: {claim.holder} cannot be both holder and subject",
                "correct one of the two, or reject the claim",
            )
        )
    if claim.share is not None and not relation and claim.predicate in ATTRIBUTES:
        found.append(
            InputError("SHARE_NOT_USED", f"{where}: {claim.predicate} takes no share", "a percentage that is no share goes into value")
        )
    if backwards(claim.valid_from, claim.valid_until):
        found.append(
            InputError(
                "CLAIM_DATES_BACKWARDS",
                f"{where} ends ({claim.valid_until}) before it starts ({claim.valid_from})",
                "swap the two dates or remove one",
            )
        )
    return found


def _anchored(claim: Claim, text: str) -> tuple[tuple[Quote, ...], list[OwnershipError]]:
    """The quotes at their places in this text: unmoved, or all moved with the claim's own sentence, or found by words and context."""
    errors: list[OwnershipError] = []
    found: list[Quote] = []
    shift: int | None = None
    for quote in claim.quotes:
        start = quote.start if _stands(text, quote, quote.start) else None
        if start is None and shift is not None and _stands(text, quote, quote.start + shift):
            start = quote.start + shift
        if start is None:
            start = _search(text, quote)
        if start is None:
            there = text[quote.start : quote.end]
            errors.append(
                InputError(
                    "QUOTE_LOST",
                    f"claim {claim.id}: {quote.text[:70]!r} is not in the text; characters {quote.start}..{quote.end} read {there[:70]!r}",
                    "quote the article word for word, or reject the claim",
                )
            )
            found.append(quote)
            continue
        if quote.end - quote.start != len(quote.text):
            errors.append(
                InputError(
                    "BAD_QUOTE",
                    f"claim {claim.id}: the quote {quote.text[:40]!r} has {len(quote.text)} characters, its offsets span"
                    f" {quote.end - quote.start}",
                    f"set start: {start} and end: {start + len(quote.text)}",
                )
            )
        if quote.role == "claim":
            shift = start - quote.start
        found.append(msgspec.structs.replace(quote, start=start, end=start + len(quote.text)))
    return tuple(found), errors


def _stands(text: str, quote: Quote, at: int) -> bool:
    return at >= 0 and bool(quote.text) and text.startswith(quote.text, at)


def _search(text: str, quote: Quote) -> int | None:
    """Where the words stand now: the place whose surroundings fit best, then the nearest to the old one."""
    if not quote.text:
        return None
    best: tuple[int, int] | None = None
    place = None
    at = text.find(quote.text)
    for _ in range(1_000):
        if at < 0:
            break
        fits = _alike(text[:at][-40:][::-1], (quote.before or "")[::-1]) + _alike(
            text[at + len(quote.text) : at + len(quote.text) + 40], quote.after or ""
        )
        rank = (fits, -abs(at - quote.start))
        if best is None or rank > best:
            best, place = rank, at
        at = text.find(quote.text, at + 1)
    return place


def _alike(one: str, two: str) -> int:
    """How many characters agree from the start."""
    for i, (a, b) in enumerate(zip(one, two, strict=False)):
        if a != b:
            return i
    return min(len(one), len(two))
