"""Parts of statements that registers have alike, and the statement that ends a series."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from ontology.statements import Attribute, Change, Evidence, Interest, InterestStatement, Place, Reason


@functools.lru_cache(maxsize=32_768)
def make_attribute(name: str, value: str, datatype: str = "text") -> Attribute:
    """Return an attribute; registers repeat the same few very often, so each is made once."""
    return Attribute(name=name, value=value, datatype=datatype)


def is_url(text: str) -> bool:
    """Whether a text is an address on the web."""
    return text.startswith(("http://", "https://"))


def make_evidence(source: str, urls: Iterable[str]) -> tuple[Evidence, ...]:
    """Return the addresses among the texts as evidence."""
    return tuple([Evidence(source=source, url=url) for url in urls if is_url(url)])


def make_closing(
    id: str,
    source: str,
    record: str,
    place: Place,
    stated_at: str | None,
    evidence: tuple[Evidence, ...] = (),
    note: str | None = None,
    interest: Interest = Interest.SHAREHOLDING,
) -> InterestStatement:
    """Return the statement that a record is no longer in its source: the end of the series ``record``."""
    return InterestStatement(
        id=id,
        source=source,
        stated_at=stated_at,
        record=record,
        change=Change.CLOSED,
        place=place,
        evidence=evidence,
        note=note,
        holder=None,
        holder_reason=Reason.UNKNOWN_TO_PUBLISHER,
        subject=None,
        subject_reason=Reason.UNKNOWN_TO_PUBLISHER,
        interest=interest,
    )
