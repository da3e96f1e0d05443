"""The permanent address of an answer, as a picture of it carries it.  Knows the public address of the service, and no page."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from graph.queries import QueryContext


def make_permalink(public_url: str | None, context: QueryContext, subject: int) -> str | None:
    """The address that asks the same question of the same day again; None where the service has no public address."""
    if not public_url:
        return None
    generation = context.generation
    iri = quote(generation.base.compact(generation.party(subject).id), safe=":")
    return f"{public_url.rstrip('/')}/entity/{iri}?{urlencode(context.options.to_pairs())}"
