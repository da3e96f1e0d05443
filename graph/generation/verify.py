"""Verifies a generation: is what was built what the ledger says?

Owns the comparisons: of files with the hashes that were written with them, of what was built with the ledger by counts and by order-free
sums of hashes.  Changes nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
from pyoxigraph import NamedNode

from graph import checksums
from graph.generation.data_folder import DataFolder
from graph.generation.generation import Generation
from graph.ledger.ledger import Ledger
from graph.ledger.record_store import hash_key
from graph.rdf import triple_store
from ontology.rdf_fields import SHOWN_NAME
from ontology.statements import InterestStatement
from ontology.terms import OWN

_SHOWN: Final = 5
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: whether both sides agree, and the counts in words."""

    name: str
    agrees: bool
    finding: str


def verify_files(folder: DataFolder) -> Check:
    """Compare every file of the current generation and of its releases with its hash.

    A copy on another machine that agrees is the same to the last byte.  Raises StoreError NO_DATA, STORE_INCOMPLETE.
    """
    name, number = "files against their hashes", folder.find_current()
    generation = folder.generation_path(number)
    if not checksums.has_list(generation):
        return Check(name, True, "no hashes: published by an earlier version (ownership generations rebuild)")
    faults = list(dict.fromkeys(folder.find_faults(number, checksums.find_differences)))
    if faults:
        more = f" (and {len(faults) - _SHOWN:,} more)" if len(faults) > _SHOWN else ""
        return Check(name, False, "; ".join(faults[:_SHOWN]) + more)
    lists = [generation, *(folder.ledger.path / release.name for release in folder.manifest(number).releases)]
    return Check(name, True, f"{sum(checksums.count_files(listed) for listed in lists):,}")


def verify(generation: Generation, ledger: Ledger) -> Iterator[Check]:
    """Compare everything that was built for the generation with its releases in the ledger."""
    count = interests = total = lines = 0
    ids = array("q")
    for info, release in zip(generation.manifest.releases, generation.releases, strict=True):
        for statement in ledger.open(info.name).statements_from_columns():
            count += 1
            ids.append(hash_key(statement.id))
            interests += isinstance(statement, InterestStatement) and statement.subject is not None
            total += release.hash_line(_ENCODER.encode(statement))
        lines += sum(map(release.hash_line, release.lines()))
    yield _compare("ledger against manifest: statements", count, generation.manifest.statements)
    yield _compare("ledger against manifest: checksum", total % 2**64, generation.manifest.checksum)
    yield _compare("statement store against ledger: checksum", lines % 2**64, total % 2**64)
    yield _compare("ledger against manifest: interests", interests, generation.manifest.stated)
    yield _compare("network against manifest: rows", generation.interests.rows, generation.manifest.interests)
    yield _compare("parties against network", generation.interests.parties, len(generation))
    if generation.has_triples:
        store = triple_store.open_read_only(generation.triples_path)
        # A statement that a later release repeats is there once.
        classes = ("EntityStatement", "InterestStatement", "IdentityStatement")
        subjects = {subject.value for name in classes for subject in triple_store.find_instances(store, OWN + name)}
        yield _compare("triples against ledger: statements", len(subjects), len(np.unique(ids)))
        named = sum(1 for _ in store.quads_for_pattern(None, NamedNode(SHOWN_NAME), None, NamedNode(generation.base.graph("parties"))))
        yield _compare("triples against parties", named, len(generation))
    else:
        yield Check("triples against ledger: statements", True, "not built (ownership index triples)")


def _compare(name: str, actual: int, expected: int) -> Check:
    return Check(name, actual == expected, f"{actual:,}" if actual == expected else f"{actual:,}, expected {expected:,}")
