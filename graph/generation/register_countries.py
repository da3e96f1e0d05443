"""Which registers state holders of the companies of one country alone: of a company of another one they could not know who holds it.

That follows from what a source is and from what is loaded of it: an article, a table or a graph may tell of any company; a register whose
every company is of one country tells of no other.  Registers that foreign companies enter too have more than one country.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.generation.interest_table import InterestTable
from ontology.statements import Source

_LETTERS: Final = 26
_UNKNOWN: Final = _LETTERS * _LETTERS
"""The place of a company of which no country is told."""
_CHUNK: Final = 1_000_000
"""Rows that are read together."""


def find_register_countries(interests: InterestTable, sources: Sequence[Source], jurisdictions: npt.NDArray[np.bytes_]) -> dict[str, str]:
    """Find the country of each such register.  ``sources``: by their number; ``jurisdictions``: of the parties, by number."""
    registers = [number for number, source in enumerate(sources) if source.type == "register"]
    if not registers:
        return {}
    place = np.full(len(sources), -1, np.int32)
    place[registers] = np.arange(len(registers))
    countries = _number_countries(jurisdictions)
    seen = np.zeros((len(registers), _UNKNOWN + 1), np.bool_)
    columns = interests.columns
    for start in range(0, len(columns["source"]), _CHUNK):
        own = place[columns["source"][start : start + _CHUNK]]
        subject = columns["subject"][start : start + _CHUNK]
        told = (own >= 0) & (subject >= 0)
        seen[own[told], countries[subject[told]]] = True
    alone = np.flatnonzero((seen.sum(axis=1) == 1) & ~seen[:, _UNKNOWN]).tolist()
    return {sources[registers[row]].id: _name_country(int(np.argmax(seen[row]))) for row in alone}


def _number_countries(jurisdictions: npt.NDArray[np.bytes_]) -> npt.NDArray[np.int32]:
    """Number the countries of jurisdictions, of which the parts of a country are the country."""
    letters = np.ascontiguousarray(jurisdictions.astype("S2")).view(np.uint8).reshape(-1, 2).astype(np.int32) - ord("A")
    is_code = ((letters >= 0) & (letters < _LETTERS)).all(axis=1)
    return np.where(is_code, letters[:, 0] * _LETTERS + letters[:, 1], _UNKNOWN).astype(np.int32)


def _name_country(number: int) -> str:
    """Return the code of a country.

    >>> _name_country(3 * 26 + 10)
    'DK'
    """
    return "".join(chr(ord("A") + letter) for letter in divmod(number, _LETTERS))
