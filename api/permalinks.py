"""The permanent address of an answer, as a picture of it carries it.  Knows the public address of the service, and no page."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from graph.queries import QueryContext
from graph.queries.identity import Identity


def make_permalink(
    public_url: str | None,
    context: QueryContext,
    subject: int,
    expanded: Sequence[str] = (),
    direction: str | None = None,
    identity: Identity = Identity.STATED,
) -> str | None:
    """The address that asks the same question of the same day again; None where the service has no public address.

    ``expanded``: ids of the parties beside which its chart makes no stack; ``direction``: that which was asked for, if one was;
    ``identity``: whether candidates were asked for.
    """
    if not public_url:
        return None
    generation = context.generation
    iri = quote(generation.base.compact(generation.party(subject).id), safe=":")
    pairs = context.options.to_pairs()
    if direction:
        pairs = (*pairs, ("dir", direction))
    if identity is not Identity.STATED:
        pairs = (*pairs, ("identity", identity.value))
    if expanded:
        pairs = (*pairs, ("expand", ",".join(map(generation.base.compact, expanded))))
    return f"{public_url.rstrip('/')}/entity/{iri}?{urlencode(pairs)}"
