"""Verification: are the projections of a generation what the ledger says?  Counts and order-free hashes, each with its finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from graph.generation.generation import Generation
from graph.ledger.ledger import Ledger
from graph.ledger.parts import checksum
from graph.rdf import triple_store
from ontology.statements import InterestStatement
from ontology.terms import OWN

_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison."""

    name: str
    agrees: bool
    finding: str


def verify(generation: Generation, ledger: Ledger) -> Iterator[Check]:
    """Compare every projection of the generation with its releases in the ledger."""
    count = interests = total = lines = 0
    for info, release in zip(generation.manifest.releases, generation.releases, strict=True):
        for statement in ledger.open(info.name).columns():
            count += 1
            interests += isinstance(statement, InterestStatement) and statement.subject is not None
            total += checksum(_ENCODER.encode(statement))
        lines += sum(map(checksum, release.lines()))
    yield _compare("ledger against manifest: statements", count, generation.manifest.statements)
    yield _compare("ledger against manifest: checksum", total % 2**64, generation.manifest.checksum)
    yield _compare("statement store against ledger: checksum", lines % 2**64, total % 2**64)
    yield _compare("ledger against manifest: interests", interests, generation.manifest.stated)
    yield _compare("network against manifest: rows", generation.interests.rows, generation.manifest.interests)
    yield _compare("parties against network", generation.interests.parties, len(generation))
    if generation.has_triples:
        store = triple_store.open_read_only(generation.triples_path)
        classes = ("EntityStatement", "InterestStatement", "IdentityStatement")
        found = {subject.value for c in classes for subject in triple_store.instances(store, OWN + c)}
        yield _compare("triples against ledger: statements", len(found), count)
    else:
        yield Check("triples against ledger: statements", True, "not built (ownership index triples)")


def _compare(name: str, found: int, expected: int) -> Check:
    return Check(name, found == expected, f"{found:,}" if found == expected else f"{found:,}, expected {expected:,}")
