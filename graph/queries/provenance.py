"""What an answer rests on: the strictest licence of its chains, how old their statements are, and which sources could have known better.

Owns how strict a licence is.  Reads no statement that the answer has not read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from typing import Final

from msgspec import UNSET

from graph.answers.common import LinkAnswer, Provenance, SourceAnswer
from graph.generation.generation import Generation

_STRICTNESS: Final = (
    ("public domain", re.compile(r"\b(cc0|pddl|public ?domain|publicdomain)\b", re.I)),
    ("non-commercial", re.compile(r"\b(nc|noncommercial|non-commercial)\b", re.I)),
    ("no derivatives", re.compile(r"\b(nd|noderivatives|no[- ]derivatives)\b", re.I)),
    ("share alike", re.compile(r"\b(sa|odbl|sharealike|share[- ]alike|gpl)\b", re.I)),
    ("attribution", re.compile(r"\b(cc|by|ogl|odc|open government|apache|mit|attribution)\b", re.I)),
)
"""What a licence asks for -> how its name or address says so; the first that fits counts."""
_ORDER: Final = ("public domain", "attribution", "share alike", "non-commercial", "no derivatives", "other terms")
_FEW: Final = 5
"""Sources that are named where there may be many."""


@functools.lru_cache(maxsize=1_000)
def find_terms(licence: str) -> str:
    """Find what a licence asks for, by its name or address; ``other terms`` where it is not known, which counts as the strictest.

    >>> find_terms("CC0-1.0"), find_terms("OGL-UK-3.0"), find_terms("https://creativecommons.org/licenses/by-nc-sa/4.0/")
    ('public domain', 'attribution', 'non-commercial')
    >>> find_terms("ODbL-1.0"), find_terms("ask the publisher")
    ('share alike', 'other terms')
    """
    words = re.sub(r"[_./-]+", " ", licence)
    return next((terms for terms, pattern in _STRICTNESS if pattern.search(words) or pattern.search(licence)), "other terms")


def describe_provenance(
    generation: Generation, as_of: str, country: str | None, links: Sequence[LinkAnswer], sources: Collection[SourceAnswer]
) -> Provenance:
    """Describe what chains rest on; of no chain only which sources were asked.

    ``country``: of the company that is asked about, where it is known.  ``sources``: those that the answer names.
    """
    cited = {iri for link in links for iri in link.sources}
    licensed = [(_ORDER.index(find_terms(s.licence)), s.licence, s.id) for s in sources if s.id in cited and s.licence]
    strictest = max(licensed, default=None)
    days = sorted(link.stated_at for link in links if link.stated_at)
    asked = generation.holding_sources
    earlier = [source.id for source, day in asked if day < as_of]
    scopes = generation.register_countries if country else {}
    elsewhere = [source.id for source, _ in asked if country and scopes.get(source.id, country[:2]) != country[:2]]
    return Provenance(
        licence=strictest[1] if strictest else None,
        terms=_ORDER[strictest[0]] if strictest else None,
        without_licence=tuple(s.id for s in sources if s.id in cited and not s.licence),
        oldest=days[0] if days else None,
        newest=days[-1] if days else None,
        asked=len(asked),
        earlier=len(earlier),
        earlier_sources=tuple(earlier[:_FEW]) or UNSET,
        elsewhere=len(elsewhere) or UNSET,
        elsewhere_sources=tuple(elsewhere[:_FEW]) or UNSET,
    )


def list_provenance(rests_on: Provenance, as_of: str, *, has_chains: bool) -> list[str]:
    """Say of what an answer rests on its licence and age, and which sources could not have known, each in a sentence.

    ``has_chains``: whether there are any, whose sources may state no licence.
    """
    texts = [f"The strictest licence that its sources state: {rests_on.licence} ({rests_on.terms})."] if rests_on.licence else []
    if has_chains and rests_on.without_licence:
        unlicensed = _count_sources(len(rests_on.without_licence))
        texts.append(f"{unlicensed} of its chains {'states' if len(rests_on.without_licence) == 1 else 'state'} no licence.")
    if rests_on.oldest and rests_on.newest:
        is_one = rests_on.oldest == rests_on.newest
        texts.append(
            f"Its statements were made {f'on {rests_on.oldest}' if is_one else f'between {rests_on.oldest} and {rests_on.newest}'}."
        )
    asked = _count_sources(rests_on.asked)
    if rests_on.earlier:
        texts.append(
            f"Of {asked} of holdings {rests_on.earlier:,} {_be(rests_on.earlier)} older than {as_of}, and cannot tell what happened since."
        )
    if rests_on.elsewhere:
        told = "registers of which all that is loaded is of companies of another country"
        texts.append(f"Of {asked} of holdings {rests_on.elsewhere:,} could not know who holds this company: {told}.")
    return texts


def _count_sources(count: int) -> str:
    return f"{count:,} {'source' if count == 1 else 'sources'}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"
