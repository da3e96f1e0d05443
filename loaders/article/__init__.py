"""Reads articles: from running text to claims that a person reviews, and from reviewed claims to statements.

``propose`` reads a text, ``check`` compares a map with its text, ``write_csv`` and ``read_csv`` take the review through a spreadsheet,
``make_statements`` makes the statements of a map.  An extracted claim is an assertion with evidence, never a fact.
"""

from __future__ import annotations

from loaders.article.check import CheckReport, check_map
from loaders.article.linking import link_parties
from loaders.article.map_editor import edit_map
from loaders.article.map_reader import read_map
from loaders.article.map_writer import is_map, write_map
from loaders.article.model import Claim, ClaimMap, ClaimStatus, Extraction, Extractor, Party
from loaders.article.propose import DEFAULT, UNSEEN, propose
from loaders.article.review_csv import read_csv, write_csv
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
