"""Compares a claim map with its article, and each claim with the rules of a claim.

Owns the checks, and finding moved quotes again.  Nothing is loaded here and nothing is guessed: a quote at another place of a
changed text is reported as moved, one that is gone as a problem.
"""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from loaders.article.model import ATTRIBUTES, RELATIONS, SUCCEEDS, Claim, ClaimMap, Quote
from loaders.article.text.document import decode
from ontology.dates import ends_before_start
from ontology.errors import InputError, OwnershipError

_MAX_PLACES: Final = 1_000
"""Places of a repeated quote that are compared."""


class Problem(msgspec.Struct, frozen=True):
    """One error that keeps a claim from being loaded."""

    claim: str
    error: OwnershipError


class MovedQuote(msgspec.Struct, frozen=True):
    """A quote that is at another place of the text than in the map; places count characters."""

    claim: str
    role: str
    old_start: int
    new_start: int


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """Result of a check.  ``map`` has the moved quotes at their new places and the digest of the text that was compared."""

    text_changed: bool
    problems: tuple[Problem, ...]
    moved: tuple[MovedQuote, ...]
    map: ClaimMap

    @property
    def ok(self) -> bool:
        return not self.problems

    def lines(self) -> list[str]:
        """Format the report for a reader, one finding a line."""
        findings = ["the text is not the one the map was made from (its SHA-256 differs)"] if self.text_changed else []
        findings += [f"claim {m.claim}: the {m.role} quote moved from character {m.old_start} to {m.new_start}" for m in self.moved]
        findings += [f"claim {p.claim}: {p.error} ({p.error.hint})" for p in self.problems]
        return findings or ["the map fits its text"]


def check_map(claim_map: ClaimMap, text_bytes: bytes) -> CheckReport:
    """Compare digest, offsets and quotes with the text, and each claim with the rules of a claim."""
    text = decode(text_bytes, claim_map.document.file)
    digest = hashlib.sha256(text_bytes).hexdigest()
    problems: list[Problem] = []
    moved: list[MovedQuote] = []
    claims = []
    for claim in claim_map.claims:
        problems += [Problem(claim.id, error) for error in find_claim_errors(claim)]
        quotes, errors = _anchor_quotes(claim, text)
        problems += [Problem(claim.id, error) for error in errors]
        pairs = zip(claim.quotes, quotes, strict=True)
        moved += [MovedQuote(claim.id, new.role, old.start, new.start) for old, new in pairs if old.start != new.start]
        claims.append(msgspec.structs.replace(claim, quotes=quotes))
    # What was taken out of a file has a digest of its own.
    field = "sha256" if claim_map.document.text_sha256 is None else "text_sha256"
    document = msgspec.structs.replace(claim_map.document, **{field: digest})
    return CheckReport(
        text_changed=digest != getattr(claim_map.document, field),
        problems=tuple(problems),
        moved=tuple(moved),
        map=msgspec.structs.replace(claim_map, claims=tuple(claims), document=document),
    )


def find_claim_errors(claim: Claim) -> list[OwnershipError]:
    """Find what is wrong with a claim by itself, whatever the text says."""
    where = f"claim {claim.id}"
    errors: list[OwnershipError] = []
    is_relation = claim.predicate in RELATIONS or claim.predicate == SUCCEEDS
    if not is_relation and claim.predicate not in ATTRIBUTES and not claim.predicate.startswith("x-"):
        errors.append(
            InputError(
                "UNKNOWN_PREDICATE",
                f"{where}: {claim.predicate[:40]!r} is no predicate",
                "between parties: "
                + ", ".join(p for p in RELATIONS if p == p.lower())
                + "; of one party: "
                + ", ".join(sorted(ATTRIBUTES)),
            )
        )
    elif is_relation and claim.holder is None:
        errors.append(
            InputError("NO_HOLDER", f"{where}: {claim.predicate} needs a holder and a subject", "name the holder, or reject the claim")
        )
    elif not is_relation and claim.value is None:
        errors.append(InputError("NO_VALUE", f"{where}: {claim.predicate} needs a value", "give value: ..., or reject the claim"))
    elif not is_relation and claim.holder is not None:
        errors.append(
            InputError("HOLDER_NOT_USED", f"{where}: {claim.predicate} is about one party and takes no holder", "remove the holder")
        )
    if claim.holder is not None and claim.holder == claim.subject:
        errors.append(
            InputError(
                "HOLDER_IS_SUBJECT",
                f"{where}: {claim.holder} cannot be both holder and subject",
                "correct one of the two, or reject the claim",
            )
        )
    if claim.share is not None and not is_relation and claim.predicate in ATTRIBUTES:
        errors.append(
            InputError("SHARE_NOT_USED", f"{where}: {claim.predicate} takes no share", "a percentage that is no share goes into value")
        )
    if ends_before_start(claim.valid_from, claim.valid_until):
        errors.append(
            InputError(
                "CLAIM_DATES_BACKWARDS",
                f"{where} ends ({claim.valid_until}) before it starts ({claim.valid_from})",
                "swap the two dates or remove one",
            )
        )
    return errors


def _anchor_quotes(claim: Claim, text: str) -> tuple[tuple[Quote, ...], list[OwnershipError]]:
    """Place the quotes in this text: unmoved, or moved with the claim's own sentence, or found by words and context.

    Also returns the errors of quotes that are not in the text; these keep their place.
    """
    errors: list[OwnershipError] = []
    quotes: list[Quote] = []
    shift: int | None = None
    for quote in claim.quotes:
        start = quote.start if _is_at(text, quote, quote.start) else None
        if start is None and shift is not None and _is_at(text, quote, quote.start + shift):
            start = quote.start + shift
        if start is None:
            start = _find_quote(text, quote)
        if start is None:
            words = text[quote.start : quote.end][:70]
            errors.append(
                InputError(
                    "QUOTE_LOST",
                    f"claim {claim.id}: {quote.text[:70]!r} is not in the text; characters {quote.start}..{quote.end} read {words!r}",
                    "quote the article word for word, or reject the claim",
                )
            )
            quotes.append(quote)
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
        quotes.append(msgspec.structs.replace(quote, start=start, end=start + len(quote.text)))
    return tuple(quotes), errors


def _is_at(text: str, quote: Quote, at: int) -> bool:
    return at >= 0 and bool(quote.text) and text.startswith(quote.text, at)


def _find_quote(text: str, quote: Quote) -> int | None:
    """Find where the words are now: the place whose surroundings fit best, of these the nearest to the old one; None if nowhere."""
    if not quote.text:
        return None
    best_rank: tuple[int, int] | None = None
    best_place = None
    at = text.find(quote.text)
    for _ in range(_MAX_PLACES):
        if at < 0:
            break
        agreement = _count_common_prefix(text[:at][-40:][::-1], (quote.before or "")[::-1]) + _count_common_prefix(
            text[at + len(quote.text) : at + len(quote.text) + 40], quote.after or ""
        )
        rank = (agreement, -abs(at - quote.start))
        if best_rank is None or rank > best_rank:
            best_rank, best_place = rank, at
        at = text.find(quote.text, at + 1)
    return best_place


def _count_common_prefix(left: str, right: str) -> int:
    """Count the characters that agree from the start."""
    for i, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return i
    return min(len(left), len(right))
