"""The page of /dataset: what the data set is, of which sources, and where it can be had, for readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from api.pages.error_pages import PageRoute
from api.pages.sources import list_files
from api.pages.templates import render_page
from api.pages.urls import Urls
from api.representations import DESCRIBED, HTML
from api.routes.dataset import describe_served
from api.routes.export import DUMPS, is_rdf
from api.state import Current, get_served
from ontology.terms import DCAT, DCTERMS, VOID

dataset_router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LISTED: Final = 50
"""Files, and partitions of each kind, that the page lists."""


@dataset_router.get("/dataset.html")
def show_dataset(request: Request, generation: Current) -> Response:
    """Show the data set: version, size, dumps, sources with their licences, and what the triples are about."""
    triples = list(describe_served(request, generation))
    said: dict[NamedNode, dict[str, str]] = {}
    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            said.setdefault(triple.subject, {})[triple.predicate.value] = getattr(triple.object, "value", "")
    whole = said[NamedNode(f"{generation.base.iri}dataset")]
    files = list_files(generation)
    return render_page(
        "dataset.html",
        iri=f"{generation.base.iri}dataset",
        version=whole[f"{DCAT}version"],
        modified=whole[f"{DCTERMS}modified"],
        vocabulary=whole[f"{DCTERMS}conformsTo"],
        triples=whole.get(f"{VOID}triples"),
        answers_sparql=get_served(request).answers_sparql(generation),
        manifest=generation.manifest,
        dumps=[(name, dump.media_type.partition(";")[0]) for name, dump in DUMPS.items() if generation.has_triples or not is_rdf(name)],
        partitions=[
            (title, _list_partitions(said.values(), kind, counted))
            for title, kind, counted in (
                ("Resources of each class", "class", "entities"),
                ("Triples of each property", "property", "triples"),
            )
        ],
        files=files[:_LISTED],
        more=len(files[_LISTED:]),
        forms=[form for form in DESCRIBED if form is not HTML],
        urls=Urls(generation.base),
    )


def _list_partitions(nodes: Iterable[dict[str, str]], kind: str, counted: str) -> list[tuple[str, int]]:
    """List class or property and how often there is one, the most frequent first."""
    counts = [(node[f"{VOID}{kind}"], int(node[f"{VOID}{counted}"])) for node in nodes if f"{VOID}{kind}" in node]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:_LISTED]
