"""The identifiers of a record, and which of them join it with other records."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from ontology.identifiers import is_strong, is_valid_lei, normalise_identifier
from ontology.statements import Identifier
from ontology.terms import Base


def collect_identifiers(pairs: Iterable[tuple[str, str]], warn: Callable[[str], None]) -> tuple[Identifier, ...]:
    """Normalise pairs of scheme and value and return each identifier once, in their order.

    Warns of EMPTY_IDENTIFIER, which is left out, and of BAD_LEI, which is kept.

    >>> collect_identifiers([("GB-COH", "123456"), ("gb-coh", "00123456"), ("LEI", "n/a")], print)
    EMPTY_IDENTIFIER
    (Identifier(scheme='GB-COH', value='00123456'),)
    """
    collected: dict[tuple[str, str], Identifier] = {}
    for scheme, value in pairs:
        identifier = normalise_identifier(scheme, value)
        if identifier is None:
            warn("EMPTY_IDENTIFIER")
            continue
        if identifier.scheme == "LEI" and not is_valid_lei(identifier.value):
            warn("BAD_LEI")
        collected[identifier.scheme, identifier.value] = identifier
    return tuple(collected.values())


def select_joining(identifiers: tuple[Identifier, ...], warn: Callable[[str], None]) -> Iterator[Identifier]:
    """Yield the identifiers that join the record with others.

    Several numbers of one register are of several legal entities, so none of them joins: SEVERAL_IDENTIFIERS.
    """
    strong = [identifier for identifier in identifiers if is_strong(identifier)]
    if len(strong) < 2:
        yield from strong
        return
    by_scheme: defaultdict[str, list[Identifier]] = defaultdict(list)
    for identifier in strong:
        by_scheme[identifier.scheme].append(identifier)
    for alike in by_scheme.values():
        if len(alike) == 1:
            yield alike[0]
        else:
            warn("SEVERAL_IDENTIFIERS")


def make_party_iri(base: Base, scheme: str, value: str) -> str:
    """Return the IRI of the party that an identifier names: ``Base.identifier``, faster for plain values."""
    return _make_stem(base, scheme) + value if value.isascii() and value.isalnum() else base.identifier(scheme, value)


@functools.lru_cache(maxsize=10_000)
def _make_stem(base: Base, scheme: str) -> str:
    return base.identifier(scheme, "0").removesuffix("0")
