"""Reads articles: from running text to claims that a person reviews, and from reviewed claims to statements.

The folders in the order in which a text goes through them, each knowing only those above it:

text        from the bytes of a file to characters, each with its place
names       where the names are, and what kind of thing each names
sentences   every name, quantity and pronoun as one character
patterns    what a sentence looks like that tells of a relation
status      whether what is told holds
parties     who the names are
claims      relations and facts of a sentence, as claims
extractors  rules, linear models, a language model, and their agreement
claim_map   the file that a person reviews: read, written, checked, changed

model          the records of a map: parties and claims, with the words of the text that carry them
propose        a text to a map of claims
to_statements  a reviewed map to statements
loader         loads a map, or a bare text
score          measures extractors on annotated sentences

An extracted claim is an assertion with evidence, never a fact.
"""

from __future__ import annotations

from loaders.article.claim_map.check import CheckReport, check_map
from loaders.article.claim_map.editor import edit_map
from loaders.article.claim_map.reader import read_map
from loaders.article.claim_map.review_csv import read_csv, write_csv
from loaders.article.claim_map.writer import is_map, write_map
from loaders.article.model import Claim, ClaimMap, ClaimStatus, Extraction, Extractor, Party
from loaders.article.parties.linking import link_parties
from loaders.article.propose import DEFAULT, UNSEEN, propose
from loaders.article.to_statements import make_statements

__all__ = [
    "DEFAULT",
    "UNSEEN",
    "CheckReport",
    "Claim",
    "ClaimMap",
    "ClaimStatus",
    "Extraction",
    "Extractor",
    "Party",
    "check",
    "edit_map",
    "is_map",
    "link_parties",
    "make_statements",
    "propose",
    "read_csv",
    "read_map",
    "write_csv",
    "write_map",
]


def check(map_bytes: bytes, text_bytes: bytes, *, name: str = "map") -> CheckReport:
    """Read a map and compare it with its text; ``report.map`` has moved quotes at their new places.

    Raises InputError where the map is malformed or the text is no article.
    """
    return check_map(read_map(map_bytes, name), text_bytes)
