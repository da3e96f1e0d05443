"""Reads a cell that names several parties, each with a share: "Mill AG (51 %), Dam AG (49 %)", "Mill AG, Dam AG: 24.5 % each".

Owns where one party ends and the next begins.  Knows neither rows nor mappings.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ontology.legal_forms import WORDS

_EACH: Final = r"(?:each(?: of them)?|apiece|jeweils|chacun(?:e)?|cada un[oa]|ciascun[oa]|по|каждый|hver|elk|ieder)"
_SIZE: Final = re.compile(
    rf"(?P<before>\b(?:je|à|{_EACH})\s+)?(?P<share>(?:[<>≥≤]=?\s*)?(?<![0-9.,])[0-9]{{1,3}}(?:[.,][0-9]+)?\s*%)(?P<each>\s*,?\s*{_EACH}\b)?",
    re.IGNORECASE,
)
_BESIDE: Final = " \t,;:|/()[]{}–—-•·="
"""Signs that stand between a party and its share, or between two of them."""
_AND: Final = re.compile(
    r"^(?:and|und|et|y|e|en|och|og|и|та|&)\s+|\s+(?:and|und|et|y|och|og|и|та|&|with|mit|avec|con|holds?|owns?|hält)$", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"\s*[;•|\n]\s*|\s*,\s*(?:and\s+|und\s+|et\s+)?|\s+(?:and|und|et)\s+")
_LISTED: Final = re.compile(r"\s*[;•\n]\s*")
_MAX_PARTIES: Final = 1_000


class ListedParty(NamedTuple):
    """A party of a list, with the words of its share; None: the list gives it none of its own."""

    name: str
    share: str | None


def split_parties(text: str) -> list[ListedParty]:
    """Return the parties of a cell, in its order; of one without a list the party that it names.

    >>> split_parties("Mill AG (51 %), Dam AG (49 %)") == split_parties("51 % Mill AG; 49 % Dam AG")
    True
    >>> split_parties("Mill, Inc., Dam AG: 24.5 % each")
    [ListedParty(name='Mill, Inc.', share='24.5 %'), ListedParty(name='Dam AG', share='24.5 %')]
    >>> split_parties("Mill AG; Dam AG"), split_parties("Arden, Ann")
    ([ListedParty(name='Mill AG', share=None), ListedParty(name='Dam AG', share=None)], [ListedParty(name='Arden, Ann', share=None)])
    """
    sizes = list(_SIZE.finditer(text))
    if not sizes:
        return [ListedParty(name, None) for name in _strip_all(_LISTED.split(text))]
    parties: list[ListedParty] = []
    is_before = not _strip(text[: sizes[0].start()])
    for number, size in enumerate(sizes):
        if is_before:
            part = text[size.end() : sizes[number + 1].start() if number + 1 < len(sizes) else len(text)]
        else:
            part = text[sizes[number - 1].end() if number else 0 : size.start()]
        share = " ".join(size["share"].split())
        if size["each"] or size["before"]:
            parties += [ListedParty(name, share) for name in _split_names(part)]
            continue
        *others, own = _strip_all(_LISTED.split(part)) or [""]
        if is_before:
            own, *others = [own] if not others else [others[0], *others[1:], own]
        parties += [ListedParty(name, None) for name in others if not is_before]
        parties += [ListedParty(own, share)] if own else []
        parties += [ListedParty(name, None) for name in others if is_before]
    if not is_before:
        parties += [ListedParty(name, None) for name in _strip_all(_LISTED.split(text[sizes[-1].end() :]))]
    return parties[:_MAX_PARTIES]


def names_several(text: str) -> bool:
    """Whether a cell surely is a list: several parties with shares, or one share for each of several.

    >>> [names_several(text) for text in ("Mill AG 51 %, Dam AG 49 %", "Mill, Dam: 5 % each", "Mill AG (51 %)", "Arden, Ann", "A; B")]
    [True, True, False, False, False]
    """
    return "%" in text and sum(party.share is not None for party in split_parties(text)) > 1


def _split_names(part: str) -> list[str]:
    """Split names at commas too; a legal form behind a comma belongs to the name before it."""
    names: list[str] = []
    for name in _strip_all(_BETWEEN.split(part)):
        if names and re.sub(r"[^a-z]", "", name.casefold()) in WORDS:
            names[-1] = f"{names[-1]}, {name}"
        else:
            names.append(name)
    return names


def _strip_all(parts: list[str]) -> list[str]:
    return [name for part in parts if (name := _strip(part))]


def _strip(part: str) -> str:
    """Return a name without the signs and words around it; brackets that belong to it stay."""
    name = part.strip(_BESIDE.replace("(", "").replace(")", "").replace("[", "").replace("]", ""))
    while (plain := _AND.sub("", _strip_brackets(name)).strip(_BESIDE.translate({ord(sign): None for sign in "()[]"}))) != name:
        name = plain
    return name if any(map(str.isalnum, name)) else ""


def _strip_brackets(name: str) -> str:
    """Drop what is left of a bracket in which the share stood."""
    name = re.sub(r"^[)\]]+\s*|\s*[(\[]+$", "", name)
    if name.count("(") > name.count(")"):
        return name[1:].strip() if name.startswith("(") else name[: name.rindex("(")].strip()
    return name
