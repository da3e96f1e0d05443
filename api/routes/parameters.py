"""The parameters that several routes share: the options of a question, and the name of a party.

Which options there are is said by ``RawOptions`` (graph/queries/options.py).
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Depends, Query
from starlette.requests import Request

from api.state import get_served, today
from graph.chart.party import Direction
from graph.generation.generation import Generation
from graph.queries import Options, RawOptions, find_party
from graph.queries.identity import Identity, parse_identity

LONGEST: Final = {"as_of": 10, "known_at": 10, "rule": 60}
"""Characters that a parameter of one value may have."""

AsOf = Annotated[
    str | None,
    Query(alias="as_of", max_length=LONGEST["as_of"], description="The day asked about: YYYY-MM-DD, YYYY-MM or YYYY; today if not given"),
]
KnownAt = Annotated[str | None, Query(alias="known_at", max_length=LONGEST["known_at"], description="Only what was stated by this day")]
Rule = Annotated[str | None, Query(max_length=LONGEST["rule"], description="Rule id; majority-control if not given")]
Set = Annotated[
    list[str] | None, Query(alias="set", max_length=100, description="A contested point of the rule as name:value; /v1/rules lists them")
]
Together = Annotated[list[str] | None, Query(description="Parties that act as one: ids or names with commas between")]
Include = Annotated[list[str] | None, Query(description="Statuses counted as done: agreed, planned")]


async def read_options(
    request: Request,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    rule: Rule = None,
    parameters: Set = None,
    together: Together = None,
    include: Include = None,
) -> Options:
    """The options of a question.  Raises UsageError."""
    raw = RawOptions(as_of, known_at, rule, parameters or (), together or (), include or ())
    return Options.parse(raw, today=today(), limits=get_served(request).settings.limits())


QueryOptions = Annotated[Options, Depends(read_options)]
"""Parameter of a route: how the question is asked."""

Expand = Annotated[
    str | None, Query(max_length=2000, description="Companies beside which the chart makes no stack: their ids with commas between")
]

WayOfChart = Annotated[
    Direction | None,
    Query(alias="dir", description="Who controls the party (up), or what it controls (down); down for persons and states if not given"),
]


async def read_identity(
    identity: Annotated[
        str | None,
        Query(max_length=20, description="stated, or candidates: parties that may be one are tried as one, which is possible at most"),
    ] = None,
) -> Identity:
    """Whether candidates are asked for.  Raises UsageError."""
    return parse_identity(identity)


AskedIdentity = Annotated[Identity, Depends(read_identity)]
"""Parameter of a route: what makes two records one party."""


def find_expanded(generation: Generation, text: str | None) -> tuple[str, ...]:
    """Return the ids of the parties that ``expand`` lists with commas between.  Raises NoMatch NO_PARTY, SeveralMatches."""
    return tuple(generation.party_iri(find_party(generation, part)) for part in (text or "").split(",") if part.strip())


PartyName = Annotated[str, Query(min_length=1, max_length=300)]
