"""What the article tests share: a sentence in, claims out as short tuples."""

from __future__ import annotations

from loaders.article import Claim, ClaimMap, propose, write_map
from loaders.article.model import ABOVE

MAP_TEXT = b"Aral Motors (AM) owns 60 percent of Buri Steel LLP.\n\nBuri Steel has 900 employees.\n"


def a_map() -> bytes:
    return write_map(propose(MAP_TEXT, name="news.txt"))


def proposed(text: str, *extractors: str) -> ClaimMap:
    """What the rules find, or these extractors."""
    return propose(text.encode(), name="article.txt", extractors=extractors or ("rules",))


def pairs(text: str) -> list[tuple[str, str, str, str | None, str]]:
    """(holder, predicate, subject, share, status) with the words that the text uses for the two parties."""
    return [pair(c) for c in proposed(text).claims if c.holder is not None]


def pair(claim: Claim) -> tuple[str, str, str, str | None, str]:
    holder, subject = claim.quote("holder"), claim.quote("subject")
    assert holder is not None
    assert subject is not None
    return holder.text, claim.predicate, subject.text, claim.share.label() if claim.share else None, claim.status.value


def told(text: str) -> set[tuple[str, str, str | None, str]]:
    """Who is told to hold what: (holder, subject, share, status) by the names of the parties."""
    found = proposed(text)
    names = {party.key: party.name for party in found.parties}
    return {
        (names[c.holder], names[c.subject], c.share.label() if c.share else None, c.status.value)
        for c in found.claims
        if c.holder is not None and c.predicate in ABOVE
    }


def facts(text: str) -> list[tuple[str, str, str | None, str | None, str | None, str | None]]:
    """(subject key, predicate, value, unit, qualifier, date) of claims about one party."""
    return [(c.subject, c.predicate, c.value, c.unit, c.qualifier, c.as_of) for c in proposed(text).claims if c.holder is None]
