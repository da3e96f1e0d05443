"""What an answer rests on: the strictest licence of its sources, how old their statements are, and which sources could have known better.

Owns how strict a licence is.  Of chains it reads no statement that the answer has not read; of lists it reads the columns, and the
statements of the oldest and the newest row.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import UNSET
from msgspec.structs import replace

from graph.answers.common import LinkAnswer, Provenance, SourceAnswer, TriedAnswer
from graph.answers.controllers import ControllersAnswer
from graph.generation.generation import Generation
from graph.queries.context import QueryContext
from ontology.dates import last_day
from ontology.statements import Source

_STRICTNESS: Final = (
    ("public domain", re.compile(r"\b(cc0|pddl|public ?domain|publicdomain)\b", re.I)),
    ("non-commercial", re.compile(r"\b(nc|noncommercial|non-commercial)\b", re.I)),
    ("no derivatives", re.compile(r"\b(nd|noderivatives|no[- ]derivatives)\b", re.I)),
    ("share alike", re.compile(r"\b(sa|odbl|sharealike|share[- ]alike|gpl)\b", re.I)),
    ("attribution", re.compile(r"\b(cc|by|ogl|odc|open government|apache|mit|attribution)\b", re.I)),
)
"""What a licence asks for -> how its name or address says so; the first that fits counts."""
_ORDER: Final = ("public domain", "attribution", "share alike", "non-commercial", "no derivatives", "other terms")
_FEW_ROWS: Final = 40
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


def describe_chains(context: QueryContext, company: int, links: Iterable[LinkAnswer], sources: Collection[SourceAnswer]) -> Provenance:
    """Describe what chains rest on; of no chain only which sources were asked.  ``sources``: those that the answer names."""
    links = list(links)
    cited = {iri for link in links for iri in link.sources}
    days = sorted(link.stated_at for link in links if link.stated_at)
    return _describe(context, company, [s for s in sources if s.id in cited], days)


def describe_rows(context: QueryContext, rows: npt.NDArray[np.int64] | Collection[int], company: int | None = None) -> Provenance:
    """Describe what rows of the network rest on, in one pass over their columns.

    ``company``: the one that is asked about, where who holds it is asked.
    """
    if len(rows) <= _FEW_ROWS:
        return _describe_few(context, [int(row) for row in rows], company)
    generation, columns = context.generation, context.generation.interests.columns
    chosen = rows if isinstance(rows, np.ndarray) else np.fromiter(rows, np.int64, len(rows))
    release = np.searchsorted(generation.first_positions, columns["statement"][chosen], side="right") - 1
    pairs = np.unique(columns["source"][chosen].astype(np.int64) * len(generation.releases) + release).tolist()
    sources = _list_sources(generation, (divmod(pair, len(generation.releases)) for pair in pairs))
    stated = columns["stated"][chosen]
    return _describe(context, company, sources, [_tell_day(generation, int(chosen[end])) for end in (np.argmin(stated), np.argmax(stated))])


def _describe_few(context: QueryContext, rows: Sequence[int], company: int | None) -> Provenance:
    """Describe the same without arrays, which take longer for a few."""
    generation, views = context.generation, context.generation.interests.views
    pairs = {(views["source"][row], generation.release_at(views["statement"][row])) for row in rows}
    days = [(views["stated"][row], row) for row in rows]
    ends = dict.fromkeys((min(days)[1], max(days)[1])) if days else ()
    return _describe(context, company, _list_sources(generation, sorted(pairs)), [_tell_day(generation, row) for row in ends])


def _list_sources(generation: Generation, pairs: Iterable[tuple[int, int]]) -> list[Source]:
    """List sources, by number, as releases describe them."""
    return [generation.source_of_release(generation.source_ids[number], release) for number, release in pairs]


def join_provenances(parts: Sequence[Provenance]) -> Provenance:
    """Return what several answers to one question about one company rest on together."""
    strictest = max(parts, key=lambda part: _ORDER.index(part.terms) if part.terms else -1)
    days = sorted(day for part in parts for day in (part.oldest, part.newest) if day)
    return replace(
        parts[0],
        licence=strictest.licence,
        terms=strictest.terms,
        without_licence=tuple(dict.fromkeys(iri for part in parts for iri in part.without_licence)),
        oldest=days[0] if days else None,
        newest=days[-1] if days else None,
    )


def _tell_day(generation: Generation, row: int) -> str:
    """Return the day on which a row was stated as its statement has it; of a closing its own."""
    day, text = generation.interests.views["stated"][row], generation.interest_of_row(row).stated_at
    return text if text and last_day(text).toordinal() == day else datetime.date.fromordinal(day).isoformat()


def _describe(context: QueryContext, company: int | None, cited: Sequence[SourceAnswer | Source], days: Sequence[str]) -> Provenance:
    """Describe it.  ``days``: from the oldest to the newest; none where none is told."""
    strictest = max(((_ORDER.index(find_terms(s.licence)), s.licence) for s in cited if s.licence), default=None)
    asked, country = context.generation.holding_sources, _find_country(context, company)
    earlier = asked.find_earlier(context.options.as_of)
    without = asked.find_without(country) if country else ()
    return Provenance(
        licence=strictest[1] if strictest else None,
        terms=_ORDER[strictest[0]] if strictest else None,
        without_licence=tuple(dict.fromkeys(s.id for s in cited if not s.licence)),
        oldest=days[0] if days else None,
        newest=days[-1] if days else None,
        asked=len(asked),
        earlier=len(earlier),
        earlier_sources=tuple(asked.ids[place] for place in earlier[:_FEW]) or UNSET,
        elsewhere=len(without) or UNSET,
        elsewhere_sources=tuple(asked.ids[place] for place in without[:_FEW]) or UNSET,
        country=(country or UNSET) if len(without) else UNSET,
    )


def _find_country(context: QueryContext, company: int | None) -> str | None:
    """Return the code of the country of a company, where it is told; of who is never owned none."""
    if company is None or context.references.kind(company).is_never_owned:
        return None
    return (context.references.jurisdiction(company) or "")[:2] or None


def list_provenance(answer: ControllersAnswer | TriedAnswer) -> list[str]:
    """Say of what an answer rests on its licence and age, and which sources are too old or tell of other countries, each in a sentence."""
    rests_on, asked = answer.provenance, count_sources(answer.provenance.asked)
    texts = [f"The strictest licence that its sources state: {rests_on.licence} ({rests_on.terms})."] if rests_on.licence else []
    if rests_on.without_licence:
        count = len(rests_on.without_licence)
        texts.append(f"{count:,} of its sources {'states' if count == 1 else 'state'} no licence.")
    if rests_on.oldest and rests_on.newest:
        is_one = rests_on.oldest == rests_on.newest
        texts.append(
            f"Its statements count as made {f'on {rests_on.oldest}' if is_one else f'between {rests_on.oldest} and {rests_on.newest}'}."
        )
    if rests_on.earlier:
        verb = "is" if rests_on.earlier == 1 else "are"
        texts.append(f"Of {asked} of holdings {rests_on.earlier:,} {verb} older than {answer.as_of}, and cannot tell what happened since.")
    if rests_on.elsewhere:
        told = f"othing about who holds companies of {rests_on.country} is loaded."
        is_all = rests_on.elsewhere == rests_on.asked
        texts.append(f"N{told}" if is_all else f"Of {rests_on.elsewhere:,} of the {asked} of holdings n{told}")
    return texts


def count_sources(count: int) -> str:
    """Count sources in words."""
    return f"{count:,} {'source' if count == 1 else 'sources'}"
