"""A real service for the tests of this folder: real store, real workers, real HTTP on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox
import uvicorn
from fastapi import FastAPI

from api.sparql.pool import SparqlPool
from api.sparql.router import SparqlOptions, sparql_router
from graph.rdf.server import SparqlServer

EX = "http://example.org/"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HOG = "SELECT ?a ?d ?g WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: a client for its address, and its pool."""

    client: httpx.Client
    pool: SparqlPool
    address: tuple[str, int]


def holding(holder: int, subject: int, graph: str = "register") -> ox.Quad:
    """One invented holding."""
    names = (f"mill-{holder}", "holds", f"mill-{subject}", graph)
    return ox.Quad(*(ox.NamedNode(EX + name) for name in names))


def build(path: Path, quads: Iterable[ox.Quad]) -> Path:
    """A triples store on disk, closed again."""
    store = ox.Store(str(path))
    store.extend(quads)
    store.flush()
    del store
    return path


@contextmanager
def serving(
    store: Path | SparqlServer | None,
    *,
    workers: int = 2,
    deadline: float = 20.0,
    memory_bytes: int = 256 * 2**20,
    max_result_bytes: int = 2**24,
    options: SparqlOptions | None = None,
) -> Iterator[Service]:
    pool = SparqlPool(workers=workers, deadline=deadline, memory_bytes=memory_bytes, max_result_bytes=max_result_bytes)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await pool.start(store, 7)
        try:
            yield
        finally:
            await pool.stop()

    app = FastAPI(lifespan=lifespan)
    app.include_router(sparql_router(pool, options))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none", timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        address: tuple[str, int] = listening.getsockname()
        # Requests wait in the socket's queue until the service has started.
        listening.listen()
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{address[1]}", timeout=60) as client:
                yield Service(client, pool, address)
        finally:
            server.should_exit = True
            thread.join()
