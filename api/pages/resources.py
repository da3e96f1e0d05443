"""Find the page that tells of a resource of the data: what the table of the query page links to."""

from __future__ import annotations

from collections.abc import Callable

from api.pages.urls import Urls
from api.state import ServedGeneration
from ontology.errors import StoreError


def make_page_finder(served: ServedGeneration) -> Callable[[str], str | None]:
    """Make the function that gives the address of the page of a party, a source or a statement by its IRI; None for anything else."""

    def find_page(iri: str) -> str | None:
        try:
            generation = served.generation
        except StoreError:
            return None
        urls = Urls(generation.base)
        if iri in generation.sources:
            return urls.source(iri)
        if iri.startswith(f"{generation.base.iri}stmt/"):
            return urls.statement(iri)
        return None if generation.party_number(iri) is None else urls.entity(iri)

    return find_page
